"""Frames of attribution: every cue in a text with the words that name its source.

With a parse the source is the subject of the cue, also over *who said*, *went on to say* and *a statement saying*; without one it is
the phrase that stands right before or after the cue.
"""

from typing import NamedTuple

from dramatis.extract.cues import Cue, Cues
from dramatis.extract.grammar import ACTIVE_SUBJECTS, AGENTS, PASSIVE_SUBJECTS, RELATIVES, Grammar, right
from dramatis.extract.issuers import as_reports, behind_with, over_bracket, own_words, speaker_through
from dramatis.extract.live import denied_nearby, is_live
from dramatis.extract.near import BREAKS, SKIPPED, near_source
from dramatis.extract.scheme import Words

__all__ = ["Frame", "frames", "has_no_agent", "is_agentless", "phrase", "subject_of"]

_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_PERSONS = frozenset({"PERSON", "PER"})
_LONGEST_SOURCE = 30
_ACCOUNTS = frozenset(
    {
        "account", "allegation", "analysis", "article", "book", "claim", "data", "document", "evidence", "figure", "hypothesis", "legend",
        "myth", "photo", "poll", "report", "research", "rumor", "rumour", "story", "study", "survey", "theory", "video",
    }
)  # fmt: skip
_ISSUING = frozenset({"give", "issue", "make", "post", "present", "produce", "publish", "release", "send", "share", "submit", "write"})
_OUTSIDE_PHRASE = RELATIVES | {"acl", "advcl", "parataxis", "cc:preconj", "dep", "list", "discourse", "vocative", "orphan"}


class Frame(NamedTuple):
    """One cue with its source.

    Attributes
    ----------
    cue : Cue
        The entry of the lexicon.
    head : int
        The word that the content hangs from.
    first, last : int
        First word of the cue and the word after its last one.
    source : tuple of int or None
        First word of the source and the word after its last one.
    subject : int or None
        The head word of the source.
    passive : bool
        Whether the cue is in the passive, so that its subject is no source.
    live : bool
        Whether somebody said it: neither negated nor supposed.
    """

    cue: Cue
    head: int
    first: int
    last: int
    source: tuple[int, int] | None
    subject: int | None
    passive: bool
    live: bool


def frames(view: Grammar, cues: Cues) -> list[Frame]:
    """The frames outside quotation marks, in the order of the text."""
    found: list[Frame] = []
    for i, word in enumerate(view.words.lower):
        if view.quoted[i]:
            continue
        frame = _verb_frame(view, cues, i, word) or _other_frame(view, cues, i, word)
        if frame is not None:
            found.append(_with_borrowed_source(view, frame, found[-1:]))
    return found


def _with_borrowed_source(view: Grammar, frame: Frame, before: list[Frame]) -> Frame:
    """*X said …, adding …*: a participle without a source of its own has that of the cue before it in its sentence."""
    if frame.source is not None or frame.passive or view.words.tag[frame.head] != "VBG" or not before:
        return frame
    sentence = view.words.sentence
    if before[0].source is None or sentence[before[0].head] != sentence[frame.head] or before[0].cue.part != "verb":
        return frame
    return frame._replace(source=before[0].source, subject=before[0].subject)


def _verb_frame(view: Grammar, cues: Cues, i: int, word: str) -> Frame | None:
    cue, last = cues.verbs.get(word), i + 1
    for rest, phrasal in cues.phrasal.get(word, ()):
        parts = rest.split()
        if view.words.lower[i + 1 : i + 1 + len(parts)] == parts:
            cue, last = phrasal, i + 1 + len(parts)
    if cue is None or not _is_verb(view, i) or (last == i + 1 and _is_up(view, i)):
        return None
    if not view.parsed:
        source = near_source(view.words, i, last)
        return Frame(cue, i, i, last, source, source[1] - 1 if source else None, passive=False, live=not denied_nearby(view.words, i))
    subject, passive = _subject(view, i)
    if subject is not None and view.quoted[subject]:
        subject = None
    pronoun = None if passive else _pronoun_before(view.words, i)
    if pronoun is not None:
        subject = pronoun
    inserted = _between_commas(view.words, i, last) or _inverted(view.words, i, last)
    between = None if passive else inserted or as_reports(view, i, last) or behind_with(view, i)
    if between is not None and (subject is None or not between[0] <= subject < between[1]):
        return Frame(cue, i, i, last, between, between[1] - 1, passive=False, live=is_live(view, i))
    if subject is not None and (noun := _telling_noun(view, i, subject)) is not None:
        subject = noun
    if subject is not None and not passive and pronoun is None:
        subject = speaker_through(view, i, subject)
    source = _with_title(view, subject, phrase(view, subject))
    if source is None and not passive and view.words.tag[i] in _FINITE and (source := _nominal(view, near_source(view.words, i, last))):
        subject = source[1] - 1
    if source is not None and source[1] < (whole := over_bracket(view, i, source))[1]:
        source, subject = whole, whole[1] - 1
    return Frame(cue, i, i, last, source, subject, passive, is_live(view, i))


