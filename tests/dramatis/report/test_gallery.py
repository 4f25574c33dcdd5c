"""The gallery: what it lists, in which order, and that nothing hostile gets into it."""

import json
import re
from xml.etree import ElementTree

from bs4 import BeautifulSoup

from dramatis.report.gallery import rebuild_gallery


def record(folder, **card):
    folder.mkdir()
    ok = card.pop("ok", True)
    made = {
        "ok": ok,
        "error": None if ok else "the <b>file</b> is empty",
        "card": {"title": "T", "date": None, "source": "s", "article": "a"} | card,
    }
    (folder / "run.json").write_text(json.dumps(made), encoding="utf-8")


def gallery(reports):
    return BeautifulSoup(rebuild_gallery(reports).read_text(encoding="utf-8"), "lxml")


def test_reports_are_listed_newest_first_and_undated_last(tmp_path):
    record(tmp_path / "undated-b", title="Undated")
    record(tmp_path / "2026-01-01-a", title="Old", date="2026-01-01")
    record(tmp_path / "2026-03-01-a", title="New", date="2026-03-01", actors=["Mary Smith"], topics=["bridges"])
    soup = gallery(tmp_path)
    assert [link.text for link in soup.select("h2 a")] == ["New", "Old", "Undated"]
    assert soup.select_one("h2 a")["href"] == "2026-03-01-a/index.html"
    assert "Mary Smith" in soup.text
    assert "bridges" in soup.text


def test_a_headline_that_the_data_made_is_marked_and_others_are_not(tmp_path):
    record(tmp_path / "2026-03-01-a", title="Ann Lee speaks", date="2026-03-01", own_title=False)
    record(tmp_path / "2026-02-01-b", title="Bridge opens", date="2026-02-01", own_title=True)
    record(tmp_path / "2026-01-01-c", title="Written by an earlier version", date="2026-01-01")
    marked = ["Headline made from the data" in row.text for row in gallery(tmp_path).select(".report")]
    assert marked == [True, False, False]


def test_a_failed_article_is_a_row_with_its_reason(tmp_path):
    record(tmp_path / "undated-b", ok=False)
    soup = gallery(tmp_path)
    assert "the <b>file</b> is empty" in soup.select_one(".failed").text
    assert not soup.select(".failed b b")


def test_hostile_titles_and_folders_are_text(tmp_path):
    attack = "</title><script>alert(1)</script><img src=x onerror=alert(1)>{0}"
    record(tmp_path / "javascript:alert(1)", title=attack, source=attack, date=attack, actors=[attack], topics=[attack])
    soup = gallery(tmp_path)
    assert [script.get("type") for script in soup.select("script")] == ["application/json", None]
    assert json.loads(soup.select_one("#facts").string)[0][2] == [attack]
    assert not soup.select("img")
    assert soup.select_one("h2 a").text == attack
    assert soup.select_one("h2 a")["href"] == "javascript%3Aalert%281%29/index.html"


def test_torn_records_and_other_folders_are_passed_over(tmp_path):
    record(tmp_path / "a", title="Whole")
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "run.json").write_text('{"ok": tr', encoding="utf-8")
    (tmp_path / "other").mkdir()
    assert [link.text for link in gallery(tmp_path).select("h2 a")] == ["Whole"]


def test_an_empty_gallery_says_so(tmp_path):
    assert "There is no report yet" in gallery(tmp_path).text


def test_the_feed_holds_the_newest_reports_and_nothing_hostile(tmp_path):
    record(tmp_path / "2026-03-01-a", title="New <b> & \x00", date="2026-03-01", actors=["Mary Smith"])
    record(tmp_path / "undated-b", ok=False)
    gallery(tmp_path)
    feed = ElementTree.parse(tmp_path / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title") for entry in entries] == ["New <b> & [U+0000]", "T"]
    assert entries[0].find(f"{atom}link").get("href") == "2026-03-01-a/index.html"
    assert feed.findtext(f"{atom}updated") == "2026-03-01T00:00:00Z"
    assert "is empty" in entries[1].findtext(f"{atom}summary")


def test_the_feed_is_what_the_standard_asks_for(tmp_path):
    for number in range(3):
        record(tmp_path / f"2026-03-0{number + 1}-a", date=f"2026-03-0{number + 1}", title="Title \ufffe\x0b")
    record(tmp_path / "odd", date="2026-13-99")
    gallery(tmp_path)
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(tmp_path / "feed.xml").getroot()
    things = [feed, *feed.findall(f"{atom}entry")]
    assert feed.tag == f"{atom}feed"
    for thing in things:
        for name in ("id", "title", "updated"):
            assert len(thing.findall(f"{atom}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", thing.findtext(f"{atom}updated"))
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", thing.findtext(f"{atom}id"))
        assert thing.find(f"{atom}link[@rel='alternate']") is not None
    assert len({thing.findtext(f"{atom}id") for thing in things}) == len(things)
    assert all(entry.findtext(f"{atom}author/{atom}name") for entry in things[1:])
    assert feed.find(f"{atom}link[@rel='self']").get("href") == "feed.xml"


def test_the_same_reports_give_the_same_bytes(tmp_path):
    record(tmp_path / "2026-03-01-a", date="2026-03-01")
    gallery(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    gallery(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_pages_over_many_articles_stand_above_the_articles(tmp_path):
    record(tmp_path / "2026-03-01-a", title="One article", date="2026-03-01")
    record(tmp_path / "corpus", title="All articles")
    made = json.loads((tmp_path / "corpus" / "run.json").read_text(encoding="utf-8"))
    (tmp_path / "corpus" / "run.json").write_text(json.dumps(made | {"kind": "corpus"}), encoding="utf-8")
    soup = gallery(tmp_path)
    assert [link.text for link in soup.select("h2 a")] == ["One article"]
    assert [(link.text, link["href"]) for link in soup.select(".across a")] == [("All articles", "corpus/index.html")]
