"""The article itself, marked: actors, quotations, topics and doubts in their places.

Spans may nest and overlap (an actor inside a quotation, a topic over a mention). They are cut into well-nested pieces;
the first piece of each carries its id. Taken together, the text of all pieces is the article's text, character for character.
"""

import html
import re
from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from dramatis import charts
from dramatis.analysis import Analysis
from dramatis.charts.style import FORM_WORDS, color_index
from dramatis.markup import escape, sign
from dramatis.report.part import Part
from dramatis.report.said import source_words, words_for_speaker
from dramatis.report.words import QUOTE_WORDS, reason_words

__all__ = ["Mark", "marked", "marked_text", "marks"]

SENTENCE, SPEAKER, QUOTE, MENTION, TOPIC, FINDING = range(6)
"""Ranks of marks: of two with the same span, the lower rank is outside."""

OPENING = frozenset("\"'“‘„«‹「『")
"""Marks that open a quotation."""


@dataclass(frozen=True)
class Mark:
    """One span of the article that the page marks.

    Attributes
    ----------
    start, end : int
        Character offsets into the article's text, end exclusive.
    rank : int
        Which of two marks with the same span is outside: the lower.
    id : str
        The anchor of the mark in the page; empty where nothing links to it.
    classes : str
        Class names, separated by spaces.
    title : str
        What the mark means, in words; shown on hover.
    href : str
        Where the mark links to; empty for none.
    label, label_href : str
        Words to set in the margin where the mark begins (a speaker), and where they link to.
    number : int
        A number to set in the gutter, from 1; 0 for none.
    """

    start: int
    end: int
    rank: int
    id: str = ""
    classes: str = ""
    title: str = ""
    href: str = ""
    label: str = ""
    label_href: str = ""
    number: int = 0


def marked(analysis: Analysis) -> Part:
    """The whole article as a part of the page, with a key to the marks."""
    text = analysis.article.text
    body = marked_text(text, marks(analysis)) or '<p class="empty">The article has no text.</p>'
    headline = analysis.article.title or ""
    title = f'<p class="article-title">{escape(headline)}</p>' if headline and not text.startswith(headline) else ""
    lang = escape(analysis.article.language)
    return Part(f'<div class="reading">{_KEY}{title}<div class="article-text" lang="{lang}">{body}</div></div>', text)


def marked_text(text: str, marks: Iterable[Mark]) -> str:
    """`text` as HTML paragraphs with `marks` as elements.

    Parameters
    ----------
    text : str
        Paragraphs are separated by a blank line.
    marks : iterable of Mark
        In any order; spans outside the text are cut off.

    Returns
    -------
    str
        Without the elements of class ``who`` (speakers in the margin), and with each ``sign`` read as its character,
        the text content is `text`.
    """
    waiting = sorted(marks, key=_order, reverse=True)
    used: set[str] = set()
    parts = []
    for start, end in _paragraphs(text):
        here, waiting = _within(waiting, start, end)
        parts.append(f"<p>{''.join(_pieces(text, (start, end), here, used))}</p>")
    return "\n\n".join(parts)


def marks(analysis: Analysis) -> list[Mark]:
    """All marks of an article, from its tables."""
    colors = {actor: f"c{index}" for actor, index in color_index(analysis.actors).items()}
    actors = analysis.actors.set_index("id").to_dict("index")
    return [
        *_sentence_marks(analysis.sentences),
        *_quote_marks(analysis, actors, colors),
        *_speaker_marks(analysis, actors, colors),
        *_mention_marks(analysis.mentions, actors, colors),
        *_topic_marks(analysis.topic_mentions, analysis.topics),
        *_finding_marks(analysis.findings, analysis.quotes),
    ]


def _sentence_marks(sentences: pd.DataFrame) -> Iterator[Mark]:
    for row in sentences.itertuples():
        yield Mark(row.start, row.end, SENTENCE, id=f"s{row.id}", classes="s", number=row.id + 1)


def _quote_marks(analysis: Analysis, actors: Mapping[str, dict], colors: Mapping[str, str]) -> Iterator[Mark]:
    for row, kind in zip(analysis.quotes.itertuples(), charts.kinds(analysis.quotes), strict=True):
        known, source = isinstance(row.speaker, str), source_words(row, analysis)
        unresolved = reason_words(row.reason) if row.reason == "interviewer" else f"speaker unresolved ({reason_words(row.reason)})"
        nobody = f"“{source}”, no actor of this page" if source else unresolved
        title = f"{QUOTE_WORDS[kind]}: {actors[row.speaker]['name'] if known else nobody}"
        color = colors[row.speaker] if known else "unresolved"
        yield Mark(row.start, row.end, QUOTE, id=row.id, classes=f"q {kind} {color}", title=title)


def _speaker_marks(analysis: Analysis, actors: Mapping[str, dict], colors: Mapping[str, str]) -> Iterator[Mark]:
    """The speakers in the margin, each beside the opening quotation mark where there is one."""
    for row in analysis.quotes.itertuples():
        known = isinstance(row.speaker, str)
        start = row.start - (analysis.article.text[row.start - 1 : row.start] in OPENING)
        yield Mark(
            start,
            row.end,
            SPEAKER,
            classes=colors[row.speaker] if known else "unresolved",
            label=_speaker_label(row, actors[row.speaker]["name"] if known else "", analysis),
            label_href=f"#{row.speaker if known else 'c-' + row.id}",
        )


