"""Contents that are none: words torn out of a sentence, in which nothing is said.

References
----------
What a reporting verb takes is a clause, an infinitive or a noun phrase that its entry allows: Quirk et al. 1985, *A Comprehensive Grammar
of the English Language*, 16.20 to 16.63.
"""

from bisect import bisect_left

from dramatis.extract.grammar import ACTIVE_SUBJECTS, PASSIVE_SUBJECTS, RELATIVES, Grammar
from dramatis.extract.reported import Reported

__all__ = ["is_fragment"]

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBS = _FINITE | {"VBN"}
_DESCRIBING = RELATIVES | {"acl"}
_AUXILIARIES = frozenset({"aux", "aux:pass", "auxpass", "cop"})
_SUBJECTS = ACTIVE_SUBJECTS | PASSIVE_SUBJECTS
_RELATIVE_TAGS = frozenset({"WDT", "WP"})
_SAYING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "INTJ", "X", "SYM"})
_CLAUSAL = frozenset({"quote", "clause", "infinitive"})
_TIMES = frozenset({"after", "before", "when", "while", "since", "until", "once"})


def is_fragment(view: Grammar, content: Reported) -> bool:
    """Whether the words of a content say nothing by themselves.

    That is so where they are grammar alone (*to be*), where an adverb (*reportedly*) passes for the cue, and where a place or a time
    follows a cue without a source (*was found on the road she took*). Of learned contents without quotation marks also where they begin
    with the verb of a relative clause or with a participle that describes a noun before it, hold no clause though their cue takes no noun
    phrase or has no source, or only tell when something was said.
    """
    if not view.parsed:
        return False
    words = view.words
    if all(words.pos[i] == "ADV" for i in range(content.frame.first, content.frame.last)):
        return True
    if content.quotations:
        return False
    first, last = bisect_left(words.start, content.start), bisect_left(words.start, content.end) - 1
    if not any(words.pos[i] in _SAYING for i in range(first, last + 1)):
        return True
    if content.rule != "learned":
        verbless = not any(words.tag[i] in _VERBS or words.tag[i] == "VB" for i in range(first, last + 1))
        behind = words.pos[first] == "ADP" and words.lower[first - 1] not in ("that", ",")
        return content.source is None and first > 0 and (behind or verbless)
    if words.dep[first] == "case" and words.lower[first] not in {*content.frame.cue.complements, "as", "that"}:
        return not _holds_clause(view, first, last)
    if first and words.tag[first] in _VERBS and (words.tag[first - 1] in _RELATIVE_TAGS or words.dep[first] in _DESCRIBING):
        return True
    takes = content.frame.cue.complements
    infinitive = words.tag[first] == "TO" or ("infinitive" in takes and "TO" in words.tag[first : last + 1])
    if not infinitive and not _holds_clause(view, first, last):
        small = any(words.dep[i] == "xcomp" and words.head[i] == content.frame.head for i in range(first, last + 1))
        return content.source is None or (bool(takes) and takes <= _CLAUSAL and not small)
    return content.source is None and _tells_when(view, first, last)


def _holds_clause(view: Grammar, first: int, last: int) -> bool:
    """Whether a finite verb stands there with a subject, not within a relative clause."""
    words = view.words
    for i in range(first, last + 1):
        if words.tag[i] not in _FINITE:
            continue
        head = words.head[i] if words.dep[i] in _AUXILIARIES else i
        while words.dep[head] == "conj" and first <= words.head[head] <= last:
            head = words.head[head]
        if words.dep[head] not in RELATIVES and any(words.dep[k] in _SUBJECTS and first <= k <= last for k in view.children[head]):
            return True
    return False


def _tells_when(view: Grammar, first: int, last: int) -> bool:
    """Whether the verb of the content hangs from a conjunction of time."""
    words = view.words
    tops = [i for i in range(first, last + 1) if not first <= words.head[i] <= last]
    return any(words.dep[k] == "mark" and words.lower[k] in _TIMES for i in tops for k in view.children[i])
