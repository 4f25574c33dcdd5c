"""The list of removed articles: whoever asked that an article be forgotten does not find it again after the next scheduled run.

The list holds no name, address or text, only hashes of these: who has an article can tell that it is on the list, and nobody can tell from
the list what was removed.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from dramatis.store import manifest

__all__ = ["Removal", "allow", "barred", "barred_ids", "is_barred", "marks", "note", "removals"]

_ENTRY = 12


class Removal(NamedTuple):
    """One article that was removed.

    Attributes
    ----------
    entry : str
        Name of the entry: the beginning of the hash of the article's id.
    day : str
        When, in UTC (``YYYY-MM-DD``).
    reason : str
        As it was given.
    """

    entry: str
    day: str
    reason: str


def marks(article_id: str, source: str = "", sha256: str = "") -> tuple[str, ...]:
    """Hashes by which an article is known again: of its id, of its text, and of its web address where it has one."""
    told = {"id": article_id, "text": sha256, "address": source if source.lower().startswith(("http://", "https://")) else ""}
    found = (f"{what}\n{value}" for what, value in told.items() if value)
    return tuple(hashlib.sha256(one.encode("utf-8", "surrogatepass")).hexdigest() for one in found)


def note(database: sqlite3.Connection, found: Iterable[str], reason: str) -> None:
    """Put an article on the list, by its :func:`marks`; one that is there already keeps its day, and gets the reason where one is given."""
    found = list(found)
    entry, day = found[0][:_ENTRY], datetime.now(UTC).date().isoformat()
    database.executemany("INSERT OR IGNORE INTO removed VALUES (?, ?, ?, ?)", [[entry, mark, day, reason] for mark in found])
    if reason:
        database.execute("UPDATE removed SET reason = ? WHERE entry = ?", [reason, entry])


def barred(folder: Path) -> frozenset[str]:
    """All marks on the list."""
    with manifest.reading(folder) as database:
        return _barred(database)


def is_barred(article_id: str, source: str, sha256: str, listed: frozenset[str]) -> bool:
    """Whether an article is on the list, given by its marks: by its id, its text or its web address."""
    return bool(listed) and not listed.isdisjoint(marks(article_id, source, sha256))


def barred_ids(database: sqlite3.Connection, rows: Iterable[tuple[str, str, str]]) -> set[str]:
    """Those of some articles (id, source, hash of the text) that are on the list, by id."""
    listed = _barred(database)
    return {row[0] for row in rows if is_barred(*row, listed)} if listed else set()


def removals(folder: Path) -> list[Removal]:
    """What is on the list, by day."""
    with manifest.reading(folder) as database:
        found = database.execute("SELECT DISTINCT entry, day, reason FROM removed ORDER BY day, entry")
        return [Removal(*row) for row in found]


def allow(folder: Path, wanted: str) -> bool:
    """Take an article off the list, by its id, its web address or the name of its entry; whether it was there."""
    with manifest.writing(folder) as database:
        asked = [[wanted, mark] for mark in marks(wanted, wanted)]
        rows = [row for pair in asked for row in database.execute("SELECT entry FROM removed WHERE entry = ? OR mark = ?", pair)]
        found = {entry for (entry,) in rows}
        database.executemany("DELETE FROM removed WHERE entry = ?", [[entry] for entry in found])
        return bool(found)


def _barred(database: sqlite3.Connection) -> frozenset[str]:
    return frozenset(mark for (mark,) in database.execute("SELECT mark FROM removed"))
