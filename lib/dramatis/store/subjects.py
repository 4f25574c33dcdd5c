"""The codes of the IPTC Media Topics and what lies above each, so that a question can count articles by their highest code."""

import csv
from functools import lru_cache

from dramatis.resources import resource

__all__ = ["ancestors", "subject_names"]

MEDIATOPICS = "data/lexicon/mediatopics.csv"


def subject_names() -> dict[str, str]:
    """Code to name, of all codes that the vocabulary lists."""
    return {code: name for code, (name, _) in _listed().items()}


def ancestors() -> dict[str, list[str]]:
    """Each code to itself and all above it, the highest last."""
    listed = _listed()
    lines: dict[str, list[str]] = {}
    for code in listed:
        line = [code]
        while listed.get(line[-1], ("", ""))[1]:
            line.append(listed[line[-1]][1])
        lines[code] = line
    return lines


@lru_cache(maxsize=1)
def _listed() -> dict[str, tuple[str, str]]:
    """Code to its name and the next broader code, which is empty at the top."""
    with resource(MEDIATOPICS).open(encoding="utf-8", newline="") as lines:
        return {row["code"]: (row["name"], row["under"]) for row in csv.DictReader(lines)}
