"""The records that preparation hands to training."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

IGNORE = -100
"""Label of a word that a head is not trained on."""

TAG_LAYERS = ("upos", "xpos", "morph", "lemma", "dep")
NAME_LABELS = ("PERSON", "ORG", "LOC", "EVENT", "MISC")
ENTS = ("O", *(f"{p}-{label}" for label in NAME_LABELS for p in "BI"))
KINDS = ("person", "organization", "place")
NOMINALS = ("O", *(f"{p}-{kind}" for kind in KINDS for p in "BI"))
PRONOUNS = ("O", *KINDS)
CUES = ("O", "B-speech", "I-speech", "B-thought", "I-thought", "B-content", "I-content")
ROLES = ("O", "source", "content")


STYLES = ("any", "gum", "ewt", "wikigold", "crossner", "btc", "wikinews")
"""Corpora differ in what they call a name; the encoder is told which one it reads, or `any`."""


def style(corpus: str) -> int:
    """The number of a corpus' style."""
    return next((i for i, name in enumerate(STYLES) if corpus.startswith(name)), 0)


@dataclass
class Frame:
    """One attribution: the words of its cue (`anchor` the chief one), source and content."""

    anchor: int
    cue: list[int]
    source: list[int]
    content: list[int]


@dataclass
class Document:
    """Words with the labels that their corpus has."""

    corpus: str
    name: str
    genre: str
    words: list[str]
    gaps: np.ndarray
    ents: list[str | None] | None = None
    tags: dict[str, list[str]] | None = None
    lemmas: list[str] | None = None
    heads: np.ndarray | None = None
    sents: np.ndarray | None = None
    nominals: list[str] | None = None
    pronouns: list[str] | None = None
    cues: list[str | None] | None = None
    frames: list[Frame] | None = None
    clusters: list[tuple[int, int, str, str]] = field(default_factory=list)
    """Mentions as (first word, last word, entity id, form), for the coreference scorer."""


@dataclass
class Labels:
    """The labels of the layers that are read off the corpora."""

    values: dict[str, list[str]]

    def index(self, layer: str) -> dict[str, int]:
        """Label to number."""
        return {value: i for i, value in enumerate(self.values[layer])}
