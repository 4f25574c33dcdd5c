"""An article that is forgotten is nowhere any more: not in the store, its pages, the gallery, the feed, the log, nor in pages over many."""

import json
import os

import pytest
from typer.testing import CliRunner

from dramatis.cli import app
from dramatis.errors import StoreError
from dramatis.forgetting import alike, clear, forget, matches, the_one
from dramatis.jobs.quarantine import Failure, failures, keep
from dramatis.report import rebuild_gallery
from dramatis.store import open_store

SECRET = "The affair of Jane Doe"


@pytest.fixture
def store(tmp_path, sample, many, renamed):
    store = open_store(tmp_path / "store")
    fields = {"title": SECRET, "date": "2025-01-02", "source": "https://news.example/affair"}
    store.add(
        [renamed(sample, "the-affair-of-jane-doe", **fields), renamed(many, "the-harbor", title="The harbor", source="inbox/harbor.txt")]
    )
    return store


@pytest.fixture
def reports(tmp_path, store):
    """A folder as runs leave it, with pages as short as can be."""
    folder = tmp_path / "reports"
    for identifier, title in store.query("SELECT article_id, title FROM articles").itertuples(index=False):
        card = {"title": title, "date": "2025-01-02", "source": f"inbox/{identifier}.txt", "article": identifier, "actors": []}
        made = {
            "card": card,
            "ok": True,
            "notebook": "article",
            "address": f"inbox/{identifier}.txt",
            "source_path": f"/in/{identifier}.txt",
        }
        write_page(folder / f"2025-01-02-{identifier}", made, f"<p>{title}</p>")
    failed = ["/in/the-affair-of-jane-doe.txt: why", "/in/the-harbor.txt: why"]
    given = {"store": str(store.folder), "reports": str(folder), "failed": failed}
    (folder / ".pages.json").write_text(json.dumps({"page changes": {"news": {"failed": failed, "known": dict.fromkeys(failed)}}}))
    write_page(folder / "compare", {"card": {"title": "Compared"}, "ok": True, "kind": "compare", "parameters": given}, f"<p>{SECRET}</p>")
    rows = [{"made": ["inbox/the-affair-of-jane-doe.txt", "inbox/the-harbor.txt"], "failed": [], "note": "kept"}]
    (folder / "runs.jsonl").write_text("torn\n" + "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    names = ("/in/the-affair-of-jane-doe.txt", "/in/the-harbor.txt", "/in/many.jsonl#the-affair-of-jane-doe")
    keep(folder, {name: Failure(name, SECRET if "jane" in name else "why", "article", 1, "when it changes", "k") for name in names})
    (folder / ".index").mkdir()
    (folder / ".index" / "x.json").write_text(json.dumps([["", "the-affair-of-jane-doe", "", ""]]), encoding="utf-8")
    rebuild_gallery(folder)
    return folder


def write_page(folder, record, body):
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(body, encoding="utf-8")
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")


def traces(folder):
    """Names of files that hold the title or the id."""
    told = (SECRET.encode(), b"the-affair-of-jane-doe")
    return [path.name for path in folder.rglob("*") if path.is_file() and any(words in path.read_bytes() for words in told)]


def test_nothing_of_it_is_left_anywhere(store, reports):
    assert len(traces(reports)) > 5
    found = [the_one(store, "the-affair-of-jane-doe", reports)]
    assert forget(store, found, reason="asked for") == 1
    done = clear(reports, store, found, render=False)
    assert (done.pages, done.rendered, [name for name, _ in done.dropped]) == (("2025-01-02-the-affair-of-jane-doe",), (), ["compare"])
    assert traces(reports) == traces(store.folder) == []
    assert "The harbor" in (reports / "index.html").read_text(encoding="utf-8")
    assert list(failures(reports)) == ["/in/the-harbor.txt"]
    assert "/in/the-harbor.txt: why" in (reports / ".pages.json").read_text(encoding="utf-8")
    torn, row = (reports / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert (torn, json.loads(row)["made"], json.loads(row)["note"]) == ("torn", ["(forgotten)", "inbox/the-harbor.txt"], "kept")


def test_a_page_over_many_articles_is_made_anew_or_goes(store, reports, monkeypatch):
    asked = []

    def rendered(kind, of_store, reports, *, parameters, folder):
        asked.append((kind, of_store, folder, parameters))
        raise StoreError("there are no two articles to compare")

    monkeypatch.setattr("dramatis.report.corpus.run.run_page", rendered)
    found = [the_one(store, "the-affair-of-jane-doe")]
    forget(store, found)
    done = clear(reports, store, found)
    assert asked == [("compare", store.folder, "compare", {"failed": ["/in/the-harbor.txt: why"]})]
    assert done.dropped == (("compare", "there are no two articles to compare"),)
    assert traces(reports) == []


def test_pages_over_another_store_stay(store, reports, tmp_path):
    open_store(tmp_path / "other")
    path = reports / "compare" / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"parameters": {"store": str(tmp_path / "other")}}), encoding="utf-8")
    found = [the_one(store, "the-affair-of-jane-doe")]
    forget(store, found)
    clear(reports, store, found, render=False)
    assert (reports / "compare" / "index.html").exists()


