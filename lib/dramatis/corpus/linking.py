"""Actors of different articles linked into actors of the whole store: a named step of its own, careful rather than complete.

What links, what is left apart and where this errs: :func:`limits`, and ``docs/linking.md``.
"""

import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from dramatis.corpus.bodies import FAMILIES, bodies
from dramatis.corpus.keys import Key, key_of, nation_of, slug
from dramatis.corpus.occurrences import Cluster, Doubt, Member, Occurrence, Result, role_key
from dramatis.corpus.people import people
from dramatis.extract.folding import fold
from dramatis.lexicon import ActorRule, actor_rules
from dramatis.store.schema import empty, from_rows

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Linked", "limits", "link", "made_by"]

VERSION = "2"
"""Goes up when a rule changes, so that everything is compared anew."""
COMPANY = 8
"""Persons and bodies that an article mentions most, whose names are its company."""
LEAD = 2
"""How many times as often as any other country an article must mention one for its bodies to be that country's."""


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
    anew = anew or store.made_by("links") != now
    keys = dict(store.known()[["article_id", "key"]].itertuples(index=False, name=None))
    old = _Old(empty("links"), empty("unlinked"), None) if anew else _kept(store, rules)
    found = _occurrences(store, rules, old.changed)
    links, unlinked = (_together(name, rows, made) for name, rows, made in zip(_TABLES, old, _made(found), strict=False))
    if anew or old.changed:
        store.replace_table("unlinked", unlinked, keys, made_by=now)
        store.replace_table("links", links, keys, made_by=now)
    return Linked(len(links), links["actor_key"].nunique(), len(unlinked), len(found))


def made_by(lexicon: str | Path | None = None) -> str:
    """A hash of the rules and of the lines of ``actors.csv``; where it is another one, everything is compared anew."""
    told = (VERSION, [rule[1:5] for rule in actor_rules(lexicon)], COMPANY, LEAD)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def limits() -> tuple[str, ...]:
    """What a reader must know of linked actors, in sentences; every page that shows them says so."""
    return (
        "Actors of different articles are taken for one by their whole name; where a person's is frequent, role or company must agree too.",
        "A surname alone does not link: articles that give no first name are counted apart unless role or company show who is meant.",
        "Two people of one rare name are taken for one, and one person under two names (a maiden name, a nickname) for two.",
        "Bodies that many countries have (a supreme court, a ministry) are linked within the country that an article is above all about.",
        "Places of one name are one actor, wherever they lie.",
        "A line in actors.csv overrides all of this.",
    )


_TABLES = ("links", "unlinked")


class _Old(NamedTuple):
    """Rows of blocks that did not change, and the blocks that did: in them an actor came, went or changed; None where all are looked at."""

    links: pd.DataFrame
    unlinked: pd.DataFrame
    changed: list[str] | None


def _kept(store: "Store", rules: tuple[ActorRule, ...]) -> _Old:
    """What an earlier linking left that still holds."""
    links, unlinked = store.table("links"), store.table("unlinked")
    counts = links.groupby("block")["in_block"].agg(["size", "first"])
    changed = set(counts.index[counts["size"] != counts["first"]])
    for row in store.query(_NEW).itertuples(index=False):
        named = _named(rules, row.article_id, row.name, row.kind)
        changed |= {named.key.block} if named else set()
    kept = links[~links["block"].isin(changed)]
    still = pd.MultiIndex.from_frame(unlinked[["article_id", "actor"]]).isin(pd.MultiIndex.from_frame(kept[["article_id", "actor"]]))
    return _Old(kept, unlinked[still], sorted(changed))


_NEW = """
SELECT a.article_id, a.name, a.kind FROM actors a
ANTI JOIN links l ON l.article_id = a.article_id AND l.actor = a.id"""
_ACTORS = """
SELECT a.article_id, a.id, a.name, a.kind, a.role, a.affiliation, a.aliases, left(r.date::VARCHAR, 4) AS year
FROM actors a JOIN articles r ON r.article_id = a.article_id LEFT JOIN links l ON l.article_id = a.article_id AND l.actor = a.id
WHERE $anew OR l.block IS NULL OR l.block IN (SELECT unnest($changed))
ORDER BY a.article_id, a.id"""
_COMPANY = """
SELECT article_id, list(name ORDER BY mentions DESC, id)[:$most] AS names FROM actors
WHERE (kind = 'organization' OR (kind = 'person' AND name LIKE '% %')) AND ($anew OR article_id IN (SELECT unnest($ids)))
GROUP BY article_id"""
_PLACES = """
SELECT article_id, name, sum(mentions) AS mentions FROM actors WHERE kind = 'place' AND ($anew OR article_id IN (SELECT unnest($ids)))
GROUP BY ALL"""


def _occurrences(store: "Store", rules: tuple[ActorRule, ...], changed: list[str] | None) -> list[Occurrence]:
    """The occurrences that are to be compared, in the order of their ids; all of them where `changed` is None."""
    anew = changed is None
    rows = store.query(_ACTORS, {"anew": anew, "changed": changed or []})
    chosen = {"anew": anew, "ids": [] if anew else rows["article_id"].unique().tolist()}
    company = {
        one: tuple(map(fold, names)) for one, names in store.query(_COMPANY, chosen | {"most": COMPANY}).itertuples(index=False, name=None)
    }
    nations = _nations(store.query(_PLACES, chosen))
    found = []
    for row in rows.astype(object).where(rows.notna(), None).itertuples(index=False, name=None):
        article, actor, name, kind, role, affiliation, aliases, year = row
        named = _named(rules, article, name, kind)
        if named:
            own = {fold(name), *map(fold, aliases)}
            others = tuple(one for one in company.get(article, ()) if one not in own)
            place = nation_of(affiliation or "") or nations.get(article, "")
            of_text = (role_key(role, affiliation), tuple(aliases), others, place, year or "")
            found.append(Occurrence(article, actor, named.name, named.kind, named.key, *of_text, named.line))
    return found


