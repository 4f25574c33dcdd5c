"""Axes and tables as figures of a page: inline SVG whose marks link to the text, alternative in words, table, downloads.

A figure is one piece of HTML without style, script or network; the page's own style sheet gives it its looks
(:func:`dramatis.charts.style.css` its colors). The spans behind all numbers are written once a page, by :func:`evidence`.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import pandas as pd
from matplotlib.axes import Axes

from dramatis import charts
from dramatis.charts import labels, svg
from dramatis.markup import escape
from dramatis.prose import markdown, titles, unlinked

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["Caption", "Figure", "actors_by_topic", "companions", "csv_text", "evidence", "figure", "speakers", "strip", "topics", "who"]

LEAST = 5
"""With fewer rows than this a table says it better than a chart."""
SLICE = 90
"""Longest part of a span that stands in a list of evidence, in characters."""
_COUNTS = ("mentions", "sentences", "quotations", "articles")
_LINK = re.compile(r"\[([^\[\]]*)\]\((#[\w-]+)\)")
_VOICE = {
    "name": "speaker",
    "quotes": "statements",
    "direct": "direct",
    "mixed": "partly quoted",
    "indirect": "reported",
    "turns": "turns of an interview",
    "words": "words",
    "quoted_words": "of these in quotation marks",
    "share": "share of these",
    "about": "spoken of by others",
    "stance": "tone of the cues",
}
_FILE_WIDTH = 720
_LINKED = ("link", "title")
"""Columns of a table that say where a mark leads and what stands beside it; so do those that end in these words after an underscore."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@dataclass(frozen=True)
class Figure:
    """A piece of HTML that a notebook shows; ``alt`` says the same in words.

    Attributes
    ----------
    html : str
        Complete and safe: every text of the article in it is escaped.
    alt : str
        What it shows, as plain text.
    """

    html: str
    alt: str

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.alt}


class Caption(NamedTuple):
    """The words around a figure, as plain text: finding, unit and n, alternative in words, counting rule.

    `linked` is the finding in Markdown made by :mod:`dramatis.prose`: the same words, with numbers that open what they count.
    """

    title: str
    sub: str
    alt: str
    note: str
    linked: str = ""


def figure(
    ax: Axes,
    *,
    id: str,
    caption: Caption,
    table: pd.DataFrame,
    columns: Mapping[str, str],
    least: int = LEAST,
) -> Figure:
    """A figure of a page.

    Parameters
    ----------
    ax : Axes
        The drawing; all of its figure is taken.
    id : str
        Becomes ``f-{id}``, and the prefix of all ids within.
    caption : Caption
        Title, subtitle, alternative, note.
    table : DataFrame
        The same numbers; ``link`` and ``title`` of a row, where there are such columns, belong to the mark and the count of that row,
        ``<column>_link`` and ``<column>_title`` to those of that column.
    columns : mapping
        Which columns of `table` a reader sees, with their headings; the CSV holds all but links and titles. A count is a link to the
        row's ``link``, or to ``<column>_link`` where there is such a column.
    least : int
        With fewer rows the table stands in place of the chart; without any, the title alone, which then says so.
    """
    head = f"<figcaption><h3>{_title(caption)}</h3>"
    if table.empty:
        return Figure(f'<figure class="figure empty" id="f-{id}">{head}</figcaption></figure>', f"{caption.title}.")
    parts = [head, f'<p class="sub">{escape(caption.sub)}</p></figcaption>']
    rows, shown = _html_table(table, columns), len(table) >= least
    drawn = svg.drawing(ax) if shown else None
    if drawn:
        parts.append(f'<div class="plot">{svg.fluid(drawn, prefix=f"f-{id}", label=caption.alt, titles=_titles(table))}</div>')
    else:
        parts.append(f'<div class="wide" tabindex="0">{rows}</div>')
    parts.append(f'<p class="note">{escape(caption.note)}</p>')
    parts.append(_data(id, rows if shown else "", table, drawn, caption))
    return Figure(f'<figure class="figure" id="f-{id}">{"".join(parts)}</figure>', f"{caption.title}. {caption.alt}")


