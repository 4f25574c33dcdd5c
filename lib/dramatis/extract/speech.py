"""Reported speech: every quotation and every reported content with its cue and the words that name its source.

Who the source is, :mod:`dramatis.extract.quotes` tells once the actors are known; here are only spans.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import direct, learned, marks, reported, scheme, turns
from dramatis.extract.blocks import blocks
from dramatis.extract.continued import follows_on, speaker_before
from dramatis.extract.cues import Cues, read_cues
from dramatis.extract.direct import Link, Page
from dramatis.extract.disjoint import disjoint
from dramatis.extract.fragments import is_fragment
from dramatis.extract.frames import Frame, frames
from dramatis.extract.grammar import Grammar, grammar
from dramatis.extract.marks import Marking, Quotation
from dramatis.extract.nouns import noun_frame
from dramatis.extract.relays import without_yielding
from dramatis.extract.reported import Reported
from dramatis.extract.turns import Turn
from dramatis.lexicon import find

__all__ = ["COLUMNS", "Attributions", "attributions"]

COLUMNS = {
    "start": "int64",
    "end": "int64",
    "kind": "str",
    "source_start": "Int64",
    "source_end": "Int64",
    "source_head": "Int64",
    "cue": "str",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "stance": "str",
    "confidence": "float64",
    "rule": "str",
    "reason": "str",
    "other_start": "Int64",
    "other_end": "Int64",
}
"""Columns of the internal table: the content; kind as in ``quotes.kind``; the words that name the source; the cue and its stance;
`reason` where there is no source; `other`: the words that name another source where the text gives the quotation two."""

_FEWEST_WORDS = 4
_COVER = re.compile(r"(?:not\s)?to\s(?:not\s)?(?:be|remain|stay)\s(?:named|identified|quoted|anonymous|unnamed|nameless)\b.{0,60}")
_WORD = re.compile(r"\w+")
_FINITE_WORDS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "am",
        "be",
        "been",
        "'s",
        "'re",
        "'m",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "must",
        "may",
        "might",
        "shall",
        "'ll",
        "'ve",
    ]
)


class Attributions(NamedTuple):
    """What :func:`attributions` returns."""

    attributions: pd.DataFrame
    findings: pd.DataFrame


def attributions(doc: Doc, article: Article, *, lexicon: Path | None = None) -> Attributions:
    """All reported speech of an article, sources as spans.

    Parameters
    ----------
    doc : Doc
        The article's text after the pipeline. Without a parse only patterns of words are used.
    article : Article
        The article that `doc` was made from.
    lexicon : Path, optional
        A folder whose ``cue-verbs.csv``, where it has one, replaces the one that ships.

    Returns
    -------
    Attributions
        `attributions`: columns :data:`COLUMNS`, in the order of the text, no word in two rows, empty where nobody is quoted;
        `findings`: ``unbalanced-quotation-mark``, one a paragraph.
    """
    marking = marks.quotations(article.text)
    words = scheme.words(doc)
    view = grammar(doc, words, _quoted(words.start, marking.quotations))
    cues = read_cues(find("cue-verbs.csv", lexicon))
    on = direct.page(article.text, view, _all_frames(view, cues), marking.quotations)
    links = [direct.candidates(on, number) for number in range(len(on.quotations))]
    spans = reported.contents(on)
    links = reported.with_contents(on, links, spans)
    contents = reported.reported(on, links, spans)
    if learned.has_learned(doc):
        taken = {number for number, found in enumerate(links) if found}
        contents = learned.merged(on, contents, learned.learned(doc, view, cues), taken)
    contents = [
        content
        for content in contents
        if not (_within_marks(on, links, content) or _asks_for_cover(on.text, content) or is_fragment(view, content))
    ]
    contents, told = _without_turns(article.text, contents, turns.turns(article.text), "turn")
    contents, signed = _without_turns(article.text, contents, [] if told else blocks(article.text), "block")
    rows = disjoint(article.text, [*_rows(on, links, contents), *told, *signed])
    return Attributions(_table(rows), _unbalanced(article, marking))


def _within_marks(on: Page, links: list[list[Link]], content: Reported) -> bool:
    """Whether the content is only a stretch of a direct quotation."""
    at = bisect_right(on.quotations, (content.start, len(on.text))) - 1
    if at < 0 or at in content.quotations or not links[at]:
        return False
    shared = min(content.end, on.quotations[at].outer_end) - content.start
    return 2 * shared > content.end - content.start


def _asks_for_cover(text: str, content: Reported) -> bool:
    """Whether the content is only a wish of the source for itself: *asked not to be named*."""
    return _COVER.fullmatch(text, content.start, content.end) is not None


def _all_frames(view: Grammar, cues: Cues) -> list[Frame]:
    """Frames of verbs and prepositions, and those of nouns, in the order of the text."""
    found = [*frames(view, cues)]
    for i, word in enumerate(view.words.lower):
        if word in cues.nouns and not view.quoted[i] and (frame := noun_frame(view, cues.nouns[word], i)):
            found.append(frame)
    return without_yielding(view, sorted(found, key=lambda frame: frame.first))


def _without_turns(text: str, contents: list[Reported], spoken: list[Turn], rule: str) -> tuple[list[Reported], list[dict[str, Any]]]:
    """The contents outside turns or block quotations, and these as rows: what somebody says there is not reported once more."""
    rows = [
        {
            "start": turn.start,
            "end": turn.end,
            "kind": "direct",
            "source_start": turn.label_start,
            "source_end": turn.label_end,
            "source_head": _last_word(text, turn) if rule == "block" else None,
            "confidence": 0.9,
            "rule": rule,
            "reason": "interviewer" if turn.asks else None,
        }
        for turn in spoken
    ]
    starts = [turn.start for turn in spoken]
    outside = [row for row in contents if not (at := bisect_right(starts, row.start)) or row.start >= spoken[at - 1].end]
    return outside, rows


def _last_word(text: str, turn: Turn) -> int:
    """The first character of the last word that signs a block quotation."""
    return turn.label_end - len(text[turn.label_start : turn.label_end].rsplit(maxsplit=1)[-1])


def _quoted(starts: list[int], quotations: list[Quotation]) -> list[bool]:
    inside = [False] * len(starts)
    for quotation in quotations:
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        inside[first:last] = [True] * (last - first)
    return inside


def _rows(on: Page, links: list[list[Link]], contents: list[Reported]) -> Iterator[dict[str, Any]]:
    rows = [_reported_row(on, content) for content in contents]
    absorbed = {number: row for content, row in zip(contents, rows, strict=True) for number in content.quotations}
    yield from rows
    previous: dict[str, Any] | None = None
    for number, quotation in enumerate(on.quotations):
        if number in absorbed:
            previous = absorbed[number]
            continue
        row = _direct_row(on, number, links[number], previous)
        if row is not None:
            yield row
            previous = row
        elif quotation.outer_end - quotation.outer_start > 60:
            previous = None


def _direct_row(on: Page, number: int, links: list[Link], previous: dict[str, Any] | None) -> dict[str, Any] | None:
    quotation = on.quotations[number]
    row: dict[str, Any] = {"start": quotation.start, "end": quotation.end, "kind": "direct"}
    if links and not _is_title(on.text, quotation):
        return row | _link_columns(on, links)
    if not _is_speech(on.text, on.view, quotation, continued=bool(previous) and follows_on(on, number)):
        return None
    continued = speaker_before(on, number, previous)
    if continued is not None:
        return row | _link_columns(on, [continued])
    return row | {"confidence": 0.0, "rule": "no-cue", "reason": "no-cue"}


def _link_columns(on: Page, links: list[Link]) -> dict[str, Any]:
    link = links[0]
    other = next((another for another in links[1:] if another.source and another.source != link.source), None)
    columns = {"confidence": round(link.confidence, 2), "rule": link.rule}
    if link.source:
        columns |= {
            "source_start": link.source[0],
            "source_end": link.source[1],
            "source_head": reported.head_of(on, link.frame, link.source),
        }
    else:
        columns |= {"reason": "no-source"}
    if link.frame is not None:
        columns |= reported.cue_columns(on, link.frame)
    if other is not None and link.source:
        columns |= {"other_start": other.source[0], "other_end": other.source[1]}  # type: ignore[index]
    return columns


def _reported_row(on: Page, content: Reported) -> dict[str, Any]:
    row: dict[str, Any] = {"start": content.start, "end": content.end, "kind": "mixed" if content.quotations else "indirect"}
    if on.text[content.start] in "'‘" and on.text[content.end - 1] in "'’" and content.end - content.start > 12:
        row |= {"kind": "direct", "start": content.start + 1, "end": content.end - 1}
    row |= reported.cue_columns(on, content.frame) | {"confidence": content.confidence, "rule": content.rule}
    if content.source is None:
        return row | {"reason": "no-source"}
    head = reported.head_of(on, content.frame, content.source)
    return row | {"source_start": content.source[0], "source_end": content.source[1], "source_head": head}


def _is_speech(text: str, view: Grammar, quotation: Quotation, *, continued: bool) -> bool:
    """Whether a quotation without cue is somebody's words, and not a title, a term or a nickname: a sentence of four words or more."""
    words = _WORD.findall(text, quotation.start, quotation.end)
    if len(words) < (2 if continued else _FEWEST_WORDS):
        return False
    if continued and text[quotation.end - 1] in ".,!?…":
        return True
    capitals = sum(word[0].isupper() for word in words)
    return capitals <= len(words) / 2 and _has_verb(view, quotation)


