"""RSS and Atom feeds: the entries that hold their articles."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dramatis.errors import ArticleError
from dramatis.readers.draft import Draft, Record, one_line
from dramatis.readers.html import paragraphs_of_fragment

__all__ = ["SUFFIXES", "entries", "records"]

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
FULL_WORDS = 80
"""A summary of so many words, that does not break off, is taken for the article; a content always is."""
_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\[&#8230;\]|(?:read|continue|see) (?:more|reading|on)\W*)\s*$", re.IGNORECASE)


def records(file: BinaryIO) -> Iterator[Record]:
    """The articles of a feed; an entry without its article is a record that says so.

    Raises
    ------
    ArticleError
        Where it is no feed, or XML that is made to exhaust memory.

    References
    ----------
    https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287, https://feedparser.readthedocs.io
    """
    for number, draft in enumerate(entries(file.read()), 1):
        if draft.text:
            yield Record(str(number), draft)
        elif draft.url:
            yield Record(str(number), None, f"has no text, only a link ({draft.url[:200]}); dramatis fetch gets its article")
        else:
            yield Record(str(number), None, "has neither text nor link")


def entries(data: bytes) -> list[Draft]:
    """All entries of a feed; the text is empty where the feed holds only a summary and a link.

    Raises
    ------
    ArticleError
        See :func:`records`.
    """
    import feedparser

    _check_entities(data)
    found = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False, response_headers={})
    if not found.entries and not found.get("version"):
        raise ArticleError("is XML, but no feed; feeds of the forms RSS and Atom are read")
    publisher, language = one_line(found.feed.get("title", "")), found.feed.get("language") or None
    return [_draft(entry, publisher, language) for entry in found.entries]


def _draft(entry: Any, publisher: str | None, language: str | None) -> Draft:
    source = (entry.get("source") or {}).get("title")
    title = paragraphs_of_fragment(entry.get("title", ""))
    return Draft(
        text=_text(entry),
        title=one_line(title),
        date=_date(entry),
        publisher=one_line(source or "") or publisher,
        author=one_line(", ".join(each.get("name", "") for each in entry.get("authors", []) if each.get("name"))),
        language=language,
        url=_link(entry),
        id=one_line(entry.get("id", "")),
    )


def _text(entry: Any) -> str:
    """The longest content; else a summary that is long and does not break off; else nothing."""
    contents = [paragraphs_of_fragment(each.get("value", "")) for each in entry.get("content", [])]
    best = max(contents, key=len, default="")
    if best:
        return best
    summary = paragraphs_of_fragment(entry.get("summary", ""))
    return summary if len(summary.split()) >= FULL_WORDS and not _BREAKS_OFF.search(summary) else ""


def _date(entry: Any) -> str | None:
    day = entry.get("published_parsed") or entry.get("created_parsed") or entry.get("updated_parsed")
    return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" if day and 1000 <= day.tm_year <= 9999 else None


def _link(entry: Any) -> str | None:
    link = str(entry.get("link") or "").strip()
    return link if re.match(r"https?://\S+$", link, re.IGNORECASE) else None


def _check_entities(data: bytes) -> None:
    """Refuse XML that defines entities; that it is not well-formed is left to feedparser, which mends much."""
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    import defusedxml
    from defusedxml.sax import parseString

    try:
        parseString(data, ContentHandler(), forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except defusedxml.DefusedXmlException as error:
        raise ArticleError("is XML that defines or fetches entities, which feeds do not need and attacks do; it is not read") from error
    except (SAXException, ValueError, LookupError):
        return
