import pandas as pd
import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import select, topic_of
from dramatis.corpus.topic_profile import asked_topic
from dramatis.errors import ParameterError
from dramatis.prose import topic_profile as prose


@pytest.fixture(scope="module")
def small(article, answering):
    made = [
        article("one", "2020-01-10", "Daily", topics=["flood"], codes=["medtop:03000000"]),
        article("two", "2020-01-20", "Daily", topics=["Flood", "budget"]),
        article("three", "2020-03-02", "Weekly", codes=["medtop:03000000"]),
        article("four", "2020-03-20", "Weekly", named=[("Ada Amsel", "person", 1)], watched=["strike"]),
    ]
    return answering(made)


@pytest.mark.parametrize(
    ("asked", "articles"), [("flood", 2), (" FLOOD ", 2), ("strike", 1), ("medtop:03000000", 2), ("03000000", 2), ("Budget", 1), ("", 2)]
)
def test_a_topic_is_asked_for_by_label_code_or_name(small, asked, articles):
    assert topic_of(select(small, unit="month"), asked).named == articles


def test_the_name_of_a_subject_means_its_code_and_all_below(small):
    found = asked_topic(select(small), "disaster, accident and emergency incident")
    assert (found.kind, found.codes[0]) == ("subject", "medtop:03000000")
    assert len(found.codes) > 1


def test_time_publishers_and_phrases_open_as_many_articles(small):
    made = topic_of(select(small, unit="month"), "flood")
    lists = {one.id: one.total for one in made.lists}
    assert list(made.series["articles"]) == [2, 0, 0]
    assert {row.publisher: (row.articles, row.of) for row in made.publishers.itertuples()} == {"Daily": (2, 2), "Weekly": (0, 2)}
    for table in (made.phrases, made.speakers, made.company, made.publishers):
        assert {row.id: row.articles for row in table.itertuples() if row.articles} == {
            each: lists[each] for each in table["id"] if each in lists
        }
    assert sum(total for name, total in lists.items() if name.startswith("n-")) == 2


def test_a_topic_that_no_article_has_is_refused_with_near_ones(small):
    with pytest.raises(ParameterError, match="no article has such a topic, phrase or subject; labels that come near: Flood"):
        topic_of(select(small), "floods")


def test_who_speaks_on_it_is_who_says_its_words(article, answering):
    made = article("one", "2020-01-10", said=[("Ben Bartok", 4), (None, 3)], topics=["flood"])
    spans = made.topic_mentions.iloc[[0, 0]].assign(
        start=[row.start + 1 for row in made.quotes.itertuples()], end=[row.end - 1 for row in made.quotes.itertuples()]
    )
    profile = topic_of(select(answering([type(made)(**made.__dict__ | {"topic_mentions": spans.reset_index(drop=True)})])), "flood")
    assert sorted(zip(profile.speakers["name"], profile.speakers["articles"], strict=True)) == [("", 1), ("Ben Bartok", 1)]
    assert len(profile.quotes) == 2


def test_nobody_is_first_where_several_have_as_many_articles(article, answering):
    from dramatis.report.corpus import topic_profile as page

    made = article("one", "2020-01-10", said=[("Ben Bartok", 4), ("Ada Amsel", 3)], topics=["flood"])
    spans = made.topic_mentions.iloc[[0, 0]].assign(
        start=[row.start + 1 for row in made.quotes.itertuples()], end=[row.end - 1 for row in made.quotes.itertuples()]
    )
    profile = topic_of(select(answering([type(made)(**made.__dict__ | {"topic_mentions": spans.reset_index(drop=True)})])), "flood")
    title = BeautifulSoup(page.speakers(profile).html, "lxml").select_one("h3").text
    assert title == "No speaker is first: two have one article each"
    assert prose.speakers(profile) == "Nobody is quoted on it in more than one article."
    assert page.tied(pd.DataFrame({"articles": [2, 1, 1]}), "speaker") == ""


@pytest.fixture(scope="module")
def folding(article, answering):
    """Three articles on wheat harvests under two labels, one that has the words as a phrase, one that only writes them."""
    from dramatis.corpus import corpus_overview

    made = [
        article("one", "2020-01-10", "Daily", topics=["wheat harvest"]),
        article("two", "2020-01-20", "Daily", topics=["wheat harvest"]),
        article("three", "2020-01-21", "Daily", topics=["wheat harvests"]),
        article("four", "2020-01-22", "Daily", topics=["budget"], named=[("wheat harvest", "work", 2)]),
        article("five", "2020-01-23", "Daily", topics=["quarrel"]),
    ]
    made[4].phrases.loc[0, "text"] = "wheat harvest"
    store = answering(made)
    shown = corpus_overview(select(store)).themes.table.set_index("name")["articles"]
    return store, int(shown["wheat harvest"])


def test_the_topic_page_and_the_corpus_page_have_one_number(folding):
    store, shown = folding
    made = topic_of(select(store), "Wheat harvest")
    assert made.named == shown == 3
    assert dict(zip(made.labels["name"], made.labels["articles"], strict=True)) == {"wheat harvest": 2, "wheat harvests": 1}
    assert "as on the corpus page" in prose.meaning(made)
    assert topic_of(select(store), '"wheat harvest"').named == 2


def test_a_label_that_is_folded_into_another_says_so_and_where_else_its_words_stand(folding):
    made = topic_of(select(folding[0]), '"wheat harvests"')
    text = prose.meaning(made, escape=str)
    assert made.named == 1
    assert "folds this label into the topic “wheat harvest” (three articles): ask for it by that name." in text
    text = prose.meaning(topic_of(select(folding[0]), "wheat harvest"))
    assert "[three articles](#e-reach-phrase) have these very words as a topic or key phrase" in text
    assert "wheat harvest is found as a work too, named in one article" in text
    lists = {one.id: one for one in topic_of(select(folding[0]), "wheat harvest").lists}
    assert [place.article_id for place in lists["reach-text"].places] == ["four", "two", "one"]


def test_a_topic_that_nothing_comes_near_has_no_near_labels(small):
    with pytest.raises(ParameterError, match=r"no article has such a topic, phrase or subject$"):
        topic_of(select(small), "zygote")
