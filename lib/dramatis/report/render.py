"""From an article to a folder with one page: papermill runs the notebook, nbconvert writes it, in one process."""

import importlib.util
import json
import os
import platform
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dramatis import errors
from dramatis.article import Article
from dramatis.errors import DramatisError, ParameterError, PipelineError, ReportError
from dramatis.markup import escape, visible
from dramatis.report.files import replace
from dramatis.report.parameters import ARTICLE_NOTEBOOK, checked, parameters_of
from dramatis.resources import resource

__all__ = ["RECORD", "Report", "failure_report", "folder_name", "html_page", "run_report"]

RECORD = "run.json"
"""Name of the log beside a page: time, host and duration, which the page itself leaves out."""

TEMPLATES = Path(__file__).parent / "template"
ANALYSIS_MIME = "application/vnd.dramatis.analysis+json"


@dataclass(frozen=True)
class Report:
    """One report that was written.

    Attributes
    ----------
    path : Path
        The page.
    article_id : str
        Of the article shown.
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


@dataclass
class _Clock:
    """Seconds by phase of one run."""

    phases: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.phases[name] = round(time.perf_counter() - start, 3)


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

    clock = _Clock()
    started = datetime.now(UTC)
    values = _values(source, parameters or {})
    article = read(source)
    folder = _writable(_folder(Path(reports_dir), article, source))
    with tempfile.TemporaryDirectory(prefix="dramatis-") as scratch:
        notebook = _executed(resource(ARTICLE_NOTEBOOK), values, Path(scratch), clock)
        error = _error(notebook)
        if error and error["ename"] in errors.__all__:
            with suppress(OSError):  # a folder that an earlier report is in stays
                folder.rmdir()
            raise getattr(errors, error["ename"])(visible(error["evalue"]))
        with clock.phase("export"):
            page = html_page(notebook)
        made = _made(notebook)
        record = _record(article, made, error, started, clock) | {"key": key, "source_path": os.path.abspath(source)}
        record |= {"parameters": values, "provenance": (_analysis(notebook) or {}).get("provenance")}
        _write(folder, page, notebook, record)
    return _report(folder, record, made.get("summary", []))


def failure_report(source: str, reports_dir: str | os.PathLike[str], error: DramatisError, *, key: str = "") -> Report:
    """A page that says why the article at `source` could not be read or analyzed."""
    from dramatis.article import make_article

    article = make_article("", source=source)
    folder = _writable(_folder(Path(reports_dir), article, source))
    started, clock = datetime.now(UTC), _Clock()
    notebook = _failure_notebook(article, error)
    record = _record(article, {}, {"ename": type(error).__name__, "evalue": str(error)}, started, clock)
    _write(folder, html_page(notebook), notebook, record | {"key": key, "source_path": os.path.abspath(source)})
    return _report(folder, record, [])


def folder_name(article: Article) -> str:
    """``<date or undated>-<slug>``; a date that the slug begins with is not said twice."""
    date = article.date or "undated"
    return f"{date}-{article.id.removeprefix(date).strip('-') or 'article'}"


def _report(folder: Path, record: Mapping[str, Any], lines: list[str]) -> Report:
    path, error, card = folder / "index.html", record["error"], record["card"]
    summary = (str(path), *([f"Failed: {error}"] if error else lines))
    return Report(path, card["article"], error is None, summary, error, named=card.get("actors") != [])


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
    declared = parameters_of()
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


def _executed(path: Path, values: Mapping[str, Any], scratch: Path, clock: _Clock) -> Any:
    """The notebook after its run, failed cells included; the kernel starts up while this process imports."""
    from dramatis.report.kernel import own_kernel_manager

    with clock.phase("start kernel"):
        manager = own_kernel_manager(str(scratch))
        from jupyter_core.utils import run_sync

        run_sync(manager.start_kernel)()
    with clock.phase("import"):
        import nbformat
        import papermill
        from nbclient.exceptions import DeadKernelError
        from nbconvert.exporters.html import HTMLExporter  # noqa: F401
        from papermill.exceptions import PapermillExecutionError
    with clock.phase("notebook"):
        out = scratch / "report.ipynb"
        try:
            return papermill.execute_notebook(
                nbformat.read(path, as_version=4),
                str(out),
                parameters=dict(values),
                request_save_on_cell_execute=False,
                progress_bar=False,
                km=manager,
                shutdown_kernel="immediate",
            )
        except PapermillExecutionError:
            return nbformat.read(out, as_version=4)
        except DeadKernelError as error:
            raise ReportError(f"the notebook's kernel died ({error}); there may be too little memory for this article") from error
        finally:
            _ended(manager, run_sync)


def _ended(manager: Any, run_sync: Any) -> None:
    for client in manager.clients:
        client.stop_channels()
    if manager.has_kernel:
        run_sync(manager.shutdown_kernel)(now=True)


def html_page(notebook: Any) -> str:
    """The page of an executed notebook."""
    from nbconvert.exporters.html import HTMLExporter

    exporter = HTMLExporter(template_name="dramatis", extra_template_basedirs=[str(TEMPLATES)])
    return exporter.from_notebook_node(notebook)[0]


def _outputs(notebook: Any) -> Iterator[Any]:
    return (output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)


def _error(notebook: Any) -> Any:
    return next((output for output in _outputs(notebook) if output.output_type == "error"), None)


def _made(notebook: Any) -> dict[str, Any]:
    """What the masthead says of the page: title, language, summary, card."""
    found = (output.get("metadata", {}).get("dramatis", {}) for output in _outputs(notebook))
    return next((dict(made) for made in found if "summary" in made), {})


def _analysis(notebook: Any) -> Any:
    return next((output.data[ANALYSIS_MIME] for output in _outputs(notebook) if ANALYSIS_MIME in output.get("data", {})), None)


def _record(article: Article, made: Mapping[str, Any], error: Any, started: datetime, clock: _Clock) -> dict[str, Any]:
    card = {"title": article.title, "date": article.date, "source": article.source, "article": article.id, "sha256": article.sha256}
    return {
        "ok": error is None,
        "error": _reason(error) if error else None,
        "card": card | dict(made.get("card", {})),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(UTC) - started).total_seconds(), 3),
        "phases": clock.phases,
        "host": platform.node(),
        "python": platform.python_version(),
    }


def _reason(error: Mapping[str, str]) -> str:
    """The message; before it the error's name where it is none of ours, whose messages are written for users."""
    message = " ".join(error["evalue"].split())
    return visible(message if error["ename"] in errors.__all__ else f"{error['ename']}: {message}")


