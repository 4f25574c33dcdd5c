"""A folder of pages in which articles are forgotten: their pages, what runs keep of them, and pages over many articles that count them."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dramatis.errors import DramatisError
from dramatis.files import replace
from dramatis.jobs import LOG
from dramatis.jobs.items import INDEX
from dramatis.jobs.log import WORK, locked
from dramatis.jobs.quarantine import failures, keep
from dramatis.report.gallery import rebuild_gallery, records
from dramatis.report.render import RECORD

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["FORGOTTEN", "at_rest", "remake", "remove_articles"]

FORGOTTEN = "(forgotten)"
"""Stands in the log of runs where the address of a removed article was."""
WAIT_S = 60
_CACHES = (INDEX, ".analyses.json", WORK)
"""What runs keep to be quicker, and what a run that was killed left; the next run makes it anew."""


@contextmanager
def at_rest(reports: Path) -> Iterator[None]:
    """While no run is at work on the folder.

    Raises
    ------
    ReportError
        Where one is, for longer than a minute.
    """
    with locked(reports, WAIT_S):
        yield


def remove_articles(reports: Path, ids: set[str]) -> tuple[str, ...]:
    """Remove the pages of articles and what runs keep of them, and make gallery and feed anew; names of the folders that went."""
    gone = [(name, made) for name, made in records(reports) if made["card"].get("article") in ids and not _over_many(made)]
    told = {str(made.get(key) or "") for _, made in gone for key in ("source_path", "address")} | {
        str(made["card"].get("source") or "") for _, made in gone
    }
    _clean_log(reports / LOG, told - {""})
    kept = failures(reports)
    keep(reports, {name: failure for name, failure in kept.items() if name not in told and not _of(name, ids)})
    for name in _CACHES:
        _remove(reports / name)
    for name, _ in gone:
        (reports / name / RECORD).unlink(missing_ok=True)  # what is left counts no more where the process is killed
        _remove(reports / name)
    rebuild_gallery(reports)
    return tuple(name for name, _ in gone)


def remake(
    reports: Path, store: "Store", *, render: bool, tell: Callable[[str], None]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Make the pages over many articles of a store anew, and remove those that cannot be: names of the former; of the latter, with why."""
    made, dropped = [], []
    for name, record in records(reports):
        if not _over_many(record) or not _is_of(record, store):
            continue
        reason = "it is not to be made anew"
        if render:
            tell(f"page {name}")
            reason = _rendered(reports, store, name, record)
        if reason:
            _remove(reports / name)
            dropped.append((name, reason))
        else:
            made.append(name)
    rebuild_gallery(reports)
    return tuple(made), tuple(dropped)


def _rendered(reports: Path, store: "Store", name: str, record: Mapping[str, Any]) -> str:
    """Make a page anew; empty, or why that failed."""
    from dramatis.report.corpus import page_notebook
    from dramatis.report.render import render_notebook

    given = record.get("parameters") or {}
    values = {**given, "store": str(store.folder), **({"reports": str(reports)} if "reports" in given else {})}
    try:
        done = render_notebook(page_notebook(str(record["kind"])), reports / name, parameters=values, record={"kind": record["kind"]})
    except DramatisError as error:
        return str(error)
    return "" if done.ok else str(done.error)


def _over_many(record: Mapping[str, Any]) -> bool:
    return record.get("kind", "article") != "article"


def _is_of(record: Mapping[str, Any], store: "Store") -> bool:
    """Whether a page is over this store, or over one that cannot be found from here."""
    named = Path(str((record.get("parameters") or {}).get("store", "")))
    return not named.is_dir() or named.resolve() == store.folder.resolve()


def _of(identity: str, ids: set[str]) -> bool:
    """Whether an identity (``path`` or ``path#id``) names one of the ids."""
    return identity.rpartition("#")[2] in ids or Path(identity).stem in ids


def _clean_log(path: Path, told: set[str]) -> None:
    """Take addresses of removed articles out of the log of runs; lines that cannot be read stay as they are."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    cleaned = [_cleaned(line, told) for line in lines]
    if cleaned != lines:
        replace(path, "".join(f"{line}\n" for line in cleaned))


def _cleaned(line: str, told: set[str]) -> str:
    try:
        row = json.loads(line)
        made = [FORGOTTEN if one in told else one for one in row.get("made", [])]
        failed = [[FORGOTTEN, FORGOTTEN] if one[0] in told else one for one in row.get("failed", [])]
    except (ValueError, AttributeError, TypeError, IndexError):
        return line
    if made == row.get("made", []) and failed == row.get("failed", []):
        return line
    return json.dumps(row | {"made": made, "failed": failed}, ensure_ascii=False)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
