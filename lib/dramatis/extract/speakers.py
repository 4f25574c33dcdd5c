"""From the words that name a source to the actor who speaks.

References
----------
That the last speaker is the likeliest antecedent of a pronoun in the next attribution: Elson and McKeown 2010, "Automatic Attribution of
Quoted Speech in Literary Narrative"; Pareti et al. 2013, "Automatically Detecting and Attributing Indirect Quotations" (spans of sources).
A pronoun is not whom its own clause names: Chomsky 1981, *Lectures on Government and Binding*, 3.2.3 (principle C).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import pandas as pd

from dramatis.extract import lexicons
from dramatis.extract.turns import initials, is_initials

__all__ = ["Cast", "Speaker", "by_initials", "cast", "resolve"]

DOCUMENTS = frozenset([
    "account", "analysis", "announcement", "article", "blog", "book", "bulletin", "channel", "claims", "comments", "complaint",
    "constitution", "data", "decision", "declaration", "document", "documents", "e-mail", "editorial", "email", "estimate",
    "estimates", "figures", "filing", "filings", "guidelines", "indictment", "interview", "judgment", "lawsuit", "letter",
    "letterhead", "letters", "manifesto", "memo", "message", "motion", "newsletter", "notice", "opinion", "order", "page", "paper",
    "papers", "petition", "plan", "plans", "policy", "poll", "post", "posts", "records", "release", "remarks", "report", "reports",
    "research", "resolution", "ruling", "schedule", "site", "speech", "statement", "statements", "studies", "study", "summary",
    "survey", "testimony", "tweet", "tweets", "verdict", "video", "website", "words",
])  # fmt: skip
"""Things that speak for their owner (*Cornyn's statement*, *a report by the ministry*)."""
VOICES = frozenset([
    "representative", "representatives", "spokesman", "spokesmen", "spokespeople", "spokesperson", "spokespersons", "spokeswoman",
])  # fmt: skip
"""People who speak for a body (*a spokesman for the ministry*)."""
_SHE = frozenset(("she", "her", "herself"))
_HE_SHE = _SHE | {"he", "him", "himself"}
_PRONOUNS = _HE_SHE | {"they", "it", "i", "we", "who", "which", "that", "you", "this", "these", "those", "them", "one"}
_OWNED = re.compile(r"\s*['’]s?\b")
_COORDINATED = re.compile(r",?\s(?:and|&)\s(?:the\s)?|,\s")
_BELONGS = re.compile(r"(?:\b(?:of|for|from|in|at|by|with|to|including|and)\s+(?:the\s+)?)$")
_BY = re.compile(r"(?:\b(?:of|for|from|by|at)\s+(?:the\s+)?)$")
_NEAR = 1200
"""Characters that a pronoun may lie behind its actor, where no antecedent was found by coreference."""


class Cast(NamedTuple):
    """The actors of an article as resolution looks at them.

    Attributes
    ----------
    kinds, names : dict
        Actor id to kind and to name.
    mentions : list of tuple
        (start, end, actor, form), in the order of the text.
    starts : list of int
        First characters of the mentions.
    """

    kinds: dict[str, str]
    names: dict[str, str]
    mentions: list[tuple[int, int, str, str]]
    starts: list[int]


class Speaker(NamedTuple):
    """Who speaks: the actor, or None with a reason; how sure that is and by which rule."""

    actor: str | None
    confidence: float
    rule: str
    reason: str | None


def cast(actors: pd.DataFrame, mentions: pd.DataFrame) -> Cast:
    """The view of the tables `actors` and `mentions`."""
    columns = (mentions["start"].tolist(), mentions["end"].tolist(), mentions["actor"].tolist(), mentions["form"].tolist())
    rows = sorted(zip(*columns, strict=True))
    ids = actors["id"].tolist()
    return Cast(
        kinds=dict(zip(ids, actors["kind"].tolist(), strict=True)),
        names=dict(zip(ids, actors["name"].tolist(), strict=True)),
        mentions=rows,
        starts=[row[0] for row in rows],
    )


def resolve(
    text: str,
    who: Cast,
    source: tuple[int, int],
    head: int | None,
    history: Mapping[str, Any],
    *,
    barred: Collection[str] = (),
) -> Speaker:
    """The actor that the words of a source name.

    Parameters
    ----------
    text : str
        The article's text.
    who : Cast
        Its actors and their mentions.
    source : tuple of int
        Characters that name the source.
    head : int or None
        First character of the source's head word, where it is known.
    history : mapping
        ``speaker``: the last person who spoke, and ``end``: where; ``called``: the persons whom the words in marks call by name, so that a
        pronoun is none of them, but may be the person named before.
    barred : collection of str
        Actors for whom a pronoun cannot stand, since it governs their names (*he praised Lee's plan*).

    Returns
    -------
    Speaker
        ``reason`` is ``unnamed-source`` where the words name nobody in the cast, ``pronoun-unresolved`` where they are a pronoun.
    """
    inside = _mentions_in(who, source)
    words = text[source[0] : source[1]]
    if words.startswith("@"):
        return _handle(who, words)
    if words.lower() in _PRONOUNS:
        return _pronoun(text, who, source, history, {*barred, *history.get("called", ())})
    return _named(text, who, source, head, inside) or _owner(text, who, source, inside) or Speaker(None, 1.0, "no-actor", "unnamed-source")


def by_initials(who: Cast, label: str) -> Speaker | None:
    """The one person whose name has the capitals of a transcript's label as initials (*NG* for *Natasha Gownaris*)."""
    if not is_initials(label):
        return None
    found = [actor for actor, name in who.names.items() if who.kinds.get(actor) == "person" and initials(name) == label]
    return Speaker(found[0], 0.9, "initials", None) if len(found) == 1 else None


def _handle(who: Cast, handle: str) -> Speaker:
    """The one actor whose name a handle spells (*@AnnLee*, *@ann_lee*)."""
    spelled = _letters(handle)
    found = [actor for actor, name in who.names.items() if _letters(name) == spelled]
    return Speaker(found[0], 0.9, "handle", None) if len(found) == 1 else Speaker(None, 1.0, "handle", "unnamed-source")


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _mentions_in(who: Cast, source: tuple[int, int]) -> list[tuple[int, int, str, str]]:
    first = bisect_left(who.starts, source[0] - 40)
    last = bisect_left(who.starts, source[1])
    return [m for m in who.mentions[first:last] if m[1] > source[0] and m[0] >= source[0] - 8 and m[1] <= source[1] + 40]


def _named(text: str, who: Cast, source: tuple[int, int], head: int | None, inside: list[tuple[int, int, str, str]]) -> Speaker | None:
    owners = [m for m in _possessors(text, source, inside) if head is None or not (m[0] <= head < m[1] and text[m[1] : m[1] + 1] == ",")]
    free = [m for m in inside if m[3] != "demonym" and m not in owners and not _BELONGS.search(text[max(source[0], m[0] - 12) : m[0]])]
    whole = [m for m in free if head is not None and m[0] <= head < m[1]]
    later = [m for m in free if head is None or m[0] > head]
    for names in (whole, later):
        for form in ("name", "nominal", "pronoun"):
            found = [m for m in names if m[3] == form]
            persons = [m for m in found if who.kinds.get(m[2]) == "person"]
            if names is later and head is not None:
                found = persons or [m for m in found if re.search(r",\s(?:the\s)?$", text[source[0] : m[0]])]
            if found:
                return Speaker((persons or found)[-1][2], {"name": 0.98, "nominal": 0.85, "pronoun": 0.8}[form], f"{form}-in-source", None)
    return None


def _possessors(text: str, source: tuple[int, int], inside: list[tuple[int, int, str, str]]) -> list[tuple[int, int, str, str]]:
    """The mentions to whom something in the source belongs, also in coordination: both names of *Ann and Bob's mother*."""
    owners: list[tuple[int, int, str, str]] = []
    for m in reversed([m for m in inside if m[0] < source[1]]):
        if (m[1] < source[1] and _OWNED.match(text, m[1])) or (owners and _COORDINATED.fullmatch(text, m[1], max(m[1], owners[-1][0]))):
            owners.append(m)
    return owners


def _owner(text: str, who: Cast, source: tuple[int, int], inside: list[tuple[int, int, str, str]]) -> Speaker | None:
    """The owner of a document that speaks, or the body that somebody speaks for."""
    words = {word.lower() for word in re.findall(r"[\w-]+", text[source[0] : source[1]])}
    rule = "document-of" if words & DOCUMENTS else "spokesperson-for" if words & VOICES else None
    owners = [
        m
        for m in inside
        if m[3] != "demonym"
        and (
            _OWNED.match(text, m[1])
            or _BY.search(text[max(source[0], m[0] - 12) : m[0]])
            or m[0] == source[0]
            or rule == "spokesperson-for"
        )
    ]
    bodies = [m for m in owners if who.kinds.get(m[2]) in ("organization", "person", "place")]
    return Speaker(bodies[0][2], 0.7, rule, None) if rule and bodies else None


def _pronoun(text: str, who: Cast, source: tuple[int, int], history: Mapping[str, Any], barred: Collection[str]) -> Speaker:
    inside = _mentions_in(who, source)
    guess = not inside or inside[0][2] in history.get("called", ())
    known = [m for m in inside if m[3] == "pronoun" and m[0] < source[1] and m[1] > source[0]]
    if known and known[0][2] not in barred:
        return Speaker(known[0][2], 0.85, "pronoun-by-coreference", None)
    if (pronoun := text[source[0] : source[1]].lower()) in _HE_SHE:
        others = _of_other_gender(who, pronoun)
        last, near = history.get("speaker"), _nearest_person(who, source, barred if known else ())
        barred = {*barred, *others}
        since = near is not None and last is not None and near[0] > history["end"] and near[2] != last
        if last is not None and last not in barred and 0 <= source[0] - history["end"] <= _NEAR and not since:
            return Speaker(last, 0.6, "pronoun-last-speaker", None)
        if guess and near is not None and near[2] not in barred and source[0] - near[1] <= _NEAR:
            return Speaker(near[2], 0.5, "pronoun-last-person", None)
    return Speaker(None, 1.0, "pronoun", "pronoun-unresolved")


def _of_other_gender(who: Cast, pronoun: str) -> set[str]:
    """The people whose given names show that a pronoun is none of them."""
    other = "m" if pronoun in _SHE else "f"
    return {actor for actor, name in who.names.items() if who.kinds[actor] == "person" and lexicons.given_gender(name) == other}


def _nearest_person(who: Cast, source: tuple[int, int], left_out: Collection[str]) -> tuple[int, int, str, str] | None:
    """The last person called by name before the source who is not left out."""
    before = who.mentions[: bisect_right(who.starts, source[0])][-40:]
    return next((m for m in reversed(before) if who.kinds.get(m[2]) == "person" and m[3] == "name" and m[2] not in left_out), None)
