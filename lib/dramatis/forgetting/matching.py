"""Which articles somebody means who gives an id, the beginning of one, an address or words of a title."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dramatis.errors import StoreError
from dramatis.markup import visible
from dramatis.report.gallery import records
from dramatis.store import removed

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Match", "matches", "the_one"]

NEAR, SHOWN = 5, 10
SHORTEST = 3
"""Characters of an id that may stand for it: a slip of one letter is not to fit half a store."""


class Match(NamedTuple):
    """An article that is meant.

    Attributes
    ----------
    article_id : str
        Its id.
    title, date, source : str
        As the store or its page has them; empty where not known.
    stored : bool
        Whether the store has it; where not, there is only a page of it, or it was removed before.
    """

    article_id: str
    title: str
    date: str
    source: str
    stored: bool


def matches(store: "Store", asked: str, reports: Path | None = None) -> list[Match]:
    """The articles of a store, or with a page in `reports`, that `asked` fits, by date; the first of these that fits any:

    the whole id, a whole address, the beginning of an id (three characters or more), a whole title, whole words of a title or address.
    Capitals do not count.
    """
    found = {one.article_id: one for one in [*_with_pages(reports), *_stored(store)]}
    wanted = asked.strip().casefold()
    for fits in _WAYS:
        if fitting := [one for one in found.values() if wanted and fits(one, wanted)]:
            return sorted(fitting, key=lambda one: (one.date or "9999", one.article_id))
    if removed.is_barred(asked.strip(), asked.strip(), "", removed.barred(store.folder)):
        return [Match(asked.strip(), "", "", "", stored=False)]
    return []


def the_one(store: "Store", asked: str, reports: Path | None = None) -> Match:
    """The article that `asked` fits.

    Raises
    ------
    StoreError
        Where it fits none, with those that come near; and where it fits several, with the first of them.
    """
    found = matches(store, asked, reports)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(visible(one.article_id) for one in found[:SHOWN]) + (", …" if len(found) > SHOWN else "")
        raise StoreError(f"{visible(asked)!r} fits {len(found):,} articles; give the id of one: {listed}")
    near = _near([*_stored(store), *_with_pages(reports)], asked)
    hint = f"; ids that come near: {', '.join(map(visible, near))}" if near else ""
    raise StoreError(f"the store {str(store.folder)!r} has no article {visible(asked)!r}{hint}")


_WAYS: tuple[Callable[[Match, str], bool], ...] = (
    lambda one, wanted: one.article_id.casefold() == wanted,
    lambda one, wanted: one.source.casefold() == wanted,
    lambda one, wanted: len(wanted) >= SHORTEST and one.article_id.casefold().startswith(wanted),
    lambda one, wanted: one.title.casefold() == wanted,
    lambda one, wanted: _holds(one.title, wanted) or _holds(one.source, wanted),
)


def _holds(text: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text.casefold()) is not None


def _stored(store: "Store") -> list[Match]:
    rows = store.query("SELECT article_id, coalesce(title, ''), coalesce(date::VARCHAR, ''), source FROM articles ORDER BY article_id")
    return [Match(*row, stored=True) for row in rows.itertuples(index=False, name=None)]


def _with_pages(reports: Path | None) -> list[Match]:
    """The articles that have a page of their own."""
    found = records(reports) if reports and reports.is_dir() else []
    cards = [made["card"] for _, made in found if made["card"].get("article")]
    told = ([str(card.get(name) or "") for name in ("article", "title", "date", "source")] for card in cards)
    return [Match(*row, stored=False) for row in told]


def _near(found: Iterable[Match], asked: str) -> list[str]:
    from rapidfuzz import fuzz, process

    names = {one.article_id: f"{one.article_id} {one.title}" for one in found}
    best = process.extract(asked, names, scorer=fuzz.WRatio, limit=NEAR, score_cutoff=50, processor=str.casefold)
    return [identifier for _, _, identifier in best]
