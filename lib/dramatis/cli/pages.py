"""The verb for pages over many articles."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from dramatis.cli.app import app
from dramatis.cli.console import SOME_FAILED, print_text, say
from dramatis.cli.options import ParameterOption, ReportsOption
from dramatis.cli.store import keep_up

__all__: list[str] = []

_ASKED = {"actor": "the actor named most often", "topic": "the most frequent subject"}
"""Pages of one thing, which a parameter called as the page names, and what they show where it does not."""


@app.command()
def page(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="corpus, actor, topic, compare, quality, changes or tour.")],
    store: Annotated[Path, typer.Option("--store", metavar="FOLDER", help="Folder of the store.")] = Path("store"),
    reports: ReportsOption = Path("reports"),
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="First day of the articles; for changes a day or a time.")] = "",
    parameter: ParameterOption = None,
) -> None:
    """Render a page over the articles of a store: FOLDER/KIND/index.html.

    Which actor, topic, articles or time: parameters of the notebook of that name, such as -p actor="Ngozi Okafor". The page
    of changes shows what came into the store since a day or a time (UTC), by default since the beginning of the day of the last change.
    The path of the page and a summary are printed. The exit status is 1 where a step of the page failed, 2 where there is no page.
    """
    from dramatis.report import find, parse_parameters
    from dramatis.report.corpus import page_notebook, run_page
    from dramatis.resources import resource
    from dramatis.store import existing_store
    from dramatis.store.manifest import MANIFEST

    given = [*(parameter or []), *([f"since={since}"] if since else [])]
    values = parse_parameters(given, resource(page_notebook(kind)))
    if (Path(find(os.fspath(store))) / MANIFEST).is_file():
        keep_up(existing_store(find(os.fspath(store))), None)
    if kind == "changes":
        values = _with_failures(values, reports)
    if kind in _ASKED and not values.get(kind):
        say(f'no {kind} is named, so the page shows {_ASKED[kind]}; name one with -p {kind}="…"')
    made = run_page(kind, store, reports, parameters=values)
    print_text("\n".join(made.summary))
    raise typer.Exit(0 if made.ok else SOME_FAILED)


def _with_failures(values: dict[str, Any], reports: Path) -> dict[str, Any]:
    """With the articles that wait in quarantine, where none are given."""
    from dramatis.jobs.quarantine import failures

    waiting = [f"{failure.article}: {failure.reason}" for failure in failures(reports).values()]
    return {"failed": waiting} | values if waiting else values
