"""Which program made a page: short hashes of the code and of the pipeline, beside version numbers that change more seldom."""

from pathlib import Path

from dramatis.due import LENGTH, files_under, of_files, of_pipeline
from dramatis.report.parameters import ARTICLE_NOTEBOOK
from dramatis.resources import resource

__all__ = ["LENGTH", "of_code", "of_files", "of_page", "of_pipeline"]

_PACKAGE = Path(__file__).parents[1]
_CODE = (".py", ".j2", ".css", ".js", ".html")


def of_code() -> str:
    """A hash of the library's code, the template, the notebook and the lexicons that ship."""
    own = (path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)
    return of_files([*own, resource(ARTICLE_NOTEBOOK), *files_under(resource("data/lexicon")), *files_under(resource("data/models"))])


def of_page(notebook: str = ARTICLE_NOTEBOOK) -> str:
    """A hash of the notebook and the template: what makes a page of an analysis, beside the code that the analysis names itself."""
    return of_files([resource(notebook), *files_under(_PACKAGE / "report" / "template")])
