"""What the repository holds, and what it must not hold."""

import ast
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LARGEST = 30_000_000
# Put together, so that this file does not hold what it looks for.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb.deb" + "ian.org", "conda.ana" + "conda.org"]
PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/fa" + "rm/", "file:///" + "opt"]
ELSEWHERE = re.compile("|".join(map(re.escape, HOSTS + PATHS)))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """Name and text of each tracked text file."""
    contents = ((path, path.read_bytes()) for path in tracked() if path.stat().st_size < 2_000_000)
    return [(str(path.relative_to(ROOT)), data.decode("utf-8", "replace")) for path, data in contents if b"\0" not in data]


def notebooks() -> list[Path]:
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


def python_files() -> list[Path]:
    return sorted((ROOT / "lib").rglob("*.py"))


def test_no_file_is_too_large():
    large = {str(path.relative_to(ROOT)): path.stat().st_size for path in tracked() if path.stat().st_size > LARGEST}
    assert large == {}


def test_no_registry_host_and_no_path_of_one_machine():
    found = [f"{name}: {match.group()}" for name, text in texts() for match in ELSEWHERE.finditer(text)]
    assert found == []


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_notebook_is_committed_without_outputs(path):
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in cells)


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.name)
def test_notebook_leaves_the_code_to_the_library(path):
    sources = ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert not [source for source in sources if re.search(r"^\s*(def|class|%)", source, re.MULTILINE)]
    assert all(len(source.splitlines()) <= 6 for source in sources[1:])  # the first holds the parameters


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_enough_to_read(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < 400


def test_no_bare_except():
    handlers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert handlers == []


def test_plain_make_lists_each_verb_in_one_line():
    makefile = (ROOT / "Makefile").read_text()
    verbs = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    printed = subprocess.run(["make"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert {line.split()[1] for line in printed.stdout.splitlines()} == verbs


def test_readme_names_each_verb_of_make():
    verbs = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in verbs if f"make {verb}" not in readme and verb != "help"] == []


@pytest.mark.parametrize("name", [".ci/run", "scripts/setup.sh", "scripts/install-browser.sh", "scripts/lock.sh"])
def test_script_can_be_executed(name):
    assert os.access(ROOT / name, os.X_OK)
