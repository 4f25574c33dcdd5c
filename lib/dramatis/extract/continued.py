"""Quotations without a cue of their own: the speaker they go on from, the cue of their sentence, or the subject of the one before.

References
----------
That speech goes on with the same speaker within a paragraph: Elson and McKeown 2010, "Automatic Attribution of Quoted Speech in Literary
Narrative".
"""

import re
from bisect import bisect_left

from dramatis.extract.direct import LONGEST_GAP, SENTENCE_END, Link, Page, frames_between, paragraph_of, source_chars, speaks
from dramatis.extract.frames import phrase
from dramatis.extract.speakers import DOCUMENTS

__all__ = ["CONTINUED_WORDS", "follows_on", "speaker_before"]

CONTINUED_WORDS = 25
"""Words between two quotations of one paragraph that may belong to the first one's cue."""
_STOPS = frozenset('.!?…:;"”»)]')
_WORD = re.compile(r"\w+")


def follows_on(on: Page, number: int) -> bool:
    """Whether the quotation goes on from the one before: same paragraph, with nothing but that one's cue between them."""
    if number == 0:
        return False
    previous, quotation = on.quotations[number - 1], on.quotations[number]
    if paragraph_of(on, previous.start) != paragraph_of(on, quotation.outer_start) and paragraph_of(on, previous.end - 1) != paragraph_of(
        on, quotation.outer_start
    ):
        return False
    between = on.text[previous.outer_end : quotation.outer_start]
    return len(_WORD.findall(between)) <= CONTINUED_WORDS and len(SENTENCE_END.findall(between + "A")) <= 1


def speaker_before(on: Page, number: int, previous: dict | None) -> Link | None:
    """The source of a quotation without cue: that of the quotation it goes on from, else the subject of the sentence before it."""
    if previous and previous.get("source_start") is not None:
        source = (previous["source_start"], previous["source_end"])
        if follows_on(on, number) and previous["end"] <= on.quotations[number].start:
            return _another_speaks(on, number, source) or Link(None, source, "continued", min(0.9, previous["confidence"]))
        if _next_paragraph(on, number, previous):
            return Link(None, source, "floating", 0.6)
    return _subject_before(on, number)


def _another_speaks(on: Page, number: int, source: tuple[int, int]) -> Link | None:
    """The cue with another source that opens the sentence in which the marks open: *“…,” said X. Y stressed that “…”*."""
    start, end = on.quotations[number - 1].outer_end, on.quotations[number].outer_start
    for stop in SENTENCE_END.finditer(on.text, max(0, start - 1), end):
        start = stop.end()
    for frame in reversed(frames_between(on, start, end)):
        own = source_chars(on, frame)
        if speaks(frame) and own is not None and start <= own[0] != source[0]:
            return Link(frame, own, "cue-before", 0.6)
    return None


def _next_paragraph(on: Page, number: int, previous: dict) -> bool:
    """Whether the quotation opens the paragraph after the one in which the last speaker spoke, with nobody else between them."""
    quotation = on.quotations[number]
    place = paragraph_of(on, quotation.outer_start)
    opens = not on.text[on.paragraphs[place][0] : quotation.outer_start].strip("—–- ")
    return opens and paragraph_of(on, previous["end"]) == place - 1


def _cue_of_sentence(on: Page, start: int, end: int) -> Link | None:
    """*Lee said that he was “glad” and “would gladly come back”*: the last cue of the sentence in the middle of which the marks open."""
    for stop in SENTENCE_END.finditer(on.text, start, end):
        start = stop.end()
    for frame in reversed(frames_between(on, start, end)):
        if speaks(frame) and (source := source_chars(on, frame)) is not None:
            return Link(frame, source, "cue-of-sentence", 0.5)
    return None


def _subject_before(on: Page, number: int) -> Link | None:
    """*He was clear. "We go."*: the subject of the last sentence before the quotation in its paragraph.

    Where the marks open within a sentence: the source of its cue, or a document as its subject (*her letter held the words, "We go"*).
    """
    quotation = on.quotations[number]
    start, _ = on.paragraphs[paragraph_of(on, quotation.outer_start)]
    words = on.view.words
    last = bisect_left(words.start, quotation.outer_start)
    if not on.view.parsed or last == 0 or words.start[last - 1] < start:
        return None
    inside = on.text[start : quotation.outer_start].rstrip(" —–-")[-1:] not in _STOPS
    if inside and (link := _cue_of_sentence(on, max(start, quotation.outer_start - LONGEST_GAP), quotation.outer_start)):
        return link
    sentence = words.sentence[last - 1]
    i = last - 1
    while i >= 0 and words.sentence[i] == sentence and words.start[i] >= start:
        i -= 1
    for k in range(i + 1, last):
        if (
            words.dep[k] in ("nsubj", "nsubj:pass", "nsubjpass")
            and words.dep[words.head[k]] in ("ROOT", "parataxis")
            and (span := phrase(on.view, k))
            and not (inside and DOCUMENTS.isdisjoint(words.lower[span[0] : span[1]]))
        ):
            return Link(None, (words.start[span[0]], words.end[span[1] - 1]), "subject-before", 0.5)
    return None
