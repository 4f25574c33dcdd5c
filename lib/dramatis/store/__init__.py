"""A store: the analyses of many articles in one folder, as Parquet files that a manifest lists, questioned in SQL.

See ``docs/store.md`` for the layout on disk and for what is promised.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis.errors import StoreError
from dramatis.store import changes, compaction, history, manifest, parts, queries, reading, removed
from dramatis.store.session import Session

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article

__all__ = ["Store", "existing_store", "open_store"]


@dataclass(frozen=True)
class Store:
    """A store of analyses; made by :func:`open_store`.

    Attributes
    ----------
    folder : Path
        Where it lies.
    """

    folder: Path

    def add(self, analyses: "Iterable[Analysis]", *, key: "Callable[[Article], str] | None" = None) -> int:
        """Add analyses, all of them or none; an article whose id is there is replaced.

        Parameters
        ----------
        analyses : iterable of Analysis
            Read once, a few hundred at a time.
        key : callable, optional
            Gives the hash of all that the analysis of an article depends on; by default one of text and provenance
            (:func:`dramatis.store.changes.due_key`).

        Returns
        -------
        int
            How many articles were added or replaced.

        Raises
        ------
        StoreError
            Where the disk is full or the folder cannot be written; the store is as it was.
        """
        added = changes.add(self.folder, analyses, key)
        self._tidy()
        return added

    def stage(self, analyses: "Iterable[Analysis]", *, key: "Callable[[Article], str] | None" = None) -> list[Path]:
        """Write analyses aside, for :meth:`commit` to take, in this process or in another; the folders of the parts.

        They do not count yet, and are removed once the process that staged them has ended.
        """
        return [target for target, _ in changes.stage_analyses(self.folder, analyses, key)]

    def commit(self, staged: Iterable[str | PathLike[str]], *, without: Collection[str] = ()) -> int:
        """Make staged parts count, all of them or none; how many articles that were, without those whose id is in `without`.

        Raises
        ------
        StoreError
            Where a part is gone, since its writer died before; its articles are to be staged again.
        """
        committed = changes.commit(self.folder, [Path(target) for target in staged], without=without)
        self._tidy()
        return committed

    def replace_table(self, name: str, rows: pd.DataFrame, keys: Mapping[str, str], *, made_by: str = "") -> None:
        """Put a table over all articles (``links``, ``unlinked``, ``copies``) in the place of the one that is there.

        Parameters
        ----------
        name : str
            Which of them.
        rows : DataFrame
            With the columns of :data:`dramatis.store.schema.DERIVED`.
        keys : mapping
            Article id to key of the articles that the rows were made from, as :meth:`known` gave them: rows of articles that
            changed meanwhile do not count.
        made_by : str
            What the rows depend on besides the articles; :meth:`made_by` gives it back.
        """
        self.replace_tables([name], [{name: rows}], keys, made_by=made_by)

    def replace_tables(
        self,
        names: Sequence[str],
        pieces: Iterable[Mapping[str, pd.DataFrame | Mapping[str, Any]]],
        keys: Mapping[str, str],
        *,
        made_by: str = "",
    ) -> None:
        """Put tables over all articles in the place of those that are there, all of them or none; see :meth:`replace_table`.

        Parameters
        ----------
        names : sequence of str
            Which of them; one of which no rows come is empty.
        pieces : iterable of mapping
            Name to some rows (or columns), written as they come, so that tables of any length fit in memory.
        """
        changes.replace_tables(self.folder, names, pieces, keys, made_by)
        self._tidy()

    def made_by(self, name: str) -> str:
        """What a table over all articles was made by, as :meth:`replace_table` was told; empty where there is no such table."""
        return manifest.note(self.folder, f"made by: {name}")

    def forget(self, article_id: str, *, reason: str = "", may_return: bool = False) -> bool:
        """Remove an article from every table, also its bytes from the disk; whether it was there. See :meth:`forget_all`."""
        return self.forget_all([article_id], reason=reason, may_return=may_return) == 1

    def forget_all(self, article_ids: Iterable[str], *, reason: str = "", may_return: bool = False) -> int:
        """Remove articles from every table, also their bytes from the disk; how many of them were there.

        They are put on a list of removed articles, as hashes of id, text and web address, so that no later run brings them back.

        Parameters
        ----------
        article_ids : iterable of str
            Their ids.
        reason : str
            Stands in the list; name nobody in it.
        may_return : bool
            Leave them off the list: a later run may bring them back.

        Raises
        ------
        StoreError
            Where the store cannot be written; the same call ends the work.
        """
        there = sum(changes.forget(self.folder, one, reason=reason, may_return=may_return) for one in article_ids)
        try:
            with parts.trouble(self.folder):
                compaction.erase(self.folder)
        except StoreError as error:
            raise StoreError(f"what is forgotten is in no table any more, but its bytes are on the disk still: {error}") from error
        return there

    def removed(self) -> list[removed.Removal]:
        """The list of removed articles, by day: ``entry`` (its name in the list), ``day`` and ``reason``."""
        return removed.removals(self.folder)

    def allow(self, article: str) -> bool:
        """Take an article off the list of removed ones, by its id, web address or entry in the list; whether it was on it."""
        return removed.allow(self.folder, article)

    def compact(self) -> None:
        """Merge all files into few, sorted into months, and remove those that count no more; never needed, and safe at any time."""
        compaction.compact(self.folder)

    def _tidy(self) -> None:
        """What was added stays added, also where there is no room to merge files."""
        with suppress(StoreError):
            compaction.tidy(self.folder)

    def known(self) -> pd.DataFrame:
        """What the store has, by id: ``article_id``, ``source``, ``sha256``, ``key`` and ``date``; empty where it has nothing."""
        rows = manifest.known_rows(self.folder)
        return pd.DataFrame(rows, columns=["article_id", "source", "sha256", "key", "date"], dtype="str")

    def history(self, since: str = "") -> pd.DataFrame:
        """What changed after a time, by time: ``at`` (UTC), ``article_id`` and ``what``; see :mod:`dramatis.store.history`.

        ``what`` is ``added``, ``text`` (an article came with another text), ``again`` (the same text analyzed again) or ``forgotten``;
        then the id is empty. Of each kind the last change of an article.
        """
        return pd.DataFrame(history.rows(self.folder, since), columns=["at", "article_id", "what"], dtype="str")

    def query(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> pd.DataFrame:
        """The answer to one ``SELECT`` in DuckDB's SQL.

        Parameters
        ----------
        sql : str
            Over the tables ``articles``, all of :data:`dramatis.tables.TABLES`, ``links``, ``unlinked`` and ``copies``.
        params : mapping or sequence, optional
            Values for ``$name`` or for ``?``; never put a value into `sql` itself.

        Raises
        ------
        StoreError
            On what is no question, names a table or column that is not there, or would read another file.
        """
        return queries.query(self.folder, sql, params)

    def articles(
        self, since: str | None = None, until: str | None = None, publisher: str | None = None, *, text: bool = False
    ) -> pd.DataFrame:
        """The articles, by date and id, undated ones last; with their texts where `text` is true.

        Parameters
        ----------
        since, until : str, optional
            First and last day, ``YYYY-MM-DD``; where one is given, undated articles are left out.
        publisher : str, optional
            Only those that it published.
        """
        return reading.articles(self.folder, (since, until), publisher, text=text)

    def table(
        self, name: str, article_ids: Iterable[str] | None = None, since: str | None = None, until: str | None = None
    ) -> pd.DataFrame:
        """A stored table, with the columns and dtypes of its schema, by date and id of the article; within one, as it was added.

        Parameters
        ----------
        name : str
            A table of :data:`dramatis.tables.TABLES`, or ``links``, ``unlinked``, ``copies``.
        article_ids : iterable of str, optional
            Only the rows of these; ids that are not there are passed over.
        since, until : str, optional
            First and last day, ``YYYY-MM-DD``; where one is given, undated articles are left out.
        """
        return reading.table(self.folder, name, article_ids, (since, until))

    def analysis(self, article_id: str) -> "Analysis":
        """The analysis of an article, equal to what was added.

        Raises
        ------
        StoreError
            Where the store does not have the article.
        """
        return reading.analysis(self.folder, article_id)

    def session(self) -> Session:
        """Many questions to one state of the store; see :class:`dramatis.store.session.Session`."""
        return Session(self.folder)

    def analyses(self, article_ids: Iterable[str] | None = None) -> "Iterator[Analysis]":
        """The analyses of all articles, or of those of `article_ids` that are there, by date and id, a few hundred read at a time."""
        return reading.analyses(self.folder, article_ids)


def open_store(folder: str | PathLike[str]) -> Store:
    """The store in a folder, which is made where it does not exist.

    Raises
    ------
    StoreError
        On a folder that holds other things and no store, and on one that cannot be made.
    """
    path = Path(folder)
    with parts.trouble(path):
        if path.exists() and not path.is_dir():
            raise StoreError(f"{str(path)!r} is a file; a store is a folder: name a new one, or one that holds a store")
        if not (path / manifest.MANIFEST).exists():
            strangers = sorted(item.name for item in path.iterdir() if item.name != parts.STAGING) if path.exists() else []
            if strangers:
                found = ", ".join(strangers[:3])
                raise StoreError(f"the folder {str(path)!r} holds no store but other things ({found}); name a new or an empty folder")
            path.mkdir(parents=True, exist_ok=True)
    manifest.create(path)
    return Store(path)


def existing_store(folder: str | PathLike[str]) -> Store:
    """The store in a folder that has one; nothing is made.

    Raises
    ------
    StoreError
        Where there is none.
    """
    if not (Path(folder) / manifest.MANIFEST).is_file():
        raise StoreError(f"there is no store {str(Path(folder))!r}; make one with: dramatis corpus SOURCE --store FOLDER")
    return open_store(folder)
