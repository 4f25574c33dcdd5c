"""The notebooks tell, the library does: hygiene that holds for every notebook."""

import re
from pathlib import Path

import nbformat
import pytest

from dramatis.report.parameters import TYPES, parameters_of

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
LONGEST = 6


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
class TestNotebook:
    def test_is_committed_without_outputs(self, path):
        assert all(not cell.outputs and cell.execution_count is None for cell in cells(path, "code"))

    def test_code_is_short_and_defines_nothing(self, path):
        for cell in cells(path, "code"):
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= LONGEST or "parameters" in cell.metadata.get("tags", []), cell.source
            assert not re.search(r"^\s*(def|class|async|lambda)\b|^\s*[%!]", cell.source, re.M), cell.source

    def test_parameters_are_literals_that_papermill_reads(self, path):
        from papermill.inspection import inspect_notebook

        declared = parameters_of(path)
        assert declared
        assert all(parameter.type in TYPES and parameter.help for parameter in declared.values())
        assert all(isinstance(parameter.default, TYPES[parameter.type]) for parameter in declared.values())
        assert set(inspect_notebook(str(path))) == set(declared)

    def test_every_section_has_a_sentence_before_its_code(self, path):
        for cell in cells(path, "markdown"):
            head, _, body = cell.source.partition("\n\n")
            assert head.startswith("#"), cell.source
            assert body.strip(), cell.source

    def test_prose_has_no_typed_numbers_or_names(self, path):
        for cell in cells(path, "markdown"):
            assert not re.search(r"\b\d+\b", re.sub(r"`[^`]*`", "", cell.source)), cell.source

    def test_ids_are_slugs_that_say_what_the_cell_is(self, path):
        ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[a-z][a-z-]+", cell) for cell in ids)
