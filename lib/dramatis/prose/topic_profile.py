"""Sentences about one topic in many articles; see :mod:`dramatis.prose.corpus` for the ways of all these sentences."""

from typing import TYPE_CHECKING

from dramatis.corpus.peaks import peaks
from dramatis.prose import corpus
from dramatis.prose.corpus import percent
from dramatis.prose.peaks import at, no_peak
from dramatis.prose.words import Escape, capital, count, listed, markdown, number, plain

if TYPE_CHECKING:
    from dramatis.corpus.topic_profile import TopicProfile

__all__ = ["company", "headline", "limits", "meaning", "phrases", "publishers", "speakers", "standfirst", "time"]


def headline(made: "TopicProfile") -> str:
    """The topic's name. Plain text, not escaped."""
    return capital(plain(made.topic.name))


def standfirst(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """How many articles have the topic, when most, who speaks on it."""
    named, all_of = made.named, made.totals["articles"]
    span = corpus.stretch(made.selection.first, made.selection.last)
    share = percent(named / max(1, all_of))
    text = f"{escape(capital(made.topic.name))} is a topic of {number(named)} of {count(all_of, 'article')} {span} ({share})."
    return " ".join(part for part in (text, time(made, escape=escape), speakers(made, escape=escape)) if part)


def meaning(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """What was counted as this topic."""
    if made.topic.codes:
        code = escape(made.topic.kind)
        text = f"Counted: articles with the {code} of the IPTC Media Topics or one of the codes below it, and topics that have it."
        return text + " Such codes are found by the words that an article uses, and left out where nothing fits well."
    return (
        f"Counted: articles with a topic called “{escape(made.topic.name)}”, or with one that has it as a key phrase. An article that "
        "says the same in other words is not counted; the phrases below show what else to ask for."
    )


def time(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """When the topic has its greatest share, where that is more than chance."""
    if not made.series["articles"].any():
        return "No article on it has a date."
    found = peaks(made.series)
    if found.empty:
        return f"{no_peak(made.series, made.over)}."
    best = found.iloc[0]
    when = at(best["label"], made.over, escape)
    return (
        f"Its greatest share is {when}: {number(int(best['articles']))} of {count(int(best['of']), 'article')}, more than chance explains."
    )


def speakers(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """Who speaks on it most often, and in how many nobody can be named."""
    known, unknown = made.speakers[made.speakers["name"] != ""], made.speakers[made.speakers["name"] == ""]
    if made.speakers.empty:
        return "No quotation mentions it."
    names = [f"{escape(row.name)} ({count(int(row.articles), 'article')})" for row in known.head(3).itertuples(index=False)]
    text = f"Quoted on it most often: {listed(names)}." if names else ""
    if len(unknown):
        text += f" In {count(int(unknown['articles'].iloc[0]), 'article')} a quotation on it has no speaker that we could tell."
    return text.strip()


def phrases(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """The phrases that speak of it."""
    if made.phrases.empty:
        return "No article has a topic with this code, only the code as a whole, so there are no phrases to show."
    names = [f"“{escape(row.name)}” ({count(int(row.articles), 'article')})" for row in made.phrases.head(4).itertuples(index=False)]
    return f"Its phrases: {listed(names)}."


def publishers(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """Which publisher gives it the greatest share of its articles."""
    if len(made.publishers) < 2:
        return ""
    rows = [
        f"{escape(row.publisher)} {number(int(row.articles))} of {number(int(row.of))}" for row in made.publishers.itertuples(index=False)
    ]
    return f"By publisher: {'; '.join(rows)}."


def company(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """Who stands in sentences with the topic."""
    if made.company.empty:
        return "No actor stands in one sentence with it."
    names = [f"{escape(row.name)} ({count(int(row.articles), 'article')})" for row in made.company.head(3).itertuples(index=False)]
    return f"Named in one sentence with it: {listed(names)}. To stand beside a topic is not to have spoken or decided on it."


def limits(made: "TopicProfile", *, escape: Escape = markdown) -> str:
    """What these numbers do not say; a Markdown list."""
    items = [
        meaning(made, escape=escape),
        corpus.linking_of(made.totals),
        corpus.NAMED_SO,
        "The articles are those that were put into the store; they are no sample of all news.",
    ]
    return "\n".join(f"- {item}" for item in items)
