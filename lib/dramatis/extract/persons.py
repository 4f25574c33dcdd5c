"""Which names of people belong to one person: full names, initials, surnames, given names, spellings.

Long forms come first: a form joins the one person that all its words agree with, and starts a person where nobody fits.
A form that fits several people (a surname that two share) is decided place by place: the person named right before it, else the first.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from dramatis.extract.folding import SUFFIXES, plain_spelling, word_set

__all__ = ["Grouped", "PersonName", "compatible", "people", "spelling_variants"]

MOST_COMPARED = 40
"""People of one surname that a form is compared with; keeps hostile texts linear."""
PARTICLES = word_set(
    "van der den de da do dos du di del della la le el al bin ibn bint ben abu von zu zum ter ten af av st mac o y e dela las los"
)
"""Particles of surnames in Dutch, German, Romance, Arabic, Hebrew and other names; they never stand for a person alone."""
SHORT_FORMS = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "bobby": "robert", "dick": "richard", "rick": "richard",
    "jim": "james", "jimmy": "james", "jamie": "james", "joe": "joseph", "mike": "michael", "mick": "michael", "tom": "thomas",
    "tony": "anthony", "dan": "daniel", "danny": "daniel", "dave": "david", "steve": "steven", "stephen": "steven", "ed": "edward",
    "ted": "edward", "ben": "benjamin", "chris": "christopher", "matt": "matthew", "nick": "nicholas", "andy": "andrew",
    "alex": "alexander",
    "sasha": "alexander", "greg": "gregory", "jeff": "jeffrey", "ken": "kenneth", "ron": "ronald", "don": "donald", "sam": "samuel",
    "tim": "timothy", "pete": "peter", "pat": "patrick", "larry": "lawrence", "jerry": "gerald", "liz": "elizabeth", "beth": "elizabeth",
    "kate": "katherine", "kathy": "katherine", "sue": "susan", "debbie": "deborah", "deb": "deborah", "jen": "jennifer", "meg": "margaret",
    "maggie": "margaret", "vicky": "victoria", "becky": "rebecca", "nancy": "ann", "jack": "john", "fred": "frederick",
    "charlie": "charles",
    "harry": "henry", "hank": "henry", "gus": "augustus", "max": "maximilian", "leo": "leonard", "volodya": "vladimir", "misha": "mikhail",
}  # fmt: skip
"""Short forms of given names that English readers know; only ever used where the surname agrees."""
JUST_BEFORE = 25
"""Characters from the start of a full name within which a bare name takes it up; beyond, it is the first of its bearers (128 of 128 marked
places; within a sentence of the name 117)."""
NOWHERE = 1 << 40
SLIP = 5
"""Letters of the shortest surname that a slip of the pen is looked for in."""
SHORTEST_START = 4
"""Letters of a short form that is the start of a given name (*Theo* for *Theodore*)."""
CLOSE_SPELLING = 2
"""Edits (Damerau-Levenshtein) between romanizations of one name after :func:`plain_spelling`; a third of the letters at most."""


class PersonName(NamedTuple):
    """One place that names a person.

    Attributes
    ----------
    index : int
        Its number.
    parts : tuple of str
        Folded words.
    start : int
        First character.
    gender : str
        That of a title before it: m, f or empty.
    honorific : str
        The honorific before it, folded: *dr*; empty where there is none.
    paragraph : int
        The number of its line.
    kin : bool
        Whether a noun for a relative stands beside it: *his daughter Jane Doe*.
    """

    index: int
    parts: tuple[str, ...]
    start: int
    gender: str
    honorific: str = ""
    paragraph: int = 0
    kin: bool = False


class Grouped(NamedTuple):
    """People as lists of place numbers; the rule and confidence of each place; pairs of forms that were taken for spellings of one name.

    `shared` has, for every name that several people bear, the numbers of its places and one place of every bearer.
    """

    groups: list[list[int]]
    rules: dict[int, tuple[str, float]]
    variants: list[tuple[int, int]]
    shared: list[tuple[list[int], list[int]]]


class _Person:
    """A person in the making: forms of two words and more, genders of titles, and where he is named."""

    def __init__(self) -> None:
        self.forms: list[tuple[str, ...]] = []
        self.genders: Counter = Counter()
        self.places: list[PersonName] = []
        self.full_names: list[int] = []
        self.honorifics: set[str] = set()
        self.introduced_in: dict[int, int] = {}
        self.named_in: dict[int, int] = {}

    def add(self, name: PersonName) -> None:
        self.places.append(name)
        self.named_in[name.paragraph] = min(name.start, self.named_in.get(name.paragraph, name.start))
        if len(name.parts) > 1:
            insort(self.full_names, name.start)
            self.honorifics.update({name.honorific} - {""})
            if not name.kin:
                self.introduced_in[name.paragraph] = min(name.start, self.introduced_in.get(name.paragraph, name.start))
        if name.gender:
            self.genders[name.gender] += 1

    def last_full_name(self, position: int) -> int:
        """Where the person is named in full last before a character; far away where nowhere."""
        at = bisect_left(self.full_names, position)
        return self.full_names[at - 1] if at else -NOWHERE


def people(names: list[PersonName]) -> Grouped:
    """The people that `names` stand for.

    Parameters
    ----------
    names : list of PersonName
        In the order of the text.

    Returns
    -------
    Grouped
        Every name in exactly one group. Confidence is 0 (a guess) to 1 (certain).
    """
    by_form: dict[tuple[str, ...], list[PersonName]] = defaultdict(list)
    for name in names:
        by_form[name.parts].append(name)
    cast, rules = _Cast(), {}
    later: list[tuple[PersonName, list[_Person]]] = []
    for parts in sorted(by_form, key=lambda form: (-len(_core(form)), -sum(map(len, form)), by_form[form][0].start)):
        candidates = cast.fitting(parts)
        if len(candidates) > 1:
            later.extend((name, candidates) for name in by_form[parts])
            continue
        rule = _rule(parts, candidates)
        for name in by_form[parts]:
            person = _of_gender(cast, candidates, parts, name)
            person.add(name)
            rules[name.index] = rule
    titled: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, _ in later:
        titled[name.parts].update({name.honorific} - {""})
    shared: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
    for name, candidates in sorted(later, key=lambda pair: pair[0].start):
        shared.setdefault(name.parts, ([], [person.places[0].index for person in candidates if person.places]))[0].append(name.index)
        person = _bearer(candidates, name, titled[name.parts])
        rules[name.index] = ("surname-shared", 0.5)
        person.add(name)
    misspelt = _misspelt(cast, rules)
    members = [person for person in cast.people if person.places]
    return Grouped(
        [[place.index for place in person.places] for person in members], rules, [*_variants(cast), *misspelt], list(shared.values())
    )


def _misspelt(cast: "_Cast", rules: dict[int, tuple[str, float]]) -> list[tuple[int, int]]:
    """Join a bare name that stands once or twice to the one person whose surname is a letter away; pairs of places of the two."""
    known: dict[str, list[_Person]] = defaultdict(list)
    for person in cast.people:
        for form in person.forms:
            if len(_core(form)) > 1 and len(known[form[-1][:1]]) < MOST_COMPARED and person not in known[form[-1][:1]]:
                known[form[-1][:1]].append(person)
    pairs = []
    for person in [person for person in cast.people if 0 < len(person.places) <= 2 and all(len(form) == 1 for form in person.forms)]:
        name = person.places[0].parts[0]
        near = [other for other in known[name[:1]] if any(_is_slip(name, form[-1]) for form in other.forms) and other.places]
        if len(near) == 1 and not (person.genders and near[0].genders and person.genders.keys() != near[0].genders.keys()):
            pairs.append(tuple(sorted((near[0].places[0].index, person.places[0].index))))
            rules.update({place.index: ("surname", 0.65) for place in person.places})
            near[0].places.extend(person.places)
            person.places = []
    return pairs


def _is_slip(name: str, surname: str) -> bool:
    """Whether one letter is missing, too many, wrong or in the wrong place, in a word of five letters or more."""
    return min(len(name), len(surname)) >= SLIP and name != surname and DamerauLevenshtein.distance(name, surname, score_cutoff=1) == 1


class _Cast:
    """All people so far, found by surname, given name or any part."""

    def __init__(self) -> None:
        self.people: list[_Person] = []
        self.by_part: dict[tuple[str, str], list[_Person]] = defaultdict(list)
        self.merged: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def new(self, parts: tuple[str, ...]) -> _Person:
        person = _Person()
        self.people.append(person)
        self.learn(person, parts)
        return person

    def learn(self, person: _Person, parts: tuple[str, ...]) -> None:
        """Find the person by this form from now on."""
        if parts in person.forms:
            return
        person.forms.append(parts)
        core = _core(parts)
        starts = [("start", core[0][:size]) for size in range(SHORTEST_START, min(len(core[0]), 12))] if len(core) > 1 else []
        for place, part in [
            ("last", core[-1]),
            ("first", core[0]),
            *(("any", p) for p in core),
            ("spelling", plain_spelling(core[-1])),
            *starts,
        ]:
            known = self.by_part[place, part]
            if person not in known[-3:] and len(known) < MOST_COMPARED:
                known.append(person)

    def fitting(self, parts: tuple[str, ...]) -> list[_Person]:
        """The people whom the form can stand for."""
        core = _core(parts)
        if len(core) > 1:
            block = dict.fromkeys(
                [*self.by_part["last", core[-1]], *self.by_part["first", core[0]], *self.by_part["spelling", plain_spelling(core[-1])]]
            )
            return [person for person in block if all(compatible(parts, form) for form in person.forms)]
        for place in ("last", "first", "any"):
            found = [person for person in self.by_part[place, core[0]] if core[0] not in PARTICLES]
            if found:
                return found
        return self.by_part["start", core[0]] if len(core[0]) >= SHORTEST_START else []


def compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two forms of two words and more can name one person.

    The surnames agree and every given name that both have does, as a whole, as an initial or as a short form; or one form is
    the start or the end of the other; or the forms are spellings of one name (:func:`spelling_variants`).
    """
    if _suffix(a) and _suffix(b) and _suffix(a) != _suffix(b):
        return False
    a, b = _core(a), _core(b)
    if len(a) > len(b):
        a, b = b, a
    if len(a) == 1:
        return a[0] in {b[0], b[-1]}
    if a in (b[: len(a)], b[len(b) - len(a) :]):
        return True
    if a[-1] == b[-1]:
        return _given_agree(a[:-1], b[:-1])
    return spelling_variants(a, b)


