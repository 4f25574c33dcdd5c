"""Who speaks: sources resolved to actors, contradictions found and settled by rule."""

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dramatis import tables
from dramatis.article import make_article
from dramatis.extract import quotes, speech
from dramatis.resources import resource

NLP = spacy.blank("en")


def cast(article, people, forms=()):
    """Tables of actors (name to kind) and their mentions by name; `forms`: (actor, word, form)."""
    ids = {name: f"a{n}" for n, name in enumerate(people, start=1)}
    actors = [
        {"article_id": article.id, "id": ids[name], "name": name, "kind": kind, "aliases": [], "mentions": 1, "salience": 0.5}
        for name, kind in people.items()
    ]
    places = [(ids[name], part, "name") for name in people for part in (name, name.split()[-1])]
    places += [(ids[name], word, form) for name, word, form in forms]
    found = {}
    for actor, word, form in places:
        for match in re.finditer(rf"\b{word}\b", article.text):
            found.setdefault((match.start(), actor), (match.end(), form))
    last = -1
    rows = []
    for (start, actor), (end, form) in sorted(found.items(), key=lambda item: (item[0][0], -item[1][0])):
        if start >= last:
            rows.append({"actor": actor, "start": start, "end": end, "form": form})
            last = end
    mentions = [
        row | {"article_id": article.id, "text": article.text[row["start"] : row["end"]], "sentence": 0, "rule": "test", "confidence": 1.0}
        for row in rows
    ]
    return tables.table("actors", actors), tables.table("mentions", mentions), ids


def spoken(text, people, forms=()):
    article = make_article(text)
    actors, mentions, ids = cast(article, people, forms)
    doc = NLP(article.text)
    made = quotes.quotes(article, doc, speech.attributions(doc, article).attributions, actors, mentions)
    names = {value: key for key, value in ids.items()}
    return made, [names.get(speaker) for speaker in made.quotes["speaker"]]


def test_a_name_is_resolved_and_every_text_is_a_slice():
    made, speakers = spoken('"We go on," said Ann Lee.', {"Ann Lee": "person"})
    assert speakers == ["Ann Lee"]
    assert made.quotes["text"].tolist() == ["We go on,"]
    assert made.quotes["words"].tolist() == [3]
    assert made.quotes["stance"].tolist() == ["neutral"]
    assert made.quotes["confidence"][0] > 0.9


def test_a_pronoun_without_coreference_is_the_last_speaker_and_less_sure():
    made, speakers = spoken('"We go on," said Ann Lee.\n\n"It is late," she added.', {"Ann Lee": "person", "Bob Roe": "person"})
    assert speakers == ["Ann Lee", "Ann Lee"]
    assert made.quotes["confidence"][1] < made.quotes["confidence"][0]


def test_a_pronoun_with_coreference_is_its_actor():
    _, speakers = spoken(
        'Ann Lee met Bob Roe. "It is late," she said.', {"Ann Lee": "person", "Bob Roe": "person"}, [("Ann Lee", "she", "pronoun")]
    )
    assert speakers == ["Ann Lee"]


@pytest.mark.parametrize(
    ("text", "reason", "named"),
    [
        ('"We go on," said the officials.', "unnamed-source", "the officials"),
        ('"We go on," they said.', "pronoun-unresolved", "they"),
    ],
)
def test_sources_that_are_nobody_stay_with_a_reason_and_their_words(text, reason, named):
    made, speakers = spoken(text, {"Ann Lee": "person"})
    assert speakers == [None]
    row = made.quotes.iloc[0]
    assert row["reason"] == reason
    assert text[row["speaker_start"] : row["speaker_end"]] == named


def test_a_quotation_without_cue_is_a_row_and_a_finding():
    made, speakers = spoken('It rained.\n\n"We have waited here for three days."', {})
    assert speakers == [None]
    assert made.quotes["reason"].tolist() == ["no-cue"]
    assert made.findings["kind"].tolist() == ["unattributed-quote"]


