"""How much of the article each actor takes up: the order of actors in every table and chart."""

from bisect import bisect_right

import pandas as pd

from dramatis import tables
from dramatis.extract.scheme import OBJECTS, SUBJECTS, Words

__all__ = ["by_salience", "weights"]

SUBJECT, OBJECT, OTHER = 1.5, 1.2, 1.0
"""A mention's weight by its part in the sentence: who acts stands before who is acted on (centering: Grosz, Joshi and Weinstein 1995)."""
HEADLINE_WORDS = 25
UNCOUNTED = frozenset({"apposition", "predicate"})
"""Rules of mentions without weight: who is introduced with a title is not more prominent for that."""
LEAD = 1.5
"""Factor for a mention in the headline or the lead: news puts first what matters most."""


def by_salience(view: Words, actors: pd.DataFrame, mentions: pd.DataFrame, sentences: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Actors with salience and counts, most salient first and numbered a1, a2, …; mentions with the new ids, in the order of the text.

    Salience is the actor's share of the weights of all mentions (:func:`weights`), 0 to 1; all actors add up to 1. Of two with the
    same weight the one that comes first in the text stands first. Actors without a mention are left out.
    """
    mentions = mentions.sort_values(["start", "end"], kind="stable", ignore_index=True)
    weighed = mentions.assign(weight=weights(view, mentions, sentences)).groupby("actor", sort=False)
    measured = weighed.agg(mentions=("start", "size"), weight=("weight", "sum"), first=("start", "min"))
    order = measured.sort_values(["weight", "first"], ascending=[False, True], kind="stable").index.tolist()
    new_id = {old: f"a{number}" for number, old in enumerate(order, start=1)}
    total = float(measured["weight"].sum()) or 1.0
    records = {row["id"]: row for row in actors.to_dict("records")}
    rows = [
        records[old]
        | {
            "id": new_id[old],
            "mentions": int(measured.loc[old, "mentions"]),
            "salience": round(float(measured.loc[old, "weight"]) / total, 6),
        }
        for old in order
    ]
    return tables.table("actors", rows), mentions.assign(actor=mentions["actor"].map(new_id).astype("str"))


def weights(view: Words, mentions: pd.DataFrame, sentences: pd.DataFrame) -> list[float]:
    """The weight of every mention: by its part in the sentence, more in the headline and the lead, none for :data:`UNCOUNTED`."""
    last_of_lead = 1 if _opens_with_headline(view) else 0
    lead = set(sentences.loc[sentences["paragraph"] <= last_of_lead, "id"])
    parts = [_part(view, start, end) for start, end in zip(mentions["start"], mentions["end"], strict=True)]
    weighed = [part * (LEAD if sentence in lead else 1.0) for part, sentence in zip(parts, mentions["sentence"], strict=True)]
    return [0.0 if rule in UNCOUNTED else weight for weight, rule in zip(weighed, mentions["rule"], strict=True)]


def _opens_with_headline(view: Words) -> bool:
    """Whether the first paragraph is a headline: short, and without a full stop."""
    first = [i for i, paragraph in enumerate(view.paragraph) if paragraph == 0 and not view.text[i].isspace()]
    return bool(first) and view.paragraph[-1] > 0 and len(first) < HEADLINE_WORDS and view.text[first[-1]][-1] not in ".!?…:;\"”'"


def _part(view: Words, start: int, end: int) -> float:
    """What the mention weighs by the relation of the word that hangs from outside it."""
    first = max(0, bisect_right(view.start, start) - 1)
    last = max(first + 1, bisect_right(view.start, end - 1))
    outside = [i for i in range(first, min(last, len(view.head))) if not first <= view.head[i] < last]
    dep = view.dep[outside[0]] if outside else ""
    return SUBJECT if dep in SUBJECTS else OBJECT if dep in OBJECTS else OTHER
