"""Markdown, with or without front matter: the text without the markup."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dramatis.article import normalize
from dramatis.errors import ArticleError
from dramatis.readers.decoding import decode
from dramatis.readers.draft import Draft, one_line
from dramatis.readers.head import split_head
from dramatis.readers.text import with_top

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["SUFFIXES", "parse"]

SUFFIXES = (".md", ".markdown")


def parse(data: bytes) -> Draft:
    """The draft of a Markdown file: paragraphs, headings, list items, quotations and rows of tables as paragraphs, in order.

    Emphasis, links and other markup go and their words stay; of a picture its description stays; tags of HTML go.
    The first heading is the title where the head gives none, if nothing stands before it; it stays in the text.

    Raises
    ------
    ArticleError
        Where the bytes are no text, or the head cannot be read; the message lacks the name of the file.

    References
    ----------
    https://spec.commonmark.org/0.31.2/ and the tables of GitHub Flavored Markdown.
    """
    draft = split_head(decode(data))
    tokens = _tokens(draft.text)
    title = draft.title
    if title is None and len(tokens) > 1 and tokens[0].type == "heading_open":
        title = one_line(_inline(tokens[1]))
    return with_top(replace(draft, text="\n\n".join(normalize(block) for block in _blocks(tokens)), title=title))


def _tokens(text: str) -> "list[Token]":
    from markdown_it import MarkdownIt

    try:
        return MarkdownIt("commonmark").enable("table").parse(text)
    except (RecursionError, ValueError) as error:
        raise ArticleError("has Markdown that is nested too deeply to be read; save it as plain text (.txt)") from error


def _blocks(tokens: "list[Token]") -> Iterator[str]:
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield " | ".join(cell for cell in cells or () if cell)
            cells = None
        elif cells is not None and token.type == "inline":
            cells.append(_inline(token))
        elif token.type == "inline":
            yield _inline(token)
        elif token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "html_block":
            yield _without_tags(token.content)


def _inline(token: "Token") -> str:
    return "".join(_words(child) for child in token.children or ())


def _words(token: "Token") -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "image":
        return _inline(token)
    return "" if token.type == "html_inline" else token.content


def _without_tags(html: str) -> str:
    from html import unescape

    import nh3

    return unescape(nh3.clean(html, tags=set()))
