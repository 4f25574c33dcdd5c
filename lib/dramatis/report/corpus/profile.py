"""The page of an actor: figures, roles, quotations, downloads."""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import figures, prose
from dramatis.charts import labels, style, time
from dramatis.corpus.profile import OF_ONE
from dramatis.figures import Caption, Figure
from dramatis.markup import escape
from dramatis.prose import profile as sentences
from dramatis.prose.words import capital, count, plain, sentences_of
from dramatis.report.corpus.pages import Pages
from dramatis.report.corpus.parts import gallery_card, kicker
from dramatis.report.corpus.quotes import quotation_list
from dramatis.report.corpus.series import series_figure
from dramatis.report.corpus.topic_profile import share_figure, tied
from dramatis.report.part import Part, count_link
from dramatis.report.parts import head

if TYPE_CHECKING:
    from dramatis.corpus.profile import Profile

__all__ = ["about", "company", "masthead", "over_time", "role_table", "roles_over_time", "said", "topics"]

ROLES = 20


def masthead(made: "Profile") -> Part:
    """Kicker and headline of the actor's page."""
    title = sentences.headline(made)
    lines = sentences_of(sentences.standfirst(made, escape=prose.plain))
    card = gallery_card(made.selection, title, [made.actor.name], list(made.topics["name"].head(3)))
    return head(title, kicker=kicker(made.selection, f"One {made.actor.kind} in many articles"), summary=lines, card=card)


def over_time(made: "Profile") -> Figure:
    """In which share of the articles of each bin the actor is named, and quoted."""
    colors = dict.fromkeys(("n", "q"), style.COLORS[0])
    when = sentences_of(sentences.time(made, escape=prose.plain))[0].removesuffix(".")
    title = f"{plain(made.actor.name)}: {when[:1].lower()}{when[1:]}"
    return series_figure(made.series, made.over, id="time", what="actor", colors=colors, title=title)


def roles_over_time(made: "Profile") -> Figure:
    """When each role was given: a mark an article."""
    places = made.role_places.dropna(subset=["day"]).assign(link=lambda rows: "#e-" + rows["id"])
    chief = list(made.roles["id"].head(10))
    shown = places[places["id"].isin(chief)]
    names = {row.id: row.role for row in made.roles.itertuples(index=False)}
    shown = shown.assign(name=shown["id"].map(names), rank=shown["id"].str[1:].astype("int64")).sort_values(["rank", "day"], kind="stable")
    shown["title"] = [labels.brief(name) for name in shown["name"]]
    if len(shown) < figures.LEAST:
        return Figure("", "Too few dated roles for a chart.")
    first = made.roles.iloc[0]
    title = f"{plain(capital(first['role']))}: the role given most often, in {count(int(first['articles']), 'article')}"
    caption = Caption(
        title,
        "Each mark is an article that gives the role, by its date",
        _when(made),
        "Counted: articles with the role in an apposition, a title or a predicate. One office in other words is one role.",
    )
    ax = time.marks_over_time(shown, (made.selection.first, made.selection.last))
    return figures.figure(
        ax, id="roles", caption=caption, table=shown[["name", "day", "article_id", "link", "title"]].astype({"day": "str"}), columns={}
    )


def role_table(made: "Profile") -> Part:
    """The roles as a table: from when to when, in how many articles; the number opens the places."""
    if made.roles.empty:
        return Part("", "no role")
    rows = "".join(_role_row(row) for row in made.roles.head(ROLES).itertuples(index=False))
    heads = "".join(f'<th scope="col">{words}</th>' for words in ("Role", "Of", "First", "Last"))
    table = f'<table><thead><tr>{heads}<th scope="col" class="n">Articles</th></tr></thead><tbody>{rows}</tbody></table>'
    rest = len(made.roles) - ROLES
    more = f'<p class="note">{rest:,} more, in the workbook under Data.</p>' if rest > 0 else ""
    return Part(f'<div class="wide" tabindex="0">{table}</div>{more}', "\n".join(made.roles["role"]))


def _role_row(row) -> str:
    cells = f'<td>{escape(row.affiliation)}</td><td class="n">{_date(row.first)}</td><td class="n">{_date(row.last)}</td>'
    number_of = count_link(int(row.articles), "article", f"e-{row.id}")
    more = f'<br><span class="kind">also: {escape(labels.brief(row.wordings, 120))}</span>' if row.wordings else ""
    return f'<tr><th scope="row">{escape(row.role)}{more}</th>{cells}<td class="n">{number_of}</td></tr>'


def said(made: "Profile", pages: Pages) -> Part:
    """The newest quotations of the actor."""
    return quotation_list(made.said, pages, heading=f"{plain(made.actor.name)} says", total=_total(made.said), each=OF_ONE)


def about(made: "Profile", pages: Pages) -> Part:
    """The newest quotations of others that mention the actor."""
    rows = made.about.assign(speaker=made.about["speaker"].where(made.about["speaker"] != "", "Speaker not known"))
    return quotation_list(rows, pages, heading=f"Others say of {plain(made.actor.name)}", total=_total(made.about), each=OF_ONE)


def company(made: "Profile") -> Figure:
    """Who stands in one sentence with the actor."""
    return _beside(made.company, "company", f"beside {plain(made.actor.name)}", "No other actor stands beside this one", "actor")


def topics(made: "Profile") -> Figure:
    """Which topics stand in one sentence with the actor."""
    return _beside(
        made.topics,
        "topics",
        f"the topic that most often stands beside {plain(made.actor.name)}",
        "No topic stands beside this actor",
        "topic",
    )


def _beside(table: pd.DataFrame, id: str, what: str, none: str, column: str) -> Figure:
    title = none
    if len(table):
        first, articles = plain(table["name"].iloc[0]), f"{count(int(table['articles'].iloc[0]), 'article')}"
        title = f"{capital(first)} is {what}: {articles}" if id == "topics" else f"{first} stands most often {what}: in {articles}"
    title = tied(table, column) or title
    return share_figure(table, id=id, title=title, sub="Share of the articles that name the actor", column=column, unit="sentences")


def _when(made: "Profile") -> str:
    parts = [
        f"{plain(row.role)}: {row.articles} articles, {_date(row.first)} to {_date(row.last)}"
        for row in made.roles.head(10).itertuples(index=False)
    ]
    return "; ".join(parts) + "."


def _total(rows: pd.DataFrame) -> int:
    return int(rows["total"].iloc[0]) if len(rows) else 0


def _date(value) -> str:
    return "undated" if pd.isna(value) else f"{value:%Y-%m-%d}"
