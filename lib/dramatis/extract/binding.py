"""Whom a pronoun cannot mean by its place in the clause (principle B of binding: Chomsky 1981, "Lectures on Government and Binding")."""

from collections.abc import Mapping

from dramatis.extract.scheme import OBJECTS, SUBJECTS, Words

__all__ = ["is_own_subject"]

RENAMING = frozenset({"appos", "flat", "acl", "xcomp", "oprd", "attr"})
"""Relations along which a name still means what the noun above it means: *a chef named Doe*, *another, a Polish chef, Doe*."""


def is_own_subject(view: Words, at_word: Mapping[int, str], word: int, actor: str) -> bool:
    """Whether the pronoun at `word` is the object of a verb whose subject is the actor: *Doe struck him* leaves Doe out.

    Reflexive pronouns and possessives are not asked about. `at_word` has the actor that each word so far was found to mean.
    """
    if view.dep[word] not in OBJECTS:
        return False
    verb, inside = view.head[word], view.sentence[word]
    at = word - 1
    while at >= 0 and view.sentence[at] == inside:
        if at_word.get(at) == actor and _is_subject(view, at, verb):
            return True
        at -= 1
    return False


def _is_subject(view: Words, word: int, verb: int) -> bool:
    """Whether a word, or the noun that it names, is a subject of the verb."""
    for _ in range(len(RENAMING)):
        if view.head[word] == verb:
            return view.dep[word] in SUBJECTS
        if view.dep[word] not in RENAMING:
            return False
        word = view.head[word]
    return False
