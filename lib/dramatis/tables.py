"""The schema of all tables: columns, dtypes, meaning and units.

The tables are the contract between extraction, charts, notebooks, store and exports.
All offsets are character offsets into ``Article.text``, end exclusive, so that ``article.text[start:end]``
is the text that a row claims.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import pandas_dtype

from dramatis.errors import TableError

__all__ = [
    "ACTOR_KINDS",
    "FORMS",
    "QUOTE_KINDS",
    "REASONS",
    "SEVERITIES",
    "TABLES",
    "Column",
    "check",
    "concat",
    "empty",
    "from_columns",
    "table",
]


class Column(NamedTuple):
    """One column of a table.

    Attributes
    ----------
    name : str
        The name of the column.
    dtype : str
        ``str`` (missing values allowed only where `nullable`), ``int64``, ``Int64`` (an integer that may be missing),
        ``float64`` or ``object`` (a list).
    meaning : str
        What the values mean, with their unit.
    nullable : bool
        Whether a value may be missing.
    """

    name: str
    dtype: str
    meaning: str
    nullable: bool = False


ACTOR_KINDS = ("person", "organization", "place", "group", "event", "work")
FORMS = ("name", "demonym", "nominal", "pronoun")
QUOTE_KINDS = ("direct", "indirect", "mixed")
SEVERITIES = ("info", "warning", "error")
REASONS = ("no-cue", "no-source", "unnamed-source", "pronoun-unresolved", "two-candidates", "interviewer")
"""Why a quotation has no speaker. ``unnamed-source``: the text names a source ("officials") that is no actor of this article."""

_ARTICLE = Column("article_id", "str", "id of the article")
_START = Column("start", "int64", "first character of the span in the article's text")
_END = Column("end", "int64", "character after the last one of the span")
_TEXT = Column("text", "str", "the span's characters as they stand in the article")
_SENTENCE = Column("sentence", "int64", "id of the sentence in which the span starts")
_RULE = Column("rule", "str", "name of the rule that decided, so that an error can be traced to it")
_CONFIDENCE = Column("confidence", "float64", "how sure the rule is, 0 (a guess) to 1 (certain)")

TABLES: dict[str, tuple[Column, ...]] = {
    "sentences": (
        _ARTICLE,
        Column("id", "int64", "number of the sentence in the article, from 0"),
        Column("paragraph", "int64", "number of the paragraph in the article, from 0"),
        _START,
        _END,
    ),
    "actors": (
        _ARTICLE,
        Column("id", "str", "id of the actor in this article (a1, a2, …), by salience"),
        Column("name", "str", "the fullest good form of the name"),
        Column("kind", "str", f"one of {', '.join(ACTOR_KINDS)}"),
        Column("role", "str", "office or function that the article gives the actor", nullable=True),
        Column("affiliation", "str", "country, body or party that the role belongs to", nullable=True),
        Column("aliases", "object", "other forms of the name in this article, as a list of strings"),
        Column("mentions", "int64", "number of rows of this actor in the mentions table"),
        Column("salience", "float64", "weight of the actor in the article, 0 to 1; see docs/counting.md"),
        Column("role_start", "Int64", "first character of the words that show the role", nullable=True),
        Column("role_end", "Int64", "character after those words", nullable=True),
        Column("affiliation_start", "Int64", "first character of the words that show the affiliation", nullable=True),
        Column("affiliation_end", "Int64", "character after those words", nullable=True),
    ),
    "mentions": (
        _ARTICLE,
        Column("actor", "str", "id of the actor that is mentioned"),
        _START,
        _END,
        _TEXT,
        Column("form", "str", f"one of {', '.join(FORMS)}"),
        _SENTENCE,
        _RULE,
        _CONFIDENCE,
    ),
    "phrases": (
        _ARTICLE,
        Column("id", "str", "id of the key phrase in this article (p1, p2, …), best first"),
        Column("text", "str", "the most readable form of the phrase"),
        Column("score", "float64", "weight of the phrase, higher is better; comparable within one article only"),
        Column("mentions", "int64", "number of places where the phrase occurs"),
        Column("topic", "str", "id of the topic that the phrase belongs to", nullable=True),
    ),
    "phrase_mentions": (
        _ARTICLE,
        Column("phrase", "str", "id of the key phrase"),
        _START,
        _END,
        _TEXT,
        _SENTENCE,
    ),
    "topics": (
        _ARTICLE,
        Column("id", "str", "id of the topic in this article (t1, t2, …), by salience"),
        Column("label", "str", "the phrase that names the topic best"),
        Column("code", "str", "code of the IPTC Media Topics", nullable=True),
        Column("mentions", "int64", "number of rows of this topic in the topic_mentions table"),
        Column("salience", "float64", "weight of the topic in the article, 0 to 1; see docs/counting.md"),
        Column("rule", "str", "found (made of key phrases) or watched (from the analyst's topics.yml)", nullable=True),
    ),
    "codes": (
        _ARTICLE,
        Column("code", "str", "code of the IPTC Media Topics"),
        Column("name", "str", "its name in the vocabulary"),
        Column("score", "float64", "how well the article fits the code, 0 to 1; see docs/topics.md"),
    ),
    "topic_mentions": (
        _ARTICLE,
        Column("topic", "str", "id of the topic"),
        _START,
        _END,
        _TEXT,
        _SENTENCE,
    ),
    "quotes": (
        _ARTICLE,
        Column("id", "str", "id of the quotation in this article (q1, q2, …), in the order of the text"),
        _START,
        _END,
        _TEXT,
        Column("kind", "str", f"one of {', '.join(QUOTE_KINDS)}"),
        Column("speaker", "str", "id of the actor who speaks; missing where it could not be told", nullable=True),
        Column("speaker_start", "Int64", "first character of the words that name the speaker there", nullable=True),
        Column("speaker_end", "Int64", "character after those words", nullable=True),
        Column("cue", "str", "the word that attributes (said, according to)", nullable=True),
        Column("cue_start", "Int64", "first character of the cue", nullable=True),
        Column("cue_end", "Int64", "character after the cue", nullable=True),
        _CONFIDENCE,
        _SENTENCE,
        Column("words", "int64", "number of words in the span (runs of letters and digits), without a cue that interrupts it"),
        _RULE,
        Column("stance", "str", "how the cue takes the words: neutral, claiming, denying, …; see docs/speech.md", nullable=True),
        Column("reason", "str", f"why there is no speaker: {', '.join(REASONS)}; missing where there is one", nullable=True),
    ),
    "findings": (
        _ARTICLE,
        Column("kind", "str", "what was found, as a slug: speaker-conflict, role-conflict, unattributed-quote, …"),
        Column("severity", "str", f"one of {', '.join(SEVERITIES)}"),
        Column("message", "str", "one or two sentences for a reader"),
        Column("spans", "object", "the places concerned, as a list of [start, end]"),
    ),
}


def table(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A table of the schema from rows.

    Parameters
    ----------
    name : str
        A key of :data:`TABLES`.
    rows : iterable of mappings
        Column name to value; a nullable column may be left out.

    Returns
    -------
    DataFrame
        Checked, with the columns and dtypes of the schema and a fresh index; empty where there are no rows.

    Raises
    ------
    TableError
        See :func:`check`; also on a column that the schema does not have.
    """
    columns = _columns(name)
    rows = list(rows)
    unknown = {key for row in rows for key in row} - {column.name for column in columns}
    if unknown:
        raise TableError(f"table {name!r} has no column {sorted(unknown)}; it has {[column.name for column in columns]}")
    for column in columns:
        if not column.nullable and any(column.name not in row for row in rows):
            raise TableError(f"a row of table {name!r} lacks {column.name!r}; every row needs one")
    return from_columns(name, {column.name: [row.get(column.name) for row in rows] for column in columns})


