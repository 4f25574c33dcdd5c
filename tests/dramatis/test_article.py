"""The text of an article: paragraphs, spaces, signs that cannot be shown."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.article import make_article, normalize, slugify

PARAGRAPHS = [
    "The harbor will close for six weeks while its two cranes are replaced, the harbor office said on Monday morning.",
    "“We expect delays,” said Mayor Ines Calder — “but no layoffs.” She has not said what the new cranes cost the town.",
    "Calder will visit the harbor on Friday. Nobody knows whether the shipping companies will use the dock at Westhaven then.",
]
TEXT = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_blank_lines_part_paragraphs(line_end):
    assert normalize(TEXT.replace("\n", line_end)) == TEXT


@pytest.mark.parametrize("width", [60, 72, 100])
def test_wrapped_lines_are_joined(width):
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in PARAGRAPHS)
    assert normalize(wrapped) == TEXT


def test_lines_that_end_like_sentences_are_paragraphs():
    assert normalize("\n".join(PARAGRAPHS)) == TEXT


def test_speaker_line_and_quotation_on_lines_of_their_own_are_paragraphs():
    lines = ["Ines Calder, Mayor of Port Ellery:", "“We expect delays.”", "She said no more."]
    assert normalize("\n".join(lines)).split("\n\n") == lines


def test_headline_and_byline_above_a_long_line_are_paragraphs():
    text = f"Harbor to close\nBy A. Writer\n{PARAGRAPHS[0]}"
    assert normalize(text).split("\n\n") == ["Harbor to close", "By A. Writer", PARAGRAPHS[0]]


def test_paragraph_without_blank_line_ends_where_a_wrapped_line_ends_early():
    wrapped = textwrap.fill(PARAGRAPHS[0], 50) + "\n" + textwrap.fill(PARAGRAPHS[1], 50)
    assert normalize(wrapped).split("\n\n") == PARAGRAPHS[:2]


def test_word_divided_at_a_line_end_keeps_its_hyphen_and_gets_no_space():
    assert normalize("The development of import-\nsubstituting products was\ndiscussed at the meeting.") == (
        "The development of import-substituting products was discussed at the meeting."
    )


def test_marks_and_dashes_stay_as_they_are():
    text = "“a” ‘b’ «c» \"d\" 'e' – — - … \u200fx"
    assert normalize(text) == text


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ud800"])
def test_what_cannot_be_shown_is_replaced_by_a_visible_sign(character):
    assert normalize(f"a{character}b") == "a\ufffdb"


def test_special_spaces_become_plain_ones_of_the_same_number():
    assert normalize("a\u00a0b\u202fc\u3000\u2009d") == "a b c  d"


@given(st.text())
def test_normalizing_twice_is_normalizing_once(text):
    once = normalize(text)
    assert normalize(once) == once


@given(st.lists(st.sampled_from(["A b.", "a b", "\n", "\n\n", " ", "\t", "\ufeff", "\u2028", "-", "• c", "\x00", "e\u0301"])).map("".join))
def test_normalizing_is_stable_and_loses_no_letter(text):
    once = normalize(text)
    assert normalize(once) == once
    assert "\n\n\n" not in once
    assert [c for c in once if c in "Aabc"] == [c for c in text if c in "Aabc"]


@given(st.text())
def test_slug_is_safe_as_a_file_name(text):
    slug = slugify(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slugify(slug)


def test_article_without_a_name_gets_its_id_from_the_text():
    article = make_article("Some text.", source="Встреча.txt")
    assert article.id == f"article-{article.sha256[:12]}"
