"""What a report costs: cold from the command line, beside papermill and nbconvert; and rendering alone in a warm process.

Run: python benchmarks/report.py [ARTICLE]. Wall and processor seconds, medians of three; on a busy machine trust the processor seconds.
The warm figure is all cells after the analysis and the export to HTML, in this process, without kernel and pipeline.
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
        _say("dramatis report, cold", lambda: _commands(scratch, ours))
        _say("papermill, then nbconvert", lambda: _commands(scratch, run, export))
    _say("rendering alone, warm", _rendering(article))


def _say(name: str, way: Callable[[], Any]) -> None:
    walls, processors = [], []
    for _ in range(RUNS):
        wall, processor = time.perf_counter(), _processor()
        way()
        walls.append(time.perf_counter() - wall)
        processors.append(_processor() - processor)
    print(f"{name:28} {statistics.median(walls):6.2f} s wall  {statistics.median(processors):6.2f} s processor")


def _processor() -> float:
    """Processor seconds of this process and of all its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _commands(folder: str, *commands: list[str]) -> None:
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    for command in commands:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)


def _rendering(article: str) -> Callable[[], Any]:
    import nbformat
    from IPython.core.formatters import DisplayFormatter

    from dramatis import analyze, read
    from dramatis.report.render import html_page

    analysis, formatter = analyze(read(article)), DisplayFormatter()

    def render() -> str:
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        names: dict[str, Any] = {}
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            if cell.id in ("parameters", "load"):
                exec("\n".join(line for line in cell.source.splitlines() if "analyze(" not in line), names)
                names["analysis"] = analysis
            else:
                data, metadata = formatter.format(eval(cell.source, names))
                cell.outputs = [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)]
        return html_page(notebook)

    render()
    return render


if __name__ == "__main__":
    main()
