"""Articles from the web into an inbox."""

from pathlib import Path
from typing import Annotated

import typer

from dramatis.cli.app import app
from dramatis.cli.console import NOTHING_DONE, SOME_FAILED, print_text, say
from dramatis.cli.options import PrivateOption

__all__: list[str] = []


@app.command()
def fetch(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS…", help="Web addresses of pages, feeds or documents.")],
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Folder for the articles; made where it does not exist.")],
    allow_private: PrivateOption = False,
) -> None:
    """Fetch articles from the web into a folder, as Markdown files with front matter.

    Of a feed all entries are fetched that the folder does not have yet, so the same command can be called on a schedule. The path of each
    new article is printed. What cannot be fetched is told on standard error, and the exit status is 1; 2 where nothing could be.
    """
    from dramatis.readers import Unread
    from dramatis.readers.fetch import Session
    from dramatis.readers.inbox import fetch_to

    failed = done = 0
    for one in fetch_to(addresses, to, session=Session(allow_private)):
        if isinstance(one, Unread):
            failed += 1
            say(one.error)
        else:
            done += 1
            print_text(str(one))
    raise typer.Exit((SOME_FAILED if done or failed < len(addresses) else NOTHING_DONE) if failed else 0)
