"""The order of the stages: from one article's Doc to all of its tables.

A stage that fails is a finding of kind ``stage-failed`` and its tables are empty; the rest of the article is analyzed all the same.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.errors import LexiconError
from dramatis.extract import actors as actors_stage
from dramatis.extract import coreference, corrections, phrases, quotes, salience, speech, topics
from dramatis.extract import names as names_stage
from dramatis.extract import roles as roles_stage
from dramatis.extract.dates import date_conflicts
from dramatis.extract.scheme import Words, words
from dramatis.extract.sentences import sentences
from dramatis.lexicon import ActorRule, actor_rules

__all__ = ["Made", "run"]

Result = TypeVar("Result")


class Made(NamedTuple):
    """A table for every name of :data:`dramatis.tables.TABLES`, and the lines of the analyst's ``actors.csv`` that acted."""

    tables: dict[str, pd.DataFrame]
    lines: tuple[int, ...]


class Text(NamedTuple):
    """An article with its Doc and the view of its words."""

    article: Article
    doc: Doc
    view: Words


class _Findings:
    """Collects findings, and turns the failure of a stage into one."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.parts: list[pd.DataFrame] = []

    def stage(self, name: str, make: Callable[[], Result], fallback: Result) -> Result:
        """What `make` returns; `fallback` and a finding where it raises.

        Whatever a stage raises on an article nobody foresaw must not cost the reader the other stages, so everything is caught here,
        save a mistake in the analyst's own files: that is his to mend.
        """
        try:
            return make()
        except LexiconError:
            raise
        except Exception as error:  # noqa: BLE001
            self.failed(name, error)
            return fallback

    def failed(self, name: str, error: Exception) -> None:
        """Add the finding that says which stage failed, and how."""
        message = f"The stage “{name}” failed ({type(error).__name__}: {str(error)[:200]}); what it would have found is missing."
        row = {"article_id": self.article.id, "kind": "stage-failed", "severity": "error", "message": message, "spans": []}
        self.parts.append(tables.table("findings", [row]))


def run(article: Article, doc: Doc, lexicon: str | Path | None = None, *, failure: Exception | None = None) -> Made:
    """All tables of one article.

    Parameters
    ----------
    article : Article
        The article.
    doc : Doc
        Exactly its text, after the pipeline; a Doc without names, syntax or both gives what can be told without.
    lexicon : path, optional
        The analyst's folder; files that it lacks are those that ship.
    failure : Exception, optional
        What the pipeline raised, where `doc` is only the tokens.

    Returns
    -------
    Made
        All tables, checked by the schema.

    Raises
    ------
    LexiconError
        On a mistake in the analyst's files.
    """
    found = _Findings(article)
    if failure is not None:
        found.failed("pipeline", failure)
    out: dict[str, pd.DataFrame] = {name: tables.empty(name) for name in tables.TABLES}
    view = words(doc)
    out["sentences"] = found.stage("sentences", lambda: sentences(doc, article, view), out["sentences"])
    attributions = _attributions(article, doc, found, lexicon)
    lines = _cast(Text(article, doc, view), attributions, actor_rules(lexicon), out, found)
    _quotes(article, doc, attributions, out, found)
    _subjects(Text(article, doc, view), out, found, lexicon)
    conflicts = found.stage("dates", lambda: date_conflicts(article, view, out["sentences"]), None)
    out["findings"] = tables.concat("findings", found.parts if conflicts is None else [*found.parts, conflicts])
    return Made(out, lines)


def _attributions(article: Article, doc: Doc, found: _Findings, lexicon: str | Path | None) -> pd.DataFrame | None:
    """Quotations and reported speech as spans; nothing where the stage failed."""
    made = found.stage("speech", lambda: speech.attributions(doc, article, lexicon=Path(lexicon) if lexicon else None), None)
    if made is None:
        return None
    found.parts.append(made.findings)
    return made.attributions


def _cast(
    text: Text, attributions: pd.DataFrame | None, rules: tuple[ActorRule, ...], out: dict[str, pd.DataFrame], found: _Findings
) -> tuple[int, ...]:
    """Fill in actors and mentions; the lines of ``actors.csv`` that acted."""
    article, doc, view = text

    def make() -> actors_stage.Actors:
        return actors_stage.actors(article, doc, names_stage.names(doc, view), out["sentences"], view)

    made = found.stage("actors", make, actors_stage.Actors(out["actors"], out["mentions"], out["findings"]))
    found.parts.append(made.findings)
    right = found.stage("corrections", lambda: corrections.corrected(article, made.actors, made.mentions, rules), None)
    actors, mentions = (right.actors, right.mentions) if right else (made.actors, made.mentions)
    described = found.stage("roles", lambda: roles_stage.roles(article, doc, actors, mentions, view), None)
    if described:
        actors = described.actors
        found.parts.append(described.findings)
    known = coreference.Known(actors, mentions, _no_attributions() if attributions is None else attributions, out["sentences"])
    resolved = found.stage("coreference", lambda: coreference.resolve(article, doc, known, view), None)
    if resolved:
        found.parts.append(resolved.findings)
        mentions = tables.concat("mentions", [mentions, resolved.mentions])
    seen = found.stage("corrections", lambda: corrections.hidden(article, actors, mentions, rules), None)
    if right and seen:
        actors, mentions = seen.actors, seen.mentions
        found.parts.append(corrections.rule_findings(article, rules, right.acted | seen.acted))
    ordered = found.stage("salience", lambda: salience.by_salience(view, actors, mentions, out["sentences"]), None)
    out["actors"], out["mentions"] = ordered or (actors, mentions)
    return tuple(sorted(right.acted | seen.acted)) if right and seen else ()


def _no_attributions() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in speech.COLUMNS.items()})


def _quotes(article: Article, doc: Doc, attributions: pd.DataFrame | None, out: dict[str, pd.DataFrame], found: _Findings) -> None:
    """Fill in quotations."""
    if attributions is None:
        return
    made = found.stage(
        "quotes", lambda: quotes.quotes(article, doc, attributions, out["actors"], out["mentions"], sentences=out["sentences"]), None
    )
    if made is not None:
        out["quotes"] = made.quotes
        found.parts.append(made.findings)


def _subjects(text: Text, out: dict[str, pd.DataFrame], found: _Findings, lexicon: str | Path | None) -> None:
    """Fill in key phrases, topics and subject codes."""
    article, doc, view = text
    spoken = found.stage("phrases", lambda: phrases.phrases(article, doc, out["mentions"], out["actors"], doc_words=view), None)
    if spoken is None:
        return
    out["phrases"], out["phrase_mentions"] = spoken.phrases, spoken.phrase_mentions
    found.parts.append(spoken.findings)
    made = found.stage(
        "topics",
        lambda: topics.topics(article, doc, spoken, actors=out["actors"], lexicon=lexicon, doc_words=view),
        None,
    )
    if made is not None:
        out.update({name: getattr(made, name) for name in ("phrases", "topics", "topic_mentions", "codes")})
        found.parts.append(made.findings)
