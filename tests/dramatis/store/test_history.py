"""What a store remembers of its own changes: what came, what changed, how many went; in an order that no clock can upset."""

import dataclasses
from datetime import UTC, datetime

import pytest

from dramatis.store import history, open_store


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def changed(analysis, **fields):
    return dataclasses.replace(analysis, article=dataclasses.replace(analysis.article, **fields))


def told(store, since=""):
    return list(store.history(since)[["article_id", "what"]].itertuples(index=False, name=None))


def test_new_changed_and_repeated_articles_are_told_apart(store, sample, nothing):
    store.add([sample])
    first = store.history()["at"].max()
    store.add([sample, nothing])
    second = store.history()["at"].max()
    store.add([changed(sample, sha256="another")])
    assert set(told(store, first)) == {(nothing.article.id, "added"), (sample.article.id, "again"), (sample.article.id, "text")}
    assert told(store, second) == [(sample.article.id, "text")]
    assert told(store, store.history()["at"].max()) == []


def test_of_a_forgotten_article_only_the_number_stays(store, sample, nothing):
    store.add([sample, nothing])
    store.forget(sample.article.id)
    store.forget(sample.article.id)
    assert told(store) == [(nothing.article.id, "added"), ("", "forgotten")]
    assert sample.article.id.encode() not in (store.folder / "manifest.sqlite").read_bytes()


def test_a_change_is_later_than_the_one_before_also_where_the_clock_was_set_back(store, sample, nothing, monkeypatch):
    store.add([sample])
    last = store.history()["at"].max()

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(history, "datetime", Earlier)
    store.add([nothing])
    assert told(store, last) == [(nothing.article.id, "added")]
