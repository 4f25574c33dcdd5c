"""Many small parts made into few large ones, and what counts no more taken off the disk.

New articles lie in small parts of any dates (``recent``). When these are many, they are merged; when they hold enough articles, they are
sorted into months; when a month has many parts, they are merged. So each article is written a few times, not at each addition.

References
----------
.. [1] O'Neil, Cheng, Gawlick, O'Neil (1996), *The log-structured merge-tree (LSM-tree)*, Acta Informatica 33.
"""

import re
import secrets
import shutil
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dramatis.store import manifest, parts
from dramatis.store.changes import remove, retire
from dramatis.store.manifest import Part, Snapshot
from dramatis.store.reading import live_pieces, live_rows
from dramatis.store.schema import STORED

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["compact", "erase", "tidy"]

MANY = 16
"""Parts of about one size that are merged."""
SETTLE = 4096
"""Recent articles from which on they are sorted into months."""
MONTH_PARTS = 8
"""Parts of one month, none of them full, that are merged."""
FULL = 8192
"""Articles of the largest part that merging makes."""
DIRTY = 0.25
"""Share of a part's articles that may count no more before it is written anew."""
GRACE = 600
"""Seconds that files are kept after they were merged into others, for readers that are at them."""


class _Merge(NamedTuple):
    """Parts to be merged, and whether their articles go to their months."""

    parts: tuple[Part, ...]
    settle: bool


def tidy(folder: Path) -> None:
    """What an addition leaves to be done: leftovers of dead writers, small parts, old files. Another process that does it is left to it."""
    _work(folder, whole=False)


def compact(folder: Path) -> None:
    """Everything into months, each in as few parts as possible, and every file gone that counts no more."""
    _work(folder, whole=True)


def erase(folder: Path) -> None:
    """Take the bytes of forgotten articles off the disk; what an earlier process began is ended."""
    while _forgotten(folder):
        live = manifest.snapshot(folder)
        gone = _forgotten(folder)
        touched = {part for part, identifier in live.dead if identifier in gone}
        for part in live.parts:
            if part.part in touched:
                _merge(folder, live, _Merge((part,), settle=False))
        _remove_garbage(folder, older=0)
        with manifest.writing(folder) as database:
            left = [identifier for (identifier,) in database.execute("SELECT DISTINCT article_id FROM dead")]
            database.executemany("DELETE FROM forgotten WHERE article_id = ?", [[one] for one in gone - set(left)])


def _work(folder: Path, *, whole: bool) -> None:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".compact.lock", timeout=manifest.PATIENCE if whole else 0)
    try:
        with parts.trouble(folder), lock:
            erase(folder)
            if parts.sweep(folder) or whole:
                _sweep_tables(folder)
            while merges := _due(live := manifest.snapshot(folder), whole=whole):
                done = [_merge(folder, live, merge) for merge in merges]
                if not all(done):
                    break
            _remove_garbage(folder, older=0 if whole else GRACE)
    except Timeout:
        return


