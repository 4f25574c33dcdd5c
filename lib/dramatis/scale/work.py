"""What a worker does with a partition: read, leave out what the store has, analyze, write aside; only paths and counts come back."""

import ctypes
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dramatis.article import Article
from dramatis.due import article_key
from dramatis.readers import Unread
from dramatis.readers.naming import same_id
from dramatis.scale.partitions import Partition, articles_of

__all__ = ["Found", "Piece", "Task", "done"]

_ONE_AT_A_TIME = threading.Lock()
"""A pipeline is no thing to share: a worker with several threads works on one partition at a time."""


@dataclass(frozen=True)
class Task:
    """What all partitions of a run have in common.

    Attributes
    ----------
    store : str
        Folder of the store, the same for all machines.
    pipeline : str
        Name or path of the spaCy pipeline.
    lexicon : str
        The analyst's own lexicons; empty for those that ship.
    base : str
        Hash of code, pipeline and lexicons (:func:`dramatis.due.analysis_base`).
    """

    store: str
    pipeline: str
    lexicon: str
    base: str


class Found(NamedTuple):
    """An article of a partition: id, hash of its text, path or address, and whether it was due."""

    id: str
    sha256: str
    source: str
    due: bool


@dataclass(frozen=True)
class Piece:
    """What came of a partition.

    Attributes
    ----------
    staged : tuple of str
        Folders of parts that are written and wait for the store to take them.
    analyzed, skipped : int
        Articles; `skipped` are those that the store has under the same key.
    repeated : int
        Articles that stand a second time, with the same text; they count once.
    errors : tuple of Unread
        What could not be read, and articles with the id of another one.
    found : tuple of Found
        All articles, each once.
    removed : int
        Articles that were removed from the store before (``dramatis forget``) and are left out.
    """

    staged: tuple[str, ...] = ()
    analyzed: int = 0
    skipped: int = 0
    repeated: int = 0
    errors: tuple[Unread, ...] = ()
    found: tuple[Found, ...] = ()
    removed: int = 0


def done(partition: Partition, task: Task) -> Piece:
    """Analyze the articles of a partition that are due, and stage the tables in the store; to be committed by the coordinator."""
    with _ONE_AT_A_TIME:
        try:
            return _done(partition, task)
        finally:
            _give_back_memory()


def _done(partition: Partition, task: Task) -> Piece:
    from dramatis.store.manifest import known_keys
    from dramatis.store.removed import barred, is_barred

    made = list(articles_of(partition))
    found: dict[str, Article] = {}
    for article in made:
        if isinstance(article, Article):
            found.setdefault(article.id, article)
    errors = tuple(_problems(made, found))
    known, key = known_keys(Path(task.store), found), article_key(task.base)
    gone = barred(Path(task.store))
    kept = [article for article in found.values() if not is_barred(article.id, article.source, article.sha256, gone)]
    due = [article for article in kept if known.get(article.id) != key(article)]
    staged = _staged(due, task, key) if due else ()
    ids = {article.id for article in due}
    listed = tuple(Found(one.id, one.sha256, one.source, one.id in ids) for one in kept)
    repeated = len(made) - len(found) - len(errors)
    return Piece(staged, len(due), len(kept) - len(due), repeated, errors, listed, len(found) - len(kept))


def _staged(due: list[Article], task: Task, key: Callable[[Article], str]) -> tuple[str, ...]:
    from dramatis.analysis import analyze_many
    from dramatis.pipeline import load_pipeline
    from dramatis.store import Store

    analyses = analyze_many(due, load_pipeline(task.pipeline), lexicon=task.lexicon or None)
    return tuple(str(path) for path in Store(Path(task.store)).stage(analyses, key=key))


def _problems(made: list[Article | Unread], first: dict[str, Article]) -> Iterator[Unread]:
    """What could not be read, and articles whose id an earlier one has with another text."""
    for one in made:
        if isinstance(one, Unread):
            yield one
        elif first[one.id].sha256 != one.sha256:
            yield Unread(one.source, same_id(one.id, one.source, first[one.id].source))


def _give_back_memory() -> None:
    """Have the C library return freed memory to the system: the network's buffers, of another size for each sentence, leave gaps that grow.

    glibc only; other C libraries have no such call, and are left to themselves.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
