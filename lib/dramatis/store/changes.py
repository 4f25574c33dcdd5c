"""Changes of a store, each wholly done or not at all: articles added, replaced and forgotten, tables over all articles replaced."""

import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import warn

import pandas as pd

from dramatis.errors import StoreError
from dramatis.markup import visible
from dramatis.store import history, manifest, parts, removed
from dramatis.store.manifest import Part
from dramatis.store.schema import DERIVED, to_arrow

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article

__all__ = ["BATCH", "add", "commit", "due_key", "forget", "remove", "replace_tables", "retire", "stage_analyses"]

BATCH = 256
"""Articles that are written as one part, so that a stream of any length fits in memory."""


def due_key(sha256: str, provenance: Mapping[str, Any]) -> str:
    """A hash of what an analysis depends on, as its provenance tells: text, library, code, pipeline, weights, parameters.

    Which lines of ``actors.csv`` acted is an outcome, not a cause, and is left out.
    """
    parameters = {name: value for name, value in provenance.get("parameters", {}).items() if name != "actors.csv"}
    told = {**provenance, "parameters": parameters, "sha256": sha256}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def add(folder: Path, analyses: "Iterable[Analysis]", key: "Callable[[Article], str] | None" = None) -> int:
    """Add all or nothing; see :meth:`dramatis.store.Store.add`."""
    staged: list[Path] = []
    try:
        for target, _ in stage_analyses(folder, analyses, key):
            staged.append(target)
        return commit(folder, staged)
    finally:
        for target in staged:
            shutil.rmtree(target, ignore_errors=True)


def stage_analyses(
    folder: Path, analyses: "Iterable[Analysis]", key: "Callable[[Article], str] | None" = None
) -> Iterator[tuple[Path, int]]:
    """Write analyses aside, :data:`BATCH` to a part; the folder of each part and the number of its articles, as they are written."""
    stream = iter(analyses)
    while batch := list(islice(stream, BATCH)):
        keyed = [(one, key(one.article) if key else due_key(one.article.sha256, one.provenance)) for one in batch]
        made = parts.arrow_parts(keyed)
        yield parts.stage(folder, made), made["articles"].num_rows


def commit(folder: Path, staged: Iterable[Path], *, month: str = parts.RECENT, without: Collection[str] = ()) -> int:
    """Make staged parts count, all of them or none; how many articles that were.

    An article that the store has is replaced. One that is on the list of removed articles, or one of `without`, is left out and does not
    count. May be called with parts that other processes staged.
    """
    staged = list(staged)
    listed = [(target, parts.staged_tables(target), _listed(target)) for target in staged]
    if not listed:
        return 0
    placed: list[Part] = []
    try:
        with parts.trouble(folder), manifest.writing(folder) as database:
            barred = removed.barred_ids(database, [(row[0], row[2], row[3]) for _, _, rows in listed for row in rows])
            taken, displaced = set(), []
            for target, names, rows in listed:
                part = Part(target.name, month, names, len(rows), parts.columns_hash())
                placed.append(part)
                parts.place(folder, target, month, names)
                kept = [row for row in rows if row[0] not in barred and row[0] not in without]
                displaced += _take(database, part, kept)
                _leave_out(database, part, {row[0] for row in rows} - {row[0] for row in kept}, barred)
                taken |= {row[0] for row in kept}
            retire(database, [name for (name,) in database.execute(_EMPTIED)])
    except BaseException:
        for part in placed:
            remove(folder, part)
        raise
    if barred:
        warn(f"{len(barred)} of the articles were removed from the store {str(folder)!r} before, and are left out", stacklevel=2)
    if displaced:
        more = f" ({len(displaced) - 1} more so)" if len(displaced) > 1 else ""
        warn(f"{displaced[0]}; give each an id of its own{more}", stacklevel=2)
    return len(taken)


def forget(folder: Path, article_id: str, *, reason: str = "", may_return: bool = False) -> bool:
    """Have an article count no more, and note that its bytes must go; whether it was there."""
    with manifest.writing(folder) as database:
        found = database.execute("SELECT part, source, sha256 FROM articles WHERE article_id = ?", [article_id]).fetchone()
        older = database.execute("SELECT 1 FROM dead WHERE article_id = ?", [article_id]).fetchone()
        if found:
            over_all = [name for (name,) in database.execute("SELECT part FROM parts WHERE month = 'all'")]
            database.executemany("INSERT OR IGNORE INTO dead VALUES (?, ?)", [(name, article_id) for name in (found[0], *over_all)])
            database.execute("DELETE FROM articles WHERE article_id = ?", [article_id])
            history.note_forgotten(database, article_id)
        if found or older:
            database.execute("INSERT OR IGNORE INTO forgotten VALUES (?)", [article_id])
        if not may_return:
            source, sha256 = found[1:] if found else ("", "")
            shared = database.execute("SELECT 1 FROM articles WHERE sha256 = ?", [sha256]).fetchone()
            removed.note(database, removed.marks(article_id, source, "" if shared else sha256), reason)
        return found is not None


