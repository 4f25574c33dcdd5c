"""The spans behind numbers over the whole article: how many actors, speakers, topics, pairs; what is unsure; who opens the text."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis.charts import labels, network
from dramatis.charts.evidence import Evidence, Place
from dramatis.charts.speech import kinds
from dramatis.charts.strip import lead_paragraph
from dramatis.tables import ACTOR_KINDS

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["KIND_WORDS", "UNSURE", "chief_actors", "doubtful", "opening_actors", "unnamed_quotes", "unsure_mentions", "whole"]

UNSURE = 0.5
"""Below this confidence a mention is more likely wrong than right."""
KIND_WORDS = {
    "person": ("person", "persons"),
    "organization": ("organization", "organizations"),
    "place": ("place", "places"),
    "group": ("group", "groups"),
    "event": ("event", "events"),
    "work": ("work", "works"),
}


def whole(analysis: "Analysis") -> list[Evidence]:
    """The lists behind numbers over the whole article, in a fixed order; none is empty."""
    lists = [*_actors(analysis), *_topics(analysis), *_speakers(analysis), *_pairs(analysis), *_unsure(analysis)]
    return [found for found in lists if found.places]


def opening_actors(analysis: "Analysis") -> list[str]:
    """Ids of the actors that are mentioned in the opening paragraph or before it, in the order of the actors table."""
    sentences = analysis.sentences
    first = set(sentences.loc[sentences["paragraph"] <= lead_paragraph(analysis.article, sentences), "id"])
    found = set(analysis.mentions.loc[analysis.mentions["sentence"].isin(first), "actor"])
    return [actor for actor in analysis.actors["id"] if actor in found]


def chief_actors(analysis: "Analysis") -> list[str]:
    """Ids of the actors with the most mentions, all of them where several are equal; empty without mentions."""
    counts = analysis.mentions["actor"].value_counts()
    return [actor for actor in analysis.actors["id"] if counts.get(actor, 0) == counts.max()] if len(counts) else []


def unsure_mentions(analysis: "Analysis") -> pd.DataFrame:
    """The mentions that are more likely wrong than right, by the confidence of their rule."""
    return analysis.mentions[analysis.mentions["confidence"] < UNSURE]


def unnamed_quotes(analysis: "Analysis") -> pd.DataFrame:
    """The quotations whose speaker stands there as a pronoun or a description, not as a name."""
    known = analysis.quotes.dropna(subset=["speaker", "speaker_start"])
    own: dict[str, list[tuple[int, int, bool]]] = {}
    for row in analysis.mentions[["actor", "start", "end", "form"]].itertuples(index=False):
        own.setdefault(row.actor, []).append((row.start, row.end, row.form in ("name", "demonym")))
    there = [
        [by_name for start, end, by_name in own.get(row.speaker, ()) if start < row.speaker_end and end > row.speaker_start]
        for row in known.itertuples()
    ]
    return known[[bool(forms) and not any(forms) for forms in there]]


def doubtful(analysis: "Analysis") -> pd.DataFrame:
    """The findings that are doubts or failures."""
    return analysis.findings[analysis.findings["severity"] != "info"]


def _actors(analysis: "Analysis") -> Iterator[Evidence]:
    firsts = _firsts(analysis)
    opening, names = opening_actors(analysis), _names(analysis)
    kinds = analysis.actors.groupby("kind", sort=False)["id"].agg(list).to_dict()
    for kind in ACTOR_KINDS:
        ids = kinds.get(kind, [])
        yield Evidence(f"actors-{kind}", "actors", "actors", labels.counted(len(ids), *KIND_WORDS[kind]), _chosen(firsts, ids, names))
    later = [actor for actor in analysis.actors["id"] if actor not in opening]
    for key, ids, words in (("opening", opening, "in the opening"), ("later", later, "that come in after the opening")):
        yield Evidence(key, "", key, f"{labels.counted(len(ids), 'actor')} {words}", _chosen(firsts, ids, names))
    chief = chief_actors(analysis)
    heading = f"{labels.counted(len(chief), 'actor')} with the most mentions"
    yield Evidence("chief", "", "chief", heading, _chosen(firsts, chief, names))


def _topics(analysis: "Analysis") -> Iterator[Evidence]:
    found = dict(zip(analysis.topics["id"], analysis.topics["label"], strict=True))
    rows = analysis.topic_mentions.sort_values(["start", "end"]).drop_duplicates("topic")
    firsts = {row.topic: (row, f"t{row.start}-{row.end}") for row in rows.itertuples()}
    ids = [topic for topic in found if topic in firsts]
    yield Evidence("topics", "", "topics", f"{labels.counted(len(ids), 'topic')}, each where it first occurs", _chosen(firsts, ids, found))


def _speakers(analysis: "Analysis") -> Iterator[Evidence]:
    rows = analysis.quotes.dropna(subset=["speaker"]).sort_values("start").drop_duplicates("speaker")
    firsts = {row.speaker: (row, row.id) for row in rows.itertuples()}
    ids = [actor for actor in analysis.actors["id"] if actor in firsts]
    heading = f"{labels.counted(len(ids), 'speaker')}, each with the first statement"
    yield Evidence("speakers", "", "speakers", heading, _chosen(firsts, ids, _names(analysis)))
    direct = analysis.quotes[kinds(analysis.quotes) == "direct"].dropna(subset=["speaker"]).sort_values("start").drop_duplicates("speaker")
    firsts = {row.speaker: (row, row.id) for row in direct.itertuples()}
    ids = [actor for actor in analysis.actors["id"] if actor in firsts]
    heading = f"{labels.counted(len(ids), 'speaker')} in quotation marks, each with the first of these quotations"
    yield Evidence("quoted", "", "quoted", heading, _chosen(firsts, ids, _names(analysis)))


def _pairs(analysis: "Analysis") -> Iterator[Evidence]:
    pairs = network.companions(analysis.actors, analysis.mentions)
    joint = network.joint_sentences(analysis.actors, analysis.mentions).drop_duplicates(["actor", "other"])
    first = {(row.actor, row.other): row.sentence for row in joint.itertuples()}
    bounds = {row.id: (row.start, row.end) for row in analysis.sentences.itertuples()}
    most = pairs["sentences"].max() if len(pairs) else 0
    chief = pairs[pairs["sentences"] == most]
    for key, rows, words in (("pairs", pairs, "that share a sentence"), ("nearest", chief, "that share most sentences")):
        at = [(first[row.actor, row.other], _pair(row)) for row in rows.itertuples()]
        places = tuple(Place(*bounds[sentence], f"s{sentence}", sentence, note) for sentence, note in at)
        yield Evidence(key, "", key, f"{labels.counted(len(rows), 'pair')} of actors {words}", places)


def _pair(row: Any) -> str:
    return f"{labels.brief(row.name, 40)} and {labels.brief(row.other_name, 40)}: {labels.counted(row.sentences, 'sentence')}"


def _unsure(analysis: "Analysis") -> Iterator[Evidence]:
    names = _names(analysis)
    unsure = [
        Place(row.start, row.end, f"m{row.start}-{row.end}", row.sentence, f"counted for {labels.brief(names[row.actor], 40)}")
        for row in unsure_mentions(analysis).itertuples()
    ]
    heading = f"{labels.counted(len(unsure), 'mention')} more likely wrong than right"
    yield Evidence("unsure", "", "unsure", heading, tuple(unsure))
    text, rows = analysis.article.text, unnamed_quotes(analysis).itertuples()
    unnamed = [Place(row.start, row.end, row.id, row.sentence, _words_for_speaker(row, text)) for row in rows]
    words = "whose speaker is not named there" if len(unnamed) == 1 else "whose speakers are not named there"
    yield Evidence("unnamed", "", "unnamed", f"{labels.counted(len(unnamed), 'statement')} {words}", tuple(unnamed))
    doubts = [_doubt(row, analysis.sentences) for row in doubtful(analysis).itertuples() if len(row.spans)]
    yield Evidence("doubts", "", "doubts", labels.counted(len(doubts), "doubt"), tuple(doubts))


def _words_for_speaker(row: Any, text: str) -> str:
    return f"said by “{labels.brief(text[int(row.speaker_start) : int(row.speaker_end)], 40)}”"


def _doubt(row: Any, sentences: pd.DataFrame) -> Place:
    start, end = row.spans[0]
    found = sentences.loc[(sentences["start"] <= start) & (start < sentences["end"]), "id"]
    sentence = int(found.iloc[0]) if len(found) else 0
    return Place(start, end, f"s{sentence}", sentence, labels.brief(row.message, 300))


def _firsts(analysis: "Analysis") -> dict[str, tuple[Any, str]]:
    rows = analysis.mentions.sort_values(["start", "end"]).drop_duplicates("actor")
    return {row.actor: (row, f"m{row.start}-{row.end}") for row in rows.itertuples()}


def _chosen(firsts: dict[str, tuple[Any, str]], ids: Iterable[str], names: dict[str, str]) -> tuple[Place, ...]:
    found = ((firsts[key], names[key]) for key in ids if key in firsts)
    return tuple(Place(row.start, row.end, anchor, row.sentence, labels.brief(name, 40)) for (row, anchor), name in found)


def _names(analysis: "Analysis") -> dict[str, str]:
    return dict(zip(analysis.actors["id"], analysis.actors["name"], strict=True))
