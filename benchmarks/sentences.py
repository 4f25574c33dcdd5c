"""Names and direct quotations on the hand-marked sentences of ``data/gold/sentences.txt``.

Run ``python benchmarks/sentences.py [--pipeline NAME] [--errors]``; the marks are explained in ``data/gold/sentences.md``.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from dramatis import analyze_many, load_pipeline
from dramatis.article import make_article

GOLD = Path(__file__).parents[1] / "data" / "gold" / "sentences.txt"
LABELS = {"P": "PERSON", "O": "ORG", "L": "LOC", "E": "EVENT", "W": "MISC"}
MARK = re.compile(r"\[([^\[\]|]*)\|([POLEW])\]")
QUOTE = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


class Sentence(NamedTuple):
    """A marked sentence: its text, names as (start, end, label), quotations as (start, end, source start, source end)."""

    text: str
    names: list[tuple[int, int, str]]
    quotes: list[tuple[int, int, int, int]]


def sentences(path: Path = GOLD) -> Iterator[Sentence]:
    """The marked sentences, with offsets into their plain text; ValueError where a source is not in its sentence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield parse(line)


def parse(line: str) -> Sentence:
    """One marked line."""
    names, rest = [], ""
    for piece in re.split(r"(\[[^\[\]|]*\|[POLEW]\])", line):
        mark = MARK.fullmatch(piece)
        if mark:
            names.append((len(rest), len(rest) + len(mark[1]), LABELS[mark[2]]))
        rest += mark[1] if mark else piece
    text, sources, spans, shifts = "", [], [], []
    last = 0
    for match in QUOTE.finditer(rest):
        text += rest[last : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        shifts += [(match.start(), 1), (match.end(1), len(match[2]) + 2)]
        text += match[1]
        sources.append(match[2])
        last = match.end()
    text += rest[last:]
    moved = [(_moved(start, shifts), _moved(end - 1, shifts) + 1, label) for start, end, label in names]
    return Sentence(text, moved, [(*span, *_source(text, span, source)) for span, source in zip(spans, sources, strict=True)])


def _moved(place: int, shifts: list[tuple[int, int]]) -> int:
    return place - sum(width for start, width in shifts if start < place or (start == place and width == 1))


def _source(text: str, span: tuple[int, int], source: str) -> tuple[int, int]:
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", text)]
    outside = [place for place in places if place >= span[1] or place + len(source) <= span[0]]
    if not outside:
        raise ValueError(f"the source {source!r} is not in the sentence {text!r}; write it as it stands there")
    start = min(outside, key=lambda place: min(abs(place - span[1]), abs(span[0] - place - len(source))))
    return start, start + len(source)


def ratio(part: int, whole: int) -> float:
    """A share in percent, 0 of nothing."""
    return 100 * part / whole if whole else 0.0


def report(title: str, right: int, predicted: int, gold: int) -> str:
    """A line of the table: precision, recall, F1 in percent and the number of gold items."""
    precision, recall = ratio(right, predicted), ratio(right, gold)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{title:<24}{precision:7.1f}{recall:7.1f}{f1:7.1f}{gold:6}"


def score_names(nlp: Language, marked: list[Sentence]) -> tuple[set, set]:
    """Gold and found names, each as (sentence number, start, end, label)."""
    gold = {(number, *name) for number, sentence in enumerate(marked) for name in sentence.names}
    docs = nlp.pipe(sentence.text for sentence in marked)
    found = {(number, ent.start_char, ent.end_char, ent.label_) for number, doc in enumerate(docs) for ent in doc.ents}
    return gold, {name for name in found if name[3] in LABELS.values()}


def score_quotes(nlp: Language, marked: list[Sentence]) -> tuple[int, int, int]:
    """Numbers of gold quotations, of those found (half of the span or more shared), and of those with the right source."""
    total = found = right = 0
    for sentence, analysis in zip(marked, analyze_many((make_article(sentence.text) for sentence in marked), nlp), strict=True):
        rows = analysis.quotes[analysis.quotes["kind"] != "indirect"]
        for start, end, source_start, source_end in sentence.quotes:
            total += 1
            shared = rows[(rows["end"].clip(upper=end) - rows["start"].clip(lower=start)) * 2 > end - start]
            found += len(shared) > 0
            sources = shared[(shared["speaker_start"] < source_end) & (shared["speaker_end"] > source_start)]
            right += len(sources) > 0
    return total, found, right


def main() -> None:
    """Print the table; with ``--errors`` also every name that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pipeline", default="en_dramatis")
    parser.add_argument("--errors", action="store_true", help="print every name that differs")
    options = parser.parse_args()
    nlp, marked = load_pipeline(options.pipeline), list(sentences())
    gold, found = score_names(nlp, marked)
    for number, start, end, label in sorted(gold ^ found) if options.errors else ():
        kind = "missed" if (number, start, end, label) in gold else "wrong"
        print(f"{kind:<7}{label:<7}{marked[number].text[start:end]!r} in {marked[number].text!r}")
    print(f"{'':<24}      P      R     F1     n")
    print(report("names", len(gold & found), len(found), len(gold)))
    for label in LABELS.values():
        of_label = [{name for name in names if name[3] == label} for names in (gold, found)]
        print(report(f"  {label}", len(of_label[0] & of_label[1]), len(of_label[1]), len(of_label[0])))
    total, spans, right = score_quotes(nlp, marked)
    print(f"direct quotations: found {ratio(spans, total):.1f} % of {total}, with the right source {ratio(right, total):.1f} %")


if __name__ == "__main__":
    main()
