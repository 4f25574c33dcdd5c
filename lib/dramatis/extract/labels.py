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

__all__ = ["BARE", "FOLLOWED", "WEAK", "Label", "Names", "actor_names", "fair", "label"]

COMMON, EVERYDAY = 4.2, 4.8
"""Zipf value (see :mod:`dramatis.extract.background`) above which a single word says little by itself, and least where it comes once."""
WEAK, FOLLOWED, BARE = 0.5, 0.25, 0.2
"""How well a body, a place or a word that takes its content from elsewhere (*statement*) names a topic: with words before it, where
its content follows (*assassination of* somebody), and bare."""
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

    The phrase as it is shown, where no actor's name is in it. Else what follows the name (*Acme strike*: strike), and of a name that
    ends the phrase the common noun that it ends in, with the word before it where that is a common one too (*Larkvale National Bread
    Fair*: bread fair).

    Returns
    -------
    Label or None
        None where nothing but a name is left.
    """
    held = _name_end(phrase.text, names)
    if not held:
        text = _small(phrase.text, phrase.lemmas, doc_words)
        return Label(text, _fitness(phrase, text, phrase.lemmas, doc_words))
    text = _rest(phrase.text[held:]) or _common_part(phrase, doc_words, names)
    if not text or _name_end(text, names) or text.lower() in generic_words()["calendar"]:
        return None
    return Label(text, _fitness(phrase, text, phrase.lemmas[-len(text.split()) :], doc_words))


def fair(made: Label, phrase: Phrase, members: list[Phrase], doc_words: Words) -> tuple[Label, list[Phrase]]:
    """A label of which at least half of the places of a topic have all words, and the phrases with the places that it stands for.

    Parameters
    ----------
    made, phrase : Label, Phrase
        The label and the phrase that it comes from.
    members : list of Phrase
        All phrases of the topic.
    doc_words : Words
        The words of the article.

    Returns
    -------
    Label, list of Phrase
        The label less the words at its start, or after *of*, that fewer than half of the places have, or in whose stead one has others
        (*joint projects*, *mining projects*: projects). Its last word is kept though fewer have it: the others stand for nearly the
        same (*car*, *vehicle*). Where that word says little by itself (*process*), the label stays, and the topic has only the places
        that say all of it.
    """
    if made.text.isalpha():
        return made, members
    lemma = {doc_words.lower[place]: doc_words.lemma[place] for member in members for span in member.spans for place in range(*span)}
    held = {span: _words_of(span, doc_words) for member in members for span in member.spans}
    for text in _shorter(made.text):
        wanted = {lemma.get(piece, piece) for piece in _pieces(text)}
        lacking = [span for span, words in held.items() if not wanted <= words]
        if 2 * len(lacking) <= len(held) and not any(_says_else(span, wanted, doc_words) for span in lacking):
            break
    if text == made.text:
        return made, members
    last = _pieces(text.partition(" of ")[0])[-1:] or (text,)
    short = Label(text, _fitness(phrase, text, (lemma.get(last[0], last[0]),), doc_words))
    wanted = {lemma.get(piece, piece) for piece in _pieces(made.text)}
    kept = [member._replace(spans=[span for span in member.spans if wanted <= held[span]]) for member in members]
    kept = [member for member in kept if member.spans]
    return (made, kept) if kept and short.fitness <= BARE < made.fitness else (short, members)


def _says_else(span: tuple[int, int], wanted: set[str], doc_words: Words) -> bool:
    """Whether a place has words before its last one that a label lacks."""
    lemmas = [doc_words.lemma[place] for place in range(*span) if doc_words.pos[place] not in ("DET", "ADP", "PUNCT", "VERB")]
    return any(lemma not in wanted for lemma in lemmas[:-1])


def _words_of(span: tuple[int, int], doc_words: Words) -> set[str]:
    """The words of a place and their lemmas, in lower case."""
    return set(_pieces(" ".join((*doc_words.text[slice(*span)], *doc_words.lemma[slice(*span)]))))


def _shorter(text: str) -> list[str]:
    """A label and its shorter forms, down to its head: *high cost of living*, *cost of living*, *high cost*, *cost*."""
    head, of, rest = text.partition(" of ")
    words = head.split()
    ends = [" ".join(words[first:]) for first in range(len(words))]
    return [*(end + of + rest for end in ends if of), *ends]


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
    """What a name leaves of a phrase, less the rest of a word that it begins (*Acme-built engine*); empty before *of*, *in*."""
    words = text.lstrip("'’").split()
    if text[:1].strip():
        words = words[1:]
    return "" if not words or words[0] in RELATING else " ".join(words)


def _common_part(phrase: Phrase, doc_words: Words, names: Names) -> str:
    """The common noun that a name ends in, with the word before it where that is a common one and the two are no name; may be empty."""
    words = phrase.text.split()
    if "of" in words or not _is_common(words[-1], phrase.lemmas[-1], doc_words):
        return ""
    two, before = " ".join(words[-2:]).lower(), " ".join(words[-3:-1]).lower()
    if (
        min(len(words) - 1, len(phrase.lemmas)) > 1
        and words[-2][:1].isupper()
        and _is_common(words[-2], phrase.lemmas[-2], doc_words)
        and not (_name_end(two, names) or before in country_of_name())
    ):
        return two
    return words[-1].lower()


def _is_common(word: str, lemma: str, doc_words: Words) -> bool:
    """Whether a word of a name is a common word: one that stands in small letters in the text or among the terms of the subject codes."""
    if word in country_of_demonym() or lemma in country_of_name() or lemma in capitals() or lemma in generic_words()["adjective"]:
        return False
    return word.isalpha() and (lemma in profile_words() or word.lower() in doc_words.text)


def _small(text: str, lemmas: tuple[str, ...], doc_words: Words) -> str:
    """A label in small letters where its one capital, at its start, is that of a common word (*Police*, *Storm warnings*)."""
    first, *rest = text.split()
    if first[1:].islower() and "".join(rest) == "".join(rest).lower():
        known = lemmas[0] in nouns() or any(lemmas[0] in words for words in generic_words().values())
        if known or _is_common(first.lower(), lemmas[0], doc_words):
            return text.lower()
    return text


def _fitness(phrase: Phrase, text: str, lemmas: Iterable[str], doc_words: Words) -> float:
    """How well a text names a topic, 0 to 1: bodies, places and words that take their content from elsewhere do so less well.

    Words that only describe (*wonderful*, *early*) make no better name of the word that they stand before.
    """
    *_, last = lemmas
    lists = generic_words()
    single = len(text.replace("-", " ").split()) == 1
    bare = single or (" " in text and all(word.rpartition("-")[2].lower() in lists["describing"] for word in text.split()[:-1]))
    proper = phrase.proper and text == phrase.text and not text.islower()
    empty = last in lists["shell"] or (last in nouns() and not proper)
    followed = 2 * sum(doc_words.lower[after : after + 1] == ["of"] for _, after in phrase.spans) >= len(phrase.spans)
    if last in lists["telling"] and " of " not in text:
        return BARE
    if (bare and (empty or last in lists["weak"])) or (single and proper and not text.isupper()):
        return BARE
    once = len(phrase.spans) == 1
    if bare and (followed or (once and zipf(last) > EVERYDAY)):
        return FOLLOWED
    everyday = bare and zipf(last) > COMMON
    if everyday and not single and once:
        return BARE
    return (WEAK if empty else 1.0) * (0.5 if followed else 1.0) * (0.5 if everyday else 1.0)
