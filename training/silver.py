"""Labels given by the networks that there are: `python -m training.silver`, for self-training.

The Wikinews articles that nobody marked get a headline, a date and captions (`layout`), names, tags, trees, sentence
starts and attributions; the marked ones get trees, and names where theirs are unknown; the treebank without names gets
names. What the networks are not sure of stays unknown. Articles that are in the development sets are left out.

References
----------
Yarowsky 1995, "Unsupervised word sense disambiguation rivaling supervised methods"; Lee 2013, "Pseudo-label".
"""

from __future__ import annotations

import argparse
import pickle
import random
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.tokens import Doc
from tokenizers import Tokenizer

from en_dramatis import decode, features, sentences
from en_dramatis.names import tagged_spans, whole_words, with_one_label
from en_dramatis.teams import with_teams
from training.base import check_base, default_base, load
from training.batches import Maker
from training.layout import dressed
from training.model import Network
from training.prepare import gaps_of, read_jsonl, unseen
from training.records import CUES, ENTS, NAME_LABELS, STYLES, TAG_LAYERS, Document, Frame, Labels
from training.scoring import word_states
from training.variation import spans_of

STYLES_READ = ("any", "gum", "wikinews")
SURE_NAME, SURE_OUTSIDE, SURE_FILL, SURE_TAG, SURE_ARC, SURE_CUE = 0.75, 0.85, 0.9, 0.8, 0.7, 0.8
"""Probabilities from which a label is taken over; FILL for words that a corpus leaves open."""
KINDS = ("PERSON", "ORG", "LOC")
"""Labels of the names in captions."""


