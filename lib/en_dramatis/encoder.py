"""The encoder: words to states, left in `doc.tensor` for the components after it.

Each window of a document goes through the network by itself: the scale of dynamic
quantization is of a whole input, so that a window's states would otherwise depend on
what lies beside it in a batch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from . import features
from .component import Component, open_session, words
from .windows import windows

WORD_PIECES = 8
"""Pieces of a word beyond these are not read."""
UNKNOWN = "[UNK]"
CACHE = 100_000
"""Words whose pieces are remembered."""
PARAGRAPH = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)|\u2029")
STOPS = frozenset(".!?")


def gaps(doc: Doc, tokens: np.ndarray) -> np.ndarray:
    """The gap before every word (`features.JOINED`, `SPACED`, `BREAK`), white-space tokens looked into."""
    spaced = doc.to_array("SPACY").astype(bool)
    found = np.full(len(tokens), features.SPACED, dtype=np.uint8)
    if not len(tokens):
        return found
    before = tokens - 1
    found[1:] = np.where(spaced[before[1:]], features.SPACED, features.JOINED)
    apart = np.flatnonzero(np.diff(tokens, prepend=-1) > 1)
    for i in apart.tolist():
        first = int(tokens[i - 1]) + 1 if i else 0
        between = "".join(t.text_with_ws for t in doc[first : int(tokens[i])])
        found[i] = features.BREAK if PARAGRAPH.search(between) else features.SPACED
    found[0] = features.BREAK
    return found


class Encoder(Component):
    """Sets `doc.tensor`, a row of float16 numbers for every token (zeros for white space)."""

    def __init__(self, name: str = "encoder"):
        super().__init__(name)
        self._session = None
        self._vocabulary: dict[str, tuple[int, int, list[int]]] = {}

    def load(self) -> None:
        """Prepare from the files read."""
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        pieces = self.files["pieces.txt"].decode("utf-8").split("\n")
        ids = {piece: i for i, piece in enumerate(pieces)}
        self._pieces = Tokenizer(models.WordPiece(ids, unk_token=UNKNOWN, max_input_chars_per_word=100))
        self._pieces.normalizer = normalizers.BertNormalizer(lowercase=True)
        self._pieces.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        self._special = ids["[CLS]"], ids["[SEP]"], ids[UNKNOWN]
        self._session, self._vocabulary = None, {}

    @property
    def session(self):
        """The network, opened when first needed, so that every process opens its own."""
        if self._session is None:
            self._session = open_session(self.files, "encoder")
        return self._session

    def __call__(self, doc: Doc) -> Doc:
        """Read the document and leave the states of its tokens in `doc.tensor`."""
        tokens = words(doc)
        if not len(tokens):
            doc.tensor = np.zeros((len(doc), 1), dtype=np.float16)
            return doc
        states = np.zeros((len(doc), self.settings["width"]), dtype=np.float16)
        for first, rows in self.windows(doc, tokens):
            states[tokens[first : first + len(rows)]] = rows
        doc.tensor = states
        return doc

    def windows(self, doc: Doc, tokens: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
        """States of the words `tokens`, window by window, each with the number of its first word."""
        kinds, which = np.unique(doc.to_array("ORTH")[tokens], return_inverse=True)
        known = self._look_up(doc.vocab.strings, kinds)
        cases, marks = np.array([k[0] for k in known]), np.array([k[1] for k in known])
        stops = np.array([k[3] for k in known])
        sizes = np.array([len(k[2]) for k in known])[which]
        before = gaps(doc, tokens)
        quoted = features.quoted(marks[which], before)
        case = cases[which]
        for window in windows(sizes, before == features.BREAK, stops[which]):
            part = slice(window.start, window.end)
            pieces = [known[k][2] for k in which[part].tolist()]
            own = slice(window.own_start - window.start, window.own_end - window.start)
            yield window.own_start, self._run(pieces, sizes[part], case[part], before[part], quoted[part], own)

    def _look_up(self, strings, kinds: np.ndarray) -> list[tuple[int, int, list[int], bool]]:
        if len(self._vocabulary) > CACHE:
            self._vocabulary = {}
        keys = kinds.tolist()
        new = [key for key in keys if key not in self._vocabulary]
        texts = [strings[key] for key in new]
        # a word of 100,000 letters has no pieces of its own, and need not be read to the end
        encoded = self._pieces.encode_batch([t[:1000] for t in texts], add_special_tokens=False)
        for key, text, encoding in zip(new, texts, encoded, strict=False):
            ids = encoding.ids[:WORD_PIECES] or [self._special[2]]
            self._vocabulary[key] = (features.casing(text), features.mark(text), ids, text in STOPS)
        return [self._vocabulary[key] for key in keys]

    def _run(
        self, pieces: list[list[int]], sizes: np.ndarray, case: np.ndarray, before: np.ndarray, quoted: np.ndarray, own: slice
    ) -> np.ndarray:
        """States of the window's words `own`."""
        start, stop, _ = self._special
        inputs = {
            "pieces": [start, *(p for word in pieces for p in word), stop],
            "casing": _framed(case, sizes, features.OTHER),
            "gap": _framed(before, sizes, features.BREAK),
            "quoted": _framed(quoted, sizes, 0),
        }
        inputs = {k: np.asarray(v, dtype=np.int64)[None] for k, v in inputs.items()}
        inputs["firsts"] = (np.cumsum(sizes) - sizes + 1)[own]
        return self.session.run(None, inputs)[0]

    def initialize(self, *args, **kwargs) -> None:
        """The encoder comes trained; nothing to do."""


def _framed(values: np.ndarray, sizes: np.ndarray, edge: int) -> np.ndarray:
    return np.concatenate([[edge], np.repeat(values, sizes), [edge]])


class Release(Component):
    """The last component: takes the states away again, which are 768 bytes a token."""

    def __init__(self, name: str = "release"):
        super().__init__(name)

    def __call__(self, doc: Doc) -> Doc:
        """Empty `doc.tensor`."""
        doc.tensor = np.zeros((0,), dtype=np.float32)
        return doc


@Language.factory("dramatis_encoder", assigns=["doc.tensor"])
def make_encoder(nlp: Language, name: str) -> Encoder:
    """Factory of the encoder."""
    return Encoder(name)


@Language.factory("dramatis_release")
def make_release(nlp: Language, name: str) -> Release:
    """Factory of the component that drops the states."""
    return Release(name)
