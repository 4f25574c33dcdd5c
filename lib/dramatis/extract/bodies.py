"""Which names of organizations, places, events and works belong together: equal names, acronyms, short forms, names of one country."""

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from dramatis.extract import lexicons
from dramatis.extract.folding import initials, word_set

__all__ = ["BodyName", "bodies"]

LEGAL_FORMS = word_set(
    "inc incorporated ltd limited llc plc corp corporation co company gmbh ag sa spa nv bv oy ab asa pty pvt llp lp kg se jsc ojsc pjsc"
)
"""Legal forms at the end of a company's name (ISO 20275 lists them all)."""
GENERIC = {
    "organization": LEGAL_FORMS
    | word_set(
        "university college school air"
        " united rovers wanderers athletic albion rangers city town county institute group party bank airlines "
        "airways motors motor holdings international foundation trust "
        "association society union club fc cf sc afc football cricket rugby team newspaper news agency magazine ministry department police "
        "hospital church museum committee council commission parliament authority administration media entertainment "
        "technologies industries energy systems news network organization organisation"
    ),
    "place": word_set(
        "city town village state county province region district island islands republic oblast prefecture territory municipality "
        "dc river lake airport stadium township borough parish square park street "
        "museum church mosque cathedral temple hotel hall tower castle palace hospital"
    ),
    "event": word_set("championship championships cup games olympics open prix tournament festival conference summit 0 1 2"),
}
"""Last words that short forms of names leave out, by kind."""
LONGEST_CLIPPED = 5
"""Letters of a name that is cut short after *the*: *the Fed*, *the Met*."""
FAMILIES = word_set("family families brothers sisters siblings couple twins dynasty clan children")
MOST_COMPARED = 60
"""Forms with one first word, or one set of initials, that a form is compared with; keeps hostile texts linear."""
ACRONYM = re.compile(r"^(?:[A-Z][A-Za-z]?[.&]?){1,8}[A-Z]\.?s?$|^[A-Z]{2,10}[a-z]?$|^[A-Z]{1,3}-?\d{1,2}$")
BRACKETS = re.compile(r"\s*[(\[]\s*(?:the |or |also )?[\"“']?$")


class BodyName(NamedTuple):
    """One place that names a body: its number, folded words, characters, text, and the kind its form has."""

    index: int
    parts: tuple[str, ...]
    start: int
    end: int
    text: str
    kind: str


def bodies(text: str, names: list[BodyName]) -> tuple[list[list[int]], dict[int, tuple[str, float]]]:
    """Places that name one body, as lists of their numbers; and the rule and confidence of each place.

    Parameters
    ----------
    text : str
        The article's text, in which brackets between a long form and its acronym are looked for.
    names : list of BodyName
        In the order of the text.
    """
    links = _Links(names)
    _link_countries(links)
    _link_bracketed(text, names, links)
    _link_families(links)
    _link_acronyms(links)
    _link_short_forms(links)
    _link_last_words(text, links)
    _link_joined_names(text, links)
    groups: dict[tuple, list[int]] = defaultdict(list)
    rules = {}
    for name in names:
        groups[links.root(_key(name))].append(name.index)
        rules[name.index] = links.rules.get(_key(name), ("equal-name", 1.0))
    return list(groups.values()), rules


def _key(name: BodyName) -> tuple[str, ...]:
    """The words that make two places one name: the article and legal forms at the end are left out."""
    parts = tuple(part.removesuffix("'s") or part for part in name.parts)
    parts = parts[1:] if parts[0] == "the" and len(parts) > 1 else parts
    while len(parts) > 1 and parts[-1] in LEGAL_FORMS and name.kind == "organization":
        parts = parts[:-1]
    return parts


class _Links:
    """Forms joined into sets (union-find), with the kind and first text of each and the rule that joined it."""

    def __init__(self, names: list[BodyName]) -> None:
        self.kind: dict[tuple, str] = {}
        self.first: dict[tuple, BodyName] = {}
        for name in names:
            self.kind.setdefault(_key(name), name.kind)
            self.first.setdefault(_key(name), name)
        self.parent = {key: key for key in self.kind}
        self.rules: dict[tuple, tuple[str, float]] = {}

    def root(self, key: tuple) -> tuple:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, key: tuple, into: tuple, rule: str, confidence: float) -> None:
        a, b = self.root(key), self.root(into)
        if a != b:
            self.parent[a] = b
            self.rules[key] = (rule, confidence)


