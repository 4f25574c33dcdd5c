"""What a page gives away: a workbook and a JSON of all tables, of which no cell computes anything."""

import base64
import io
import json
import zipfile
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from dramatis.analysis import from_json, to_json
from dramatis.report.takeaway import LONGEST, downloads, spreadsheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def links(analysis):
    return {link["download"].rpartition(".")[2]: link["href"] for link in BeautifulSoup(downloads(analysis).html, "lxml").select("a")}


def cells(packed, sheet=1):
    """Reference to (type, text, quoted) of the cells of a sheet."""
    book = zipfile.ZipFile(io.BytesIO(packed))
    shared = [
        "".join(part.text or "" for part in entry.iter(f"{MAIN}t")) for entry in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    ]
    styles = ElementTree.fromstring(book.read("xl/styles.xml")).find(f"{MAIN}cellXfs")
    quoted = [style.get("quotePrefix") == "1" for style in styles]
    found = {}
    for cell in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iter(f"{MAIN}c"):
        assert cell.find(f"{MAIN}f") is None
        value = cell.find(f"{MAIN}v").text
        found[cell.get("r")] = (shared[int(value)] if cell.get("t") == "s" else value, quoted[int(cell.get("s", 0))])
    return found


def sheet_names(packed):
    root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(packed)).read("xl/workbook.xml"))
    return [sheet.get("name") for sheet in root.iter(f"{MAIN}sheet")]


def test_the_json_is_the_analysis_with_the_name_of_the_file_for_its_path(sample):
    analysis = sample("sample")
    text = unquote(links(analysis)["json"].partition(",")[2])
    named = replace(analysis, article=replace(analysis.article, source=analysis.article.source.rpartition("/")[2]))
    assert to_json(from_json(json.loads(text))) == to_json(named)


def test_the_workbook_has_a_sheet_for_each_table_with_rows(sample):
    analysis = sample("sample")
    packed = base64.b64decode(links(analysis)["xlsx"].partition(",")[2])
    names = sheet_names(packed)
    assert {"article", "actors", "mentions", "quotes", "findings", "voice"} <= set(names)
    found = cells(packed, names.index("actors") + 1)
    assert (found["A1"][0], found["B1"][0]) == ("id", "name")
    assert [found[f"B{row}"][0] for row in range(2, 2 + len(analysis.actors))] == list(analysis.actors["name"])


@pytest.mark.parametrize("attack", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "\uff1d1+1"])
def test_text_like_a_formula_is_text_and_stays_so(attack):
    text, quoted = cells(spreadsheet({"actors": pd.DataFrame({"name": [attack]})}))["A2"]
    assert text.strip() == attack.strip()
    assert quoted


def test_plain_text_numbers_truth_values_lists_and_gaps_are_cells_of_their_kind():
    table = pd.DataFrame({"a": ["x"], "b": [3], "c": [0.5], "d": [True], "e": [None], "f": [["u", "v"]], "g": [[[1, 2], [3, 4]]]})
    table["h"], table["i"] = pd.Timestamp("2026-01-31"), pd.NaT
    found = {place[0]: value for place, value in cells(spreadsheet({"t": table})).items() if place.endswith("2")}
    assert found == {
        "A": ("x", False),
        "B": ("3", False),
        "C": ("0.5", False),
        "D": ("1", False),
        "F": ("u; v", False),
        "G": ("1-2; 3-4", False),
        "H": ("2026-01-31", False),
    }


def test_a_text_of_any_length_and_with_any_character_makes_a_workbook_that_opens():
    names = ["x" * 1_000_000, "\x00\x01\u202e", "_x0041_", "</t>&<t>"]
    found = cells(spreadsheet({"t": pd.DataFrame({"name": names})}))
    assert len(found["A2"][0]) == LONGEST
    assert "[U+202E]" in found["A3"][0]
    assert found["A5"][0] == "</t>&<t>"


def test_the_same_tables_give_the_same_bytes(sample):
    assert downloads(sample("many")).html == downloads(sample("many")).html


def test_an_article_in_which_nothing_was_found_has_its_downloads(sample):
    assert set(links(sample("nothing"))) == {"xlsx", "json"}


def test_names_of_files_are_harmless(sample):
    analysis = sample("nothing")
    named = replace(analysis, article=replace(analysis.article, id='x" onclick="alert(1)'))
    assert not BeautifulSoup(downloads(named).html, "lxml").select("[onclick]")
