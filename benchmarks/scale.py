"""A corpus through the work of `dramatis corpus`: time and memory at N and at 2N articles of one run, two processes against one.

Run: python benchmarks/scale.py [--articles 2N] [--pair P]. First P articles (default 600; 0 leaves this out) with one process and with two,
on stores of their own, start-up taken off by a run over 2 articles. Then 2N articles (default 600) with two processes: what the first N
and the second N took, and how much memory each process had at N and at 2N. Wall time speaks on a quiet machine only, processor time also
on a busy one. A line a minute tells how far it is.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

ROOT = Path(__file__).parents[1]
EVERY_S = 0.5
TELL_S = 60
SHOWN = 0.9
"""Memory at N is that of the median of the samples from this share of N on."""


class Sample(NamedTuple):
    """What was seen at one moment of a run.

    Attributes
    ----------
    seconds, articles : float, int
        Since its start; done so far.
    coordinator, workers : (float, float), tuple of these
        Memory in MB and processor seconds of each process.
    """

    seconds: float
    articles: int
    coordinator: tuple[float, float]
    workers: tuple[tuple[float, float], ...]

    @property
    def worker_cpu(self) -> float:
        """Processor seconds of all workers so far."""
        return sum(cpu for _, cpu in self.workers)


def main() -> None:
    """Print how one process compares with two, then how the second half of a long run compares with the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=600, help="2N, the articles of the long run")
    parser.add_argument("--pair", type=int, default=600, help="P, the articles of one process against two; 0 leaves this out")
    parser.add_argument("--child", nargs=3, metavar=("SOURCE", "STORE", "WORKERS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        work(*asked.child)
        return
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as scratch:
        if asked.pair:
            pair(Path(scratch), asked.pair)
        long(Path(scratch), asked.articles)


def pair(scratch: Path, count: int) -> None:
    """One process against two."""
    few, many = corpus(scratch, 2), corpus(scratch, count)
    start = {workers: run(few, workers)[-1] for workers in (1, 2)}
    whole = {workers: run(many, workers) for workers in (1, 2)}
    taken = {}
    for workers, samples in whole.items():
        taken[workers] = samples[-1].seconds - start[workers].seconds
        told(f"{count:,} articles, {workers} worker(s)", Sample(0, 0, (0, 0), ()), samples[-1])
        print(f"  {count / taken[workers]:.1f} articles a second, start-up of {start[workers].seconds:.1f} s taken off")
    print(f"two processes: {taken[1] / taken[2]:.2f} times one (at least 1.8)", flush=True)


def long(scratch: Path, twice: int) -> None:
    """The first half of a run against the second."""
    source, half = corpus(scratch, twice), twice // 2
    samples = run(source, 2, tell=True)
    middle, end = next(one for one in samples if one.articles >= half), samples[-1]
    told(f"the first {middle.articles:,} articles, start-up included", Sample(0, 0, (0, 0), ()), middle)
    told(f"the next {end.articles - middle.articles:,}", middle, end)
    print(
        f"time: {end.seconds:.1f} s for {end.articles:,}, {middle.seconds:.1f} s for {middle.articles:,}: "
        f"{end.seconds / middle.seconds * 2 * middle.articles / end.articles:.3f} times for twice the articles (at most 2.1)"
    )
    for name, at in (("N", middle.articles), ("2N", end.articles)):
        print(f"memory at {name}: {', '.join(f'{megabytes:.0f}' for megabytes in memory(samples, at))} MB (coordinator, workers)")
    print(f"largest memory of any process: {peak(samples):.0f} MB (at most 1,200)", flush=True)


def told(name: str, start: Sample, end: Sample) -> None:
    """A line about the part of a run between two samples."""
    count, worker = end.articles - start.articles, end.worker_cpu - start.worker_cpu
    own = end.coordinator[1] - start.coordinator[1]
    print(
        f"{name}: {end.seconds - start.seconds:.1f} s; processor seconds of workers {worker:.1f}, of the coordinator {own:.1f}: "
        f"{1000 * worker / count:.1f} and {1000 * own / count:.1f} for 1,000 articles",
        flush=True,
    )


def memory(samples: list[Sample], articles: int) -> list[float]:
    """The median memory of the coordinator and of each worker in the samples just before so many articles were done."""
    near = [one for one in samples if SHOWN * articles <= one.articles <= articles] or samples[-1:]
    columns = zip(*([one.coordinator[0], *(rss for rss, _ in one.workers)] for one in near), strict=False)
    return [sorted(column)[len(column) // 2] for column in columns]


def peak(samples: list[Sample]) -> float:
    """The largest memory of any process."""
    return max(rss for one in samples for rss, _ in (one.coordinator, *one.workers))


def corpus(folder: Path, count: int) -> Path:
    """A file of so many articles."""
    path = folder / f"{count}.jsonl"
    if not path.exists():
        with path.open("wb") as file:
            subprocess.run([sys.executable, str(ROOT / "scripts" / "synthetic_corpus.py"), str(count)], stdout=file, check=True)
    return path


def run(source: Path, workers: int, *, tell: bool = False) -> list[Sample]:
    """The samples of a run over a file, into a new store."""
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as folder:
        command = [sys.executable, __file__, "--child", str(source), f"{folder}/store", str(workers)]
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        counts = [0]
        reader = threading.Thread(target=lambda: counts.extend(json.loads(line) for line in process.stdout))
        reader.start()
        samples = list(sampled(process, counts, started, tell=tell))
        reader.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return [*samples, samples[-1]._replace(seconds=time.monotonic() - started, articles=counts[-1])]


def sampled(process: subprocess.Popen, counts: list[int], started: float, *, tell: bool) -> Iterator[Sample]:
    """Look at a run until it ends; a worker that is gone keeps what it had last."""
    top, seen, last = psutil.Process(process.pid), {}, started
    while process.poll() is None:
        for one in top.children(recursive=True):
            try:
                rss, cpu = one.memory_info().rss / 1e6, sum(one.cpu_times()[:2])
            except psutil.Error:  # it has ended meanwhile
                continue
            if rss > 100 or one.pid in seen:  # a worker, and no helper of multiprocessing
                seen[one.pid] = (rss, cpu)
        try:
            own = (top.memory_info().rss / 1e6, sum(top.cpu_times()[:2]))
        except psutil.Error:
            return
        sample = Sample(time.monotonic() - started, counts[-1], own, tuple(seen.values()))
        if tell and time.monotonic() - last >= TELL_S:
            last = time.monotonic()
            megabytes = ", ".join(f"{rss:.0f}" for rss, _ in (own, *sample.workers))
            print(
                f"  {sample.seconds:.0f} s: {sample.articles:,} articles; {megabytes} MB; CPU {sample.worker_cpu:.0f} + {own[1]:.0f} s",
                flush=True,
            )
        yield sample
        time.sleep(EVERY_S)


def work(source: str, store: str, workers: str) -> None:
    """In a process of its own: the run, with a line for each count of articles."""
    from dramatis.scale import run_corpus

    summary = run_corpus([source], store, workers=int(workers), progress=lambda analyzed, _, __: print(analyzed, flush=True))
    if summary.errors:
        raise SystemExit(summary.errors[0].error)


if __name__ == "__main__":
    main()