def _telling_noun(view: Grammar, verb: int, subject: int) -> int | None:
    """The account that a participle right behind it belongs to (*spread a rumor suggesting …*): it says so, not who spread it.

    Who issues an account speaks himself (*released a report saying …*).
    """
    words = view.words
    before = verb - 1
    while before > subject and words.pos[before] == "ADV":
        before -= 1
    above = words.head[verb]
    if words.tag[verb] != "VBG" or words.text[before] == "," or words.lemma[above] in _ISSUING:
        return None
    nouns = [i for i in range(subject + 1, verb) if words.pos[i] == "NOUN" and words.lemma[i] in _ACCOUNTS and words.dep[i] != "compound"]
    return next((i for i in reversed(nouns) if words.head[i] == above), None)


def _nominal(view: Grammar, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The source, where a word of it can name somebody."""
    return source if source and any(view.words.pos[i] in _NOMINAL for i in range(*source)) else None


def _with_title(view: Grammar, subject: int | None, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The phrase with the one right before it, where the parse takes title and name for two subjects (*coauthor Ann Lee*)."""
    if subject is None or source is None:
        return source
    words = view.words
    for other in view.children[words.head[subject]]:
        if (
            other < subject
            and words.dep[other] in ACTIVE_SUBJECTS
            and (before := phrase(view, other))
            and before[1] == source[0]
            and not _has_verb(words, *before)
        ):
            return before[0], source[1]
    return source


def _is_closed(words: Words, i: int) -> bool:
    """Whether a stop stands at `i`, or a comma after an addressee, a place or a time."""
    end = i
    while end < min(i + 7, len(words.text)) and words.pos[end] in ("ADP", "DET", "NOUN", "PROPN", "NUM"):
        end += 1
    return end < len(words.text) and (words.text[end] == "," or (end == i and words.text[end] == "."))


def _has_verb(words: Words, first: int, last: int) -> bool:
    return any(words.tag[i] in _FINITE for i in range(first, last))


def _between_commas(words: Words, verb: int, last: int) -> tuple[int, int] | None:
    """The words before a finite cue where a comma stands before them and a stop after the cue: *…, the minister says, …*."""
    if words.tag[verb] not in _FINITE or not _is_closed(words, last):
        return None
    start = verb
    while start > 0 and verb - start < 8 and words.text[start - 1] not in BREAKS and not words.text[start - 1].isspace():
        start -= 1
    if start == verb or start == 0 or words.text[start - 1] != "," or words.pos[verb - 1] not in ("NOUN", "PROPN", "PRON"):
        return None
    starts = words.pos[start] in ("DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM") and words.lower[start] not in (
        "who",
        "which",
        "that",
        "where",
    )
    return (start, verb) if starts and not any(words.pos[i] in ("VERB", "AUX", "SCONJ") for i in range(start, verb)) else None


def _inverted(words: Words, verb: int, last: int) -> tuple[int, int] | None:
    """The name after a finite cue that a comma parts from what is said: *…, said Ann Lee, …*."""
    end = last
    while end < len(words.text) and end - last < 6 and words.pos[end] == "PROPN":
        end += 1
    stopped = end < len(words.text) and words.text[end] in (",", ".")
    alone = verb > 0 and words.text[verb - 1] == "," and words.tag[verb] in _FINITE
    return (last, end) if end > last and stopped and alone else None


def _pronoun_before(words: Words, verb: int) -> int | None:
    """The pronoun that stands right before a finite cue: surer than any parse."""
    i = verb - 1
    while i >= 0 and words.text[i] != "," and (words.lower[i] in SKIPPED or words.lower[i].endswith("ly")):
        i -= 1
    return i if i >= 0 and words.lower[i] in _SUBJECT_PRONOUNS and words.tag[verb] != "VBG" else None


def _other_frame(view: Grammar, cues: Cues, i: int, word: str) -> Frame | None:
    for cue in cues.others.get(word, ()):
        parts = cue.lemma.split()
        if view.words.lower[i : i + len(parts)] != parts:
            continue
        source = _after_preposition(view, i, i + len(parts))
        if source:
            return Frame(cue, i, i, i + len(parts), source[:2], source[2], passive=False, live=True)
    if (owner := own_words(view, i)) is not None and (cue := next(iter(cues.others.get(word, ())), None)):
        return Frame(cue, i, i, owner.last, owner.source, owner.head, passive=False, live=True)
    return None


def _is_verb(view: Grammar, i: int) -> bool:
    pos = view.words.pos[i]
    if pos in ("VERB", "AUX"):
        return view.words.dep[i] not in ("amod", "compound", "case")
    return pos in ("", "X") and not view.parsed


def _is_up(view: Grammar, verb: int) -> bool:
    """Whether *up* makes another verb of it (*showed up*, *called up*)."""
    words = view.words
    return words.lower[verb + 1 : verb + 2] == ["up"] and words.dep[verb + 1] in ("compound:prt", "prt", "advmod")


def _subject(view: Grammar, verb: int) -> tuple[int | None, bool]:
    """The source's head word and whether the cue is passive; climbs from a verb without subject to the one that lends it."""
    words = view.words
    passive = False
    for step in range(6):
        own = [(i, words.dep[i]) for i in view.children[verb]]
        agent = next((i for i, dep in own if dep in AGENTS), None)
        if agent is not None and (step == 0 or passive):
            below = [i for i in view.children[agent] if words.dep[i] == "pobj"]
            return (below[0] if below else agent), step == 0
        if step == 0 and any(dep in PASSIVE_SUBJECTS or dep in ("aux:pass", "auxpass") for _, dep in own):
            return None, True
        if step == 0 and is_agentless(view, verb):
            return None, True
        subjects = [i for i, dep in own if dep in ACTIVE_SUBJECTS or (step and dep in PASSIVE_SUBJECTS)]
        subject = next((i for i in reversed(subjects) if i < verb), subjects[0] if subjects else None)
        if subject is not None:
            return _antecedent(view, verb, subject), False
        dep, head = words.dep[verb], words.head[verb]
        if step == 0 and (noun := _modified_noun(view, verb)) is not None:
            return noun, False
        if dep in ("acl", *RELATIVES) or (dep == "amod" and step == 0):
            return (None, True) if words.tag[verb] == "VBN" and step == 0 else (head, False)
        if head == verb or dep not in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "pcomp", "prep", "obl", "cop", "aux", "dep"):
            return None, False
        if dep in ("ccomp", "parataxis") and step == 0 and words.tag[verb] in ("VBD", "VBZ", "VBP"):
            return None, False
        verb = head
    return None, False


