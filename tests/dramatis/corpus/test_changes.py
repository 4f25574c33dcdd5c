"""What changed in a store since a time: what came, who is new, who moved, what watched actors say; every number with its articles."""

import re

import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import changes_since
from dramatis.corpus.changes import time_of
from dramatis.errors import ParameterError
from dramatis.prose import changes as prose
from dramatis.report import corpus as parts
from dramatis.report.corpus import changes as page
from dramatis.store import open_store

EVIL = "<b>Ada</b> [a](javascript:b)"


@pytest.fixture(scope="module")
def told(article, tmp_path_factory):
    """Forty articles; then 20 more, in which Ada is gone, Ben speaks and Cyd is new; one is changed, one forgotten, one repeated."""
    store = open_store(tmp_path_factory.mktemp("changes") / "store")
    old = [article(f"o{n}", f"2020-01-{1 + n % 28:02}", "Daily", named=[("Ada Amsel", "person", 1)], topics=["rain"]) for n in range(40)]
    ben = article("ben", "2020-01-01", "Daily", named=[("Ben Bartok", "person", 1)], said=[("Ben Bartok", 3)])
    store.add([*old, ben])
    since = store.history()["at"].max()
    new = [
        article(f"n{n}", "2020-02-01", "Daily", named=[("Cyd", "person", 1)], said=[("Ben Bartok", 4)], topics=["rain", f"snow {EVIL}"])
        for n in range(20)
    ]
    store.add(new)
    store.add([article("o1", "2020-01-02", "Daily", named=[(EVIL, "person", 2)]), old[2]])
    store.forget("o3")
    return store, since


@pytest.fixture(scope="module")
def made(told):
    store, since = told
    return changes_since(store, since, watched=["ben bartok", "Nobody"])


def test_articles_are_counted_by_what_happened_to_them(made):
    wanted = {"articles": 60, "new": 20, "text": 1, "again": 1, "forgotten": 1, "fresh": 21, "before": 39, "actors": 1, "topics": 1}
    assert {name: made.counts[name] for name in wanted} == wanted


def test_new_actors_and_topics_are_those_that_nothing_named_before(made):
    assert list(made.actors["name"]) == ["Cyd"]
    assert list(made.actors["articles"]) == [20]
    assert [name.split()[0] for name in made.topics["name"]] == ["snow"]


def test_a_share_that_falls_from_nearly_all_to_none_is_a_clear_fall(made):
    rows = made.movers.set_index("name")
    assert (rows.loc["Ada Amsel", "before"], rows.loc["Ada Amsel", "after"], rows.loc["Ada Amsel", "clear"]) == (38, 0, True)
    assert rows.loc["Ben Bartok", "change"] > 0
    assert "Cyd" not in rows.index


def test_only_new_quotations_of_watched_actors_are_told(made):
    assert list(made.watched["quotations"]) == [20, 0]
    assert set(made.said["article_id"]) == {f"n{n}" for n in range(20)}
    assert "No article names Nobody" in prose.watched(made)


def test_quotations_of_a_changed_article_are_not_called_new(article, tmp_path):
    store = open_store(tmp_path / "store")
    store.add([article(f"o{n}", "2020-01-01", "Daily", named=[("Ada", "person", 1)], said=[("Ada", 3)]) for n in range(3)])
    since = store.history()["at"].max()
    store.add([article("o1", "2020-01-02", "Daily", named=[("Ada", "person", 1)], said=[("Ada", 3), ("Ada", 5)])])
    found = changes_since(store, since, watched=["Ada"])
    assert list(found.watched[["quotations", "unsure"]].iloc[0]) == [0, 2]
    assert "New quotations" not in prose.standfirst(found)
    assert "two quotations in changed articles, new and old not told apart" in prose.watched(found)
    assert "in changed articles, new or old" in page.said(found, parts.Pages("")).html
    assert (len(found.movers), found.periods.articles_after) == (0, 0)
    assert "nothing to compare" in prose.movers(found)


def test_movers_leave_changed_articles_on_neither_side(made):
    assert (made.periods.articles_before, made.periods.articles_after) == (39, 20)
    assert EVIL not in set(made.movers["name"])
    assert "20 new articles with the 39 articles" in prose.movers(made)


