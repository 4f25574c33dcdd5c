"""Whom a headline describes without a name: *Harbour town mayor resigns* of somebody whom the lead calls Jane Doe, mayor of Port Ellis.

Headlines have no articles and come before the names, so that neither the determiner nor what was said before can tell; what the article
says of the people and bodies of its first sentences can.
"""

from dramatis.extract.cast_state import OFFICES, RANKS, WEAK
from dramatis.extract.known import Mentioned, Profile
from dramatis.extract.likeness import is_same_role
from dramatis.extract.referents import referent
from dramatis.extract.scheme import Words

__all__ = ["HEADLINE", "in_headline"]

HEADLINE = "headline"
LONGEST = 30
"""Words of a first paragraph that may be a headline."""
LEAD = 4
"""Sentences after the headline in which somebody must be named."""
MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
JOINED = frozenset({"compound", "nmod:desc", "nmod:poss", "flat", "amod"})
OTHERS = frozenset({"new", "next", "another", "other", "second", "two", "several"})
"""Words that single out somebody who need not be the one of whom the text speaks."""


def in_headline(view: Words, named: list[Mentioned], profiles: dict[str, Profile], genders: dict[str, str]) -> list[Mentioned]:
    """Noun phrases of the headline that describe the one actor of the lead whom the article describes by the same noun.

    Parameters
    ----------
    view : Words
        The words of the article.
    named : list of Mentioned
        All names, in the order of the text.
    profiles : dict
        By actor.
    genders : dict
        Genders that the text shows, by actor.
    """
    end = _end_of_headline(view)
    covered = {word: mention.actor for mention in named for word in range(mention.first, mention.last) if mention.first < end}
    last = view.sentence[end - 1] + LEAD if end else 0
    lead = {mention.actor for mention in named if mention.first >= end and view.sentence[mention.first] <= last} - set(covered.values())
    found = []
    for head in range(end):
        noun = referent(view.lemma[head].lower())
        if head in covered or noun is None or not _is_head(view, head, covered, end):
            continue
        first = _first(view, head)
        inside = {covered[word] for word in range(first, head) if word in covered}
        countries = {place for place in inside if profiles[place].country}
        fitting = [
            actor
            for actor in sorted(lead)
            if profiles[actor].kind in noun.kinds
            and genders.get(actor, noun.gender) in {"", noun.gender or genders.get(actor, "")}
            and _is_described(view, range(first, head + 1), profiles[actor], countries if _is_of_a_country(profiles, actor) else set())
        ]
        if len(fitting) == 1:
            found.append(Mentioned(fitting[0], first, head + 1, head, "nominal"))
    return found


def _is_of_a_country(profiles: dict[str, Profile], actor: str) -> bool:
    affiliation = profiles[actor].affiliation
    return affiliation in profiles and profiles[affiliation].country


def _end_of_headline(view: Words) -> int:
    """The words of the first paragraph, where it is short and ends without a mark; else 0."""
    end = next((i for i, paragraph in enumerate(view.paragraph) if paragraph > 0), 0)
    while end and view.text[end - 1].isspace():
        end -= 1
    return end if 0 < end <= LONGEST and view.text[end - 1] not in {".", "!", "?", "”", '"'} else 0


def _is_head(view: Words, head: int, covered: dict[int, str], end: int) -> bool:
    """Whether the word ends a noun phrase in the singular that no name follows: not *mayor | Jane Doe*, *charity | ship*."""
    if view.pos[head] not in {"NOUN", "PROPN"} or view.tag[head] in {"NNS", "NNPS"} or view.lower[head] in WEAK:
        return False
    after = head + 1
    owner = after < end and view.lower[after] in {"'s", "’s"}
    return after >= end or owner or not (after in covered or (view.pos[after] in {"NOUN", "PROPN"} and view.dep[head] in JOINED))


def _first(view: Words, head: int) -> int:
    """The first of the words before a head that belong to its phrase."""
    first = head
    while first and (view.pos[first - 1] in MODIFIERS or view.tag[first - 1] == "VBN" or view.text[first - 1] == "-"):
        if view.text[first - 1] != "-" and view.head[first - 1] not in range(first - 1, head + 1):
            break
        first -= 1
    return first


def _is_described(view: Words, phrase: range, profile: Profile, countries: set[str]) -> bool:
    """Whether the article describes the actor by the noun of the phrase, with its office and its country."""
    noun, before = view.lemma[phrase[-1]].lower(), {view.lower[i] for i in phrase[:-1]}
    linked = noun in profile.nouns or (profile.kind == "person" and any(is_same_role(noun, other) for other in profile.nouns))
    if not linked or before & OTHERS:
        return False
    if noun in OFFICES and not before & RANKS <= profile.about | profile.nouns:
        return False
    return not countries or profile.affiliation in countries
