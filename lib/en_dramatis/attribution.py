"""Who says what: cues, their sources and contents, as groups of spans.

`doc.spans` gets three groups, `attribution:cue`, `attribution:source` and
`attribution:content`. The parts of one attribution carry the same span id (`a1`,
`a2` …, in the order of the cues): one cue, at most one source, one or two pieces of
content. A cue's label is `speech` or `thought`. A quotation that goes on without a
cue of its own is a content whose id no cue has. Scores stand, in the order of the
spans, in `doc.spans[group].attrs["scores"]`: mean probability of the span's words,
0 to 1, higher is surer. Groups are empty where nothing is attributed.

References
----------
Pareti 2015, "Attribution: a computational approach" (source, cue, content).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from . import decode, features, storage
from .component import Head, words
from .encoder import gaps
from .names import tagged_spans

REACH = 150
"""Words before and after a cue that may belong to its attribution."""
CHANGE = 0.4
"""Cost (natural log) of changing the role from one word to the next; keeps pieces whole."""
DOUBT = 0.7
"""Taken (natural log) from the score of "no cue": contents that are missed cost more than some too many."""
AT_ONCE = 64
SOURCE, CONTENT = 1, 2
GROUPS = ("cue", "source", "content")


class Frame(NamedTuple):
    """Roles of the words from `offset` on, their log probabilities, and how sure the cue is."""

    offset: int
    roles: np.ndarray
    scores: np.ndarray
    sure: float


class Found:
    """The pieces of a document's attributions while they are gathered."""

    def __init__(self, doc: Doc, tokens: np.ndarray):
        self.doc, self.tokens = doc, tokens
        self.pieces: dict[str, list[tuple[Span, float]]] = {group: [] for group in GROUPS}

    def add(self, group: str, run: tuple[int, int], score: float, *, number: int, label: str) -> None:
        """Add the words `run` of attribution `number` to a group."""
        start, end = int(self.tokens[run[0]]), int(self.tokens[run[1] - 1]) + 1
        self.pieces[group].append((Span(self.doc, start, end, label=label, span_id=f"a{number}"), round(float(score), 4)))

    def store(self) -> None:
        """Write the groups to `doc.spans`, in the order of the text."""
        for group, found in self.pieces.items():
            found.sort(key=lambda piece: (piece[0].start, piece[0].end))
            name = f"attribution:{group}"
            self.doc.spans[name] = SpanGroup(
                self.doc, name=name, spans=[span for span, _ in found], attrs={"scores": [score for _, score in found]}
            )


class Attribution(Head):
    """Sets `doc.spans["attribution:cue"]`, `["attribution:source"]` and `["attribution:content"]`."""

    def load(self) -> None:
        """Read the labels and the weights."""
        super().load()
        self._labels = self.settings["cues"]
        self._penalties = decode.allowed(self._labels)
        self._distance = storage.unpacked(self.files["distance.npz"])["distance"]

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions."""
        tokens = words(doc)
        found = Found(doc, tokens)
        if len(tokens):
            self._find(self.read(doc, tokens), gaps(doc, tokens) == features.BREAK, found)
        found.store()
        return doc

    def _find(self, read: dict[str, np.ndarray], breaks: np.ndarray, found: Found) -> None:
        scores = read["cues"].copy()
        sure = 1 - np.exp(scores[:, 0])
        scores[:, 0] -= DOUBT
        tagged = tagged_spans(scores, self._labels, self._penalties, breaks, np.arange(len(scores)))
        cues = [span for span in tagged if span[2] != "content"]
        alone = [span[:2] for span in tagged if span[2] == "content"]
        for number, run in enumerate(alone, len(cues) + 1):
            found.add("content", run, sure[run[0] : run[1]].mean(), number=number, label="content")
        for first in range(0, len(cues), AT_ONCE):
            some = cues[first : first + AT_ONCE]
            frames = self._frames(found, read["word"], some, sure)
            for number, (cue, frame) in enumerate(zip(some, frames, strict=True), first + 1):
                _add_frame(found, cue, frame, number)

    def _frames(self, found: Found, brought: np.ndarray, cues: list, sure: np.ndarray) -> list[Frame]:
        """The roles of the words around every cue."""
        anchors = np.array([start for start, _, _ in cues])
        cue = self.run("roles.onnx", states=np.asarray(found.doc.tensor)[found.tokens[anchors]])
        offsets = np.arange(-REACH, REACH + 1)
        places = anchors[:, None] + offsets
        valid = (places >= 0) & (places < len(brought))
        near = brought[np.clip(places, 0, len(brought) - 1)].astype(np.float32)
        scores = near @ cue["form"].transpose(0, 2, 1) + cue["bias"][:, None, :] + self._distance[:, buckets(offsets)].T
        scores = decode.log_softmax(scores)
        scores[~valid] = [0.0, decode.NEVER, decode.NEVER]
        change = np.where(np.eye(scores.shape[2], dtype=bool), 0.0, -CHANGE).astype(np.float32)
        best = decode.viterbi(scores, change)
        return [Frame(int(anchors[i]) - REACH, best[i], scores[i], float(sure[start:end].mean())) for i, (start, end, _) in enumerate(cues)]


def _add_frame(found: Found, cue: tuple[int, int, str], frame: Frame, number: int) -> None:
    start, end, label = cue
    roles, offset = frame.roles.copy(), frame.offset
    roles[start - offset : end - offset] = 0
    contents = _runs(roles == CONTENT)
    if not contents:
        return
    found.add("cue", (start, end), frame.sure, number=number, label=label)
    sources = _runs(roles == SOURCE)
    pieces = [("content", run, CONTENT) for run in contents]
    if sources:
        margin = frame.scores[:, SOURCE] - frame.scores[:, 0]
        pieces.append(("source", max(sources, key=lambda run: margin[run[0] : run[1]].sum()), SOURCE))
    for group, (first, last), role in pieces:
        score = np.exp(frame.scores[first:last, role]).mean()
        found.add(group, (first + offset, last + offset), score, number=number, label=group)


def buckets(offsets: np.ndarray, half: int = 16) -> np.ndarray:
    """Buckets of signed distances, logarithmic outward from `half`."""
    size = np.minimum(np.round(np.log2(np.abs(offsets).astype(np.float32) + 1) * 2), half).astype(np.int64)
    return half + np.sign(offsets) * size


def _runs(inside: np.ndarray) -> list[tuple[int, int]]:
    """Stretches of True, as `(start, end)`."""
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@Language.factory("dramatis_attribution", assigns=["doc.spans"])
def make_attribution(nlp: Language, name: str) -> Attribution:
    """Factory of the component for attributions."""
    return Attribution(name)
