"""Counts over many articles: sums equal numbers of rows, bins without articles are there, and every number has its articles."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from dramatis.corpus import actor_profile, corpus_overview, counts, movers, select, voice
from dramatis.corpus.evidence import KEPT
from dramatis.errors import ParameterError

NAMES = ("Ada Amsel", "Ben Bartok", "Cleo Crane", "Union of Cooks")
NAMED = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 3)), max_size=4, unique_by=lambda pair: pair[0])
SAID = st.lists(st.tuples(st.sampled_from([*NAMES, None]), st.integers(1, 30)), max_size=3)
ARTICLES = st.lists(
    st.tuples(
        st.one_of(st.none(), st.dates(pd.Timestamp("2020-01-05").date(), pd.Timestamp("2020-06-20").date())), NAMED, SAID, st.booleans()
    ),
    min_size=1,
    max_size=9,
)


def corpus(article, answering, rows):
    made = [
        article(
            f"n{place}", date and str(date), "Daily" if daily else None, named=[(name, "person", times) for name, times in named], said=said
        )
        for place, (date, named, said, daily) in enumerate(rows)
    ]
    return made, answering(made)


@settings(max_examples=10)
@given(rows=ARTICLES)
def test_sums_equal_the_numbers_of_rows(article, answering, rows):
    analyses, store = corpus(article, answering, rows)
    chosen = select(store, unit="month")
    made = corpus_overview(chosen, top_n=10)
    rows_of = [(each.article.id, row.name, row.mentions) for each in analyses for row in each.actors.itertuples()]
    assert made.actors["articles"].sum() == len(rows_of)
    assert made.actors["mentions"].sum() == sum(len(each.mentions) for each in analyses)
    dated = {each.article.id for each in analyses if each.article.date}
    assert made.over["articles"].sum() + made.totals["undated"] == len(analyses) == made.totals["articles"]
    assert made.actors_over_time["articles"].sum() == sum(row[0] in dated for row in rows_of)
    assert made.voices["words"].sum() == sum(each.quotes["words"].sum() for each in analyses)
    assert made.voices_over_time["words"].sum() == sum(each.quotes["words"].sum() for each in analyses if each.article.id in dated)
    unresolved = sum(each.quotes.loc[each.quotes["speaker"].isna(), "words"].sum() for each in analyses)
    assert made.voices.loc[made.voices["id"] == "none", "words"].sum() == unresolved
    assert made.publishers["articles"].sum() == len(analyses)
    assert made.actors_by_publisher["articles"].sum() == len(rows_of)


@settings(max_examples=8)
@given(rows=ARTICLES)
def test_every_number_opens_as_many_articles(article, answering, rows):
    _, store = corpus(article, answering, rows)
    made = corpus_overview(select(store, unit="month"), top_n=10)
    lists = {one.id: one for one in made.lists}
    assert all(len(one.places) == min(one.total, KEPT) for one in made.lists)
    for row in made.actors_over_time.itertuples():
        assert row.articles == (lists[f"{row.id}-{row.bin}"].total if row.articles else 0)
        assert row.articles or f"{row.id}-{row.bin}" not in lists
    for row in made.actors.itertuples():
        assert row.articles == sum(one.total for one in made.lists if one.group == row.id)
    for row in made.over.itertuples():
        assert row.articles == (lists[f"all-{row.bin}"].total if row.articles else 0)
    for row in made.voices[made.voices["id"] != "others"].itertuples():
        assert row.articles == lists[row.id].total
    for rank, row in enumerate(made.movers.itertuples(), 1):
        assert (row.before, row.after) == tuple(
            lists[f"m{rank}-{side}"].total if n else 0 for side, n in (("before", row.before), ("after", row.after))
        )
    for row in made.pairs.itertuples():
        assert row.articles == lists[f"{row.actor}-{row.other}"].total


@pytest.fixture(scope="module")
def small(article, answering):
    """Two publishers, a copy, a gap in time, an undated article, a watched topic, codes."""
    made = [
        article(
            "one",
            "2020-01-10",
            "Daily",
            named=[("Ada Amsel&Ben Bartok", "person", 2)],
            said=[("Ada Amsel", 10), (None, 5)],
            codes=["medtop:11000000"],
        ),
        article("two", "2020-01-20", "Daily", named=[("Ada Amsel", "person", 1), ("Paris", "place", 3)], watched=["flood"]),
        article("three", "2020-04-02", "Weekly", named=[("Ben Bartok", "person", 1)], said=[("Ben Bartok", 20)], codes=["medtop:11000000"]),
        article("four", "2020-04-03", "Weekly", named=[("Ben Bartok", "person", 1)], said=[("Ben Bartok", 20)]),
        article("five", None, None, named=[("Cleo Crane", "person", 1)]),
    ]
    first = {"four": "three"}
    copies = [
        {"article_id": each, "cluster": first.get(each, each), "first": each not in first}
        for each in ("one", "two", "three", "four", "five")
    ]
    return answering(made, copies=copies)


def test_bins_without_articles_count_nought_and_have_no_share(small):
    made = corpus_overview(select(small, unit="month"))
    assert list(made.over["articles"]) == [2, 0, 0, 2]
    ada = made.actors_over_time[made.actors_over_time["name"] == "Ada Amsel"]
    assert list(ada["articles"]) == [2, 0, 0, 0]
    assert list(ada["share"].isna()) == [False, True, True, False]


def test_copies_are_counted_with_and_without(small):
    made = corpus_overview(select(small, unit="month"))
    assert (made.totals["articles"], made.totals["originals"]) == (5, 4)
    ben = made.actors[made.actors["name"] == "Ben Bartok"].iloc[0]
    assert (ben["articles"], ben["originals"]) == (3, 2)
    words = made.voices[made.voices["name"] == "Ben Bartok"].iloc[0]
    assert (words["words"], words["originals"]) == (40, 20)
    assert list(made.over["originals"]) == [2, 0, 0, 1]


def test_a_copy_is_listed_with_the_article_that_it_is_one_of(small):
    from dramatis.report.corpus import Pages, article_table

    made = corpus_overview(select(small, unit="month"))
    table = BeautifulSoup(article_table(made.articles, Pages(), total=5).html, "lxml")
    told = {row.select("td")[1].text for row in table.select("tbody tr") if "near copy" in row.text}
    assert told == {"Title of four near copy of “Title of three”, 2020-04-02"}


def test_days_and_publishers_choose(small):
    assert corpus_overview(select(small, publisher="Weekly")).totals["articles"] == 2
    made = corpus_overview(select(small, since="2020-01-15", until="2020-03-31"))
    assert (made.totals["articles"], made.totals["undated"], made.totals["originals"]) == (1, 0, 1)
    assert made.over["unit"].iloc[0] == "week"


def test_a_choice_that_fits_nothing_says_what_there_is(small, answering):
    with pytest.raises(ParameterError, match=r"no article fits publisher 'Monthly'; the store has 5 articles .* chiefly by Daily, Weekly"):
        select(small, publisher="Monthly")
    with pytest.raises(ParameterError, match="the store holds no article"):
        select(answering([]))


def test_subjects_and_watched_topics_are_counted_by_articles(small):
    made = corpus_overview(select(small, unit="month"))
    assert list(made.subjects["articles"]) == [2]
    assert made.uncoded == 3
    assert list(zip(made.watched["name"], made.watched["articles"], strict=True)) == [("flood", 1)]
    assert list(made.watched_over_time["articles"]) == [1, 0, 0, 0]


def test_pairs_are_articles_with_both_in_one_sentence(small):
    made = corpus_overview(select(small, unit="month"))
    assert list(made.pairs[["name", "other_name", "articles", "sentences"]].itertuples(index=False, name=None)) == [
        ("Ben Bartok", "Ada Amsel", 1, 2)
    ]
    (found,) = [one for one in made.lists if one.id == f"{made.pairs['actor'].iloc[0]}-{made.pairs['other'].iloc[0]}"]
    assert (found.places[0].article_id, found.places[0].anchor) == ("one", "s0")


def test_evidence_names_the_sentence_and_the_way_into_the_article(small):
    made = corpus_overview(select(small, unit="month"))
    (found,) = [one for one in made.lists if one.heading.startswith("Ada Amsel, Jan 2020")]
    assert found.places[0].words == "Ada Amsel and Ben Bartok act."
    assert found.places[0].anchor == "m0-9"


def test_who_is_named_as_a_place_of_posts_alone_is_in_no_ranking(article, answering):
    made = [article(each, "2020-01-10", named=[("Twitter&Ada Amsel", "organization", 2)]) for each in ("one", "two")]
    same = {"kind": "organization", "mentions": 2}
    links = [
        {"article_id": each, "actor": actor, "actor_key": name, "name": name, "part": part} | same
        for each in ("one", "two")
        for actor, name, part in (("a1", "Twitter", "venue" if each == "one" else ""), ("a2", "Ada Amsel", ""))
    ]
    chosen = select(answering(made, links=links))
    found = corpus_overview(chosen)
    assert dict(zip(found.actors["name"], found.actors["articles"], strict=True)) == {"Ada Amsel": 2, "Twitter": 1}
    assert list(found.pairs["articles"]) == [1]
    assert dict(zip(found.articles["article_id"], map(list, found.articles["names"]), strict=True)) == {
        "one": ["Ada Amsel"],
        "two": ["Twitter", "Ada Amsel"],
    }
    assert list(actor_profile(chosen, "Ada Amsel").company["articles"]) == [1]


def test_links_join_actors_of_different_names(article, answering):
    made = [
        article("one", "2020-01-10", named=[("Ada Amsel", "person", 1)]),
        article("two", "2020-01-11", named=[("A. Amsel", "person", 1)]),
    ]
    same = {"actor": "a1", "actor_key": "k1", "name": "Ada Amsel", "kind": "person", "mentions": 1}
    links = [{"article_id": "one"} | same, {"article_id": "two"} | same]
    assert list(corpus_overview(select(answering(made))).actors["articles"]) == [1, 1]
    linked = corpus_overview(select(answering(made, links=links)))
    assert list(linked.actors[["name", "articles"]].itertuples(index=False, name=None)) == [("Ada Amsel", 2)]


def bins_of(*counts_of):
    rows = [(f"b{n}", pd.Timestamp(2020, n + 1, 1), count, partial) for n, (count, partial) in enumerate(counts_of)]
    return pd.DataFrame(rows, columns=["bin", "start", "articles", "partial"])


def test_periods_are_whole_and_have_articles_enough():
    found = movers.periods(bins_of((30, True), (25, False), (15, False), (10, False), (30, False), (9, True)))
    assert found == movers.Periods(("b1", "b2"), ("b3", "b4"), 40, 40)
    assert movers.periods(bins_of((5, False), (4, False), (3, False))) == movers.Periods(("b1",), ("b2",), 4, 3)
    assert movers.periods(bins_of((5, True), (4, False))) == movers.Periods()


def test_an_actor_that_is_new_rises_and_one_that_vanishes_falls():
    over = bins_of((100, False), (100, False))
    found = pd.DataFrame(
        [
            ("k1", "New", "person", over["start"][1], 40),
            ("k2", "Gone", "person", over["start"][0], 40),
            ("k3", "Same", "person", over["start"][0], 10),
            ("k3", "Same", "person", over["start"][1], 11),
        ],
        columns=["actor_key", "name", "kind", "bin", "articles"],
    )
    moved = movers.movers(found, over, movers.periods(over), top_n=5, seed=0)
    assert list(zip(moved["name"], moved["change"].round(2), moved["clear"], strict=True)) == [
        ("Gone", -0.4, True),
        ("New", 0.4, True),
        ("Same", 0.01, False),
    ]


def test_the_speakers_of_most_articles_are_not_those_with_most_words(article, answering):
    made = [article(f"n{n}", "2020-01-10", said=[("Ada Amsel", 2)]) for n in range(5)] + [
        article("long", "2020-01-11", said=[("Ben Bartok", 500)])
    ]
    said = voice.spoken(select(answering(made)))
    assert voice.voices(said, top_n=1, seed=0)["name"].iloc[0] == "Ben Bartok"
    assert voice.quoted_in(said, 6, top_n=1, seed=0)["name"].iloc[0] == "Ada Amsel"


def test_a_store_gives_the_same_as_tables_in_memory(article, answering, tmp_path):
    from dramatis.store import open_store

    made = [article("one", "2020-01-10", "Daily", named=[("Ada Amsel", "person", 2)], said=[("Ada Amsel", 10)]), article("two", None, None)]
    store = open_store(tmp_path / "store")
    store.add(made)
    here, there = corpus_overview(select(answering(made))), corpus_overview(select(store))
    pd.testing.assert_frame_equal(here.actors, there.actors, check_dtype=False)
    assert here.lists == there.lists
    assert counts.totals(here.selection) == counts.totals(there.selection)
