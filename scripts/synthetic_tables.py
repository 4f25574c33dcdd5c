"""The analyses of a synthetic corpus as tables, made from those of its paragraphs: no pipeline, a minute or two for 100,000 articles.

Rows of a paragraph are moved to where it stands in the article, its names are filled as in the text; actors, phrases and topics of several
paragraphs are put together. Every span holds the text that its row claims, as in a real analysis.
"""

import hashlib
import json
import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import synthetic_corpus as texts

PART = 2048
"""Articles that are made and written at a time."""
CODES = 3
PROVENANCE = json.dumps({"dramatis": "synthetic", "parameters": {}})
LINKS = """
SELECT article_id, id AS actor, kind || ':' || replace(lower(name), ' ', '_') AS actor_key, name, kind, mentions,
    '' AS part, 0.9 AS score, 'the same full name' AS evidence, 'full-name' AS rule, lower(name) AS block, 1 AS in_block
FROM actors ORDER BY article_id, actor"""
_WORD = re.compile(r"[^\W_]+")
Columns = dict[str, list]


class Spans(NamedTuple):
    """The rows of one table in a paragraph: its columns, where they start and end, and how many slots end before each of these."""

    columns: Columns
    starts: list[int]
    ends: list[int]
    before_start: list[int]
    before_end: list[int]


class Parts(NamedTuple):
    """The analysis of a paragraph, ready to be moved; actors as ``(name, kind)`` or the number of a person, phrases and topics as texts."""

    spans: dict[str, Spans]
    actors: list[tuple[Any, str | None]]
    phrases: dict[str, tuple[float, str | None]]
    topics: dict[str, str | None]
    codes: list[tuple[str, str, float]]


def fill(folder: str | Path, made: texts.Corpus) -> int:
    """Fill a store with the analyses of a corpus; how many articles that were."""
    from dramatis.store import changes, open_store, parts

    store = open_store(folder)
    for month, group in groupby(range(made.articles), key=lambda number: texts.day_of(made, number).isoformat()[:7]):
        chosen = list(group)
        for start in range(0, len(chosen), PART):
            staged = parts.stage(store.folder, tables_of(made, chosen[start : start + PART]))
            changes.commit(store.folder, [staged], month=month)
    return made.articles


def across(folder: str | Path, made: texts.Corpus) -> None:
    """The tables ``links`` and ``copies`` of a filled store, as the plan of the corpus has them: one key a name, one cluster a story."""
    from dramatis.store import open_store
    from dramatis.store.schema import from_rows

    store = open_store(folder)
    keys = dict(store.known()[["article_id", "key"]].itertuples(index=False, name=None))
    store.replace_table("links", store.query(LINKS), keys, made_by="synthetic")
    stories = {number: texts.plan_of(made, number).copy_of for number in range(made.articles)}
    rows = [
        {"article_id": texts.identifier(number), "cluster": f"s{number if first < 0 else first}", "similarity": 0.0, "first": first < 0}
        for number, first in stories.items()
    ]
    store.replace_table("copies", from_rows("copies", rows), keys, made_by="synthetic")


def tables_of(made: texts.Corpus, numbers: list[int]) -> dict[str, pa.Table]:
    """All tables of some articles."""
    from dramatis.store.schema import arrow_schema

    rows: dict[str, Columns] = defaultdict(lambda: defaultdict(list))
    counts: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for name, columns in _article(made, texts.plan_of(made, number)).items():
            counts[name].append(len(next(iter(columns.values()))))
            for column, values in columns.items():
                rows[name][column] += values
    found = {}
    for name, columns in rows.items():
        ids = pa.array([texts.identifier(number) for number in numbers]).take(pa.array(np.repeat(np.arange(len(numbers)), counts[name])))
        columns = {**columns, "article_id": ids}
        found[name] = pa.table({field.name: pa.array(columns[field.name], field.type) for field in arrow_schema(name)})
    return found


