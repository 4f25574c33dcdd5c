"""What each figure shows, in a sentence: titles that say the finding, and alternatives in words.

Every function takes an analysis and a way to escape; names and numbers come from the tables of the charts.
"""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import charts
from dramatis.prose.words import Escape, capital, count, listed, most, number, plain, short_list, times

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["companions", "lead_actors", "quoted_share", "said", "subject_of_speech", "topics", "topics_of_actors", "where", "who"]


def where(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the strip: who appears in the opening, and how much of the text is quotation."""
    if analysis.actors.empty and analysis.quotes.empty:
        return "No actor and no quotation was found" if len(analysis.topics) else "Nothing was found to place in the text"
    lead, share = lead_actors(analysis), quoted_share(analysis)
    quoted = "there are no quotations" if analysis.quotes.empty else f"quotations fill {_percent(share)} of the text"
    if analysis.actors.empty:
        return capital(quoted)
    if not lead:
        return f"No actor appears in the opening; {quoted}"
    return f"{capital(short_list([escape(name) for name in lead], 'actor', 'actors'))} {_verb(lead, 'appear')} in the opening; {quoted}"


def who(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the mentions: who is mentioned most, and how often."""
    counts = charts.mention_counts(analysis.actors, analysis.mentions, top_n=len(analysis.actors))
    if counts.empty:
        return "No actor was found"
    totals = counts.groupby("actor", sort=False)["mentions"].sum()
    names, chief = counts.drop_duplicates("actor").set_index("actor")["name"], most(totals)
    if len(totals) == 1:
        return f"{escape(names[chief[0]])} is the only actor, mentioned {times(int(totals.max()))}"
    if len(chief) == 1:
        return f"{escape(names[chief[0]])} is mentioned most: {times(int(totals.max()))}"
    each = f"{times(int(totals.max()))} each"
    if len(chief) > 3:
        return (
            f"{capital(number(len(chief)))} actors are mentioned most, {each}"
            if len(chief) < len(totals)
            else f"All {number(len(chief))} actors are mentioned {each}"
        )
    return f"{listed([escape(names[actor]) for actor in chief])} are mentioned most, {each}"


def said(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the quoted words: who is quoted with most words, of how many."""
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    if words.empty:
        return "No quotation was found"
    total, known = int(words["words"].sum()), words[words["speaker"] != ""]
    if known.empty:
        return (
            "We could not tell who speaks the only quotation"
            if len(analysis.quotes) == 1
            else "We could not tell who speaks any of the quotations"
        )
    first = known.iloc[0]
    if len(words) == 1:
        return f"{escape(first['name'])} is the only one quoted, with {count(total, 'word')}"
    equal = known[known["words"] == first["words"]]
    if len(equal) > 1:
        names = short_list([escape(name) for name in equal["name"]], "actor", "actors")
        return f"{names} are quoted most, with {count(int(first['words']), 'word')} each"
    return f"{escape(first['name'])} is quoted most: {number(int(first['words']))} of {count(total, 'quoted word')}"


def topics(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the topics: the most salient one."""
    weights = charts.topic_weights(analysis.topics, top_n=len(analysis.topics))
    if weights.empty:
        return "No topic was found"
    first = escape(capital(weights["label"].iloc[0]))
    if len(weights) == 1:
        return f"{first} is the only topic"
    ahead = len(most(weights["salience"])) == 1
    return (
        f"{first} is the chief topic of {number(len(weights))}"
        if ahead
        else f"{first} is among the chief topics, of {number(len(weights))}"
    )


def topics_of_actors(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the table of squares: who speaks on what, or else what goes with whom most often."""
    cells = charts.topic_cells(analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)
    if cells.empty:
        return "No topic goes with an actor"
    spoken = cells[cells["spoken"] > 0]
    if len(spoken):
        groups = [group for _, group in spoken.groupby("topic", sort=False)]
        chief = max(groups, key=lambda group: (len(group), group["spoken"].sum()))
        names = [escape(name) for name in chief["name"]]
        return f"{short_list(names, 'actor', 'actors')} {_verb(names, 'speak')} on {escape(chief['label'].iloc[0])}"
    best = cells.loc[cells["mentions"].idxmax()]
    return f"{escape(capital(best['label']))} goes most often with {escape(best['name'])}: {times(int(best['mentions']))}"


def companions(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the network: which two actors stand together most often."""
    pairs = charts.companions(analysis.actors, analysis.mentions)
    if pairs.empty:
        return "No sentence mentions two actors"
    best = pairs[pairs["sentences"] == pairs["sentences"].max()]
    often = count(int(best["sentences"].iloc[0]), "sentence")
    if len(best) == 1:
        return f"{escape(best['name'].iloc[0])} and {escape(best['other_name'].iloc[0])} stand together most often, in {often}"
    if len(best) == len(pairs) and int(best["sentences"].iloc[0]) == 1:
        return f"{capital(count(len(pairs), 'pair'))} of actors share one sentence each"
    return f"{capital(count(len(best), 'pair'))} of actors stand together most often, in {often} each"


def lead_actors(analysis: "Analysis") -> list[str]:
    """Names of the actors that are mentioned in the opening paragraph or before it, in the order of the actors table.

    See :func:`dramatis.charts.lead_paragraph`.
    """
    sentences = analysis.sentences
    first = set(sentences.loc[sentences["paragraph"] <= charts.lead_paragraph(analysis.article, sentences), "id"])
    found = set(analysis.mentions.loc[analysis.mentions["sentence"].isin(first), "actor"])
    return [name for actor, name in zip(analysis.actors["id"], analysis.actors["name"], strict=True) if actor in found]


def quoted_share(analysis: "Analysis") -> float:
    """Share of the article's characters that lie within quotations, 0 to 1; a character counts once."""
    covered, reached = 0, 0
    for start, end in sorted(zip(analysis.quotes["start"], analysis.quotes["end"], strict=True)):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered / max(1, len(analysis.article.text))


def subject_of_speech(analysis: "Analysis") -> str | None:
    """Label of the topic that the quotations with a speaker mention most; the most salient topic where they mention none."""
    cells = charts.cell_mentions(
        analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes, top=(len(analysis.actors), 10)
    )
    spoken = cells[cells["spoken"]].drop_duplicates(["topic", "start", "end"]).groupby("topic", sort=False).size()
    labels = dict(zip(analysis.topics["id"], analysis.topics["label"], strict=True))
    if len(spoken):
        return labels[min(most(spoken), key=list(labels).index)]
    weights = charts.topic_weights(analysis.topics, top_n=1)
    return None if weights.empty else str(weights["label"].iloc[0])


def ranking(table: pd.DataFrame, name: str, value: str, *, longest: int = 12) -> str:
    """Names with their numbers, for the alternative of a chart: "A 4, B 3, and 5 more"."""
    totals = table.groupby(name, sort=False)[value].sum()
    parts = [f"{plain(str(label))} {amount:,}" for label, amount in totals.head(longest).items()]
    return "; ".join(parts + ([f"and {len(totals) - longest} more"] if len(totals) > longest else [])) + "."


def _verb(subjects: list[str], verb: str) -> str:
    return verb if len(subjects) > 1 else verb + "s"


def _percent(share: float) -> str:
    percent = round(100 * share)
    return "less than 1 percent" if percent == 0 else f"{percent} percent"
