"""The pages over the store that a run keeps up to date: which of them are due, each made in a process of its own."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from dramatis.errors import DramatisError, StoreError
from dramatis.files import replace
from dramatis.jobs.config import Config
from dramatis.jobs.over_store import in_child, last_news, read_json, stored_keys

__all__ = ["Made", "Troubles", "pages_made"]

_MADE = ".pages.json"
"""By which keys the pages over the store were made, in the reports folder."""
_UPKEEP, _CHANGES = "links and copies", "page changes"


class Troubles(NamedTuple):
    """The articles in quarantine, by identity with the reason, and the identities of all articles that are there."""

    failed: Mapping[str, str]
    current: frozenset[str]


@dataclass(frozen=True)
class Made:
    """What came of the pages over the store.

    Attributes
    ----------
    pages : tuple of Path
        Those that were made.
    failed : tuple of (str, str)
        Name and reason of those that failed.
    given_up : tuple of (str, str)
        Name and reason of those that failed so often that they are not tried again until something changes.
    """

    pages: tuple[Path, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    given_up: tuple[tuple[str, str], ...] = ()


def pages_made(config: Config, base: str, room: Path, troubles: Troubles, *, started: str) -> Made:
    """Bring links and copies up to date, and make the pages that are due: whose articles, program or lexicon changed since.

    Parameters
    ----------
    config : Config
        What is wanted.
    base : str
        The hash of what all reports of a run have in common.
    room : Path
        For unfinished work.
    troubles : Troubles
        What the page of changes tells of failures.
    started : str
        When this run started, as a store tells times (:mod:`dramatis.store.history`); what changed since stands on the first page of
        changes.
    """
    stored = stored_keys(config.store)
    if not stored:
        return Made()
    now = hashlib.sha256(json.dumps([base, sorted(stored.items())]).encode()).hexdigest()
    turn = _Round(config, room)
    turn.make(_UPKEEP, now, lambda _: _kept_up(config))
    for name, (kind, parameters) in _wanted(config).items():
        turn.make(name, now, lambda _, kind=kind, values=parameters: _page(config, kind, values))
    if config.pages.changes:
        _make_changes(turn, now, troubles, started)
    turn.keep()
    return Made(tuple(turn.pages), tuple(turn.failed), tuple(turn.given_up))


class _Round:
    """One round over the pages: by which keys they were made before, and what comes of each now."""

    def __init__(self, config: Config, room: Path) -> None:
        self.config, self.room, self.reports = config, room, Path(config.reports)
        self.rows = read_json(self.reports / _MADE)
        self.before = dict(self.rows)
        self.pages: list[Path] = []
        self.failed: list[tuple[str, str]] = []
        self.given_up: list[tuple[str, str]] = []

    def make(self, name: str, key: str, work: Callable[[Path], Mapping[str, str]]) -> None:
        """Do the work where it is due: with another key, where its page is gone, and some times more where it failed."""
        told = self.rows.get(name, {})
        same, tries = told.get("key") == key, told.get("tries", 0)
        if same and not tries and (self.reports / told["folder"]).exists():
            return
        if same and tries >= self.config.limits.attempts:
            self.given_up.append((name, told["error"]))
            return
        try:
            page = in_child(work, self.room, self.config.limits.pages_timeout_s).get("page", "")
        except DramatisError as error:
            self.failed.append((name, str(error)))
            self.rows[name] = {**told, "key": key, "error": str(error), "tries": tries + 1 if same else 1}
            return
        self.pages += [Path(page)] if page else []
        self.rows[name] = {"key": key, "folder": Path(page).parent.name}

    def keep(self) -> None:
        """Write down what was made, where that changed, and forget pages that are wanted no more."""
        wanted = {_UPKEEP, *_wanted(self.config), *([_CHANGES] if self.config.pages.changes else [])}
        rows = {name: row for name, row in self.rows.items() if name in wanted}
        if rows != self.before:
            replace(self.reports / _MADE, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _make_changes(turn: _Round, now: str, troubles: Troubles, started: str) -> None:
    """The page of what changed since the changes that it told last.

    Where nothing did the page stays as it is; where articles were only analyzed again it tells its news anew, by their new analyses.
    """
    nothing_yet = {"since": started, "until": started, "failed": [], "mended": [], "known": {}}
    told = turn.rows.setdefault(_CHANGES, {"news": nothing_yet})["news"]
    news = _news(told, last_news(turn.config.store, told["until"]), troubles)
    pages = turn.config.pages
    values = {"since": news["since"], "watched": list(pages.watched), "failed": news["failed"], "mended": news["mended"]}
    key = hashlib.sha256(json.dumps([now, values]).encode()).hexdigest()
    turn.make(_CHANGES, key, lambda _: _page(turn.config, "changes", values, folder="changes"))
    if "tries" not in turn.rows[_CHANGES]:
        turn.rows[_CHANGES]["news"] = news


def _news(told: dict[str, Any], last: str, troubles: Troubles) -> dict[str, Any]:
    """What the page tells: from when to when, who failed and who was mended; as it was told before where nothing is new."""
    known = told["known"]
    failed = {name: reason for name, reason in troubles.failed.items() if known.get(name) != reason}
    mended = [name for name in known if name not in troubles.failed and name in troubles.current]
    if not failed and not mended and not last:
        return told
    lines = [f"{name}: {reason}" for name, reason in sorted(failed.items())]
    since, until = told["until"], max(last, told["until"])
    return {"since": since, "until": until, "failed": lines, "mended": sorted(mended), "known": dict(troubles.failed)}


def _wanted(config: Config) -> dict[str, tuple[str, dict[str, str]]]:
    """The pages over the store by name, save that of changes: which notebook, and its parameters."""
    corpus = {"page corpus": ("corpus", {})} if config.pages.corpus else {}
    actors = {f"page of actor {name}": ("actor", {"actor": name}) for name in config.pages.actors}
    topics = {f"page of topic {name}": ("topic", {"topic": name}) for name in config.pages.topics}
    return corpus | actors | topics


def _page(config: Config, kind: str, parameters: Mapping[str, Any], *, folder: str = "") -> dict[str, str]:
    from dramatis.report.corpus import run_page

    made = run_page(kind, Path(config.store), Path(config.reports), parameters=parameters, folder=folder)
    if not made.ok:
        raise StoreError(f"the page {str(made.path)!r} says what failed: {made.error}")
    return {"page": str(made.path)}


def _kept_up(config: Config) -> dict[str, str]:
    from dramatis.corpus.upkeep import bring_up_to_date
    from dramatis.store import open_store

    bring_up_to_date(open_store(config.store), lexicon=config.parameters.get("lexicon") or "")
    return {}
