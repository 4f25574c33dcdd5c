"""Noun phrases that the sentence itself says are the actor: *Jane Doe, a lawyer,*, *the lawyer, Jane Doe,* and *Doe is a lawyer*.

They are mentions of form ``nominal`` with rules of their own (``apposition``, ``predicate``), so that every count can be taken with and
without them, and they add nothing to salience: who is introduced with a title is not more prominent for that.

References
----------
Both refer by the guidelines of GUM (Zeldes 2017, doi 10.1007/s10579-016-9343-x); see docs/decisions/0011-appositions-are-mentions.md.
"""

from dramatis.extract import lexicons
from dramatis.extract.known import Mentioned, Profile
from dramatis.extract.referents import referent
from dramatis.extract.scheme import SUBJECTS, Words

__all__ = ["APPOSITION", "PREDICATE", "appositions", "predicates"]

APPOSITION, PREDICATE = "apposition", "predicate"
MARKS = frozenset({",", "(", "–", "—", "--"})
NAMING = frozenset({"called", "named", "known", "nicknamed", "dubbed"})
BECOMING = frozenset({"become", "remain"})
DENIALS = frozenset(
    {"not", "n't", "n’t", "never", "no", "if", "whether", "would", "could", "may", "might", "should", "will", "wo", "can", "ca"}
)
"""Words beside a predicate that say it does not hold, or not yet."""
INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
REACH = 14
LONGEST = 8
"""Words of the phrase before its head that are shown."""


def appositions(view: Words, named: list[Mentioned], profiles: dict[str, Profile]) -> list[Mentioned]:
    """Noun phrases that stand beside a name, parted from it by a comma, bracket or dash, and describe its actor; in the order of the text.

    Parameters
    ----------
    view : Words
        The words of the article.
    named : list of Mentioned
        All names.
    profiles : dict
        By actor.
    """
    covered = {word: mention.actor for mention in named for word in range(mention.first, mention.last)}
    found: dict[int, Mentioned] = {}
    for mention in named:
        for head in (
            _after(view, mention, covered),
            _before(view, mention, covered),
            _close(view, mention, covered),
            _called(view, mention),
        ):
            if head is not None and head not in found and _can_be(view, head, profiles[mention.actor]):
                found[head] = _phrase(view, head, mention.actor, covered)
    return [found[head] for head in sorted(found)]


def predicates(view: Words, mentions: list[Mentioned], profiles: dict[str, Profile]) -> list[Mentioned]:
    """Noun phrases that *be*, *become* or *remain* says of the actor who is their subject; not what is denied, supposed or to come."""
    at_word = {word: mention.actor for mention in mentions for word in range(mention.first, mention.last)}
    named = {word: mention.actor for mention in mentions if mention.form == "name" for word in range(mention.first, mention.last)}
    found = []
    for subject, verb in _clauses(view):
        if subject not in at_word:
            continue
        head = _predicate(view, subject, verb)
        for noun in (head, _second(view, head)):
            if noun is not None and noun not in named and _can_be(view, noun, profiles[at_word[subject]]):
                found.append(_phrase(view, noun, at_word[subject], named))
    return found


def _after(view: Words, mention: Mentioned, covered: dict[int, str]) -> int | None:
    """The head of an apposition behind a name: *Jane Doe, 42, | a lawyer*."""
    last = mention.last
    if last >= len(view.text) or view.text[last] not in MARKS:
        return None
    for i in range(last + 1, min(last + REACH, len(view.text))):
        if view.dep[i] == "appos" and mention.first <= view.head[i] < last:
            titled = i + 1 < len(view.text) and i + 1 in covered and view.head[i + 1] == i
            return None if i in covered or titled else i
    return None


def _before(view: Words, mention: Mentioned, covered: dict[int, str]) -> int | None:
    """The head of the phrase that a name in apposition stands behind: *the lawyer, | Jane Doe*."""
    head = view.head[mention.head]
    behind = view.dep[mention.head] == "appos" and head < mention.first and view.text[mention.first - 1] == ","
    return head if behind and head not in covered and mention.first - head < REACH else None