def _article(made: texts.Corpus, plan: texts.Plan) -> dict[str, Columns]:
    """The rows of one article, column by column, without its id."""
    moved: dict[str, Columns] = {
        name: defaultdict(list) for name in ("sentences", "mentions", "phrase_mentions", "topic_mentions", "quotes")
    }
    who: dict[Any, list] = {}
    phrases: dict[str, list] = {}
    topics: dict[str, list] = {}
    codes: dict[str, tuple[str, float]] = {}
    paragraphs, base = [], 0
    for place, number in enumerate(plan.units):
        parts, unit = _parts(number), texts.units()[number]
        text = texts.filled(made, plan, place)
        _move(
            moved, parts, unit, (text, base, place, texts.values(made, plan, place)), _actors(who, parts, texts.cast_of(plan, place, unit))
        )
        for phrase, (score, topic) in parts.phrases.items():
            known = phrases.setdefault(phrase, [score, topic])
            known[0] = max(known[0], score)
        for label, code in parts.topics.items():
            topics.setdefault(label, [code])
        codes |= {code: (name, max(score, codes.get(code, ("", 0.0))[1])) for code, name, score in parts.codes}
        paragraphs.append(text)
        base += len(text) + 2
    return {"articles": _about(made, plan, "\n\n".join(paragraphs))} | _named(moved, who, phrases, topics) | _coded(codes)


def _actors(who: dict[Any, list], parts: Parts, cast: list[int]) -> list[Any]:
    """The actors of a paragraph as those of the article; `who` has each with its role."""
    found = []
    for actor, role in parts.actors:
        key = (texts.name_of(cast[actor]), "person") if isinstance(actor, int) else actor
        who.setdefault(key, [role])
        found.append(key)
    return found


def _move(moved: dict[str, Columns], parts: Parts, unit: texts.Unit, filled: tuple[str, int, int, list[str]], keys: list[Any]) -> None:
    """Add the rows of a paragraph, moved to where it stands, with the text that stands there."""
    text, base, place, values = filled
    shift = list(accumulate((len(value) - (slot.end - slot.start) for slot, value in zip(unit.slots, values, strict=True)), initial=0))
    sentences = len(moved["sentences"]["start"])
    for name, spans in parts.spans.items():
        columns = moved[name]
        starts = [start + shift[before] for start, before in zip(spans.starts, spans.before_start, strict=True)]
        ends = [end + shift[before] for end, before in zip(spans.ends, spans.before_end, strict=True)]
        columns["start"] += [base + start for start in starts]
        columns["end"] += [base + end for end in ends]
        if name == "sentences":
            columns["paragraph"] += [place] * len(starts)
            continue
        columns["text"] += [text[start:end] for start, end in zip(starts, ends, strict=True)]
        columns["sentence"] += [sentences + sentence for sentence in spans.columns["sentence"]]
        for column, cells in spans.columns.items():
            if column != "sentence":
                columns[column] += [keys[cell] if cell is not None else None for cell in cells] if column in ("actor", "speaker") else cells


def _named(moved: dict[str, Columns], who: dict[Any, list], phrases: dict[str, list], topics: dict[str, list]) -> dict[str, Columns]:
    """Rows with the ids of the article: actors, phrases, topics and quotations numbered as in a real analysis."""
    actors, actor_ids = _numbered("a", who, moved["mentions"]["actor"])
    topic_list, topic_ids = _numbered("t", topics, moved["topic_mentions"]["topic"])
    phrase_list, phrase_ids = _numbered("p", phrases, moved["phrase_mentions"]["phrase"])
    moved["mentions"]["actor"] = [actor_ids[key] for key in moved["mentions"]["actor"]]
    moved["quotes"]["speaker"] = [actor_ids.get(key) for key in moved["quotes"]["speaker"]]
    moved["topic_mentions"]["topic"] = [topic_ids[key] for key in moved["topic_mentions"]["topic"]]
    moved["phrase_mentions"]["phrase"] = [phrase_ids[key] for key in moved["phrase_mentions"]["phrase"]]
    quotes = moved["quotes"]
    quotes["id"] = [f"q{number}" for number in range(1, len(quotes["start"]) + 1)]
    quotes["words"] = [len(_WORD.findall(text)) for text in quotes["text"]]
    quotes["reason"] = [None if speaker else "no-source" for speaker in quotes["speaker"]]
    for column in ("speaker_start", "speaker_end", "cue_start", "cue_end"):
        quotes[column] = [None] * len(quotes["start"])
    moved["sentences"]["id"] = list(range(len(moved["sentences"]["start"])))
    total = max(sum(count for _, _, count in actors), 1)
    made = {
        "actors": {
            "id": [one for _, one, _ in actors],
            "name": [key[0] for key, _, _ in actors],
            "kind": [key[1] for key, _, _ in actors],
            "role": [who[key][0] for key, _, _ in actors],
            "aliases": [[] for _ in actors],
            "mentions": [count for _, _, count in actors],
            "salience": [count / total for _, _, count in actors],
            **dict.fromkeys(("affiliation", "role_start", "role_end", "affiliation_start", "affiliation_end"), [None] * len(actors)),
        },
        "phrases": {
            "id": [one for _, one, _ in phrase_list],
            "text": [key for key, _, _ in phrase_list],
            "score": [phrases[key][0] for key, _, _ in phrase_list],
            "mentions": [count for _, _, count in phrase_list],
            "topic": [topic_ids.get(phrases[key][1]) for key, _, _ in phrase_list],
        },
        "topics": {
            "id": [one for _, one, _ in topic_list],
            "label": [key for key, _, _ in topic_list],
            "code": [topics[key][0] for key, _, _ in topic_list],
            "mentions": [count for _, _, count in topic_list],
            "salience": [min(count / 12, 1.0) for _, _, count in topic_list],
            "rule": ["found"] * len(topic_list),
        },
    }
    return {**moved, **made}


