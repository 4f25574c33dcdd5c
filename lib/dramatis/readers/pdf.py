"""PDF files: their lines put together into paragraphs again, without page numbers and running heads."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from dramatis.errors import ArticleError
from dramatis.readers.draft import Draft, one_line
from dramatis.readers.head import split_head
from dramatis.readers.text import with_top

__all__ = ["SUFFIXES", "parse"]

SUFFIXES = (".pdf",)
MOST_PAGES = 500
_FEW_LETTERS = 20
"""A page with fewer letters has no text layer worth the name."""
_GAP = 1.3
"""A line that is so many times farther from the last than lines usually are begins a paragraph."""
_INDENT = 0.7
"""As does one that is indented by so many times its size, after a line that ended a sentence or early."""
_FURNITURE_PAGES = 2
"""On so many pages a line at the top or foot must stand, numbers left aside, to be a running head."""
_BULLETS = ("• ", "‣ ", "◦ ", "▪ ", "– ")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
"""Signs of print that stand for letters; in a word of the text they would make another word."""
_NO_TITLE = re.compile(r"(?i)^(?:untitled.*|microsoft word.*|.*\.(?:docx?|pdf|indd|qxd|odt|rtf|html?)|\W*)$")


@dataclass(frozen=True)
class Line:
    """A line of a page; lengths are in points, `y` grows upward."""

    text: str
    x: float
    y: float
    size: float
    page: int


def parse(data: bytes) -> Draft:
    """The draft of a PDF file: title and author from its properties, text in the order in which the file draws it.

    That order follows the columns in files made by layout programs. Words divided at line ends are joined; lines at the top or foot of
    several pages that differ in numbers only, and page numbers, are left out. The day on which the file was made is not taken.

    Raises
    ------
    ArticleError
        Where it is damaged, has a password, or holds pictures of pages without text; the message lacks the name of the file.

    References
    ----------
    https://pypdf.readthedocs.io/en/stable/user/extract-text.html
    """
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _reader(data)
        pages = [_lines(page, number) for number, page in enumerate(reader.pages)]
        title, author = _properties(reader)
    except ArticleError:
        raise
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, RecursionError, ArithmeticError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise ArticleError(f"is a PDF file that cannot be read ({reason}); open it elsewhere and save it again") from error
    if sum(character.isalpha() for lines in pages for line in lines for character in line.text) < _FEW_LETTERS:
        raise ArticleError("is a PDF file without text, as scanned pages are; have its letters recognized (OCR) first")
    head = split_head("\n\n".join(_paragraphs(_without_furniture(pages))))
    draft = with_top(head)
    return Draft(
        draft.text, head.title or title or draft.title, draft.date, draft.publisher, draft.author or author, draft.language, draft.url
    )


def _reader(data: bytes) -> Any:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError("is a PDF file with a password; save it without one")
    if len(reader.pages) > MOST_PAGES:
        raise ArticleError(f"is a PDF file of {len(reader.pages):,} pages; at most {MOST_PAGES} are read: split it into its articles")
    return reader


def _properties(reader: Any) -> tuple[str | None, str | None]:
    properties = reader.metadata or {}
    title, author = (one_line(str(properties.get(key) or "")) for key in ("/Title", "/Author"))
    return (None if title and _NO_TITLE.match(title) else title), author


def _lines(page: Any, number: int) -> list[Line]:
    """The lines of a page in the order in which they are drawn; pieces at one height that follow each other are one line."""
    pieces: list[tuple[str, float, float, float]] = []

    def visit(text: str, user: Any, matrix: Any, font: Any, size: float) -> None:
        x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
        y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
        scale = abs(matrix[3] * user[3]) or abs(matrix[1] * user[1]) or 1.0
        pieces.append((text, x, y, abs(size or 10) * scale))

    page.extract_text(visitor_text=visit)
    return list(_joined(pieces, number))


def _joined(pieces: list[tuple[str, float, float, float]], page: int) -> Iterator[Line]:
    text, x, y, size = "", 0.0, 0.0, 10.0
    for piece, at_x, at_y, at_size in pieces:
        for part in re.split(r"(\n)", piece):
            if part == "\n":
                if text.strip():
                    yield Line(" ".join(text.translate(_LIGATURES).split()), x, y, size, page)
                text = ""
            elif part:
                if not text.strip():
                    x, y, size = at_x, at_y, at_size
                text += part
    if text.strip():
        yield Line(" ".join(text.translate(_LIGATURES).split()), x, y, size, page)


def _without_furniture(pages: list[list[Line]]) -> list[Line]:
    """All lines but page numbers and what stands at the top or foot of several pages."""
    edges = Counter(form for lines in pages for form in {_form(line) for line in lines[:2] + lines[-2:]})
    kept = []
    for lines in pages:
        for at, line in enumerate(lines):
            at_edge = at < 2 or at >= len(lines) - 2
            number = re.fullmatch(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", line.text, re.IGNORECASE)
            often = edges[_form(line)]
            repeated = often >= max(_FURNITURE_PAGES, len(pages) / 2) or (often > _FURNITURE_PAGES and _form(line) != line.text)
            if not (at_edge and len(pages) > 1 and (number or repeated)):
                kept.append(line)
    return kept


def _form(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _paragraphs(lines: list[Line]) -> Iterator[str]:
    steps = [round(above.y - below.y, 1) for above, below in pairwise(lines) if above.page == below.page and 0 < above.y - below.y < 60]
    leading = _usual(steps)
    body = _usual([round(line.size, 1) for line in lines]) or 1.0
    lefts = {page: min(line.x for line in found) for page, found in groupby(lines, key=lambda line: line.page)}
    words = Counter(re.findall(r"[\w'’-]+", " ".join(line.text for line in lines).lower()))
    paragraph: list[str] = []
    widest = median(len(line.text) for line in lines) if lines else 0
    for above, line in zip([None, *lines], lines, strict=False):
        if above and _breaks(above, line, leading * max(1.0, line.size / body), widest, lefts):
            yield _text(paragraph, words)
            paragraph = []
        paragraph.append(line.text)
    if paragraph:
        yield _text(paragraph, words)


def _usual(lengths: list[float]) -> float:
    """The most frequent length: of steps between lines that of lines in a paragraph, of sizes that of the text."""
    return Counter(lengths).most_common(1)[0][0] if lengths else 0.0


def _breaks(above: Line, line: Line, leading: float, widest: float, lefts: dict[int, float]) -> bool:
    ended = re.search(r"[.!?…:][\"'”’»)\]]*$", above.text) is not None
    if line.text.startswith(_BULLETS):
        return True
    step = above.y - line.y
    if above.page != line.page or step < -1:  # the next page or column: the paragraph goes on where its sentence does
        return ended or abs(above.size - line.size) > 1
    if abs(above.size - line.size) > 1 or (leading and step > _GAP * leading):
        return True
    indented = line.x - above.x > _INDENT * line.size
    return (indented and (ended or len(above.text) < 0.8 * widest)) or (ended and len(above.text) < 0.6 * widest)


def _text(lines: list[str], words: Counter[str]) -> str:
    """The lines of a paragraph as one, words put together again that a line end divided."""
    text = lines[0]
    for line in lines[1:]:
        text = _with_next(text, line, words)
    return text.replace("\u00ad", "")


def _with_next(text: str, line: str, words: Counter[str]) -> str:
    """Two lines; a hyphen between them goes, unless the word stands with it elsewhere, or its second part begins with a capital."""
    first, second = re.search(r"([\w'’]+(?:-[\w'’]+)*)[-\u00ad\u2010]$", text), re.match(r"[\w'’]+", line)
    if not first or not second:
        return f"{text} {line}"
    part, other = first[1].lower(), second[0].lower()
    hyphenated = text[-1] != "\u00ad" and (
        not second[0][0].islower() or "-" in part or part[-1].isdigit() or (words[f"{part}-{other}"] and not words[part + other])
    )
    return text + line if hyphenated else text[:-1] + line
