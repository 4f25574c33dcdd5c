"""Another store as a source of a scheduled run: its articles are taken whole where nothing has to be made anew, and only once."""

import dataclasses

import pytest

from dramatis import analysis as analyzing
from dramatis import tables
from dramatis.due import analysis_base, article_key
from dramatis.errors import StoreError
from dramatis.jobs import Config, run, stores
from dramatis.jobs.items import Item
from dramatis.kernels import warm
from dramatis.readers import read
from dramatis.store import open_store


@pytest.fixture
def other(tmp_path, sample, nothing):
    store = open_store(tmp_path / "other")
    store.add([sample, nothing], key=article_key(analysis_base("en_dramatis")))
    return store


@pytest.fixture
def config(tmp_path):
    made = Config(stores=(str(tmp_path / "other"),), store=str(tmp_path / "store"), reports=str(tmp_path / "reports"))
    return made.model_copy(update={"pages": made.pages.model_copy(update={"articles": False})})


@pytest.fixture
def analyzed(monkeypatch):
    """Titles of the articles that are analyzed; an analysis costs nothing."""
    monkeypatch.setattr(warm, "prepare", lambda pipeline: None)
    monkeypatch.setattr("dramatis.pipeline.load_pipeline", lambda name: None)

    def stand_in(article, nlp, *, lexicon=None):
        made = {name: tables.table(name, []) for name in tables.TABLES}
        return analyzing.Analysis(article=article, provenance={"dramatis": "new"}, **made)

    monkeypatch.setattr(analyzing, "analyze", stand_in)


def test_articles_analyzed_in_the_same_way_are_taken_with_their_tables(config, other, sample, analyzed, tmp_path):
    summary = run(config)
    assert (len(summary.made), summary.stored, summary.exit_status) == (2, 2, 0)
    taken = open_store(tmp_path / "store").analysis(sample.article.id)
    assert (taken.article, taken.provenance) == (sample.article, sample.provenance)
    assert len(taken.quotes) == len(sample.quotes) > 0


def test_nothing_is_done_twice_and_a_changed_article_again(config, other, sample, analyzed, tmp_path):
    run(config)
    assert run(config).is_quiet
    other.add([dataclasses.replace(sample, article=dataclasses.replace(sample.article, title="Another title"))], key=lambda _: "older")
    assert run(config).made == (f"{tmp_path / 'other'}#{sample.article.id}",)
    again = open_store(tmp_path / "store").analysis(sample.article.id)
    assert (again.article.title, again.provenance) == ("Another title", {"dramatis": "new"})


def test_each_run_says_which_articles_have_no_file_any_more_though_another_has_the_same_words(config, analyzed, tmp_path):
    inbox = tmp_path / "in"
    inbox.mkdir()
    for name in ("bus.txt", "bus-copy.txt", "tram.txt"):
        (inbox / name).write_text("The last bus left at noon, and nobody was on it, said the driver." * 3)
    config = config.model_copy(update={"stores": (), "inboxes": (str(inbox),)})
    assert (run(config).stored, run(config).gone) == (3, ())
    (inbox / "bus-copy.txt").unlink()
    assert [run(config).gone for _ in range(2)] == [("bus-copy",)] * 2
    (inbox / "moved").mkdir()
    (inbox / "tram.txt").rename(inbox / "moved" / "tram.txt")
    assert run(config).gone == ("bus-copy", "tram")  # in another folder it is another article, and the store has both


def test_a_dead_link_of_a_feed_is_told_and_then_only_counted(config, other, analyzed, monkeypatch):
    dead = [("http://news.example/a2", "cannot be reached; tried 3 times")]
    monkeypatch.setattr("dramatis.jobs.over_store.feeds_read", lambda config: list(dead))
    first, second = run(config), run(config)
    assert (first.failed, first.exit_status) == (tuple(dead), 1)
    assert (second.failed, second.exit_status, second.dead, second.is_quiet) == ((), 0, 1, True)
    assert "; 1 of the feeds' addresses failed as before" in "\n".join(second.lines)
    dead[0] = (dead[0][0], "answers 404")
    assert run(config).failed == tuple(dead)
    dead.clear()
    assert (run(config).dead, run(config).exit_status) == (0, 0)


def test_a_store_that_is_not_there_is_a_failed_source(config, other, analyzed, tmp_path):
    gone = str(tmp_path / "gone")
    summary = run(config.model_copy(update={"stores": (*config.stores, gone)}))
    assert (len(summary.made), summary.exit_status) == (2, 1)
    assert "there is no store" in summary.failed[0][1]
    with pytest.raises(StoreError, match="there is no store"):
        run(config.model_copy(update={"stores": (gone,)}))


def test_the_file_that_a_page_reads_is_the_stored_article(other, sample, tmp_path):
    item = Item("x#y", "x#y", sample.article.id, "key", store=str(other.folder))
    path = stores.laid_out(item, sample.article, tmp_path)
    article = read(path)
    assert (article.text, article.title, article.date) == (sample.article.text, sample.article.title, sample.article.date)
    key = article_key("base")
    assert key(article) == key(sample.article)
    assert stores.laid_out(item, sample.article, tmp_path) == path
