"""When a stored analysis is due anew: hashes of all that it depends on, the same for every verb that fills a store."""

import hashlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from dramatis.article import Article
from dramatis.errors import PipelineError
from dramatis.markup import visible
from dramatis.resources import resource

__all__ = ["analysis_base", "article_key", "files_under", "of_files", "of_pipeline"]

LENGTH = 12
"""Hexadecimal digits of a hash of files: 48 bits tell versions apart; they prove nothing against a forger."""
_PACKAGE = Path(__file__).parent
_ANALYZES = ("errors", "files", "lazy", "lexicon", "markup", "resources", "tables", "article", "readers", "pipeline", "extract", "analysis")
"""The parts of the house that make an analysis; no other may be imported by these, so charts and pages do not change it."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def analysis_base(pipeline: str, lexicon: str = "") -> str:
    """A hash of what the analyses of a run have in common: the code that makes them, the pipeline, and all word lists.

    Parameters
    ----------
    pipeline : str
        Name or path of a spaCy pipeline.
    lexicon : str
        The analyst's folder with ``actors.csv``, ``topics.yml`` and so on; empty for those that ship.

    Raises
    ------
    PipelineError
        Where there is no such pipeline.
    """
    made_by = of_pipeline(pipeline)
    if made_by == "unknown":
        raise PipelineError(f"pipeline {visible(pipeline)!r} is no installed spaCy pipeline and no folder; install it, or see its name")
    own = of_files(path for path in Path(lexicon).rglob("*") if path.is_file()) if lexicon else ""
    return hashlib.sha256("\n".join([_of_analyzing_code(), made_by, own]).encode()).hexdigest()


def article_key(base: str) -> Callable[[Article], str]:
    """The function that gives the key of an article in a store: a hash of `base` and of what the article itself brings.

    That is its text, title, date, publisher and byline, and its web address. A path is left out: a file may move.
    """

    def key(article: Article) -> str:
        address = article.source if _ADDRESS.match(article.source) else ""
        told = [base, article.sha256, article.title, article.date, article.publisher, article.author, address]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")).hexdigest()

    return key


def of_pipeline(name: str) -> str:
    """A hash of all files of the spaCy pipeline `name` (a package or a folder); nothing is imported. ``unknown`` where there is none."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    folder = Path(spec.origin).parent if spec and spec.origin else Path(name)
    return of_files(files_under(folder)) if name and folder.is_dir() else "unknown"


def of_files(paths: Iterable[Path]) -> str:
    """A hash of names and contents, independent of where the files lie and in which order they are given."""
    parts = sorted(f"{path.name} {_digest(path)}" for path in paths)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]


def files_under(folder: Path) -> Iterator[Path]:
    """All files of a folder of ours, without what Python keeps beside them."""
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


@cache
def _of_analyzing_code() -> str:
    own = [path for name in _ANALYZES for path in (_PACKAGE / f"{name}.py", *(_PACKAGE / name).rglob("*.py")) if path.is_file()]
    return of_files([*own, *files_under(resource("data/lexicon")), *files_under(resource("data/models"))])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
