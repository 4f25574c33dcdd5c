"""Sentences about one actor in many articles; see :mod:`dramatis.prose.corpus` for the ways of all these sentences."""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis.corpus.peaks import peaks
from dramatis.prose import corpus
from dramatis.prose.corpus import day, percent
from dramatis.prose.peaks import at, no_peak
from dramatis.prose.words import Escape, capital, count, listed, markdown, number, plain, short_list

if TYPE_CHECKING:
    from dramatis.corpus.profile import Profile

__all__ = ["company", "headline", "identity", "limits", "quoted", "roles", "standfirst", "time", "topics"]


def headline(made: "Profile") -> str:
    """The actor's name. Plain text, not escaped."""
    return plain(made.actor.name)


def standfirst(made: "Profile", *, escape: Escape = markdown) -> str:
    """How many articles name the actor, since when, in which role, how often quoted, and beside whom."""
    named, all_of = made.named, made.totals["articles"]
    share = percent(named / max(1, all_of))
    text = f"{escape(made.actor.name)} is named in {number(named)} of {count(all_of, 'article')} {_span(made)} ({share})."
    parts = [text, roles(made, escape=escape).split("\n")[0] if len(made.roles) else "", _said(made)]
    if len(made.company):
        first = made.company.iloc[0]
        parts.append(f"Most often beside {escape(first['name'])}, in one sentence in {count(int(first['articles']), 'article')}.")
    return " ".join(part for part in parts if part)


def identity(made: "Profile", *, escape: Escape = markdown) -> str:
    """What the articles call the actor, how they were joined, and who else is called so."""
    names = [f"{escape(row.name)} ({number(int(row.articles))})" for row in made.names.itertuples(index=False)]
    sentences = [f"Articles call the actor {short_list(names, 'name', 'names', longest=5)}.", corpus.linking_of(made.totals)]
    if len(made.actor.others):
        others = [
            f"{escape(row.name)} ({count(int(row.articles), 'article')})" for row in made.actor.others.head(5).itertuples(index=False)
        ]
        sentences.append(f"Also called so, and not counted here: {listed(others)}.")
    return " ".join(sentences)


def time(made: "Profile", *, escape: Escape = markdown) -> str:
    """When the actor is named in the greatest share of the articles of that time, where that is more than chance."""
    rows = made.series[made.series["id"] == "n"]
    if not rows["articles"].any():
        return "No article that names the actor has a date."
    found = peaks(rows)
    if found.empty:
        return f"{no_peak(rows, made.over)}."
    best = found.iloc[0]
    share = f"{number(int(best['articles']))} of {count(int(best['of']), 'article')}"
    return f"Named in the greatest share {at(best['label'], made.over, escape)}: {share}, more than chance explains."


def roles(made: "Profile", *, escape: Escape = markdown) -> str:
    """Which roles the articles give the actor, and in how many articles none."""
    if made.roles.empty:
        return "No article gives the actor a role that we could find."
    names = [
        f"{escape(row.role)} ({count(int(row.articles), 'article')}{_when(row)})" for row in made.roles.head(3).itertuples(index=False)
    ]
    rest = len(made.roles) - len(names)
    more = [count(rest, "other")] if rest else []
    return f"Roles that articles give: {listed([*names, *more])}."


def quoted(made: "Profile", *, escape: Escape = markdown) -> str:
    """How often the actor is quoted and spoken of in quotations, and with which verbs the articles attribute."""
    sentences = [_said(made)]
    about = int(made.about["total"].iloc[0]) if len(made.about) else 0
    sentences.append(f"{capital(count(about, 'quotation'))} of others {'mentions' if about == 1 else 'mention'} the actor.")
    rows = [
        f"{escape(row.stance)} {number(int(row.quotations))} ({', '.join(escape(str(cue)) for cue in row.cues)})"
        for row in made.stances.itertuples(index=False)
    ]
    if rows:
        sentences.append(
            f"How the articles present the actor's words: {'; '.join(rows)}. This is the writer's choice of verb, not the speaker's manner."
        )
    return " ".join(sentences)


def topics(made: "Profile", *, escape: Escape = markdown) -> str:
    """Which topics stand in sentences with the actor."""
    if made.topics.empty:
        return "No topic stands in one sentence with the actor."
    names = [f"{escape(row.name)} ({count(int(row.articles), 'article')})" for row in made.topics.head(3).itertuples(index=False)]
    return f"Topics in one sentence with the actor: {listed(names)}."


def company(made: "Profile", *, escape: Escape = markdown) -> str:
    """Who stands in sentences with the actor."""
    if made.company.empty:
        return "No other actor stands in one sentence with this one."
    names = [f"{escape(row.name)} ({count(int(row.articles), 'article')})" for row in made.company.head(3).itertuples(index=False)]
    return f"Named in one sentence with {listed(names)}. Nearness is not agreement, and no proof of contact."


def limits(made: "Profile", *, escape: Escape = markdown) -> str:
    """What these numbers do not say; a Markdown list."""
    items = [
        corpus.linking_of(made.totals),
        corpus.NAMED_SO,
        "Mentions that the pipeline did not find, or gave to somebody else, are in no number here.",
        "A role is what an article says in apposition or with a title. It can be out of date, and another article can say otherwise.",
        "The articles are those that were put into the store; they are no sample of all news.",
    ]
    return "\n".join(f"- {item}" for item in items)


def _said(made: "Profile") -> str:
    total = int(made.said["total"].iloc[0]) if len(made.said) else 0
    return (
        f"{capital(count(total, 'quotation'))} {'is' if total == 1 else 'are'} given to the actor." if total else "The actor is not quoted."
    )


def _span(made: "Profile") -> str:
    return corpus.stretch(made.selection.first, made.selection.last)


def _when(row) -> str:
    if pd.isna(row.first):
        return ""
    return f", {day(row.first)}" if row.first == row.last else f", {day(row.first)} to {day(row.last)}"
