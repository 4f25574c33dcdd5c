"""An article that was removed stays removed, until somebody says otherwise."""

import pytest

from dramatis.errors import StoreError
from dramatis.store import manifest, open_store, removed


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def test_a_removed_article_is_left_out_of_what_comes_later(store, sample, many, renamed):
    store.add([renamed(sample, "gone"), many])
    store.forget("gone", reason="asked for")
    with pytest.warns(UserWarning, match="1 of the articles were removed"):
        assert store.add([renamed(sample, "gone"), renamed(many, "new")]) == 1
    assert store.known()["article_id"].tolist() == sorted([many.article.id, "new"])
    assert "gone" not in set(store.table("mentions")["article_id"])
    store.compact()
    assert [path for path in store.folder.rglob("*") if path.is_file() and b"gone" in path.read_bytes()] == []
    assert [one.reason for one in store.removed()] == ["asked for"]


def test_it_is_known_again_by_its_text_and_by_its_web_address(store, sample, many, renamed):
    store.add([renamed(sample, "gone", source="https://news.example/1")])
    store.forget("gone")
    listed = removed.barred(store.folder)
    assert removed.is_barred("other", "moved.txt", sample.article.sha256, listed)
    assert removed.is_barred("other", "https://news.example/1", "changed text", listed)
    assert not removed.is_barred("other", "https://news.example/2", many.article.sha256, listed)


def test_a_text_that_another_article_has_too_stays_allowed_for_it(store, sample, renamed):
    store.add([renamed(sample, "copy"), renamed(sample, "original")])
    store.forget("copy")
    assert store.add([renamed(sample, "original")]) == 1


@pytest.mark.parametrize("by", ["gone", "https://news.example/1", "entry"])
def test_what_is_taken_off_the_list_may_come_back(store, sample, renamed, by):
    article = renamed(sample, "gone", source="https://news.example/1")
    store.add([article])
    store.forget("gone")
    assert not store.allow("another")
    assert store.allow(store.removed()[0].entry if by == "entry" else by)
    assert (store.removed(), store.add([article])) == ([], 1)


def test_several_are_removed_at_once(store, sample, many, renamed):
    store.add([renamed(sample, "one"), renamed(sample, "two"), many])
    assert store.forget_all(["one", "two", "unknown"]) == 2
    assert store.known()["article_id"].tolist() == [many.article.id]


def test_an_article_that_may_return_is_not_on_the_list(store, sample):
    store.add([sample])
    store.forget(sample.article.id, may_return=True)
    assert (store.removed(), store.add([sample])) == ([], 1)


def test_articles_of_a_staged_part_can_be_left_out(store, sample, renamed):
    staged = store.stage([renamed(sample, "one"), renamed(sample, "two")])
    assert store.commit(staged, without={"two"}) == 1
    assert set(store.table("mentions")["article_id"]) == {"one"}


def test_a_store_is_read_by_who_may_not_write_it(store, sample, monkeypatch):
    store.add([sample])

    def refused(*_):
        raise AssertionError("the manifest is written")

    monkeypatch.setattr("dramatis.store.manifest.writing", refused)
    assert open_store(store.folder).known()["article_id"].tolist() == [sample.article.id]


def test_a_question_is_asked_anew_where_its_files_went_meanwhile(store, sample, renamed, monkeypatch):
    store.add([renamed(sample, "one")])
    old = manifest.snapshot(store.folder)
    store.add([renamed(sample, "two")])
    store.compact()
    states = iter([old, manifest.snapshot(store.folder)])
    monkeypatch.setattr("dramatis.store.manifest.snapshot", lambda folder: next(states))
    assert store.query("SELECT count(*) AS n FROM articles")["n"].item() == 2


def test_a_file_that_is_gone_for_good_is_told(store, sample):
    store.add([sample])
    for path in store.folder.glob("articles/*/*.parquet"):
        path.unlink()
    with pytest.raises(StoreError, match=r"is gone .*; restore it"):
        store.query("SELECT * FROM articles")


def test_files_that_another_process_merged_meanwhile_are_no_hindrance(store, sample, many, renamed, monkeypatch):
    store.add([renamed(sample, "gone"), many])
    old = manifest.snapshot(store.folder)
    store.add([renamed(sample, "other")])
    store.compact()
    states, now = iter([old._replace(dead=frozenset({(part.part, "gone") for part in old.parts}))]), manifest.snapshot
    monkeypatch.setattr("dramatis.store.manifest.snapshot", lambda folder: next(states, None) or now(folder))
    assert store.forget("gone")
    assert [path for path in store.folder.rglob("*") if path.is_file() and b"gone" in path.read_bytes()] == []
