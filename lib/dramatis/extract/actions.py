"""Verbs with their objects, where that is what happens: *reduce unplanned downtime*, where no noun for it (*reduction*) is in the text."""

from collections import Counter

from dramatis.extract.candidates import Candidate, generic_words
from dramatis.extract.lexicons import nouns
from dramatis.extract.scheme import Words
from dramatis.extract.variants import Group

__all__ = ["with_verbs"]

DIRECT = frozenset({"obj", "dobj"})
PASSIVE = frozenset({"nsubj:pass", "nsubjpass"})
BETWEEN = frozenset({"DET", "PRON", "NUM", "PART"})
"""Parts of speech of what may stand between a verb and its object, adjectives that only count aside."""
SAYS_LITTLE = ("noun", "shell", "weak", "filled")
LEAD = 2
"""Sentences at the start in which an event counts though it comes once."""


def with_verbs(doc_words: Words, ranked: list[tuple[Group, float]], title: frozenset[str]) -> list[tuple[Group, float]]:
    """The phrases with their scores; those that are mostly the object of one verb are shown with it, and their places hold it.

    The verb must be one that changes, moves, allows or ends its object (the list `action`), in its active or passive form, at more
    than half of the phrase's places, or two of four; once will do in the first two sentences, or where the title
    has both. Where a noun tells the same (*reduction*), it is a phrase by itself, and this one stays as it is.
    """
    told = frozenset(lemma for lemma, pos in zip(doc_words.lemma, doc_words.pos, strict=True) if pos == "NOUN")
    return [(_with_verb(doc_words, group, told, title), score) for group, score in ranked]


def _with_verb(doc_words: Words, group: Group, told: frozenset[str], title: frozenset[str]) -> Group:
    verbs = {member: verb for member in group.members if (verb := _verb(doc_words, member)) is not None}
    if 2 * len(verbs) < len(group.members):
        return group
    lemma, count = Counter(doc_words.lemma[verb] for verb in verbs.values()).most_common(1)[0]
    places = {member: verb for member, verb in verbs.items() if doc_words.lemma[verb] == lemma}
    early = doc_words.sentence[next(iter(places)).head] < LEAD or (lemma in title and group.key[-1] in title)
    mostly = 2 * count > len(group.members) or (count > 1 and 2 * count == len(group.members))
    if not mostly or not (count > 1 or early) or _is_told(lemma, told):
        return group
    longer = [member._replace(start=min(member.start, places.get(member, member.start))) for member in group.members]
    return group._replace(text=f"{lemma} {group.text}", members=longer)


def _verb(doc_words: Words, member: Candidate) -> int | None:
    """The verb that does something to the thing that a place names."""
    verb, dep = doc_words.head[member.head], doc_words.dep[member.head]
    if doc_words.pos[verb] != "VERB" or doc_words.lemma[verb] not in generic_words()["action"] or not _is_thing(doc_words, member.head):
        return None
    if dep in PASSIVE and verb >= member.end:
        return verb
    return verb if dep in DIRECT and verb < member.start and _are_next(doc_words, verb, member.start) else None


def _is_thing(doc_words: Words, noun: int) -> bool:
    """Whether a noun says what is acted on: no person, body or place, no name, nothing that says little by itself."""
    lemma, generic = doc_words.lemma[noun], generic_words()
    return doc_words.pos[noun] == "NOUN" and lemma not in nouns() and not any(lemma in generic[name] for name in SAYS_LITTLE)


def _are_next(doc_words: Words, verb: int, start: int) -> bool:
    """Whether nothing but words that point or count stands between a verb and its object."""
    return all(
        doc_words.pos[place] in BETWEEN or doc_words.lemma[place] in generic_words()["adjective"] for place in range(verb + 1, start)
    )


def _is_told(verb: str, told: frozenset[str]) -> bool:
    """Whether a noun of the text tells what the verb does: as far as both begin alike (*reduce* and *reduction*)."""
    least = min(len(verb), max(4, len(verb) - 2))
    return any(noun.startswith(verb[:least]) for noun in told)
