"""Bodies, places, groups, events and works of different articles that are one: by their whole name.

Names that many countries have (*Supreme Court*) need the same country, events that come again the same year.
"""

from collections import Counter, defaultdict

from dramatis.corpus.keys import key_of
from dramatis.corpus.occurrences import Cluster, Doubt, Member, Occurrence, Result, agreement, apart, joined, member

__all__ = ["bodies"]

WHOLE_NAME, NATIONAL_NAME, ACRONYM, OTHER_KIND = 0.92, 0.8, 0.85, 0.85
"""Scores of the rules before role and company are counted."""
FAMILIES = {"organization": "body", "group": "body"}
"""Kinds that are often taken for one another and mean the same actor."""


def bodies(occurrences: list[Occurrence]) -> Result:
    """Clusters of the actors of one block that are no persons; the occurrences are in the order of their ids."""
    named: dict[str, list[Occurrence]] = defaultdict(list)
    scoped: dict[str, list[Occurrence]] = defaultdict(list)
    acronyms: dict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        home = acronyms if one.key.form == "acronym" else named if one.key.form == "name" else scoped
        home[one.key.base].append(one)
    clusters = [cluster for base in sorted(named) for cluster in _of_one_name(named[base])]
    made = Result(clusters, [])
    for base in sorted(scoped):
        made = _added(made, _scoped(scoped[base]))
    for base in sorted(acronyms):
        made = _acronyms(base, acronyms[base], made)
    return made


def _added(one: Result, other: Result) -> Result:
    return Result([*one.clusters, *other.clusters], [*one.doubts, *other.doubts])


def _of_one_name(occurrences: list[Occurrence]) -> list[Cluster]:
    """Those of one name; of a name of one word each kind is an actor of its own (*Liverpool*, city and club), but not where a number is
    part of it (*COVID-19*).
    """
    families: dict[str, list[Occurrence]] = defaultdict(list)
    several_words = any(each == " " or each.isdigit() for each in occurrences[0].key.base)
    kind = _most([one.kind for one in occurrences])
    for one in occurrences:
        families["" if several_words else FAMILIES.get(one.kind, one.kind)].append(one)
    return [_cluster(group, kind if several_words else _most([one.kind for one in group])) for _, group in sorted(families.items())]


def _cluster(group: list[Occurrence], kind: str) -> Cluster:
    if len(group) == 1:
        return apart(group[0])
    agree = agreement(group)
    members = []
    for one in group:
        same = FAMILIES.get(one.kind, one.kind) == FAMILIES.get(kind, kind)
        rule, score = ("whole-name", WHOLE_NAME) if same else ("whole-name-other-kind", OTHER_KIND)
        members.append(member(one, agree, base=score, rule=rule, name="the same name"))
    return Cluster(group[0].key.base, members)


def _scoped(occurrences: list[Occurrence]) -> Result:
    """Those of a name that is not one actor's alone: together where the country, or for events the year, is the same."""
    event = occurrences[0].key.form == "recurring"
    scopes: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        scopes[FAMILIES.get(one.kind, one.kind), one.year if event else one.nation].append(one)
    clusters, doubts = [], []
    for (_, scope), group in sorted(scopes.items()):
        if scope:
            clusters.append(_in_scope(group, scope, event=event))
            continue
        for one in group:
            lone = len(occurrences) == 1
            clusters.append(apart(one, "alone" if lone else "generic-name"))
            others = tuple(other[0].id for (_, where), other in sorted(scopes.items()) if where)
            why = (
                "comes again and again, and the article has no date"
                if event
                else "is that of many bodies, and the article does not tell which"
            )
            doubts += [] if lone else [Doubt(one, others, "generic-name", f"the name “{one.name}” {why}")]
    return Result(clusters, doubts)


def _in_scope(group: list[Occurrence], scope: str, *, event: bool) -> Cluster:
    base = f"{group[0].key.base} {scope}"
    if len(group) == 1:
        return Cluster(base, apart(group[0]).members)
    agree = agreement(group)
    name, rule = (
        ("the same name and year", "name-and-year") if event else (f"the same name, in articles about {scope},", "name-and-country")
    )
    return Cluster(base, [member(one, agree, base=NATIONAL_NAME, rule=rule, name=name) for one in group])


def _acronyms(base: str, occurrences: list[Occurrence], made: Result) -> Result:
    """Acronyms: to the only body that articles abbreviate so; together where none is known; apart where there are several."""
    bearers = [cluster for cluster in made.clusters if _abbreviated(cluster, base)]
    if not bearers:
        return _added(made, Result(_of_one_name(occurrences), []))
    if len(bearers) == 1:
        evidence = f"the letters that other articles use for {bearers[0].members[0].occurrence.name}, and for no other body"
        linked = joined(bearers[0], (Member(one, ACRONYM, evidence, "acronym") for one in occurrences))
        return Result([linked if cluster is bearers[0] else cluster for cluster in made.clusters], made.doubts)
    names = ", ".join(cluster.members[0].occurrence.name for cluster in bearers)
    doubts = [
        Doubt(
            one, tuple(cluster.members[0].occurrence.id for cluster in bearers), "several-bearers", f"“{one.name}” could be each of {names}"
        )
        for one in occurrences
    ]
    return _added(made, Result([apart(one, "several-bearers") for one in occurrences], doubts))


def _abbreviated(cluster: Cluster, base: str) -> bool:
    """Whether an article gives these letters as another name of the actor."""
    return any(key_of(alias, "organization").base == base for one in cluster.members for alias in one.occurrence.aliases)


def _most(kinds: list[str]) -> str:
    """The most frequent; of two the first in the alphabet."""
    return min(Counter(kinds).items(), key=lambda pair: (-pair[1], pair[0]))[0]
