"""Persons of different articles who are one: by full name; by role and company where the name does not tell.

A surname links only where role or company show who is meant. Of several people who could be meant none is taken.
"""

from collections import Counter, defaultdict
from collections.abc import Callable

from dramatis.corpus.keys import Key, common_name, key_of
from dramatis.corpus.occurrences import (
    Cluster,
    Doubt,
    Member,
    Occurrence,
    Result,
    agreement,
    apart,
    features,
    grouped,
    joined,
    member,
    pairs,
)
from dramatis.extract.folding import plain_spelling

__all__ = ["people"]

FULL_NAME, COMMON_NAME, OTHER_NAME, SPELLING, SURNAME, SURNAME_COMPANY = 0.9, 0.75, 0.85, 0.75, 0.8, 0.7
"""Scores of the rules before role and company are counted."""


def people(occurrences: list[Occurrence]) -> Result:
    """Clusters of the persons of one block, all with one surname or spellings of one; the occurrences are in the order of their ids."""
    full: dict[str, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        if one.key.form == "full":
            full[one.key.base].append(one)
    clusters: list[Cluster] = []
    doubts: list[Doubt] = []
    for base in sorted(full):
        made = _of_one_name(full[base])
        clusters += made.clusters
        doubts += made.doubts
    clusters = _spellings(_other_names(clusters))
    singles = [one for one in occurrences if one.key.form == "single"]
    return _with_surnames(clusters, doubts, singles)


def _of_one_name(occurrences: list[Occurrence]) -> Result:
    """Those with one given name and surname: parted by middle names first, then, for a frequent name, by role and company."""
    bearers, plain, doubtful = _bearers(occurrences)
    clusters: list[Cluster] = []
    doubts: list[Doubt] = []
    for group in bearers:
        made = _frequent(group) if common_name(group[0].key) else Result([_cluster(group, FULL_NAME, "full-name")], [])
        clusters += made.clusters
        doubts += made.doubts
    for one in doubtful if not plain else []:
        clusters.append(apart(one, "several-bearers"))
        names = ", ".join(sorted({group[0].name for group in bearers}))
        doubts.append(Doubt(one, tuple(group[0].id for group in bearers), "several-bearers", f"“{one.name}” could be each of {names}"))
    return Result(clusters, doubts)


def _bearers(occurrences: list[Occurrence]) -> tuple[list[list[Occurrence]], bool, list[Occurrence]]:
    """Groups whose middle names fit; whether there is one group only; those without a middle name, where they could be of several."""
    groups: list[list[Occurrence]] = []
    keys: list[set[Key]] = []
    for one in sorted((one for one in occurrences if one.key.middle or one.key.suffix), key=lambda one: (_fullness(one.key), one.id)):
        fitting = [number for number, of_group in enumerate(keys) if all(_fit(one.key, other) for other in of_group)]
        if len(fitting) == 1:
            groups[fitting[0]].append(one)
            keys[fitting[0]].add(one.key)
        else:
            groups.append([one])
            keys.append({one.key})
    bare = [one for one in occurrences if not (one.key.middle or one.key.suffix)]
    if len(groups) > 1:
        return [sorted(group, key=lambda one: one.id) for group in groups], False, bare
    return [sorted([*bare, *(groups[0] if groups else [])], key=lambda one: one.id)], True, []


def _fullness(key: Key) -> tuple:
    return -sum(len(part) for part in key.middle), key.middle, key.suffix


def _fit(one: Key, other: Key) -> bool:
    """Whether two middle names can be of one person: equal, or the initial of the other; one that is missing fits all."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    pairs = list(zip(one.middle, other.middle, strict=False))
    return all(left == right or (1 in (len(left), len(right)) and left[0] == right[0]) for left, right in pairs)


def _frequent(group: list[Occurrence]) -> Result:
    """People of a name that many have: one where role or company agree, else apart."""
    clusters, doubts = [], []
    parts = grouped(group, {one.id: features(one) for one in group})
    for part in parts:
        if len(part) > 1:
            clusters.append(_cluster(part, COMMON_NAME, "full-name-and-more"))
        elif len(parts) == 1:
            clusters.append(apart(part[0]))
        else:
            clusters.append(apart(part[0], "frequent-name"))
            others = tuple(other[0].id for other in parts if other is not part)
            message = f"“{part[0].name}” is a frequent name, and neither role nor company agrees with that of another article"
            doubts.append(Doubt(part[0], others, "frequent-name", message))
    return Result(clusters, doubts)


def _cluster(group: list[Occurrence], base: float, rule: str) -> Cluster:
    if len(group) == 1:
        return apart(group[0])
    agree = agreement(group)
    return Cluster(group[0].key.base, [member(one, agree, base=base, rule=rule, name="the same full name") for one in group])


def _other_names(clusters: list[Cluster]) -> list[Cluster]:
    """Two full names that an article gives one person (*Jeremy “Spike” Cohen*, *Spike Cohen*): one, where each is that of one person only,
    and no frequent name.
    """
    counts = Counter(cluster.base for cluster in clusters)
    known = {
        cluster.base: cluster for cluster in clusters if counts[cluster.base] == 1 and not common_name(cluster.members[0].occurrence.key)
    }
    for base in sorted(known):
        for other in sorted(_full_aliases(known[base]) & known.keys() - {base}):
            one, target = sorted((known[base], known[other]), key=lambda each: (len(each.members), each.base))
            if one is target:
                continue
            told = f"an article calls one person both {one.members[0].occurrence.name} and {target.members[0].occurrence.name}"
            merged = joined(target, [Member(each.occurrence, OTHER_NAME, told, "other-full-name") for each in one.members])
            clusters = [merged if each is target else each for each in clusters if each is not one]
            known = {name: merged if cluster in (one, target) else cluster for name, cluster in known.items()}
    return clusters


def _full_aliases(cluster: Cluster) -> set[str]:
    """Given name and surname of the other full names that articles give a person."""
    names = {alias for one in cluster.members for alias in one.occurrence.aliases if " " in alias}
    return {key.base for name in names if (key := key_of(name, "person")).form == "full"}


def _spellings(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters whose names are spellings of one name, put together where role or company agrees."""
    alike: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        given, surname = cluster.base.rsplit(" ", 1)
        alike[f"{plain_spelling(given)} {plain_spelling(surname)}"].append(cluster)
    return [made for group in alike.values() for made in (group if len(group) == 1 else _joined(group))]


def _joined(clusters: list[Cluster]) -> list[Cluster]:
    home = {one.occurrence.id: number for number, cluster in enumerate(clusters) for one in cluster.members}
    everyone = [one.occurrence for cluster in clusters for one in cluster.members]
    shared = {one.id: [("cluster", home[one.id]), *features(one)] for one in everyone}
    made = []
    for group in grouped(everyone, shared):
        numbers = sorted({home[one.id] for one in group})
        if len(numbers) == 1 or len({clusters[number].base for number in numbers}) == 1:
            made += [clusters[number] for number in numbers]
            continue
        largest = max(numbers, key=lambda number: (len(clusters[number].members), -number))
        agree = agreement(group)
        members = list(clusters[largest].members)
        if len(members) == 1:
            members = [member(members[0].occurrence, agree, base=SPELLING, rule="spelling", name="another spelling of the name")]
        others = [one for one in group if home[one.id] != largest]
        members += [member(one, agree, base=SPELLING, rule="spelling", name="another spelling of the name") for one in others]
        made.append(Cluster(clusters[largest].base, members))
    return made


def _with_surnames(clusters: list[Cluster], doubts: list[Doubt], singles: list[Occurrence]) -> Result:
    """Persons of one word: to the only one of that surname who has their role and a name of their company, or who is named with the same
    two in one article; else apart.
    """
    by_role, by_company = _index(clusters, _role_and_company), _index(clusters, pairs)
    known = list(clusters)
    found: dict[int, list[Member]] = defaultdict(list)
    of_surname: dict[str, set[int]] = defaultdict(set)
    for number, cluster in enumerate(known):
        of_surname[cluster.base.split(" ")[-1]].add(number)
    for one in singles:
        bearers = of_surname[one.key.base]
        meant = bearers & {number for each in _role_and_company(one) for number in by_role.get(each, ())}
        beside = bearers & {number for each in pairs(one) for number in by_company.get(each, ())}
        if len(meant) == 1:
            other = sorted(set(one.company) & {name for each in known[min(meant)].members for name in each.occurrence.company})
            evidence = f"the same surname and role, and named with {other[0]} as there; nobody else of that surname has both"
            found[min(meant)].append(Member(one, SURNAME, evidence, "surname-role-company"))
        elif not meant and len(beside) == 1:
            pair = next(each for each in pairs(one) if min(beside) in by_company.get(each, ()))
            evidence = f"the same surname, and named with {pair[0]} and {pair[1]} as in another article; nobody else of that surname is"
            found[min(beside)].append(Member(one, SURNAME_COMPANY, evidence, "surname-company"))
        else:
            clusters.append(apart(one, "surname-only" if bearers else "alone"))
            if bearers:
                doubts.append(_surname_doubt(one, [known[number] for number in sorted(bearers)]))
    linked = [joined(cluster, found[number]) for number, cluster in enumerate(known)]
    return Result([*linked, *clusters[len(known) :]], doubts)


def _index(clusters: list[Cluster], features_of: Callable[[Occurrence], list[tuple[str, str]]]) -> dict[tuple[str, str], set[int]]:
    """Each feature of a member to the clusters that have one with it."""
    index: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        for one in cluster.members:
            for feature in features_of(one.occurrence):
                index[feature].add(number)
    return index


def _role_and_company(one: Occurrence) -> list[tuple[str, str]]:
    return [(one.role, name) for name in one.company] if one.role else []


def _surname_doubt(one: Occurrence, bearers: list[Cluster]) -> Doubt:
    names = sorted({cluster.members[0].occurrence.name for cluster in bearers})
    told = ", ".join(names[:4]) + (f" and {len(names) - 4:,} more" if len(names) > 4 else "")
    message = f"the article gives only “{one.name}”; neither role nor company shows who is meant (in other articles: {told})"
    return Doubt(one, tuple(cluster.members[0].occurrence.id for cluster in bearers), "surname-only", message)
