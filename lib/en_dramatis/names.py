"""Names: `doc.ents` with PERSON, ORG, LOC, EVENT and MISC."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span

from . import decode, features
from .component import Head, words
from .encoder import gaps
from .teams import with_teams
from .tokens import BOUND_PREFIXES

PERSON = "PERSON"
HYPHENS = frozenset("-–")
NO_NAME = re.compile(rf"(?:{'|'.join(BOUND_PREFIXES)})-|.*\$$", re.IGNORECASE)
NO_TAIL = frozenset(
    ["era", "led", "style", "backed", "like", "born", "turned", "run", "owned", "based", "appointed", "approved", "inspired", "esque"]
)
"""What a hyphen joins to a name without being part of it."""
OFTEN, SEEN, MAYBE = 2, 0.8, 0.01
"""How often a name is found, how surely once, and how probable it is where it was not found, for it to be a name there too."""
RARE, LEANING = ("EVENT", "MISC"), 1.0
"""Labels that the training texts have less often than news, and what is added to their log probabilities."""


class Names(Head):
    """Sets `doc.ents`.

    With `one_label`, a name that is found twice and more is found wherever its words stand, all mentions of a name in a
    document get the label that is likeliest for them together, a bare surname that of the person's full name, and national
    teams are organizations in reports of matches.
    """

    def __init__(self, name: str = "names", *, one_label: bool = True):
        super().__init__(name)
        self.one_label = one_label

    def __reduce__(self) -> tuple:
        kind, (cls, *rest) = super().__reduce__()
        return kind, (partial(cls, one_label=self.one_label), *rest)

    def load(self) -> None:
        """Prepare from the files read."""
        super().load()
        self._labels = self.settings["ents"]
        self._penalties = decode.allowed(self._labels)
        self._leaning = np.array([LEANING * (label[2:] in RARE) for label in self._labels], dtype=np.float32)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of names."""
        return tuple(dict.fromkeys(label[2:] for label in self.settings.get("ents", []) if label != "O"))

    def __call__(self, doc: Doc) -> Doc:
        """Find the names; those that `doc.ents` has already stay, as with spaCy's own recognizer."""
        tokens = words(doc)
        if not len(tokens):
            return doc
        given = list(doc.ents)
        taken = {i for span in given for i in range(span.start, span.end)}
        found = decode.log_softmax(self.read(doc, tokens)["ents"] + self._leaning)
        breaks = gaps(doc, tokens) == features.BREAK
        spans = whole_words(doc, tagged_spans(found, self._labels, self._penalties, breaks, tokens))
        if self.one_label:
            shares = np.zeros((len(doc), len(self.labels)), dtype=np.float32)
            shares[tokens] = np.exp(found[:, 1:]).reshape(len(tokens), -1, 2).sum(axis=2)
            spans = with_teams(doc, with_one_label(doc, with_repeats(doc, spans, shares, self.labels), shares, self.labels))
        doc.ents = given + [Span(doc, a, b, label=label) for a, b, label in spans if taken.isdisjoint(range(a, b))]
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


def with_repeats(doc: Doc, spans: list[tuple[int, int, str]], shares: np.ndarray, labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Spans, with the same words elsewhere in the document where a name was found `OFTEN` times, once surely.

    Words that the document also has in lower case stay out, and places that are almost surely none.
    `shares` are the probabilities `[tokens, labels]`.
    """
    orths, inside = doc.to_array("ORTH"), shares.sum(axis=1)
    found: dict[tuple[int, ...], list[float]] = {}
    for start, end, _ in spans:
        found.setdefault(tuple(orths[start:end].tolist()), []).append(float(inside[start:end].min()))
    lowered = set(orths[doc.to_array("IS_LOWER").astype(bool)].tolist())
    taken = np.zeros(len(doc), dtype=bool)
    for start, end, _ in spans:
        taken[start:end] = True
    more = []
    for name, sure in sorted(found.items(), key=lambda item: -len(item[0])):
        text = doc.vocab.strings[name[0]]
        if len(sure) < OFTEN or max(sure) < SEEN or not text[0].isupper() or doc.vocab.strings.add(text.lower()) in lowered:
            continue
        for start in np.flatnonzero((orths == name[0]) & ~taken).tolist():
            end = start + len(name)
            if tuple(orths[start:end].tolist()) == name and not taken[start:end].any() and inside[start:end].min() > MAYBE:
                more.append((start, end, labels[int(shares[start:end].mean(axis=0).argmax())]))
                taken[start:end] = True
    return sorted(spans + more)


def with_one_label(doc: Doc, spans: list[tuple[int, int, str]], shares: np.ndarray, labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Spans with the label that the mentions of the same words have together.

    `shares` are the probabilities `[tokens, labels]`; the means over the tokens of a mention are added up.
    """
    keys = [doc[start:end].text.lower().removeprefix("the ") for start, end, _ in spans]
    totals: dict[str, np.ndarray] = {}
    for key, (start, end, _) in zip(keys, spans, strict=True):
        totals[key] = totals.get(key, 0) + shares[start:end].mean(axis=0)
    best = {key: labels[int(total.argmax())] for key, total in totals.items()}
    surnames = {doc[end - 1].lower_ for key, (start, end, _) in zip(keys, spans, strict=True) if end - start > 1 and best[key] == PERSON}
    return [
        (start, end, PERSON if end - start == 1 and key in surnames else best[key])
        for key, (start, end, _) in zip(keys, spans, strict=True)
    ]


def whole_words(doc: Doc, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that end within a hyphenated name led to its end; *pro-Beijing* and *US$* alone are no names."""
    found: list[tuple[int, int, str]] = []
    for start, end, label in spans:
        end = _name_end(doc, start, end, label)
        if found and found[-1][1] > start:
            start = found[-1][1]
        if start < end and not (end - start == 1 and NO_NAME.match(doc[start].text)):
            found.append((start, end, label))
    return found


def _name_end(doc: Doc, start: int, end: int, label: str) -> int:
    """The end of *Leung Kwok-hing* where the span ends in it: on the hyphen, or for people before it."""
    if end - start > 1 and _joined(doc, end - 1):
        return end + 1
    if label == PERSON and end < len(doc) and not doc[end - 1].whitespace_ and _joined(doc, end):
        tail = doc[end + 1]
        if tail.is_lower and tail.lower_ not in NO_TAIL:
            return end + 2
    return end


def _joined(doc: Doc, i: int) -> bool:
    """Whether token `i` is a hyphen that joins on to a word."""
    return doc[i].text in HYPHENS and not doc[i].whitespace_ and i + 1 < len(doc) and doc[i + 1].is_alpha


@Language.factory(
    "dramatis_names",
    requires=["doc.tensor"],
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"one_label": True},
    default_score_weights={"ents_f": 1.0},
)
def make_names(nlp: Language, name: str, one_label: bool) -> Names:
    """Factory of the component for names."""
    return Names(name, one_label=one_label)
