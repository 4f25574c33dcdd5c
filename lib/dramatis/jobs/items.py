"""The articles that a run finds, each with what tells whether it changed; files of many articles are listed once a version."""

import glob
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dramatis.article import Article, slugify
from dramatis.errors import ArticleError
from dramatis.files import replace as write_whole
from dramatis.markup import visible
from dramatis.readers import Unread, article_files, article_ids, article_of
from dramatis.readers.formats import Format, format_of, records_of
from dramatis.readers.naming import marked, same_id, without_suffixes
from dramatis.readers.opening import opened

__all__ = ["Item", "check_inboxes", "distinct", "found_items"]

INDEX = ".index"
"""Folder, in the reports folder, with the list of each file of many articles; it may be deleted at any time."""


@dataclass(frozen=True)
class Item:
    """One article that is there to be read.

    Attributes
    ----------
    identity : str
        The same in every run: the absolute path; of an article in a file of many, with the article's id behind a ``#``.
    address : str
        What a reader is given.
    id : str
        A slug; the name of its page's folder is made from it.
    digest : str
        A hash that changes with what is read; empty where nothing can be.
    problem : str
        Why it cannot be read, where that is known already; else empty.
    store : str
        Folder of the store that it is taken from; empty for an article of a file.
    text : str
        Hash of its text, where a file of many or a store gives it its id; else empty.
    """

    identity: str
    address: str
    id: str
    digest: str
    problem: str = ""
    store: str = ""
    text: str = ""


def found_items(inboxes: tuple[str, ...], reports: Path, version: str) -> list[Item]:
    """All articles of the inboxes, in their order; :func:`distinct` has each once, with an id of its own.

    Parameters
    ----------
    inboxes : tuple of str
        Folders, files and patterns.
    reports : Path
        Where lists of files of many are kept.
    version : str
        Of the code; lists that another version made are made anew.

    An inbox that is missing is an item with a problem.
    """
    files, missing = _files(inboxes)
    gone = [Item(os.path.abspath(name), name, slugify(Path(name).name) or "inbox", "", str(error)) for name, error in missing.items()]
    index = reports / INDEX
    found = [item for path, identifier in files.items() for item in _items(path, identifier, index, version)]
    _forget(index)
    return [*found, *gone]


def check_inboxes(inboxes: tuple[str, ...]) -> None:
    """Raise where there are inboxes and none of them can be opened.

    Raises
    ------
    ArticleError
        Of the first.
    """
    _, missing = _files(inboxes)
    if inboxes and len(missing) == len(inboxes):
        raise missing[inboxes[0]]


def _files(inboxes: tuple[str, ...]) -> tuple[dict[str, str], dict[str, ArticleError]]:
    """Paths with their ids, and inboxes that are not there."""
    files: dict[str, str] = {}
    seen: set[str] = set()
    missing = {}
    for inbox in inboxes:
        try:
            ids = _of_inbox(inbox)
        except ArticleError as error:
            missing[inbox] = error
            continue
        for path, identifier in ids.items():
            if os.path.abspath(path) not in seen:
                seen.add(os.path.abspath(path))
                files[path] = identifier
    return files, missing


def _of_inbox(inbox: str) -> dict[str, str]:
    if os.path.isfile(inbox):
        return {inbox: _stem(inbox)}
    if not os.path.isdir(inbox) and glob.has_magic(inbox):
        found: dict[str, str] = {}
        for match in sorted(glob.glob(inbox, recursive=True)):
            found |= {match: _stem(match)} if os.path.isfile(match) else {}
        return found
    return {str(path): identifier for path, identifier in article_ids(inbox, article_files(inbox)).items()}


def _items(path: str, identifier: str, index: Path, version: str) -> Iterator[Item]:
    identity = os.path.abspath(path)
    try:
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        form = _form(path)
    except OSError as error:
        yield Item(identity, path, identifier, "", f"article {visible(path)!r} cannot be read ({error.strerror}); see who may read it")
        return
    if form is None or form.parse:
        yield Item(identity, path, identifier, digest)
        return
    for place, article_id, content, problem, text in _listed(path, identifier, digest, index, version):
        address = f"{path}#{place}" if place else path
        yield Item(f"{identity}#{article_id or place}", address, article_id or identifier, content, problem, text=text)


def _form(path: str) -> Format | None:
    """The format of a file; None where it is none that is read, which its reader will tell."""
    try:
        with opened(path) as file:
            return format_of(file)
    except ArticleError:
        return None


def _listed(path: str, stem: str, digest: str, index: Path, version: str) -> list[tuple[str, str, str, str, str]]:
    """Place, id, hash, problem and hash of the text of each article in a file of many; kept, so that it is read once a version."""
    name = hashlib.sha256(f"{digest} {version} {os.path.abspath(path)}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    kept = index / f"{name}.json"
    with suppress(OSError, ValueError):
        return [tuple(row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    made = list(_rows(path, stem))
    with suppress(OSError):  # it will be made again
        index.mkdir(parents=True, exist_ok=True)
        write_whole(kept, json.dumps(made, ensure_ascii=False))
    return made


def _rows(path: str, stem: str) -> Iterator[tuple[str, str, str, str, str]]:
    try:
        with opened(path) as file:
            for record in records_of(file):
                made = article_of(record, path, stem)
                yield (record.place, *_row(made))
    except (ArticleError, OSError) as error:
        yield "", "", "", f"article {visible(path)!r} {error}", ""


def _row(made: Article | Unread) -> tuple[str, str, str, str]:
    if isinstance(made, Unread):
        return "", hashlib.sha256(made.error.encode()).hexdigest(), made.error, ""
    content = json.dumps(asdict(made), ensure_ascii=False, sort_keys=True)
    return made.id, hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(), "", made.sha256


def distinct(items: list[Item]) -> tuple[list[Item], int]:
    """Each article once, each with an id of its own; and how many were left out, since they have the id and the text of an earlier one.

    Of files of one article the later one gets a mark in its id, made from its path. What has an id of its own, in a file of many or in a
    store, and another text than the first with that id, is an item with a problem.
    """
    found: dict[str, Item] = {}
    identities, repeated = set(), 0
    for item in items:
        first = found.get(item.id)
        if first and item.text and first.text == item.text:
            repeated += item.address != first.address
        elif item.identity not in identities:
            made = _apart(item, first) if first else item
            found[made.id] = made
        elif first and item.text and item.address != first.address:  # an id twice in one file
            made = _apart(replace(item, identity=os.path.abspath(item.address)), first)
            found[made.id] = made
        identities.add(item.identity)
    return list(found.values()), repeated


def _apart(item: Item, first: Item) -> Item:
    """An item that has the id of an earlier one, with another id."""
    made = replace(item, id=marked(item.id, item.identity))
    if not (item.text and first.text):
        return made
    problem = same_id(item.id, item.address, first.address)
    return replace(made, problem=problem, digest=hashlib.sha256(problem.encode("utf-8", "surrogateescape")).hexdigest())


def _forget(index: Path) -> None:
    """Delete the oldest lists where there are very many."""
    kept = sorted(index.glob("*.json"), key=lambda path: path.stat().st_mtime) if index.is_dir() else []
    for path in kept[:-1000]:
        path.unlink(missing_ok=True)


def _stem(path: str) -> str:
    return slugify(without_suffixes(os.path.basename(path))) or "article"
