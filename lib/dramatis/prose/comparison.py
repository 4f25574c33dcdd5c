"""Sentences about articles or publishers beside each other; see :mod:`dramatis.prose.corpus` for the ways of all these sentences."""

from textwrap import shorten
from typing import TYPE_CHECKING

from dramatis.charts import labels
from dramatis.corpus.comparison import omissions
from dramatis.corpus.peaks import peaks
from dramatis.prose.corpus import NAMED_SO, copies_of, linking_of, percent
from dramatis.prose.words import Escape, capital, count, listed, markdown, number, ordinal, plain, short_list

if TYPE_CHECKING:
    from dramatis.corpus.comparison import Comparison, Side

__all__ = ["OFTEN", "cast", "headline", "limits", "quotes", "sides", "speakers", "standfirst", "words"]

OFTEN = 3
"""Mentions from which an actor may stand in the headline whom another article leaves out."""
LONGEST = 60
"""Characters of a title in a sentence."""


def headline(made: "Comparison") -> str:
    """The clearest finding of what is compared. Plain text, not escaped."""
    if not made.single:
        return f"{listed([plain(side.name) for side in made.sides])}: {_gap(made)}"
    articles = f"{capital(number(len(made.sides)))} articles"
    if _of_two_minds(made):
        return f"{articles}: the same words, given to different speakers"
    common, all_of = _common(made), "both" if len(made.sides) == 2 else "all"
    left = _left_out(made)
    if not common:
        return f"{articles} that have no actor in common" + (f"; one alone names {plain(left)}" if left else "")
    if left:
        omitted = f"one leaves out {plain(left)}" if len(made.sides) == 2 else f"not all name {plain(left)}"
        return f"{articles}: {all_of} name {plain(common[0])}, {omitted}"
    return f"{articles}: {all_of} name {listed([plain(name) for name in common[:3]])}"


def _gap(made: "Comparison") -> str:
    """Of whom publishers differ most, where that is more than chance."""
    found = peaks(made.cast)
    if found.empty:
        return "no actor whom they name more or less often than chance explains"
    first = found.iloc[0]
    rest = made.cast[(made.cast["id"] == first["id"]) & (made.cast["side"] != first["side"])]
    least = rest.loc[(rest["articles"] / rest["of"]).idxmin()]
    shares = [f"{percent(row['articles'] / row['of'])} of the articles of {plain(row['side'])}" for row in (first, least)]
    return f"{plain(first['name'])} is named in {shares[0]}, in {shares[1]}"


def _left_out(made: "Comparison") -> str:
    """Whom a side leaves out that another mentions most, and that is often enough for a headline; empty where there is nobody."""
    most = made.cast.groupby("name")["mentions"].max()
    names = {name for missing in omissions(made).values() for name in missing if most[name] >= OFTEN}
    return min(names, key=lambda name: (-most[name], name), default="")


def standfirst(made: "Comparison", *, escape: Escape = markdown) -> str:
    """What is compared, whom all name, whom only one names, and which quotations they share."""
    return " ".join([sides(made, escape=escape), cast(made, escape=escape), quotes(made, escape=escape)])


def sides(made: "Comparison", *, escape: Escape = markdown) -> str:
    """How large the sides are, since a longer one names more."""
    words = made.articles.groupby("side", sort=False)["words"].sum()
    parts = [f"{_called(made, side.name, escape)} ({_articles(side)}, {count(int(words[side.name]), 'word')})" for side in made.sides]
    left = [side for side in made.sides if side.total > len(side.articles)]
    more = "".join(f" Of {escape(side.name)} the newest {len(side.articles):,} of {side.total:,} articles are compared." for side in left)
    return f"Compared: {'; '.join(parts)}. A longer side names more and quotes more.{more}"


def _articles(side: "Side") -> str:
    copies = int((~side.articles["original"]).sum())
    return count(len(side.articles), "article") + (f", {number(copies)} of them near copies" if copies else "")


def cast(made: "Comparison", *, escape: Escape = markdown) -> str:
    """Whom all sides name, and whom each leaves out that another names more than once."""
    common = [escape(name) for name in _common(made)]
    all_of = "Both" if len(made.sides) == 2 else "All"
    text = (
        f"{all_of} name {short_list(common, 'actor', 'actors', longest=4)}." if common else "Not one of the actors shown is named by all."
    )
    parts = [
        f"{_short(made, side, escape)} does not name {short_list([escape(name) for name in missing], 'actor', 'actors', longest=4)}"
        for side, missing in omissions(made).items()
        if missing
    ]
    return f"{text} {capital('; '.join(parts))}." if parts else text


