"""Actors of different articles linked into actors of the whole store: a named step of its own, careful rather than complete.

What links, what is left apart and where this errs: :func:`limits`, and ``docs/linking.md``.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from dramatis.corpus.bodies import bodies
from dramatis.corpus.gathering import COMPANY, LEAD, changed_blocks, occurrences
from dramatis.corpus.keys import slug
from dramatis.corpus.occurrences import Cluster, Doubt, Member, Occurrence, Result, family
from dramatis.corpus.parts import platforms
from dramatis.corpus.people import people
from dramatis.lexicon import actor_rules
from dramatis.store.schema import DERIVED

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Linked", "limits", "link", "made_by"]

VERSION = "6"
"""Goes up when a rule changes, so that everything is compared anew."""

SHORTER = frozenset({"short-name", "number-left-out", "surname-role-company", "surname-company"})
"""Rules that link a name to a longer one."""
TITLE = 48
"""Letters of a headline that tells actors of one name apart."""
CHIEF = 3
"""Of actors of one name one keeps it bare that so many times as many articles name as any other: a reader takes the bare name for it."""


class Linked(NamedTuple):
    """What linking did.

    Attributes
    ----------
    occurrences : int
        Actors of single articles.
    actors : int
        Actors of the whole store.
    apart : int
        Occurrences that were left apart although they could belong to an actor of another article; they are in the table ``unlinked``.
    compared : int
        Occurrences that were compared anew; 0 where nothing changed.
    """

    occurrences: int
    actors: int
    apart: int
    compared: int


def link(store: "Store", *, lexicon: str | Path | None = None, anew: bool = False) -> Linked:
    """Link the actors of all articles of a store, and keep the tables ``links`` and ``unlinked`` in it.

    Only names that new, changed or forgotten articles touch are compared anew. The outcome depends on the articles and on
    ``actors.csv`` alone, neither on their order nor on what was linked before.

    Parameters
    ----------
    store : Store
        Where the articles are.
    lexicon : path, optional
        A folder with the analyst's ``actors.csv``; the one that ships where it has none. Its lines for all articles hold across articles.
    anew : bool
        Compare everything anew.

    Returns
    -------
    Linked
        Counts; the tables are in the store.
    """
    rules = actor_rules(lexicon)
    now = made_by(lexicon)
    keys = dict(store.known()[["article_id", "key"]].itertuples(index=False, name=None))
    session = store.session()
    changed = None if anew or store.made_by("links") != now else changed_blocks(session, rules)
    compared = 0
    if changed is None or changed:

        def pieces() -> Iterator[dict[str, pd.DataFrame]]:
            nonlocal compared
            yield from _kept(store, changed)
            for found in occurrences(session, rules, changed):
                compared += len(found)
                yield _made(found)

        store.replace_tables(_TABLES, pieces(), keys, made_by=now)
    links = store.query("SELECT count(*) AS all, count(DISTINCT actor_key) AS actors FROM links").iloc[0]
    apart = store.query("SELECT count(*) AS all FROM unlinked").iloc[0]
    return Linked(int(links["all"]), int(links["actors"]), int(apart["all"]), compared)


def made_by(lexicon: str | Path | None = None) -> str:
    """A hash of the rules and of the lines of ``actors.csv``; where it is another one, everything is compared anew."""
    told = (VERSION, [rule[1:5] for rule in actor_rules(lexicon)], COMPANY, LEAD, platforms())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def limits() -> tuple[str, ...]:
    """What a reader must know of linked actors, in sentences; every page that shows them says so."""
    return (
        "Actors of different articles are taken for one by their whole name; where a person's is frequent, role or company must agree too.",
        "A surname alone does not link: articles that give no first name are counted apart unless role or company show who is meant.",
        "Two people of one rare name are taken for one, and one person under two names (a maiden name, a nickname) for two.",
        "Bodies that many countries have (a supreme court, a ministry) are linked by the country in their name, or within the country that "
        "an article is above all about; universities and police by company alone.",
        "Letters are taken for the body of another article only where several articles write them out, or country or company agrees.",
        "A platform that an article has only as the place of posts (“on Twitter”), and the label of an interviewer, are in no ranking.",
        "Places of one name are one actor, wherever they lie.",
        "A line in actors.csv overrides all of this.",
    )


_TABLES = ("links", "unlinked")


_KEPT = {
    "links": "SELECT * FROM links WHERE block NOT IN (SELECT unnest($changed::VARCHAR[]))",
    "unlinked": """
