"""Quotations of many articles on a page: the words, who says them how, and the way into the article."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from dramatis.charts.labels import brief
from dramatis.markup import escape
from dramatis.report.corpus.pages import Pages
from dramatis.report.part import Part, plural
from dramatis.report.words import QUOTE_WORDS

__all__ = ["LONGEST", "quotation_items", "quotation_list"]

LONGEST = 600
"""Characters of a quotation that a list shows; the article's page has it whole."""


def quotation_list(rows: pd.DataFrame, pages: Pages, *, heading: str, total: int, each: int = 0) -> Part:
    """Quotations under a heading, newest first.

    Parameters
    ----------
    rows : DataFrame
        ``id``, ``words``, ``kind`` (as in the table of quotes, or turn), ``cue``, ``number`` (words), ``article_id``, ``title``, ``day``,
        ``publisher``, ``speaker`` (a name, or empty where it goes without saying), and where wanted ``run`` (words to highlight).
    pages : Pages
        Where the articles' pages are.
    heading : str
        What these quotations have in common; plain text.
    total : int
        How many there are in all.
    each : int
        How many of one article were taken at most; 0: all that there are.
    """
    if not total:
        return Part(f'<section class="speaker"><h3>{escape(heading)} <small>none was found</small></h3></section>', f"{heading}: none")
    cut = f"{len(rows):,} of {total:,}, the newest{f', at most {each} of an article' if each else ''}; the store has them all."
    more = f'<p class="note">{cut}</p>' if len(rows) < total else ""
    head = f"<h3>{escape(heading)} <small>{plural(total, 'quotation')}</small></h3>"
    html = f'<section class="speaker c1">{head}{"".join(quotation_items(rows, pages))}{more}</section>'
    return Part(html, "\n".join(rows["words"]))


def quotation_items(rows: pd.DataFrame, pages: Pages) -> Iterator[str]:
    """Each quotation with its facts below it."""
    for row in rows.itertuples(index=False):
        facts = " · ".join(_facts(row, pages))
        words = brief(" ".join(str(row.words).split()), LONGEST)
        words = _led_in(row) + _marked(words.strip('“”"') if row.kind == "direct" else words, getattr(row, "run", ""))
        yield f'<div class="quotation {row.kind}"><blockquote><p>{words}</p></blockquote><p class="how">{facts}</p></div>'


def _marked(words: str, run: str) -> str:
    """The words with those that other sides have too highlighted; `run`: in lower case, as :mod:`dramatis.corpus.sharing` has them."""
    pattern = r"[^\w]+".join(re.escape(word).replace("'", "['’]") for word in run.split())
    found = re.search(pattern, words, re.IGNORECASE) if run else None
    if not found:
        return escape(words)
    return f"{escape(words[: found.start()])}<mark>{escape(found[0])}</mark>{escape(words[found.end() :])}"


def _led_in(row: Any) -> str:
    """The cue before reported words, which are no sentence without it: ``accused › her of …``; nothing before words in quotation marks."""
    if row.kind not in ("indirect", "mixed") or not isinstance(row.cue, str) or not row.cue:
        return ""
    return f'<span class="kind">{escape(brief(row.cue, 40))} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}</span> '


def _facts(row: Any, pages: Pages) -> Iterator[str]:
    day = "" if pd.isna(row.day) else f"{row.day:%Y-%m-%d}"
    if row.speaker:
        yield f"<b>{escape(brief(row.speaker, 60))}</b>"
    title = row.title if isinstance(row.title, str) else row.article_id
    yield pages.link(brief(title, 90), row.article_id, day, row.id)
    yield f'<span class="n">{day}</span>' if day else "undated"
    if isinstance(row.publisher, str):
        yield escape(brief(row.publisher, 40))
    how = QUOTE_WORDS[row.kind]
    beside = isinstance(row.cue, str) and row.cue and row.kind in ("direct", "turn")
    yield f"{how}, “{escape(brief(row.cue, 40))}”" if beside else how
