"""What a second scheduled run costs over an inbox in which nothing changed, as a share of the first, in processor seconds.

Run: python benchmarks/runs.py [ARTICLES] [FOLDER]. ARTICLES: 1000 by default (the first run takes minutes). FOLDER: keeps inbox, store and
pages, so that only the second run is measured again; the figures of the first lie in it. Processor seconds of all processes: the clock of
a busy machine tells little.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
LIMIT = 0.03
"""Share of the first run that the second may take."""
CONFIG = 'inboxes = ["inbox"]\nstore = "store"\n\n[pages]\narticles = {pages}\ncorpus = true\nchanges = true\n'
KINDS = {"pages, store, corpus and changes": "true", "store, corpus and changes": "false"}
"""What is asked of the runs: whether articles get pages of their own."""


def main() -> None:
    """Print three lines for each kind of run."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as scratch:
        for what, pages in KINDS.items():
            folder = Path(sys.argv[2] if len(sys.argv) > 2 else scratch) / f"pages-{pages}"
            first = _first(folder, articles, pages)
            wall, second = _run(folder)
            share = second / first
            print(f"{articles:,} articles, {what}: first run {first:.1f} s, second {second:.2f} s processor ({wall:.2f} s wall)")
            print(f"share {share:.2%}, limit {LIMIT:.0%}; load of the machine {os.getloadavg()[0]:.1f}", flush=True)


def _first(folder: Path, articles: int, pages: str) -> float:
    """Processor seconds of the first run, measured now or kept from before."""
    kept = folder / "first.json"
    if not kept.exists():
        _fill(folder / "inbox", articles)
        (folder / "run.toml").write_text(CONFIG.format(pages=pages), encoding="utf-8")
        kept.write_text(json.dumps(_run(folder)[1]), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


def _fill(inbox: Path, articles: int) -> None:
    """A file an article, with title, date and publisher before the text."""
    import synthetic_corpus

    inbox.mkdir(parents=True)
    for row in synthetic_corpus.articles(synthetic_corpus.corpus(articles)):
        head = "".join(f"{name}: {json.dumps(row[name])}\n" for name in ("title", "date", "publisher") if row.get(name))
        (inbox / f"{row['id']}.md").write_text(f"---\n{head}---\n\n{row['text']}\n", encoding="utf-8")


def _run(folder: Path) -> tuple[float, float]:
    """Wall seconds, and processor seconds of the run and all its children."""
    start, before = time.perf_counter(), _processor()
    done = subprocess.run([sys.executable, "-m", "dramatis", "run", str(folder / "run.toml")], check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"the run failed ({done.returncode}): {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
