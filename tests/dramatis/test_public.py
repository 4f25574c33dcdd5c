"""The package: its public names, and how little importing it takes; the JSON form and back."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import dramatis
from dramatis import tables

SAMPLES = sorted((Path(__file__).parents[1] / "data").glob("*-analysis.json"))


@pytest.mark.parametrize("name", dramatis.__all__)
def test_each_public_name_is_there(name):
    assert getattr(dramatis, name) is not None
    assert name in dir(dramatis)


def test_no_other_name_is_there():
    with pytest.raises(AttributeError, match="has no attribute 'analyse'"):
        _ = dramatis.analyse


def test_version_is_that_of_the_package():
    pyproject = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{dramatis.__version__}"\n' in pyproject


@pytest.mark.parametrize("module", ["dramatis", "dramatis.readers", "dramatis.pipeline", "dramatis.cli", "dramatis.errors"])
def test_importing_takes_no_heavy_library(module):
    code = f"import sys, {module}; print(*sorted({{'spacy', 'pandas', 'numpy', 'matplotlib', 'yaml', 'markdown_it'}} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == ""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_json_and_back_is_the_same_analysis(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    analysis = dramatis.from_json(data)
    again = json.loads(json.dumps(dramatis.to_json(analysis), allow_nan=False))
    assert {name: again[name] for name in data if name != "article"} == {name: data[name] for name in data if name != "article"}
    assert data["article"].items() <= again["article"].items()
    twice = dramatis.from_json(again)
    assert twice.article == analysis.article
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(getattr(twice, name), getattr(analysis, name))
