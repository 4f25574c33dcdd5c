"""Who says what, beside textacy's direct quotations, in one run on one pipeline and the same texts.

    python benchmarks/speech.py --eval FOLDER [--pipeline NAME] [--repeat 3] [--cases 50 --seed 7]

FOLDER holds the scorer ``score.py`` and ``gold/*.jsonl``. Printed are, for each gold set, the scorer's figures for textacy's
``direct_quotations`` on the whole article (as it is meant to be used) and paragraph by paragraph (so that one stray mark costs one
paragraph), and for Dramatis; then the time that speech adds to the bare pipeline, and the time that unbalanced marks cost.
``--cases`` prints that many random cases that went wrong, to be read and sorted by cause. Needs the extra ``bench`` (textacy).
"""

import argparse
import importlib.util
import json
import random
import statistics
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from textacy.extract import triples

from dramatis import tables
from dramatis.analysis import SCHEMA, Analysis, analyze_many, to_json
from dramatis.article import Article, make_article
from dramatis.extract import quotes, speech
from dramatis.extract.marks import quotations
from dramatis.pipeline import load_pipeline

SETS = ("gum-news", "wikinews-marked")
HEAD = f"{'':24}{'direct P':>9}{'R':>7}{'found+speaker':>15}{'speech P':>10}{'R':>7}{'F1':>7}{'speaker':>9}"


