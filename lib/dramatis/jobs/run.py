"""One scheduled run, from the articles that are there to the line in the log."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dramatis.errors import ReportError
from dramatis.jobs import over_store
from dramatis.jobs.config import Config, values_of
from dramatis.jobs.items import Item, distinct, found_items
from dramatis.jobs.keys import base_key, due_key, versions
from dramatis.jobs.log import LOG, append_line, locked, working, writable
from dramatis.jobs.making import Order, failure_page, make
from dramatis.jobs.pages import Troubles, pages_made
from dramatis.jobs.placing import Place, place, places
from dramatis.jobs.quarantine import Failure, failures, keep, next_failure
from dramatis.jobs.stores import check_sources, stored_items
from dramatis.jobs.summary import RunSummary
from dramatis.jobs.workers import Bounds, Result, done_in_order, is_memory
from dramatis.report.gallery import rebuild_gallery

__all__ = ["run", "run_inbox"]


def run_inbox(
    inbox: str | os.PathLike[str],
    reports_dir: str | os.PathLike[str],
    *,
    parameters: Mapping[str, Any] | None = None,
    jobs: int = 1,
    wait_s: float = 0,
) -> RunSummary:
    """Make a report for every article of an inbox that is new or changed since its last report, and rebuild the gallery.

    Parameters
    ----------
    inbox : path
        A folder of articles, a file, or a pattern.
    reports_dir : path
        Made where it does not exist.
    parameters : mapping, optional
        Values for parameters of the notebook, for all articles.
    jobs : int
        Articles at a time.
    wait_s : float
        Seconds to wait for another run on the same folder.

    Raises
    ------
    DramatisError
        Where nothing could be done: no such inbox, a wrong parameter, a folder that cannot be written, or another run at work.
    """
    config = Config(inboxes=(os.fsdecode(inbox),), reports=os.fsdecode(reports_dir), parameters=dict(parameters or {}))
    limits = config.limits.model_copy(update={"jobs": jobs})
    return run(config.model_copy(update={"limits": limits}), wait_s=wait_s)


def run(config: Config, *, wait_s: float = 0) -> RunSummary:
    """Do what is due of a configuration.

    Parameters
    ----------
    config : Config
        See :func:`dramatis.jobs.read_config`.
    wait_s : float
        Seconds to wait for another run on the same reports folder.

    Raises
    ------
    DramatisError
        Where nothing could be done.
    """
    values, clock = values_of(config.parameters), time.monotonic()
    check_sources(config)
    base, reports = base_key(values), Path(config.reports)
    with locked(reports, wait_s), writable(reports), working(reports) as (room, broken):
        started = datetime.now(UTC)
        session = _session(config, values, base, room)
        summary = _finished(session, _outcomes(session), base, started)
        summary = replace(summary, broken=broken, seconds=time.monotonic() - clock)
        append_line(reports / LOG, summary.row(versions(values)))
    return summary


@dataclass
class _Session:
    """What a run knows while it is at work."""

    config: Config
    values: Mapping[str, Any]
    room: Path
    reports: Path
    items: list[Item]
    keys: dict[str, str]
    known: dict[str, Place]
    quarantined: dict[str, Failure]
    failed_before: frozenset[str]
    base: str
    stored: dict[str, str]
    analyses: dict[str, list[str]]
    fed: list[tuple[str, str]] = field(default_factory=list)
    removed: frozenset[str] = frozenset()
    past: dict[str, list[str]] = field(default_factory=dict)
    dead: int = 0
    to_store: list[tuple[Path, Item, str]] = field(default_factory=list)
    added: int = 0
    replaced: int = 0
    left_out: int = 0
    repeated: int = 0

    @property
    def bounds(self) -> Bounds:
        limits = self.config.limits
        return Bounds(limits.timeout_s, limits.memory_mb, limits.jobs)

    def record(self, item: Item) -> Mapping[str, Any]:
        """The record of the article's page, where it is of this version; else empty."""
        record = self.known.get(item.identity, ("", {}))[1]
        return record if record.get("key") == self.keys[item.identity] else {}

    def is_stored(self, item: Item) -> bool:
        """Whether there is no store to be filled, or it has the analysis of this version of the article."""
        version, key = self.analyses.get(item.identity, ["", ""])[:2]
        return not self.config.store or (version == self.keys[item.identity] and self.stored.get(item.id) == key)

    def gone(self) -> dict[str, list[str]]:
        """What is known of articles that the store has, of which no file or store has the like any more."""
        current = {item.id for item in self.items}
        return {name: row for name, row in self.past.items() if row[2:] and row[2] in self.stored and row[2] not in current}

    def note_stored(self, item: Item, key: str) -> None:
        self.stored[item.id] = key
        self.analyses[item.identity] = [self.keys[item.identity], key, item.id]


