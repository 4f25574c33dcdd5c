"""One actor in many articles: when named, in which roles, what said and what is said of it, on what, and with whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from dramatis.corpus import company, counts, evidence, identity
from dramatis.corpus.decided import decided, decided_lists
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.finding import Found, found_actor
from dramatis.corpus.firsts import with_firsts
from dramatis.corpus.offices import offices
from dramatis.corpus.selection import Selection
from dramatis.corpus.voice import KIND, SOURCE

__all__ = ["Profile", "actor_profile"]

QUOTED, OF_ONE = 20, 4
"""Quotations by the actor, and about it, that a page shows: the newest, and how many of one article at most."""
LISTED = 200
SHOWN = 12

_OWN = """
, own AS (
    SELECT p.article_id, p.actor FROM people p JOIN chosen c ON c.article_id = p.article_id WHERE p.actor_key = $key
)"""
_PRESENCE = """
SELECT c.bin, count(DISTINCT c.article_id) AS articles, count(DISTINCT c.article_id) FILTER (WHERE c.original) AS originals,
    sum(a.mentions)::BIGINT AS mentions
FROM own o JOIN chosen c ON c.article_id = o.article_id JOIN actors a ON a.article_id = o.article_id AND a.id = o.actor
GROUP BY c.bin ORDER BY c.bin"""
_QUOTED = """
SELECT c.bin, count(DISTINCT c.article_id) AS articles, count(DISTINCT c.article_id) FILTER (WHERE c.original) AS originals,
    count(*) AS mentions, sum(q.words)::BIGINT AS words
FROM own o JOIN quotes q ON q.article_id = o.article_id AND q.speaker = o.actor JOIN chosen c ON c.article_id = o.article_id
GROUP BY c.bin ORDER BY c.bin"""
_NAMES = """
SELECT a.name, count(DISTINCT o.article_id) AS articles FROM own o JOIN actors a ON a.article_id = o.article_id AND a.id = o.actor
GROUP BY a.name ORDER BY articles DESC, a.name LIMIT $shown"""
_ROLES = """
SELECT a.role, a.affiliation, c.article_id, c.title, c.day, c.publisher, o.actor, a.role_start AS start, a.role_end AS "end",
    substring(t.text, greatest(a.role_start - 59, 1), a.role_end - greatest(a.role_start - 60, 0) + 60) AS words
FROM own o JOIN actors a ON a.article_id = o.article_id AND a.id = o.actor JOIN chosen c ON c.article_id = o.article_id
    JOIN articles t ON t.article_id = o.article_id
WHERE a.role IS NOT NULL ORDER BY c.day NULLS LAST, c.article_id"""
_FEW = f"""QUALIFY row_number() OVER (PARTITION BY q.article_id ORDER BY q.start) <= {OF_ONE}
ORDER BY c.day DESC NULLS LAST, c.article_id, q.start LIMIT $quoted"""
_SAID = f"""
SELECT q.id, q.text AS words, {KIND} AS kind, q.cue, q.stance, q.words AS number, c.article_id, c.title, c.day, c.publisher, '' AS speaker,
    count(*) OVER () AS total
FROM own o JOIN quotes q ON q.article_id = o.article_id AND q.speaker = o.actor JOIN chosen c ON c.article_id = o.article_id
{_FEW}"""  # noqa: S608 (words of our own)
_ABOUT = f"""
, within AS (
    SELECT DISTINCT q.article_id, q.id FROM own o JOIN mentions m ON m.article_id = o.article_id AND m.actor = o.actor
    JOIN quotes q ON q.article_id = m.article_id AND q.start <= m.start AND m."end" <= q."end" AND q.speaker IS DISTINCT FROM o.actor
    WHERE {SOURCE}
)
SELECT q.id, q.text AS words, {KIND} AS kind, q.cue, q.stance, q.words AS number, c.article_id, c.title, c.day, c.publisher,
    coalesce(p.name, '') AS speaker, count(*) OVER () AS total
FROM within w JOIN quotes q ON q.article_id = w.article_id AND q.id = w.id JOIN chosen c ON c.article_id = q.article_id
    LEFT JOIN people p ON p.article_id = q.article_id AND p.actor = q.speaker
{_FEW}"""  # noqa: S608 (words of our own)
_CUES = """
SELECT coalesce(q.stance, 'none') AS stance, count(*) AS quotations, list(DISTINCT lower(q.cue) ORDER BY lower(q.cue))[:6] AS cues
FROM own o JOIN quotes q ON q.article_id = o.article_id AND q.speaker = o.actor WHERE q.cue IS NOT NULL GROUP BY stance
ORDER BY quotations DESC, stance"""
_BESIDE = """
, beside AS (SELECT DISTINCT m.article_id, m.sentence FROM own o JOIN mentions m ON m.article_id = o.article_id AND m.actor = o.actor)"""
_COMPANY = """
, found AS (
    SELECT p.actor_key AS key, min(p.name) AS name, min(p.kind) AS kind, b.article_id,
        count(DISTINCT b.sentence) AS sentences, min(b.sentence) AS sentence
    FROM beside b JOIN mentions m ON m.article_id = b.article_id AND m.sentence = b.sentence
    JOIN people p ON p.article_id = m.article_id AND p.actor = m.actor
    WHERE p.actor_key <> $key AND NOT p.aside GROUP BY p.actor_key, b.article_id
)"""
_TOPICS = """
, found AS (
    SELECT lower(t.label) AS key, min(t.label) AS name, '' AS kind, b.article_id,
        count(DISTINCT b.sentence) AS sentences, min(b.sentence) AS sentence
    FROM beside b JOIN topic_mentions m ON m.article_id = b.article_id AND m.sentence = b.sentence
    JOIN topics t ON t.article_id = m.article_id AND t.id = m.topic GROUP BY lower(t.label), b.article_id
)"""
_ARTICLES = """
SELECT c.article_id, c.title, c.day, c.publisher, c.words, c.original, list(o.actor ORDER BY o.actor) AS actor,
    sum(a.mentions)::BIGINT AS mentions, count(*) OVER () AS total
