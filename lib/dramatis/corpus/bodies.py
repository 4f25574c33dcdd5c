"""Bodies, places, groups, events and works of different articles that are one: by their whole name.

Names that many countries have (*Supreme Court*) need the same country, events that come again the same year, names of which one country has
many (*University*) the same company. Letters need more than one article that says what they stand for (:mod:`dramatis.corpus.letters`).
"""

from collections import Counter, defaultdict

from dramatis.corpus.keys import Key
from dramatis.corpus.letters import letters
from dramatis.corpus.national import ABROAD, CHAMBERS, is_general, is_part, nation_in
from dramatis.corpus.occurrences import (
    Agreement,
    Cluster,
    Doubt,
    Member,
    Occurrence,
    Result,
    agreement,
    apart,
    family,
    grouped,
    joined,
    member,
    pairs,
)

__all__ = ["bodies"]

WHOLE_NAME, NATIONAL_NAME, OWN_COUNTRY, OTHER_KIND, COMPANY, SHORT, NUMBER = 0.92, 0.8, 0.9, 0.85, 0.8, 0.75, 0.8
"""Scores of the rules before role and company are counted."""
ABOUT = "in articles about "
"""Before a country that no name of a group says, for a reader."""


def bodies(occurrences: list[Occurrence]) -> Result:
    """Clusters of the actors of one block that are no persons; the occurrences are in the order of their ids."""
    by_form: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for one in occurrences:
        by_form[one.key.form][one.key.base].append(one)
    made = Result([cluster for _, same in sorted(by_form["name"].items()) for cluster in _of_one_name(same)], [])
    made = made._replace(clusters=_numbers(made.clusters))
    scoped = [_scoped(same) for form in ("generic", "homonym", "recurring") for _, same in sorted(by_form[form].items())]
    local = [_by_company(same) for _, same in sorted(by_form["local"].items())]
    made = _added(made, *scoped, *local)
    made = _chambers(made)
    for base, same in sorted(by_form["acronym"].items()):
        made = letters(base, same, made, _of_one_name)
    return made


def _added(*results: Result) -> Result:
    return Result([cluster for each in results for cluster in each.clusters], [doubt for each in results for doubt in each.doubts])


def _of_one_name(occurrences: list[Occurrence]) -> list[Cluster]:
    """Those of one name; of a name of one word each kind is an actor of its own (*Liverpool*, city and club), but not where a number is
    part of it (*COVID-19*).
    """
    nations = {one.key.nation for one in occurrences if one.key.nation}
    if nations:
        return _of_nations(occurrences, nations)
    families: dict[str, list[Occurrence]] = defaultdict(list)
    several_words = any(each == " " or each.isdigit() for each in occurrences[0].key.base)
    kind = _most([one.kind for one in occurrences])
    for one in occurrences:
        families["" if several_words else family(one.kind)].append(one)
    return [_cluster(group, kind if several_words else _most([one.kind for one in group])) for _, group in sorted(families.items())]


def _of_nations(occurrences: list[Occurrence], nations: set[str]) -> list[Cluster]:
    """Those of one name that some articles put a country before: one with those without it where one of these is about the country."""
    bare = [one for one in occurrences if not one.key.nation]
    known = {one.nation for one in bare}
    if len(nations) == 1 and known & nations:
        return [_cluster(occurrences, _most([one.kind for one in occurrences]))]
    made = [_cluster(bare, _most([one.kind for one in bare]))] if bare else []
    for nation in sorted(nations):
        group = [one for one in occurrences if one.key.nation == nation]
        cluster = _cluster(group, _most([one.kind for one in group]))
        made.append(cluster._replace(base=f"{cluster.base} {nation}", scope=nation))
    return made


def _cluster(group: list[Occurrence], kind: str) -> Cluster:
    if len(group) == 1:
        return apart(group[0])
    agree = agreement(group)
    members = []
    for one in group:
        same = family(one.kind) == family(kind)
        rule, score = ("whole-name", WHOLE_NAME) if same else ("whole-name-other-kind", OTHER_KIND)
        members.append(member(one, agree, base=score, rule=rule, name="the same name"))
    return Cluster(group[0].key.base, members)


def _scoped(occurrences: list[Occurrence]) -> Result:
    """Those of a name that is not one actor's alone: together where the country, or for events the year, is the same."""
    scopes: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        scopes[family(one.kind), _scope(one)].append(one)
    clusters, doubts = [], []
    for (_, scope), group in sorted(scopes.items()):
        if scope:
            clusters.append(_in_scope(group, scope))
            continue
        for one in group:
            lone = len(occurrences) == 1
            clusters.append(apart(one, "alone" if lone else "generic-name"))
            others = [other[0] for (_, where), other in sorted(scopes.items()) if where] or [
                each for each in occurrences if each is not one
            ]
            doubts += [] if lone else [_generic(one, others)]
    return Result(clusters, doubts)


def _scope(one: Occurrence) -> str:
    """What tells the actor from others of its name; empty where the article does not show it."""
    key = one.key
    if key.form == "recurring":
        of = key.nation or (_nation(one) if is_general(tuple(key.base.split())) else "")
        return "" if not one.year or (not of and is_general(tuple(key.base.split()))) else f"{of} {one.year}".strip()
    if key.form == "homonym":
        return one.nation
    if key.base in ABROAD:
        return f"{key.nation} in {one.nation}" if key.nation and one.nation not in ("", key.nation) else ""
    return key.nation or _nation(one)


