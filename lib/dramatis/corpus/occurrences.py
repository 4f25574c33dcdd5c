"""What linking compares: an actor of one article, with what that article says of it; and the tools that compare."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from itertools import chain, combinations
from typing import NamedTuple

from dramatis.corpus.keys import Key
from dramatis.extract.folding import fold
from dramatis.extract.lexicons import country_of_demonym

__all__ = [
    "Agreement",
    "Cluster",
    "Doubt",
    "Member",
    "Occurrence",
    "Result",
    "agreement",
    "apart",
    "family",
    "features",
    "grouped",
    "joined",
    "member",
    "pairs",
    "role_key",
]


class Occurrence(NamedTuple):
    """One actor of one article.

    Attributes
    ----------
    article, actor, name, kind : str
        As in the table ``actors``.
    key : Key
        Of the name.
    role : str
        Role and affiliation as a key; empty where the article gives no role that tells people apart.
    aliases : tuple of str
        Its other names in the article.
    company : tuple of str
        Names of the persons and bodies that the article mentions most, each once, itself left out.
    nation : str
        The country that the article is above all about, as far as bodies of a country go; empty where there is none.
    year : str
        Of the article; empty where it has no date.
    title, publisher : str
        Of the article; empty where it has none.
    line : int
        The line of ``actors.csv`` that gave it its name; 0 where none did.
    mentions : int
        How often the article mentions it.
    part : str
        ``venue`` or ``interviewer`` where the article has it for that alone; else empty. See :mod:`dramatis.corpus.parts`.
    """

    article: str
    actor: str
    name: str
    kind: str
    key: Key
    role: str
    aliases: tuple[str, ...]
    company: tuple[str, ...]
    nation: str
    year: str
    title: str = ""
    publisher: str = ""
    line: int = 0
    mentions: int = 0
    part: str = ""

    @property
    def id(self) -> tuple[str, str]:
        """Article and actor."""
        return self.article, self.actor


class Member(NamedTuple):
    """An occurrence in a cluster: how sure it is, why, and by which rule."""

    occurrence: Occurrence
    score: float
    evidence: str
    rule: str


class Agreement(NamedTuple):
    """What the members of a group have in common: their number, and how many have each role and each name of company."""

    size: int
    roles: Counter
    company: Counter


class Cluster(NamedTuple):
    """The occurrences that are taken for one actor.

    Attributes
    ----------
    base : str
        What its key is made of.
    members : list of Member
        The occurrences.
    scope : str
        Whose or of when it is (*United States*, *2022*), as far as that tells it from others of its name.
    """

    base: str
    members: list[Member]
    scope: str = ""


class Doubt(NamedTuple):
    """An occurrence that was left apart: which clusters it could belong to (by their first occurrence), and why it does not."""

    occurrence: Occurrence
    candidates: tuple[tuple[str, str], ...]
    reason: str
    message: str


class Result(NamedTuple):
    """What came of the occurrences of one block."""

    clusters: list[Cluster]
    doubts: list[Doubt]


_FORMER = re.compile(r"\b(?:former|ex|then|late|acting|outgoing|incoming|the|a|an|its|his|her|their|our)\b[- ]?")


@lru_cache(maxsize=1 << 18)
def role_key(role: str | None, affiliation: str | None) -> str:
    """Role and affiliation as a key: *former President of France* and *French president* (both of France) are equal.

    Empty for a role of one word without an affiliation (*spokesman*): too many people have it.
    """
    if not role:
        return ""
    words = [word for word in re.findall(r"[^\W_]+", _FORMER.sub("", fold(role))) if word not in ("of", "for", "and", "in")]
    side = fold(affiliation or "")
    own = [word for word in words if not _akin(word, side)] or words
    return f"{' '.join(sorted(own))}|{side}" if side or len(own) > 1 else ""


def _akin(word: str, side: str) -> bool:
    """Whether a word belongs to the affiliation: *French* to *France*."""
    country = country_of_demonym().get(word)
    return (country is not None and fold(country.name) == side) or (len(word) > 2 and any(word[:4] == part[:4] for part in side.split()))


def family(kind: str) -> str:
    """Kinds that are often taken for one another and mean the same actor have one family: an organization and a group are a ``body``."""
    return "body" if kind in ("organization", "group") else kind


def pairs(one: Occurrence) -> list[tuple[str, str]]:
    """Each two names of its company."""
    return list(combinations(sorted(one.company), 2))


def features(one: Occurrence) -> list[Hashable]:
    """What two people of one frequent name must share to be one: their role with its affiliation, or two names of their company."""
    return [*([("role", one.role)] if one.role else []), *(("company", *pair) for pair in pairs(one))]


def grouped(occurrences: Iterable[Occurrence], shared: Mapping[tuple[str, str], Iterable[Hashable]]) -> list[list[Occurrence]]:
    """Occurrences in groups: any two with a feature in common are in one, and so are those that a chain of such pairs joins.

    Groups and their members are in the order of the occurrences.
    """
    occurrences = list(occurrences)
    parent = list(range(len(occurrences)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    first: dict[Hashable, int] = {}
    for place, one in enumerate(occurrences):
        for feature in shared[one.id]:
            left, right = sorted((root(first.setdefault(feature, place)), root(place)))
            parent[right] = left
    groups: dict[int, list[Occurrence]] = {}
    for place, one in enumerate(occurrences):
        groups.setdefault(root(place), []).append(one)
    return list(groups.values())


def agreement(group: list[Occurrence]) -> Agreement:
    """Roles and company of a group, counted."""
    roles = Counter(one.role for one in group if one.role)
    return Agreement(len(group), roles, Counter(chain.from_iterable(one.company for one in group)))


def member(one: Occurrence, agreed: Agreement, *, base: float, rule: str, name: str) -> Member:
    """An occurrence as a member of a group, with the score and the evidence that follow from how it agrees with the others.

    The score is `base`, and more where role or company agree, 0.99 at most.
    """
    others = agreed.size - 1
    roles = agreed.roles[one.role] - 1 if one.role else 0
    counts = agreed.company
    company = [(-counts[each], each) for each in one.company if counts[each] > 1]
    told = [f"{name} in {others:,} other {'article' if others == 1 else 'articles'}"]
    if roles:
        told.append(f"the same role in {roles:,} of them")
    if company:
        told.append(f"{len(company):,} {'name' if len(company) == 1 else 'names'} of its company there too, as {min(company)[1]}")
    score = min(base + (0.05 if roles else 0.0) + 0.02 * min(len(company), 2), 0.99)
    return Member(one, round(score, 2), "; ".join(told), rule)


def joined(cluster: Cluster, members: Iterable[Member]) -> Cluster:
    """A cluster with more members; one that was alone is so no more."""
    members = list(members)
    own = cluster.members
    if len(own) == 1 and members and not own[0].evidence:
        evidence = f"linked from {len(members):,} other {'article' if len(members) == 1 else 'articles'}"
        own = [Member(own[0].occurrence, members[0].score, evidence, members[0].rule)]
    return cluster._replace(members=[*own, *members])


def apart(one: Occurrence, rule: str = "alone") -> Cluster:
    """An occurrence as a cluster of its own."""
    return Cluster(one.key.base, [Member(one, 1.0, "", rule)])
