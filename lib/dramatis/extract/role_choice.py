"""Of the roles that a text gives a person, the one to show; and roles that contradict each other."""

from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import lexicons

__all__ = ["Role", "chosen", "conflicts"]

SINGLE_OFFICES = (
    "president", "prime minister", "premier", "chancellor", "king", "queen", "pope", "mayor", "governor", "ceo", "chief executive",
    "foreign minister", "finance minister", "defense minister", "defence minister", "interior minister", "secretary-general",
    "secretary general", "chief minister", "first minister", "head coach", "attorney general",
)  # fmt: skip
"""Offices that one person holds at a time for one country or body."""


class Role(NamedTuple):
    """One description of a person.

    Attributes
    ----------
    start, end : int
        Characters of the role's words.
    core : str
        Its words up to the head, in small letters: *prime minister*.
    former : bool
        Whether it is said to be over (*former*, *ex-*, *then*).
    affiliation : tuple of int, int, str, or None
        Characters and actor id of the name that the role belongs to.
    """

    start: int
    end: int
    core: str
    former: bool
    affiliation: tuple[int, int, str] | None


def chosen(text: str, given: list[Role], shown: dict[str, str]) -> dict:
    """The columns of the actors table for the best of the roles that a person is given; empty where there are none.

    A present role stands before a former one, an office before another description, then what is said more often, then one with
    an affiliation, then the longer, then the earlier.
    """
    if not given:
        return {}
    counts = Counter(role.core for role in given)
    best = max(
        given,
        key=lambda role: (
            not role.former,
            _is_office(role),
            counts[role.core],
            role.affiliation is not None,
            role.end - role.start,
            -role.start,
        ),
    )
    affiliation = best.affiliation or next((role.affiliation for role in given if role.core == best.core and role.affiliation), None)
    columns = {"role": text[best.start : best.end], "role_start": best.start, "role_end": best.end}
    if affiliation:
        columns |= {"affiliation": shown[affiliation[2]], "affiliation_start": affiliation[0], "affiliation_end": affiliation[1]}
    return columns


def _is_office(role: Role) -> bool:
    words = role.core.split()
    return any(" ".join(words[-n:]) in lexicons.titles() for n in (3, 2, 1) if len(words) >= n)


def conflicts(article: Article, found: dict[str, list[Role]], shown: dict[str, str]) -> pd.DataFrame:
    """Findings ``role-conflict``: two present offices for one person, or one office of one country or body for two people."""
    rows = [row for actor, given in found.items() for row in _two_offices(article.id, article.text, shown[actor], given)]
    holders: dict[tuple[str, str], dict[str, Role]] = defaultdict(dict)
    for actor, given in found.items():
        for role in given:
            office = _single_office(role)
            if office and role.affiliation and not role.former:
                holders[office, role.affiliation[2]].setdefault(actor, role)
    for (office, body), held in holders.items():
        if len(held) > 1:
            names = " and ".join(shown[actor] for actor in sorted(held, key=lambda a: held[a].start))
            message = f"The text calls {names} {office} of {shown[body]}."
            spans = sorted([role.start, role.end] for role in held.values())
            rows.append(_row(article.id, "warning", message, spans))
    return tables.table("findings", rows)


def _two_offices(article_id: str, text: str, name: str, given: list[Role]) -> list[dict]:
    """The finding for a person whose present offices differ, if any."""
    held: dict[str, Role] = {}
    for role in given:
        office = _single_office(role)
        if office and not role.former and not any(office in other or other in office for other in held):
            held[office] = role
    if len(held) < 2:
        return []
    shown = " and ".join(f"“{text[role.start : role.end]}”" for role in held.values())
    return [_row(article_id, "warning", f"The text gives {name} the roles {shown}.", [[role.start, role.end] for role in held.values()])]


def _single_office(role: Role) -> str | None:
    if (
        any(role.core.startswith(word) for word in ("deputy", "vice", "assistant", "acting"))
        or " vice" in role.core
        or " deputy" in role.core
    ):
        return None
    return max((office for office in SINGLE_OFFICES if role.core == office or role.core.endswith(" " + office)), key=len, default=None)


def _row(article_id: str, severity: str, message: str, spans: list[list[int]]) -> dict:
    return {"article_id": article_id, "kind": "role-conflict", "severity": severity, "message": message, "spans": spans}
