"""What the analyst has decided about actors (``actors.csv``), done to the tables of one article.

Merging, splitting, renaming and changing a kind come before roles and coreference, so that these follow; hiding comes last.
"""

from typing import NamedTuple

import pandas as pd

from dramatis import tables
from dramatis.article import Article
from dramatis.extract.folding import fold
from dramatis.lexicon import ActorRule

__all__ = ["Corrected", "corrected", "hidden", "rule_findings"]


class Corrected(NamedTuple):
    """Tables ``actors`` and ``mentions`` after the corrections, and for each line that acted what it did and the spans it touched."""

    actors: pd.DataFrame
    mentions: pd.DataFrame
    acted: dict[int, tuple[str, list[list[int]]]]


class _State(NamedTuple):
    """Actors and mentions as rows, while lines act on them."""

    actors: dict[str, dict]
    mentions: list[dict]


def corrected(article: Article, actors: pd.DataFrame, mentions: pd.DataFrame, rules: tuple[ActorRule, ...]) -> Corrected:
    """Do what the lines say, in their order, save hiding.

    Parameters
    ----------
    article : Article
        Lines for another article are left out.
    actors, mentions : DataFrame
        As made by :func:`dramatis.extract.actors.actors`.
    rules : tuple of ActorRule
        As read by :func:`dramatis.lexicon.actor_rules`.
    """
    state = _State({row["id"]: row for row in actors.to_dict("records")}, mentions.to_dict("records"))
    steps = {"merge": _merge, "split": _split, "rename": _rename, "kind": _kind}
    acted: dict[int, tuple[str, list[list[int]]]] = {}
    for rule in rules:
        if rule.action in steps and rule.article in {"", article.id}:
            done = steps[rule.action](state, rule)
            if done:
                acted[rule.line] = done
    if not acted:
        return Corrected(actors, mentions, {})
    for row in state.actors.values():
        row["mentions"] = sum(mention["actor"] == row["id"] for mention in state.mentions)
    kept = [row for row in state.actors.values() if row["mentions"]]
    return Corrected(tables.table("actors", kept), tables.table("mentions", state.mentions), acted)


def hidden(article: Article, actors: pd.DataFrame, mentions: pd.DataFrame, rules: tuple[ActorRule, ...]) -> Corrected:
    """The tables without the actors that a line hides; ``acted`` says which they were."""
    acted: dict[int, tuple[str, list[list[int]]]] = {}
    gone: set[str] = set()
    state = _State({row["id"]: row for row in actors.to_dict("records")}, mentions.to_dict("records"))
    for rule in rules:
        if rule.action == "hide" and rule.article in {"", article.id}:
            found = _called(state, rule.actor)
            if found:
                gone.update(found)
                names = ", ".join(f"“{state.actors[actor]['name']}”" for actor in found)
                acted[rule.line] = (f"{names} is hidden", _spans(state, found))
    keep = ~actors["id"].isin(gone)
    return Corrected(actors[keep].reset_index(drop=True), mentions[~mentions["actor"].isin(gone)].reset_index(drop=True), acted)


def rule_findings(article: Article, rules: tuple[ActorRule, ...], acted: dict[int, tuple[str, list[list[int]]]]) -> pd.DataFrame:
    """Findings ``lexicon-applied``, one for every line that acted, and ``lexicon-unused`` for lines that match nothing here.

    A line for this very article that matches nothing is a warning; lines for all articles are told together, as information.
    """
    rows = [
        _row(article, "lexicon-applied", "info", f"Line {line} of actors.csv: {what}.", spans[:50])
        for line, (what, spans) in sorted(acted.items())
    ]
    idle = [rule for rule in rules if rule.line not in acted and rule.article in {"", article.id}]
    for rule in idle:
        if rule.article:
            message = f"Line {rule.line} of actors.csv ({rule.action} “{rule.actor}”) is for this article but matches nothing in it."
            rows.append(_row(article, "lexicon-unused", "warning", message, []))
    general = [str(rule.line) for rule in idle if not rule.article]
    if general:
        message = f"Lines of actors.csv for all articles that match nothing here ({len(general)}): {', '.join(general[:20])}."
        rows.append(_row(article, "lexicon-unused", "info", message, []))
    return tables.table("findings", rows)


