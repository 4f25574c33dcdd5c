"""Running a notebook with parameters, and what came of it: the executed notebook, its page, what it says of itself, what failed."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dramatis import errors
from dramatis.errors import ReportError
from dramatis.markup import visible

__all__ = ["ANALYSIS_MIME", "Clock", "Outcome", "executed", "html_page"]

ANALYSIS_MIME = "application/vnd.dramatis.analysis+json"
"""The MIME type under which an executed notebook carries the whole analysis."""
TEMPLATES = Path(__file__).parent / "template"


@dataclass
class Clock:
    """Seconds by phase of one run."""

    phases: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.phases[name] = round(time.perf_counter() - start, 3)


@dataclass(frozen=True)
class Outcome:
    """An executed notebook, failed cells included."""

    notebook: Any

    @cached_property
    def error(self) -> Any:
        """The output of the cell that failed (``ename``, ``evalue``, ``traceback``); None where none did."""
        return next((output for output in self._outputs() if output.output_type == "error"), None)

    @property
    def reason(self) -> str | None:
        """The message of the error; before it the error's name where it is none of ours, whose messages are written for users."""
        if self.error is None:
            return None
        message = " ".join(self.error["evalue"].split())
        return visible(message if self.error["ename"] in errors.__all__ else f"{self.error['ename']}: {message}")

    @property
    def mistake(self) -> errors.DramatisError | None:
        """The error as an exception where it is one that a user can mend."""
        if self.error is None or self.error["ename"] not in errors.__all__:
            return None
        return getattr(errors, self.error["ename"])(visible(self.error["evalue"]))

    @property
    def made(self) -> dict[str, Any]:
        """What the head of the page says of it: title, language, summary, card."""
        found = (output.get("metadata", {}).get("dramatis", {}) for output in self._outputs())
        return next((dict(made) for made in found if "summary" in made), {})

    @property
    def analysis(self) -> Any:
        """The analysis as JSON, where a cell gave one."""
        return next((output.data[ANALYSIS_MIME] for output in self._outputs() if ANALYSIS_MIME in output.get("data", {})), None)

    def _outputs(self) -> Iterator[Any]:
        return (output for cell in self.notebook.cells if cell.cell_type == "code" for output in cell.outputs)


def executed(path: Path, values: Mapping[str, Any], scratch: Path, clock: Clock) -> Outcome:
    """The notebook at `path` after its run with `values`; the kernel starts up while this process imports.

    Raises
    ------
    ReportError
        Where the kernel died.
    """
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
            notebook = papermill.execute_notebook(
                nbformat.read(path, as_version=4),
                str(out),
                parameters=dict(values),
                request_save_on_cell_execute=False,
                progress_bar=False,
                km=manager,
                shutdown_kernel="immediate",
            )
        except PapermillExecutionError:
            notebook = nbformat.read(out, as_version=4)
        except DeadKernelError as error:
            raise ReportError(f"the notebook's kernel died ({error}); there may be too little memory for this article") from error
        finally:
            _ended(manager, run_sync)
    return Outcome(notebook)


def html_page(notebook: Any) -> str:
    """The page of an executed notebook."""
    return _exporter().from_notebook_node(notebook)[0]


@cache
def _exporter() -> Any:
    """One for the whole process, since its template is compiled at its first use."""
    from nbconvert.exporters.html import HTMLExporter

    return HTMLExporter(template_name="dramatis", extra_template_basedirs=[str(TEMPLATES)])


def _ended(manager: Any, run_sync: Any) -> None:
    for client in manager.clients:
        client.stop_channels()
    if manager.has_kernel:
        run_sync(manager.shutdown_kernel)(now=True)
