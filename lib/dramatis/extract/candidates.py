"""The noun phrases of an article that may be key phrases: where they stand and what their words are.

A candidate ends in a noun (its head) and starts with the first of the adjectives and nouns that belong to it. It holds no determiner,
possessor, pronoun or bare number and no name of an actor. Where the pipeline gives a parse, the modifiers are those that hang from the
head (Universal Dependencies and the CLEAR labels of spaCy's English pipelines alike); where it gives parts of speech only, those that
stand before it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dramatis.extract.lexicons import nouns
from dramatis.extract.scheme import Words
from dramatis.resources import resource

__all__ = ["Candidate", "candidates", "generic_words"]

GENERIC = "data/lexicon/generic-words.txt"

MODIFIERS = frozenset(
    {
        *("amod", "compound", "nmod:desc", "nmod:unmarked", "nmod", "advmod", "flat", "flat:foreign", "nn", "quantmod", "npadvmod"),
        *("obl:unmarked", "acl", "obj", "dobj", "dep", "punct", "hyph", "conj", "cc"),
    }
)
"""Relations by which a word before the head belongs to the phrase, in both schemes."""
INNER = frozenset({"compound", "nn", "flat", "fixed", "goeswith", "nmod:desc", "compound:prt"})
"""Relations of a noun that is itself the modifier of a noun after it, or the later part of a name."""
OPEN = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "X"})
"""Parts of speech that a candidate may start with."""
HYPHENS = frozenset("-‐‑–")
MONEY = re.compile(r"[A-Z]{0,3}[$€£¥].*|(?:USD|EUR|GBP|SEK|NOK|DKK|CHF|CAD|AUD|NZD|JPY|CNY|INR|RUB)\d.*")
WORDLIKE = re.compile(r"[^\W\d_]{2,}|[^\W\d_][^\W_]*\d[^\W_]*|\d+[^\W\d_]\w*")
ADDRESS = re.compile(r"://|@|^www\.|\.(?:com|org|net|gov|edu|co)\b", re.IGNORECASE)
CLOCK = re.compile(r"(?:utc|gmt)[+−-]?[\d:]*", re.IGNORECASE)
PHONETIC = re.compile(r"[ɐ-ʯˈˌː]")
BRACKET = re.compile(r"[()\[\]{}<>]")
LONGEST = 8
"""Words of the longest candidate; what is longer is cut at its start."""


class Candidate(NamedTuple):
    """One noun phrase: `start` and `end` count words, `head` is the last word of it, or the one before *of* (*freedom of speech*)."""

    start: int
    end: int
    head: int


def candidates(doc_words: Words, barred: Iterable[tuple[int, int]]) -> list[Candidate]:
    """All noun phrases that may be key phrases, in the order of the text.

    Parameters
    ----------
    doc_words : Words
        See :func:`dramatis.extract.scheme.words`.
    barred : iterable of (int, int)
        Spans of names, in characters; their words are cut off from phrases.

    Returns
    -------
    list of Candidate
        Never one inside another. Empty where the pipeline gives no parts of speech.
    """
    closed = _closed(doc_words, barred)
    parsed = any(doc_words.dep)
    found = []
    for head, pos in enumerate(doc_words.pos):
        if (pos == "NOUN" or pos == "PROPN") and not closed[head] and _is_head(doc_words, head, closed, parsed):
            start = _first_word(doc_words, head, closed, parsed)
            if _is_word(doc_words, head) and not _is_cut(doc_words, start, closed):
                found.append(Candidate(start, head + 1, head))
    return _with_of(doc_words, found)


@lru_cache(maxsize=1)
def generic_words() -> dict[str, frozenset[str]]:
    """The lists of ``generic-words.txt`` by name; what each is for stands at the top of the file."""
    lists: dict[str, set[str]] = {}
    for line in resource(GENERIC).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, members = line.split(":", 1)
            lists.setdefault(name, set()).update(members.split())
    return {name: frozenset(members) for name, members in lists.items()}


def _with_of(doc_words: Words, found: list[Candidate]) -> list[Candidate]:
    """The candidates, those that *of* and one bare noun complete made one (*freedom of speech*, *cost of living*).

    Nouns that measure or point (*number of cases*), groups and people stay by themselves.
    """
    made: list[Candidate] = []
    for candidate in found:
        before = made[-1] if made else None
        if before is not None and candidate.start == candidate.head == before.end + 1 and _completes(doc_words, before, candidate.head):
            made[-1] = before._replace(end=candidate.end)
        else:
            made.append(candidate)
    return made


def _completes(doc_words: Words, before: Candidate, noun: int) -> bool:
    """Whether *of* and the noun at `noun` belong to the phrase before it."""
    generic, head = generic_words(), doc_words.lemma[before.head]
    if doc_words.lower[before.end] != "of" or before.end != before.head + 1 or doc_words.sentence[noun] != doc_words.sentence[before.head]:
        return False
    if doc_words.pos[noun] != "NOUN" or doc_words.pos[before.head] != "NOUN" or doc_words.lower[noun + 1 : noun + 2] == ["of"]:
        return False
    kinds = [named.kinds[:1] for named in (nouns().get(head), nouns().get(doc_words.lemma[noun])) if named]
    empty = head in generic["noun"] | generic["shell"] | generic["filled"] or doc_words.lemma[noun] in generic["noun"]
    return not empty and not any(kind in (("person",), ("organization",)) for kind in kinds)


def _is_word(doc_words: Words, head: int) -> bool:
    """Whether the head is a word that can name something: no sign, address or date, no stray adjective."""
    text, lemma, generic = doc_words.text[head], doc_words.lemma[head], generic_words()
    if MONEY.fullmatch(text) or ADDRESS.search(text) or not WORDLIKE.search(text) or BRACKET.search(text):
        return False
    if CLOCK.fullmatch(text) or PHONETIC.search(text):
        return False
    return (not _is_day(doc_words, head) or _names_a_day(doc_words, head)) and lemma not in generic["adjective"]


def _is_cut(doc_words: Words, start: int, closed: list[bool]) -> bool:
    """Whether a phrase starts after the hyphen of a word whose first part is a name or an office (*President-elect*)."""
    return start > 1 and doc_words.text[start - 1] in HYPHENS and _joined(doc_words, start - 1, start) and closed[start - 2]


def _is_day(doc_words: Words, place: int) -> bool:
    """Whether a word is a date, a day or a month."""
    generic, lemma = generic_words(), doc_words.lemma[place]
    return lemma in generic["date"] or (lemma in generic["calendar"] and doc_words.pos[place] == "PROPN")


def _names_a_day(doc_words: Words, head: int) -> bool:
    """Whether a day with a name's word before it is an event (*Super Tuesday*, *Black Friday*, *Independence Day*)."""
    before = head - 1
    return (
        before >= 0
        and all(doc_words.text[place][:1].isupper() for place in (before, head))
        and doc_words.pos[before] in ("PROPN", "ADJ", "NOUN")
        and doc_words.lemma[before] not in generic_words()["calendar"]
        and not CLOCK.fullmatch(doc_words.text[before])
        and doc_words.sentence[before] == doc_words.sentence[head]
        and (before == 0 or doc_words.sentence[before - 1] == doc_words.sentence[before])
    )


