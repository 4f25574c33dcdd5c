"""Which articles of a store are looked at: between two days, of one publisher; and the questions that all tables here are made from.

Questions are answered by DuckDB inside the store. What comes back is counted already: no table of mentions is ever held in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import pandas as pd

from dramatis.corpus.bins import UNITS, bins, coarser, day_of
from dramatis.corpus.intervals import FEW
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["NO_PUBLISHER", "Answers", "Selection", "select"]

NO_PUBLISHER = "publisher not known"

_PICKED = """
    SELECT a.article_id, a.title, a.date AS day, a.publisher, a.words, row_number() OVER (ORDER BY a.article_id)::INTEGER AS nth,
        row_number() OVER (PARTITION BY coalesce(c.cluster, a.article_id) ORDER BY a.date NULLS LAST, a.article_id) = 1 AS original
    FROM articles a LEFT JOIN copies c ON c.article_id = a.article_id
    WHERE ($since IS NULL OR a.date >= $since::DATE) AND ($until IS NULL OR a.date <= $until::DATE)
        AND ($publisher IS NULL OR a.publisher = $publisher)"""
_CHOSEN = "chosen AS NOT MATERIALIZED (SELECT *, date_trunc('{unit}', day)::DATE AS bin FROM picked)"
_ALONE = "SELECT c.article_id, c.nth FROM picked c ANTI JOIN links l ON l.article_id = c.article_id AND l.mentions IS NOT NULL"
"""Articles whose actors are not linked; links that do not tell the mentions are of an earlier version, and count as none."""
_NAMED = """
    SELECT c.nth, l.actor, hash(l.actor_key) AS code, l.mentions::INTEGER AS mentions
    FROM links l JOIN picked c ON c.article_id = l.article_id WHERE l.mentions IS NOT NULL AND coalesce(l.part, '') = ''
    UNION ALL
    SELECT c.nth, a.id, hash(a.kind || ':' || lower(a.name)), a.mentions::INTEGER
    FROM actors a JOIN alone c ON c.article_id = a.article_id"""
_ASIDE = """
    SELECT c.nth, l.actor, hash(l.actor_key) AS code, l.mentions::INTEGER AS mentions
    FROM links l JOIN picked c ON c.article_id = l.article_id WHERE l.mentions IS NOT NULL AND l.part <> ''"""
_WHO = """
    SELECT code, min(actor_key) AS actor_key, min(name) AS name, min(kind) AS kind FROM (
        SELECT hash(actor_key) AS code, any_value(actor_key) AS actor_key, any_value(name) AS name, any_value(kind) AS kind
        FROM links WHERE mentions IS NOT NULL GROUP BY hash(actor_key)
        UNION ALL
        SELECT hash(key), key, name, kind FROM (
            SELECT a.kind || ':' || lower(a.name) AS key, a.name, a.kind FROM actors a JOIN alone c ON c.article_id = a.article_id
        )
    ) GROUP BY code"""
_PEOPLE = """
people AS NOT MATERIALIZED (
    SELECT c.article_id, n.actor, w.actor_key, n.code, n.nth, w.name, w.kind, n.mentions, n.aside
    FROM (SELECT *, false AS aside FROM named UNION ALL SELECT *, true FROM aside) n
    JOIN who w ON w.code = n.code JOIN picked c ON c.nth = n.nth
)"""
"""``code`` and ``nth`` stand for ``actor_key`` and ``article_id``, as numbers, by which large tables are counted several times as fast:
``named`` has nothing else for each actor of an article, ``who`` has what is the same for all articles that name the actor."""


class Asked(Protocol):
    """One state of what is asked, with tables made once; see :class:`dramatis.store.session.Session`."""

    def make(self, name: str, sql: str, params: Mapping[str, Any] | None = None) -> None:
        """Make a table of the answer to one ``SELECT``."""
        ...

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The answer to one ``SELECT``."""
        ...


class Answers(Protocol):
    """What is asked: a :class:`dramatis.store.Store`, or whatever answers the same questions."""

    def session(self) -> Asked:
        """Many questions to one state."""
        ...

    def history(self, since: str = "") -> pd.DataFrame:
        """Which articles came or changed after a time: ``article_id`` and more."""
        ...

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """The answer to one ``SELECT``."""
        ...


