"""Where an article's own page is, seen from a page over many: a neighbor in the same folder of reports, or nowhere."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dramatis.markup import escape
from dramatis.report.workbook import find

__all__ = ["Pages"]


@dataclass(frozen=True)
class Pages:
    """The pages of articles in a folder of reports.

    Attributes
    ----------
    reports : str
        The folder; empty: there are none. A page that links to them lies one folder deep in it, as ``reports/corpus/index.html``.
    """

    reports: str = ""
    _known: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def folder(self, article_id: str, day: str) -> str:
        """Name of the folder with the article's page; empty where there is none."""
        if article_id not in self._known:
            self._known[article_id] = self._look(article_id, day) if self.reports else ""
        return self._known[article_id]

    def link(self, words: str, article_id: str, day: str, anchor: str = "") -> str:
        """`words`, which are no markup yet, as a link into the article's page; without a link where there is no such page."""
        folder = self.folder(article_id, day)
        if not folder:
            return escape(words)
        target = f"../{quote(folder)}/index.html" + (f"#{quote(anchor)}" if anchor else "")
        return f'<a href="{escape(target)}">{escape(words)}</a>'

    def _look(self, article_id: str, day: str) -> str:
        """The folder that a report of this article takes; its record says whether it is of this article."""
        date = day or "undated"
        name = f"{date}-{article_id.removeprefix(date).strip('-') or 'article'}"
        return name if _card(Path(find(self.reports)) / name).get("article") == article_id else ""


def _card(folder: Path) -> dict[str, Any]:
    try:
        made = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        return made["card"] if (folder / "index.html").exists() and isinstance(made["card"], dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
