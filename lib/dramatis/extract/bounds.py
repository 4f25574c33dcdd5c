"""Where a reported content ends: before what the narrator adds, and before the cue that closes it.

References
----------
Non-restrictive clauses stand outside the unit that they comment on: Huddleston and Pullum 2002, *The Cambridge Grammar of the English
Language*, 12.4 (supplementary relatives, "all of which") and 12.6 (fused relatives, "in what").
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from dramatis.extract.cues import Cue
from dramatis.extract.frames import Frame
from dramatis.extract.grammar import ACTIVE_SUBJECTS, PASSIVE_SUBJECTS, Grammar, left, right
from dramatis.extract.lexicons import nouns

__all__ = [
    "LONGEST_CONTENT",
    "Content",
    "before_closing_cue",
    "before_narrator",
    "before_turn",
    "between_semicolons",
    "is_act",
    "is_bare",
    "is_time",
    "of_preposition",
    "shows_picture",
    "takes_thing",
    "trimmed",
    "with_reason",
]

_RELATIVE = frozenset({"which", "who", "whose", "whom", "where"})
_PARTITIVE = frozenset({"all", "some", "many", "most", "both", "each", "none", "one", "two", "several", "half"})
_NAMING = frozenset({"call", "describe", "see", "regard", "consider", "know", "view", "term", "label", "dub", "be", "become", "appear"})
_REFUSED = frozenset(
    {
        "access", "admission", "appeal", "application", "asylum", "bail", "credit", "entry", "funding", "motion", "opportunity", "parole",
        "permission", "petition", "request", "service", "treatment", "visa",
    }
)  # fmt: skip
_TOLD = frozenset({"advise", "ask", "inform", "remind", "tell", "urge", "warn"})
_PICTURES = frozenset({"clip", "film", "footage", "image", "map", "photo", "photograph", "picture", "screenshot", "video"})
_NEAR_PICTURE = 5
_TARGETED = frozenset({"praising", "criticizing"})
_RESPONDING = frozenset({"agree", "concur", "decline", "disagree", "refuse"})
_SUBORDINATORS = frozenset({"when", "as", "after", "while", "once", "since", "although", "though", "because", "before", "whereas"})
_TURNS = frozenset({"however", "nevertheless", "nonetheless"})
_NOMINAL = frozenset({"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_VERBS = _FINITE | {"VB", "VBN", "VBG"}
_EDGES = " \t\n,;:—–-.…"
LONGEST_CONTENT = 5_000
"""Characters after which a content is cut off, so that cost stays linear where a parse makes one sentence of a whole text."""
_LEADING = ("that ", "That ", "as ", "for ")
_FEWEST = 2
_LONGEST_CLOSING = 8
_LONGEST_RESPONSE = 6
_POINTING = re.compile(
    r"(?:this|that|these|those|it|them)\b(?:\s[\w-]+){0,2}(?:\s(?:by|on|in|at|via|during|through)\s.*)?", re.IGNORECASE | re.DOTALL
)
_OWNED = re.compile(r"(?:his|her|its|their|my|our|your)\b(?:\s[\w-]+){1,2}", re.IGNORECASE)
_TWO_SMALL = re.compile(r"(?!an?\s)[a-z][\w-]*(?:\s[a-z][\w-]*)?")
_SHELL = re.compile(r"the (?:move|step|idea|news|matter|issue|situation|topic|subject|fact|event|thing)s?", re.IGNORECASE)


class Content(NamedTuple):
    """What a cue reports.

    Attributes
    ----------
    start, end : int
        Characters of the content.
    form : str
        The complement that it is, as in :data:`dramatis.extract.cues.COMPLEMENTS`.
    """

    start: int
    end: int
    form: str


def before_narrator(view: Grammar, frame: Frame, first: int, last: int) -> int:
    """The last word of the content `first` to `last` without the relative clause with which the narrator closes it.

    Cut are a clause after a comma that begins with *which*, *who*, *where*, *all of which* … and runs to the end, and *in what is called*
    and the like. Within quotation marks nothing is cut.
    """
    for i in range(first + _FEWEST, last):
        if view.quoted[i] or view.quoted[last] or i <= frame.head <= last:
            continue
        if view.words.text[i] == "," and _opens_relative(view, i + 1) and _runs_to(view, i + 1, last):
            return i - 1
        if view.words.lower[i] == "in" and _is_comment(view, i, last):
            return i - 2 if view.words.text[i - 1] == "," else i - 1
    return last


def before_turn(view: Grammar, frame: Frame, first: int, last: int) -> int:
    """The last word of the content `first` to `last` behind its cue, without what the narrator goes on with.

    Cut are the main clause after *When X said that …,*, a clause that opens with *however*, and a past tense that goes on from the cue
    after a *would* (*said it would close, but changed his mind*).
    """
    words = view.words
    if first < frame.last:
        return last
    start = min(frame.first, frame.source[0]) if frame.source else frame.first
    below = start > 0 and words.lower[start - 1] in _SUBORDINATORS
    finite, verbal = None, False
    for i in range(first, last):
        finite = i if words.tag[i] in _FINITE else finite
        verbal = verbal or words.tag[i] in _VERBS
        if words.text[i] not in (",", ";") or view.quoted[i] or i < first + _FEWEST:
            continue
        opens = i + 2 if words.lower[i + 1] in _TURNS else i + 1 if below and verbal else None
        if opens is not None and _opens_clause(view, opens, last):
            return i - 1
        if words.lower[i + 1] in ("and", "but") and words.lemma[last] in _RESPONDING and i + 2 < last <= i + _LONGEST_RESPONSE:
            return i - 1
        if finite is not None and words.tag[finite] == "MD" and words.lower[i + 1] in ("but", "and") and _is_past(view, i + 2, last):
            return i - 1
    return last


def _opens_clause(view: Grammar, i: int, last: int) -> bool:
    """Whether a clause with a subject of its own begins at word `i`, over a comma there."""
    words = view.words
    i += i < last and words.text[i] == ","
    if i < last and words.lower[i] == "there" and words.tag[i] == "EX":
        return True
    if i >= last or words.pos[i] not in _NOMINAL or words.tag[i] in ("WDT", "WP", "WP$"):
        return False
    verb = next((k for k in range(i + 1, last + 1) if words.tag[k] in _FINITE), None)
    if verb is None:
        return False
    heads = {verb, words.head[verb]} if words.dep[verb] in ("aux", "aux:pass", "auxpass", "cop") else {verb}
    return any(
        words.dep[k] in ACTIVE_SUBJECTS | PASSIVE_SUBJECTS and i <= k < verb and words.tag[k] not in ("WDT", "WP")
        for head in heads
        for k in view.children[head]
    )


def _is_past(view: Grammar, i: int, last: int) -> bool:
    """Whether a verb in the past without a subject stands at word `i`, over adverbs."""
    while i < last and view.words.pos[i] == "ADV":
        i += 1
    return i <= last and view.words.tag[i] == "VBD"


def _opens_relative(view: Grammar, i: int) -> bool:
    words = view.words.lower[i : i + 3]
    if words and words[0] in _RELATIVE:
        return view.words.tag[i] in ("WDT", "WP", "WP$", "WRB", "")
    return len(words) == 3 and words[0] in _PARTITIVE and words[1] == "of" and words[2] in ("which", "whom")


def _runs_to(view: Grammar, i: int, last: int) -> bool:
    """Whether the relative clause that opens at `i` has a verb and no comma closes it before `last`."""
    verb = next((k for k in range(i, last + 1) if view.words.tag[k] in _FINITE), None)
    if verb is None or _goes_on(view, verb, last):
        return False
    return right(view, _top(view, verb, i)) >= last - 1


def _goes_on(view: Grammar, i: int, last: int) -> bool:
    """Whether a comma and a finite verb show that the clause around goes on behind what stands between commas."""
    return any(view.words.text[k] == "," and view.words.tag[k + 1] in _FINITE for k in range(i, last))


def _top(view: Grammar, verb: int, first: int) -> int:
    """The word of the clause that hangs from outside it."""
    head = verb
    while view.words.head[head] != head and view.words.head[head] >= first:
        head = view.words.head[head]
    return head


def _is_comment(view: Grammar, i: int, last: int) -> bool:
    words = view.words
    if words.lower[i + 1 : i + 2] != ["what"] or _goes_on(view, i, last):
        return False
    verbs = [k for k in range(i + 2, min(last + 1, i + 9)) if words.tag[k] in _VERBS]
    return any(words.lemma[k] in _NAMING or words.lower[k] in ("called", "described", "considered", "known", "seen") for k in verbs)


def before_closing_cue(view: Grammar, found: Iterable[Frame], first: int, last: int) -> int:
    """The last word of the content without a cue that closes its sentence (*…, its chairman said on Monday*)."""
    words = view.words
    for frame in found:
        if frame.source is None or frame.cue.part != "verb" or words.tag[frame.head] not in _FINITE:
            continue
        start, end = min(frame.first, frame.source[0]), max(frame.last, frame.source[1])
        if not first + _FEWEST < start <= last or words.text[start - 1] != "," or view.quoted[start]:
            continue
        rest = range(end, last + 1)
        if len(rest) > _LONGEST_CLOSING or any(words.tag[i] in _VERBS or words.text[i] == "," or view.quoted[i] for i in rest):
            continue
        if _opens_own_clause(view, frame, start):
            return start - 2
    return last


def _opens_own_clause(view: Grammar, frame: Frame, start: int) -> bool:
    """Whether nothing but the source's words stands between the comma and the cue, and the cue takes nothing after it."""
    words = view.words
    own = [i for i in view.children[frame.head] if i > frame.head]
    takes = any(words.dep[i] in ("obj", "dobj", "ccomp", "xcomp", *PASSIVE_SUBJECTS) for i in own)
    subject = any(words.dep[i] in ACTIVE_SUBJECTS for i in view.children[frame.head])
    between = words.lower[start : frame.first] if start < frame.first else []
    return subject and not takes and not any(word in ("who", "which", "that", "and", "but") for word in between[:1])


