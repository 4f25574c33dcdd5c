"""The gallery: one page that lists all reports of a folder, newest first, from the records beside them.

It needs neither the analyses nor a server: a folder, a USB stick or any static host will do.
"""

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from dramatis.markup import escape, visible
from dramatis.report.files import replace

__all__ = ["rebuild_gallery", "records"]

FEED = 100
"""How many reports the feed holds."""
TEMPLATE = Path(__file__).parent / "template"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def rebuild_gallery(reports_dir: str | os.PathLike[str]) -> Path:
    """Write ``index.html`` and the Atom feed ``feed.xml`` in `reports_dir` anew, each whole or not at all; returns the path of the page."""
    reports = Path(reports_dir)
    found = records(reports)
    replace(reports / "feed.xml", _feed(found))
    replace(reports / "index.html", _page(found))
    return reports / "index.html"


def records(reports: Path) -> list[tuple[str, dict[str, Any]]]:
    """Folder name and run record of every report, newest article first, undated ones last; a torn record is passed over."""
    found = [(path.parent.name, made) for path in reports.glob("*/run.json") if (made := _read(path))]
    return sorted(sorted(found), key=lambda item: item[1]["card"].get("date") or "", reverse=True)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        made = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return made if isinstance(made, dict) and isinstance(made.get("card"), dict) else None


def _page(found: list[tuple[str, dict[str, Any]]]) -> str:
    look = "".join((TEMPLATE / name).read_text(encoding="utf-8") for name in ("dramatis/style.css", "dramatis/palette.css", "gallery.css"))
    script = (TEMPLATE / "gallery.js").read_text(encoding="utf-8")
    failed = sum(not made["ok"] for _, made in found)
    return (
        (TEMPLATE / "gallery.html")
        .read_text(encoding="utf-8")
        .format(
            policy=f"default-src 'none'; style-src '{_hash(look)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
            look=look,
            script=script,
            count=f"{len(found):,} {'report' if len(found) == 1 else 'reports'}" + (f", {failed:,} of them failed" if failed else ""),
            rows="\n".join(_row(folder, made) for folder, made in found) or '<li class="empty">There is no report yet.</li>',
        )
    )


def _row(folder: str, made: Mapping[str, Any]) -> str:
    card = made["card"]
    title = escape(str(card.get("title") or card.get("article") or folder))
    link = f'<a href="{quote(folder)}/index.html">{title}</a>'
    date = escape(str(card.get("date") or "undated"))
    source = escape(str(card.get("source") or ""))
    about = _about(card) if made.get("ok") else f'<p class="failed"><b>Failed:</b> {escape(str(made.get("error")))}</p>'
    return f'<li class="report"><p class="kicker"><time>{date}</time> · {source}</p><h2>{link}</h2>{about}</li>'


def _about(card: Mapping[str, Any]) -> str:
    actors = ", ".join(escape(str(name)) for name in card.get("actors", [])) or "nobody named"
    topics = ", ".join(escape(str(label)) for label in card.get("topics", [])) or "no topic"
    return f'<p class="who-what"><b>{actors}</b><br>{topics}</p>'


def _feed(found: list[tuple[str, dict[str, Any]]]) -> str:
    """The newest reports as an Atom feed with relative links; an entry's time is the day of its article.

    References
    ----------
    .. [1] RFC 4287, *The Atom Syndication Format*.
    """
    feed = Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _child(feed, "title", "Dramatis reports")
    _child(feed, "id", "urn:dramatis:reports")
    _child(feed, "updated", _day(found[0][1]["card"]) if found else _day({}))
    SubElement(feed, "link", href="index.html")
    for folder, made in found[:FEED]:
        card = made["card"]
        entry = SubElement(feed, "entry")
        _child(entry, "title", str(card.get("title") or card.get("article") or folder))
        _child(entry, "id", f"urn:dramatis:{quote(folder)}")
        _child(entry, "updated", _day(card))
        _child(SubElement(entry, "author"), "name", str(card.get("source") or "unknown"))
        SubElement(entry, "link", href=f"{quote(folder)}/index.html")
        _child(entry, "summary", ", ".join(str(name) for name in card.get("actors", [])) if made["ok"] else f"Failed: {made.get('error')}")
    return tostring(feed, encoding="unicode", xml_declaration=True)


def _child(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = visible(text)


def _day(card: Mapping[str, Any]) -> str:
    date = str(card.get("date") or "")
    return f"{date if _DATE.fullmatch(date) else '1970-01-01'}T00:00:00Z"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
