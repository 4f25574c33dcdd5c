"""A store: what goes in comes out, what is replaced or forgotten is gone, and questions read nothing else."""

import dataclasses

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dramatis import tables
from dramatis.errors import StoreError
from dramatis.store import manifest, open_store, reading
from dramatis.store.schema import from_rows


def renamed(analysis, identifier, date="2025-01-02", **fields):
    """The same analysis as that of another article."""
    article = dataclasses.replace(analysis.article, id=identifier, date=date, **fields)
    made = {
        name: getattr(analysis, name).assign(article_id=pd.Series([identifier] * len(getattr(analysis, name)), dtype="str"))
        for name in tables.TABLES
    }
    return dataclasses.replace(analysis, article=article, **made)


def assert_same(one, other):
    assert (one.article, one.provenance) == (other.article, other.provenance)
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def test_an_analysis_comes_out_as_it_went_in(store, analysis):
    assert store.add([analysis]) == 1
    assert_same(store.analysis(analysis.article.id), analysis)


def test_all_analyses_together_come_out_as_they_went_in(store, sample, many, nothing):
    store.add([many, nothing, sample])
    for one in (sample, many, nothing):
        assert_same(store.analysis(one.article.id), one)
    assert store.table("mentions")["article_id"].unique().tolist() == [sample.article.id, many.article.id]
    tables.check(store.table("quotes"), "quotes")


def test_an_article_that_is_there_is_replaced(store, sample, nothing):
    store.add([renamed(sample, "one"), renamed(sample, "two")])
    assert store.add([renamed(nothing, "one")]) == 1
    assert store.known()["article_id"].tolist() == ["one", "two"]
    assert_same(store.analysis("one"), renamed(nothing, "one"))
    assert store.query("SELECT DISTINCT article_id FROM mentions")["article_id"].tolist() == ["two"]


def test_nothing_is_added_where_one_analysis_fails(store, sample):
    def stream():
        yield sample
        raise ValueError("the disk with the articles is gone")

    with pytest.raises(ValueError, match="is gone"):
        store.add(stream())
    assert (len(store.known()), store.query("SELECT count(*) n FROM articles")["n"].item()) == (0, 0)
    assert list(store.folder.rglob("*.parquet")) == []


def test_forgetting_takes_an_article_out_of_every_table_and_its_bytes_off_the_disk(store, sample, many):
    store.add([renamed(sample, "a-secret-name"), many])
    assert (store.forget("a-secret-name"), store.forget("a-secret-name")) == (True, False)
    for name in (*tables.TABLES, "articles"):
        assert "a-secret-name" not in set(store.table(name)["article_id"])
    store.compact()
    assert [path for path in store.folder.rglob("*") if path.is_file() and b"a-secret-name" in path.read_bytes()] == []
    assert_same(store.analysis(many.article.id), many)


def test_articles_are_chosen_by_day_and_publisher(store, sample):
    days = [("a", "2025-01-01", "Post"), ("b", "2025-01-02", "Times"), ("c", None, "Post")]
    store.add(renamed(sample, name, date, publisher=publisher) for name, date, publisher in days)
    assert store.articles()["article_id"].tolist() == ["a", "b", "c"]
    assert store.articles(since="2025-01-02")["article_id"].tolist() == ["b"]
    assert store.articles(until="2025-01-01", publisher="Post")["article_id"].tolist() == ["a"]
    assert store.articles(publisher="Post")["article_id"].tolist() == ["a", "c"]
    assert "text" not in store.articles()
    assert set(store.articles(text=True)["text"]) == {sample.article.text}
    assert store.table("actors", ["b", "unknown"])["article_id"].unique().tolist() == ["b"]
    assert store.table("actors", until="2025-01-01")["article_id"].unique().tolist() == ["a"]


def test_a_question_is_answered_with_its_values(store, sample):
    store.add([sample])
    found = store.query("SELECT name, mentions FROM actors WHERE mentions >= $least ORDER BY ALL", {"least": 4})
    assert found.to_dict("list") == {"name": ["Alexander Turchin", "Mikhail Mishustin"], "mentions": [4, 4]}
    assert store.query("SELECT sum(mentions) n FROM actors")["n"].dtype == "int64"
    assert store.query("SELECT date FROM articles")["date"].dt.year.tolist() == [2025]


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM actor", 'Table with name actor does not exist! Did you mean "actors'),
        ("SELECT nme FROM actors", "nme.*Candidate bindings.*name"),
        ("SELEC 1", "syntax error"),
        ("DROP VIEW actors", "one SELECT"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
        ("COPY (SELECT 1) TO '{folder}/x.csv'", "one SELECT"),
        ("SET threads = 1", "one SELECT"),
        ("INSTALL httpfs", "one SELECT"),
        ("ATTACH '{outside}' AS x", "one SELECT"),
        ("SELECT * FROM read_csv('{outside}')", "Cannot access file"),
        ("SELECT * FROM read_text('{outside}')", "Cannot access file"),
        ("SELECT * FROM glob('/*')", "Cannot access"),
        ("SELECT * FROM '{outside}'", "Cannot access file"),
        ("SELECT * FROM store", "does not exist"),
        ("SELECT $name", "name"),
    ],
)
def test_what_is_no_question_to_the_store_is_told_in_one_line(store, sample, tmp_path, sql, message):
    store.add([sample])
    (tmp_path / "outside.csv").write_text("secret\n", encoding="utf-8")
    with pytest.raises(StoreError, match=message) as raised:
        store.query(sql.format(folder=store.folder, outside=tmp_path / "outside.csv"))
    assert "\n" not in str(raised.value)


