"""The verb that removes articles."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dramatis.cli.app import app
from dramatis.cli.console import NOTHING_DONE, print_text, say
from dramatis.cli.store import StoreOption
from dramatis.errors import ParameterError
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.forgetting import Match
    from dramatis.store import Store

__all__: list[str] = []


@app.command()
def forget(  # noqa: PLR0913 (options of a command line)
    articles: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID…", help="Ids, beginnings of ids (three characters or more), addresses, titles or words of a title."),
    ] = None,
    store: StoreOption = Path("store"),
    pages: Annotated[Path, typer.Option("--pages", "--reports", metavar="FOLDER", help="Folder of the pages.")] = Path("reports"),
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Stands in the list of removed articles; name nobody.")] = "",
    may_return: Annotated[bool, typer.Option("--may-return", help="Let a later run bring it back.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what is meant, and leave.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    render: Annotated[bool, typer.Option(help="Make pages over many articles anew; else they are removed.")] = True,
    listed: Annotated[bool, typer.Option("--list", help="Print the list of removed articles, and leave.")] = False,
    allow: Annotated[str, typer.Option("--allow-again", metavar="ID", help="Take an article off that list, and leave.")] = "",
) -> None:
    """Remove articles from a store and from all pages, and have no later run bring them back.

    Every table loses them, their bytes leave the disk, their pages go; gallery, feed and the pages over many articles are made anew. A list
    of removed articles (hashes only) keeps later runs from taking them again. Their files in an inbox, exports and backups are yours to
    delete.
    """
    from dramatis.forgetting import alike, matches, the_one
    from dramatis.forgetting import forget as remove
    from dramatis.store import existing_store

    found = existing_store(store)
    if listed or allow:
        raise typer.Exit(_list(found) if listed else _allowed(found, allow))
    if not articles:
        raise ParameterError("no article is named; give an id, an address or words of a title; see: dramatis forget --help")
    if dry_run:
        meant = [one for asked in articles for one in matches(found, asked, pages) or [the_one(found, asked, pages)]]
    else:
        meant = [the_one(found, asked, pages) for asked in articles]
    print_text("\n".join(map(_line, meant)))
    others = alike(found, [one.article_id for one in meant])
    if others:
        say(f"with the same text, or most of it, stay in the store: {', '.join(map(visible, others[:10]))}")
    if dry_run:
        return
    if not yes and not _agreed(len(meant)):
        raise typer.Exit(NOTHING_DONE)
    there = remove(found, meant, reason=reason, may_return=may_return)
    files = [f"its file is still there: {one.source}" for one in meant if one.source and Path(one.source).is_file()]
    print_text("\n".join([f"removed from the store: {there}", *_clear(found, meant, pages, render), *files]))


def _clear(store: "Store", meant: "list[Match]", pages: Path, render: bool) -> list[str]:
    """What became of the pages, in lines."""
    from dramatis.forgetting import clear

    if not pages.is_dir():
        say(f"there is no folder of pages {str(pages)!r}; where there are pages elsewhere, say so with --pages FOLDER")
        return []
    done = clear(pages, store, meant, render=render, progress=lambda what: say(f"making {what} anew"))
    dropped = [f"removed, for it was not made anew: {pages / name}: {why}" for name, why in done.dropped]
    return [f"pages of articles removed: {len(done.pages)}", *(f"made anew: {pages / name}" for name in done.rendered), *dropped]


def _line(one: "Match") -> str:
    place = "" if one.stored else " (not in the store)"
    return "\t".join([visible(one.article_id), one.date or "undated", visible(one.title or ""), visible(one.source)]) + place


def _agreed(number: int) -> bool:
    if not sys.stdin.isatty():
        raise ParameterError("nobody can be asked here; give --yes to remove without asking, or --dry-run to see what is meant")
    return typer.confirm(f"Remove {'this article' if number == 1 else f'these {number} articles'}?", err=True)


def _list(store: "Store") -> int:
    rows = [f"{one.entry}\t{one.day}\t{visible(one.reason)}" for one in store.removed()]
    print_text("\n".join(rows) if rows else "no article is on the list of removed ones")
    return 0


def _allowed(store: "Store", article: str) -> int:
    if store.allow(article):
        print_text(f"{visible(article)} may come back with the next run")
        return 0
    say(f"{visible(article)!r} is not on the list of removed articles; see: dramatis forget --list")
    return NOTHING_DONE
