"""What the notebook needs when a person runs it: finding the article, looks inside JupyterLab, opening it."""

import os
import re
import subprocess
import sys
from pathlib import Path

from dramatis.errors import ReportError
from dramatis.report.parameters import ARTICLE_NOTEBOOK
from dramatis.report.part import Part
from dramatis.resources import resource

__all__ = ["find", "open_lab", "style"]

TEMPLATE = Path(__file__).parent / "template" / "dramatis"


def find(article: str) -> str:
    """Where the file `article` is: a relative path is looked for in the working folder, then in the folder above it.

    JupyterLab runs a notebook in the notebook's own folder, papermill in the folder of the command; with this rule
    a path that is written from the project's folder serves both. A path that is in neither comes back as it is.
    """
    above = Path("..") / article
    in_neither = Path(article).is_absolute() or Path(article).exists() or not above.exists()
    return article if in_neither else above.as_posix()


def style() -> Part:
    """The look of the page's parts inside JupyterLab, in its light and dark themes; the page itself brings its own."""
    sheet = (TEMPLATE / "style.css").read_text(encoding="utf-8")
    palette = (TEMPLATE / "palette.css").read_text(encoding="utf-8")
    themed = re.sub(r"@media screen and \(prefers-color-scheme:dark\)\{:root(\{[^}]*\})\}", r"body[data-jp-theme-light=false]\1", palette)
    variables = sheet.partition("\n")[0].replace("color-scheme:light dark;", "")
    colors = next(line for line in sheet.splitlines() if line.startswith(".c0{"))
    parts = sheet.partition("\n.figure{")[2].partition("@media")[0]
    rules = f"{themed}{variables}.jp-RenderedHTMLCommon{{{colors}\n.figure{{{parts}}}"
    return Part(f"<style>{rules}</style>", "", metadata={"notebook_only": True})


def open_lab() -> int:
    """Open JupyterLab on the article notebook; returns the exit status of JupyterLab when it ends.

    Raises
    ------
    ReportError
        Where JupyterLab cannot be started.
    """
    command = [sys.executable, "-m", "jupyterlab", str(resource(ARTICLE_NOTEBOOK))]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # as in most containers; JupyterLab starts for root only when told so
        command.append("--allow-root")
    try:
        return subprocess.call(command, env=os.environ | {"JUPYTER_PREFER_ENV_PATH": "1"})
    except OSError as error:
        raise ReportError(f"JupyterLab could not be started ({error}); install it with: pip install jupyterlab") from error
