"""Noun phrases folded into key phrases: the same words in other forms, and short forms of longer phrases."""

from typing import NamedTuple

from dramatis.extract.candidates import HYPHENS, Candidate, generic_words
from dramatis.extract.lexicons import nouns
from dramatis.extract.scheme import Words

__all__ = ["Group", "groups", "singular"]

Key = tuple[str, ...]
"""The lemmas of a phrase; words that hyphens join are one (*labor-saving*)."""


_ODD = ("ies", "a")
"""Endings of plurals that a pipeline may cut wrongly."""
NOWHERE = [Candidate(-1, -1, -1)]


class Group(NamedTuple):
    """One phrase: `key` its lemmas, `text` the form to show, `members` its places in the order of the text."""

    key: Key
    text: str
    members: list[Candidate]


def groups(doc_words: Words, found: list[Candidate]) -> list[Group]:
    """Candidates folded into phrases: those with the same lemmas, and shorter ones into the longer one that they end.

    *Unplanned downtime* takes up *downtime* where it comes as often; where several longer phrases end alike (*the steel industry*,
    *the film industry*), each keeps its own places. A longer form that comes once counts for the bare word, unless that says little
    by itself (*plan*). A group is shown by the longest form that at least half of its places have and that is no chance description;
    see :func:`_shown`.
    """
    by_head: dict[str, dict[Key, list[Candidate]]] = {}
    for candidate in found:
        key = _headed(doc_words, candidate.start, candidate)
        by_head.setdefault(key[-1], {}).setdefault(key, []).append(candidate)
    made = [_group(doc_words, sorted(members)) for variants in by_head.values() for members in _folded(variants)]
    return sorted(_one_of_a_text(doc_words, made), key=lambda group: group.members[0])


def singular(doc_words: Words) -> Words:
    """The words with the lemmas of plurals mended that pipelines leave as they are (*Constituencies* in a name) or cut wrongly.

    Mended are those whose singular is a lemma elsewhere in the text.
    """
    nouns = {lemma for lemma, pos in zip(doc_words.lemma, doc_words.pos, strict=True) if pos in ("NOUN", "PROPN")}
    lemmas = [
        _singular(word, lemma, nouns) if _is_odd(word, lemma, pos) else lemma
        for word, lemma, pos in zip(doc_words.lower, doc_words.lemma, doc_words.pos, strict=True)
    ]
    return doc_words._replace(lemma=lemmas)


def _is_odd(word: str, lemma: str, pos: str) -> bool:
    """Whether a lemma may be that of a plural left as it stands or cut wrongly (*royals*: royy)."""
    if pos == "PROPN":
        return lemma[-1:] == "s"
    return pos == "NOUN" and (word.endswith(_ODD) or (word[-1:] == "s" and lemma != word[:-1] and not word.startswith(lemma)))


def _singular(word: str, lemma: str, known: set[str]) -> str:
    """The first form of a plural that is known; the lemma itself where none is, or where it is known."""
    if word[-1:] == "a":
        forms = (f"{word[:-1]}on", f"{word[:-1]}um")
    elif lemma[-1:] == "s":
        forms = (lemma[:-1], lemma[:-2], f"{word[:-3]}y")
    else:
        forms = (f"{word[:-3]}y",) if word.endswith("ies") else (word[:-1],)
    return next((form for form in forms if form in known), lemma)


def _one_of_a_text(doc_words: Words, made: list[Group]) -> list[Group]:
    """The groups, those that are shown alike made one: a pipeline may tell the words of *printed circuit* in two ways."""
    by_text: dict[str, list[Group]] = {}
    for group in made:
        by_text.setdefault(group.text.lower(), []).append(group)
    return [
        same[0] if len(same) == 1 else _group(doc_words, sorted(member for group in same for member in group.members))
        for same in by_text.values()
    ]


def _folded(variants: dict[Key, list[Candidate]]) -> list[list[Candidate]]:
    """The places of all phrases with one head, as groups."""
    members = {key: list(places) for key, places in variants.items()} | {key: [] for key in _common_ends(variants)}
    for key in sorted(members, key=lambda key: (-len(key), variants.get(key, NOWHERE)[0])):
        longer = [other for other, places in members.items() if places and _ends_in(other, key)]
        if not longer or key not in members:
            continue
        best = max(longer, key=lambda other: (len(members[other]), -members[other][0].start))
        if key not in variants and len(members[best]) > 1:
            continue
        rivals = sum(len(members[other]) for other in longer) - len(members[best])
        if len(members[best]) >= len(members[key]) and len(members[best]) > rivals:
            members[best] += members.pop(key)
            continue
        little = key[-1] in generic_words()["weak"] or key[-1] in generic_words()["shell"]
        for other in longer:
            if len(members[other]) == 1 and not little and (len(members[key]) > 1 or key not in variants):
                members[key] += members.pop(other)
    return [places for places in members.values() if places]


def _ends_in(longer: Key, key: Key) -> bool:
    """Whether a phrase ends in a shorter one that may stand for it: *the state* is no short form of *state of emergency*."""
    sealed = longer[0] == "of" and len(key) == 1 and key[0] in nouns()
    return len(longer) > len(key) and longer[-len(key) :] == key and not sealed


