"""Sentences made from the tables: headline, standfirst, and what each section shows.

Nothing here is typed in: each name and number is read from an analysis, and each sentence has a form for nothing, one and many.
Results are Markdown by default (the headline plain text), with every text of the article escaped; ``escape=prose.plain`` gives
plain text, not escaped.
"""

from typing import TYPE_CHECKING, Any

from dramatis import charts
from dramatis.charts import labels, style
from dramatis.extract.function_words import is_function_word
from dramatis.prose import subjects, titles
from dramatis.prose.words import Escape, among, capital, count, linked, listed, markdown, number, others, percent, plain, times, unlinked
from dramatis.tables import ACTOR_KINDS, FORMS

if TYPE_CHECKING:
    import pandas as pd

    from dramatis.analysis import Analysis

__all__ = [
    "counting",
    "headline",
    "limits",
    "markdown",
    "plain",
    "said",
    "standfirst",
    "titles",
    "together",
    "unlinked",
    "voices",
    "what",
    "where",
    "who",
]

SHOWN = 12
"""How many places a sentence shows before it leaves the rest to the list behind its number."""
_INFERRED = {"pronoun": "pronoun", "nominal": "description"}
_QUOTE_WORDS = {
    "direct": "in quotation marks",
    "turn": "as turns of an interview",
    "indirect": "reported without quotation marks",
    "mixed": "reported with a quoted part",
}


def headline(analysis: "Analysis", *, escape: Escape = plain) -> str:
    """The article's title; where it has none, a sentence of who speaks or appears, and of what. Plain text by default, not escaped."""
    if analysis.article.title:
        return labels.brief(analysis.article.title, 400) if escape is plain else escape(analysis.article.title)
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    speakers = [escape(name) for name in words.loc[words["speaker"] != "", "name"]]
    found = subjects.found_topics(analysis)
    subject = subjects.label_of(analysis, found["topic"].iloc[0]) if len(found) else None
    if speakers:
        verb = "speaks" if len(speakers) == 1 else "speak"
        if spoken := subjects.speak_on(analysis, least=1):
            who = [escape(name) for name in spoken.names]
            return f"{others(who, longest=3)} {'speaks' if len(who) == 1 else 'speak'} of {escape(spoken.label)}"
        return f"{others(speakers, longest=3)} {verb}"
    names = [escape(name) for name in analysis.actors["name"].head(2)]
    if names:
        return listed([*names, escape(subject)] if subject else names)
    return escape(capital(subject)) if subject else "An article in which no actor was found"


