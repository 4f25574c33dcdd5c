"""From an article to a folder: the whole way, with kernel, papermill and nbconvert."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from bs4 import BeautifulSoup

from dramatis.article import make_article
from dramatis.errors import ArticleError, ParameterError, PipelineError, ReportError
from dramatis.report import render, render_notebook, run_report
from dramatis.report.render import failure_report, folder_name, html_page
from dramatis.resources import resource

ARTICLE = """Harbor closes

On Monday the mayor of Norwick, Anna Lindqvist, said: "The harbor will close for six weeks." Lindqvist spoke to the council.
The council of Norwick agreed. "We had no choice," said Paul Ortega, who leads the council."""

SHOWS_A_HEAD = """from dramatis import report
report.head(f"Two {words}", kicker="All reports", summary=["line one"])"""
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "2026-03-02-harbor.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def short_notebook(tmp_path, monkeypatch):
    """Put a notebook of these cells in the place of the article notebook."""

    def put(*sources):
        parameters = 'article: str = ""  # path\npipeline: str = "en_dramatis"  # pipeline\ntop_n: int = 1  # number'
        cells = [nbformat.v4.new_code_cell(source, id=f"c{at}") for at, source in enumerate([parameters, *sources])]
        cells[0].metadata["tags"] = ["parameters"]
        path = tmp_path / "short.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)
        monkeypatch.setattr(render, "resource", lambda _: path)

    return put


@pytest.mark.model
def test_a_report_is_a_page_with_its_notebook_analysis_and_record_beside_it(article, tmp_path):
    report = run_report(article, tmp_path / "reports")
    folder = tmp_path / "reports" / "2026-03-02-harbor"
    assert report.ok
    assert report.path == folder / "index.html"
    assert sorted(path.name for path in folder.iterdir()) == ["analysis.json", "index.html", "report.ipynb", "run.json"]
    assert len(report.summary) == 6
    assert report.summary[0] == str(report.path)
    assert "Anna Lindqvist" in report.summary[2]
    assert json.loads((folder / "analysis.json").read_text(encoding="utf-8"))["schema"] == "dramatis/analysis/1"
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["ok"]
    assert record["parameters"] == {"article": str(article)}
    assert record["provenance"]["pipeline"].startswith("en_dramatis")
    first = report.path.read_bytes()
    assert run_report(article, tmp_path / "reports").path.read_bytes() == first
    assert BeautifulSoup(first, "lxml").title.text


@pytest.mark.model
def test_plain_papermill_and_nbconvert_make_the_same_page(article, tmp_path):
    ours = run_report(article, tmp_path / "reports").path.read_text(encoding="utf-8")
    command = ["-m", "papermill", str(resource("notebooks/article.ipynb")), "out.ipynb", "-p", "article", str(article), "--no-progress-bar"]
    subprocess.run([sys.executable, *command], cwd=tmp_path, check=True, capture_output=True)
    assert html_page(nbformat.read(tmp_path / "out.ipynb", as_version=4)) == ours


def test_a_failed_step_makes_a_page_that_says_so(article, short_notebook, tmp_path):
    short_notebook("reached = 1", "1 / 0", "unreached = 2")
    report = run_report(article, tmp_path / "reports")
    soup = BeautifulSoup(report.path.read_text(encoding="utf-8"), "lxml")
    assert not report.ok
    assert "ZeroDivisionError" in report.error
    assert soup.select_one('a[href="#failed"]')
    assert "ZeroDivisionError" in soup.find(id="failed").get_text()
    assert len(soup.select("h1")) == 1
    assert json.loads((report.path.parent / "run.json").read_text(encoding="utf-8"))["ok"] is False


def test_any_notebook_of_ours_becomes_a_page_with_its_record(tmp_path):
    cells = [nbformat.v4.new_code_cell(source) for source in ("words: str = 'x'  # what to show", SHOWS_A_HEAD)]
    cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), tmp_path / "other.ipynb")
    made = render_notebook(tmp_path / "other.ipynb", tmp_path / "out" / "other", parameters={"words": "<b>"}, record={"kind": "corpus"})
    soup = BeautifulSoup(made.path.read_text(encoding="utf-8"), "lxml")
    assert (soup.h1.text, soup.title.text, soup.select_one(".kicker").text) == ("Two <b>", "Two <b>", "All reports")
    assert made.summary == (str(made.path), "line one")
    record = json.loads((made.path.parent / "run.json").read_text(encoding="utf-8"))
    assert (record["ok"], record["kind"], record["notebook"], record["card"]["title"]) == (True, "corpus", "other", "Two <b>")
    with pytest.raises(ParameterError, match="topn"):
        render_notebook(tmp_path / "other.ipynb", tmp_path / "none", parameters={"topn": 1})
    assert not (tmp_path / "none").exists()


def test_what_a_user_can_mend_is_raised_and_nothing_is_written(article, short_notebook, tmp_path):
    short_notebook("from dramatis.errors import ArticleError", "raise ArticleError('the article is in French')")
    with pytest.raises(ArticleError, match="French"):
        run_report(article, tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_a_dead_kernel_is_said(article, short_notebook, tmp_path):
    short_notebook("import os", "os._exit(9)")
    with pytest.raises(ReportError, match="died"):
        run_report(article, tmp_path / "reports")


def test_the_notebook_runs_in_this_very_python(article, short_notebook, tmp_path):
    short_notebook("import sys", "print(sys.executable)")
    report = run_report(article, tmp_path / "reports")
    assert sys.executable in report.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"topn": 3}, ParameterError),
        ({"top_n": "3"}, ParameterError),
        ({"article": "x"}, ParameterError),
        ({"pipeline": "no_such"}, PipelineError),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_is_written(article, tmp_path, parameters, error):
    with pytest.raises(error) as caught:
        run_report(article, tmp_path / "reports", parameters=parameters)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "reports").exists()


def test_a_missing_article_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ArticleError, match="missing"):
        run_report(tmp_path / "missing.txt", tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_a_report_folder_that_cannot_be_made_is_said(article, tmp_path):
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(ReportError, match="reports"):
        run_report(article, tmp_path / "reports")


def test_an_unreadable_article_gets_a_page_that_says_so(tmp_path):
    report = failure_report("x/<b>.txt", tmp_path, ArticleError("article 'x/<b>.txt' is empty"))
    soup = BeautifulSoup(report.path.read_text(encoding="utf-8"), "lxml")
    assert not report.ok
    assert "is empty" in soup.find(id="failed").get_text()
    assert soup.h1.text == "This article could not be read"
    assert not soup.select("b b")


def test_a_second_article_of_the_same_name_gets_a_folder_of_its_own(short_notebook, tmp_path):
    short_notebook("pass")
    paths = []
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "harbor.txt").write_text(f"{ARTICLE} It was said in {place}.", encoding="utf-8")
        paths.append(run_report(tmp_path / place / "harbor.txt", tmp_path / "reports").path)
    assert paths[0] != paths[1]
    assert run_report(tmp_path / "a" / "harbor.txt", tmp_path / "reports").path == paths[0]


@pytest.mark.parametrize(
    ("date", "source", "expected"),
    [
        ("2026-03-02", "harbor.txt", "2026-03-02-harbor"),
        ("2026-03-02", "2026-03-02-harbor.txt", "2026-03-02-harbor"),
        (None, "../../etc/passwd", "undated-passwd"),
        (None, "{top_n}.txt", "undated-top-n"),
        ("2026-03-02", "2026-03-02.txt", "2026-03-02-article"),
    ],
)
def test_a_folder_is_named_by_date_and_slug(date, source, expected):
    assert folder_name(make_article("Text.", date=date, source=source)) == expected


def test_a_report_folder_with_braces_is_no_template_to_papermill(article, short_notebook, tmp_path):
    short_notebook("pass")
    assert run_report(article, tmp_path / "{top_n}").path.is_relative_to(tmp_path / "{top_n}")


def test_no_kernel_and_no_scratch_file_is_left(article, short_notebook, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "scratch").mkdir()
    short_notebook("import os", "print('pid', os.getpid())")
    page = run_report(article, tmp_path / "reports").path.read_text(encoding="utf-8")
    pid = int(page.split("pid ")[1].split("\n")[0])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not list((tmp_path / "scratch").iterdir())
