"""Voice: what the tables of one article say about who speaks."""

import pytest

from dramatis import tables
from dramatis.extract.voice import COLUMNS, UNRESOLVED, voice


@pytest.fixture
def rows():
    actors = [
        {"article_id": "x", "id": key, "name": name, "kind": "person", "aliases": [], "mentions": 1, "salience": 0.5}
        for key, name in (("a1", "Ann Lee"), ("a2", "Bob Roe"), ("a3", "Cy Poe"))
    ]
    mentions = [
        {
            "article_id": "x",
            "actor": actor,
            "start": start,
            "end": start + 2,
            "text": "he",
            "form": "pronoun",
            "sentence": 0,
            "rule": "t",
            "confidence": 1.0,
        }
        for actor, start in (("a2", 12), ("a1", 14), ("a2", 90))
    ]
    quotes = [
        {
            "article_id": "x",
            "id": f"q{n}",
            "start": start,
            "end": start + 10,
            "text": "…",
            "kind": kind,
            "speaker": speaker,
            "confidence": 1.0,
            "sentence": 0,
        }
        | {"words": words, "rule": "t", "stance": stance}
        for n, (start, kind, speaker, words, stance) in enumerate(
            [
                (10, "direct", "a1", 6, "neutral"),
                (40, "indirect", "a1", 5, "denying"),
                (60, "direct", None, 2, None),
                (80, "mixed", "a2", 4, "neutral"),
            ],
            1,
        )
    ]
    return tables.table("actors", actors), tables.table("mentions", mentions), tables.table("quotes", quotes)


def test_words_kinds_shares_and_the_unresolved_row(rows):
    table = voice(*rows).set_index("actor")
    assert list(table.index) == ["a1", "a2", UNRESOLVED]
    assert table.loc["a1", ["quotes", "direct", "indirect", "words", "quoted_words", "first"]].tolist() == [2, 1, 1, 11, 6, 10]
    assert table["share"].tolist() == [0.75, 0.0, 0.25]
    assert table.loc["a1", "stances"] == [("denying", 1), ("neutral", 1)]


def test_quotations_about_an_actor_are_those_of_others(rows):
    table = voice(*rows).set_index("actor")
    assert table.loc["a2", "about"] == 1
    assert table.loc["a1", "about"] == 0


def test_nobody_quoted_is_an_empty_table():
    table = voice(tables.empty("actors"), tables.empty("mentions"), tables.empty("quotes"))
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 0
