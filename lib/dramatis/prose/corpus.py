"""Sentences about many articles: standfirst, findings and limits of the corpus page.

As everywhere in :mod:`dramatis.prose`, nothing is typed in: each name and number is read from an
:class:`~dramatis.corpus.overview.Overview`, and each sentence has a form for nothing, one and many.
"""

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dramatis.corpus import intervals
from dramatis.prose.words import Escape, capital, count, listed, markdown, number, part_of, plain, short_list

if TYPE_CHECKING:
    from dramatis.corpus.overview import Overview

__all__ = [
    "NAMED_SO",
    "copies",
    "copies_of",
    "counting",
    "day",
    "findings",
    "headline",
    "leading",
    "limits",
    "linking",
    "linking_of",
    "movers",
    "others",
    "percent",
    "places",
    "publishers",
    "span",
]
__all__ += ["standfirst", "stretch", "subjects", "themes", "time", "together", "voices", "watched", "who", "within"]

NAMED_SO = (
    "A platform that an article has only as the place of posts (“on Twitter”), and the label of an interviewer, are in no ranking; an "
    "interviewer's questions are no quotations. What else is quoted may be a medium that passes words on (“according to CNN”)."
)
"""What stands among the limits of pages that rank actors and speakers."""
_ENOUGH = 5
"""Articles, without copies, in which an actor is named who may stand in a headline."""
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def headline(made: "Overview") -> str:
    """Who is named most in these articles, and what most are about. Plain text, not escaped."""
    subject = made.subjects["name"].iloc[0] if len(made.subjects) else ""
    names = _leaders(others(made.actors, made))
    if names:
        return f"{listed([plain(name) for name in names])} {'lead' if len(names) > 1 else 'leads'} the cast of {_articles(made)}"
    return (
        f"{_articles(made, capital_letter=True)}, chiefly about {subject}"
        if subject
        else f"{_articles(made, capital_letter=True)} {span(made)}"
    )


def _leaders(ranked: pd.DataFrame) -> list[str]:
    """One or two actors that lead, each named by articles enough and by more than the next; none where there is no such."""
    numbers = [*ranked["originals"].head(3), 0, 0, 0]
    ahead = [place for place in (2, 1) if numbers[place - 1] >= _ENOUGH and numbers[place - 1] > numbers[place]]
    return list(ranked["name"].head(ahead[0])) if ahead else []


def standfirst(made: "Overview", *, escape: Escape = markdown) -> str:
    """What was looked at, who is named most, who changed, who speaks and for how much no speaker was found, and what it is about."""
    sentences = [f"We looked at {_articles(made)} {span(made)}{_by(made, escape)}.", who(made, escape=escape).split("\n")[0]]
    clear = findings(made.movers[made.movers["clear"]], made)
    if len(clear):
        first = clear.iloc[0]
        way, periods = "rose" if first["change"] > 0 else "fell", made.periods
        then = f"{_of(first['before'], periods.articles_before)} in {_period(made, periods.before, escape)}"
        now = f"{number(int(first['after']))} of {number(periods.articles_after)} in {_period(made, periods.after, escape)}"
        sentences.append(f"The share of articles that name {escape(first['name'])} {way} from {then} to {now}.")
    sentences += [_untold(made), _about(made, escape)]
    return " ".join(sentence for sentence in sentences if sentence)


def time(made: "Overview", *, escape: Escape = markdown) -> str:
    """How the articles lie in time: the fullest bin, those without any, those covered in part, articles without a date."""
    over = made.over
    if over.empty:
        return "No article has a date, so nothing can be told over time."
    most, unit = over.loc[over["articles"].idxmax()], over["unit"].iloc[0]
    sentences = [
        f"Counted by {unit}: {count(len(over), unit)}, {escape(most['label'])} with most ({count(int(most['articles']), 'article')})."
    ]
    none, part = int((over["articles"] == 0).sum()), int(over["partial"].sum())
    few = int(((over["articles"] > 0) & (over["articles"] < intervals.FEW)).sum())
    if none:
        sentences.append(f"{capital(count(none, unit))} {_have(none)} no article.")
    if part:
        sentences.append(f"{capital(count(part, unit))} {_be(part)} covered only in part (shaded); compare {_it(part)} with care.")
    if few:
        so_few = f"{capital(count(few, unit))} {_have(few)} fewer than {number(intervals.FEW)} articles"
        sentences.append(f"{so_few}; in the charts of shares below, bars over so few are pale.")
    if made.totals["undated"]:
        undated = made.totals["undated"]
        sentences.append(
            f"{capital(count(undated, 'article'))} {_have(undated)} no date: {_they(undated)} counted in the totals, not over time."
        )
    return " ".join(sentences)


