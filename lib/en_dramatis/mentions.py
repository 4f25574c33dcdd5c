"""Mentions of named actors that are no names: nominals and pronouns.

`doc.spans["mentions"]` gets the noun phrases (*the president*) and the pronouns (*she*)
that likely refer to a person, an organization or a place which the article names. A
span's label is PERSON, ORG or LOC, its id `nominal` or `pronoun`; its probability stands
in `doc.spans["mentions"].attrs["scores"]`. Which actor is meant is not said here.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from . import decode, features
from .component import Head, words
from .encoder import gaps
from .names import tagged_spans

GROUP = "mentions"
LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}


class Mentions(Head):
    """Sets `doc.spans["mentions"]`."""

    def load(self) -> None:
        """Prepare from the files read."""
        super().load()
        self._labels = self.settings["nominals"]
        self._penalties = decode.allowed(self._labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of mentions."""
        return tuple(LABELS.values())

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions."""
        tokens = words(doc)
        found: list[tuple[int, int, str, str, float]] = []
        if len(tokens):
            scores = self.read(doc, tokens)
            found = self._nominals(doc, tokens, scores["nominals"]) + self._pronouns(tokens, scores["pronouns"])
        found.sort()
        doc.spans[GROUP] = SpanGroup(
            doc,
            name=GROUP,
            attrs={"scores": [score for *_, score in found]},
            spans=[Span(doc, a, b, label=LABELS[kind], span_id=form) for a, b, form, kind, _ in found],
        )
        return doc

    def _nominals(self, doc: Doc, tokens: np.ndarray, scores: np.ndarray) -> list[tuple]:
        breaks = gaps(doc, tokens) == features.BREAK
        sure = 1 - np.exp(scores[:, 0])
        at = np.arange(len(tokens))
        return [
            (int(tokens[a]), int(tokens[b - 1]) + 1, "nominal", kind, round(float(sure[a:b].mean()), 4))
            for a, b, kind in tagged_spans(scores, self._labels, self._penalties, breaks, at)
        ]

    def _pronouns(self, tokens: np.ndarray, scores: np.ndarray) -> list[tuple]:
        best = scores.argmax(axis=1)
        kinds = self.settings["pronouns"]
        return [
            (int(tokens[i]), int(tokens[i]) + 1, "pronoun", kinds[best[i]], round(float(np.exp(scores[i, best[i]])), 4))
            for i in np.flatnonzero(best).tolist()
        ]


@Language.factory("dramatis_mentions", assigns=["doc.spans"], requires=["doc.tensor"])
def make_mentions(nlp: Language, name: str) -> Mentions:
    """Factory of the component for mentions."""
    return Mentions(name)
