"""Encodings: told where they can be told, refused where not."""

import pytest

from dramatis.errors import ArticleError
from dramatis.readers.decoding import decode

CURLY = "“It’s a café – no doubt,” said Renée Müller — the “naïve” one. He didn’t go to Zürich."
PLAIN = "\"It's a café, no doubt,\" said Renée Müller. He didn't go to Zürich for £10."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"])
def test_marks_and_letters_survive(encoding):
    assert decode(CURLY.encode(encoding)) == CURLY


@pytest.mark.parametrize("encoding", ["latin-1", "cp850", "mac_roman"])
def test_letters_without_curly_marks_survive(encoding):
    assert decode(PLAIN.encode(encoding)) == PLAIN


def test_a_damaged_character_costs_only_itself():
    assert decode(CURLY.encode() + b"\xe2\x80") == CURLY + "\ufffd"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\x7fELF\x02\x01\x01", "a program"),
        (bytes(range(256)) * 8, "no text"),
        (b"a\x00\x01\x02\x03\x04b" * 20, "a binary file"),
    ],
)
def test_what_is_no_text_is_refused(data, kind):
    with pytest.raises(ArticleError, match=kind):
        decode(data)
