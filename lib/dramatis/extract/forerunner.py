"""Whom *he* or *she* stands for right behind a sentence whose subject is a person by name.

References
----------
That the subject of the sentence before is the likeliest antecedent of a subject pronoun: Grosz, Joshi and Weinstein 1995, "Centering: A
Framework for Modeling the Local Coherence of Discourse".
"""

from bisect import bisect_left
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from dramatis.extract.speakers import Cast

__all__ = ["forerunner"]

_GENDERS = ({"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"})


def forerunner(doc: Doc, who: Cast, first: int, pronoun: tuple[int, int], contents: Iterable[tuple[int, int]]) -> tuple[str, bool] | None:
    """The person by name who is the subject of the sentence before, where the text does not speak against him.

    Parameters
    ----------
    doc : Doc
        The article's text after the pipeline.
    who : Cast
        Its actors and their mentions.
    first : int
        First character of what is said, or of the pronoun where that stands before it.
    pronoun : tuple of int
        Characters of the pronoun.
    contents : iterable of tuple of int
        Characters of all that is quoted or reported: subjects within it are not the narrator's.

    Returns
    -------
    tuple of str and bool, or None
        The actor, and whether a pronoun of this gender stands for him elsewhere; None also where one of the other gender does.
    """
    before = _sentence_before(doc, first)
    if before is None:
        return None
    at = bisect_left(who.starts, before.start_char)
    named = [m for m in who.mentions[at : bisect_left(who.starts, before.end_char)] if m[3] == "name" and who.kinds.get(m[2]) == "person"]
    if not named or any(start <= named[0][0] < end for start, end in contents):
        return None
    span = doc.char_span(named[0][0], named[0][1], alignment_mode="expand")
    is_subject = span is not None and span.root.dep_.startswith("nsubj") and _is_main(span.root.head, before)
    fits = _fits(doc.text, who, named[0][2], pronoun) if is_subject else None
    return None if fits is None else (named[0][2], fits)


def _sentence_before(doc: Doc, first: int) -> Span | None:
    """The sentence that ends right before the one of a character, in the same paragraph."""
    token = doc.char_span(first, first + 1, alignment_mode="expand")
    if token is None or not doc.has_annotation("SENT_START") or token.sent.start == 0:
        return None
    before = doc[token.sent.start - 1].sent
    return None if "\n\n" in doc.text[before.start_char : first] else before


def _is_main(head, sentence: Span) -> bool:
    return head == sentence.root or (head.dep_ == "conj" and head.head == sentence.root)


def _fits(text: str, who: Cast, actor: str, pronoun: tuple[int, int]) -> bool | None:
    """Whether pronouns of this gender stand for the actor elsewhere; None where such of the other do."""
    word = text[pronoun[0] : pronoun[1]].lower()
    own, other = _GENDERS if word in _GENDERS[0] else _GENDERS[::-1]
    words = {text[m[0] : m[1]].lower() for m in who.mentions if m[2] == actor and m[3] == "pronoun"}
    return None if words & other else bool(words & own)
