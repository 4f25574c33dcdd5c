"""Noun chunks for Universal Dependencies; spaCy's English ones expect other labels.

A chunk runs from the first of a noun's own determiners, adjectives and compounds to
the noun, with the parts of a name after it: no prepositional phrases, no clauses, and
no chunk within a chunk.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.symbols import NOUN, PRON, PROPN
from spacy.tokens import Doc, Span, Token
from spacy.util import registry

INNER = frozenset(
    {
        "compound",
        "flat",
        "fixed",
        "goeswith",
        "det",
        "amod",
        "case",
        "expl",
        "nmod:poss",
        "nmod:desc",
        "det:predet",
        "nummod",
        "discourse",
        "reparandum",
        "cc",
        "dep",
    }
)
"""A noun with one of these relations is part of another noun's chunk, or none."""
BEFORE = frozenset(
    {
        "det",
        "amod",
        "nummod",
        "compound",
        "flat",
        "nmod:poss",
        "nmod:desc",
        "det:predet",
        "goeswith",
        "nmod",
        "nmod:unmarked",
        "obl:unmarked",
        "advmod",
    }
)
AFTER = frozenset({"flat", "compound", "fixed", "goeswith", "nummod", "nmod:desc"})


def noun_chunks(doclike: Doc | Span) -> Iterator[tuple[int, int, int]]:
    """Start, end and label of every noun chunk, in order.

    Raises
    ------
    ValueError
        If the text is not parsed.
    """
    doc = doclike.doc
    if not doc.has_annotation("DEP"):
        raise ValueError("noun chunks need dependencies: keep component 'syntax' enabled")
    label = doc.vocab.strings.add("NP")
    end = -1
    for token in doclike:
        if token.pos not in (NOUN, PROPN, PRON) or token.dep_.split(":")[0] in INNER or token.dep_ in INNER:
            continue
        start, stop = max(_start(token), end), _stop(token)
        if start <= token.i and token.i >= end:
            yield start, stop, label
            end = stop


def _start(token: Token) -> int:
    start = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ in BEFORE and (child.dep_ != "nmod" or not _has_case(child)):
            start = child.left_edge.i
        elif child.dep_ != "punct":
            break
    return start


def _stop(token: Token) -> int:
    stop = token.i
    for child in token.rights:
        if child.dep_.split(":")[0] in AFTER and child.left_edge.i == stop + 1:
            stop = child.right_edge.i
        else:
            break
    return stop + 1


def _has_case(token: Token) -> bool:
    return any(child.dep_ == "case" for child in token.lefts)


def use_noun_chunks(nlp: Language) -> Language:
    """Let the documents of `nlp` have these noun chunks."""
    nlp.vocab.get_noun_chunks = noun_chunks
    return nlp


@registry.callbacks("dramatis.noun_chunks.v1")
def create_use_noun_chunks():
    """Factory named in the package's config: `nlp -> nlp`."""
    return use_noun_chunks