def speakers(made: "Comparison", *, escape: Escape = markdown) -> str:
    """Whom each side quotes most, and how much of its quotations has no speaker."""
    parts = []
    for side in made.sides:
        own = made.speakers[made.speakers["side"] == side.name]
        known, unknown = own[own["name"] != ""], int(own.loc[own["name"] == "", "words"].sum())
        if own.empty:
            parts.append(f"{_called(made, side.name, escape)} quotes nobody")
            continue
        first = f"quotes {escape(known['name'].iloc[0])} most" if len(known) else "names no speaker"
        total = count(int(own["words"].sum()), "quoted word")
        rest = f"; for {number(unknown)} of its {total} we could not tell who speaks" if unknown else ""
        parts.append(f"{_called(made, side.name, escape)} {first}{rest}")
    return " ".join(f"{part}." for part in parts)


def words(made: "Comparison", *, escape: Escape = markdown) -> str:
    """How the words were chosen, and how many are more than chance."""
    clear = int(made.words["clear"].sum()) if len(made.words) else 0
    rule = "Words that a side uses more than the others, by weighted log-odds with a prior of all sides' words (Monroe and others)"
    told = (
        f"{capital(count(clear, 'word'))} {'is' if clear == 1 else 'are'} beyond what chance would give one word"
        if clear
        else "None is beyond chance"
    )
    left = "names are left out, since they are compared above, and so are function words (the, and, of)"
    return f"{rule}; {left}. {told}; in short texts few words can be."


def quotes(made: "Comparison", *, escape: Escape = markdown) -> str:
    """How many quotations several sides share, and whether they name the same speaker."""
    if made.shared.empty:
        return "No quotation in marks is shared."
    groups = made.shared.groupby("group")
    different = _of_two_minds(made)
    text = f"{capital(count(groups.ngroups, 'quotation'))} {'is' if groups.ngroups == 1 else 'are'} shared, whole or in part."
    return text + (f" For {number(different)} of them the sides name different speakers: look there first." if different else "")


def _of_two_minds(made: "Comparison") -> int:
    """For how many shared quotations the sides name different speakers."""
    if made.shared.empty:
        return 0
    speakers_of = made.shared[made.shared["speaker"] != ""].groupby("group")["speaker"]
    return int((speakers_of.agg(lambda names: names.str.lower().nunique()) > 1).sum())


def _common(made: "Comparison") -> list[str]:
    """The actors that all sides name, most mentioned first."""
    wide = made.cast.pivot_table(index="name", columns="side", values="mentions", aggfunc="sum", sort=False)
    return list(wide.index[(wide > 0).all(axis=1)])


def _called(made: "Comparison", name: str, escape: Escape) -> str:
    """A side in a sentence: its name, a title in quotation marks and cut where it is long."""
    titled = made.single and name not in set(made.articles["publisher"].dropna())
    return f"“{escape(shorten(labels.brief(name, 400), LONGEST, placeholder='…'))}”" if titled else escape(name)


def _short(made: "Comparison", name: str, escape: Escape) -> str:
    """A side in a sentence after one that has its title: the first, the second."""
    called, names = _called(made, name, escape), [side.name for side in made.sides]
    return f"the {ordinal(names.index(name) + 1)}" if called.startswith("“") else called


def limits(totals: dict[str, int] | None) -> str:
    """What such a comparison does not say; a Markdown list. `totals`: see :func:`dramatis.corpus.counts.totals`; None without a store."""
    items = [
        *([linking_of(totals), copies_of(totals)] if totals else []),
        "A side is said not to name somebody only where no form of the name that another side uses stands in its text.",
        NAMED_SO,
        "Who is not named may be there under a description or a pronoun that we could not resolve, or under another name.",
        "Actors of different sides are taken for the same where kind and name are the same; in a store, where they were linked.",
        "To leave somebody out is no sign of intent: an article has its length, its hour and its sources.",
        "Words are counted as they stand, without regard to meaning; a word can be particular because of one sentence.",
    ]
    return "\n".join(f"- {item}" for item in items)
