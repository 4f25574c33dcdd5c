"""The parts of the page: cards, quotations, topics, summary, run record."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from dramatis.analysis import analyze
from dramatis.article import make_article, shown_source
from dramatis.report import fingerprint
from dramatis.report.cast import actor_cards, cards
from dramatis.report.parts import masthead, run_record, trust
from dramatis.report.said import quotations, spoken_with, words_for_speaker
from dramatis.report.summary import summary
from dramatis.report.takeaway import downloads
from dramatis.report.workbook import find
from dramatis.tables import concat, table


def soup_of(part):
    return BeautifulSoup(part.html, "lxml")


def test_a_card_counts_its_mentions_by_form(sample):
    analysis = sample("sample")
    for card in actor_cards(analysis):
        mentions = analysis.mentions[analysis.mentions["actor"] == card.id]
        assert sum(card.forms.values()) == len(mentions)
        assert card.said == (analysis.quotes["speaker"] == card.id).sum()


def test_actors_beyond_the_first_are_a_list_and_keep_their_anchors(sample):
    soup = soup_of(cards(sample("many"), top_n=5))
    assert len(soup.select(".card")) == 5
    assert len(soup.select(".rest li[id]")) == 35


def test_every_quotation_is_shown_once_and_unresolved_ones_say_why(sample):
    analysis = sample("sample")
    soup = soup_of(quotations(analysis))
    assert sorted(item["id"] for item in soup.select(".quotation")) == sorted(f"c-{quote}" for quote in analysis.quotes["id"])
    unresolved = soup.select_one(".speaker.unresolved")
    assert "“The allies” – no actor of this page" in unresolved.text
    assert "confidence" not in unresolved.text
    unknown = replace(analysis, quotes=analysis.quotes.assign(reason="no-source"))
    assert "speaker unresolved: the words that attribute it name no source" in soup_of(quotations(unknown)).select_one(".unresolved").text


def test_a_finding_is_said_once(sample):
    analysis = sample("sample")
    soup = soup_of(quotations(analysis))
    assert len(soup.select(".finding")) == len(analysis.findings)


def test_a_speaker_told_by_other_words_than_a_name_shows_them(sample):
    analysis = sample("sixty-words")
    text = analysis.article.text
    at = text.index("the harbor office") if "the harbor office" in text else 0
    quote = analysis.quotes.iloc[0].to_dict() | {"speaker": "a1", "speaker_start": at, "speaker_end": at + 17, "reason": None}
    changed = replace(analysis, quotes=concat("quotes", [table("quotes", [quote])]))
    assert words_for_speaker(next(changed.quotes.itertuples()), changed) == text[at : at + 17]


def test_a_speaker_told_by_name_shows_no_other_words(sample):
    analysis = sample("sample")
    assert [words_for_speaker(row, analysis) for row in analysis.quotes.itertuples()] == [""] * len(analysis.quotes)


@pytest.mark.model
def test_who_says_the_same_is_named_beside_the_quotation():
    made = analyze(make_article("Ann Lee and Bob Roe said the deal was dead. Ann Lee and the union said it would sue."))
    names = dict(zip(made.actors["id"], made.actors["name"], strict=True))
    pairs = [(names[row.speaker], spoken_with(row, made)) for row in made.quotes.itertuples()]
    assert pairs in ([("Bob Roe", ["Ann Lee"]), ("Ann Lee", [])], [("Ann Lee", ["Bob Roe"]), ("Ann Lee", [])])
    assert "said together with" in soup_of(quotations(made)).text


@pytest.mark.parametrize("name", ["sample", "nothing", "many"])
def test_the_summary_has_five_plain_lines(sample, name):
    lines = summary(sample(name))
    assert [line.split(":")[0] for line in lines] == ["Read", "Who", "What about", "Who speaks", "Could not be told"]
    assert all("\n" not in line for line in lines)


def test_the_run_record_tells_versions_of_code_that_version_numbers_do_not(sample):
    analysis = sample("sample")
    hashed = replace(analysis, provenance=analysis.provenance | {"code": "c0de", "weights": "f00d"})
    text = soup_of(run_record(hashed, top_n=7)).text
    assert all(hashed_part in text for hashed_part in ("c0de", "f00d", fingerprint.of_page()))
    assert "top_n = 7" in text
    assert sample("sample").article.sha256 in text


def test_a_fingerprint_depends_on_names_and_contents_alone(tmp_path):
    for place, content in (("a", "x"), ("b", "x"), ("c", "y")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "meta.json").write_text(content)
    hashes = [fingerprint.of_pipeline(str(tmp_path / place)) for place in "abc"]
    assert hashes[0] == hashes[1] != hashes[2]
    assert fingerprint.of_pipeline("no_such_pipeline") == "unknown"


def test_trust_says_what_was_not_measured_and_shows_what_was(tmp_path):
    assert "not yet measured" in trust(tmp_path / "none.json").html
    row = {"task": "Names", "set": "news <1>", "precision": 91.25, "recall": 88.0, "n": 1200, "measured": "2026-01-01"}
    (tmp_path / "scores.json").write_text(f'{{"rows": [{str(row).replace(chr(39), chr(34))}]}}')
    page = soup_of(trust(tmp_path / "scores.json"))
    assert page.select_one("thead").text == "Tasknews <1>, 2026-01-01precisionrecalln"
    assert [cell.text for cell in page.select("td")] == ["91.2 % (90–93)", "88.0 % (86–90)", "1,200"]
    (tmp_path / "scores.json").write_text(json.dumps({"rows": [row | {"precision": None, "n": None}]}))
    assert [cell.text for cell in soup_of(trust(tmp_path / "scores.json")).select("td")] == ["–", "88.0 %", "not recorded"]
    (tmp_path / "scores.json").write_text(json.dumps({"rows": [row | {"precision": 100.0, "recall": 100.0, "n": 34}]}))
    assert [cell.text for cell in soup_of(trust(tmp_path / "scores.json")).select("td")] == ["100.0 % (90–100)", "100.0 % (90–100)", "34"]


def test_the_masthead_names_the_publisher_before_the_file(sample):
    analysis = sample("sixty-words")
    assert soup_of(masthead(analysis)).select_one(".kicker").text == "harbor.txt · 2026-03-02"
    published = replace(analysis, article=replace(analysis.article, publisher="The Daily"))
    assert soup_of(masthead(published)).select_one(".kicker").text == "The Daily · 2026-03-02"


def test_a_relative_path_is_found_from_the_folder_and_from_the_one_below(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert find("a.txt") == "a.txt"
    monkeypatch.chdir(tmp_path / "notebooks")
    assert find("a.txt") == "../a.txt"
    assert find("none.txt") == "none.txt"
    assert find(str(tmp_path / "a.txt")) == str(tmp_path / "a.txt")


def test_the_lines_for_the_terminal_tell_marks_from_reports_and_sources_from_the_unknown(sample):
    lines = summary(sample("sample"))
    assert lines[3] == (
        "Who speaks: in quotation marks Alexander Turchin (71 words), Yuriy Seliverstov (64 words), Mikhail Mishustin (28 words); "
        "1 statement reported"
    )
    assert "who the source of 1 of 4 statements is, beyond the words on the page" in lines[4]
    assert "the speaker of" not in lines[4]


def test_a_card_shows_the_words_about_the_name_and_not_the_head_of_a_long_sentence(sample):
    analysis = sample("sample")
    for card, html in zip(actor_cards(analysis), soup_of(cards(analysis, top_n=50)).select(".card"), strict=True):
        shown = html.select_one(".first")
        start, end = card.first_span
        assert shown.b.get_text() == analysis.article.text[start:end]
        words = shown.get_text().removeprefix("First:").strip().strip("…").strip()
        assert words in analysis.article.text
        assert len(words) <= 160


def test_a_page_tells_the_name_of_the_file_and_not_the_folders_it_lies_in(sample):
    analysis = sample("sample")
    analysis = replace(analysis, article=replace(analysis.article, source="/home/anna/sources/secret/leak.txt", publisher=None))
    parts = (masthead(analysis), run_record(analysis, lexicon="/home/anna/lexicon"), downloads(analysis))
    assert "leak.txt" in parts[0].html
    assert "leak.txt" in parts[1].html
    assert not any("anna" in part.html for part in parts)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://example.org/a/b.html", "https://example.org/a/b.html"),
        (r"C:\Users\anna\leak.docx", "leak.docx"),
        ("inbox/many.jsonl#17", "many.jsonl#17"),
        ("", ""),
    ],
)
def test_an_address_is_shown_whole_and_a_path_by_its_file(source, shown):
    assert shown_source(source) == shown
