"""Child processes forked from this one: each in a group of its own, ended with its parent, killed with all that it started."""

import asyncio
import contextvars
import ctypes
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

__all__ = ["Forked", "end_with_parent"]

_PR_SET_PDEATHSIG = 1
_FAILED = 70
"""Exit status of a child whose work raised something that it did not tell itself (``EX_SOFTWARE`` of sysexits.h)."""


class Forked:
    """A child process that does `work` and ends; it has the face of :class:`subprocess.Popen` that Jupyter needs of a kernel's process.

    Parameters
    ----------
    work : callable
        What it does. Its effects on the memory of this process are lost.
    log : path
        Where its standard output and error go.
    group : bool
        Whether it leads a process group of its own; its children are then killed with it.
    """

    stdin = stdout = stderr = None

    def __init__(self, work: Callable[[], object], log: Path, *, group: bool = True) -> None:
        self.group, self.returncode = group, None
        _flush()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            _child(work, log, group, parent)

    def poll(self) -> int | None:
        """The exit status where it has ended, negative where a signal ended it; else None."""
        return self._reap(os.WNOHANG)

    def wait(self, timeout: float | None = None) -> int | None:
        """The exit status, once it has ended."""
        return self._reap(0)

    def send_signal(self, number: int) -> None:
        """Send a signal to it alone."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it, with its group where it leads one."""
        if self.group:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        self.send_signal(signal.SIGKILL)

    def _reap(self, options: int) -> int | None:
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, options)
            except ChildProcessError:  # somebody else has asked for it
                pid, status = self.pid, 0
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def end_with_parent(parent: int) -> None:
    """Have this process killed when `parent`, which forked it, ends, however that ends; on Linux only."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it has ended meanwhile
            os._exit(_FAILED)


def _child(work: Callable[[], object], log: Path, group: bool, parent: int) -> NoReturn:
    status = _FAILED
    try:
        gc.disable()
        end_with_parent(parent)
        if group:
            os.setpgid(0, 0)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        _alone(log)
        asyncio.set_event_loop(asyncio.new_event_loop())  # that of the parent has its files no more
        gc.enable()
        contextvars.Context().run(work)  # nor has any that a library keeps
        status = 0
    except BaseException as error:  # noqa: BLE001  nothing may get back into the code of the parent
        with suppress(BaseException):
            traceback.print_exception(error, file=sys.__stderr__)
    finally:
        with suppress(BaseException):
            _flush()
        os._exit(status)


def _alone(log: Path) -> None:
    """Let go of what belongs to the parent (its locks, its sockets), and send what is printed to the log.

    The numbers of the parent's files stay taken: an object of the parent's that is given up here closes its files by their numbers, which
    must not be those of a new file.
    """
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    inherited = _open_files()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in inherited - {0, 1, 2, nothing}:
        os.dup2(nothing, number, inheritable=False)
    target = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, number in ((nothing, 0), (target, 1), (target, 2)):
        os.dup2(source, number)


def _open_files() -> set[int]:
    """Numbers of this process's files, one that is closed by now among them."""
    return {int(name) for name in os.listdir("/dev/fd")}


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
