"""Names joined into actors: people, organizations, places, events and works of one article, each with every place that names it."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import lexicons
from dramatis.extract.anaphora import word_span
from dramatis.extract.bodies import ACRONYM, GENERIC, BodyName, bodies
from dramatis.extract.folding import SUFFIXES, fold, name_parts, word_set
from dramatis.extract.known import Name
from dramatis.extract.name_kinds import KIND_OF_END, SURE_ENDS, by_description, shown_kinds
from dramatis.extract.persons import PersonName, people
from dramatis.extract.places import Places
from dramatis.extract.scheme import Words, words
from dramatis.extract.teams import plays

__all__ = ["Actors", "actors", "title_before"]

KIND_ORDER = ("person", "organization", "place", "event", "work", "group")
"""Which kind wins a tie."""
SPLIT_SHARE = 0.3
"""A form that is a person's surname and something else too is split where each reading has this share of its places."""
TEAM_SHARE = 0.4
"""Share of a place's names at which its team must play for the actor to be the team."""
BODY_ENDS = GENERIC["organization"] - {"church", "news", "air", "college", "school", "union", "trust", "se", "sa", "ag", "ab"} | word_set(
    "dairies dairy farms foods mills stores wines vineyards orchards nurseries builders homes hotels properties estates ventures partners "
    "associates logistics solutions services studios records pictures productions publishing press"
)
"""Last words that no person is called by."""
SHOUTED = 5
"""Letters above which a name in capitals is no acronym but a headline's or dateline's."""
MOST_ALIASES = 12
KIN_REACH = 40
"""Characters before a name, and half as many behind it, in which a noun for a relative is looked for."""
TITLE_REACH = 40
"""Characters before a name in which titles are looked for."""


class Actors(NamedTuple):
    """The tables of :func:`actors`; see :data:`dramatis.tables.TABLES`."""

    actors: pd.DataFrame
    mentions: pd.DataFrame
    findings: pd.DataFrame


def actors(article: Article, doc: Doc, names: pd.DataFrame, sentences: pd.DataFrame, view: Words | None = None) -> Actors:
    """Actors from names, without roles and coreference.

    Parameters
    ----------
    article : Article
        The article; `doc` holds exactly its text.
    doc : Doc
        The article's text after the pipeline.
    names : DataFrame
        As made by :func:`dramatis.extract.names.names`.
    sentences : DataFrame
        As made by :func:`dramatis.extract.sentences.sentences`.
    view : Words, optional
        The words of `doc`, where they are known already.

    Returns
    -------
    Actors
        Every name is a mention of exactly one actor. Ids follow the order of first mention; salience is 0 until it is measured.
        Findings are of kind ``name-variant`` and ``surname-shared``.
    """
    rows = [Name(*row) for row in names.itertuples(index=False)]
    view = view or words(doc)
    shown = shown_kinds(view, rows)
    rows = [by_description(view, row) for row in rows]
    rows = [row._replace(label=shown[name_parts(row.text)]) if name_parts(row.text) in shown else row for row in rows]
    playing = plays(article.text, view, [word_span(view, row.start, row.end) for row in rows])
    kinds = _with_teams(rows, _kinds(article.text, rows), playing)
    people_found, other, rules = _grouped(article.text, rows, kinds)
    groups = sorted([*people_found.groups, *other], key=min)
    places = Places(sentences)
    actor_rows, mention_rows = [], []
    for number, group in enumerate(groups, start=1):
        kind = _group_kind([(rows[index], kinds[index], playing[index]) for index in sorted(group)])
        actor = {"article_id": article.id, "id": f"a{number}"} | _actor([rows[index] for index in sorted(group)], kind)
        actor_rows.append(actor)
        mention_rows.extend(_mention(article.id, actor["id"], rows[index], rules[index], places) for index in group)
    mention_rows.sort(key=lambda row: row["start"])
    variants = [*people_found.variants, *_cut_short(rows, rules, groups)]
    doubts = [_shared_finding(article.id, rows, bare, bearers) for bare, bearers in people_found.shared]
    return Actors(
        tables.table("actors", actor_rows),
        tables.table("mentions", mention_rows),
        tables.table("findings", [*(_variant_finding(article.id, rows[a], rows[b]) for a, b in variants), *doubts]),
    )


def title_before(text: str, start: int) -> lexicons.Title | None:
    """The title that stands right before a name (*Mrs*, *Prime Minister*), the longest one that is known."""
    before = text[max(0, start - TITLE_REACH) : start].rstrip().split("\n")[-1].split(" ")
    known = lexicons.titles()
    return next((known[key] for n in (3, 2, 1) if len(before) >= n and (key := fold(" ".join(before[-n:]))) in known), None)