def spelling_variants(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names of equally many words can be spellings of one name (*Aleksandr Petrov*, *Alexander Petroff*).

    Word by word the plain spellings are close. Safeguards: initials alone prove nothing, the first sounds agree, one word at least
    is equal in its plain spelling, and words that differ in a final vowel (*Daniel*, *Daniela*) are never the same.
    """
    if len(a) != len(b) or any(len(part) < 3 for part in (*a, *b) if part not in PARTICLES):
        return False
    if any(letter.isdigit() for part in (*a, *b) for letter in part):
        return False
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    plain = [(plain_spelling(x), plain_spelling(y)) for x, y in pairs]
    if not pairs or (len(pairs) == len(a) and all(x != y for x, y in plain)):
        return False
    return all(_close(x, y) for x, y in plain) and not any(_differ_in_ending(x, y) for x, y in pairs)


def _close(x: str, y: str) -> bool:
    if x == y:
        return True
    if not x or not y or x[0] != y[0] or min(len(x), len(y)) < 4:
        return False
    edits = DamerauLevenshtein.distance(x, y, score_cutoff=CLOSE_SPELLING)
    return edits <= CLOSE_SPELLING and edits * 3 <= min(len(x), len(y)) - 1


def _differ_in_ending(x: str, y: str) -> bool:
    """Whether one word is the other with a final vowel more or another final vowel: endings that tell women from men."""
    vowels = "aeo"
    return (
        (x[:-1] == y and x[-1] in vowels) or (y[:-1] == x and y[-1] in vowels) or (x[:-1] == y[:-1] and x[-1] in vowels and y[-1] in vowels)
    )


def _core(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name without a generation's suffix."""
    return parts[:-1] if len(parts) > 1 and parts[-1] in SUFFIXES else parts


def _suffix(parts: tuple[str, ...]) -> str:
    short = {"junior": "jr", "senior": "sr"}
    return short.get(parts[-1], parts[-1]) if len(parts) > 1 and parts[-1] in SUFFIXES else ""


def _given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the given names of the shorter form stand, in order, for given names of the longer one; the first ones must meet."""
    a = tuple(part for part in a if part not in PARTICLES)
    b = tuple(part for part in b if part not in PARTICLES)
    if not a or not b:
        return True
    if not _given_equal(a[0], b[0]):
        return False
    rest = iter(b[1:])
    return all(any(_given_equal(part, other) for other in rest) for part in a[1:])


def _given_equal(x: str, y: str) -> bool:
    if x == y or (1 in (len(x), len(y)) and x[0] == y[0]):
        return True
    if SHORT_FORMS.get(x, x) == SHORT_FORMS.get(y, y):
        return True
    if len(x) >= 3 and len(y) >= 3 and not _differ_in_ending(x, y):
        return plain_spelling(x) == plain_spelling(y) or _close(plain_spelling(x), plain_spelling(y))
    return False


def _rule(parts: tuple[str, ...], candidates: list[_Person]) -> tuple[str, float]:
    if not candidates:
        return ("full-name", 1.0) if len(parts) > 1 else ("single-name", 0.9)
    if parts in candidates[0].forms:
        return ("full-name", 1.0)
    if len(_core(parts)) == 1:
        return ("surname", 0.95) if any(_core(form)[-1] == parts[0] for form in candidates[0].forms) else ("given-name", 0.85)
    return ("compatible-name", 0.9)


def _of_gender(cast: _Cast, candidates: list[_Person], parts: tuple[str, ...], name: PersonName) -> _Person:
    """The one candidate, or a new person where there is none or a title (*Mrs*) rules him out."""
    for person in candidates:
        if name.gender and person.genders and name.gender not in person.genders:
            continue
        cast.learn(person, parts)
        return person
    person = cast.new(parts)
    candidates.append(person)
    return person


def _bearer(candidates: list[_Person], name: PersonName, titled: set[str]) -> _Person:
    """Of people who share a name the one named in full just before the place, else the one whom the article introduced first.

    Where its line names another in full before the place, and not the first one, it is the other. Titles rule some out: by their gender,
    and where the bare name has an honorific at other places (`titled`): *Dr Doe* and *Doe* are two people. Writers name the others in
    full, so that the bare name is left to the first; relatives who are called so beside their name do not count.
    """
    fitting = [p for p in candidates if not (name.gender and p.genders and name.gender not in p.genders)] or candidates
    if name.honorific:
        fitting = [p for p in fitting if name.honorific in p.honorifics] or fitting
    else:
        fitting = [p for p in fitting if not p.honorifics & titled] or fitting
    last = max(fitting, key=lambda person: person.last_full_name(name.start))
    if name.start - last.last_full_name(name.start) <= JUST_BEFORE:
        return last
    first = min(fitting, key=lambda person: person.full_names[0] if person.full_names else name.start)
    here = [p for p in fitting if p.introduced_in.get(name.paragraph, NOWHERE) < name.start]
    if here and first.named_in.get(name.paragraph, NOWHERE) > name.start:
        return max(here, key=lambda person: person.last_full_name(name.start))
    return first


def _variants(cast: _Cast) -> list[tuple[int, int]]:
    """For every person with forms that agree only as spellings, the first places of two of them."""
    pairs = []
    for person in cast.people:
        forms = [_core(form) for form in person.forms if len(_core(form)) > 1][:8]
        for a in forms:
            other = next((b for b in forms if a < b and len(a) == len(b) and spelling_variants(a, b)), None)
            if other:
                first = {_core(place.parts): place.index for place in reversed(person.places)}
                pairs.append((min(first[a], first[other]), max(first[a], first[other])))
    return sorted(pairs)
