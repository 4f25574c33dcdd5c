"""What a run does with its store: analyses into it, actors linked and copies found, the pages over all articles."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dramatis.errors import DramatisError, StoreError
from dramatis.files import replace
from dramatis.jobs.config import Config
from dramatis.jobs.workers import Bounds, one_done

__all__ = ["BATCH", "add", "feeds_read", "known_analyses", "pages_made", "remember", "store_base", "stored_key", "stored_keys"]

BATCH = 64
"""Analyses that are added to the store at a time."""
_MADE = ".pages.json"
"""By which keys the pages over the store were made."""
_ANALYSES = ".analyses.json"
"""By identity, which version of an article was found in the store, and under which key; it may be deleted at any time."""
_HOUR = 3600.0


def feeds_read(config: Config) -> list[tuple[str, str]]:
    """Bring the articles of all feeds into the folder for them; address and reason of those that failed."""
    if not config.feeds:
        return []
    from dramatis.readers import Unread
    from dramatis.readers.fetch import Session
    from dramatis.readers.inbox import fetch_to

    session = Session(allow_private=config.network.allow_private)
    fetched = fetch_to(config.feeds, config.fetched, session=session)
    return [(one.source, one.error) for one in fetched if isinstance(one, Unread)]


def stored_keys(store: str) -> dict[str, str]:
    """The key of every article of a store; empty where there is none yet."""
    if not store or not os.path.isdir(store):
        return {}
    from dramatis.store import manifest, open_store

    return manifest.known_keys(open_store(store).folder)


def store_base(config: Config, values: Mapping[str, Any]) -> str:
    """The hash of what all analyses of a run have in common (:func:`dramatis.due.analysis_base`); empty where no store is filled."""
    if not config.store:
        return ""
    from dramatis.due import analysis_base
    from dramatis.report.parameters import parameters_of

    default = parameters_of()["pipeline"].default
    return analysis_base(values.get("pipeline", default), values.get("lexicon", ""))


def stored_key(path: Path, base: str) -> str:
    """The key in the store of the analysis in a file of JSON."""
    from dramatis.article import Article
    from dramatis.due import article_key

    return article_key(base)(Article(**json.loads(path.read_text(encoding="utf-8"))["article"]))


def known_analyses(reports: Path) -> dict[str, list[str]]:
    """By identity of an article, the hash of what was read and the key of its analysis in the store, as earlier runs found them."""
    return _read(reports / _ANALYSES)


def remember(reports: Path, analyses: Mapping[str, list[str]]) -> None:
    """Keep these for the next run, where they changed."""
    if analyses != known_analyses(reports):
        replace(reports / _ANALYSES, json.dumps(analyses, ensure_ascii=False, sort_keys=True) + "\n")


def add(store: str, rows: list[tuple[Path, str, str]], room: Path) -> int:
    """Add analyses, given by the files of their JSON with the article's id and key in the store; all or none.

    Raises
    ------
    StoreError
        Where the store cannot be written.
    """
    return int(_in_child(lambda _: {"added": _added(store, rows)}, room, _HOUR)["added"])


def pages_made(config: Config, base: str, room: Path) -> tuple[list[Path], list[tuple[str, str]]]:
    """Make the pages over the store that are due: those whose articles, program or lexicon changed since they were made.

    Returns
    -------
    list of Path, list of (str, str)
        The pages that were made; name and reason of those that failed.
    """
    wanted = _wanted(config)
    if not wanted:
        return [], []
    reports = Path(config.reports)
    now = hashlib.sha256(json.dumps([base, sorted(stored_keys(config.store).items())]).encode()).hexdigest()
    before = _read(reports / _MADE)
    made, failed = [], []
    for name, (kind, parameters) in wanted.items():
        told = before.get(name, {})
        if told.get("key") == now and os.path.exists(told.get("page", "")):
            continue
        try:
            page = Path(
                _in_child(lambda _, kind=kind, values=parameters: _page(config, kind, values), room, config.limits.pages_timeout_s)["page"]
            )
        except DramatisError as error:
            failed.append((name, str(error)))
            continue
        made.append(Path(page))
        before[name] = {"key": now, "page": str(page)}
    replace(reports / _MADE, json.dumps({name: before[name] for name in wanted if name in before}, ensure_ascii=False, indent=1) + "\n")
    return made, failed


def _wanted(config: Config) -> dict[str, tuple[str, dict[str, str]]]:
    """The pages over the store by name: which notebook, and its parameters."""
    corpus = {"page corpus": ("corpus", {})} if config.pages.corpus else {}
    actors = {f"page of actor {name}": ("actor", {"actor": name}) for name in config.pages.actors}
    topics = {f"page of topic {name}": ("topic", {"topic": name}) for name in config.pages.topics}
    return corpus | actors | topics


def _page(config: Config, kind: str, parameters: Mapping[str, str]) -> dict[str, str]:
    from dramatis.corpus.linking import link
    from dramatis.report.corpus import run_page
    from dramatis.store import open_store

    link(open_store(config.store), lexicon=config.parameters.get("lexicon") or None)
    made = run_page(kind, Path(config.store), Path(config.reports), parameters=parameters)
    if not made.ok:
        raise StoreError(f"the page {str(made.path)!r} says what failed: {made.error}")
    return {"page": str(made.path)}


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _added(store: str, rows: list[tuple[Path, str, str]]) -> int:
    from dramatis.analysis import Analysis, from_json
    from dramatis.store import open_store

    keys = {identifier: key for _, identifier, key in rows}

    def analyses() -> Iterator[Analysis]:
        for path, identifier, _ in rows:
            data = json.loads(path.read_text(encoding="utf-8"))
            data["article"]["id"] = identifier
            yield from_json(data)

    return open_store(store).add(analyses(), key=lambda article: keys[article.id])


def _in_child(work: Any, room: Path, seconds: float) -> Mapping[str, Any]:
    result = one_done(work, room, Bounds(seconds))
    if result.error:
        raise StoreError(result.error if result.kind != "disk" else "the disk is full; nothing is torn: make room, and run again")
    return result.told