def who(made: "Overview", *, escape: Escape = markdown) -> str:
    """Who is named in the greatest number of articles, with the range of the share; whether the publisher names itself."""
    if made.actors.empty:
        return "No person, organization or group was found in these articles."
    ranked = others(made.actors, made)
    first, names = ranked.iloc[0], [escape(name) for name in leading(ranked)]
    text = f"{listed(names)} {_be(len(names))} named most often, {'each ' if len(names) > 1 else ''}"
    text += f"in {_of(first['articles'], made.totals['articles'])}: {percent(first['share'])} ({within(first['low'], first['high'])})."
    itself = [escape(name) for name in made.actors["name"] if name not in set(others(made.actors, made)["name"])]
    if itself:
        text += f"\n\n{listed(itself)} {_be(len(itself))} a publisher of these articles: being named in its own articles says little."
    return text


def places(made: "Overview", *, escape: Escape = markdown) -> str:
    """Which places are named in the greatest number of articles."""
    if made.places.empty:
        return "No place was found in these articles."
    names = [f"{escape(row.name)} ({number(row.articles)})" for row in made.places.head(3).itertuples(index=False)]
    return f"The places named most often: {listed(names)}."


def movers(made: "Overview", *, escape: Escape = markdown) -> str:
    """Which periods are compared, how many actors changed by more than chance explains, and how many would by chance alone."""
    periods = made.periods
    if made.movers.empty:
        return "There are no two whole periods with articles to compare."
    sides = f"{_period(made, periods.after, escape)} ({count(periods.articles_after, 'article')})"
    sides += f" with {_period(made, periods.before, escape)} ({count(periods.articles_before, 'article')})"
    text = f"Compared: {sides}."
    if min(periods.articles_before, periods.articles_after) < intervals.FEW:
        text += " These are few articles; take changes for hints."
    clear, compared = int(made.movers["clear"].sum()), int(made.movers.attrs.get("compared", len(made.movers)))
    text += f" Of {count(compared, 'actor')} compared, we show the {number(len(made.movers))} whose share changed most; "
    text += f"for {number(clear)} of these chance alone is no likely reason" if clear else "for none of these is chance alone ruled out"
    return text + (", although so many were compared." if clear else ", since so many were compared.")


def publishers(made: "Overview", *, escape: Escape = markdown) -> str:
    """How the articles spread over publishers."""
    if len(made.publishers) == 1:
        only = made.publishers.iloc[0]
        return f"All articles have one publisher, {escape(only['publisher'])}: what it does not report is not here."
    names = [f"{escape(row.publisher)} ({number(row.articles)})" for row in made.publishers.itertuples(index=False)]
    all_of = made.totals["publishers"] + bool(made.totals["unpublished"])
    rest = f", the {number(len(made.publishers))} busiest of {number(all_of)}" if all_of > len(made.publishers) else ""
    own = "A share is of the publisher's own articles, so that a busy publisher does not drown the others."
    return f"Articles by publisher{rest}: {listed(names)}. {own}"


def voices(made: "Overview", *, escape: Escape = markdown) -> str:
    """Who is quoted with most words, in how many articles, and how much could not be given to a speaker."""
    known = made.voices[~made.voices["id"].isin(("others", "none"))]
    if made.voices.empty:
        return "No quotation was found in these articles."
    sentences = []
    if len(made.quoted_in):
        most = made.quoted_in.iloc[0]
        sentences.append(f"Quoted most often: {escape(most['name'])}, in {_of(most['articles'], made.totals['articles'])}.")
    if len(known):
        first, single = known.iloc[0], int((known["articles"] == 1).sum())
        words = _of(first["words"], int(made.voices["words"].sum()), "word")
        sentences.append(f"With most words: {escape(first['name'])}, {words} in {count(int(first['articles']), 'article')}.")
        if single:
            shown = f"{capital(part_of(single, len(known)))} shown {_be(single)} quoted in a single article"
            sentences.append(f"{shown}: one long interview outweighs many short quotations.")
    return " ".join([*sentences, _untold(made)])


