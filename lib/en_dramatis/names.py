"""Names: `doc.ents` with PERSON, ORG, LOC, EVENT and MISC."""

from __future__ import annotations

import re

import numpy as np
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span

from . import decode, features
from .component import Head, words
from .encoder import gaps
from .tokens import BOUND_PREFIXES

HYPHENS = frozenset("-–")
BOUND = re.compile(rf"(?:{'|'.join(BOUND_PREFIXES)})-", re.IGNORECASE)


class Names(Head):
    """Sets `doc.ents`."""

    def load(self) -> None:
        """Prepare from the files read."""
        super().load()
        self._labels = self.settings["ents"]
        self._penalties = decode.allowed(self._labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names."""
        return tuple(dict.fromkeys(label[2:] for label in self.settings.get("ents", []) if label != "O"))

    def __call__(self, doc: Doc) -> Doc:
        """Find the names."""
        tokens = words(doc)
        if not len(tokens):
            doc.ents = []
            return doc
        found = self.read(doc, tokens)["ents"]
        breaks = gaps(doc, tokens) == features.BREAK
        spans = tagged_spans(found, self._labels, self._penalties, breaks, tokens)
        doc.ents = [Span(doc, a, b, label=label) for a, b, label in whole_words(doc, spans)]
        return doc

    def score(self, examples, **kwargs) -> dict:
        """Precision, recall and F1 of names, exact, with `per_type`."""
        return get_ner_prf(examples)


def tagged_spans(
    scores: np.ndarray, labels: list[str], penalties: np.ndarray, breaks: np.ndarray, tokens: np.ndarray
) -> list[tuple[int, int, str]]:
    """Spans `(start, end, label)` in token numbers, of BIO scores over words.

    White-space tokens at the ends never belong to a span; one within a line does.
    """
    if not len(tokens):
        return []
    best = decode.spans(scores, penalties, breaks)
    found: list[tuple[int, int, str]] = []
    for i in np.flatnonzero(best).tolist():
        label = labels[best[i]]
        at = int(tokens[i])
        if label.startswith("I-") and found:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
        else:
            found.append((at, at + 1, label[2:]))
    return found


def whole_words(doc: Doc, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that end on a hyphen led to the word's end (*Leung Kwok-hing*); bare words like *pro-Beijing* left out."""
    found: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        last = doc[end - 1]
        if last.text in HYPHENS and end - start > 1 and end < len(doc) and not last.whitespace_ and doc[end].is_alpha:
            end += 1
        if found and found[-1][1] > start:
            start = found[-1][1]
        if start < end and not (end - start == 1 and BOUND.match(doc[start].text)):
            found.append((start, end, label))
    return found


@Language.factory("dramatis_names", assigns=["doc.ents", "token.ent_iob", "token.ent_type"], default_score_weights={"ents_f": 1.0})
def make_names(nlp: Language, name: str) -> Names:
    """Factory of the component for names."""
    return Names(name)
