"""The words of a Doc with what a look along its parse needs, as plain lists."""

from typing import NamedTuple

from spacy.tokens import Doc

from dramatis.extract.scheme import Words

__all__ = ["ACTIVE_SUBJECTS", "AGENTS", "PASSIVE_SUBJECTS", "RELATIVES", "Grammar", "grammar", "is_language", "left", "right"]

ACTIVE_SUBJECTS = frozenset({"nsubj", "nsubj:outer"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
AGENTS = frozenset({"obl:agent", "agent"})
RELATIVES = frozenset({"acl:relcl", "relcl", "advcl:relcl"})


class Grammar(NamedTuple):
    """The words of a Doc with what a look along the parse needs.

    Attributes
    ----------
    words : Words
        The words.
    children : list of list of int
        Words that hang from each word; empty lists without a parse.
    doc : Doc
        The Doc, for :func:`left` and :func:`right`.
    first, last : list of int
        First and last word of the sentence that each word stands in.
    quoted : list of bool
        Whether the word stands in quotation marks.
    parsed : bool
        Whether there is a parse.
    """

    words: Words
    children: list[list[int]]
    doc: Doc
    first: list[int]
    last: list[int]
    quoted: list[bool]
    parsed: bool


def grammar(doc: Doc, words: Words, quoted: list[bool]) -> Grammar:
    """The view of a Doc that frames are read from; linear in its length."""
    parsed = doc.has_annotation("DEP")
    children: list[list[int]] = [[] for _ in words.text]
    if parsed:
        for i, head in enumerate(words.head):
            if head != i:
                children[head].append(i)
    return Grammar(words, children, doc, *_sentence_bounds(words.sentence), quoted, parsed)


def left(view: Grammar, i: int) -> int:
    """The first word of what hangs from word `i`."""
    return view.doc[i].left_edge.i


def right(view: Grammar, i: int) -> int:
    """The last word of what hangs from word `i`."""
    return view.doc[i].right_edge.i


def _sentence_bounds(sentences: list[int]) -> tuple[list[int], list[int]]:
    first, last = list(range(len(sentences))), list(range(len(sentences)))
    for i in range(1, len(sentences)):
        first[i] = first[i - 1] if sentences[i] == sentences[i - 1] else i
    for i in range(len(sentences) - 2, -1, -1):
        last[i] = last[i + 1] if sentences[i] == sentences[i + 1] else i
    return first, last


def is_language(view: Words, first: int, last: int) -> bool:
    """Whether a demonym stands for the language: *in Russian*, *speaks Dutch*, *translated from Polish* with no noun after it."""
    after = view.pos[last] if last < len(view.pos) else ""
    before = view.lemma[first - 1] if first else ""
    return (
        after not in {"NOUN", "PROPN", "ADJ"}
        and before in {"in", "from", "into", "speak", "learn", "teach", "understand"}
        and view.tag[first] != "NNPS"
    )
