"""The coordinator's side of Dask: a cluster of processes, a bounded number of partitions under way, workers that are lost."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dramatis.errors import DramatisError
from dramatis.readers import Unread
from dramatis.scale.partitions import Partition, halves
from dramatis.scale.work import Piece, Task, done

__all__ = ["client", "pieces"]

MEMORY = "1800MB"
"""A local worker that needs more is started anew, and its partition goes to another one."""
AHEAD = 2
"""Partitions under way for each worker: one at work, one waiting."""
LOST_WORKERS = 2
"""With so many workers lost over it and one more, a partition is halved; a single article is tried by itself, and then told as one that
cannot be analyzed."""
_WAIT_S = 30
_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.limit": "1h",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.disk": False,
}
"""What Dask measures of itself, a hundred times a second, takes 6 % of a processor for two workers; so it takes 2 %."""
_SILENT = {"distributed.logging.distributed": "critical"}
"""Read when `distributed` is imported, so it is set for good: settings taken back later would take its own defaults with them."""
_ONE_THREAD = dict.fromkeys(("DRAMATIS_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@contextmanager
def client(scheduler: str, workers: int) -> Iterator[Any]:
    """A client of a scheduler, or of processes of its own on this machine where none is given.

    Raises
    ------
    DramatisError
        Where there is no scheduler at that address, or it has no workers.
    """
    import dask

    settings = {
        "distributed.scheduler.allowed-failures": LOST_WORKERS,
        "distributed.scheduler.work-stealing": True,
        "distributed.worker.memory.pause": 0.9,
        "distributed.nanny.pre-spawn-environ": _ONE_THREAD,
        **_QUIET,
    }
    dask.config.set(_SILENT)
    from distributed import Client, LocalCluster

    with dask.config.set(settings):
        if scheduler:
            with _connected(scheduler) as found:
                yield found
            return
        count = workers or os.cpu_count() or 1
        with (
            LocalCluster(
                n_workers=count, threads_per_worker=1, processes=True, memory_limit=MEMORY, dashboard_address="127.0.0.1:0"
            ) as cluster,
            Client(cluster) as found,
        ):
            yield found


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    from distributed import Client

    try:
        found = Client(address, timeout=_WAIT_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise DramatisError(f"scheduler {address!r} does not answer ({error}); start it with dask scheduler, or see its address") from error
    with found:
        try:
            found.wait_for_workers(1, timeout=_WAIT_S)
        except TimeoutError as error:
            raise DramatisError(
                f"scheduler {address!r} had no workers for {_WAIT_S} seconds; start some with: dask worker {address} --nthreads 1 "
                "(a cluster object: cluster.scale(jobs=…), then cluster.wait_for_workers(1))"
            ) from error
        yield found


def pieces(
    found: Any, parts: Iterator[Partition | Unread], task: Task, settle: Callable[[Piece, Partition], Piece | None]
) -> Iterator[Piece]:
    """Have the partitions worked on, and each piece settled (committed) as it comes; in no order.

    A partition whose staged parts are gone with their worker is worked on again, and so is one that does not settle. Single articles over
    which workers were lost come last, each with nothing else under way: what waits beside the one that ends a worker is lost with it.
    """
    from distributed import as_completed

    waiting = as_completed(loop=found.loop)
    left = _Left(parts)
    under_way: dict[Any, Partition] = {}
    while True:
        for part in _next(left, AHEAD * max(1, len(found.nthreads())) - len(under_way), alone=not under_way):
            if isinstance(part, Unread):
                yield Piece(errors=(part,))
                continue
            future = found.submit(done, part, task, pure=False, key=None)
            under_way[future] = part
            waiting.add(future)
        if not under_way:
            return
        future = next(waiting)
        piece = _settled(future, under_way.pop(future), left, settle)
        if piece:
            yield piece


@dataclass
class _Left:
    """What is left to do: partitions not yet seen, partitions to be done again, single articles over which workers were lost."""

    parts: Iterator[Partition | Unread]
    again: list[Partition] = field(default_factory=list)
    suspects: list[Partition] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)


def _next(left: _Left, room: int, *, alone: bool) -> Iterator[Partition | Unread]:
    for _ in range(room):
        part = left.again.pop() if left.again else next(left.parts, None)
        if part is None:
            break
        alone = False
        yield part
    if alone and left.suspects:
        part = left.suspects.pop()
        left.tried.add(_name(part))
        yield part


def _settled(future: Any, part: Partition, left: _Left, settle: Callable[[Piece, Partition], Piece | None]) -> Piece | None:
    """What came of a partition, settled; None where something of it is left to do."""
    from distributed import KilledWorker

    from dramatis.errors import StoreError

    try:
        piece = future.result()
        future.release()
    except KilledWorker:
        return _lost(part, left)
    try:
        counted = settle(piece, part)
    except StoreError:
        if not piece.staged or all(os.path.isdir(path) for path in piece.staged):
            raise
        counted = None
    if counted is None:
        left.again.append(part)
    return counted


def _lost(part: Partition, left: _Left) -> Piece | None:
    """What is done with a partition that workers were lost over."""
    if len(part) > 1:
        left.again += halves(part)
    elif _name(part) not in left.tried:
        left.suspects.append(part)
    else:
        return Piece(errors=(Unread(_name(part), f"article {_name(part)!r} ended each worker that took it; it is left out"),))
    return None


def _name(part: Partition) -> str:
    return part.files[0][0] if part.files else f"{part.base}#{part.records[0].place if part.records else part.first}"
