"""What all components share: their files, and how they get at the states of words."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
import srsly
from spacy.pipeline import Pipe
from spacy.strings import get_string_id
from spacy.tokens import Doc

from . import storage

THREADS = ("DRAMATIS_THREADS", "OMP_NUM_THREADS")
SMALL = 250_000
"""Multiplications below which OpenBLAS does not share a product among threads."""
WIDE = 64
BLOCK = 1024
"""Words whose scores are computed at once; bounds the memory of long texts."""


class Component(Pipe):
    """A pipe with files; children say how their files become what they need.

    `files` and `settings` are what is written; `load` is called after they are read.
    """

    def __init__(self, name: str):
        self.name = name
        self.files: dict[str, bytes] = {}
        self.settings: dict = {}

    def load(self) -> None:
        """Prepare for work from `files` and `settings`."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the component into a folder."""
        storage.write(Path(path), self.files, self.settings)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Component:
        """Read the component from a folder, checking the hashes of its files."""
        self.files, self.settings = storage.read(Path(path))
        self.load()
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The component as bytes."""
        return srsly.msgpack_dumps({"files": self.files, "settings": self.settings})

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """The component from bytes."""
        content = srsly.msgpack_loads(data)
        self.files, self.settings = content["files"], content["settings"]
        self.load()
        return self

    def __reduce__(self) -> tuple:
        return _restored, (type(self), self.name, self.files, self.settings)


def _restored(kind: Callable[[str], Component], name: str, files: dict[str, bytes], settings: dict) -> Component:
    """A component out of a pickle; open sessions do not travel."""
    component = kind(name)
    component.files, component.settings = files, settings
    if files or settings:
        component.load()
    return component


class Head(Component):
    """A component that reads the states of words from `doc.tensor`, where the encoder left them."""

    def __init__(self, name: str):
        super().__init__(name)
        self._sessions: dict = {}

    def load(self) -> None:
        self._sessions = {}

    def run(self, graph: str, **inputs: np.ndarray) -> dict[str, np.ndarray]:
        """The outputs of one of the component's graphs, by name."""
        if graph not in self._sessions:
            self._sessions[graph] = open_session(self.files, graph)
        session = self._sessions[graph]
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, inputs), strict=False))

    def blocks(self, doc: Doc, tokens: np.ndarray) -> Iterator[dict[str, np.ndarray]]:
        """The outputs of the graph `heads` for the words `tokens`, some words at a time.

        Raises
        ------
        ValueError
            If the encoder has not seen the document.
        """
        if len(doc.tensor) != len(doc):
            raise ValueError(
                f"component {self.name!r} needs the states of words, which component 'encoder' leaves in doc.tensor: "
                "keep 'encoder' enabled, before the others"
            )
        states = np.asarray(doc.tensor)
        for start in range(0, len(tokens), BLOCK):
            yield self.run("heads", states=states[tokens[start : start + BLOCK]])

    def read(self, doc: Doc, tokens: np.ndarray) -> dict[str, np.ndarray]:
        """The outputs of the graph `heads` for all words; wide ones as float16, which is half the memory."""
        parts = [{k: v.astype(np.float16) if v.shape[-1] > WIDE else v for k, v in block.items()} for block in self.blocks(doc, tokens)]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def threads() -> int:
    """Threads within one operation: `DRAMATIS_THREADS`, else `OMP_NUM_THREADS`, else 1."""
    for name in THREADS:
        value = os.environ.get(name, "").split(",")[0].strip()
        if value.isdigit() and int(value) > 0:
            return int(value)
    return 1


def open_session(files: dict[str, bytes], graph: str):
    """An onnxruntime session of the graph `GRAPH.onnx` with the weights of `GRAPH.npz`, with `threads` threads that do not spin."""
    import onnxruntime

    weights = storage.unpacked(files[f"{graph}.npz"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads()
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    options.add_external_initializers(list(weights), [onnxruntime.OrtValue.ortvalue_from_numpy(w) for w in weights.values()])
    return onnxruntime.InferenceSession(files[f"{graph}.onnx"], options, providers=["CPUExecutionProvider"])


def words(doc: Doc) -> np.ndarray:
    """Numbers of the tokens that are no white space."""
    return np.flatnonzero(~doc.to_array("IS_SPACE").astype(bool)) if len(doc) else np.zeros(0, dtype=np.int64)


@cache
def _hashes(texts: Collection[str]) -> np.ndarray:
    return np.array([get_string_id(text) for text in texts], dtype=np.uint64)


def among(keys: np.ndarray, texts: Collection[str]) -> np.ndarray:
    """Which of the hashes of strings are those of one of `texts` (a tuple or a frozen set), as booleans."""
    return np.isin(keys, _hashes(texts))


def product(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """`left @ right` in pieces so small that the BLAS library does them in this thread.

    Its threads spin for milliseconds after each product they share.
    """
    rows = max(1, SMALL // max(1, right.size))
    if rows >= len(left):
        return left @ right
    return np.concatenate([left[i : i + rows] @ right for i in range(0, len(left), rows)])