def replace_tables(
    folder: Path,
    names: Sequence[str],
    pieces: Iterable[Mapping[str, pd.DataFrame | Mapping[str, Any]]],
    keys: Mapping[str, str],
    made_by: str = "",
) -> None:
    """Put tables over all articles in the place of those that are there, all of them or none.

    Rows of articles that are gone, or whose key is another one than in `keys` by now, do not count.
    """
    for name in names:
        if name not in DERIVED:
            raise StoreError(f"{name!r} is no table over all articles; these are {', '.join(DERIVED)}")
    made = parts.stage_pieces(folder, names, ({name: to_arrow(name, rows) for name, rows in piece.items()} for piece in pieces))
    try:
        with parts.trouble(folder), manifest.writing(folder) as database:
            old = [row[0] for row in database.execute("SELECT part, tables FROM parts WHERE month = 'all'") if row[1] in names]
            retire(database, old)
            database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [(f"made by: {name}", made_by) for name in names])
            now = dict(database.execute("SELECT article_id, key FROM articles"))
            good = {one for one, key in keys.items() if now.get(one) == key}
            for name, (target, ids) in made.items():
                part = Part(target.name, parts.ALL, (name,), 0, parts.columns_hash())
                parts.place(folder, target, part.month, part.tables)
                database.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", [part.part, part.month, name, 0, part.columns])
                database.executemany("INSERT INTO dead VALUES (?, ?)", [(part.part, one) for one in sorted(ids - good)])
    except BaseException:
        for name, (target, _) in made.items():
            shutil.rmtree(target, ignore_errors=True)
            remove(folder, Part(target.name, parts.ALL, (name,), 0, ""))
        raise


_EMPTIED = (
    "SELECT part FROM parts WHERE articles > 0 AND month != 'all' AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.part = parts.part)"
)


def retire(database: sqlite3.Connection, names: Iterable[str]) -> None:
    """Parts that count no more; their files are removed when no reader can be at them."""
    now = time.time()
    for name in names:
        database.execute("INSERT OR REPLACE INTO garbage SELECT part, month, tables, ? FROM parts WHERE part = ?", [now, name])
        database.execute("DELETE FROM parts WHERE part = ?", [name])
        database.execute("DELETE FROM dead WHERE part = ?", [name])


def remove(folder: Path, part: Part) -> None:
    """Remove the files of a part."""
    for name in part.tables:
        part.file(folder, name).unlink(missing_ok=True)


def _listed(target: Path) -> list[tuple[str, str | None, str, str, str]]:
    """Id, date, source, hash and key of each article in a staged part."""
    import pyarrow.parquet as pq

    rows = pq.read_table(target / "articles.parquet", columns=["article_id", "date", "source", "sha256", "key"])
    return list(zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True))


def _take(database: sqlite3.Connection, part: Part, rows: list[tuple[str, str | None, str, str, str]]) -> list[str]:
    """Note a part and its articles; what other parts hold of these counts no more, also what is known of them across articles.

    Returns
    -------
    list of str
        A sentence for each article in whose place another one came: the same id, another text, another source.
    """
    displaced = []
    database.execute(
        "INSERT INTO parts VALUES (?, ?, ?, ?, ?)", [part.part, part.month, " ".join(part.tables), part.articles, part.columns]
    )
    over_all = [name for (name,) in database.execute("SELECT part FROM parts WHERE month = 'all'")]
    history.note_taken(database, [(identifier, sha256) for identifier, _, _, sha256, _ in rows])
    for identifier, date, source, sha256, key in rows:
        found = database.execute("SELECT part, source, sha256 FROM articles WHERE article_id = ?", [identifier]).fetchone()
        if found:
            if found[2] != sha256 and not _same_source(found[1], source):
                displaced.append(f"article {visible(source)!r} has the id {identifier!r} of {visible(found[1])!r}, and takes its place")
            stale = [(name, identifier) for name in (found[0], *over_all)]
            database.executemany("INSERT OR IGNORE INTO dead VALUES (?, ?)", stale)
        database.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?)", [identifier, part.part, date, source, sha256, key])
    return displaced


def _same_source(one: str, other: str) -> bool:
    """Whether two sources are one, also where only one of them is given in full."""
    return one == other or one.endswith(f"/{other}") or other.endswith(f"/{one}")


def _leave_out(database: sqlite3.Connection, part: Part, ids: set[str], barred: set[str]) -> None:
    """Have articles of a part count no more; the bytes of removed ones must go too."""
    database.executemany("INSERT OR IGNORE INTO dead VALUES (?, ?)", [(part.part, one) for one in sorted(ids)])
    database.executemany("INSERT OR IGNORE INTO forgotten VALUES (?)", [[one] for one in sorted(ids & barred)])
