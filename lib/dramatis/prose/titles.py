"""What each figure shows, in a sentence: titles that say the finding, and alternatives in words.

Every function takes an analysis and a way to escape; names and numbers come from the tables of the charts. With
:func:`~dramatis.prose.words.markdown` each number is a link to the list of what it counts; by default the titles are plain text.
"""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import charts
from dramatis.charts import labels
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


_MANNERS = {
    "direct": ("direct", "word in quotation marks", "words in quotation marks"),
    "turns": ("turn", "word of the interview's turns", "words of the interview's turns"),
    "reported": ("reported", "word of reported speech", "words of reported speech"),
}
"""What the title of the speakers counts: the first of these that the text has."""


def where(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the strip: who appears in the opening, and how much of the text is speech, in marks or reported."""
    if analysis.actors.empty and analysis.quotes.empty:
        return "No actor and no quotation was found" if len(analysis.topics) else "Nothing was found to place in the text"
    lead, quoted = lead_actors(analysis), _filled(analysis, escape)
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
    """The finding of the speakers: who has most words in quotation marks, or else of reported speech, of how many."""
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    if words.empty:
        return "No quotation was found"
    if (words["speaker"] == "").all():
        return _by_no_actor(analysis, words, escape)
    manner = next(column for column in _MANNERS if words[column].any())
    kind, one, many = _MANNERS[manner]
    if manner == "direct":
        one, many = (words_of.replace("in quotation marks", in_marks(analysis)) for words_of in (one, many))
    table = words[words[manner] > 0].sort_values(manner, ascending=False, kind="stable")
    known = table[table["speaker"] != ""]
    if known.empty:
        return f"No actor here has any of the {linked(count(int(table[manner].sum()), one, many), f'e-quotes-{kind}', escape)}"
    total, first = int(table[manner].sum()), known.iloc[0]
    equal = known[known[manner] == first[manner]]
    if len(equal) > 1:
        return f"{others([escape(name) for name in equal['name']])} have most {many}, equally many"
    ending = "" if manner == "reported" else f"-{kind}"
    target = f"e-said-{first['key']}{ending}"
    if len(table) == 1:
        return f"{escape(first['name'])} has all {linked(count(total, one, many), target, escape)}"
    own = linked(number(int(first[manner])), target, escape)
    return f"{escape(first['name'])} has most: {own} of {linked(count(total, one, many), f'e-quotes-{kind}', escape)}"


def in_marks(analysis: "Analysis") -> str:
    """What holds of the words of direct quotations: they are all that is in quotation marks only where no statement is partly quoted."""
    return "of direct quotations" if analysis.quotes["kind"].eq("mixed").any() else "in quotation marks"


def _by_no_actor(analysis: "Analysis", words: pd.DataFrame, escape: Escape) -> str:
    """What the title says where no actor speaks: the words of the sources, where the text names any."""
    if (words["key"] == "source").any():
        of_source = analysis.quotes[charts.of_source(analysis.quotes)]
        spans = zip(of_source["speaker_start"], of_source["speaker_end"], strict=True)
        sources = dict.fromkeys(labels.brief(analysis.article.text[start:end], 40) for start, end in spans)
        return f"No actor of this page speaks; the text gives as sources {others([escape(source) for source in sources])}"
    which = "the only statement" if len(analysis.quotes) == 1 else "any of the statements"
    return f"We could not tell who speaks {which}"


def _filled(analysis: "Analysis", escape: Escape) -> str:
    """How much of the text stands in quotation marks, in turns of an interview, and in reported speech."""
    spoken = {"direct": f"words {in_marks(analysis)} fill", "turn": "turns of an interview fill", "reported": "reported speech fills"}
    parts = []
    for kind, words in spoken.items():
        if share := quoted_share(analysis, kind):
            filled = linked(percent(share), f"e-quotes-{kind}", escape)
            parts.append(f"{words.rpartition(' ')[0]} {filled}" if parts else f"{words} {filled} of the text")
    return listed(parts) if parts else "there are no quotations"


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


def quoted_share(analysis: "Analysis", kind: str) -> float:
    """Share of the article's characters that lie within speech of a kind (direct, turn, reported), 0 to 1; a character counts once."""
    rows = analysis.quotes[charts.kinds(analysis.quotes).replace({"mixed": "reported", "indirect": "reported"}) == kind]
    covered, reached = 0, 0
    for start, end in sorted(zip(rows["start"], rows["end"], strict=True)):
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
