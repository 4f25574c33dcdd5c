"""Readers: files, pages, tables, feeds and archives to :class:`~dramatis.article.Article` records.

Each module reads one format: it has ``SUFFIXES`` and either ``parse(data) -> Draft`` or ``records(file) -> Record, …``. To add a format,
write such a module and name it in :data:`dramatis.readers.formats.FORMATS`. What each format takes as title, date and paragraphs is in
``docs/reading.md``.
"""

import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from dramatis.article import Article, make_article, slugify
from dramatis.errors import ArticleError
from dramatis.readers.dates import date_of_name
from dramatis.readers.draft import Draft, Record, is_address, shown
from dramatis.readers.formats import FORMATS, MAX_BYTES, MAX_DOCUMENT_BYTES, records_of
from dramatis.readers.language import check_english
from dramatis.readers.naming import folder_ids, is_article_name, member_id, record_id, without_suffixes
from dramatis.readers.opening import inflated, is_remote, is_remote_folder, opened, remote_files, split_address
from dramatis.readers.text import with_top

__all__ = [
    "FORMATS",
    "MAX_BYTES",
    "MAX_CHARACTERS",
    "Unread",
    "article_files",
    "article_ids",
    "article_of",
    "read",
    "read_folder",
    "read_many",
    "read_stream",
    "remote_ids",
]

MAX_CHARACTERS = 1_000_000
"""The longest text that is analyzed, in characters; it is spaCy's own limit."""


@dataclass(frozen=True)
class Unread:
    """An article that could not be read.

    Attributes
    ----------
    source : str
        Path or address as given; of an article in a file of many with its place behind a ``#``.
    error : str
        Why, on one line, and what to do.
    """

    source: str
    error: str


def read(source: str | os.PathLike[str], *, id: str | None = None, allow_private: bool = False) -> Article:
    """The one article of a file, page or address.

    Parameters
    ----------
    source : str or path
        A file of any format of :data:`~dramatis.readers.formats.FORMATS`; an ``http`` or ``https`` address; an address that fsspec opens
        (``s3://…``). ``FILE#17`` is the 17th article of a file of many, ``FILE.zip#NAME`` a file in an archive.
    id : str or None
        The id of the article; made from the name of the file where none is given.
    allow_private : bool
        Whether a web address may lead to a private, loopback or reserved network address.

    Returns
    -------
    Article
        With the title and date that the source gives, else None; see ``docs/reading.md``.

    Raises
    ------
    ArticleError
        Where there is no such source, it cannot be opened, it is too large, empty, damaged, holds several articles, or is not English.
        The message is one line.
    """
    name = os.fsdecode(source)
    with _naming(name):
        base, place = split_address(name)
        found = _one(_records(base, allow_private), place)
        return _article(found, base, id, _stem(base))


def read_many(source: str | os.PathLike[str], *, allow_private: bool = False) -> Iterator[Article | Unread]:
    """All articles of a source, in its order, one at a time: a folder, a file of one or of many articles, an archive, a feed, an address.

    Nothing of what was read is kept, so a file of any size fits in memory. What cannot be read is an :class:`Unread`, also the rest of a
    file that turns out to be damaged.

    Parameters
    ----------
    source : str or path
        As for :func:`read`, or a folder; one elsewhere ends with a slash (``s3://bucket/inbox/``).
    allow_private : bool
        As for :func:`read`.

    Raises
    ------
    ArticleError
        At once, where `source` is a folder that cannot be opened.
    """
    name = os.fsdecode(source)
    if is_remote_folder(name):
        return (article for file, own in remote_ids(name).items() for article in _articles(file, own, id=own))
    if not is_address(name) and not is_remote(name) and os.path.isdir(name):
        return read_folder(name)
    return _articles(name, _stem(split_address(name)[0]), allow_private=allow_private)


def read_stream(file: BinaryIO, source: str = "-", *, id: str | None = None) -> Article:
    """The article that an open binary file holds, in any format that its bytes tell, else plain text; see :func:`read`."""
    with _naming(source):
        data = file.read(MAX_DOCUMENT_BYTES + 1)
        return _article(_one(records_of(inflated("", io.BytesIO(data))), ""), source, id, "")


def article_files(folder: str | os.PathLike[str]) -> list[Path]:
    """The files under a folder that are taken for articles, in the order of their paths; none is opened.

    Left out are hidden files and folders (a dot before the name), files named ``README`` or ``SOURCE`` with any suffix, files with the
    suffix ``.SOURCE``, backups (a tilde after the name), and what is no file (pipes, sockets, devices). Links to files are followed,
    links to folders are not.

    Raises
    ------
    ArticleError
        Where there is no such folder, or it cannot be opened.
    """
    with _naming(os.fsdecode(folder), "folder"):
        if not os.path.isdir(folder):
            problem = (
                "is a file; a folder is read here" if os.path.exists(folder) else "does not exist; give the path of a folder with articles"
            )
            raise ArticleError(problem)
        os.scandir(folder).close()
        found = []
        for place, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(place, name) for name in names if is_article_name(name)]
        return sorted(path for path in found if path.is_file() or path.is_symlink())


def article_ids(folder: str | os.PathLike[str], files: list[Path] | None = None) -> dict[Path, str]:
    """The id of each article file under a folder, different for different files: a slug of the path from the folder on.

    Where two paths give one slug, the later one in the order of paths carries a mark made from its path. The articles of a file of many
    have ids of their own (:func:`dramatis.readers.naming.record_id`).
    """
    files = article_files(folder) if files is None else files
    return dict(zip(files, folder_ids(path.relative_to(folder).as_posix() for path in files), strict=True))


