"""Dates: taken where they can be read in one way."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.readers.dates import date_of_name, date_of_paragraphs, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "2015-09-22",
        "2015-09-22T08:30:00Z",
        "2015/9/22",
        "September 22, 2015",
        "Tuesday, September 22, 2015",
        "22 September 2015",
        "22nd of September, 2015",
        "Sept. 22, 2015",
        "SEPTEMBER 22, 2015",
        "22/09/2015",
        "22.9.2015",
        "9/22/2015",
        "Published: 22 Sep 2015, 14:05",
        "Updated on September 22, 2015 at 2:05 p.m.",
    ],
)
def test_date_is_read(text):
    assert parse_date(text) == "2015-09-22"


@pytest.mark.parametrize(
    "text", ["", "03/04/2015", "2015-13-01", "2015-02-30", "September 2015", "September 22", "on 2015-09-22 or so", "22"]
)
def test_what_can_be_read_in_two_ways_or_none_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["A headline", "Tuesday, September 22, 2015", "The text."],
        ["A headline", "SEPTEMBER 22, 2015 PRESS RELEASE", "The text."],
        ["A headline", "Geneva, 22 September 2015", "The text."],
        ["GENEVA, September 22, 2015 (AP) — The text."],
        ["A headline", "Tuesday, September 22, 2015 On Monday, the text began."],
        ["A headline that ends with it Tuesday, September 22, 2015", "The text."],
    ],
)
def test_date_line_is_the_date(paragraphs):
    assert date_of_paragraphs(paragraphs) == "2015-09-22"


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["On September 22, 2015 the office closed."],
        ["A headline", "Born 22 September 2015 Paris, France"],
        ["Budget of September 22, 2015 fails", "The text."],
        ["One.", "Two.", "Three.", "Four.", "September 22, 2015"],
    ],
)
def test_date_of_something_else_is_not_the_date(paragraphs):
    assert date_of_paragraphs(paragraphs) is None


def test_date_of_a_file_name():
    assert date_of_name("2025-07-24-summit.txt") == "2025-07-24"
    assert date_of_name("2025-07-241.txt") is None
    assert date_of_name("2025-99-24.txt") is None


@given(st.text())
def test_a_date_is_a_day_of_the_calendar_or_none(text):
    date = parse_date(text)
    assert date is None or datetime.date.fromisoformat(date)
