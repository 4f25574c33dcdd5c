"""Partitions: how the articles of sources are cut into pieces that a worker can read by itself."""

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from dramatis.article import Article, slugify
from dramatis.errors import ArticleError
from dramatis.readers import Unread, article_files, article_ids, article_of, read_many, remote_ids
from dramatis.readers.draft import Record
from dramatis.readers.formats import JSON_LINES, format_of, is_many, records_of
from dramatis.readers.jsonlines import records as json_lines
from dramatis.readers.naming import marked, without_suffixes
from dramatis.readers.opening import is_remote, is_remote_folder, opened

__all__ = ["SIZE", "Partition", "articles_of", "halves", "partitions"]

SIZE = 32
"""Articles of a partition: some seconds of work, so that little is lost with a worker and the scheduler has little to do."""


@dataclass(frozen=True)
class Partition:
    """A piece of work; small, whatever the size of its articles, unless they lie in a file that cannot be cut.

    Attributes
    ----------
    files : tuple of (str, str)
        Paths of files of one article each, with their ids.
    base, stem : str
        Path of the file of many articles that this is a piece of, and the slug that ids without a name of their own begin with.
    offset, first, count : int
        The piece of a file of JSON Lines: where it begins, in bytes, the number of its first line, and how many lines it has.
    records : tuple of Record
        The piece of any other file of many articles: compressed, a table, an archive, a feed. The coordinator reads these.
    number : int
        Its place in the order of the sources; halves keep it.
    """

    files: tuple[tuple[str, str], ...] = ()
    base: str = ""
    stem: str = ""
    offset: int = 0
    first: int = 0
    count: int = 0
    records: tuple[Record, ...] = ()
    number: int = 0

    def __len__(self) -> int:
        return len(self.files) or self.count or len(self.records)


def partitions(sources: Iterable[str], size: int = SIZE) -> Iterator[Partition | Unread]:
    """All partitions of sources, in their order, as they are found; a file that cannot be opened is an :class:`Unread`.

    Parameters
    ----------
    sources : iterable of str
        Files, folders, and addresses that fsspec opens.
    size : int
        Articles of a partition, at most.

    Raises
    ------
    ArticleError
        Where a folder cannot be opened.
    """
    for number, part in enumerate(_partitions(list(sources), size)):
        yield replace(part, number=number) if isinstance(part, Partition) else part


def articles_of(partition: Partition) -> Iterator[Article | Unread]:
    """The articles of a partition, read one at a time."""
    for path, identifier in partition.files:
        for article in read_many(path):
            yield replace(article, id=identifier) if isinstance(article, Article) else article
    records = _lines(partition) if partition.count else iter(partition.records)
    try:
        for record in records:
            yield article_of(record, partition.base, partition.stem)
    except OSError as error:
        yield Unread(partition.base, f"article {partition.base!r} cannot be read ({error.strerror or error}); see whether it is there")


def halves(partition: Partition) -> list[Partition]:
    """The two halves of a partition; it alone where it holds one article."""
    middle = len(partition) // 2
    if not middle:
        return [partition]
    if partition.files:
        return [replace(partition, files=partition.files[:middle]), replace(partition, files=partition.files[middle:])]
    if partition.records:
        return [replace(partition, records=partition.records[:middle]), replace(partition, records=partition.records[middle:])]
    with open(partition.base, "rb") as file:
        file.seek(partition.offset)
        skipped = sum(len(line) for line in islice(file, middle))
    second = replace(partition, offset=partition.offset + skipped, first=partition.first + middle, count=partition.count - middle)
    return [replace(partition, count=middle), second]


def _partitions(sources: list[str], size: int) -> Iterator[Partition | Unread]:
    alone: list[tuple[str, str]] = []
    for path, stem in _files(sources):
        if is_many(path):
            yield from _pieces(path, stem, size)
        else:
            alone.append((path, stem))
        if len(alone) == size:
            yield Partition(files=tuple(alone))
            alone = []
    if alone:
        yield Partition(files=tuple(alone))


def _files(sources: list[str]) -> Iterator[tuple[str, str]]:
    """Paths with their ids, each path once; of two files with one id the later one gets a mark."""
    taken: set[str] = set()
    seen: set[str] = set()
    for source in sources:
        for path, identifier in _of_source(source):
            if path not in seen:
                seen.add(path)
                found = marked(identifier, path) if identifier in taken else identifier
                taken.add(found)
                yield path, found


def _of_source(source: str) -> Iterator[tuple[str, str]]:
    if is_remote_folder(source):
        yield from remote_ids(source).items()
        return
    if is_remote(source) or not os.path.isdir(source):
        yield source, slugify(without_suffixes(source.rstrip("/").rsplit("/", 1)[-1])) or "articles"
        return
    for path, identifier in article_ids(source, article_files(source)).items():
        yield str(path), identifier


def _pieces(path: str, stem: str, size: int) -> Iterator[Partition | Unread]:
    try:
        with opened(path) as file:
            if format_of(file) is JSON_LINES and file.seekable and not is_remote(path):
                yield from _of_lines(path, stem, size, file.file)
                return
            records = records_of(file)
            while batch := tuple(islice(records, size)):
                yield Partition(base=path, stem=stem, records=batch)
    except (ArticleError, OSError) as error:
        yield Unread(path, f"article {path!r} {error}")


def _of_lines(path: str, stem: str, size: int, file: io.BufferedReader) -> Iterator[Partition]:
    """Where the pieces of a file of JSON Lines begin; the lines are counted, not read."""
    offset, first, at, lines = 0, 1, 0, 0
    for line in file:
        at, lines = at + len(line), lines + 1
        if lines == size:
            yield Partition(base=path, stem=stem, offset=offset, first=first, count=lines)
            offset, first, lines = at, first + lines, 0
    if lines:
        yield Partition(base=path, stem=stem, offset=offset, first=first, count=lines)


def _lines(partition: Partition) -> Iterator[Record]:
    with open(partition.base, "rb") as file:
        file.seek(partition.offset)
        for record in islice(json_lines(file), partition.count):
            yield replace(record, place=str(int(record.place) + partition.first - 1))
