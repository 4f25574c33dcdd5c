"""The article: one text with what is known of its origin."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Article", "make_article", "normalize", "slugify"]


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
        The headline, where the source gives one; never part of `text` twice.
    date : str or None
        Day of publication, ``YYYY-MM-DD``.
    source : str
        Path or URL, as given.
    language : str
        Code of the language (ISO 639-1).
    sha256 : str
        Hash of `text` in UTF-8.
    """

    id: str
    text: str
    title: str | None
    date: str | None
    source: str
    language: str
    sha256: str


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
    stem = re.sub(r"\.\w{1,5}$", "", re.split(r"[\\/]", source.rstrip("\\/"))[-1])
    return Article(
        id=slugify(id or stem or title or "") or f"article-{sha256[:12]}",
        text=text,
        title=title or None,
        date=date,
        source=source,
        language=language,
        sha256=sha256,
    )


def normalize(text: str) -> str:
    """Text with one kind of line end, paragraphs separated by one blank line, and no white space at line ends.

    Letters, quotation marks and dashes stay as they are. Lines within a paragraph are joined by a space.
    Characters that cannot be shown (null, surrogates, other controls) become U+FFFD, so that nothing disappears.
    """
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    text = re.sub(r"\r\n?|[\u2028\x85\x0b\x0c]", "\n", text).replace("\u2029", "\n\n").replace("\t", " ")
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)
    paragraphs = re.split(r"\n[^\S\n]*\n\s*", text.strip())
    joined = (re.sub(r"[^\S\n]*\n[^\S\n]*", " ", paragraph).strip() for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in joined if paragraph)


def slugify(text: str, *, longest: int = 80) -> str:
    """Lower-case ASCII letters, digits and single hyphens made from `text`; empty where nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:longest].strip("-")
