"""Casing, quotation marks, lemmas, windows: what the encoder is told and how texts are cut."""

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from en_dramatis import features, lemmas, windows
from en_dramatis.names import whole_words, with_one_label


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("house", features.LOWER),
        ("Paris", features.CAPITALIZED),
        ("NATO", features.UPPER),
        ("U.S.", features.CAPITALIZED),
        ("iPhone", features.MIXED),
        ("2025", features.DIGIT),
        ("G7", features.UPPER),
        ("—", features.OTHER),
        ("", features.OTHER),
        ("A", features.CAPITALIZED),
        ("5th", features.DIGIT),
    ],
)
def test_casing(word, expected):
    assert features.casing(word) == expected


def words_inside(text):
    """Words of a text with blanks between, `|` for a paragraph; `_` joins a mark to its word."""
    words, gaps, gap = [], [], features.BREAK
    for chunk in text.split():
        if chunk == "|":
            gap = features.BREAK
            continue
        for i, word in enumerate(chunk.split("_")):
            words.append(word)
            gaps.append(features.JOINED if i else gap)
        gap = features.SPACED
    inside = features.quoted(np.array([features.mark(w) for w in words]), np.array(gaps))
    return [w for w, flag in zip(words, inside, strict=True) if flag and features.mark(w) == features.NO_MARK]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('he said "_we go_" today', ["we", "go"]),
        ("he said “_we go_” today", ["we", "go"]),
        ('"_one_" and "_two_" more', ["one", "two"]),
        ('he said "_we go | and then left', ["we", "go"]),
        ('"_we go_, | "_and stay_" he said', ["we", "go", ",", "and", "stay"]),
        ("no marks here", []),
        ("he left_” early", []),
    ],
)
def test_words_within_quotation_marks(text, expected):
    assert words_inside(text) == expected


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("cities", "city"),
        ("was", "be"),
        ("Bos", "Bos"),
        ("MEN", "man"),
        ("better", "good"),
        ("RUSSIA", "Russia"),
        ("n't", "not"),
        ("’s", "'s"),
    ],
)
def test_lemma_scripts_lead_from_word_to_lemma(word, lemma):
    assert lemmas.apply(word, lemmas.script(word, lemma)) == lemma


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_any_script_on_any_word_gives_a_lemma(word, other, lemma):
    assert lemmas.apply(word, lemmas.script(word, lemma)) == lemma
    assert lemmas.apply(other, lemmas.script(word, lemma))


@given(st.lists(st.integers(1, 8), max_size=900), st.integers(0, 1000))
def test_every_word_has_one_window_and_windows_fit(sizes, seed):
    rng = np.random.default_rng(seed)
    sizes = np.array(sizes, dtype=np.int64)
    breaks, stops = rng.random(len(sizes)) < 0.01, rng.random(len(sizes)) < 0.05
    found = windows.windows(sizes, breaks, stops)
    assert [i for w in found for i in range(w.own_start, w.own_end)] == list(range(len(sizes)))
    for w in found:
        assert w.start <= w.own_start < w.own_end <= w.end
        assert sizes[w.start : w.end].sum() <= windows.ROOM


def test_windows_end_at_a_paragraph_where_one_is_near():
    sizes = np.ones(400, dtype=np.int64)
    breaks = np.zeros(400, dtype=bool)
    breaks[200] = True
    assert windows.windows(sizes, breaks, np.zeros(400, dtype=bool))[0].own_end == 200


@pytest.mark.parametrize(
    ("words", "span", "expected"),
    [
        ("Wong Kwok|-|hing spoke", (0, 2, "PERSON"), ["Wong Kwok-hing"]),
        ("Wong Kwok|-|hing spoke", (0, 3, "PERSON"), ["Wong Kwok-hing"]),
        ("Obama|-|era rules", (0, 1, "PERSON"), ["Obama"]),
        ("Paris|-|born singer", (0, 1, "LOC"), ["Paris"]),
        ("pro-Beijing camp", (0, 1, "LOC"), []),
        ("US$ five", (0, 1, "LOC"), []),
    ],
)
def test_names_end_where_their_words_end(words, span, expected):
    chunks = [part.split("|") for part in words.split()]
    doc = Doc(
        spacy.blank("en").vocab,
        words=[w for chunk in chunks for w in chunk],
        spaces=[i == len(chunk) - 1 for chunk in chunks for i in range(len(chunk))],
    )
    assert [doc[a:b].text for a, b, _ in whole_words(doc, [span])] == expected


def test_mentions_of_one_name_get_one_label_and_surnames_that_of_the_person():
    doc = Doc(spacy.blank("en").vocab, words=["Andy", "Warhol", "met", "Acme", ".", "Warhol", "liked", "Acme", ".", "Acme", "grew"])
    labels = ("PERSON", "ORG")
    shares = np.zeros((len(doc), 2), dtype=np.float32)
    shares[[0, 1]], shares[3], shares[5], shares[[7, 9]] = (0.9, 0.1), (0.6, 0.4), (0.2, 0.8), (0.1, 0.9)
    spans = [(0, 2, "PERSON"), (3, 4, "PERSON"), (5, 6, "ORG"), (7, 8, "ORG"), (9, 10, "ORG")]
    assert [label for _, _, label in with_one_label(doc, spans, shares, labels)] == ["PERSON", "ORG", "PERSON", "ORG", "ORG"]
