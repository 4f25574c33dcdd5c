"""The page as a document: its links, counts, headings, policy and bytes."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from dramatis.analysis import analyze
from dramatis.article import make_article
from dramatis.markup import visible
from dramatis.report.policy import TEMPLATE, generated

ROOT = Path(__file__).parents[3]
SAMPLES = ["sample", "sixty-words", "many", "nothing"]
ARTICLES = (3, 6, 10, 13, 16)
"""Real articles, by their lines in data/gold/keyphrases.jsonl."""
LARGEST = 200_000
"""Bytes of the sample's page."""
WORDS = {word: number for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)} | {
    "once": 1,
    "twice": 2,
}
NUMBER = re.compile(rf"(?<![\w-])(?:\d[\d,]*|{'|'.join(WORDS)})(?![\w-])", re.IGNORECASE)
FORMS = re.compile(r"\d+ (?:name|demonym|description|pronoun)s?\b")
"""Parts of one number: 2 names, 3 pronouns."""
NAMES = [r"IPTC Media Topics", r"medtop:\d+"]
"""Words of a page that hold a digit and count nothing."""


@pytest.fixture(scope="module", params=[*SAMPLES, *(pytest.param(line, marks=pytest.mark.model) for line in ARTICLES)])
def case(request, sample, page_of):
    analysis = sample(request.param) if isinstance(request.param, str) else analyze(article_of(request.param))
    page = page_of(analysis)
    return analysis, page, BeautifulSoup(page, "lxml")


def article_of(line):
    made = json.loads((ROOT / "data" / "gold" / "keyphrases.jsonl").read_text(encoding="utf-8").splitlines()[line])
    return make_article(made["text"], title=made["title"], source="gold")


def target_of(link):
    """Where a link of HTML or SVG leads."""
    return link.get("href") or link.get("xlink:href") or ""


def test_ids_are_unique_and_every_link_has_its_target(case):
    _, _, soup = case
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    targets = {target_of(tag)[1:] for tag in soup.select("a") if target_of(tag).startswith("#")} - {"_"}
    assert targets <= set(ids)


def counted(soup):
    """Id of each list to (number of places, number of words where they are quotations); unions take the lists of their classes."""
    found = {}
    for tag in soup.select('.evidences [id^="e-"]'):
        lists = (
            [tag] if "data-of" not in tag.attrs else soup.select(",".join(f".evidences section.{kind}" for kind in tag["data-of"].split()))
        )
        items = [item for each in lists for item in each.select("li")]
        notes = [re.match(r"([\d,]+) words?", small.get_text()) for item in items for small in item.select("small")]
        found[tag["id"]] = (len(items), sum(as_number(note[1]) for note in notes if note))
    return found


def as_number(text):
    return WORDS[text.lower()] if text.lower() in WORDS else int(text.replace(",", ""))


def test_every_count_equals_what_its_link_opens(case):
    analysis, _, soup = case
    lists, seen = counted(soup), 0
    for link in (tag for tag in soup.select("a") if target_of(tag).startswith("#e-")):
        places = lists[target_of(link)[1:]]
        assert places[0], target_of(link)
        for said in (part.get_text() for part in link.select("title, text") or [link]):
            numbers = NUMBER.findall(said.rpartition(": ")[2])
            if not numbers or re.fullmatch(r"[\w ]+ percent", said):
                continue
            seen += 1
            number = sum(map(as_number, numbers)) if FORMS.search(said) else as_number(numbers[0])
            bare = re.fullmatch(r"[\d,]+", said) and target_of(link).startswith(("#e-said", "#e-quotes"))
            words = re.search(r"\bwords?\b", said.partition(" in ")[0])
            assert number in (set(places) if bare else {places[1]} if words else {places[0]}), (said, target_of(link), places)
    assert seen > 20 or analysis.mentions.empty


def test_every_share_of_quoted_words_is_that_of_its_list(case):
    _, _, soup = case
    lists = counted(soup)
    for link in soup.select('.prose a[href^="#e-said-"]'):
        if found := re.fullmatch(r"(\d+) percent", link.get_text()):
            share = lists[link["href"][1:]][1] / lists["e-quotes-direct"][1]
            assert int(found[1]) == round(100 * share)


def test_no_number_of_a_sentence_or_title_is_without_its_list(case):
    _, _, soup = case
    for passage in soup.select(".prose:not(.lead-in), figcaption h3, .card .facts, .speaker h3, .topic-facts"):
        for name in NAMES:
            for text in passage.find_all(string=re.compile(name)):
                text.replace_with(text.replace(name, ""))
        outside = "".join(text for text in passage.find_all(string=True) if not text.find_parent("a"))
        assert not NUMBER.search(outside), outside


def test_no_count_of_a_chart_or_table_is_without_its_list(case):
    _, _, soup = case
    for text in soup.select(".plot svg text"):
        if NUMBER.search(text.get_text()) and not re.fullmatch(r"0\.\d\d|1\.00", text.get_text()):
            assert text.find_parent("a"), text
    for cell in soup.select(".figure td.n"):
        if re.fullmatch(r"[\d,]+", cell.get_text()) and cell.get_text() != "0":
            assert cell.select_one("a"), cell.find_parent("tr")


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