FROM own o JOIN chosen c ON c.article_id = o.article_id JOIN actors a ON a.article_id = o.article_id AND a.id = o.actor
GROUP BY ALL ORDER BY c.day DESC NULLS LAST, c.article_id LIMIT $listed"""


@dataclass(frozen=True)
class Profile:
    """All that the page of an actor shows.

    Attributes
    ----------
    selection : Selection
        The articles looked at.
    actor : Found
        The actor, and others that are called so.
    totals : dict
        See :func:`dramatis.corpus.counts.totals`; of all articles, also those that do not name the actor.
    over : DataFrame
        All articles by calendar bin.
    series : DataFrame
        In which share of them the actor is named, and quoted (``id`` n and q); see :func:`dramatis.corpus.counts.actors_by_bin`.
    names : DataFrame
        ``name``, ``articles``: what the articles call the actor.
    rules, apart : DataFrame
        By which rules the articles were linked, and who was left apart that could be the actor; see :mod:`dramatis.corpus.identity`.
    decided : DataFrame
        What the analyst decided about the actor; see :func:`dramatis.corpus.decided.decided`.
    roles : DataFrame
        ``id``, ``role`` (as most articles write it), ``wordings`` (others of the same office), ``affiliation`` (all that come with it,
        with numbers of articles), ``articles``, ``first``, ``last``.
    role_places : DataFrame
        A row a role and article, by date: ``id``, ``role``, ``article_id``, ``title``, ``day``, ``publisher``, ``words``.
    said, about : DataFrame
        The newest quotations by the actor and about it, with ``total``.
    stances : DataFrame
        ``stance``, ``quotations``, ``cues``: how the articles present what the actor says.
    company, topics : DataFrame
        ``id``, ``name``, ``kind``, ``articles``, ``sentences``, ``share`` of the articles that name the actor, ``low``, ``high``.
    articles : DataFrame
        The newest that name the actor.
    lists : tuple of EvidenceList
        The articles behind every number.
    """

    selection: Selection
    actor: Found
    totals: dict[str, int]
    over: pd.DataFrame
    series: pd.DataFrame
    names: pd.DataFrame
    rules: pd.DataFrame
    apart: pd.DataFrame
    decided: pd.DataFrame
    roles: pd.DataFrame
    role_places: pd.DataFrame
    said: pd.DataFrame
    about: pd.DataFrame
    stances: pd.DataFrame
    company: pd.DataFrame
    topics: pd.DataFrame
    articles: pd.DataFrame
    lists: tuple[EvidenceList, ...] = field(default=(), repr=False)

    @property
    def unsure(self) -> int:
        """How many actors of single articles were left apart that could be this one; those of the names listed."""
        return int(self.apart.drop_duplicates("id")["articles"].sum())

    @property
    def named(self) -> int:
        """How many articles name the actor."""
        return int(self.articles["total"].iloc[0]) if len(self.articles) else 0


def actor_profile(chosen: Selection, asked: str) -> Profile:
    """One actor in many articles.

    Parameters
    ----------
    chosen : Selection
        The articles; see :func:`dramatis.corpus.select`.
    asked : str
        The actor's key or name; empty: the one that most articles name.

    Raises
    ------
    ParameterError
        Where no actor is called so, with names that come near.
    """
    actor = found_actor(chosen, asked)
    over, totals = counts.articles_by_bin(chosen), counts.totals(chosen)
    named, quoted = _ask(chosen, actor, _PRESENCE), _ask(chosen, actor, _QUOTED)
    number = int(named["articles"].sum())
    places = _roles(_ask(chosen, actor, _ROLES))
    near = _ask(chosen, actor, _BESIDE + _COMPANY + company.CHIEF, shown=SHOWN)
    topics = _ask(chosen, actor, _BESIDE + _TOPICS + company.CHIEF, shown=SHOWN)
    tables = {
        "series": _series(named, quoted, over, actor),
        "names": _ask(chosen, actor, _NAMES, shown=SHOWN),
        "rules": identity.rules(chosen, actor.actor_key),
        "apart": identity.apart(chosen, actor.actor_key),
        "decided": decided(chosen, actor.actor_key),
        "roles": _role_rows(places),
        "role_places": places,
        "said": _ask(chosen, actor, _SAID, quoted=QUOTED),
        "about": _ask(chosen, actor, _ABOUT, quoted=QUOTED),
        "stances": _ask(chosen, actor, _CUES),
        "company": company.beside(near, number, "k", chosen.seed),
        "topics": company.beside(topics, number, "t", chosen.seed),
        "articles": with_firsts(chosen, _ask(chosen, actor, _ARTICLES, listed=LISTED)),
    }
    lists = (
        *identity.rule_lists(tables["rules"]),
        *identity.apart_lists(tables["apart"]),
        *decided_lists(tables["decided"]),
        *_over_time(chosen, actor, over),
        *_role_lists(places),
        *company.beside_lists(near, "k", f"{actor.name} and ", " in one sentence"),
        *company.beside_lists(topics, "t", f"{actor.name} and ", " in one sentence"),
    )
    return Profile(selection=chosen, actor=actor, totals=totals, over=over, **tables, lists=lists)


def _ask(chosen: Selection, actor: Found, select: str, **values) -> pd.DataFrame:
    return chosen.ask(_OWN + select, people=True, key=actor.actor_key, **values)


def _series(named: pd.DataFrame, quoted: pd.DataFrame, over: pd.DataFrame, actor: Found) -> pd.DataFrame:
    found = pd.concat([named.assign(actor_key="n"), quoted.assign(actor_key="q")], ignore_index=True)
    rows = pd.DataFrame({"id": ["n", "q"], "actor_key": ["n", "q"], "name": [f"{actor.name} is named", f"{actor.name} is quoted"]})
    return counts.actors_by_bin(found, rows, over)


def _roles(places: pd.DataFrame) -> pd.DataFrame:
    """Role places with an id an office, most articles first; see :mod:`dramatis.corpus.offices`."""
    key = offices(places["role"], places["affiliation"]) if len(places) else places["role"]
    order = (
        key.value_counts(sort=False).rename_axis("key").reset_index(name="number").sort_values(["number", "key"], ascending=[False, True])
    )
    ids = {name: f"r{rank}" for rank, name in enumerate(order["key"], 1)}
    return places.assign(id=key.map(ids)) if len(places) else places.assign(id=pd.Series(dtype="str"))


def _role_rows(places: pd.DataFrame) -> pd.DataFrame:
    grouped = places.groupby("id", sort=False)
    rows = grouped.agg(
        role=("role", lambda roles: _wordings(roles)[0]),
        wordings=("role", lambda roles: ", ".join(_wordings(roles)[1:])),
        affiliation=("affiliation", _affiliations),
        articles=("article_id", "nunique"),
        first=("day", "min"),
        last=("day", "max"),
    )
    rows = rows.reset_index()
    return rows.assign(rank=rows["id"].str[1:].astype("int64")).sort_values("rank").drop(columns="rank").reset_index(drop=True)


def _wordings(roles: pd.Series) -> list[str]:
    """How a role is written, most frequent first, the shortest among equals; capitals aside, each once."""
    counted = roles.value_counts(sort=False)
    order = sorted(counted.index, key=lambda role: (-int(counted[role]), len(role)))
    return list({role.lower(): role for role in reversed(order)}.values())[::-1]


def _affiliations(found: pd.Series) -> str:
    """The affiliations that come with a role, most frequent first: ``United States (11), US (3)``."""
    counted = found.dropna().value_counts(sort=False).reset_index().sort_values(["count", found.name], ascending=[False, True])
    return ", ".join(f"{name} ({number})" for name, number in counted.itertuples(index=False, name=None))


def _over_time(chosen: Selection, actor: Found, over: pd.DataFrame) -> Iterator[EvidenceList]:
    slugs = {row.start: (row.bin, row.label) for row in over.itertuples(index=False)}
    rows = evidence.actor_lists(chosen, [actor.actor_key], aside=True)
    words = evidence.first_sentences(chosen, rows.groupby("bin", sort=False, dropna=False).head(2 * evidence.SHOWN))
    yield from evidence.lists_of(rows, "n", f"{actor.name} named", slugs, "mention", words)
    yield from evidence.lists_of(evidence.voice_lists(chosen, [actor.actor_key], by="bin"), "q", f"{actor.name} quoted", slugs, "word")


def _role_lists(places: pd.DataFrame) -> Iterator[EvidenceList]:
    for role, rows in places.groupby("id", sort=False):
        name = _wordings(rows["role"])[0]
        kept = [
            _role_place(row) for row in rows.sort_values("day", ascending=False, kind="stable").head(evidence.KEPT).itertuples(index=False)
        ]
        total = rows["article_id"].nunique()
        yield EvidenceList(role, "", f"{name}: {total:,} {'article' if total == 1 else 'articles'}", total, tuple(kept))


def _role_place(row) -> evidence.Place:
    return evidence.place(row, "", f"e-{row.actor}", "" if pd.isna(row.words) else f"… {' '.join(row.words.split())} …")
