"""Indirect and mixed speech: which contents of cues stand on their own, and which quotations are a part of one."""

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Any, NamedTuple

from dramatis.extract.bounds import before_closing_cue
from dramatis.extract.contents import Content, content
from dramatis.extract.direct import SENTENCE_END, Link, Page
from dramatis.extract.frames import Frame

__all__ = ["DIRECT_SHARE", "Reported", "contents", "cue_columns", "head_of", "reported", "with_contents"]

DIRECT_SHARE = 0.9
"""Share of a content's words in quotation marks from which on it is a direct quotation, not reported speech with a quoted part
(the rule of the evaluation kit)."""

_WORD = re.compile(r"\w+")
_CONFIDENCE = {"clause": 0.9, "infinitive": 0.75, "predicate": 0.8, "object": 0.6, "rest": 0.6, "passive": 0.7}
_FALSELY = frozenset({"erroneously", "falsely", "incorrectly", "jokingly", "mistakenly", "sarcastically", "untruthfully", "wrongly"})
"""Adverbs without which a cue would tell something else: they belong to it."""
_FEWEST_WORDS = 2
_FEWEST_QUOTED = 4
_SURE = 0.85
"""Confidence from which on a link takes a quotation out of another cue's content."""
_LINKED_SHARE = 0.6
"""The same where the cue introduces or follows the marks themselves: what the parse adds behind them is often not theirs."""


class Reported(NamedTuple):
    """One reported content.

    Attributes
    ----------
    frame : Frame
        Its cue.
    start, end : int
        Characters of the content.
    source : tuple of int or None
        Characters that name the source.
    quotations : tuple of int
        Numbers of the quotations that are a part of it.
    rule : str
        Name of the rule.
    confidence : float
        How sure the rule is, 0 to 1.
    """

    frame: Frame
    start: int
    end: int
    source: tuple[int, int] | None
    quotations: tuple[int, ...]
    rule: str
    confidence: float


def contents(on: Page) -> list[tuple[Frame, Content]]:
    """What each cue reports by the parse, for cues that report something."""
    found = ((frame, content(on.text, on.view, frame)) for frame in on.frames if frame.live)
    return [(frame, _without_closing_cue(on, span)) for frame, span in found if span is not None]


def _without_closing_cue(on: Page, span: Content) -> Content:
    """The content up to the comma before a cue that closes it."""
    words = on.view.words
    if not on.view.parsed:
        return span
    first, last = bisect_left(words.start, span.start), bisect_left(words.start, span.end) - 1
    near = on.frames[bisect_left(on.frame_starts, span.start) : bisect_left(on.frame_starts, span.end)]
    end = before_closing_cue(on.view, near, first, last)
    return span if end == last else span._replace(end=words.end[end])


def with_contents(on: Page, links: list[list[Link]], spans: list[tuple[Frame, Content]]) -> list[list[Link]]:
    """The links, with one more for a quotation that fills a cue's content though nothing beside the marks ties it to the cue."""
    linked = list(links)
    for frame, span in spans:
        inside = _quotations_in(on, span)
        if (
            inside
            and frame.source
            and span.form == "clause"
            and _is_enough(on, span, _FEWEST_QUOTED)
            and _quoted_share(on, frame, span.start, span.end, inside) >= DIRECT_SHARE
        ):
            source = on.view.words.start[frame.source[0]], on.view.words.end[frame.source[1] - 1]
            for number in inside:
                linked[number] = linked[number] or [Link(frame, source, "content-of-cue", 0.85)]
    return linked


def reported(on: Page, links: list[list[Link]], spans: list[tuple[Frame, Content]]) -> list[Reported]:
    """The contents that are no direct quotation, in the order of the text, outermost only.

    Parameters
    ----------
    on : Page
        The text with its frames and quotations.
    links : list of list of Link
        For every quotation what the text around it says.
    spans : list of (Frame, Content)
        From :func:`contents`.
    """
    rows = (_row(on, links, frame, span) for frame, span in spans)
    return _outermost([row for row in rows if row is not None])


def cue_columns(on: Page, frame: Frame) -> dict[str, Any]:
    """The columns of a cue."""
    words, first = on.view.words, frame.first
    if first and words.lower[first - 1] in _FALSELY:
        first -= 1
    start, end = words.start[first], words.end[frame.last - 1]
    return {"cue": on.text[start:end], "cue_start": start, "cue_end": end, "stance": frame.cue.stance}


def head_of(on: Page, frame: Frame | None, source: tuple[int, int]) -> int | None:
    """The first character of the source's head word, where the parse shows it."""
    words = on.view.words
    if not on.view.parsed:
        return None
    if frame is not None and frame.subject is not None and source[0] <= words.start[frame.subject] < source[1]:
        return words.start[frame.subject]
    first, last = bisect_left(words.start, source[0]), bisect_left(words.start, source[1])
    return next((words.start[i] for i in range(first, last) if not first <= words.head[i] < last or words.head[i] == i), None)


