"""The verbs over sources of many articles and over the web."""

import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import spacy
from typer.testing import CliRunner

from dramatis.cli import app

BODY = "The council met in Geneva on Thursday. “We need a new bridge,” said Anna Berg, the mayor of the town."
PAGE = f"""<!doctype html><html lang="en"><head><title>Bridge planned</title></head><body><article><h1>Bridge planned</h1>
<p>{BODY} {BODY}</p><p>{BODY}</p></article></body></html>"""


@pytest.fixture
def pipeline(tmp_path_factory):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Anna Berg"}])
    folder = tmp_path_factory.mktemp("pipeline") / "names"
    nlp.to_disk(folder)
    return str(folder)


@pytest.fixture
def invoke(tmp_path, monkeypatch, pipeline):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, [*arguments, *(() if arguments[0] == "fetch" else ("--pipeline", pipeline))])


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "bridge.html").write_text(PAGE)

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def many(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{number}", "text": BODY}) + "\n" for number in range(3)) + "no json\n")
    return str(path)


def test_analyze_prints_a_line_for_each_article_of_a_file(invoke, many):
    result = invoke("analyze", many, "--json-lines")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["article"].get("id") for line in lines] == ["a0", "a1", "a2", None]
    assert (result.exit_code, "is no JSON" in lines[3]["error"]) == (1, True)


def test_analyze_prints_one_article_of_a_file(invoke, many):
    result = invoke("analyze", f"{many}#2", "--json")
    assert json.loads(result.stdout)["article"]["id"] == "a1"


def test_corpus_fills_a_store_and_tells_what_failed(invoke, many, monkeypatch):
    import dramatis.scale

    run = dramatis.scale.run_corpus
    monkeypatch.setattr(dramatis.scale, "run_corpus", lambda *arguments, **options: run(*arguments, **(options | {"workers": -1})))
    result = invoke("corpus", many, "--store", "store")
    assert (result.exit_code, result.stdout) == (1, "3 analyzed, 0 unchanged, 1 failed\n")
    assert "many.jsonl#4' is no JSON" in result.stderr
    assert invoke("corpus", many, "--store", "store").stdout == "0 analyzed, 3 unchanged, 1 failed\n"
    assert invoke("corpus", "none.txt", "--store", "store").exit_code == 2


def test_corpus_says_that_it_is_not_given_the_lexicons_of_an_earlier_run(invoke, many, tmp_path, monkeypatch):
    import dramatis.scale

    run = dramatis.scale.run_corpus
    monkeypatch.setattr(dramatis.scale, "run_corpus", lambda *arguments, **options: run(*arguments, **(options | {"workers": -1})))
    own = tmp_path / "mine"
    own.mkdir()
    (own / "actors.csv").write_text("action,actor,alias,kind,article,note\nhide,Geneva,,,,\n", encoding="utf-8")
    told = "3 articles of the store were analyzed with the lexicons of"
    assert told not in invoke("corpus", many, "--store", "store", "--lexicon", own).stderr
    assert told not in invoke("corpus", many, "--store", "store", "--lexicon", own).stderr
    without = invoke("corpus", many, "--store", "store").stderr
    assert told in without
    assert f"give --lexicon {own} to keep" in without.replace("\n", " ")


def test_fetch_saves_and_refuses_private_addresses(invoke, site, tmp_path):
    refused = invoke("fetch", f"{site}/bridge.html", "--to", "inbox")
    assert (refused.exit_code, "--allow-private" in refused.stderr) == (2, True)
    saved = invoke("fetch", f"{site}/bridge.html", "--to", "inbox", "--allow-private")
    assert saved.exit_code == 0
    assert (tmp_path / saved.stdout.strip()).read_text().startswith("---\ntitle: Bridge planned\n")
    again = invoke("fetch", f"{site}/bridge.html", "--to", "inbox", "--allow-private")
    assert (again.exit_code, again.stdout) == (0, "")


def test_analyze_an_address(invoke, site):
    result = invoke("analyze", f"{site}/bridge.html", "--json", "--allow-private")
    assert json.loads(result.stdout)["article"]["source"] == f"{site}/bridge.html"
