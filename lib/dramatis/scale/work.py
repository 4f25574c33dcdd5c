"""What a worker does with a partition: read, leave out what the store has, analyze, write aside; only paths and counts come back."""

import ctypes
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dramatis.article import Article
from dramatis.due import article_key
from dramatis.readers import Unread
from dramatis.scale.partitions import Partition, articles_of

__all__ = ["Piece", "Task", "done"]

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


@dataclass(frozen=True)
class Piece:
    """What came of a partition.

    Attributes
    ----------
    staged : tuple of str
        Folders of parts that are written and wait for the store to take them.
    analyzed, skipped : int
        Articles; `skipped` are those that the store has under the same key.
    errors : tuple of Unread
        What could not be read.
    """

    staged: tuple[str, ...] = ()
    analyzed: int = 0
    skipped: int = 0
    errors: tuple[Unread, ...] = ()


def done(partition: Partition, task: Task) -> Piece:
    """Analyze the articles of a partition that are due, and stage the tables in the store; to be committed by the coordinator."""
    with _ONE_AT_A_TIME:
        try:
            return _done(partition, task)
        finally:
            _give_back_memory()


def _done(partition: Partition, task: Task) -> Piece:
    from dramatis.store.manifest import known_keys

    made = list(articles_of(partition))
    found = {article.id: article for article in made if isinstance(article, Article)}
    errors = [one for one in made if isinstance(one, Unread)] + list(_twice(made))
    known, key = known_keys(Path(task.store), found), article_key(task.base)
    due = [article for article in found.values() if known.get(article.id) != key(article)]
    staged = _staged(due, task, key) if due else ()
    return Piece(staged, len(due), len(found) - len(due), tuple(errors))


def _staged(due: list[Article], task: Task, key: Callable[[Article], str]) -> tuple[str, ...]:
    from dramatis.analysis import analyze_many
    from dramatis.pipeline import load_pipeline
    from dramatis.store import Store

    analyses = analyze_many(due, load_pipeline(task.pipeline), lexicon=task.lexicon or None)
    return tuple(str(path) for path in Store(Path(task.store)).stage(analyses, key=key))


def _twice(made: list[Article | Unread]) -> Iterator[Unread]:
    """Articles whose id an other one of the partition has too, with another text; the last one counts."""
    texts: dict[str, str] = {}
    for article in made:
        if isinstance(article, Article) and texts.setdefault(article.id, article.sha256) != article.sha256:
            yield Unread(article.source, f"article {article.source!r} has the id {article.id!r} of another article; give each its own id")


def _give_back_memory() -> None:
    """Have the C library return freed memory to the system: the network's buffers, of another size for each sentence, leave gaps that grow.

    glibc only; other C libraries have no such call, and are left to themselves.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
