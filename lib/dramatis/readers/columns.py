"""Rows of tables and objects of JSON to drafts: which column is the text, which the title, and so on."""

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any

from dramatis.errors import ArticleError
from dramatis.readers.dates import parse_date
from dramatis.readers.draft import Draft, Record, is_address, one_line, shown

__all__ = ["COLUMNS", "draft_of", "has_text", "record_of", "wanted"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article_text", "full_text", "fulltext", "maintext", "main_text", "article_body", "articlebody"),
    "title": ("title", "headline", "heading"),
    "date": (
        *("date", "published", "date_published", "datepublished", "publication_date", "publish_date", "published_at", "publishedat"),
        *("pub_date", "pubdate", "datetime", "timestamp"),
    ),
    "url": ("url", "link", "uri", "source_url", "canonical_url"),
    "publisher": (
        *("publisher", "outlet", "site", "source", "site_name", "sitename", "newspaper", "publication", "domain", "source_domain"),
        "hostname",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "id": ("id", "article_id", "doc_id", "_id", "guid", "uuid"),
    "language": ("language", "lang"),
}
"""Names of columns for each thing that is known of an article; of several that are there and filled, the first here counts."""

_FIELDS = {name: field for field, names in COLUMNS.items() for name in names}
_NO_VALUE = frozenset({"", "nan", "nat", "none", "null", "n/a", "na", "-"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""An address with a scheme that is not the web's (``javascript:``, ``data:``) is none."""
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_FIRST_SECOND, _LAST_SECOND = 10**8, 10**10
"""Numbers between these are seconds since 1970 (1973 to 2286); a thousand times as much are milliseconds."""


def wanted(names: Iterable[object]) -> list[str]:
    """Those of the columns that an article is made from, in their order."""
    return [name for name in names if isinstance(name, str) and _plain(name) in _FIELDS]


def has_text(names: Iterable[object]) -> bool:
    """Whether one of the columns can be the text."""
    return any(isinstance(name, str) and _FIELDS.get(_plain(name)) == "text" for name in names)


def record_of(number: int, row: Mapping[Any, Any]) -> Record:
    """Row `number` as a record: its draft as :func:`draft_of` makes it, or why there is none."""
    try:
        return Record(str(number), draft_of(row))
    except ArticleError as error:
        return Record(str(number), None, str(error))


def draft_of(row: Mapping[Any, Any]) -> Draft:
    """The draft of one row.

    Names of columns count without regard to capitals, with spaces, hyphens and underscores alike. Where a ``source`` is a web address,
    it is the address and not the publisher. A list of paragraphs is a text, a list of names an author. A date that can be read in more
    than one way leaves the article undated.

    Raises
    ------
    ArticleError
        Where no column can be the text, or it is empty; the message lacks the name of the file.
    """
    values: dict[str, dict[str, Any]] = {}
    for name, value in row.items():
        plain = _plain(str(name))
        if plain in _FIELDS and not _missing(value):
            values.setdefault(_FIELDS[plain], {})[plain] = value
    best = {field: [found[name] for name in COLUMNS[field] if name in found] for field, found in values.items()}
    text = next((made for value in best.get("text", ()) if (made := _text(value))), "")
    if not text:
        raise ArticleError(_no_text(row))
    publishers = [made for value in best.get("publisher", ()) if (made := _words(value))]
    told = [made for value in best.get("url", ()) if (made := _words(value))]
    urls = [one for one in told if is_address(one) or not _SCHEME.match(one)] + list(filter(is_address, publishers))
    return Draft(
        text=text,
        title=_first(_words, best, "title"),
        date=_first(_date, best, "date"),
        publisher=next((name for name in publishers if not is_address(name)), None),
        author=_first(_words, best, "author"),
        language=_first(_words, best, "language"),
        url=next(iter(urls), None),
        id=_first(_words, best, "id"),
    )


def _plain(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip().lstrip("\ufeff")).lower()


def _missing(value: Any) -> bool:
    if value is None or (isinstance(value, float) and value != value):
        return True
    return isinstance(value, str) and value.strip().lower() in _NO_VALUE


def _no_text(row: Mapping[Any, Any]) -> str:
    if has_text(row):
        return "has an empty text; fill it, or leave it out"
    names = ", ".join(str(name) for name in row)
    return f"has no column for the text (its columns: {shown(names)}); name one of them text, body or content"


def _text(value: Any) -> str:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return value if isinstance(value, str) else ""


def _words(value: Any) -> str | None:
    """A value on one line; of a mapping its name, of a list all of it."""
    if isinstance(value, Mapping):
        return next((_words(value[key]) for key in ("name", "title", "id") if not _missing(value.get(key))), None)
    if isinstance(value, list | tuple):
        return ", ".join(made for item in value if (made := _words(item))) or None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value)[:2000])


def _date(value: Any) -> str | None:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.0+)?", value.strip()):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _date_of_number(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()
    packed = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?", text)
    return parse_date("-".join(packed.groups()) if packed else text)


def _date_of_number(value: float) -> str | None:
    if 19000101 <= value <= 21001231 and value.is_integer():
        return parse_date(f"{value:.0f}"[:4] + "-" + f"{value:.0f}"[4:6] + "-" + f"{value:.0f}"[6:])
    seconds = value / 1000 if value >= 1000 * _FIRST_SECOND else value
    if not _FIRST_SECOND <= seconds <= _LAST_SECOND:
        return None
    return (_EPOCH + datetime.timedelta(seconds=seconds)).date().isoformat()


def _first(make: Any, best: Mapping[str, list[Any]], field: str) -> str | None:
    return next((made for value in best.get(field, ()) if (made := make(value))), None)
