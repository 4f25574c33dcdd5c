"""Figures: links that lead to as many spans as they say, safe text, downloads."""

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from dramatis import figures

_MADE = {}
FIGURES = ("strip", "who", "speakers", "topics", "actors_by_topic", "companions")


def parsed(analysis, *names):
    return tree("".join(html_of(analysis, name) for name in names))


class Tree(HTMLParser):
    """HTML as an element tree, read as a browser reads attributes and entities; every element must be closed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.builder, self.open = ElementTree.TreeBuilder(), ["body"]
        self.builder.start("body", {})

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.builder.start(tag, {name.removeprefix("xlink:"): value for name, value in attrs})

    def handle_startendtag(self, tag, attrs):
        self.builder.start(tag, dict(attrs))
        self.builder.end(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.builder.end(tag)

    def handle_data(self, data):
        self.builder.data(data)


def tree(html):
    reader = Tree()
    reader.feed(html)
    reader.close()
    reader.handle_endtag("body")
    return reader.builder.close()


def html_of(analysis, name):
    """The HTML of a figure, made once for each analysis of a session."""
    key = (analysis.article.id, analysis.article.sha256, name)
    if key not in _MADE:
        _MADE[key] = getattr(figures, name)(analysis).html
    return _MADE[key]


def evidence_lists(analysis):
    root = parsed(analysis, "evidence")
    return {element.get("id"): list(element.iter("li")) for element in root.iter() if element.get("id")}


def text_of(element):
    return "".join(element.itertext())


def test_every_number_opens_as_many_spans_as_it_says(analysis):
    lists, seen = evidence_lists(analysis), 0
    for link in parsed(analysis, *FIGURES).iter("a"):
        target, shown = link.get("href"), "".join(link.itertext()).replace(",", "")
        if target.startswith("#e-"):
            assert target[1:] in lists, target
            if shown.isdigit() and not target.startswith("#e-said"):  # those may count words: tests of the whole page sum them
                seen += 1
                assert len(lists[target[1:]]) == int(shown), target
    assert seen or analysis.mentions.empty


def test_every_title_of_a_mark_says_the_number_of_its_spans(sample):
    lists = evidence_lists(sample)
    for link in parsed(sample, "who", "actors_by_topic", "companions").iter("a"):
        title = link.findtext("title")
        if title and link.get("href").startswith("#e-"):
            assert f": {len(lists[link.get('href')[1:]])} " in title


def test_evidence_is_a_slice_of_the_article_and_leads_to_its_mark(analysis):
    for items in evidence_lists(analysis).values():
        for item in items:
            first = item.find("a")
            assert text_of(first) in analysis.article.text
            assert re.fullmatch(r"#(?:[mt]\d+-\d+|q\d+|s\d+)", first.get("href"))
            if span := re.fullmatch(r"#[mt](\d+)-(\d+)", first.get("href")):
                start, end = map(int, span.groups())
                assert analysis.article.text[start:end].startswith(text_of(first))


def test_a_group_holds_all_mentions_of_its_actor(many):
    lists = evidence_lists(many)
    for actor, mentions in zip(many.actors["id"], many.actors["mentions"], strict=True):
        assert len(lists[f"e-{actor}"]) == mentions


def test_ids_are_used_once_a_page(analysis):
    root = parsed(analysis, *FIGURES, "evidence")
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert [name for name, number in ids.items() if number > 1] == []


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_title_alternative_and_rule(name, analysis):
    root = parsed(analysis, name)
    assert text_of(root.find(".//figcaption/h3"))
    drawing = root.find(".//svg")
    if root.find("figure").get("class") == "figure":
        assert root.findtext(".//p[@class='note']")
        assert drawing is not None or root.find(".//table") is not None
    if drawing is not None:
        assert len(drawing.get("aria-label")) > 5
        assert drawing.get("role") in ("group", "img")


@pytest.mark.parametrize("name", FIGURES)
def test_same_input_same_bytes(name, many):
    assert getattr(figures, name)(many).html == html_of(many, name)


def test_few_values_become_a_table(samples):
    article = samples.make_article("Ann Lee met Bob Poe.", source="x.txt")
    actors = [("Ann Lee", "person", None, None, [], ["[Ann Lee]|name"]), ("Bob Poe", "person", None, None, [], ["[Bob Poe]|name"])]
    root = tree(figures.who(samples.build(article, actors, [], [], [])).html)
    assert root.find(".//svg") is None
    assert [text_of(cell) for cell in root.iter("td")] == ["Ann Lee", "name", "1", "Bob Poe", "name", "1"]


def test_nothing_found_is_said_without_downloads(nothing):
    for name in FIGURES:
        root = parsed(nothing, name)
        assert root.find(".//details") is None
        assert text_of(root).startswith(("No ", "Nothing "))


def test_hostile_names_never_become_markup(hostile):
    for name in (*FIGURES, "evidence"):
        html = html_of(hostile, name)
        tags = {element.tag for element in tree(html).iter()}
        assert not tags & {"script", "img", "style", "b", "i"}
        for character in "\u202e\u2066\x00\ufffe":
            assert character not in html
        for element in tree(html).iter("a"):
            assert re.match(r"#|data:(text/csv|image/svg\+xml);charset=utf-8,", element.get("href"))


def test_downloads_hold_the_numbers_and_a_picture(sample):
    links = {link.get("download"): link.get("href") for link in parsed(sample, "who").iter("a") if link.get("download")}
    rows = list(csv.reader(io.StringIO(unquote(links["who.csv"].partition(",")[2]))))
    assert rows[:2] == [["actor", "name", "form", "mentions"], ["a1", "Mikhail Mishustin", "name", "4"]]
    picture = ElementTree.fromstring(unquote(links["who.svg"].partition(",")[2]))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\n=1", "\uff1d1"])
def test_cells_that_a_spreadsheet_would_run_are_disarmed(cell):
    written = figures.csv_text(pd.DataFrame({"name": [cell], "mentions": [-3], "link": ["#x"], "title": ["x"]}))
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows[0] == ["name", "mentions"]
    assert rows[1] == ["'" + cell.strip(), "-3"]


def test_controls_in_cells_are_shown():
    written = figures.csv_text(pd.DataFrame({"name": ["\t=1", "\r=1", "a\u202eb"]}))
    assert written == "name\n[U+0009]=1\n[U+000D]=1\na[U+202E]b\n"
