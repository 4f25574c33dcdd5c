"""The page of a topic: figures and quotations."""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import figures, prose
from dramatis.charts import shares
from dramatis.corpus.peaks import peaks
from dramatis.figures import Caption, Figure
from dramatis.prose import titles
from dramatis.prose import topic_profile as sentences
from dramatis.prose.words import capital, count, number, plain, sentences_of
from dramatis.report.corpus.drawn import COUNTED, share_rows
from dramatis.report.corpus.pages import Pages
from dramatis.report.corpus.parts import gallery_card, kicker
from dramatis.report.corpus.quotes import quotation_list
from dramatis.report.corpus.series import series_figure
from dramatis.report.part import Part
from dramatis.report.parts import head

if TYPE_CHECKING:
    from dramatis.corpus.topic_profile import TopicProfile

__all__ = ["company", "labels", "masthead", "over_time", "phrases", "publishers", "said", "share_figure", "speakers", "tied"]


def masthead(made: "TopicProfile") -> Part:
    """Kicker and headline of the topic's page."""
    title = sentences.headline(made)
    lines = sentences_of(sentences.standfirst(made, escape=prose.plain))
    known = made.speakers.loc[made.speakers["name"] != "", "name"]
    card = gallery_card(made.selection, title, list(known.head(3)), [made.topic.name])
    return head(title, kicker=kicker(made.selection, f"One {made.topic.kind} in many articles"), summary=lines, card=card)


def over_time(made: "TopicProfile") -> Figure:
    """Which share of the articles of each bin has the topic."""
    when = sentences_of(sentences.time(made, escape=prose.plain))[0].removesuffix(".")
    title = f"{capital(plain(made.topic.name))}: {when[:1].lower()}{when[1:]}"
    return series_figure(made.series, made.over, id="time", what="topic", title=title)


def speakers(made: "TopicProfile") -> Figure:
    """Who is quoted on the topic, the unresolved among them."""
    rows = made.speakers.assign(
        hatched=made.speakers["name"] == "", name=made.speakers["name"].where(made.speakers["name"] != "", "Could not tell")
    )
    known = rows[~rows["hatched"]]
    title = (
        f"{plain(known['name'].iloc[0])} is quoted on it most often: in {count(int(known['articles'].iloc[0]), 'article')}"
        if len(known)
        else "No speaker was found"
    )
    return share_figure(
        rows,
        id="speakers",
        title=tied(known, "speaker") or title,
        sub="Share of the articles on the topic that quote the speaker on it",
        column="speaker",
        unit="quotations",
    )


def company(made: "TopicProfile") -> Figure:
    """Who stands in one sentence with the topic."""
    rows = made.company
    title = (
        f"{plain(rows['name'].iloc[0])} stands most often beside it: in {count(int(rows['articles'].iloc[0]), 'article')}"
        if len(rows)
        else "No actor stands beside it"
    )
    title = tied(rows, "actor") or title
    return share_figure(rows, id="company", title=title, sub="Share of the articles on the topic", column="actor", unit="sentences")


def labels(made: "TopicProfile") -> Figure:
    """What the articles call the topic, where they call it by more than one label."""
    rows = made.labels
    if made.topic.codes or len(rows) < 2:
        return Figure("", "All articles call it the same.")
    title = f"“{plain(rows['name'].iloc[0])}” is what most call it: {count(int(rows['articles'].iloc[0]), 'article')}"
    sub = "Share of the articles on the topic, by label"
    return share_figure(rows, id="labels", title=tied(rows, "label") or title, sub=sub, column="label", unit="mentions")


def phrases(made: "TopicProfile") -> Figure:
    """The phrases that speak of the topic."""
    rows = made.phrases
    title = (
        f"“{plain(rows['name'].iloc[0])}” is its most frequent phrase: in {count(int(rows['articles'].iloc[0]), 'article')}"
        if len(rows)
        else "No phrase was found"
    )
    title = tied(rows, "phrase") or title
    return share_figure(
        rows, id="phrases", title=title, sub="Share of the articles on the topic that use the phrase", column="phrase", unit="mentions"
    )


def publishers(made: "TopicProfile") -> Figure:
    """The share of the topic among each publisher's articles; nothing where there is only one publisher."""
    if len(made.publishers) < 2:
        return Figure("", "All articles have one publisher.")
    rows = made.publishers.rename(columns={"publisher": "name"})
    first = rows.iloc[0]
    clear = first["id"] in set(peaks(rows.assign(id="", publisher=rows["id"]))["publisher"])
    share = f"{number(int(first['articles']))} of {number(int(first['of']))} articles"
    title = f"{plain(first['name'])} gives it most room: {share}" if clear else "No publisher stands out by more than chance explains"
    return share_figure(
        rows, id="publishers", title=title, sub="Share of the publisher's articles that are on the topic", column="publisher", unit=""
    )


def said(made: "TopicProfile", pages: Pages) -> Part:
    """The newest quotations that mention the topic."""
    rows = made.quotes.assign(speaker=made.quotes["speaker"].where(made.quotes["speaker"] != "", "Speaker not known"))
    total = int(rows["total"].iloc[0]) if len(rows) else 0
    return quotation_list(rows, pages, heading=f"Said of {plain(made.topic.name)}", total=total)


def tied(rows: pd.DataFrame, what: str) -> str:
    """The finding of a ranked table in which no row is first: how many share the first place; empty where one is first."""
    first = int((rows["articles"] == rows["articles"].iloc[0]).sum()) if len(rows) else 0
    if first < 2:
        return ""
    return f"No {what} is first: {number(first)} have {count(int(rows['articles'].iloc[0]), 'article')} each"


def share_figure(table: pd.DataFrame, *, id: str, title: str, sub: str, column: str, unit: str) -> Figure:
    """Bars of shares of articles with their ranges.

    Parameters
    ----------
    table : DataFrame
        ``id``, ``name``, ``articles``, ``originals``, ``share``, ``low``, ``high``, and ``sentences`` where `unit` says what these are.
    id, title, sub, column, unit : str
        Of the figure; finding; what is drawn; what a row is; what the column ``sentences`` counts.
    """
    rows = share_rows(table)
    alt = "Articles: " + titles.ranking(rows, "name", "articles", longest=15) if len(rows) else "None."
    columns = {"name": column, "articles": "articles", "originals": "without copies", "percent": "share", "range": "95 percent range"}
    if unit:
        columns["in_sentences"] = unit
    caption = Caption(title, sub, alt, COUNTED.replace(" for an actor", ""))
    return figures.figure(shares.share_bars(rows, unit=sub[:1].lower() + sub[1:]), id=id, caption=caption, table=rows, columns=columns)
