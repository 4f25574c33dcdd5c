import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from dramatis.analysis import from_json
from dramatis.article import normalize
from dramatis.report.reading import Mark, marked, marked_text

DATA = Path(__file__).parents[2] / "data"
SAMPLES = ["sample", "sixty-words", "many", "nothing"]


def sample(name):
    return from_json(json.loads((DATA / f"{name}-analysis.json").read_text(encoding="utf-8")))


def soup_of(page):
    return BeautifulSoup(page, "html.parser", preserve_whitespace_tags={"a", "div", "p", "span"})


def text_of(page):
    """The text content as the page claims it: without margins, with signs read as their characters."""
    soup = soup_of(page)
    for who in soup.select(".who"):
        who.decompose()
    for sign in soup.select(".sign"):
        sign.string = chr(int(sign.text[3:-1], 16))
    return "\n\n".join(paragraph.get_text() for paragraph in soup.select("p"))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_marked_article_is_the_article_character_for_character(name):
    analysis = sample(name)
    body = soup_of(marked(analysis).html).select_one(".article-text")
    assert text_of(str(body)) == analysis.article.text


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sentence_mention_and_quotation_has_its_anchor_once(name):
    analysis = sample(name)
    ids = [tag["id"] for tag in soup_of(marked(analysis).html).select("[id]")]
    assert len(ids) == len(set(ids))
    expected = {f"s{row.id}" for row in analysis.sentences.itertuples()} | set(analysis.quotes["id"])
    expected |= {f"m{row.start}-{row.end}" for row in analysis.mentions.itertuples()}
    expected |= {f"t{row.start}-{row.end}" for row in analysis.topic_mentions.itertuples()}
    assert expected <= set(ids)


@st.composite
def texts_and_marks(draw):
    text = normalize(draw(st.text(st.sampled_from("ab <>&\"'\n\u202e\u200b\u00e9"), max_size=60)))
    spans = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 4)), max_size=12))
    return text, [_mark(*span) for span in spans if span[0] != span[1] and min(span[:2]) < len(text)]


def _mark(a, b, rank):
    href, label = ("#x", "Name") if rank % 2 else ("", "")
    return Mark(min(a, b), max(a, b), rank, id=f"m{a}-{b}", classes=f"k{rank} c1", href=href, label=label)


@given(texts_and_marks())
def test_any_nest_of_marks_keeps_the_text_and_stays_well_formed(case):
    text, marks = case
    page = marked_text(text, marks)
    assert text_of(page) == text
    opened = []
    for closing, tag in re.findall(r"<(/?)(\w+)", page):
        if closing:
            assert opened.pop() == tag
        else:
            assert tag != "a" or "a" not in opened
            opened.append(tag)
    assert not opened
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))


@given(texts_and_marks())
def test_each_mark_covers_its_characters_and_no_others(case):
    text, marks = case
    lone = [Mark(mark.start, min(mark.end, len(text)), 2, id="m", classes="only") for mark in marks[:1]]
    shown = "".join(text_of(f"<p>{piece}</p>") for piece in soup_of(marked_text(text, lone)).select(".only"))
    assert shown == "".join(text[mark.start : mark.end].replace("\n\n", "") for mark in lone)


def test_what_cannot_be_seen_is_shown_as_a_sign_and_not_obeyed():
    page = marked_text("abc\u202edef", [])
    assert "\u202e" not in page
    assert "[U+202E]" in page
