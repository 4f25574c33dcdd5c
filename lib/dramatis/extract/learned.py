"""Attributions that the pipeline has learned to find: read from ``doc.spans``, and merged with those of the rules.

Pipelines that set no ``attribution:*`` groups give none, and the rules stand alone.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from spacy.tokens import Doc, Span

from dramatis.extract.bounds import before_turn, is_bare, shows_picture
from dramatis.extract.contents import LONGEST_CONTENT, asks_nobody
from dramatis.extract.cues import Cue, Cues
from dramatis.extract.direct import Page
from dramatis.extract.frames import Frame, has_no_agent, phrase, subject_of
from dramatis.extract.grammar import Grammar
from dramatis.extract.live import THOUGHTS, is_accused, is_denied, is_supposed
from dramatis.extract.reported import Reported

__all__ = ["Attribution", "has_learned", "learned", "merged"]

GROUPS = ("cue", "source", "content")
LEAST_SCORE = 0.5
"""Mean probability of a learned content's words from which on it is taken where no rule found it; see docs/speech.md."""
LEAST_SCORE_UNKNOWN = 0.95
"""The same for a cue that the lexicon does not have."""
SURE_FORMS = frozenset({"clause", "infinitive"})
"""Complements that a rule keeps without the support of a learned attribution."""
NOUN_FORMS = frozenset({"object", "for", "against", "predicate", "phrase"})
"""Complements that it keeps where the cue has a stance: *denied the charge*, *called for calm*."""
_REFUSING = frozenset({"decline", "refuse"})
_NO_SAYING = _REFUSING | THOUGHTS | {"hear", "overhear", "watch", "listen"}
_EDGES = " \t\n,;:—–-.…"
_WORD = re.compile(r"\w+")
_DANGLING = frozenset({"case", "mark", "det", "amod", "cc", "nummod", "advmod", "compound"})


class Attribution(NamedTuple):
    """One learned attribution.

    Attributes
    ----------
    frame : Frame
        Its cue and source; the entry of the lexicon where it has one, else a neutral one.
    start, end : int
        Characters from the first to the last piece of content.
    source : tuple of int or None
        Characters of the source.
    score : float
        Mean probability of the content's words, 0 to 1.
    """

    frame: Frame
    start: int
    end: int
    source: tuple[int, int] | None
    score: float


def has_learned(doc: Doc) -> bool:
    """Whether the pipeline looks for attributions."""
    return all(f"attribution:{group}" in doc.spans for group in GROUPS)


def learned(doc: Doc, view: Grammar, cues: Cues) -> list[Attribution]:
    """The learned attributions with a cue of speech, in the order of the text."""
    parts: dict[int, dict[str, list[tuple[Span, float]]]] = defaultdict(lambda: defaultdict(list))
    for group in GROUPS:
        spans = doc.spans[f"attribution:{group}"]
        for span, score in zip(spans, spans.attrs.get("scores", [1.0] * len(spans)), strict=False):
            parts[span.id][group].append((span, float(score)))
    text = doc.text
    found = [_attribution(text, view, cues, part) for part in parts.values()]
    return sorted((one for one in found if one is not None), key=lambda one: (one.start, one.end))


def _attribution(text: str, view: Grammar, cues: Cues, part: dict[str, list[tuple[Span, float]]]) -> Attribution | None:
    if not part["content"] or not part["cue"] or part["cue"][0][0].label_ == "thought":
        return None
    if any(refuses(view, token.i) for token in part["cue"][0][0] for refuses in (is_denied, is_supposed, is_accused, _is_no_saying)):
        return None
    cue, source = part["cue"][0][0], part["source"][0][0] if part["source"] else None
    start, end = _trimmed(text, *_without_dangling(view, *_extent(view, part["content"], cue, source)))
    end = min(end, start + LONGEST_CONTENT)
    if end - start < 2:
        return None
    entry = _entry(view, cues, cue)
    if entry.part == "preposition" and source is None:
        return None
    place, head = ((source.start, source.end), source.root.i) if source is not None else _by_parse(view, cue)
    if place is not None and place[0] < cue.start and any(has_no_agent(view, token.i) for token in cue):
        if "clause" not in entry.complements:
            return None
        place, head = None, None
    frame = Frame(entry, cue.root.i, cue.start, cue.end, place, head, passive=False, live=True)
    if asks_nobody(view, frame) or shows_picture(view, frame):
        return None
    end = min(end, _end_of_turn(view, frame, start, end))
    score = sum(value for _, value in part["content"]) / len(part["content"])
    words = view.words
    return Attribution(frame, start, end, (words.start[place[0]], words.end[place[1] - 1]) if place else None, score)


def _end_of_turn(view: Grammar, frame: Frame, start: int, end: int) -> int:
    """The last character before the narrator's main clause, as for the contents that the rules find."""
    words = view.words
    first = bisect_left(words.start, start)
    if not view.parsed or first < frame.last or words.sentence[first] != words.sentence[frame.head]:
        return end
    return words.end[before_turn(view, frame, first, view.last[first])]


def _is_no_saying(view: Grammar, i: int) -> bool:
    """Whether the word tells that somebody heard, thought or refused to say (*a judge heard how …*, *hopes*), or describes a noun."""
    words = view.words
    above = words.lemma[words.head[i]] if words.dep[i] == "xcomp" else ""
    return words.lemma[i] in _NO_SAYING or above in _REFUSING or (words.dep[i] == "amod" and words.tag[i] in ("VBN", "VBD"))


