"""Dates that a text states, held against each other and against the article's own date."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pandas as pd

from dramatis import tables
from dramatis.article import Article
from dramatis.extract.places import Places
from dramatis.extract.scheme import Words

__all__ = ["Stated", "date_conflicts", "stated_dates"]

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR = 31
"""Days between the date that a lead states without a year and the article's date beyond which the two disagree."""
_NAMES = "|".join(name.capitalize() for name in MONTHS)
_MONTH = rf"(?P<month>{_NAMES}|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.)"
_WEEKDAY = r"(?:(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s+)?"
_PATTERNS = (
    re.compile(rf"\b{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year>\d{{4}})\b)?"),
    re.compile(rf"\b{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>\d{{4}})\b)?"),
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b(?P<weekday>)"),
)
PAST = frozenset({"VBD"})


class Stated(NamedTuple):
    """One date in a text: its characters, the day (of the article's year where it states none), whether it states a year, its weekday."""

    start: int
    end: int
    day: date
    full: bool
    weekday: str


def date_conflicts(article: Article, view: Words, sentences: pd.DataFrame) -> pd.DataFrame:
    """Findings ``date-conflict``: a weekday that is not that day's, a past event after the article's date, a lead of another time.

    Parameters
    ----------
    article : Article
        Without a date of its own only weekdays of full dates are checked.
    view : Words
        The words, for the tense of a date's sentence.
    sentences : DataFrame
        As made by :func:`dramatis.extract.sentences.sentences`.
    """
    own = _own_date(article)
    places, rows = Places(sentences), []
    past = {view.sentence[i] for i, tag in enumerate(view.tag) if tag in PAST}
    for stated in stated_dates(article.text, own):
        message = _wrong_weekday(stated) or (own and _wrong_time(stated, own, places, past))
        if message:
            text = article.text[stated.start : stated.end]
            row = {"article_id": article.id, "kind": "date-conflict", "severity": "warning", "message": f"“{text}”: {message}."}
            rows.append(row | {"spans": [[stated.start, stated.end]]})
    return tables.table("findings", rows)


def stated_dates(text: str, own: date | None) -> Iterator[Stated]:
    """The dates of a text in its order; those without a year are taken for the year of `own` that brings them nearest to it."""
    taken = -1
    for found in sorted((match for pattern in _PATTERNS for match in pattern.finditer(text)), key=lambda m: (m.start(), -m.end())):
        day = _day(found, own) if found.start() >= taken else None
        if day:
            taken = found.end()
            yield Stated(found.start(), found.end(), day, bool(found["year"]), (found["weekday"] or "").lower())


def _day(found: re.Match, own: date | None) -> date | None:
    month = (
        int(found["month"])
        if found["month"].isdigit()
        else 1 + next(i for i, name in enumerate(MONTHS) if name.startswith(found["month"][:3].lower()))
    )
    years = [int(found["year"])] if found["year"] else [own.year + step for step in (0, -1, 1)] if own else []
    days = [day for year in years if (day := _valid(year, month, int(found["day"])))]
    return min(days, key=lambda day: abs((day - own).days)) if own and days else days[0] if days else None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _own_date(article: Article) -> date | None:
    try:
        return date.fromisoformat(article.date) if article.date else None
    except ValueError:
        return None


def _wrong_weekday(stated: Stated) -> str | None:
    real = WEEKDAYS[stated.day.weekday()]
    if stated.full and stated.weekday and stated.weekday != real:
        return f"that day was a {real.capitalize()}, not a {stated.weekday.capitalize()}"
    return None


def _wrong_time(stated: Stated, own: date, places: Places, past: set[int]) -> str | None:
    days = (stated.day - own).days
    if stated.full and days > 0 and places.sentence(stated.start) in past:
        return f"told as past, but {days} day{'s' if days > 1 else ''} after the article's date, {own.isoformat()}"
    if not stated.full and abs(days) > NEAR and places.sentence(stated.start) == 0:
        return f"the lead's date is {abs(days)} days from the article's date, {own.isoformat()}"
    return None
