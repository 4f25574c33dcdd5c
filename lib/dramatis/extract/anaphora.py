"""Pronouns and definite noun phrases that may stand for an actor."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from dramatis.extract import lexicons
from dramatis.extract.referents import referent
from dramatis.extract.scheme import APPOSITIONS, Words

__all__ = ["PRONOUNS", "Anaphor", "anaphora"]

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it", "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
    "i": "i", "me": "i", "my": "i", "mine": "i", "myself": "i", "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we",
}  # fmt: skip
"""Pronoun to its class."""
POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our", "theirs", "mine", "ours", "hers"})
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "both"})
NAME_NOUN = lexicons.Noun(("organization", "place"), "", False)
GROUP = "mentions"
"""Span group in which a pipeline may say which pronouns and noun phrases refer to named actors, as ours does."""
UNSCORED = -1.0
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
SINGLED_OUT = frozenset({"first", "only", "next", "other", "another", "every", "any", "each", "no", "some", "such"})
"""Words that pick somebody out of many, who need not have been named: *the first woman*, *the next president*."""
BARE = frozenset({"police", "parliament", "congress", "government"})
LONGEST = 8


class Anaphor(NamedTuple):
    """One pronoun or noun phrase that may refer to an actor.

    Attributes
    ----------
    first, last : int
        Its words, `last` exclusive.
    head : int
        Its head word.
    form : str
        ``nominal`` or ``pronoun``.
    group : str
        Class of the pronoun (``he``, ``she``, ``it``, ``they``, ``i``, ``we``) or ``nominal``.
    kinds : tuple of str
        Kinds of actors that it can stand for, the likeliest first.
    plural, possessive, reflexive : bool
        What its form shows.
    score : float
        Probability, by the pipeline, that it refers to a named actor at all; ``UNSCORED`` where the pipeline does not say.
    """

    first: int
    last: int
    head: int
    form: str
    group: str
    kinds: tuple[str, ...]
    plural: bool
    possessive: bool
    reflexive: bool
    score: float


KINDS_OF_GROUP = {
    "he": ("person",), "she": ("person",), "i": ("person",), "it": ("organization", "place", "event", "work"),
    "they": ("organization", "place", "group", "person"), "we": ("organization", "place", "person", "group"),
}  # fmt: skip
_LABELS = {"PERSON": "person", "ORG": "organization", "LOC": "place", "GPE": "place"}


def anaphora(doc: Doc, view: Words, named: list[int], name_nouns: frozenset[str] = frozenset()) -> list[Anaphor]:
    """All anaphors of a Doc in the order of the text.

    Parameters
    ----------
    doc : Doc
        For the pipeline's own span group of mentions, where there is one.
    view : Words
        The words of the Doc.
    named : list of int
        For every word the number of the name that covers it, from 1; 0 where none does.
    name_nouns : frozenset of str
        Small-letter words of the names of bodies and places: *the service* may be the *Fire and Rescue Service*.
    """
    scored = _scored(doc)
    found = [_pronoun(view, i, scored) for i, word in enumerate(view.lower) if word in PRONOUNS and _is_pronoun(view, i, named)]
    found.extend(_nominals(view, named, scored, name_nouns))
    return sorted(found)


def _scored(doc: Doc) -> dict[tuple[int, int], tuple[float, str]] | None:
    """Words of the pipeline's mentions to probability and kind; ``None`` where the pipeline finds none at all."""
    if GROUP not in doc.spans:
        return None
    group = doc.spans[GROUP]
    scores = group.attrs.get("scores") or [1.0] * len(group)
    return {(span.start, span.end): (float(score), _LABELS.get(span.label_, "")) for span, score in zip(group, scores, strict=True)}


def _is_pronoun(view: Words, i: int, named: list[int]) -> bool:
    """Whether the word is the pronoun: not *US*, not in a name, not the *it* of *it rained*."""
    word = view.text[i]
    capitals = word.isupper() and len(word) > 1 and view.text[i - 1 : i] != ["\n\n"]
    if named[i] or (capitals and word in {"US", "IT", "ME", "HIS"}):
        return False
    return not view.dep[i].startswith("expl")


def _pronoun(view: Words, i: int, scored: dict | None) -> Anaphor:
    word = view.lower[i]
    group = PRONOUNS[word]
    possessive = word in POSSESSIVES and (word != "her" or view.dep[i] in {"nmod:poss", "poss"} or view.tag[i] == "PRP$")
    score = UNSCORED if scored is None else scored.get((i, i + 1), (0.0, ""))[0]
    return Anaphor(i, i + 1, i, "pronoun", group, KINDS_OF_GROUP[group], group in {"they", "we"}, possessive, word in REFLEXIVES, score)