def main() -> None:
    """Label, and write a prepared file with more in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--prepared", type=Path, default=Path("training/build/prepared.pkl"))
    parser.add_argument("--base", type=Path, default=default_base())
    parser.add_argument("--teachers", type=Path, nargs="+", required=True, help="checkpoints, whose probabilities are averaged")
    parser.add_argument("--package", default="en_dramatis", help="name or folder of the package that finds attributions")
    parser.add_argument("--articles", type=int, default=None, help="label so many articles only")
    parser.add_argument("--out", type=Path, default=Path("training/build/silver.pkl"))
    args = parser.parse_args()
    with args.prepared.open("rb") as file:
        data = pickle.load(file)
    tokenizer = Tokenizer.from_file(str(check_base(args.base) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    teacher = Teacher(args.teachers, tokenizer, data["labels"])
    nlp = load(args.package)
    apart = [r["text"] for name in ("gum-news", "wikinews-marked") for r in read_jsonl(args.eval / "gold" / f"{name}.jsonl")]
    marked = {d.name for d in data["train"] if d.corpus == "wikinews"}
    articles = [a for a in read_jsonl(args.corpora / "wikinews_articles.jsonl.gz") if a["id"] not in marked]
    articles = unseen(articles, apart)[: args.articles]
    data["train"] += [labelled(nlp, teacher, article) for article in articles]
    for document in data["train"]:
        if document.corpus == "wikinews":
            fill(teacher, document)
        elif document.corpus == "ewt_train_syntax" and args.articles is None:
            add_names(nlp, teacher, document)
    with args.out.open("wb") as file:
        pickle.dump(data, file)
    silver = [d for d in data["train"] if d.corpus == "silver_wikinews"]
    print(f"{len(silver)} articles, {sum(len(d.words) for d in silver)} words, {sum(len(spans_of(d.ents)) for d in silver)} names")


class Teacher:
    """Several networks, asked together."""

    def __init__(self, paths: list[Path], tokenizer: Tokenizer, labels: Labels):
        self.labels, self.maker, self.networks = labels, Maker(tokenizer, labels), []
        for path in paths:
            network = Network(tokenizer.get_vocab_size(), labels)
            network.load_state_dict(torch.load(path, map_location="cpu", weights_only=False)["average"])
            self.networks.append(network.eval())

    @torch.no_grad()
    def read(
        self, document: Document, styles: tuple[str, ...], layers: tuple[str, ...]
    ) -> tuple[dict[str, np.ndarray], list[torch.Tensor]]:
        """Mean probabilities `[words, labels]` of `layers`, and the states of words of every network in the first style."""
        sums: dict[str, np.ndarray] = {}
        kept = []
        for network in self.networks:
            read = distinct(network, styles)
            for number, style in enumerate(read):
                x = word_states(network, self.maker, document, style)
                for layer in layers:
                    found = torch.softmax(network.heads.tags[layer](x), -1).numpy()
                    sums[layer] = sums.get(layer, 0) + found / (len(self.networks) * len(read))
                if not number:
                    kept.append(x)
        return sums, kept

    @torch.no_grad()
    def trees(self, states: list[torch.Tensor], starts: np.ndarray) -> tuple[np.ndarray, list[str], np.ndarray]:
        """Heads, relations, and how probable each head is, sentence by sentence."""
        size = len(states[0])
        heads, sure, rels = np.zeros(size, dtype=np.int32), np.zeros(size), np.zeros(size, dtype=np.int64)
        for a, b in zip(starts.tolist(), [*starts[1:].tolist(), size], strict=True):
            arcs = sum(torch.softmax(n.heads.arcs(x[None, a:b])[0], -1) for n, x in zip(self.networks, states, strict=True)) / len(states)
            parents = decode.tree(np.log(arcs.numpy() + 1e-9))
            own = np.arange(b - a)
            sure[a:b] = arcs.numpy()[own, np.where(parents == own, 0, parents + 1)]
            root = torch.tensor(parents == own)[:, None]
            scores = []
            for network, x in zip(self.networks, states, strict=True):
                above = torch.where(root, torch.zeros(()), x[a:b][parents])
                scores.append(network.heads.rels(x[a:b], above))
            rels[a:b] = sum(torch.softmax(s, -1) for s in scores).argmax(1).numpy()
            heads[a:b] = parents + a
        return heads, [self.labels.values["dep"][r] for r in rels], sure


def distinct(network: Network, styles: tuple[str, ...]) -> list[int]:
    """Numbers of the styles that the network tells apart; one that was restored from a package knows none."""
    weights = network.encoder.style.weight
    return list({tuple(weights[n].tolist()): n for n in reversed([STYLES.index(style) for style in styles])}.values())[::-1]


def labelled(nlp: spacy.Language, teacher: Teacher, article: dict) -> Document:
    """An article, dressed, with the labels that the networks are sure of; attributions are those of the package."""
    names_in = sorted({ent.text for ent in nlp(article["text"]).ents if ent.label_ in KINDS})
    text = dressed(article, names_in, random.Random(article["id"]))
    doc = nlp(text)
    tokens = np.array([t.i for t in doc if not t.is_space])
    words = [doc[int(i)].text for i in tokens]
    out = Document("silver_wikinews", article["id"], "news", words, gaps_of(text, [doc[int(i)].idx for i in tokens], words))
    found, states = teacher.read(out, STYLES_READ, ("ents", "cues", "sents", "upos", "xpos", "morph"))
    out.ents = names(doc, found["ents"], tokens, out.gaps == features.BREAK)
    add_syntax(teacher, out, found, states)
    best = found["cues"].argmax(1)
    out.cues = [CUES[b] if p >= SURE_CUE else None for b, p in zip(best, found["cues"].max(1), strict=True)]
    out.frames = frames(doc, tokens)
    return out


def names(doc: Doc, shares: np.ndarray, tokens: np.ndarray, breaks: np.ndarray) -> list[str | None]:
    """BIO labels after the package's rules; words of unsure names and unsure words outside are None."""
    scores = np.log(shares + 1e-9)
    spans = whole_words(doc, tagged_spans(scores, list(ENTS), decode.allowed(ENTS), breaks, tokens))
    by_label = np.zeros((len(doc), len(NAME_LABELS)), dtype=np.float32)
    by_label[tokens] = shares[:, 1:].reshape(len(tokens), -1, 2).sum(axis=2)
    ruled = with_teams(doc, with_one_label(doc, spans, by_label, NAME_LABELS))
    inside = by_label.sum(axis=1)
    support: dict[str, list[float]] = {}
    for start, end, label in ruled:
        support.setdefault(doc[start:end].text, []).append(float(by_label[start:end, NAME_LABELS.index(label)].mean()))
    labels: list[str | None] = ["O" if inside[i] <= 1 - SURE_OUTSIDE else None for i in range(len(doc))]
    for start, end, label in ruled:
        sure = np.mean(support[doc[start:end].text]) >= SURE_NAME and inside[start:end].min() >= SURE_NAME
        for i in range(start, end):
            labels[i] = (("B-" if i == start else "I-") + label) if sure else None
    return [labels[int(i)] for i in tokens]


