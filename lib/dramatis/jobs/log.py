"""The lock that keeps two runs apart, the line that each run leaves, and the folder in which a run's work lies until it is whole."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dramatis.errors import ReportError
from dramatis.files import UNFINISHED

__all__ = ["LOCK", "LOG", "WORK", "append_line", "locked", "room_left", "working", "writable"]

LOCK = ".lock"
LOG = "runs.jsonl"
"""One line of JSON for each run, in the reports folder."""
WORK = ".work"
"""Folder, in the reports folder, of what is being made."""
_STARTED = "started"
_PROBE = 200_000
"""Bytes that must fit on the disk for a run to go on after a failure; a page takes about as many."""


@contextmanager
def locked(reports: Path, wait_s: float) -> Iterator[None]:
    """The lock of a reports folder, which is made where it does not exist; the system frees it when the process ends, however it ends.

    Raises
    ------
    ReportError
        Where another run holds it for longer than `wait_s` seconds, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(reports / LOCK, timeout=wait_s, poll_interval=0.1)
    try:
        reports.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        waited = f" for {wait_s:g} s" if wait_s else ""
        raise ReportError(f"another run is at work on {str(reports)!r}{waited}; wait until it ends, or give --wait SECONDS") from error
    except OSError as error:
        raise ReportError(
            f"the report folder {str(reports)!r} cannot be written ({error.strerror}); choose another with --reports"
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def working(reports: Path) -> Iterator[tuple[Path, str]]:
    """The folder for unfinished work, empty, and when the run before this one started where it did not get to its end; else ``""``."""
    folder = reports / WORK
    broken = ""
    with suppress(OSError):
        broken = (folder / _STARTED).read_text(encoding="utf-8")
    if folder.exists():
        _sweep(reports)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(exist_ok=True)
        (folder / _STARTED).write_text(datetime.now(UTC).isoformat(timespec="seconds"), encoding="utf-8")
    except OSError as error:
        raise ReportError(f"the report folder {str(reports)!r} cannot be written ({error.strerror}); make room, and run again") from error
    yield folder, broken
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writable(reports: Path) -> Iterator[None]:
    """Have what the system says of files that cannot be written told in one line.

    Raises
    ------
    ReportError
        Then; what was finished before is kept.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise ReportError(f"{str(reports)!r} cannot be written ({reason}); make room, and run again: what is finished is kept") from error


def _sweep(reports: Path) -> None:
    """Remove what a killed run left unfinished beside the files that it was to replace."""
    for folder in (reports, *(path for path in reports.iterdir() if path.is_dir())):
        for path in folder.glob(UNFINISHED):
            path.unlink(missing_ok=True)


def append_line(path: Path, row: Mapping[str, Any]) -> None:
    """Append one line of JSON, wholly or not at all; a torn last line, of a machine that lost power, is ended first."""
    line = json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        line = b"\n" + line if torn else line
        try:
            written = os.write(descriptor, line)
        except OSError:
            written = 0
        if written < len(line):
            os.ftruncate(descriptor, size)
            raise ReportError(f"the line of this run does not fit into {str(path)!r}; make room on the disk, and run again")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def room_left(folder: Path) -> bool:
    """Whether a page would still fit on the disk."""
    probe = folder / "probe"
    try:
        probe.write_bytes(b"\0" * _PROBE)
        return True
    except OSError:
        return False
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