def remote_ids(address: str) -> dict[str, str]:
    """The id of each article file in a folder that fsspec opens (``s3://bucket/inbox/``), by its address; as :func:`article_ids`.

    Raises
    ------
    ArticleError
        At once, where there is no such folder, or it cannot be opened.
    """
    with _naming(address, "folder"):
        found = {file: path for file, path in remote_files(address).items() if all(map(is_article_name, path.split("/")))}
    return dict(zip(found, folder_ids(found.values()), strict=True))


def read_folder(folder: str | os.PathLike[str]) -> Iterator[Article | Unread]:
    """All articles under a folder, in the order of their paths, of files of many all; what could not be read is an :class:`Unread`.

    Which files count is told by :func:`article_files`.

    Raises
    ------
    ArticleError
        At once, where there is no such folder or it cannot be opened.
    """
    ids = article_ids(folder)
    return (article for path in ids for article in _articles(str(path), ids[path], id=ids[path]))


def article_of(record: Record, base: str, stem: str, *, id: str | None = None) -> Article | Unread:
    """The article of a record, or why it is none.

    Parameters
    ----------
    record : Record
        Of the file at `base`.
    base : str
        Path or address of the file.
    stem : str
        A slug for the file; ids that are not unique by themselves begin with it.
    id : str or None
        The id of the article of a file that holds but one.
    """
    address = f"{base}#{record.place}" if record.place else base
    try:
        with _naming(address):
            return _article(record, base, id, stem)
    except ArticleError as error:
        return Unread(_source(address), str(error))


def _articles(source: str, stem: str, *, id: str | None = None, allow_private: bool = False) -> Iterator[Article | Unread]:
    try:
        with _naming(source):
            if os.path.islink(source) and not os.path.exists(source):
                raise ArticleError("is a link to no file; mend it, or leave it out of the folder")
            base, place = split_address(source)
            for record in _records(base, allow_private):
                if not place or _within(record.place, place):
                    yield article_of(record, base, stem, id=None if record.place else id)
    except ArticleError as error:
        yield Unread(_source(source), str(error))


def _records(base: str, allow_private: bool) -> Iterator[Record]:
    """The records of a path or address; a file of one article has one, whose place is empty."""
    if is_address(base):
        from dramatis.readers.pages import records_of_address

        yield from records_of_address(base, allow_private=allow_private)
        return
    with opened(base) as file:
        yield from records_of(file)


def _one(records: Iterable[Record], place: str) -> Record:
    """The record at a place, or the only one."""
    found = list(islice((record for record in records if not place or _within(record.place, place)), 2))
    if not found:
        raise ArticleError(f"has no article {place}; give the number of one that it has" if place else "holds no articles")
    if len(found) > 1 and found[0].place != place:
        raise ArticleError(
            f"holds several articles; give one of them (…#{found[0].place}), or read them all with dramatis analyze --json-lines"
        )
    return found[0]


def _within(place: str, wanted: str) -> bool:
    return place == wanted or place.startswith(f"{wanted}#")


def _article(record: Record, base: str, id: str | None, stem: str) -> Article:
    if record.draft is None:
        raise ArticleError(record.error)
    draft = record.draft if record.place == "" else with_top(record.draft)
    text = _checked(draft)
    member = record.place if re.search(r"\D", record.place) else ""
    name = re.split(r"[\\/#]", member.partition("#")[0] or base.rstrip("\\/"))[-1]
    article = make_article(
        text,
        id=id or _id(draft, record.place, stem, base),
        title=draft.title,
        date=draft.date or (None if is_address(base) else date_of_name(name)),
        source=_source(draft.url or (f"{base}#{record.place}" if record.place else base)),
    )
    check_english(article.text, draft.language)
    return replace(article, publisher=draft.publisher, author=draft.author)


def _id(draft: Draft, place: str, stem: str, base: str) -> str | None:
    if not place:
        return record_id(replace(draft, id=None, url=draft.url or base), "") if is_address(base) else stem or None
    member, _, number = place.rpartition("#")
    if number.isdigit():
        return record_id(draft, "-".join(filter(None, (stem, slugify(without_suffixes(member))))))
    return member_id(place, stem)


def _checked(draft: Draft) -> str:
    """The text of a draft, where it is one that can be analyzed."""
    if not draft.text:
        raise ArticleError("is empty; put the text of an article into it")
    if not any(character.isalpha() for character in draft.text):
        raise ArticleError("holds no letters; put the text of an article into it")
    if len(draft.text) > MAX_CHARACTERS:
        raise ArticleError(f"has {len(draft.text):,} characters; at most {MAX_CHARACTERS:,} are analyzed: split it into its articles")
    return draft.text


def _stem(base: str) -> str:
    """A slug of the name of a file or address."""
    if is_address(base):
        return slugify(re.sub(r"^\w+://(?:www\.)?|[?#].*$", "", base).rstrip("/"))
    return slugify(without_suffixes(re.split(r"[\\/]", base.rstrip("\\/"))[-1]))


@contextmanager
def _naming(source: str, what: str = "article") -> Iterator[None]:
    """Put the name of the article before what went wrong with it."""
    try:
        yield
    except ArticleError as error:
        raise ArticleError(f"{what} {shown(_source(source))} {error}") from error.__cause__
    except OSError as error:
        raise ArticleError(f"{what} {shown(_source(source))} {_reason(error)}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "does not exist; give the path of a file with an article, or a web address"
    if isinstance(error, PermissionError):
        return "may not be read by this user; allow it (chmod u+r) or give another file"
    return f"cannot be opened ({error.strerror or error}); give the path of a file with an article, or a web address"


def _source(path: str) -> str:
    """A path or address as text, also where its bytes are none."""
    return path.encode("utf-8", "backslashreplace").decode()
