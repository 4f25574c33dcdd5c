"""What a store holds, taken elsewhere: tables for a spreadsheet, analyses for a program, a network for Gephi, annotations for the web.

An export is a copy: what is forgotten later stays in it. See ``docs/store.md`` for what each format is for.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dramatis.errors import ParameterError
from dramatis.export import annotations, lines, network, sheets
from dramatis.export.choice import Choice, chosen
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["FORMATS", "Choice", "Exported", "export", "format_of"]

FORMATS: dict[str, Callable[["Store", list[str], Path], list[Path]]] = {
    "csv": sheets.csv_files,
    "xlsx": sheets.workbook,
    "jsonl": lines.json_lines,
    "gexf": network.gexf,
    "webannotation": annotations.web_annotations,
}
"""The formats, and what writes each."""
_SUFFIXES = {".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".gexf": "gexf", ".jsonld": "webannotation"}


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes
    ----------
    files : tuple of Path
        In the order of writing.
    articles : int
        How many articles they are about.
    """

    files: tuple[Path, ...]
    articles: int


def export(store: "Store", to: str | os.PathLike[str], form: str = "", *, choice: Choice | None = None) -> Exported:
    """Write the chosen articles of a store, each file whole or not at all.

    Parameters
    ----------
    store : Store
        Whose articles; its tables over all articles should be up to date (:func:`dramatis.corpus.upkeep.bring_up_to_date`).
    to : path
        A file, or a folder for CSV and for annotations of several articles; a folder is made where it does not exist.
    form : str
        One of :data:`FORMATS`; empty: as the suffix of `to` says, CSV where it has none.
    choice : Choice, optional
        Which articles; all where none is given.

    Raises
    ------
    ParameterError
        On a format that is none, and where no article fits.
    StoreError
        Where the tables do not fit into the format.
    """
    wanted = form or format_of(to)
    if wanted not in FORMATS:
        raise ParameterError(f"there is no format {visible(wanted)!r}; there are {', '.join(FORMATS)}")
    ids = chosen(store, choice or Choice())
    return Exported(tuple(FORMATS[wanted](store, ids, Path(to))), len(ids))


def format_of(to: str | os.PathLike[str]) -> str:
    """The format that the name of a file asks for: by its suffix, CSV where it has none.

    Raises
    ------
    ParameterError
        On a suffix of no format.
    """
    suffix = Path(to).suffix.lower()
    if suffix == ".csv" and not Path(to).is_dir():
        raise ParameterError(
            f"{visible(os.fspath(to))!r} is the name of a file, and CSV is a folder with a file a table; give --to FOLDER, or --format csv"
        )
    found = _SUFFIXES.get(suffix, "" if suffix and not Path(to).is_dir() else "csv")
    if not found:
        raise ParameterError(
            f"{visible(os.fspath(to))!r} tells no format; give --format {'|'.join(FORMATS)}, or one of {', '.join(_SUFFIXES)}"
        )
    return found
