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
from dramatis.readers import read
from dramatis.report.gallery import rebuild_gallery, records
from dramatis.report.render import RECORD
from dramatis.report.workbook import find
from dramatis.store.removed import barred, is_barred

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["FORGOTTEN", "at_rest", "names_of", "remake", "remove_articles"]

FORGOTTEN = "(forgotten)"
"""Stands in the log of runs where a removed article was named."""
WAIT_S = 60
PAGES = ".pages.json"
"""By what runs made the pages over a store; what the page of changes told stands in it."""
Remade = tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
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


def names_of(reports: Path, ids: set[str]) -> set[str]:
    """By what a folder of pages knows some articles: their paths and addresses, in records of pages and in the quarantine."""
    made = [made for _, made in records(reports) if made["card"].get("article") in ids and not _over_many(made)]
    told = {str(one.get(key) or "") for one in made for key in ("source_path", "address")}
    told |= {str(one["card"].get("source") or "") for one in made}
    return (told | {name for name in failures(reports) if _is_of_one(name, ids)}) - {""}


def remove_articles(reports: Path, ids: set[str], names: set[str]) -> tuple[str, ...]:
    """Remove the pages of articles and what runs keep of them, and make gallery and feed anew; names of the folders that went."""
    keep(reports, {name: failure for name, failure in failures(reports).items() if name not in names})
    _clean(reports / LOG, lambda line: _cleaned_line(line, names))
    _clean(reports / PAGES, lambda text: _cleaned_line(text, names, drop=True))
    for name in _CACHES:
        _remove(reports / name)
    gone = [name for name, made in records(reports) if made["card"].get("article") in ids and not _over_many(made)]
    for name in gone:
        (reports / name / RECORD).unlink(missing_ok=True)  # what is left counts no more where the process is killed
        _remove(reports / name)
    rebuild_gallery(reports)
    return tuple(gone)


def remake(reports: Path, store: "Store", ids: set[str], names: set[str], *, render: bool, tell: Callable[[str], None]) -> Remade:
    """Make the pages over many articles of a store anew, and remove those that cannot be: names of the former; of the latter, with why.

    Of their parameters, those that name a removed article by one of `names` are left out. A comparison of other articles stays as it is.
    """
    made, dropped = [], []
    for name, record in records(reports):
        if not _over_many(record) or not _is_of(record, store) or _compares_others(record, store, ids):
            continue
        reason = "it was not to be"
        if render:
            tell(f"page {name}")
            reason = _rendered(reports, store, name, record, names)
        if reason:
            _remove(reports / name)
            dropped.append((name, reason))
        else:
            made.append(name)
    rebuild_gallery(reports)
    return tuple(made), tuple(dropped)


def _rendered(reports: Path, store: "Store", name: str, record: Mapping[str, Any], names: set[str]) -> str:
    """Make a page anew; empty, or why that failed."""
    from dramatis.report.corpus import run_page

    given = _without(record.get("parameters") or {}, names, drop=True)
    values = {key: value for key, value in given.items() if key not in ("store", "reports")}
    try:
        done = run_page(str(record["kind"]), store.folder, reports, parameters=values, folder=name)
    except DramatisError as error:
        return str(error)
    return "" if done.ok else str(done.error)


def _over_many(record: Mapping[str, Any]) -> bool:
    return record.get("kind", "article") != "article"


def _is_of(record: Mapping[str, Any], store: "Store") -> bool:
    """Whether a page is over this store, or over one that cannot be found from here."""
    named = Path(str((record.get("parameters") or {}).get("store", "")))
    return not named.is_dir() or named.resolve() == store.folder.resolve()


def _compares_others(record: Mapping[str, Any], store: "Store", ids: set[str]) -> bool:
    """Whether a page compares articles by name and none of them is removed; False where that cannot be told."""
    given = record.get("parameters") or {}
    asked = given.get("articles")
    if record.get("kind") != "compare" or given.get("publishers") or not isinstance(asked, list) or not asked:
        return False
    there = set(store.query("SELECT article_id FROM articles WHERE article_id IN (SELECT unnest($ids))", {"ids": asked})["article_id"])
    listed = barred(store.folder)
    return all(_is_other(one, ids, listed) for one in asked if one not in there)


def _is_other(path: str, ids: set[str], listed: frozenset[str]) -> bool:
    """Whether a file that a page compares is an article that is not removed."""
    try:
        article = read(find(path))
    except (DramatisError, OSError):
        return False
    return article.id not in ids and not is_barred(article.id, article.source, article.sha256, listed)


def _is_of_one(identity: str, ids: set[str]) -> bool:
    """Whether an identity (``path`` or ``path#id``) names one of the ids."""
    return identity.rpartition("#")[2] in ids or Path(identity).stem in ids


def _clean(path: Path, cleaned: Callable[[str], str]) -> None:
    """Write a file of JSON anew where that changes it: line by line, or as a whole where it is one value."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    parts = text.splitlines() if path.suffix == ".jsonl" else [text.rstrip("\n")]
    made = "".join(f"{cleaned(part)}\n" for part in parts)
    if made != text:
        replace(path, made)


def _cleaned_line(line: str, names: set[str], *, drop: bool = False) -> str:
    """A value of JSON without names of removed articles; what is no JSON stays as it is."""
    try:
        value = json.loads(line)
    except ValueError:
        return line
    cleaned = _without(value, names, drop=drop)
    return line if cleaned == value else json.dumps(cleaned, ensure_ascii=False)


def _without(value: Any, names: set[str], *, drop: bool) -> Any:
    """A value in which texts that hold one of the names are dropped from lists and mappings, or said to be forgotten."""
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if not (drop and _holds(key, names))}
        return {FORGOTTEN if _holds(key, names) else key: _without(one, names, drop=drop) for key, one in kept.items()}
    if isinstance(value, list):
        return [_without(one, names, drop=drop) for one in value if not (drop and _holds(one, names))]
    return FORGOTTEN if _holds(value, names) else value


def _holds(value: Any, names: set[str]) -> bool:
    return isinstance(value, str) and any(name in value for name in names)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
