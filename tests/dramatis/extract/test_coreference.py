"""Pronouns and noun phrases: whom they stand for, and when the resolver keeps silent."""

import pandas as pd
import pytest

import dramatis
from dramatis.article import make_article
from dramatis.extract import coreference, names, roles, sentences, speech
from dramatis.extract.actors import actors


@pytest.fixture
def resolved(doc_of):
    """(text, actor's name, form, rule) of every pronoun and noun phrase that is resolved, and the findings."""

    def made(marked, quoted=(), source=None):
        doc = doc_of(marked)
        article = make_article(doc.text, id="x")
        lines = sentences.sentences(doc, article)
        cast = actors(article, doc, names.names(doc), lines)
        known = roles.roles(article, doc, cast.actors, cast.mentions).actors
        table = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in speech.COLUMNS.items()})
        for content in quoted:
            start, at = doc.text.index(content), doc.text.index(source)
            row = {"start": start, "end": start + len(content), "kind": "direct", "source_start": at, "source_end": at + len(source)}
            table = pd.concat([table, pd.DataFrame([row])], ignore_index=True)
        found = coreference.resolve(article, doc, coreference.Known(known, cast.mentions, table, lines))
        shown = dict(zip(known["id"], known["name"], strict=True))
        rows = [(row.text, shown[row.actor], row.form, row.rule) for row in found.mentions.itertuples()]
        return rows, found

    return made


def test_he_is_the_one_man_named(resolved):
    rows, _ = resolved("Mr [Doe|PERSON] met the press. He left.")
    assert rows == [("He", "Doe", "pronoun", "he-ranked")]


def test_she_is_never_a_man_by_his_title(resolved):
    rows, _ = resolved("Mr [Doe|PERSON] left. She spoke.")
    assert rows == []


@pytest.mark.parametrize("name", ["Mary Doe", "Sasha Doe", "J. Mary Doe", "Kim Doe", "Xqz Doe"])
def test_she_may_be_whom_no_given_name_rules_out(resolved, name):
    rows, _ = resolved(f"[{name}|PERSON] met the press. She left.")
    assert rows == [("She", name, "pronoun", "she-ranked")]


def test_she_is_left_open_rather_than_given_to_a_john(resolved):
    rows, _ = resolved("[John Doe|PERSON] met the press. She left.")
    assert rows == []


def test_what_the_text_shows_goes_before_the_given_name(resolved):
    rows, _ = resolved("Ms [John Doe|PERSON] met the press. She left.")
    assert rows == [("She", "John Doe", "pronoun", "she-ranked")]


def test_two_people_of_the_scene_are_told_apart_by_their_given_names(resolved):
    rows, _ = resolved("[Mary Roe|PERSON] met [John Doe|PERSON]. He left. She stayed.")
    assert [row[:2] for row in rows] == [("He", "John Doe"), ("She", "Mary Roe")]


def test_i_in_a_quotation_is_its_speaker(resolved):
    content = "I saw Roe and my office saw him"
    rows, _ = resolved(f"[Ann Roe|PERSON] left. “{content},” said [Jane Doe|PERSON].", quoted=[content], source="Jane Doe")
    assert ("I", "Jane Doe", "pronoun", "quotation-speaker") in rows
    assert ("my", "Jane Doe", "pronoun", "quotation-speaker") in rows


def test_we_is_the_speaker_only_beside_an_i(resolved):
    for content, who in (("We all need rain", []), ("I hope our garden gets rain", [("our", "Jane Doe", "pronoun", "quotation-we")])):
        rows, _ = resolved(f"[Ann Roe|PERSON] left. “{content},” said [Jane Doe|PERSON].", quoted=[content], source="Jane Doe")
        assert [row for row in rows if row[0] in {"We", "our"}] == who


def test_we_of_a_body_that_speaks_is_the_body(resolved):
    content = "We will appeal"
    rows, _ = resolved(f"“{content},” said [Acme Air|ORG].", quoted=[content], source="Acme Air")
    assert [row[:2] for row in rows if row[0] == "We"] == [("We", "Acme Air")]


def test_the_two_leaders_are_both(resolved):
    rows, _ = resolved("[Jane Doe|PERSON] met [Ole Olsen|PERSON]. The two leaders left.")
    assert rows == [
        ("The two leaders", "Jane Doe", "nominal", "plural-of-two"),
        ("The two leaders", "Ole Olsen", "nominal", "plural-of-two"),
    ]


def test_a_noun_of_another_kind_is_never_an_actor(resolved):
    rows, _ = resolved("[Jane Doe|PERSON] left. The company rose.")
    assert rows == []


def test_nobody_is_meant_where_nobody_is_named(resolved):
    rows, found = resolved("He said it. They left. The president spoke.")
    assert rows == []
    assert found.findings.empty


def test_confidence_and_sentence_are_told(resolved):
    _, found = resolved("Mr [Doe|PERSON] met the press. He left.")
    assert 0.35 <= found.mentions["confidence"][0] <= 1
    assert found.mentions["sentence"].tolist() == [1]


@pytest.mark.parametrize("phrase", ["The father", "His mother", "The judge", "The victim"])
def test_a_noun_for_a_person_needs_a_link_to_the_person(resolved, phrase):
    rows, _ = resolved(f"Mr [Doe|PERSON] met the press. {phrase} left.")
    assert [row for row in rows if row[2] == "nominal"] == []


def test_who_speaks_is_not_he_in_his_own_words(resolved):
    content = "I saw that he left"
    rows, _ = resolved(f"“{content},” said Mr [Doe|PERSON].", quoted=[content], source="Doe")
    assert rows == [("I", "Doe", "pronoun", "quotation-speaker")]


def test_i_without_a_speaker_stays_open_and_is_counted(resolved):
    rows, found = resolved("[Jane Doe|PERSON] spoke. I left.")
    assert rows == []
    assert found.findings["kind"].tolist() == ["coreference-abstained"]


def test_a_noun_beside_the_name_shows_gender(resolved):
    rows, _ = resolved("[Sasha Doe|PERSON], a mother of two, left. He spoke.")
    assert rows == []


@pytest.mark.parametrize("noun", ["county", "town"])
def test_a_country_is_no_county(noun):
    analysis = dramatis.analyze(make_article(f"Denmark signed the treaty on Sunday. The {noun}'s police arrested a man in Denmark."))
    assert analysis.mentions["text"].tolist() == ["Denmark", "Denmark"]


@pytest.mark.parametrize("subject", ["Mr Doe", "Another, a cook named Jan Doe,"])
def test_the_object_of_a_verb_is_not_its_subject(subject):
    analysis = dramatis.analyze(make_article(f"The attacker fled. {subject} hit him with a chair."))
    assert "him" not in list(analysis.mentions["text"])
