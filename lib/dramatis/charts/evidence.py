"""The spans behind every number: which list belongs to which count, and how it is called.

A number of a chart, a card, a table or a sentence links to a list; the list holds as many spans as the number says.
A number over many lists (all mentions by pronoun) opens these lists together, so that nothing is written twice.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dramatis.charts import labels, network, style, topics
from dramatis.charts.speech import KINDS, NOBODY, kinds, speaker_keys
from dramatis.extract.voice import spoken_of

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["Evidence", "Place", "Union", "evidence", "link", "unions"]


class Place(NamedTuple):
    """A span with the anchor of its mark and of its sentence in the marked article, and a note to set beside it."""

    start: int
    end: int
    anchor: str
    sentence: int
    note: str = ""


class Evidence(NamedTuple):
    """The spans behind one number: id without ``e-``, group it belongs to (or ``""``), class (what unions take), heading, spans."""

    id: str
    group: str
    kind: str
    heading: str
    places: tuple[Place, ...]


class Union(NamedTuple):
    """A number over all lists of some classes: id without ``e-``, the classes, a heading."""

    id: str
    kinds: tuple[str, ...]
    heading: str


def link(*parts: str) -> str:
    """The link to a list: ``link("a1", "name")`` is ``#e-a1-name``."""
    return "#" + "-".join(("e", *parts))


def evidence(analysis: "Analysis") -> list[Evidence]:
    """All lists of spans that the figures, cards and sentences of a page link to, in a fixed order."""
    names = dict(zip(analysis.actors["id"], map(labels.brief, analysis.actors["name"]), strict=True))
    topic_names = dict(zip(analysis.topics["id"], map(labels.brief, analysis.topics["label"]), strict=True))
    lists = [*_mentions(analysis.mentions, names), *_topic_mentions(analysis, topic_names)]
    lists += [*_quotes(analysis.quotes, names, analysis.article.text), *_spoken_of(analysis, names)]
    return [*lists, *_cells(analysis, names | topic_names), *_pairs(analysis, names)]


def unions(analysis: "Analysis") -> list[Union]:
    """The numbers over many of these lists: all mentions and quotations, also by form and kind; only those that count something."""
    forms, by_kind = analysis.mentions["form"].value_counts(), kinds(analysis.quotes).value_counts()
    made = [
        Union(f"form-{form}", (form,), f"{labels.counted(int(forms[form]), 'mention')} {style.FORM_WORDS[form]}") for form in forms.index
    ]
    made += [
        Union(f"quotes-{kind}", (kind,), labels.counted(int(by_kind[kind]), *words)) for kind, words in KINDS.items() if kind in by_kind
    ]
    if reported := sum(int(by_kind.get(kind, 0)) for kind in ("mixed", "indirect")):
        made.append(Union("quotes-reported", ("mixed", "indirect"), f"{labels.counted(reported, 'statement')} of reported speech"))
    if len(analysis.mentions):
        made.append(Union("mentions", tuple(style.FORM_WORDS), labels.counted(len(analysis.mentions), "mention")))
    if beside := len(_beside(analysis)):
        made.append(Union("cells", ("cell",), f"{labels.counted(beside, 'mention')} of topics beside an actor"))
    if len(analysis.quotes):
        words = labels.counted(int(analysis.quotes["words"].sum()), "word")
        made.append(Union("quotes", tuple(KINDS), f"{labels.counted(len(analysis.quotes), 'statement')}, {words}"))
    return made


def _mentions(mentions: pd.DataFrame, names: dict[str, str]) -> Iterator[Evidence]:
    found = dict(iter(_places(mentions, ["actor", "form"], "m")))
    for actor, name in names.items():
        for form, words in style.FORM_WORDS.items():
            places = found.get((actor, form), ())
            if places:
                yield Evidence(f"{actor}-{form}", actor, form, f"{name}: {labels.counted(len(places), 'mention')} {words}", places)


def _topic_mentions(analysis: "Analysis", names: dict[str, str]) -> Iterator[Evidence]:
    said = analysis.topic_mentions.assign(wording=topics.wordings(analysis.topics, analysis.topic_mentions))
    found = dict(iter(_places(said, ["topic", "wording"], "t")))
    for topic, name in names.items():
        for wording, words in topics.WORDINGS.items():
            if places := found.get((topic, wording)):
                yield Evidence(f"{topic}-{wording}", topic, "topic", f"{name}: {labels.counted(len(places), 'mention')} {words}", places)


