"""Cues: the words that attribute, from the lexicon ``cue-verbs.csv``, and where they stand in a text.

References
----------
The verbs of speech start from those of Quirk et al. 1985, *A Comprehensive Grammar of the English Language*, 14.28 to 14.32
and 16.31 (reporting verbs and their complements), and from VerbNet 3.4, classes say-37.7, tell-37.2, manner_speaking-37.3,
promise-37.13, order-60 and judgment-33.
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dramatis.errors import LexiconError

__all__ = ["COMPLEMENTS", "STANCES", "Cue", "Cues", "forms", "read_cues"]

PARTS = ("verb", "noun", "preposition")
STANCES = (
    "neutral",
    "claiming",
    "admitting",
    "agreeing",
    "denying",
    "doubting",
    "warning",
    "promising",
    "demanding",
    "asking",
    "praising",
    "criticizing",
    "characterizing",
)
COMPLEMENTS = ("quote", "clause", "infinitive", "object", "predicate", "about", "against", "at", "for", "of", "on", "to")
"""Forms of what is reported: a quotation, a finite clause, an infinitive, a noun phrase, a predicate of the object
("called it a disgrace"), or a noun phrase after this preposition."""

_IRREGULAR = {
    "begin": "begins began begun beginning",
    "beg": "begs begged begging",
    "confer": "confers conferred conferring",
    "cry": "cries cried crying",
    "find": "finds found finding",
    "foresee": "foresees foresaw foreseen foreseeing",
    "go": "goes went gone going",
    "hold": "holds held holding",
    "make": "makes made making",
    "mean": "means meant meaning",
    "put": "puts putting",
    "quip": "quips quipped quipping",
    "read": "reads reading",
    "say": "says said saying",
    "shrug": "shrugs shrugged shrugging",
    "sing": "sings sang sung singing",
    "speak": "speaks spoke spoken speaking",
    "spell": "spells spelled spelt spelling",
    "swear": "swears swore sworn swearing",
    "tell": "tells told telling",
    "undertake": "undertakes undertook undertaken undertaking",
    "write": "writes wrote written writing",
    "commit": "commits committed committing",
    "admit": "admits admitted admitting",
    "rebut": "rebuts rebutted rebutting",
    "brag": "brags bragged bragging",
    "aver": "avers averred averring",
    "slam": "slams slammed slamming",
    "chat": "chats chatted chatting",
    "grin": "grins grinned grinning",
    "blog": "blogs blogged blogging",
    "sum": "sums summed summing",
    "dub": "dubs dubbed dubbing",
    "label": "labels labeled labelled labeling labelling",
    "signal": "signals signaled signalled signaling signalling",
    "chip": "chips chipped chipping",
    "cut": "cuts cutting",
    "fret": "frets fretted fretting",
    "hit": "hits hitting",
    "shoot": "shoots shot shooting",
    "sob": "sobs sobbed sobbing",
    "yell": "yells yelled yelling",
}


class Cue(NamedTuple):
    """One entry of the lexicon.

    Attributes
    ----------
    lemma : str
        The word, or the words of a verb with its particle.
    part : str
        ``verb``, ``noun`` or ``preposition``.
    stance : str
        One of :data:`STANCES`.
    complements : frozenset of str
        Some of :data:`COMPLEMENTS`.
    """

    lemma: str
    part: str
    stance: str
    complements: frozenset[str]


class Cues(NamedTuple):
    """The lexicon, by the first word of each form, in lower case."""

    verbs: dict[str, Cue]
    phrasal: dict[str, tuple[tuple[str, Cue], ...]]
    nouns: dict[str, Cue]
    others: dict[str, tuple[Cue, ...]]


@lru_cache(maxsize=8)
def read_cues(path: Path) -> Cues:
    """The lexicon in the file `path`.

    Raises
    ------
    LexiconError
        With the number of the line that is not accepted.
    """
    verbs: dict[str, Cue] = {}
    phrasal: dict[str, tuple[tuple[str, Cue], ...]] = {}
    nouns: dict[str, Cue] = {}
    others: dict[str, tuple[Cue, ...]] = {}
    for cue in _rows(path):
        first, _, rest = cue.lemma.partition(" ")
        if cue.part == "preposition":
            others[first] = (*others.get(first, ()), cue)
        elif cue.part == "noun":
            nouns |= {cue.lemma: cue, _plural(cue.lemma): cue}
        elif rest:
            phrasal |= {form: (*phrasal.get(form, ()), (rest, cue)) for form in forms(first)}
        else:
            verbs |= dict.fromkeys(forms(first), cue)
    return Cues(verbs, phrasal, nouns, others)


def forms(verb: str) -> tuple[str, ...]:
    """The forms of an English verb: as it is, third person, past, participles."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb].split())
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb.removesuffix("e") + "ing")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return (verb, third, verb + "ed", verb + "ing")


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


def _rows(path: Path) -> list[Cue]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"cue", "part", "kind", "complements"} - set(reader.fieldnames or ())
        if missing:
            raise LexiconError(f"{path}: the first line lacks {', '.join(sorted(missing))}; it is cue,part,kind,complements")
        return [_cue(path, reader.line_num, row) for row in reader]


def _cue(path: Path, line: int, row: dict[str, str]) -> Cue:
    cue = Cue(
        lemma=(row["cue"] or "").strip().lower(),
        part=(row["part"] or "").strip(),
        stance=(row["kind"] or "").strip(),
        complements=frozenset((row["complements"] or "").split()),
    )
    for what, values, accepted in (
        ("part", {cue.part}, PARTS),
        ("kind", {cue.stance}, STANCES),
        ("complements", cue.complements, COMPLEMENTS),
    ):
        if wrong := sorted(set(values) - set(accepted)):
            raise LexiconError(f"{path}, line {line}: {what} {wrong[0]!r} is unknown; accepted are {', '.join(accepted)}")
    if not cue.lemma:
        raise LexiconError(f"{path}, line {line}: the cue is empty; give a word or delete the line")
    return cue
