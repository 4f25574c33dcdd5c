"""Whose words they are where the grammar names another: who issued a statement, whom a medium quotes, and *in her words*.

References
----------
Nouns of what is said as subjects of verbs of saying, and quotation through another (*quoted her as saying*): Quirk et al. 1985, *A
Comprehensive Grammar of the English Language*, 14.28 and 16.49.
"""

from typing import NamedTuple

from dramatis.extract.grammar import ACTIVE_SUBJECTS, AGENTS, RELATIVES, Grammar

__all__ = ["OwnWords", "as_reports", "behind_with", "over_bracket", "own_words", "speaker_through"]

_STATEMENTS = frozenset(
    {
        "announcement",
        "declaration",
        "e-mail",
        "email",
        "letter",
        "memo",
        "message",
        "note",
        "notice",
        "post",
        "release",
        "statement",
        "tweet",
    }
)
_ISSUING = frozenset({"issue", "make", "post", "publish", "release", "send", "sign", "submit", "tweet", "write"})
_PASSING_ON = frozenset({"quote", "cite", "paraphrase"})
_OWNERS = frozenset({"nmod:poss", "poss"})
_OBJECTS = frozenset({"obj", "dobj"})
_LONGEST_NAME = 6
_LONGEST_BRACKET = 20


class OwnWords(NamedTuple):
    """*In her words*: the words of the owner, its head, and the word after *words*."""

    source: tuple[int, int]
    head: int
    last: int


def speaker_through(view: Grammar, verb: int, source: int) -> int:
    """The head word of who speaks, where `source`, the subject of the cue `verb`, only passes words on or is what somebody issued.

    *Reuters quoted Lee as saying …* is Lee's; *they released a statement that said …* and *a statement signed by Lee said …* are theirs.
    """
    words = view.words
    above = words.head[verb]
    if words.tag[verb] == "VBG" and words.lemma[above] in _PASSING_ON and "as" in words.lower[above:verb]:
        return next((i for i in view.children[above] if words.dep[i] in _OBJECTS and above < i < verb), source)
    if words.lemma[source] not in _STATEMENTS:
        return source
    governor = words.head[source]
    if words.dep[source] in _OBJECTS and words.lemma[governor] in _ISSUING and (above == source or words.dep[verb] == "advcl"):
        return next((i for i in view.children[governor] if words.dep[i] in ACTIVE_SUBJECTS and i < governor), source)
    for clause in view.children[source]:
        if words.dep[clause] in _OWNERS:
            return source
        if words.dep[clause] in ("acl", *RELATIVES) and words.tag[clause] == "VBN" and words.lemma[clause] in _ISSUING:
            agent = next((i for i in view.children[clause] if words.dep[i] in AGENTS), None)
            below = [] if agent is None else [i for i in view.children[agent] if words.dep[i] == "pobj"]
            return source if agent is None else (below or [agent])[0]
    return source


def own_words(view: Grammar, i: int) -> OwnWords | None:
    """The owner of *in her (own) words* and *in Lee's words* that opens at word `i`."""
    words = view.words
    if words.lower[i] != "in":
        return None
    end = next((k for k in range(i + 2, min(i + _LONGEST_NAME + 3, len(words.text))) if words.lower[k] == "words"), None)
    if end is None:
        return None
    owner = end - 1 if words.lower[end - 1] != "own" else end - 2
    if owner == i + 1 and words.lower[owner] in ("his", "her", "their", "its"):
        return OwnWords((owner, owner + 1), owner, end + 1)
    if owner > i + 1 and words.lower[owner] in ("'s", "’s", "'", "’") and words.pos[owner - 1] in ("PROPN", "NOUN"):
        return OwnWords((i + 1, owner), owner - 1, end + 1)
    return None


def as_reports(view: Grammar, verb: int, last: int) -> tuple[int, int] | None:
    """The words up to the comma behind *as* and a cue in the present that open a sentence: *As reports the agency, …*."""
    words = view.words
    opens = verb > 0 and words.lower[verb - 1] == "as" and view.first[verb] == verb - 1 and words.tag[verb] in ("VBZ", "VBP")
    end = next((k for k in range(last, min(last + 8, len(words.text))) if words.text[k] == ","), last)
    return (last, end) if opens and end > last and words.pos[last] in ("DET", "PROPN") else None


def over_bracket(view: Grammar, verb: int, source: tuple[int, int]) -> tuple[int, int]:
    """The source with the name behind its bracket, where the cue comes next: *the secretary of the union (NUW), Mick Cash, said*."""
    words = view.words
    first = source[1]
    if words.text[first : first + 1] != ["("]:
        return source
    closing = next((i for i in range(first, min(first + _LONGEST_BRACKET, verb)) if words.text[i] == ")"), None)
    if closing is None or words.text[closing + 1] != ",":
        return source
    end = closing + 2
    while end < verb and words.pos[end] == "PROPN":
        end += 1
    next_is_cue = end == verb or (words.text[end] == "," and end + 1 == verb)
    return (source[0], end) if end > closing + 2 and next_is_cue else source


def behind_with(view: Grammar, verb: int) -> tuple[int, int] | None:
    """The words between *with* and a participle: *…, with Ann Lee of the council calling it a farce*."""
    words = view.words
    first = verb
    while first > 0 and verb - first < _LONGEST_NAME + 2 and words.pos[first - 1] in ("PROPN", "NOUN", "DET", "ADJ", "ADP", "NUM", "SCONJ"):
        first -= 1
        if words.lower[first] == "with":
            named = first + 1 < verb and words.pos[verb - 1] in ("PROPN", "NOUN")
            return (first + 1, verb) if named and words.tag[verb] == "VBG" else None
    return None
