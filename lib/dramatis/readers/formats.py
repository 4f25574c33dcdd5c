"""The formats: which of them a file has, told by its first bytes and its name, and its records."""

import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dramatis.errors import ArticleError
from dramatis.readers import delimited, docx, feed, html, jsonlines, markdown, parquet, pdf, sheets, text, warc
from dramatis.readers.draft import Draft, Record
from dramatis.readers.opening import BUFFER, Opened, damage, members, opened

__all__ = ["FORMATS", "MAX_BYTES", "MAX_DOCUMENT_BYTES", "Format", "format_of", "is_many", "records_of"]

MAX_BYTES = 5_000_000
"""The largest file of plain text or Markdown that is read, in bytes."""
MAX_PAGE_BYTES = 20_000_000
"""The largest web page or feed."""
MAX_DOCUMENT_BYTES = 100_000_000
"""The largest PDF, DOCX or XLSX file; and the largest archive or Parquet file that cannot be read where it lies."""


@dataclass(frozen=True)
class Format:
    """A format that is read; it has either `parse` or `records`; an archive, whose files are read each by itself, neither.

    Attributes
    ----------
    name : str
        What messages call it.
    suffixes : tuple of str
        Suffixes of its files, with the dot.
    parse : callable or None
        Bytes to a :class:`~dramatis.readers.draft.Draft`, for a format of one article a file.
    records : callable or None
        An open file to its :class:`~dramatis.readers.draft.Record` rows, for one of many articles.
    limit : int
        Bytes that are read at most; 0 where the file is read piece by piece.
    """

    name: str
    suffixes: tuple[str, ...]
    parse: Callable[[bytes], Draft] | None = None
    records: Callable[[Any], Iterator[Record]] | None = None
    limit: int = MAX_BYTES


TEXT = Format("plain text", text.SUFFIXES, text.parse)
MARKDOWN = Format("Markdown", markdown.SUFFIXES, markdown.parse)
HTML = Format("an HTML page", html.SUFFIXES, html.parse, limit=MAX_PAGE_BYTES)
MHTML = Format("a saved web page (MHTML)", html.ARCHIVE_SUFFIXES, html.parse_archive, limit=MAX_PAGE_BYTES)
PDF = Format("a PDF file", pdf.SUFFIXES, pdf.parse, limit=MAX_DOCUMENT_BYTES)
DOCX = Format("a Word document", docx.SUFFIXES, docx.parse, limit=MAX_DOCUMENT_BYTES)
JSON_LINES = Format("JSON Lines", jsonlines.SUFFIXES, records=jsonlines.records, limit=0)
JSON = Format("JSON", jsonlines.JSON_SUFFIXES, records=jsonlines.json_records, limit=0)
CSV = Format("a table (CSV, TSV)", delimited.SUFFIXES, records=delimited.records, limit=0)
XLSX = Format("an Excel workbook", sheets.SUFFIXES, records=sheets.records, limit=MAX_DOCUMENT_BYTES)
PARQUET = Format("a Parquet file", parquet.SUFFIXES, records=parquet.records, limit=MAX_DOCUMENT_BYTES)
FEED = Format("a feed (RSS, Atom)", feed.SUFFIXES, records=feed.records, limit=MAX_PAGE_BYTES)
WARC = Format("a web archive (WARC)", warc.SUFFIXES, records=warc.records, limit=0)
ZIP = Format("a ZIP archive", (".zip",), limit=MAX_DOCUMENT_BYTES)

FORMATS = (TEXT, MARKDOWN, HTML, MHTML, PDF, DOCX, JSON_LINES, JSON, CSV, XLSX, PARQUET, FEED, WARC, ZIP)
"""All that are read. To add one, write a module with ``SUFFIXES`` and ``parse`` or ``records``, and name it here."""
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_OTHER = {
    **dict.fromkeys((".doc", ".odt", ".rtf", ".pages"), ("a word processor's file", "save it as .docx or .txt")),
    **dict.fromkeys((".epub", ".mobi"), ("an electronic book", "save its text as a .txt file")),
    **dict.fromkeys((".xls", ".ods", ".numbers"), ("a spreadsheet of another kind", "save it as .xlsx or .csv")),
    **dict.fromkeys((".yml", ".yaml", ".toml", ".db", ".sqlite"), ("a data file", "save it as JSON Lines or CSV")),
    **dict.fromkeys((".7z", ".tar", ".tgz", ".rar", ".zst"), ("an archive of another kind", "unpack it, or pack it as .zip or .gz")),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff"), ("a picture", "give its text as a .txt file")),
    **dict.fromkeys((".py", ".ipynb", ".js", ".css", ".sh"), ("a program", "give the text of an article")),
}
_MARKUP = (
    (re.compile(rb"(?i)<(?:rss|feed|rdf:RDF)[\s>]"), FEED),
    (re.compile(rb"(?i)<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]"), HTML),
)


