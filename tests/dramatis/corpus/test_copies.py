"""Copies: shortened, under another headline, with another lead; told from articles about the same event in other words."""

import random

import pytest

from dramatis import tables
from dramatis.analysis import Analysis
from dramatis.article import make_article
from dramatis.corpus.copies import copies, similarity, words_of
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


def test_short_notices_are_copies_only_where_they_are_equal(store):
    store.add([analysis(name, "The office is closed today.") for name in "ab"])
    assert copies(store) == (2, 1, 1)
    store.add([analysis("c", "The office is closed today and tomorrow."), analysis("d", "Closed."), analysis("e", "Closed.")])
    assert copies(store) == (5, 4, 1)
    store.add([analysis("f", "The office is closed today and tomorrow.", "2025-01-01")])
    assert copies(store) == (6, 4, 2)
    assert ["c", "f"] in map(sorted, found(store).values())


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
    one, half = words_of("a b c d e f g h " * 1 + story(1)), words_of(story(1, 3))
    assert similarity(one, half) == 1.0
    assert similarity(words_of(""), words_of("")) == 0.0


PLACES = ["Ostwick", "Larnholm", "Fenbury", "Quarrow", "Sundvik", "Thornmere", "Wexley", "Marlstead"]
PEOPLE = ["Ida Holm", "Nils Brandvold", "Orla Vane", "Piet Kuyper", "Rosa Lind", "Sven Aker", "Tove Dahl", "Ulla Ness"]


def of_one_mold(number):
    """A report in the phrases that all of its kind share: another match, other people, other figures."""
    home, guest = PLACES[number % 8], PLACES[(number * 3 + 1) % 8]
    one, other, coach = PEOPLE[number % 8], PEOPLE[(number + 3) % 8], PEOPLE[(number * 5 + 2) % 8]
    return (
        f"It was a fine day for {home}, which beat {guest} {number + 2}-{number % 3} at home on Saturday to stay in the race for the "
        "title.\n\n"
        f"The score was opened by {one} in minute {number + 11} with a header from a corner kick, and {other} made it two shortly before "
        "half time. The visitors came back into the game after the break but hit the post twice and found no way past the goalkeeper.\n\n"
        f"“We were the better side today and we deserved the three points,” said the coach, {coach}, after the match. “Now we look forward "
        f"to the next game.” The other coach said that his side had paid for its mistakes in the first half. With {number * 7 + 20} points "
        f"{home} is now ahead of {guest} with {number * 5 + 9}. The next round of the league is played on Wednesday."
    )


def test_reports_of_one_mold_are_no_copies(store):
    store.add([analysis(f"match-{number}", of_one_mold(number), f"2025-01-{number + 1:02}") for number in range(8)])
    store.add([analysis("shortened", of_one_mold(5).rpartition(" The next")[0], "2025-02-01")])
    assert copies(store) == (9, 8, 1)
    assert ["match-5", "shortened"] in found(store).values()


def test_a_copy_of_a_copy_is_told_by_the_first_article_alone(store):
    """A chain of texts of which each has most of the one before, and the last nothing of the first, is not one story."""
    parts = [story(seed, 1) for seed in range(20)]
    chain = ["\n\n".join(parts[start : start + 6]) for start in range(0, 8, 2)]
    store.add([analysis(f"text-{place}", text, f"2025-01-{place + 1:02}") for place, text in enumerate(chain)])
    copies(store)
    rows = store.table("copies").set_index("article_id")
    assert len(found(store)) == 2
    assert rows["first"].to_dict() == {"text-0": True, "text-1": False, "text-2": True, "text-3": False}
    assert rows.loc["text-2", "cluster"] == rows.loc["text-3", "cluster"] != rows.loc["text-1", "cluster"]


def test_a_copy_is_of_the_article_that_it_is_most_like(store):
    first, second = story(31, 6), "\n\n".join([*story(31, 6).split("\n\n")[:3], story(32, 5)])
    store.add([analysis("a", first, "2025-01-01"), analysis("b", second, "2025-01-02"), analysis("c", second, "2025-01-03")])
    copies(store)
    assert sorted(found(store).values()) == [["a"], ["b", "c"]]
    assert store.table("copies").set_index("article_id")["similarity"].to_dict() == {"a": 0.0, "b": 1.0, "c": 1.0}