def strip(analysis: "Analysis") -> Figure:
    """Where in the article each chief actor and topic occurs, and who speaks where."""
    marks = charts.positions(analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)
    ax = charts.position_strip(analysis.article, analysis.sentences, marks, analysis.actors)
    summary = charts.row_summary(marks)
    alt = "No mark." if marks.empty else titles.ranking(summary, "name", "marks", longest=20)
    sub = "Marks are places in the text, from left to right"
    if len(analysis.quotes):
        sub += "; bars are statements, in quotation marks or (pale) reported, in their speaker's color, hatched where it is no actor"
    note = "Counted: every mention of the first ten actors and six topics, and every statement, in quotation marks or reported."
    columns = {"name": "row", "kind": "kind", "marks": "places", "first": "first in sentence", "last": "last in sentence"}
    caption = _caption(titles.where(analysis, markdown), sub, f"Places in the text by row: {alt}", note)
    made = figure(ax, id="strip", caption=caption, table=marks, columns={}, least=1)
    return _with_table(made, summary, columns)


def who(analysis: "Analysis", *, top_n: int = 15) -> Figure:
    """How often each actor is mentioned, by form."""
    counts = charts.mention_counts(analysis.actors, analysis.mentions, top_n=top_n)
    alt = "No actor." if counts.empty else "Mentions by actor: " + titles.ranking(counts, "name", "mentions", longest=15)
    note = "Counted: places in the text that refer to the actor. A demonym counts for its country or people."
    caption = _caption(titles.who(analysis, markdown), "Mentions by actor, split by the form of the mention", alt, note)
    ax = charts.mentions_by_actor(analysis.actors, analysis.mentions, top_n=top_n)
    return figure(ax, id="who", caption=caption, table=counts, columns={"name": "actor", "form": "form", "mentions": "mentions"})


def speakers(analysis: "Analysis") -> Figure:
    """How many words each speaker has, in marks or reported, and how many are no actor's; the table adds kinds, shares and stances.

    Drawn from two rows on: the share of words that are no actor's is best seen as a bar beside the others. Where no actor speaks there is a
    sentence, no table.
    """
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    voices = charts.voices(analysis.actors, analysis.mentions, analysis.quotes) if len(words) else words
    alt = "No speech." if words.empty else "Words of speech by speaker: " + titles.ranking(words, "name", "words")
    note = "Counted: words in quotation marks; apart from them reported speech, in the writer's wording. To be quoted is no proof."
    caption = _caption(titles.said(analysis, markdown), "Words of speech by speaker, in quotation marks or reported", alt, note)
    ax = charts.quoted_words_by_speaker(analysis.quotes, analysis.actors)
    if (words["speaker"] == "").all():
        return figure(ax, id="speakers", caption=caption, table=voices.head(0), columns=_VOICE)
    least = 2 if len(words) > 1 else len(voices) + 1
    columns = {name: words for name, words in _VOICE.items() if name != "turns" or voices["turns"].any()}
    return figure(ax, id="speakers", caption=caption, table=voices, columns=columns, least=least)


def topics(analysis: "Analysis", *, top_n: int = 10) -> Figure:
    """The topics by salience and by mentions, those of the watch-list apart; `top_n` of the others.

    Drawn from two topics on: which of them weighs more, and which comes more often, is what the two columns of bars are for.
    """
    weights = charts.topic_weights(analysis.topics, top_n=top_n)
    order = "those of the watch-list first" if weights["watched"].any() else "most salient first"
    alt = "No topic." if weights.empty else f"Mentions by topic, {order}: " + titles.ranking(weights, "label", "mentions")
    note = (
        "Salience: the share that a topic's places have in the weight of all places of key phrases, each as much as its phrase's place, "
        "number and rarity say; within this article only."
    )
    caption = _caption(titles.topics(analysis, markdown), "Salience and mentions of the chief topics", alt, note)
    table = weights.merge(charts.topic_wordings(analysis.topics, analysis.topic_mentions), on="topic", validate="one_to_one")
    columns = {"label": "topic", "salience": "salience", "mentions": "mentions"}
    if table["other_words"].any():
        columns |= {"label_words": "in the label's words", "other_words": "in other words"}
    if weights["code"].notna().any():
        columns["subject"] = "subject"
    ax = charts.topics_by_salience(analysis.topics, analysis.topic_mentions, top_n=top_n)
    return figure(ax, id="topics", caption=caption, table=table, columns=columns, least=2)