def _called(state: _State, name: str) -> list[str]:
    """Ids of the actors that have this name, or else this alias."""
    key = fold(name)
    exact = [actor for actor, row in state.actors.items() if fold(row["name"]) == key]
    return exact or [actor for actor, row in state.actors.items() if any(fold(alias) == key for alias in row["aliases"])]


def _spans(state: _State, actors: list[str]) -> list[list[int]]:
    return [[row["start"], row["end"]] for row in state.mentions if row["actor"] in actors]


def _merge(state: _State, rule: ActorRule) -> tuple[str, list[list[int]]] | None:
    """`alias` joins `actor`; where the article lacks `actor`, the actor called `alias` takes that name."""
    into, others = _called(state, rule.actor)[:1], _called(state, rule.alias)
    others = [actor for actor in others if actor not in into]
    if not others:
        return None
    spans = _spans(state, others)
    target = state.actors[into[0] if into else others[0]]
    target["name"] = rule.actor if not into else target["name"]
    target["kind"] = rule.kind or target["kind"]
    for actor in others:
        row = state.actors[actor]
        names = [*target["aliases"], row["name"], *row["aliases"]]
        target["aliases"] = [name for name in dict.fromkeys(names) if name != target["name"]]
        if actor != target["id"]:
            del state.actors[actor]
    for mention in state.mentions:
        mention["actor"] = target["id"] if mention["actor"] in others else mention["actor"]
    _drop_overlaps(state, target["id"])
    return f"“{rule.alias}” is counted for “{target['name']}”", spans


def _drop_overlaps(state: _State, actor: str) -> None:
    """Of two mentions of one actor that overlap the first stays; merging can make such."""
    end, kept = -1, []
    for mention in sorted(state.mentions, key=lambda row: (row["start"], -row["end"])):
        if mention["actor"] != actor or mention["start"] >= end:
            kept.append(mention)
            end = mention["end"] if mention["actor"] == actor else end
    state.mentions[:] = kept


def _split(state: _State, rule: ActorRule) -> tuple[str, list[list[int]]] | None:
    """The places of `actor` that are written as `alias` become an actor."""
    owners = _called(state, rule.actor)
    moved = [row for row in state.mentions if row["actor"] in owners and fold(row["text"]) == fold(rule.alias)]
    if not moved:
        return None
    number = 1 + max(int(actor[1:]) for actor in state.actors)
    old = state.actors[moved[0]["actor"]]
    state.actors[f"a{number}"] = old | {"id": f"a{number}", "name": rule.alias, "kind": rule.kind or old["kind"], "aliases": []}
    for row in moved:
        row["actor"] = f"a{number}"
    for actor in owners:
        _without_alias(state, actor, rule.alias)
    return f"“{rule.alias}” is an actor apart from “{rule.actor}”", [[row["start"], row["end"]] for row in moved]


def _without_alias(state: _State, actor: str, alias: str) -> None:
    """An actor that lost its places called `alias` is not called so any more."""
    row = state.actors[actor]
    left = [name for name in row["aliases"] if fold(name) != fold(alias)]
    if fold(row["name"]) == fold(alias) and left:
        row["name"], left = left[0], left[1:]
    row["aliases"] = left


def _rename(state: _State, rule: ActorRule) -> tuple[str, list[list[int]]] | None:
    found = _called(state, rule.actor)
    for actor in found:
        row = state.actors[actor]
        row["aliases"] = [name for name in dict.fromkeys([row["name"], *row["aliases"]]) if name != rule.alias]
        row["name"] = rule.alias
    return (f"“{rule.actor}” is shown as “{rule.alias}”", _spans(state, found)) if found else None


def _kind(state: _State, rule: ActorRule) -> tuple[str, list[list[int]]] | None:
    found = _called(state, rule.actor)
    for actor in found:
        state.actors[actor]["kind"] = rule.kind
    return (f"“{rule.actor}” is of kind {rule.kind}", _spans(state, found)) if found else None


def _row(article: Article, kind: str, severity: str, message: str, spans: list[list[int]]) -> dict:
    return {"article_id": article.id, "kind": kind, "severity": severity, "message": message, "spans": spans}
