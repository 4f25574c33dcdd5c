"""Work in child processes: some at a time, each with its time and its memory, the results in the order of the tasks."""

import errno
import json
import os
import resource
import secrets
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from dramatis.errors import DramatisError
from dramatis.jobs.log import room_left
from dramatis.kernels.forking import Forked
from dramatis.markup import visible

__all__ = ["Bounds", "Result", "done_in_order", "one_done", "reason_of"]

Task = TypeVar("Task")
OUTCOME = "outcome.json"
"""What a child leaves of what it has to tell, in its folder."""
_NAP = 0.01
_TRIES = 3
"""How often work is begun whose process is killed by somebody else, in one run."""
_PAUSE = 1.0
"""Seconds before it is begun again; twice as long the next time."""
_SHORT = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MEMORY = ("MemoryError", "bad_alloc", "Unable to allocate", "Cannot allocate memory")


@dataclass(frozen=True)
class Bounds:
    """What one piece of work may take.

    Attributes
    ----------
    seconds : float
        Of time.
    megabytes : int
        Of memory, beyond what the process has that it is forked from; 0: no bound.
    jobs : int
        Pieces at a time.
    key : str
        Key of a configuration that sets the time.
    """

    seconds: float
    megabytes: int = 0
    jobs: int = 1
    key: str = "timeout_s"


@dataclass(frozen=True)
class Result:
    """What came of one piece of work.

    Attributes
    ----------
    folder : Path
        What it made; it goes when the next result is asked for.
    told : mapping
        What it returned; empty where it failed.
    error : str
        Why it failed; empty where it did not.
    kind : str
        ``time``, ``memory``, ``killed``, ``network``, ``disk`` or ``article``; empty where it did not fail.
    """

    folder: Path
    told: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    kind: str = ""


def done_in_order(
    tasks: Iterable[Task], work: Callable[[Task, Path], Mapping[str, Any]], room: Path, bounds: Bounds
) -> Iterator[tuple[Task, Result]]:
    """Do `work` for each task in a child process of its own.

    Parameters
    ----------
    tasks : iterable
        Given to `work` as they are.
    work : callable
        Gets the task and an empty folder; returns what it has to tell, as JSON can say it. What it raises is a failure.
    room : Path
        Where the folders are made.
    bounds : Bounds
        Work that takes more is killed, with all processes that it started.
    """
    waiting, stream = deque(), iter(tasks)
    try:
        while True:
            while sum(not attempt.is_done() for attempt in waiting) < bounds.jobs and (task := next(stream, None)) is not None:
                waiting.append(_Attempt(task, work, room, bounds))
            if not waiting:
                return
            if waiting[0].is_done():
                attempt = waiting.popleft()
                yield attempt.task, attempt.result
                shutil.rmtree(attempt.folder, ignore_errors=True)
            else:
                time.sleep(_NAP)
    finally:
        for attempt in waiting:
            attempt.stop()


def one_done(work: Callable[[Path], Mapping[str, Any]], room: Path, bounds: Bounds) -> Result:
    """Do one piece of work in a child process; its folder stays until the run ends."""
    _, result = next(done_in_order(["one"], lambda _, folder: work(folder), room, bounds))
    return result


class _Attempt(Generic[Task]):
    """One task and the child that is at it."""

    def __init__(self, task: Task, work: Callable[[Task, Path], Mapping[str, Any]], room: Path, bounds: Bounds) -> None:
        self.task, self.work, self.room, self.bounds = task, work, room, bounds
        self.tries, self.not_before, self.result, self.child = 0, 0.0, None, None
        self._start()

    def is_done(self) -> bool:
        """Whether there is a result; looks after the child."""
        if self.result is None and self.child is None and time.monotonic() >= self.not_before:
            self._start()
        elif self.result is None and self.child is not None:
            self._look()
        return self.result is not None

    def stop(self) -> None:
        """Kill the child, where it is at work."""
        if self.child is not None:
            self.child.kill()
            self.child.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self.tries += 1
        self.folder = self.room / secrets.token_hex(8)
        self.folder.mkdir()
        self.deadline = time.monotonic() + self.bounds.seconds
        self.child = Forked(lambda: _do(self.work, self.task, self.folder, self.bounds), self.folder / "log")

    def _look(self) -> None:
        status = self.child.poll()
        if status is None and time.monotonic() < self.deadline:
            return
        if status is None:
            self.child.kill()
            self.child.wait()
            self._end(
                "time", f"it took longer than {self.bounds.seconds:g} s and was stopped; raise {self.bounds.key}, or see what takes so long"
            )
            return
        self.child.kill()  # what it may have left of its group
        self.child = None
        told = _told(self.folder)
        if told is not None:
            self.result = Result(self.folder, told.get("told", {}), told["error"], told["kind"])
        elif not room_left(self.room):
            self._end("disk", "the disk is full")
        elif self.tries < _TRIES:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.not_before = time.monotonic() + _PAUSE * 2 ** (self.tries - 1)
        else:
            self._end("killed", f"its process ended {self.tries} times before it was done ({status}); is there enough memory?")

    def _end(self, kind: str, error: str) -> None:
        self.child, self.result = None, Result(self.folder, {}, error, kind)


def _do(work: Callable[[Any, Path], Mapping[str, Any]], task: Any, folder: Path, bounds: Bounds) -> None:
    """In the child: do the work and leave word of it."""
    _bound_memory(bounds.megabytes)
    try:
        made = {"told": dict(work(task, folder)), "error": "", "kind": ""}
    except Exception as error:  # noqa: BLE001  whatever it is, it is this article's, and told
        made = {"error": reason_of(error), "kind": kind_of(error)}
    part = folder / f".{OUTCOME}"
    part.write_text(json.dumps(made), encoding="utf-8")
    os.replace(part, folder / OUTCOME)


def reason_of(error: Exception) -> str:
    """The message of an error on one line; before it its name where it is none of ours."""
    message = " ".join(str(error).split())
    return visible(message if isinstance(error, DramatisError) else f"{type(error).__name__}: {message}")


def kind_of(error: BaseException) -> str:
    """What kind of failure an error is: of memory, of the disk, of the network, or of the article."""
    chain: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    if any(isinstance(one, MemoryError) or is_memory(str(one)) for one in chain):
        return "memory"
    if any(isinstance(one, OSError) and one.errno in _SHORT for one in chain):
        return "disk"
    network = (ConnectionError, TimeoutError)
    if any(isinstance(one, network) or type(one).__module__.split(".")[0] in ("httpcore", "httpx") for one in chain):
        return "network"
    return "article"


def is_memory(reason: str) -> bool:
    """Whether a message tells of too little memory."""
    return any(words in reason for words in _MEMORY)


def _told(folder: Path) -> dict[str, Any] | None:
    try:
        return json.loads((folder / OUTCOME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _bound_memory(megabytes: int) -> None:
    """Let this process and its children have so much address space beyond what it has; where the system can tell and obeys."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (now + megabytes * 1_000_000, resource.RLIM_INFINITY))
