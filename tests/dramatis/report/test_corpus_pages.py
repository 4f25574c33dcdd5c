"""The pages over many articles, made from a tiny store: every link leads somewhere, nothing of an article becomes markup."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from dramatis.report.render import html_page
from dramatis.resources import resource

CELLS = ("corpus", "actor", "topic", "quality")


@pytest.fixture(scope="module")
def made_article():
    import importlib.util

    spec = importlib.util.spec_from_file_location("corpus_conftest", Path(__file__).parents[1] / "corpus" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.made_article


@pytest.fixture(scope="module")
def store(made_article, tmp_path_factory):
    """Twelve articles of two publishers; names and titles that would be markup."""
    from dramatis.store import open_store

    evil = '<script>alert(1)</script> "x" [a](javascript:b)'
    made = []
    for n in range(12):
        named = [("Ada Amsel&Ben Bartok", "person", 1 + n % 2), (evil, "person", 1), ("Paris", "place", 1)]
        said = [("Ada Amsel", 5 + n), (None, 3)]
        one = made_article(
            f"n{n}",
            f"2020-{1 + n // 3:02}-{5 + n}",
            evil if n % 2 else "Daily",
            named=named,
            said=said,
            codes=["medtop:11000000"],
            watched=[evil],
        )
        made.append(type(one)(**one.__dict__ | {"article": type(one.article)(**one.article.__dict__ | {"title": f"{evil} {n}"})}))
    store = open_store(tmp_path_factory.mktemp("tiny") / "store")
    store.add(made)
    return store


@pytest.fixture(scope="module")
def page(store):
    """Makes the page of a notebook from its cells, without a kernel."""

    def make(kind, **values):
        from IPython.core.formatters import DisplayFormatter

        notebook = nbformat.read(resource(f"notebooks/{kind}.ipynb"), as_version=4)
        names, formatter = {}, DisplayFormatter()
        for cell in (cell for cell in notebook.cells if cell.cell_type == "code"):
            lines = cell.source.splitlines()
            if "parameters" in cell.metadata.get("tags", []):
                exec(cell.source, names)
                names.update({"store": str(store.folder)} | values)
            else:
                shown = not re.match(r"\w+ = |from |import ", lines[-1]) and not lines[-1].startswith(" ")
                exec("\n".join(lines[:-1] if shown else lines), names)
                if shown:
                    data, metadata = formatter.format(eval(lines[-1], names))
                    cell.outputs = [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)]
        return html_page(notebook)

    return make


@pytest.fixture(scope="module", params=CELLS)
def soup(page, request):
    return BeautifulSoup(page(request.param), "lxml")


def test_every_link_leads_somewhere(soup):
    ids = {each["id"] for each in soup.find_all(id=True)}
    links = [each.get("href") or each.get("xlink:href") for each in soup.find_all("a")]
    dead = {link for link in links if link and link.startswith("#") and link != "#_" and link[1:] not in ids}
    assert dead == set()
    assert all(link.startswith(("#", "data:")) for link in links)


def test_nothing_of_an_article_becomes_markup(soup):
    assert len(soup.find_all("script")) == 1
    assert not [each for each in soup.find_all(True) if any(name.startswith("on") for name in each.attrs)]
    assert "javascript:" not in {(each.get("href") or "")[:11] for each in soup.find_all("a")}


def test_a_count_in_a_table_equals_the_articles_of_its_list(soup):
    for cell in soup.select("td.n > a[href^='#e-']"):
        target = soup.find(id=cell["href"][1:])
        sections = [target] if target.name == "section" else target.find_all("section", recursive=False)
        totals = []
        for section in sections:
            listed = len(section.select("ol > li"))
            more = re.match(r"[\d,]+", section.select_one("p.note").text) if section.select_one("p.note") else None
            totals.append(listed + (int(more[0].replace(",", "")) if more else 0))
        assert int(re.match(r"[\d,]+", cell.text)[0].replace(",", "")) == sum(totals), cell


def test_one_head_and_headings_in_order(soup):
    levels = [int(each.name[1]) for each in soup.find_all(re.compile(r"h[1-6]$")) if not each.find_parent(class_="evidences")]
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


@pytest.mark.parametrize("kind", CELLS)
def test_the_same_store_gives_the_same_page(page, kind):
    assert page(kind) == page(kind)


def test_articles_link_to_their_pages_where_there_are_some(page, tmp_path):
    folder = tmp_path / "2020-01-05-n0"
    folder.mkdir()
    (folder / "index.html").write_text("page")
    (folder / "run.json").write_text('{"card": {"article": "n0"}}')
    made = BeautifulSoup(page("corpus", reports=str(tmp_path)), "lxml")
    outside = {each["href"].partition("#")[0] for each in made.find_all("a", href=True) if each["href"].startswith("..")}
    assert outside == {"../2020-01-05-n0/index.html"}


@pytest.mark.parametrize("named", [[], [("Ada Amsel", "person", 1)], [("Paris", "place", 2)]])
@pytest.mark.parametrize("date", [None, "2020-01-05"])
def test_a_store_of_one_article_gives_a_page_that_says_so(page, made_article, tmp_path, named, date):
    from dramatis.store import open_store

    store = open_store(tmp_path / "one")
    store.add([made_article("one", date, None, named=named)])
    made = BeautifulSoup(page("corpus", store=str(store.folder)), "lxml")
    assert "one article" in made.select_one(".standfirst").text
    assert "nan" not in made.main.text.lower().split()


@pytest.mark.parametrize(("kind", "parameters"), [("corpus", {"unit": "month"}), ("compare", {"articles": ["n0", "n1"]})])
def test_the_door_runs_the_notebook_in_its_kernel_and_links_to_reports(store, tmp_path, kind, parameters):
    from dramatis.report.corpus import run_page

    made = run_page(kind, store.folder, tmp_path, parameters=parameters)
    assert made.ok, made.error
    soup = BeautifulSoup(made.path.read_text(encoding="utf-8"), "lxml")
    ids = {each["id"] for each in soup.find_all(id=True)}
    assert {each["href"][1:] for each in soup.find_all("a", href=re.compile("^#")) if each["href"] != "#_"} <= ids
    assert len(soup.find_all("script")) == 1
    assert made.path.parent.name.startswith(kind)


def test_doors_refuse_what_is_not_there(tmp_path):
    from dramatis.errors import DramatisError
    from dramatis.report.corpus import opened, page_folder, page_notebook

    with pytest.raises(DramatisError, match="there is no page 'corps'; there are corpus, actor"):
        page_notebook("corps")
    with pytest.raises(DramatisError, match="there is no store"):
        opened(tmp_path / "no")
    assert not (tmp_path / "no").exists()
    assert page_folder("actor", "reports", {"actor": "Ngozi Okafor", "since": "2020-01-01"}).name == "actor-ngozi-okafor-2020-01-01"
