"""The command line's root: its name, its version, its help."""

from typing import Annotated

import typer

import dramatis
from dramatis.cli.console import Verbs, print_text

__all__ = ["app"]

app = typer.Typer(
    cls=Verbs,
    name="dramatis",
    help="Read the news and show its cast: who is mentioned, who says what, and what it is about.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print_text(f"dramatis {dramatis.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read the news and show its cast: who is mentioned, who says what, and what it is about."""
