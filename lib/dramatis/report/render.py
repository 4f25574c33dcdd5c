"""From a notebook to a folder with one page: papermill runs it, nbconvert writes it, in one process."""

import importlib.util
import json
import os
import platform
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dramatis.article import Article, shown_source
from dramatis.errors import DramatisError, ParameterError, PipelineError, ReportError
from dramatis.files import replace
from dramatis.markup import escape, visible
from dramatis.report.execution import Clock, Outcome, executed, html_page
from dramatis.report.neighbours import pages_lock
from dramatis.report.parameters import ARTICLE_NOTEBOOK, checked, parameters_of
from dramatis.resources import resource

__all__ = ["RECORD", "Report", "failure_report", "folder_name", "html_page", "render_notebook", "run_report"]

RECORD = "run.json"
"""Name of the log beside a page: time, host and duration, which the page itself leaves out."""


@dataclass(frozen=True)
class Report:
    """One report that was written.

    Attributes
    ----------
    path : Path
        The page.
    article_id : str
        Of the article shown; empty for a page over several.
    ok : bool
        Whether every step succeeded; otherwise the page says what failed.
    summary : tuple of str
        For a reader: the path, and five lines (what was read, who, what about, who speaks, what could not be told);
        fewer where a step failed.
    error : str or None
        What failed.
    named : bool
        Whether the article names anybody or anything; where not, the page says so.
    """

    path: Path
    article_id: str
    ok: bool
    summary: tuple[str, ...]
    error: str | None = None
    named: bool = True


def run_report(
    source: str | os.PathLike[str],
    reports_dir: str | os.PathLike[str],
    *,
    parameters: Mapping[str, Any] | None = None,
    key: str = "",
) -> Report:
    """Analyze the article at `source` and write its page to ``reports_dir/<date or undated>-<slug>/index.html``.

    The executed notebook, the analysis as JSON and a record of the run lie beside it. A second run replaces them.

    Parameters
    ----------
    source : path
        The article's file.
    reports_dir : path
        Made where it does not exist.
    parameters : mapping, optional
        Values for parameters of the notebook, of their declared types.
    key : str
        Stands in the run record; a scheduled run tells by it whether the article is due again.

    Raises
    ------
    DramatisError
        Where something is wrong that a user can mend: then nothing is written. A step that fails otherwise
        makes a page that says so.
    """
    from dramatis.readers import read

    values = _values(source, parameters or {})
    article = read(source)
    record = {"card": _card(article), "key": key, "source_path": os.path.abspath(source)}
    return render_notebook(ARTICLE_NOTEBOOK, _folder(Path(reports_dir), article, source), parameters=values, record=record)


def render_notebook(
    notebook: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    parameters: Mapping[str, Any] | None = None,
    record: Mapping[str, Any] | None = None,
) -> Report:
    """Run any notebook that shows parts and figures of ours, and write its page to ``folder/index.html``.

    Beside the page lie the executed notebook and the run record; the analysis too, where a cell shows one (:func:`report.downloads`).
    A second run replaces them, each file whole or not at all.

    Parameters
    ----------
    notebook : path
        A notebook that ships (``notebooks/article.ipynb``) or a file. One of its cells is tagged ``parameters``; one shows a
        :func:`report.head`.
    folder : path
        Made where it does not exist.
    parameters : mapping, optional
        Values for parameters of the notebook, of their declared types.
    record : mapping, optional
        What the run record says besides; its ``card`` is what the gallery shows where the notebook fails before it shows a head.

    Raises
    ------
    DramatisError
        Where something is wrong that a user can mend, in the parameters or in a cell: then nothing is written. A step that fails
        otherwise makes a page that says so.
    """
    path = Path(notebook) if Path(notebook).is_absolute() else resource(os.fspath(notebook))
    values = checked(parameters or {}, parameters_of(path))
    made_for_it = [one for one in (Path(folder), *Path(folder).parents) if not one.exists()]
    clock, started, folder = Clock(), datetime.now(UTC), _writable(Path(folder))
    with tempfile.TemporaryDirectory(prefix="dramatis-") as scratch:
        outcome = executed(path, values, Path(scratch), clock)
        if outcome.mistake:
            with suppress(OSError):  # one in which something lies by now stays
                for one in made_for_it:
                    one.rmdir()
            raise outcome.mistake
        with clock.phase("export"):
            page = html_page(outcome.notebook)
    made = _record(outcome, record or {}, started) | {"notebook": path.stem, "phases": clock.phases, "parameters": values}
    _write(folder, page, outcome, made)
    return _report(folder, made, outcome.made.get("summary", []))


