"""The corpus to try: the same from the same seed, natural spans, copies where it says so; found again by the search for copies."""

import importlib.util
import sys
from itertools import combinations, islice
from pathlib import Path

import pytest

from dramatis import tables
from dramatis.corpus.copies import copies
from dramatis.store import open_store

SCRIPTS = Path(__file__).parents[1] / "scripts"
pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def texts():
    made = {}
    for name in ("synthetic_corpus", "synthetic_tables"):
        spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
        made[name] = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made[name])
    yield made["synthetic_corpus"]
    for name in made:
        del sys.modules[name]


@pytest.fixture(scope="module")
def filled(texts, tmp_path_factory):
    made = texts.corpus(400, copies=0.15)
    store = open_store(tmp_path_factory.mktemp("synthetic") / "store")
    sys.modules["synthetic_tables"].fill(store.folder, made)
    return made, store


def test_the_same_seed_gives_the_same_articles(texts):
    one, same, other = (list(islice(texts.articles(texts.corpus(500, seed=seed)), 5)) for seed in (3, 3, 4))
    assert one == same != other
    assert [sorted(article) for article in one] == [["copy_of", "date", "id", "source", "text", "title", "url"]] * 5


def test_tables_are_those_of_the_texts(filled, texts):
    made, store = filled
    assert len(store.known()) == 400
    for article in islice(texts.articles(made), 0, 400, 57):
        analysis = store.analysis(article["id"])
        assert (analysis.article.text, analysis.article.date, analysis.article.publisher) == (
            article["text"],
            article["date"],
            article["source"],
        )
        for name in tables.TABLES:
            rows = tables.check(getattr(analysis, name), name)
            if {"start", "text"} <= set(rows.columns):
                assert [article["text"][row.start : row.end] for row in rows.itertuples()] == rows["text"].tolist()
        assert set(analysis.mentions["actor"]) == set(analysis.actors["id"])
        assert analysis.actors["mentions"].sum() == len(analysis.mentions) > 20


def test_copies_are_found_again(filled, texts):
    made, store = filled
    copies(store)
    plans = [texts.plan_of(made, number) for number in range(400)]
    groups = {}
    for plan in plans:
        groups.setdefault(plan.number if plan.copy_of < 0 else plan.copy_of, []).append(texts.identifier(plan.number))
    told = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    found = {pair for _, group in store.table("copies").groupby("cluster") for pair in combinations(sorted(group["article_id"]), 2)}
    assert len(told) > 40
    assert len(told & found) >= 0.97 * len(told)
    assert len(told & found) >= 0.97 * len(found)
