"""Runs over sources that still hold a forgotten article leave it out, and tell of it."""

import pytest

from dramatis.jobs import Config, Pages, run
from dramatis.scale import run_corpus
from dramatis.store import open_store


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"Anna Berg spoke in Geneva of {name}.\n\nThey left.\n", encoding="utf-8")
    return folder


def ids(store):
    return open_store(store).known()["article_id"].tolist()


def test_a_corpus_run_leaves_it_out(inbox, tmp_path, pipeline):
    def analyzed():
        return run_corpus([inbox], tmp_path / "store", workers=-1, task_options={"pipeline": pipeline})

    analyzed()
    open_store(tmp_path / "store").forget("one")
    again = analyzed()
    assert (again.analyzed, again.skipped, again.removed, ids(tmp_path / "store")) == (0, 1, 1, ["two"])
    assert "1 left out, removed before" in again.line
    open_store(tmp_path / "store").allow("one")
    assert (analyzed().analyzed, ids(tmp_path / "store")) == (1, ["one", "two"])


def test_a_scheduled_run_leaves_it_out_also_under_another_name(inbox, tmp_path, pipeline):
    config = Config(
        inboxes=(str(inbox),),
        reports=str(tmp_path / "reports"),
        store=str(tmp_path / "store"),
        parameters={"pipeline": pipeline},
        pages=Pages(articles=False),
    )
    run(config)
    open_store(tmp_path / "store").forget("one")
    (inbox / "two.txt").write_text("Anna Berg spoke in Geneva again.\n", encoding="utf-8")
    (inbox / "one.txt").rename(inbox / "three.txt")
    done = run(config)
    assert (done.stored, done.removed, ids(tmp_path / "store")) == (1, 1, ["two"])
    assert any("1 left out, removed before" in line for line in done.lines)


def test_an_article_that_takes_the_place_of_another_one_of_its_id_is_told(tmp_path, sample, many, renamed):
    store = open_store(tmp_path / "store")
    store.add([renamed(sample, "story", source="a/story.txt")])
    with pytest.warns(UserWarning, match=r"'b/story.txt' has the id 'story' of 'a/story.txt', and takes its place; give each an id"):
        store.add([renamed(many, "story", source="b/story.txt")])


def test_an_article_that_changed_or_moved_is_no_other_one(tmp_path, sample, many, renamed, recwarn):
    store = open_store(tmp_path / "store")
    store.add([renamed(sample, "story", source="a/story.txt")])
    store.add([renamed(sample, "story", source="b/story.txt")])
    store.add([renamed(many, "story", source="/news/b/story.txt")])
    assert [str(one.message) for one in recwarn if issubclass(one.category, UserWarning)] == []
