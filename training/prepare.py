"""From the corpora to one file of labelled documents: `python -m training.prepare`.

Every document becomes a `Document` (records.py) with whatever labels its corpus
has; what it does not have is None, and a label that is unknown for one word is -1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc, DocBin

from en_dramatis import features, lemmas
from en_dramatis.tokens import make_tokenizer
from training.discourse import add_discourse, char_starts, marked_names
from training.records import TAG_LAYERS, Document, Labels

SYNTAX = ("gum_train", "ewt_train_syntax", "ewt_devtest_syntax_ner")
NAMES_ONLY = (
    "wikigold",
    "crossner_politics",
    "crossner_science",
    "crossner_literature",
    "crossner_music",
    "crossner_ai",
    "btc_fg",
)
GUM_GOLD = ("gum-interview", "gum-speech", "gum-bio", "gum-court")
SHINGLE = 8
"""Words in a row that two texts have in common only if one is taken from the other."""
RARE = 2
"""Labels of tags seen fewer times than this in training are left out."""


def main() -> None:
    """Read the corpora, write `prepared.pkl` into the run's folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--out", type=Path, default=Path("training/build/prepared.pkl"))
    args = parser.parse_args()
    train, dev = documents(args.corpora, args.eval)
    labels = collect_labels(train)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("wb") as file:
        pickle.dump({"train": train, "dev": dev, "labels": labels}, file)
    for corpus, count in Counter(d.corpus for d in train).items():
        words = sum(len(d.words) for d in train if d.corpus == corpus)
        print(f"{corpus:26}{count:6} documents {words:8} words")
    print({layer: len(values) for layer, values in labels.values.items()})


