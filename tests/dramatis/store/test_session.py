"""Many questions to one state of a store: tables made once, nothing that came later, a new beginning where files went."""

import pytest

from dramatis.errors import StoreError
from dramatis.store import open_store


@pytest.fixture
def store(sample, tmp_path):
    store = open_store(tmp_path / "store")
    store.add([sample])
    return store


def test_a_table_is_made_once_and_asked_often(store):
    session = store.session()
    session.make("long", "SELECT article_id, length(text) AS size FROM articles WHERE length(text) > $least", {"least": 10})
    assert session.query("SELECT count(*) AS n FROM long")["n"].tolist() == [1]
    assert session.query("SELECT size > $least AS more FROM long", {"least": 20})["more"].tolist() == [True]
    with pytest.raises(StoreError, match="long"):
        store.query("SELECT * FROM long")


def test_articles_that_come_later_are_not_seen(store, nothing):
    session = store.session()
    assert session.query("SELECT count(*) AS n FROM articles")["n"].tolist() == [1]
    store.add([nothing])
    assert session.query("SELECT count(*) AS n FROM articles")["n"].tolist() == [1]
    assert store.session().query("SELECT count(*) AS n FROM articles")["n"].tolist() == [2]


def test_a_session_begins_anew_where_its_files_are_gone(store, sample, nothing):
    session = store.session()
    session.make("ids", "SELECT article_id FROM articles")
    store.add([nothing])
    store.forget(sample.article.id)
    assert session.query("SELECT article_id FROM articles")["article_id"].tolist() == [nothing.article.id]
    assert session.query("SELECT article_id FROM ids")["article_id"].tolist() == [nothing.article.id]


def test_only_questions_are_answered(store):
    session = store.session()
    for sql in ("DROP VIEW articles", "SELECT 1; SELECT 2", "COPY articles TO 'x.csv'"):
        with pytest.raises(StoreError):
            session.query(sql)
    with pytest.raises(StoreError):
        session.make("x", "SELECT nothing FROM articles")
    assert session.query("SELECT count(*) AS n FROM articles")["n"].tolist() == [1]
