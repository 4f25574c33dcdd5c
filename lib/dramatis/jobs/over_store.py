"""What a run does with feeds and with its store: articles fetched, analyses that are known and analyses added."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dramatis.errors import StoreError
from dramatis.files import replace
from dramatis.jobs.config import Config
from dramatis.jobs.items import Item
from dramatis.jobs.workers import Bounds, one_done

__all__ = ["BATCH", "add", "feeds_read", "in_child", "known_analyses", "last_news", "not_removed", "read_json", "remember"]
__all__ += ["removed_marks", "store_base", "stored_key", "stored_keys"]

BATCH = 64
"""Analyses that are added to the store at a time."""
_ANALYSES = ".analyses.json"
"""By identity, which version of an article was found in the store, under which key and id; it may be deleted at any time."""
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


def removed_marks(store: str) -> frozenset[str]:
    """The marks of all articles that were removed from a store (:mod:`dramatis.store.removed`); empty where there is no store."""
    if not store or not os.path.isdir(store):
        return frozenset()
    from dramatis.store import open_store, removed

    return removed.barred(open_store(store).folder)


def not_removed(items: list[Item], marks: frozenset[str]) -> list[Item]:
    """The items whose ids are not among those of removed articles."""
    if not marks:
        return items
    from dramatis.store.removed import is_barred

    return [item for item in items if not is_barred(item.id, "", "", marks)]


def last_news(store: str, since: str) -> str:
    """When an article last came into a store, came with another text or was forgotten, after a time; empty where none did.

    That the same text was analyzed again, by another program or lexicon, is no news.
    """
    from dramatis.store import history

    return max((at for at, _, what in history.rows(Path(store), since) if what != history.AGAIN), default="")


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
    """By identity of an article, the hash of what was read, and key and id of its analysis in the store, as earlier runs had them."""
    return read_json(reports / _ANALYSES)


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
    return int(in_child(lambda _: {"added": _added(store, rows)}, room, _HOUR)["added"])


def read_json(path: Path) -> dict[str, Any]:
    """The object in a file of JSON that earlier runs left; empty where there is none, or it cannot be read."""
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


def in_child(work: Callable[[Path], Mapping[str, Any]], room: Path, seconds: float) -> Mapping[str, Any]:
    """Do work that takes much in a child process; what it tells.

    Raises
    ------
    StoreError
        Where it fails or takes longer than `seconds`.
    """
    result = one_done(work, room, Bounds(seconds, key="pages_timeout_s"))
    if result.error:
        raise StoreError(result.error if result.kind != "disk" else "the disk is full; nothing is torn: make room, and run again")
    return result.told
