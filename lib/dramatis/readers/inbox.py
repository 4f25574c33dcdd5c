"""From the web into a folder: articles as Markdown files with front matter, each fetched once."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dramatis.article import Article
from dramatis.errors import ArticleError
from dramatis.files import replace as replace_file
from dramatis.readers import Unread, article_of
from dramatis.readers.draft import Draft, Record
from dramatis.readers.feed import entries
from dramatis.readers.fetch import Session, fetch, parsed
from dramatis.readers.naming import record_id
from dramatis.readers.pages import is_feed, records_of_fetched

__all__ = ["as_markdown", "fetch_to", "save"]

MOST_ENTRIES = 500
"""Entries of one feed that are looked at."""


def fetch_to(addresses: Iterable[str], folder: str | os.PathLike[str], *, session: Session | None = None) -> Iterator[Path | Unread]:
    """Fetch pages and feeds, and save their articles in a folder; the path of each that is new, or why there is none.

    Of a feed, entries that hold their article are saved as they are; of those with only a link the page is fetched. An entry that was saved
    before is not fetched again.

    Parameters
    ----------
    addresses : iterable of str
        Of pages, feeds, and documents of any format that is read.
    folder : path
        Made where it does not exist.
    session : Session, optional
        Limits, and whether private networks may be fetched from.
    """
    session, folder = session or Session(), Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArticleError(f"folder {str(folder)!r} cannot be made ({error.strerror}); give another one with --to") from error
    for address in addresses:
        yield from _of_address(address, folder, session)


def save(article: Article, folder: Path) -> Path | None:
    """Save an article under its id, whole or not at all; None where it is there with the same content."""
    target, content = folder / f"{article.id}.md", as_markdown(article)
    if target.exists() and target.read_bytes() == content.encode("utf-8"):
        return None
    replace_file(target, content)
    return target


def as_markdown(article: Article) -> str:
    """An article as Markdown with front matter, from which :func:`dramatis.read` makes the same text, title, date, source and names."""
    import yaml

    told = {"title": article.title, "date": article.date, "url": article.source, "source": article.publisher, "author": article.author}
    head = yaml.safe_dump({key: value for key, value in told.items() if value}, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{head}---\n\n" + "\n\n".join(_escaped(paragraph) for paragraph in article.text.split("\n\n")) + "\n"


def _of_address(address: str, folder: Path, session: Session) -> Iterator[Path | Unread]:
    try:
        fetched = fetch(address, session)
        if not is_feed(fetched):
            yield from _saved(records_of_fetched(fetched), fetched.url, folder)
            return
        drafts = entries(fetched.data)[:MOST_ENTRIES]
    except ArticleError as error:
        yield Unread(address, f"article {address!r} {error}")
        return
    for draft in drafts:
        yield from _of_entry(draft, fetched.url, folder, session)


def _of_entry(draft: Draft, feed: str, folder: Path, session: Session) -> Iterator[Path | Unread]:
    """An entry of a feed: its own text, or the page that it links to, unless that was saved before."""
    if draft.text:
        yield from _saved([Record("", draft)], feed, folder)
        return
    if not draft.url:
        yield Unread(feed, f"feed {feed!r} has an entry with neither text nor link ({(draft.title or 'without a title')[:80]!r})")
        return
    seen = folder / ".fetched" / record_id(Draft(text="", url=draft.url), "")
    if seen.exists():
        return
    try:
        parsed(draft.url)
        fetched = fetch(draft.url, session)
        if is_feed(fetched):
            raise ArticleError("is a feed in a feed; give its address by itself")
        made = list(_saved(records_of_fetched(fetched), fetched.url, folder))
    except ArticleError as error:
        yield Unread(draft.url, f"article {draft.url!r} {error}")
        return
    yield from made
    if not any(isinstance(one, Unread) for one in made):
        seen.parent.mkdir(exist_ok=True)
        seen.touch()


def _saved(records: Iterable[Record], base: str, folder: Path) -> Iterator[Path | Unread]:
    """Save the articles of what was fetched, under ids made from titles and addresses."""
    for record in records:
        draft = record.draft and replace(record.draft, url=record.draft.url or _address(base, record.place), id=None)
        article = article_of(replace(record, draft=draft), base, "", id=draft and record_id(draft, ""))
        found = article if isinstance(article, Unread) else save(article, folder)
        if found:
            yield found


def _address(base: str, place: str) -> str:
    return f"{base}#{place}" if place else base


def _escaped(paragraph: str) -> str:
    """A paragraph in which nothing is markup: signs of Markdown with a backslash before them."""
    text = re.sub(r"([\\`*_\[\]<>&|~!])", r"\\\1", paragraph)
    return re.sub(r"^(\s*)(?:([#+=-])|(\d+)([.)]))", lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", text)
