"""Turns of interviews: whose labels they are, and who only asks."""

import pytest
import spacy

from dramatis import charts, tables
from dramatis.article import make_article
from dramatis.extract import speech
from dramatis.extract.quotes import quotes
from dramatis.extract.speakers import Cast, by_initials
from dramatis.extract.turns import turns
from dramatis.extract.voice import voice

INTERVIEW = "JK: Is the wall done?\n\nRA: It is not.\n\nJK: So when will it be?\n\nRA: In the spring."


def labels(text):
    return [(text[turn.label_start : turn.label_end], turn.asks) for turn in turns(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INTERVIEW, [("JK", True), ("RA", False), ("JK", True), ("RA", False)]),
        ("((WN)) Who are you?\n\nMS I am a doctor.\n\n((WN)) Since when?\n\nMS Since May.", [("WN", True), ("MS", False)] * 2),
        ("((WN)) Who are you?\n\n((WN)) Since when?", [("WN", True), ("WN", True)]),
        (
            "Ann Lee: Hello.\n\nBob: Well?\n\nAL: I said so.\n\nBob: Did you?\n\nAL: I did.",
            [("Ann Lee", False), *[("Bob", True), ("AL", False)] * 2],
        ),
        ("LEE: Is it?\n\nROE: Is it?\n\nLEE: Is it so?\n\nROE: Is it so?", [(name, False) for name in ("LEE", "ROE", "LEE", "ROE")]),
        ("US Steel rose.\n\nUS Air fell.\n\nNothing else.", []),
        (
            "((WN)) Who are you?\n\n((WN)) Since when?\n\nIt rained.\n\nUS Steel rose.\n\nIt snowed.\n\nUS Air fell.",
            [("WN", True), ("WN", True)],
        ),
    ],
)
def test_labels_that_answer_and_labels_that_ask(text, expected):
    assert labels(text) == expected


def test_initials_are_those_of_one_person():
    kinds = {"a1": "person", "a2": "person", "a3": "organization"}
    who = Cast(kinds, {"a1": "Ruth Amadi", "a2": "Joanna Keane", "a3": "Royal Academy"}, [], [])
    assert by_initials(who, "RA").actor == "a1"
    assert by_initials(who, "Ruth") is None
    assert by_initials(who._replace(names=who.names | {"a2": "Rolf Abel"}), "RA") is None


def test_an_interviewer_is_no_speaker_and_apart_in_every_count():
    article = make_article(INTERVIEW)
    doc = spacy.blank("en")(article.text)
    row = {"article_id": article.id, "id": "a1", "name": "Ruth Amadi", "kind": "person", "aliases": [], "mentions": 1, "salience": 1.0}
    actors, mentions = tables.table("actors", [row]), tables.empty("mentions")
    rows = quotes(article, doc, speech.attributions(doc, article).attributions, actors, mentions).quotes
    assert rows["speaker"].fillna("").tolist() == ["", "a1", "", "a1"]
    assert rows["reason"].fillna("").tolist() == ["interviewer", "", "interviewer", ""]
    assert rows["rule"].tolist() == ["turn/interviewer", "turn/initials"] * 2
    told = voice(actors, mentions, rows)
    assert told["actor"].tolist() == ["a1", "interviewer"]
    assert told["turns"].tolist() == [2, 2]
    assert told["direct"].tolist() == [0, 0]
    assert told["quoted_words"].sum() == 0
    assert charts.speaker_keys(rows) == ["interviewer", "a1", "interviewer", "a1"]