class _Named(NamedTuple):
    """What an actor is called and of which kind, by the article or by the analyst; `line` of ``actors.csv`` is 0 for the former."""

    name: str
    kind: str
    key: Key
    line: int


def _named(rules: tuple[ActorRule, ...], article: str, name: str, kind: str) -> _Named | None:
    """The name under which an actor is compared; None where a line hides it."""
    line = 0
    for rule in rules:
        if rule.article not in ("", article):
            continue
        own, other = fold(name) == fold(rule.actor), fold(name) == fold(rule.alias)
        if rule.action == "hide" and own:
            return None
        if rule.action == "split" and (other or (own and rule.article)):
            return _Named(
                name, rule.kind or kind, Key(f"line {rule.line} {fold(name)}", f"{fold(name)} line {rule.line}", "line"), rule.line
            )
        if (rule.action == "merge" and other) or (rule.action == "rename" and own):
            name, kind, line = (rule.actor if rule.action == "merge" else rule.alias), rule.kind or kind, rule.line
        if rule.action == "kind" and own:
            kind = rule.kind
    return _Named(name, kind, key_of(name, kind), line)


def _nations(places: pd.DataFrame) -> dict[str, str]:
    """Article id to the country that it mentions twice as often as any other."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for article, name, mentions in places.itertuples(index=False, name=None):
        if nation := nation_of(name):
            counts[article][nation] += int(mentions)
    found = {}
    for article, of_article in counts.items():
        (nation, most), *others = sorted(of_article.items(), key=lambda pair: (-pair[1], pair[0]))
        if not others or most >= LEAD * others[0][1]:
            found[article] = nation
    return found


def _made(found: list[Occurrence]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of ``links`` and ``unlinked`` for all blocks of the occurrences."""
    blocks: dict[str, list[Occurrence]] = defaultdict(list)
    for one in found:
        blocks[one.key.block].append(one)
    links: list[dict[str, Any]] = []
    unlinked: list[dict[str, Any]] = []
    for block, members in blocks.items():
        result = _compared(block, members)
        keys = _keys(result.clusters)
        of_occurrence = {one.occurrence.id: key for key, cluster in zip(keys, result.clusters, strict=True) for one in cluster.members}
        for key, cluster in zip(keys, result.clusters, strict=True):
            links += _link_rows(key, cluster, block, len(members))
        unlinked += [_unlinked_row(doubt, of_occurrence) for doubt in result.doubts]
    return links, unlinked


def _compared(block: str, members: list[Occurrence]) -> Result:
    if block.startswith("line "):
        return Result([Cluster(members[0].key.base, [Member(one, 1.0, "", "actors.csv") for one in members])], [])
    return people(members) if block.startswith("person ") else bodies(members)


def _keys(clusters: list[Cluster]) -> list[str]:
    """A key for each cluster of a block: kind and name, and where several have these, a mark of the first occurrence."""
    plain = [f"{_kind(cluster)}:{slug(cluster.base)}" for cluster in clusters]
    counts = Counter(plain)
    return [key if counts[key] == 1 else f"{key}~{_mark(cluster)}" for key, cluster in zip(plain, clusters, strict=True)]


def _mark(cluster: Cluster) -> str:
    first = min(one.occurrence.id for one in cluster.members)
    return hashlib.sha256("\n".join(first).encode()).hexdigest()[:8]


def _kind(cluster: Cluster) -> str:
    """``person``, ``body`` (an organization or a group), ``place``, ``event`` or ``work``: what most occurrences are."""
    counts = Counter(FAMILIES.get(one.occurrence.kind, one.occurrence.kind) for one in cluster.members)
    return min(counts.items(), key=lambda pair: (-pair[1], pair[0]))[0]


def _link_rows(key: str, cluster: Cluster, block: str, in_block: int) -> list[dict[str, Any]]:
    names = Counter(one.occurrence.name for one in cluster.members)
    kinds = Counter(one.occurrence.kind for one in cluster.members)
    name = min(names.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))[0]
    kind = min(kinds.items(), key=lambda pair: (-pair[1], pair[0]))[0]
    same = {"actor_key": key, "name": name, "kind": kind, "block": block, "in_block": in_block}
    return [_link_row(one) | same for one in cluster.members]


def _link_row(one: Member) -> dict[str, Any]:
    where = {"article_id": one.occurrence.article, "actor": one.occurrence.actor}
    if one.occurrence.line:
        return where | {"score": 1.0, "evidence": f"line {one.occurrence.line} of actors.csv", "rule": "actors.csv"}
    return where | {"score": one.score, "evidence": one.evidence, "rule": one.rule}


def _unlinked_row(doubt: Doubt, of_occurrence: dict[tuple[str, str], str]) -> dict[str, Any]:
    one = doubt.occurrence
    candidates = sorted({of_occurrence[each] for each in doubt.candidates})
    told = {"candidates": candidates, "reason": doubt.reason, "message": doubt.message}
    return {"article_id": one.article, "actor": one.actor, "name": one.name, "kind": one.kind} | told


def _together(name: str, old: pd.DataFrame, made: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows that still hold and new ones, in the order of articles and actors."""
    rows = from_rows(name, made)
    whole = pd.concat([old, rows], ignore_index=True) if len(old) else rows
    return whole.sort_values(["article_id", "actor"], kind="stable", ignore_index=True)
