"""Bytes to characters: which encoding a file is in, and whether it is text at all."""

import codecs
import re

from dramatis.errors import ArticleError

__all__ = ["decode"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as DOCX, ODT and EPUB files are)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_NO_ENCODING = (
    "is no text in any likely encoding (UTF-8, UTF-16, Windows-1252 and others were tried); save it as UTF-8 text and give that file"
)
_FEW = 0.2
"""Share of bytes above 127 up to which a file that is not UTF-8 counts as English in a Western encoding."""
_WESTERN = ("cp1252", "mac_roman", "cp850")
_ODD = (
    r"(?<=[a-z])[À-ÖØ-ÞŠŽŒŸ]",
    r"(?<![^\W\d_])[À-ÖØ-öø-ÿ](?![^\W\d_])",
    r"(?<!\w)[ÒÓÔÕÐÑ](?=[A-Z])",
    r"[^\x00-\x7fÀ-ÖØ-öø-ÿŠšŽžŒœŸ‘’“”–—…•«»‚„‹› ©®£€°½¼¾§]",
)
_GOOD_FOR_EACH_BAD = 4
"""Well-formed UTF-8 characters that must stand against each ill-formed one, for a damaged file to count as UTF-8."""


def decode(data: bytes) -> str:
    """The text of a file.

    A byte order mark decides; then UTF-8; then UTF-16 without a mark; then UTF-8 with a few damaged characters, which become U+FFFD;
    then Windows-1252, Mac Roman or code page 850, whichever fits English best; then what charset-normalizer finds.

    Raises
    ------
    ArticleError
        Where the bytes are those of another kind of file, or no text in any of these encodings. The message lacks the name of the file.

    References
    ----------
    https://charset-normalizer.readthedocs.io
    """
    for start, kind in _MAGIC:
        if data.startswith(start):
            raise ArticleError(f"is {kind}, not text; save its text as a .txt or .md file and give that file")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :].decode(encoding, "replace"))
    return _text(_without_mark(data))


def _without_mark(data: bytes) -> str:
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace")
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if not bad or good >= _GOOD_FOR_EACH_BAD * bad:
        return text
    return _legacy(data)


def _utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, told by the null bytes that ASCII characters have in it."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes) -> str:
    if sum(byte > 127 for byte in data) <= _FEW * len(data):
        texts = [text for encoding in _WESTERN if (text := _strict(data, encoding)) is not None]
        return min(texts, key=_oddities)
    from charset_normalizer import from_bytes

    best = from_bytes(data, threshold=0.2).best()
    if best is None:
        raise ArticleError(_NO_ENCODING)
    return str(best)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _oddities(text: str) -> int:
    """How many characters stand where English does not have them: capitals within words, letters alone or before a capital, rare signs."""
    return sum(len(re.findall(pattern, text)) for pattern in _ODD)


def _text(text: str) -> str:
    """`text`, unless its control characters tell that it is none."""
    controls = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text))
    unknown = text.count("\ufffd")
    if controls > 3 and controls > 0.02 * len(text):
        raise ArticleError("is a binary file, not text; save its text as a .txt or .md file and give that file")
    if unknown > 3 and unknown > 0.1 * len(text):
        raise ArticleError(_NO_ENCODING)
    return text
