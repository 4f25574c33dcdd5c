"""Which program made a page: short hashes of the code and of the pipeline, beside version numbers that change more seldom."""

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

from dramatis.report.parameters import ARTICLE_NOTEBOOK
from dramatis.resources import resource

__all__ = ["of_code", "of_files", "of_page", "of_pipeline"]

LENGTH = 12
"""Hexadecimal digits shown: 48 bits tell versions apart; they prove nothing against a forger."""
_PACKAGE = Path(__file__).parents[1]
_CODE = (".py", ".j2", ".css", ".js", ".html")


def of_code() -> str:
    """A hash of the library's code, the template, the notebook and the lexicons that ship."""
    own = (path for path in _PACKAGE.rglob("*") if path.suffix in _CODE)
    return of_files([*own, resource(ARTICLE_NOTEBOOK), *_files(resource("data/lexicon")), *_files(resource("data/models"))])


def of_page(notebook: str = ARTICLE_NOTEBOOK) -> str:
    """A hash of the notebook and the template: what makes a page of an analysis, beside the code that the analysis names itself."""
    return of_files([resource(notebook), *_files(_PACKAGE / "report" / "template")])


def of_pipeline(name: str) -> str:
    """A hash of all files of the spaCy pipeline `name` (a package or a folder); nothing is imported. ``unknown`` where there is none."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(name)
    return of_files(_files(folder)) if name and folder.is_dir() else "unknown"


def of_files(paths: Iterable[Path]) -> str:
    """A hash of names and contents, independent of where the files lie and in which order they are given."""
    parts = sorted(f"{path.name} {_digest(path)}" for path in paths)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