def _nation(one: Occurrence) -> str:
    """The country that the article is about, or that is in the names of its bodies; empty where these are of another, or where it also
    names another's body so called (*Puerto Rico Senate*), so that a bare name tells nothing.
    """
    company = {name: nation_in(name) for name in one.company}
    told = {nation for nation in (one.nation, *company.values()) if nation and not is_part(nation, one.nation)}
    nation = min(told) if len(told) == 1 else one.nation if one.nation in company.values() else ""
    base = one.key.base
    others = [of for name, of in company.items() if name.endswith(f" {base}") or name.startswith(f"{base} of ")]
    return "" if base not in CHAMBERS and any(of != nation for of in others) else nation


def _generic(one: Occurrence, others: list[Occurrence]) -> Doubt:
    event = one.key.form == "recurring"
    why = (
        "comes again and again, and the article does not show when"
        if event
        else "is that of many bodies, and the article does not tell which"
    )
    return Doubt(one, tuple(other.id for other in others), "generic-name", f"the name “{one.name}” {why}")


def _in_scope(group: list[Occurrence], scope: str) -> Cluster:
    key = group[0].key
    base = f"{key.base} {scope}"
    if key.form == "homonym" and scope.casefold() == key.base:
        base, scope = key.base, "the country"
    of_name = key.form != "generic" or any(one.key.nation for one in group)
    told = scope if of_name else f"{ABOUT}{scope}"
    if len(group) == 1:
        return Cluster(base, apart(group[0]).members, told)
    agree = agreement(group)
    return Cluster(base, [_of_scope(one, agree, scope) for one in group], told)


def _of_scope(one: Occurrence, agree: Agreement, scope: str) -> Member:
    if one.key.form == "recurring":
        return member(one, agree, base=NATIONAL_NAME, rule="name-and-year", name=f"the same name and year ({scope})")
    if one.key.nation:
        return member(one, agree, base=OWN_COUNTRY, rule="country-in-name", name=f"the same name, with its country ({scope})")
    told = f"the same name, in articles about {scope},"
    return member(one, agree, base=NATIONAL_NAME, rule="name-and-country", name=told)


def _by_company(occurrences: list[Occurrence]) -> Result:
    """Those of a name that one country has many of: together where the articles share two names, else apart."""
    clusters, doubts = [], []
    groups = grouped(occurrences, {one.id: pairs(one) for one in occurrences})
    for group in groups:
        if len(group) > 1:
            agree = agreement(group)
            told = [member(one, agree, base=COMPANY, rule="name-and-company", name="the same name") for one in group]
            clusters.append(Cluster(group[0].key.base, told))
            continue
        clusters.append(apart(group[0], "generic-name" if len(groups) > 1 else "alone"))
        if len(groups) > 1:
            doubts.append(_generic(group[0], [other[0] for other in groups if other is not group]))
    return Result(clusters, doubts)


def _numbers(clusters: list[Cluster]) -> list[Cluster]:
    """*COVID* joins *COVID-19* where no other number follows these letters."""
    with_number: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        with_number[cluster.base.rpartition("-")[0]].append(cluster)
    for cluster in [each for each in clusters if len(with_number.get(each.base, ())) == 1]:
        target = with_number[cluster.base][0]
        if _letters_of(target) and _family_of(target) == _family_of(cluster):
            clusters = _merged(clusters, cluster, target, NUMBER, "number-left-out", "the number left out of")
    return clusters


def _letters_of(cluster: Cluster) -> bool:
    return cluster.base.rpartition("-")[2].isdigit() and cluster.members[0].occurrence.name.split("-")[0].isupper()


def _chambers(made: Result) -> Result:
    """*House* joins *House of Representatives* where that is the only such chamber of the country; without a country it is listed."""
    full: dict[tuple[str, str], list[tuple[str, Cluster]]] = defaultdict(list)
    for cluster in made.clusters:
        short, of, _ = _key(cluster).base.partition(" of ")
        if cluster.scope and of and short in CHAMBERS:
            full[short, _family_of(cluster)].append((cluster.scope.removeprefix(ABOUT), cluster))
    clusters, doubts = made.clusters, list(made.doubts)
    for cluster in made.clusters if full else ():
        country = cluster.scope.removeprefix(ABOUT)
        fitting = [each for where, each in full.get((_key(cluster).base, _family_of(cluster)), ()) if where == country or not country]
        if country and len(fitting) == 1:
            clusters = _merged(clusters, cluster, fitting[0], SHORT, "short-name", "the short name of")
        elif fitting and not country and cluster.members[0].rule == "alone":
            one = cluster.members[0].occurrence
            clusters = [apart(one, "generic-name") if each is cluster else each for each in clusters]
            doubts.append(_generic(one, [each.members[0].occurrence for each in fitting]))
    return Result(clusters, doubts)


def _merged(clusters: list[Cluster], one: Cluster, target: Cluster, score: float, rule: str, how: str) -> list[Cluster]:
    """The clusters with all members of one in another one."""
    name = target.members[0].occurrence.name
    more = [Member(each.occurrence, score, f"{how} {name}, the only one that articles name", rule) for each in one.members]
    return [joined(target, more) if each is target else each for each in clusters if each is not one]


def _key(cluster: Cluster) -> Key:
    return cluster.members[0].occurrence.key


def _family_of(cluster: Cluster) -> str:
    return _most([family(one.occurrence.kind) for one in cluster.members])


def _most(kinds: list[str]) -> str:
    """The most frequent; of two the first in the alphabet."""
    return min(Counter(kinds).items(), key=lambda pair: (-pair[1], pair[0]))[0]
