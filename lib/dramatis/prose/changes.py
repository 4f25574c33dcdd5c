"""Sentences about what changed in a store; see :mod:`dramatis.prose.corpus` for the ways of all these sentences."""

from datetime import datetime
from typing import TYPE_CHECKING

from dramatis.corpus import intervals
from dramatis.prose import corpus
from dramatis.prose.corpus import findings, percent
from dramatis.prose.words import Escape, capital, count, listed, markdown, number, plain, short_list

if TYPE_CHECKING:
    from dramatis.corpus.changes import Changes

__all__ = ["actors", "comparison", "headline", "limits", "moment", "movers", "standfirst", "topics", "watched"]

_NOTHING_BEFORE = "Every article of the store is new, so there is nothing before to compare with."
_CHANGED = (
    "The store keeps no earlier text. An actor or topic of a changed article may have stood in it before, so none is called new, "
    "and which of its quotations are new cannot be told."
)
_ONLY_CHANGED = "No article was added, and one that only changed its text is no newcomer, so there is nothing to compare."
_OLDER = "an earlier version of Dramatis filled it. What comes from now on is recorded."
_NOTHING_NEW = "No article is new or has another text."


def headline(made: "Changes") -> str:
    """How many articles came, and the clearest finding about them. Plain text, not escaped."""
    if _no_record(made):
        return "No change is on record"
    if not made.until:
        return f"Nothing changed since {moment(made.since)}"
    if not made.counts["fresh"]:
        return "No new articles" + (f", {number(made.counts['forgotten'])} forgotten" if made.counts["forgotten"] else "")
    articles = capital(_fresh(made))
    if not made.counts["before"]:
        return f"{articles}, the first of this store"
    clear = findings(made.movers[made.movers["clear"]], made)
    if len(clear):
        return f"{articles}: {plain(clear.iloc[0]['name'])} {_way(clear.iloc[0])}"
    if len(made.actors):
        return f"{articles}, with {plain(made.actors['name'].iloc[0])} named for the first time"
    return articles


def standfirst(made: "Changes", *, escape: Escape = markdown) -> str:
    """What came since when, who is new, who rose or fell, what watched actors say."""
    if _no_record(made):
        return f"The store holds {count(made.counts['articles'], 'article')} and no record of changes: {_OLDER}"
    parts = [_came(made)]
    if made.counts["fresh"] and not made.counts["before"]:
        parts.append(_NOTHING_BEFORE)
    if len(made.actors):
        names = [escape(name) for name in made.actors["name"].head(3)]
        parts.append(f"{capital(count(made.counts['actors'], 'actor'))} {_be(made.counts['actors'])} new, chiefly {listed(names)}.")
    clear = findings(made.movers[made.movers["clear"]], made)
    if len(clear):
        first = clear.iloc[0]
        shares = f"from {percent(first['share_before'])} to {percent(first['share_after'])}"
        parts.append(f"The share of articles that name {escape(first['name'])} {_way(first)} {shares}.")
    said = made.watched[made.watched["quotations"] > 0]
    if len(said):
        names = [f"{escape(row.name)} ({number(row.quotations)})" for row in said.itertuples(index=False)]
        parts.append(f"New quotations by watched actors: {short_list(names, 'actor', 'actors')}.")
    return " ".join(parts)


def comparison(made: "Changes") -> str:
    """What is held against what."""
    if not made.counts["fresh"]:
        return _NOTHING_NEW
    if not made.counts["before"]:
        return _NOTHING_BEFORE
    return f"Compared: {_fresh(made)} with {_there(made)}." + _few(made, "fresh")


def actors(made: "Changes", *, escape: Escape = markdown) -> str:
    """Who is named that no article named before."""
    if not (made.counts["new"] and made.counts["before"]):
        return _ONLY_CHANGED if made.counts["fresh"] and made.counts["before"] else comparison(made)
    if made.actors.empty:
        return "Every person, organization and group of these articles was named before."
    several = made.actors[made.actors["articles"] > 1]
    text = f"{capital(count(made.counts['actors'], 'actor'))} {_be(made.counts['actors'])} named that no article named before."
    if several.empty:
        return text + " None of them is in more than one article."
    names = [f"{escape(row.name)} ({number(row.articles)})" for row in several.head(3).itertuples(index=False)]
    return text + f" In several articles: {listed(names)}."


def movers(made: "Changes") -> str:
    """How many changed by more than chance explains."""
    if made.movers.empty:
        return _ONLY_CHANGED if made.counts["fresh"] and not made.counts["new"] else comparison(made)
    clear, compared = int(made.movers["clear"].sum()), int(made.movers.attrs.get("compared", len(made.movers)))
    text = f"{_sides(made)} Of {count(compared, 'actor')} named before, we show the {number(len(made.movers))} whose share changed most; "
    text += f"for {number(clear)} of these chance alone is no likely reason. " if clear else "for none of these is chance alone ruled out. "
    return text + f"Among so many, up to {number(max(1, round(compared * 0.05)))} would stand out by chance."