def subjects(made: "Overview", *, escape: Escape = markdown) -> str:
    """The most frequent subjects, by subject code, and how many articles have none."""
    if made.subjects.empty:
        return "No article has a subject code."
    text = _about(made, escape)
    if made.uncoded:
        fits = "fits" if made.uncoded == 1 else "fit"
        text += f" {capital(count(made.uncoded, 'article'))} {fits} no subject well enough and {_have(made.uncoded)} no code."
    return text + " An article can have several."


def themes(made: "Overview", *, escape: Escape = markdown) -> str:
    """Which topics articles share, how many share none, and whether only a part was looked at."""
    found = made.themes
    if found.table.empty:
        return "No topic is shared by two articles."
    names = [f"{escape(row.name)} ({number(int(row.articles))})" for row in found.table.head(3).itertuples(index=False)]
    text = f"The most widely shared topics: {listed(names)}."
    if found.unplaced:
        text += f" {capital(count(found.unplaced, 'article'))} {'shares' if found.unplaced == 1 else 'share'} no topic with another."
    new = [escape(name) for name in found.table.loc[found.table["new"], "name"]]
    if new:
        since = (
            f"since {escape(made.known)}, when the store had fewer articles" if made.known else f"in {escape(made.over['label'].iloc[-1])}"
        )
        text += f" New {since}: {short_list(new, 'topic', 'topics')}."
    if found.looked_at < made.totals["articles"]:
        text += f" Looked at: {found.looked_at:,} of {made.totals['articles']:,} articles, drawn by chance."
    return text


def watched(made: "Overview", *, escape: Escape = markdown) -> str:
    """Which watched topics occur, and which do not."""
    if made.watched.empty:
        how = "Topics to watch are written into `topics.yml` of your lexicon; they show in articles that are analyzed afterwards."
        return f"No topic is watched. {how}"
    seen, unseen = made.watched[made.watched["articles"] > 0], made.watched[made.watched["articles"] == 0]
    parts = []
    if len(seen):
        parts.append(
            "Watched topics that occur: "
            + listed([f"{escape(row.name)} ({number(row.articles)})" for row in seen.itertuples(index=False)])
            + "."
        )
    if len(unseen):
        parts.append(
            "Watched, and in no article: " + short_list([escape(name) for name in unseen["name"]], "topic", "topics", longest=5) + "."
        )
    return " ".join(parts)


def together(made: "Overview", *, escape: Escape = markdown) -> str:
    """Which actors stand in one sentence in the greatest number of articles."""
    if made.pairs.empty:
        return "No sentence mentions two of the actors shown."
    rows = made.pairs.head(3).itertuples(index=False)
    names = [f"{escape(row.name)} and {escape(row.other_name)} ({count(row.articles, 'article')})" for row in rows]
    return f"Among the actors above, a sentence mentions both most often for {'; '.join(names)}."


def copies(made: "Overview") -> str:
    """How many articles are copies of others, and which number a page shows where."""
    return copies_of(made.totals)


def copies_of(totals: dict[str, int]) -> str:
    """The same, from :func:`dramatis.corpus.counts.totals`."""
    same = totals["articles"] - totals["originals"]
    if not totals["compared"]:
        return "Copies were not looked for in this store, so a wire report that several publishers carry counts once for each of them."
    if not same:
        return "No article is a near copy of another; with and without copies all numbers are the same."
    return (
        f"{capital(count(same, 'article'))} {_be(same)} near {'copy' if same == 1 else 'copies'} of others. Charts count every article; "
        f"beside it, tables and downloads give each number without copies ({number(totals['originals'])} articles in all)."
    )


def linking(made: "Overview") -> str:
    """How actors of different articles were joined, and what that cannot tell."""
    return linking_of(made.totals)


def linking_of(totals: dict[str, int]) -> str:
    """The same, from :func:`dramatis.corpus.counts.totals`."""
    if not totals["linked"]:
        return (
            "Actors were not linked across articles in this store: here those of one kind with the very same name count as one. "
            "Two people of one name are then one, and one person under two names is two."
        )
    text = "Actors of different articles were linked by name, role and company, with doubt resolved by leaving them apart."
    if totals["apart"]:
        apart = capital(count(totals["apart"], "actor"))
        text += f" {apart} of single articles {_be(totals['apart'])} left apart as ambiguous, so counts may be too low."
    return text + " People of one name may still have been joined; `actors.csv` has the last word."