def _speaker_label(quote: Any, name: str, analysis: Analysis) -> str:
    if not name:
        return source_words(quote, analysis) or "speaker unresolved"
    words = words_for_speaker(quote, analysis)
    return f"{name} (“{words}”)" if words else name


def _mention_marks(mentions: pd.DataFrame, actors: Mapping[str, dict], colors: Mapping[str, str]) -> Iterator[Mark]:
    for row in mentions.itertuples():
        actor = actors[row.actor]
        yield Mark(
            row.start,
            row.end,
            MENTION,
            id=f"m{row.start}-{row.end}",
            classes=f"m {actor['kind']} {colors[row.actor]}",
            title=f"{actor['name']} ({actor['kind']}, {FORM_WORDS[row.form]})",
            href=f"#{row.actor}",
        )


def _topic_marks(topic_mentions: pd.DataFrame, topics: pd.DataFrame) -> Iterator[Mark]:
    labels = dict(zip(topics["id"], topics["label"], strict=True))
    for row in topic_mentions.itertuples():
        title = f"topic: {labels[row.topic]}"
        yield Mark(row.start, row.end, TOPIC, id=f"t{row.start}-{row.end}", classes="t", title=title, href=f"#{row.topic}")


def _finding_marks(findings: pd.DataFrame, quotes: pd.DataFrame) -> Iterator[Mark]:
    """Words that a finding concerns; where those are a whole quotation, its entry among the quotations says so instead."""
    whole = set(zip(quotes["start"], quotes["end"], strict=True))
    for row in findings.itertuples():
        for start, end in row.spans:
            if (start, end) not in whole:
                yield Mark(start, end, FINDING, classes=f"f {row.severity}", title=row.message)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer("\n\n", text):
        yield start, gap.start()
        start = gap.end()
    if text:
        yield start, len(text)


def _within(waiting: list[Mark], start: int, end: int) -> tuple[list[Mark], list[Mark]]:
    """The marks that touch a paragraph, and those that this or a later one needs; `waiting` has the first mark last."""
    here = []
    while waiting and waiting[-1].start < end:
        here.append(waiting.pop())
    later = [mark for mark in here if mark.end > end]
    return [mark for mark in here if mark.end > start and mark.start < mark.end], [*waiting, *reversed(later)]


def _pieces(text: str, paragraph: tuple[int, int], marks: list[Mark], used: set[str]) -> Iterator[str]:
    """A paragraph as well-nested HTML: at each bound, close and open so that the open marks are the active ones in order."""
    start, end = paragraph
    begins = sorted(marks, key=_order, reverse=True)
    active: list[Mark] = []
    opened: list[tuple[Mark, str]] = []
    labelled: set[int] = set()
    bounds = sorted({start, end} | {min(max(at, start), end) for mark in marks for at in (mark.start, mark.end)})
    for here, there in pairwise(bounds):
        active = [mark for mark in active if mark.end > here]
        while begins and begins[-1].start <= here:
            insort(active, begins.pop(), key=_order)
        same = _common(opened, active)
        yield from (f"</{tag}>" for _, tag in reversed(opened[same:]))
        del opened[same:]
        for mark in active[same:]:
            tag = "span" if not mark.href or any(tag == "a" for _, tag in opened) else "a"
            yield _label(mark, start, opened) if mark.label and id(mark) not in labelled else ""
            yield _open(mark, tag, used)
            labelled.add(id(mark))
            opened.append((mark, tag))
        yield _shown(text[here:there])
    yield from (f"</{tag}>" for _, tag in reversed(opened))


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, mark.rank


def _common(opened: list[tuple[Mark, str]], active: list[Mark]) -> int:
    return next((at for at, (mark, _) in enumerate(opened) if at >= len(active) or active[at] is not mark), len(opened))


def _open(mark: Mark, tag: str, used: set[str]) -> str:
    anchor = f' id="{mark.id}"' if mark.id and mark.id not in used else ""
    used.add(mark.id)
    number = f' data-n="{mark.number}"' if mark.number and anchor else ""
    href = f' href="{escape(mark.href)}"' if tag == "a" else ""
    title = f' title="{escape(mark.title)}"' if mark.title else ""
    return f'<{tag} class="{escape(mark.classes)}"{anchor}{number}{href}{title}>'


def _label(mark: Mark, paragraph_start: int, opened: list[tuple[Mark, str]]) -> str:
    """The speaker, for the margin."""
    words = escape(mark.label) + (", continued" if mark.start < paragraph_start else "")
    color = mark.classes.split()[-1]
    if any(tag == "a" for _, tag in opened):
        return f'<span class="who {color}">{words}</span>'
    return f'<a class="who {color}" href="{escape(mark.label_href)}">{words}</a>'


def _shown(text: str) -> str:
    """Text of an article: escaped, and with a sign for each character that cannot be seen."""
    parts = []
    plain = 0
    for at in range(len(text)):
        if not (text[at].isascii() and text[at].isprintable()) and (shown := sign(text, at)):
            parts.append(html.escape(text[plain:at]) + f'<span class="sign" title="a character that cannot be seen">{shown}</span>')
            plain = at + 1
    return "".join(parts) + html.escape(text[plain:])


_KEY = """<ul class="key" aria-label="Key to the marks">
<li><span class="m person c1">person</span></li><li><span class="m organization c1">organization</span></li>
<li><span class="m place c1">place</span></li><li><span class="m group c1">group, event or work</span></li>
<li><span class="q direct c1">quotation</span> and <span class="q indirect c1">reported speech</span>, with the speaker</li>
<li><span class="t">topic</span></li><li><span class="f warning">doubt</span></li></ul>
"""
