"""How much a phrase stands for its article: features of place, number and rarity, weighed by a fitted table."""

import math
from typing import NamedTuple

from dramatis.extract.background import zipf
from dramatis.extract.candidates import Candidate, Words

__all__ = ["FEATURES", "Group", "features", "scores"]


class Group(NamedTuple):
    """One phrase: `key` its lemmas, `text` the form to show, `members` its places in the order of the text."""

    key: tuple[str, ...]
    text: str
    members: list[Candidate]


FEATURES = (
    "early",
    "lead",
    "title",
    "frequency",
    "head_frequency",
    "spread",
    "rarity",
    "rarest",
    "length",
    "subject",
    "object",
    "proper",
    "vague",
)
WEIGHTS = (1.0, 0.3, 1.0, 0.6, 0.6, 0.8, 0.25, 0.1, 0.3, 0.2, 0.2, -0.3, -3.0)
BIAS = -5.0
VAGUE = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday "
    "sunday year month week day hour minute second moment today yesterday tomorrow tonight morning afternoon evening night midnight noon weekend "
    "century decade time date spring summer autumn winter season "
    "percent percentage number amount lot hundred thousand million billion dozen couple pair rest half third quarter majority minority part piece "
    "kind sort type bit series set range variety meter metre kilometer kilometre mile foot inch kilogram ton tonne degree dollar euro pound "
    "one other thing something anything everything nothing someone anyone everyone way order fact example instance place end beginning "
    "start lack addition reason case sense respect regard account term matter a.m. p.m. am pm copyright image photo picture file".split()
)
"""Nouns that measure, count, date or point without a subject of their own."""
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubjpass", "csubj", "nsubj:outer"))
OBJECTS = frozenset(("obj", "dobj", "iobj"))


def scores(doc_words: Words, made: list[Group], title: frozenset[str]) -> list[float]:
    """The score of each phrase, 0 to 1, higher is better; comparable within one article only."""
    return [_score(row) for row in features(doc_words, made, title)]


def _score(row: tuple[float, ...]) -> float:
    return 1 / (1 + math.exp(-BIAS - sum(weight * value for weight, value in zip(WEIGHTS, row, strict=True))))


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
    deps = [doc_words.dep[member.head] for member in group.members]
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
        float(all(doc_words.pos[member.head] == "PROPN" for member in group.members)),
        float(group.key[-1] in VAGUE),
    )