def limits(made: "Overview", *, escape: Escape = markdown) -> str:
    """What these numbers do not say; a Markdown list."""
    items = [
        linking(made),
        copies(made),
        NAMED_SO,
        "The articles are those that were put into the store. They are no sample of all news, and a share of them is no share of the news.",
        "Ranges hold for articles drawn by chance from many like them. What the analysis gets wrong is not in them.",
        "The names, quotations and subjects of each article are found by the pipeline, with the errors measured above.",
    ]
    return "\n".join(f"- {item}" for item in items)


def counting() -> str:
    """What is counted, and what it is not evidence of; stands before the first table that names people."""
    return (
        "An article counts once for an actor, whether it names the actor once or fifty times. A share is a share of all articles of the "
        "time or publisher. To be named is not to be approved of, blamed, or important; to be quoted is to be reported as speaking."
    )


def leading(ranked: pd.DataFrame, *, column: str = "articles", longest: int = 3) -> list[str]:
    """The first name of a ranked table, with those that have as much as it; the first alone where these are more than `longest`."""
    same = ranked.loc[ranked[column] == ranked[column].iloc[0], "name"]
    return list(same if len(same) <= longest else same.head(1))


def within(low: float, high: float) -> str:
    """The range of a share: ``95 percent range 13 to 21 percent``."""
    return f"95 percent range {percent(low).removesuffix(' percent')} to {percent(high)}"


def others(table: pd.DataFrame, made: "Overview") -> pd.DataFrame:
    """The rows whose ``name`` is no publisher of these articles, for one that names itself is no finding; all where none is left."""
    found = findings(table, made)
    return found if len(found) else table


def findings(table: pd.DataFrame, made: "Overview") -> pd.DataFrame:
    """The rows whose ``name`` is no publisher of these articles; none where none is left."""
    return table[~table["name"].isin(made.publishers["publisher"])]


def percent(share: float) -> str:
    """A share in percent, with a decimal where it is small: ``17 percent``, ``3.4 percent``."""
    if pd.isna(share):
        return "unknown"
    value = 100 * share
    return f"{value:.0f} percent" if value >= 10 or value == round(value) else f"{value:.1f} percent"


def day(value: date | pd.Timestamp) -> str:
    """A day in words: ``4 January 2019``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def span(made: "Overview") -> str:
    """From when to when: ``of 4 January 2019 to 5 March 2021``."""
    return stretch(made.selection.first, made.selection.last)


def stretch(first: date | None, last: date | None) -> str:
    """Two days as a stretch of time."""
    if first is None or last is None:
        return "without dates"
    return f"of {day(first)}" if first == last else f"from {day(first)} to {day(last)}"


def _period(made: "Overview", bins: tuple[str, ...], escape: Escape) -> str:
    labels = dict(zip(made.over["bin"], made.over["label"], strict=True))
    names = [escape(labels[bins[0]]), escape(labels[bins[-1]])]
    return names[0] if len(bins) == 1 else f"{names[0]} to {names[1]}"


def _about(made: "Overview", escape: Escape) -> str:
    if made.subjects.empty:
        return ""
    rows = made.subjects.head(3).itertuples(index=False)
    names = [f"{escape(row.name)} ({number(row.articles) if place else count(row.articles, 'article')})" for place, row in enumerate(rows)]
    return f"The most frequent {'subjects are' if len(names) > 1 else 'subject is'} {listed(names)}."


def _untold(made: "Overview") -> str:
    rows = made.voices[made.voices["id"] == "none"]
    total = int(made.voices["words"].sum())
    if not total:
        return ""
    if rows.empty:
        return "Every quotation was given a speaker, which does not make each of them right."
    return f"For {percent(rows['share'].iloc[0])} of {count(total, 'quoted word')} we could not tell who speaks."


def _by(made: "Overview", escape: Escape) -> str:
    if len(made.publishers) == 1:
        return f", all of one publisher, {escape(made.publishers['publisher'].iloc[0])}" if made.totals["publishers"] else ""
    return f", of {count(made.totals['publishers'], 'publisher')}"


def _articles(made: "Overview", *, capital_letter: bool = False) -> str:
    words = count(made.totals["articles"], "article")
    return capital(words) if capital_letter else words


def _of(part: int, whole: int, word: str = "article") -> str:
    return f"{number(int(part))} of {count(int(whole), word)}"


def _be(value: int) -> str:
    return "is" if value == 1 else "are"


def _have(value: int) -> str:
    return "has" if value == 1 else "have"


def _it(value: int) -> str:
    return "it" if value == 1 else "them"


def _they(value: int) -> str:
    return "it is" if value == 1 else "they are"
