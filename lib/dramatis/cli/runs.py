"""The verbs of scheduled work."""

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from dramatis.cli.app import app
from dramatis.cli.console import print_text, say
from dramatis.cli.options import LexiconOption, ParameterOption, PipelineOption, notebook_parameters
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__: list[str] = []


@app.command()
def run(  # noqa: PLR0913 (options of a command line)
    source: Annotated[str, typer.Argument(metavar="CONFIG.toml|INBOX", help="A configuration, or a folder of articles.")] = "",
    reports: Annotated[
        Path | None, typer.Option("--reports", metavar="FOLDER", help="Folder for the pages; reports if none is given.")
    ] = None,
    parameter: ParameterOption = None,
    pipeline: PipelineOption = "",
    lexicon: LexiconOption = "",
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="Articles at a time; 0: as the configuration says, else 1.")] = 0,
    wait: Annotated[float, typer.Option("--wait", min=0, metavar="SECONDS", help="Wait so long for another run to end.")] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing where nothing was made and nothing failed.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Print a configuration with comments, and leave.")] = False,
) -> None:
    """Do all that is new or changed since the last run: pages of articles, the gallery, the store, pages over it, what changed.

    Made to be called on a schedule: what did not change is skipped, a bad article does not stop the rest. The exit status is 0 where all
    went well, 1 where some articles failed, 2 where nothing could be done.
    """
    if example:
        from dramatis.resources import resource

        print_text(resource("examples/run.toml").read_text(encoding="utf-8").rstrip("\n"))
        return
    if not source:
        raise ParameterError("nothing is given to run; give a configuration or a folder of articles; see: dramatis run --example")
    given = notebook_parameters(parameter, pipeline, lexicon)
    signal.signal(signal.SIGTERM, _leave)
    summary = (
        _run_config(source, reports, given, jobs, wait) if source.endswith(".toml") else _run_inbox(source, reports, given, jobs, wait)
    )
    if not (quiet and summary.is_quiet):
        print_text("\n".join(summary.lines))
    raise typer.Exit(summary.exit_status)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """End with all child processes, and the lock freed, as a service manager asks for."""
    say("the run was ended from outside; what was finished is kept, and the next run goes on")
    sys.exit(128 + number)


def _run_inbox(inbox: str, reports: Path | None, given: list[str], jobs: int, wait: float):
    from dramatis.jobs import run_inbox
    from dramatis.report import parse_parameters

    return run_inbox(inbox, reports or Path("reports"), parameters=parse_parameters(given), jobs=jobs or 1, wait_s=wait)


def _run_config(path: str, reports: Path | None, given: list[str], jobs: int, wait: float):
    from dramatis.jobs import read_config, run

    if reports or given:
        raise ParameterError(f"{visible(path)!r} says where pages go and with which parameters; change it there, or give a folder instead")
    config = read_config(path)
    if jobs:
        config = config.model_copy(update={"limits": config.limits.model_copy(update={"jobs": jobs})})
    return run(config, wait_s=wait)