def documents(corpora: Path, evaluation: Path) -> tuple[list[Document], dict[str, list[Document]]]:
    """Training documents, and the development sets by name."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    gum = read_syntax(nlp, corpora / "gum_train.spacy")
    texts = read_jsonl(corpora / "gum_discourse.jsonl.gz")
    for name in GUM_GOLD:
        texts += read_jsonl(evaluation / "gold" / f"{name}.jsonl")
    train = joined_gum(gum, texts, "gum_train")
    for name in SYNTAX[1:]:
        train += [converted(doc, name) for doc in read_docs(nlp, corpora / f"{name}.spacy")]
    for name in NAMES_ONLY:
        train += [converted(doc, name) for doc in read_docs(nlp, corpora / f"{name}.spacy")]
    train += [from_marked(nlp, r, "wikinews") for r in read_jsonl(corpora / "wikinews_marked.jsonl")]
    news = read_syntax(nlp, corpora / "gum_news_dev.spacy")
    dev = {
        "gum_news": joined_gum(news, read_jsonl(evaluation / "gold" / "gum-news.jsonl"), "gum_news_dev"),
        "wikinews": [from_marked(nlp, r, "wikinews_dev") for r in read_jsonl(evaluation / "gold" / "wikinews-marked.jsonl")],
    }
    return train, dev


def read_docs(nlp: spacy.Language, path: Path) -> list[Doc]:
    """The documents of a DocBin file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def read_jsonl(path: Path) -> list[dict]:
    """The records of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def read_syntax(nlp: spacy.Language, path: Path) -> dict[str, list[Document]]:
    """Documents of a treebank by the name of the text they are parts of."""
    found: dict[str, list[Document]] = defaultdict(list)
    for doc in read_docs(nlp, path):
        found[doc.user_data["doc"]].append(converted(doc, path.stem))
    return found


def converted(doc: Doc, corpus: str) -> Document:
    """A spaCy Doc as a Document, with the layers that it has."""
    words = [t.text for t in doc]
    gaps = np.array([features.SPACED] + [features.SPACED if t.whitespace_ else features.JOINED for t in doc[:-1]], dtype=np.uint8)
    gaps[0] = features.BREAK
    out = Document(corpus, str(doc.user_data.get("doc")), str(doc.user_data.get("genre")), words, gaps)
    if doc.has_annotation("ENT_IOB"):
        out.ents = [None if t.ent_iob == 0 else ("O" if t.ent_iob == 2 else f"{t.ent_iob_}-{t.ent_type_}") for t in doc]
    if doc.has_annotation("DEP"):
        out.tags = {
            "upos": [t.pos_ for t in doc],
            "xpos": [t.tag_ for t in doc],
            "morph": [str(t.morph) for t in doc],
            "dep": [t.dep_ for t in doc],
            "lemma": [lemmas.script(t.text, t.lemma_) for t in doc],
        }
        out.lemmas = [t.lemma_ for t in doc]
        out.heads = np.array([t.head.i for t in doc], dtype=np.int32)
        out.sents = np.array([bool(t.is_sent_start) for t in doc])
    return out


def joined_gum(parts: dict[str, list[Document]], records: list[dict], corpus: str) -> list[Document]:
    """GUM's documents whole, with the paragraphs, mentions and attributions of `records`.

    Raises
    ------
    ValueError
        Where the letters of a text and of its words are not the same.
    """
    parts = dict(parts)
    found = []
    for record in records:
        if record["document"] not in parts:
            continue
        whole = concatenated(parts.pop(record["document"]), corpus)
        starts = char_starts(whole.words, record["text"])
        whole.gaps = gaps_of(record["text"], starts, whole.words)
        add_discourse(whole, record, starts, attributed=True)
        found.append(whole)
    return found + [concatenated(p, corpus) for p in parts.values()]


def concatenated(parts: list[Document], corpus: str) -> Document:
    """Parts of one text put together."""
    out = Document(corpus, parts[0].name, parts[0].genre, [w for p in parts for w in p.words], np.concatenate([p.gaps for p in parts]))
    out.ents = [e for p in parts for e in p.ents]
    out.tags = {layer: [v for p in parts for v in p.tags[layer]] for layer in parts[0].tags}
    out.lemmas = [v for p in parts for v in p.lemmas]
    offsets = np.cumsum([0] + [len(p.words) for p in parts])
    out.heads = np.concatenate([p.heads + o for p, o in zip(parts, offsets, strict=False)]).astype(np.int32)
    out.sents = np.concatenate([p.sents for p in parts])
    return out


def gaps_of(text: str, starts: list[int], words: list[str]) -> np.ndarray:
    """The gap before every word of a text."""
    gaps, end = [], 0
    for start, word in zip(starts, words, strict=False):
        between = text[end:start]
        gaps.append(features.BREAK if re.search(r"\n\s*\n", between) or end == 0 else features.SPACED if between else features.JOINED)
        end = start + len(word)
    return np.array(gaps, dtype=np.uint8)


def from_marked(nlp: spacy.Language, record: dict, corpus: str) -> Document:
    """A marked news article: names, mentions and attributions."""
    doc = nlp.make_doc(record["text"])
    tokens = [t for t in doc if not t.is_space]
    words, starts = [t.text for t in tokens], [t.idx for t in tokens]
    out = Document(corpus, record["id"], "news", words, gaps_of(record["text"], starts, words))
    out.ents = marked_names(out, record, starts)
    add_discourse(out, record, starts, attributed=True)
    return out


def unseen(articles: list[dict], texts: list[str]) -> list[dict]:
    """Articles that have no eight words in a row in common with any of the texts."""
    known = set().union(*map(shingles, texts))
    return [a for a in articles if not shingles(a["text"]) & known]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Every run of `SHINGLE` words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def collect_labels(train: list[Document]) -> Labels:
    """The label lists of every layer, most frequent first."""
    values = {}
    for layer in TAG_LAYERS:
        counts = Counter(v for d in train if d.tags for v in d.tags[layer])
        values[layer] = [v for v, n in counts.most_common() if n >= RARE]
    return Labels(values)


if __name__ == "__main__":
    main()
