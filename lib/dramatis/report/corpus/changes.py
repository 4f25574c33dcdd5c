"""The page of what changed: its head, what came, figures, and what watched actors say."""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import prose
from dramatis.charts.labels import brief
from dramatis.figures import Figure
from dramatis.markup import escape
from dramatis.prose import changes as sentences
from dramatis.prose.words import capital, number, plain, sentences_of
from dramatis.report.corpus import drawn
from dramatis.report.corpus.pages import Pages
from dramatis.report.corpus.quotes import quotation_list
from dramatis.report.corpus.topic_profile import share_figure, tied
from dramatis.report.part import Part, count_link, plural
from dramatis.report.parts import head

if TYPE_CHECKING:
    from dramatis.corpus.changes import Changes

__all__ = ["actors", "came", "masthead", "movers", "said", "topics", "troubles"]


def masthead(made: "Changes") -> Part:
    """Kicker and headline; the date in the gallery is that of the last change."""
    title, day = sentences.headline(made), (made.until or made.since)[:10]
    card = {"title": title, "date": day, "source": "", "article": "", "actors": list(made.actors["name"].head(3))}
    kicker = f"What changed · since {sentences.moment(made.since)}"
    lines = sentences_of(sentences.standfirst(made, escape=prose.plain))
    return head(title, kicker=kicker, summary=lines, card=card | {"topics": list(made.topics["name"].head(3))})


def came(made: "Changes") -> Part:
    """How many articles came, changed and went; each number opens them, save that of forgotten ones, of which nothing is kept."""
    counts = made.counts
    facts = [
        (counts["new"], f"Added: {_opened(counts['new'], 'added')}"),
        (counts["text"], f"With another text than before: {_opened(counts['text'], 'text')}"),
        (counts["again"], f"Analyzed again with the same text, since program or lexicons changed: {_opened(counts['again'], 'again')}"),
        (counts["forgotten"], f"Forgotten: {plural(counts['forgotten'], 'article')}, of which nothing but the number is kept"),
    ]
    items = "".join(f"<li>{fact}.</li>" for number_of, fact in facts if number_of) or "<li>Nothing came, changed or went.</li>"
    return Part(f'<ul class="facts">{items}</ul>', sentences.standfirst(made, escape=prose.plain))


def troubles(failed: list[str], mended: list[str]) -> Part:
    """The articles that failed, each with its reason, and those that failed before and do so no more; nothing where none is given."""
    shown = _listed("Failed", failed) + _listed("Failed before, mended now", mended)
    return Part(shown, "\n".join([*failed, *mended]))


def actors(made: "Changes") -> Figure:
    """Who is named that no article named before, by number of articles."""
    if made.actors.empty:
        return Figure("", "No actor is new.")
    words = "is the newcomer in most articles", "No newcomer is in more than one article", "that name the actor"
    return _newcomers(made, made.actors, "actor", words)


def movers(made: "Changes") -> Figure:
    """Whose share of articles changed most, of those that were named before."""
    return drawn.movers(made) if len(made.movers) else Figure("", "There is nothing to compare.")


def topics(made: "Changes") -> Figure:
    """The topics that no article had before."""
    if made.topics.empty:
        return Figure("", "No topic is new.")
    words = "is the new topic of most articles", "No new topic is shared by two articles", "that have the topic"
    return _newcomers(made, made.topics, "topic", words)


def said(made: "Changes", pages: Pages) -> Part:
    """The new quotations of each watched actor, newest first; those of changed articles apart, since they may be old."""
    parts = []
    for row in made.watched.itertuples(index=False):
        own = made.said[made.said["asked"] == row.asked]
        for unsure, total, where in ((False, row.quotations, ""), (True, row.unsure, ", in changed articles, new or old")):
            if total:
                parts.append(quotation_list(own[own["unsure"] == unsure], pages, heading=f"{plain(row.name)} says{where}", total=total))
    return Part("".join(part.html for part in parts), "\n".join(part.text for part in parts))


def _newcomers(made: "Changes", rows: pd.DataFrame, what: str, words: tuple[str, str, str]) -> Figure:
    """Bars of those that are new; `words`: what the first is, what is said where it is in one article, and what a bar counts."""
    leads, none, counted = words
    first = rows.iloc[0]
    title = f"{capital(plain(first['name']))} {leads}: {number(int(first['articles']))}" if first["articles"] > 1 else none
    title = (tied(rows, f"new {what}") or title) if first["articles"] > 1 else title
    sub = f"Share of the new articles (n = {made.counts['new']:,}) {counted}"
    return share_figure(rows, id=f"new-{what}s", title=title, sub=sub, column=what, unit="sentences")


def _opened(number_of: int, target: str) -> str:
    return count_link(number_of, "article", f"e-{target}")


def _listed(heading: str, lines: list[str]) -> str:
    """Under its heading, or nothing where there is none."""
    items = "".join(f"<li>{escape(brief(line, 300))}</li>" for line in lines)
    return f"<details open><summary>{heading}: {plural(len(lines), 'article')}</summary><ul>{items}</ul></details>" if lines else ""
