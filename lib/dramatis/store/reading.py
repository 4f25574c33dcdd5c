"""Tables and analyses read back from a store, with the columns, dtypes and order in which they went in."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis import tables
from dramatis.errors import StoreError
from dramatis.store import manifest
from dramatis.store.manifest import Snapshot
from dramatis.store.schema import DERIVED, PER_ARTICLE, STORED, arrow_schema, frame

if TYPE_CHECKING:
    import pyarrow as pa

    from dramatis.analysis import Analysis

__all__ = ["analyses", "analysis", "articles", "live_pieces", "live_rows", "table"]

TRIES = 5
BATCH = 500
"""Articles that are read back at a time."""
PIECE = 100_000
"""Rows of a table over all articles that are read at a time."""
Period = tuple[str | None, str | None]


def articles(folder: Path, period: Period, publisher: str | None, *, text: bool) -> pd.DataFrame:
    """See :meth:`dramatis.store.Store.articles`."""
    found = table(folder, "articles", None, period)
    found = found if publisher is None else found[found["publisher"] == publisher].reset_index(drop=True)
    return found.drop(columns=["provenance"] if text else ["provenance", "text"])


def table(folder: Path, name: str, article_ids: Iterable[str] | None, period: Period) -> pd.DataFrame:
    """See :meth:`dramatis.store.Store.table`."""
    if name not in STORED:
        raise StoreError(f"a store has no table {name!r}; it has {', '.join(STORED)}")
    return _read(folder, (name,), article_ids, period)[name]


def analysis(folder: Path, article_id: str) -> "Analysis":
    """See :meth:`dramatis.store.Store.analysis`."""
    found = list(analyses(folder, [article_id]))
    if not found:
        raise StoreError(f"the store {str(folder)!r} has no article {article_id!r}; its articles are those of store.known()")
    return found[0]


def analyses(folder: Path, article_ids: Iterable[str] | None) -> "Iterator[Analysis]":
    """See :meth:`dramatis.store.Store.analyses`."""
    order = _order(manifest.placed(folder, article_ids)[1], (None, None))
    for start in range(0, len(order), BATCH):
        yield from _together(_read(folder, PER_ARTICLE, order[start : start + BATCH], (None, None)))


def _together(found: dict[str, pd.DataFrame]) -> "Iterator[Analysis]":
    """The analyses of the articles in some tables."""
    from dramatis.analysis import Analysis
    from dramatis.article import Article

    rows = {name: dict(list(of_all.groupby("article_id", sort=False))) for name, of_all in found.items()}
    for told in found["articles"].astype(object).to_dict("records"):
        row = {name: None if value is None or value is pd.NA or value != value else value for name, value in told.items()}
        identifier = row.pop("article_id")
        made = {name: rows[name].get(identifier, found[name].iloc[:0]).reset_index(drop=True) for name in tables.TABLES}
        article = Article(id=identifier, **{name: row[name] for name in Article.__dataclass_fields__ if name != "id"})
        yield Analysis(article=article, provenance=json.loads(row["provenance"]), **made)


def _order(rows: list[tuple[str, str | None]], period: Period) -> list[str]:
    """Ids of articles, given by id and date, by date and id, undated ones last."""
    since, until = period
    found = [(date is None, date or "", identifier) for identifier, date in rows]
    if since is not None or until is not None:
        found = [row for row in found if not row[0] and (since or "") <= row[1] <= (until or "9999-99-99")]
    return [row[2] for row in sorted(found)]


def _read(folder: Path, names: Iterable[str], article_ids: Iterable[str] | None, period: Period) -> dict[str, pd.DataFrame]:
    """Tables as they are at one moment; only the parts that hold the articles are read."""
    import pyarrow as pa

    ids = None if article_ids is None else set(article_ids)
    for left in reversed(range(TRIES)):
        live, rows = manifest.placed(folder, ids)
        order = _order(rows, period)
        wanted = pa.array(order, pa.string())
        try:
            return {name: frame(name, _sorted(name, _of(live_rows(folder, name, live), wanted), order)) for name in names}
        except FileNotFoundError as error:
            if not left:
                raise StoreError(f"a file of the store {str(folder)!r} is gone ({error.filename}); restore it") from error
    raise AssertionError


def live_rows(folder: Path, name: str, live: Snapshot) -> "pa.Table":
    """The rows of a table that count, of all parts of a snapshot."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    gone = _gone(live)
    holding = [part for part in live.parts if name in part.tables]
    found = [_living(name, pq.read_table(part.file(folder, name), partitioning=None), gone[part.part]) for part in holding]
    return pa.concat_tables(found) if found else arrow_schema(name).empty_table()


def live_pieces(folder: Path, name: str, live: Snapshot) -> "Iterator[pa.Table]":
    """The same rows, :data:`PIECE` at a time, so that a table of any length fits in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    gone = _gone(live)
    for part in (part for part in live.parts if name in part.tables):
        with pq.ParquetFile(part.file(folder, name)) as file:
            for batch in file.iter_batches(PIECE):
                yield _living(name, pa.Table.from_batches([batch]), gone[part.part])


def _gone(live: Snapshot) -> dict[str, set[str]]:
    """Each part to the articles whose rows in it count no more."""
    gone: dict[str, set[str]] = defaultdict(set)
    for part, identifier in live.dead:
        gone[part].add(identifier)
    return gone


def _living(name: str, rows: "pa.Table", gone: set[str]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = whole(name, rows)
    return rows.filter(pc.invert(pc.is_in(rows["article_id"], pa.array(sorted(gone), pa.string())))) if gone else rows


def whole(name: str, rows: "pa.Table") -> "pa.Table":
    """A table with all columns of the schema; those that an earlier version did not have are missing values, zeros where none may be."""
    import pyarrow as pa

    schema = arrow_schema(name)
    if rows.schema.equals(schema):
        return rows
    blank: dict[str, Any] = {"str": "", "int64": 0, "float64": 0.0, "bool": False, "object": []}
    columns = []
    for column in STORED[name]:
        if column.name in rows.column_names:
            columns.append(rows[column.name].cast(schema.field(column.name).type))
        else:
            value = None if column.nullable else blank[column.dtype]
            columns.append(pa.array([value] * rows.num_rows, schema.field(column.name).type))
    return pa.table(columns, schema=schema)


def _of(rows: "pa.Table", wanted: "pa.Array") -> "pa.Table":
    import pyarrow.compute as pc

    return rows.filter(pc.is_in(rows["article_id"], wanted))


def _sorted(name: str, rows: "pa.Table", order: list[str]) -> "pa.Table":
    """By place of the article in `order`; rows of one article by actor in a table over all articles, else as they stand."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not rows.num_rows:
        return rows
    by = {"place": pc.index_in(rows["article_id"], pa.array(order, pa.string()))}
    if name in DERIVED and "actor" in rows.column_names:
        by["actor"] = rows["actor"]
    return rows.take(pc.sort_indices(pa.table(by), sort_keys=[(key, "ascending") for key in by]))
