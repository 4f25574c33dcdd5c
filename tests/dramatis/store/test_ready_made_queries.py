"""The ready-made questions of docs/store.md are answered, each by rows."""

import dataclasses
import re
from pathlib import Path

import pytest

from dramatis import tables
from dramatis.corpus.upkeep import bring_up_to_date
from dramatis.store import open_store

PAGE = (Path(__file__).parents[3] / "docs" / "store.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def store(tmp_path_factory, sample, renamed):
    store = open_store(tmp_path_factory.mktemp("asked") / "store")
    code = {"article_id": sample.article.id, "code": "medtop:11000000", "name": "politics and government", "score": 0.9}
    coded = dataclasses.replace(sample, codes=tables.table("codes", [code]))
    store.add([renamed(coded, "one", publisher="Daily"), renamed(coded, "two", publisher="Weekly", date=None)])
    bring_up_to_date(store)
    return store


def test_there_are_eleven():
    assert len(QUESTIONS) == 11


@pytest.mark.parametrize("sql", QUESTIONS, ids=range(len(QUESTIONS)))
def test_a_ready_made_question_is_answered(store, sql):
    assert len(store.query(sql)) > 0


def test_a_story_that_two_outlets_print_counts_once(store):
    found = store.query(next(sql for sql in QUESTIONS if "stories" in sql))
    assert set(found.loc[found["articles"] == 2, "stories"]) == {1}


def test_quotations_come_with_their_place(store):
    found = store.query(next(sql for sql in QUESTIONS if "q.cue" in sql))
    text = store.analysis("one").article.text
    assert [text[start : start + len(words)] for start, words in zip(found["start"], found["text"], strict=True)] == list(found["text"])
