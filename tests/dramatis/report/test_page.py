"""The page as a document: its links, counts, headings, policy and bytes."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from dramatis.markup import visible
from dramatis.report.policy import TEMPLATE, generated

SAMPLES = ["sample", "sixty-words", "many", "nothing"]
LARGEST = 200_000
"""Bytes of the sample's page."""


@pytest.fixture(scope="module", params=SAMPLES)
def case(request, sample, page_of):
    analysis = sample(request.param)
    page = page_of(analysis)
    return analysis, page, BeautifulSoup(page, "lxml")


def target_of(link):
    """Where a link of HTML or SVG leads."""
    return link.get("href") or link.get("xlink:href") or ""


def test_ids_are_unique_and_every_link_has_its_target(case):
    _, _, soup = case
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {target_of(tag)[1:] for tag in soup.select("a") if target_of(tag).startswith("#")} - {"_"}
    assert targets <= set(ids)


def test_every_count_equals_the_number_of_its_links(case):
    _, _, soup = case
    places = {tag["id"]: len(tag.select("li")) for tag in soup.select('[id^="e-"]')}
    for link in (tag for tag in soup.select("a") if target_of(tag).startswith("#e-")):
        said = (link.select_one("title") or link).get_text()
        counted = re.search(r"([\d,]+) (?:quotation|mention|sentence|by |name|demonym|description|pronoun)", said)
        if counted:
            assert int(counted[1].replace(",", "")) == places[target_of(link)[1:]], said


def test_every_link_of_an_evidence_list_shows_words_of_the_article(case):
    analysis, _, soup = case
    for item in soup.select(".evidences li"):
        words = item.select_one("a").get_text().removesuffix("…").removesuffix(" …").strip()
        assert words in visible(analysis.article.text), words


def test_there_is_one_first_heading_and_no_level_is_skipped(case):
    _, _, soup = case
    levels = [int(tag.name[1]) for tag in soup.select("h1,h2,h3,h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_page_has_a_language_landmarks_and_a_way_past_the_navigation(case):
    analysis, _, soup = case
    assert soup.html["lang"] == analysis.article.language
    assert len(soup.select("main")) == 1
    assert soup.select_one("a.skip")["href"] == "#main"
    assert all(svg.get("aria-label") for svg in soup.select(".plot > svg"))


def test_the_page_holds_no_style_or_script_but_its_own(case):
    _, page, soup = case
    assert not soup.select("[style]")
    assert len(soup.select("style")) == len(soup.select("script")) == 1
    assert not re.search(r"(src|href)=.?(https?:)?//", page)


def test_the_same_analysis_makes_the_same_bytes(sample, page_of):
    assert page_of(sample("sample")) == page_of(sample("sample"))


def test_the_page_of_the_sample_stays_small(sample, page_of):
    assert len(page_of(sample("sample")).encode()) <= LARGEST


@pytest.mark.parametrize("name", ["palette.css", "policy.html.j2"])
def test_generated_files_of_the_template_are_current(name):
    assert (TEMPLATE / name).read_text(encoding="utf-8") == generated()[name], "run: python -m dramatis.report.policy"


def test_an_article_in_which_nothing_was_found_says_so(sample, page_of):
    text = BeautifulSoup(page_of(sample("nothing")), "lxml").get_text(" ")
    for sentence in ("No actor was found", "No quotation was found", "No topic was found"):
        assert sentence in text
