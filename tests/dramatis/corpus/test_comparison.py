from collections import Counter

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import select
from dramatis.corpus.comparison import compared, omissions, side_of_analysis, side_of_article, side_of_publisher
from dramatis.corpus.linking import link
from dramatis.corpus.sharing import same_words, shared_quotes
from dramatis.corpus.wording import particular_words, words_of
from dramatis.errors import ParameterError
from dramatis.prose import comparison as prose
from dramatis.store import open_store


def test_words_particular_to_a_side_come_first_and_common_ones_cancel_out():
    sides = {"a": Counter(the=100, flood=20, budget=1), "b": Counter(the=100, flood=1, budget=20)}
    made = particular_words(sides)
    assert made.groupby("side")["word"].first().to_dict() == {"a": "flood", "b": "budget"}
    assert "the" not in set(made["word"])
    assert made["clear"].all()


def test_a_few_uses_in_a_short_text_are_within_chance():
    made = particular_words({"a": Counter(the=20, of=40, flood=2), "b": Counter(the=20, of=40)})
    assert list(made.loc[made["side"] == "a", "word"]) == ["flood"]
    assert not made["clear"].any()


def test_function_words_are_never_particular():
    sides = {"a": Counter({"the": 90, "an": 30, "don't": 20, "it's": 20, "flood": 9}), "b": Counter(the=20, rain=60)}
    assert list(particular_words(sides).query("side == 'a'")["word"]) == ["flood"]


def test_texts_of_one_word_have_nothing_particular():
    assert particular_words({"a": Counter(act=3), "b": Counter(act=2)}).empty


def test_one_side_has_nothing_particular():
    assert particular_words({"a": Counter(flood=9)}).empty


def test_words_leave_out_names():
    assert [word for word, _ in words_of("Ada Amsel’s flood wasn’t big.", [(0, 9)])] == ["flood", "wasn't", "big"]


@pytest.mark.parametrize(
    ("one", "other", "length"),
    [("We will not, ever, give up", "he said: we will not ever give up.", 6), ("a b c", "c b a", 1), ("", "a", 0)],
)
def test_the_longest_run_of_words_in_common(one, other, length):
    assert same_words(one, other) == length


def test_quotations_are_shared_only_between_sides():
    rows = [
        ("a", "q1", "x", "We will not ever give up"),
        ("a", "q2", "x", "We will not ever give up"),
        ("b", "q1", "y", "we will not ever give up now"),
    ]
    quotes = pd.DataFrame(rows, columns=["side", "id", "article_id", "words"])
    assert list(shared_quotes(quotes)["group"]) == [1, 1, 1]
    assert shared_quotes(quotes.head(2)).empty


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("that the Prime Minister’s advice to the Queen was lawful", "it held that the Prime Minister's advice to him was void", False),
        ("the dam, bridge, mill, barn and school are gone", "he saw the dam bridge mill barn and school burn", True),
        ("and it is what it is and so we will be", "and it is what it is and so we will go", True),
    ],
)
def test_the_matter_itself_is_no_shared_quotation(one, other, shared):
    quotes = pd.DataFrame([("a", "q1", "x", one), ("b", "q1", "y", other)], columns=["side", "id", "article_id", "words"])
    assert len(shared_quotes(quotes)) == (2 if shared else 0)


def test_shared_words_are_highlighted(made):
    from dramatis.report.corpus import comparison as page
    from dramatis.report.corpus.pages import Pages

    found = BeautifulSoup(page.shared(made, Pages()).html, "lxml")
    assert [mark.text for mark in found.select("mark")] == [" ".join(["word"] * 8)] * 2


@pytest.fixture(scope="module")
def made(article):
    one = article("one", "2020-01-10", "Daily", named=[("Ada Amsel", "person", 3)], said=[("Ada Amsel", 8), (None, 2)])
    two = article("two", "2020-01-11", "Weekly", named=[("Ada Amsel", "person", 1), ("Ben Bartok", "person", 2)], said=[("Ben Bartok", 8)])
    return compared([side_of_analysis(one), side_of_analysis(two)])


def test_actors_are_counted_by_side_with_nought_where_not_named(made):
    counts = made.cast.pivot_table(index="name", columns="side", values="mentions").astype(int).to_dict("index")
    assert counts == {"Ada Amsel": {"Daily": 4, "Weekly": 1}, "Ben Bartok": {"Daily": 0, "Weekly": 3}}


