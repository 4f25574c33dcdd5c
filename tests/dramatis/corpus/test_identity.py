"""How far linked actors can be believed, as pages show it: rules, scores and evidence; who was left apart, and why."""

import re

import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import actor_profile, corpus_overview, select
from dramatis.corpus.linking import link
from dramatis.prose import corpus as prose
from dramatis.report.corpus.linked import RULES, apart_table, rule_table
from dramatis.store import open_store


@pytest.fixture(scope="module")
def store(article, tmp_path_factory):
    """Ursula Brandvold in two articles, once with a namesake of one word; two more articles say Brandvold alone."""
    store = open_store(tmp_path_factory.mktemp("linked") / "store")
    full, bare = [("Ursula Brandvold", "person", 2), ("Port Office", "organization", 1)], [("Brandvold", "person", 1)]
    store.add(
        [
            article("one", "2020-01-03", "Daily", named=full),
            article("two", "2020-01-04", "Weekly", named=full),
            article("three", "2020-01-05", "Daily", named=bare),
            article("four", "2020-02-05", "Daily", named=bare),
        ]
    )
    link(store)
    return store


def test_the_page_of_an_actor_tells_rules_scores_and_evidence(store):
    made = actor_profile(select(store), "Ursula Brandvold")
    (row,) = made.rules.drop_duplicates("id").itertuples()
    assert (row.rule, row.articles) == ("full-name", 2)
    assert 0.9 <= row.low <= row.high < 1
    html = rule_table(made.rules).html
    assert RULES["full-name"] in html
    assert f'href="#e-{row.id}"' in html
    (listed,) = [one for one in made.lists if one.id == row.id]
    assert (listed.total, {place.article_id for place in listed.places}) == (2, {"one", "two"})
    assert all("the same full name in 1 other article" in place.words and place.note.startswith("score 0.9") for place in listed.places)


def test_who_was_left_apart_is_listed_with_the_reason_and_counted(store):
    made = corpus_overview(select(store))
    assert made.totals["apart"] == 2
    (row,) = made.apart.drop_duplicates("id").itertuples()
    assert (row.name, row.reason, row.articles) == ("Brandvold", "surname-only", 2)
    html = apart_table(made.apart, total=2).html
    assert re.search(r"2 actors of single articles left apart", html)
    assert "Ursula Brandvold" in html
    (listed,) = [one for one in made.lists if one.id == row.id]
    assert {place.article_id for place in listed.places} == {"three", "four"}
    assert "Two actors of single articles are left apart as ambiguous" in prose.linking(made)


def test_a_selection_counts_those_of_its_own_articles(store):
    made = corpus_overview(select(store, until="2020-01-31"))
    assert (made.totals["apart"], set(made.apart["article_id"])) == (1, {"three"})
    assert len(actor_profile(select(store), "Ursula Brandvold").apart) == 2
    assert actor_profile(select(store), "Port Office").apart.empty


def test_a_store_without_links_shows_neither(article, answering):
    made = actor_profile(select(answering([article("one", "2020-01-03", named=[("Ada Amsel", "person", 1)])])), "")
    assert rule_table(made.rules).html == apart_table(made.apart, total=0).html == ""


def test_what_the_analyst_decided_is_told_with_its_articles(article, answering):
    from dramatis import tables
    from dramatis.corpus import corpus_overview
    from dramatis.report.corpus import decided_list

    messages = {
        "one": ["Line 2 of actors.csv: “Ada” is shown as “Ada Amsel”.", "Line 3 of actors.csv: “<b>News</b>” is hidden."],
        "two": ["Line 3 of actors.csv: “<b>News</b>” is hidden."],
        "three": ["Lines of actors.csv for all articles that match nothing here (1): 2."],
    }
    made = []
    for name, told in messages.items():
        one = article(name, "2020-01-10", named=[("Ada Amsel", "person", 1)])
        rows = [
            {"article_id": name, "kind": "lexicon-applied" if "Line " in each else "lexicon-unused", "severity": "info", "message": each}
            | {"spans": [[0, 3]]}
            for each in told
        ]
        made.append(type(one)(**one.__dict__ | {"findings": tables.table("findings", rows)}))
    chosen = select(answering(made))
    found = BeautifulSoup(decided_list(corpus_overview(chosen).decided).html, "lxml")
    assert found.select_one("summary").text == "Decided by hand, in actors.csv: 2 changes"
    assert [item.text for item in found.select("li")] == [
        "“<b>News</b>” is hidden: 2 articles",
        "“Ada” is shown as “Ada Amsel”: 1 article",
    ]
    lists = {f"#e-{one.id}": one.total for one in corpus_overview(chosen).lists}
    assert [lists[link["href"]] for link in found.select("li a")] == [2, 1]
    assert list(actor_profile(chosen, "Ada Amsel").decided["what"]) == ["“Ada” is shown as “Ada Amsel”"]
    assert decided_list(corpus_overview(select(answering(made[2:]))).decided).html == ""


def test_an_article_that_names_one_actor_twice_over_counts_once(article, tmp_path):
    """*Parliament* and *Parliament of Norway* stand in one article as two actors, and are one across articles."""
    store = open_store(tmp_path / "store")
    both = [("Parliament of Norway", "organization", 2), ("Norwegian Parliament", "organization", 1)]
    store.add([article("one", "2020-01-03", named=both), article("two", "2020-01-04", named=both[:1])])
    link(store)
    made = actor_profile(select(store), "Parliament of Norway")
    assert list(made.articles[["article_id", "mentions"]].itertuples(index=False, name=None)) == [("two", 2), ("one", 3)]
    assert list(made.rules.drop_duplicates("id")["articles"]) == [2]
    assert [one.total for one in made.lists if one.id == made.rules["id"].iloc[0]] == [2]