def test_every_number_of_the_page_opens_its_articles_and_nothing_becomes_markup(made):
    pages = parts.Pages("")
    figures = [page.actors(made), page.movers(made), page.topics(made)]
    html = "".join(each.html for each in [page.came(made), *figures, page.said(made, pages), parts.evidence(made.lists, pages)])
    soup = BeautifulSoup(html, "lxml")
    ids = {each["id"] for each in soup.find_all(id=True)}
    links = {each.get("href") or each.get("xlink:href") for each in soup.find_all("a")}
    assert {link[1:] for link in links if link and link.startswith("#") and link != "#_"} <= ids
    assert EVIL not in html
    for cell in soup.select("td.n > a[href^='#e-'], li > a.n[href^='#e-']"):
        section = soup.find(id=cell["href"][1:])
        rest = re.match(r"[\d,]+", section.select_one("p.note").text) if section.select_one("p.note") else None
        assert int(re.match(r"[\d,]+", cell.text)[0]) == len(section.select("ol > li")) + (int(rest[0]) if rest else 0)


def test_the_first_articles_of_a_store_are_compared_with_nothing(told):
    store, _ = told
    first = changes_since(store)
    assert (first.counts["before"], len(first.actors), len(first.movers)) == (0, 0, 0)
    assert prose.headline(first) == "60 new articles, the first of this store"
    assert "nothing before to compare with" in prose.movers(first)


def test_where_nothing_changed_the_page_says_so(told):
    store, _ = told
    later = changes_since(store, "2100-01-01")
    assert prose.headline(later) == "Nothing changed since 1 January 2100"
    assert page.actors(later).html == ""


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-29", "2026-03-29T00:00:00.000000Z"),
        ("2026-03-29T03:30+02:00", "2026-03-29T01:30:00.000000Z"),
        ("2026-03-29 01:30:00.5", "2026-03-29T01:30:00.500000Z"),
    ],
)
def test_a_time_is_taken_in_utc_or_in_its_zone(text, time):
    assert time_of(text) == time


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "2026-01-01T25:00", "20260101"])
def test_what_is_no_time_is_told_with_what_is_accepted(text):
    with pytest.raises(ParameterError, match=f"since has the value '{text}'; accepted is a day"):
        time_of(text)


def test_a_store_without_a_record_of_changes_says_so(article, tmp_path):
    import sqlite3

    store = open_store(tmp_path / "store")
    store.add([article("one", "2020-01-01", "Daily", named=[("Ada Amsel", "person", 1)])])
    with sqlite3.connect(tmp_path / "store" / "manifest.sqlite") as database:
        database.execute("DELETE FROM history")
    made = changes_since(store)
    assert prose.headline(made) == "No change is on record"
    assert prose.standfirst(made) == (
        "The store holds one article and no record of changes: an earlier version of Dramatis filled it. "
        "What comes from now on is recorded."
    )


def test_a_publisher_that_names_itself_more_is_no_headline(article, tmp_path):
    store = open_store(tmp_path / "store")
    store.add(
        [
            article(f"o{n}", "2020-01-01", "Daily", named=[("Ada Amsel", "person", 1)] + [("Daily", "organization", 1)] * (n < 1))
            for n in range(30)
        ]
    )
    since = store.history()["at"].max()
    both = [("Ada Amsel", "person", 1), ("Daily", "organization", 1)]
    store.add([article(f"n{n}", "2020-02-01", "Daily", named=both) for n in range(30)])
    made = changes_since(store, since)
    assert made.movers.loc[made.movers["clear"], "name"].tolist() == ["Daily"]
    assert prose.headline(made) == "30 new articles"
    assert "rose" not in prose.standfirst(made)
    title = BeautifulSoup(page.movers(made).html, "lxml").select_one("h3").text
    assert title == "No change but that of a publisher is greater than chance explains"


def test_a_changed_article_makes_nobody_new(article, tmp_path):
    store = open_store(tmp_path / "store")
    store.add([article(name, "2020-01-01", "Daily", named=[("Ada Amsel", "person", 1)], topics=["rain"]) for name in ("one", "two")])
    since = store.history()["at"].max()
    store.add([article("one", "2020-01-01", "Daily", named=[("Ada Amsel", "person", 1), ("Cyd", "person", 1)], topics=["hail"])])
    made = changes_since(store, since)
    assert (len(made.actors), len(made.topics), made.counts["actors"]) == (0, 0, 0)
    assert (
        prose.actors(made)
        == prose.topics(made)
        == ("No article was added, and one that only changed its text is no newcomer, so there is nothing to compare.")
    )
    assert "chiefly" not in prose.standfirst(made)


def test_nobody_is_the_newcomer_where_several_have_as_many_articles(article, tmp_path):
    store = open_store(tmp_path / "store")
    store.add([article("old", "2020-01-01", "Daily", named=[("Ada Amsel", "person", 1)])])
    since = store.history()["at"].max()
    store.add([article(f"n{n}", "2020-02-01", "Daily", named=[("Ben Bartok", "person", 1), ("Cyd", "person", 1)]) for n in range(3)])
    title = BeautifulSoup(page.actors(changes_since(store, since)).html, "lxml").select_one("h3").text
    assert title == "No new actor is first: two have three articles each"
