"""Lists of articles on a page over many: the evidence behind every number, and the articles themselves."""

from collections.abc import Iterable
from itertools import groupby

import pandas as pd

from dramatis.charts.labels import brief
from dramatis.corpus.evidence import SHOWN, EvidenceList, Place
from dramatis.corpus.themes import Themes
from dramatis.markup import escape
from dramatis.report.corpus.pages import Pages
from dramatis.report.part import Part, count_link, plural

__all__ = ["ALONE", "article_table", "evidence", "theme_list"]

ALONE = 12
"""Articles that a list shows that stands alone; one of a group of bins shows :data:`dramatis.corpus.evidence.SHOWN`."""
SLICE, SENTENCE = 160, 240
"""Characters of a sentence in a list of articles, and of one that stands for a topic."""


def evidence(lists: Iterable[EvidenceList], pages: Pages) -> Part:
    """All lists behind the numbers of a page, each under the id that figures and tables link to; written once a page.

    A list shows some of its articles, and says how many there are and where the rest stands.
    """
    parts, number = [], 0
    for group, found in groupby(lists, key=lambda one: one.group):
        sections = [_section(one, pages, SHOWN if group else ALONE) for one in found]
        number += len(sections)
        parts.append(f'<div class="evidence-group" id="e-{escape(group)}">{"".join(sections)}</div>' if group else "".join(sections))
    return Part(f'<div class="evidences">{"".join(parts)}</div>', f"The articles behind {number:,} numbers.")


def article_table(articles: pd.DataFrame, pages: Pages, *, total: int) -> Part:
    """The articles as a table, newest first, each linked to its page where it has one.

    Parameters
    ----------
    articles : DataFrame
        ``article_id``, ``title``, ``day``, ``publisher``, ``words``, ``original``, ``names``, ``first_id``, ``first_title``, ``first_day``
        (of the article that a copy is one of; see :func:`dramatis.corpus.firsts.with_firsts`); instead of ``names`` (the chief actors)
        there can be ``mentions`` (of what the page is about).
    pages : Pages
        Where their pages are.
    total : int
        How many there are in all.
    """
    rows = "".join(_row(row, pages) for row in articles.itertuples(index=False))
    head = "".join(f'<th scope="col">{words}</th>' for words in ("Date", "Article", "Publisher"))
    head += '<th scope="col">Chief actors</th>' if "names" in articles else '<th scope="col" class="n">Mentions</th>'
    rest = "" if len(articles) == total else f'<p class="note">The {len(articles):,} newest of {total:,}; the store has them all.</p>'
    head += '<th scope="col" class="n">Words</th>'
    table = f'<table class="articles"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    table = f'<div class="wide" tabindex="0">{table}</div>'
    many = f"{len(articles):,} of {plural(total, 'article')}" if rest else plural(total, "article")
    shown = f"<details><summary>{many}, newest first</summary>{table}{rest}</details>"
    return Part(shown, f"{total:,} articles")


def theme_list(made: Themes, pages: Pages) -> Part:
    """The topics that articles share, each with its phrases and the sentences that speak most of it."""
    items = []
    for row in made.table.itertuples(index=False):
        new = " · new" if row.new else ""
        head = f"<h3>{escape(brief(row.name, 80))} <small>{count_link(int(row.articles), 'article', f'e-{row.id}')}{new}</small></h3>"
        own = made.sentences[made.sentences["topic"] == row.topic].itertuples(index=False)
        said = "".join(_said(each, pages) for each in own)
        items.append(f'<section class="speaker">{head}<p class="how">Phrases: {escape(row.phrases)}</p>{said}</section>')
    return Part(f'<div class="said">{"".join(items)}</div>' if items else "", "\n".join(made.table["name"]))


def _said(row, pages: Pages) -> str:
    facts = " · ".join(part for part in (_title(row, pages), "" if pd.isna(row.day) else f"{row.day:%Y-%m-%d}") if part)
    words = escape(brief(row.words, SENTENCE))
    return f'<div class="quotation"><blockquote><p>{words}</p></blockquote><p class="how">{facts}</p></div>'


def _title(row, pages: Pages) -> str:
    day = "" if pd.isna(row.day) else f"{row.day:%Y-%m-%d}"
    return pages.link(brief(row.title if isinstance(row.title, str) else row.article_id, 80), row.article_id, day, f"s{row.sentence}")


def _section(one: EvidenceList, pages: Pages, most: int) -> str:
    shown = one.places[:most]
    items = "".join(_item(place, pages) for place in shown)
    rest = one.total - len(shown)
    more = f'<p class="note">{rest:,} more; see list {escape(one.id)} in evidence.csv (under Data).</p>' if rest > 0 else ""
    return f'<section id="e-{escape(one.id)}"><h3>{escape(one.heading)}</h3><ol>{items}</ol>{more}</section>'


def _item(place: Place, pages: Pages) -> str:
    title = pages.link(brief(place.title, 120), place.article_id, place.day, place.anchor)
    facts = " · ".join(escape(part) for part in (place.day or "undated", place.publisher, place.note) if part)
    words = f"<br>{escape(brief(place.words, SLICE))}" if place.words else ""
    return f'<li>{title} <span class="topic-facts">{facts}{words}</span></li>'


def _first(row, pages: Pages) -> str:
    """The article that a copy is one of, linked; in words where it is the first of its cluster itself and an earlier one is not."""
    if not isinstance(row.first_id, str):
        return "an earlier article"
    day = "" if pd.isna(row.first_day) else f"{row.first_day:%Y-%m-%d}"
    return f"“{pages.link(brief(row.first_title, 90), row.first_id, day)}”{f', {day}' if day else ''}"


def _row(row, pages: Pages) -> str:
    day = "" if pd.isna(row.day) else f"{row.day:%Y-%m-%d}"
    title = pages.link(brief(row.title if isinstance(row.title, str) else row.article_id, 160), row.article_id, day)
    copy = "" if row.original else f' <span class="topic-facts">near copy of {_first(row, pages)}</span>'
    named = hasattr(row, "names")
    fourth = f"<td>{escape(', '.join(brief(name, 60) for name in row.names))}</td>" if named else f'<td class="n">{row.mentions:,}</td>'
    publisher = row.publisher if isinstance(row.publisher, str) else ""
    return (
        f'<tr><td class="n">{day or "undated"}</td><td>{title}{copy}</td><td>{escape(publisher)}</td>{fourth}'
        f'<td class="n">{row.words:,}</td></tr>'
    )
