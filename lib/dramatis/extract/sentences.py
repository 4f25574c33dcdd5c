"""The sentences of an article: where each starts and ends, and its paragraph."""

import re

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article

__all__ = ["sentences"]

PARAGRAPH_END = re.compile(r"\s*\n\n\s*")


def sentences(doc: Doc, article: Article) -> pd.DataFrame:
    """The table of sentences.

    A sentence never runs over the end of a paragraph. The spans hold no white space at their ends,
    and every character of the text that is no white space lies in exactly one of them.

    Parameters
    ----------
    doc : Doc
        The article's text after the pipeline; without sentence starts, each paragraph is one sentence.
    article : Article
        The article that `doc` was made from.

    Returns
    -------
    DataFrame
        Of the schema ``sentences``, in the order of the text; empty for an empty text.
    """
    rows = []
    for paragraph, (start, end) in enumerate(_paragraphs(article.text)):
        for first, last in _pieces(article.text, start, end, _starts(doc, start, end)):
            rows.append({"article_id": article.id, "id": len(rows), "paragraph": paragraph, "start": first, "end": last})
    return tables.table("sentences", rows)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the paragraphs, without white space at their ends."""
    spans, position = [], 0
    for gap in [*PARAGRAPH_END.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[position:end].strip():
            spans.append((position, end))
        position = gap.end() if gap else end
    return spans


def _starts(doc: Doc, start: int, end: int) -> list[int]:
    """Characters within the paragraph at which the pipeline starts a sentence."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc.has_annotation("SENT_START"):
        return []
    return [token.idx for token in span if token.is_sent_start and start < token.idx < end]


def _pieces(text: str, start: int, end: int, starts: list[int]) -> list[tuple[int, int]]:
    """The paragraph cut at `starts`, each piece without white space at its ends; empty pieces are left out."""
    cuts = [start, *starts, end]
    pieces = []
    for first, last in zip(cuts, cuts[1:], strict=False):
        piece = text[first:last]
        if piece.strip():
            pieces.append((first + len(piece) - len(piece.lstrip()), last - len(piece) + len(piece.rstrip())))
    return pieces