def test_a_document_speaks_for_its_owner():
    _, speakers = spoken('"We go on," said a statement by Acme.', {"Acme": "organization"})
    assert speakers == ["Acme"]


def test_two_speakers_are_settled_by_the_nearest_cue_and_told():
    made, speakers = spoken(
        'Ann Lee, Minister of Trade:\n\n"We met Ann Lee again," said Bob Roe.', {"Ann Lee": "person", "Bob Roe": "person"}
    )
    assert speakers == ["Bob Roe"]
    (finding,) = made.findings.to_dict("records")
    assert finding["kind"] == "speaker-conflict"
    assert "it is given to Bob Roe" in finding["message"]
    assert len(finding["spans"]) == 4


def test_a_speaker_named_inside_gives_way_to_one_who_is_not():
    made, speakers = spoken(
        'Ann Lee, Minister of Trade:\n\n"We met Bob Roe again," said Bob Roe.', {"Ann Lee": "person", "Bob Roe": "person"}
    )
    assert speakers == ["Ann Lee"]
    assert made.findings["kind"].tolist() == ["speaker-conflict"]


def test_both_named_inside_leaves_the_speaker_open():
    made, speakers = spoken(
        'Ann Lee, Minister of Trade:\n\n"Bob Roe met Ann Lee again," said Bob Roe.', {"Ann Lee": "person", "Bob Roe": "person"}
    )
    assert speakers == [None]
    assert made.quotes["reason"].tolist() == ["two-candidates"]


def test_one_who_speaks_of_himself_by_name_is_a_finding():
    made, speakers = spoken('"Ann Lee never gives up," said Ann Lee.', {"Ann Lee": "person"})
    assert speakers == ["Ann Lee"]
    assert made.findings["kind"].tolist() == ["speaker-conflict"]


def test_an_event_cannot_speak():
    made, _ = spoken('"We go on," said the Kyoto Meeting.', {"Kyoto Meeting": "event"})
    assert made.findings["kind"].tolist() == ["speaker-conflict"]


def test_the_sample_article():
    text = resource("data/articles/2025-07-24-turchin-mishustin.txt").read_text(encoding="utf-8")
    people = ["Alexander Turchin", "Mikhail Mishustin", "Yuriy Seliverstov"]
    made, speakers = spoken(text[text.index("On July 24") :], dict.fromkeys(people, "person"))
    direct = [speaker for kind, speaker in zip(made.quotes["kind"], speakers, strict=True) if kind == "direct"]
    assert direct == ["Mikhail Mishustin", "Alexander Turchin", "Yuriy Seliverstov"]
    assert made.quotes[made.quotes["kind"] == "direct"]["cue"].tolist() == ["noted", "said", "added"]
    assert made.findings["kind"].tolist() == ["speaker-conflict"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["said ", '"', "“", "” ", "Ann Lee ", ", ", ". ", "he ", "that ", "\n\n", ": ", "Bob Roe "])).map("".join))
def test_any_text_gives_a_valid_table_of_slices(text):
    made, _ = spoken(text, {"Ann Lee": "person", "Bob Roe": "person"})
    article = make_article(text)
    assert [article.text[row.start : row.end] for row in made.quotes.itertuples()] == made.quotes["text"].tolist()
    assert (made.quotes["speaker"].notna() | made.quotes["reason"].notna()).all()


def test_who_speaks_for_a_body_does_not_contradict_it():
    text = 'The Agency said: "We go on with what we began," said Ann Lee of the Agency.'
    made, speakers = spoken(text, {"Ann Lee": "person", "Agency": "organization"})
    assert speakers == ["Ann Lee"]
    assert "speaker-conflict" not in made.findings["kind"].tolist()


def test_speaker_and_source_of_a_row_come_from_one_place():
    text = 'Bob Roe said: "Ann Lee will go on with what we began," said Ann Lee.'
    made, speakers = spoken(text, {"Ann Lee": "person", "Bob Roe": "person"})
    row = made.quotes.iloc[0]
    assert speakers == ["Bob Roe"]
    assert text[row["speaker_start"] : row["speaker_end"]] == "Bob Roe"
