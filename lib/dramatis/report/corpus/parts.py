"""The parts of a corpus page around its charts: the head, the run record, the downloads."""

import base64
import io
import platform
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis import prose
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Asked, Selection
from dramatis.figures import csv_text
from dramatis.markup import escape
from dramatis.prose import corpus as sentences
from dramatis.prose.words import sentences_of
from dramatis.report import fingerprint
from dramatis.report.part import Part
from dramatis.report.parts import head
from dramatis.report.takeaway import spreadsheet_link

if TYPE_CHECKING:
    from dramatis.corpus.overview import Overview

__all__ = ["downloads", "evidence_table", "gallery_card", "kicker", "masthead", "run_record", "store_hash", "tables_of"]

CHIEF = 3
RECORDED = ("pandas", "duckdb", "matplotlib")
"""The packages whose versions stand in the run record."""


def masthead(made: "Overview") -> Part:
    """Kicker and headline of the corpus page; what the gallery and the command line need to know travels with it."""
    title = sentences.headline(made)
    plain = sentences.standfirst(made, escape=prose.plain)
    card = gallery_card(made.selection, title, list(made.actors["name"].head(CHIEF)), list(made.subjects["name"].head(CHIEF)))
    return head(title, kicker=kicker(made.selection, "Many articles"), summary=sentences_of(plain), card=card)


def kicker(selection: Selection, what: str) -> str:
    """The line above a headline: what is looked at, of which publisher, and from when to when."""
    return " · ".join(part for part in (what, selection.publisher, sentences.stretch(selection.first, selection.last)) if part)


def gallery_card(selection: Selection, title: str, actors: list[str], topics: list[str]) -> dict[str, Any]:
    """What the gallery shows of a page over many articles; its date is that of the last day covered."""
    date = str(selection.last) if selection.last else None
    return {"title": title, "date": date, "source": "", "article": "", "actors": actors, "topics": topics}


def run_record(selection: Selection | None, notebook: str, **parameters: Any) -> Part:
    """What a page over many articles was made from: the store's content, versions, parameters.

    Parameters
    ----------
    selection : Selection or None
        What was looked at; None where no store was needed.
    notebook : str
        Path of the notebook, as ``notebooks/corpus.ipynb``.
    **parameters
        Parameters of the notebook.
    """
    given = ", ".join(f"{name} = {value!r}" for name, value in sorted(parameters.items()) if value not in ("", [], None))
    record = (_stored(selection.asked) if selection else {"Store": "none was needed"}) | {
        "Page": f"code {fingerprint.of_code()}, notebook and template {fingerprint.of_page(notebook)}",
        "Versions": ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in RECORDED)]),
        "Parameters": given or "none",
    }
    rows = "".join(f"<dt>{key}</dt><dd>{escape(value)}</dd>" for key, value in record.items())
    return Part(f'<dl class="record">{rows}</dl>', "\n".join(f"{key}: {value}" for key, value in record.items()))


def _stored(store: Asked) -> dict[str, str]:
    made = store.query("SELECT DISTINCT provenance FROM articles ORDER BY provenance LIMIT 3")
    analyses = store.query("SELECT count(*) AS articles, count(DISTINCT provenance) AS ways FROM articles").iloc[0]
    ways = _ways(list(made["provenance"]), int(analyses["ways"]))
    return {"Store": f"{analyses['articles']:,} articles, content {store_hash(store)}", "Analyzed by": ways}


def store_hash(store: Asked) -> str:
    """Twelve hexadecimal digits that change with any article of the store and with what its analysis depends on."""
    found = store.query("SELECT md5(string_agg(article_id || ' ' || key, chr(10) ORDER BY article_id)) AS content FROM articles")
    return sha256(str(found["content"].iloc[0]).encode()).hexdigest()[: fingerprint.LENGTH]


def downloads(made: Any, name: str = "corpus", *, lists: tuple[EvidenceList, ...] | None = None) -> Part:
    """All tables of the page as a workbook, and all lists of articles behind its numbers (by default ``made.lists``) as CSV."""
    sheets = tables_of(made)
    workbook = spreadsheet_link(sheets, name)
    link = archive_link({"evidence.csv": csv_text(evidence_table(made.lists if lists is None else lists))}, f"{name}-evidence")
    note = "In evidence.csv a row is an article that a number counts; its column list holds the id that the page names."
    return Part(f'<p class="downloads">All tables: {workbook} {link}</p><p class="note">{note}</p>', "downloads")


def tables_of(made: Any) -> dict[str, pd.DataFrame]:
    """The tables of a record, by the name of the field, those that are not empty; records within it are opened."""
    found = {each.name: getattr(made, each.name) for each in fields(made)}
    for name, value in list(found.items()):
        if hasattr(value, "_asdict"):
            found |= {f"{name}_{part}": getattr(value, part) for part in ("table", "over_time") if hasattr(value, part)}
    return {name: value for name, value in found.items() if isinstance(value, pd.DataFrame) and len(value)}


def evidence_table(lists: tuple[EvidenceList, ...]) -> pd.DataFrame:
    """All lists as one table: a row is an article in a list."""
    rows = [(one.id, one.heading, *place[:5]) for one in lists for place in one.places]
    return pd.DataFrame(rows, columns=["list", "what", "article_id", "headline", "date", "publisher", "counted"])


def archive_link(files: Mapping[str, str], name: str) -> str:
    """A link that holds text files as ``{name}.zip``, without a clock in it, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file, content in files.items():
            entry = zipfile.ZipInfo(file, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content.encode("utf-8", "surrogatepass"), zipfile.ZIP_DEFLATED, 9)
    packed = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'<a download="{escape(name)}.zip" href="data:application/zip;base64,{packed}">Articles behind the numbers (CSV)</a>'


def _ways(made: list[str], ways: int) -> str:
    """By which program and pipeline the articles were analyzed, in short."""
    import json

    shown = []
    for text in made:
        way = json.loads(text)
        shown.append(f"dramatis {way.get('dramatis', 'unknown')}, code {way.get('code', 'unknown')}, {way.get('pipeline', 'unknown')}")
    distinct = list(dict.fromkeys(shown))
    return "; ".join(distinct) + (f"; {ways - len(made):,} more ways" if ways > len(made) else "")
