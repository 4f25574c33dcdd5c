"""Articles counted by their highest subject code, in SQL and on the page: one number."""

import pytest

from dramatis import tables
from dramatis.errors import StoreError
from dramatis.store import open_store
from dramatis.store.subjects import ancestors, subject_names


@pytest.fixture
def store(tmp_path, sample, nothing):
    """Two articles about politics: one with the highest code and one below it, one with a narrower code alone."""
    codes = {"sample": ["medtop:11000000", "medtop:20000574"], "nothing": ["medtop:20000574"]}
    store = open_store(tmp_path / "store")
    for made, own in zip((sample, nothing), codes.values(), strict=True):
        rows = [{"article_id": made.article.id, "code": code, "name": subject_names()[code], "score": 0.9} for code in own]
        store.add([type(made)(**made.__dict__ | {"codes": tables.table("codes", rows)})])
    return store


def test_sql_counts_an_article_once_for_the_subject_above_its_codes(store):
    found = store.query("SELECT top, top_name, count(DISTINCT article_id) AS articles FROM codes GROUP BY ALL")
    assert found.values.tolist() == [["medtop:11000000", "politics", 2]]


def test_sql_and_the_corpus_page_have_one_number(store):
    from dramatis.corpus import corpus_overview, select

    found = store.query("SELECT top_name, count(DISTINCT article_id) AS articles FROM codes GROUP BY ALL ORDER BY ALL")
    shown = corpus_overview(select(store)).subjects.sort_values("name")
    assert found.values.tolist() == shown[["name", "articles"]].values.tolist()


def test_the_table_itself_stays_as_it_is(store):
    assert "top" not in store.table("codes")
    with pytest.raises(StoreError, match="Columns of codes are article_id, code, name, score, top, top_name"):
        store.query("SELECT codes.highest FROM codes")


def test_every_code_has_a_line_to_a_code_with_a_name():
    assert all(line[0] == code and line[-1] in subject_names() for code, line in ancestors().items())
