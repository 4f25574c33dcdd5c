"""Lines for ``actors.csv`` that an analyst may want, each with its reason: what the machine joined or left apart without being sure."""

import csv
import io
from itertools import combinations
from typing import NamedTuple

import pandas as pd
from rapidfuzz import fuzz

from dramatis.extract import lexicons
from dramatis.extract.folding import fold, initials, name_parts
from dramatis.lexicon import COLUMNS

__all__ = ["Suggestion", "as_csv", "suggestions"]

NEAR_NAMES = 88
"""Likeness of two names of one kind (rapidfuzz's ratio, 0 to 100, higher is more alike) from which they may be one."""
MOST_COMPARED = 120
"""Actors that are compared pair by pair, the most salient first."""
SHARED = "several actors share this name, each place went to the one named last; split it off if that is wrong"
START = "taken for the start of the longer name; split it off if they are two"
UNSURE = 0.7
"""Confidence of a name below which its place is worth a look."""


class Suggestion(NamedTuple):
    """One proposed line, with the columns of ``actors.csv``; `note` is the reason."""

    action: str
    actor: str
    alias: str
    kind: str
    article: str
    note: str


def suggestions(article_id: str, actors: pd.DataFrame, mentions: pd.DataFrame) -> list[Suggestion]:
    """What may be wrong with the actors of one article, as lines that would mend it; empty where nothing is in doubt.

    Proposed are ``merge`` for two actors whose names are alike, where one name is part of the other, where letters fit an acronym, or
    where a capital may speak for its country; ``split`` for two spellings that were taken for one name; ``merge`` too where one name
    was decided by what stood nearest. The analyst keeps the lines that are right.
    """
    rows = actors.head(MOST_COMPARED).to_dict("records")
    found = [line for a, b in combinations(rows, 2) if (line := _pair(article_id, a, b))]
    found.extend(line for row in rows for line in _spellings(article_id, row))
    found.extend(_unsure(article_id, actors, mentions))
    return list(dict.fromkeys(found))


def as_csv(lines: list[Suggestion], *, header: bool = True) -> str:
    """The lines as the text of a CSV file that can be pasted into ``actors.csv``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([COLUMNS] if header else [])
    writer.writerows(lines)
    return out.getvalue()


def _pair(article_id: str, a: dict, b: dict) -> Suggestion | None:
    """A merge of two actors, if their names give a reason."""
    reason = _reason(a, b)
    if reason is None:
        return None
    fuller, other = (a, b) if len(a["name"]) >= len(b["name"]) else (b, a)
    return Suggestion("merge", fuller["name"], other["name"], "", article_id, reason)


def _reason(a: dict, b: dict) -> str | None:
    short, long = sorted((name_parts(a["name"]), name_parts(b["name"])), key=len)
    countries = lexicons.country_of_name()
    if fold(a["name"]) in countries and fold(b["name"]) in countries:
        return None
    for country, town in ((a, b), (b, a)):
        known = countries.get(fold(country["name"]))
        if known and fold(known.capital) == fold(town["name"]):
            return f"{town['name']} is the capital of {country['name']}: merge them if it stands for the government"
    if short == long:
        return f"one name, taken for a {a['kind']} and a {b['kind']}"
    if len(short) == 1 and len(long) > 1 and len(short[0]) > 1 and short[0] in {initials(long), "".join(part[0] for part in long)}:
        return "the letters fit"
    if a["kind"] != b["kind"]:
        return None
    starts = long[: len(short)] == short and a["kind"] != "place"  # a bridge or a street is not the town it is called after
    if len(short) < len(long) and (starts or long[-len(short) :] == short) and len(short[0]) > 2:
        return "one name is part of the other"
    likeness = fuzz.ratio(" ".join(short), " ".join(long))
    if likeness >= NEAR_NAMES and min(len(a["name"]), len(b["name"])) > 5:
        return f"the names are alike ({likeness:.0f} of 100)"
    return None


def _spellings(article_id: str, row: dict) -> list[Suggestion]:
    """Splits of aliases that differ from the name by their spelling only."""
    if row["kind"] != "person":
        return []
    parts = name_parts(row["name"])
    doubtful = [alias for alias in row["aliases"] if len(name_parts(alias)) == len(parts) > 1 and name_parts(alias) != parts]
    return [
        Suggestion("split", row["name"], alias, "", article_id, "taken for another spelling of the name; split them if they are two people")
        for alias in doubtful
    ]


def _unsure(article_id: str, actors: pd.DataFrame, mentions: pd.DataFrame) -> list[Suggestion]:
    """Splits of names that two people share and that went to the one named last, and of names taken for the start of a longer one."""
    shown = dict(zip(actors["id"], actors["name"], strict=True))
    doubtful = mentions[(mentions["form"] == "name") & (mentions["confidence"] < UNSURE)]
    places = dict.fromkeys(zip(doubtful["actor"], doubtful["text"], doubtful["rule"], strict=True))
    return [
        Suggestion("split", shown[actor], text, "", article_id, START if rule == "name-start" else SHARED)
        for actor, text, rule in places
        if fold(text) != fold(shown[actor])
    ]
