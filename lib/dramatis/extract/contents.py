"""What a cue reports: the clause, infinitive or noun phrase that hangs from it, as a span of characters."""

from dramatis.extract.around import LONGEST_SENTENCE, around, around_plain, sentence_of, without
from dramatis.extract.bounds import (
    LONGEST_CONTENT,
    Content,
    before_narrator,
    before_turn,
    between_semicolons,
    is_act,
    is_bare,
    is_time,
    of_preposition,
    shows_picture,
    takes_thing,
    trimmed,
    with_reason,
)
from dramatis.extract.frames import Frame, is_agentless
from dramatis.extract.grammar import ACTIVE_SUBJECTS, PASSIVE_SUBJECTS, RELATIVES, Grammar, left, right

__all__ = ["CLAUSE_OF_NOUN", "INFINITIVE_OF_NOUN", "LONGEST_CONTENT", "Content", "asks_nobody", "content"]

CLAUSE_OF_NOUN, INFINITIVE_OF_NOUN, PHRASE_OF_NOUN = "clause", "infinitive", "phrase-of-noun"

SUBJECTS = ACTIVE_SUBJECTS | PASSIVE_SUBJECTS
_OBJECTS = frozenset({"obj", "dobj"})
_ADDRESSEES = frozenset({"obj", "dobj", "iobj", "dative"})
_OBLIQUES = frozenset({"obl", "prep", "nmod"})
_CLAUSES = frozenset({"ccomp", "csubj:pass", "csubjpass"})
_TELLING = frozenset({"said", "says", "told", "tells", "wrote", "found"})
_ADDRESSING = frozenset(
    {"tell", "ask", "inform", "order", "instruct", "advise", "urge", "warn", "remind", "encourage", "invite", "direct", "command"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_VERBS = _FINITE | {"MD"}
_APART = frozenset({"but", "and", "or", "although", "though", "because", "while", "however", "yet", "nevertheless"})
_DASHES = frozenset({",", "—", "–", "--", "-", "("})
_SELF_REFERENCE = frozenset({"note", "mention", "state", "describe", "discuss", "outline", "report", "say", "explain", "indicate"})
_QUOTES = frozenset({'"', "“", "``", "''", "«", "„"})


def content(text: str, view: Grammar, frame: Frame) -> Content | None:
    """The content of a frame; None where the parse shows none.

    Without a parse it is what follows the cue up to the end of the sentence, for cues that take a clause.
    """
    if not view.parsed:
        return _following(text, view, frame)
    if frame.cue.part == "preposition":
        return around(text, view, frame)
    if frame.cue.part == "noun":
        found = _of_noun(view, frame)
        return trimmed(text, view, *found) if found else None
    if asks_nobody(view, frame) or shows_picture(view, frame):
        return None
    found = _clause(view, frame) or _closed_by(view, frame) or _passive(view, frame)
    if found is None and frame.source is not None:
        found = (
            _after_colon(view, frame) or _infinitive(view, frame) or _predicate(view, frame) or _rest(view, frame) or _object(view, frame)
        )
    if found is None:
        return None
    first, last, form = found
    if frame.source is not None and frame.last <= frame.source[0] == first < last:
        first = min(frame.source[1], last)
    last = before_turn(view, frame, first, before_narrator(view, frame, first, last))
    made = trimmed(text, view, first, last, form)
    return None if made and form == "object" and is_bare(text[made.start : made.end], frame.cue.stance) else made


def asks_nobody(view: Grammar, frame: Frame) -> bool:
    """*Asked if …, Ann smiled*: a participle that opens a clause tells what somebody was asked, not what she said."""
    if frame.cue.lemma not in _ADDRESSING:
        return False
    opens = frame.first == view.first[frame.head] and view.words.tag[frame.head] in ("VBN", "VBD")
    return opens or (frame.source is None and is_agentless(view, frame.head))


def _clause(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    complements = frame.cue.complements
    if "clause" not in complements:
        return None
    words = view.words
    clauses = [
        i for i in view.children[frame.head] if words.dep[i] in _CLAUSES and not _is_frame_part(view, i, frame) and not _is_apart(view, i)
    ]
    if clauses:
        later = [i for i in clauses if (i > frame.head) == (clauses[0] > frame.head)]
        if later[0] > frame.head:
            return _widened(view, frame, left(view, later[0]), max(right(view, i) for i in [*later, *_coordinated(view, frame)]))
        if not _goes_on(view, frame) and ";" not in words.text[right(view, later[-1]) : frame.head]:
            return left(view, later[0]), max(right(view, i) for i in later), "clause"
    governor = words.head[frame.head]
    if words.dep[governor] in SUBJECTS and words.pos[governor] in ("NOUN", "PROPN", "PRON"):
        governor = words.head[governor]
    if governor != frame.head and words.sentence[governor] == words.sentence[frame.head] and _is_inserted(view, frame):
        return _around_inserted(view, frame, governor)
    for child in view.children[frame.head]:
        if (
            words.dep[child] == "parataxis"
            and child > frame.head
            and not takes_thing(view, frame)
            and words.pos[child] in ("VERB", "AUX", "NOUN", "ADJ")
            and not _is_apart(view, child)
        ):
            return left(view, child), right(view, child), "clause"
    return None


def _is_inserted(view: Grammar, frame: Frame) -> bool:
    """Whether the cue's clause interrupts or closes what it reports: *…, X said, …*, *…, as X said*."""
    words = view.words
    own = [i for i in view.children[frame.head] if i > frame.head]
    if takes_thing(view, frame) or any(words.dep[i] in ("xcomp", "ccomp") for i in own):
        return False
    topic = any(words.dep[i] in _OBLIQUES and _preposition(view, i) in ("on", "upon", "about") and not is_time(view, i) for i in own)
    opening = _as_of(view, frame.head)
    if topic or words.dep[frame.head] == "parataxis":
        return not topic
    if opening is None or words.dep[frame.head] not in ("advcl", "mark"):
        return False
    apart = opening == view.first[opening] or words.text[opening - 1] in _DASHES
    name = frame.subject is not None and words.lemma[frame.subject] in ("name", "title")
    own_words = name or (frame.source is None and frame.cue.lemma in _SELF_REFERENCE and right(view, frame.head) <= frame.last)
    return apart and not own_words


def _around_inserted(view: Grammar, frame: Frame, governor: int) -> tuple[int, int, str] | None:
    """The clause around a cue's clause, without an opening that stands before *as X said* and has no verb of its own."""
    words = view.words
    hole_first, hole_last = left(view, frame.head), right(view, frame.head)
    first, last = between_semicolons(view, left(view, governor), right(view, governor), frame.head)
    bare = not any(words.dep[i] in SUBJECTS or words.tag[i] in _VERBS for i in range(first, hole_first))
    if bare and words.dep[frame.head] != "parataxis":
        first = max(first, hole_first)
    return without(view, first, last, hole_first, hole_last)


def _of_noun(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    words = view.words
    clauses = [i for i in view.children[frame.head] if i > frame.head and words.dep[i] in ("acl", "ccomp") and not _is_participle(view, i)]
    if not clauses:
        phrase = of_preposition(view, frame.cue, frame.head)
        return (left(view, phrase) + 1, right(view, phrase), PHRASE_OF_NOUN) if phrase is not None else None
    form = INFINITIVE_OF_NOUN if _has_to(view, clauses[0]) else CLAUSE_OF_NOUN
    return left(view, clauses[0]), right(view, clauses[0]), form


def _is_participle(view: Grammar, i: int) -> bool:
    return view.words.tag[i] in ("VBG", "VBN") and not any(
        view.words.dep[k] in ("mark", "aux", "aux:pass", "auxpass") for k in view.children[i]
    )


def _widened(view: Grammar, frame: Frame, first: int, last: int) -> tuple[int, int, str]:
    """The clause from the cue on where the parse took its subject for the cue's object; an addressee stays outside."""
    words = view.words
    between, starts_there = range(frame.last, first), words.lower[frame.last : frame.last + 1] == ["that"]
    own = any(words.dep[i] in _OBJECTS and words.head[i] == frame.head for i in between)
    torn = words.tag[first] in _VERBS and words.pos[frame.last] not in ("PUNCT", "ADP")
    if between and (starts_there or torn or (own and frame.cue.lemma not in _ADDRESSING)):
        first = frame.last
    if last + 1 < len(words.text) and words.lower[last + 1] in ("by", "of"):
        last = _to_the_stop(view, last + 1)
    return first, last, "clause"


def _to_the_stop(view: Grammar, i: int) -> int:
    """The last word before the next comma or stop: where a phrase with *by* or *of* ends that cannot belong to the cue."""
    end = min(view.last[i], i + 12)
    return next(
        (
            k - 1
            for k in range(i, end + 1)
            if not view.words.text[k][:1].isalnum() and view.words.text[k] not in ("-", "'", "’", "'s", "’s")
        ),
        end,
    )


def _coordinated(view: Grammar, frame: Frame) -> list[int]:
    """Clauses that the parse ties to the cue though they go on with what was said: *and that …*, *and she was …*."""
    words = view.words
    found = []
    for i in view.children[frame.head]:
        if words.dep[i] == "conj" and i > frame.head:
            marks = any(words.lower[k] == "that" and words.dep[k] == "mark" for k in view.children[i])
            subject = next((k for k in view.children[i] if words.dep[k] in SUBJECTS), None)
            if marks or (subject is not None and words.pos[subject] == "PRON" and words.lemma[i] != frame.cue.lemma):
                found.append(i)
    return found


def _closed_by(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    """*…, X said.* and *…, X said, …*: the sentence around a source and a cue between commas."""
    words = view.words
    if (
        "clause" not in frame.cue.complements
        or frame.source is None
        or words.tag[frame.head] not in _FINITE
        or frame.last >= len(words.text)
        or any(words.lower[i] in ("who", "which", "that") for i in range(frame.source[1], frame.first))
    ):
        return None
    before, beside = min(frame.source[0], frame.first) - 1, max(frame.source[1], frame.last)
    after = _over_adjuncts(view, frame, beside)
    if (
        before < 0
        or after > frame.source[1] + 6
        or words.text[before] != ","
        or after >= len(words.text)
        or words.text[after] not in (",", ".", ";")
    ):
        return None
    first, last = sentence_of(view, frame.head)
    other = range(after, last + 1) if words.text[after] == "," else range(first, before)
    if after > beside and ("quote" not in frame.cue.complements or not any(words.tag[i] in _VERBS for i in other)):
        return None
    if words.text[after] == ",":
        relative = before > first and words.tag[before - 1] in ("WDT", "WP")
        return before - 1 if relative else first, last, "clause"
    return (first, before, "clause") if first < before - 2 else None


def _over_adjuncts(view: Grammar, frame: Frame, i: int) -> int:
    """The next stop after the cue where only an addressee, a place or a time stands before it (*…, Ann Lee told the Post on Friday, …*)."""
    words = view.words
    takes = any(k > frame.head and words.dep[k] in _CLAUSES | _OBJECTS | {"xcomp"} for k in view.children[frame.head])
    end = i
    while not takes and end < min(i + 7, len(words.text)) and words.pos[end] in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM"):
        end += 1
    return end if end < len(words.text) and words.text[end] in (",", ".") else i


def _passive(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    """*X is reported to have …*: from the subject to the end of the infinitive, the cue between them included."""
    words = view.words
    if not frame.passive or "clause" not in frame.cue.complements:
        return None
    own = view.children[frame.head]
    subject = next((i for i in own if words.dep[i] in PASSIVE_SUBJECTS and i < frame.head), None)
    clause = next((i for i in own if words.dep[i] in ("xcomp", "ccomp") and i > frame.head and _has_to(view, i)), None)
    if subject is None or clause is None or frame.cue.lemma in _ADDRESSING:
        return None
    return left(view, subject), right(view, clause), "passive"


def _rest(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    """What follows a finite cue up to the end of its sentence, where the parse ties no clause to it though there is one."""
    words = view.words
    first = frame.last
    if frame.passive or "clause" not in frame.cue.complements or words.tag[frame.head] not in _FINITE or frame.source[0] > first:  # type: ignore[index]
        return None
    last = first
    while last <= view.last[frame.head] and last - first < LONGEST_SENTENCE and words.text[last] not in (";", ":", ".", "—"):
        if words.text[last] == "," and words.lower[last + 1 : last + 2] in (["while"], ["whereas"]) and not view.quoted[last]:
            break
        last += 1
    if frame.cue.lemma in _ADDRESSING and "that" in words.lower[first : min(last, first + 8)]:
        first = words.lower.index("that", first)
    clause = words.lower[first] == "that" if first < last else False
    opens = first < last and (words.pos[first] in ("DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ", "SCONJ") or words.text[first] in _QUOTES)
    verb = next((i for i in range(first, min(last, first + 25)) if words.tag[i] in _VERBS and words.dep[i] not in RELATIVES), None)
    if verb is not None and words.dep[verb] == "conj" and words.head[verb] == frame.head:
        return None
    stops = any(words.text[i] == "," or words.lower[i] in ("who", "which") for i in range(first, verb or first))
    return (first, last - 1, "rest") if verb is not None and verb > first and (clause or (opens and not stops)) else None


def _goes_on(view: Grammar, frame: Frame) -> bool:
    """Whether the cue has something reported behind it, so that a clause before it is none (*Once she was in, Ann recalls going*)."""
    return any(i > frame.head and view.words.dep[i] in ("obj", "dobj", "xcomp", "ccomp") for i in view.children[frame.head])


def _is_apart(view: Grammar, child: int) -> bool:
    """Whether a clause opens like one beside the cue's, not below it (*…, but he claimed*)."""
    first = next((i for i in range(left(view, child), child + 1) if view.words.text[i][:1].isalnum()), child)
    return view.words.lower[first] in _APART


def _is_frame_part(view: Grammar, child: int, frame: Frame) -> bool:
    return frame.source is not None and frame.source[0] <= child < frame.source[1]


def _as_of(view: Grammar, head: int) -> int | None:
    """The *as* that opens the clause or phrase of a word."""
    words = view.words
    return next((i for i in view.children[head] if words.lower[i] == "as" and words.dep[i] in ("mark", "advmod", "case")), None)


def _after_colon(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    """*The ministry denied it: nobody was there.*: what follows the colon, up to the end of its sentence."""
    words = view.words
    if frame.passive or words.tag[frame.head] not in _FINITE or not frame.cue.complements & {"quote", "clause"}:
        return None
    last = min(view.last[frame.head] + 1, len(words.text))
    colon = next((i for i in range(frame.last, min(last, frame.last + 15)) if words.text[i] == ":"), None)
    if (
        colon is None
        or colon + 1 >= len(words.text)
        or words.text[colon + 1] in _QUOTES
        or words.paragraph[colon + 1] != words.paragraph[colon]
    ):
        return None
    end = view.last[colon + 1]
    has_verb = any(words.tag[i] in _VERBS for i in range(colon + 1, min(end + 1, colon + 40)))
    return (colon + 1, end, "clause") if has_verb and words.text[colon + 1][:1].isalnum() else None


def _infinitive(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    if "infinitive" not in frame.cue.complements:
        return None
    words = view.words
    own = view.children[frame.head]
    clause = next((i for i in own if words.dep[i] in ("xcomp", "ccomp", "advcl") and _has_to(view, i)), None)
    if clause is None or clause < frame.head:
        return None
    addressee = next((i for i in own if words.dep[i] in _ADDRESSEES and frame.head < i < clause), None)
    called_for = next((i for i in own if frame.head < i < clause and _is_complement(view, frame, i)), None)
    if addressee is None and called_for is not None:
        return left(view, called_for) + 1, right(view, clause), "infinitive"
    return left(view, clause if addressee is None else addressee), right(view, clause), "infinitive"


def _has_to(view: Grammar, head: int) -> bool:
    return any(view.words.lower[i] == "to" and view.words.dep[i] in ("mark", "aux") for i in view.children[head])


def _predicate(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    if "predicate" not in frame.cue.complements:
        return None
    words = view.words
    own = view.children[frame.head]
    thing = next((i for i in own if words.dep[i] in _OBJECTS and i > frame.head), None)
    what = next(
        (
            i
            for i in own
            if i > frame.head
            and not any(words.dep[k] in SUBJECTS for k in view.children[i])
            and (words.dep[i] in ("xcomp", "oprd") or _as_of(view, i) is not None or (words.dep[i] == "prep" and words.lower[i] == "as"))
        ),
        None,
    )
    if what is None or (thing is None and not frame.passive):
        return None
    first = left(view, what) if thing is None else min(left(view, thing), left(view, what))
    last = max(right(view, what), right(view, thing) if thing is not None else 0)
    in_marks = frame.cue.lemma != "attack" or any(view.quoted[left(view, what) : last + 1])
    return (first, last, "predicate") if in_marks else None


def _object(view: Grammar, frame: Frame) -> tuple[int, int, str] | None:
    words = view.words
    complements = frame.cue.complements
    for child in view.children[frame.head]:
        if child < frame.head:
            continue
        if "object" in complements and words.dep[child] in _OBJECTS and words.pos[child] not in ("PRON", "DET"):
            return None if is_act(view, frame, child) else (left(view, child), with_reason(view, frame, child), "object")
        if words.dep[child] in _OBLIQUES and (preposition := _preposition(view, child)) in complements:
            return left(view, child) + 1, right(view, child), preposition
    return None


def _is_complement(view: Grammar, frame: Frame, child: int) -> bool:
    return view.words.dep[child] in _OBLIQUES and _preposition(view, child) in frame.cue.complements & {"for", "on"}


def _preposition(view: Grammar, child: int) -> str:
    words = view.words
    if words.dep[child] == "prep":
        return words.lower[child]
    return next((words.lower[i] for i in view.children[child] if words.dep[i] == "case"), "")


def _following(text: str, view: Grammar, frame: Frame) -> Content | None:
    words = view.words
    if not frame.live or "clause" not in frame.cue.complements:
        return None
    if frame.cue.part != "verb":
        return around_plain(text, view, frame)
    first = frame.last
    if not (words.lower[frame.first].endswith("ed") or words.lower[frame.first] in _TELLING):
        return None
    behind = frame.source is not None and frame.source[0] >= frame.last
    if behind or first >= len(words.text) or words.lower[first] in (",", ":", ".", "in", "on", "at", "to", "by", "of", "with"):
        return None
    return trimmed(text, view, first, max(first, sentence_of(view, frame.first)[1]), "clause")