def failure_report(source: str, reports_dir: str | os.PathLike[str], error: DramatisError, *, key: str = "") -> Report:
    """A page that says why the article at `source` could not be read or analyzed."""
    from dramatis.article import make_article

    article = make_article("", source=source)
    folder = _writable(_folder(Path(reports_dir), article, source))
    outcome = Outcome(_failure_notebook(article, error))
    record = {"card": _card(article), "key": key, "source_path": os.path.abspath(source), "notebook": Path(ARTICLE_NOTEBOOK).stem}
    made = _record(outcome, record, datetime.now(UTC))
    _write(folder, html_page(outcome.notebook), outcome, made)
    return _report(folder, made, [])


def folder_name(article: Article) -> str:
    """``<date or undated>-<slug>``; a date that the slug begins with is not said twice."""
    date = article.date or "undated"
    return f"{date}-{article.id.removeprefix(date).strip('-') or 'article'}"


def _report(folder: Path, record: Mapping[str, Any], lines: list[str]) -> Report:
    path, error, card = folder / "index.html", record["error"], record["card"]
    summary = (str(path), *([f"Failed: {error}"] if error else lines))
    return Report(path, card.get("article", ""), error is None, summary, error, named=card.get("actors") != [])


def _folder(reports: Path, article: Article, source: str | os.PathLike[str]) -> Path:
    """The report's folder; where another article has taken it, one with a mark of this source at its end."""
    folder = reports / folder_name(article)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        same = record["source_path"] == os.path.abspath(source) or record["card"]["source"] == article.source
    except (OSError, ValueError, KeyError, TypeError):
        return folder
    mark = sha256(os.path.abspath(source).encode("utf-8", "surrogateescape")).hexdigest()[:6]
    return folder if same else reports / f"{folder.name}-{mark}"


def _values(source: str | os.PathLike[str], parameters: Mapping[str, Any]) -> dict[str, Any]:
    declared = parameters_of(resource(ARTICLE_NOTEBOOK))
    if "article" in parameters:
        raise ParameterError("parameter article is given twice; the source of the report is the article")
    values = checked(parameters, declared)
    pipeline = values.get("pipeline", declared["pipeline"].default)
    if not Path(pipeline).exists() and (not pipeline.isidentifier() or importlib.util.find_spec(pipeline) is None):
        raise PipelineError(
            f"parameter pipeline has the value {visible(pipeline)!r}, no installed spaCy pipeline and no folder; install it"
        )
    return {"article": os.fspath(source)} | values


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        reason = error.strerror or error
        raise ReportError(f"the report folder {str(folder)!r} cannot be written ({reason}); choose another with --reports") from error


def _card(article: Article) -> dict[str, Any]:
    return {"title": article.title, "date": article.date, "source": article.source, "article": article.id, "sha256": article.sha256}


def _record(outcome: Outcome, given: Mapping[str, Any], started: datetime) -> dict[str, Any]:
    return {
        **given,
        "ok": outcome.error is None,
        "error": outcome.reason,
        "card": {**given.get("card", {}), **outcome.made.get("card", {})},
        "provenance": (outcome.analysis or {}).get("provenance"),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(UTC) - started).total_seconds(), 3),
        "host": platform.node(),
        "python": platform.python_version(),
    }


def _write(folder: Path, page: str, outcome: Outcome, record: Mapping[str, Any]) -> None:
    """Write all files of a report, each whole or not at all, the record last."""
    import nbformat

    made = record | {"page_sha256": sha256(page.encode()).hexdigest()}
    with pages_lock(folder.parent):
        replace(folder / "index.html", page)
        replace(folder / "report.ipynb", nbformat.writes(outcome.notebook) + "\n")
        if outcome.analysis is None:
            (folder / "analysis.json").unlink(missing_ok=True)
        else:
            replace(folder / "analysis.json", json.dumps(outcome.analysis, ensure_ascii=False, indent=1) + "\n")
        replace(folder / RECORD, json.dumps(made, ensure_ascii=False, indent=1) + "\n")


def _failure_notebook(article: Article, error: DramatisError) -> Any:
    from nbformat import v4

    source = escape(shown_source(article.source))
    head = f'<header class="masthead"><p class="kicker">{source}</p><h1>This article could not be read</h1></header>'
    made = {"dramatis": {"title": "This article could not be read", "lang": "en"}}
    outputs = [
        v4.new_output("display_data", data={"text/html": head}, metadata=made),
        v4.new_output("error", ename=type(error).__name__, evalue=visible(str(error)), traceback=[]),
    ]
    return v4.new_notebook(cells=[v4.new_code_cell("", outputs=outputs, id="failed")])
