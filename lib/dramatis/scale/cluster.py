"""The coordinator's side of Dask: a cluster of processes, a bounded number of partitions under way, workers that are lost."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
"""With so many workers lost over it, a partition is halved; a single article is then told as one that cannot be analyzed."""
_WAIT_S = 30
_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.limit": "1h",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.system-monitor.disk": False,
    "distributed.logging.distributed": "critical",
}
"""What Dask measures of itself, a hundred times a second, takes 6 % of a processor for two workers; so it takes 2 %."""
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
    from distributed import Client, LocalCluster

    settings = {
        "distributed.scheduler.allowed-failures": LOST_WORKERS,
        "distributed.scheduler.work-stealing": True,
        "distributed.worker.memory.pause": 0.9,
        "distributed.nanny.pre-spawn-environ": _ONE_THREAD,
        **_QUIET,
    }
    with dask.config.set(settings):
        if scheduler:
            with _connected(scheduler) as found:
                yield found
            return
        count = workers or os.cpu_count() or 1
        with (
            LocalCluster(n_workers=count, threads_per_worker=1, processes=True, memory_limit=MEMORY, dashboard_address=None) as cluster,
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
            raise DramatisError(f"scheduler {address!r} has no workers; start some with: dask worker {address} --nthreads 1") from error
        yield found


def pieces(
    found: Any, parts: Iterator[Partition | Unread], task: Task, settle: Callable[[Piece, Partition], Piece | None]
) -> Iterator[Piece]:
    """Have the partitions worked on, and each piece settled (committed) as it comes; in no order.

    A partition whose staged parts are gone with their worker is worked on again, and so is one that does not settle.
    """
    from distributed import as_completed

    waiting = as_completed(loop=found.loop)
    again: list[Partition] = []
    under_way: dict[Any, Partition] = {}
    while True:
        for part in _next(parts, again, AHEAD * max(1, len(found.nthreads())) - len(under_way)):
            if isinstance(part, Unread):
                yield Piece(errors=(part,))
                continue
            future = found.submit(done, part, task, pure=False, key=None)
            under_way[future] = part
            waiting.add(future)
        if not under_way:
            return
        future = next(waiting)
        part = under_way.pop(future)
        piece, left = _settled(future, part, settle)
        again += left
        if piece:
            yield piece


def _next(parts: Iterator[Partition | Unread], again: list[Partition], room: int) -> Iterator[Partition | Unread]:
    for _ in range(room):
        part = again.pop() if again else next(parts, None)
        if part is None:
            return
        yield part


def _settled(future: Any, part: Partition, settle: Callable[[Piece, Partition], Piece | None]) -> tuple[Piece | None, list[Partition]]:
    """What came of a partition, settled, or what is to be done once more."""
    from distributed import KilledWorker

    from dramatis.errors import StoreError

    try:
        piece = future.result()
        future.release()
    except KilledWorker:
        if len(part) > 1:
            return None, halves(part)
        return Piece(errors=(Unread(_name(part), f"article {_name(part)!r} ended each worker that took it; it is left out"),)), []
    try:
        counted = settle(piece, part)
    except StoreError:
        if not piece.staged or all(os.path.isdir(path) for path in piece.staged):
            raise
        return None, [part]
    return counted, [] if counted else [part]


def _name(part: Partition) -> str:
    return part.files[0][0] if part.files else f"{part.base}#{part.records[0].place if part.records else part.first}"