def main() -> None:
    options = _options()
    nlp, score = load_pipeline(options.pipeline), _module(options.eval / "score.py")
    for name in SETS:
        gold = [json.loads(line) for line in (options.eval / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        articles = [make_article(row["text"], id=row["id"]) for row in gold]
        answers = _answers(nlp, articles)
        print(f"\n{name}: {len(gold)} documents\n{HEAD}")
        for system, analyses in answers.items():
            print(_line(system, score.score(gold, analyses)[0]["quotes"]))
        if options.cases:
            _print_cases(score, gold, answers["dramatis"], options)
    _speed(nlp, articles, options.repeat)


def _answers(nlp: Language, articles: list[Article]) -> dict[str, list[dict[str, Any]]]:
    docs = list(nlp.pipe(article.text for article in articles))
    return {
        "textacy": [_analysis(article, _whole(doc)) for article, doc in zip(articles, docs, strict=True)],
        "textacy, by paragraph": [_analysis(article, _by_paragraph(nlp, article)) for article in articles],
        "dramatis": [to_json(analysis) for analysis in analyze_many(articles, nlp)],
    }


def _whole(doc: Doc) -> list[tuple[int, int, int, int]]:
    """Content and speaker of textacy's triples, as characters; nothing where it gives up on the article."""
    try:
        return [_place(triple.content, triple.speaker, 0) for triple in triples.direct_quotations(doc)]
    except ValueError:
        return []


def _by_paragraph(nlp: Language, article: Article) -> list[tuple[int, int, int, int]]:
    found, start = [], 0
    for paragraph in article.text.split("\n\n"):
        found += [tuple(place + start for place in places) for places in _whole(nlp(paragraph))]
        start += len(paragraph) + 2
    return found


def _place(content: Span, speaker: list, shift: int) -> tuple[int, int, int, int]:
    last = speaker[-1]
    return content.start_char + shift, content.end_char + shift, speaker[0].idx + shift, last.idx + len(last) + shift


def _analysis(article: Article, places: Iterable[tuple[int, int, int, int]]) -> dict[str, Any]:
    rows = [
        {"id": f"q{n}", "start": start, "end": end, "text": article.text[start:end], "kind": "direct", "speaker": None}
        | {"speaker_start": first, "speaker_end": last, "cue": None, "cue_start": None, "cue_end": None, "confidence": 1.0}
        for n, (start, end, first, last) in enumerate(places, start=1)
    ]
    empty = {name: [] for name in tables.TABLES}
    return empty | {"schema": SCHEMA, "article": {"id": article.id, "text": article.text, "source": article.id}, "quotes": rows}


def _line(system: str, figures: dict[str, Any]) -> str:
    direct, told = figures["direct"], figures["speech"]
    speaker = figures["speech_speaker"]["right"] if figures["speech_speaker"] else float("nan")
    return (
        f"{system:24}{direct['precision']:9.3f}{direct['recall']:7.3f}{figures['direct_and_speaker_recall']:15.3f}"
        f"{told['precision']:10.3f}{told['recall']:7.3f}{told['f1']:7.3f}{speaker:9.3f}"
    )


def _print_cases(score: ModuleType, gold: list[dict], analyses: list[dict], options: argparse.Namespace) -> None:
    cases = [case for pair in zip(gold, analyses, strict=True) for case in _cases(score, *pair)]
    chosen = random.Random(options.seed).sample(cases, min(options.cases, len(cases)))
    print(f"{len(chosen)} of {len(cases)} cases that went wrong")
    print("\n".join(sorted(chosen)))


def _cases(score: ModuleType, gold: dict, analysis: dict) -> Iterator[str]:
    """What was missed, what is wrong, and whose speaker is wrong, a line each."""
    pair, text = score.Pair(gold, analysis), gold["text"]
    rows = [(row, score.words_in(pair.words, [span])) for row, span in pair.quotes]
    covered = set().union(*(words for _, words in rows))
    every: set[int] = set()
    for attribution in gold["attributions"]:
        words = score.words_in(pair.words, attribution["content"])
        every |= words
        if attribution.get("optional") or not words:
            continue
        cue = " … ".join(text[start:end] for start, end in attribution["cue"])
        what = f"{gold['id'][:24]:25} [{cue[:50]}] {' … '.join(text[start:end] for start, end in attribution['content'])[:140]!r}"
        if 2 * len(words & covered) < len(words):
            yield f"missed   {what}"
        elif attribution["sources"]:
            row = max(rows, key=lambda row: score.word_iou(row[1], words))[0]
            if not any(score.speaker_verdict(pair, row, attribution)[:2]):
                yield f"speaker  {what} got {_speaker(text, row)!r} by {row['rule']}"
    for quote in gold["quotes"]:
        every |= score.words_in(pair.words, [(quote["start"], quote["end"])])
    for row, words in rows:
        if 2 * len(words & every) < len(words):
            yield f"wrong    {gold['id'][:24]:25} [{row['cue']}] {row['text'][:140]!r} by {row['rule']}"


def _speaker(text: str, row: dict[str, Any]) -> str | None:
    return None if row["speaker_start"] is None else text[row["speaker_start"] : row["speaker_end"]]


def _speed(nlp: Language, articles: list[Article], repeat: int) -> None:
    """Medians: the pipeline, what speech adds to it, and 10,000 marks without a partner."""
    texts = [article.text for article in articles]
    bare = statistics.median(_seconds(lambda: list(nlp.pipe(texts))) for _ in range(repeat))
    docs = list(nlp.pipe(texts))
    others = list(analyze_many(articles, nlp))
    added = statistics.median(_seconds(lambda: _add(articles, docs, others)) for _ in range(repeat))
    print(f"\npipeline {bare:.2f} s, speech adds {added:.2f} s: {added / bare:.1%} ({len(texts)} articles, {sum(map(len, docs))} words)")
    for marks in ('"', "“", "“a ", '"a "b '):
        print(f"10,000 times {marks!r}: {_seconds(lambda marks=marks: quotations(marks * 10_000)):.3f} s")


def _add(articles: list[Article], docs: list[Doc], others: list[Analysis]) -> None:
    for article, doc, other in zip(articles, docs, others, strict=True):
        made = speech.attributions(doc, article)
        quotes.quotes(article, doc, made.attributions, other.actors, other.mentions, sentences=other.sentences)


def _seconds(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--eval", type=Path, required=True, help="folder with score.py and gold/*.jsonl")
    parser.add_argument("--pipeline", default="en_dramatis", help="any English spaCy pipeline with a parse")
    parser.add_argument("--repeat", type=int, default=3, help="runs that the medians are taken of")
    parser.add_argument("--cases", type=int, default=0, help="random cases that went wrong to print, for each set")
    parser.add_argument("--seed", type=int, default=7, help="seed of that choice")
    return parser.parse_args()


if __name__ == "__main__":
    main()
