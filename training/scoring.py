"""Scores of a network on the development sets, on given words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch

from en_dramatis import decode, features, lemmas, windows
from training.batches import Maker, collated
from training.counts import Counts
from training.losses import states
from training.model import Network, bucket
from training.records import CUES, ENTS, NOMINALS, PRONOUNS, Document, Labels

STOPS = {".", "!", "?"}


class Reading(NamedTuple):
    """A document with its words' states and the scores of their tags."""

    document: Document
    x: torch.Tensor
    logits: dict[str, np.ndarray]


def word_states(network: Network, maker: Maker, document: Document, style: int) -> torch.Tensor:
    """States of all words of a document, read in windows."""
    words = document.words
    sizes = np.array([len(maker.word(w)) for w in words])
    stops = np.array([w in STOPS for w in words])
    found = []
    for window in windows.windows(sizes, document.gaps == features.BREAK, stops):
        batch = collated([maker.item(document, window.start, window.end, style=style)], maker.pad)
        x = states(network, batch)[0]
        found.append(x[window.own_start - window.start : window.own_end - window.start])
    return torch.cat(found).float()


@torch.no_grad()
def scores(network: Network, maker: Maker, labels: Labels, dev: dict[str, list[Document]], style: int) -> dict[str, float]:
    """The development scores by name, F1 or accuracy between 0 and 1."""
    network.eval()
    counts = Counts()
    for corpus, documents in dev.items():
        for document in documents:
            x = word_states(network, maker, document, style)
            _count(counts, corpus, network, x, document, labels)
    network.train()
    return {name: f for name, (_, _, f) in counts.scores().items()}


def entity_spans(tags: list[str | None]) -> set[tuple[int, int, str]]:
    """BIO tags as spans `(start, end, label)`."""
    found, start, label = set(), None, ""
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag is None or not tag.startswith("I-")):
            found.add((start, i, label))
            start = None
        if tag and tag.startswith("B-"):
            start, label = i, tag[2:]
    return found


def _count(counts: Counts, corpus: str, network: Network, x: torch.Tensor, document: Document, labels: Labels) -> None:
    heads = network.heads
    logits = {layer: linear(x).numpy() for layer, linear in heads.tags.items()}
    breaks = document.gaps == features.BREAK
    for layer, names in (("ents", ENTS), ("cues", CUES), ("nominals", NOMINALS)):
        gold = getattr(document, layer)
        if gold is None:
            continue
        best = decode.spans(decode.log_softmax(logits[layer]), decode.allowed(names), breaks)
        predicted = entity_spans([names[i] for i in best])
        wanted = entity_spans(gold)
        if corpus == "wikinews" and layer == "ents":
            predicted = {s for s in predicted if s[2] in {"PERSON", "ORG", "LOC"}}
        counts.sets(f"{corpus} {layer}", predicted, wanted)
        if layer != "nominals":
            for label in sorted({s[2] for s in predicted | wanted}):
                counts.sets(f"{corpus} {label}", {s for s in predicted if s[2] == label}, {s for s in wanted if s[2] == label})
    pronouns = logits["pronouns"].argmax(1)
    counts.sets(
        f"{corpus} pronouns",
        {(i, PRONOUNS[p]) for i, p in enumerate(pronouns) if p},
        {(i, p) for i, p in enumerate(document.pronouns) if p != "O"},
    )
    _count_roles(counts, corpus, network, x, document)
    if document.tags:
        _count_syntax(counts, corpus, network, Reading(document, x, logits), labels)


def _count_roles(counts: Counts, corpus: str, network: Network, x: torch.Tensor, document: Document) -> None:
    for frame in document.frames or []:
        low, high = max(0, frame.anchor - 150), min(len(x), frame.anchor + 150)
        distance = bucket(torch.arange(low, high) - frame.anchor)
        best = network.heads.roles(x[frame.anchor], x[low:high], distance).argmax(1).numpy()
        for number, name, gold in ((1, "source", frame.source), (2, "content", frame.content)):
            counts.sets(f"{corpus} {name} words", set((np.flatnonzero(best == number) + low).tolist()), set(gold))
        counts.sets(f"{corpus} source exact", {tuple((np.flatnonzero(best == 1) + low).tolist())}, {tuple(frame.source)})


def _count_syntax(counts: Counts, corpus: str, network: Network, reading: Reading, labels: Labels) -> None:
    document, x, logits = reading
    n = len(x)
    for layer in ("upos", "xpos", "morph"):
        values = labels.values[layer]
        right = sum(values[p] == g for p, g in zip(logits[layer].argmax(1), document.tags[layer], strict=False))
        counts.add(f"{corpus} {layer}", right, n, n)
    values = labels.values["lemma"]
    right = sum(
        lemmas.apply(w, values[p]) == g for w, p, g in zip(document.words, logits["lemma"].argmax(1), document.lemmas, strict=False)
    )
    counts.add(f"{corpus} lemma", right, n, n)
    starts = logits["sents"].argmax(1) == 1
    gold_starts = document.sents
    for name, breaks in (("sents", document.gaps == features.BREAK), ("sents bare", np.zeros(n, dtype=bool))):
        found = starts | breaks
        found[0] = True
        bounds, gold_bounds = _bounds(found), _bounds(gold_starts)
        counts.sets(f"{corpus} {name}", bounds, gold_bounds)
        if name == "sents":
            used = bounds
    uas = las = 0
    for a, b in used:
        scores_ = network.heads.arcs(x[None, a:b])[0].numpy()
        parents = decode.tree(scores_) + a
        own = np.arange(a, b)
        state = torch.where(torch.tensor(parents == own)[:, None], torch.zeros(()), x[parents])
        rels = network.heads.rels(x[a:b], state).argmax(1).numpy()
        good = parents == document.heads[a:b]
        uas += int(good.sum())
        las += sum(g and labels.values["dep"][r] == d for g, r, d in zip(good, rels, document.tags["dep"][a:b], strict=False))
    counts.add(f"{corpus} UAS", uas, n, n)
    counts.add(f"{corpus} LAS", las, n, n)


def _bounds(starts: np.ndarray) -> set[tuple[int, int]]:
    at = np.flatnonzero(starts).tolist()
    return set(zip(at, [*at[1:], len(starts)], strict=False))
