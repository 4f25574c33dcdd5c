"""Formats of one article and of many: what is found in each, and what is refused."""

import bz2
import datetime
import gzip
import io
import json
import lzma
import os
import re
import tracemalloc
import zipfile
from pathlib import Path

import docx
import fsspec
import openpyxl
import pandas as pd
import pytest

from dramatis.errors import ArticleError
from dramatis.readers import Unread, formats, opening, read, read_folder, read_many, read_stream
from dramatis.readers.columns import draft_of
from dramatis.scale.partitions import Partition, articles_of, partitions

FIRST = "The council met on Thursday in the harbor. “We need a new bridge,” said Anna Berg, the mayor of the town."
SECOND = "The vote is planned for the autumn, and nobody in the council spoke against it."
BODY = f"{FIRST}\n\n{SECOND}"
ROWS = [
    {"id": "bridge", "title": "Bridge planned", "date": "2025-07-24", "url": "https://example.org/a", "source": "The Daily", "text": BODY},
    {"id": "vote", "title": "Vote in autumn", "date": "2025-07-25", "url": "https://example.org/b", "source": "The Daily", "text": BODY},
]
HTML = f"""<!doctype html><html lang="en"><head><meta charset="{{charset}}"><title>Bridge planned | The Daily</title>
<meta property="og:title" content="Bridge planned"><meta property="og:site_name" content="The Daily"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Bridge planned</h1><p>{FIRST} {FIRST}</p><p>{SECOND} {SECOND}</p></article></body></html>"""


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def lines(rows: list[dict]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def sheet(path: Path, rows: list[dict]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append([datetime.date.fromisoformat(value) if name == "date" else value for name, value in row.items()])
    book.save(path)
    return path


def made(path: Path) -> Path:
    """A file of both articles, in the format of its suffix."""
    suffix = path.suffix
    if suffix == ".jsonl":
        return write(path, lines(ROWS))
    if suffix == ".json":
        return write(path, json.dumps({"count": 2, "articles": ROWS}))
    if suffix in (".csv", ".tsv"):
        pd.DataFrame(ROWS).to_csv(path, index=False, sep=";" if suffix == ".csv" else "\t")
    elif suffix == ".parquet":
        pd.DataFrame(ROWS).to_parquet(path)
    elif suffix == ".xlsx":
        return sheet(path, ROWS)
    return path


def pdf(*pages: list[tuple[float, float, str] | tuple[float, float, str, int]], info: str = "", encoding: str = "WinAnsi") -> bytes:
    """A PDF file with lines at places of each page, of 10 points or of the size given."""
    streams = []
    for page in pages:
        text = "".join(f"BT /F1 {size[0] if size else 10} Tf {x} {y} Td ({line}) Tj ET\n" for x, y, line, *size in page)
        streams.append(text.encode({"WinAnsi": "cp1252", "MacRoman": "mac_roman"}[encoding]))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /{encoding}Encoding >>".encode())
    for at, stream in enumerate(streams):
        head = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        objects += [head.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)]
    objects.append(f"<< {info} >>".encode())
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(objects), len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.xlsx"])
def test_file_of_many_articles(tmp_path, name):
    path = made(tmp_path / name)
    found = list(read_many(path))
    assert [(article.id, article.title, article.date, article.publisher, article.source, article.text) for article in found] == [
        (row["id"], row["title"], row["date"], "The Daily", row["url"], BODY) for row in ROWS
    ]
    assert read(f"{path}#2") == found[1]
    with pytest.raises(ArticleError, match="holds several articles"):
        read(path)
    with pytest.raises(ArticleError, match="has no article 3"):
        read(f"{path}#3")


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_compressed_files_are_as_they_were(tmp_path, suffix, pack):
    plain = list(read_many(write(tmp_path / "a.jsonl", lines(ROWS))))
    assert list(read_many(write(tmp_path / f"b.jsonl{suffix}", pack(lines(ROWS))))) == plain
    assert read(write(tmp_path / f"c.txt{suffix}", pack(BODY.encode()))).text == BODY


def test_file_of_one_article_reads_as_that_article(tmp_path):
    assert read(write(tmp_path / "a.jsonl", lines(ROWS[:1]))).id == "bridge"


def test_format_is_told_by_content_where_the_suffix_says_nothing(tmp_path):
    assert len(list(read_many(write(tmp_path / "a", lines(ROWS))))) == 2
    assert read(write(tmp_path / "b.txt", HTML.format(charset="utf-8"))).title == "Bridge planned"
    assert read(write(tmp_path / "c.dat", pdf([(72, 700, FIRST.replace("“", "").replace("”", ""))]))).text.startswith("The council")
    assert read_stream(io.BytesIO(HTML.format(charset="utf-8").encode())).title == "Bridge planned"


def test_archive_gives_the_articles_of_its_files(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b/story.txt", BODY)
        archive.writestr("many.jsonl", lines(ROWS))
        archive.writestr("README.txt", "Not an article.")
        archive.writestr("__MACOSX/b/story.txt", "Nor this.")
        archive.writestr("broken.pdf", b"%PDF-1.7")
        archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
    found = list(read_many(path))
    assert [(type(each).__name__, each.source.removeprefix(str(path))) for each in found] == [
        ("Article", "#b/story.txt"),
        ("Unread", "#broken.pdf"),
        ("Unread", "#inner.zip"),
        ("Article", "https://example.org/a"),
        ("Article", "https://example.org/b"),
    ]
    assert read(f"{path}#b/story.txt").text == BODY
    assert read(f"{path}#many.jsonl#2").id == "vote"


def test_what_fsspec_opens(tmp_path):
    with fsspec.open("memory://corpus/a.jsonl", "wb") as file:
        file.write(lines(ROWS))
    assert [article.id for article in read_many("memory://corpus/a.jsonl")] == ["bridge", "vote"]
    with fsspec.open("memory://corpus/a.txt", "wb") as file:
        file.write(BODY.encode())
    assert read("memory://corpus/a.txt").text == BODY
    with pytest.raises(ArticleError, match="does not exist"):
        read("memory://corpus/none.txt")


def test_folder_elsewhere_is_read_with_all_folders_in_it():
    files = {"b/c.txt": BODY.encode(), "a.jsonl": lines(ROWS), "b-c.txt": BODY.encode(), ".hidden/d.txt": b"x", "README.md": b"x"}
    for name, content in files.items():
        with fsspec.open(f"memory://inbox/{name}", "wb") as file:
            file.write(content)
    found = [article.id for article in read_many("memory://inbox/")]
    assert found[:3] == ["bridge", "vote", "b-c"]
    assert re.fullmatch(r"b-c-[0-9a-f]{10}", found[3])
    cut = [part for part in partitions(["memory://inbox/"]) if isinstance(part, Partition)]
    assert sorted(article.id for part in cut for article in articles_of(part)) == sorted(found)
    with pytest.raises(ArticleError, match="folder 'memory://nothing/' holds no file"):
        read_many("memory://nothing/")


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_web_page_is_its_article_in_its_encoding(tmp_path, charset):
    encoding = "cp1252" if charset == "iso-8859-1" else charset
    article = read(write(tmp_path / "a.html", HTML.format(charset=charset).encode(encoding)))
    assert (article.title, article.publisher) == ("Bridge planned", "The Daily")
    assert article.text == f"{FIRST} {FIRST}\n\n{SECOND} {SECOND}"


def test_saved_page_of_one_file(tmp_path):
    head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nMIME-Version: 1.0\n"
    head += 'Content-Type: multipart/related; boundary="x"'
    part = f"Content-Type: text/html; charset=utf-8\nContent-Location: https://example.org/a\n\n{HTML.format(charset='utf-8')}"
    article = read(write(tmp_path / "a.mhtml", f"{head}\n\n--x\n{part}\n--x--\n"))
    assert (article.title, article.source) == ("Bridge planned", "https://example.org/a")
    assert article.text.startswith(FIRST)


@pytest.mark.parametrize(
    "page",
    ["<html><body></body></html>", "<html>" + "<div>" * 200_000, "<html><body>" + "<b>" * 50_000 + "x", "<html><p>" + "&" * 100_000],
)
def test_page_without_an_article_or_made_to_harm_is_refused(tmp_path, page):
    with pytest.raises(ArticleError):
        read(write(tmp_path / "a.html", page))


def test_pdf_has_its_paragraphs_back(tmp_path):
    first = [
        "The council met on Thursday in the harbor of the town and spoke of the indus-",
        "trial cooperation with its neighbors, a well-",
        "known matter.",
    ]
    second = ["The vote is planned for the autumn, and nobody in the council spoke against", "it, said the mayor."]
    page = [(72, 720, "The Daily 24 July"), *((72, 680 - 12 * at, line) for at, line in enumerate(first))]
    page += [(72, 630 - 12 * at, line) for at, line in enumerate(second)] + [(300, 40, "Page 1")]
    other = [(72, 720, "The Daily 24 July"), (72, 680, "A well-known engineer will build it."), (300, 40, "Page 2")]
    info = "/Title (Bridge planned) /Author (Anna Writer)"
    article = read(write(tmp_path / "a.pdf", pdf(page, other, info=info)))
    assert (article.title, article.author) == ("Bridge planned", "Anna Writer")
    assert article.text.split("\n\n") == [
        "The council met on Thursday in the harbor of the town and spoke of the industrial cooperation with its neighbors, "
        "a well-known matter.",
        "The vote is planned for the autumn, and nobody in the council spoke against it, said the mayor.",
        "A well-known engineer will build it.",
    ]


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    left = ["The council met on Thursday", "in the harbor of the town and", "spoke for a long time about"]
    right = ["the new bridge, which is to", "be built in the autumn."]
    page = [(72, 700 - 12 * at, line) for at, line in enumerate(left)] + [(320, 700 - 12 * at, line) for at, line in enumerate(right)]
    assert read(write(tmp_path / "a.pdf", pdf(page))).text == " ".join(left + right)


def test_headline_of_a_pdf_over_two_lines_is_one_paragraph(tmp_path):
    headline = [(72, 720, "Town plans a bridge over the high-", 20), (72, 696, "water harbor", 20)]
    body = [
        (72, 650 - 12 * at, line)
        for at, line in enumerate(("The council met on Thursday in the harbor of", "the town and spoke of the high-water bridge."))
    ]
    article = read(write(tmp_path / "a.pdf", pdf(headline + body)))
    assert article.text.split("\n\n")[0] == "Town plans a bridge over the high-water harbor"


def test_ligatures_of_a_pdf_are_the_letters_they_stand_for(tmp_path):
    page = [(72, 700, "The officer said that the \ufb01rst of the \ufb02oods was over.")]
    article = read(write(tmp_path / "a.pdf", pdf(page, encoding="MacRoman")))
    assert article.text == "The officer said that the first of the floods was over."


def test_address_of_a_script_is_no_address(tmp_path):
    row = {"id": "one", "text": "The council met on Thursday in the harbor of the town.", "url": "javascript:alert(1)"}
    assert [article.source for article in read_many(write(tmp_path / "a.jsonl", lines([row])))] == [str(tmp_path / "a.jsonl#1")]


def test_pdf_without_text_is_told(tmp_path):
    with pytest.raises(ArticleError, match="without text, as scanned pages are"):
        read(write(tmp_path / "a.pdf", pdf([])))


def test_word_document(tmp_path):
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Bridge planned", "Anna Writer"
    document.add_heading("Bridge planned", 1)
    for paragraph in (FIRST, SECOND):
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Bridges", "3"
    document.save(tmp_path / "a.docx")
    article = read(tmp_path / "a.docx")
    assert (article.title, article.author, article.date) == ("Bridge planned", "Anna Writer", None)
    assert article.text == f"Bridge planned\n\n{BODY}\n\nBridges | 3"


def test_feed_in_a_file(tmp_path):
    atom = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title>
    <entry><title>Bridge &amp; vote</title><id>urn:1</id><link href="https://example.org/a"/><updated>2025-07-24T10:00:00Z</updated>
    <author><name>Anna Writer</name></author>
    <content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>"""
    article = read(write(tmp_path / "a.atom", atom))
    assert (article.title, article.date, article.publisher, article.author) == ("Bridge & vote", "2025-07-24", "The Daily", "Anna Writer")
    assert article.text == BODY


def test_feed_with_entities_is_refused(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    feed = f'<?xml version="1.0"?>{bomb}<rss version="2.0"><channel><title>&b;</title></channel></rss>'
    (only,) = read_many(write(tmp_path / "a.rss", feed))
    assert "defines or fetches entities" in only.error


def test_web_archive(tmp_path):
    def record(kind: str, body: bytes, status: str = "200 OK", url: str = "https://example.org/a") -> bytes:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-07-24T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        return head.encode() + http + b"\r\n\r\n"

    page = HTML.format(charset="utf-8").encode()
    records = [record("text/html; charset=utf-8", page), record("image/png", b"\x89PNG"), record("text/html", b"gone", "404 Not Found")]
    for name, data in {"a.warc": b"".join(records), "b.warc.gz": b"".join(gzip.compress(each) for each in records)}.items():
        (article,) = read_many(write(tmp_path / name, data))
        assert (article.title, article.source) == ("Bridge planned", "https://example.org/a")


def test_lines_that_are_no_articles_are_told_with_their_numbers(tmp_path):
    data = (
        lines(ROWS[:1])
        + b"{broken\n\n[1, 2]\n"
        + lines(
            [{"title": "x"}, {"text": ""}, {"text": "Les ministres se sont rencontrés jeudi à Genève, où ils ont parlé de la coopération."}]
        )
        + lines(ROWS[1:])
    )
    found = list(read_many(write(tmp_path / "a.jsonl", data)))
    assert [each.source.rpartition("#")[2] for each in found if isinstance(each, Unread)] == ["2", "4", "5", "6", "7"]
    assert [each.id for each in found if not isinstance(each, Unread)] == ["bridge", "vote"]


def test_ids_that_are_missing_or_numbers_are_unique_and_stable(tmp_path):
    rows = [{"text": f"{BODY} {number}", "title": "Same title"} for number in range(3)] + [{"id": 7, "text": BODY}]
    found = [article.id for article in read_many(write(tmp_path / "one" / "daily.jsonl", lines(rows)))]
    assert len(set(found)) == 4
    assert found[3] == "daily-7"
    assert [article.id for article in read_many(write(tmp_path / "two" / "daily.jsonl", lines(rows[1:])))] == found[1:]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ({"Body": "x", "Head Line": "no", "Headline": "A"}, "title", "A"),
        ({"content": "x", "publishedAt": "2025-07-24T23:10:00Z"}, "date", "2025-07-24"),
        ({"text": "x", "date": 1753351200}, "date", "2025-07-24"),
        ({"text": "x", "date": 1753351200000}, "date", "2025-07-24"),
        ({"text": "x", "date": 20250724}, "date", "2025-07-24"),
        ({"text": "x", "date": datetime.datetime(2025, 7, 24, 10)}, "date", "2025-07-24"),
        ({"text": "x", "date": "03/04/2015"}, "date", None),
        ({"text": "x", "source": "https://example.org/a"}, "url", "https://example.org/a"),
        ({"text": "x", "source": {"id": None, "name": "The Daily"}}, "publisher", "The Daily"),
        ({"text": "x", "authors": ["A. One", "B. Two"]}, "author", "A. One, B. Two"),
        ({"text": ["One.", "Two."]}, "text", "One.\n\nTwo."),
        ({"text": "nan", "content": "x"}, "text", "x"),
        ({"text": "x", "title": float("nan")}, "title", None),
    ],
)
def test_columns_by_other_names_and_of_other_types(row, field, value):
    assert getattr(draft_of(row), field) == value


def test_file_of_any_size_is_read_a_line_at_a_time(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    text = " ".join([FIRST] * 400)
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(500):
            file.write(lines([{"id": f"a{number}", "text": text}]))
    tracemalloc.start()
    with opening.opened(str(path)) as opened:
        count = sum(1 for _ in formats.records_of(opened))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 500
    assert peak < 2e6 < 500 * len(text)


def test_line_that_is_too_long_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("dramatis.readers.jsonlines.LONGEST_LINE", 1000)
    found = list(read_many(write(tmp_path / "a.jsonl", b'{"text": "' + b"x" * 5000 + b'"}\n' + lines(ROWS[:1]))))
    assert "is longer than" in found[0].error
    assert found[1].id == "bridge"


def test_decompression_bombs_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "BOMB_BYTES", 1_000_000)
    (bomb,) = read_many(write(tmp_path / "a.jsonl.gz", gzip.compress(bytes(30_000_000))))
    assert "decompression bomb" in bomb.error
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(30_000_000))
    (bomb,) = read_many(tmp_path / "b.zip")
    assert "is a bomb" in bomb.error or "decompression bomb" in bomb.error
    with zipfile.ZipFile(tmp_path / "c.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(450_000_000))
    with pytest.raises(ArticleError, match="decompression bomb"):
        read(tmp_path / "c.docx")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.zip", "a.parquet", "a.xlsx", "a.docx", "a.pdf", "a.warc"])
@pytest.mark.parametrize("damage", ["cut", "noise"])
def test_damaged_files_are_rows_of_the_errors(tmp_path, name, damage):
    whole = {"a.jsonl.gz": gzip.compress(lines(ROWS)), "a.csv.gz": gzip.compress(b"text\nx\n"), "a.pdf": pdf([(72, 700, FIRST[:40])])}
    if name in ("a.zip", "a.docx"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.txt", BODY)
        data = packed.getvalue()
    elif name in whole:
        data = whole[name]
    else:
        data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\n" if name == "a.warc" else made(tmp_path / name).read_bytes()
    middle = len(data) // 2
    write(tmp_path / "in" / name, data[:middle] if damage == "cut" else data[:middle] + bytes(range(256)) + data[middle + 256 :])
    found = list(read_folder(tmp_path / "in"))
    assert all("\n" not in each.error for each in found if isinstance(each, Unread))
    assert damage == "noise" or name == "a.warc" or any(isinstance(each, Unread) for each in found)


def test_table_without_a_text_is_told_with_its_columns(tmp_path):
    (only,) = read_many(write(tmp_path / "a.csv", "name,size\na,1\n"))
    assert "its columns: 'name, size'" in only.error


def test_row_whose_text_is_not_quoted_is_told(tmp_path):
    found = list(read_many(write(tmp_path / "a.csv", f'title,text\nA,"{SECOND}"\nB,Yes, it is, she said\n')))
    assert found[0].text == SECOND
    assert "is a row of 4 fields where the header has 2" in found[1].error


def test_name_that_looks_like_an_address_is_a_file_where_it_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(Path("note::one.txt"), BODY)
    write(Path("a#2.txt"), BODY)
    assert read("note::one.txt").text == read("a#2.txt").text == BODY


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password, or is of the old kind"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password, or is of the old kind"),
        ("a.csv", b"title,text\n", "a table .* without any article"),
        ("a.jsonl", b"\n", "without any article"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "a ZIP archive without any article"),
    ],
)
def test_file_that_holds_no_article_is_one_row_of_the_errors(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    (told,) = read_many(tmp_path / name)
    assert re.search(message, told.error)


def test_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (told,) = read_many(tmp_path / "a.txt")
    assert "is a pipe" in told.error


def test_json_lines_in_a_text_file_are_articles_and_no_text(tmp_path):
    (tmp_path / "a.txt").write_text("".join(json.dumps({"id": name, "text": BODY}) + "\n" for name in ("one", "two")))
    assert [article.id for article in read_many(tmp_path / "a.txt")] == ["one", "two"]


def test_names_in_an_archive_lead_nowhere_and_are_not_dropped(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("../../evil.txt", "/abs.txt", ".hidden/x.txt"):
            archive.writestr(name, BODY)
    found = list(read_many(tmp_path / "a.zip"))
    assert [article.source.rpartition("#")[2] for article in found] == ["../../evil.txt", "/abs.txt"]
    assert all(re.fullmatch("[a-z0-9-]+", article.id) for article in found)
