"""Parts of a store: the Parquet files of some articles, written aside and brought to their place when the manifest takes them.

A part is written into ``staging/`` under the name of its writer. A writer that is at work holds a lock, which the system frees when the
process ends, however it ends; so leftovers of dead writers are told from work in progress.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pandas as pd

from dramatis import tables
from dramatis.errors import StoreError
from dramatis.store.schema import DERIVED, STORED, arrow_schema, article_row, to_arrow

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from dramatis.analysis import Analysis

__all__ = [
    "ALL",
    "RECENT",
    "STAGING",
    "UNDATED",
    "arrow_parts",
    "columns_hash",
    "place",
    "stage",
    "stage_pieces",
    "staged_tables",
    "sweep",
    "write_part",
    "write_pieces",
]

STAGING = "staging"
RECENT, UNDATED, ALL = "recent", "undated", "all"
COMPRESSION = "zstd"

_OWN: dict[tuple[int, str], Any] = {}
"""The lock of this process in each store's staging folder."""


def columns_hash() -> str:
    """Eight hexadecimal digits that change with the columns of any stored table."""
    listed = [f"{name}.{column.name}:{column.dtype}" for name, columns in STORED.items() for column in columns]
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()[:8]


def arrow_parts(analyses: "list[tuple[Analysis, str]]") -> "dict[str, pa.Table]":
    """All tables of some analyses, each with its key; of two analyses of one article the last counts."""
    last = {analysis.article.id: (analysis, key) for analysis, key in analyses}
    found = {"articles": to_arrow("articles", [article_row(analysis, key) for analysis, key in last.values()])}
    for name in tables.TABLES:
        filled = [getattr(analysis, name) for analysis, _ in last.values() if len(getattr(analysis, name))]
        if filled:
            found[name] = to_arrow(name, pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0])
    return found


def stage(folder: Path, made: "Mapping[str, pa.Table]") -> Path:
    """Write a part aside; it counts only when :func:`dramatis.store.commit` has taken it.

    Returns
    -------
    Path
        The folder of the part, in ``staging/``.

    Raises
    ------
    StoreError
        Where the disk is full or the folder cannot be written; nothing of the part is left.
    """
    with trouble(folder):
        target = own_staging(folder) / secrets.token_hex(8)
        target.mkdir()
        try:
            write_part(target, made)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        return target


def write_part(target: Path, made: "Mapping[str, pa.Table]") -> None:
    """Write each table that has rows into `target`, down to the disk."""
    import pyarrow.parquet as pq

    for name, rows in made.items():
        if rows.num_rows:
            with _durable(target / f"{name}.parquet") as file:
                pq.write_table(rows.cast(arrow_schema(name)), file, compression=COMPRESSION)


def write_pieces(target: Path, name: str, pieces: "Iterable[pa.Table]") -> None:
    """Write a table of any length into `target`, some rows at a time, down to the disk; no file where it has no rows."""
    import pyarrow.parquet as pq

    filled = (rows for rows in pieces if rows.num_rows)
    first = next(filled, None)
    if first is None:
        return
    with _durable(target / f"{name}.parquet") as file, pq.ParquetWriter(file, arrow_schema(name), compression=COMPRESSION) as writer:
        for rows in chain([first], filled):
            writer.write_table(rows.cast(arrow_schema(name)))


def stage_pieces(folder: Path, names: Iterable[str], pieces: "Iterable[Mapping[str, pa.Table]]") -> dict[str, tuple[Path, set[str]]]:
    """Write tables over all articles aside, each as a part of its own, piece by piece as they come.

    Returns
    -------
    dict
        Of each table that has rows: the folder of the part, and the ids of its articles.

    Raises
    ------
    StoreError
        As :func:`stage`.
    """
    import pyarrow.parquet as pq

    made: dict[str, tuple[Path, set[str]]] = {}
    with trouble(folder):
        targets = {name: own_staging(folder) / secrets.token_hex(8) for name in names}
        try:
            with ExitStack() as open_files:
                writers = {}
                for piece in pieces:
                    for name, rows in piece.items():
                        if not rows.num_rows:
                            continue
                        if name not in writers:
                            targets[name].mkdir()
                            file = open_files.enter_context(_durable(targets[name] / f"{name}.parquet"))
                            writer = pq.ParquetWriter(file, arrow_schema(name), compression=COMPRESSION)
                            writers[name] = open_files.enter_context(writer)
                            made[name] = targets[name], set()
                        writers[name].write_table(rows)
                        made[name][1].update(rows["article_id"].unique().to_pylist())
        except BaseException:
            for target in targets.values():
                shutil.rmtree(target, ignore_errors=True)
            raise
    return made


@contextmanager
def _durable(path: Path) -> "Iterator[IO[bytes]]":
    """A new file that is down on the disk when the block ends."""
    with open(path, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def staged_tables(target: Path) -> tuple[str, ...]:
    """The tables of a staged part, in the order of the schema."""
    found = tuple(name for name in STORED if (target / f"{name}.parquet").is_file())
    if not found or ("articles" not in found and set(found) - set(DERIVED)):
        raise StoreError(f"the staged part {str(target)!r} is gone or not whole; write its articles again")
    return found


def place(folder: Path, target: Path, month: str, names: Iterable[str]) -> str:
    """Bring the files of a staged part to their place; its name. To be called while the manifest is being written."""
    folders = set()
    for name in names:
        home = folder / name / f"month={month}"
        if not home.is_dir():
            home.mkdir(parents=True, exist_ok=True)
            folders |= {home.parent, folder}
        os.rename(target / f"{name}.parquet", home / f"{target.name}.parquet")
        folders.add(home)
    for home in sorted(folders):
        sync(home)
    shutil.rmtree(target, ignore_errors=True)
    return target.name


def sync(folder: Path) -> None:
    """Have the names in a folder written to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def own_staging(folder: Path) -> Path:
    """The folder in ``staging/`` of this process, under its lock."""
    from filelock import FileLock

    held = _OWN.get((os.getpid(), str(folder)))
    if held is None or not Path(held.lock_file).exists():
        home = folder / STAGING
        home.mkdir(parents=True, exist_ok=True)
        name = secrets.token_hex(8)
        held = FileLock(home / f"{name}.lock", timeout=0, thread_local=False)
        held.acquire()
        _OWN[os.getpid(), str(folder)] = held
    own = Path(held.lock_file).with_suffix("")
    own.mkdir(exist_ok=True)
    return own


def sweep(folder: Path) -> int:
    """Remove what dead writers left in ``staging/``; how many writers that were."""
    from filelock import FileLock, Timeout

    swept = 0
    for path in sorted((folder / STAGING).glob("*.lock")):
        if any(held.lock_file == str(path) for (pid, _), held in _OWN.items() if pid == os.getpid()):
            continue
        lock = FileLock(path, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        shutil.rmtree(path.with_suffix(""), ignore_errors=True)
        path.unlink(missing_ok=True)
        lock.release()
        swept += 1
    return swept


@contextmanager
def trouble(folder: Path) -> "Iterator[None]":
    """Tell in one line what the system says of a folder that cannot be written."""
    try:
        yield
    except OSError as error:
        full = "make room" if error.errno == 28 else "see who may write in that folder"
        raise StoreError(f"the store {str(folder)!r} cannot be written ({error.strerror or error}); nothing was changed: {full}") from error
