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

from dramatis.corpus.national import ALONE, CHAMBERS, is_general, is_local, owned, plain_base
from dramatis.extract.folding import SUFFIXES, fold, initials, name_parts, plain_spelling, word_set
from dramatis.extract.lexicons import country_of_name
from dramatis.resources import resource

__all__ = ["Key", "common_name", "key_of", "nation_of", "slug"]

REGNAL = frozenset({"ii", "iii", "iv"})

RECURRING = word_set(
    "cup championship championships games olympics paralympics election elections prix festival tournament open marathon summit "
    "conference awards award forum league day week race final finals series bowl masters tour eurovision congress assembly "
    "referendum primary primaries trials convention olympiad"
)
"""Last words of events that take place again and again under the same name."""

OF_PARTIES = word_set("convention primary primaries")
"""Events that each party of a country has, in one year."""

VAGUE = word_set("society republic north south east west city state capital center centre team club university college union company")
"""Names of one word that are no name by themselves (*the Society*, *the North*)."""

HOMONYMS = frozenset({"georgia"})
"""Names of a country that a part of another country has too: in articles about that country they are no country's."""

_NUMBER = re.compile(r"\d|^[ivx]+$")
_LETTERS = re.compile(r"^(?:us|uk)(?=[a-z]{2,4}$)")
"""The country in letters (*USGS*), which is taken off the whole name too (*US Geological Survey*)."""
_NUMBERED = re.compile(r"([a-z]{3,})-\d+")


class Key(NamedTuple):
    """A name taken apart.

    Attributes
    ----------
    block : str
        Only names of one block are compared.
    base : str
        Equal for names that are the same but for middle names: given name and surname of a person, all words of another actor.
    form : str
        ``full`` or ``single`` (one word) for a person; for others ``name``, ``acronym``, ``generic`` (many countries have one), ``local``
        (one country has many), ``homonym`` (a country and a part of another have it) or ``recurring``.
    middle : tuple of str
        A person's names between the first and the last.
    suffix : str
        A person's ``jr``, ``sr``, ``iii``; empty where there is none.
    nation : str
        The country that a body's name says it is of (*US Senate*), which is no part of `base`; empty where it says none.
    """

    block: str
    base: str
    form: str
    middle: tuple[str, ...] = ()
    suffix: str = ""
    nation: str = ""


@lru_cache(maxsize=1 << 20)
def key_of(name: str, kind: str) -> Key:
    """The key of a name as it stands in an article."""
    return _person(name) if kind == "person" and not _is_day(name_parts(name)) else _other(name, "event" if kind == "person" else kind)


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


def _is_day(parts: tuple[str, ...]) -> bool:
    """Whether all words are those of events that come again (*Election Day*), which nobody is called."""
    return len(parts) > 1 and all(part in RECURRING for part in parts)


def _other(name: str, kind: str) -> Key:
    if nation := nation_of(name):
        base = fold(nation)
        return Key(f"place {base}", base, "homonym" if base in HOMONYMS else "name")
    parts = name_parts(re.sub(r"^the\s+", "", name, flags=re.IGNORECASE))
    if kind == "event" and parts[-1] in RECURRING and not any(_NUMBER.search(part) for part in parts):
        nation, parts = owned(parts)
        of_parties = parts[-1] in OF_PARTIES and is_general(parts[:-1])
        return Key(f"other {initials(parts)}", plain_base(parts), "local" if of_parties else "recurring", nation=nation)
    nation, parts = owned(parts)
    base = plain_base(parts)
    return Key(_block(parts, base), base, _form(name, kind, parts), nation=nation)


def _form(name: str, kind: str, parts: tuple[str, ...]) -> str:
    if len(parts) == 1 and kind in ("organization", "group") and name.isupper() and 2 <= len(parts[0]) <= 6:
        return "acronym"
    if parts[0] in VAGUE and len(parts) == 1 and parts[0] not in ALONE:
        return "local"
    if not is_general(parts):
        return "name"
    return "local" if is_local(parts) else "generic"


def _block(parts: tuple[str, ...], base: str) -> str:
    """Names that can be one have one block: acronyms and what they stand for, *COVID* and *COVID-19*, *House* and *House of Lords*."""
    if len(parts) == 1:
        numbered = _NUMBERED.fullmatch(base)
        return f"other {numbered[1] if numbered else _LETTERS.sub('', base)}"
    if parts[0] in CHAMBERS and parts[1] == "of":
        return f"other {parts[0]}"
    return f"other {initials(tuple(base.split()))}"


@cache
def _common(part: str) -> frozenset[str]:
    with resource("data/lexicon/common-names.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(name for row in csv.DictReader(lines) if row["part"] == part for name in row["names"].split())
