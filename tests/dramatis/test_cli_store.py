"""The verbs query and export: what is printed, what is written, and one line for whatever a user can mend."""

import json

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from dramatis.analysis import to_json
from dramatis.cli import app
from dramatis.store import open_store


@pytest.fixture
def invoke(tmp_path, monkeypatch, sample, renamed):
    """Runs a command line in a folder with a store of two articles."""
    open_store(tmp_path / "store").add([renamed(sample, "one", publisher="=Daily"), renamed(sample, "two", date="2025-02-03")])
    monkeypatch.chdir(tmp_path)
    return lambda *words, **options: CliRunner().invoke(app, words, **options)


def test_an_answer_is_csv_for_another_program(invoke):
    done = invoke("query", "SELECT article_id, date, publisher FROM articles ORDER BY 1")
    assert (done.exit_code, done.stdout) == (0, "article_id,date,publisher\none,2025-07-24,'=Daily\ntwo,2025-02-03,\n")


def test_an_answer_can_be_json_lines_and_a_question_can_come_from_a_file(invoke):
    done = invoke("query", "-", "--format", "jsonl", input="SELECT name, aliases FROM actors WHERE article_id = 'one' ORDER BY id LIMIT 1")
    assert json.loads(done.stdout) == {"name": "Mikhail Mishustin", "aliases": []}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("a.csv", pd.read_csv),
        ("a.parquet", pd.read_parquet),
        ("a.jsonl", lambda path: pd.read_json(path, lines=True)),
        ("a.xlsx", lambda path: pd.DataFrame(list(openpyxl.load_workbook(path).active.values)[1:], columns=["n", "name"])),
    ],
)
def test_an_answer_is_written_in_each_format(invoke, tmp_path, name, read):
    done = invoke("query", "SELECT count(*) AS n, name FROM actors GROUP BY name ORDER BY name", "--to", name)
    assert done.exit_code == 0
    found = read(tmp_path / name)
    assert set(found["n"]) == {2}
    assert "Mikhail Mishustin" in set(found["name"])


def test_without_a_question_the_tables_are_listed(invoke):
    rows = [line.split(",")[:3] for line in invoke("query").stdout.splitlines()]
    assert ["articles", "2", '"article_id'] in rows


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["SELECT nme FROM actors"], "Columns of actors are article_id, id, name"),
        (["SELECT * FROM actor"], "Tables are articles, sentences, actors"),
        (["DROP TABLE actors"], "a query is one SELECT"),
        (["SELECT * FROM read_blob('store/manifest.sqlite')"], "Cannot access file"),
        (["SELECT 1", "--to", "x.pdf"], "no format 'pdf'"),
        (["SELECT 1", "--format", "parquet"], "give a file: --to FILE.parquet"),
        (["SELECT 1", "--store", "elsewhere"], "there is no store 'elsewhere'"),
    ],
)
def test_a_wrong_question_is_one_line(invoke, tmp_path, words, message):
    done = invoke("query", *words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert message in done.stderr
    assert not (tmp_path / "elsewhere").exists()


def test_export_brings_links_up_to_date_and_says_where_it_wrote(invoke, tmp_path):
    done = invoke("export", "--to", "net.gexf", "--from", "2025-07-01")
    assert (done.exit_code, done.stdout) == (0, "net.gexf\n")
    assert "1 article exported as gexf" in done.stderr
    assert "person:mikhail_mishustin" in nx.read_gexf(tmp_path / "net.gexf")


def test_one_analysis_is_exported_without_a_store(invoke, tmp_path, sample):
    (tmp_path / "a.json").write_text(json.dumps(to_json(sample)), encoding="utf-8")
    done = invoke("export", "a.json", "--to", "a.jsonld", "--store", "elsewhere")
    assert done.exit_code == 0
    data = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))
    assert data["total"] == len(sample.mentions) + len(sample.topic_mentions) + len(sample.quotes)
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    wrong = invoke("export", "b.json", "--to", "b.jsonld")
    assert (wrong.exit_code, "is no analysis of ours" in wrong.stderr) == (2, True)
