"""The actors of an article as cards: who they are, by which words of the text, and how often they occur."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from dramatis.analysis import Analysis
from dramatis.charts.style import FORM_WORDS, color_index
from dramatis.extract.voice import spoken_of
from dramatis.markup import escape
from dramatis.report.part import Part, count_link, folded
from dramatis.report.words import KIND_WORDS

__all__ = ["Card", "actor_cards", "cards"]

LISTED = 30
"""The most actors without a card that are listed at once; the rest can be unfolded."""
SNIPPET = 110
"""The most characters of a first sentence that a card shows, about the mention."""
BEFORE = 45
"""Of these before the mention, where the sentence is longer."""


class Card(NamedTuple):
    """What a card says of one actor; each count is the length of a list of places.

    Attributes
    ----------
    id, name, kind, color : str
        The actor, and the class of its color.
    role, affiliation : str or None
        As the article gives them; `role_sentence` is the sentence that shows the role, or None.
    aliases : tuple of str
        Other forms of the name.
    forms : dict
        Form of mention to number of mentions, only forms that occur.
    first : int or None
        The sentence of the first mention; `first_span` is the place of the mention.
    said, said_words : int
        Number of quotations by the actor, and of words in them.
    about : tuple of str
        Ids of the quotations, by others or of unknown speakers, in which the actor is mentioned.
    """

    id: str
    name: str
    kind: str
    color: str
    role: str | None
    role_sentence: int | None
    affiliation: str | None
    aliases: tuple[str, ...]
    forms: dict[str, int]
    first: int | None
    first_span: tuple[int, int] | None
    said: int
    said_words: int
    about: tuple[str, ...]


def actor_cards(analysis: Analysis) -> list[Card]:
    """A card for each actor, in the order of the actors table; empty where the article names nobody."""
    colors = color_index(analysis.actors)
    mentions = dict(list(analysis.mentions.groupby("actor", sort=False)))
    quotes = dict(list(analysis.quotes.groupby("speaker", sort=False)))
    about = spoken_of(analysis.mentions, analysis.quotes)
    none_mentioned, none_said = analysis.mentions.iloc[:0], analysis.quotes.iloc[:0]
    return [
        _card(row, f"c{colors[row.id]}", mentions.get(row.id, none_mentioned), quotes.get(row.id, none_said), analysis.sentences)
        for row in analysis.actors.assign(about=[about.get(actor, ()) for actor in analysis.actors["id"]]).itertuples()
    ]


def cards(analysis: Analysis, *, top_n: int = 8) -> Part:
    """The actors as a part of the page: the first `top_n` as cards, all others as a list; empty where nobody is named."""
    made = actor_cards(analysis)
    if not made:
        return Part("", "no actor")
    sentences = dict(zip(analysis.sentences["id"], zip(analysis.sentences["start"], analysis.sentences["end"], strict=True), strict=True))
    first = "".join(_card_html(card, _first_words(card, sentences, analysis.article.text)) for card in made[:top_n])
    return Part(
        f'<div class="cards">{first}</div>{_rest_html(made[top_n:])}',
        "\n".join(f"{card.name}: {sum(card.forms.values())}" for card in made),
    )


def _card(row: Any, color: str, mentions: pd.DataFrame, quotes: pd.DataFrame, sentences: pd.DataFrame) -> Card:
    forms = mentions["form"].value_counts()
    opening = mentions.loc[mentions["start"].idxmin()] if len(mentions) else None
    return Card(
        id=row.id,
        name=row.name,
        kind=row.kind,
        color=color,
        role=row.role if isinstance(row.role, str) else None,
        role_sentence=_sentence_at(sentences, row.role_start),
        affiliation=row.affiliation if isinstance(row.affiliation, str) else None,
        aliases=tuple(row.aliases),
        forms={form: int(forms[form]) for form in FORM_WORDS if form in forms},
        first=None if opening is None else int(opening["sentence"]),
        first_span=None if opening is None else (int(opening["start"]), int(opening["end"])),
        said=len(quotes),
        said_words=int(quotes["words"].sum()),
        about=row.about,
    )


def _sentence_at(sentences: pd.DataFrame, at: object) -> int | None:
    if pd.isna(at):
        return None
    found = sentences.loc[(sentences["start"] <= at) & (at < sentences["end"]), "id"]
    return int(found.iloc[0]) if len(found) else None


def _first_words(card: Card, sentences: dict[int, tuple[int, int]], text: str) -> str:
    """The first sentence that mentions the actor, as HTML, cut about the mention: the head of a long one may be about somebody else."""
    if card.first is None or card.first_span is None or card.first not in sentences:
        return ""
    (start, end), (at, until) = sentences[card.first], card.first_span
    cut = end - start > SNIPPET
    begin = text.index(" ", at - BEFORE, at) + 1 if cut and at - start > BEFORE and " " in text[at - BEFORE : at] else start
    stop = max(until, text.rfind(" ", until, begin + SNIPPET)) if cut and end - begin > SNIPPET else end
    before, after = "…\u00a0" * (begin > start) + escape(text[begin:at]), escape(text[until:stop]) + "\u00a0…" * (stop < end)
    return f"{before}<b>{escape(text[at:until])}</b>{after}"


def _card_html(card: Card, first_words: str) -> str:
    return (
        f'<article class="card {card.color}" id="{card.id}">'
        f'<h3>{escape(card.name)}</h3><p class="role">{"".join(_role(card))}</p>'
        f'<ul class="facts">{"".join(f"<li>{fact}</li>" for fact in _facts(card))}</ul>'
        + (f'<p class="first"><a href="#s{card.first}">First:</a> {first_words}</p>' if first_words else "")
        + "</article>"
    )


def _role(card: Card) -> Iterator[str]:
    yield f'<span class="kind">{KIND_WORDS[card.kind][0]}</span>'
    if card.role:
        role = escape(card.role)
        yield f' <a href="#s{card.role_sentence}">{role}</a>' if card.role_sentence is not None else f" {role}"
    if card.affiliation and card.affiliation not in (card.role or ""):
        yield f" <span>({escape(card.affiliation)})</span>"


def _facts(card: Card) -> Iterator[str]:
    if card.aliases:
        yield f"also {', '.join(escape(alias) for alias in card.aliases)}"
    forms = [f'<a class="n" href="#e-{card.id}-{form}">{number} {FORM_WORDS[form]}</a>' for form, number in card.forms.items()]
    yield f"{count_link(sum(card.forms.values()), 'mention', f'e-{card.id}')}{': ' if forms else ''}{', '.join(forms)}"
    if card.said:
        counts = (count_link(number, noun, f"e-said-{card.id}") for number, noun in ((card.said, "statement"), (card.said_words, "word")))
        yield f"speaks: {', '.join(counts)}"
    if card.about:
        yield f"spoken of in {count_link(len(card.about), 'statement', f'e-about-{card.id}')} of others"


def _rest_html(rest: list[Card]) -> str:
    if not rest:
        return ""
    items = [
        f'<li id="{card.id}">{escape(card.name)} <span class="kind">{KIND_WORDS[card.kind][0]}</span> '
        f"{count_link(sum(card.forms.values()), 'mention', f'e-{card.id}')}</li>"
        for card in rest
    ]
    shown, more = (f'<ul class="rest">{"".join(some)}</ul>' for some in (items[:LISTED], items[LISTED:]))
    return f'<h3 class="rest-head">Other actors</h3>{shown}{folded(more, len(rest) - LISTED, "actor")}'