def _link_countries(links: _Links) -> None:
    """One country's names belong together: *US*, *U.S.* and *United States*."""
    by_code: dict[str, tuple] = {}
    known = lexicons.country_of_name()
    for key, name in links.first.items():
        country = known.get(" ".join(key)) or known.get(name.text.casefold())
        if country is None or name.kind not in {"place", "organization"}:
            continue
        if country.code in by_code:
            links.join(key, by_code[country.code], "country-name", 1.0)
        else:
            by_code[country.code] = key


def _link_bracketed(text: str, names: list[BodyName], links: _Links) -> None:
    """*International Atomic Energy Agency (IAEA)*, and the acronym first: *IAEA (International Atomic Energy Agency)*."""
    for long, short in pairwise(names):
        gap = text[long.end : short.start] if 0 < short.start - long.end < 12 else ""
        if gap.strip() == "[" and text[short.end : short.end + 1] == "]" and long.kind == short.kind:
            links.join(_key(short), _key(long), "alias-bracketed", 0.9)
            continue
        if not BRACKETS.match(gap) or text[short.end : short.end + 1] not in {")", "]", '"', "”", "'"}:
            continue
        a, b = (long, short) if len(long.text) >= len(short.text) else (short, long)
        if ACRONYM.match(b.text) and (_letters_fit(b.parts, a.parts) or _is_foreign_acronym(a, b, gap)):
            links.join(_key(b), _key(a), "acronym-bracketed", 1.0 if _letters_fit(b.parts, a.parts) else 0.85)


def _is_foreign_acronym(long: BodyName, short: BodyName, gap: str) -> bool:
    """Whether letters of another language stand behind a body's name: *Rural Workers' Union (SOC)*; not a country's or an agency's."""
    body = long.kind == short.kind == "organization" and len(long.parts) > 1 and long.start < short.start
    return body and gap == " (" and short.text.isupper() and len(short.text) > 2 and not ACRONYM.match(long.text)


def _link_families(links: _Links) -> None:
    """*The Does* and *the Doe family* are one family."""
    known: dict[str, tuple] = {}
    for key, name in links.first.items():
        if name.kind == "group":
            stem = key[0].removesuffix("s").removesuffix("e")
            if stem in known:
                links.join(key, known[stem], "family", 0.9)
            elif len(key) == 1 or key[-1] in FAMILIES:
                known[stem] = key


def _link_joined_names(text: str, links: _Links) -> None:
    """*Exxon* joins *ExxonMobil*, *the Fed* joins *Federal Reserve*: the start of one body's name only, up to a capital or after *the*."""
    bodies = [name for name in links.first.values() if name.kind == "organization"]
    by_start: dict[str, list[BodyName]] = defaultdict(list)
    for name in bodies:
        if len(by_start[name.text[:3].lower()]) < MOST_COMPARED:
            by_start[name.text[:3].lower()].append(name)
    for short in bodies:
        if " " in short.text or not len(short.text) >= 3 or short.text.isupper():
            continue
        clipped = text[max(0, short.start - 4) : short.start].lower() == "the " and len(short.text) <= LONGEST_CLIPPED
        longer = [name for name in by_start[short.text[:3].lower()] if _starts_with(name, short, clipped)]
        roots = {links.root(_key(name)) for name in longer}
        if len(roots) == 1:
            links.join(_key(short), next(iter(roots)), "name-start", 0.65)


def _starts_with(name: BodyName, short: BodyName, clipped: bool) -> bool:
    """Whether a name's first word is the short one and more: a second name with a capital or, where it is clipped, any letters."""
    word = name.text.split()[0]
    if len(word) <= len(short.text) or not word.startswith(short.text):
        return False
    rest = word[len(short.text) :]
    return (rest[0].isupper() and not rest.isupper()) or (clipped and rest.isalpha() and " " in name.text)


