"""Files and folders of articles."""

import datetime
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dramatis
from dramatis import readers
from dramatis.article import Article, normalize
from dramatis.errors import ArticleError
from dramatis.readers import MAX_BYTES, Unread, article_files, article_ids, formats, opening, read, read_folder, read_stream

ARTICLES = Path(__file__).parents[3] / "data" / "articles"
SAMPLE = ARTICLES / "2025-07-24-turchin-mishustin.txt"
TEXT = "On July 24, the ministers met.\n\nThey spoke of the harbor.\n"


def write(path: Path, text: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_sample_article_is_as_it_came():
    assert hashlib.sha256(SAMPLE.read_bytes()).hexdigest() == "a077670a0011026c25d88ea55e34ec79c1a3d8c97d7b90addfdbdd1e1b3f7620"


def test_each_sample_article_has_its_source_beside_it():
    for path in article_files(ARTICLES):
        if "inbox" not in path.relative_to(ARTICLES).parts:
            assert "Source: " in path.with_suffix(".SOURCE").read_text(encoding="utf-8")


def test_sample_article():
    article = read(SAMPLE)
    assert (article.id, article.date, article.title, article.language) == ("2025-07-24-turchin-mishustin", "2025-07-24", None, "en")
    assert article.text.startswith("On July 24, Belarusian Prime Minister")
    assert article.text.count("\n\n") == 7
    assert article.source == str(SAMPLE)


def test_headline_is_the_title_and_stays_in_the_text(tmp_path):
    article = read(write(tmp_path / "a.txt", "Ministers meet in Geneva\n\nTuesday, September 22, 2015\n\n" + TEXT))
    assert (article.title, article.date) == ("Ministers meet in Geneva", "2015-09-22")
    assert article.text.startswith("Ministers meet in Geneva\n\nTuesday, September 22, 2015\n\nOn July 24")


def test_date_of_the_name_is_taken_where_the_text_has_none(tmp_path):
    assert read(write(tmp_path / "2025-07-24-x.txt")).date == "2025-07-24"
    assert read(write(tmp_path / "2025-07-24-y.txt", "date: 2025-07-23\n" + TEXT)).date == "2025-07-23"


def test_publisher_and_author(tmp_path):
    article = read(write(tmp_path / "a.md", "---\nsource: The Daily\nauthor: A. Writer\n---\n" + TEXT))
    assert (article.publisher, article.author, article.source) == ("The Daily", "A. Writer", str(tmp_path / "a.md"))


def test_suffix_that_is_no_known_format_is_plain_text(tmp_path):
    assert read(write(tmp_path / "v1.2-story")).text == normalize(TEXT)


def test_article_from_a_stream():
    article = read_stream(io.BytesIO(TEXT.encode()))
    assert (article.source, article.text) == ("-", normalize(TEXT))


@pytest.mark.parametrize("name", ["a b.txt", "ü ñ.txt", "Встреча.txt", "a'b\"c.txt", "-x.txt", "a;b|c.txt", "line\nbreak.txt", "con.txt"])
def test_odd_names_are_fine(tmp_path, name):
    article = read(write(tmp_path / name))
    assert article.id
    assert set(article.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX only")
def test_name_that_is_no_text_is_fine(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")
    try:
        write(Path(path))
    except OSError:
        pytest.skip("this file system wants names in UTF-8")
    article = read(path)
    assert article.source.encode("utf-8").endswith(b"a\\udcff.txt")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (" \n\t\u00a0\n", "is empty"),
        ("1 – 0\n\n…", "holds no letters"),
        (b"\x00\x01\x02\x03" * 100, "is a binary file"),
        (b"%PDF-1.7", "is a PDF file that cannot be read"),
        (bytes(range(128, 256)) * 30, "no text in any likely encoding"),
        ("x " * (MAX_BYTES // 2 + 1), "is .* large; at most 5 MB are read"),
        ("a " * 600_000, "has 1,199,999 characters; at most 1,000,000"),
        (
            "Les ministres se sont rencontrés jeudi à Genève, où ils ont parlé de la coopération entre les deux pays.",
            r"is in French \(fr\)",
        ),
        ("---\nlanguage: fr\n---\n" + TEXT, "says that its language is 'fr'"),
        ("---\ntitle: !!python/name:os.system\n---\n" + TEXT, "no YAML of plain values"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path, text, message):
    path = write(tmp_path / "a.txt", text)
    with pytest.raises(ArticleError, match=message) as caught:
        read(path)
    assert str(caught.value).startswith(f"article '{path}' ")
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_named(tmp_path):
    with pytest.raises(ArticleError, match="does not exist"):
        read(tmp_path / "none.txt")
    with pytest.raises(ArticleError, match="does not exist"):
        read(write(tmp_path / "a.txt") / "b.txt")
    with pytest.raises(ArticleError, match="is a folder; a file is read here"):
        read(tmp_path)
    with pytest.raises(ArticleError, match="holds a null character"):
        read("a\0b")
    with pytest.raises(ArticleError, match="cannot be opened"):
        read(tmp_path / ("x" * 300))
    with pytest.raises(ArticleError, match=r"cannot be opened \(Protocol not known"):
        read("nosuch://example.org/a")
    with pytest.raises(ArticleError, match="is a table without a column for the text"):
        read(write(tmp_path / "a.csv"))
    with pytest.raises(ArticleError, match="is a picture, which is not read"):
        read(write(tmp_path / "a.png"))


def test_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    def refuse(path, mode, buffering):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("dramatis.readers.opening.open", refuse, raising=False)  # root may read all files, whatever their mode
    with pytest.raises(ArticleError, match="may not be read by this user"):
        read(write(tmp_path / "a.txt"))


def test_folder_is_read_in_the_order_of_paths_with_all_folders_in_it(tmp_path):
    for name in ["b.txt", "a/z.md", "a/b/c.txt", "c", "a.txt"]:
        write(tmp_path / name)
    expected = [str(path) for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert [article.source for article in read_folder(tmp_path)] == expected


def test_what_is_no_article_is_left_out(tmp_path):
    for name in [".hidden.txt", ".git/a.txt", "README.md", "readme", "a.SOURCE", "SOURCE.txt", "a.txt~"]:
        write(tmp_path / name)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
    assert article_files(tmp_path) == []


def test_what_cannot_be_read_is_an_unread_and_the_rest_is_read(tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", "")
    write(tmp_path / "c.pdf", b"%PDF-1.7")
    (tmp_path / "d.txt").symlink_to(tmp_path / "none")
    write(tmp_path / "e.txt")
    found = list(read_folder(tmp_path))
    assert [type(each) for each in found] == [Article, Unread, Unread, Unread, Article]
    assert [each.error.split(" ", 2)[2] for each in found[1:4]] == [
        "is empty; put the text of an article into it",
        "is a PDF file that cannot be read (Stream has ended unexpectedly); open it elsewhere and save it again",
        "is a link to no file; mend it, or leave it out of the folder",
    ]


def test_articles_of_a_file_of_many_in_a_folder_keep_their_own_ids(tmp_path):
    text = "The council met on Thursday in the harbor of the town."
    rows = "".join(json.dumps({"id": name, "text": text}) + "\n" for name in ("first", "second"))
    (tmp_path / "many.jsonl").write_text(rows, encoding="utf-8")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    assert [article.id for article in read_folder(tmp_path)] == ["first", "second", "one"]


def test_ids_differ_and_do_not_depend_on_where_the_folder_is(tmp_path):
    names = ["a.txt", "x/a.txt", "a.md", "A.txt", "x-a.txt", "Встреча.txt", "Другая.txt", "n" * 90 + ".txt", "n" * 90 + "m.txt"]
    for name in names:
        write(tmp_path / "one" / name)
        write(tmp_path / "two" / name)
    ids = [article.id for article in read_folder(tmp_path / "one")]
    assert len(set(ids)) == len(names)
    assert ids == list(article_ids(tmp_path / "two").values())
    assert all(len(each) <= 80 for each in ids)


@pytest.mark.parametrize("name", ["none", "a.txt"])
def test_what_is_no_folder_is_told_at_once(tmp_path, name):
    write(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match=r"^folder .* (does not exist|is a file)"):
        read_folder(tmp_path / name)


PIECES = [
    b"---\n",
    b"title: ",
    b"date: ",
    b"2025-07-24",
    b"\n",
    b"\n\n",
    b"a",
    b"The man. ",
    b"# ",
    b"* ",
    b"[",
    b"](",
    b"\xff",
    b"\xe2\x80\x9c",
    b"<b>",
    b"|",
    b"&x;",
]


@given(st.binary() | st.lists(st.sampled_from(PIECES)).map(b"".join) | st.text().map(str.encode), st.sampled_from(["a", "a.md"]))
def test_any_bytes_are_an_article_or_an_article_error(data, name):
    try:
        record = next(formats.records_of(opening.inflated(name, io.BytesIO(data))))
        article = readers._article(record, name, None, "a")
    except ArticleError:
        return
    assert article.text == normalize(article.text) != ""
    assert article.date is None or datetime.date.fromisoformat(article.date)
    assert article.title is None or ("\n" not in article.title and article.title.strip())
    article.text.encode("utf-8")


def test_public_names():
    assert dramatis.read is read
    assert dramatis.Unread is Unread
