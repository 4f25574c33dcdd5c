"""Voice: how much each actor says, and how much is said about him, from the tables alone."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

__all__ = ["COLUMNS", "INTERVIEWER", "UNRESOLVED", "spoken_of", "voice"]

UNRESOLVED = "unresolved"
"""The row for quotations whose speaker could not be told."""
INTERVIEWER = "interviewer"
"""The row for the turns of an interviewer, who asks and is no source."""

COLUMNS = {
    "actor": "str",
    "name": "str",
    "quotes": "int64",
    "direct": "int64",
    "mixed": "int64",
    "indirect": "int64",
    "turns": "int64",
    "words": "int64",
    "quoted_words": "int64",
    "share": "float64",
    "first": "Int64",
    "about": "int64",
    "stances": "object",
}
"""Columns of the table: number of quotations, also by kind, turns of an interview apart from direct ones; words in their spans; words in
direct ones; share of all words of direct
quotations (0 to 1); first character of the first quotation; quotations of others that mention the actor; (stance, number) pairs."""


def voice(actors: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Who speaks how much, and about whom others speak.

    Parameters
    ----------
    actors, mentions, quotes : DataFrame
        The tables of one article.

    Returns
    -------
    DataFrame
        One row for each actor who speaks or is spoken of in a quotation, most quoted words first, and last the rows :data:`INTERVIEWER`
        and :data:`UNRESOLVED` where a turn is an interviewer's, or a quotation has no speaker; empty where nobody is quoted.
    """
    said: dict[str, list[Any]] = {}
    for quote in quotes[["speaker", "kind", "words", "start", "stance", "rule", "reason"]].itertuples(index=False):
        nobody = INTERVIEWER if quote.reason == "interviewer" else UNRESOLVED
        said.setdefault(quote.speaker if isinstance(quote.speaker, str) else nobody, []).append(quote)
    total = sum(quote.words for own in said.values() for quote in own if _kind(quote) == "direct")
    about = {actor: len(found) for actor, found in spoken_of(mentions, quotes).items()}
    rows = [
        _row(actor, name, said.get(actor, []), total, about.get(actor, 0))
        for actor, name in zip(actors["id"], actors["name"], strict=True)
        if actor in said or actor in about
    ]
    spoken = sorted(rows, key=lambda row: (-row["quoted_words"], -row["words"]))
    spoken += [_row(nobody, nobody, said[nobody], total, 0) for nobody in (INTERVIEWER, UNRESOLVED) if nobody in said]
    return pd.DataFrame({name: pd.Series([row[name] for row in spoken], dtype=dtype) for name, dtype in COLUMNS.items()})


def spoken_of(mentions: pd.DataFrame, quotes: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Actor to the quotations by others, or without a speaker, in which the actor is mentioned: their ids in the order of `quotes`."""
    places = sorted(zip(mentions["start"].tolist(), mentions["end"].tolist(), mentions["actor"].tolist(), strict=True))
    starts = [place[0] for place in places]
    found: dict[str, list[str]] = {}
    for quote in quotes.itertuples():
        inside = places[bisect_left(starts, quote.start) : bisect_left(starts, quote.end)]
        for actor in sorted({actor for _, end, actor in inside if end <= quote.end} - {quote.speaker}):
            found.setdefault(actor, []).append(quote.id)
    return {actor: tuple(ids) for actor, ids in found.items()}


def _row(actor: str, name: str, own: Sequence[Any], total: int, about: int) -> dict[str, Any]:
    kinds = Counter(_kind(quote) for quote in own)
    stances = Counter(quote.stance for quote in own if isinstance(quote.stance, str))
    quoted = sum(quote.words for quote in own if _kind(quote) == "direct")
    return {
        "actor": actor,
        "name": name,
        "quotes": len(own),
        **{kind: kinds[kind] for kind in ("direct", "mixed", "indirect")},
        "turns": kinds["turn"],
        "words": sum(quote.words for quote in own),
        "quoted_words": quoted,
        "share": quoted / total if total else 0.0,
        "first": min((quote.start for quote in own), default=None),
        "about": about,
        "stances": sorted(stances.items(), key=lambda item: (-item[1], item[0])),
    }


def _kind(quote: Any) -> str:
    """The kind of a quotation, turns of an interview apart."""
    return "turn" if str(quote.rule).startswith("turn") else quote.kind
