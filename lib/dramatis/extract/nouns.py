"""Reporting nouns: *his claim that …*, *issued a warning of …*, *the promise to …*.

References
----------
Nouns with a content clause: Quirk et al. 1985, *A Comprehensive Grammar of the English Language*, 17.26.
"""

from dramatis.extract.bounds import of_preposition
from dramatis.extract.contents import CLAUSE_OF_NOUN, INFINITIVE_OF_NOUN
from dramatis.extract.cues import Cue
from dramatis.extract.frames import Frame, phrase
from dramatis.extract.grammar import ACTIVE_SUBJECTS, Grammar

__all__ = ["noun_frame"]

_SUPPORT = frozenset(
    {
        "make",
        "issue",
        "express",
        "release",
        "give",
        "repeat",
        "reiterate",
        "voice",
        "send",
        "publish",
        "deliver",
        "offer",
        "raise",
        "post",
        "read",
    }
)
_OWNERS = frozenset({"nmod:poss", "poss"})
_BY = frozenset({"by", "of", "from"})


def noun_frame(view: Grammar, cue: Cue, i: int) -> Frame | None:
    """The frame of a reporting noun that has a clause, an infinitive or a phrase with its preposition below it; None for any other use.

    An infinitive or a phrase (*calls for calm*) counts only where somebody is named whose promise or demand it is.
    """
    words = view.words
    if not view.parsed or words.pos[i] != "NOUN":
        return None
    form = _complement(view, i) or (INFINITIVE_OF_NOUN if of_preposition(view, cue, i) is not None else None)
    if form is None or (form == INFINITIVE_OF_NOUN and not cue.complements - {"clause"}):
        return None
    head = _owner(view, i, of_preposition(view, cue, i))
    if head is None and form == INFINITIVE_OF_NOUN:
        return None
    return Frame(cue, i, i, i + 1, _bare(view, phrase(view, head)), head, passive=False, live=True)


def _bare(view: Grammar, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The source without a closing *'s*."""
    if source is not None and source[1] - source[0] > 1 and view.words.lower[source[1] - 1] in ("'s", "’s", "'", "’"):
        return source[0], source[1] - 1
    return source


def _complement(view: Grammar, noun: int) -> str | None:
    words = view.words
    for child in view.children[noun]:
        if child < noun or words.dep[child] not in ("acl", "ccomp"):
            continue
        marks = {words.lower[i] for i in view.children[child] if words.dep[i] in ("mark", "aux")}
        if "that" in marks:
            return CLAUSE_OF_NOUN
        if "to" in marks:
            return INFINITIVE_OF_NOUN
    return None


def _owner(view: Grammar, noun: int, content: int | None = None) -> int | None:
    """Who makes the claim: *his*, *of the minister*, *the Times report*; or the subject of a verb that lends support (*made the claim*)."""
    words = view.words
    for child in view.children[noun]:
        if words.dep[child] in _OWNERS:
            return child
        if child != content and words.dep[child] in ("nmod", "prep", "obl") and _preposition(view, child) in _BY:
            below = [i for i in view.children[child] if words.dep[i] == "pobj"]
            return below[0] if below else child
    medium = next((i for i in view.children[noun] if i < noun and words.pos[i] == "PROPN" and view.doc[i].ent_type_ == "ORG"), None)
    if medium is not None and words.lemma[noun] == "report":
        return medium
    verb = words.head[noun]
    if words.dep[noun] in ("obj", "dobj") and words.lemma[verb] in _SUPPORT:
        return next((i for i in view.children[verb] if words.dep[i] in ACTIVE_SUBJECTS), None)
    return None


def _preposition(view: Grammar, child: int) -> str:
    words = view.words
    if words.dep[child] == "prep":
        return words.lower[child]
    return next((words.lower[i] for i in view.children[child] if words.dep[i] == "case"), "")
