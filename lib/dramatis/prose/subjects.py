"""What may be said of topics: which are chief, on which somebody speaks, and in which words of the text they are named.

A sentence claims no more than the tables hold. A topic of the watch-list is the analyst's own choice, so no sentence says that the text is
about it; that somebody speaks on a topic is said only where their own words name it.
"""

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dramatis import charts
from dramatis.prose.words import Escape, count, linked, listed, number, others, plain, times

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["CHIEF", "OFTEN", "PLACES", "Spoken", "about", "found_topics", "label_of", "speak_on", "topics", "topics_of_actors", "watched"]

CHIEF = 0.25
"""From this salience on a topic is called chief: a quarter of the weight of all key phrases of the text. Below it, one of many."""
OFTEN = 3
"""Nothing is said to come most often below this number of places."""
PLACES = 2
"""In so many places of somebody's own words a topic must stand, for a title to say that they speak on it."""
SURE = 0.5
"""Words that are more likely not a speaker's are in no title."""


class Spoken(NamedTuple):
    """A topic, in words of the text, and the names of the actors who speak on it."""

    label: str
    names: tuple[str, ...]


def found_topics(analysis: "Analysis") -> pd.DataFrame:
    """Topics that the text itself brought up, most salient first: those that occur and are not of the watch-list."""
    table = analysis.topics
    return charts.topic_weights(table[(table["mentions"] > 0) & (table["rule"] != "watched")], top_n=max(1, len(table)))


def watched(analysis: "Analysis", escape: Escape) -> str:
    """The topics of the watch-list that occur, with their places; empty where none does."""
    table = analysis.topics
    rows = table[(table["mentions"] > 0) & (table["rule"] == "watched")].itertuples()
    return listed([f"{escape(row.label)} ({linked(count(row.mentions, 'place'), f'e-{row.id}', escape)})" for row in rows])


def label_of(analysis: "Analysis", topic: str) -> str:
    """What a title calls a topic: its label where the text has these words in one of its places, else its most frequent words there."""
    label = str(analysis.topics.loc[analysis.topics["id"] == topic, "label"].iloc[0])
    places = _texts(analysis, analysis.topic_mentions[analysis.topic_mentions["topic"] == topic])
    return label if any(_holds(text, label) for text in places) or not places else max(dict.fromkeys(places), key=places.count)


def about(analysis: "Analysis", escape: Escape) -> str:
    """What the text is about: its chief topics, or else its most frequent ones; the watch-list apart."""
    rows, on_list = found_topics(analysis), watched(analysis, escape)
    chief = rows[rows["salience"] >= CHIEF]
    frequent = rows.sort_values("mentions", ascending=False, kind="stable")
    sentences = []
    if len(chief):
        topics_of = "chief topic" if len(chief) == 1 else "chief topics"
        sentences = [f"The text's {topics_of}: {_labels(analysis, chief.head(3), escape)}."]
    elif len(rows):
        most = "most frequent topics" if frequent["mentions"].iloc[0] >= OFTEN else "topics"
        noun = most if len(rows) > 1 else "only topic"
        sentences = [f"The text's {noun}: {_labels(analysis, frequent.head(3), escape)}."]
    if on_list:
        sentences.append(f"On your watch-list: {on_list}.")
    return " ".join(sentences) or "No topic was found."


def topics(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the topics: the most salient ones of the text's own, or what of the watch-list occurs."""
    rows, on_list = found_topics(analysis), watched(analysis, escape)
    if rows.empty:
        return f"On the watch-list: {on_list}" if on_list else "No topic was found"
    every = linked(number(int((analysis.topics["mentions"] > 0).sum())), "e-topics", escape)
    first = escape(label_of(analysis, rows["topic"].iloc[0]))
    if len(rows) == 1:
        finding = f"Only topic: {first}" if not on_list else f"Only topic beside the watch-list: {first}"
    elif rows["salience"].iloc[0] >= CHIEF:
        finding = f"Chief topic of {every}: {first}"
    else:
        finding = f"No chief topic among {every}; first come {_labels(analysis, rows.head(2), escape, link=False)}"
    return f"{finding}; on the watch-list: {on_list}" if on_list else finding


def topics_of_actors(analysis: "Analysis", escape: Escape = plain) -> str:
    """The finding of the table of squares: who speaks on what, or else which topic and actor stand together most often."""
    if spoken := speak_on(analysis, least=PLACES):
        names = [escape(name) for name in spoken.names]
        return f"{others(names)} {'speaks' if len(names) == 1 else 'speak'} on {escape(spoken.label)}"
    cells = charts.topic_cells(analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)
    cells = cells[cells["actor"] != ""]
    if cells.empty:
        return "No topic goes with an actor"
    best = cells.loc[cells["mentions"].idxmax()]
    often = linked(times(int(best["mentions"])), best["link"][1:], escape)
    pair = f"{escape(label_of(analysis, best['topic']))} and {escape(best['name'])}"
    return f"{'Most often together' if best['mentions'] >= OFTEN else 'Together'}: {pair}, {often}"


def speak_on(analysis: "Analysis", *, least: int) -> Spoken | None:
    """The topic on which most actors speak: each has it by its very name in `least` places of their own words or more.

    Own words are those in quotation marks and reported statements whose speaker is more likely right than wrong; turns of an interview are
    none, and topics of the watch-list are left out.
    """
    quotes = analysis.quotes
    sure = quotes[(quotes["confidence"] >= SURE) & ~charts.in_turn(quotes)]
    own = analysis.topics[analysis.topics["rule"] != "watched"]
    cells = charts.cell_mentions(
        analysis.actors, analysis.mentions, own, analysis.topic_mentions, sure, top=(len(analysis.actors), len(own))
    )
    cells = cells[cells["spoken"] & (cells["actor"] != "")]
    names = dict(zip(analysis.actors["id"], analysis.actors["name"], strict=True))
    found = []
    for topic, group in cells.groupby("topic", sort=False):
        label = label_of(analysis, topic)
        speakers = [actor for actor, places in group.groupby("actor", sort=False) if _names_it(analysis, places, label, least)]
        if speakers:
            found.append(Spoken(label, tuple(names[actor] for actor in names if actor in speakers)))
    return max(found, key=lambda spoken: len(spoken.names), default=None)


def _names_it(analysis: "Analysis", places: pd.DataFrame, label: str, least: int) -> bool:
    return sum(_holds(text, label) for text in _texts(analysis, places)) >= least


def _holds(text: str, label: str) -> bool:
    return re.search(rf"\b{re.escape(label)}\b", text, re.IGNORECASE) is not None


def _texts(analysis: "Analysis", places: pd.DataFrame) -> list[str]:
    return [analysis.article.text[start:end] for start, end in zip(places["start"], places["end"], strict=True)]


def _labels(analysis: "Analysis", rows: Any, escape: Escape, *, link: bool = True) -> str:
    labels = [(escape(label_of(analysis, topic)), topic) for topic in rows["topic"]]
    return listed([linked(label, topic, escape) if link else label for label, topic in labels])