SELECT u.* FROM unlinked u SEMI JOIN (SELECT article_id, actor FROM links WHERE block NOT IN (SELECT unnest($changed::VARCHAR[]))) l
ON l.article_id = u.article_id AND l.actor = u.actor""",
}
"""Rows of an earlier linking that still hold: those of blocks that did not change."""


def _kept(store: "Store", changed: list[str] | None) -> Iterator[dict[str, pd.DataFrame]]:
    """What an earlier linking left that still holds; nothing where all is compared anew."""
    for name, sql in _KEPT.items() if changed is not None else ():
        for rows in store.session().batches(sql, {"changed": changed}):
            yield {name: rows}


def _made(found: list[Occurrence]) -> dict[str, pd.DataFrame]:
    """``links`` and ``unlinked`` for some whole blocks, in the order of articles and actors."""
    blocks: dict[str, list[Occurrence]] = defaultdict(list)
    for one in found:
        blocks[one.key.block].append(one)
    rows: dict[str, list[tuple]] = {name: [] for name in _TABLES}
    for block, members in blocks.items():
        result = _compared(block, members)
        kinds = [_kind(cluster) for cluster in result.clusters]
        keys = _keys(result.clusters, kinds)
        for key, name, cluster in zip(keys, _names(result.clusters, kinds), result.clusters, strict=True):
            rows["links"] += _link_rows(key, name, cluster, block, len(members))
        if result.doubts:
            pairs = zip(keys, result.clusters, strict=True)
            rows["unlinked"] += _unlinked_rows(result.doubts, {one.occurrence.id: key for key, cluster in pairs for one in cluster.members})
    return {name: _frame(name, sorted(made, key=itemgetter(0, 1))) for name, made in rows.items()}


def _frame(name: str, rows: list[tuple]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(DERIVED[name])
    return pd.DataFrame(
        {column.name: pd.Series(list(values), dtype=column.dtype) for column, values in zip(DERIVED[name], columns, strict=True)}
    )


def _compared(block: str, members: list[Occurrence]) -> Result:
    if block.startswith("line "):
        return Result([Cluster(members[0].key.base, [Member(one, 1.0, "", "actors.csv") for one in members])], [])
    return people(members) if block.startswith("person ") else bodies(members)


def _keys(clusters: list[Cluster], kinds: list[str]) -> list[str]:
    """A key for each cluster of a block: kind and name, and where several have these, a mark of the first occurrence."""
    plain = [f"{kind}:{slug(cluster.base)}" for cluster, kind in zip(clusters, kinds, strict=True)]
    counts = Counter(plain)
    return [key if counts[key] == 1 else f"{key}~{_mark(cluster)}" for key, cluster in zip(plain, clusters, strict=True)]


def _mark(cluster: Cluster) -> str:
    first = min(one.occurrence.id for one in cluster.members)
    return hashlib.sha256("\n".join(first).encode()).hexdigest()[:8]


def _kind(cluster: Cluster) -> str:
    """``person``, ``body`` (an organization or a group), ``place``, ``event`` or ``work``: what most occurrences are."""
    if len(cluster.members) == 1:
        return family(cluster.members[0].occurrence.kind)
    counts = Counter(family(one.occurrence.kind) for one in cluster.members)
    return min(counts.items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _names(clusters: list[Cluster], kinds: list[str]) -> list[str]:
    """What each cluster is called: by the name most articles use, and where others of its kind are called so, what tells it from them.

    One that is named :data:`CHIEF` times as often as each other one of the name keeps it bare, if no full name or country tells it apart.
    """
    plain = [_name(cluster) for cluster in clusters]
    keys = [(kind, name.casefold()) for name, kind in zip(plain, kinds, strict=True)]
    sizes: dict[tuple[str, str], list[int]] = {}
    for key, cluster in zip(keys, clusters, strict=True):
        sizes.setdefault(key, []).append(len(cluster.members))
    return [_told(name, cluster, sizes[key]) for name, key, cluster in zip(plain, keys, clusters, strict=True)]


def _told(name: str, cluster: Cluster, sizes: list[int]) -> str:
    if len(sizes) == 1:
        return name
    *_, second, first = sorted(sizes)
    apart = _in_full(name, cluster) or cluster.scope
    if not apart and len(cluster.members) == first and first >= CHIEF * second:
        return name
    return f"{name} ({apart or _where(cluster)})"


def _name(cluster: Cluster) -> str:
    """The name most articles use, those left aside that use a shorter one (*House* for *House of Representatives*)."""
    names = [one.occurrence.name for one in cluster.members if one.rule not in SHORTER]
    return _most(names or [one.occurrence.name for one in cluster.members])


def _in_full(name: str, cluster: Cluster) -> str:
    """The longest name of a cluster that is commonly called by letters; empty where it has none."""
    longest = max((one.occurrence.name for one in cluster.members), key=lambda each: (len(each), each))
    return longest if name.isupper() and not longest.isupper() else ""


def _where(cluster: Cluster) -> str:
    """The article that names it, or the first of several."""
    first = min((one.occurrence for one in cluster.members), key=lambda one: one.id)
    title = first.title or first.article
    title = title if len(title) <= TITLE else f"{title[:TITLE].rpartition(' ')[0] or title[:TITLE]} …"
    more = len({one.occurrence.article for one in cluster.members}) - 1
    return f"in “{title}”" + (f" and {more:,} more" if more else "")


def _most(names: list[str]) -> str:
    """The most frequent; of two the longer one."""
    return names[0] if len(names) == 1 else min(Counter(names).items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[0]


def _link_rows(key: str, name: str, cluster: Cluster, block: str, in_block: int) -> list[tuple]:
    kinds = Counter(one.occurrence.kind for one in cluster.members)
    kind = min(kinds.items(), key=lambda pair: (-pair[1], pair[0]))[0]
    return [_link_row(one, (key, name, kind), (block, in_block)) for one in cluster.members]


def _link_row(one: Member, actor: tuple[str, str, str], block: tuple[str, int]) -> tuple:
    return (*one.occurrence.id, *actor, one.occurrence.mentions, one.occurrence.part, *_why(one), *block)


def _why(one: Member) -> tuple[float, str, str]:
    """Score, evidence and rule."""
    if one.occurrence.line:
        return 1.0, f"line {one.occurrence.line} of actors.csv", "actors.csv"
    return one.score, one.evidence, one.rule


def _unlinked_rows(doubts: list[Doubt], of_occurrence: dict[tuple[str, str], str]) -> list[tuple]:
    candidates = {each: sorted({of_occurrence[one] for one in each}) for each in {doubt.candidates for doubt in doubts}}
    return [(*one.id, one.name, one.kind, candidates[each], reason, message) for one, each, reason, message in doubts]