def from_columns(name: str, values: Mapping[str, list[Any]]) -> pd.DataFrame:
    """A table of the schema from its columns, each a list of as many values; else as :func:`table`, but quicker.

    Raises
    ------
    TableError
        See :func:`check`.
    """
    columns = _columns(name)
    if set(values) != {column.name for column in columns}:
        raise TableError(f"table {name!r} has the columns {[column.name for column in columns]}; {sorted(values)} were given")
    _check_values(name, values)
    # Arrays, not Series: aligning the indexes of ten columns took longer than making them.
    arrays = {column.name: _array(name, column, values[column.name]) for column in columns}
    return pd.DataFrame(arrays, index=pd.RangeIndex(len(arrays[columns[0].name])), copy=False)


def empty(name: str) -> pd.DataFrame:
    """The table `name` without rows."""
    return _prototype(name).copy()


def concat(name: str, parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Tables of one schema, one below the other, with a fresh index."""
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else empty(name)


def check(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Raise unless `rows` follows the schema of `name`; return it unchanged.

    Raises
    ------
    TableError
        On an unknown table, a missing column, another dtype, a missing value where none is allowed,
        a value outside a closed list, or a span that ends before it starts.
    """
    for column in _columns(name):
        if column.name not in rows.columns:
            raise TableError(f"table {name!r} lacks the column {column.name!r}; see dramatis.tables.TABLES")
        values = rows[column.name]
        if str(values.dtype) != column.dtype:
            raise TableError(f"column {name}.{column.name} has dtype {values.dtype}; {column.dtype} is accepted")
        if not column.nullable and column.dtype != "int64" and values.isna().any():
            raise TableError(f"column {name}.{column.name} lacks a value in row {values.isna().idxmax()}; every row needs one")
    closed = {column: rows[column].dropna() for table_name, column in _CLOSED if table_name == name}
    spans = {column: rows[column] for column in ("start", "end") if column in rows.columns}
    _check_values(name, closed | spans)
    return rows


_CLOSED = {
    ("actors", "kind"): ACTOR_KINDS,
    ("mentions", "form"): FORMS,
    ("quotes", "kind"): QUOTE_KINDS,
    ("quotes", "reason"): REASONS,
    ("findings", "severity"): SEVERITIES,
}


def _check_values(name: str, values: Mapping[str, Iterable[Any]]) -> None:
    """Raise on what dtypes cannot tell: a value outside a closed list, a span that ends before it starts."""
    for (table_name, column), accepted in _CLOSED.items():
        if table_name == name:
            wrong = next((value for value in values[column] if value not in accepted and not pd.isna(value)), None)
            if wrong is not None:
                raise TableError(f"column {name}.{column} has the value {wrong!r}; accepted are {', '.join(accepted)}")
    if "start" in values and "end" in values:
        empty_span = next(((start, end) for start, end in zip(values["start"], values["end"], strict=True) if _is_empty(start, end)), None)
        if empty_span is not None:
            start, end = empty_span
            raise TableError(f"table {name!r} has the empty span {start}:{end}; a span holds one character or more")


def _is_empty(start: Any, end: Any) -> bool:
    """Whether a span holds nothing; what is no number is for the dtypes to find."""
    return isinstance(start, int | np.integer) and isinstance(end, int | np.integer) and start >= end


@lru_cache(maxsize=32)
def _prototype(name: str) -> pd.DataFrame:
    return table(name, [])


def _columns(name: str) -> tuple[Column, ...]:
    if name not in TABLES:
        raise TableError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    return TABLES[name]


@cache
def _dtype(name: str) -> Any:
    """The dtype of a name; looking it up took as long as making a short array."""
    return pandas_dtype(name)


def _array(name: str, column: Column, values: list[Any]) -> Any:
    if not column.nullable and column.dtype != "int64":
        for place, value in enumerate(values):
            if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
                raise TableError(f"column {name}.{column.name} lacks a value in row {place}; every row needs one")
    try:
        if column.dtype in ("str", "Int64"):
            return pd.array(values, dtype=_dtype(column.dtype))
        numbers = np.array(values) if column.dtype in ("int64", "float64") and values else None
        if numbers is not None and numbers.dtype == column.dtype and numbers.ndim == 1:
            return numbers
        return pd.Series(values, dtype=column.dtype).values
    except (TypeError, ValueError) as error:
        raise TableError(f"column {name}.{column.name} has a value that is no {column.dtype}: {error}") from error