def test_a_folder_of_other_things_is_no_store(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(StoreError, match="no store but other things"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "holiday.jpg")
    assert open_store(tmp_path / "new" / "store") == open_store(tmp_path / "new" / "store")


@pytest.mark.parametrize("name", ["it's here", "a[1]*?b", "ünïcode", "with space"])
def test_a_store_may_lie_in_any_folder(tmp_path, sample, name):
    store = open_store(tmp_path / name)
    store.add([sample])
    store.add([renamed(sample, "two")])
    assert store.query("SELECT count(*) n FROM articles")["n"].item() == 2
    assert_same(store.analysis(sample.article.id), sample)


def test_an_unknown_article_or_table_is_told(store):
    with pytest.raises(StoreError, match="no article 'x'"):
        store.analysis("x")
    with pytest.raises(StoreError, match="no table 'x'"):
        store.table("x")


def test_tables_over_all_articles_are_replaced_and_follow_their_articles(store, sample):
    store.add([renamed(sample, "a"), renamed(sample, "b"), renamed(sample, "c")])
    keys = dict(store.known()[["article_id", "key"]].itertuples(index=False))
    copies = pd.DataFrame({"article_id": ["a", "b", "c"], "cluster": ["k"] * 3, "similarity": [1.0] * 3, "first": [True, False, False]})
    for _ in range(2):
        store.replace_table("copies", copies, keys)
    assert store.table("copies").to_dict("list") == copies.to_dict("list")
    store.add([renamed(sample, "b", "2024-01-01")])
    store.forget("c")
    assert store.table("copies")["article_id"].tolist() == ["a"]
    store.replace_table("copies", copies, keys)
    assert store.query("SELECT article_id FROM copies ORDER BY 1")["article_id"].tolist() == ["a", "b"]


def test_compacting_changes_nothing_that_is_read(store, sample, many, nothing):
    ids = [f"x{number:02}" for number in range(40)]
    for number, identifier in enumerate(ids):
        store.add([renamed([sample, many, nothing][number % 3], identifier, f"2025-{1 + number % 4:02}-03" if number % 5 else None)])
    before = {name: store.table(name) for name in tables.TABLES}
    store.add([renamed(sample, "x03")])
    store.add([renamed(sample, "x03", "2025-04-03")])
    store.add([renamed([sample, many, nothing][0], "x03", "2025-04-03")])
    store.compact()
    months = {path.parent.name for path in store.folder.rglob("*.parquet")}
    assert months == {"month=2025-01", "month=2025-02", "month=2025-03", "month=2025-04", "month=undated"}
    assert len(list(store.folder.glob("articles/*/*.parquet"))) == 5
    for name, rows in before.items():
        pd.testing.assert_frame_equal(store.table(name), rows)


@pytest.mark.parametrize("added_later", [False, True])
def test_a_column_that_an_earlier_version_did_not_write_is_missing(store, sample, added_later):
    store.add([renamed(sample, "one")])
    (file,) = store.folder.glob("quotes/*/*.parquet")
    pq.write_table(pq.read_table(file, partitioning=None).drop_columns(["confidence"]), file)
    with manifest.writing(store.folder) as database:
        database.execute("UPDATE parts SET columns = 'earlier'")
    if added_later:
        store.add([renamed(sample, "two")])
    found = store.query("SELECT article_id, count(*) AS all, count(confidence) AS told FROM quotes GROUP BY article_id ORDER BY 1")
    number = len(sample.quotes)
    assert found.to_numpy().tolist() == [["one", number, 0], *([["two", number, number]] if added_later else [])]
    assert store.query("SELECT date FROM articles WHERE article_id = 'one'")["date"].tolist() == [pd.Timestamp("2025-01-02")]


def test_tables_over_all_articles_are_written_anew_some_rows_at_a_time(store, sample, monkeypatch):
    monkeypatch.setattr(reading, "PIECE", 2)
    store.add([renamed(sample, name) for name in ("one", "two", "three")])
    keys = dict(store.known()[["article_id", "key"]].to_numpy().tolist())
    rows = [{"article_id": one, "cluster": one, "similarity": 0.0, "first": True} for one in ("one", "three", "two")]
    store.replace_table("copies", from_rows("copies", rows), keys)
    (before,) = store.folder.glob("copies/*/*.parquet")
    store.forget("one")
    (after,) = store.folder.glob("copies/*/*.parquet")
    assert before != after
    assert pq.read_table(after, partitioning=None)["article_id"].to_pylist() == ["three", "two"]
    for name in ("two", "three"):
        store.forget(name)
    assert list(store.folder.glob("copies/*/*.parquet")) == []