def actors_by_topic(analysis: "Analysis") -> Figure:
    """Which actor goes with which topic, where the actor speaks on it, and what is said by nobody that we could tell."""
    tables = (analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)
    cells = charts.topic_cells(*tables)
    alt = "No pair." if cells.empty else "Mentions of topics beside an actor: " + titles.ranking(cells, "name", "mentions")
    note = "Counted: mentions of the topic in a sentence that mentions the actor, or within the actor's own words."
    if "" in set(cells["actor"]):
        note += " Hollow squares: in words whose speaker is no actor here, or could not be told."
    sub = "Topics down, actors across; the larger the square, the more mentions"
    caption = _caption(titles.topics_of_actors(analysis, markdown), sub, alt, note)
    columns = {"name": "actor", "label": "topic", "mentions": "mentions", "own": "in the actor's own words"}
    parts = zip(cells["actor"], cells["spoken"], cells["mentions"], strict=True)
    cells["own"] = ["" if not (actor and spoken) else "all" if spoken == every else "some" for actor, spoken, every in parts]
    return figure(charts.actor_by_topic(*tables), id="actors-by-topic", caption=caption, table=cells, columns=columns)


def companions(analysis: "Analysis") -> Figure:
    """Which actors are mentioned in the same sentences."""
    pairs = charts.companions(analysis.actors, analysis.mentions)
    both = pairs.assign(pair=pairs["name"] + " and " + pairs["other_name"]) if len(pairs) else pairs
    alt = "No pair." if pairs.empty else "Sentences by pair: " + titles.ranking(both, "pair", "sentences")
    note = "Counted: sentences that mention both actors, in whatever form. To stand in one sentence is not to be connected in fact."
    sub = "Actors mentioned in the same sentence; place on the plane means nothing"
    caption = _caption(titles.companions(analysis, markdown), sub, alt, note)
    columns = {"name": "actor", "other_name": "other actor", "sentences": "sentences"}
    return figure(charts.who_with_whom(analysis.actors, analysis.mentions), id="companions", caption=caption, table=pairs, columns=columns)


def evidence(analysis: "Analysis") -> Figure:
    """All spans behind the numbers of a page, each list under the id that numbers link to; written once a page.

    The lists of one actor's forms stand in a group whose id, ``e-{actor}``, holds all mentions of the actor. A number over many lists
    (``e-form-pronoun``) has a heading only; the page's style opens the lists of its class with it.
    """
    parts = [
        f'<div class="union" id="e-{union.id}" data-of="{" ".join(union.kinds)}"><h3>{escape(union.heading)}</h3></div>'
        for union in charts.unions(analysis)
    ]
    text = analysis.article.text
    for group, lists in groupby([*charts.evidence(analysis), *charts.whole(analysis)], key=lambda found: found.group):
        sections = "".join(_section(found, text) for found in lists)
        parts.append(f'<div class="evidence-group" id="e-{group}">{sections}</div>' if group else sections)
    return Figure(f'<div class="evidences">{"".join(parts)}</div>', "The places in the text behind every number.")


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV, without links and titles; text that a spreadsheet would run as a formula gets an apostrophe before it.

    Characters that cannot be seen become signs, each cell is one line and cut after 300 characters.

    References
    ----------
    OWASP, *CSV Injection*: cells that begin with ``=``, ``+``, ``-``, ``@`` (also full-width), tab or carriage return.
    """
    kept = table.drop(columns=[name for name in table.columns if name in _LINKED or name.endswith(("_link", "_title"))])
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(kept.columns)
    writer.writerows([_cell(value) for value in row] for row in kept.itertuples(index=False, name=None))
    return target.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _safe(value)
    return "" if pd.isna(value) else value


@lru_cache(maxsize=1 << 12)
def _safe(text: str) -> str:
    words = labels.brief(text, 300)
    return f"'{words}" if words.startswith(_FORMULA) else words


def _title(caption: Caption) -> str:
    """The finding as HTML; names in it were escaped by the Markdown's own references."""
    return _LINK.sub(r'<a href="\2">\1</a>', caption.linked) if caption.linked else escape(caption.title)