def test_nobody_is_said_to_be_left_out_whose_name_stands_in_the_text(article):
    house, long = "House of Representatives", "United States House of Representatives"
    one = article("one", "2020-01-10", "Daily", named=[(long, "organization", 3), ("Ben Bartok", "person", 2), ("Cyd", "person", 2)])
    two = article("two", "2020-01-11", "Weekly", named=[(house, "organization", 2)], topics=["Ben Bartok's house"])
    found = compared([side_of_analysis(one), side_of_analysis(two)])
    assert (len(found.shared), len(found.particular)) == (0, 0)
    assert omissions(found) == {"Daily": [], "Weekly": ["Cyd"]}
    assert prose.cast(found) == "Not one of the actors shown is named by all. Weekly does not name Cyd."
    long = "House of Representatives (United States)"
    two = article(
        "two", "2020-01-11", "Weekly", named=[("House", "organization", 2), ("Representatives (in “One day”)", "organization", 1)]
    )
    found = compared([side_of_analysis(article("one", "2020-01-10", "Daily", named=[(long, "organization", 3)])), side_of_analysis(two)])
    assert omissions(found)["Weekly"] == []


def test_words_without_a_speaker_stay_in_the_table(made):
    own = made.speakers[made.speakers["side"] == "Daily"]
    assert dict(zip(own["name"], own["words"], strict=True)) == {"Ada Amsel": 8, "": 2}
    assert own["share"].sum() == pytest.approx(1)


def test_the_same_words_from_different_speakers_are_one_shared_quotation(made):
    assert sorted(made.shared["speaker"]) == ["Ada Amsel", "Ben Bartok"]
    assert list(made.particular["side"]) == ["Daily"]


def test_every_number_opens_as_many_places(made):
    from dramatis.report.corpus.comparison import lists

    found = {one.id: one for one in lists(made)}
    assert all(one.total == len(one.places) for one in found.values() if one.total <= 8)
    for row in made.cast.itertuples():
        slug = {"Daily": "b1", "Weekly": "b2"}[row.side]
        assert row.mentions == (found[f"{row.id}-{slug}"].total if row.mentions else 0)


def test_one_side_is_refused(article):
    with pytest.raises(ParameterError, match="there is one side to compare; give two or more articles"):
        compared([side_of_analysis(article("one"))])


def test_the_lines_on_the_terminal_break_at_sentences_and_not_within_names():
    from dramatis.prose.words import sentences_of

    text = "Both name the U.S. House and J. Doe. “U.S. rules” is one. No quotation is shared."
    assert sentences_of(text) == ["Both name the U.S. House and J. Doe", "“U.S. rules” is one", "No quotation is shared."]


def test_articles_of_one_publisher_are_called_by_their_titles(article):
    made = compared([side_of_analysis(article(name, "2020-01-10", "Daily")) for name in ("one", "two")])
    assert [side.name for side in made.sides] == ["Title of one", "Title of two"]
    same = article("one", "2020-01-10", "Daily"), article("one", "2020-01-11", "Daily")
    assert [side.name for side in compared(map(side_of_analysis, same)).sides] == [
        "Title of one, 10 January 2020",
        "Title of one, 11 January 2020",
    ]
    assert prose.sides(made, escape=str).startswith("Compared: “Title of one” (one article,")


def test_a_body_left_apart_is_beside_another_article_taken_for_the_one_of_its_name(article):
    from dataclasses import replace

    one = side_of_analysis(article("one", "2020-01-10", "Daily", named=[("Senate", "organization", 2), ("Court", "organization", 1)]))
    two = side_of_analysis(article("two", "2020-01-11", "Weekly", named=[("Senate", "organization", 3), ("Court", "organization", 1)]))
    called = [["Senate (in “One day”)", "Court (France)"], ["Senate (United States)", "Court (India)"]]
    sides = [replace(side, actors=side.actors.assign(name=names)) for side, names in zip((one, two), called, strict=True)]
    made = compared(sides).cast
    assert sorted(set(made["name"])) == ["Court (France)", "Court (India)", "Senate (United States)"]
    assert made[made["name"] == "Senate (United States)"]["mentions"].tolist() == [2, 3]


def test_the_headline_is_a_finding(made, article):
    assert prose.headline(made) == "Two articles: the same words, given to different speakers"
    one = article("one", "2020-01-10", "Daily", named=[("Ada Amsel", "person", 2), ("Ben Bartok", "person", 3)])
    two = article("two", "2020-01-11", "Weekly", named=[("Ada Amsel", "person", 1), ("Cyd", "person", 2)])
    assert prose.headline(compared(map(side_of_analysis, (one, two)))) == "Two articles: both name Ada Amsel, one leaves out Ben Bartok"
    three = article("three", "2020-01-11", "Weekly", named=[("Dora Dahl", "person", 1)])
    assert prose.headline(compared(map(side_of_analysis, (two, three)))) == "Two articles that have no actor in common"


