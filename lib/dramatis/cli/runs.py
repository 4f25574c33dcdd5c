"""The verbs of scheduled work."""

from pathlib import Path
from typing import Annotated

import typer

from dramatis.cli.app import app
from dramatis.cli.console import print_text
from dramatis.cli.options import LexiconOption, ParameterOption, PipelineOption, ReportsOption, notebook_parameters

__all__: list[str] = []


@app.command()
def run(
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="Folder of articles.")],
    reports: ReportsOption = Path("reports"),
    parameter: ParameterOption = None,
    pipeline: PipelineOption = "",
    lexicon: LexiconOption = "",
) -> None:
    """Render every article of a folder that is new or changed since the last run, and the page that lists all reports.

    Made to be called on a schedule: what did not change is skipped, a bad article does not stop the rest. The exit status is 0 where all
    went well, 1 where some articles failed, 2 where nothing could be done.
    """
    from dramatis.jobs import run_inbox
    from dramatis.report import parse_parameters

    summary = run_inbox(inbox, reports, parameters=parse_parameters(notebook_parameters(parameter, pipeline, lexicon)))
    print_text("\n".join(summary.lines))
    raise typer.Exit(summary.exit_status)