def _modified_noun(view: Grammar, verb: int) -> int | None:
    """The name right before a participle within a list (*met Ann Lee, claiming to speak for the ministry, and Bob Roe*)."""
    words = view.words
    if words.tag[verb] != "VBG" or words.dep[verb] not in ("advcl", "acl") or verb < 2 or words.text[verb - 1] != ",":
        return None
    end = right(view, verb)
    closing = next((i for i in range(verb + 1, min(end, view.last[verb]) + 1) if words.text[i] == ","), end + 1)
    listed = words.lower[closing : closing + 2] == [",", "and"] and words.pos[closing + 2 : closing + 3] == ["PROPN"]
    if not listed or words.pos[verb - 2] != "PROPN":
        return None
    name = verb - 2
    while words.pos[words.head[name]] == "PROPN" and words.dep[name] in ("flat", "compound"):
        name = words.head[name]
    return name


def is_agentless(view: Grammar, verb: int) -> bool:
    """Whether the verb is a past participle without auxiliary (*as revealed at trial*), so that nobody near is its subject."""
    words = view.words
    if words.tag[verb] != "VBN" or words.dep[verb] not in ("advcl", "acl", "parataxis", *RELATIVES):
        return False
    return not any(words.dep[i] in ("aux", "aux:pass", "auxpass") or words.dep[i] in ACTIVE_SUBJECTS for i in view.children[verb])


def _antecedent(view: Grammar, verb: int, subject: int) -> int:
    """The noun that a relative pronoun stands for."""
    words = view.words
    if words.lower[subject] not in ("who", "which", "that") or words.pos[subject] == "DET":
        return subject
    if words.dep[verb] in RELATIVES and words.head[verb] != verb:
        return words.head[verb]
    before = subject - 1
    while before > 0 and words.text[before] == ",":
        before -= 1
    return before if before >= 0 and words.pos[before] in ("NOUN", "PROPN") else subject


def phrase(view: Grammar, head: int | None) -> tuple[int, int] | None:
    """The words of the noun phrase with this head, without relative clauses and what stands in brackets or after a comma."""
    if head is None:
        return None
    inside, stack = {head}, [head]
    while stack and len(inside) < _LONGEST_SOURCE:
        for child in view.children[stack.pop()]:
            if _in_phrase(view, child, head):
                inside.add(child)
                stack.append(child)
    first = last = head
    while first - 1 in inside or (first - 2 in inside and view.words.lower[first - 1] in ("-", "/", "&", "'s", "’s")):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and view.words.text[last + 1] in ("-", "/", "&", ",")):
        last += 1
    return first, last + 1


