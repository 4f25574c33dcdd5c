"""Hashes of all that an outcome depends on: another hash means that it is due."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dramatis.errors import PipelineError
from dramatis.markup import visible
from dramatis.report import fingerprint
from dramatis.report.parameters import parameters_of

__all__ = ["base_key", "due_key", "versions"]


def due_key(digest: str, base: str) -> str:
    """A hash of all that a report depends on: what is read, by its `digest`, and `base` for code, pipeline, lexicon and parameters."""
    return hashlib.sha256(f"{base} {digest}".encode()).hexdigest()


def base_key(values: Mapping[str, Any]) -> str:
    """A hash of what all reports of a run have in common.

    Raises
    ------
    PipelineError
        Where there is no such pipeline.
    """
    declared = {parameter.name: parameter.default for parameter in parameters_of().values()}
    chosen = declared | dict(values) | {"article": ""}
    lexicon = fingerprint.of_files(path for path in Path(chosen["lexicon"]).rglob("*") if path.is_file()) if chosen["lexicon"] else ""
    pipeline = fingerprint.of_pipeline(chosen["pipeline"])
    if pipeline == "unknown":
        raise PipelineError(
            f"parameter pipeline has the value {visible(chosen['pipeline'])!r}, no installed spaCy pipeline and no folder; install it"
        )
    parts = [_version(), json.dumps(chosen, sort_keys=True), fingerprint.of_code(), pipeline, lexicon]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def versions(values: Mapping[str, Any]) -> dict[str, str]:
    """What a run was made with: version of the library, hash of its code, pipeline and its hash."""
    pipeline = values.get("pipeline", parameters_of()["pipeline"].default)
    return {"dramatis": _version(), "code": fingerprint.of_code(), "pipeline": f"{pipeline} {fingerprint.of_pipeline(pipeline)}"}


def _version() -> str:
    try:
        return version("dramatis")
    except PackageNotFoundError:
        return "not installed"
