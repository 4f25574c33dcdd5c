"""What the corpus page over many stored articles costs; the tables, links and copies too, are made by the generator, without the pipeline.

Run: python benchmarks/corpus.py [ARTICLES] [STORE]. ARTICLES: 100000 by default (the store takes some two minutes to make). STORE: a folder
that keeps it for the next run. Wall and processor seconds; on a busy machine trust the processor seconds, which two cores share.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
PAGE = "import sys; from dramatis.report.corpus import run_page; sys.exit(not run_page('corpus', *sys.argv[1:3]).ok)"
"""The page alone: the store has its links and copies, as after ``dramatis corpus``."""
LIMIT = 15.0
"""Seconds that the page may take."""


def main() -> None:
    """Print a line for the store and one for the page."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as scratch:
        store = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "store"
        if not store.exists():
            _report("store made", *_timed(lambda: _fill(store, articles)))
        command = [sys.executable, "-c", PAGE, str(store), f"{scratch}/reports"]
        wall, spent = _timed(lambda: subprocess.run(command, check=True))
        _report(f"corpus page over {articles:,} articles", wall, spent)
        page = Path(scratch) / "reports" / "corpus" / "index.html"
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        told = f"page {page.stat().st_size / 1e6:.1f} MB, peak memory of a process {largest:.1f} GB"
        print(f"{'':44} {told}; limit {LIMIT:.0f} s; load of the machine {os.getloadavg()[0]:.1f}")


def _fill(store: Path, articles: int) -> None:
    import synthetic_corpus
    import synthetic_tables

    made = synthetic_corpus.corpus(articles)
    synthetic_tables.fill(store, made)
    synthetic_tables.across(store, made)


def _timed(work) -> tuple[float, float]:
    """Wall seconds, and processor seconds of this process and its children."""
    start, before = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - start, _processor() - before


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _report(what: str, wall: float, spent: float) -> None:
    print(f"{what:44} {wall:6.1f} s wall {spent:6.1f} s processor", flush=True)


if __name__ == "__main__":
    main()