def _due(live: Snapshot, *, whole: bool) -> list[_Merge]:
    """The merges that are due now."""
    months: dict[str, list[Part]] = defaultdict(list)
    for part in sorted(live.parts, key=lambda part: (part.articles, part.part)):
        months[part.month].append(part)
    months.pop(parts.ALL, None)
    recent = months.pop(parts.RECENT, [])
    if recent and (whole or sum(part.articles for part in recent) >= SETTLE):
        return [_Merge(group, settle=True) for group in _groups(recent)]
    tiers = [[part for part in recent if least <= part.articles < most] for least, most in ((0, MANY), (MANY, MANY**2))]
    merges = [_Merge(tuple(tier), settle=False) for tier in tiers if len(tier) >= MANY]
    for of_month in months.values():
        small = [part for part in of_month if part.articles <= FULL // 2]
        if len(small) > (1 if whole else MONTH_PARTS):
            merges += [_Merge(group, settle=False) for group in _groups(small) if len(group) > 1]
    taken = {part for merge in merges for part in merge.parts}
    return merges + [_Merge((part,), settle=False) for part in _dirty(live, whole=whole) if part not in taken]


def _groups(small: list[Part]) -> list[tuple[Part, ...]]:
    """Parts together as long as they have no more articles than a full one."""
    groups: list[list[Part]] = [[]]
    for part in small:
        if groups[-1] and sum(one.articles for one in groups[-1]) + part.articles > FULL:
            groups.append([])
        groups[-1].append(part)
    return [tuple(group) for group in groups]


def _dirty(live: Snapshot, *, whole: bool) -> list[Part]:
    dead: dict[str, int] = defaultdict(int)
    for part, _ in live.dead:
        dead[part] += 1
    most = min(sum(part.articles for part in live.parts), FULL)
    sizes = {part.part: most if part.month == parts.ALL else part.articles for part in live.parts}
    return [part for part in live.parts if dead[part.part] > (0 if whole else DIRTY * max(sizes[part.part], MANY))]


def _merge(folder: Path, live: Snapshot, merge: _Merge) -> bool:
    """Write the live rows of some parts as one part, or one a month, and put it in their place; whether that was still right."""
    try:
        homes = _homes(folder, live, merge)
    except FileNotFoundError:
        return False
    staged = {month: parts.own_staging(folder) / secrets.token_hex(8) for month in sorted(set(homes.values()))}
    try:
        for target in staged.values():
            target.mkdir()
        of_merge = live._replace(parts=merge.parts)
        for name in STORED:
            if list(staged) == [parts.ALL]:
                parts.write_pieces(staged[parts.ALL], name, live_pieces(folder, name, of_merge))
                continue
            for month, of_month in _by_month(live_rows(folder, name, of_merge), homes, staged):
                parts.write_part(staged[month], {name: of_month})
        return _replace(folder, live, merge, staged)
    except FileNotFoundError:
        return False
    finally:
        for target in staged.values():
            shutil.rmtree(target, ignore_errors=True)


def _homes(folder: Path, live: Snapshot, merge: _Merge) -> dict[str, str]:
    """Article id to the month it goes to."""
    if merge.parts[0].month == parts.ALL:
        return {"": parts.ALL}
    rows = live_rows(folder, "articles", live._replace(parts=merge.parts)).select(["article_id", "date"])
    ids, dates = (rows[name].to_pylist() for name in rows.column_names)
    if not merge.settle:
        return dict.fromkeys(ids, merge.parts[0].month)
    return {identifier: _month(date) for identifier, date in zip(ids, dates, strict=True)}


def _month(date: str | None) -> str:
    """The month of a day; a date is data of others, and never becomes a path unless it is one."""
    return date[:7] if date and re.match(r"[0-9]{4}-[0-9]{2}(?![0-9])", date) else parts.UNDATED


def _by_month(rows: "pa.Table", homes: dict[str, str], months: Iterable[str]) -> "list[tuple[str, pa.Table]]":
    import pyarrow as pa
    import pyarrow.compute as pc

    months = list(months)
    if len(months) == 1:
        return [(months[0], rows)]
    numbers = {month: number for number, month in enumerate(months)}
    ids = pa.array(list(homes), pa.string())
    of_article = pa.array([numbers[month] for month in homes.values()], pa.int64())
    of_row = of_article.take(pc.index_in(rows["article_id"], ids).combine_chunks())
    order = pc.sort_indices(of_row)
    ordered, counts = rows.take(order), dict(zip(*(part.to_pylist() for part in pc.value_counts(of_row).flatten()), strict=True))
    found, start = [], 0
    for month, number in numbers.items():
        found.append((month, ordered.slice(start, counts.get(number, 0))))
        start += counts.get(number, 0)
    return found


def _replace(folder: Path, live: Snapshot, merge: _Merge, staged: dict[str, Path]) -> bool:
    """Put new parts in the place of those they were made of, unless these changed meanwhile."""
    old = {part.part for part in merge.parts}
    seen = {pair for pair in live.dead if pair[0] in old}
    placed: list[Part] = []
    try:
        with manifest.writing(folder) as database:
            if not _unchanged(database, old, seen):
                return False
            for month, target in staged.items():
                _put(database, folder, (month, target), placed)
            retire(database, old)
        return True
    except BaseException:
        for part in placed:
            remove(folder, part)
        raise


def _unchanged(database: sqlite3.Connection, old: set[str], seen: set[tuple[str, str]]) -> bool:
    there = {name for (name,) in database.execute("SELECT part FROM parts")}
    dead = {pair for pair in database.execute("SELECT part, article_id FROM dead") if pair[0] in old}
    return old <= there and dead == seen


def _put(database: sqlite3.Connection, folder: Path, made: tuple[str, Path], placed: list[Part]) -> None:
    import pyarrow.parquet as pq

    month, target = made
    names = tuple(name for name in STORED if (target / f"{name}.parquet").is_file())
    if not names:
        return
    ids = pq.read_table(target / "articles.parquet", columns=["article_id"])["article_id"].to_pylist() if "articles" in names else []
    part = Part(target.name, month, names, len(ids), parts.columns_hash())
    placed.append(part)
    parts.place(folder, target, month, names)
    database.execute("INSERT INTO parts VALUES (?, ?, ?, ?, ?)", [part.part, month, " ".join(names), len(ids), part.columns])
    database.executemany("UPDATE articles SET part = ? WHERE article_id = ?", [[part.part, one] for one in ids])


def _forgotten(folder: Path) -> set[str]:
    with manifest.reading(folder) as database:
        return {identifier for (identifier,) in database.execute("SELECT article_id FROM forgotten")}


def _remove_garbage(folder: Path, *, older: float) -> None:
    """Remove files that count no more for `older` seconds."""
    with manifest.reading(folder) as database:
        rows = database.execute("SELECT part, month, tables FROM garbage WHERE since <= ?", [time.time() - older]).fetchall()
    if not rows:
        return
    for row in rows:
        remove(folder, manifest.part_of((*row, 0, "")))
    with manifest.writing(folder) as database:
        database.executemany("DELETE FROM garbage WHERE part = ?", [[row[0]] for row in rows])


def _sweep_tables(folder: Path) -> None:
    """Remove files that no manifest lists; while it is locked, nobody can be bringing any."""
    with manifest.writing(folder) as database:
        listed = {name for table in ("parts", "garbage") for (name,) in database.execute(f"SELECT part FROM {table}")}  # noqa: S608
        for name in STORED:
            for path in (folder / name).glob("month=*/*.parquet"):
                if path.stem not in listed:
                    path.unlink(missing_ok=True)