def _numbered(letter: str, known: dict[Any, Any], mentioned: list[Any]) -> tuple[list[tuple[Any, str, int]], dict[Any, str]]:
    """What is mentioned, most often first, each with its id and how often; and the id of each."""
    counts: dict[Any, int] = defaultdict(int)
    for key in mentioned:
        counts[key] += 1
    order = sorted(counts, key=lambda key: -counts[key])
    found = [(key, f"{letter}{number}", counts[key]) for number, key in enumerate(order, start=1)]
    return found, {key: one for key, one, _ in found}


def _coded(codes: dict[str, tuple[str, float]]) -> dict[str, Columns]:
    best = sorted(codes.items(), key=lambda item: (-item[1][1], item[0]))[:CODES]
    return {
        "codes": {"code": [code for code, _ in best], "name": [name for _, (name, _) in best], "score": [score for _, (_, score) in best]}
    }


def _about(made: texts.Corpus, plan: texts.Plan, text: str) -> Columns:
    """The row of the table ``articles``."""
    told = texts.record(made, plan)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    row = {
        "title": told["title"],
        "date": told["date"],
        "source": told["url"],
        "publisher": told["source"],
        "author": None,
        "language": "en",
    }
    row |= {"sha256": sha256, "words": len(_WORD.findall(text)), "key": sha256, "provenance": PROVENANCE, "text": text}
    return {name: [value] for name, value in row.items()}


@lru_cache(maxsize=4096)
def _parts(number: int) -> Parts:
    unit = texts.units()[number]
    made = unit.analysis
    persons = {actor: place for place, actor in enumerate(unit.persons)}
    actors = [
        (persons.get(row.id, (row.name, row.kind)), row.role if isinstance(row.role, str) else None) for row in made.actors.itertuples()
    ]
    places = {actor: place for place, actor in enumerate(made.actors["id"])}
    phrases = dict(zip(made.phrases["id"], made.phrases["text"], strict=True))
    topics = dict(zip(made.topics["id"], made.topics["label"], strict=True))
    replaced = {
        "mentions": {"actor": places},
        "quotes": {"speaker": places},
        "phrase_mentions": {"phrase": phrases},
        "topic_mentions": {"topic": topics},
    }
    spans = {name: _spans(getattr(made, name), unit.slots, replaced.get(name, {})) for name in ("sentences", *replaced)}
    topic_of = {row.text: (float(row.score), topics.get(row.topic)) for row in made.phrases.itertuples()}
    code_of = {row.label: row.code if isinstance(row.code, str) else None for row in made.topics.itertuples()}
    return Parts(spans, actors, topic_of, code_of, list(made.codes[["code", "name", "score"]].itertuples(index=False, name=None)))


LEFT_OUT = {
    "article_id",
    "id",
    "paragraph",
    "start",
    "end",
    "text",
    "words",
    "reason",
    "speaker_start",
    "speaker_end",
    "cue_start",
    "cue_end",
}


def _spans(rows: Any, slots: tuple[texts.Slot, ...], replaced: dict[str, dict]) -> Spans:
    """The rows of a table that no slot cuts."""
    ends = [slot.end for slot in slots]
    cut = [any(slot.start < at < slot.end for slot in slots for at in pair) for pair in zip(rows["start"], rows["end"], strict=True)]
    kept = rows[~np.array(cut, dtype=bool)]
    columns = {name: kept[name].astype(object).where(kept[name].notna(), None).tolist() for name in kept.columns if name not in LEFT_OUT}
    for name, ids in replaced.items():
        columns[name] = [ids.get(cell) for cell in columns[name]]
    starts, stops = kept["start"].tolist(), kept["end"].tolist()
    return Spans(columns, starts, stops, [bisect_right(ends, at) for at in starts], [bisect_right(ends, at) for at in stops])