def format_of(file: Opened) -> Format:
    """The format of an open file: first by what its bytes are, then by its suffix, else plain text; nothing is consumed.

    Raises
    ------
    ArticleError
        Where it has the suffix of a format that is not read.
    """
    start, suffix = file.file.peek(BUFFER)[:4096], os.path.splitext(file.name)[1].lower()
    found = _by_content(start, suffix, file)
    if found:
        return found
    if suffix in _OTHER:
        kind, remedy = _OTHER[suffix]
        raise ArticleError(f"is {kind}, which is not read; {remedy}")
    found = _BY_SUFFIX.get(suffix, TEXT)
    return JSON_LINES if found is TEXT and _is_json_object(start) else found


def is_many(path: str) -> bool:
    """Whether a file is of a format of many articles; one that cannot be opened is none, and tells so when it is read."""
    try:
        with opened(path) as file:
            return format_of(file).parse is None
    except (ArticleError, OSError):
        return False


def records_of(file: Opened, form: Format | None = None) -> Iterator[Record]:
    """The records of an open file, as they are read; a file of one article has one, whose place is empty.

    Raises
    ------
    ArticleError
        Where the file as a whole cannot be read.
    """
    form = form or format_of(file)
    with damage():
        if form.parse:
            yield Record("", form.parse(_bytes(file.file, form)))
            return
        stream = file.file if file.seekable or not form.limit else io.BytesIO(_bytes(file.file, form))
        empty = True
        for record in (form.records or _of_archive)(stream):
            empty = False
            yield record
        if empty and form is not FEED:  # a feed may have nothing to tell
            raise ArticleError(f"is {form.name} without any article; put some into it, or leave it out")


def _by_content(start: bytes, suffix: str, file: Opened) -> Format | None:
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_package(suffix, file)
    if start.startswith(b"PAR1"):
        return PARQUET
    if start.startswith(b"WARC/"):
        return WARC
    if re.match(rb"(?i)(?:From|MIME-Version|Snapshot-Content-Location): ", start) and b"multipart/related" in start.lower():
        return MHTML
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and suffix not in markdown.SUFFIXES:
        return next((form for pattern, form in _MARKUP if pattern.search(start[:2048])), None)
    return None


def _of_package(suffix: str, file: Opened) -> Format | None:
    """Which of the formats that are ZIP archives inside this is; by suffix, else by its members."""
    if suffix in _BY_SUFFIX and _BY_SUFFIX[suffix] in (DOCX, XLSX, ZIP):
        return _BY_SUFFIX[suffix]
    if suffix in _OTHER or not file.seekable:
        return None if suffix in _OTHER else ZIP
    try:
        names = set(zipfile.ZipFile(file.file).namelist())
    except zipfile.BadZipFile:
        return ZIP
    finally:
        file.file.seek(0)
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else ZIP


def _of_archive(file: Any) -> Iterator[Record]:
    """The articles of the files in a ZIP archive; each file that cannot be read is a record that says why."""
    for name, member in members(file):
        try:
            if isinstance(member, ArticleError):
                raise member
            form = format_of(member)
            if form is ZIP:
                raise ArticleError("is an archive within an archive; unpack the outer one")
            for record in records_of(member, form):
                yield replace(record, place=f"{name}#{record.place}" if record.place else name)
        except ArticleError as error:
            yield Record(name, None, str(error))


def _bytes(file: io.BufferedReader, form: Format) -> bytes:
    data = file.read(form.limit + 1)
    if len(data) > form.limit:
        remedy = "split it into its articles" if form.limit == MAX_BYTES else "split it"
        raise ArticleError(f"is {_size(file, form.limit)} large; at most {form.limit / 1e6:.0f} MB are read: {remedy}")
    return data


def _size(file: io.BufferedReader, limit: int) -> str:
    """The size of a file, where it is known; else that it is more than the limit."""
    try:
        size = os.fstat(file.fileno()).st_size
    except OSError:  # a stream that is no file, such as a compressed one
        size = 0
    return f"{size / 1e6:,.1f} MB" if size > limit else f"more than {limit / 1e6:.0f} MB"


def _is_json_object(start: bytes) -> bool:
    line = start.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0]
    try:
        return line.startswith(b"{") and (len(line) >= 4000 or isinstance(json.loads(line), dict))
    except (ValueError, RecursionError):
        return False
