"""Names as keys for linking: what two spellings of one name share, and which names are worth comparing at all.

A name's *block* depends on nothing but the name, its kind and the analyst's lines, so that new articles touch few blocks.

References
----------
.. [1] Christen (2012), *Data Matching*, chapter 4: blocking.
.. [2] U.S. Census Bureau, *Frequently Occurring Surnames from the 2010 Census*; Social Security Administration, *Popular Baby Names*:
   the most frequent names of ``common-names.csv``; those of other languages there are ours.
"""

import csv
import hashlib
import re
from functools import cache, lru_cache
from typing import NamedTuple

from dramatis.extract.folding import SUFFIXES, fold, initials, name_parts, plain_spelling, word_set
from dramatis.extract.lexicons import country_of_name
from dramatis.resources import resource

__all__ = ["Key", "common_name", "key_of", "nation_of", "slug"]

NATIONAL = word_set(
    "supreme high constitutional appeal appeals court courts tribunal ministry minister department health education justice "
    "interior home foreign affairs external internal defence defense finance treasury labour labor conservative liberal democratic "
    "democrat democrats republican republicans social socialist communist national nationalist people's progressive green greens "
    "party parliament senate house representatives lords commons congress assembly legislature legislative chamber deputies police "
    "army navy air force forces armed military central reserve bank cabinet government council state federal security intelligence "
    "commission election electoral elections opposition royal coast guard prosecutor prosecutors prosecution general attorney "
    "office public agriculture transport transportation environment energy trade commerce agency authority authorities "
    "administration football soccer cricket basketball association federation olympic committee union workers university college "
    "school hospital airport museum institute library station fire district city county province provincial regional local "
    "constitution act law bill code charter budget presidential prime president's executive judicial revenue customs immigration "
    "civil aviation planning development rural urban water statistics bureau board service services investigation investigative "
    "special space research the of and for in on"
)
"""Words of bodies that many countries have under the same name (*Supreme Court*, *Ministry of Health*, *Labour Party*)."""

REGNAL = frozenset({"ii", "iii", "iv"})

RECURRING = word_set(
    "cup championship championships games olympics paralympics election elections prix festival tournament open marathon summit "
    "conference awards award forum league day week race final finals series bowl masters tour eurovision congress assembly "
    "referendum primary primaries trials"
)
"""Last words of events that take place again and again under the same name."""

_NUMBER = re.compile(r"\d|^[ivx]+$")


class Key(NamedTuple):
    """A name taken apart.

    Attributes
    ----------
    block : str
        Only names of one block are compared.
    base : str
        Equal for names that are the same but for middle names: given name and surname of a person, all words of another actor.
    form : str
        ``full`` or ``single`` (one word) for a person; for others ``name``, ``acronym``, ``generic`` (many countries have one) or
        ``recurring``.
    middle : tuple of str
        A person's names between the first and the last.
    suffix : str
        A person's ``jr``, ``sr``, ``iii``; empty where there is none.
    """

    block: str
    base: str
    form: str
    middle: tuple[str, ...] = ()
    suffix: str = ""


@lru_cache(maxsize=1 << 20)
def key_of(name: str, kind: str) -> Key:
    """The key of a name as it stands in an article."""
    return _person(name) if kind == "person" else _other(name, kind)


def common_name(key: Key) -> bool:
    """Whether a person's given name and surname are both so frequent that many people have the same."""
    given, _, surname = key.base.rpartition(" ")
    return given in _common("given") and surname in _common("surname")


@lru_cache(maxsize=1 << 16)
def nation_of(name: str) -> str:
    """The name of the country that a place's name means; empty where it means none."""
    country = country_of_name().get(fold(name))
    return country.name if country else ""


def slug(base: str) -> str:
    """A base as a part of an id: letters, digits, ``_`` and ``-`` only, and another one for each base."""
    plain = re.sub(r"[^\w-]", "", base.replace("_", "").replace(" ", "_"))
    return plain if plain == base.replace(" ", "_") else f"{plain}-{hashlib.sha256(base.encode()).hexdigest()[:6]}"


def _person(name: str) -> Key:
    parts = name_parts(name)
    suffix = next((part for part in parts[1:] if part in SUFFIXES), "")
    parts = tuple(part for part in parts if part not in SUFFIXES) or parts
    if len(parts) == 1 and suffix in REGNAL:  # Elizabeth II has no surname, and needs none
        return Key(f"person {plain_spelling(parts[0])}", f"{parts[0]} {suffix}", "full")
    block = f"person {plain_spelling(parts[-1])}"
    if len(parts) == 1:
        return Key(block, parts[0], "single")
    return Key(block, f"{parts[0]} {parts[-1]}", "full", parts[1:-1], suffix)


def _other(name: str, kind: str) -> Key:
    if nation := nation_of(name):
        return Key(f"place {fold(nation)}", fold(nation), "name")
    parts = name_parts(re.sub(r"^the\s+", "", name, flags=re.IGNORECASE))
    base = " ".join(parts)
    if len(parts) == 1:
        acronym = kind in ("organization", "group") and name.isupper() and 2 <= len(base) <= 6
        return Key(f"other {base}", base, "acronym" if acronym else "generic" if base in NATIONAL else "name")
    block = f"other {initials(parts)}"
    if kind == "event" and parts[-1] in RECURRING and not any(_NUMBER.search(part) for part in parts):
        return Key(block, base, "recurring")
    return Key(block, base, "generic" if all(part in NATIONAL for part in parts) else "name")


@cache
def _common(part: str) -> frozenset[str]:
    with resource("data/lexicon/common-names.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(name for row in csv.DictReader(lines) if row["part"] == part for name in row["names"].split())
