"""JSON Lines, one article a line; and JSON, one article or a list of them."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dramatis.errors import ArticleError
from dramatis.readers.columns import draft_of
from dramatis.readers.draft import Record

__all__ = ["JSON_SUFFIXES", "LONGEST_LINE", "SUFFIXES", "json_records", "records"]

SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
JSON_SUFFIXES = (".json",)
LONGEST_LINE = 20_000_000
"""Bytes of one line, or of a whole file of JSON that is no JSON Lines; more are not read."""


def records(file: BinaryIO) -> Iterator[Record]:
    """The articles of a file of JSON Lines, read one line at a time; empty lines do not count, but keep their numbers.

    References
    ----------
    https://jsonlines.org
    """
    for number, line in enumerate(_lines(file), 1):
        if line is None:
            yield Record(str(number), None, f"is longer than {LONGEST_LINE / 1e6:.0f} MB; shorten it")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _record(number, line)


def json_records(file: BinaryIO) -> Iterator[Record]:
    """The articles of a file of JSON: an object, a list of objects, an object that holds such a list; or JSON Lines under another name.

    Raises
    ------
    ArticleError
        Where it is too large, or no JSON.
    """
    data = file.read(LONGEST_LINE + 1)
    if len(data) > LONGEST_LINE:
        raise ArticleError(f"is larger than {LONGEST_LINE / 1e6:.0f} MB; save it as JSON Lines (.jsonl), which is read line by line")
    try:
        rows = _rows(_loaded(data))
    except ArticleError:
        lines = [line for line in data.splitlines() if line.strip()]
        if len(lines) < 2 or not _is_object(lines[0]):
            raise
        rows = lines
    for number, row in enumerate(rows, 1):
        yield _record(number, row)


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Lines; None for one that is too long, of which nothing is kept."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield None


def _record(number: int, row: Any) -> Record:
    try:
        value = _loaded(row) if isinstance(row, bytes) else row
        if not isinstance(value, dict):
            raise ArticleError('is no JSON object; an article is one, such as {"title": …, "text": …}')
        return Record(str(number), draft_of(_unnested(value)))
    except ArticleError as error:
        return Record(str(number), None, str(error))


def _unnested(value: dict[str, Any]) -> dict[str, Any]:
    """The article of an analysis that Dramatis printed (``analyze --json-lines``); any other object as it is."""
    inner = value.get("article")
    return inner if isinstance(inner, dict) else value


def _rows(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not isinstance(value.get("article"), dict):
        held = next((inner for inner in value.values() if isinstance(inner, list) and inner and isinstance(inner[0], dict)), None)
        if held is not None and not any(isinstance(inner, str) and len(inner) > 200 for inner in value.values()):
            return held
    return [value]


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(data.strip(b"\xef\xbb\xbf \t\r\n"))
    except (ValueError, RecursionError) as error:
        problem = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply, or not in UTF-8"
        raise ArticleError(f"is no JSON ({problem}); mend it, or leave it out") from error


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
