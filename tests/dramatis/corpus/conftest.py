"""Stores of hand-made articles: a few words say who is named how often and who speaks, and the tables follow."""

import itertools

import duckdb
import pandas as pd
import pytest

from dramatis import tables
from dramatis.analysis import Analysis
from dramatis.article import make_article
from dramatis.store.schema import ARTICLES, DERIVED


def made_article(id, date=None, publisher=None, *, named=(), said=(), topics=(), codes=(), watched=()):
    """An analysis of an article in which each of `named` (name, kind, times) has sentences of its own.

    `said`: (name or None, words) of quotations; `together` in one sentence: names joined by ``&`` in `named`.
    """
    text, sentences, mentions, quotes, topic_mentions = "", [], [], [], []
    actors: dict[str, tuple[str, str]] = {}

    def actor(name, kind="person"):
        return actors.setdefault(name, (f"a{len(actors) + 1}", kind))[0]

    def sentence(parts):
        nonlocal text
        start = len(text) + bool(text)
        text = f"{text} " if text else ""
        for words, hit in parts:
            if hit:
                mentions.append((hit, len(text), len(text) + len(words), words, len(sentences)))
            text += words
        sentences.append((start, len(text)))

    for name, kind, times in named:
        for _ in range(times):
            pieces = [[(each, actor(each, kind)), (" and ", None)] for each in name.split("&")]
            sentence([*[*itertools.chain(*pieces)][:-1], (" act.", None)])
    for name, words in said:
        content = " ".join(["word"] * words)
        sentence([("It was said: ", None), *([(name, actor(name)), (": ", None)] if name else []), (f'"{content}"', None)])
        end = sentences[-1][1]
        quotes.append((end - len(content) - 2, end, f'"{content}"', actors[name][0] if name else None, len(sentences) - 1, words))
    for label in [*topics, *watched]:
        sentence([(label, None), (" matters.", None)])
        start = sentences[-1][0]
        topic_mentions.append((label, start, start + len(label), len(sentences) - 1))
    if not text:
        sentence([("Nothing happened.", None)])
    article = make_article(text, id=id, title=f"Title of {id}", date=date, source=f"{id}.txt")
    article = type(article)(**article.__dict__ | {"publisher": publisher})
    return _analysis(article, sentences, actors, mentions, quotes, (topics, watched, topic_mentions), codes)


def _analysis(article, sentences, actors, mentions, quotes, subjects, codes):
    own = {"article_id": article.id}
    count = dict.fromkeys((each for each, _ in actors.values()), 0)
    for hit, *_ in mentions:
        count[hit] += 1
    topics, watched, topic_mentions = subjects
    labels = {label: f"t{place}" for place, label in enumerate(dict.fromkeys([*topics, *watched]), 1)}
    rows = {
        "sentences": [own | {"id": n, "paragraph": 0, "start": s, "end": e} for n, (s, e) in enumerate(sentences)],
        "actors": [
            own | {"id": each, "name": name, "kind": kind, "aliases": [], "mentions": count[each], "salience": 1 / len(actors)}
            for name, (each, kind) in actors.items()
        ],
        "mentions": [
            own | {"actor": a, "start": s, "end": e, "text": t, "form": "name", "sentence": n, "rule": "hand", "confidence": 1.0}
            for a, s, e, t, n in mentions
        ],
        "quotes": [
            own
            | {"id": f"q{n}", "start": s, "end": e, "text": t, "kind": "direct", "speaker": who, "sentence": at, "words": words}
            | {"confidence": 1.0, "rule": "hand", "cue": None, "reason": None if who else "no-cue"}
            for n, (s, e, t, who, at, words) in enumerate(quotes, 1)
        ],
        "topics": [
            own
            | {"id": own_id, "label": label, "salience": 0.5, "rule": "watched" if label in watched else "found"}
            | {"mentions": sum(place[0] == label for place in topic_mentions)}
            for label, own_id in labels.items()
        ],
        "topic_mentions": [
            own | {"topic": labels[label], "start": s, "end": e, "text": label, "sentence": n} for label, s, e, n in topic_mentions
        ],
        "phrases": [
            own | {"id": f"p{n}", "text": label, "score": 1.0, "mentions": 1, "topic": own_id}
            for n, (label, own_id) in enumerate(labels.items(), 1)
        ],
        "codes": [own | {"code": code, "name": code, "score": 0.9} for code in codes],
    }
    parts = {name: tables.table(name, rows.get(name, [])) for name in tables.TABLES}
    return Analysis(article=article, provenance={"dramatis": "0", "code": "abc", "pipeline": "hand"}, **parts)


class Answering:
    """The store's face over analyses in memory, for tests of arithmetic over many small corpora."""

    def __init__(self, analyses, links=(), copies=()):
        self._connection = duckdb.connect(":memory:")
        rows = [_article_row(each) for each in analyses]
        self._put("articles", pd.DataFrame(rows, columns=[column.name for column in ARTICLES]), dates=True)
        for name in tables.TABLES:
            self._put(name, tables.concat(name, [getattr(each, name) for each in analyses]))
        for name, given in (("links", links), ("copies", copies), ("unlinked", ())):
            self._put(name, pd.DataFrame(list(given), columns=[column.name for column in DERIVED[name]]))

    def session(self):
        other = object.__new__(Answering)
        other._connection = self._connection.cursor()
        return other

    def make(self, name, sql, params=None):
        self._connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", dict(params or {}))

    def query(self, sql, params=None):
        found = self._connection.execute(sql, dict(params or {})).df()
        texts = [
            name for name in found.columns if found[name].dtype == object and all(isinstance(each, str | None) for each in found[name])
        ]
        return found.astype(dict.fromkeys(texts, "str"))

    def _put(self, name, table, dates=False):
        self._connection.register(f"_{name}", table)
        columns = ", ".join(
            f'TRY_CAST("{each}" AS DATE) AS "{each}"' if dates and each == "date" else self._typed(name, each, table)
            for each in table.columns
        )
        self._connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM _{name}")

    @staticmethod
    def _typed(name, column, table):
        if column in ("aliases", "candidates", "spans"):
            return f'"{column}"::{"BIGINT[][]" if column == "spans" else "VARCHAR[]"} AS "{column}"'
        kinds = {"int64": "BIGINT", "Int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN", "str": "VARCHAR"}
        known = {
            each.name: each.dtype
            for each in (*tables.TABLES.get(name, ()), *DERIVED.get(name, ()), *(ARTICLES if name == "articles" else ()))
        }
        return f'"{column}"::{kinds[known[column]]} AS "{column}"' if known[column] in kinds else f'"{column}"'


def _article_row(made):
    article = made.article
    given = {"article_id": article.id, "key": f"k-{article.id}", "words": len(article.text.split()), "provenance": '{"dramatis": "0"}'}
    return {column.name: getattr(article, column.name, None) for column in ARTICLES} | given


@pytest.fixture(scope="session")
def article():
    """Makes the analysis of a hand-made article."""
    return made_article


@pytest.fixture(scope="session")
def answering():
    """Makes what answers as a store does, from analyses."""
    return Answering