def is_bare(text: str, stance: str) -> bool:
    """Whether a noun phrase only points at something the reader has to look up: *this change*, *the move*, *their conclusion*.

    A possessive, or one or two words in all (*family honor*), do so only where the cue is neutral: *denied his involvement* says what is
    denied.
    """
    if _POINTING.fullmatch(text) or _SHELL.fullmatch(text):
        return True
    return stance == "neutral" and (_OWNED.fullmatch(text) is not None or _TWO_SMALL.fullmatch(text) is not None)


def of_preposition(view: Grammar, cue: Cue, noun: int) -> int | None:
    """The word of the phrase that a reporting noun takes with its preposition: *calm* of *calls for calm*; its preposition comes first."""
    words = view.words
    for child in view.children[noun]:
        if child <= noun or words.dep[child] not in ("nmod", "prep", "obl"):
            continue
        case = words.lower[child] if words.dep[child] == "prep" else words.lower[left(view, child)]
        if case in cue.complements and right(view, child) > left(view, child) + 1:
            return child
    return None


def is_act(view: Grammar, frame: Frame, thing: int) -> bool:
    """Whether a cue with this object tells an act and no words: *denied the party access*, *denied bail*, *endorsed her rival, Ann Lee*."""
    words = view.words
    given = [i for i in view.children[frame.head] if i > frame.head and words.dep[i] in ("obj", "dobj", "iobj", "dative")]
    noun = nouns().get(words.lemma[thing])
    person = view.doc[thing].ent_type_ in ("PERSON", "PER") or (noun is not None and noun.kinds[:1] == ("person",))
    return (frame.cue.lemma == "deny" and (len(given) > 1 or words.lemma[thing] in _REFUSED)) or person


