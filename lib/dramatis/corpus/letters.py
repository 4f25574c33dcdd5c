"""Letters that stand for a body: whose they are is told by more than one article that writes them out.

What one article writes out is no evidence for another, which may mean other words by the same letters (*DRM*, *ABC*).
"""

from collections.abc import Callable, Hashable

from dramatis.corpus.keys import key_of
from dramatis.corpus.occurrences import Cluster, Doubt, Member, Occurrence, Result, agreement, apart, grouped, joined, member, pairs

__all__ = ["letters"]

ACRONYM, SAME_LETTERS = 0.85, 0.75
"""Scores: letters that stand for a body of other articles; the same letters, which no article or several write out."""
SEVERAL = 3
"""Articles that write letters out in one way, and none in another, so that they mean the same elsewhere too."""
FEW = 2
"""Letters of a name that is too short to be one without more evidence (*RS*)."""


def letters(base: str, occurrences: list[Occurrence], made: Result, of_one_name: Callable[[list[Occurrence]], list[Cluster]]) -> Result:
    """Acronyms added to what was made of the block's other names: to the body that articles write out so, where that is shown to be meant;
    to each other where no article writes them out; else apart.
    """
    bearers = [cluster for cluster in made.clusters if _writing_out(cluster, base)]
    if not bearers and len(base) > FEW:
        return Result([*made.clusters, *of_one_name(occurrences)], made.doubts)
    if len(bearers) == 1:
        told = {one.id: why for one in occurrences if (why := _why(one, bearers[0], base))}
        members = [Member(one, ACRONYM, told[one.id], "acronym") for one in occurrences if one.id in told]
        linked = joined(bearers[0], members)
        made = Result([linked if cluster is bearers[0] else cluster for cluster in made.clusters], made.doubts)
        occurrences, bearers = [one for one in occurrences if one.id not in told], [linked]
    return _by_themselves(occurrences, bearers, made)


def _writing_out(cluster: Cluster, base: str) -> list[Occurrence]:
    """The occurrences whose article gives these letters as another name of the actor."""
    return [
        one.occurrence for one in cluster.members if any(key_of(alias, "organization").base == base for alias in one.occurrence.aliases)
    ]


def _why(one: Occurrence, bearer: Cluster, base: str) -> str:
    """What shows that an article means the body by its letters; empty where nothing does."""
    name = bearer.members[0].occurrence.name
    known = _writing_out(bearer, base)
    if len(known) >= SEVERAL:
        return f"the letters that {len(known):,} other articles use for {name}, and none for another body"
    members = [each.occurrence for each in bearer.members]
    if one.nation and any(one.nation == other.nation for other in members):
        return f"the letters of {name} in an article that is about {one.nation} too"
    shared = next((pair for pair in pairs(one) if any(pair in pairs(other) for other in members)), None)
    return f"the letters of {name}, named with {shared[0]} and {shared[1]} as there" if shared else ""


def _by_themselves(occurrences: list[Occurrence], bearers: list[Cluster], made: Result) -> Result:
    """Letters that are nobody's for certain: with each other where country or company agrees, and left apart from the rest."""
    clusters, doubts = list(made.clusters), list(made.doubts)
    groups = grouped(occurrences, {one.id: _features(one) for one in occurrences})
    for group in groups:
        others = [cluster.members[0].occurrence for cluster in bearers] + [other[0] for other in groups if other is not group]
        if len(group) > 1:
            agree = agreement(group)
            members = [member(one, agree, base=SAME_LETTERS, rule="same-letters", name="the same letters") for one in group]
            clusters.append(Cluster(group[0].key.base, members))
        else:
            clusters.append(apart(group[0], "several-bearers" if len(bearers) > 1 else "letters-only" if others else "alone"))
        doubts += [_doubt(one, bearers, others) for one in group if others]
    return Result(clusters, doubts)


def _doubt(one: Occurrence, bearers: list[Cluster], others: list[Occurrence]) -> Doubt:
    names = ", ".join(cluster.members[0].occurrence.name for cluster in bearers)
    if len(bearers) > 1:
        reason, message = "several-bearers", f"“{one.name}” could be each of {names}"
    elif bearers:
        reason, message = "letters-only", f"“{one.name}” is short for {names} elsewhere, and nothing in this article shows that it is here"
    else:
        reason, message = (
            "letters-only",
            f"“{one.name}” are two letters, and nothing in this article shows that they mean the same as elsewhere",
        )
    return Doubt(one, tuple(other.id for other in others), reason, message)


def _features(one: Occurrence) -> list[Hashable]:
    """What two articles must share for the same letters to be one: their country, two names, or the publisher who asks by these letters."""
    country = [("nation", one.nation)] if one.nation else []
    return [*country, *pairs(one), *([("asks", one.publisher)] if one.part == "interviewer" else [])]