@pytest.mark.parametrize(
    ("often", "headline"),
    [
        (30, "is named in 75 percent of the articles of Daily, in 0 percent of the articles of "),
        (2, "no actor whom they name more or less often than chance explains"),
    ],
)
def test_publishers_differ_in_the_headline_only_by_more_than_chance(article, tmp_path, often, headline):
    store = open_store(tmp_path / "store")
    named = [("Ada Amsel", "person", 1)]
    made = [article(f"d{n}", "2020-01-10", "Daily", named=named if n < often else ()) for n in range(40)]
    made += [article(f"w{n}", "2020-01-10", "Weekly") for n in range(40)]
    store.add(made)
    chosen = select(store)
    sides = [side_of_publisher(chosen, name) for name in ("Daily", "Weekly")]
    assert headline in prose.headline(compared(sides))


def test_words_within_chance_are_folded_away(made):
    from dramatis.report.corpus import comparison as page

    assert not made.words["clear"].any()
    found = BeautifulSoup(page.words(made).html, "lxml")
    assert found.select(".speaker > table") == []
    assert "No word stands out by more than chance explains." in found.text
    assert len(found.select("details tr")) >= len(made.words)


def test_columns_of_few_sides_have_the_whole_width_and_name_what_they_are(article):
    from dramatis.report.corpus import comparison as page
    from dramatis.report.corpus.pages import Pages

    named = [(name, "person", 1) for name in ("Ada Amsel", "Ben Bartok", "Cyd", "Dora Dahl")]
    made = compared([side_of_analysis(article(name, "2020-01-10", name, named=named)) for name in ("Daily", "Weekly")])
    drawn = BeautifulSoup(page.cast(made).html, "lxml").select_one("svg")
    across = {text.text: float(text.get("x", "0").removesuffix("%")) for text in drawn.select("text") if text.text in ("Daily", "Weekly")}
    assert across == {"Daily": 0, "Weekly": 50}
    targets = {link.get("xlink:href", "") for link in drawn.select("a") if link.get("xlink:href", "").startswith("#side-")}
    assert targets == {f"#{item['id']}" for item in BeautifulSoup(page.articles(made, Pages()).html, "lxml").select("li[id]")}


def test_actors_with_one_mention_in_all_are_left_to_the_workbook(article):
    from dramatis.report.corpus import comparison as page

    named = [(name, "person", 2) for name in ("Ada Amsel", "Ben Bartok", "Cyd", "Dora Dahl", "Emil Enger")]
    one = article("one", "2020-01-10", "Daily", named=[*named, ("Finn Falk", "person", 1)])
    made = compared([side_of_analysis(one), side_of_analysis(article("two", "2020-01-11", "Weekly", named=named[:2]))])
    found = BeautifulSoup(page.cast(made).html, "lxml")
    assert "Finn Falk" not in found.select_one("svg").text
    assert found.select_one("h3").text == "Two of the five actors shown are named by all sides"
    assert "Left out: one actor with one mention in one article" in found.text


def test_an_interviewers_questions_are_no_quotations_of_a_side(article):
    one = article("one", "2020-01-10", "Daily", said=[("Ada Amsel", 8), (None, 9)])
    one.quotes.loc[1, "reason"] = "interviewer"
    made = compared([side_of_analysis(one), side_of_analysis(article("two", "2020-01-11", "Weekly"))])
    assert list(made.speakers["name"]) == ["Ada Amsel"]


def test_nobody_is_left_out_whom_an_actor_of_the_side_could_be(article, tmp_path):
    """*House* that no country tells may be the *House of Representatives* of the other article."""
    store = open_store(tmp_path / "store")
    full = [("House of Representatives", "organization", 3), ("Norway", "place", 2), ("Ines Calder", "person", 2)]
    store.add(
        [article("one", "2020-01-03", "Daily", named=full), article("two", "2020-01-04", "Weekly", named=[("House", "organization", 2)])]
    )
    link(store)
    assert list(store.table("unlinked")["name"]) == ["House"]
    chosen = select(store)
    found = omissions(compared([side_of_article(chosen, each) for each in ("one", "two")]))
    assert found["Weekly"] == ["Ines Calder", "Norway"]
