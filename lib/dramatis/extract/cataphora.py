"""Pronouns that stand before the name they mean: *In her speech, | Waters said*, *Acting via his lawyers, | Haddad denied it*.

A fronted phrase or clause of a sentence whose subject is a person's name takes its *he* or *she* from that subject.

References
----------
Quirk et al. 1985, *A Comprehensive Grammar of the English Language*, 6.19 (cataphoric pronouns in subordinate position).
"""

from dramatis.extract import lexicons
from dramatis.extract.anaphora import Anaphor
from dramatis.extract.known import Mentioned
from dramatis.extract.scheme import Words

__all__ = ["cataphors"]

FRONTED = 14
"""Words from the start of the sentence within which a fronted pronoun stands."""


def cataphors(view: Words, anaphors: list[Anaphor], people: list[Mentioned]) -> dict[int, str]:
    """First word of a pronoun to the person that is named after it in its sentence.

    Parameters
    ----------
    view : Words
        The words of the article.
    anaphors : list of Anaphor
        All of them; only *he* and *she* in their forms are looked at.
    people : list of Mentioned
        The names of persons, in the order of the text.
    """
    by_sentence: dict[int, list[Mentioned]] = {}
    for mention in people:
        by_sentence.setdefault(view.sentence[mention.first], []).append(mention)
    starts: dict[int, int] = {}
    for word in range(len(view.text) - 1, -1, -1):
        starts[view.sentence[word]] = word
    found = {}
    for anaphor in anaphors:
        sentence = view.sentence[anaphor.first]
        named = by_sentence.get(sentence)
        early = anaphor.group in {"he", "she"} and anaphor.first - starts[sentence] < FRONTED
        if named and early and anaphor.first < named[0].first and _is_fronted(view, anaphor.first, named[0]):
            found[anaphor.first] = named[0].actor
    return found


def _is_fronted(view: Words, word: int, subject: Mentioned) -> bool:
    """Whether the word hangs, before a comma, from the verb whose subject the name is."""
    before = subject.first - 1
    while before > 0 and view.lower[before] in lexicons.titles():  # *Asked if she agreed, Dr | Doe smiled*
        before -= 1
    heads = [i for i in range(before + 1, subject.last) if not before < view.head[i] < subject.last]
    if not heads or view.dep[heads[0]] not in {"nsubj", "nsubj:pass", "nsubjpass"} or view.text[before] != ",":
        return False
    verb = view.head[heads[0]]
    for _ in range(12):
        above = view.head[word]
        if above == verb:
            return view.dep[word] in {"obl", "advcl", "advmod", "obl:unmarked", "prep"}
        if above == word:
            return False
        word = above
    return False