def _session(config: Config, values: Mapping[str, Any], base: str, room: Path) -> _Session:
    reports = Path(config.reports)
    fed = over_store.feeds_read(config)
    inboxes = (*config.inboxes, config.fetched) if config.feeds and os.path.isdir(config.fetched) else config.inboxes
    items, repeated = distinct([*found_items(inboxes, reports, base[:12]), *stored_items(config.stores)])
    keys = {item.identity: due_key(item.digest or item.problem, base) for item in items}
    current = {item.identity for item in items}
    told = over_store.known_analyses(reports)
    analyses = {name: row for name, row in told.items() if name in current}
    base, stored, failed = over_store.store_base(config, values), over_store.stored_keys(config.store), failures(reports)
    known, removed = places(reports), over_store.removed_marks(config.store)
    kept = over_store.not_removed(items, removed)
    session = _Session(config, values, room, reports, kept, keys, known, failed, frozenset(failed), base, stored, analyses, fed, removed)
    session.left_out, session.repeated = len(items) - len(kept), repeated
    session.past = {name: row for name, row in told.items() if name not in current}
    return session


def _outcomes(session: _Session) -> list[tuple[Item, str | None]]:
    """For each article: empty where it is not due, None where it was made, else why it failed."""
    failing = {address for address, _ in session.fed}
    session.fed = _to_be_told(session)
    due = [item for item in session.items if _is_due(session, item)]
    done = dict(_done(session, due)) if due else {}
    for item in session.items:
        if item.identity not in done and session.record(item).get("ok") and not session.is_stored(item):
            _note_for_store(session, item)  # a run was killed between page and store
    _store(session)
    if session.config.store:
        over_store.remember(session.reports, session.analyses | session.gone())
    current = failing | {item.identity for item in session.items}
    session.quarantined = {name: failure for name, failure in session.quarantined.items() if name in current}
    keep(session.reports, session.quarantined)
    return [(item, done.get(item.identity, "")) for item in session.items]


def _to_be_told(session: _Session) -> list[tuple[str, str]]:
    """The addresses of feeds that failed, without those that failed so before and whose time has not come: a dead link is no daily news."""
    limits, told = session.config.limits, []
    for address, reason in session.fed:
        before = session.quarantined.get(address)
        if before and before.reason == reason and not before.is_over("", datetime.now(UTC)):
            session.dead += 1
            continue
        found = Failure(address, reason, "network", 1, "", "")
        session.quarantined[address] = next_failure(before, found, most=limits.attempts, after_h=limits.retry_after_h)
        told.append((address, reason))
    return told


def _is_due(session: _Session, item: Item) -> bool:
    record, failure = session.record(item), session.quarantined.get(item.identity)
    if session.config.pages.articles and record.get("ok"):
        return False
    if not session.config.pages.articles and session.is_stored(item) and session.config.store:
        return False
    if failure is None:
        return not record  # a page that failed in an earlier version of the quarantine stays
    missing = session.config.pages.articles and not record
    return missing or failure.is_over(session.keys[item.identity], datetime.now(UTC))


def _done(session: _Session, due: list[Item]) -> Iterator[tuple[str, str | None]]:
    unread = [item for item in due if item.problem]
    for item in unread:
        yield item.identity, _failed(session, item, Result(session.room, error=item.problem, kind="article"))
    readable = [item for item in due if not item.problem]
    if not readable:
        return
    from dramatis.kernels.warm import prepare

    prepare(session.values.get("pipeline", "en_dramatis"))
    pages, values, keys, base, stored = session.config.pages.articles, session.values, session.keys, session.base, dict(session.stored)
    removed = session.removed

    def work(item: Item, folder: Path) -> Mapping[str, Any]:
        return make(item, folder, Order(values, keys[item.identity], base, stored.get(item.id, ""), pages, removed))

    for item, result in done_in_order(readable, work, session.room, session.bounds):
        yield item.identity, _failed(session, item, result) if result.error else _made(session, item, result)


