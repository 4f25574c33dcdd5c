import importlib.util
import json
from pathlib import Path

import nbformat
import pytest

from dramatis.analysis import from_json
from dramatis.report.render import html_page
from dramatis.resources import resource

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def sample():
    """An analysis made by hand, by name: sample, sixty-words, many, nothing."""

    def load(name):
        return from_json(json.loads((DATA / f"{name}-analysis.json").read_text(encoding="utf-8")))

    return load


@pytest.fixture(scope="session")
def page_of():
    """The page of an analysis, made from the cells of the article notebook without pipeline and kernel."""

    def make(analysis, top_n=10):
        from IPython.core.formatters import DisplayFormatter

        notebook = nbformat.read(resource("notebooks/article.ipynb"), as_version=4)
        names, formatter = {}, DisplayFormatter()
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            if cell.id == "load":
                exec("\n".join(line for line in cell.source.splitlines() if line.startswith("from ")), names)  # the imports alone
                names["analysis"] = analysis
            elif "parameters" in cell.metadata.get("tags", []):
                exec(cell.source, names)
                names["top_n"] = top_n
            else:
                data, metadata = formatter.format(eval(cell.source, names))
                cell.outputs = [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)]
        return html_page(notebook)

    return make


@pytest.fixture(scope="session")
def hostile_analysis():
    """An analysis in which every name, quotation and topic is an attack."""
    spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.hostile_analysis()
