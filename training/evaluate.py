"""Scores of the package on the development sets: `python -m training.evaluate`.

`gum_news_dev` is scored on given words (names, tags, trees), in the treebank's parts and with the parts of
a text put together, and from the bare text (everything, words included). The marked news texts give names of people,
organizations and places, attributions and mentions, from the bare text with paragraphs; GUM's sentences are scored there too.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from training.base import load
from training.counts import Counts
from training.discourse import char_starts

KINDS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
SETS = ("gum-news", "wikinews-marked")
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"(?:['’]s?|[\s\"“”‘’)\],;:]+)$")


def main() -> None:
    """Print the scores; with `--write` also put them into the package's meta data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"))
    parser.add_argument("--model", default="en_dramatis", help="a package or a folder")
    parser.add_argument("--package", type=Path, default=Path("lib/en_dramatis"), help="the folder whose meta data --write fills")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="into meta.json of the package and its data")
    args = parser.parse_args()
    nlp = load(args.model)
    found = {
        "gum_news_dev, given words": given_words(nlp, read_gold(nlp, args.corpora / "gum_news_dev.spacy")),
        "gum_news_dev, whole documents": given_words(nlp, whole(read_gold(nlp, args.corpora / "gum_news_dev.spacy"))),
        "gum_news_dev, from text": from_text(nlp, args.corpora / "gum_news_dev.spacy"),
    }
    for name in SETS:
        found[name] = marked(nlp, args.eval / "gold" / f"{name}.jsonl")
    found["gum-news"]["sentences"] = in_paragraphs(
        nlp, read_gold(nlp, args.corpora / "gum_news_dev.spacy"), args.eval / "gold" / "gum-news.jsonl"
    )
    print(json.dumps(found, indent=1) if args.json else table(found))
    if args.write:
        write(found, args.package)


def table(found: dict[str, dict]) -> str:
    """Scores as lines, percent; P, R, F where there are three."""
    lines = []
    for name, scores in found.items():
        lines.append(name)
        for measure, value in scores.items():
            numbers = " ".join(f"{100 * v:6.2f}" for v in (value if isinstance(value, list) else [value]))
            lines.append(f"  {measure:28}{numbers}")
    return "\n".join(lines)


def read_gold(nlp: spacy.Language, path: Path) -> list[Doc]:
    """The documents of a DocBin file."""
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def whole(parts: list[Doc]) -> list[Doc]:
    """The treebank's parts of one text as one document, as an article is read; without its paragraphs, which the parts lack."""
    texts: dict[str, list[Doc]] = {}
    for part in parts:
        texts.setdefault(part.user_data["doc"], []).append(part)
        part.user_data.clear()
    return [Doc.from_docs(text, ensure_whitespace=True) for text in texts.values()]


def given_words(nlp: spacy.Language, documents: list[Doc]) -> dict:
    """Names, tags and trees where the words are given."""
    counts = Counts()
    for gold in documents:
        doc = Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        for _, pipe in nlp.pipeline:
            doc = pipe(doc)
        names, wanted = _spans(doc.ents), _spans(gold.ents)
        counts.sets("names", names, wanted)
        for label in sorted({s[2] for s in wanted}):
            counts.sets(label, {s for s in names if s[2] == label}, {s for s in wanted if s[2] == label})
        pairs = list(zip(doc, gold, strict=True))
        for measure, same in (
            ("UPOS", lambda a, b: a.pos == b.pos),
            ("XPOS", lambda a, b: a.tag == b.tag),
            ("features", lambda a, b: str(a.morph) == str(b.morph)),
            ("lemmas", lambda a, b: a.lemma == b.lemma),
            ("UAS", lambda a, b: a.head.i == b.head.i),
            ("LAS", lambda a, b: a.head.i == b.head.i and a.dep == b.dep),
        ):
            counts.add(measure, sum(same(a, b) for a, b in pairs), len(gold), len(gold))
        counts.sets("sentences", {(s.start, s.end) for s in doc.sents}, {(s.start, s.end) for s in gold.sents})
    return {
        k: v if k == "names" or (k.isupper() and k not in {"UPOS", "XPOS", "UAS", "LAS"}) or k == "sentences" else v[2]
        for k, v in counts.scores().items()
    }


def from_text(nlp: spacy.Language, path: Path) -> dict:
    """What `nlp.evaluate` says, of the text without its words."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    wanted = {
        "words": "token_f",
        "names": "ents_f",
        "UPOS": "pos_acc",
        "XPOS": "tag_acc",
        "lemmas": "lemma_acc",
        "UAS": "dep_uas",
        "LAS": "dep_las",
        "sentences": "sents_f",
    }
    return {name: round(scores[key], 4) for name, key in wanted.items() if scores.get(key) is not None}


def marked(nlp: spacy.Language, path: Path) -> dict:
    """Names, attributions and mentions of a file of the evaluation kit."""
    counts = Counts()
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for record, doc in zip(records, nlp.pipe(r["text"] for r in records), strict=True):
        _count_names(counts, record, doc)
        _count_attributions(counts, record, doc)
        _count_mentions(counts, record, doc)
    return counts.scores()


def in_paragraphs(nlp: spacy.Language, parts: list[Doc], path: Path) -> list[float]:
    """Precision, recall and F1 of the treebank's sentences in the texts with their paragraphs, by first and last letter."""
    gold: dict[str, list[Doc]] = {}
    for part in parts:
        gold.setdefault(part.user_data["doc"], []).append(part)
    counts = Counts()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        sentences = [[t.text for t in sentence] for part in gold[record["document"]] for sentence in part.sents]
        starts = iter(char_starts([word for words in sentences for word in words], record["text"]))
        at = [[(next(starts), len(word)) for word in words] for words in sentences]
        found = [[(t.idx, len(t)) for t in sentence if not t.is_space] for sentence in nlp(record["text"]).sents]
        counts.sets("sentences", *({(s[0][0], sum(s[-1])) for s in spans if s} for spans in (found, at)))
    return counts.scores()["sentences"]