def standfirst(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """Two to five sentences: who appears most, who speaks and for how many words, what it is about, what is unsure or could not be told."""
    if analysis.actors.empty and analysis.topics.empty and analysis.quotes.empty:
        return "No actor, no topic and no quotation was found in this article."
    about = [titles.who(analysis, escape) + ".", _speakers(analysis, escape), subjects.about(analysis, escape)]
    sentences = [*about, _unnamed(analysis, escape, words=False), _nobodys(analysis, escape)]
    return " ".join(sentence for sentence in sentences if sentence)


def where(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """What the strip shows beyond its title: who comes in only after the opening, and which quotation is the longest."""
    actors, quotes = analysis.actors, analysis.quotes
    if actors.empty and quotes.empty:
        return "Neither an actor nor a quotation was found" + (", so all rows are topics." if len(analysis.topics) else ".")
    opening, names = charts.opening_actors(analysis), dict(zip(actors["id"], actors["name"], strict=True))
    later = [escape(name) for actor, name in names.items() if actor not in opening]
    counted = linked(capital(count(len(later), "actor")), "e-later", escape)
    sentences = [f"{among(later, counted)} {'comes' if len(later) == 1 else 'come'} in after the opening."] if later else []
    direct = quotes[charts.kinds(quotes) == "direct"]
    if len(direct) > 1:
        longest = direct.loc[direct["words"].idxmax()]
        words = linked(count(int(longest["words"]), "word"), longest["id"], escape)
        sentences.append(f"The longest quotation, of {words}, {_of_whom(longest, names, escape)}.")
    return " ".join(sentences)


def who(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many actors of which kind are mentioned, how often and in which forms."""
    actors, mentions = analysis.actors, analysis.mentions
    if actors.empty:
        return "No actor was found in this article."
    kinds = [(kind, int((actors["kind"] == kind).sum())) for kind in ACTOR_KINDS]
    parts = [linked(count(value, *charts.KIND_WORDS[kind]), f"e-actors-{kind}", escape) for kind, value in kinds if value]
    forms = [(form, int((mentions["form"] == form).sum())) for form in FORMS]
    split = [linked(f"{number(value)} {style.FORM_WORDS[form]}", f"e-form-{form}", escape) for form, value in forms if value]
    among_them = f" ({listed(parts)})" if len(actors) > 1 else ""
    only = next((style.FORM_WORDS[form] for form, value in forms if value), "")
    detail = f": {listed(split)}" if len(split) > 1 else f", {'always ' if len(mentions) > 1 else ''}{only}" if split else ""
    every = linked(count(len(actors), "actor"), "e-actors", escape)
    return f"The text mentions {every}{among_them} {linked(times(len(mentions)), 'e-mentions', escape)}{detail}."


def voices(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """Who has which share of the words in quotation marks, for which share nobody could be told, and of whom others speak most."""
    table = charts.voices(analysis.actors, analysis.mentions, analysis.quotes)
    total = int(table["quoted_words"].sum())
    rows = [row for row in table.itertuples() if row.quoted_words]
    known = [f"{escape(row.name)} has {_share(row, escape)}" for row in rows if row.actor][:3]
    known += [_of_nobody(row, escape) for row in rows if not row.actor]
    words = linked(count(total, "word"), "e-quotes-direct", escape)
    sentences = [f"Of the {words} {titles.in_marks(analysis)}, {listed(known)}."] if total else []
    return " ".join([*sentences, *_spoken_of(table, escape)])


def what(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many topics there are, and the chief ones."""
    found = analysis.topics[analysis.topics["mentions"] > 0]
    topics = charts.topic_weights(found, top_n=len(found)).sort_values("salience", ascending=False, kind="stable")
    absent = [escape(label) for label in analysis.topics.loc[analysis.topics["mentions"] == 0, "label"]]
    watched = f" Watched for and not found: {listed(absent)}." if absent else ""
    if topics.empty:
        return "No topic was found in this article." + watched
    rows = topics.head(3).itertuples(index=False)
    names = [f"{escape(row.label)} ({linked(count(row.mentions, 'mention'), row.link[1:], escape)})" for row in rows]
    chief = ", the most salient ones " if len(topics) > 3 else ": "
    return f"We found {linked(count(len(topics), 'topic'), 'e-topics', escape)}{chief}{listed(names)}.{watched}"


def said(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many statements of which kind, by how many speakers, and how many are no actor's."""
    quotes = analysis.quotes
    if quotes.empty:
        return "No quotation was found in this article."
    found = charts.kinds(quotes).value_counts()
    split = [(kind, int(found[kind]), words) for kind, words in _QUOTE_WORDS.items() if kind in found]
    several = [linked(f"{number(value)} {words}", f"e-quotes-{kind}", escape) for kind, value, words in split]
    kinds = listed(several) if len(split) > 1 else split[0][2]
    alone = "" if len(split) > 1 or len(quotes) == 1 else "all "
    speakers = int(quotes["speaker"].dropna().nunique())
    every = linked(count(len(quotes), "statement"), "e-quotes", escape)
    text = f"We found {every} ({alone}{kinds})"
    text += f", by {linked(count(speakers, 'speaker'), 'e-speakers', escape)}." if speakers else "."
    return f"{text} {_nobodys(analysis, escape)}"


def together(analysis: "Analysis", *, escape: Escape = markdown) -> str:
    """How many pairs of actors share a sentence, and the pairs that do so most often."""
    pairs = charts.companions(analysis.actors, analysis.mentions)
    if pairs.empty:
        return "No pair of actors shares a sentence."
    rows = pairs.head(3).itertuples(index=False)
    names = [
        f"{escape(row.name)} and {escape(row.other_name)} ({linked(count(row.sentences, 'sentence'), row.link[1:], escape)})"
        for row in rows
    ]
    if len(pairs) <= 3:
        return f"{'This pair shares' if len(pairs) == 1 else 'These pairs share'} a sentence: {'; '.join(names)}."
    ahead = "most often" if pairs["sentences"].max() >= subjects.OFTEN else "among them"
    return f"We found {linked(count(len(pairs), 'pair'), 'e-pairs', escape)} of actors that share a sentence, {ahead} {'; '.join(names)}."


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
    inferred = [(form, int((analysis.mentions["form"] == form).sum())) for form in _INFERRED]
    parts = [linked(count(value, _INFERRED[form]), f"e-form-{form}", escape) for form, value in inferred if value]
    be = _be(sum(value for _, value in inferred))
    items = [
        _nobodys(analysis, escape) if len(analysis.quotes) else "",
        _unnamed(analysis, escape, words=True),
        _unsure(analysis, escape),
        f"{_capital(listed(parts))} {be} counted for an actor by inference, which errs more often than names do." if parts else "",
        "The confidence beside a statement is its rule's own estimate, not a measured share." if len(analysis.quotes) else "",
        _doubts(analysis, escape),
        "Names and quotations that the pipeline did not find are in no number here.",
        "Actors are told apart within this article only; the same name elsewhere may be somebody else.",
    ]
    return "\n".join(f"- {item}" for item in items if item)


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _capital(text: str) -> str:
    """The text with its first letter large, the bracket of a link passed over."""
    return f"[{capital(text[1:])}" if text.startswith("[") else capital(text)


def _speakers(analysis: "Analysis", escape: Escape) -> str:
    """Who is quoted in quotation marks with how many words, and whose statements are reported beside them."""
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    known = words[(words["speaker"] != "") & (words["direct"] > 0)].sort_values("direct", ascending=False, kind="stable")
    if words.empty:
        return "Nobody is quoted."
    partly = analysis.quotes["kind"].eq("mixed").any()
    manner = "in direct quotations" if partly else "in quotation marks"
    if known.empty:
        nobody = (
            "Nobody is quoted directly; some statements are partly in quotation marks."
            if partly
            else "Nobody is quoted in quotation marks."
        )
        return "" if words["direct"].any() else nobody
    sums = [count(int(known["direct"].iloc[0]), "word"), *(f"{words:,}" for words in known["direct"].iloc[1:])]
    links = [linked(words_of, f"e-said-{speaker}-direct", escape) for words_of, speaker in zip(sums, known["speaker"], strict=True)]
    if len(known) == 1:
        return f"{escape(known['name'].iloc[0])} is the only speaker quoted {manner}, with {links[0]}."
    speakers = [f"{escape(name)} ({link})" for name, link in zip(known["name"], links, strict=True)]
    every = linked(count(len(speakers), "speaker"), "e-quoted", escape)
    shown = listed(speakers) if len(speakers) <= 4 else f"{every}, most of all {listed(speakers[:3])}"
    return f"{capital(manner)} the text quotes {shown}."


def _of_whom(quote: Any, names: dict[str, str], escape: Escape) -> str:
    if quote["speaker"] not in names:
        return "is of no actor of this page"
    return f"is that of {escape(names[quote['speaker']])}" if quote["confidence"] >= subjects.SURE else "has an unsure speaker"


def _of_nobody(row: Any, escape: Escape) -> str:
    told = "the source is no actor here" if row.name == charts.NOBODY["source"] else "we could not tell who speaks"
    return f"for {_share(row, escape)} {told}"


def _pair(row: Any, escape: Escape) -> str:
    sentences = linked(count(row.sentences, "sentence"), row.link[1:], escape)
    return f"{escape(row.name)} and {escape(row.other_name)} ({sentences})"


def _share(row: Any, escape: Escape) -> str:
    return linked(percent(row.share), row.direct_link[1:], escape)


def _spoken_of(table: "pd.DataFrame", escape: Escape) -> list[str]:
    """At most one sentence: of whom others speak most."""
    most_about = table[(table["about"] == table["about"].max()) & (table["about"] > 0)]
    if most_about.empty or len(most_about) > 3:
        return []
    parts = [
        f"{escape(row.name)} (in {linked(count(row.about, 'statement'), row.about_link[1:], escape)})" for row in most_about.itertuples()
    ]
    often = (table["about"] > 0).sum() > len(parts) and table["about"].max() >= subjects.OFTEN
    return [f"Others speak {'most ' if often else ''}of {listed(parts)}."]


def _unnamed(analysis: "Analysis", escape: Escape, *, words: bool) -> str:
    """How many statements name their speaker at that place only by a pronoun or a description; with these words, or without."""
    unnamed = charts.unnamed_quotes(analysis)
    if unnamed.empty:
        return ""
    text, spans = analysis.article.text, zip(unnamed["id"], unnamed["speaker_start"], unnamed["speaker_end"], strict=True)
    places = [(labels.brief(text[start:end], 40), quote) for quote, start, end in spans]
    shown = "shows its" if len(unnamed) == 1 else "show their"
    counted = linked(capital(count(len(unnamed), "statement")), "e-unnamed", escape)
    return f"{counted} {shown} speaker only by a pronoun or a description{f': {_some(places, escape)}' if words else ''}."


def _unsure(analysis: "Analysis", escape: Escape) -> str:
    unsure = charts.unsure_mentions(analysis)
    if unsure.empty:
        return ""
    places = [(row.text, f"m{row.start}-{row.end}") for row in unsure.itertuples(index=False)]
    counted = linked(capital(count(len(unsure), "mention")), "e-unsure", escape)
    return f"{counted} {_be(len(unsure))} more likely wrong than right: {_some(places, escape)}."


def _within(words: str) -> str:
    """Words of the text as they stand within a sentence: *The jury*, which began one, is *the jury*."""
    first = words.partition(" ")[0]
    return words[0].lower() + words[1:] if first != "I" and is_function_word(first.lower()) else words


def _some(places: list[tuple[str, str]], escape: Escape) -> str:
    """The different words of these places, each linked to its first, up to a dozen; the link of their number has all."""
    firsts: dict[str, tuple[str, str]] = {}
    for words, target in places:
        firsts.setdefault(words.casefold(), (words, target))
    links = [linked(escape(words), target, escape) for words, target in firsts.values()]
    return listed(links) if len(links) <= SHOWN else f"{', '.join(links[:SHOWN])} and others"


def _doubts(analysis: "Analysis", escape: Escape) -> str:
    placed = sum(bool(len(spans)) for spans in charts.doubtful(analysis)["spans"])
    if not placed:
        return ""
    counted = linked(capital(count(placed, "doubt")), "e-doubts", escape)
    return f"{counted} about the text or its analysis {_be(placed)} told beside the passages concerned."


def _nobodys(analysis: "Analysis", escape: Escape) -> str:
    """How many statements have a source that is no actor, in its words, and for how many nobody could be told; said also where none is."""
    quotes, keys = analysis.quotes, charts.speaker_keys(analysis.quotes)
    if quotes.empty:
        return ""
    every, counts = count(len(quotes), "statement"), {key: keys.count(key) for key in charts.NOBODY}
    if not any(counts.values()):
        words = "The only statement" if len(quotes) == 1 else f"All {number(len(quotes))} statements"
        return f"{linked(words, 'e-quotes', escape)} could be given a speaker."
    whole = "the only statement" if len(quotes) == 1 else "both statements" if len(quotes) == 2 else f"all {every}"
    part = {
        key: linked(whole if value == len(quotes) else f"{number(value)} of {every}", f"e-said-{key}", escape)
        for key, value in counts.items()
    }
    sentences = []
    if counts["interviewer"]:
        sentences.append(f"An interviewer asks in {part['interviewer']}.")
    if counts["source"]:
        of_source = quotes[charts.of_source(quotes)]
        spans = zip(of_source["id"], of_source["speaker_start"], of_source["speaker_end"], strict=True)
        places = [(_within(labels.brief(analysis.article.text[start:end], 40)), quote) for quote, start, end in spans]
        sentences.append(f"For {part['source']} the text names a source that is no actor here: {_some(places, escape)}.")
    if counts["none"]:
        sentences.append(f"For {part['none']} we could not tell who speaks.")
    return " ".join(sentences)
