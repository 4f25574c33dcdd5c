"""Key phrases and topics beside YAKE, pytextrank and the first noun phrases, in one run on one pipeline.

    python benchmarks/topics.py --eval FOLDER [--gold data/gold/keyphrases.jsonl] [--genre news] [--misses]

FOLDER holds ``themes.py`` and ``themes.jsonl`` (what at least 3 of 5 people mention in a summary of a document) and ``gold/*.jsonl``
with the documents' texts. Printed are the figures of ``themes.py`` for each; F1@10 on our own marked articles; how often the best
subject code is one that a reader gave; and the time that topics add to the pipeline's. Needs the extra ``bench`` (yake, pytextrank,
snowballstemmer).
"""

import argparse
import importlib.util
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytextrank  # noqa: F401  (registers the component "textrank")
import yake
from snowballstemmer import stemmer
from spacy.tokens import Doc

from dramatis.analysis import Analysis, analyze_many
from dramatis.article import Article, make_article
from dramatis.extract import phrases as phrase_stage
from dramatis.extract import topics as topic_stage
from dramatis.extract.scheme import words
from dramatis.pipeline import load_pipeline

STEM = stemmer("porter").stemWord
SAID = 30


def main() -> None:
    options = _options()
    nlp = load_pipeline(options.pipeline)
    if options.eval:
        _themes(nlp, options)
    if options.gold:
        _marked(nlp, options)
    _speed(nlp, [article for article, _ in _marked_articles(options.gold)])


def _themes(nlp, options: argparse.Namespace) -> None:
    """The figures of themes.py, ours and the others', by genre."""
    themes = _module(options.eval / "themes.py")
    rows = [row for row in themes.read(options.eval / "themes.jsonl") if row["genre"] in options.genre]
    texts = _texts(options.eval / "gold")
    articles = [make_article(texts[row["id"]], id=row["id"], source=f"{row['id']}.txt") for row in rows]
    said = _answers(nlp, articles)
    for genre in options.genre:
        gold = {row["id"]: row["themes"] for row in rows if row["genre"] == genre}
        print(f"\n{genre}, {len(gold)} documents, {sum(map(len, gold.values()))} themes")
        for name, answers in said.items():
            print(themes.line(name, themes.score(gold, answers)))
        if options.misses:
            _print_misses(themes, gold, said["dramatis"])


def _answers(nlp, articles: list[Article]) -> dict[str, dict[str, list[str]]]:
    """What each method says of each article, best first."""
    analyses = list(analyze_many(articles, nlp))
    docs = list(nlp.pipe([article.text for article in articles]))
    ranker = nlp.create_pipe("textrank")
    return {
        "dramatis": {a.article.id: a.phrases["text"].tolist() for a in analyses},
        "our topics": {a.article.id: a.topics["label"].tolist() for a in analyses},
        "first phrases": _by(articles, docs, _first_phrases),
        "yake": {article.id: _yake(article.text) for article in articles},
        "pytextrank": _by(articles, docs, lambda doc: [phrase.text for phrase in ranker(doc)._.phrases[:SAID]]),
    }


def _first_phrases(doc: Doc) -> list[str]:
    """The first noun phrases, without determiners, pronouns and what is no word."""
    chunks = ([token for token in chunk if token.pos_ not in ("DET", "PRON", "PUNCT", "SPACE")] for chunk in doc.noun_chunks)
    return list(dict.fromkeys(" ".join(token.text for token in chunk) for chunk in chunks if chunk))[:SAID]


def _yake(text: str) -> list[str]:
    return [phrase for phrase, _ in yake.KeywordExtractor(lan="en", n=3, top=SAID).extract_keywords(text)]


def _by(articles: list[Article], docs: list[Doc], say: Callable[[Doc], list[str]]) -> dict[str, list[str]]:
    return {article.id: say(doc) for article, doc in zip(articles, docs, strict=True)}


def _print_misses(themes: ModuleType, gold: dict, said: dict[str, list[str]]) -> None:
    for document, wanted in gold.items():
        last = themes.last_words(said[document], 10)
        missed = ["/".join(theme) for theme in wanted if not set(theme) & set(last)]
        print(f"  {document}: missed {', '.join(missed) or 'none'}; said {', '.join(said[document][:10])}")


