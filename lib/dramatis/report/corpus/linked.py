"""How actors of different articles were linked, and who was left apart: the tables of a page, each number with its articles."""

import pandas as pd

from dramatis.charts.labels import brief
from dramatis.markup import escape
from dramatis.report.part import Part, count_link, plural

__all__ = ["RULES", "apart_table", "rule_table"]

RULES = {
    "full-name": "the same full name",
    "full-name-and-more": "a frequent name; role or company agrees",
    "other-full-name": "two full names that an article gives one person",
    "spelling": "another spelling; role or company agrees",
    "surname-role-company": "a surname; role and company agree",
    "surname-company": "a surname; two names of the company agree",
    "whole-name": "the same name",
    "whole-name-other-kind": "the same name, taken for another kind",
    "acronym": "the letters of its name",
    "same-letters": "the same letters; country or company agrees",
    "number-left-out": "the name without its number",
    "short-name": "the short name of a chamber",
    "country-in-name": "the same name, with the same country",
    "name-and-country": "the same name, in articles about one country",
    "name-and-company": "the same name; two names of the company agree",
    "name-and-year": "the same name, in articles of one year",
    "actors.csv": "a line of actors.csv",
}
"""What a rule of :mod:`dramatis.corpus.linking` goes by, in words."""


def rule_table(rows: pd.DataFrame) -> Part:
    """By which rules the articles of an actor were linked, with scores; nothing where only one article names the actor.

    Parameters
    ----------
    rows : DataFrame
        See :func:`dramatis.corpus.identity.rules`.
    """
    linked = rows[rows["rule"].isin(list(RULES))].drop_duplicates("id")
    if linked.empty:
        return Part("", "not linked")
    body = "".join(
        f'<tr><th scope="row">{RULES[row.rule]}</th><td class="n">{_scores(row)}</td>'
        f'<td class="n">{count_link(int(row.articles), "article", f"e-{row.id}")}</td></tr>'
        for row in linked.itertuples(index=False)
    )
    head = '<tr><th scope="col">Linked by</th><th scope="col" class="n">Score</th><th scope="col" class="n">Articles</th></tr>'
    note = '<p class="note">Score: 0 to 1, how sure a link is by its rule. Lists begin with the least sure.</p>'
    table = f'<div class="wide" tabindex="0"><table><thead>{head}</thead><tbody>{body}</tbody></table></div>'
    return Part(table + note, "\n".join(f"{RULES[row.rule]}: {row.articles}" for row in linked.itertuples(index=False)))


def apart_table(rows: pd.DataFrame, *, total: int, words: str = "left apart") -> Part:
    """Who was left apart, why, and in how many articles.

    Parameters
    ----------
    rows : DataFrame
        See :func:`dramatis.corpus.identity.apart`.
    total : int
        How many actors of single articles were left apart in all.
    words : str
        What was done with them, for the line that opens the table.
    """
    names = rows.drop_duplicates("id")
    if names.empty:
        return Part("", "nobody was left apart")
    body = "".join(
        f'<tr><th scope="row">{escape(brief(row.name, 60))}</th><td>{escape(row.kind)}</td><td>{escape(brief(row.message, 200))}</td>'
        f'<td class="n">{count_link(int(row.articles), "article", f"e-{row.id}")}</td></tr>'
        for row in names.itertuples(index=False)
    )
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("Name", "Kind", "Why"))
    table = f'<table><thead><tr>{heads}<th scope="col" class="n">Articles</th></tr></thead><tbody>{body}</tbody></table>'
    rest = total - int(names["articles"].sum())
    more = f'<p class="note">{rest:,} more of rarer names; the store’s table unlinked has all.</p>' if rest > 0 else ""
    summary = f"<summary>{plural(total, 'actor')} of single articles {words}</summary>"
    table = f'<div class="wide" tabindex="0">{table}</div>'
    return Part(f"<details>{summary}{table}{more}</details>", "\n".join(names["name"]))


def _scores(row) -> str:
    return f"{row.low:.2f}" if row.low == row.high else f"{row.low:.2f} to {row.high:.2f}"