def _row(on: Page, links: list[list[Link]], frame: Frame, span: Content) -> Reported | None:
    inside = _quotations_in(on, span)
    if _is_direct(on, links, frame, span, inside):
        return None
    if clipped := _clipped(on, links, frame, span, inside):
        span, inside = clipped, _quotations_in(on, clipped)
    if any(links[number] for number in inside) and _quoted_share(on, frame, span.start, span.end, inside) >= DIRECT_SHARE:
        return None
    if (not inside and _used(links, frame)) or not _is_enough(on, span):
        return None
    words = on.view.words
    span = span if inside else _in_one_sentence(on, frame, span)
    source = (words.start[frame.source[0]], words.end[frame.source[1] - 1]) if frame.source else None
    confidence = _CONFIDENCE.get(span.form, 0.6) - (0.0 if source else 0.3)
    return Reported(frame, span.start, span.end, source, tuple(inside), f"{span.form}-of-cue", round(confidence, 2))


def _is_direct(on: Page, links: list[list[Link]], frame: Frame, span: Content, inside: list[int]) -> bool:
    """Whether the content is what the cue introduces or closes in marks, and the parse only says it again."""
    cue = on.view.words.start[frame.first]
    if span.end <= cue and any(_is_of(link, frame) and "before" in link.rule for found in links for link in found[:1]):
        return True
    linked = [(number, links[number][0]) for number in inside if links[number] and _is_of(links[number][0], frame)]
    if not linked:
        return False
    number, link = linked[0]
    start = on.quotations[number].outer_start
    alone = "before" in link.rule or not _WORD.search(on.text, span.start, max(span.start, start))
    return alone or _quoted_share(on, frame, start, span.end, inside) >= _LINKED_SHARE


def _clipped(on: Page, links: list[list[Link]], frame: Frame, span: Content, inside: list[int]) -> Content | None:
    """The content up to the cue of somebody else that introduces a quotation in it; None where there is no such cue."""
    words = on.view.words
    for number in inside:
        other = links[number][0].frame if links[number] and links[number][0].confidence >= _SURE else None
        if other is None or other.first == frame.first:
            continue
        start = min(words.start[other.first], words.start[other.source[0]] if other.source else len(on.text))
        if span.start < start < on.quotations[number].start:
            end = start - 1
            while end > span.start and not on.text[end - 1].isalnum():
                end -= 1
            return span._replace(end=max(end, span.start + 1))
    return None


def _in_one_sentence(on: Page, frame: Frame, span: Content) -> Content:
    """The content without the sentences that a parse drew in: what is nearest to the cue."""
    cue = on.view.words.start[frame.first]
    stops = [(stop.start(), stop.end()) for stop in SENTENCE_END.finditer(on.text, span.start, span.end)]
    start = max((after for _, after in stops if after <= cue), default=span.start)
    end = min((before for before, _ in stops if before >= max(cue, start)), default=span.end)
    if span.start <= cue < span.end and start == cue:
        start = on.view.words.end[(frame.source[1] if frame.source else frame.last) - 1]
        while start < end and not on.text[start].isalnum():
            start += 1
    elif span.end <= cue:
        start = max((after for _, after in stops), default=span.start)
    return span._replace(start=start, end=end) if start < end else span


def _is_of(link: Link, frame: Frame) -> bool:
    return link.frame is not None and link.frame.first == frame.first


def _quotations_in(on: Page, span: Content) -> list[int]:
    first = bisect_left(on.quotations, (span.start,))
    numbers = []
    while first < len(on.quotations) and on.quotations[first].start < span.end:
        if on.quotations[first].end <= span.end + 2:
            numbers.append(first)
        first += 1
    return numbers


def _quoted_share(on: Page, frame: Frame, start: int, end: int, inside: list[int]) -> float:
    """Share of the words from `start` to `end` that stand in marks; the cue and its source, where they interrupt, do not count."""
    quoted = sum(
        len(_WORD.findall(on.text, on.quotations[n].start, on.quotations[n].end)) for n in inside if on.quotations[n].start >= start
    )
    every = len(_WORD.findall(on.text, start, end))
    for n, following in pairwise(inside):
        gap = on.quotations[n].outer_end, on.quotations[following].outer_start
        if gap[0] <= on.view.words.start[frame.first] < gap[1]:
            every -= len(_WORD.findall(on.text, *gap))
    return quoted / max(1, every)


def _used(links: list[list[Link]], frame: Frame) -> bool:
    return any(_is_of(link, frame) for found in links for link in found[:1])


def _is_enough(on: Page, span: Content, fewest: int = _FEWEST_WORDS) -> bool:
    return len(_WORD.findall(on.text, span.start, span.end)) >= fewest


def _outermost(found: list[Reported]) -> list[Reported]:
    kept: list[Reported] = []
    for row in sorted(found, key=lambda row: (row.start, -row.end)):
        if not kept or row.start >= kept[-1].end or (row.end > kept[-1].end and row.start > kept[-1].start and row.end - kept[-1].end > 20):
            kept.append(row)
    return kept
