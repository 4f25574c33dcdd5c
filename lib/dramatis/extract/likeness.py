"""How well a common noun fits an actor: *the airline* for *Acme Air*, *the pontiff* for a pope, *the boy* for a child of three.

Nearness in meaning comes from the table of word vectors that ships with the embedded pipeline; without it every two words are as far
apart as they can be, and only equal words and the sets below count.
"""

from collections.abc import Iterable
from functools import lru_cache

from dramatis.extract.folding import word_set
from dramatis.extract.meaning import direction

__all__ = ["is_same_role", "nearest", "nearness"]

SAME_ROLES = (
    word_set("boy girl child kid teenager teen toddler youth youngster infant baby adolescent schoolboy schoolgirl"),
    word_set("pope pontiff"),
    word_set("king queen monarch sovereign"),
    word_set("lawmaker legislator parliamentarian congressman congresswoman senator mp deputy representative"),
    word_set("lawyer attorney barrister solicitor counsel"),
    word_set("premier prime-minister"),
    word_set("footballer player striker midfielder defender goalkeeper forward winger"),
    word_set("policeman policewoman officer constable"),
    word_set("gunman shooter attacker assailant"),
    word_set("author writer novelist"),
    word_set("singer musician"),
    word_set("physician doctor surgeon"),
    word_set("coach manager"),
    word_set("businessman businesswoman entrepreneur tycoon billionaire"),
    word_set("film-maker filmmaker director"),
)
"""Nouns for people of which a writer takes one for another, by common usage; gender is looked at elsewhere."""


@lru_cache(maxsize=1)
def _sets() -> dict[str, list[int]]:
    sets: dict[str, list[int]] = {}
    for number, words in enumerate(SAME_ROLES):
        for word in words:
            sets.setdefault(word, []).append(number)
    return sets


@lru_cache(maxsize=65536)
def is_same_role(noun: str, other: str) -> bool:
    """Whether two nouns for people can stand for each other in one article."""
    known = _sets()
    return noun == other or any(number in known.get(other, ()) for number in known.get(noun, ()))


@lru_cache(maxsize=65536)
def nearness(a: str, b: str) -> float:
    """How near two words are in meaning, 0 (not at all, or not known) to 1 (the same word)."""
    if a == b:
        return 1.0
    first, second = _direction(a), _direction(b)
    if first is None or second is None:
        return 0.0
    # Rounded, so that the order in which a processor adds does not decide who is meant.
    return max(0.0, round(float(first @ second), 4))


def nearest(noun: str, words: Iterable[str]) -> float:
    """The nearness of a noun to the nearest of some words; 0 where there are none."""
    return max((nearness(noun, word) for word in words), default=0.0)


@lru_cache(maxsize=16384)
def _direction(word: str):
    return direction({word: 1.0})
