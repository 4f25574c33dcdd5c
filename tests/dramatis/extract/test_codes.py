"""The profiles of subject codes, patterns, and the table of word frequencies."""

import csv

import pytest
import spacy
from spacy.tokens import Doc

from dramatis.extract import codes, patterns
from dramatis.extract.background import RARE, known_share, zipf
from dramatis.extract.scheme import words
from dramatis.resources import resource

VOCAB = spacy.blank("en").vocab


def view(text: str, lemmas: dict[str, str] | None = None):
    pieces = text.split()
    known = lemmas or {}
    return words(Doc(VOCAB, words=pieces, lemmas=[known.get(piece, piece) for piece in pieces], pos=["NOUN"] * len(pieces)))


def rows():
    with resource("data/lexicon/mediatopics.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_code_has_a_profile_and_a_broader_code_that_is_listed():
    listed = {row["code"] for row in rows()}
    assert len(listed) == len(rows()) == 168
    for row in rows():
        terms = [term.strip() for term in row["terms"].split("|")]
        assert len(terms) >= 5, row["name"]
        assert all(patterns.parts(term) for term in terms), row["name"]
        assert len(terms) == len(set(terms)), row["name"]
        assert (row["under"] in listed) == (row["level"] != "1")


def test_the_notice_stands_beside_the_codes():
    notice = resource("data/lexicon/mediatopics.NOTICE").read_text(encoding="utf-8")
    assert "IPTC" in notice
    assert "creativecommons.org/licenses/by/4.0" in notice


def test_terms_are_found_by_form_and_lemma_longest_first():
    index = patterns.index([("tax cut", False), ("tax", False), ("WHO", True)])
    doc_words = view("Tax cuts , taxes and who or WHO", {"cuts": "cut", "taxes": "tax"})
    found = [(match.key, match.start, match.end) for match in patterns.matches(doc_words, index)]
    assert found == [("tax cut", 0, 2), ("tax", 3, 4), ("WHO", 7, 8)]


def test_hyphens_do_not_part_a_pattern_and_other_signs_do():
    index = patterns.index([("tax cut", False)])
    assert patterns.matches(view("a tax - cut"), index)[0][1:] == (1, 4)
    assert patterns.matches(view("a tax , cut"), index) == []


def test_a_common_word_is_more_frequent_than_a_rare_one():
    assert zipf("the") > zipf("government") > zipf("tariff") > zipf("xylophonist") == RARE
    assert zipf("tariff-xylophonist") == RARE
    assert zipf("steel-mill") == min(zipf("steel"), zipf("mill"))


def test_english_is_told_by_its_words():
    assert known_share(["the", "trains", "were", "late", "again"]) == 1
    assert known_share(["der", "zug", "hält", "nicht", "überall"]) < 0.5
    assert known_share([]) == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("voters cast ballots in the election and the turnout of voters was high at polling stations", "election"),
        ("the earthquake of magnitude six and its aftershocks", "disaster"),
        ("the striker scored a goal after the penalty in the football match", "sport"),
    ],
)
def test_a_clear_text_gets_its_code(text, name):
    lemmas = {"voters": "voter", "ballots": "ballot", "aftershocks": "aftershock", "stations": "station"}
    seen = codes.evidence(view(text, lemmas))
    assert name in {codes.known_codes()[codes._profiles().codes[place].code] for place, _ in seen.fits[:3]}


def test_a_text_without_terms_gets_none():
    assert codes.evidence(view("he walked there and looked around")).fits[:1] == []
