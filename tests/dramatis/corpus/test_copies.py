"""Copies: shortened, under another headline, with another lead; told from articles about the same event in other words."""

import random

import pytest

from dramatis import tables
from dramatis.analysis import Analysis
from dramatis.article import make_article
from dramatis.corpus.copies import copies, shingles, similarity
from dramatis.store import open_store

WORDS = "harbor crane council vote mayor week street river school budget train delay report winter storm bridge market farmer village dock"


def story(seed, paragraphs=6):
    """A text of random words, 40 to a paragraph."""
    chance = random.Random(seed)
    return "\n\n".join(" ".join(chance.choices(WORDS.split(), k=40)) + "." for _ in range(paragraphs))


def analysis(identifier, text, date="2025-01-02"):
    made = {name: tables.empty(name) for name in tables.TABLES}
    return Analysis(article=make_article(text, id=identifier, date=date), provenance={}, **made)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def found(store):
    rows = store.table("copies")
    return {name: group["article_id"].tolist() for name, group in rows.groupby("cluster")}


WIRE = story(1)
CHANGED = {
    "the same": WIRE,
    "marks and case": WIRE.upper().replace(".", " …"),
    "shortened": "\n\n".join(WIRE.split("\n\n")[:3]),
    "another lead": "\n\n".join([story(2, 1), *WIRE.split("\n\n")[1:]]),
    "another headline": "Harbor closed for weeks\n\n" + WIRE,
    "a paragraph more": WIRE + "\n\n" + story(3, 2),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_changed_story_is_a_copy(store, change):
    store.add([analysis("original", WIRE, "2025-01-01"), analysis("changed", CHANGED[change]), analysis("other", story(9))])
    assert copies(store) == (3, 2, 1)
    rows = store.table("copies").set_index("article_id")
    assert rows.loc["original", "cluster"] == rows.loc["changed", "cluster"] != rows.loc["other", "cluster"]
    assert rows["first"].to_dict() == {"original": True, "changed": False, "other": True}
    assert rows["similarity"].between(0.6, 1.0).to_dict() == {"original": True, "changed": True, "other": False}


@pytest.mark.parametrize(
    "text",
    [
        story(7),
        "\n\n".join([WIRE.split("\n\n")[0], story(8, 5)]),
        "It rained on Tuesday.",
        "\n\n".join([story(5, 40), WIRE.split("\n\n")[0]]),
    ],
    ids=["other words", "one paragraph quoted", "a short notice", "quoted in a long one"],
)
def test_what_is_no_copy(store, text):
    store.add([analysis("original", WIRE), analysis("other", text)])
    assert copies(store) == (2, 2, 0)


def test_short_notices_are_not_compared(store):
    store.add([analysis(name, "The office is closed today.") for name in "ab"])
    assert copies(store).originals == 2


def test_the_first_is_the_earliest_and_undated_ones_come_last(store):
    store.add([analysis("a", WIRE, None), analysis("b", WIRE, "2025-02-01"), analysis("c", WIRE, "2025-01-01")])
    copies(store)
    rows = store.table("copies")
    assert rows[rows["first"]]["article_id"].tolist() == ["c"]


def test_neither_order_nor_history_matters(tmp_path):
    articles = [
        analysis(f"{number}-{place}", text)
        for number in range(4)
        for place, text in enumerate([story(number), story(number, 5), story(number + 50)])
    ]
    one, other = open_store(tmp_path / "one"), open_store(tmp_path / "other")
    one.add(articles)
    copies(one)
    for article in [analysis("gone", story(1)), *reversed(articles)]:
        other.add([article])
        copies(other)
    other.forget("gone")
    assert copies(other) == copies(one) == (12, 8, 4)
    assert other.table("copies").to_dict("records") == one.table("copies").to_dict("records")


def test_many_equal_texts_are_one_cluster(store):
    store.add(analysis(f"x{number:03}", WIRE) for number in range(150))
    assert copies(store) == (150, 1, 1)


def test_nothing_to_compare(store):
    assert copies(store) == (0, 0, 0)


def test_similarity_is_of_the_shorter_text():
    one, half = shingles("a b c d e f g h " * 1 + story(1)), shingles(story(1, 3))
    assert similarity(one, half) == 1.0
    assert similarity(frozenset(), frozenset()) == 0.0
