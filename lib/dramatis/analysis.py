"""One article's analysis: all tables, and their JSON form.

The JSON is the contract with everything outside; see ``docs/tables.md``.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd
from spacy.language import Language

from dramatis import tables
from dramatis.article import Article

__all__ = ["SCHEMA", "Analysis", "analyze", "analyze_many", "from_json", "to_json"]

SCHEMA = "dramatis/analysis/1"


@dataclass(frozen=True)
class Analysis:
    """All that was found in one article.

    Attributes
    ----------
    article : Article
        The article; every offset in the tables counts in its text.
    sentences, actors, mentions, phrases, phrase_mentions, topics, topic_mentions, quotes, findings : DataFrame
        The tables of :data:`dramatis.tables.TABLES`.
    provenance : dict
        Versions of the library and the pipeline, and the parameters.
    codes : DataFrame
        The subject codes of the article (table ``codes``); empty where none fits well enough.
    """

    article: Article
    sentences: pd.DataFrame
    actors: pd.DataFrame
    mentions: pd.DataFrame
    phrases: pd.DataFrame
    phrase_mentions: pd.DataFrame
    topics: pd.DataFrame
    topic_mentions: pd.DataFrame
    quotes: pd.DataFrame
    findings: pd.DataFrame
    provenance: dict[str, Any]
    codes: pd.DataFrame = field(default_factory=lambda: tables.empty("codes"))


def to_json(analysis: Analysis) -> dict[str, Any]:
    """The analysis as one object of plain values, fit for :func:`json.dumps` without options.

    The column ``article_id`` is left out, since the object holds one article; missing values are ``None``.
    """
    rows = {name: [_plain(row) for row in getattr(analysis, name).drop(columns="article_id").to_dict("records")] for name in tables.TABLES}
    article = {"schema": SCHEMA, "article": asdict(analysis.article)}
    return article | rows | {"provenance": analysis.provenance}


def from_json(data: Mapping[str, Any]) -> Analysis:
    """The analysis that :func:`to_json` wrote.

    Raises
    ------
    TableError
        Where a table of `data` does not follow the schema.
    """
    article = Article(**data["article"])
    parts = {name: tables.table(name, [{"article_id": article.id} | dict(row) for row in data.get(name, [])]) for name in tables.TABLES}
    return Analysis(article=article, provenance=dict(data["provenance"]), **parts)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in row.items()}


def _plain_value(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, list | tuple):
        return [_plain_value(item) for item in value]
    return value.item() if hasattr(value, "item") else value