def _write(folder: Path, page: str, notebook: Any, record: Mapping[str, Any]) -> None:
    """Write all files of a report, each whole or not at all, the record last."""
    import nbformat

    analysis = _analysis(notebook)
    replace(folder / "index.html", page)
    replace(folder / "report.ipynb", nbformat.writes(notebook) + "\n")
    if analysis is None:
        (folder / "analysis.json").unlink(missing_ok=True)
    else:
        replace(folder / "analysis.json", json.dumps(analysis, ensure_ascii=False, indent=1) + "\n")
    replace(folder / RECORD, json.dumps(record | {"page_sha256": sha256(page.encode()).hexdigest()}, ensure_ascii=False, indent=1) + "\n")


def _failure_notebook(article: Article, error: DramatisError) -> Any:
    from nbformat import v4

    head = f'<header class="masthead"><p class="kicker">{escape(article.source)}</p><h1>This article could not be read</h1></header>'
    made = {"dramatis": {"title": "This article could not be read", "lang": "en"}}
    outputs = [
        v4.new_output("display_data", data={"text/html": head}, metadata=made),
        v4.new_output("error", ename=type(error).__name__, evalue=visible(str(error)), traceback=[]),
    ]
    return v4.new_notebook(cells=[v4.new_code_cell("", outputs=outputs, id="failed")])
