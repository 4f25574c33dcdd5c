import pandas as pd
import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import select, topic_of
from dramatis.corpus.topic_profile import asked_topic
from dramatis.errors import ParameterError


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
    assert found.kind == "subject code medtop:03000000"
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
    assert page.tied(pd.DataFrame({"articles": [2, 1, 1]}), "speaker") == ""
