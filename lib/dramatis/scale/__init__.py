"""The same analysis over many articles, on the processes of this machine or on a cluster; see ``docs/scaling.md``.

Partitions of paths go out, paths of Parquet files come back, and the store takes them. A run can be ended at any time, and be repeated:
what the store has is left out.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dramatis.due import analysis_base
from dramatis.errors import DramatisError
from dramatis.markup import visible
from dramatis.readers import Unread
from dramatis.scale.partitions import SIZE, Partition, partitions
from dramatis.scale.register import register, settled
from dramatis.scale.work import Piece, Task, done

__all__ = ["CorpusSummary", "run_corpus"]


@dataclass(frozen=True)
class CorpusSummary:
    """What a run over a corpus did.

    Attributes
    ----------
    analyzed, skipped : int
        Articles that were added to the store, and those that it had already.
    errors : tuple of Unread
        What could not be read or analyzed; articles that have the id of another one with another text.
    repeated : int
        Articles that stand in the sources a second time, with the same id and text; they count once.
    removed : int
        Articles that were removed from the store before (``dramatis forget``) and are left out.
    """

    analyzed: int = 0
    skipped: int = 0
    errors: tuple[Unread, ...] = ()
    repeated: int = 0
    removed: int = 0

    @property
    def exit_status(self) -> int:
        """0 where all went well, else 1."""
        return 1 if self.errors else 0

    @property
    def line(self) -> str:
        """For a person: the counts."""
        twice = f"; {self.repeated:,} stand twice and count once" if self.repeated else ""
        removed = f"; {self.removed:,} left out, removed before (see: dramatis forget --list)" if self.removed else ""
        return f"{self.analyzed:,} analyzed, {self.skipped:,} unchanged, {len(self.errors):,} failed{twice}{removed}"


def run_corpus(
    sources: Iterable[str | os.PathLike[str]],
    store: str | os.PathLike[str],
    *,
    scheduler: str = "",
    workers: int = 0,
    task_options: dict[str, str] | None = None,
    progress: Callable[[int, int, int], None] | None = None,
) -> CorpusSummary:
    """Analyze all articles of sources that a store does not have yet, or has with another text or from another version.

    Parameters
    ----------
    sources : iterable of path
        Files, folders, and addresses that fsspec opens; of files of many articles all.
    store : path
        Folder of the store, made where it does not exist. With a scheduler, all workers must see it, and the sources, under the same path.
    scheduler : str
        Address of a Dask scheduler (``tcp://host:8786``); without one, processes of this machine are started, and end with the run.
    workers : int
        How many of these; 0 for one a processor. -1 works in this process, without Dask.
    task_options : dict, optional
        ``pipeline`` (name or path, default ``en_dramatis``), ``lexicon`` (folder) and ``size`` (articles of a partition).
    progress : callable, optional
        Is given the counts so far, after each partition: analyzed, unchanged, failed.

    Returns
    -------
    CorpusSummary
        What could not be read or analyzed stands in its `errors`.

    Raises
    ------
    DramatisError
        Where nothing could be done: no such source, pipeline or scheduler, a store that cannot be written.

    References
    ----------
    https://docs.dask.org/en/stable/best-practices.html
    """
    options = {"pipeline": "en_dramatis", "lexicon": "", "size": str(SIZE), **(task_options or {})}
    names = [os.fsdecode(source) if "://" in str(source) else os.path.abspath(os.fsdecode(source)) for source in sources]
    task = _task(store, options)
    parts = partitions(names, int(options["size"]))
    analyzed, skipped, repeated, removed, errors = 0, 0, 0, 0, []
    for piece in _pieces(parts, task, scheduler, workers):
        analyzed, skipped = analyzed + piece.analyzed, skipped + piece.skipped
        repeated, removed, errors = repeated + piece.repeated, removed + piece.removed, [*errors, *piece.errors]
        if progress:
            progress(analyzed, skipped, len(errors))
    return CorpusSummary(analyzed, skipped, tuple(errors), repeated, removed)


def _task(store: str | os.PathLike[str], options: dict[str, str]) -> Task:
    from dramatis.store import open_store

    pipeline, lexicon = options["pipeline"], options["lexicon"]
    if lexicon and not os.path.isdir(lexicon):
        raise DramatisError(f"there is no folder of lexicons {visible(lexicon)!r}; give one, or leave it out for those that ship")
    base = analysis_base(pipeline, lexicon)
    folder = open_store(os.path.abspath(store)).folder
    return Task(str(folder), pipeline, lexicon and os.path.abspath(lexicon), base)


def _pieces(parts: Iterator[Partition | Unread], task: Task, scheduler: str, workers: int) -> Iterator[Piece]:
    from dramatis.store import Store

    store = Store(Path(task.store))
    with register() as met:

        def settle(piece: Piece, part: Partition) -> Piece | None:
            return settled(met, piece, part.number, lambda out: store.commit(piece.staged, without=out))

        if workers < 0:
            yield from _serial(parts, task, settle)
            return
        from dramatis.scale.cluster import client, pieces

        with client(scheduler, workers) as found:
            yield from pieces(found, parts, task, settle)


def _serial(parts: Iterator[Partition | Unread], task: Task, settle: Callable[[Piece, Partition], Piece | None]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, Unread):
            yield Piece(errors=(part,))
        elif piece := settle(done(part, task), part):
            yield piece
