"""A scheduled run over a configuration: what is wrong with it is told, and what it asks for is done once."""

import asyncio
import json
import re
import subprocess
import sys

import pytest

from dramatis.errors import ParameterError
from dramatis.jobs import LOG, read_config, run_inbox
from dramatis.report import run_report
from dramatis.resources import resource
from dramatis.store import open_store

ARTICLE = "data/articles/2025-07-24-turchin-mishustin.txt"
WRONG = {
    "unknown key": ('inboxes = ["in"]\nstroe = "s"\n', "line 2: there is no key 'stroe'; accepted are inboxes, feeds"),
    "unknown key of a section": ('inboxes = ["in"]\n[pages]\ncorpse = true\n', "line 3: there is no key 'pages.corpse'"),
    "another type": ('inboxes = ["in"]\n[limits]\njobs = "two"\n', "line 3: limits.jobs has the value 'two'; accepted is a whole number"),
    "no list": ('inboxes = "in"\n', "line 1: inboxes has the value 'in'; accepted is a list of texts, such as"),
    "unknown parameter": ('inboxes = ["in"]\n[parameters]\ntop_m = 3\n', "line 3: there is no parameter 'top_m'; accepted are"),
    "value of a parameter": ('inboxes = ["in"]\n[parameters]\ntop_n = "x"\n', "line 3: parameter top_n has the value 'x', of type str"),
    "article for all": ('inboxes = ["in"]\n[parameters]\narticle = "x"\n', "line 3: parameters.article cannot be set"),
    "too small": ('inboxes = ["in"]\n[limits]\njobs = 0\n', "limits.jobs has the value 0; accepted is greater than or equal to 1"),
    "nothing to read": ('reports = "r"\n', "names no articles"),
    "page without a store": ('inboxes = ["in"]\n[pages]\ncorpus = true\n', "corpus needs a store"),
    "watched without the page": ('inboxes = ["in"]\n[pages]\nwatched = ["A"]\n', "line 3: watched needs the page of changes"),
    "changes without a store": ('inboxes = ["in"]\n[pages]\nchanges = true\n', "line 3: changes needs a store"),
    "a store into itself": ('store = "s"\nstores = ["./s"]\n', "line 2: stores has the value 's', which is the store that is filled"),
    "no TOML": ("inboxes = [\n", "is no TOML"),
}


def door(*arguments):
    return subprocess.run([sys.executable, "-m", "dramatis", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_configuration_is_told(tmp_path, text, message):
    (tmp_path / "run.toml").write_text(text)
    with pytest.raises(ParameterError) as caught:
        read_config(tmp_path / "run.toml")
    assert message in str(caught.value)
    assert "run.toml" in str(caught.value)


def test_relative_paths_are_taken_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "run.toml").write_text('inboxes = ["in"]\nfeeds = ["https://example.org/feed.xml"]\n')
    config = read_config(tmp_path / "run.toml")
    assert (config.inboxes, config.feeds) == ((str(tmp_path / "in"),), ("https://example.org/feed.xml",))


@pytest.mark.model
def test_the_example_fills_store_and_pages_once(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_bytes(resource(ARTICLE).read_bytes())
    (tmp_path / "inbox" / "empty.txt").write_bytes(b"")
    (tmp_path / "run.toml").write_bytes(resource("examples/run.toml").read_bytes())
    first, second = (door("run", str(tmp_path / "run.toml")) for _ in range(2))
    assert (first.returncode, second.returncode) == (1, 0)
    assert "1 made, 0 unchanged, 1 failed, 1 added to the store" in first.stdout
    assert str(tmp_path / "reports" / "corpus" / "index.html") in first.stdout.splitlines()
    assert "0 made, 2 unchanged (1 of them failed before), 0 failed" in second.stdout
    assert len(open_store(tmp_path / "store").articles()) == 1
    rows = [json.loads(line) for line in (tmp_path / "reports" / LOG).read_text().splitlines()]
    assert [row["stored"] for row in rows] == [1, 0]
    (tmp_path / "inbox" / "a.txt").write_bytes(resource(ARTICLE).read_bytes() + b"\n\nNobody objected.\n")
    assert (
        "1 made, 1 unchanged (1 of them failed before), 0 failed, 1 replaced in the store, which had"
        in door("run", str(tmp_path / "run.toml")).stdout
    )
    (tmp_path / "inbox" / "a.txt").unlink()
    for _ in range(2):
        assert (
            "; 1 in the store whose file has gone (a), to be removed with dramatis forget alone"
            in door("run", str(tmp_path / "run.toml")).stdout
        )


@pytest.mark.model
@pytest.mark.parametrize("with_a_loop", [False, True], ids=["script", "notebook"])
def test_a_run_beside_reports_in_one_process_makes_the_same_page(tmp_path, with_a_loop):
    article = tmp_path / "inbox" / "a.txt"
    article.parent.mkdir()
    article.write_bytes(resource(ARTICLE).read_bytes())

    async def in_a_loop():
        return run_inbox(article.parent, tmp_path / "run")

    page = run_report(article, tmp_path / "report").path
    summary = asyncio.run(in_a_loop()) if with_a_loop else run_inbox(article.parent, tmp_path / "run")
    assert (summary.made, summary.failed) == ((str(article),), ())
    assert (tmp_path / "run" / page.parent.name / "index.html").read_bytes() == page.read_bytes()


@pytest.mark.parametrize("name", ["crontab", "dramatis.service", "github-actions.yml"])
def test_each_example_runs_a_configuration_with_options_that_there_are(name):
    text = resource(f"examples/{name}").read_text(encoding="utf-8")
    commands = re.findall(r"^(?!\s*#).*?dramatis run (\S+)(.*)", text, re.MULTILINE)
    known = set(re.findall(r"--[a-z-]+", door("run", "--help").stdout))
    assert [source for source, _ in commands] == ["run.toml"]
    assert set(re.findall(r"--[a-z-]+", commands[0][1])) <= known