def _caption(linked: str, sub: str, alt: str, note: str) -> Caption:
    return Caption(unlinked(linked), sub, alt, note, linked)


def _section(found: charts.Evidence, text: str) -> str:
    items = "".join(_item(text, place) for place in found.places)
    return f'<section class="{found.kind}" id="e-{found.id}"><h3>{escape(found.heading)}</h3><ol>{items}</ol></section>'


def _item(text: str, place: charts.Place) -> str:
    end = place.end if place.end - place.start <= SLICE else place.start + _cut(text[place.start : place.start + SLICE])
    words = escape(text[place.start : end])
    more = "" if end == place.end else " …"
    note = f" <small>{escape(place.note)}</small>" if place.note else ""
    sentence = "" if place.anchor == f"s{place.sentence}" else f' <a href="#s{place.sentence}">sentence {place.sentence + 1}</a>'
    return f'<li><a href="#{place.anchor}">{words}</a>{more}{note}{sentence}</li>'


def _cut(text: str) -> int:
    return max(text.rfind(" "), 1) if " " in text else len(text)


def _html_table(table: pd.DataFrame, columns: Mapping[str, str]) -> str:
    if not columns or table.empty:
        return ""
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in columns.values())
    links = {column: _links(table, column) for column in columns}
    cells = [[_td(*pair) for pair in zip(table[column].tolist(), links[column], strict=True)] for column in columns]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _titles(table: pd.DataFrame) -> dict[str, str]:
    """The words for each link of a table."""
    links = [name for name in table.columns if name.endswith("link") and f"{name.removesuffix('link')}title" in table]
    return {link: words for name in links for link, words in zip(table[name], table[f"{name.removesuffix('link')}title"], strict=True)}


def _links(table: pd.DataFrame, column: str) -> list[str]:
    """Where the cells of a column lead; empty for those that count nothing."""
    name = f"{column}_link" if f"{column}_link" in table else "link" if column in _COUNTS and "link" in table else ""
    return table[name].tolist() if name else [""] * len(table)


def _td(value: Any, link: str) -> str:
    if isinstance(value, str):
        return f"<td>{escape(labels.brief(value, 200)) if value else ''}</td>"
    words = "" if pd.isna(value) else f"{value:.2f}" if isinstance(value, float) else f"{value:,}"
    return f'<td class="n">{_linked(words, link) if link else words}</td>'


def _linked(words: str, link: str) -> str:
    return f'<a href="{escape(link)}">{words}</a>'


def _data(id: str, rows: str, table: pd.DataFrame, drawn: svg.Drawing | None, caption: Caption) -> str:
    files = [f'<a download="{id}.csv" href="data:text/csv;charset=utf-8,{_uri(csv_text(table))}">CSV</a>']
    if drawn:
        above = tuple(labels.wrapped(caption.title, 15, _FILE_WIDTH - 40, lines=2))
        below = tuple(labels.wrapped(caption.note, 12, _FILE_WIDTH - 40, lines=2))
        picture = svg.fixed(drawn, width=_FILE_WIDTH, above=above, below=below).replace('"', "'")
        files.append(f'<a download="{id}.svg" href="data:image/svg+xml;charset=utf-8,{_uri(picture)}">SVG</a>')
    return f'<details class="data"><summary>Data</summary>{rows}<p class="downloads">Download {" ".join(files)}</p></details>'


def _uri(text: str) -> str:
    return quote(text, safe="/=:;,()' !*?+.~-")  # of %3C and &lt; the first is shorter


def _with_table(made: Figure, table: pd.DataFrame, columns: Mapping[str, str]) -> Figure:
    return Figure(re.sub("<summary>Data</summary>", lambda found: found[0] + _html_table(table, columns), made.html, count=1), made.alt)
