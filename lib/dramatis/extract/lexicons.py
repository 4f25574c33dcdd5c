"""The word lists of ``data/lexicon`` that extraction reads: countries, titles, and what common nouns can name."""

import csv
import unicodedata
from functools import cache
from typing import NamedTuple

from dramatis.extract.folding import fold, name_parts
from dramatis.resources import resource

__all__ = ["Country", "Noun", "Title", "capitals", "countries", "country_of_demonym", "country_of_name", "kinds", "nouns", "titles"]


class Country(NamedTuple):
    """One country, or part of one that has a demonym of its own."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str


class Title(NamedTuple):
    """A title before a name: ``honorific`` (Mr) or ``office`` (President), with the gender (m, f or empty) that it shows."""

    title: str
    kind: str
    gender: str


class Noun(NamedTuple):
    """A common noun: kinds of actors it can name, the likeliest first; its gender (m, f or empty); whether it names a relative."""

    kinds: tuple[str, ...]
    gender: str
    kin: bool


@cache
def countries() -> tuple[Country, ...]:
    """All countries, from ``countries.csv`` (made by ``scripts/make_countries.py``)."""
    return tuple(
        Country(row["code"], row["name"], _list(row["names"]), _list(row["demonyms"]), row["capital"]) for row in _rows("countries.csv")
    )


@cache
def country_of_name() -> dict[str, Country]:
    """Folded name to country; of two countries with one name the first of the table."""
    return _index((name, country) for country in countries() for name in (country.name, *country.names))


@cache
def country_of_demonym() -> dict[str, Country]:
    """Folded demonym to country, plurals in -s included (``belarusians``)."""
    singular = [(demonym, country) for country in countries() for demonym in country.demonyms]
    plural = [(demonym + "s", country) for demonym, country in singular if demonym[-2:] not in {"sh", "ch", "se"} and demonym[-1] != "s"]
    men = [(demonym[:-3] + "men", country) for demonym, country in singular if demonym.endswith("man") and demonym[-4:] in {"hman", "sman"}]
    return _index([*singular, *plural, *men])


@cache
def capitals() -> frozenset[str]:
    """Folded names of the capitals of countries."""
    return frozenset(fold(country.capital) for country in countries() if country.capital)


@cache
def titles() -> dict[str, Title]:
    """Folded title to what it is, from ``titles.csv``."""
    return {fold(row["title"]): Title(row["title"], row["kind"], row["gender"]) for row in _rows("titles.csv")}


@cache
def kinds() -> dict[str, str]:
    """Folded name to the kind it always has, from ``kinds.csv``: religions, feasts, wars and games, which are no bodies or places."""
    return {fold(row["name"]): row["kind"] for row in _rows("kinds.csv")}


def given_gender(name: str) -> str:
    """The gender (m or f) that a person's full name shows, where women alone or men alone bear the given name; else empty.

    An initial is passed over. A name of one part shows none, for it may be the surname.
    """
    first = next((part for part in name_parts(name)[:-1] if len(part) > 1), "")
    letters = unicodedata.normalize("NFKD", first.partition("-")[0])
    return _given_names().get("".join(letter for letter in letters if letter.isalpha()), "")


@cache
def _given_names() -> dict[str, str]:
    """Given name in small plain letters to gender, from ``given-names.csv`` (made by ``scripts/make_given_names.py``)."""
    return {row["name"]: row["gender"] for row in _rows("given-names.csv")}


@cache
def nouns() -> dict[str, Noun]:
    """Noun in the singular to what it can name, from ``nouns.csv`` (made by ``scripts/make_nouns.py`` from WordNet)."""
    return {row["noun"]: Noun(tuple(row["kind"].split()), row["gender"], row["kin"] == "yes") for row in _rows("nouns.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    with resource(f"data/lexicon/{name}").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _index(pairs) -> dict[str, Country]:
    index: dict[str, Country] = {}
    for name, country in pairs:
        index.setdefault(fold(name), country)
    return index
