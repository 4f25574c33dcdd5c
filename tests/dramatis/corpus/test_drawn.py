"""What the figures of the corpus page write: links, signs, and words on pale bars."""

import re

import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import corpus_overview, select
from dramatis.prose import corpus as prose
from dramatis.report import corpus as parts
from dramatis.report.corpus import drawn


@pytest.fixture(scope="module")
def made(article, answering):
    named = [("Ada Amsel", "person", 1)], [("Ben Bartok", "person", 1)]
    days = [1, 1, 2, 2, 5, 5, 6, 6]
    return corpus_overview(
        select(answering([article(f"a{n}", f"2021-03-{day:02}", named=named[n % 2]) for n, day in enumerate(days)]), unit="day")
    )


def test_a_nought_is_no_link_and_every_other_count_leads_somewhere(made):
    soup = BeautifulSoup(drawn.articles_over_time(made).html + parts.evidence(made.lists, parts.Pages("")).html, "lxml")
    ids = {each["id"] for each in soup.find_all(id=True)}
    links = [each.get("href") or each.get("xlink:href") for each in soup.select("#f-articles a")]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
    counts = [cell.text for cell in soup.select("#f-articles td.n a")]
    assert counts
    assert "0" not in counts


def test_days_with_as_many_articles_have_no_first_among_them(made):
    assert BeautifulSoup(drawn.articles_over_time(made).html, "lxml").select_one("figcaption").text.startswith("Articles with a date: 8")


def test_changes_have_a_true_minus_and_a_nought_has_no_sign(made):
    table = BeautifulSoup(drawn.movers(made).html, "lxml").select_one("table").text
    assert not re.search(r"[+-]0(\.0)? ", table)
    assert "-" not in "".join(re.findall(r"\S+ to \S+ points", table))
    assert (drawn._signed(-0.004, 0), drawn._signed(-0.18, 0), drawn._signed(0.3217, 1)) == ("0", "−18", "+32.2")


def test_one_long_interview_makes_no_title(article, answering):
    talks = [article(f"t{n}", f"2020-01-{1 + n:02}", "Daily", said=[(name, 900)]) for n, name in enumerate(("Dora Dahl", "Emil Enger"))]
    others = [article(f"o{n}", f"2020-02-{1 + n:02}", "Daily", said=[("Ada Amsel", 5)]) for n in range(9)]
    title = BeautifulSoup(drawn.voices(corpus_overview(select(answering([*talks, *others])))).html, "lxml").select_one("h3").text
    assert title == "Long interviews weigh most: two of the three with most words are in one article each"
    title = BeautifulSoup(drawn.voices(corpus_overview(select(answering(others)))).html, "lxml").select_one("h3").text
    assert title == "Ada Amsel is quoted with most words: 45 of 45"


@pytest.mark.parametrize(
    ("numbers", "headline"),
    [
        ({"Ada Amsel": 9, "Ben Bartok": 6, "Cyd": 5}, "Ada Amsel and Ben Bartok lead the cast of 20 articles"),
        ({"Ada Amsel": 9, "Ben Bartok": 6, "Cyd": 6}, "Ada Amsel leads the cast of 20 articles"),
        ({"Ada Amsel": 6, "Ben Bartok": 6, "Cyd": 6}, "20 articles, chiefly about politics"),
        ({"Ada Amsel": 2, "Ben Bartok": 1}, "20 articles, chiefly about politics"),
    ],
)
def test_who_leads_is_named_by_articles_enough_and_by_more_than_the_next(article, answering, numbers, headline):
    made = [
        article(f"a{n}", "2021-03-01", named=[(name, "person", 1) for name, of in numbers.items() if n < of], codes=["medtop:11000000"])
        for n in range(20)
    ]
    assert prose.headline(corpus_overview(select(answering(made)))) == headline


def test_the_words_on_pale_bars_say_which_charts_are_meant(made):
    assert "in the charts of shares below, bars over so few are pale" in prose.time(made)


def test_the_limits_say_that_platforms_and_interviewers_count(made):
    assert "an interviewer's questions are no quotations" in prose.limits(made)


def test_a_list_that_is_cut_says_so_before_it_is_opened(made):
    page = parts.article_table(made.articles.head(3), parts.Pages(""), total=8)
    assert BeautifulSoup(page.html, "lxml").select_one("summary").text == "3 of 8 articles, newest first"
