"""From a quotation to its cue: the one after it, the one before it, or the line above it.

References
----------
The order of the rules is that of a sieve, the surest first: Muzny et al. 2017, "A Two-stage Sieve Approach for Quote Attribution".
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from dramatis.extract.frames import Frame, phrase
from dramatis.extract.grammar import Grammar
from dramatis.extract.marks import Quotation
from dramatis.extract.relays import is_relay

__all__ = ["LONGEST_GAP", "SENTENCE_END", "Link", "Page", "candidates", "frames_between", "page", "paragraph_of", "source_chars", "speaks"]

SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bSt)(?<!\bv)(?<!\bvs)[.!?…][)\]”\"']?\s+(?=\W?[A-Z])"
)
_JOINT = re.compile(r"[\s,—–-]*(?:as\s+)?")
_TAIL = re.compile(r"[\s(\[…]*$")
_ADDRESSED = re.compile(r"[\s,:—–-]*(?:that[\s,:]*)?")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BETWEEN = frozenset(("", "as", "then", "and", "later", "the", "however"))
LONGEST_GAP = 400
_LONGEST_ADJUNCT = 8
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "later", "earlier", "last", "this"}
)
_GOING_ON = frozenset({"begin", "continue", "go", "go on", "speak", "start"})
_NAMED = r"(@\w{2,30}|[A-Z][\w.'’-]*(?:\s(?:(?:de|van|von|bin|al|of|the)\s)*[A-Z][\w.'’-]*){1,5})"
_SIGNED = re.compile(rf"\s*[—–-]+\s*{_NAMED}(?:,[^.!?\n]{{1,80}})?\.?\s*")
_TITLED = re.compile(rf"\s*{_NAMED}(?:,[^.!?\n:—–]{{1,80}})?\s[—–-]+\s*")
_WORD = re.compile(r"\w+")


class Link(NamedTuple):
    """One way to attribute a quotation.

    Attributes
    ----------
    frame : Frame or None
        The cue and its source; None for a speaker's line or a continuation.
    source : tuple of int or None
        Characters that name the source.
    rule : str
        Name of the rule.
    confidence : float
        How sure the rule is, 0 to 1.
    """

    frame: Frame | None
    source: tuple[int, int] | None
    rule: str
    confidence: float


class Page(NamedTuple):
    """All that linking looks at: the text, the view of its words, frames and quotations in order, and the paragraphs' starts."""

    text: str
    view: Grammar
    frames: list[Frame]
    frame_starts: list[int]
    quotations: list[Quotation]
    paragraphs: list[tuple[int, int]]


