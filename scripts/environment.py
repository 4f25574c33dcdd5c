"""Write environment.yml's packages from pyproject.toml: dependencies and the extra ``test``, under conda-forge's names."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "jupyter-core": "jupyter_core",
    "jupyter-server": "jupyter_server",
    "matplotlib": "matplotlib-base",
}
HEAD = """\
# The conda environment: conda env create --file environment.yml && conda activate dramatis
# Made by scripts/environment.py from pyproject.toml (its dependencies and the extra `test`), with the same ranges;
# tests/test_environment.py holds them equal.
name: dramatis
channels:
  - conda-forge
dependencies:
  - python {python}
"""
TAIL = """\
  - pip
  - pip:
      - --editable .
"""


def main() -> None:
    """Write the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = sorted(project["dependencies"] + project["optional-dependencies"]["test"])
    packages = "".join(f"  - {conda_line(line)}\n" for line in lines)
    (ROOT / "environment.yml").write_text(HEAD.format(python=project["requires-python"]) + packages + TAIL)


def conda_line(requirement: str) -> str:
    """``pandas>=3.0,<4`` as conda writes it: ``pandas >=3.0,<4``."""
    name, floor = requirement.split(">=", 1)
    return f"{CONDA_NAMES.get(name, name)} >={floor}"


if __name__ == "__main__":
    main()
