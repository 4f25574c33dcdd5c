"""Links between neighbouring reports: written where they changed, and nothing else of a page."""

import hashlib
import json

from bs4 import BeautifulSoup

from dramatis.report.gallery import rebuild_gallery
from dramatis.report.neighbours import CLOSE, OPEN, without_neighbours

PAGE = f"<html><body><p>&lt;!--neighbours--&gt;</p>{OPEN}{CLOSE}</body></html>"


def report(reports, date, title="T", page=PAGE):
    folder = reports / date
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(page, encoding="utf-8")
    card = {"title": title, "date": date, "source": "s", "article": "a"}
    made = {"ok": True, "error": None, "card": card, "page_sha256": hashlib.sha256(page.encode()).hexdigest()}
    (folder / "run.json").write_text(json.dumps(made), encoding="utf-8")
    return folder / "index.html"


def links(page):
    return {link.get("rel", [""])[0]: link["href"] for link in BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select("nav a")}


def test_each_page_links_the_ones_before_and_after_it(tmp_path):
    pages = [report(tmp_path, date) for date in ("2026-01-01", "2026-01-02", "2026-01-03")]
    rebuild_gallery(tmp_path)
    assert links(pages[0]) == {"next": "../2026-01-02/index.html", "": "../index.html"}
    assert links(pages[1]) == {"prev": "../2026-01-01/index.html", "next": "../2026-01-03/index.html", "": "../index.html"}
    assert all(without_neighbours(page.read_text(encoding="utf-8")) == PAGE for page in pages)


def test_nothing_is_written_where_nothing_changed(tmp_path):
    pages = [report(tmp_path, date) for date in ("2026-01-01", "2026-01-02")]
    rebuild_gallery(tmp_path)
    before = [(page.stat().st_ino, page.read_bytes()) for page in pages]
    rebuild_gallery(tmp_path)
    assert [(page.stat().st_ino, page.read_bytes()) for page in pages] == before


def test_only_the_neighbours_of_a_new_report_are_linked_anew(tmp_path):
    pages = [report(tmp_path, date) for date in ("2026-01-01", "2026-01-02", "2026-01-05")]
    rebuild_gallery(tmp_path)
    first = pages[0].stat().st_ino
    new = report(tmp_path, "2026-01-04")
    rebuild_gallery(tmp_path)
    assert pages[0].stat().st_ino == first
    assert links(pages[1])["next"] == links(pages[2])["prev"] == "../2026-01-04/index.html"
    assert set(links(new)) == {"prev", "next", ""}


def test_a_page_made_again_gets_its_links_again(tmp_path):
    pages = [report(tmp_path, date) for date in ("2026-01-01", "2026-01-02")]
    rebuild_gallery(tmp_path)
    linked = pages[0].read_bytes()
    report(tmp_path, "2026-01-01")
    rebuild_gallery(tmp_path)
    assert pages[0].read_bytes() == linked


def test_a_page_that_is_not_the_one_of_its_record_is_left_alone(tmp_path):
    pages = [report(tmp_path, date) for date in ("2026-01-01", "2026-01-02")]
    pages[0].write_text("half a page", encoding="utf-8")
    pages[1].unlink()
    rebuild_gallery(tmp_path)
    assert pages[0].read_text(encoding="utf-8") == "half a page"


def test_a_page_loses_its_links_with_its_neighbours(tmp_path):
    pages = [report(tmp_path, date) for date in ("2026-01-01", "2026-01-02")]
    rebuild_gallery(tmp_path)
    for path in pages[1].parent.iterdir():
        path.unlink()
    rebuild_gallery(tmp_path)
    assert "next" not in links(pages[0])


def test_a_hostile_title_is_text(tmp_path):
    report(tmp_path, "2026-01-01", title=f"{CLOSE}<script>alert(1)</script>")
    page = report(tmp_path, "2026-01-02")
    rebuild_gallery(tmp_path)
    report(tmp_path, "2026-01-03")
    rebuild_gallery(tmp_path)
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    assert not soup.select("script")
    assert len(soup.select("nav a")) == 3
    assert without_neighbours(page.read_text(encoding="utf-8")) == PAGE
