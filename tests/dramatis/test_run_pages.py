"""The pages over the store that a scheduled run keeps: due once, told again only where something changed, not tried for ever."""

import json
import time

import pytest

from dramatis.errors import StoreError
from dramatis.jobs import Config, over_store, pages
from dramatis.store import open_store

STARTED = "2026-01-31T06:00:00.000000Z"


class Round:
    """One store, one configuration; each call is a run."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.asked, self.error = folder, [], ""
        (folder / "reports").mkdir()
        self.config = Config(
            inboxes=("in",), store=str(folder / "store"), reports=str(folder / "reports"), pages={"changes": True, "corpus": True}
        )
        monkeypatch.setattr(pages, "_page", self._page)
        monkeypatch.setattr(pages, "_kept_up", lambda config: {})
        monkeypatch.setattr(pages, "in_child", lambda work, room, seconds: work(room))

    def __call__(self, failed=(), current=("a", "b"), started=STARTED):
        self.asked = []
        troubles = pages.Troubles(dict(failed), frozenset(current))
        return pages.pages_made(self.config, "base", self.folder, troubles, started=started)

    def _page(self, config, kind, parameters, *, folder=""):
        self.asked.append((kind, dict(parameters)))
        if self.error:
            raise StoreError(self.error)
        place = self.folder / "reports" / kind / "index.html"
        place.parent.mkdir(exist_ok=True)
        place.write_text(kind)
        return {"page": str(place)}


@pytest.fixture
def turn(tmp_path, monkeypatch):
    return Round(tmp_path, monkeypatch)


@pytest.fixture
def store(turn, sample):
    store = open_store(turn.config.store)
    store.add([sample])
    return store


def test_without_an_article_there_is_no_page(turn):
    assert turn() == pages.Made()


def test_the_first_page_of_changes_tells_what_came_since_the_run_began(turn, store):
    made = turn([("a", "is empty")])
    assert [page.parent.name for page in made.pages] == ["corpus", "changes"]
    values = {"since": STARTED, "watched": [], "failed": ["a: is empty"], "mended": []}
    assert turn.asked == [("corpus", {}), ("changes", values)]


def test_pages_are_made_once_and_the_next_changes_begin_where_the_last_ended(turn, store, nothing):
    turn([("a", "is empty")])
    assert (turn([("a", "is empty")]), turn.asked) == (pages.Made(), [])
    known = store.history()["at"].max()
    store.add([nothing])
    turn([("a", "is empty")])
    assert turn.asked[1] == ("changes", {"since": known, "watched": [], "failed": [], "mended": []})
    assert turn([("a", "is empty")]) == pages.Made()


def test_a_new_failure_and_a_mended_article_are_told_once_and_one_that_is_gone_is_not_called_mended(turn, store):
    turn([("a", "is empty"), ("b", "is no text")])
    turn([("c", "is damaged")], current=("a", "c"))
    assert [(values["failed"], values["mended"]) for _, values in turn.asked] == [(["c: is damaged"], ["a"])]


def test_a_store_analyzed_again_keeps_the_news_that_the_page_told_last(turn, store, nothing):
    turn()
    known = store.history()["at"].max()
    store.add([nothing])
    turn()
    told = turn.asked[1]
    assert told == ("changes", {"since": known, "watched": [], "failed": [], "mended": []})
    store.add([nothing], key=lambda _: "another program")
    turn()
    assert turn.asked[1] == told


def test_a_page_that_is_gone_is_made_again(turn, store):
    turn()
    (turn.folder / "reports" / "corpus" / "index.html").unlink()
    (turn.folder / "reports" / "corpus").rmdir()
    assert [page.parent.name for page in turn().pages] == ["corpus"]


def test_a_page_that_fails_is_tried_some_times_and_again_when_something_changes(turn, store, nothing):
    turn.error = "the page says what failed"
    tries = [turn(started=f"2026-01-31T0{hour}:00:00.000000Z") for hour in range(6, 10)]
    assert [len(made.failed) for made in tries] == [2, 2, 2, 0]
    assert tries[3].given_up == (("page corpus", turn.error), ("page changes", turn.error))
    store.add([nothing])
    assert len(turn().failed) == 2
    turn.error = ""
    assert len(turn().pages) == 2
    row = json.loads((turn.folder / "reports" / ".pages.json").read_text())["page changes"]
    assert row["news"]["since"] == STARTED


def test_a_page_that_takes_too_long_is_ended_and_the_key_to_change_is_told(tmp_path):
    with pytest.raises(StoreError, match=r"longer than 0\.2 s and was stopped; raise pages_timeout_s"):
        over_store.in_child(lambda folder: time.sleep(60) or {}, tmp_path, 0.2)


@pytest.mark.parametrize(("given", "told"), [([], True), (["-p", "actor=Ada"], False)])
def test_a_page_of_nobody_in_particular_says_whom_it_shows(tmp_path, monkeypatch, given, told):
    from typer.testing import CliRunner

    from dramatis.cli import app
    from dramatis.report import Report

    monkeypatch.setattr("dramatis.report.corpus.run_page", lambda *_, **__: Report(tmp_path / "index.html", "", True, ("made",)))
    done = CliRunner().invoke(app, ["page", "actor", "--store", str(tmp_path / "store"), *given])
    assert done.exit_code == 0
    assert ("no actor is named, so the page shows the actor named most often" in done.output) is told
