"""Cues that yield to another: who passed words on is not who spoke them.

References
----------
*As*-clauses and *per* as comment beside another attribution: Quirk et al. 1985, *A Comprehensive Grammar of the English Language*, 15.53
to 15.55.
"""

from collections import defaultdict

from dramatis.extract.frames import Frame
from dramatis.extract.grammar import Grammar

__all__ = ["is_relay", "without_yielding"]

_PASSING_ON = frozenset({"quote", "cite", "report", "relay", "per"})
_AGENTS = frozenset({"by", "in"})


def without_yielding(view: Grammar, found: list[Frame]) -> list[Frame]:
    """The frames without relays that stand beside another cue with a source in their sentence: they yield to it."""
    sourced: dict[int, list[Frame]] = defaultdict(list)
    for frame in found:
        if frame.source is not None and frame.live and frame.cue.part in ("verb", "preposition") and not is_relay(view, frame):
            sourced[view.words.sentence[frame.head]].append(frame)
    return [frame for frame in found if not (is_relay(view, frame) and sourced[view.words.sentence[frame.head]])]


def is_relay(view: Grammar, frame: Frame) -> bool:
    """Whether the cue names who passed the words on: *as reported by the agency*, *quoted by it*, *as it reported*, *per the agency*."""
    words = view.words
    if frame.cue.lemma not in _PASSING_ON:
        return False
    if frame.cue.part == "preposition":
        return True
    after = words.lower[frame.last : frame.last + 1]
    if after and after[0] in _AGENTS:
        return words.tag[frame.head] in ("", "VBN", "VBD") and not _is_finite_passive(view, frame.head)
    first = min(frame.first, frame.source[0]) if frame.source else frame.first
    return first > 0 and words.lower[first - 1] == "as"


def _is_finite_passive(view: Grammar, verb: int) -> bool:
    return any(view.words.dep[i] in ("aux:pass", "auxpass", "aux") for i in view.children[verb])
