"""All tables of a page to take away: one workbook for a spreadsheet, one JSON for a program, both held by the page itself."""

import base64
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pandas as pd

from dramatis import tables
from dramatis.analysis import Analysis, to_json
from dramatis.article import shown_source
from dramatis.extract.voice import voice
from dramatis.markup import escape, visible
from dramatis.report.execution import ANALYSIS_MIME
from dramatis.report.part import Part

__all__ = ["FORMULA", "downloads", "json_link", "listed", "spreadsheet", "spreadsheet_link"]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With these a text begins that a spreadsheet would take for a formula when it is typed or read from CSV."""
LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
CREATED = datetime(2000, 1, 1)
"""The date of every workbook, so that the same tables give the same bytes."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLAIN = '/=:;,()" !*?+.~-[]{}|$@^`\\'
_WIDTHS = {"text": 40, "message": 60, "name": 28, "label": 28, "role": 24, "article_id": 24, "reason": 24}


def downloads(analysis: Analysis) -> Part:
    """Two links that hold everything to take away: all tables as a workbook, and the whole analysis as JSON."""
    data = to_json(analysis)
    article = data["article"] | {"source": shown_source(analysis.article.source)}
    facts = pd.DataFrame([{"what": key, "value": value} for key, value in article.items() if key != "text"])
    own = {name: getattr(analysis, name).drop(columns="article_id") for name in tables.TABLES}
    sheets = {"article": facts} | own | {"voice": voice(analysis.actors, analysis.mentions, analysis.quotes)}
    name = analysis.article.id
    links = f"{spreadsheet_link(sheets, name)} {json_link(data | {'article': article}, name)}"
    text = "Columns and their meaning are in the documentation of the tables. Offsets count characters of the article's text from 0."
    html = f'<p class="downloads">All tables: {links}</p><p class="note">{text}</p>'
    return Part(html, "downloads", data={ANALYSIS_MIME: data})


def spreadsheet_link(sheets: Mapping[str, pd.DataFrame], name: str) -> str:
    """A link that holds `sheets` as a workbook ``{name}.xlsx``; see :func:`spreadsheet`."""
    packed = base64.b64encode(spreadsheet(sheets)).decode("ascii")
    return f'<a download="{escape(name)}.xlsx" href="data:{XLSX};base64,{packed}">XLSX, for a spreadsheet</a>'


def json_link(data: Any, name: str) -> str:
    """A link that holds `data`, plain values, as ``{name}.json``."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = quote(text.encode("utf-8", "surrogatepass"), safe=_PLAIN)
    return f"<a download=\"{escape(name)}.json\" href='data:application/json;charset=utf-8,{packed}'>JSON, for a program</a>"


def spreadsheet(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Tables as a workbook, a sheet each, without those that are empty; the same tables give the same bytes.

    No cell is computed: every text is written as text, and one that looks like a formula is marked as quoted, so that it stays text when
    somebody edits it. Characters that cannot be seen become signs. A cell ends after :data:`LONGEST` characters.

    References
    ----------
    .. [1] OWASP, *CSV Injection*.
    """
    from xlsxwriter import Workbook  # takes a tenth of a second, which a command that makes no page need not spend

    target = io.BytesIO()
    text_only = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with Workbook(target, text_only) as book:
        book.set_properties({"created": CREATED, "title": "Tables of a Dramatis report"})
        looks = {"head": book.add_format({"bold": True}), "quoted": book.add_format({"quote_prefix": True})}
        for name, table in sheets.items():
            if len(table):
                _sheet(book.add_worksheet(name[:31]), table, looks)
    return target.getvalue()


def _sheet(sheet: Any, table: pd.DataFrame, looks: Mapping[str, Any]) -> None:
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, looks["head"])
        sheet.set_column(column, column, _WIDTHS.get(name, 12))
        for row, value in enumerate(table[name].tolist(), 1):
            _write(sheet, (row, column), value, looks["quoted"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _write(sheet: Any, place: tuple[int, int], value: Any, quoted: Any) -> None:
    if isinstance(value, list | tuple):
        value = listed(value)
    if isinstance(value, str):
        words = visible(value)
        words = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        sheet.write_string(*place, words, *([quoted] if words.startswith(FORMULA) else []))
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif pd.isna(value):
        return
    elif isinstance(value, date):
        sheet.write_string(*place, value.isoformat()[: len("2026-01-31")])
    else:
        sheet.write_number(*place, value)


def listed(values: Iterable[Any]) -> str:
    """Aliases as ``a; b``, spans as ``12-20; 30-44``."""
    return "; ".join("-".join(map(str, value)) if isinstance(value, list | tuple) else str(value) for value in values)
