"""Other stores as sources of a run: their articles listed from the manifest, and taken with all tables where nothing is to be made anew."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dramatis.article import slugify
from dramatis.errors import StoreError
from dramatis.jobs.config import Config
from dramatis.jobs.items import Item, check_inboxes
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article

__all__ = ["check_sources", "laid_out", "stored_analysis", "stored_items"]


def check_sources(config: Config) -> None:
    """Raise where none of the inboxes and stores can be opened.

    Raises
    ------
    DramatisError
        Of the first.
    """
    missing = {folder: problem for folder in config.stores if (problem := _problem(folder))}
    if len(missing) < len(config.stores):
        return
    check_inboxes(config.inboxes)
    if missing and not (config.inboxes or config.feeds):
        raise StoreError(next(iter(missing.values())))


def stored_items(stores: tuple[str, ...]) -> list[Item]:
    """All articles of stores, in their order; a store that cannot be read is an item with a problem."""
    found = []
    for folder in stores:
        identity = os.path.abspath(folder)
        try:
            found += [Item(f"{identity}#{one}", f"{folder}#{one}", one, key, "", folder, text) for one, key, text in _articles(folder)]
        except StoreError as error:
            found.append(Item(identity, folder, slugify(Path(folder).name) or "store", "", str(error)))
    return found


def stored_analysis(item: Item) -> "Analysis":
    """The analysis that the item's store has."""
    from dramatis.store import existing_store

    return existing_store(item.store).analysis(item.identity.rpartition("#")[2])


def laid_out(item: Item, article: "Article", room: Path) -> Path:
    """The article as a file of JSON, which the notebook of a page reads; always under the same path, since the page names it."""
    mark = hashlib.sha256(item.store.encode("utf-8", "surrogateescape")).hexdigest()[:6]
    path = room / "stores" / mark / f"{item.id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {name: value for name, value in asdict(article).items() if name not in ("source", "sha256") and value}
    path.write_text(json.dumps({"article": told | {"url": article.source}}, ensure_ascii=False), encoding="utf-8")
    return path


def _articles(folder: str) -> list[tuple[str, str, str]]:
    """Id, key and hash of the text of each article of a store."""
    from dramatis.store import manifest

    if problem := _problem(folder):
        raise StoreError(problem)
    return [(identifier, key, sha256) for identifier, _, sha256, key, _ in manifest.known_rows(Path(folder))]


def _problem(folder: str) -> str:
    """Why a store cannot be opened; empty where it can."""
    from dramatis.store import manifest

    if (Path(folder) / manifest.MANIFEST).is_file():
        return ""
    return f"there is no store {visible(folder)!r}; name the folder of one, or take it out of stores"
