"""Which articles a run has met: each id counts once, whichever files it stands in, and the first of them in the order of the sources."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from dramatis.readers import Unread
from dramatis.readers.naming import same_id
from dramatis.scale.work import Found, Piece

__all__ = ["register", "settled"]

_TABLE = "CREATE TABLE met (id TEXT PRIMARY KEY, number INT NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL) WITHOUT ROWID"


@contextmanager
def register() -> Iterator[sqlite3.Connection]:
    """An empty register, in a nameless file of the system's that goes with the process, so that memory does not grow with the corpus."""
    met = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    try:
        met.execute(_TABLE)
        yield met
    finally:
        met.close()


def settled(met: sqlite3.Connection, piece: Piece, number: int, commit: Callable[[Collection[str]], object]) -> Piece | None:
    """Have the articles of a piece committed that are the first of their id in this run, and note them.

    Parameters
    ----------
    met : sqlite3.Connection
        The register.
    piece : Piece
        What a worker did with a partition.
    number : int
        The place of the partition in the order of the sources.
    commit : callable
        Commits what is staged, without the ids that it is given.

    Returns
    -------
    Piece or None
        The piece, with what counts of it; None where the partition is to be worked on once more, since a later one took the place of an
        article that was not due then.
    """
    before = {one.id: _met(met, one.id) for one in piece.found}
    twice = [(one, before[one.id]) for one in piece.found if before[one.id] and before[one.id][0] != number]
    first = [(one, other) for one, other in twice if number < other[0] and one.sha256 != other[1]]
    if any(not one.due for one, _ in first):
        return None
    out = {one.id for one, _ in twice} - {one.id for one, _ in first}
    if piece.staged:
        commit(out)
    rows = [(one.id, number, one.sha256, one.source) for one in piece.found if one.id not in out]
    met.executemany("INSERT OR REPLACE INTO met VALUES (?, ?, ?, ?)", rows)
    return _counted(piece, twice, out)


def _counted(piece: Piece, twice: list[tuple[Found, tuple[int, str, str]]], out: set[str]) -> Piece:
    """The piece without the articles that do not count: those in `out`, and others of which it holds the first."""
    errors, repeated = [], 0
    for one, (_, sha256, source) in twice:
        if one.sha256 == sha256:
            repeated += 1
        else:
            left_out, counted = (one.source, source) if one.id in out else (source, one.source)
            errors.append(Unread(left_out, same_id(one.id, left_out, counted)))
    analyzed = piece.analyzed - sum(one.due for one in piece.found if one.id in out) - (len(twice) - len(out))
    skipped = piece.skipped - sum(not one.due for one in piece.found if one.id in out)
    told: tuple[Unread, ...] = (*piece.errors, *errors)
    return replace(piece, analyzed=analyzed, skipped=skipped, repeated=piece.repeated + repeated, errors=told)


def _met(met: sqlite3.Connection, identifier: str) -> tuple[int, str, str] | None:
    return met.execute("SELECT number, sha256, source FROM met WHERE id = ?", [identifier]).fetchone()
