"""What each figure shows, in a sentence: titles that say the finding, and alternatives in words.

Every function takes an analysis and a way to escape; names and numbers come from the tables of the charts. With
:func:`~dramatis.prose.words.markdown` each number is a link to the list of what it counts; by default the titles are plain text.
"""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import charts
from dramatis.prose.subjects import OFTEN, topics, topics_of_actors
from dramatis.prose.words import Escape, among, capital, count, linked, listed, most, number, others, percent, plain, times

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = [
    "companions",
    "lead_actors",
    "quoted_share",
    "ranking",
    "said",
    "topics",
    "topics_of_actors",
    "where",
    "who",
]


def where(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the strip: who appears in the opening, and how much of the text is quotation."""
    if analysis.actors.empty and analysis.quotes.empty:
        return "No actor and no quotation was found" if len(analysis.topics) else "Nothing was found to place in the text"
    lead, share = lead_actors(analysis), linked(percent(quoted_share(analysis)), "e-quotes", escape)
    quoted = "there are no quotations" if analysis.quotes.empty else f"quotations fill {share} of the text"
    if analysis.actors.empty:
        return capital(quoted)
    if not lead:
        return f"No actor appears in the opening; {quoted}"
    counted = linked(capital(count(len(lead), "actor")), "e-opening", escape)
    return f"{capital(among([escape(name) for name in lead], counted))} {_verb(lead, 'appear')} in the opening; {quoted}"


def who(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the mentions: who is mentioned most, and how often."""
    counts = charts.mention_counts(analysis.actors, analysis.mentions, top_n=len(analysis.actors))
    if counts.empty:
        return "No actor was found"
    totals = counts.groupby("actor", sort=False)["mentions"].sum()
    names, chief = counts.drop_duplicates("actor").set_index("actor")["name"], most(totals)
    often = [linked(times(int(totals.max())), f"e-{actor}", escape) for actor in chief]
    if len(totals) == 1:
        return f"{escape(names[chief[0]])} is the only actor, mentioned {often[0]}"
    if totals.max() < OFTEN:
        every = linked(capital(count(len(totals), "actor")), "e-actors", escape)
        return f"{every} are mentioned, none often"
    if len(chief) == 1:
        return f"{escape(names[chief[0]])} is mentioned most: {often[0]}"
    if len(chief) <= 3:
        return "Mentioned most are " + listed([f"{escape(names[actor])} ({words})" for actor, words in zip(chief, often, strict=True)])
    if len(chief) == len(totals):
        return f"{linked(f'All {number(len(chief))} actors', 'e-chief', escape)} are mentioned equally often"
    return f"{linked(capital(count(len(chief), 'actor')), 'e-chief', escape)} are mentioned most, equally often"


def said(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the quoted words: who is quoted with most words, of how many."""
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    if words.empty:
        return "No quotation was found"
    total, known = int(words["words"].sum()), words[words["speaker"] != ""]
    if known.empty:
        which = "the only quotation" if len(analysis.quotes) == 1 else "any of the quotations"
        return f"We could not tell who speaks {which}"
    first = known.iloc[0]
    if len(words) == 1:
        return f"{escape(first['name'])} is the only speaker quoted, with {linked(count(total, 'word'), first['link'][1:], escape)}"
    equal = known[known["words"] == first["words"]]
    if len(equal) > 1:
        names = others([escape(name) for name in equal["name"]])
        return f"{names} are quoted most, with equally many words"
    own = linked(number(int(first["words"])), first["link"][1:], escape)
    return f"{escape(first['name'])} is quoted most: {own} of {linked(count(total, 'quoted word'), 'e-quotes', escape)}"


def companions(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the network: which two actors stand together most often."""
    pairs = charts.companions(analysis.actors, analysis.mentions)
    if pairs.empty:
        return "No pair of actors shares a sentence"
    best = pairs[pairs["sentences"] == pairs["sentences"].max()]
    first = best.iloc[0]
    if first["sentences"] < OFTEN and len(pairs) > 1:
        every = linked(capital(count(len(pairs), "pair")), "e-pairs", escape)
        return f"{every} of actors share a sentence, none often"
    if len(best) == 1:
        often = linked(count(int(first["sentences"]), "sentence"), first["link"][1:], escape)
        return f"{escape(first['name'])} and {escape(first['other_name'])} stand together most often, in {often}"
    if len(best) == len(pairs):
        return f"{linked(capital(count(len(pairs), 'pair')), 'e-pairs', escape)} of actors stand together, all equally often"
    if len(best) > 3:
        return f"{linked(capital(count(len(best), 'pair')), 'e-nearest', escape)} of actors stand together most often"
    names = listed([f"{escape(row.name)} with {escape(row.other_name)}" for row in best.itertuples()])
    return f"Most often together: {names}"


def lead_actors(analysis: "Analysis") -> list[str]:
    """Names of the actors that are mentioned in the opening paragraph or before it; see :func:`dramatis.charts.opening_actors`."""
    names = dict(zip(analysis.actors["id"], analysis.actors["name"], strict=True))
    return [names[actor] for actor in charts.opening_actors(analysis)]


def quoted_share(analysis: "Analysis") -> float:
    """Share of the article's characters that lie within quotations, 0 to 1; a character counts once."""
    covered, reached = 0, 0
    for start, end in sorted(zip(analysis.quotes["start"], analysis.quotes["end"], strict=True)):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered / max(1, len(analysis.article.text))


def ranking(table: pd.DataFrame, name: str, value: str, *, longest: int = 12) -> str:
    """Names with their numbers, for the alternative of a chart: "A 4, B 3, and 5 more"."""
    totals = table.groupby(name, sort=False)[value].sum()
    parts = [f"{plain(str(label))} {amount:,}" for label, amount in totals.head(longest).items()]
    return "; ".join(parts + ([f"and {len(totals) - longest} more"] if len(totals) > longest else [])) + "."


def _verb(subjects: list[str], verb: str) -> str:
    return verb if len(subjects) > 1 else verb + "s"
