"""Readers: files of articles to :class:`~dramatis.article.Article` records.

Each module reads one format: it has ``SUFFIXES`` and ``parse(data) -> Draft``. To add a format, write such a module and name it in
:data:`READERS`. What each format takes as title, date and paragraphs is in ``docs/reading.md``.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from dramatis.article import Article, make_article, slugify
from dramatis.errors import ArticleError
from dramatis.readers import markdown, text
from dramatis.readers.dates import date_of_name
from dramatis.readers.draft import Draft, shown
from dramatis.readers.language import check_english

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "READERS", "Unread", "article_files", "article_ids", "read", "read_folder", "read_stream"]

MAX_BYTES = 5_000_000
"""The largest file that is read, in bytes."""
MAX_CHARACTERS = 1_000_000
"""The longest text that is analyzed, in characters; it is spaCy's own limit."""

READERS: dict[str, Callable[[bytes], Draft]] = {suffix: module.parse for module in (text, markdown) for suffix in module.SUFFIXES}
"""The reader of each suffix. A file with a suffix that is neither here nor in the list of other formats is read as plain text."""

_OTHER_FORMATS = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml"), "an HTML page"),
    **dict.fromkeys((".pdf",), "a PDF file"),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".epub", ".pages"), "a word processor's file"),
    **dict.fromkeys((".csv", ".tsv", ".xls", ".xlsx", ".ods", ".parquet"), "a table"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom", ".yml", ".yaml", ".toml"), "a data file"),
    **dict.fromkeys((".zip", ".gz", ".bz2", ".xz", ".7z", ".tar", ".warc"), "an archive"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff"), "a picture"),
    **dict.fromkeys((".py", ".ipynb", ".js", ".css", ".sh"), "a program"),
}


@dataclass(frozen=True)
class Unread:
    """An article that could not be read.

    Attributes
    ----------
    source : str
        Path as given.
    error : str
        Why, on one line, and what to do.
    """

    source: str
    error: str


def read(path: str | os.PathLike[str], *, id: str | None = None) -> Article:
    """The article in a file of plain text or Markdown.

    Parameters
    ----------
    path : str or path
        The file. Its suffix tells the format; any other suffix than those of known formats counts as plain text.
    id : str or None
        The id of the article; made from the name of the file where none is given.

    Returns
    -------
    Article
        With the title and date that the file gives, else None; see ``docs/reading.md``.

    Raises
    ------
    ArticleError
        Where there is no such file, it cannot be opened, it is too large, empty, not text, or not English. The message is one line.
    """
    source = _source(path)
    with _naming(source):
        suffix = Path(source).suffix.lower()
        if suffix in _OTHER_FORMATS:
            _open(path).close()
            raise ArticleError(
                f"is {_OTHER_FORMATS[suffix]}; plain text and Markdown are read: save its text as a .txt or .md file and give that file"
            )
        with _open(path) as file:
            return _article(_bytes(file), READERS.get(suffix, text.parse), source, id)


def read_stream(file: BinaryIO, source: str = "-", *, id: str | None = None) -> Article:
    """The article that an open binary file holds as plain text; see :func:`read`."""
    with _naming(source):
        return _article(_bytes(file), text.parse, source, id)


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
    source = _source(folder)
    with _naming(source, "folder"):
        if not os.path.isdir(folder):
            problem = (
                "is a file; a folder is read here" if os.path.exists(folder) else "does not exist; give the path of a folder with articles"
            )
            raise ArticleError(problem)
        os.scandir(folder).close()
        found = []
        for place, folders, names in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(place, name) for name in names if _is_article_name(name)]
        return sorted(path for path in found if path.is_file() or path.is_symlink())


