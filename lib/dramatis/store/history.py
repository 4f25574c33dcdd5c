"""When each article came into a store, when it changed, and how many were forgotten; kept beside the manifest's other tables.

A change has its time in UTC, as ``2026-01-31T06:00:02.000417Z``. Each is later than the one before, also where the clock was set back, so
that all changes after a known one are those with a greater time. Of a forgotten article nothing stays but that there was one.
"""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dramatis.store import manifest

__all__ = ["ADDED", "AGAIN", "FORGOTTEN", "TEXT", "last", "note_forgotten", "note_taken", "rows"]

ADDED, TEXT, AGAIN, FORGOTTEN = "added", "text", "again", "forgotten"
"""What happened: an article that the store did not have; another text of one that it had; the same text analyzed again; one removed."""


def note_taken(database: sqlite3.Connection, listed: list[tuple[str, str]]) -> None:
    """Note articles, given by id and hash of the text, that are about to be taken; to be called before the manifest has them."""
    at = _now(database)
    for identifier, sha256 in listed:
        found = database.execute("SELECT sha256 FROM articles WHERE article_id = ?", [identifier]).fetchone()
        what = ADDED if found is None else AGAIN if found[0] == sha256 else TEXT
        database.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", [at, identifier, what])


def note_forgotten(database: sqlite3.Connection, article_id: str) -> None:
    """Note that an article was removed, and remove what is noted of it."""
    at = _now(database)
    database.execute("DELETE FROM history WHERE article_id = ?", [article_id])
    database.execute("INSERT INTO history VALUES (?, '', ?)", [at, FORGOTTEN])


def rows(folder: Path, since: str = "") -> list[tuple[str, str, str]]:
    """Time, article id (empty for a forgotten one) and what happened, of all changes after a time; the last of each kind an article."""
    with manifest.reading(folder) as database:
        found = database.execute("SELECT at, article_id, what FROM history WHERE at > ? ORDER BY at, article_id, what", [since])
        return found.fetchall()


def last(folder: Path) -> str:
    """The time of the last change; empty where there is none."""
    with manifest.reading(folder) as database:
        return _last(database)


def _now(database: sqlite3.Connection) -> str:
    """The time, or a microsecond after the last change where the clock says less."""
    before, now = _last(database), datetime.now(UTC).replace(tzinfo=None)
    if before:
        now = max(now, datetime.fromisoformat(before.removesuffix("Z")) + timedelta(microseconds=1))
    return f"{now.isoformat(timespec='microseconds')}Z"


def _last(database: sqlite3.Connection) -> str:
    return database.execute("SELECT max(at) FROM history").fetchone()[0] or ""
