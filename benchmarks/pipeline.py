"""Speed and memory of the embedded pipeline beside a spaCy CNN of the same tasks: `python benchmarks/pipeline.py`.

The peer is spaCy's convolutional pipeline (tok2vec of the size of its small English
models, with tagger, morphologizer, parser, lemma edit trees and names) with weights
made at random: right for speed, meaningless for results. Words are counted as
spaCy tokens, time as processor time of the whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy
from spacy.tokens import Doc
from spacy.training import Example

TASKS = {
    "names only": ["encoder", "names", "release"],
    "syntax only": ["encoder", "syntax", "release"],
    "all": ["encoder", "names", "syntax", "attribution", "mentions", "release"],
}
SENTENCE = ["Maria", "Kovacs", "met", "the", "minister", "in", "Paris", "and", "said", "that", "talks", "were", "useful", "."]


def main() -> None:
    """Print words per second of processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=Path("data/articles"), help="a folder of .txt files or a .jsonl file")
    parser.add_argument("--words", type=int, default=30_000, help="how many words to read, articles repeated as needed")
    parser.add_argument("--memory", type=int, default=0, metavar="WORDS", help="instead: peak memory on one text so long")
    args = parser.parse_args()
    texts = articles(args.articles)
    if args.memory:
        memory(texts, args.memory)
        return
    texts = repeated(texts, args.words)
    load = loading()
    print(f"load {load:.2f} s; threads {os.environ.get('DRAMATIS_THREADS', '1')}")
    nlp = spacy.load("en_dramatis")
    print(f"{'':24}{'words':>9}{'CPU s':>8}{'words per CPU s':>17}")
    for task, pipes in TASKS.items():
        with nlp.select_pipes(enable=pipes):
            show(f"en_dramatis, {task}", nlp, texts)
    other = peer()
    for task, pipes in {"names only": ["ner"], "syntax only": [p for p in other.pipe_names if p != "ner"], "all": other.pipe_names}.items():
        with other.select_pipes(enable=pipes):
            show(f"spaCy CNN, {task}", other, texts)


def articles(path: Path) -> list[str]:
    """The texts of a folder or of a JSON Lines file."""
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt"))]
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def repeated(texts: list[str], words: int) -> list[str]:
    """Texts again and again until there are so many words, by blanks."""
    found, count = [], 0
    while count < words:
        text = texts[len(found) % len(texts)]
        found.append(text)
        count += len(text.split())
    return found


def show(name: str, nlp: spacy.Language, texts: list[str]) -> None:
    """A line of the table; some texts are read first, to warm up."""
    list(nlp.pipe(texts[:3]))
    began = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    used = time.process_time() - began
    print(f"{name:24}{words:9}{used:8.1f}{words / used:17,.0f}")


def loading() -> float:
    """Seconds of wall time to load the pipeline, spaCy's own import left out, in a fresh process."""
    code = "import spacy, time; t = time.perf_counter(); spacy.load('en_dramatis'); print(time.perf_counter() - t)"
    return min(float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3))


def memory(texts: list[str], words: int) -> None:
    """Peak memory of the process on one text of so many words."""
    text = "\n\n".join(repeated(texts, words))
    nlp = spacy.load("en_dramatis")
    nlp.max_length = len(text) + 1
    before = peak()
    began = time.process_time()
    doc = nlp(text)
    print(f"{len(doc)} tokens, {time.process_time() - began:.1f} CPU s; peak {peak():.0f} MB, before {before:.0f} MB")


def peak() -> float:
    """Peak resident memory in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer() -> spacy.Language:
    """A convolutional pipeline of spaCy with the same tasks, untrained."""
    nlp = spacy.blank("en")
    for name in ("tagger", "morphologizer", "parser", "trainable_lemmatizer", "ner"):
        nlp.add_pipe(name)
    words = Doc(
        nlp.vocab,
        words=SENTENCE,
        tags=["NN"] * 14,
        pos=["NOUN"] * 14,
        morphs=["Number=Sing"] * 14,
        lemmas=[w.lower() for w in SENTENCE],
        heads=[2] * 14,
        deps=["ROOT" if i == 2 else "dep" for i in range(14)],
        ents=["B-PERSON", "I-PERSON", *["O"] * 12],
    )
    nlp.initialize(lambda: [Example(nlp.make_doc(words.text), words)] * 10)
    return nlp


if __name__ == "__main__":
    main()
