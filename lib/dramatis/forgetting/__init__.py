"""Articles forgotten wherever they are: the store, the pages, what runs keep; see ``docs/store.md``.

The order is such that a process that is killed can be started again with the same words: the store comes first, and remembers, as a hash,
that the article is to be gone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dramatis.forgetting import folder
from dramatis.forgetting.matching import Match, matches, the_one

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Cleared", "Match", "alike", "clear", "forget", "matches", "the_one"]


@dataclass(frozen=True)
class Cleared:
    """What became of a folder of pages.

    Attributes
    ----------
    pages : tuple of str
        Folders of pages of articles that are gone.
    rendered : tuple of str
        Folders of pages over many articles that were made anew.
    dropped : tuple of (str, str)
        Folders of pages over many articles that are gone since they were not made anew, with the reason.
    """

    pages: tuple[str, ...]
    rendered: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...]


def alike(store: "Store", article_ids: Sequence[str]) -> list[str]:
    """Ids of other articles of the store that have the text of one of these, or most of it; they are articles of their own, and stay."""
    same = "SELECT article_id FROM articles WHERE sha256 IN (SELECT sha256 FROM articles WHERE article_id IN (SELECT unnest($ids)))"
    near = "SELECT article_id FROM copies WHERE cluster IN (SELECT cluster FROM copies WHERE article_id IN (SELECT unnest($ids)))"
    found = store.query(f"{same} UNION {near} ORDER BY 1", {"ids": list(article_ids)})
    return [one for one in found["article_id"] if one not in set(article_ids)]


def forget(store: "Store", found: Sequence[Match], *, reason: str = "", may_return: bool = False) -> int:
    """Remove articles from every table of a store and take their bytes off the disk; how many it had.

    Parameters
    ----------
    store : Store
        Where they are; what is found across its articles is brought up to date.
    found : sequence of Match
        From :func:`the_one`.
    reason : str
        Stands in the list of removed articles.
    may_return : bool
        Leave them off that list: a later run may bring them back.

    Raises
    ------
    StoreError
        Where the store cannot be written; the same call ends the work.
    """
    from dramatis.corpus.upkeep import bring_up_to_date

    there = store.forget_all([one.article_id for one in found], reason=reason, may_return=may_return)
    bring_up_to_date(store)
    return there


def clear(
    reports: Path, store: "Store", found: Sequence[Match], *, render: bool = True, progress: Callable[[str], None] | None = None
) -> Cleared:
    """Remove the pages of articles and what runs keep of them; gallery, feed and the pages over the store's articles are made anew.

    Parameters
    ----------
    reports : Path
        The folder of pages.
    store : Store
        From which the articles are gone (:func:`forget`).
    found : sequence of Match
        The articles.
    render : bool
        Make pages over many articles anew; else they are removed.
    progress : callable, optional
        Is told which page is being made.

    Raises
    ------
    DramatisError
        Where the folder cannot be written, or a run is at work on it; the same call ends the work.
    """
    with folder.at_rest(reports):
        ids = {one.article_id for one in found}
        names = folder.names_of(reports, ids)
        pages = folder.remove_articles(reports, ids, names)
        rendered, dropped = folder.remake(reports, store, ids, names, render=render, tell=progress or (lambda _: None))
    return Cleared(pages, rendered, dropped)
