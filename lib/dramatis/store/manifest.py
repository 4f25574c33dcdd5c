"""The manifest of a store: which articles it has, which part holds each, which files are live. One SQLite file, changed in transactions.

A transaction is there wholly or not at all, whatever kills the process or the machine, and one process writes at a time.

References
----------
.. [1] SQLite, *Atomic Commit In SQLite*, https://www.sqlite.org/atomiccommit.html
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from dramatis.errors import StoreError

__all__ = [
    "MANIFEST",
    "Part",
    "Snapshot",
    "create",
    "keep_notes",
    "known_keys",
    "known_rows",
    "note",
    "reading",
    "snapshot",
    "version",
    "writing",
]

MANIFEST = "manifest.sqlite"
FORMAT = "dramatis/store/1"
PATIENCE = 60
"""Seconds that a process waits for another one that writes."""

_TABLES = (
    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS parts (part TEXT PRIMARY KEY, month TEXT NOT NULL, tables TEXT NOT NULL, articles INT NOT NULL, "
    "columns TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS articles (article_id TEXT PRIMARY KEY, part TEXT NOT NULL, date TEXT, source TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, key TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS articles_by_part ON articles (part)",
    "CREATE TABLE IF NOT EXISTS dead (part TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (part, article_id)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS garbage (part TEXT PRIMARY KEY, month TEXT NOT NULL, tables TEXT NOT NULL, since REAL NOT NULL)",
    "CREATE TABLE IF NOT EXISTS forgotten (article_id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS history (at TEXT NOT NULL, article_id TEXT NOT NULL, what TEXT NOT NULL)",
    "CREATE UNIQUE INDEX IF NOT EXISTS history_once ON history (article_id, what) WHERE article_id <> ''",
    "CREATE INDEX IF NOT EXISTS history_by_time ON history (at)",
    "CREATE TABLE IF NOT EXISTS removed (entry TEXT NOT NULL, mark TEXT PRIMARY KEY, day TEXT NOT NULL, reason TEXT NOT NULL) "
    "WITHOUT ROWID",
)


class Part(NamedTuple):
    """Files that were written together: one for each table that has rows.

    Attributes
    ----------
    part : str
        The name of its files, without suffix.
    month : str
        Month of its articles (``2025-07``), ``undated``, ``recent`` for new articles of any date, or ``all`` for tables over all articles.
    tables : tuple of str
        The tables that it has a file of.
    articles : int
        Number of its articles; 0 for a table over all articles.
    columns : str
        Hash of the columns that the tables had when it was written.
    """

    part: str
    month: str
    tables: tuple[str, ...]
    articles: int
    columns: str

    def file(self, folder: Path, table: str) -> Path:
        """The path of one of its files."""
        return folder / table / f"month={self.month}" / f"{self.part}.parquet"


class Snapshot(NamedTuple):
    """What was live at one moment: parts, and the articles whose rows in a part count no more, as pairs of part and id."""

    version: int
    parts: tuple[Part, ...]
    dead: frozenset[tuple[str, str]]


def create(folder: Path) -> None:
    """Make the manifest where there is none, or what an earlier version did not have in it; several processes may do so at once."""
    if _is_whole(folder):
        return
    try:
        with _connection(folder, create=True) as database:
            database.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                database.execute(statement)
            database.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?), ('version', '0')", [FORMAT])
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise _problem(folder, error) from error


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The manifest at one moment, for reading."""
    try:
        with _connection(folder) as database:
            database.execute("BEGIN")
            yield database
            database.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise _problem(folder, error) from error


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """The manifest for one change, which is there wholly when the block ends, and not at all where it raises.

    Other writers wait; readers see what was before.
    """
    try:
        with _connection(folder) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
                database.execute("UPDATE meta SET value = CAST(value AS INT) + 1 WHERE name = 'version'")
                database.execute("COMMIT")
            except BaseException:
                if database.in_transaction:
                    database.execute("ROLLBACK")
                raise
    except sqlite3.Error as error:
        raise _problem(folder, error) from error


def snapshot(folder: Path) -> Snapshot:
    """What is live now."""
    with reading(folder) as database:
        rows = database.execute("SELECT part, month, tables, articles, columns FROM parts ORDER BY month, part").fetchall()
        dead = frozenset(database.execute("SELECT part, article_id FROM dead").fetchall())
        return Snapshot(_version(database), tuple(part_of(row) for row in rows), dead)


