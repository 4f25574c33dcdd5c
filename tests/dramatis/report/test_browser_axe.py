"""No barrier that axe-core knows of: pages of all kinds and the gallery, light and dark, lists and details open."""

import json

import pytest

from dramatis.errors import ArticleError
from dramatis.report.gallery import rebuild_gallery
from dramatis.report.render import failure_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(page_of, sample, hostile_analysis, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {name: page_of(sample(name)) for name in ("sample", "sixty-words", "many", "nothing")} | {"hostile": page_of(hostile_analysis)}
    for name, page in made.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["sample", "sixty-words", "many", "nothing", "hostile"])
def test_a_page_has_no_barrier(barriers, pages, name, scheme):
    assert barriers(pages / f"{name}.html", scheme=scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_on_a_phone_with_an_open_list_has_no_barrier(barriers, pages, scheme):
    for fragment in ("#e-a1", "#e-form-name", "#e-quotes"):
        assert barriers(pages / "sample.html", width=390, scheme=scheme, fragment=fragment) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_failed_article_and_the_gallery_have_no_barrier(barriers, tmp_path, scheme):
    failed = failure_report("x/empty.txt", tmp_path, ArticleError("article 'x/empty.txt' is empty"))
    for number, card in enumerate([{"title": "One", "date": "2026-01-01", "actors": ["Ann Lee"], "topics": ["bridges"]}, {"title": "Two"}]):
        (tmp_path / f"r{number}").mkdir()
        record = {"ok": True, "error": None, "card": {"source": "s", "article": "a"} | card}
        (tmp_path / f"r{number}" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "run.json").write_text(json.dumps({"ok": True, "kind": "corpus", "card": {"title": "All"}}), encoding="utf-8")
    gallery = rebuild_gallery(tmp_path)
    assert barriers(gallery, scheme=scheme) == []
    assert barriers(failed.path, scheme=scheme) == []
