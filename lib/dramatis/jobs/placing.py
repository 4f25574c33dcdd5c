"""Finished pages brought to their place in the reports folder, by the one process that holds its lock."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dramatis.errors import ReportError
from dramatis.files import replace
from dramatis.jobs.items import Item
from dramatis.report.gallery import records
from dramatis.report.render import RECORD

__all__ = ["Place", "place", "places"]

_FILES = ("index.html", "report.ipynb", "analysis.json")
Place = tuple[str, Mapping[str, Any]]
"""Name of a report's folder, and its run record."""


def places(reports: Path) -> dict[str, Place]:
    """The report of every article, by identity; of two (a run was killed while it moved one) the older is removed."""
    found: dict[str, Place] = {}
    for name, record in sorted(records(reports), key=lambda one: str(one[1].get("started", ""))):
        identity = record.get("source_path")
        if not identity:
            continue
        if identity in found:
            _remove(reports, found[identity][0])
        found[identity] = (name, record)
    return found


def place(reports: Path, made: Path, item: Item, known: dict[str, Place]) -> Place:
    """Move the report in the folder `made` to its place, each file whole, the record last; what stood there under another name goes.

    Raises
    ------
    ReportError
        Where the folder cannot be written.
    """
    try:
        record = json.loads((made / RECORD).read_text(encoding="utf-8"))
        record |= {"source_path": item.identity, "address": item.address, "card": record["card"] | {"article": item.id}}
        replace(made / RECORD, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        name = _name(record, item, known)
        _move(made, reports / name)
        before = known.get(item.identity)
        if before and before[0] != name:
            _remove(reports, before[0])
    except OSError as error:
        raise ReportError(f"the report folder {str(reports)!r} cannot be written ({error.strerror}); make room, and run again") from error
    known[item.identity] = (name, record)
    return known[item.identity]


def _name(record: Mapping[str, Any], item: Item, known: Mapping[str, Place]) -> str:
    """``<date or undated>-<id>``; with the mark of the id where another article has taken that."""
    date = record["card"].get("date") or "undated"
    name = f"{date}-{item.id.removeprefix(date).strip('-') or 'article'}"
    taken = {folder for identity, (folder, _) in known.items() if identity != item.identity}
    number = 2
    while f"{name}-{number}" in taken and name in taken:
        number += 1
    return f"{name}-{number}" if name in taken else name


def _move(made: Path, target: Path) -> None:
    if not target.exists():
        os.rename(made, target)
        return
    (target / RECORD).unlink(missing_ok=True)  # until the new one is there, the page counts as not made
    for name in _FILES:
        if (made / name).exists():
            os.replace(made / name, target / name)
        else:
            (target / name).unlink(missing_ok=True)
    os.replace(made / RECORD, target / RECORD)


def _remove(reports: Path, name: str) -> None:
    """Remove a report of ours: the record first, so that what is left does not count where the process is killed."""
    folder = reports / name
    (folder / RECORD).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
