"""The doors to the pages over many articles: from the name of a notebook to its page in the folder of reports."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from dramatis.article import slugify
from dramatis.errors import ParameterError, StoreError
from dramatis.markup import visible
from dramatis.report.render import Report, render_notebook
from dramatis.report.workbook import find
from dramatis.store import Store, open_store

__all__ = ["KINDS", "opened", "page_folder", "page_notebook", "run_page"]

KINDS = ("corpus", "actor", "topic", "compare", "quality", "changes", "tour")
"""The pages that there are, each made by a notebook of that name."""
_NAMING = ("actor", "topic", "articles", "publishers", "publisher", "since", "until")
"""Parameters that stand in the name of a page's folder, so that pages of different actors, topics or times lie side by side."""

_LONGEST = 60


def run_page(
    kind: str,
    store: str | os.PathLike[str],
    reports: str | os.PathLike[str],
    *,
    parameters: Mapping[str, Any] | None = None,
    folder: str = "",
) -> Report:
    """Make one of the pages over many articles: ``reports/<kind>…/index.html``.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    store : path
        Folder of the store.
    reports : path
        Folder of the articles' pages, to which this page links; made where it does not exist.
    parameters : mapping, optional
        Values for parameters of the notebook, of their declared types.
    folder : str
        Name of the page's folder in `reports`; empty: made from the kind and the parameters.

    Raises
    ------
    DramatisError
        Where something is wrong that a user can mend; then nothing is written.
    """
    given = dict(parameters or {})
    if twice := {"store", "reports"} & set(given):
        raise ParameterError(f"parameter {sorted(twice)[0]} is given twice; it has an option of its own")
    values = given | {"store": os.fspath(store), "reports": os.fspath(reports)}
    place = Path(reports) / folder if folder else page_folder(kind, reports, given)
    return render_notebook(page_notebook(kind), place, parameters=values, record={"kind": kind})


def page_notebook(kind: str) -> str:
    """Path of the notebook that makes the pages of a kind."""
    if kind not in KINDS:
        raise ParameterError(f"there is no page {visible(kind)!r}; there are {', '.join(KINDS)}")
    return f"notebooks/{kind}.ipynb"


def page_folder(kind: str, reports: str | os.PathLike[str], parameters: Mapping[str, Any]) -> Path:
    """The folder of a page: the kind, and what its parameters choose; where that is too long for a name, a hash of it ends the name."""
    chosen = [parameters.get(name) for name in _NAMING]
    words = " ".join(" ".join(map(str, value)) if isinstance(value, list) else str(value) for value in chosen if value)
    name = slugify(words, longest=_LONGEST)
    if name and len(slugify(words, longest=len(words) + 1)) > len(name):
        name = f"{name}-{sha256(words.encode()).hexdigest()[:6]}"
    return Path(reports) / "-".join(part for part in (kind, name) if part)


def opened(store: str | os.PathLike[str]) -> Store:
    """The store in a folder that has one; a relative path is looked for as :func:`dramatis.report.find` does.

    Raises
    ------
    StoreError
        Where there is none; nothing is made.
    """
    path = Path(find(os.fspath(store)))
    if not path.is_dir():
        raise StoreError(f"there is no store {visible(os.fspath(store))!r}; make one with: dramatis corpus SOURCE --store FOLDER")
    return open_store(path)
