"""Links and copies are brought up to date where anything changed, and nothing is done where nothing did."""

import pytest

from dramatis.corpus import copies, linking
from dramatis.corpus.upkeep import Upkeep, bring_up_to_date
from dramatis.store import open_store


@pytest.fixture
def store(tmp_path, sample, renamed):
    store = open_store(tmp_path / "store")
    store.add([renamed(sample, "one"), renamed(sample, "two")])
    return store


def linked(store):
    return set(store.table("links")["article_id"])


def test_new_changed_and_forgotten_articles_are_followed(store, sample, many, renamed):
    done = bring_up_to_date(store)
    assert (linked(store), done.copies) == ({"one", "two"}, (2, 1, 1))
    store.add([renamed(many, "three")])
    bring_up_to_date(store)
    assert linked(store) == set(store.table("copies")["article_id"]) == {"one", "two", "three"}
    store.forget("one")
    assert bring_up_to_date(store).copies == (2, 2, 0)
    assert linked(store) == {"two", "three"}
    assert store.table("copies")["first"].all()


def test_nothing_is_done_where_nothing_changed(store, monkeypatch):
    assert bring_up_to_date(store).line != ""
    version = store.history()["at"].max()

    def refused(*_, **__):
        raise AssertionError("it was done again")

    monkeypatch.setattr(linking, "link", refused)
    monkeypatch.setattr(copies, "copies", refused)
    assert bring_up_to_date(store) == Upkeep()
    assert (bring_up_to_date(store).line, store.history()["at"].max()) == ("", version)


def test_lines_of_the_analyst_hold_for_who_names_no_folder(store, tmp_path):
    folder = tmp_path / "lexicon"
    folder.mkdir()
    (folder / "actors.csv").write_text("action,actor,alias,kind,article\nrename,Mikhail Mishustin,M. Mishustin,,\n", encoding="utf-8")
    bring_up_to_date(store, lexicon=folder)
    assert bring_up_to_date(store) == Upkeep()
    assert "M. Mishustin" in set(store.table("links")["name"])
    bring_up_to_date(store, lexicon="")
    assert "M. Mishustin" not in set(store.table("links")["name"])


def test_a_step_that_was_cut_short_is_done_by_the_next_call(store, monkeypatch):
    def cut_short(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copies, "copies", cut_short)
        with pytest.raises(KeyboardInterrupt):
            bring_up_to_date(store)
    assert bring_up_to_date(store).copies == (2, 1, 1)