@pytest.mark.parametrize(("other", "stays"), [("The bridge is open again.", True), (None, False)], ids=["others", "it too"])
def test_a_comparison_of_other_articles_stays(store, reports, tmp_path, other, stays):
    text = other or store.query("SELECT text FROM articles WHERE article_id = 'the-affair-of-jane-doe'")["text"].iloc[0]
    (tmp_path / "bridge.txt").write_text(text, encoding="utf-8")
    path = reports / "compare" / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    given = record["parameters"] | {"articles": ["the-harbor", str(tmp_path / "bridge.txt")], "publishers": []}
    path.write_text(json.dumps(record | {"parameters": given}), encoding="utf-8")
    found = [the_one(store, "the-affair-of-jane-doe")]
    forget(store, found)
    done = clear(reports, store, found, render=False)
    assert (reports / "compare" / "index.html").exists() is stays
    assert bool(done.dropped) is not stays


def test_the_same_words_end_what_was_cut_short(store, reports):
    """The process was killed after the store had let the article go: the same command still finds its page."""
    forget(store, [the_one(store, "the-affair-of-jane-doe")])
    found = [the_one(store, "the-affair-of-jane-doe", reports)]
    assert (found[0].stored, forget(store, found)) == (False, 0)
    clear(reports, store, found, render=False)
    assert traces(reports) == []
    assert the_one(store, "the-affair-of-jane-doe", reports).title == ""


@pytest.mark.parametrize(
    "asked", ["the-affair-of-jane-doe", "the-aff", "https://news.example/affair", "THE AFFAIR OF JANE DOE", "jane doe", "news.example"]
)
def test_an_article_is_found_by_what_one_knows_of_it(store, asked):
    assert [one.article_id for one in matches(store, asked)] == ["the-affair-of-jane-doe"]


def test_what_fits_several_or_none_is_told_with_what_to_give(store):
    with pytest.raises(StoreError, match="fits 2 articles; give the id of one: the-affair-of-jane-doe, the-harbor"):
        the_one(store, "the-")
    with pytest.raises(StoreError, match="no article 'the-arbor'; ids that come near: the-harbor"):
        the_one(store, "the-arbor")
    assert matches(store, " ") == []


@pytest.mark.parametrize("slip", ["t", "th", "e", "affai", "jane do", "."])
def test_a_slip_of_the_pen_fits_no_article(store, slip):
    assert matches(store, slip) == []


def test_articles_with_the_same_text_are_told(store, sample, renamed):
    store.add([renamed(sample, "reprint")])
    assert alike(store, ["the-affair-of-jane-doe"]) == ["reprint"]


@pytest.fixture
def command(store, reports):
    """The verb, as it is typed beside these folders."""
    here = ["--store", os.fspath(store.folder), "--pages", os.fspath(reports)]
    return lambda *words: CliRunner().invoke(app, ["forget", *words, *here])


def test_the_verb_lists_asks_and_removes(command, store):
    listed = command("harbor", "--dry-run")
    assert (listed.exit_code, listed.stdout.split("\t")[0], len(store.known())) == (0, "the-harbor", 2)
    unasked = command("harbor")
    assert (unasked.exit_code, len(store.known())) == (2, 2)
    assert "give --yes" in unasked.stderr
    done = command("harbor", "--yes", "--no-render", "--reason", "wrong")
    assert (done.exit_code, store.known()["article_id"].tolist()) == (0, ["the-affair-of-jane-doe"])
    assert "removed from the store: 1\npages of articles removed: 1\n" in done.stdout
    entry, _, reason = command("--list").stdout.strip().split("\t")
    assert reason == "wrong"
    assert command("--allow-again", entry).exit_code == 0
    assert command("--allow-again", entry).exit_code == 2
    assert command("nothing-like-it", "--yes").exit_code == 2
    assert command("--yes").exit_code == 2