def _nominals(view: Words, named: list[int], scored: dict | None, name_nouns: frozenset[str]) -> list[Anaphor]:
    """Noun phrases: those the pipeline proposes, and definite ones whose head can name an actor."""
    found: dict[int, Anaphor] = {}
    for (first, last), (score, kind) in (scored or {}).items():
        if last - first > 1 or view.pos[first] not in {"PRON", "DET"}:
            anaphor = _proposed(view, first, last, score, kind)
            if (
                not all(named[first:last])
                and not _beside_name(view, named, anaphor.head, last)
                and not (_is_modifier(view, anaphor.head, last) or SINGLED_OUT & set(view.lower[first : anaphor.head]))
            ):
                found[anaphor.head] = anaphor
    for i, word in enumerate(view.lower):
        opens = word in DETERMINERS or (word in POSSESSIVES and view.pos[i] != "NOUN")
        heads = _heads_after(view, named, i) if opens and not named[i] else [i] if _is_bare(view, named, i) else []
        for head in heads:
            noun = referent(view.lemma[head]) or referent(view.lower[head])
            if noun is None and view.lower[head] in name_nouns:
                noun = NAME_NOUN
            if (
                head in found
                or noun is None
                or SINGLED_OUT & set(view.lower[i:head])
                or _beside_name(view, named, head, head + 1)
                or _is_predicate(view, head)
            ):
                continue
            plural = view.tag[head] in PLURAL_TAGS
            score = UNSCORED if scored is None else 0.0
            found[head] = Anaphor(i, head + 1, head, "nominal", "nominal", noun.kinds, plural, False, False, score)
    return list(found.values())


def _is_bare(view: Words, named: list[int], i: int) -> bool:
    """Whether the word is one of the nouns that need no article: *police said*, *parliament voted*."""
    if view.lower[i] not in BARE or named[i]:
        return False
    before, after = (view.pos[i - 1] if i else ""), (view.pos[i + 1] if i + 1 < len(view.pos) else "")
    return before not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART"} and after not in {"NOUN", "PROPN"}


def _proposed(view: Words, first: int, last: int, score: float, kind: str) -> Anaphor:
    heads = [i for i in range(first, last) if not first <= view.head[i] < last]
    head = heads[-1] if heads else last - 1
    noun = referent(view.lemma[head])
    kinds = tuple(dict.fromkeys([kind, *(noun.kinds if noun else ())])) if kind else (noun.kinds if noun else ())
    return Anaphor(first, last, head, "nominal", "nominal", kinds, view.tag[head] in PLURAL_TAGS, False, False, score)


def _is_modifier(view: Words, head: int, last: int) -> bool:
    """Whether the phrase was cut short before the noun that it belongs to: *a country | retreat*."""
    return last < len(view.text) and view.head[head] == last and view.pos[last] == "NOUN" and view.sentence[last] == view.sentence[head]


def _heads_after(view: Words, named: list[int], first: int) -> list[int]:
    """The heads of the noun phrase that a determiner opens: the last noun before something else, and owners in it (*the church's* | head).

    Empty where a name follows.
    """
    index, head, heads = first + 1, None, []
    while index < len(view.text) and index - first <= LONGEST and view.sentence[index] == view.sentence[first]:
        if view.text[index] in {"'s", "’s"} and head == index - 1:
            heads.append(head)
            head = None
        elif view.pos[index] in {"NOUN", "PROPN"} and not named[index]:
            head = index
        elif not (
            view.pos[index] in {"ADJ", "NUM"} or named[index] or view.text[index] in {"-", "'s", "’s"} or view.tag[index] in {"VBN", "VBG"}
        ):
            break
        index += 1
    return heads if head is None else [*heads, head]


def _beside_name(view: Words, named: list[int], head: int, last: int) -> bool:
    """Whether a name of the same phrase follows (*the president Jane Doe*, *the president, Jane Doe*) or the phrase is an apposition."""
    if last < len(named) and named[last] and view.sentence[last] == view.sentence[head]:
        return True
    if _names_follow(view, named, last):
        return True
    after_comma = last + 1 < len(named) and view.text[last] == "," and named[last + 1] and view.dep[last + 1] in APPOSITIONS
    return after_comma or (view.dep[head] in APPOSITIONS and _head_named(view, named, head))


def _names_follow(view: Words, named: list[int], last: int) -> bool:
    """Whether an of-phrase and then a name of its own come next: *the president | of the United States Jane Doe* is a role."""
    if last >= len(view.text) or view.lower[last] != "of":
        return False
    seen = {named[i] for i in range(last + 1, min(last + 7, len(named))) if _unbroken(view, named, last + 1, i)} - {0}
    return len(seen) > 1


def _unbroken(view: Words, named: list[int], first: int, last: int) -> bool:
    return all(named[i] or view.lower[i] in {"the", ","} for i in range(first, last + 1))


def _head_named(view: Words, named: list[int], head: int) -> bool:
    return bool(named[view.head[head]]) or any(named[i] for i in range(max(0, head - 3), head))


def _is_predicate(view: Words, head: int) -> bool:
    """Whether *be* makes the noun a predicate: *is the president*."""
    return view.dep[head] == "attr" or any(view.dep[i] == "cop" and view.head[i] == head for i in range(max(0, head - 8), head))


def word_span(view: Words, start: int, end: int) -> tuple[int, int]:
    """The words that characters cover, `last` exclusive."""
    return max(0, bisect_right(view.start, start) - 1), bisect_left(view.start, end)