def _by_parse(view: Grammar, cue: Span) -> tuple[tuple[int, int] | None, int | None]:
    """The source that the parse gives a cue for which none was learned."""
    verb = next((i for i in range(cue.start, cue.end) if view.words.pos[i] == "VERB"), None)
    head = subject_of(view, verb) if verb is not None else None
    return phrase(view, head), head


def _extent(view: Grammar, pieces: list[tuple[Span, float]], cue: Span, source: Span | None) -> tuple[int, int]:
    """Characters of the piece nearest to the cue, and of a second one that only cue and source part from it, within one paragraph."""
    spans = sorted((span for span, _ in pieces), key=lambda span: _distance(span, cue))
    nearest = _within_paragraph(view, spans[0], cue)
    first, last = nearest
    for other in spans[1:]:
        gap = range(other.end, first) if other.end <= first else range(last, other.start)
        parted = all(
            cue.start <= i < cue.end or (source is not None and source.start <= i < source.end) or not view.words.text[i].isalnum()
            for i in gap
        )
        if parted and view.words.paragraph[other.start] == view.words.paragraph[other.end - 1] == view.words.paragraph[cue.start]:
            first, last = min(first, other.start), max(last, other.end)
    return view.words.start[first], view.words.end[last - 1]


def _distance(span: Span, cue: Span) -> int:
    return cue.start - span.end if span.end <= cue.start else span.start - cue.end


def _within_paragraph(view: Grammar, span: Span, cue: Span) -> tuple[int, int]:
    """The words of the piece that stand in the paragraph and, after the cue, in the sentence where it starts."""
    words = view.words
    first, last = span.start, span.end
    if first >= cue.end:
        while last - 1 > first and words.sentence[last - 1] != words.sentence[first]:
            last -= 1
    else:
        while first < last - 1 and words.sentence[first] != words.sentence[last - 1]:
            first += 1
    return first, last


def _entry(view: Grammar, cues: Cues, cue: Span) -> Cue:
    for i in range(cue.start, cue.end):
        word = view.words.lower[i]
        following = " ".join(view.words.lower[i + 1 : i + 3])
        entry = next((cue for rest, cue in cues.phrasal.get(word, ()) if f"{following} ".startswith(f"{rest} ")), None)
        entry = entry or cues.verbs.get(word) or cues.nouns.get(word) or next(iter(cues.others.get(word, ())), None)
        if entry is not None:
            return entry
    return Cue(view.words.lemma[cue.start], "verb", "neutral", frozenset())


def _without_dangling(view: Grammar, start: int, end: int) -> tuple[int, int]:
    """The characters without words at the end that belong to one behind it (*his resignation effective next* | *Monday*)."""
    words = view.words
    last = bisect_left(words.start, end) - 1
    while last > 0 and words.start[last] > start and words.head[last] > last and words.dep[last] in _DANGLING:
        last -= 1
    return start, min(end, words.end[last])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def merged(on: Page, rules: list[Reported], attributions: list[Attribution], taken: set[int]) -> list[Reported]:
    """The contents of rules and of learned attributions as one list.

    A learned attribution that no rule found is added from :data:`LEAST_SCORE` on; a rule's content that nothing supports stays only
    where its form is sure. Quotations in `taken` are direct speech already.
    """
    starts = [one.start for one in attributions]
    kept = [row for row in rules if _is_sure(row) or any(_overlaps(row, one) for one in _near(attributions, starts, row))]
    places = [row.start for row in kept]
    for one in attributions:
        least = LEAST_SCORE if one.frame.cue.complements else LEAST_SCORE_UNKNOWN
        beside = _near(kept, places, one)
        told = any(_overlaps(row, one) or row.frame.first == one.frame.first for row in beside)
        if one.score >= least and not told and (row := _row(on, one, taken)):
            at = bisect_left(places, row.start)
            kept.insert(at, row)
            places.insert(at, row.start)
    return kept


def _near(rows: list, starts: list[int], place: Reported | Attribution) -> list:
    """The rows, ordered by their starts, that may overlap with a place."""
    return rows[bisect_left(starts, place.start - LONGEST_CONTENT) : bisect_left(starts, place.end)]


def _is_sure(row: Reported) -> bool:
    form = row.rule.split("-")[0]
    return form in SURE_FORMS or (form in NOUN_FORMS and row.frame.cue.stance != "neutral")


def _overlaps(row: Reported, one: Attribution) -> bool:
    shared = min(row.end, one.end) - max(row.start, one.start)
    return shared > 0.5 * min(row.end - row.start, one.end - one.start)


def _row(on: Page, one: Attribution, taken: set[int]) -> Reported | None:
    first = bisect_left(on.quotations, (one.start - 2,))
    if first and first - 1 in taken and on.quotations[first - 1].end > one.start:
        return None
    inside = []
    while first < len(on.quotations) and on.quotations[first].start < one.end:
        inside.append(first)
        first += 1
    quoted = sum(min(on.quotations[n].end, one.end) - on.quotations[n].start for n in inside)
    if quoted > 0.8 * (one.end - one.start) or any(n in taken for n in inside):
        return None
    if len(_WORD.findall(on.text, one.start, one.end)) < 2:
        return None
    if is_bare(on.text[one.start : one.end], one.frame.cue.stance) and not _has_verb(on.view, one):
        return None
    return Reported(one.frame, one.start, one.end, one.source, tuple(inside), "learned", round(0.9 * one.score, 2))


def _has_verb(view: Grammar, one: Attribution) -> bool:
    first, last = bisect_left(view.words.start, one.start), bisect_left(view.words.start, one.end)
    return any(view.words.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last))