def _close(view: Words, mention: Mentioned, covered: dict[int, str]) -> int | None:
    """The head of a full noun phrase right before a name: *his brother | John*, *the airline | Acme*; *lawyer | Jane Doe* is a title."""
    head = mention.first - 1
    if head < 1 or head in covered or view.pos[head] != "NOUN" or view.sentence[head] != view.sentence[mention.first]:
        return None
    first = _phrase(view, head, mention.actor, covered).first
    owned = view.lower[first - 1] in {"'s", "’s"} if first else False
    opens = view.pos[first] in {"DET", "PRON"} or view.dep[first] in {"nmod:poss", "poss"} or owned
    return head if opens and view.lower[first] not in {"a", "an"} | DENIALS else None


def _called(view: Words, mention: Mentioned) -> int | None:
    """The head of the phrase that is said to be called by the name: *a group within the church called | the Order*."""
    before = mention.first - 1
    before -= view.lower[before] in {"the", "as"} if before > 0 else 0
    if before < 1 or view.lower[before] not in NAMING or view.dep[before] not in {"acl", "acl:relcl"}:
        return None
    head = view.head[before]
    return head if 0 < before - head < REACH and view.sentence[head] == view.sentence[before] else None


def _second(view: Words, head: int | None) -> int | None:
    """The second of two predicates, with an article of its own: *both an artist and | a trader*."""
    for i in range(head + 1, min(head + 6, len(view.text))) if head is not None else ():
        if view.dep[i] == "conj" and view.head[i] == head:
            return i if view.lower[i - 1] in {"a", "an", "the"} else None
    return None


def _clauses(view: Words) -> list[tuple[int, int]]:
    """Subjects with the word they hang from; a second verb without a subject (*won and | became*) has that of the first."""
    subject_of = {view.head[word]: word for word, dep in enumerate(view.dep) if dep in SUBJECTS}
    shared = {
        word: subject_of[view.head[word]]
        for word, dep in enumerate(view.dep)
        if dep == "conj" and word not in subject_of and view.head[word] in subject_of and view.lemma[word] in BECOMING
    }
    return sorted((subject, verb) for verb, subject in {**subject_of, **shared}.items())


def _predicate(view: Words, subject: int, above: int) -> int | None:
    """The noun that a subject is said to be by the word it hangs from."""
    around = range(min(subject, above), min(max(subject, above) + 6, len(view.text)))
    if view.lemma[above] in BECOMING:
        objects = [i for i in around if i > above and view.head[i] == above and view.dep[i] in {"obj", "dobj", "xcomp", "attr"}]
        head = objects[0] if objects else None
    elif view.lemma[above] == "be":
        head = next((i for i in around if i > above and view.head[i] == above and view.dep[i] == "attr"), None)
    else:
        head = above if any(view.dep[i] == "cop" and view.head[i] == above for i in around) else None
    if head is None or head < subject:
        return None
    loose = any(view.dep[i] in {"case", "prep"} and view.head[i] == head and i < head for i in range(subject, head))
    denied = any(view.lower[i] in DENIALS and view.head[i] in {head, above} for i in range(max(0, subject - 3), head))
    return None if loose or denied else head


def _can_be(view: Words, head: int, profile: Profile) -> bool:
    """Whether the noun can name an actor of this kind, and one only."""
    office = view.pos[head] == "PROPN" and view.lower[head] in lexicons.titles()
    noun = referent(view.lemma[head]) if office or view.pos[head] == "NOUN" else None
    kinds = {"organization", "place"} if profile.kind in {"organization", "place"} else {profile.kind}
    return noun is not None and bool(kinds & set(noun.kinds)) and view.tag[head] != "NNS"


def _phrase(view: Words, head: int, actor: str, covered: dict[int, str]) -> Mentioned:
    """The phrase from the first of the words before the head that belong to it to the head: *a 14-year-old boy*."""
    first = head
    while first and head - first < LONGEST and covered.get(first - 1) != actor and view.sentence[first - 1] == view.sentence[head]:
        joined = view.text[first - 1] in {"-", "'s", "’s"} or view.dep[first - 1] in {"nmod:poss", "poss"}
        inside = view.pos[first - 1] in INSIDE or joined
        if not inside or view.dep[first - 1] in SUBJECTS:
            break
        first -= 1
        if view.pos[first] == "DET":
            break
    return Mentioned(actor, first, head + 1, head, "nominal")