@dataclass(frozen=True)
class Selection:
    """Articles of a store, between two days and of one publisher where these are given.

    Attributes
    ----------
    store : Answers
        What is asked.
    since, until : date or None
        First and last day; where one is given, undated articles are left out.
    publisher : str
        Empty: all.
    unit : str
        What is counted together over time: day, week, month, quarter or year.
    first, last : date or None
        First and last day that is covered: the days given, else those of the first and the last article; None where nothing is dated.
    asked : Asked
        The one state of it that all questions see; with the table ``picked``.
    kept : set of str
        The tables made beside it.
    seed : int
        Of all draws.
    """

    store: Answers
    since: date | None
    until: date | None
    publisher: str
    unit: str
    first: date | None
    last: date | None
    asked: Asked = field(repr=False)
    kept: set[str] = field(repr=False)
    seed: int = 0

    @cached_property
    def bins(self) -> pd.DataFrame:
        """All calendar bins; see :func:`dramatis.corpus.bins.bins`."""
        return bins(self.first, self.last, self.unit)

    def ask(self, select: str, *, people: bool = False, **values: Any) -> pd.DataFrame:
        """The answer to a ``SELECT`` over ``chosen`` and the tables of the store.

        ``chosen`` has article_id, title, day, publisher, words, bin, original (no copy of an earlier one), and nth (a number that
        stands for the article, in the order of ids).

        Parameters
        ----------
        select : str
            The question; it may begin with common table expressions (``, more AS (…)``).
        people : bool
            Whether ``people`` is there too, the actors of all articles with ``actor_key``, the same in every article; and what it is
            made of: ``named`` (nth, actor, code, mentions) and ``who`` (code, actor_key, name, kind). ``code`` is a number for the key.
            Who is named as a place of posts or as the label of who asks alone, and is in no ranking, stands in ``aside`` instead of
            ``named``, and has ``aside`` in ``people``.
        **values
            Values for ``$name`` in `select`.
        """
        return self.asked.query(self._question(select, people), values)

    def keep(self, name: str, select: str, *, people: bool = False) -> None:
        """Make a table of the answer to a ``SELECT``, as of :meth:`ask`, for later questions; a second time nothing is done."""
        if name not in self.kept:
            self.asked.make(name, self._question(select, people))
            self.kept.add(name)

    def _question(self, select: str, people: bool) -> str:
        more = select.lstrip()
        tables = [_CHOSEN.format(unit=self.unit or UNITS[0])]
        if people:
            for name, made in (("alone", _ALONE), ("named", _NAMED), ("aside", _ASIDE), ("who", _WHO)):
                if name not in self.kept:
                    self.asked.make(name, made)
                    self.kept.add(name)
            tables.append(_PEOPLE)
        return f"WITH {', '.join(tables)}{more if more.startswith(',') else f' {more}'}"


def select(store: Answers, *, since: str = "", until: str = "", publisher: str = "", unit: str = "", seed: int = 0) -> Selection:
    """The articles of a store between two days (``YYYY-MM-DD``, both included) and of one publisher; empty values choose all.

    Raises
    ------
    ParameterError
        On a day that is none, a unit of time that is none, or where the store has no such article.
    """
    first, last = day_of(since, "since"), day_of(until, "until")
    if unit and unit not in UNITS:
        raise ParameterError(f"parameter unit has the value {visible(unit)!r}; accepted are {', '.join(UNITS)}, or nothing")
    session = store.session()
    given = {"since": first and str(first), "until": last and str(last), "publisher": publisher or None}
    session.make("picked", _PICKED, given)
    chosen = Selection(store, first, last, publisher, unit or "day", first, last, session, set(), seed)
    found = chosen.ask("SELECT count(*) AS articles, min(day) AS first, max(day) AS last FROM chosen").iloc[0]
    if not found["articles"]:
        raise ParameterError(_nothing(chosen))
    first, last = first or _day(found["first"]), last or _day(found["last"])
    made = bins(first, last, unit)
    fitting = replace(chosen, unit=made["unit"].iloc[0] if len(made) else "day", first=first, last=last)
    return fitting if unit or first is None or last is None else _with_enough(fitting)


def _with_enough(chosen: Selection) -> Selection:
    """The same articles in longer bins, as long as most bins that have articles have few (:data:`dramatis.corpus.intervals.FEW`)."""
    found = chosen.ask("SELECT count(*) AS articles FROM chosen WHERE bin IS NOT NULL GROUP BY bin")["articles"]
    longer = coarser(chosen.unit, chosen.first, chosen.last)
    if found.median() >= FEW or longer == chosen.unit:
        return chosen
    return _with_enough(replace(chosen, unit=longer))


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _nothing(chosen: Selection) -> str:
    total = chosen.store.query("SELECT count(*) AS articles, min(date) AS first, max(date) AS last FROM articles").iloc[0]
    if not total["articles"]:
        return "the store holds no article; fill it first, with: dramatis corpus SOURCE --store FOLDER"
    names = chosen.store.query(
        "SELECT publisher FROM articles WHERE publisher IS NOT NULL GROUP BY publisher ORDER BY count(*) DESC, publisher LIMIT 5"
    )
    given = {"since": chosen.since, "until": chosen.until, "publisher": chosen.publisher}
    asked = ", ".join(f"{name} {visible(str(value))!r}" for name, value in given.items() if value)
    has = f"{total['articles']:,} articles from {_day(total['first'])} to {_day(total['last'])}"
    by = f", chiefly by {', '.join(map(visible, names['publisher']))}" if len(names) else ""
    return f"no article fits {asked}; the store has {has}{by}"
