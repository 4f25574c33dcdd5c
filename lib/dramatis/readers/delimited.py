"""Tables in text: CSV and TSV, one article a row."""

import codecs
import csv
import io
from collections.abc import Iterator

from dramatis.errors import ArticleError
from dramatis.readers.columns import has_text, record_of
from dramatis.readers.draft import Record, shown

__all__ = ["SUFFIXES", "records"]

SUFFIXES = (".csv", ".tsv", ".tab")
LONGEST_FIELD = 5_000_000
"""Characters of one field; a row with a longer one is not read. An open quotation mark makes such a field of the rest of the file."""
_SAMPLE = 65_536
_DELIMITERS = ",;\t|"


def records(file: io.BufferedReader) -> Iterator[Record]:
    """The articles of a table with a header line, read a row at a time. Delimiter (comma, semicolon, tab, bar) and encoding are found out.

    Raises
    ------
    ArticleError
        Where no column of the header can be the text.

    References
    ----------
    https://www.rfc-editor.org/rfc/rfc4180
    """
    decoded = io.TextIOWrapper(file, _encoding(file.peek(_SAMPLE)[:_SAMPLE]), "replace", newline="")
    lines = (line.replace("\0", "\ufffd") for line in decoded)
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=lambda sign: (has_text(_cells(first, sign)), len(_cells(first, sign))))
    header = _cells(first, delimiter)
    if not has_text(header):
        names = ", ".join(header)
        raise ArticleError(
            f"is a table without a column for the text (its columns: {shown(names)}); name one of them text, body or content"
        )
    try:
        yield from _rows(lines, header, delimiter)
    finally:
        decoded.detach()  # or the file would be closed with it


def _rows(lines: Iterator[str], header: list[str], delimiter: str) -> Iterator[Record]:
    limit = csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = csv.reader(lines, delimiter=delimiter)
        number = 0
        while True:
            number += 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(str(number), None, f"is a row that cannot be read ({error}); see its quotation marks")
                continue
            if row:
                yield _record(number, header, row)
    finally:
        csv.field_size_limit(limit)


def _record(number: int, header: list[str], row: list[str]) -> Record:
    if len(row) > len(header) and any(row[len(header) :]):
        return Record(
            str(number), None, f"is a row of {len(row)} fields where the header has {len(header)}; put its text in quotation marks"
        )
    return record_of(number, dict(zip(header, row, strict=False)))


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.lstrip("\ufeff")], delimiter=delimiter), [])


def _encoding(sample: bytes) -> str:
    """By a byte order mark; else UTF-8 where the sample is that, save a character that its end cuts through; else Windows-1252."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if sample.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