def _is_title(text: str, quotation: Quotation) -> bool:
    """Whether capitals and the lack of any stop around the marks show a title or a name: *read "War and Peace"*."""
    before = text[max(0, quotation.outer_start - 2) : quotation.outer_start].strip()[-1:]
    after = text[quotation.outer_end : quotation.outer_end + 1]
    if before in (",", ":", "—", "–") or after == "," or text[quotation.end - 1] in ".,!?…":
        return False
    words = [word for word in _WORD.findall(text, quotation.start, quotation.end) if len(word) > 3]
    return bool(words) and before.isalnum() and all(word[0].isupper() or word[0].isdigit() for word in words)


def _has_verb(view: Grammar, quotation: Quotation) -> bool:
    first, last = bisect_left(view.words.start, quotation.start), bisect_left(view.words.start, quotation.end)
    if any(view.words.tag[first:last]):
        return any(view.words.tag[i] in ("VBD", "VBZ", "VBP", "MD") or view.words.pos[i] == "AUX" for i in range(first, last))
    return any(word in _FINITE_WORDS or word.endswith("ed") for word in view.words.lower[first:last])


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=dtype) for name, dtype in COLUMNS.items()})


def _unbalanced(article: Article, marking: Marking) -> pd.DataFrame:
    rows = []
    for strays in marking.unbalanced:
        count = "One quotation mark has" if len(strays) == 1 else f"{len(strays)} quotation marks have"
        message = f"{count} no partner in this paragraph; where the quotation starts or ends was set by rule."
        spans = [[mark.start, mark.end] for mark in strays]
        rows.append(
            {"article_id": article.id, "kind": "unbalanced-quotation-mark", "severity": "warning", "message": message, "spans": spans}
        )
    return tables.table("findings", rows)