def _letters_fit(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the letters of an acronym occur, in order, in the long form, the first one at its start."""
    letters, joined = "".join(short), "".join(long)
    if len(letters) < 2 or letters[0] not in {part[0] for part in long[:3]}:
        return False
    rest = iter(joined)
    return all(letter in rest for letter in letters.rstrip("s"))


def _link_acronyms(links: _Links) -> None:
    """An acronym joins the one long form that has its initials; one of two letters only a long form of two words and of its own kind."""
    by_initials: dict[str, list[tuple]] = defaultdict(list)
    for key in links.first:
        if len(key) > 1:
            for letters in {initials(key), "".join(part[0] for part in key), initials(_without_country(key))}:
                if len(by_initials[letters]) < MOST_COMPARED:
                    by_initials[letters].append(key)
    for key, name in links.first.items():
        letters = "".join(letter for letter in "".join(key) if letter.isalnum())
        if len(letters) < 2 or not ACRONYM.match(name.text) or len(key) > len(letters) or (len(letters) == 2 and name.kind == "place"):
            continue
        fitting = [long for long in by_initials.get(letters, []) if long != key and links.kind[long] != "place"]
        if len(letters) == 2:
            fitting = [long for long in fitting if len(long) == 2 and links.kind[long] == name.kind]
        roots = {links.root(long): long for long in fitting}
        if len(roots) == 1:
            links.join(key, next(iter(roots.values())), "acronym", 0.9)


def _link_short_forms(links: _Links) -> None:
    """*Harvard* joins *Harvard University*, *New York City* joins *New York*: the rest are generic words of its kind, and one form fits."""
    by_first: dict[tuple[str, str], list[tuple]] = defaultdict(list)
    for key in links.first:
        known = by_first[key[0], links.kind[key]]
        if len(known) < MOST_COMPARED:
            known.append(key)
    _link_without_country(links)
    for key in sorted(links.first, key=len):
        kind = links.kind[key]
        longer = [
            long for long in by_first[key[0], kind] if len(long) > len(key) and long[: len(key)] == key and _is_left_out(key, long, kind)
        ]
        roots = {links.root(long): long for long in longer} if key[0] not in GENERIC.get(kind, ()) else {}
        if len(roots) == 1:
            links.join(key, next(iter(roots.values())), "short-form", 0.85)


def _link_last_words(text: str, links: _Links) -> None:
    """*The Gazette* joins *Harbour Gazette*: one word after an article that ends one body's name only."""
    by_last: dict[str, list[tuple]] = defaultdict(list)
    for key in links.first:
        if len(key) > 1 and links.kind[key] == "organization" and len(by_last[key[-1]]) < MOST_COMPARED:
            by_last[key[-1]].append(key)
    for key, name in links.first.items():
        if len(key) == 1 and name.kind == "organization" and text[max(0, name.start - 4) : name.start].lower() == "the ":
            roots = {links.root(long): long for long in by_last.get(key[0], [])}
            if len(roots) == 1:
                links.join(key, next(iter(roots.values())), "short-form", 0.8)


def _link_without_country(links: _Links) -> None:
    """*Coast Guard* joins *Norwegian Coast Guard* where no other country's is named."""
    countries, demonyms = lexicons.country_of_name(), lexicons.country_of_demonym()
    by_rest: dict[tuple, list[tuple]] = defaultdict(list)
    for key in links.first:
        for size in range(1, min(4, len(key) - 1)):
            front = " ".join(key[:size])
            if links.kind[key] == "organization" and (front in countries or front in demonyms) and len(by_rest[key[size:]]) < MOST_COMPARED:
                by_rest[key[size:]].append(key)
    for rest, whole in by_rest.items():
        if rest in links.first and len({links.root(key) for key in whole}) == 1 and links.kind[rest] == "organization":
            links.join(rest, whole[0], "country-left-out", 0.85)


def _without_country(key: tuple[str, ...]) -> tuple[str, ...]:
    """The words after a country's name that a body's name starts with: *United States | Geological Survey*."""
    countries, demonyms = lexicons.country_of_name(), lexicons.country_of_demonym()
    fronts = (size for size in (3, 2, 1) if len(key) > size + 1 and (" ".join(key[:size]) in countries or " ".join(key[:size]) in demonyms))
    return key[next(fronts, 0) :]


def _is_left_out(key: tuple[str, ...], long: tuple[str, ...], kind: str) -> bool:
    """Whether the short form leaves out what names do leave out: generic words, or *for Marine Research* after two words and more."""
    rest = long[len(key) :]
    purpose = kind == "organization" and len(key) > 1 and rest[0] in {"for", "of", "on"}
    return purpose or all(part in GENERIC.get(kind, frozenset()) or part.isdigit() for part in rest)
