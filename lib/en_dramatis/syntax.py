"""Sentences, tags, features, lemmas and dependencies, all in Universal Dependencies.

Sets `token.pos_`, `tag_`, `morph`, `lemma_`, `dep_`, `head` and the starts of sentences.
A blank line always ends a sentence, as does a start that a component before this one has set. White space hangs on the token before it.
"""

from __future__ import annotations

import numpy as np
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc

from . import decode, features, lemmas, sentences, storage
from .component import BLOCK, Head, product, words
from .encoder import gaps

LAYERS = ("upos", "xpos", "morph", "lemma")
ATTRIBUTES = ["HEAD", "DEP", "POS", "TAG", "MORPH", "LEMMA"]


class Syntax(Head):
    """Sets everything of grammar."""

    def load(self) -> None:
        """Prepare from the files read."""
        super().load()
        self._roots = storage.unpacked(self.files["root.npz"])
        self._table = lemmas.read_table(self.files.get("lemmas.txt", b""))

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations of words."""
        return tuple(self.settings.get("dep", ()))

    def __call__(self, doc: Doc) -> Doc:
        """Tag, split and parse."""
        tokens = words(doc)
        if not len(tokens):
            return _only_space(doc)
        breaks = gaps(doc, tokens) == features.BREAK
        firm = sentences.firmness(doc, tokens)[:, None]
        parsed, waiting, at = [], None, 0
        read = 0
        for block in self.blocks(doc, tokens):
            block["sents"] += firm[read : read + len(block["sents"])]
            read += len(block["sents"])
            waiting = block if waiting is None else {k: np.concatenate([waiting[k], v]) for k, v in block.items()}
            count = len(waiting["sents"])
            bounds = sentences.starts(waiting["sents"][:, 0], breaks[at : at + count])
            done = count if at + count == len(tokens) else int(bounds[-1])
            if done:
                now = {k: v[:done] for k, v in waiting.items()}
                parsed.append(self._parse(now, bounds[bounds < done], at))
                waiting, at = {k: v[done:] for k, v in waiting.items()}, at + done
        self._annotate(doc, tokens, {k: np.concatenate([part[k] for part in parsed]) for k in parsed[0]})
        return doc

    def _parse(self, x: dict[str, np.ndarray], bounds: np.ndarray, offset: int) -> dict[str, np.ndarray]:
        """Tags, heads as word numbers (the root its own) and relations of some whole sentences, the first word being `offset`."""
        dep, head = x["arc_dep"], x["arc_head"]
        heads = np.zeros(len(dep), dtype=np.int64)
        for start, end in zip(bounds.tolist(), [*bounds[1:].tolist(), len(dep)], strict=True):
            among = np.concatenate([self._roots["root"][None], head[start:end]])
            heads[start:end] = decode.tree(product(dep[start:end], among.T)) + start
        above = x["rel_head"][heads]
        above[heads == np.arange(len(heads))] = self._roots["rel_root"]
        deps = [
            self.run("relations", dep=x["rel_dep"][i : i + BLOCK], head=above[i : i + BLOCK])["dep_label"]
            for i in range(0, len(heads), BLOCK)
        ]
        return {"heads": heads + offset, "dep": np.concatenate(deps), **{layer: x[layer] for layer in LAYERS}}

    def _annotate(self, doc: Doc, tokens: np.ndarray, best: dict[str, np.ndarray]) -> None:
        strings, morphology = doc.vocab.strings, doc.vocab.morphology
        values = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
        values[:] = [0, strings.add("dep"), strings.add("SPACE"), strings.add("_SP"), morphology.add(""), 0]
        heads_of = np.maximum(np.arange(len(doc)) - 1, 0)
        heads_of[: tokens[0]] = tokens[0]
        heads_of[tokens] = tokens[best["heads"]]
        values[:, 0] = (heads_of - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        for column, layer in ((1, "dep"), (2, "upos"), (3, "xpos")):
            hashes = np.array([strings.add(v) for v in self.settings[layer]], dtype=np.uint64)
            values[tokens, column] = hashes[best[layer]]
        feats = np.array([morphology.add(v) for v in self.settings["morph"]], dtype=np.uint64)
        values[tokens, 4] = feats[best["morph"]]
        orths = doc.to_array("ORTH")
        values[:, 5] = orths
        values[tokens, 5] = self._lemmas(strings, orths[tokens], best["upos"], best["lemma"])
        doc.from_array(ATTRIBUTES, values)

    def _lemmas(self, strings, orths: np.ndarray, tags: np.ndarray, edits: np.ndarray) -> np.ndarray:
        """Hashes of lemmas, every combination of word, tag and edit once."""
        keys = np.stack([orths, tags.astype(np.uint64), edits.astype(np.uint64)], axis=1)
        kinds, which = np.unique(keys, axis=0, return_inverse=True)
        names, scripts = self.settings["upos"], self.settings["lemma"]
        made = [strings.add(lemmas.lemma(strings[orth], names[tag], scripts[edit], self._table)) for orth, tag, edit in kinds.tolist()]
        return np.array(made, dtype=np.uint64)[which.ravel()]

    def score(self, examples, **kwargs) -> dict:
        """Accuracies of tags, features and lemmas, attachment scores and F1 of sentences."""
        skip = {"dep", "punct"}
        scores = Scorer.score_token_attr(examples, "tag", **kwargs)
        scores |= Scorer.score_token_attr(examples, "pos", **kwargs)
        scores |= Scorer.score_token_attr(examples, "lemma", **kwargs)
        scores |= Scorer.score_token_attr(examples, "morph", getter=lambda t, _: str(t.morph), **kwargs)
        scores |= Scorer.score_spans(
            examples,
            "sents",
            getter=lambda doc, attr: doc.sents if doc.has_annotation("SENT_START") else (),
            has_annotation=lambda doc: doc.has_annotation("SENT_START"),
        )
        scores |= Scorer.score_deps(examples, "dep", getter=lambda t, attr: t.dep_, ignore_labels=skip, **kwargs)
        return scores


def _only_space(doc: Doc) -> Doc:
    """A document without a word: its tokens are one sentence of white space."""
    if len(doc):
        strings = doc.vocab.strings
        row = [strings.add("dep"), strings.add("SPACE"), strings.add("_SP")]
        values = np.zeros((len(doc), 6), dtype=np.uint64)
        values[:, 1:4] = row
        values[1:, 0] = np.array(-1, dtype=np.int64).view(np.uint64)
        values[0, 1] = strings.add("ROOT")
        values[:, 4] = doc.vocab.morphology.add("")
        values[:, 5] = doc.to_array("ORTH")
        doc.from_array(ATTRIBUTES, values)
    return doc


@Language.factory(
    "dramatis_syntax",
    requires=["doc.tensor"],
    assigns=["token.pos", "token.tag", "token.morph", "token.lemma", "token.dep", "token.head", "token.is_sent_start", "doc.sents"],
    default_score_weights={"pos_acc": 0.2, "tag_acc": 0.2, "dep_las": 0.4, "lemma_acc": 0.1, "sents_f": 0.1},
)
def make_syntax(nlp: Language, name: str) -> Syntax:
    """Factory of the component for grammar."""
    return Syntax(name)
