"""What is exported says what the store says, in formats that other programs read, and no cell of it is a formula."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from dramatis.analysis import to_json
from dramatis.errors import ParameterError, StoreError
from dramatis.export import Choice, export
from dramatis.export.annotations import collection
from dramatis.store import open_store
from dramatis.store.schema import STORED

csv.field_size_limit(10_000_000)


@pytest.fixture
def store(tmp_path, sample, hostile, renamed):
    store = open_store(tmp_path / "store")
    store.add([renamed(sample, "one", date="2025-01-02", publisher="Daily"), renamed(sample, "two", date="2025-02-03", publisher="Weekly")])
    store.add([renamed(hostile, "hostile", date=None, source="https://news.example/h")])
    return store


def ids_of(path):
    return [json.loads(line)["article"]["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_json_lines_are_analyses_by_date(store, tmp_path):
    export(store, tmp_path / "all.jsonl")
    assert ids_of(tmp_path / "all.jsonl") == ["one", "two", "hostile"]
    first = json.loads((tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first == to_json(store.analysis("one"))


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(since="2025-02-01"), ["two"]),
        (Choice(until="2025-01-31"), ["one"]),
        (Choice(source="weekly"), ["two"]),
        (Choice(source="news.example"), ["hostile"]),
        (Choice(actor="Mikhail Mishustin"), ["one", "two"]),
        (Choice(actor="mikhail mishustin", source="daily"), ["one"]),
    ],
)
def test_articles_are_chosen(store, tmp_path, choice, expected):
    assert export(store, tmp_path / "some.jsonl", choice=choice).articles == len(expected)
    assert ids_of(tmp_path / "some.jsonl") == expected


def test_a_topic_is_chosen_by_its_label(store, tmp_path):
    label = store.query("SELECT label FROM topics WHERE article_id = 'one' AND mentions > 0 ORDER BY id LIMIT 1")["label"].item()
    export(store, tmp_path / "topic.jsonl", choice=Choice(topic=label.upper()))
    assert ids_of(tmp_path / "topic.jsonl") == ["one", "two"]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice(actor="Nobody Known"), "no actor of these"),
        (Choice(source="Monthly"), "no article of that time"),
        (Choice(since="x"), "since"),
    ],
)
def test_a_choice_that_nothing_fits_is_told_and_writes_nothing(store, tmp_path, choice, message):
    with pytest.raises(ParameterError, match=message):
        export(store, tmp_path / "none.jsonl", choice=choice)
    assert not (tmp_path / "none.jsonl").exists()


def test_each_table_is_a_csv_file_with_all_rows_and_no_formula(store, tmp_path):
    export(store, tmp_path / "out")
    for name in set(STORED) - {"signatures"}:
        head, *rows = csv.reader(io.StringIO((tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8"), newline=""))
        assert head == [column.name for column in STORED[name]]
        assert len(rows) == len(store.table(name))
        assert [cell for row in rows for cell in row if cell.startswith(("=", "@", "＝"))] == []
    names = {row["name"] for row in csv.DictReader(io.StringIO((tmp_path / "out" / "actors.csv").read_text(encoding="utf-8"), newline=""))}
    assert {name[:12] for name in names if name.startswith("'")} == {"'=HYPERLINK(", "'@WWWWWWWWWW"}


def test_a_workbook_has_a_sheet_for_each_table_and_no_formula(store, tmp_path):
    export(store, tmp_path / "all.xlsx")
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert book["actors"].max_row == len(store.table("actors")) + 1
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "b"}


def test_a_table_that_does_not_fit_into_a_sheet_is_told(store, tmp_path, monkeypatch):
    monkeypatch.setattr("dramatis.export.sheets.MOST_ROWS", 3)
    with pytest.raises(StoreError, match=r"a sheet holds 3; choose fewer articles, or CSV"):
        export(store, tmp_path / "all.xlsx", choice=Choice(source="daily"))


def joint(analysis):
    """In how many sentences each pair of actors is mentioned together, counted by hand."""
    names = dict(analysis.actors[["id", "name"]].itertuples(index=False))
    found = {}
    for _, rows in analysis.mentions.groupby("sentence"):
        present = sorted({names[actor] for actor in rows["actor"]})
        for place, one in enumerate(present):
            for other in present[place + 1 :]:
                found[one, other] = found.get((one, other), 0) + 1
    return found


def test_the_network_joins_whom_a_sentence_mentions_as_often_as_sentences_do(store, tmp_path):
    export(store, tmp_path / "all.gexf", choice=Choice(source="daily"))
    graph = nx.read_gexf(tmp_path / "all.gexf")
    labels = nx.get_node_attributes(graph, "label")
    found = {tuple(sorted((labels[one], labels[other]))): told["weight"] for one, other, told in graph.edges(data=True)}
    assert found == joint(store.analysis("one"))
    counts = dict(store.table("actors", ["one"])[["name", "mentions"]].itertuples(index=False))
    assert {told["label"]: told["mentions"] for _, told in graph.nodes(data=True)} == counts
    assert {told["start"] for _, told in graph.nodes(data=True)} == {"2025-01-02"}


def test_the_network_sums_over_articles_and_is_the_same_each_time(store, tmp_path):
    export(store, tmp_path / "one.gexf", choice=Choice(source="daily"))
    export(store, tmp_path / "both.gexf", choice=Choice(actor="Mikhail Mishustin"))
    export(store, tmp_path / "again.gexf", choice=Choice(actor="Mikhail Mishustin"))
    one, both = nx.read_gexf(tmp_path / "one.gexf"), nx.read_gexf(tmp_path / "both.gexf")
    for first, other, told in one.edges(data=True):
        assert both[first][other]["weight"] == 2 * told["weight"]
        assert (both[first][other]["articles"], both[first][other]["end"]) == (2, "2025-02-03")
    assert (tmp_path / "both.gexf").read_bytes() == (tmp_path / "again.gexf").read_bytes()


def test_annotations_follow_the_model_and_hold_the_words_at_their_positions(store, tmp_path):
    made = export(store, tmp_path / "notes", "webannotation")
    assert sorted(path.name for path in made.files) == ["hostile.jsonld", "one.jsonld", "two.jsonld"]
    for path in made.files:
        data = json.loads(path.read_text(encoding="utf-8"))
        analysis = store.analysis(path.stem)
        items = data["first"]["items"]
        assert (data["@context"], data["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
        assert data["total"] == len(items) == sum(len(rows) for rows in (analysis.mentions, analysis.topic_mentions, analysis.quotes))
        assert len({item["id"] for item in items}) == len(items)
        for item in items:
            position, quote = item["target"]["selector"]
            assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            text = analysis.article.text
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
            assert {body["purpose"] for body in item["body"]} <= {"identifying", "classifying", "tagging"}


def test_a_code_is_the_address_of_its_concept_and_a_page_is_told_as_where_the_text_came_from(sample, renamed):
    coded = renamed(sample, "one", source="https://news.example/1")
    topics = coded.topics.assign(code="medtop:20000344")
    data = collection(coded.__class__(**{**vars(coded), "topics": topics}))
    bodies = [body for item in data["first"]["items"] for body in item["body"] if body["type"] == "SpecificResource"]
    assert {body["source"] for body in bodies} == {"http://cv.iptc.org/newscodes/mediatopic/20000344"}
    assert {item["target"]["source"]["via"] for item in data["first"]["items"]} == {"https://news.example/1"}


def test_an_article_without_annotations_has_no_page(nothing):
    assert {"first", "last"} & set(collection(nothing)) == set()
    assert collection(nothing)["total"] == 0


def test_an_id_that_is_no_slug_is_no_path(store, tmp_path, sample, renamed):
    store.add([renamed(sample, "../../outside", date="2026-01-01")])
    made = export(store, tmp_path / "notes", "webannotation", choice=Choice(since="2026-01-01"))
    assert [path.parent for path in made.files] == [tmp_path / "notes"]


def test_a_format_that_is_none_is_told(store, tmp_path):
    with pytest.raises(ParameterError, match="there are csv, xlsx, jsonl, gexf, webannotation"):
        export(store, tmp_path / "x", "pdf")
    with pytest.raises(ParameterError, match=r"tells no format"):
        export(store, tmp_path / "x.pdf")
    with pytest.raises(ParameterError, match="CSV is a folder with a file a table; give --to FOLDER, or --format csv"):
        export(store, tmp_path / "a.csv")


def test_what_stands_there_is_replaced_whole_or_not_at_all(store, tmp_path, monkeypatch):
    target = Path(tmp_path / "all.jsonl")
    export(store, target)
    before = target.read_bytes()

    def failing(analysis):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dramatis.analysis.to_json", failing)
    with pytest.raises(OSError, match="No space"):
        export(store, target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.glob(".all*")] == []
