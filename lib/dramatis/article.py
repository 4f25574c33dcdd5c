"""The article: one text with what is known of its origin."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Article", "make_article", "normalize", "shown_source", "slugify"]

_MOSTLY = 0.5
"""Share of single line ends after a full stop from which on each line of the text is a paragraph."""
_HEADING_WIDTH = 0.6
"""A line at the top that takes less than this share of the block's width is a heading, not a line that was wrapped."""
_RAGGED = 10
"""Characters of room that wrapping may leave on a line without the line being the last of its paragraph."""
_WIDEST_WRAP = 200
"""No text is wrapped at more characters than this; a longer line is a paragraph."""
_BULLETS = ("• ", "‣ ", "◦ ", "▪ ", "* ")


@dataclass(frozen=True)
class Article:
    """One article.

    Attributes
    ----------
    id : str
        A slug, safe as a file name: lower-case ASCII letters, digits and hyphens.
    text : str
        The normalized text: paragraphs separated by one blank line. All offsets of the analysis count in it.
    title : str or None
        The headline, where the source gives one. A headline that stands at the top of the text stays there too.
    date : str or None
        Day of publication, ``YYYY-MM-DD``.
    source : str
        Path or URL, as given.
    language : str
        Code of the language (ISO 639-1).
    sha256 : str
        Hash of `text` in UTF-8.
    publisher : str or None
        Who published it, where the source says so.
    author : str or None
        The byline, where the source gives one.
    """

    id: str
    text: str
    title: str | None
    date: str | None
    source: str
    language: str
    sha256: str
    publisher: str | None = None
    author: str | None = None


def make_article(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    date: str | None = None,
    source: str = "",
    language: str = "en",
) -> Article:
    """An article from a text; the text is normalized, the id made from source, title or the text's hash where none is given."""
    text = normalize(text)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    stem = re.sub(r"\.\w{1,8}$", "", re.split(r"[\\/]", source.rstrip("\\/"))[-1])
    return Article(
        id=slugify(id or stem or title or "") or f"article-{sha256[:12]}",
        text=text,
        title=title or None,
        date=date,
        source=source,
        language=language,
        sha256=sha256,
    )


def shown_source(source: str) -> str:
    """The source as a page shows it: an address whole, of a path only the name of the file; a page that is sent tells no folders."""
    return source if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source) else re.split(r"[\\/]", source.rstrip("\\/"))[-1]


def normalize(text: str) -> str:
    """Text with paragraphs separated by one blank line, each on one line, and plain spaces.

    Letters, quotation marks and dashes stay as they are, and so do the signs that steer the direction of writing. Characters
    that cannot be shown (null, surrogates, other controls) become U+FFFD, so that nothing disappears. A blank line ends a
    paragraph; when a single line end does, `docs/reading.md` tells. Normalizing twice is normalizing once.

    Returns
    -------
    str
        Empty where `text` has nothing but white space.
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\r\n?|[\u2028\x85\x0b\x0c]", "\n", text).replace("\u2029", "\n\n").replace("\t", " ")
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)
    text = re.sub(r"[^\S\n]", " ", text).lstrip("\ufeff \n")
    blocks = [[line.strip() for line in block.split("\n")] for block in re.split(r"\n *\n\s*", text.strip()) if block.strip()]
    return "\n\n".join(paragraph for block in _broken(blocks) for paragraph in _joined(block))


def _broken(blocks: list[list[str]]) -> list[list[str]]:
    """Blocks of lines, parted further where a single line end is the end of a paragraph."""
    blocks = _headings_apart(blocks)
    ends = [_ends_sentence(line) for block in blocks for line in block[:-1]]
    line_is_paragraph = sum(ends) >= _MOSTLY * len(ends)
    return [part for block in blocks for part in _parts(block, line_is_paragraph)]


def _headings_apart(blocks: list[list[str]]) -> list[list[str]]:
    """The short lines at the top of the text (headline, byline, date) as blocks of their own."""
    if not blocks:
        return blocks
    first, widest = blocks[0], max(map(len, blocks[0]))
    count = 0
    while count < len(first) - 1 and _room(first[count], first[count + 1]) < _HEADING_WIDTH * widest and not _ends_sentence(first[count]):
        count += 1
    return [[line] for line in first[:count]] + [first[count:]] + blocks[1:]


def _parts(block: list[str], line_is_paragraph: bool) -> list[list[str]]:
    widest = max(map(len, block))
    parts = [[block[0]]]
    for line, following in pairwise(block):
        ended_early = _ends_sentence(line) and _room(line, following) + _RAGGED <= widest
        if line_is_paragraph or ended_early or len(line) > _WIDEST_WRAP or following.startswith(_BULLETS):
            parts.append([])
        parts[-1].append(following)
    return parts


def _joined(lines: list[str]) -> list[str]:
    joined = re.sub(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])", "", "\n".join(lines)).replace("\n", " ").strip()
    return [joined] if joined else []


def _ends_sentence(line: str) -> bool:
    return re.search(r"[.!?…:][\"'”’»)\]]*$", line) is not None


def _room(line: str, following: str) -> int:
    """Width that `line` would have with the first word of the next line on it."""
    return len(line) + 1 + len(following.split(" ", 1)[0])


def slugify(text: str, *, longest: int = 80) -> str:
    """Lower-case ASCII letters, digits and single hyphens made from `text`; empty where nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:longest].strip("-")
