"""What a store keeps: the tables of an analysis, the articles themselves, and what is found across articles; as pandas and as Arrow."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis.tables import TABLES, Column

if TYPE_CHECKING:
    import pyarrow as pa

    from dramatis.analysis import Analysis

__all__ = ["ARTICLES", "DERIVED", "PER_ARTICLE", "STORED", "arrow_schema", "article_row", "empty", "frame", "from_rows", "to_arrow"]

_ARTICLE = Column("article_id", "str", "id of the article")
_ACTOR = Column("actor", "str", "id of the actor in that article")

ARTICLES = (
    _ARTICLE,
    Column("title", "str", "the headline", nullable=True),
    Column("date", "str", "day of publication, YYYY-MM-DD; a DATE in queries", nullable=True),
    Column("source", "str", "path or URL, as given"),
    Column("publisher", "str", "who published it", nullable=True),
    Column("author", "str", "the byline", nullable=True),
    Column("language", "str", "code of the language (ISO 639-1)"),
    Column("sha256", "str", "hash of the text in UTF-8"),
    Column("words", "int64", "number of words in the text (runs of letters and digits)"),
    Column("key", "str", "hash of all that the analysis depends on: text, pipeline, code, lexicon; another key means that it is due"),
    Column("provenance", "str", "versions, hashes and parameters of the analysis, as JSON"),
    Column("text", "str", "the article's text, in which all offsets count"),
)

DERIVED: dict[str, tuple[Column, ...]] = {
    "links": (
        _ARTICLE,
        _ACTOR,
        Column("actor_key", "str", "id of the actor in the whole store: the same in every article that is about the same actor"),
        Column("name", "str", "name of the actor in the whole store; of several of one name with what tells them apart, in brackets"),
        Column("kind", "str", "kind of the actor in the whole store"),
        Column("mentions", "int64", "number of mentions of the actor in that article"),
        Column("part", "str", "venue (only the place of posts there), interviewer (only the label of who asks), else empty"),
        Column("score", "float64", "how sure it is that this article means the actor, 0 to 1; 1 for an actor of one article only"),
        Column("evidence", "str", "what speaks for it, in words; empty for an actor of one article only"),
        Column("rule", "str", "name of the rule that linked, or that left the actor apart"),
        Column("block", "str", "only actors of one block are compared"),
        Column("in_block", "int64", "number of actors in that block when it was last compared"),
    ),
    "unlinked": (
        _ARTICLE,
        _ACTOR,
        Column("name", "str", "name of the actor in that article"),
        Column("kind", "str", "kind of the actor in that article"),
        Column("candidates", "object", "keys of the actors that it could be, as a list of strings"),
        Column("reason", "str", "why it was left apart, as a slug: surname-only, several-bearers, letters-only, …"),
        Column("message", "str", "the same in a sentence for a reader"),
    ),
    "copies": (
        _ARTICLE,
        Column("cluster", "str", "id of the cluster, a first article and its copies, each like that one; without copies it is alone"),
        Column("similarity", "float64", "share of the shorter text that the first article of the cluster has too, 0 to 1; 0 with no copy"),
        Column("first", "bool", "whether the article is the first of its cluster: the earliest by date, then by id"),
    ),
    "signatures": (
        _ARTICLE,
        Column("sha256", "str", "hash of the text that it is the signature of"),
        Column("shingles", "int64", "number of different word shingles of the text"),
        Column("signature", "object", "the MinHash of these shingles, as a list of integers"),
    ),
}
"""Tables that named steps make over many articles; each is replaced as a whole."""

PER_ARTICLE: dict[str, tuple[Column, ...]] = {"articles": ARTICLES, **TABLES}
STORED: dict[str, tuple[Column, ...]] = {**PER_ARTICLE, **DERIVED}
_LISTS = {"aliases": "list<string>", "candidates": "list<string>", "signature": "list<int64>", "spans": "list<list<int64>>"}


def article_row(analysis: "Analysis", key: str) -> dict[str, Any]:
    """One row of the table ``articles``."""
    from dramatis.store.words import count_words

    article = asdict(analysis.article)
    row = {column.name: article.get(column.name) for column in ARTICLES}
    made = json.dumps(analysis.provenance, ensure_ascii=False, sort_keys=True)
    return row | {"article_id": article["id"], "key": key, "provenance": made, "words": count_words(article["text"])}


@cache
def arrow_schema(name: str) -> "pa.Schema":
    """The Arrow schema of a stored table."""
    import pyarrow as pa

    plain = {"str": pa.string(), "int64": pa.int64(), "Int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_()}
    lists = {
        "list<string>": pa.list_(pa.string()),
        "list<int64>": pa.list_(pa.int64()),
        "list<list<int64>>": pa.list_(pa.list_(pa.int64())),
    }
    types = [(column.name, lists[_LISTS[column.name]] if column.dtype == "object" else plain[column.dtype]) for column in STORED[name]]
    return pa.schema(types)


def to_arrow(name: str, rows: pd.DataFrame | Mapping[str, Any] | list[Mapping[str, Any]]) -> "pa.Table":
    """Rows of a stored table, or its columns, as Arrow; a column of lists may be an array with a row for each.

    Of rows given one by one, what is no text in UTF-8 (file names can be such) is written with backslashes.
    """
    import pyarrow as pa

    schema = arrow_schema(name)
    if isinstance(rows, Mapping):
        return pa.table([_lists(rows[column]) for column in schema.names], names=schema.names).cast(schema)
    if isinstance(rows, pd.DataFrame):
        return pa.Table.from_pandas(rows[schema.names], schema=schema, preserve_index=False).replace_schema_metadata(None)
    values = {column: [_clean(row.get(column)) for row in rows] for column in schema.names}
    return pa.table(values, schema=schema)


def _lists(column: Any) -> Any:
    """A column; of an array of rows, a list for each."""
    import pyarrow as pa

    if getattr(column, "ndim", 1) == 1:
        return column
    offsets = pa.array([place * column.shape[1] for place in range(len(column) + 1)], pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.array(column.ravel()))


def frame(name: str, rows: "pa.Table") -> pd.DataFrame:
    """The table as pandas, with the dtypes of the schema, a column of lists as lists."""
    columns = {column.name: _column(rows[column.name], column.dtype) for column in STORED[name] if column.name in rows.column_names}
    return pd.DataFrame(columns)


def from_rows(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A stored table from rows, with the dtypes of its schema."""
    return pd.DataFrame({column.name: pd.Series([row[column.name] for row in rows], dtype=column.dtype) for column in STORED[name]})


def empty(name: str) -> pd.DataFrame:
    """A stored table without rows."""
    return from_rows(name, [])


def _clean(value: Any) -> Any:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _column(values: "pa.ChunkedArray", dtype: str) -> Any:
    if dtype == "object":
        return pd.Series(values.to_pylist(), dtype=object)
    if dtype == "Int64":
        mask = values.is_null().to_numpy()
        return pd.arrays.IntegerArray(values.fill_null(0).to_numpy().copy(), mask.copy())
    if dtype == "str":
        return pd.Series(values.to_pandas(), dtype="str")
    return values.to_numpy().copy()
