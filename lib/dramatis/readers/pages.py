"""Web addresses to records: a page is one article, a feed or a data file many."""

import io
import os
from collections.abc import Iterator

from dramatis.errors import ArticleError
from dramatis.readers.draft import Record
from dramatis.readers.fetch import Fetched, Session, fetch
from dramatis.readers.formats import FEED, HTML, TEXT, Format, format_of, records_of
from dramatis.readers.html import parse_page
from dramatis.readers.opening import inflated

__all__ = ["form_of", "records_of_address", "records_of_fetched"]

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/zip": ".zip",
    "application/warc": ".warc",
}
"""What servers call the formats that are read; of others, the suffix of the address tells, and the bytes go before both."""
_NEVER = ("image/", "audio/", "video/", "font/")


def records_of_address(address: str, *, allow_private: bool = False, session: Session | None = None) -> Iterator[Record]:
    """The records of what is at a web address; a page of one article has one, whose place is empty.

    Raises
    ------
    ArticleError
        Where it cannot be fetched (:func:`dramatis.readers.fetch.fetch`), or is of no format that is read.
    """
    yield from records_of_fetched(fetch(address, session or Session(allow_private)))


def records_of_fetched(fetched: Fetched) -> Iterator[Record]:
    """The records of what was fetched."""
    form, file = form_of(fetched)
    if form is HTML:
        yield Record("", parse_page(fetched.data, fetched.url, fetched.charset))
    else:
        yield from records_of(file, form)


def form_of(fetched: Fetched) -> tuple[Format, "object"]:
    """The format of what was fetched, and its open bytes."""
    if fetched.content_type.startswith(_NEVER):
        raise ArticleError(f"is no article but {fetched.content_type}; give the address of a page, a feed or a document")
    path = fetched.url.partition("?")[0].partition("#")[0].rstrip("/")
    suffix = os.path.splitext(path.rsplit("/", 1)[-1])[1] if path.count("/") > 2 else ""
    file = inflated("page" + (_SUFFIXES.get(fetched.content_type) or suffix), io.BytesIO(fetched.data))
    form = format_of(file)
    return (HTML if form is TEXT and fetched.content_type in ("text/html", "application/xhtml+xml") else form), file


def is_feed(fetched: Fetched) -> bool:
    """Whether what was fetched is a feed."""
    return form_of(fetched)[0] is FEED