def article_ids(folder: str | os.PathLike[str], files: list[Path] | None = None) -> dict[Path, str]:
    """The id of each article file under a folder, different for different files: a slug of the path from the folder on.

    Where two paths give one slug, the later one in the order of paths carries a mark made from its path.
    """
    ids: dict[Path, str] = {}
    taken: set[str] = set()
    for path in article_files(folder) if files is None else files:
        relative = path.relative_to(folder)
        mark = hashlib.sha256(os.fsencode(relative.as_posix())).hexdigest()[:10]
        slug = slugify(re.sub(r"\.\w{1,8}$", "", relative.as_posix()), longest=69)
        found = slug if slug and slug not in taken else f"{slug or 'article'}-{mark}"
        ids[path] = found
        taken.add(found)
    return ids


def read_folder(folder: str | os.PathLike[str]) -> Iterator[Article | Unread]:
    """All articles under a folder, in the order of their paths; what could not be read is an :class:`Unread`.

    Which files count is told by :func:`article_files`.

    Raises
    ------
    ArticleError
        At once, where there is no such folder or it cannot be opened.
    """
    ids = article_ids(folder)
    return (_read_or_not(path, ids[path]) for path in ids)


def _read_or_not(path: Path, id: str) -> Article | Unread:
    try:
        if not path.is_file():
            raise ArticleError(f"article {shown(_source(path))} is a link to no file; mend it, or leave it out of the folder")
        return read(path, id=id)
    except ArticleError as error:
        return Unread(source=_source(path), error=str(error))


def _article(data: bytes, parse: Callable[[bytes], Draft], source: str, id: str | None) -> Article:
    draft = parse(data)
    if not draft.text:
        raise ArticleError("is empty; put the text of an article into it")
    if not any(character.isalpha() for character in draft.text):
        raise ArticleError("holds no letters; put the text of an article into it")
    if len(draft.text) > MAX_CHARACTERS:
        raise ArticleError(f"has {len(draft.text):,} characters; at most {MAX_CHARACTERS:,} are analyzed: split it into its articles")
    article = make_article(
        draft.text,
        id=id,
        title=draft.title,
        date=draft.date or date_of_name(os.path.basename(source)),
        source=source,
    )
    check_english(article.text, draft.language)
    return replace(article, publisher=draft.publisher, author=draft.author)


def _bytes(file: BinaryIO) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = os.fstat(file.fileno()).st_size if hasattr(file, "fileno") else 0
        is_what = f"is {size / 1e6:,.1f} MB large" if size > MAX_BYTES else "is too large"
        raise ArticleError(f"{is_what}; at most {MAX_BYTES / 1e6:.0f} MB are read: split it into its articles")
    return data


def _open(path: str | os.PathLike[str]) -> BinaryIO:
    if re.match(r"\w+://", str(path)):
        raise ArticleError("is a web address; files are read: save the text of the page as a .txt file and give that file")
    if os.path.isdir(path):
        raise ArticleError(
            "is a folder; a file is read here: give one of its files, or read the folder with dramatis analyze FOLDER --json-lines"
        )
    if "\0" in os.fsdecode(path):
        raise ArticleError("is no path, for it holds a null character; give the path of a text or Markdown file")
    return open(path, "rb")


@contextmanager
def _naming(source: str, what: str = "article") -> Iterator[None]:
    """Put the name of the article before what went wrong with it."""
    try:
        yield
    except ArticleError as error:
        raise ArticleError(f"{what} {shown(source)} {error}") from error.__cause__
    except OSError as error:
        raise ArticleError(f"{what} {shown(source)} {_reason(error)}") from error


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "does not exist; give the path of a text or Markdown file"
    if isinstance(error, PermissionError):
        return "may not be read by this user; allow it (chmod u+r) or give another file"
    return f"cannot be opened ({error.strerror or error}); give the path of a text or Markdown file"


def _is_article_name(name: str) -> bool:
    stem = name.partition(".")[0]
    hidden = not stem or name.endswith("~")
    return not hidden and stem.upper() not in ("README", "SOURCE") and not name.endswith(".SOURCE")


def _source(path: str | os.PathLike[str]) -> str:
    return os.fsdecode(path).encode("utf-8", "backslashreplace").decode()