def _made(session: _Session, item: Item, result: Result) -> str | None:
    """Bring what was made to its place; None, empty where nothing was due, or the reason where the page says that a step failed."""
    if result.told.get("removed"):
        session.left_out += 1
        return ""
    reason = result.told.get("error")
    if reason:
        _quarantine(session, item, reason, "memory" if is_memory(reason) else "article")
    else:
        session.quarantined.pop(item.identity, None)
    if session.config.pages.articles:
        place(session.reports, result.folder / result.told["folder"], item, session.known)
    if result.told.get("stored"):
        session.note_stored(item, result.told["stored"])
        return ""
    if session.config.store and not reason:
        _note_for_store(session, item, None if session.config.pages.articles else result.folder / "analysis.json")
    return reason


def _failed(session: _Session, item: Item, result: Result) -> str:
    if result.kind == "disk":
        _store(session)
        raise ReportError(f"the disk of {str(session.reports)!r} is full; what was finished is kept: make room, and run again")
    reason = result.error if item.address in result.error else f"article {item.address!r}: {result.error}"
    _quarantine(session, item, reason, result.kind)
    if session.config.pages.articles:
        try:
            made = failure_page(item, session.room, reason, session.keys[item.identity])
            place(session.reports, made, item, session.known)
        except OSError as error:
            raise ReportError(f"{session.config.reports!r} cannot be written ({error.strerror}); make room, and run again") from error
    return reason


def _quarantine(session: _Session, item: Item, reason: str, kind: str) -> None:
    limits = session.config.limits
    found = Failure(item.identity, reason, kind, 1, "", session.keys[item.identity])
    before = session.quarantined.get(item.identity)
    session.quarantined[item.identity] = next_failure(before, found, most=limits.attempts, after_h=limits.retry_after_h)
    try:
        keep(session.reports, session.quarantined)
    except OSError as error:
        raise ReportError(f"{session.config.reports!r} cannot be written ({error.strerror}); make room, and run again") from error


def _note_for_store(session: _Session, item: Item, analysis: Path | None = None) -> None:
    """Remember an analysis that the store does not have; those that lie in a folder that will go are moved."""
    path = analysis or session.reports / session.known[item.identity][0] / "analysis.json"
    key = over_store.stored_key(path, session.base)
    if session.stored.get(item.id) == key:
        session.note_stored(item, key)
        return
    if analysis is not None:
        path = session.room / f"{item.id}.json"
        os.replace(analysis, path)
    session.to_store.append((path, item, key))
    if len(session.to_store) >= over_store.BATCH:
        _store(session)


def _store(session: _Session) -> None:
    rows, session.to_store = session.to_store, []
    if rows:
        again = sum(item.id in session.stored for _, item, _ in rows)
        taken = over_store.add(session.config.store, [(path, item.id, key) for path, item, key in rows], session.room)
        session.added, session.replaced = session.added + taken - again, session.replaced + again
        for _, item, key in rows:
            session.note_stored(item, key)


def _finished(session: _Session, outcomes: list[tuple[Item, str | None]], base: str, started: datetime) -> RunSummary:
    """The pages over the store, the gallery, and what to tell of it all."""
    failing = {name: failure.reason for name, failure in session.quarantined.items()}
    troubles = Troubles(failing, frozenset(item.identity for item in session.items))
    pages = pages_made(session.config, base, session.room, troubles, started=f"{started:%Y-%m-%dT%H:%M:%S.%f}Z")
    gallery = rebuild_gallery(session.reports) if session.config.pages.articles else session.reports
    skipped = [item for item, outcome in outcomes if outcome == ""]
    made = [item for item, outcome in outcomes if outcome is None]
    failed = [(item.address, outcome) for item, outcome in outcomes if outcome]
    return RunSummary(
        made=tuple(item.address for item in made),
        skipped=tuple(item.address for item in skipped),
        failed=(*session.fed, *failed, *pages.failed),
        gallery=gallery,
        failed_before=sum(item.identity in session.quarantined or _page_failed(session, item) for item in skipped),
        unnamed=tuple(item.address for item in made if _names_nobody(session, item)),
        stored=session.added + session.replaced,
        replaced=session.replaced,
        gone=tuple(sorted({row[2] for row in session.gone().values()})),
        dead=session.dead,
        pages=pages.pages,
        mended=tuple(item.address for item in made if item.identity in session.failed_before),
        given_up=pages.given_up,
        started=started,
        removed=session.left_out,
        repeated=session.repeated,
    )


def _names_nobody(session: _Session, item: Item) -> bool:
    record = session.record(item)
    return bool(record.get("ok")) and record.get("card", {}).get("actors") == []


def _page_failed(session: _Session, item: Item) -> bool:
    record = session.record(item)
    return bool(record) and not record.get("ok")
