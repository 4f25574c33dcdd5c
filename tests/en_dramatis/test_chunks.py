"""Noun chunks of hand-built trees in Universal Dependencies."""

import pytest
import spacy
from spacy.tokens import Doc

from en_dramatis.chunks import use_noun_chunks
from en_dramatis.tokens import make_tokenizer

VOCAB = use_noun_chunks(spacy.blank("en")).vocab


def tree(rows):
    """A Doc of `word pos dep head` rows."""
    words, pos, deps, heads = zip(*(row.split() for row in rows), strict=True)
    return Doc(VOCAB, words=list(words), pos=list(pos), deps=list(deps), heads=[int(h) for h in heads])


PRESIDENT = [
    "Belarusian ADJ amod 2",
    "Prime ADJ amod 2",
    "Minister PROPN nmod:desc 3",
    "Alexander PROPN nsubj 5",
    "Turchin PROPN flat 3",
    "met VERB ROOT 5",
    "the DET det 8",
    "new ADJ amod 8",
    "head NOUN obj 5",
    "of ADP case 11",
    "the DET det 11",
    "bank NOUN nmod 8",
]
OWNER = ["Russia PROPN nmod:poss 2", "'s PART case 0", "president NOUN nsubj 3", "spoke VERB ROOT 3", "to ADP case 5", "him PRON obl 3"]
LAWYER = ["She PRON nsubj 3", "is AUX cop 3", "a DET det 3", "lawyer NOUN ROOT 3", "and CCONJ cc 5", "writer NOUN conj 3"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (PRESIDENT, ["Belarusian Prime Minister Alexander Turchin", "the new head", "the bank"]),
        (OWNER, ["Russia 's president", "him"]),
        (LAWYER, ["She", "a lawyer", "writer"]),
    ],
)
def test_noun_chunks(rows, expected):
    assert [chunk.text for chunk in tree(rows).noun_chunks] == expected


def test_noun_chunks_need_a_parse():
    with pytest.raises(ValueError, match="syntax"):
        list(Doc(VOCAB, words=["house"]).noun_chunks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pro-Beijing re-elected", ["pro-Beijing", "re-elected"]),
        ("long-term Al-Zaman", ["long", "-", "term", "Al", "-", "Zaman"]),
        ("cannot don’t Smith's", ["can", "not", "do", "n’t", "Smith", "'s"]),
        ("“We go,” he said.", ["“", "We", "go", ",", "”", "he", "said", "."]),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text, expected):
    nlp = spacy.blank("en")
    assert [token.text for token in make_tokenizer(nlp)(text)] == expected