def _quotes(quotes: pd.DataFrame, names: dict[str, str], text: str) -> Iterator[Evidence]:
    found: dict[tuple[str, str], list[Any]] = {}
    for key, kind, row in zip(speaker_keys(quotes), kinds(quotes), quotes.itertuples(), strict=True):
        found.setdefault((key, kind), []).append(row)
    whose = {key: f"of {name}" for key, name in names.items()}
    whose |= {
        "interviewer": "of the interviewer",
        "source": "of sources that are no actors here",
        "none": "whose speaker could not be told",
    }
    for speaker in [*names, *NOBODY]:
        for kind, words in KINDS.items():
            if rows := found.get((speaker, kind)):
                heading = f"{labels.counted(len(rows), *words)} {whose[speaker]}, {labels.counted(sum(row.words for row in rows), 'word')}"
                places = (_sourced(row, text) if speaker == "source" else _quotation(row) for row in rows)
                yield Evidence(f"said-{speaker}-{kind}", f"said-{speaker}", kind, heading, tuple(places))


def _sourced(row: Any, text: str) -> Place:
    place = _quotation(row)
    return place._replace(note=f"{place.note}, of “{labels.brief(text[int(row.speaker_start) : int(row.speaker_end)], 60)}”")


def _quotation(row: Any) -> Place:
    stance = f", {row.stance}" if isinstance(row.stance, str) and row.stance != "neutral" else ""
    return Place(row.start, row.end, row.id, row.sentence, f"{labels.counted(row.words, 'word')}{stance}")


def _spoken_of(analysis: "Analysis", names: dict[str, str]) -> Iterator[Evidence]:
    rows = {row.id: row for row in analysis.quotes.itertuples()}
    for actor, quotes in spoken_of(analysis.mentions, analysis.quotes).items():
        heading = (
            f"{labels.counted(len(quotes), 'statement')} of others that {'mentions' if len(quotes) == 1 else 'mention'} {names[actor]}"
        )
        yield Evidence(f"about-{actor}", "", "about", heading, tuple(_quotation(rows[quote]) for quote in quotes))


def _cells(analysis: "Analysis", names: dict[str, str]) -> Iterator[Evidence]:
    beside_them = _beside(analysis)
    spoken = beside_them[beside_them["spoken"] & (beside_them["actor"] != "")]
    own = set(spoken[["actor", "topic", "start"]].itertuples(index=False, name=None))
    for (actor, topic), places in _places(beside_them, ["actor", "topic"], "t"):
        beside = f"beside {names[actor]}" if actor else "in words whose speaker is no actor here or could not be told"
        heading = f"{names[topic]}, {beside}: {labels.counted(len(places), 'mention')}"
        noted = (place._replace(note="in the actor's own words") if (actor, topic, place.start) in own else place for place in places)
        yield Evidence(f"{actor or 'none'}-{topic}", "", "cell", heading, tuple(noted))


def _beside(analysis: "Analysis") -> pd.DataFrame:
    return topics.cell_mentions(analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)


def _pairs(analysis: "Analysis", names: dict[str, str]) -> Iterator[Evidence]:
    shown = network.joint_sentences(analysis.actors, analysis.mentions)
    bounds = {row.id: (row.start, row.end) for row in analysis.sentences.itertuples()}
    for (one, other), rows in shown.groupby(["actor", "other"], sort=False)["sentence"]:
        places = tuple(Place(*bounds[sentence], f"s{sentence}", sentence) for sentence in rows)
        heading = f"{labels.counted(len(places), 'sentence')} with {names[one]} and {names[other]}"
        yield Evidence(f"{one}-{other}", "", "pair", heading, places)


def _places(rows: pd.DataFrame, keys: list[str], letter: str) -> Iterable[tuple[tuple, tuple[Place, ...]]]:
    found: dict[tuple, list[Place]] = {}
    for *key, start, end, sentence in rows[[*keys, "start", "end", "sentence"]].itertuples(index=False, name=None):
        found.setdefault(tuple(key), []).append(Place(start, end, f"{letter}{start}-{end}", sentence))
    return [(key, tuple(places)) for key, places in found.items()]
