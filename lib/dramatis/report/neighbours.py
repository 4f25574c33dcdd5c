"""Links from each page to the report before and after it, in a marked place of the page that is empty until there is a gallery.

The page of an article depends on nothing but its input; which reports stand beside it is known only to the gallery. So the gallery writes
these links between two comments of the page, and only where they changed.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dramatis.files import replace
from dramatis.markup import escape

__all__ = ["CLOSE", "OPEN", "link_neighbours", "pages_lock", "without_neighbours"]

OPEN, CLOSE = "<!--neighbours-->", "<!--/neighbours-->"
"""The comments between which the links stand; the text of an article cannot hold them, since its ``<`` is escaped."""


def link_neighbours(reports: Path, found: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Write into each page of `found` (folder and run record, newest first) the links to the ones before and after it, where they changed.

    The run record remembers which links its page has; a page that another process writes at this moment is left for the next time.
    """
    for at, (folder, made) in enumerate(found):
        later = _named(*found[at - 1]) if at else None
        earlier = _named(*found[at + 1]) if at + 1 < len(found) else None
        wanted = [earlier, later]
        if made.get("neighbours") != wanted and (earlier or later or made.get("neighbours")):
            _relink(reports / folder, _html(earlier, later), wanted)


def without_neighbours(page: str) -> str:
    """The page as it was made, with nothing between the comments."""
    before, _, rest = page.rpartition(OPEN)
    _, mark, after = rest.partition(CLOSE)
    return f"{before}{OPEN}{CLOSE}{after}" if mark else page


@contextmanager
def pages_lock(reports: Path) -> Iterator[None]:
    """Held for the moment in which a page of the folder and its record are written, so that links never undo a newer page."""
    from filelock import FileLock

    with FileLock(reports / ".pages.lock"):
        yield


def _relink(folder: Path, links: str, wanted: list[Any]) -> None:
    with pages_lock(folder.parent):
        try:
            record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
            page = (folder / "index.html").read_text(encoding="utf-8")
        except (OSError, ValueError):
            return
        made = without_neighbours(page)
        if hashlib.sha256(made.encode()).hexdigest() != record.get("page_sha256"):
            return
        replace(folder / "index.html", made.replace(OPEN + CLOSE, OPEN + links + CLOSE))
        replace(folder / "run.json", json.dumps(record | {"neighbours": wanted}, ensure_ascii=False, indent=1) + os.linesep)


def _named(folder: str, made: Mapping[str, Any]) -> list[str]:
    return [folder, str(made["card"].get("title") or made["card"].get("article") or folder)]


def _html(earlier: Sequence[str] | None, later: Sequence[str] | None) -> str:
    links = [_link(words, rel, each) for words, rel, each in (("Earlier", "prev", earlier), ("Later", "next", later)) if each]
    return f'<nav class="neighbours" aria-label="Other reports">{"".join(links)}<a href="../index.html">All reports</a></nav>'


def _link(words: str, rel: str, each: Sequence[str]) -> str:
    folder, title = each
    return f'<a rel="{rel}" href="../{quote(folder)}/index.html"><b>{words}:</b> {escape(title)}</a>'