def _common_ends(variants: dict[Key, list[Candidate]]) -> list[Key]:
    """Ends of two words or more that phrases share and that never stand alone: *school board* of *local* and *old school board*."""
    counts: dict[Key, int] = {}
    for key in variants:
        for length in range(2, len(key)):
            counts[key[-length:]] = counts.get(key[-length:], 0) + 1
    return [key for key, count in counts.items() if count > 1 and key not in variants]


def _group(doc_words: Words, members: list[Candidate]) -> Group:
    starts = _same_end(doc_words, _shown(doc_words, members))
    spellings: dict[str, int] = {}
    for start, member in starts:
        spelling = _slice(doc_words, start, member.end)
        spellings[spelling] = spellings.get(spelling, 0) + 1
    best = max(spellings, key=lambda spelling: spellings[spelling])
    text = best.lower() if best.lower() in spellings else best
    if all(_opens_sentence(doc_words, start) for start, _ in starts) and text[1:].islower():
        text = text.lower()
    return Group(_headed(doc_words, *starts[0]), text, members)


def _opens_sentence(doc_words: Words, start: int) -> bool:
    """Whether a word owes its capital to the sentence that it opens: a common noun or a verb, or an adjective that is small elsewhere."""
    first = start == 0 or doc_words.sentence[start - 1] != doc_words.sentence[start]
    pos = doc_words.pos[start]
    return first and (pos in ("NOUN", "VERB") or (pos == "ADJ" and doc_words.lower[start] in doc_words.text))


def _headed(doc_words: Words, start: int, member: Candidate) -> Key:
    """The lemmas of a place from `start` on, its head last: *freedom of speech* is known as *of, speech, freedom*."""
    own = _key(doc_words, start, member.head + 1)
    return own if member.end == member.head + 1 else (*_key(doc_words, member.head + 1, member.end), *own)


def _same_end(doc_words: Words, shown: list[tuple[int, Candidate]]) -> list[tuple[int, Candidate]]:
    """The places with the *of* that most of them have, where two have it or the first place has; else all places, up to the head."""
    ends: dict[Key, list[tuple[int, Candidate]]] = {}
    for start, member in shown:
        if member.end > member.head + 1:
            ends.setdefault(_key(doc_words, member.head + 1, member.end), []).append((start, member))
    best = max(ends.values(), key=len) if ends else []
    if 2 * len(best) >= len(shown) and (len(best) > 1 or best[0] == shown[0]):
        return best
    return [(start, member._replace(end=member.head + 1)) for start, member in shown]


def _shown(doc_words: Words, members: list[Candidate]) -> list[tuple[int, Candidate]]:
    """The places that show a group at its best, each with the word that the form to show starts with.

    The form grows from the head to the left, by the word that most places have there, as long as at least half of all places have it and
    two do, or the first place has it and it is a noun (*engine failure*) or a word of a name: nouns before a noun say what kind of thing it
    is, adjectives that come once only describe. A form that fewer places have would claim of the others what they do not say.
    A phrase that comes once is shown as it stands.
    """
    shown = [(member.head, member) for member in members]
    if len(members) == 1:
        return [(members[0].start, members[0])]
    while True:
        longer: dict[str, list[tuple[int, Candidate]]] = {}
        for start, member in shown:
            if start > member.start:
                left = _unit_start(doc_words, start - 1, member.start)
                longer.setdefault("-".join(_key(doc_words, left, start)), []).append((left, member))
        if not longer:
            return shown
        best = max(longer.values(), key=lambda places: (len(places), -places[0][1].start))
        first = best[0][0]
        name = doc_words.text[first][:1].isupper() and doc_words.text[first + 1][:1].isupper()
        kind = best[0][1] == members[0] and (name or doc_words.pos[first] in ("NOUN", "PROPN"))
        if len(longer) > 1 or 2 * len(best) < len(members) or (len(best) < 2 and not kind):
            return shown
        shown = best


def _unit_start(doc_words: Words, place: int, least: int) -> int:
    """The first word of what hyphens join to the word at `place`."""
    while place > least and (doc_words.text[place] in HYPHENS or doc_words.text[place - 1] in HYPHENS):
        place -= 1
    return place


def _key(doc_words: Words, start: int, end: int) -> Key:
    """The lemmas of the words `start` to `end`."""
    units: list[str] = []
    joined = False
    for place in range(start, end):
        if doc_words.text[place] in HYPHENS and start < place < end - 1:
            joined = True
            continue
        lemma = doc_words.lemma[place]
        if joined and units:
            units[-1] += f"-{lemma}"
        else:
            units.append(lemma)
        joined = False
    return tuple(units)


def _slice(doc_words: Words, start: int, end: int) -> str:
    """The text of words `start` to `end`, with single spaces where the article has any space."""
    pieces = [doc_words.text[start]]
    for place in range(start + 1, end):
        pieces.append(" " * (doc_words.start[place] > doc_words.end[place - 1]) + doc_words.text[place])
    return "".join(pieces)
