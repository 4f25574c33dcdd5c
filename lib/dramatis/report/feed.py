"""The newest reports as an Atom feed."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from dramatis.article import shown_source
from dramatis.markup import visible

__all__ = ["LONGEST", "feed"]

LONGEST = 100
"""How many reports the feed holds."""
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed(found: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The first :data:`LONGEST` of `found`, folder and run record, as an Atom feed with relative links.

    An entry's time is the day of its article, so that the same reports give the same bytes; its id comes from the name of its folder.

    References
    ----------
    .. [1] RFC 4287, *The Atom Syndication Format*.
    """
    entries = list(found)[:LONGEST]
    root = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _child(root, "title", "Dramatis reports")
    _child(root, "id", _urn("reports"))
    _child(root, "updated", max((_day(made["card"]) for _, made in entries), default=_day({})))
    SubElement(root, "link", rel="self", type="application/atom+xml", href="feed.xml")
    SubElement(root, "link", rel="alternate", type="text/html", href="index.html")
    for folder, made in entries:
        _entry(SubElement(root, "entry"), folder, made)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _entry(entry: Element, folder: str, made: Mapping[str, Any]) -> None:
    card = made["card"]
    _child(entry, "title", str(card.get("title") or card.get("article") or folder))
    _child(entry, "id", _urn(f"report {folder}"))
    _child(entry, "updated", _day(card))
    _child(SubElement(entry, "author"), "name", str(card.get("publisher") or shown_source(str(card.get("source") or "")) or "unknown"))
    SubElement(entry, "link", rel="alternate", type="text/html", href=f"{quote(folder)}/index.html")
    _child(entry, "summary", ", ".join(str(name) for name in card.get("actors", [])) if made["ok"] else f"Failed: {made.get('error')}")


def _child(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NO_XML.sub("\ufffd", visible(text))


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'dramatis {name}')}"


def _day(card: Mapping[str, Any]) -> str:
    date = str(card.get("date") or "")
    return f"{date if _DATE.fullmatch(date) else '1970-01-01'}T00:00:00Z"
