"""What a report costs: cold from the command line, beside papermill and nbconvert; and in a process that has all imports.

Run: python benchmarks/report.py [ARTICLE]. Wall and processor seconds of a process and all its children, medians of three; on a busy
machine trust the processor seconds, and of these the ratios: two processes on one core slow each other.

The warm figures are those of a scheduled run: a child is forked from a process with all imports and the pipeline, runs the notebook by
papermill in a kernel forked from itself, and exports the page by nbconvert. Rendering is that less the analysis, which is measured alone
in a child of the same process; below it, its parts: the cells after the analysis and the export, without kernel and papermill.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.formatters import DisplayFormatter

from dramatis import analyze, read
from dramatis.analysis import Analysis
from dramatis.kernels.forking import Forked
from dramatis.kernels.warm import forked_kernels, prepare
from dramatis.report.render import html_page, run_report

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "data" / "articles" / "2025-07-24-turchin-mishustin.txt"
NOTEBOOK = ROOT / "notebooks" / "article.ipynb"
TEMPLATES = ROOT / "lib" / "dramatis" / "report" / "template"
RUNS = 3


def main() -> None:
    """Print a line for each way."""
    article = str(Path(sys.argv[1]).resolve()) if len(sys.argv) > 1 else str(ARTICLE)
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as scratch:
        ours = [sys.executable, "-m", "dramatis", "report", article, "--reports", "reports"]
        run = [sys.executable, "-m", "papermill", str(NOTEBOOK), "out.ipynb", "-p", "article", article, "--no-progress-bar"]
        base = f"--TemplateExporter.extra_template_basedirs={TEMPLATES}"
        export = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--template", "dramatis", base, "out.ipynb"]
        _say("papermill", lambda: _commands(scratch, run))
        _say("jupyter nbconvert", lambda: _commands(scratch, export))
        _say("dramatis report, cold", lambda: _commands(scratch, ours))
        prepare("en_dramatis")
        whole = _say("a report, all imports done", lambda: _forked(lambda: _report(article, scratch), scratch))
        analysis = _say("  of it the analysis", lambda: _forked(lambda: analyze(read(article)), scratch))
        print(f"{'  rendering':28} {whole[0] - analysis[0]:6.2f} s wall  {whole[1] - analysis[1]:6.2f} s processor")
    made = analyze(read(article))
    notebook = _shown(made)
    _say("    cells", lambda: _shown(made))
    _say("    export", lambda: html_page(notebook))


def _say(name: str, way: Callable[[], Any]) -> tuple[float, float]:
    walls, processors = [], []
    for _ in range(RUNS):
        wall, processor = time.perf_counter(), _processor()
        way()
        walls.append(time.perf_counter() - wall)
        processors.append(_processor() - processor)
    found = statistics.median(walls), statistics.median(processors)
    print(f"{name:28} {found[0]:6.2f} s wall  {found[1]:6.2f} s processor", flush=True)
    return found


def _processor() -> float:
    """Processor seconds of this process and of all its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _commands(folder: str, *commands: list[str]) -> None:
    bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/bytecode"}  # all start as they do once installed
    environment = os.environ | {"PYTHONWARNINGS": "ignore"} | bytecode
    for command in commands:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)


def _forked(work: Callable[[], Any], folder: str) -> None:
    if Forked(work, Path(folder) / "log").wait():
        raise RuntimeError((Path(folder) / "log").read_text(encoding="utf-8"))


def _report(article: str, folder: str) -> None:
    forked_kernels()
    run_report(article, Path(folder) / "warm")


def _shown(analysis: Analysis) -> Any:
    """The article notebook with what its cells show, those of parameters and analysis left out."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    formatter, names = DisplayFormatter(), {"analysis": analysis}
    for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
        if cell.id in ("parameters", "load"):
            exec("\n".join(line for line in cell.source.splitlines() if "analyze(" not in line), names)
        else:
            data, metadata = formatter.format(eval(cell.source, names))
            cell.outputs = [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)]
    return notebook


if __name__ == "__main__":
    main()
