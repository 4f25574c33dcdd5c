"""Options that several verbs have."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["LexiconOption", "ParameterOption", "PipelineOption", "PrivateOption", "ReportsOption", "notebook_parameters"]

PipelineOption = Annotated[str, typer.Option("--pipeline", metavar="NAME", help="spaCy pipeline to use: its name, or its folder.")]
LexiconOption = Annotated[str, typer.Option("--lexicon", metavar="FOLDER", help="Folder with your own lexicons; they go before ours.")]
ReportsOption = Annotated[Path, typer.Option("--reports", metavar="FOLDER", help="Folder for the pages; made where it does not exist.")]
ParameterOption = Annotated[
    list[str] | None,
    typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="Value for a parameter of the notebook; may be given again."),
]

PrivateOption = Annotated[bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses too.")]


def notebook_parameters(texts: list[str] | None, pipeline: str, lexicon: str) -> list[str]:
    """Values for parameters of a notebook, as NAME=VALUE, from all options that give one."""
    options = {"pipeline": pipeline, "lexicon": lexicon}
    return [*(texts or []), *(f"{name}={value}" for name, value in options.items() if value)]
