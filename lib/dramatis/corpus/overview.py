"""One look at many articles: all tables that the corpus page shows, made from a store in a dozen questions."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from dramatis.corpus import company, counts, evidence, identity, movers, subjects, themes, voice
from dramatis.corpus.changes import time_of
from dramatis.corpus.decided import decided, decided_lists
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.firsts import with_firsts
from dramatis.corpus.movers import Periods
from dramatis.corpus.selection import NO_PUBLISHER, Selection
from dramatis.corpus.themes import Themes
from dramatis.errors import ParameterError
from dramatis.store.history import ADDED

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Overview", "corpus_overview"]

LISTED = 200
"""Articles that the page lists; the newest."""
IN_NETWORK = 12
PUBLISHERS = 8
"""How many publishers stand side by side, as many as fit on a phone."""
PLACES = 10

_ARTICLES = """
, newest AS (SELECT * FROM chosen ORDER BY day DESC NULLS LAST, article_id LIMIT $listed),
names AS (
    SELECT a.article_id, list(a.name ORDER BY a.salience DESC, a.id)[:3] AS names
    FROM actors a JOIN newest n ON n.article_id = a.article_id
    ANTI JOIN (SELECT article_id, actor FROM links WHERE part <> '') l ON l.article_id = a.article_id AND l.actor = a.id
    GROUP BY a.article_id
)
SELECT n.article_id, n.title, n.day, n.publisher, n.words, n.original, coalesce(names, []) AS names
FROM newest n LEFT JOIN names USING (article_id)
ORDER BY n.day DESC NULLS LAST, n.article_id"""


@dataclass(frozen=True)
class Overview:
    """All that the corpus page shows of a selection.

    Attributes
    ----------
    selection : Selection
        The articles looked at.
    totals : dict
        See :func:`dramatis.corpus.counts.totals`.
    over : DataFrame
        Articles by calendar bin.
    publishers, actors, actors_over_time, actors_by_publisher, places : DataFrame
        See :mod:`dramatis.corpus.counts`; ``places`` are the actors of that kind.
    periods : Periods
        What :attr:`movers` compares.
    movers : DataFrame
        See :func:`dramatis.corpus.movers.movers`.
    voices, quoted_in, voices_over_time : DataFrame
        See :mod:`dramatis.corpus.voice`.
    subjects, subjects_over_time, watched, watched_over_time : DataFrame
        See :mod:`dramatis.corpus.subjects`.
    themes : Themes
        The topics that articles share; see :mod:`dramatis.corpus.themes`.
    known : str
        Since when topics count as new, as it was given; empty: since the last calendar bin.
    uncoded : int
        Articles without a subject code.
    pairs : DataFrame
        See :func:`dramatis.corpus.company.pairs`.
    apart : DataFrame
        Actors that were left apart across articles; see :func:`dramatis.corpus.identity.apart`.
    decided : DataFrame
        What the analyst decided about actors; see :func:`dramatis.corpus.decided.decided`.
    articles : DataFrame
        The newest, at most :data:`LISTED`: ``article_id``, ``title``, ``day``, ``publisher``, ``words``, ``original``, ``names``,
        and what :func:`dramatis.corpus.firsts.with_firsts` adds.
    lists : tuple of EvidenceList
        The articles behind every number.
    """

    selection: Selection
    totals: dict[str, int]
    over: pd.DataFrame
    publishers: pd.DataFrame
    actors: pd.DataFrame
    actors_over_time: pd.DataFrame
    actors_by_publisher: pd.DataFrame
    places: pd.DataFrame
    periods: Periods
    movers: pd.DataFrame
    voices: pd.DataFrame
    quoted_in: pd.DataFrame
    voices_over_time: pd.DataFrame
    subjects: pd.DataFrame
    subjects_over_time: pd.DataFrame
    watched: pd.DataFrame
    watched_over_time: pd.DataFrame
    themes: Themes
    known: str
    uncoded: int
    pairs: pd.DataFrame
    apart: pd.DataFrame
    decided: pd.DataFrame
    articles: pd.DataFrame
    lists: tuple[EvidenceList, ...] = field(default=(), repr=False)


def corpus_overview(chosen: Selection, *, top_n: int = 10, known: str = "") -> Overview:
    """One look at many articles.

    Parameters
    ----------
    chosen : Selection
        The articles; see :func:`dramatis.corpus.select`. Its seed is that of all ranges.
    top_n : int
        How many actors and subjects are shown.
    known : str
        A day or a time (UTC): topics of the articles that the store had then keep their names, others are new. Empty: what the articles
        before the last calendar bin do not share is new.

    Raises
    ------
    ParameterError
        Where `known` is no time, or more actors are asked for than are followed.
    """
    if top_n > counts.LARGEST:
        raise ParameterError(f"parameter top_n has the value {top_n}; {counts.LARGEST} or less is accepted")
    seed = chosen.seed
    tables = _people(chosen, top_n, seed)
    tables |= _voices(chosen, tables["totals"]["articles"], top_n, seed)
    tables |= _subjects(chosen, tables["totals"]["articles"], tables["over"], top_n, seed)
    came = _came(chosen, known) if known else None
    tables |= {"themes": themes.themes(chosen, tables["over"], top_n=top_n, came=came), "known": known}
    joint = company.pair_articles(chosen, tables["actors"].head(IN_NETWORK))
    tables |= {
        "pairs": company.pairs(joint, tables["actors"].head(IN_NETWORK)),
        "articles": with_firsts(chosen, chosen.ask(_ARTICLES, listed=LISTED)),
    }
    tables |= {"apart": identity.apart(chosen), "decided": decided(chosen)}
    said = tables.pop("said")
    tables["voices_over_time"] = voice.voices_by_bin(said, tables["over"])
    made = Overview(selection=chosen, **tables)
    return Overview(**{**made.__dict__, "lists": tuple(_lists(made, joint))})


def _came(chosen: Selection, known: str) -> set[str]:
    """Ids of the articles that came into the store after a time."""
    later = chosen.store.history(time_of(known, "known"))
    return set(later.loc[later["what"] == ADDED, "article_id"])


def _people(chosen: Selection, top_n: int, seed: int) -> dict:
    totals, over = counts.totals(chosen), counts.articles_by_bin(chosen)
    everything = counts.presence(chosen, apart=top_n, places=PLACES)
    found, where = everything[everything["kind"] != "place"], everything[everything["kind"] == "place"]
    actors = counts.actors(found, totals["articles"], top_n=top_n, seed=seed)
    publishers = counts.publishers(chosen, top_n=PUBLISHERS)
    compared = movers.periods(over)
    places = counts.actors(where, totals["articles"], top_n=PLACES, seed=seed)
    return {
        "totals": totals,
        "over": over,
        "publishers": publishers,
        "actors": actors,
        "actors_over_time": counts.actors_by_bin(found, actors, over),
        "actors_by_publisher": counts.actors_by_publisher(found, actors, publishers, seed=seed),
        "places": places.assign(id=places["id"].str.replace("x", "p")),
        "periods": compared,
        "movers": movers.movers(found, over, compared, top_n=top_n, seed=seed),
    }


def _voices(chosen: Selection, articles: int, top_n: int, seed: int) -> dict:
    said = voice.spoken(chosen)
    quoted = voice.quoted_in(said, articles, top_n=top_n, seed=seed)
    return {"said": said, "voices": voice.voices(said, top_n=top_n, seed=seed), "quoted_in": quoted}


def _subjects(chosen: Selection, articles: int, over: pd.DataFrame, top_n: int, seed: int) -> dict:
    coded, watched = subjects.codes(chosen), subjects.watched(chosen)
    shown = subjects.with_shares(coded, subjects.subject_names(), articles, prefix="c", top_n=top_n, seed=seed)
    seen = subjects.with_shares(watched, {}, articles, prefix="w", top_n=top_n, seed=seed)
    return {
        "subjects": shown,
        "subjects_over_time": subjects.by_bin(coded, shown, over),
        "uncoded": int(coded.loc[coded["topic"] == "", "articles"].sum()),
        "watched": seen,
        "watched_over_time": subjects.by_bin(watched, seen, over),
    }


def _lists(made: Overview, joint: pd.DataFrame) -> "Iterator[EvidenceList]":
    """All lists, in the order of the page."""
    slugs = {row.start: (row.bin, row.label) for row in made.over.itertuples(index=False)}
    yield from evidence.lists_of(evidence.article_lists(made.selection), "all", "All articles", slugs, "word")
    yield from identity.apart_lists(made.apart)
    yield from decided_lists(made.decided)
    yield from _actor_lists(made, slugs)
    yield from _voice_lists(made)
    yield from _subject_lists(made, slugs)
    yield from themes.theme_lists(made.themes, slugs)
    names = dict(zip(made.actors["id"], made.actors["name"], strict=True))
    for pair in made.pairs.itertuples(index=False):
        ids = {pair.actor, pair.other}
        rows = joint[joint["actor"].isin(ids) & joint["other"].isin(ids)].head(evidence.KEPT)
        places = tuple(evidence.place(row, _counted(row.sentences, "sentence"), f"s{row.sentence}") for row in rows.itertuples(index=False))
        heading = f"{names[pair.actor]} and {names[pair.other]} in one sentence: {_counted(pair.articles, 'article')}"
        yield EvidenceList(f"{pair.actor}-{pair.other}", "", heading, int(pair.articles), places)


def _actor_lists(made: Overview, slugs: dict) -> "Iterator[EvidenceList]":
    shown = pd.concat([made.actors[["id", "actor_key", "name"]], made.places[["id", "actor_key", "name"]]])
    keys = dict.fromkeys([*shown["actor_key"], *made.movers["actor_key"]])
    rows = evidence.actor_lists(made.selection, keys)
    by_key = dict(iter(rows.groupby("key", sort=False)))
    wanted = rows.groupby(["key", "bin"], sort=False, dropna=False).head(evidence.SHOWN)
    words = evidence.first_sentences(made.selection, wanted[wanted["key"].isin(shown["actor_key"])])
    for actor in shown.itertuples(index=False):
        yield from evidence.lists_of(by_key[actor.actor_key], actor.id, actor.name, slugs, "mention", words)
    yield from _mover_lists(made, by_key, slugs)
    by = evidence.actor_lists(made.selection, made.actors["actor_key"], by="publisher")
    by = dict(iter(by.assign(publisher=by["publisher"].fillna(NO_PUBLISHER)).groupby(["key", "publisher"], sort=False)))
    places = {name: f"b{rank}" for rank, name in enumerate(made.publishers["publisher"], 1)}
    for actor in made.actors.itertuples(index=False):
        for name, slug in places.items():
            if (actor.actor_key, name) in by:
                found = by[actor.actor_key, name].assign(bin=pd.NaT)
                (one,) = evidence.lists_of(found, f"{actor.id}-{slug}", f"{actor.name}, {name}", {}, "mention")
                yield one._replace(id=f"{actor.id}-{slug}", group="", heading=one.heading.replace(", without a date:", ":"))


def _mover_lists(made: Overview, by_key: dict, slugs: dict) -> "Iterator[EvidenceList]":
    for rank, mover in enumerate(made.movers.itertuples(index=False), 1):
        rows = by_key[mover.actor_key]
        for period, bins, number in (("before", made.periods.before, mover.before), ("after", made.periods.after, mover.after)):
            own = rows[rows["bin"].map(lambda day: slugs.get(day, ("",))[0]).isin(bins)].assign(bin=pd.NaT)
            if number:
                (one,) = evidence.lists_of(own, f"m{rank}", f"{mover.name}, {period}", {}, "mention")
                heading = f"{mover.name}, the period {period}: {_counted(number, 'article')}"
                yield one._replace(id=f"m{rank}-{period}", group="", heading=heading, total=int(number))


def _voice_lists(made: Overview) -> "Iterator[EvidenceList]":
    columns = ["id", "actor_key", "name", "words", "articles"]
    shown = pd.concat([made.voices.loc[made.voices["id"] != "others", columns], made.quoted_in[columns]])
    rows = dict(iter(evidence.voice_lists(made.selection, shown["actor_key"]).groupby("key", sort=False)))
    for one in shown.itertuples(index=False):
        found = rows[one.actor_key]
        name = one.name or "Speaker could not be told"
        heading = f"{name}: {_counted(one.words, 'quoted word')} in {_counted(one.articles, 'article')}"
        places = tuple(
            evidence.place(row, _counted(int(row.number), "word"), f"e-said-{row.anchor}") for row in found.itertuples(index=False)
        )
        yield EvidenceList(one.id, "", heading, int(one.articles), places)


def _subject_lists(made: Overview, slugs: dict) -> "Iterator[EvidenceList]":
    above = {code: line[-1] for code, line in subjects.ancestors().items() if line[-1] in set(made.subjects["topic"])}
    rows = evidence.subject_lists(made.selection, above, watched=made.watched["topic"])
    by_key = dict(iter(rows.groupby("key", sort=False)))
    for one in [*made.subjects.itertuples(index=False), *made.watched.itertuples(index=False)]:
        if one.topic in by_key:
            yield from evidence.lists_of(by_key[one.topic], one.id, one.name, slugs, "")


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