def _grouped(text: str, rows: list[Name], kinds: list[str]) -> tuple:
    """People, other groups of places, and the rule and confidence of each place."""
    breaks = [place.start() for place in re.finditer("\n", text)]
    humans = [_person_name(text, index, row, breaks) for index, row in enumerate(rows) if kinds[index] == "person"]
    others = [_body_name(index, row, kinds[index]) for index, row in enumerate(rows) if kinds[index] != "person"]
    found = people(humans)
    groups, rules = bodies(text, others)
    for index, row in enumerate(rows):
        if row.form == "demonym":
            rules[index] = ("demonym", 0.95)
    return found, groups, found.rules | rules


def _person_name(text: str, index: int, row: Name, breaks: list[int]) -> PersonName:
    title = title_before(text, row.start)
    honorific = fold(title.title).strip(".") if title and title.kind == "honorific" else ""
    around = f"{text[max(0, row.start - KIN_REACH) : row.start]} {text[row.end : row.end + KIN_REACH // 2]}"
    kin = any((noun := lexicons.nouns().get(word.removesuffix("s"))) and noun.kin for word in re.findall(r"[a-z]+", around))
    return PersonName(index, name_parts(row.text), row.start, title.gender if title else "", honorific, bisect_left(breaks, row.start), kin)


def _body_name(index: int, row: Name, kind: str) -> BodyName:
    """The name of a body; a demonym goes by the name of its country."""
    country = lexicons.country_of_demonym().get(fold(row.text)) if row.form == "demonym" else None
    shown = country.name if country else row.text
    return BodyName(index, name_parts(shown), row.start, row.end, shown, kind)


def _kinds(text: str, rows: list[Name]) -> list[str]:
    """The kind of every place: that of its form, by the votes of all its places, save where a surname is also something else.

    A single word that was taken for a person but starts a body's name, and no person's, is the short name of that body.
    """
    votes: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    surnames, body_words, person_words = set(), set(), set()
    for row in rows:
        parts = name_parts(row.text)
        votes[parts][row.label] += 0.1 if row.rule == "repeated" else 1
        if row.label == "person" and len(parts) > 1:
            surnames.add(parts[-1])
            person_words.update(parts)
        elif row.label == "organization" and len(parts) > 1:
            body_words.add(parts[0])
    for parts, labels in votes.items():
        if len(parts) > 1 and parts[-1] in BODY_ENDS and labels["person"]:
            labels["organization"] += labels["person"] + 1
        if len(parts) > 1 and parts[-1] in KIND_OF_END and (parts[-2] in SUFFIXES or parts[-1] in SURE_ENDS or _winner(labels) != "person"):
            labels[KIND_OF_END[parts[-1]]] += labels.total() + 1
    for (word, *rest), labels in votes.items():
        if not rest and word in body_words - person_words and _winner(labels) == "person":
            labels["organization"] += labels["person"] + 1
    towns = {index for index, (row, after) in enumerate(pairwise(rows)) if _is_before_its_region(text, row, after)}
    return ["place" if index in towns else _kind(row, votes[name_parts(row.text)], surnames) for index, row in enumerate(rows)]


def _is_before_its_region(text: str, row: Name, after: Name) -> bool:
    """Whether a comma and another place follow a place: *of Austin, Texas* is the town, whoever else is called Austin."""
    beside = after.label == "place" and row.form == after.form == "name" and text[row.end : after.start] == ", "
    before = text[max(0, row.start - 6) : row.start]
    return beside and (row.label == "place" or (" " not in row.text and before.endswith((" of ", " in ", " near "))))


def _with_teams(rows: list[Name], kinds: list[str], playing: list[bool]) -> list[str]:
    """The kinds, with organization for every form of a place whose team plays at a good share of its places."""
    shares: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for row, kind, plays_here in zip(rows, kinds, playing, strict=True):
        if kind == "place" and row.form == "name":
            shares[name_parts(row.text)].append(plays_here)
    teams = {parts for parts, found in shares.items() if sum(found) >= TEAM_SHARE * len(found)}
    return ["organization" if kind == "place" and name_parts(row.text) in teams else kind for row, kind in zip(rows, kinds, strict=True)]


def _kind(row: Name, votes: Counter, surnames: set[str]) -> str:
    parts = name_parts(row.text)
    if row.form == "demonym":
        return "place"
    country = lexicons.country_of_name().get(fold(row.text))
    if len(parts) == 1 and parts[0] in surnames and not country:
        if "person" in votes and votes["person"] < (1 - SPLIT_SHARE) * votes.total() and votes["person"] >= SPLIT_SHARE * votes.total():
            return row.label
        return "person" if votes["person"] >= SPLIT_SHARE * votes.total() else _winner(votes)
    if country and country.code != "EU" and _winner(votes) != "person":
        return "place"
    return _winner(votes)


