"""What an article says of each actor as a whole: kind, names, country or body, and the nouns that describe it."""

from collections import defaultdict
from itertools import takewhile

import pandas as pd

from dramatis.extract import lexicons
from dramatis.extract.actors import title_before
from dramatis.extract.bodies import ACRONYM
from dramatis.extract.folding import fold, name_parts
from dramatis.extract.known import Mentioned, Profile
from dramatis.extract.scheme import APPOSITIONS, Words

__all__ = ["profiles_of", "shown_genders"]

KIN = frozenset({"brother", "sister", "father", "mother", "son", "daughter", "wife", "husband", "widow", "widower", "uncle", "aunt"})
"""Nouns that describe a person behind a comma without an article: *Doe, brother of …*."""
LINKS = frozenset({"of", "for", "on", "in", "at", "to", "with", "from"})
REACH = 9
"""Words after a name in which a description is looked for."""


def profiles_of(view: Words, actors: pd.DataFrame, mentions: pd.DataFrame, named: list[Mentioned]) -> dict[str, Profile]:
    """What holds of every actor in the whole article.

    Parameters
    ----------
    view : Words
        The words of the article.
    actors, mentions : DataFrame
        Actors with roles, and their names.
    named : list of Mentioned
        The names by their words.
    """
    counts = mentions["actor"].value_counts()
    by_name = dict(zip(actors["name"], actors["id"], strict=True))
    described = _descriptions(view, named)
    profiles = {}
    for row in actors.to_dict("records"):
        names = [row["name"], *row["aliases"]]
        role = name_parts(row["role"]) if isinstance(row["role"], str) else ()
        profiles[row["id"]] = Profile(
            kind=row["kind"],
            parts=frozenset(part for name in names for part in name_parts(name)),
            ends=frozenset(_head_of_name(name_parts(name)) for name in names),
            nouns=frozenset(takewhile(lambda part: part not in LINKS, role)) | described[row["id"]],
            about=frozenset(role) - LINKS,
            affiliation=by_name.get(row["affiliation"]) if isinstance(row["affiliation"], str) else None,
            named=int(counts.get(row["id"], 0)),
            short=ACRONYM.match(row["name"]) is not None,
            country=row["kind"] == "place" and any(fold(name) in lexicons.country_of_name() for name in names),
            capital=row["kind"] == "place" and any(fold(name) in lexicons.capitals() for name in names),
            given=lexicons.given_gender(row["name"]) if row["kind"] == "person" else "",
        )
    return profiles


def _head_of_name(parts: tuple[str, ...]) -> str:
    """The word that says what a body or place is: the last one (*Mahan Air*), or the one before *of* (*Church of England*)."""
    link = next((place for place, part in enumerate(parts) if place and part in LINKS), len(parts))
    return parts[link - 1]


def shown_genders(text: str, view: Words, people: list[Mentioned]) -> dict[str, str]:
    """The gender (m or f) of every person for whom the text shows one, by a title or a noun beside the name; not where they differ.

    *Mr Doe*, *his wife Anna*, *Doe, a mother of two*, *the victim's brother, John*. What a given name shows is weaker (`Profile.given`).
    """
    found: dict[str, set[str]] = defaultdict(set)
    covered = {word for mention in people for word in range(mention.first, mention.last)}
    for mention in people:
        title = title_before(text, view.start[mention.first])
        beside = [*_before(view, mention), *_after(view, mention, covered)]
        nouns = [lexicons.nouns().get(view.lemma[i]) for i in beside if i not in covered]
        found[mention.actor].update({title.gender} if title else set(), {noun.gender for noun in nouns if noun})
    shown = {actor: genders - {""} for actor, genders in found.items()}
    return {actor: next(iter(genders)) for actor, genders in shown.items() if len(genders) == 1}


def _before(view: Words, mention: Mentioned) -> list[int]:
    """The noun right before a name (*his wife Anna*), or before the comma that opens an apposition (*his wife, Anna, said*)."""
    before = mention.first - 1
    if before > 0 and view.text[before] == "," and mention.last < len(view.text) and view.text[mention.last] in {",", "."}:
        before -= 1
    fits = before >= 0 and view.pos[before] == "NOUN" and view.sentence[before] == view.sentence[mention.first]
    return [before] if fits else []


def _descriptions(view: Words, named: list[Mentioned]) -> dict[str, set[str]]:
    """For every actor the lemmas of nouns that stand beside its names: *the airline Acme Air*, *Jane Doe, a lawyer*, *Doe is a lawyer*."""
    described: dict[str, set[str]] = defaultdict(set)
    covered = {word for mention in named for word in range(mention.first, mention.last)}
    for mention in named:
        before = mention.first - 1
        if before >= 0 and view.pos[before] == "NOUN" and view.sentence[before] == view.sentence[mention.first]:
            described[mention.actor].add(view.lemma[before])
        described[mention.actor].update(view.lemma[i] for i in _after(view, mention, covered))
    return described


def _after(view: Words, mention: Mentioned, covered: set[int]) -> list[int]:
    """Heads of a noun phrase after a name that an article opens, behind a comma or *is*; and appositions by the parse."""
    last = mention.last
    found = [
        i for i in range(last, min(last + REACH, len(view.text))) if view.dep[i] in APPOSITIONS and mention.first <= view.head[i] < last
    ]
    opened = last + 1 < len(view.text) and view.lower[last] in {",", "is", "was"}
    first = last + 2 if opened and view.lower[last + 1] in {"a", "an", "the"} else last + 1
    opened = opened and (first == last + 2 or view.lower[last + 1] in KIN)
    head = None
    for i in range(first, min(first + REACH, len(view.text))) if opened else ():
        if view.pos[i] == "NOUN" and i not in covered:
            head = i
        elif view.pos[i] not in {"ADJ", "NUM", "PROPN"} and view.text[i] != "-":
            break
    return [i for i in found if view.pos[i] == "NOUN"] + ([head] if head is not None else [])