def watched(made: "Changes", *, escape: Escape = markdown) -> str:
    """Who is watched, and whom the store does not know; a Markdown list where something is to be said of a name."""
    if made.watched.empty:
        return 'No actor is watched. Name some: `watched = ["…"]` under `[pages]` of a configuration, or `-p watched="…"`.'
    items = []
    for row in made.watched.itertuples(index=False):
        if not row.actor_key:
            near = f"; names that come near: {listed([escape(name) for name in row.near])}" if row.near else ""
            items.append(f"No article names {escape(row.asked)}{near}.")
            continue
        called = "" if plain(row.asked).lower() == plain(row.name).lower() else f" (asked for as {escape(row.asked)})"
        shared = f"; {count(row.others, 'other actor')} {_be(row.others)} called so too and not meant" if row.others else ""
        unsure = f"; {count(row.unsure, 'quotation')} in changed articles, new and old not told apart" if row.unsure else ""
        items.append(f"{escape(row.name)}{called}: {count(row.quotations, 'new quotation')}{unsure}{shared}.")
    return "\n".join(f"- {item}" for item in items)


def topics(made: "Changes", *, escape: Escape = markdown) -> str:
    """Which topics no article had before."""
    if not (made.counts["new"] and made.counts["before"]):
        return _ONLY_CHANGED if made.counts["fresh"] and made.counts["before"] else comparison(made)
    if made.topics.empty:
        return "Every topic of these articles was a topic or a key phrase before."
    number_of = made.counts["topics"]
    text = f"{capital(count(number_of, 'topic'))} {_be(number_of)} new by {'its' if number_of == 1 else 'their'} words."
    several = made.topics[made.topics["articles"] > 1]
    if several.empty:
        return text + " None of them is in more than one article."
    names = [f"{escape(row.name)} ({number(row.articles)})" for row in several.head(3).itertuples(index=False)]
    return text + f" In several articles: {listed(names)}."


def limits(made: "Changes") -> str:
    """What these numbers do not say; a Markdown list."""
    items = [
        "New is what is new to this store. An old article that was added late makes its actors new here, whenever they were in the news.",
        "A share rises or falls between two sets of articles. Where these differ in sources or subjects, so do the shares.",
        "A new topic is one whose words are new; the same matter in other words is taken for new too.",
        corpus.linking_of(_totals(made)),
        corpus.NAMED_SO,
        *([_CHANGED] if made.counts["text"] else []),
        "The names, quotations and topics of each article are found by the pipeline, with the errors measured above.",
    ]
    return "\n".join(f"- {item}" for item in items)


def moment(time: str) -> str:
    """A time in words: ``27 November 2026, 06:00 UTC``; its beginning of a day as the day alone."""
    found = datetime.fromisoformat(time.removesuffix("Z"))
    day = corpus.day(found)
    return day if (found.hour, found.minute, found.second) == (0, 0, 0) else f"{day}, {found:%H:%M} UTC"


def _no_record(made: "Changes") -> bool:
    """Whether the store has no history, so that no day of a last change could be taken for a beginning."""
    return not made.until and made.since.startswith("0001")


def _came(made: "Changes") -> str:
    counts = made.counts
    parts = [count(counts["new"], "article") + f" {'was' if counts['new'] == 1 else 'were'} added"]
    if counts["text"]:
        parts.append(f"{number(counts['text'])} changed {'its' if counts['text'] == 1 else 'their'} text")
    if counts["again"]:
        parts.append(f"{number(counts['again'])} {'was' if counts['again'] == 1 else 'were'} analyzed again, by another program or lexicon")
    if counts["forgotten"]:
        parts.append(f"{number(counts['forgotten'])} {'was' if counts['forgotten'] == 1 else 'were'} forgotten")
    return f"Since {moment(made.since)}, {listed(parts)}; the store holds {count(counts['articles'], 'article')} now."


def _fresh(made: "Changes") -> str:
    text, fresh = made.counts["text"], made.counts["fresh"]
    return count(fresh, "new article" if not text else "changed article" if text == fresh else "new or changed article")


def _there(made: "Changes") -> str:
    return f"the {count(made.counts['before'], 'article')} that {'was' if made.counts['before'] == 1 else 'were'} in the store before"


def _sides(made: "Changes") -> str:
    """What the movers compare: articles that only changed their text are on neither side."""
    text = f"Compared: {count(made.counts['new'], 'new article')} with {_there(made)}"
    return text + ("; changed articles are left out." if made.counts["text"] else ".") + _few(made, "new")


def _few(made: "Changes", which: str) -> str:
    few = min(made.counts["before"], made.counts[which]) < intervals.FEW
    return f" Fewer than {number(intervals.FEW)} articles on one side are few: take changes for hints." if few else ""


def _way(row) -> str:
    return "rose" if row["change"] > 0 else "fell"


def _be(value: int) -> str:
    return "is" if value == 1 else "are"


def _totals(made: "Changes") -> dict[str, int]:
    found = made.selection.store.query("SELECT (SELECT count(*) FROM links) AS linked, (SELECT count(*) FROM unlinked) AS apart")
    return {name: int(value) for name, value in found.iloc[0].items()}
