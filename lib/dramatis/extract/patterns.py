"""Word patterns found in a text: single words and phrases, by their form or by their lemma."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from dramatis.extract.scheme import Words

__all__ = ["Match", "PatternIndex", "index", "matches", "parts"]

HYPHENS = frozenset("-‐‑–")
PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Match(NamedTuple):
    """One place of a pattern: its key and the first word and the word after the last one."""

    key: str
    start: int
    end: int


class PatternIndex(NamedTuple):
    """Patterns by their first word: `loose` by lower-case form or lemma, `exact` as written; longest first."""

    loose: dict[str, list[tuple[tuple[str, ...], str]]]
    exact: dict[str, list[tuple[tuple[str, ...], str]]]


def parts(pattern: str) -> tuple[str, ...]:
    """The words of a pattern; hyphens part words, since pipelines differ on them."""
    return tuple(PART.findall(pattern))


def index(patterns: Iterable[tuple[str, bool]]) -> PatternIndex:
    """Patterns made ready to be found.

    Parameters
    ----------
    patterns : iterable of (str, bool)
        A pattern, which is also its key, and whether it must stand in the text exactly as written. Other patterns are found in any case,
        by form or by lemma: ``tax cut`` finds *tax cuts*.
    """
    made = PatternIndex({}, {})
    for pattern, is_exact in patterns:
        pieces = parts(pattern if is_exact else pattern.lower())
        if pieces:
            (made.exact if is_exact else made.loose).setdefault(pieces[0], []).append((pieces, pattern))
    for table in made:
        for entries in table.values():
            entries.sort(key=lambda entry: -len(entry[0]))
    return made


def matches(doc_words: Words, patterns: PatternIndex) -> list[Match]:
    """All places of the patterns, in the order of the text; at one word only the longest patterns that start there."""
    places = _places(doc_words)
    found: list[Match] = []
    loose, exact = patterns
    lemmas, lowers, texts = doc_words.lemma, doc_words.lower, doc_words.text
    for spot, place in enumerate(places):
        if place < 0 or not (lemmas[place] in loose or lowers[place] in loose or texts[place] in exact):
            continue
        entries = _entries(doc_words, place, patterns)
        longest = 0
        for pieces, key, is_exact in entries:
            if len(pieces) >= longest and (end := _end(doc_words, places, spot, pieces, is_exact)):
                longest = len(pieces)
                found.append(Match(key, place, end))
    return found


def _entries(doc_words: Words, place: int, patterns: PatternIndex) -> list[tuple[tuple[str, ...], str, bool]]:
    """The patterns that may start at a word, longest first."""
    lower, lemma = doc_words.lower[place], doc_words.lemma[place]
    loose = patterns.loose.get(lower, ())
    by_lemma = patterns.loose.get(lemma, ()) if lemma != lower else ()
    exact = patterns.exact.get(doc_words.text[place], ())
    entries = [(*entry, False) for entry in (*loose, *by_lemma)] + [(*entry, True) for entry in exact]
    if len(entries) == 1:
        return entries
    return sorted(dict.fromkeys(entries), key=lambda entry: -len(entry[0]))


def _end(doc_words: Words, places: list[int], spot: int, pieces: tuple[str, ...], is_exact: bool) -> int:
    """The word after the pattern that starts at `spot`; 0 where it does not stand there."""
    if len(pieces) == 1:  # the first word led here
        return places[spot] + 1
    if spot + len(pieces) > len(places):
        return 0
    for piece, place in zip(pieces, places[spot : spot + len(pieces)], strict=True):
        if place < 0:
            return 0
        if is_exact and doc_words.text[place] != piece:
            return 0
        if not is_exact and piece not in (doc_words.lower[place], doc_words.lemma[place]):
            return 0
    return places[spot + len(pieces) - 1] + 1


def _places(doc_words: Words) -> list[int]:
    """The words that patterns are held against: hyphens are passed over, other signs are a -1 that no pattern crosses."""
    return [place if word[0].isalnum() else -1 for place, word in enumerate(doc_words.text) if word not in HYPHENS]
