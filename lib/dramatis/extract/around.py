"""What *according to X* reports: the clause around it, without these words where they stand at its edge."""

from dramatis.extract.bounds import Content, between_semicolons, trimmed
from dramatis.extract.frames import Frame
from dramatis.extract.grammar import ACTIVE_SUBJECTS, PASSIVE_SUBJECTS, RELATIVES, Grammar, left, right

__all__ = ["LONGEST_SENTENCE", "around", "around_plain", "sentence_of", "without"]

LONGEST_SENTENCE = 200
"""Words that a sentence is looked at before and after a cue."""
_DEPENDENT = frozenset({"advcl", "acl", "xcomp", "pcomp", "csubj"})
_INDEPENDENT = frozenset({"ROOT", "conj", "parataxis", "ccomp", *RELATIVES})
_SUBJECTS = ACTIVE_SUBJECTS | PASSIVE_SUBJECTS
_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONTRASTS = frozenset({"while", "although", "though", "whereas"})
_STOPS = frozenset({".", "!", "?"})


def around(text: str, view: Grammar, frame: Frame) -> Content | None:
    """The clause that *according to X* belongs to, without these words where they stand at its edge."""
    words = view.words
    first_hole, last_hole = frame.first, max(frame.last, frame.source[1] if frame.source else 0) - 1
    anchor = frame.subject if frame.subject is not None else frame.first
    governor = words.head[anchor]
    if first_hole <= governor <= last_hole:
        governor = words.head[governor]
    while words.head[governor] != governor and (words.pos[governor] not in ("VERB", "AUX") or words.dep[governor] in _DEPENDENT):
        if words.dep[governor] in _INDEPENDENT or words.lower[left(view, governor)] in _CONTRASTS:
            break
        governor = words.head[governor]
    first, last = left(view, governor), right(view, governor)
    if first_hole == sentence_of(view, first_hole)[0]:
        first, last = sentence_of(view, first_hole)
        last_hole = max(last_hole, _end_of_source(view, frame, last))
        last_hole = _over_relative(view, frame, _over_apposition(view, last_hole, last), last)
    elif words.dep[governor] in RELATIVES and not any(words.dep[i] in _SUBJECTS for i in view.children[governor]):
        first = _clause_start(view, first)
    if not first <= first_hole <= last or first_hole <= governor <= last_hole:
        first, last = sentence_of(view, first_hole)
    cut = without(view, *between_semicolons(view, first, last, first_hole), first_hole, last_hole)
    return trimmed(text, view, cut[0], cut[1], "clause") if cut else None


def without(view: Grammar, first: int, last: int, hole_first: int, hole_last: int) -> tuple[int, int, str] | None:
    """The range with the hole cut off where it lies at an edge; a hole in the middle stays."""
    if hole_first <= first:
        first = hole_last + 1
    elif hole_last >= last or all(not view.words.text[i][:1].isalnum() for i in range(hole_last + 1, last + 1)):
        last = hole_first - 1
    return (first, last, "clause") if first <= last else None


def sentence_of(view: Grammar, i: int) -> tuple[int, int]:
    """The sentence of a word; without sentences, what stands between the nearest full stops."""
    first, last = max(view.first[i], i - LONGEST_SENTENCE), min(view.last[i], i + LONGEST_SENTENCE)
    if view.parsed:
        return first, last
    text = view.words.text
    start = next((k + 1 for k in range(i - 1, first - 1, -1) if text[k] in _STOPS), first)
    return start, next((k for k in range(i, last) if text[k] in _STOPS), last)


def _over_apposition(view: Grammar, hole: int, last: int) -> int:
    """The last word of an apposition between commas behind the source (*According to Lee, the director, …*)."""
    words = view.words
    comma = next((i for i in range(hole + 2, min(last, hole + 30)) if words.text[i] == ","), None)
    if comma is None or words.text[hole + 1 : hole + 2] != [","]:
        return hole
    segment = range(hole + 2, comma)
    clausal = any(words.tag[i] in _VERBS or words.dep[i] in _SUBJECTS or view.quoted[i] for i in segment)
    described = any(words.dep[i] == "appos" and words.head[i] <= hole for i in segment)
    return comma - 1 if described and not clausal else hole


def _over_relative(view: Grammar, frame: Frame, hole: int, last: int) -> int:
    """The last word of a clause between commas that describes the source (*According to Lee, who leads it, …*)."""
    words = view.words
    if frame.subject is not None and words.lower[hole + 1 : hole + 2] in (["who"], ["that"]):
        clause = next((i for i in view.children[frame.subject] if words.dep[i] in RELATIVES and i > hole), None)
        end = right(view, clause) if clause is not None else hole
        return end if hole < end < last and words.text[end + 1] == "," else hole
    if frame.subject is None or words.lower[hole + 2 : hole + 3] not in (["who"], ["which"], ["whose"]):
        return hole
    clause = next((i for i in view.children[frame.subject] if words.dep[i] in RELATIVES and left(view, i) <= hole + 2), None)
    end = right(view, clause) if clause is not None else hole
    return end if hole < end < last and words.text[end + 1] == "," else hole


def _clause_start(view: Grammar, i: int) -> int:
    """The first word after the comma before word `i`, or of its sentence."""
    start = view.first[i]
    return next((k + 1 for k in range(i - 1, start - 1, -1) if view.words.text[k] in (",", ";", ":")), start)


def _end_of_source(view: Grammar, frame: Frame, last: int) -> int:
    """The last word of a source with all that hangs from it, where a comma ends it (*According to data collected by X, …*)."""
    if frame.subject is None:
        return 0
    end = right(view, frame.subject)
    return end if end + 1 <= min(last, frame.last + 30) and view.words.text[end + 1] == "," else 0


def around_plain(text: str, view: Grammar, frame: Frame) -> Content | None:
    """The same without a parse, from the sentence."""
    first, last = sentence_of(view, frame.first)
    cut = without(view, first, last, frame.first, (frame.source[1] if frame.source else frame.last) - 1)
    return trimmed(text, view, cut[0], cut[1], "clause") if cut else None
