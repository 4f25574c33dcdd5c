"""A corpus through `dramatis corpus`: articles a second with one and two processes, memory of each process, and n against 2n articles.

Run: python benchmarks/scale.py [N] [--full]. N articles of the synthetic corpus (default 200); with --full 2N too, for the growth in time.
Start-up is told apart: a first run over 2 articles is taken off, so that small N speak for large ones. Each run has a store of its own.
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print a line for each run, then the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=200)
    parser.add_argument("--full", action="store_true", help="2N articles too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as scratch:
        few, many, twice = (corpus(Path(scratch), count) for count in (2, asked.articles, 2 * asked.articles))
        starts = {workers: run(few, workers)[0] for workers in (1, 2)}
        one, two = run(many, 1), run(many, 2)
        told(f"{asked.articles} articles, one process", asked.articles, one, starts[1])
        told(f"{asked.articles} articles, two processes", asked.articles, two, starts[2])
        print(f"two processes: {(one[0] - starts[1]) / (two[0] - starts[2]):.2f} times one (start-up of {starts[2]:.1f} s taken off)")
        if asked.full:
            long = run(twice, 2)
            told(f"{2 * asked.articles} articles, two processes", 2 * asked.articles, long, starts[2])
            print(f"twice the articles: {long[0] / two[0]:.2f} times the time, {long[1] / two[1]:.2f} times the memory")


def told(name: str, count: int, found: tuple[float, float], start: float) -> None:
    seconds, memory = found
    print(f"{name}: {seconds:.1f} s, {count / (seconds - start):.1f} articles a second, at most {memory:.0f} MB a process")


def corpus(folder: Path, count: int) -> Path:
    path = folder / f"{count}.jsonl"
    with path.open("wb") as file:
        subprocess.run([sys.executable, str(ROOT / "scripts" / "synthetic_corpus.py"), str(count)], stdout=file, check=True)
    return path


def run(source: Path, workers: int) -> tuple[float, float]:
    """Wall seconds, and the largest memory of any process of the run, in MB."""
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as store:
        command = [sys.executable, "-m", "dramatis", "corpus", str(source), "--store", f"{store}/store", "--workers", str(workers)]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        peaks: dict[int, float] = {}
        watcher = threading.Thread(target=watch, args=(process, peaks))
        watcher.start()
        status = process.wait()
        seconds = time.perf_counter() - started
        watcher.join()
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return seconds, max(peaks.values())


def watch(process: subprocess.Popen, peaks: dict[int, float]) -> None:
    """Note the peak of resident memory of the process and of all below it, in MB."""
    import psutil

    top = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            for one in [top, *top.children(recursive=True)]:
                peaks[one.pid] = max(peaks.get(one.pid, 0.0), one.memory_info().rss / 1e6)
        except psutil.Error:  # it has ended meanwhile
            pass
        time.sleep(0.2)


if __name__ == "__main__":
    main()
