from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dramatis.corpus.bins import UNITS, bins, coarser, day_of, unit_for
from dramatis.errors import ParameterError

DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(DAYS, st.integers(0, 2000), st.sampled_from(UNITS))
def test_bins_cover_every_day_once(first, length, unit):
    last = first + timedelta(days=length if unit != "day" else length % 200)
    made = bins(first, last, unit)
    assert made["start"].iloc[0].date() <= first
    assert made["end"].iloc[-1].date() > last
    assert list(made["start"])[1:] == list(made["end"])[:-1]
    assert made["bin"].is_unique


@given(DAYS, st.integers(0, 20_000))
def test_the_unit_leaves_a_readable_number_of_bins(first, length):
    last = first + timedelta(days=length)
    assert len(bins(first, last, unit_for(first, last))) <= 60


@pytest.mark.parametrize(
    ("first", "last", "unit", "expected"),
    [
        ("2020-02-27", "2020-03-02", "day", ["27 Feb 2020", "28 Feb 2020", "29 Feb 2020", "1 Mar 2020", "2 Mar 2020"]),
        ("2020-12-30", "2021-01-05", "week", ["week of 28 Dec 2020", "week of 4 Jan 2021"]),
        ("2019-12-05", "2020-02-01", "month", ["Dec 2019", "Jan 2020", "Feb 2020"]),
        ("2019-12-05", "2020-04-01", "quarter", ["2019 Q4", "2020 Q1", "2020 Q2"]),
        ("2019-12-05", "2020-04-01", "year", ["2019", "2020"]),
    ],
)
def test_bins_follow_the_calendar(first, last, unit, expected):
    assert list(bins(date.fromisoformat(first), date.fromisoformat(last), unit)["label"]) == expected


def test_bins_that_are_covered_in_part_are_told():
    made = bins(date(2020, 1, 3), date(2020, 3, 12), "month")
    assert list(made["partial"]) == [False, False, True]
    assert list(bins(date(2020, 1, 20), date(2020, 3, 31), "month")["partial"]) == [True, False, False]


def test_nothing_dated_has_no_bins():
    assert bins(None, None).empty


def test_the_unit_follows_the_length_of_time():
    found = [unit_for(date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=days)) for days in (0, 30, 40, 200, 1000, 2000, 5000)]
    assert found == ["day", "day", "week", "month", "month", "quarter", "year"]
    assert coarser("month", date(2020, 1, 1), date(2020, 3, 31)) == "month"
    assert coarser("month", date(2019, 1, 1), date(2020, 3, 31)) == "quarter"


def test_what_is_no_day_or_unit_is_refused_with_what_is_accepted():
    with pytest.raises(ParameterError, match="since has the value 'soon'; a day is accepted, such as '2020-03-31'"):
        day_of("soon", "since")
    with pytest.raises(ParameterError, match="accepted are day, week, month, quarter, year"):
        bins(date(2020, 1, 1), date(2020, 2, 1), "decade")