def _winner(votes: Counter) -> str:
    return max(votes, key=lambda kind: (votes[kind], -KIND_ORDER.index(kind)))


def _group_kind(places: list[tuple[Name, str, bool]]) -> str:
    """The kind of an actor over all its places (name, kind of its form, whether a team plays there).

    A country is a place, whatever its places were taken for, unless its team plays at a good share of them.
    """
    named = [place for place in places if place[0].form == "name"] or places
    ends = {name_parts(row.text)[-1] for row, _, _ in named if " " in row.text}
    if told := next((KIND_OF_END[end] for end in sorted(ends & SURE_ENDS)), None):
        return told
    kind = _winner(Counter(kind for _, kind, _ in named))
    if kind == "person":
        return kind
    country = _country([row for row, _, _ in places])
    if kind == "place" or country:
        team = sum(plays for _, _, plays in named) >= TEAM_SHARE * len(named)
        return "organization" if team else "place" if country is None or country.code != "EU" else kind
    return kind


def _actor(rows: list[Name], kind: str) -> dict:
    """The row of an actor: its fullest good name and its other names."""
    named = [row for row in rows if row.form == "name"]
    counts = Counter(row.text for row in named or rows)
    country = _country(rows)
    name = _best_name(counts, kind, country)
    others = Counter(row.text for row in rows if row.text != name)
    aliases = sorted(others, key=lambda text: (-others[text], text))[:MOST_ALIASES]
    return {"name": name, "kind": kind, "aliases": aliases, "mentions": len(rows), "salience": 0.0}


def _country(rows: list[Name]) -> lexicons.Country | None:
    by_name, by_demonym = lexicons.country_of_name(), lexicons.country_of_demonym()
    return next((found for row in rows if (found := (by_demonym if row.form == "demonym" else by_name).get(fold(row.text)))), None)


def _best_name(counts: Counter, kind: str, country: lexicons.Country | None) -> str:
    """The fullest form that is well written; of a country, its usual name where the article has it or has only demonyms."""
    if country and kind in {"place", "organization"} and country.code != "EU":
        demonyms = lexicons.country_of_demonym()
        known = [text for text in counts if fold(text) not in demonyms]
        if not known or any(fold(text) == fold(country.name) for text in known):
            return country.name
        counts = Counter({text: counts[text] for text in known})

    def goodness(text: str) -> tuple:
        words = text.split()
        shouted = text.isupper() and len(text) > SHOUTED
        return (
            not shouted,
            len(words) < 9,
            not ACRONYM.match(text),
            len([w for w in words if len(w.strip(".")) > 1]),
            sum(text != other and text.startswith(other) for other in counts),
            counts[text],
            len(text),
        )

    best = max(sorted(counts), key=goodness)
    best = re.sub(r"\s+", " ", best)
    return best.title() if best.isupper() and len(best) > SHOUTED and kind in {"person", "place"} else best


def _cut_short(rows: list[Name], rules: dict[int, tuple[str, float]], groups: list[list[int]]) -> list[tuple[int, int]]:
    """For every body that is also called by the start of its name (*Exxon*, *ExxonMobil*) the first places of the two."""
    pairs = []
    for group in groups:
        short = min((index for index in group if rules[index][0] == "name-start"), default=None)
        whole = min((index for index in group if rules[index][0] != "name-start"), default=None)
        if short is not None and whole is not None:
            pairs.append((min(short, whole), max(short, whole)))
    return pairs


def _mention(article_id: str, actor_id: str, row: Name, rule: tuple[str, float], places: Places) -> dict:
    shared = {"article_id": article_id, "actor": actor_id, "start": row.start, "end": row.end, "text": row.text, "form": row.form}
    return shared | {"sentence": places.sentence(row.start), "rule": rule[0], "confidence": rule[1]}


def _shared_finding(article_id: str, rows: list[Name], bare: list[int], bearers: list[int]) -> dict:
    """The doubt about a name that several people bear."""
    people = " or ".join(rows[index].text for index in sorted(bearers))
    places = "one place" if len(bare) == 1 else f"{len(bare)} places"
    message = f"“{rows[bare[0]].text}” may be {people} at {places}: the article gives several people this name."
    spans = [[rows[index].start, rows[index].end] for index in bare]
    return {"article_id": article_id, "kind": "surname-shared", "severity": "warning", "message": message, "spans": spans}


def _variant_finding(article_id: str, a: Name, b: Name) -> dict:
    message = f"“{a.text}” and “{b.text}” are taken for two forms of one name."
    return {
        "article_id": article_id,
        "kind": "name-variant",
        "severity": "info",
        "message": message,
        "spans": [[a.start, a.end], [b.start, b.end]],
    }
