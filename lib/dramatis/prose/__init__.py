"""Sentences made from the tables: headline, standfirst, and what each section shows.

Nothing here is typed in: each name and number is read from an analysis, and each sentence has a form for nothing, one and many.
Results are Markdown by default (the headline plain text), with every text of the article escaped; ``escape=prose.plain`` gives
plain text, not escaped.
"""

from typing import TYPE_CHECKING

from dramatis import charts
from dramatis.charts import labels, style
from dramatis.prose import titles
from dramatis.prose.titles import lead_actors, subject_of_speech
from dramatis.prose.words import Escape, capital, count, listed, markdown, number, plain, short_list, times
from dramatis.tables import ACTOR_KINDS, FORMS

if TYPE_CHECKING:
    from dramatis.analysis import Analysis

__all__ = ["counting", "headline", "limits", "markdown", "plain", "said", "standfirst", "titles", "together", "what", "where", "who"]

_KIND_WORDS = {
    "person": ("person", "persons"),
    "organization": ("organization", "organizations"),
    "place": ("place", "places"),
    "group": ("group", "groups"),
    "event": ("event", "events"),
    "work": ("work", "works"),
}
_QUOTE_WORDS = {"direct": "direct", "indirect": "reported without quotation marks", "mixed": "reported with a quoted part"}


def headline(analysis: "Analysis", *, escape: Escape = plain) -> str:
    """The article's title; where it has none, a sentence of who speaks or appears, and of what. Plain text by default, not escaped."""
    if analysis.article.title:
        return labels.brief(analysis.article.title, 400) if escape is plain else escape(analysis.article.title)
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    speakers = [escape(name) for name in words.loc[words["speaker"] != "", "name"]]
    subject = subject_of_speech(analysis)
    if speakers:
        verb = "speaks" if len(speakers) == 1 else "speak"
        return f"{short_list(speakers, 'speaker', 'speakers', longest=2)} {verb}" + (f" of {escape(subject)}" if subject else "")
    names = [escape(name) for name in analysis.actors["name"].head(2)]
    if names:
        return listed([*names, escape(subject)] if subject else names)
    return escape(capital(subject)) if subject else "An article in which no actor was found"


