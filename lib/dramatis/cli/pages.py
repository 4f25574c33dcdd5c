"""The verb for pages over many articles."""

from pathlib import Path
from typing import Annotated

import typer

from dramatis.cli.app import app
from dramatis.cli.console import SOME_FAILED, print_text
from dramatis.cli.options import ParameterOption, ReportsOption

__all__: list[str] = []


@app.command()
def page(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="corpus, actor, topic, compare, quality or tour.")],
    store: Annotated[Path, typer.Option("--store", metavar="FOLDER", help="Folder of the store.")] = Path("store"),
    reports: ReportsOption = Path("reports"),
    parameter: ParameterOption = None,
) -> None:
    """Render a page over the articles of a store: FOLDER/KIND/index.html.

    Which actor, topic, articles or time: parameters of the notebook of that name, such as -p actor="Ngozi Okafor" -p since=2020-01-01.
    The path of the page and a summary are printed. The exit status is 1 where a step of the page failed, 2 where there is no page.
    """
    from dramatis.report import parse_parameters
    from dramatis.report.corpus import page_notebook, run_page
    from dramatis.resources import resource

    values = parse_parameters(parameter or [], resource(page_notebook(kind)))
    made = run_page(kind, store, reports, parameters=values)
    print_text("\n".join(made.summary))
    raise typer.Exit(0 if made.ok else SOME_FAILED)
