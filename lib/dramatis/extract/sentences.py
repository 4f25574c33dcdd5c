"""The sentences of an article: where each starts and ends, and its paragraph."""

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract.scheme import Words, words

__all__ = ["sentences"]


def sentences(doc: Doc, article: Article, view: Words | None = None) -> pd.DataFrame:
    """The table of sentences.

    A sentence never runs over the end of a paragraph. The spans hold no white space at their ends,
    and every character of the text that is no white space lies in exactly one of them. The ids are the numbers in ``Words.sentence``.

    Parameters
    ----------
    doc : Doc
        The article's text after the pipeline; without sentence starts, each paragraph is one sentence.
    article : Article
        The article that `doc` was made from.
    view : Words, optional
        The words of `doc`, where they are known already.

    Returns
    -------
    DataFrame
        Of the schema ``sentences``, in the order of the text; empty for an empty text.
    """
    view = view or words(doc)
    rows: list[dict] = []
    for index, word in enumerate(view.text):
        if word.isspace():
            continue
        if view.sentence[index] == len(rows):
            place = {"id": len(rows), "paragraph": view.paragraph[index], "start": view.start[index]}
            rows.append({"article_id": article.id} | place)
        rows[-1]["end"] = view.end[index]
    return tables.table("sentences", rows)
