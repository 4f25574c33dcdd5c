"""Quotations as a resolver of pronouns needs them: which words lie in which, and who speaks."""

from bisect import bisect_right
from typing import NamedTuple

import pandas as pd

from dramatis.extract.anaphora import Anaphor, word_span
from dramatis.extract.folding import word_set
from dramatis.extract.known import Mentioned, Profile
from dramatis.extract.scheme import Words

__all__ = ["Quotation", "is_head", "quotations", "speakers", "standing_in"]

HEADS = word_set(
    "spokesman spokeswoman spokesperson president chairman chairwoman chairperson chair chief ceo director secretary leader head coach "
    "captain manager founder co-founder owner boss commissioner governor mayor editor general"
)
"""Words of offices whose holders say *we* of the body that they lead or speak for."""


OWNERS = frozenset({"nmod:poss", "poss"})


class Quotation(NamedTuple):
    """The words of one content, `last` exclusive, those that name its source, and whether all of it is in quotation marks."""

    first: int
    last: int
    source: tuple[int, int] | None
    direct: bool


def quotations(view: Words, attributions: pd.DataFrame) -> list[Quotation]:
    """The attributions by words, in the order of the text."""
    found = []
    for row in attributions.to_dict("records"):
        source = None if pd.isna(row["source_start"]) else word_span(view, int(row["source_start"]), int(row["source_end"]))
        found.append(Quotation(*word_span(view, row["start"], row["end"]), source, row["kind"] == "direct"))
    return sorted(found, key=lambda quotation: (quotation.first, quotation.last))


def standing_in(quoted: list[Quotation], found: list[Anaphor]) -> dict[int, int]:
    """First word of an anaphor to the number of the quotation that it stands in; reported speech counts for the first person only."""
    starts = [quotation.first for quotation in quoted]
    inside = {}
    for anaphor in found:
        for number in range(bisect_right(starts, anaphor.first) - 1, max(-1, bisect_right(starts, anaphor.first) - 4), -1):
            quotation = quoted[number]
            if anaphor.first < quotation.last and (quotation.direct or anaphor.group in {"i", "we"}):
                inside[anaphor.first] = number
                break
    return inside


def speakers(
    view: Words, quoted: list[Quotation], mentions: list[Mentioned], profiles: dict[str, Profile]
) -> list[tuple[str | None, str | None]]:
    """For every quotation the actor that its source names, and the country or body that he belongs to."""
    at_word = {word: mention.actor for mention in mentions for word in range(mention.first, mention.last)}
    found = []
    for quotation in quoted:
        first, last = quotation.source or (0, 0)
        inside = list(dict.fromkeys(at_word[word] for word in range(first, last) if word in at_word))
        heads = [word for word in range(first, last) if not first <= view.head[word] < last]
        owners = {at_word[word] for word in range(first, last) if word in at_word and _owns(view, word)}
        people = [actor for actor in inside if profiles[actor].kind == "person" and actor not in owners]
        speaker = people[0] if people else next((at_word[word] for word in heads if word in at_word), None)
        bodies = [actor for actor in inside if actor != speaker]
        affiliation = profiles[speaker].affiliation if speaker else None
        found.append((speaker, affiliation or (bodies[0] if bodies else None)))
    return found


def _owns(view: Words, word: int) -> bool:
    """Whether the word is a possessor's: *his father*, *Doe's lawyer*, who speak and not he."""
    return view.dep[word] in OWNERS or (view.dep[word] in {"flat", "compound"} and view.dep[view.head[word]] in OWNERS)


def is_head(speaker: Profile | None) -> bool:
    """Whether a speaker leads a body or speaks for it, or is none of the people; who merely works there (*a researcher*) does not."""
    return speaker is None or bool((speaker.about | speaker.nouns) & HEADS)
