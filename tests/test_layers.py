"""Modules import only from their own layer or from one to the left; see docs/decisions/0001-layers-and-tables.md."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[1] / "lib"
LAYERS = [
    {"errors", "files", "lazy", "lexicon", "markup", "resources", "tables"},
    {"article", "readers", "pipeline"},
    {"extract"},
    {"analysis", "due"},
    {"store", "corpus", "charts", "prose", "figures"},
    {"report", "kernels"},
    {"jobs", "scale", "export", "forgetting"},
    {"cli"},
]
# The package itself offers the public names of all layers, and ``python -m dramatis`` is the command line.
ROOF = {"__init__", "__main__"}
# Who may know a library: the rest of the house is spared its types and the time its import takes.
HOMES = {
    "spacy": {"pipeline", "extract", "analysis"},
    "matplotlib": {"charts", "figures"},
    "papermill": {"report", "kernels"},
    "nbconvert": {"report", "kernels"},
    "dask": {"scale"},
    "distributed": {"scale"},
    "duckdb": {"store"},
    "pyarrow": {"readers", "store"},
    "typer": {"cli"},
}


def layer(module: str) -> int:
    """The number of the layer of ``dramatis.<module>``, from the left."""
    return next(number for number, names in enumerate(LAYERS) if module in names)


def modules() -> list[Path]:
    return sorted(path for path in (LIBRARY / "dramatis").rglob("*.py") if part(path) not in ROOF)


def part(path: Path) -> str:
    """The part of the house that a file belongs to: ``charts`` for ``charts/style.py``."""
    return path.relative_to(LIBRARY / "dramatis").parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Full names of all that a file imports, wherever in it; relative imports made absolute."""
    package = path.relative_to(LIBRARY).with_suffix("").parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*start, *([node.module] if node.module else [])])
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def parts_used(path: Path) -> set[str]:
    """The parts of our own house that a file imports from."""
    names = {name.split(".")[1] for name in imports(path) if name.startswith("dramatis.")}
    return {name for name in names if any(name in names_of for names_of in LAYERS)}


def test_each_module_belongs_to_a_layer():
    homeless = {part(path) for path in modules()} - set().union(*LAYERS)
    assert homeless == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LIBRARY)))
def test_module_imports_from_no_layer_to_its_right(path):
    wrong = {name for name in parts_used(path) if layer(name) > layer(part(path))}
    assert wrong == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LIBRARY)))
def test_library_is_imported_only_where_it_belongs(path):
    libraries = {name.split(".")[0] for name in imports(path)}
    wrong = {library for library, homes in HOMES.items() if library in libraries and part(path) not in homes}
    assert wrong == set()


def test_the_pipeline_works_without_the_library():
    users = [path.name for path in (LIBRARY / "en_dramatis").rglob("*.py") if any(name.startswith("dramatis") for name in imports(path))]
    assert users == []


def test_command_line_starts_without_the_heavy_libraries():
    code = "import sys, dramatis.cli; print(sorted({'spacy', 'pandas', 'matplotlib', 'papermill', 'onnxruntime'} & set(sys.modules)))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_importing_prints_nothing():
    names = sorted({".".join(path.relative_to(LIBRARY).with_suffix("").parts).removesuffix(".__init__") for path in modules()})
    code = f"import importlib\nfor name in {names!r}: importlib.import_module(name)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (printed.returncode, printed.stdout, printed.stderr) == (0, "", "")
