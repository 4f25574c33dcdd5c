"""The conda environment and the package metadata ask for the same versions."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# Where conda-forge names a package otherwise; `matplotlib` there brings a GUI toolkit that nobody here needs.
OURS = {"dramatis", "en_dramatis", "training", "benchmarks"}
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def conda_ranges() -> dict[str, SpecifierSet]:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    lines = [line for line in environment["dependencies"] if isinstance(line, str) and line != "pip"]
    return {canonicalize_name(line.split(" ", 1)[0]): SpecifierSet(line.split(" ", 1)[1]) for line in lines}


def project_ranges() -> dict[str, SpecifierSet]:
    requirements = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]]
    ranges = {canonicalize_name(CONDA_NAMES.get(each.name, each.name)): each.specifier for each in requirements}
    return ranges | {"python": SpecifierSet(PROJECT["requires-python"])}


def locked_versions() -> dict[str, set[Version]]:
    pins: dict[str, set[Version]] = {}
    for line in (ROOT / "requirements.lock").read_text().splitlines():
        if line and not line.startswith("#"):
            name, version = line.split(";")[0].strip().split("==")
            pins.setdefault(canonicalize_name(name), set()).add(Version(version))
    return pins


def test_conda_environment_has_the_ranges_of_pyproject():
    assert conda_ranges() == project_ranges()


@pytest.mark.parametrize("line", PROJECT["dependencies"] + [line for extra in PROJECT["optional-dependencies"].values() for line in extra])
def test_each_dependency_has_a_floor_and_a_ceiling(line):
    operators = {part.operator for part in Requirement(line).specifier}
    assert operators == {">=", "<"}, f"{line}: give it a floor (>=) and a ceiling (<)"


@pytest.mark.parametrize("extra", ["", "test", "browser", "dev"])
def test_lock_pins_each_dependency_within_its_range(extra):
    lines = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    pins = locked_versions()
    for requirement in map(Requirement, lines):
        versions = pins.get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name} is not in requirements.lock: run make lock"
        assert all(version in requirement.specifier for version in versions), f"{requirement}: {versions} locked; run make lock"


def imported(folder: str) -> set[str]:
    """Top-level names of all modules that a folder's files import, ours and the standard library's left out."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - OURS


@pytest.mark.parametrize(("folder", "extras"), [("lib", []), ("tests", ["test", "browser"])])
def test_what_is_imported_is_declared(folder, extras):
    lines = PROJECT["dependencies"] + [line for extra in extras for line in PROJECT["optional-dependencies"][extra]]
    declared = {canonicalize_name(Requirement(line).name) for line in lines}
    makers = packages_distributions()
    undeclared = {name for name in imported(folder) if not declared & {canonicalize_name(maker) for maker in makers.get(name, [])}}
    assert undeclared == set()


@pytest.mark.parametrize("extra", ["", *PROJECT["optional-dependencies"]])
def test_each_dependency_is_explained(extra):
    lines = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert [line for line in lines if not re.search(rf"\b{re.escape(Requirement(line).name)}\b", page)] == []


def test_extras_of_training_and_benchmarks_stay_out_of_the_lock():
    assert not {"torch", "textacy"} & set(locked_versions())