def add_syntax(teacher: Teacher, document: Document, found: dict[str, np.ndarray], states: list[torch.Tensor]) -> None:
    """Tags, sentence starts and trees, in place; lemmas stay unknown."""
    odds = np.log(found["sents"][:, 1] + 1e-9) - np.log(found["sents"][:, 0] + 1e-9)
    starts = sentences.starts(odds, document.gaps == features.BREAK)
    heads, rels, sure = teacher.trees(states, starts)
    document.sents = np.zeros(len(document.words), dtype=bool)
    document.sents[starts] = True
    document.heads = np.where(sure >= SURE_ARC, heads, -1).astype(np.int32)
    document.tags = {"dep": rels, "lemma": [None] * len(rels)}
    for layer in ("upos", "xpos", "morph"):
        values, best = teacher.labels.values[layer], found[layer].argmax(1)
        document.tags[layer] = [values[b] if p >= SURE_TAG else None for b, p in zip(best, found[layer].max(1), strict=True)]
    document.tags = {layer: document.tags[layer] for layer in TAG_LAYERS}


def frames(doc: Doc, tokens: np.ndarray) -> list[Frame]:
    """The attributions in `doc.spans` with a cue, in numbers of words."""
    number = {int(token): i for i, token in enumerate(tokens)}
    parts: dict[str, dict[str, list[int]]] = {}
    for part in ("cue", "source", "content"):
        for span in doc.spans.get(f"attribution:{part}", []):
            own = [number[i] for i in range(span.start, span.end) if i in number]
            parts.setdefault(span.id_, {}).setdefault(part, []).extend(own)
    return [Frame(p["cue"][0], p["cue"], p.get("source", []), p.get("content", [])) for p in parts.values() if p.get("cue")]


def fill(teacher: Teacher, document: Document) -> None:
    """A marked article's trees, and labels for the words whose name is unknown, where the networks are sure."""
    found, states = teacher.read(document, ("any", "gum"), ("ents", "sents", "upos", "xpos", "morph"))
    add_syntax(teacher, document, found, states)
    best, sure = found["ents"].argmax(1), found["ents"].max(1)
    for i, label in enumerate(document.ents):
        if label is None and sure[i] >= SURE_FILL and ENTS[best[i]][2:] in {"", "EVENT", "MISC"}:
            document.ents[i] = ENTS[best[i]]
    tidy(document.ents)


def tidy(ents: list[str | None]) -> None:
    """`I-` labels that continue nothing become unknown, in place."""
    for i, label in enumerate(ents):
        if label and label.startswith("I-") and (not i or not ents[i - 1] or ents[i - 1][2:] != label[2:]):
            ents[i] = None


def add_names(nlp: spacy.Language, teacher: Teacher, document: Document) -> None:
    """Names in a text of a treebank that has none marked."""
    shares, _ = teacher.read(document, ("ewt",), ("ents",))
    doc = Doc(nlp.vocab, words=document.words, spaces=[*(g != features.JOINED for g in document.gaps[1:]), False])
    document.ents = names(doc, shares["ents"], np.arange(len(doc)), document.gaps == features.BREAK)


if __name__ == "__main__":
    main()
