"""Dates of publication, taken only where they can be read in one way."""

import datetime
import re

__all__ = ["date_of_name", "date_of_paragraphs", "parse_date"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"(?P<day>1[3-9]|2\d|3[01])[./](?P<month>\d{{1,2}})[./]{_YEAR}",
        rf"(?P<month>\d{{1,2}})/(?P<day>1[3-9]|2\d|3[01])/{_YEAR}",
    )
)
_CLOCK = r"(?:(?:[T,\s]|\s+at)\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?)?"
_LABEL = r"(?:(?:first\s+)?(?:published|posted|updated|dated?|issued)(?:\s+on)?:?\s+)?"
_TOP = 4
"""Paragraphs from the top in which a date line is looked for."""
_OTHER_WORDS = 4
"""Words that a date line may hold beside its date."""
_LABEL_WORD = r"(?i:published|posted|updated|issued|dated?|press|release|statements?|news|by|on|at|and|from)"


def parse_date(text: str) -> str | None:
    """`text` as ``YYYY-MM-DD`` where the whole of it is one date, with or without weekday and clock time; else None.

    Numbers alone count with the year first (``2015-09-22``) or where one of them can only be a day (``22/09/2015``).
    """
    text = text.strip()
    for pattern in _PATTERNS:
        match = re.fullmatch(rf"{_LABEL}(?:{_WEEKDAY})?{pattern.pattern}{_CLOCK}\.?", text, re.IGNORECASE)
        if match:
            return _date(match)
    return None


def date_of_paragraphs(paragraphs: list[str]) -> str | None:
    """The date of a date line among the first paragraphs, or of a dateline before the first sentence.

    A date line is a paragraph that is a date (``Tuesday, September 22, 2015``) or, below the first, a date with a place before it or
    with up to four words in capitals or such as "published" (``Geneva, 3 March 2021``, ``MARCH 3, 2021 PRESS RELEASE``).
    A dateline opens a paragraph (``GENEVA, March 3, 2021 (AP) —`` or ``Thursday, May 7, 2015 On Tuesday``). A headline may end with
    weekday and date. Dates inside sentences are no dates of publication.
    """
    for number, paragraph in enumerate(paragraphs[:_TOP]):
        date = parse_date(paragraph) or _dateline(paragraph) or (_date_line(paragraph) if number else _after_headline(paragraph))
        if date:
            return date
    return None


def date_of_name(name: str) -> str | None:
    """The date with which a file name starts (``2025-07-24-summit.txt``), else None."""
    match = re.match(r"([12]\d{3}-\d{2}-\d{2})(?!\d)", name)
    return parse_date(match[1]) if match else None


def _date_line(paragraph: str) -> str | None:
    if len(paragraph) > 80 or re.search(r"[.!?]\W*(?:\s|$)", re.sub(r"\b[A-Za-z]{3,4}\.", "", paragraph)):
        return None
    found = [match for pattern in _PATTERNS for match in re.finditer(rf"(?<!\w){pattern.pattern}(?!\w)", paragraph, re.IGNORECASE)]
    if len(found) != 1:
        return None
    rest = re.sub(_WEEKDAY, "", paragraph[: found[0].start()] + " " + paragraph[found[0].end() :], flags=re.IGNORECASE)
    rest = re.sub(r"^[A-Z]\w+,\s", "", rest)
    words = re.findall(r"\w+", rest)
    plain = all(word.isupper() or re.fullmatch(_LABEL_WORD, word) for word in words)
    return _date(found[0]) if plain and len(words) <= _OTHER_WORDS else None


def _dateline(paragraph: str) -> str | None:
    place = r"[A-Z][\w.'’ -]*(?:, [A-Z][\w.'’ -]*)?,\s+"
    agency = r"\s*(?:\([^()]{1,40}\)|/[^/]{1,40}/)?\s*[-–—]+\s"
    for pattern in _PATTERNS[:3]:
        match = re.match(rf"{_WEEKDAY}{pattern.pattern}\s+(?=(?-i:[A-Z\"“]))", paragraph, re.IGNORECASE) or re.match(
            rf"(?-i:{place}){pattern.pattern}{agency}", paragraph, re.IGNORECASE
        )
        if match:
            return _date(match)
    return None


def _after_headline(paragraph: str) -> str | None:
    for pattern in _PATTERNS[1:3]:
        match = re.search(rf"\s{_WEEKDAY}{pattern.pattern}$", paragraph, re.IGNORECASE) if len(paragraph) <= 200 else None
        if match:
            return _date(match)
    return None


def _date(match: re.Match[str]) -> str | None:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        return datetime.date(int(match["year"]), number, int(match["day"])).isoformat()
    except ValueError:
        return None
