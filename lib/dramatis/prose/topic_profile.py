"""Sentences about one topic in many articles; see :mod:`dramatis.prose.corpus` for the ways of all these sentences."""

from typing import TYPE_CHECKING

from dramatis.corpus.peaks import peaks
from dramatis.corpus.subjects import subject_names
from dramatis.prose import corpus
from dramatis.prose.corpus import percent
from dramatis.prose.peaks import at, no_peak
from dramatis.prose.words import Escape, capital, count, linked, listed, markdown, number, plain, short_list

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
        subject = f"the subject {escape(made.topic.name)} ({escape(made.topic.codes[0])} of the IPTC Media Topics)"
        text = f"Counted: articles with {subject} or one of those below it, and topics that have it."
        return text + " Subjects are found by the words that an article uses, and left out where nothing fits well."
    name = escape(made.topic.name)
    if made.topic.labels:
        folded = f", or with one of {count(len(made.fold.labels) - 1, 'label')} folded into it" if len(made.fold.labels) > 1 else ""
        text = f"Counted: articles with a topic called “{name}”{folded}, as on the corpus page."
        text += " A label in quotation marks, as the value of the parameter, is counted alone." if folded else ""
    elif made.topic.exact:
        text = f"Counted: articles with a topic called “{name}”, and no other label or phrase, since it was asked for in quotation marks."
    else:
        text = f"Counted: articles with a topic called “{name}”, or with one that has it as a key phrase."
    return " ".join(part for part in (text, _folded(made, escape), _reach(made, escape), _namesakes(made, escape)) if part)


def _folded(made: "TopicProfile", escape: Escape) -> str:
    """That other labels stand for the same on the corpus page; that only a part of the articles was looked at for it."""
    if not made.fold:
        return ""
    if not made.topic.labels:
        own = {made.topic.key, made.fold.name.lower()}
        more = [f"“{escape(label)}”" for label in made.fold.labels if label.lower() not in own]
        shown = f", with {short_list(more, 'label', 'labels')}," if more else ""
        name, articles = escape(made.fold.name), count(made.fold.articles, "article")
        coded = made.fold.name.lower() in {subject.lower() for subject in subject_names().values()}
        how = ": ask for it by that name" if not coded and own != {made.topic.key} else ""
        return f"The corpus page folds this label{shown} into the topic “{name}” ({articles}){how}." if more or how else ""
    part = made.fold.looked_at < made.totals["articles"]
    return f"Labels were folded in {made.fold.looked_at:,} articles drawn by chance; counted are all articles." if part else ""


def _reach(made: "TopicProfile", escape: Escape) -> str:
    """How many more articles have the words, and where other numbers of the same subject come from."""
    total = {one.id: one.total for one in made.lists}
    phrase, text = (linked(count(total[f"reach-{where}"], "article"), f"e-reach-{where}", escape) for where in ("phrase", "text"))
    return (
        f"Other numbers answer other questions: {phrase} {_have(total['reach-phrase'])} these very words as a topic or key phrase "
        f"(an export by topic takes these), {text} anywhere in the text. To have the words is not to be about it."
    )


def _namesakes(made: "TopicProfile", escape: Escape) -> str:
    """That an actor is called so too, whose mentions are no topic."""
    if made.namesakes.empty:
        return ""
    first = made.namesakes.iloc[0]
    named = count(int(first["articles"]), "article")
    return f"{escape(first['name'])} is found as {_a(first['kind'])} too, named in {named}: the page of an actor counts these."


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
    often = known[known["articles"] > 1].head(3)
    names = [f"{escape(row.name)} ({count(int(row.articles), 'article')})" for row in often.itertuples(index=False)]
    text = f"Quoted on it most often: {listed(names)}." if names else ""
    if len(known) and not names:
        text = "Nobody is quoted on it in more than one article."
        text = f"Quoted on it: {escape(known['name'].iloc[0])}, in one article." if len(known) == 1 else text
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


def _have(value: int) -> str:
    return "has" if value == 1 else "have"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeo" else f"a {kind}"