def standfirst(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """Two to five sentences: who appears most, who speaks and for how many words, what it is about, what is unsure or could not be told."""
    if analysis.actors.empty and analysis.topics.empty and analysis.quotes.empty:
        return "No actor, no topic and no quotation was found in this article."
    about = [titles.who(analysis, escape) + ".", _speakers(analysis, escape), _subjects(analysis, escape)]
    sentences = [*about, _unnamed(analysis, escape), _doubts(analysis, escape)]
    return " ".join(sentence for sentence in sentences if sentence)


def where(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """What the strip shows beyond its title: who comes in only after the opening, and which quotation is the longest."""
    lead, actors, quotes = lead_actors(analysis), analysis.actors, analysis.quotes
    if actors.empty and quotes.empty:
        return "Neither an actor nor a quotation was found, so there is nothing to place in the text."
    later = [escape(name) for name in actors["name"] if name not in lead]
    sentences = [f"{short_list(later, 'actor', 'actors')} {'comes' if len(later) == 1 else 'come'} in after the opening."] if later else []
    if len(quotes) > 1:
        longest = quotes.loc[quotes["words"].idxmax()]
        names = dict(zip(actors["id"], actors["name"], strict=True))
        speaker = f"is that of {escape(names[longest['speaker']])}" if longest["speaker"] in names else "has no speaker that we could tell"
        sentences.append(f"The longest quotation, of {count(int(longest['words']), 'word')}, {speaker}.")
    return " ".join(sentences)


def who(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many actors of which kind are mentioned, how often and in which forms."""
    actors, mentions = analysis.actors, analysis.mentions
    if actors.empty:
        return "No actor was found in this article."
    kinds = [(kind, int((actors["kind"] == kind).sum())) for kind in ACTOR_KINDS]
    parts = [count(value, *_KIND_WORDS[kind]) for kind, value in kinds if value]
    forms = [(form, int((mentions["form"] == form).sum())) for form in FORMS]
    split = [f"{number(value)} {style.FORM_WORDS[form]}" for form, value in forms if value]
    among = f" ({listed(parts)})" if len(actors) > 1 else ""
    detail = (
        f": {listed(split)}"
        if len(split) > 1
        else f", {'always ' if len(mentions) > 1 else ''}{split[0].partition(' ')[2]}"
        if split
        else ""
    )
    return f"The text mentions {count(len(actors), 'actor')}{among} {times(len(mentions))}{detail}."


def what(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many topics there are, and the chief ones."""
    topics = charts.topic_weights(analysis.topics, top_n=len(analysis.topics))
    if topics.empty:
        return "No topic was found in this article."
    names = [f"{escape(row.label)} ({count(row.mentions, 'mention')})" for row in topics.head(3).itertuples(index=False)]
    chief = ", the most salient ones " if len(topics) > 3 else ": "
    return f"We found {count(len(topics), 'topic')}{chief}{listed(names)}."


def said(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many quotations of which kind, by how many speakers, and how many whose speaker could not be told."""
    quotes = analysis.quotes
    if quotes.empty:
        return "No quotation was found in this article."
    split = [(int((quotes["kind"] == kind).sum()), words) for kind, words in _QUOTE_WORDS.items()]
    split = [(value, words) for value, words in split if value]
    kinds = listed([f"{number(value)} {words}" for value, words in split]) if len(split) > 1 else split[0][1]
    alone = "" if len(split) > 1 or len(quotes) == 1 else "all "
    words = charts.quoted_words(quotes, analysis.actors)
    speakers = int((words["speaker"] != "").sum())
    text = f"We found {count(len(quotes), 'quotation')} ({alone}{kinds}) of {count(int(quotes['words'].sum()), 'word')}"
    text += f", by {count(speakers, 'speaker')}." if speakers else "."
    return " ".join(part for part in (text, _doubts(analysis, escape)) if part)


def together(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many pairs of actors share a sentence, and the pairs that do so most often."""
    pairs = charts.companions(analysis.actors, analysis.mentions)
    if pairs.empty:
        return "No sentence mentions two actors."
    rows = pairs.head(3).itertuples(index=False)
    names = [f"{escape(row.name)} and {escape(row.other_name)} ({count(row.sentences, 'sentence')})" for row in rows]
    if len(pairs) <= 3:
        return f"{'This pair shares' if len(pairs) == 1 else 'These pairs share'} a sentence: {'; '.join(names)}."
    return f"We found {count(len(pairs), 'pair')} of actors in one sentence, most often {'; '.join(names)}."


def counting() -> str:
    """What a mention is, and what it is not evidence of; stands before the first table that names people."""
    return (
        "A mention is a place in the text that refers to an actor: by name, by a demonym (counted for the country or people), "
        "by a description, or by a pronoun. A number of mentions says how often the text refers to an actor. "
        "It does not say what the actor did, nor whether what is said of the actor is true, good or bad. "
        "To be quoted is to be reported as speaking; the article is the only witness."
    )


def limits(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """What could not be told in this article, and what the numbers leave out; a Markdown list."""
    every = "Every quotation that was found was given a speaker, which does not make each of them right."
    items = [_doubts(analysis, escape) or (every if len(analysis.quotes) else ""), _unnamed(analysis, escape)]
    unsure = analysis.mentions[analysis.mentions["confidence"] < 0.5]
    if len(unsure):
        places = listed([_linked(escape(row.text), f"m{row.start}-{row.end}", escape) for row in unsure.itertuples(index=False)])
        items.append(f"{capital(count(len(unsure), 'mention'))} {_be(len(unsure))} more likely wrong than right: {places}.")
    inferred = [(form, int((analysis.mentions["form"] == form).sum())) for form in ("pronoun", "nominal")]
    parts = [count(value, {"pronoun": "pronoun", "nominal": "description"}[form]) for form, value in inferred if value]
    if parts:
        total = sum(value for _, value in inferred)
        items.append(f"{capital(listed(parts))} {_be(total)} counted for an actor by inference, which errs more often than names do.")
    if len(analysis.quotes):
        items.append("The confidence beside a quotation is its rule's own estimate, from 0 (a guess) to 1 (certain), not a measured share.")
    doubts = int((analysis.findings["severity"] != "info").sum())
    if doubts:
        items.append(f"{capital(count(doubts, 'doubt'))} about the text or its analysis {_be(doubts)} told beside the passages concerned.")
    items.append("Names and quotations that the pipeline did not find are in no number here.")
    items.append("Actors are told apart within this article only; the same name elsewhere may be somebody else.")
    return "\n".join(f"- {item}" for item in items if item)


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _speakers(analysis: "Analysis", escape: Escape) -> str:
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    known = words[words["speaker"] != ""]
    if known.empty:
        return "Nobody is quoted." if words.empty else ""
    words = [count(int(known["words"].iloc[0]), "word"), *(f"{words:,}" for words in known["words"].iloc[1:])]
    links = [_linked(words_of, f"e-said-{speaker}", escape) for words_of, speaker in zip(words, known["speaker"], strict=True)]
    if len(known) == 1:
        return f"{escape(known['name'].iloc[0])} is the only speaker that the text quotes, with {links[0]}."
    speakers = [f"{escape(name)} ({link})" for name, link in zip(known["name"], links, strict=True)]
    return f"The text quotes {short_list(speakers, 'speaker', 'speakers')}."


def _linked(words: str, target: str, escape: Escape) -> str:
    return words if escape is plain else f"[{words}](#{target})"


def _unnamed(analysis: "Analysis", escape: Escape) -> str:
    """How many quotations name their speaker at that place only by a pronoun or a description, with these words."""
    known = analysis.quotes.dropna(subset=["speaker", "speaker_start"])
    pairs = known.merge(analysis.mentions, left_on="speaker", right_on="actor", suffixes=("", "_mention"), validate="many_to_many")
    pairs = pairs[(pairs["start_mention"] < pairs["speaker_end"]) & (pairs["end_mention"] > pairs["speaker_start"])]
    by_name = pairs["form"].isin(["name", "demonym"])
    unnamed = known[known["id"].isin(set(pairs["id"]) - set(pairs.loc[by_name, "id"]))]
    if unnamed.empty:
        return ""
    text = analysis.article.text
    spans = zip(unnamed["id"], unnamed["speaker_start"], unnamed["speaker_end"], strict=True)
    places = listed([_linked(escape(labels.brief(text[start:end], 40)), quote, escape) for quote, start, end in spans])
    shown = "shows its" if len(unnamed) == 1 else "show their"
    return f"{capital(count(len(unnamed), 'quotation'))} {shown} speaker only by a pronoun or a description: {places}."


def _subjects(analysis: "Analysis", escape: Escape) -> str:
    topics = charts.topic_weights(analysis.topics[analysis.topics["mentions"] > 0], top_n=3)
    names = [_linked(escape(row.label), row.topic, escape) for row in topics.itertuples(index=False)]
    return f"The text is chiefly about {listed(names)}." if names else "No topic was found."


def _doubts(analysis: "Analysis", escape: Escape) -> str:
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    unknown = words[words["speaker"] == ""]
    if unknown.empty:
        return ""
    row = unknown.iloc[0]
    quotations = _linked(count(int(row["quotations"]), "quotation"), "e-said-none", escape)
    return f"For {quotations} of {count(int(row['words']), 'word')} we could not tell who speaks."
