"""Payloads that a hostile article may carry, and an analysis that puts each into every place of a page."""

import json
from dataclasses import replace
from pathlib import Path

from dramatis.analysis import Analysis
from dramatis.article import make_article
from dramatis.tables import table

_DATA = json.loads((Path(__file__).parents[2] / "data" / "payloads.json").read_text(encoding="utf-8"))
PAYLOADS = [element.format(target) for element in _DATA["elements"] for target in _DATA["targets"]] + _DATA["more"]
LONG = "x" * 1_000_000
PLACE = {"rule": "test", "confidence": 1.0}


def hostile_analysis() -> Analysis:
    """An article in which each payload is a paragraph, a mention, an actor, a topic and a quotation; its last word is 1 MB long."""
    text = "\n\n".join([*(f"Mr {payload} said" for payload in PAYLOADS), LONG])
    every = " ".join(PAYLOADS)
    article = replace(make_article(text, title=every, source=f"{every}.txt"), publisher=every)
    spans = list(enumerate(_spans(article.text.removesuffix(LONG).rstrip()), 1))
    makers = {
        "sentences": lambda n, start, end, _: {"id": n - 1, "paragraph": n - 1, "start": start, "end": end},
        "actors": _actor,
        "mentions": lambda n, start, end, text: _span(n, start, end, text) | PLACE | {"actor": f"a{n}", "form": "name"},
        "phrases": lambda n, _start, _end, text: {"id": f"p{n}", "text": text + "'", "score": 0.1, "mentions": 1, "topic": f"t{n}"},
        "phrase_mentions": lambda n, start, end, text: _span(n, start, end, text) | {"phrase": f"p{n}"},
        "topics": lambda n, _start, _end, text: {"id": f"t{n}", "label": text, "code": text, "mentions": 1, "salience": 0.1},
        "topic_mentions": lambda n, start, end, text: _span(n, start, end, text) | {"topic": f"t{n}"},
        "quotes": _quote,
        "findings": lambda _, start, end, text: {"kind": text, "severity": "warning", "message": text, "spans": [[start, end]]},
    }
    rows = {name: [{"article_id": article.id} | make(n, *span) for n, span in spans] for name, make in makers.items()}
    provenance = {"dramatis": PAYLOADS[1], "pipeline": PAYLOADS[3], "parameters": {attack: attack for attack in PAYLOADS}}
    return Analysis(article=article, provenance=provenance, **{name: table(name, made) for name, made in rows.items()})


def _span(n, start, end, text):
    return {"start": start, "end": end, "text": text, "sentence": n - 1}


def _actor(n, _start, _end, text):
    described = {"role": text, "affiliation": text, "aliases": [text]}
    return {"id": f"a{n}", "name": text, "kind": "person", "mentions": 1, "salience": 0.1} | described


def _quote(n, start, end, text):
    known = n % 2
    speaker = {"speaker": f"a{n}" if known else None, "speaker_start": start, "speaker_end": end, "reason": None if known else "no-cue"}
    cue = {"cue": text, "cue_start": start, "cue_end": end, "words": 1, "kind": "direct"}
    return _span(n, start, end, text) | PLACE | speaker | cue | {"id": f"q{n}"}


def _spans(text):
    start = 0
    for paragraph in text.split("\n\n"):
        yield start, start + len(paragraph), paragraph
        start += len(paragraph) + 2
