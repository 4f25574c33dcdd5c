"""What a topic is called: the form of a key phrase that is no actor's name, and how well it names a topic."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from dramatis.extract.affinity import Phrase
from dramatis.extract.background import zipf
from dramatis.extract.candidates import generic_words
from dramatis.extract.codes import profile_words
from dramatis.extract.lexicons import capitals, country_of_demonym, country_of_name, nouns
from dramatis.extract.scheme import Words

__all__ = ["BARE", "Label", "Names", "actor_names", "label"]

COMMON = 4.2
"""Zipf value (see :mod:`dramatis.extract.background`) above which a single word says little by itself."""
WEAK, BARE = 0.5, 0.2
"""How well a body, a place or a word that takes its content from elsewhere (*statement*) names a topic: with words before it, and bare."""
RELATING = frozenset({"of", "in", "for", "on", "and", "to", "at", "by", "with", "against"})
PIECE = re.compile(r"[^\W_]+")

Names = dict[str, frozenset[tuple[str, ...]]]
"""The names of actors as tuples of words in lower case, by their first word."""


class Label(NamedTuple):
    """The name of a topic: `fitness`, 0 to 1, says how well it names one."""

    text: str
    fitness: float


def actor_names(actors: pd.DataFrame | None) -> Names:
    """The names and aliases of all actors, made ready to be looked for in labels."""
    made: dict[str, set[tuple[str, ...]]] = {}
    if actors is not None:
        for name, aliases in zip(actors["name"].tolist(), actors["aliases"].tolist(), strict=True):
            for words in map(_pieces, (name, *aliases)):
                if words and not all(map(str.isdigit, words)):
                    made.setdefault(words[0], set()).add(words)
    return {first: frozenset(names) for first, names in made.items()}


def label(phrase: Phrase, doc_words: Words, names: Names) -> Label | None:
    """What a topic of this phrase may be called.

    The phrase as it is shown, where no actor's name is in it. Else what follows the name (*Hajj stampede*: stampede), and of a name that
    ends the phrase the common noun that it ends in, with the word before it where that is a common one too (*Berlin International Film
    Festival*: film festival).

    Returns
    -------
    Label or None
        None where nothing but a name is left.
    """
    held = _name_end(phrase.text, names)
    if not held:
        return Label(phrase.text, _fitness(phrase, phrase.text, phrase.lemmas, doc_words))
    text = _rest(phrase.text[held:]) or _common_part(phrase, doc_words, names)
    if not text or _name_end(text, names):
        return None
    return Label(text, _fitness(phrase, text, phrase.lemmas[-len(text.split()) :], doc_words))


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(PIECE.findall(text.lower()))


def _name_end(text: str, names: Names) -> int:
    """Where the last actor's name in a text ends, in characters; 0 where it holds none."""
    found = list(PIECE.finditer(text.lower()))
    words = tuple(piece.group() for piece in found)
    ends = [
        found[place + len(name) - 1].end()
        for place, word in enumerate(words)
        for name in names.get(word, ())
        if words[place : place + len(name)] == name
    ]
    return max(ends, default=0)


def _rest(text: str) -> str:
    """What a name leaves of a phrase, less the rest of a word that it begins (*World War II-era bomber*); empty before *of*, *in*."""
    words = text.lstrip("'’").split()
    if text[:1].strip():
        words = words[1:]
    return "" if not words or words[0] in RELATING else " ".join(words)


def _common_part(phrase: Phrase, doc_words: Words, names: Names) -> str:
    """The common noun that a name ends in, with the word before it where that is a common one and the two are no name; may be empty."""
    words = phrase.text.split()
    if "of" in words or not _is_common(words[-1], phrase.lemmas[-1], doc_words):
        return ""
    two = " ".join(words[-2:]).lower()
    if min(len(words) - 1, len(phrase.lemmas)) > 1 and _is_common(words[-2], phrase.lemmas[-2], doc_words) and not _name_end(two, names):
        return two
    return words[-1].lower()


def _is_common(word: str, lemma: str, doc_words: Words) -> bool:
    """Whether a word of a name is a common word: one that stands in small letters in the text or among the terms of the subject codes."""
    if word in country_of_demonym() or lemma in country_of_name() or lemma in capitals() or lemma in generic_words()["adjective"]:
        return False
    return word.isalpha() and (lemma in profile_words() or word.lower() in doc_words.text)


def _fitness(phrase: Phrase, text: str, lemmas: Iterable[str], doc_words: Words) -> float:
    """How well a text names a topic, 0 to 1: bodies, places and words that take their content from elsewhere do so less well."""
    *_, last = lemmas
    bare = len(text.replace("-", " ").split()) == 1
    proper = phrase.proper and text == phrase.text
    empty = last in generic_words()["shell"] or (last in nouns() and not proper)
    followed = 2 * sum(doc_words.lower[after : after + 1] == ["of"] for _, after in phrase.spans) >= len(phrase.spans)
    if last in generic_words()["telling"] and " of " not in text:
        return BARE
    if bare and (empty or followed or last in generic_words()["weak"] or (proper and not text.isupper())):
        return BARE
    return (WEAK if empty else 1.0) * (0.5 if followed else 1.0) * (0.5 if bare and zipf(last) > COMMON else 1.0)
