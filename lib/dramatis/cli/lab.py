"""The workbook by hand."""

import typer

from dramatis.cli.app import app

__all__: list[str] = []


@app.command()
def lab() -> None:
    """Open JupyterLab on the article notebook."""
    from dramatis.report import open_lab

    raise typer.Exit(open_lab())
