"""The spans behind every number: which list belongs to which count, and how it is called.

A number of a chart, a card or a table links to a list; the list holds as many spans as the number says.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dramatis.charts import labels, network, style, topics

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["Evidence", "Place", "evidence", "link"]


class Place(NamedTuple):
    """A span with the anchor of its mark and of its sentence in the marked article."""

    start: int
    end: int
    anchor: str
    sentence: int


class Evidence(NamedTuple):
    """The spans behind one number: id without ``e-``, the group it belongs to (or ``""``), a heading in words, the spans."""

    id: str
    group: str
    heading: str
    places: tuple[Place, ...]


def link(*parts: str) -> str:
    """The link to a list: ``link("a1", "name")`` is ``#e-a1-name``."""
    return "#" + "-".join(("e", *parts))


def evidence(analysis: "Analysis") -> list[Evidence]:
    """All lists that the figures and cards of a page link to, in a fixed order."""
    names = dict(zip(analysis.actors["id"], map(labels.brief, analysis.actors["name"]), strict=True))
    topic_names = dict(zip(analysis.topics["id"], map(labels.brief, analysis.topics["label"]), strict=True))
    lists = [*_mentions(analysis.mentions, names), *_topic_mentions(analysis.topic_mentions, topic_names)]
    lists += [*_quotes(analysis.quotes, names), *_cells(analysis, names | topic_names), *_pairs(analysis, names)]
    return lists


def _mentions(mentions: pd.DataFrame, names: dict[str, str]) -> Iterator[Evidence]:
    found = dict(iter(_places(mentions, ["actor", "form"], "m")))
    for actor, name in names.items():
        for form, words in style.FORM_WORDS.items():
            places = found.get((actor, form), ())
            if places:
                yield Evidence(f"{actor}-{form}", actor, f"{name}: {labels.counted(len(places), 'mention')} {words}", places)


def _topic_mentions(topic_mentions: pd.DataFrame, names: dict[str, str]) -> Iterator[Evidence]:
    for (topic,), places in _places(topic_mentions, ["topic"], "t"):
        yield Evidence(topic, "", f"{names[topic]}: {labels.counted(len(places), 'mention')}", places)


def _quotes(quotes: pd.DataFrame, names: dict[str, str]) -> Iterator[Evidence]:
    spoken = [(row.speaker if isinstance(row.speaker, str) else None, row) for row in quotes.itertuples()]
    for speaker in [*names, None]:
        rows = [row for said_by, row in spoken if said_by == speaker]
        heading = f"{labels.counted(len(rows), 'quotation')} " + (f"of {names[speaker]}" if speaker else "whose speaker could not be told")
        if rows:
            yield Evidence(f"said-{speaker or 'none'}", "", heading, tuple(Place(row.start, row.end, row.id, row.sentence) for row in rows))


def _cells(analysis: "Analysis", names: dict[str, str]) -> Iterator[Evidence]:
    shown = topics.cell_mentions(analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)
    for (actor, topic), places in _places(shown, ["actor", "topic"], "t"):
        yield Evidence(f"{actor}-{topic}", "", f"{names[topic]}, beside {names[actor]}: {labels.counted(len(places), 'mention')}", places)


def _pairs(analysis: "Analysis", names: dict[str, str]) -> Iterator[Evidence]:
    shown = network.joint_sentences(analysis.actors, analysis.mentions)
    bounds = {row.id: (row.start, row.end) for row in analysis.sentences.itertuples()}
    for (one, other), rows in shown.groupby(["actor", "other"], sort=False)["sentence"]:
        places = tuple(Place(*bounds[sentence], f"s{sentence}", sentence) for sentence in rows)
        yield Evidence(f"{one}-{other}", "", f"{labels.counted(len(places), 'sentence')} with {names[one]} and {names[other]}", places)


def _places(rows: pd.DataFrame, keys: list[str], letter: str) -> Iterable[tuple[tuple, tuple[Place, ...]]]:
    found: dict[tuple, list[Place]] = {}
    for *key, start, end, sentence in rows[[*keys, "start", "end", "sentence"]].itertuples(index=False, name=None):
        found.setdefault(tuple(key), []).append(Place(start, end, f"{letter}{start}-{end}", sentence))
    return [(key, tuple(places)) for key, places in found.items()]
