"""The pages over many articles in a browser: no barrier that axe-core knows of, nothing wider than a phone."""

import importlib.util
import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ASKED = {
    "corpus": {},
    "actor": {"actor": "Ada Amsel"},
    "topic": {"topic": "bridge repair"},
    "compare": {"publishers": ["Daily", "Weekly"]},
    "quality": {},
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The five pages over two dozen articles of two publishers: with links, names left apart, near copies."""
    from dramatis.corpus.upkeep import bring_up_to_date
    from dramatis.report.corpus import run_page
    from dramatis.store import open_store

    spec = importlib.util.spec_from_file_location("corpus_conftest", Path(__file__).parents[1] / "corpus" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path_factory.mktemp("many")
    store = open_store(folder / "store")
    store.add(_article(module.made_article, n) for n in range(24))
    bring_up_to_date(store, lexicon="")
    made = {kind: run_page(kind, store.folder, folder / "reports", parameters=values) for kind, values in ASKED.items()}
    assert all(page.ok for page in made.values()), {kind: page.error for kind, page in made.items()}
    return {kind: page.path for kind, page in made.items()}


def _article(make, n):
    name = "Amsel" if n % 12 == 5 else "Ada Amsel"
    named = [(f"{name}&Ben Bartok", "person", 2), ("Harbor Office", "organization", 1 + n % 3), ("Paris", "place", 1)]
    said = [(name, 30), (None, 8), ("Ben Bartok", 5 + n)]
    subjects = {"codes": ["medtop:11000000"], "watched": ["harbor works"], "topics": ["bridge repair", f"plan {n % 5}"]}
    return make(f"n{n}", f"2020-{1 + n // 4:02}-{3 + n}", "Weekly" if n % 3 else "Daily", named=named, said=said, **subjects)


@pytest.mark.parametrize("kind", ASKED)
def test_a_page_over_many_articles_has_no_barrier(barriers, pages, kind):
    for look in ({"width": 1280, "scheme": "light"}, {"width": 390, "scheme": "dark"}):
        assert barriers(pages[kind], **look) == [], json.dumps(look)


@pytest.mark.parametrize("kind", ASKED)
def test_nothing_scrolls_sideways_on_a_phone(browser, opened, pages, kind):
    opened(pages[kind], width=360)
    browser.execute_script("document.querySelectorAll('details').forEach(item => item.open = true)")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
