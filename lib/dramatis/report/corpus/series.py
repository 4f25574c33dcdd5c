"""Shares over time: a row of bars a name, on one scale, with the table of the same numbers."""

import re

import pandas as pd

from dramatis import figures
from dramatis.charts import labels, style, time
from dramatis.corpus import intervals
from dramatis.figures import Caption, Figure
from dramatis.markup import escape
from dramatis.prose import peaks as peak_words
from dramatis.prose.words import plain

__all__ = ["series_figure"]


def series_figure(
    series: pd.DataFrame, over: pd.DataFrame, *, id: str, what: str, colors: dict[str, str] | None = None, title: str = ""
) -> Figure:
    """A figure of shares over time, a row a name; empty where there is nothing.

    Parameters
    ----------
    series, over : DataFrame
        See :func:`dramatis.corpus.counts.actors_by_bin` and :func:`dramatis.corpus.counts.articles_by_bin`.
    id, what : str
        Of the figure, and what a row is.
    colors : dict, optional
        Color of an id.
    title : str
        The finding; empty: the highest bar that stands out by more than chance.
    """
    if series.empty or over.empty:
        return Figure("", f"No {what} can be shown over time.")
    links = [f"#e-{row.id}-{row.bin}" for row in series.itertuples(index=False)]
    rows = series.assign(link=links, name_link=[f"#e-{each}" for each in series["id"]])
    rows["color"] = [(colors or {}).get(each, style.TOPIC) for each in rows["id"]]
    rows["title"] = [
        f"{labels.brief(row.name)}, {row.label}: {row.articles:,} of {row.of:,} articles" for row in rows.itertuples(index=False)
    ]
    unit = over["unit"].iloc[0]
    note = f"Counted: articles with the {what}, as a share of all articles of the {unit}. No bar: none, or a {unit} without articles."
    sub = f"Share of the articles of each {unit}" + (", all rows on one scale" if len(rows) > len(over) else "")
    caption = Caption(title or peak_words.title(rows, over), sub, _series_words(rows), note)
    ax = time.shares_over_time(rows, over, few=intervals.FEW)
    drawn = figures.figure(ax, id=id, caption=caption, table=rows.drop(columns=["color", "name_link"]), columns={}, least=1)
    return Figure(re.sub("<summary>Data</summary>", lambda found: found[0] + _pivot(rows), drawn.html, count=1), drawn.alt)


def _pivot(rows: pd.DataFrame) -> str:
    """The numbers of a series as a table: times down, names across, each number a link."""
    names = rows.drop_duplicates("id")
    head = "".join(f'<th scope="col">{escape(labels.brief(name, 40))}</th>' for name in names["name"])
    body = ""
    for _, same in rows.groupby("bin", sort=False):
        first = same.iloc[0]
        cells = "".join(f'<td class="n">{_number(row)}</td>' for row in same.itertuples(index=False))
        part = " (in part)" if first["partial"] else ""
        body += f'<tr><th scope="row">{escape(first["label"])}{part}</th><td class="n">{first["of"]:,}</td>{cells}</tr>'
    first = '<th scope="col">time</th><th scope="col" class="n">all articles</th>'
    table = f"<table><thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _number(row) -> str:
    return f'<a href="{escape(row.link)}">{row.articles:,}</a>' if row.articles else "0"


def _series_words(rows: pd.DataFrame) -> str:
    parts = []
    for _, same in rows.groupby("id", sort=False):
        named = same[same["articles"] > 0]
        when = ", ".join(
            f"{row.label} {row.articles} of {row.of}"
            for row in named.sort_values("articles", ascending=False).head(3).itertuples(index=False)
        )
        parts.append(f"{plain(same['name'].iloc[0])}: {int(same['articles'].sum()):,} articles" + (f", most in {when}" if when else ""))
    return "; ".join(parts) + "."
