"""The gallery: one page that lists all reports of a folder, newest first, from the records beside them; a feed; links between neighbours.

It needs neither the analyses nor a server: a folder, a USB stick or any static host will do.
"""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dramatis.article import shown_source
from dramatis.files import replace
from dramatis.markup import escape, visible
from dramatis.report.feed import feed
from dramatis.report.neighbours import link_neighbours

__all__ = ["rebuild_gallery", "records"]

Records = list[tuple[str, dict[str, Any]]]
SHOWN = 3
"""How many actors and topics a row shows; the filter knows more."""
TEMPLATE = Path(__file__).parent / "template"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def rebuild_gallery(reports_dir: str | os.PathLike[str]) -> Path:
    """Write ``index.html`` and the Atom feed ``feed.xml`` in `reports_dir` anew, each whole or not at all; returns the path of the page.

    Pages whose neighbours changed get their links anew (:func:`dramatis.report.neighbours.link_neighbours`); all others are left alone.
    """
    reports = Path(reports_dir)
    found = records(reports)
    articles = [(folder, made) for folder, made in found if _of_article(made)]
    link_neighbours(reports, articles)
    replace(reports / "feed.xml", feed(articles))
    replace(reports / "index.html", _page(articles, [(folder, made) for folder, made in found if not _of_article(made)]))
    return reports / "index.html"


def records(reports: Path) -> Records:
    """Folder name and run record of every report, newest article first, undated ones last; a torn record is passed over."""
    found = [(path.parent.name, made) for path in reports.glob("*/run.json") if (made := _read(path))]
    return sorted(sorted(found), key=lambda item: str(item[1]["card"].get("date") or ""), reverse=True)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        made = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return made if isinstance(made, dict) and isinstance(made.get("card"), dict) else None


def _of_article(made: Mapping[str, Any]) -> bool:
    return made.get("notebook", "article") == "article" and made.get("kind", "article") == "article"


def _page(articles: Records, across: Records) -> str:
    look = "".join((TEMPLATE / name).read_text(encoding="utf-8") for name in ("dramatis/style.css", "dramatis/palette.css", "gallery.css"))
    script = (TEMPLATE / "gallery.js").read_text(encoding="utf-8")
    failed = sum(not made["ok"] for _, made in articles)
    return (
        (TEMPLATE / "gallery.html")
        .read_text(encoding="utf-8")
        .format(
            policy=f"default-src 'none'; style-src '{_hash(look)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
            look=look,
            script=script,
            count=f"{len(articles):,} {'report' if len(articles) == 1 else 'reports'}" + (f", {failed:,} of them failed" if failed else ""),
            across=_across(across),
            rows="\n".join(_row(folder, made) for folder, made in articles) or '<li class="empty">There is no report yet.</li>',
            facts=_facts(articles),
        )
    )


def _across(found: Records) -> str:
    """The pages over many articles, above the others; empty where there is none."""
    items = "".join(f'<li><a href="{quote(folder)}/index.html">{escape(_title(folder, made))}</a></li>' for folder, made in found)
    return f'<nav class="across" aria-label="Pages over many articles"><ul>{items}</ul></nav>' if items else ""


def _row(folder: str, made: Mapping[str, Any]) -> str:
    card = made["card"]
    link = f'<a href="{quote(folder)}/index.html">{escape(_title(folder, made))}</a>'
    date, source = str(card.get("date") or ""), escape(_source(card))
    day = f'<time datetime="{date}">{date}</time>' if _DATE.fullmatch(date) else f"<b>{escape(date or 'undated')}</b>"
    made_by_us = '<p class="note">Headline made from the data: the article gave none.</p>' if card.get("own_title") is False else ""
    about = _about(card) if made.get("ok") else f'<p class="failed"><b>Failed:</b> {escape(str(made.get("error")))}</p>'
    return f'<li class="report"><p class="kicker">{day} · {source}</p><h2>{link}</h2>{made_by_us}{about}</li>'


def _title(folder: str, made: Mapping[str, Any]) -> str:
    return str(made["card"].get("title") or made["card"].get("article") or folder)


def _source(card: Mapping[str, Any]) -> str:
    return str(card.get("publisher") or shown_source(str(card.get("source") or "")))


def _about(card: Mapping[str, Any]) -> str:
    actors = ", ".join(escape(name) for name in _names(card, "actors")[:SHOWN]) or "nobody named"
    topics = ", ".join(escape(label) for label in _names(card, "topics")[:SHOWN]) or "no topic"
    return f'<p class="who-what"><b>{actors}</b><br>{topics}</p>'


def _names(card: Mapping[str, Any], key: str) -> list[str]:
    """The actors or topics of a card: those that the filter knows, which begin with those shown."""
    return [str(name) for name in card.get(f"all_{key}") or card.get(key) or []]


def _facts(articles: Records) -> str:
    """What the filter knows of each row, in the order of rows, as JSON that cannot end its element."""
    rows = [list(_fact(made["card"])) for _, made in articles]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _fact(card: Mapping[str, Any]) -> Iterator[Any]:
    date = str(card.get("date") or "")
    yield date if _DATE.fullmatch(date) else ""
    yield visible(_source(card))
    yield [visible(name) for name in _names(card, "actors")]
    yield [visible(label) for label in _names(card, "topics")]


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
