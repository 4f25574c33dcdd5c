"""Files of a component: named byte strings in a folder, with their hashes."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np

SETTINGS = "settings.json"


class WeightsError(ValueError):
    """Weights that are missing, cut short or not the ones the package was made with."""


def digest(data: bytes) -> str:
    """SHA-256, as a hexadecimal string."""
    return hashlib.sha256(data).hexdigest()


def packed(arrays: dict[str, np.ndarray]) -> bytes:
    """Arrays as the bytes of an `.npz` file; the same arrays give the same bytes."""
    buffer = io.BytesIO()
    np.savez(buffer, **{name: arrays[name] for name in sorted(arrays)})
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, np.ndarray]:
    """Arrays of `packed`, floats as float32."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in arrays.items()}


def write(folder: Path, files: dict[str, bytes], settings: dict) -> None:
    """Write files and settings into a folder, with the files' hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    hashes = {name: digest(data) for name, data in files.items()}
    text = json.dumps({**settings, "sha256": hashes}, indent=1, ensure_ascii=False)
    (folder / SETTINGS).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> tuple[dict[str, bytes], dict]:
    """Files and settings of a folder, the files' hashes checked.

    Raises
    ------
    WeightsError
        If a file is missing or is not the file it should be.
    """
    if not (folder / SETTINGS).exists():
        raise WeightsError(f"{folder} has no {SETTINGS}: the pipeline's data is incomplete, install the package anew")
    settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    files = {}
    for name, wanted in settings.pop("sha256").items():
        path = folder / name
        if not path.exists():
            raise WeightsError(f"{path} is missing: the pipeline's data is incomplete, install the package anew")
        files[name] = path.read_bytes()
        found = digest(files[name])
        if found != wanted:
            raise WeightsError(
                f"{path} is damaged or not of this package: its SHA-256 is {found}, expected {wanted}; "
                "install the package anew (a Git LFS pointer or a cut download does this)"
            )
    return files, settings