def takes_thing(view: Grammar, frame: Frame) -> bool:
    """Whether the cue has an object that is no addressee (*ordered bigger packages*), so that no clause beside it is what it reports."""
    words = view.words
    things = any(words.dep[i] in ("obj", "dobj") for i in view.children[frame.head] if i > frame.head)
    return things and frame.cue.lemma not in _TOLD


def shows_picture(view: Grammar, frame: Frame) -> bool:
    """Whether a photo or a film shows something: that is seen, and nobody says it."""
    words = view.words
    near = range(max(0, frame.first - _NEAR_PICTURE), frame.first)
    named = [frame.subject] if frame.subject is not None else []
    return frame.cue.lemma == "show" and any(words.lemma[i] in _PICTURES for i in (*named, *near))


def is_time(view: Grammar, i: int) -> bool:
    """Whether a word behind *on* is a day, a date or a medium rather than a topic (*said on Monday*, *wrote on Twitter*)."""
    return view.words.pos[i] in ("PROPN", "NUM")


def between_semicolons(view: Grammar, first: int, last: int, hole: int) -> tuple[int, int]:
    """The words `first` to `last` as far as no semicolon parts them from the cue at `hole`."""
    parts = [i for i in range(first, last) if view.words.text[i] == ";" and view.words.lower[i + 1] not in _RELATIVE]
    before = max((i for i in parts if i < hole), default=first - 1)
    after = min((i for i in parts if i > hole), default=last + 1)
    return before + 1, after - 1


def with_reason(view: Grammar, frame: Frame, child: int) -> int:
    """The last word of an object, for praise and blame with what it is for: *blamed both sides for the war*."""
    words, end = view.words, right(view, child)
    if frame.cue.stance not in _TARGETED:
        return end
    for i in view.children[frame.head]:
        if i > child and left(view, i) == end + 1 and words.lower[end + 1] in ("for", "with", "over"):
            return right(view, i)
    return end


def trimmed(text: str, view: Grammar, first: int, last: int, form: str) -> Content | None:
    """The words `first` to `last` as a content within one paragraph, without stops at its edges and a leading *that*."""
    words = view.words
    last = min(last, _last_of_paragraph(view, first, last))
    start = words.start[first]
    end = min(words.end[last], start + LONGEST_CONTENT)
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    for word in _LEADING:
        if text.startswith(word, start, end):
            start += len(word)
    return Content(start, end, form) if end - start > 1 else None


def _last_of_paragraph(view: Grammar, first: int, last: int) -> int:
    paragraph = view.words.paragraph
    if paragraph[last] == paragraph[first]:
        return last
    while paragraph[last] != paragraph[first] or view.words.text[last].isspace():
        last -= 1
    return last