def _count_names(counts: Counts, record: dict, doc: Doc) -> None:
    gold, spared = {}, set()
    for entity in record["entities"]:
        for mention in entity["mentions"]:
            if mention["form"] == "name" and mention.get("core_start") is not None:
                core = trimmed(record["text"], mention["core_start"], mention["core_end"])
                if mention.get("optional") or entity["kind"] == "group":
                    spared.add(core)
                elif entity["kind"] in KINDS:
                    gold[core] = KINDS[entity["kind"]]
    found = {trimmed(doc.text, e.start_char, e.end_char): e.label_ for e in doc.ents if e.label_ in KINDS.values()}
    found = {core: label for core, label in found.items() if core not in spared - set(gold)}
    counts.sets("names", set(found.items()), set(gold.items()))
    counts.sets("names, any label", set(found), set(gold))
    for label in KINDS.values():
        counts.sets(label, {k for k, v in found.items() if v == label}, {k for k, v in gold.items() if v == label})


def _count_attributions(counts: Counts, record: dict, doc: Doc) -> None:
    """Cues by overlap, one to one; sources and contents of all, and of found cues."""
    gold = [a for a in record["attributions"] if not a.get("optional") and a["speech"]]
    spared = [a for a in record["attributions"] if a.get("optional") or not a["speech"]]
    frames: dict[str, dict[str, list]] = {}
    for part in ("cue", "source", "content"):
        for span in doc.spans.get(f"attribution:{part}", []):
            frames.setdefault(span.id_, {}).setdefault(part, []).append((span.start_char, span.end_char))
    pairs, free = [], set(frames)
    for a in gold:
        best = max(free, default=None, key=lambda f: _common(frames[f].get("content", []), a["content"]))
        if best is not None and 2 * _common(frames[best].get("content", []), a["content"]) >= _size(a["content"]):
            pairs.append((a, frames[best]))
            free.discard(best)
    wrong = [f for f in free if not any(_common(frames[f].get("content", []), s["content"]) for s in spared)]
    counts.add("attributions by content", len(pairs), len(pairs) + len(wrong), len(gold))
    counts.add(
        "their contents, letters",
        sum(_common(f["content"], a["content"]) for a, f in pairs),
        sum(_size(f["content"]) for _, f in pairs),
        sum(_size(a["content"]) for a, _ in pairs),
    )
    with_source = [(a, f) for a, f in pairs if a["sources"]]
    right = sum(_common(f.get("source", []), a["sources"]) > 0 for a, f in with_source)
    counts.add("their sources, overlap", right, sum("source" in f for _, f in pairs), len(with_source))
    exact = sum(f.get("source") == [tuple(s) for s in a["sources"]] for a, f in with_source)
    counts.add("their sources, exact", exact, sum("source" in f for _, f in pairs), len(with_source))


def _count_mentions(counts: Counts, record: dict, doc: Doc) -> None:
    for form in ("nominal", "pronoun"):
        gold = {
            (m["head_start"], m["head_end"])
            for e in record["entities"]
            for m in e["mentions"]
            if m["form"] == form and e["kind"] in KINDS and any(x["form"] == "name" for x in e["mentions"])
        }
        found = {(s[-1].idx, s[-1].idx + len(s[-1])) for s in doc.spans.get("mentions", []) if s.id_ == form}
        counts.sets(f"{form}s by head", found, gold)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without an article before and a possessive after it, as the evaluation kit has it."""
    article = ARTICLE.match(text[start:end])
    if article and article.end() < end - start:
        start += article.end()
    ending = POSSESSIVE.search(text[start:end])
    if ending and ending.start() > 0:
        end = start + ending.start()
    return start, end


def _spans(spans) -> set[tuple[int, int, str]]:
    return {(s.start, s.end, s.label_) for s in spans}


def _common(some: list, others: list) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


def _size(spans: list) -> int:
    return sum(end - start for start, end in spans)


def write(found: dict, package: Path) -> None:
    """Put the scores into the meta data."""
    words, text = found["gum_news_dev, given words"], found["gum_news_dev, from text"]
    performance = {
        "ents_p": words["names"][0],
        "ents_r": words["names"][1],
        "ents_f": words["names"][2],
        "ents_per_type": {k: dict(zip("prf", words[k], strict=True)) for k in ("PERSON", "ORG", "LOC", "EVENT", "MISC")},
        "pos_acc": words["UPOS"],
        "tag_acc": words["XPOS"],
        "morph_acc": words["features"],
        "lemma_acc": words["lemmas"],
        "dep_uas": words["UAS"],
        "dep_las": words["LAS"],
        "sents_f": words["sentences"][2],
        "token_f": text["words"],
        "by_set": found,
    }
    version = json.loads((package / "meta.json").read_text(encoding="utf-8"))["version"]
    for path in (package / "meta.json", package / f"en_dramatis-{version}" / "meta.json"):
        meta = json.loads(path.read_text(encoding="utf-8"))
        meta["performance"] = performance
        path.write_text(json.dumps(meta, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
