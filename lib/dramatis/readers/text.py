"""Plain text, with or without a head."""

from dataclasses import replace

from dramatis.article import normalize
from dramatis.readers.dates import date_of_paragraphs
from dramatis.readers.decoding import decode
from dramatis.readers.draft import Draft
from dramatis.readers.head import headline, split_head

__all__ = ["SUFFIXES", "parse", "with_top"]

SUFFIXES = (".txt", ".text", "")


def parse(data: bytes) -> Draft:
    """The draft of a plain text file.

    Raises
    ------
    ArticleError
        Where the bytes are no text, or the head cannot be read; the message lacks the name of the file.
    """
    return with_top(split_head(decode(data)))


def with_top(draft: Draft) -> Draft:
    """`draft` with its text normalized, and title and date from the first paragraphs where the head gives none; both stay in the text."""
    text = normalize(draft.text)
    paragraphs = text.split("\n\n", 8)[:8] if text else []
    return replace(draft, text=text, title=draft.title or headline(paragraphs), date=draft.date or date_of_paragraphs(paragraphs))
