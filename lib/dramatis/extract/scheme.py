"""Labels of both common schemes, and a plain view of a Doc's words.

English pipelines for spaCy label names as OntoNotes does (``GPE``, ``NORP``) or as CoNLL and GUM do (``LOC``, ``MISC``), and syntax
as Universal Dependencies (``obj``, ``nsubj:pass``) or as CLEAR does (``dobj``, ``nsubjpass``). Everything in ``extract`` asks here.

References
----------
Universal Dependencies v2: https://universaldependencies.org/u/dep/ . CLEAR: Choi and Palmer (2012), "Guidelines for the CLEAR style
constituent to dependency conversion". OntoNotes 5 names: LDC2013T19.
"""

from typing import NamedTuple

from spacy.tokens import Doc

__all__ = ["ADJUNCTS", "APPOSITIONS", "ATTRIBUTES", "CLAUSES", "OBJECTS", "SUBJECTS", "Words", "label_kind", "words"]

KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "LOC": "place", "GPE": "place", "FAC": "place",
    "NORP": "group", "EVENT": "event", "MISC": "work", "WORK_OF_ART": "work", "LAW": "work", "PRODUCT": "work",
}  # fmt: skip

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "nsubjpass", "csubjpass", "obl:agent", "agent", "expl"})
OBJECTS = frozenset({"obj", "iobj", "dobj", "dative"})
ADJUNCTS = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked", "pobj", "obl:npmod", "npadvmod"})
ATTRIBUTES = frozenset({"compound", "amod", "nmod:poss", "poss", "nmod:desc", "nn", "flat"})
APPOSITIONS = frozenset({"appos", "nmod:desc"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "conj", "csubj", "xcomp", "advcl:relcl", "list"})


class Words(NamedTuple):
    """The words of a Doc as parallel lists, read once: plain lists are many times faster to look into than tokens.

    Attributes
    ----------
    text, lower, pos, tag, dep, lemma : list of str
        As spaCy's attributes of that name; `pos` is filled from `tag` alone where a pipeline sets no UPOS.
    head : list of int
        Index of the head word; a root is its own head.
    start, end : list of int
        Characters of the word in the text.
    sentence, paragraph : list of int
        Number of the sentence and the paragraph that the word stands in.
    """

    text: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    lemma: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    paragraph: list[int]


def label_kind(label: str) -> str | None:
    """The actor kind that a label of a name stands for; ``None`` for dates, numbers and labels that are not known."""
    return KINDS.get(label)


def words(doc: Doc) -> Words:
    """The view of a Doc; words of a Doc without sentences or parse are one sentence a paragraph and their own heads."""
    tokens = list(doc)
    text = [token.text for token in tokens]
    start = [token.idx for token in tokens]
    paragraph, sentence = _places(doc, tokens, text)
    return Words(
        text=text,
        lower=[word.lower() for word in text],
        pos=[token.pos_ or _pos(token.tag_) for token in tokens],
        tag=[token.tag_ for token in tokens],
        dep=[token.dep_ for token in tokens],
        lemma=[(token.lemma_ or token.lower_).lower() for token in tokens],
        head=[token.head.i for token in tokens],
        start=start,
        end=[first + len(word) for first, word in zip(start, text, strict=True)],
        sentence=sentence,
        paragraph=paragraph,
    )


def _places(doc: Doc, tokens: list, text: list[str]) -> tuple[list[int], list[int]]:
    """Paragraph and sentence of every word; the end of a paragraph always ends a sentence, and white space starts none."""
    starts = [bool(token.is_sent_start) for token in tokens]
    paragraphs, sentences = [], []
    paragraph, sentence, fresh, seen = 0, -1, True, False
    for index, word in enumerate(text):
        space = word.isspace()
        if not space and (fresh or starts[index]):
            sentence, fresh = sentence + 1, False
        seen = seen or not space
        paragraphs.append(paragraph)
        sentences.append(max(sentence, 0))
        if "\n\n" in word and seen:
            paragraph, fresh, seen = paragraph + 1, True, False
    return paragraphs, sentences


def _pos(tag: str) -> str:
    if tag.startswith("NNP"):
        return "PROPN"
    return {"N": "NOUN", "V": "VERB", "J": "ADJ", "R": "ADV", "P": "PRON", "C": "NUM", "D": "DET", "I": "ADP"}.get(tag[:1], "X")
