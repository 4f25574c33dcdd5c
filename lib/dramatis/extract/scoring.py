"""How much a phrase stands for its article: features of place, number and rarity, weighed by a table set by hand after a fit."""

import math

from dramatis.extract.background import zipf
from dramatis.extract.candidates import generic_words
from dramatis.extract.lexicons import nouns, titles
from dramatis.extract.scheme import OBJECTS, SUBJECTS, Words
from dramatis.extract.variants import Group

__all__ = ["FEATURES", "features", "scores"]


WEIGHTS = {
    "early": 1.5,
    "lead": 0.3,
    "title": 0.8,
    "frequency": 0.4,
    "head_frequency": 0.55,
    "spread": 2.0,
    "rarity": 0.1,
    "rarest": 0.05,
    "length": 0.3,
    "subject": 0.35,
    "object": 0.1,
    "proper": 0.0,
    "relational": -0.4,
    "vague": -2.5,
    "shell": -0.6,
    "person": -2.0,
    "body": -0.8,
}
"""What each feature adds to the logit of the score: set by hand, guided by a fit (training/topics/fit.py) on documents that are not news,
with the figures on news in view, so that those are development figures."""
FEATURES = tuple(WEIGHTS)
BIAS = -6.0


def scores(doc_words: Words, made: list[Group], title: frozenset[str]) -> list[float]:
    """The score of each phrase, 0 to 1, higher is better; comparable within one article only."""
    return [_score(row) for row in features(doc_words, made, title)]


def _score(row: tuple[float, ...]) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(weight * value for weight, value in zip(WEIGHTS.values(), row, strict=True))))


def features(doc_words: Words, made: list[Group], title: frozenset[str]) -> list[tuple[float, ...]]:
    """The values of :data:`FEATURES` for each phrase."""
    places: dict[str, list[int]] = {}
    for place, pos in enumerate(doc_words.pos):
        if pos in ("NOUN", "PROPN", "VERB", "ADJ"):
            places.setdefault(doc_words.lemma[place], []).append(place)
    count = max(1, len(doc_words.text))
    stretches = max(1, min(20, doc_words.sentence[-1] + 1))
    return [_row(doc_words, group, places.get(group.key[-1], []), title, (count, stretches)) for group in made]


def _row(doc_words: Words, group: Group, places: list[int], title: frozenset[str], size: tuple[int, int]) -> tuple[float, ...]:
    first = group.members[0]
    count, stretches = size
    head_places = places or [member.head for member in group.members]
    spread = len({place * stretches // count for place in head_places}) / stretches
    rarities = [8 - zipf(lemma) for lemma in group.key]
    proper = all(doc_words.pos[member.head] == "PROPN" for member in group.members)
    named = nouns().get(group.key[-1]) if not proper or group.key[-1] in titles() else None
    kinds = named.kinds if named else ()
    deps = [doc_words.dep[member.head] for member in group.members]
    followed = sum(doc_words.lower[member.end] == "of" for member in group.members if member.end < count) / len(group.members)
    generic, last = generic_words(), group.key[-1]
    return (
        1 / math.log2(2 + first.start / 20),
        float(doc_words.sentence[first.head] < 2),
        sum(word in title for word in group.key) / len(group.key) if title else 0.0,
        math.log2(1 + len(group.members)),
        math.log2(1 + len(head_places)),
        spread,
        rarities[-1],
        max(rarities),
        math.log2(len(group.key)),
        float(any(dep in SUBJECTS for dep in deps)),
        float(any(dep in OBJECTS for dep in deps)),
        float(proper),
        followed,
        float(last in generic["noun"] or (followed >= 0.5 and last in generic["filled"])),
        float(last in generic["shell"]),
        float(kinds[:1] == ("person",)),
        float(kinds[:1] in (("organization",), ("place",))),
    )