def _marked(nlp, options: argparse.Namespace) -> None:
    """F1@10 of key phrases, and the best subject code, on our own marked articles."""
    marked = _marked_articles(options.gold)
    articles = [article for article, _ in marked]
    print(f"\n{len(marked)} articles marked by hand, exact match of stemmed phrases, precision, recall and F1 of the first ten, 0 to 100")
    for name, answers in _answers(nlp, articles).items():
        rows = [_match(answers[article.id][:10], row["phrases"]) for article, row in marked]
        print(
            "{:14} precision@10 {:5.1f}  recall@10 {:5.1f}  F1@10 {:5.1f}".format(
                name, *(100 * sum(c) / len(rows) for c in zip(*rows, strict=True))
            )
        )
    analyses = list(analyze_many(articles, nlp))
    _print_codes([(analysis, row["codes"]) for analysis, (_, row) in zip(analyses, marked, strict=True)])
    if options.misses:
        for analysis, (_, row) in zip(analyses, marked, strict=True):
            _print_marked(analysis, row)


def _match(said: Iterable[str], wanted: Iterable[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of phrases as stems."""
    ours, gold = [{_stems(phrase) for phrase in group} for group in (said, wanted)]
    right = len(ours & gold)
    return right / max(1, len(ours)), right / len(gold), 2 * right / (len(ours) + len(gold))


def _stems(phrase: str) -> str:
    return " ".join(STEM(word) for word in phrase.lower().replace("-", " ").split())


def _print_codes(pairs: list[tuple[Analysis, list[str]]]) -> None:
    given = [(analysis.codes["code"].tolist(), wanted) for analysis, wanted in pairs if len(analysis.codes)]
    first = sum(codes[0] in wanted for codes, wanted in given)
    right = sum(code in wanted for codes, wanted in given for code in codes)
    every = sum(len(codes) for codes, _ in given)
    print(f"subject codes: {len(given)} of {len(pairs)} articles have one; the best is right in {first}; {right} of all {every} are right")


def _print_marked(analysis: Analysis, row: dict) -> None:
    said = {_stems(phrase) for phrase in analysis.phrases["text"][:10]}
    missed = [phrase for phrase in row["phrases"] if _stems(phrase) not in said]
    codes = ", ".join(f"{name} {score:.2f}" for name, score in zip(analysis.codes["name"], analysis.codes["score"], strict=True))
    print(f"  {row['id']}\n    said   {', '.join(analysis.phrases['text'][:10])}\n    missed {', '.join(missed)}")
    print(f"    codes  {codes}; marked {row['codes']}")
    for topic in analysis.topics.itertuples():
        members = analysis.phrases.loc[analysis.phrases["topic"] == topic.id, "text"].tolist()
        print(f"    {topic.id} {topic.label} {topic.mentions} {topic.salience:.2f} {topic.code}: {', '.join(members)}")


def _speed(nlp, articles: list[Article]) -> None:
    """Time of the two stages against the bare pipeline's, on the same texts; processor time, since others may use the machine.

    The view of the words is no part of it: an analysis makes it once, for coreference too.
    """
    analyses = list(analyze_many(articles, nlp))
    docs = list(nlp.pipe([article.text for article in articles]))
    views = [words(doc) for doc in docs]
    pipeline = _time(lambda: [nlp(article.text) for article in articles])

    def both() -> None:
        for analysis, doc, view in zip(analyses, docs, views, strict=True):
            made = phrase_stage.phrases(analysis.article, doc, analysis.mentions, analysis.actors, doc_words=view)
            topic_stage.topics(analysis.article, doc, made, actors=analysis.actors, doc_words=view)

    ours, count = _time(both), sum(map(len, docs))
    print(f"\ntime: pipeline {count / pipeline:,.0f} words a second; key phrases, topics and codes add {100 * ours / pipeline:.1f} %")


def _time(run: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the fastest of some runs."""
    run()
    spent = []
    for _ in range(times):
        start = time.process_time()
        run()
        spent.append(time.process_time() - start)
    return min(spent)


def _marked_articles(path: Path) -> list[tuple[Article, dict]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(make_article(row["text"], id=row["id"], title=row["title"], source=row["source"]), row) for row in rows]


def _texts(folder: Path) -> dict[str, str]:
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--eval", type=Path, help="folder with themes.py, themes.jsonl and gold/")
    parser.add_argument("--gold", type=Path, default=Path(__file__).parents[1] / "data" / "gold" / "keyphrases.jsonl")
    parser.add_argument("--genre", nargs="+", default=["news"])
    parser.add_argument("--pipeline", default="en_dramatis")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
