"""The topics that articles share: counted by articles, those of the last bin told apart as new, each with its articles."""

import pytest

from dramatis.corpus import select
from dramatis.corpus.counts import articles_by_bin
from dramatis.corpus.themes import theme_lists, themes


@pytest.fixture(scope="module")
def made(article, answering):
    rows = [
        article("one", "2020-01-10", topics=["wheat harvest"]),
        article("two", "2020-01-20", topics=["wheat harvest", "bridge repair"]),
        article("three", "2020-03-02", topics=["wheat harvest", "teachers' strike"]),
        article("four", "2020-03-20", topics=["teachers' strike"]),
        article("five", "2020-03-21"),
    ]
    chosen = select(answering(rows), unit="month")
    return themes(chosen, articles_by_bin(chosen), top_n=5)


def test_topics_are_counted_by_articles_over_all_bins(made):
    assert made.table.set_index("name")["articles"].to_dict() == {"wheat harvest": 3, "teachers' strike": 2}
    assert made.over_time.groupby("name")["articles"].apply(list).to_dict() == {"wheat harvest": [2, 0, 1], "teachers' strike": [0, 0, 2]}


def test_what_earlier_articles_did_not_share_is_new(made):
    assert made.table.set_index("name")["new"].to_dict() == {"wheat harvest": False, "teachers' strike": True}


def test_articles_that_share_no_topic_are_counted(made):
    assert (made.looked_at, made.unplaced) == (5, 1)


def test_each_topic_shows_sentences_of_its_own_and_opens_its_articles(made):
    assert {row.words.lower().removesuffix(" matters.") for row in made.sentences.itertuples()} <= {
        "wheat harvest",
        "wheat harvests",
        "teachers' strike",
    }
    totals = {one.group: 0 for one in theme_lists(made, {})}
    for one in theme_lists(made, {}):
        totals[one.group] += one.total
    assert totals == dict(zip(made.table["id"], made.table["articles"], strict=True))


def test_topics_of_an_earlier_look_keep_their_names_when_the_store_grows(article, tmp_path):
    from dramatis.corpus import corpus_overview
    from dramatis.store import open_store

    store = open_store(tmp_path / "store")
    store.add([article(name, "2020-01-10", topics=["wheat harvest"]) for name in ("one", "two")])
    first = corpus_overview(select(store)).themes.table
    seen = store.history()["at"].max()
    later = [article(f"later{n}", "2020-01-11", topics=["harvest of wheat", "teachers' strike"]) for n in range(5)]
    store.add(later)
    grown = corpus_overview(select(store), known=seen).themes
    names = grown.table.set_index("topic")
    assert set(first["topic"]) <= set(names.index)
    assert names.loc[first["topic"], "name"].tolist() == first["name"].tolist() == ["wheat harvest"]
    assert names["new"].to_dict() == {topic: topic not in set(first["topic"]) for topic in names.index}
    assert names["new"].any()