def placed(folder: Path, ids: Iterable[str] | None = None) -> tuple[Snapshot, list[tuple[str, str | None]]]:
    """What is live now of some articles, or of all: the parts that hold them or are over all articles; and id and date of each article."""
    with reading(folder) as database:
        columns, parts = "SELECT article_id, date, part FROM articles", "SELECT part, month, tables, articles, columns FROM parts"
        if ids is None:
            rows = database.execute(columns).fetchall()
        else:
            found = (database.execute(f"{columns} WHERE article_id = ?", [one]).fetchone() for one in sorted(set(ids)))
            rows = [row for row in found if row]
        holding = {part for _, _, part in rows}
        live = [part_of(row) for row in database.execute(f"{parts} ORDER BY month, part") if row[1] == "all" or row[0] in holding]
        names = {part.part for part in live}
        dead = frozenset(pair for pair in database.execute("SELECT part, article_id FROM dead") if pair[0] in names)
        return Snapshot(_version(database), tuple(live), dead), [(identifier, date) for identifier, date, _ in rows]


def part_of(row: tuple) -> Part:
    """A part from a row of the manifest's table ``parts``."""
    return Part(row[0], row[1], tuple(row[2].split()), row[3], row[4])


def version(folder: Path) -> int:
    """A number that is another one after each change."""
    with reading(folder) as database:
        return _version(database)


def note(folder: Path, name: str) -> str:
    """A value that the manifest keeps under a name; empty where it has none."""
    with reading(folder) as database:
        found = database.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
        return found[0] if found else ""


def keep_notes(folder: Path, notes: Mapping[str, str]) -> None:
    """Keep values under their names, for :func:`note`."""
    with writing(folder) as database:
        database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", notes.items())


def known_rows(folder: Path) -> list[tuple[str, str, str, str, str | None]]:
    """Article id, source, sha256, key and date of every article, by id."""
    with reading(folder) as database:
        return database.execute("SELECT article_id, source, sha256, key, date FROM articles ORDER BY article_id").fetchall()


def known_keys(folder: Path, ids: Iterable[str] | None = None) -> dict[str, str]:
    """Key of every article, or of those of `ids` that are there, by id."""
    with reading(folder) as database:
        if ids is None:
            return dict(database.execute("SELECT article_id, key FROM articles"))
        found = (database.execute("SELECT article_id, key FROM articles WHERE article_id = ?", [one]).fetchone() for one in ids)
        return dict(row for row in found if row)


def _is_whole(folder: Path) -> bool:
    """Whether there is a manifest that needs no change: who only reads a store needs no leave to write, and waits for nobody."""
    if not (folder / MANIFEST).is_file():
        return False
    wanted = {re.search("EXISTS ([a-z_]+)", statement)[1] for statement in _TABLES}
    with reading(folder) as database:
        there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        form = database.execute("SELECT value FROM meta WHERE name = 'format'").fetchone() if "meta" in there else None
    if form and form[0] != FORMAT:
        raise StoreError(
            f"the store {str(folder)!r} has the format {form[0]!r}, this program reads {FORMAT!r}; use the version that made it"
        )
    return wanted <= there


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0])


@contextmanager
def _connection(folder: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    uri = f"{(folder / MANIFEST).absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    database = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        for setting in ("synchronous = EXTRA", "secure_delete = ON", "temp_store = MEMORY"):
            database.execute(f"PRAGMA {setting}")
        yield database
    finally:
        database.close()


def _problem(folder: Path, error: sqlite3.Error) -> StoreError:
    reason = str(error)
    if "full" in reason:
        return StoreError(f"the disk of the store {str(folder)!r} is full; nothing was changed: make room and try again")
    if "I/O error" in reason:
        return StoreError(f"the disk of the store {str(folder)!r} fails ({reason}); nothing was changed: make room, or see its health")
    if "locked" in reason:
        return StoreError(f"another process has been writing to the store {str(folder)!r} for {PATIENCE} s; wait until it ends")
    if "readonly" in reason or "read-only" in reason:
        return StoreError(f"the store {str(folder)!r} cannot be written; see who may write in that folder")
    return StoreError(f"the manifest of the store {str(folder)!r} cannot be read ({reason}); restore {MANIFEST}, or choose another folder")
