"""One article's analysis: all tables, and their JSON form.

The JSON is the contract with everything outside; see ``docs/tables.md``.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import stages, suggestions
from dramatis.resources import resource

__all__ = ["SCHEMA", "Analysis", "actor_suggestions", "analyze", "analyze_many", "from_json", "to_json"]

SCHEMA = "dramatis/analysis/1"
BATCH = 8
"""Articles that :func:`analyze_many` gives to the pipeline at a time."""


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
        Versions of the library and the pipeline, hashes of the code and of the pipeline's weights, and the parameters.
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


def analyze(article: Article, nlp: Language | None = None, *, lexicon: str | Path | None = None) -> Analysis:
    """All that can be found in one article.

    Parameters
    ----------
    article : Article
        The article.
    nlp : Language, optional
        Any English spaCy pipeline; the embedded one where none is given.
    lexicon : path, optional
        A folder with the analyst's ``actors.csv``, ``topics.yml`` and ``cue-verbs.csv``; files that it lacks are those that ship.

    Returns
    -------
    Analysis
        Every table of :data:`dramatis.tables.TABLES`; the same input gives the same tables. A stage that fails, the pipeline
        included, is a finding of kind ``stage-failed``.
    """
    return next(analyze_many([article], nlp, lexicon=lexicon))


def analyze_many(
    articles: Iterable[Article], nlp: Language | None = None, *, lexicon: str | Path | None = None, batch_size: int = BATCH
) -> Iterator[Analysis]:
    """The analyses of articles, in their order, as they are made; see :func:`analyze`.

    Articles are read and analyzed `batch_size` at a time, so that a stream of any length fits in memory.
    An article that breaks the pipeline gives an analysis with a finding; the others go on.
    """
    nlp = nlp or import_module("dramatis.pipeline").load_pipeline()
    stream = iter(articles)
    while batch := list(islice(stream, batch_size)):
        for article, (doc, error) in zip(batch, _docs(nlp, batch), strict=True):
            yield _analysis(article, doc, nlp, lexicon, error)


def actor_suggestions(analyses: Iterable[Analysis]) -> str:
    """Lines for the analyst's ``actors.csv``, as CSV with a header: what is in doubt about the actors of each article, with the reason.

    Only the header where nothing is in doubt.
    """
    lines = [line for made in analyses for line in suggestions.suggestions(made.article.id, made.actors, made.mentions)]
    return suggestions.as_csv(lines)


def _docs(nlp: Language, articles: list[Article]) -> list[tuple[Doc, Exception | None]]:
    """A Doc for every article; one that the pipeline failed on is only tokenized, with what went wrong."""
    try:
        return [(doc, None) for doc in nlp.pipe([article.text for article in articles], batch_size=len(articles))]
    except Exception:  # noqa: BLE001 - which article it was, each by itself tells
        return [_doc(nlp, article) for article in articles]


def _doc(nlp: Language, article: Article) -> tuple[Doc, Exception | None]:
    try:
        return nlp(article.text), None
    except Exception as error:  # noqa: BLE001 - a pipeline of any make; its failure becomes a finding
        return nlp.tokenizer(article.text), error


def _analysis(article: Article, doc: Doc, nlp: Language, lexicon: str | Path | None, error: Exception | None) -> Analysis:
    made = stages.run(article, doc, lexicon, failure=error)
    parameters = {"lexicon": None if lexicon is None else str(lexicon), "actors.csv": list(made.lines)}
    pipeline = f"{nlp.meta.get('lang', 'en')}_{nlp.meta.get('name', 'unnamed')} {nlp.meta.get('version', '')}".strip()
    hashes = {"code": _code_hash(), "weights": _short_hash(json.dumps(nlp.meta.get("sha256", {}), sort_keys=True).encode())}
    provenance = {"dramatis": _version(), "pipeline": pipeline, **hashes, "parameters": parameters}
    return Analysis(article=article, provenance=provenance, **made.tables)


@cache
def _code_hash() -> str:
    """Twelve hexadecimal digits that change with the library's code, its word lists and its own weights."""
    files = [*Path(__file__).parent.rglob("*.py"), *resource("data/lexicon").iterdir(), *resource("data/models").iterdir()]
    named = sorted((path.name, path.read_bytes()) for path in files if path.is_file())
    return _short_hash(b"".join(name.encode() + b"\0" + content for name, content in named))


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _version() -> str:
    try:
        return version("dramatis")
    except PackageNotFoundError:
        return "unknown"


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
