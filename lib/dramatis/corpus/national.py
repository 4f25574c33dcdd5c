"""Names that many countries have: whose body it is by its own name (*US Senate*, *Supreme Court of Norway*), and what is left of that name.

A country in front or behind is taken off, so that *US Senate* and *Senate* have one base, and can be one in an article about the country.
"""

from functools import lru_cache
from typing import NamedTuple

from dramatis.extract.folding import fold, name_parts, word_set
from dramatis.extract.lexicons import Country, country_of_demonym, country_of_name

__all__ = ["ABROAD", "CHAMBERS", "NATIONAL", "Owned", "is_general", "is_local", "is_part", "nation_in", "owned", "plain_base"]

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
    "special space research embassy consulate the of and for in on"
)
"""Words of bodies that many countries have under the same name (*Supreme Court*, *Ministry of Health*, *Labour Party*)."""
ALONE = word_set(
    "senate house congress parliament government army navy cabinet constitution military treasury legislature embassy consulate"
)
"""Words that are a body of a state by themselves; of others (*American University*, *Bank of Japan*) the country is a part of the name."""
STATE = ALONE | word_set(
    "court courts tribunal ministry department party assembly chamber force forces council commission guard prosecutor central reserve "
    "agency authority administration election elections"
)
"""Words of which a longer name must have one to be a body of a state."""
LOCAL = word_set(
    "university college school hospital airport museum institute library station fire police sheriff city county province provincial "
    "district municipal regional local"
)
"""Words of bodies of which one country has many: a country does not tell which is meant."""
COURTS, HIGHEST = word_set("court courts tribunal"), word_set("supreme constitutional")
ABROAD = word_set("embassy consulate")
"""Bodies of one country that stand in another."""
CHAMBERS = word_set("house chamber")
"""Words that stand for the longer name of a parliament's chamber (*House of Representatives*)."""
LONGEST = 4
"""Words of a country's name."""

_SPELLINGS = {"labour": "labor", "defence": "defense", "centre": "center"}
_OFFICES = word_set("ministry department")
_FULL = {"foreign": "foreign affairs", "external": "external affairs"}
_FRONTED = frozenset({"US", "GB"})
"""Countries that writers put before names of bodies that go without (*US Environmental Protection Agency*)."""


class Owned(NamedTuple):
    """The country that a body's name says it is of (empty where none), and the words of the name that are left, country off."""

    nation: str
    parts: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def owned(parts: tuple[str, ...]) -> Owned:
    """Whose body it is by its name."""
    for size in range(min(LONGEST, len(parts) - 1), 0, -1):
        words, rest = " ".join(parts[:size]).removesuffix("'s"), parts[size:]
        named = country_of_name().get(words)
        country = named or country_of_demonym().get(words)
        if country and (_is_of_state(rest) or (named and country.code in _FRONTED and len(rest) > 1 and "of" not in rest[:1])):
            return Owned(country.name, rest)
    country, rest = _behind(parts)
    return Owned(country.name, rest) if country and _is_of_state(rest) else Owned("", parts)


@lru_cache(maxsize=1 << 17)
def nation_in(name: str) -> str:
    """The country that a name says its body is of; empty where it says none."""
    return owned(name_parts(name)).nation


def is_general(parts: tuple[str, ...]) -> bool:
    """Whether all words are such that many countries have a body of this name."""
    return all(part in NATIONAL for part in parts)


def is_local(parts: tuple[str, ...]) -> bool:
    """Whether one country has many of this name: universities, police, courts but the highest."""
    return not LOCAL.isdisjoint(parts) or (not COURTS.isdisjoint(parts) and HIGHEST.isdisjoint(parts))


def is_part(nation: str, of: str) -> bool:
    """Whether a country is a part of another (*Scotland*, *United Kingdom*)."""
    part, whole = country_of_name().get(fold(nation)), country_of_name().get(fold(of))
    return part is not None and whole is not None and part.code.startswith(f"{whole.code}-")


def plain_base(parts: tuple[str, ...]) -> str:
    """One base for the ways to put it: *State Department* and *Department of State*, *Labour* and *Labor*."""
    parts = tuple(_SPELLINGS.get(part, part) for part in parts if part != "the")
    if len(parts) > 1 and parts[-1] in _OFFICES:
        parts = (parts[-1], "of", *parts[:-1])
    if len(parts) == 3 and parts[0] in _OFFICES:
        parts = (*parts[:2], _FULL.get(parts[2], parts[2]))
    return " ".join(parts)


def _is_of_state(rest: tuple[str, ...]) -> bool:
    known = ALONE if len(rest) == 1 else STATE
    return is_general(rest) and not known.isdisjoint(rest) and not is_local(rest)


def _behind(parts: tuple[str, ...]) -> tuple[Country | None, tuple[str, ...]]:
    """The country after the last *of*, and the words before it."""
    if "of" not in parts[1:-1]:
        return None, parts
    at = len(parts) - 1 - parts[::-1].index("of")
    name = " ".join(part for part in parts[at + 1 :] if part != "the")
    return country_of_name().get(name), parts[:at]
