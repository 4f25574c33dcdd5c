"""Web pages: the article of a page without menus, advertisements and comments, and what the page says about it."""

import codecs
import email
import email.policy
import logging
import re
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

from dramatis.article import normalize
from dramatis.errors import ArticleError
from dramatis.readers.dates import parse_date
from dramatis.readers.decoding import decode
from dramatis.readers.draft import Draft, one_line

__all__ = ["ARCHIVE_SUFFIXES", "SUFFIXES", "paragraphs_of_fragment", "parse", "parse_archive", "parse_page"]

SUFFIXES = (".html", ".htm", ".xhtml")
ARCHIVE_SUFFIXES = (".mhtml", ".mht")
_DEEPEST = 10_000
"""Elements within one another; a page that nests more is no article, and would exhaust the stack."""
_LATIN = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252"}
"""Encodings that browsers read as Windows-1252. https://encoding.spec.whatwg.org/#names-and-labels"""
_BLOCKS = ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table", "pre", "section", "figure")


def parse(data: bytes) -> Draft:
    """The draft of a web page; see :func:`parse_page`."""
    return parse_page(data)


def parse_page(data: bytes, url: str | None = None, charset: str | None = None) -> Draft:
    """The draft of a web page: the paragraphs of its article, its title, author, date, site and address.

    The headline is the title and no paragraph of the text. The date is one that the page states in its metadata or address.

    Parameters
    ----------
    data : bytes
        The page.
    url : str, optional
        Where it was fetched from.
    charset : str, optional
        The encoding that the server told; a byte order mark goes before it, the page's own word after it.

    Raises
    ------
    ArticleError
        Where the page holds no article; the message lacks its name.

    References
    ----------
    Adrien Barbaresi (2021): Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction. ACL-IJCNLP
    System Demonstrations. https://trafilatura.readthedocs.io
    """
    page = _decoded(data, charset)
    if page.count("<") > 0 and _depth(page) > _DEEPEST:
        raise ArticleError("is a page that is nested too deeply to be read; save the text of its article as a .txt file")
    found = _extracted(page, url)
    if found is None or not (found.text or "").strip():
        raise ArticleError("is a page in which no article was found; save the text of its article as a .txt file")
    title = one_line(found.title or "")
    paragraphs = [line.strip() for line in found.text.split("\n") if line.strip()]
    while paragraphs and title and _same(paragraphs[0], title):
        paragraphs = paragraphs[1:]
    return Draft(
        text="\n\n".join(paragraph.removeprefix("- ") for paragraph in paragraphs),
        title=title,
        date=parse_date(found.date or ""),
        publisher=one_line(found.sitename or ""),
        author=one_line((found.author or "").replace(";", ",")),
        language=_language(page),
        url=_address(found.url, url),
    )


def parse_archive(data: bytes) -> Draft:
    """The draft of a page that a browser saved as one file (MHTML).

    References
    ----------
    https://www.rfc-editor.org/rfc/rfc2557
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if not isinstance(page, EmailMessage):
        raise ArticleError("is a saved page without a page in it; save it again")
    url = page.get("Content-Location") or message.get("Snapshot-Content-Location")
    body = page.get_payload(decode=True)
    return parse_page(body if isinstance(body, bytes) else b"", url and str(url), page.get_content_charset())


def paragraphs_of_fragment(markup: str) -> str:
    """The text of a piece of HTML, all of it, its blocks as paragraphs; plain text stays as it is."""
    from html import unescape

    import nh3

    if not re.search(r"<[a-zA-Z!/]|&\w+;|&#", markup):
        return normalize(markup)
    kept = nh3.clean(re.sub(r"\s*\n\s*", " ", markup), tags=set(_BLOCKS), attributes={}, clean_content_tags={"script", "style", "head"})
    parted = re.sub(r"<br\s*/?>", "\n", re.sub(r"</?(?!br\b)\w+\s*/?>", "\n\n", kept))
    return normalize(unescape(re.sub(r"\n\n+", "\n\n", parted)).replace("\n", "\n\n"))


def _extracted(page: str, url: str | None) -> Any:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return trafilatura.bare_extraction(
            page,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError) as error:
        raise ArticleError(f"is a page that cannot be read ({type(error).__name__}); save the text of its article as .txt") from error


def _decoded(data: bytes, charset: str | None) -> str:
    """Characters, by the byte order mark, the server's word, the page's own, or what the bytes are."""
    told = re.search(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w:.-]+)", data[:4096]) or re.match(
        rb"(?i)\s*<\?xml[^>]+encoding\s*=\s*[\"']([\w:.-]+)", data[:200]
    )
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        for label in (charset, told and told[1].decode("ascii")):
            text = _strictly(data, (label or "").strip().lower())
            if text is not None:
                return text
    return decode(data)


def _strictly(data: bytes, label: str) -> str | None:
    try:
        encoding = codecs.lookup(_LATIN.get(label, label))
        return data.decode(encoding.name) if encoding._is_text_encoding else None
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _depth(page: str) -> int:
    """At least how deeply elements are nested, void ones and unclosed paragraphs counted too."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)(?!(?:p|br|li|img|meta|link|input|hr|td|tr|th|option|source|path|wbr)\b)[a-zA-Z][^<>]*?(/?)>", page):
        depth += -1 if match[1] else not match[2]
        deepest = max(deepest, depth)
    return deepest


def _address(told: str | None, fetched: str | None) -> str | None:
    """The address that a page gives as its own, unless it was fetched from another site."""
    if not fetched or not told:
        return fetched or told
    return told if urlsplit(told).netloc.removeprefix("www.") == urlsplit(fetched).netloc.removeprefix("www.") else fetched


def _same(first: str, second: str) -> bool:
    return re.sub(r"\W+", "", first).lower() == re.sub(r"\W+", "", second).lower()


def _language(page: str) -> str | None:
    found = re.search(r"(?i)<html[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?([\w-]+)", page[:20_000])
    return found[1] if found and not found[1].lower().startswith(("x-", "und")) else None