def page(text: str, view: Grammar, frames: list[Frame], quotations: list[Quotation]) -> Page:
    """The page for :func:`candidates`."""
    spans, start = [], 0
    for part in text.split("\n\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 2
    return Page(text, view, frames, [view.words.start[frame.first] for frame in frames], quotations, spans)


def candidates(on: Page, number: int) -> list[Link]:
    """The ways in which the text itself attributes quotation `number`, the surest first; empty where it does not."""
    links = (_after(on, number), _before(on, number), _line_above(on, number), _beside_dash(on, number))
    return sorted((link for link in links if link is not None), key=lambda link: -link.confidence)


def paragraph_of(on: Page, position: int) -> int:
    """The number of the paragraph that a character stands in."""
    return max(0, bisect_left(on.paragraphs, (position + 1, 0)) - 1)


def frames_between(on: Page, start: int, end: int) -> Sequence[Frame]:
    """The frames whose cue begins between two characters."""
    return on.frames[bisect_left(on.frame_starts, start) : bisect_left(on.frame_starts, end)]


def speaks(frame: Frame) -> bool:
    """Whether the cue is a verb or preposition that somebody's words may stand beside."""
    return frame.live and bool(frame.cue.complements & {"quote", "clause"}) and frame.cue.part != "noun"


# --- after ------------------------------------------------------------------------------------------------------


def _after(on: Page, number: int) -> Link | None:
    """*"…," said X* and *"…," X said*: the first cue after the closing mark, with nothing but its source before it."""
    quotation = on.quotations[number]
    start = quotation.outer_end
    end = _gap_end(on, number)
    begin = _JOINT.match(on.text, start, end).end()  # type: ignore[union-attr]
    for frame in (frame for frame in frames_between(on, start, end) if frame.cue.part != "noun" and not is_relay(on.view, frame)):
        source = source_chars(on, frame)
        opening = min(on.view.words.start[frame.first], source[0] if source and source[0] >= start else on.view.words.start[frame.first])
        if opening - begin > 40 or re.search(r"[.;:“\"]", on.text[begin:opening]):
            return None
        if not frame.cue.complements & {"quote", "clause"} or (source and source[0] < start):
            source = None if source and source[0] < start else source
            if source is None and frame.cue.lemma != "according to":
                source = _name_after(on, frame, end) if on.view.words.start[frame.first] == begin else None
            if source is None:
                return None
        if on.text[begin:opening].strip().lower() not in _BETWEEN and not _is_title_of(on, begin, opening):
            return None
        closes = max(on.view.words.end[frame.last - 1], source[1] if source else 0)
        if _starts_anew(on, quotation, begin, closes, end):
            return None
        if frame.cue.lemma in _GOING_ON and "as" in on.text[start:opening].split():
            return None
        inverted = source is not None and source[0] > on.view.words.start[frame.first]
        return Link(frame, source, "cue-after-inverted" if inverted else "cue-after", 0.97 if source else 0.5)
    return None


def _is_title_of(on: Page, start: int, end: int) -> bool:
    """Whether the words before a name are its title or trade (*study co-author*): a few nouns and adjectives."""
    words = on.view.words
    first, last = bisect_left(words.start, start), bisect_left(words.start, end)
    return (
        on.view.parsed
        and last - first <= 8
        and all(words.pos[i] in ("NOUN", "PROPN", "ADJ", "DET", "ADP") or words.text[i] == "-" for i in range(first, last))
    )


def _gap_end(on: Page, number: int) -> int:
    quotation = on.quotations[number]
    end = min(on.paragraphs[paragraph_of(on, max(quotation.outer_end - 1, quotation.start))][1], quotation.outer_end + LONGEST_GAP)
    if number + 1 < len(on.quotations):
        end = min(end, on.quotations[number + 1].outer_start)
    return max(end, quotation.outer_end)


def _starts_anew(on: Page, quotation: Quotation, begin: int, closes: int, end: int) -> bool:
    """Whether what follows the mark is a sentence of its own that introduces something else."""
    text = on.text
    if text[quotation.end - 1] not in ".?!…" or "," in text[quotation.outer_end : begin] or begin >= end:
        return False
    rest = text[closes:end].rstrip()
    leads_on = end < len(text) and not text.startswith("\n\n", end) and not re.search(r"[.!?]", rest)
    if not text[begin].isupper():
        return text[quotation.end - 1] == "." and rest.endswith(":")
    return leads_on or not re.match(r"[^.:“\"]{0,60}[.]?\s*$|\s*[.]", rest)


def _name_after(on: Page, frame: Frame, end: int) -> tuple[int, int] | None:
    """The words right after an inverted cue, where the parse gives it no subject there."""
    words = on.view.words
    i = frame.last
    while (
        i < len(words.text)
        and words.start[i] < end
        and words.text[i] not in (",", ".", ";", ":", "—", "–", "-", '"', "“")
        and i - frame.last < 8
    ):
        i += 1
    if i == frame.last or not (
        words.text[frame.last][:1].isupper() or words.lower[frame.last] in ("the", "a", "an", "his", "her", "he", "she", "they")
    ):
        return None
    return words.start[frame.last], words.end[i - 1]


# --- before -----------------------------------------------------------------------------------------------------


def _before(on: Page, number: int) -> Link | None:
    """*X said: "…"*: the last cue of the sentence before the opening mark."""
    quotation = on.quotations[number]
    start, _ = on.paragraphs[paragraph_of(on, quotation.outer_start)]
    if number:
        start = max(start, on.quotations[number - 1].outer_end)
    return _in_gap(on, max(start, quotation.outer_start - LONGEST_GAP), quotation.outer_start)


def _line_above(on: Page, number: int) -> Link | None:
    """A line of its own above a quotation that starts its paragraph: *X, Minister of Y:* or *X added:*."""
    quotation = on.quotations[number]
    place = paragraph_of(on, quotation.outer_start)
    start, _ = on.paragraphs[place]
    if place == 0 or on.text[start : quotation.outer_start].strip("—–- "):
        return None
    above, above_end = on.paragraphs[place - 1]
    if not on.text[above:above_end].rstrip().endswith((":", ",", " added", " said")):
        return None
    link = _in_gap(on, max(above, above_end - LONGEST_GAP), above_end)
    return link._replace(rule=f"line-above-{link.rule}", confidence=link.confidence - 0.05) if link else None


def _in_gap(on: Page, start: int, end: int) -> Link | None:
    for stop in SENTENCE_END.finditer(on.text, start, end):
        start = stop.end()
    if not on.text[start:end].strip():
        return None
    for frame in reversed(frames_between(on, start, end)):
        if speaks(frame) and (link := _cue_before(on, frame, end)):
            return link
    if on.text[start:end].rstrip().endswith(":"):
        return _speakers_line(on, start, end)
    return None


def _cue_before(on: Page, frame: Frame, end: int) -> Link | None:
    words = on.view.words
    source = source_chars(on, frame)
    closes = words.end[frame.last - 1]
    if source is not None and closes <= source[0] < end:
        closes = source[1]
    between = on.text[closes:end]
    if between.strip() == "" and _is_fragment(on, end):
        return None
    stop = between.rstrip(" \t\n(").rstrip()[-1:]
    if _ADDRESSED.fullmatch(between):
        sure = 0.95
    elif stop == ":":
        sure = 0.92
    elif stop in (",", "—", "–") and not _has_clause(on, closes, end):
        sure = 0.88
    elif stop not in (",", "—", "–") and (_is_address(on, frame, closes, end) or _is_adjunct(on, closes, end)):
        sure = 0.85
    else:
        return None
    if frame.passive and source is None and frame.cue.lemma != "quote":
        return None
    if "quote" not in frame.cue.complements:
        sure -= 0.15
    return Link(frame, source, "cue-before", sure if source else sure - 0.4)


def _is_fragment(on: Page, end: int) -> bool:
    """Whether the marks right after a cue hold a few words without verb or stop (*recommended "online tools"*): a part, no speech."""
    number = bisect_left(on.quotations, (end,))
    if not on.view.parsed or number >= len(on.quotations):
        return False
    quotation = on.quotations[number]
    first, last = bisect_left(on.view.words.start, quotation.start), bisect_left(on.view.words.start, quotation.end)
    return (
        last - first <= 5
        and on.text[quotation.end - 1] not in ".,!?…"
        and not any(on.view.words.tag[i] in _FINITE for i in range(first, last))
    )


def _has_clause(on: Page, start: int, end: int) -> bool:
    words = on.view.words
    first = bisect_left(words.start, start)
    last = bisect_left(words.start, end)
    return last - first > 25 or any(words.tag[i] in _FINITE for i in range(first, last))


def _is_address(on: Page, frame: Frame, start: int, end: int) -> bool:
    """Whether only an addressee stands between cue and quotation (*told reporters "…"*)."""
    return (
        frame.cue.lemma in ("tell", "remind", "ask", "inform")
        and len(_WORD.findall(on.text, start, end)) <= 6
        and not _has_clause(on, start, end)
    )


def _is_adjunct(on: Page, start: int, end: int) -> bool:
    """Whether only a time, a place or an occasion stands between a cue and a whole sentence in marks (*said on Friday "We go."*)."""
    words = on.view.words
    first, last = bisect_left(words.start, start), bisect_left(words.start, end)
    if not on.view.parsed or not 0 < last - first <= _LONGEST_ADJUNCT or not _is_sentence(on, end):
        return False
    opens = words.pos[first] in ("ADP", "ADV") or words.lower[first] in _TIMES
    return opens and all(words.pos[i] in ("ADP", "ADV", "DET", "NOUN", "PROPN", "NUM", "ADJ", "PART") for i in range(first, last))


def _is_sentence(on: Page, start: int) -> bool:
    """Whether the quotation whose marks open at `start` begins like a sentence and has a verb."""
    number = bisect_left(on.quotations, (start,))
    if number >= len(on.quotations):
        return False
    quotation = on.quotations[number]
    first, last = bisect_left(on.view.words.start, quotation.start), bisect_left(on.view.words.start, quotation.end)
    return on.text[quotation.start].isupper() and any(on.view.words.tag[i] in _FINITE for i in range(first, last))


def _speakers_line(on: Page, start: int, end: int) -> Link | None:
    """The source of a line that ends in a colon and holds no cue: its subject, else the words up to the first comma."""
    words = on.view.words
    first, last = bisect_left(words.start, start), bisect_left(words.start, end)
    if on.view.parsed:
        subject = next((i for i in range(first, last) if words.dep[i] in ("nsubj", "nsubj:pass", "nsubjpass")), None)
        if subject is not None and (span := phrase(on.view, subject)):
            return Link(None, (words.start[span[0]], words.end[span[1] - 1]), "subject-of-the-line", 0.6)
    line = on.text[start:end].rstrip().removesuffix(":")
    name = re.split(r",|\s[—–(-]", line, maxsplit=1)[0].strip()
    if not name or len(_WORD.findall(name)) > 8 or not name[:1].isupper():
        return None
    at = start + line.index(name)
    return Link(None, (at, at + len(name)), "speakers-line", 0.85)


def _beside_dash(on: Page, number: int) -> Link | None:
    """*"…" — X, engineer* and *X — "…"*: a name that a dash parts from a quotation, with nothing else in the paragraph."""
    quotation = on.quotations[number]
    start, end = on.paragraphs[paragraph_of(on, quotation.outer_start)]
    before, after = on.text[start : quotation.outer_start], on.text[quotation.outer_end : end]
    if not before.strip() and (found := _SIGNED.fullmatch(after)):
        return Link(None, (quotation.outer_end + found.start(1), quotation.outer_end + found.end(1)), "signed", 0.85)
    if not after.strip(" .") and (found := _TITLED.fullmatch(before)):
        return Link(None, (start + found.start(1), start + found.end(1)), "speakers-line", 0.85)
    return None


def source_chars(on: Page, frame: Frame) -> tuple[int, int] | None:
    """The characters that name the source of a frame."""
    if frame.source is None:
        return None
    words = on.view.words
    return words.start[frame.source[0]], words.end[frame.source[1] - 1]