def _in_phrase(view: Grammar, word: int, head: int) -> bool:
    dep = view.words.dep[word]
    if dep in _OUTSIDE_PHRASE or view.quoted[word] != view.quoted[head]:
        return False
    if dep in ("case", "cc") and view.words.head[word] == head and word < head:
        return False
    if dep == "punct" and view.words.text[word] == ",":
        return view.doc[view.words.head[word]].ent_type_ in _PERSONS and view.words.dep[view.words.head[word]] == "appos"
    if dep == "punct":
        return view.words.text[word] in ("-", "'", "’", "/")
    if dep == "appos":
        above = view.words.head[word]
        if view.doc[word].ent_type_ in _PERSONS and view.doc[above].ent_type_ not in _PERSONS:
            return True
        return view.words.pos[word] == "PROPN" and (view.words.pos[above] != "PROPN" or view.words.text[above + 1 : above + 2] != [","])
    return dep not in ("cop", "aux", "advmod", "mark", "nsubj")


def _after_preposition(view: Grammar, start: int, last: int) -> tuple[int, int, int] | None:
    """The source after *according to*: the phrase whose head hangs there, else the words up to the next stop."""
    words = view.words
    end = last
    while end < len(words.text) and end - last < _LONGEST_SOURCE and not words.text[end].isspace():
        if words.text[end] in BREAKS and not _in_date(words, end) and not _in_compound(words, end):
            break
        end += 1
    if end == last or (last - start == 1 and not _names_a_source(words, last)):
        return None
    if view.parsed and (head := _nominal_head(view, start, last, end)) is not None and (span := phrase(view, head)):
        if _closes_opening(view, start, span[1], end):
            span = span[0], end
        return max(span[0], last), max(min(span[1], end), last + 1), head
    if words.lower[last] in ("the", "a", "an", "his", "her", "its", "their") or words.text[last][:1].isupper() or not view.parsed:
        return last, end, end - 1
    return None


def _closes_opening(view: Grammar, start: int, last: int, comma: int) -> bool:
    """Whether *According to …* opens its sentence and a participle goes on with its source up to the comma (*a poll published by X*)."""
    words = view.words
    if comma >= len(words.text) or words.text[comma] != "," or start != view.first[comma] or last >= comma:
        return False
    return words.tag[last] in ("VBN", "VBG") and not any(words.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(last, comma))


def _in_compound(words: Words, i: int) -> bool:
    """Whether the mark is the hyphen of a compound (*a whistle-blower complaint*)."""
    return words.text[i] == "-" and i + 1 < len(words.text) and words.end[i - 1] == words.start[i] and words.end[i] == words.start[i + 1]


def _in_date(words: Words, comma: int) -> bool:
    """Whether the comma stands in a date (*a March 14, 2019 press release*)."""
    return words.text[comma] == "," and words.text[comma - 1].isdigit() and "".join(words.text[comma + 1 : comma + 2]).isdigit()


def subject_of(view: Grammar, verb: int) -> int | None:
    """The head word of the source of any verb, also of one that is not in the lexicon."""
    subject, passive = _subject(view, verb)
    return None if passive or (subject is not None and view.quoted[subject]) else subject


def has_no_agent(view: Grammar, verb: int) -> bool:
    """Whether the verb is in the passive and nobody is named by whom."""
    own = {view.words.dep[i] for i in view.children[verb]}
    return is_agentless(view, verb) or (bool(own & {*PASSIVE_SUBJECTS, "aux:pass", "auxpass"}) and not own & AGENTS)


def _nominal_head(view: Grammar, start: int, last: int, end: int) -> int | None:
    """The head of the noun phrase in ``last:end`` after the preposition ``start:last``."""
    words = view.words
    hung = [words.head[start], words.head[last - 1], *(i for k in (start, last - 1) for i in view.children[k]), *range(last, end)]
    inside = [i for i in hung if last <= i < end and words.pos[i] in _NOMINAL]
    outward = [i for i in inside if not last <= words.head[i] < end] or [i for i in inside if words.pos[words.head[i]] not in _NOMINAL]
    return outward[0] if outward else None


def _names_a_source(words: Words, i: int) -> bool:
    """Whether a phrase after *per* can be a source: *per the ministry*, *per Reuters*, *per reports*, not *per day*."""
    return words.text[i][:1].isupper() or words.lower[i] in ("the", "a", "an", "his", "her", "its", "their") or words.lower[i].endswith("s")
