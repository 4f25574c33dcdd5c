"""Heads of articles: YAML front matter, lines such as ``date: 2025-07-24``, a date that runs into the first line, a headline."""

import datetime
import re
from dataclasses import replace
from typing import Any

from dramatis.errors import ArticleError
from dramatis.readers.dates import parse_date
from dramatis.readers.draft import Draft, is_address, one_line, shown

__all__ = ["headline", "split_head"]

_KEYS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "publisher": "publisher",
    "source": "publisher",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "language": "language",
    "lang": "language",
    "url": "url",
}
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?=\s*(?:#[^\n]*\n\s*)*[A-Za-z_][\w-]*:)(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(rf"[^\S\n]*({'|'.join(_KEYS)})[^\S\n]*:[^\S\n]*([^\n]*\S)[^\S\n]*(?:\n|\Z)", re.IGNORECASE)
_RUN_IN = re.compile(r"\s*date:?[^\S\n]+([12]\d{3}-\d{2}-\d{2})(?!\S)[^\S\n]*[-–—|]?\s*", re.IGNORECASE)
_LONGEST_FRONT_MATTER = 20_000
_EXAMPLE = 'write lines such as title: "…" and date: 2025-07-24 between the two ---'
_HEADLINE_LENGTH = 150
_HEADLINE_WORDS = 24


def split_head(text: str) -> Draft:
    """`text` without the head it begins with, and what the head says.

    A head is YAML front matter, or lines of the form ``key: value`` for the keys title, headline, date, published, source, publisher,
    author, byline, language, url, or ``date 2025-07-24`` before the first sentence. Other keys of front matter are passed over; a line with
    another key, or with a date that cannot be read in one way, is text.

    Raises
    ------
    ArticleError
        Where front matter is no YAML of plain values, or gives a title, date, publisher, author or language of another type.
        The message lacks the name of the file.
    """
    text = re.sub(r"\r\n?", "\n", text).lstrip("\ufeff")
    match = _FRONT_MATTER.match(text)
    if match:
        return replace(_of_front_matter(match[1]), text=text[match.end() :])
    return _of_lines(text)


def headline(paragraphs: list[str]) -> str | None:
    """The headline that opens a text: a short first paragraph without a full stop, comma or colon at its end, before a sentence.

    A weekday and date at its end are left off. A line that is a date, a byline or a quotation is no headline.
    """
    first = (
        re.sub(r"[\s,]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s+(?:\w+ \d{1,2}|\d{1,2} \w+),? \d{4}$", "", paragraphs[0])
        if paragraphs
        else ""
    )
    body = any(re.search(r"[.!?…][\"'”’»)\]]*(?:\s|$)", paragraph) for paragraph in paragraphs[1:])
    short = len(first) <= _HEADLINE_LENGTH and 2 <= len(first.split()) <= _HEADLINE_WORDS
    ends_open = re.search(r"[.,;:…\-–—][\"'”’»)\]]*$", first) is None
    other = re.match(r"(?i:by)\s+[A-Z]|[\"“«•*]|\W*$", first) or parse_date(first)
    return first if body and short and ends_open and not other else None


def _of_front_matter(source: str) -> Draft:
    values = _yaml(source)
    draft = Draft(text="")
    for key, value in values.items():
        field = _KEYS.get(str(key).strip().lower())
        if field and value is not None and getattr(draft, field) is None:
            draft = replace(draft, **{field: _value(field, str(key), value)})
    return draft


def _yaml(source: str) -> dict[Any, Any]:
    import yaml

    if len(source) > _LONGEST_FRONT_MATTER:
        raise ArticleError(
            f"has front matter of {len(source):,} characters; at most {_LONGEST_FRONT_MATTER:,} are accepted: "
            "move the text below the closing ---"
        )
    try:
        values = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        problem = getattr(error, "problem", None) or (error if type(error) is ValueError else "it holds a value that is not plain")
        raise ArticleError(f"has front matter that is no YAML of plain values ({one_line(str(problem))}); {_EXAMPLE}") from error
    if not isinstance(values, dict):
        raise ArticleError(f"has front matter that is no list of keys and values; {_EXAMPLE}")
    return values


def _value(field: str, key: str, value: Any) -> str | None:
    if field == "date":
        return _date(key, value)
    if field == "url":
        return value if is_address(value) else None
    if field == "author" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return one_line(", ".join(value))
    if not isinstance(value, str):
        raise ArticleError(f"has a {key} in its front matter that is {_kind(value)}; a text is accepted: put it in quotation marks")
    return one_line(value)


def _date(key: str, value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    date = parse_date(value) if isinstance(value, str) else None
    if date is None:
        is_what = shown(value) if isinstance(value, str) else _kind(value)
        raise ArticleError(f"has a {key} in its front matter that is {is_what}; a day such as 2025-07-24 is accepted")
    return date


def _kind(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return f"the {'yes or no value' if isinstance(value, bool) else 'number'} {value}"
    if isinstance(value, datetime.date):
        return f"the date {value}"
    return {"list": "a list", "dict": "a mapping", "bytes": "binary"}.get(type(value).__name__, f"of type {type(value).__name__}")


def _of_lines(text: str) -> Draft:
    draft, at = Draft(text=text), re.match(r"\s*", text).end()
    while match := _LINE.match(text, at):
        field = _KEYS[match[1].lower()]
        value = _line_value(field, match[2])
        if value is None or getattr(draft, field) is not None:
            break
        draft, at = replace(draft, **{field: value}), match.end()
    run_in = _RUN_IN.match(text, at) if draft.date is None else None
    if run_in and (date := parse_date(run_in[1])):
        draft, at = replace(draft, date=date), run_in.end()
    return replace(draft, text=text[at:])


def _line_value(field: str, text: str) -> str | None:
    if field == "date":
        return parse_date(text)
    return one_line(text) if field != "url" or is_address(text) else None
