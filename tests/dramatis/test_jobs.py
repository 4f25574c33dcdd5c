"""Scheduled runs: what is due, what is skipped, what happens to bad articles. Reports are stood in for, save in one test."""

import json
import os
import subprocess
import sys

import pytest

from dramatis.errors import ArticleError, DramatisError, ParameterError
from dramatis.files import replace
from dramatis.jobs import LOG, run_inbox
from dramatis.kernels import warm
from dramatis.report import render
from dramatis.report.render import Report

TEXT = "Mary Smith met Paul Jones in Norwick on Monday. They talked about the river and the new bridge for a long time."


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{TEXT} So says {name}.", encoding="utf-8")
    return folder


@pytest.fixture
def made(monkeypatch):
    """A report costs nothing; a source with 'bad' in its name fails, one with 'crash' raises something else."""

    def stand_in(source, reports, *, parameters=None, key=""):
        if "bad" in os.path.basename(source):
            raise ArticleError(f"article {source!r} is bad")
        if "crash" in os.path.basename(source):
            raise RuntimeError("out of luck")
        folder = reports / os.path.basename(source)
        folder.mkdir(parents=True, exist_ok=True)
        card = {"title": source, "date": "2026-03-02", "source": source, "article": "x", "sha256": ""}
        card |= {"actors": []} if "nobody" in os.path.basename(source) else {"actors": ["Ana Roe"]}
        replace(
            folder / "run.json", json.dumps({"ok": True, "error": None, "card": card, "key": key, "source_path": os.path.abspath(source)})
        )
        return Report(folder / "index.html", "x", True, ())

    monkeypatch.setattr(render, "run_report", stand_in)
    monkeypatch.setattr(warm, "prepare", lambda pipeline: None)
    monkeypatch.setattr(warm, "forked_kernels", lambda: None)


def test_a_first_run_makes_all_and_a_second_none(inbox, made, tmp_path):
    first = run_inbox(inbox, tmp_path / "reports")
    second = run_inbox(inbox, tmp_path / "reports")
    assert [os.path.basename(source) for source in first.made] == ["a.txt", "b.txt"]
    assert (second.made, len(second.skipped), second.exit_status) == ((), 2, 0)


def test_a_changed_article_is_made_again(inbox, made, tmp_path):
    run_inbox(inbox, tmp_path / "reports")
    (inbox / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [os.path.basename(source) for source in run_inbox(inbox, tmp_path / "reports").made] == ["a.txt"]


def test_other_parameters_and_other_lexicons_make_all_due(inbox, made, tmp_path):
    run_inbox(inbox, tmp_path / "reports")
    assert len(run_inbox(inbox, tmp_path / "reports", parameters={"top_n": 3}).made) == 2
    (tmp_path / "lexicon").mkdir()
    assert len(run_inbox(inbox, tmp_path / "reports", parameters={"lexicon": str(tmp_path / "lexicon")}).made) == 2
    (tmp_path / "lexicon" / "actors.csv").write_text("name\n", encoding="utf-8")
    assert len(run_inbox(inbox, tmp_path / "reports", parameters={"lexicon": str(tmp_path / "lexicon")}).made) == 2
    assert run_inbox(inbox, tmp_path / "reports", parameters={"lexicon": str(tmp_path / "lexicon")}).made == ()


@pytest.mark.parametrize(("name", "reason"), [("bad.txt", "is bad"), ("crash.txt", "out of luck")])
def test_a_bad_article_becomes_a_row_and_the_run_goes_on(inbox, made, tmp_path, name, reason):
    (inbox / name).write_text(TEXT, encoding="utf-8")
    summary = run_inbox(inbox, tmp_path / "reports")
    assert (len(summary.made), summary.exit_status) == (2, 1)
    assert reason in summary.lines[-1]
    assert reason in summary.gallery.read_text(encoding="utf-8")
    again = run_inbox(inbox, tmp_path / "reports")
    assert (again.exit_status, again.failed_before) == (0, 1)
    (inbox / name).write_text(TEXT + " And more.", encoding="utf-8")
    assert run_inbox(inbox, tmp_path / "reports").exit_status == 1


def test_an_article_that_names_nobody_has_its_report_and_a_line(inbox, made, tmp_path):
    (inbox / "nobody.txt").write_text(TEXT, encoding="utf-8")
    summary = run_inbox(inbox, tmp_path / "reports")
    assert (len(summary.made), summary.exit_status) == (3, 0)
    assert "no name found" in summary.lines[-1]
    assert "nobody.txt" in summary.lines[-1]


def test_each_run_leaves_a_line_in_the_log(inbox, made, tmp_path):
    run_inbox(inbox, tmp_path / "reports")
    run_inbox(inbox, tmp_path / "reports")
    rows = [json.loads(line) for line in (tmp_path / "reports" / LOG).read_text(encoding="utf-8").splitlines()]
    assert [len(row["made"]) for row in rows] == [2, 0]


def test_a_run_that_overlaps_another_leaves_it_alone(inbox, made, tmp_path):
    from filelock import FileLock

    (tmp_path / "reports").mkdir()
    with FileLock(tmp_path / "reports" / ".lock"), pytest.raises(DramatisError, match="another run"):
        run_inbox(inbox, tmp_path / "reports")
    assert len(run_inbox(inbox, tmp_path / "reports").made) == 2


def test_a_run_that_can_do_nothing_says_why(inbox, tmp_path):
    with pytest.raises(DramatisError, match="nowhere"):
        run_inbox(tmp_path / "nowhere", tmp_path / "reports")
    with pytest.raises(ParameterError, match="topn"):
        run_inbox(inbox, tmp_path / "reports", parameters={"topn": 3})
    assert not (tmp_path / "reports").exists()


def test_an_unchanged_inbox_costs_no_large_import(inbox, made, tmp_path):
    run_inbox(inbox, tmp_path / "reports")
    code = (
        "import sys; from dramatis.jobs import run_inbox; summary = run_inbox(sys.argv[1], sys.argv[2]);"
        "print(len(summary.skipped), sorted({'spacy', 'pandas', 'matplotlib', 'papermill', 'nbconvert'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(inbox), str(tmp_path / "reports")]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "2 []"
