"""Who says what: cues, their sources and contents, as groups of spans.

`doc.spans` gets three groups, `attribution:cue`, `attribution:source` and
`attribution:content`. The parts of one attribution carry the same span id (`a1`,
`a2` …, in the order of the cues): one cue, at most one source, and pieces of content,
none of which runs over a paragraph or belongs to two attributions. A cue's label is
`speech` or `thought`. A quotation that goes on without a cue of its own is a content
whose id no cue has. Scores stand, in the order of the spans, in
`doc.spans[group].attrs["scores"]`: mean probability of the span's words, 0 to 1, higher
is surer. Groups are empty where nothing is attributed.

References
----------
Pareti 2015, "Attribution: a computational approach" (source, cue, content).
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from . import decode, features, storage
from .component import Head, among, product, words
from .encoder import gaps
from .frames import Frame, tidied
from .names import tagged_spans

REACH = 150
"""Words before and after a cue that may belong to its attribution."""
CHANGE = 0.8
"""Cost (natural log) of changing the role from one word to the next; keeps pieces whole."""
FARTHER = 0.1
"""Cost (natural log) of a word between a cue and its source, where several phrases may be the source."""
AT_ONCE = 16
MARKS = frozenset(features.MARKS)
ROLES = ("outside", "source", "content")
SOURCE, CONTENT = 1, 2
GROUPS = ("cue", "source", "content")


class Found:
    """The pieces of a document's attributions while they are gathered."""

    def __init__(self, doc: Doc, tokens: np.ndarray):
        self.doc, self.tokens, self.gaps = doc, tokens, gaps(doc, tokens)
        self.pieces: dict[str, list[tuple[Span, float]]] = {group: [] for group in GROUPS}

    def add(self, group: str, run: tuple[int, int], score: float, *, number: int, label: str) -> None:
        """Add the words `run` of attribution `number` to a group."""
        start, end = int(self.tokens[run[0]]), int(self.tokens[run[1] - 1]) + 1
        self.pieces[group].append((Span(self.doc, start, end, label=label, span_id=f"a{number}"), round(float(score), 4)))

    def add_frame(self, frame: Frame, number: int) -> None:
        """Add all parts of an attribution."""
        self.add("cue", frame.cue, frame.sure, number=number, label=frame.label)
        if frame.source:
            self.add("source", frame.source, frame.source_score, number=number, label="source")
        for run, score in frame.contents:
            self.add("content", run, score, number=number, label="content")

    def texts(self) -> list[str]:
        """The words in lower case."""
        strings = self.doc.vocab.strings
        return [strings[key] for key in self.doc.to_array("LOWER")[self.tokens].tolist()]

    def inside(self) -> np.ndarray:
        """Which words stand within quotation marks."""
        orths = self.doc.to_array("ORTH")[self.tokens]
        marks = np.full(len(orths), features.NO_MARK)
        for i in np.flatnonzero(among(orths, MARKS)).tolist():
            marks[i] = features.mark(self.doc.vocab.strings[int(orths[i])])
        return features.quoted(marks, self.gaps)

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

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of cues."""
        return tuple(dict.fromkeys(label[2:] for label in self.settings.get("cues", ()) if label not in ("O", "B-content", "I-content")))

    def __call__(self, doc: Doc) -> Doc:
        """Find the attributions."""
        tokens = words(doc)
        found = Found(doc, tokens)
        if len(tokens):
            self._find(self.read(doc, tokens), found.gaps == features.BREAK, found)
        found.store()
        return doc

    def _find(self, read: dict[str, np.ndarray], breaks: np.ndarray, found: Found) -> None:
        scores = read["cues"]
        sure = 1 - np.exp(scores[:, 0])
        tagged = tagged_spans(scores, self._labels, self._penalties, breaks, np.arange(len(scores)))
        cues = [span for span in tagged if span[2] != "content"]
        alone = [span[:2] for span in tagged if span[2] == "content"]
        frames = []
        for first in range(0, len(cues), AT_ONCE):
            frames += self._frames(found, read["word"], cues[first : first + AT_ONCE], sure)
        frames = tidied(frames, breaks, found.inside(), found.texts())
        for number, frame in enumerate(frames, 1):
            found.add_frame(frame, number)
        for number, run in enumerate(alone, len(frames) + 1):
            found.add("content", run, sure[run[0] : run[1]].mean(), number=number, label="content")

    def _frames(self, found: Found, brought: np.ndarray, cues: list, sure: np.ndarray) -> list[Frame]:
        """The attributions of some cues."""
        anchors = np.array([start for start, _, _ in cues])
        cue = self.run("roles", states=np.asarray(found.doc.tensor)[found.tokens[anchors]])
        offsets = np.arange(-REACH, REACH + 1)
        places = anchors[:, None] + offsets
        valid = (places >= 0) & (places < len(brought))
        first, last = max(0, int(anchors[0]) - REACH), int(anchors[-1]) + REACH + 1
        forms = cue["form"].reshape(-1, brought.shape[1])
        between = product(brought[first:last].astype(np.float32), forms.T).reshape(-1, len(cues), len(ROLES))
        scores = between[np.clip(places - first, 0, len(between) - 1), np.arange(len(cues))[:, None]]
        scores = decode.log_softmax(scores + cue["bias"][:, None, :] + self._distance[:, buckets(offsets)].T)
        scores[~valid] = [0.0, decode.NEVER, decode.NEVER]
        best = roles(scores)
        return [_frame(cue, sure, int(cue[0]) - REACH, best[i], scores[i]) for i, cue in enumerate(cues)]


def roles(scores: np.ndarray) -> np.ndarray:
    """The best roles of words, `[cues, words]`, for log probabilities `[cues, words, roles]`, a change of role having its cost.

    A word whose "outside" beats the other roles by more than two changes cost is outside, so that only the stretches
    between such words are looked at.
    """
    width, size = scores.shape[1:]
    best = np.zeros(scores.shape[:2], dtype=np.int64)
    unsure = scores[:, :, 1:].max(axis=2) > scores[:, :, 0] - 2 * CHANGE
    edges = np.diff(unsure.astype(np.int8), prepend=0, append=0, axis=1)
    (rows, starts), stops = np.nonzero(edges == 1), np.nonzero(edges == -1)[1]
    if not len(rows):
        return best
    places = starts[:, None] + np.arange((stops - starts).max() + 1)
    stretches = scores[rows[:, None], np.minimum(places, width - 1)]
    stretches[places >= stops[:, None]] = [0.0, *[decode.NEVER] * (size - 1)]
    stretches[places >= width] = 0.0
    change = np.where(np.eye(size, dtype=bool), 0.0, -CHANGE).astype(np.float32)
    found = decode.viterbi(stretches, change)
    within = places < stops[:, None]
    best[np.broadcast_to(rows[:, None], places.shape)[within], places[within]] = found[within]
    return best


def _frame(cue: tuple[int, int, str], sure: np.ndarray, offset: int, roles: np.ndarray, scores: np.ndarray) -> Frame:
    """The pieces that the roles of the words from `offset` on make up."""
    start, end, label = cue
    roles = roles.copy()
    roles[start - offset : end - offset] = 0
    frame = Frame((start, end), label, float(sure[start:end].mean()))
    sources = _runs(roles == SOURCE)
    if sources:
        margin = scores[:, SOURCE] - scores[:, 0]
        gaps_to_cue = {run: max(run[0] + offset - end, start - offset - run[1], 0) for run in sources}
        first, last = max(sources, key=lambda run: margin[run[0] : run[1]].mean() - FARTHER * gaps_to_cue[run])
        frame.source, frame.source_score = (first + offset, last + offset), float(np.exp(scores[first:last, SOURCE]).mean())
    for first, last in _runs(roles == CONTENT):
        frame.contents.append(((first + offset, last + offset), float(np.exp(scores[first:last, CONTENT]).mean())))
    return frame


def buckets(offsets: np.ndarray, half: int = 16) -> np.ndarray:
    """Buckets of signed distances, logarithmic outward from `half`."""
    size = np.minimum(np.round(np.log2(np.abs(offsets).astype(np.float32) + 1) * 2), half).astype(np.int64)
    return half + np.sign(offsets) * size


def _runs(inside: np.ndarray) -> list[tuple[int, int]]:
    """Stretches of True, as `(start, end)`."""
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@Language.factory("dramatis_attribution", assigns=["doc.spans"], requires=["doc.tensor"])
def make_attribution(nlp: Language, name: str) -> Attribution:
    """Factory of the component for attributions."""
    return Attribution(name)