def _is_head(doc_words: Words, head: int, closed: list[bool], parsed: bool) -> bool:
    """Whether the noun ends a phrase of its own: no modifier of a noun after it, no title of a name, no half of a word with a hyphen."""
    after = head + 1
    if after < len(doc_words.text):
        if _is_day(doc_words, after) and _names_a_day(doc_words, after):
            return False
        if _joined(doc_words, head, after) and (doc_words.text[after] in HYPHENS or doc_words.text[head] in HYPHENS):
            return False
        noun_follows = doc_words.pos[after] in ("NOUN", "PROPN")
        title = closed[after] and (not parsed or doc_words.pos[head] == "PROPN")
        if noun_follows and (title or not parsed) and doc_words.sentence[after] == doc_words.sentence[head]:
            return False
    if not parsed:
        return True
    governor = doc_words.head[head]
    if governor > head and doc_words.dep[head] in INNER:
        return False
    return not (doc_words.dep[head] in ("flat", "fixed", "goeswith") and closed[governor])


def _first_word(doc_words: Words, head: int, closed: list[bool], parsed: bool) -> int:
    """The first word of the phrase: as far to the left of the head as words belong to it."""
    start = head
    for left in range(head - 1, max(-1, head - 2 * LONGEST), -1):
        if closed[left] or doc_words.sentence[left] != doc_words.sentence[head] or not _belongs(doc_words, left, start, head, parsed):
            break
        start = left
    start = max(start, head - LONGEST + 1)
    while start < head and not _may_start(doc_words, start):
        start += 1
    return start


def _may_start(doc_words: Words, start: int) -> bool:
    """Whether a phrase may start with this word: one that names or describes, and no half of a word with a hyphen."""
    if start and doc_words.text[start - 1] in HYPHENS and _joined(doc_words, start - 1, start):
        return False
    if doc_words.text[start + 1] in HYPHENS and _joined(doc_words, start, start + 1):
        return not doc_words.text[start][:1].isdigit()
    generic = generic_words()
    if (
        BRACKET.search(doc_words.text[start])
        or doc_words.lemma[start] in generic["adjective"]
        or doc_words.tag[start] in ("JJR", "JJS", "RBR", "RBS")
    ):
        return False
    if start and doc_words.pos[start - 1] == "NUM" and doc_words.lemma[start] in generic["unit"]:
        return False
    return doc_words.pos[start] in OPEN and bool(WORDLIKE.search(doc_words.text[start]))


def _belongs(doc_words: Words, left: int, start: int, head: int, parsed: bool) -> bool:
    """Whether the word `left`, just before `start`, is part of the phrase of `head`."""
    text, pos = doc_words.text[left], doc_words.pos[left]
    if text in HYPHENS or doc_words.text[start] in HYPHENS:
        return _joined(doc_words, left, start)
    if pos not in OPEN and pos != "ADV":
        return False
    if not parsed:
        return pos in ("ADJ", "NOUN", "PROPN") or doc_words.tag[left] == "VBN"
    if left == head - 1 and _is_day(doc_words, head) and _names_a_day(doc_words, head):
        return True
    if doc_words.dep[left] not in MODIFIERS or doc_words.tag[left] in ("VBD", "VBZ", "VBP", "VB", "MD"):
        return False
    governor = doc_words.head[left]
    hyphened = left > 0 and doc_words.text[left - 1] in HYPHENS and _joined(doc_words, left - 1, left)
    return hyphened or start <= governor <= head


def _joined(doc_words: Words, left: int, right: int) -> bool:
    """Whether no space stands between two neighbors."""
    return doc_words.end[left] == doc_words.start[right]


def _closed(doc_words: Words, barred: Iterable[tuple[int, int]]) -> list[bool]:
    """For each word whether it lies in a barred span."""
    closed = [False] * len(doc_words.text)
    place = 0
    for start, end in sorted(barred):
        while place > 0 and doc_words.end[place - 1] > start:
            place -= 1
        while place < len(closed) and doc_words.end[place] <= start:
            place += 1
        inside = place
        while inside < len(closed) and doc_words.start[inside] < end:
            closed[inside] = True
            inside += 1
    return closed
