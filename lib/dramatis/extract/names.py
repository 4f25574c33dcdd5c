"""Names of actors in a text: the pipeline's names put right, demonyms, and what the pipeline missed but the article names elsewhere."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict

import pandas as pd
from spacy.tokens import Doc

from dramatis.extract import lexicons
from dramatis.extract.bodies import FAMILIES
from dramatis.extract.folding import fold, word_set
from dramatis.extract.grammar import is_language
from dramatis.extract.known import Name
from dramatis.extract.name_shapes import COMPOUNDS, put_right
from dramatis.extract.scheme import Words, label_kind, words

__all__ = ["Name", "found_names", "names"]

LEADING = re.compile(
    r"(?:[\s\u200b-\u200f\u2060\ufeff\"'“”‘’«»(\[{,;:.–—-]+|(?:the|an?|this|these|our|his|her|their|its)\s+)+", re.IGNORECASE
)
TRAILING = re.compile(r"(?:['’]\u200d?s\b|['’]|[\s\"“”‘«»()\[\]},;:!?–—-])+$")
ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]\.)+|\b(?:Jr|Sr|St|Co|Inc|Ltd|Corp|Bros)\.)$")
ROLE_WORDS_IN_NAMES = frozenset({"former", "ex", "acting", "deputy", "then", "late", "incoming", "outgoing", "vice"})
LONGEST_REPEAT = 6
"""Words of the longest name that is looked for again in the text."""
FUNCTION_WORDS = frozenset({"of", "and", "the", "for", "in", "at", "on", "to", "&", "a"})
LONGEST_SYLLABLE = 7
COMMON_BODIES = word_set(
    "university school college court church party government ministry department police company club team union committee council "
    "commission agency bank museum hospital city state country island river county province district board office"
)
"""Words that name no body or place by themselves, whatever their first letter."""


def names(doc: Doc, view: Words | None = None) -> pd.DataFrame:
    """All names of a Doc as an internal table with the columns of :class:`Name`, in the order of the text, without overlaps.

    An empty table means that the text names nobody.
    """
    return pd.DataFrame(found_names(doc, view or words(doc)), columns=Name._fields)


def found_names(doc: Doc, view: Words) -> list[Name]:
    """As :func:`names`, as records."""
    text = doc.text  # spaCy joins the words anew each time
    taken = [False] * len(view.text)
    found: list[Name] = []
    entities = doc.ents  # made anew each time it is asked for
    labeled = {index for entity in entities for index in range(entity.start, entity.end)}
    for entity in entities:
        kind = label_kind(entity.label_)
        for first, last in _lines(view, entity.start, entity.end) if kind else ():
            if _is_pair(view, first, last):
                continue
            if kind == "person":
                first, last = _whole(view, labeled, first, _with_hyphens(view, labeled, last))
            taken[first:last] = [True] * (last - first)
            found.extend(_trimmed(text, view, first, last, kind))
    if any(word[:1].isupper() and i and view.text[i - 1].islower() for i, word in enumerate(view.text)):
        found = [name for name in found if " " not in name.text or not name.text.isascii() or not name.text.islower()]
    found.extend(_plural_families(text, view, taken, found))
    found = _families(text, view, _joined_by_acronym(text, view, found))
    found.extend(_by_table(text, view, taken))
    found.extend(_repeated(text, view, taken, found))
    return put_right(text, view, found)


def _is_pair(view: Words, first: int, last: int) -> bool:
    """Whether a hyphen joins two names of which one is a country's: *Doe-Ukraine* (calls), but not *Guinea-Bissau*."""
    if last - first != 3 or view.text[first + 1] not in {"-", "–"}:
        return False
    countries = lexicons.country_of_name()
    parts = [fold(view.text[first]), fold(view.text[last - 1])]
    return (
        any(part in countries for part in parts)
        and fold("".join(view.text[first:last])) not in countries
        and view.text[last - 1][:1].isupper()
    )


def _joined_by_acronym(text: str, view: Words, found: list[Name]) -> list[Name]:
    """Names that were cut at commas put together, where a bracketed acronym after them stands for the whole.

    *United Nations Educational, Scientific and Cultural Organization (UNESCO)*.
    """
    whole: dict[int, int] = {}
    for acronym in found:
        before = text[max(0, acronym.start - 2) : acronym.start]
        if before.endswith("(") and acronym.text.isupper() and 3 <= len(acronym.text) <= 8:
            last = bisect_right(view.start, acronym.start) - 2
            first = _start_of_long_form(view, last, acronym.text.lower())
            if first is not None:
                whole[view.start[first]] = view.end[last - 1]
    for start, end in whole.items():
        inside = [name for name in found if start <= name.start and name.end <= end]
        if len(inside) > 1:
            found = [name for name in found if name not in inside]
            found.append(Name(start, end, text[start:end], "organization", "name", "acronym-bracketed"))
    return sorted(found)


def _start_of_long_form(view: Words, last: int, letters: str) -> int | None:
    """The first of the words before a bracket whose capitals are the letters, last to first."""
    left = list(letters)
    for i in range(last - 1, max(-1, last - 16), -1):
        if view.text[i][:1].isupper():
            if not left or view.lower[i][0] != left.pop():
                return None
            if not left:
                return i
        elif view.lower[i] not in FUNCTION_WORDS and view.text[i] != ",":
            return None
    return None


def _families(text: str, view: Words, found: list[Name]) -> list[Name]:
    """Names of families are groups, no persons: *the Doe family*, *the Does*, where somebody is called Doe."""
    surnames = {fold(name.text.split()[-1]) for name in found if name.label == "person" and " " in name.text}
    return [_family(text, view, name, surnames) for name in found]


def _plural_families(text: str, view: Words, taken: list[bool], found: list[Name]) -> list[Name]:
    """*The Does* where the pipeline saw no name but somebody is called Doe; marks the words as taken."""
    plurals = {fold(name.text.split()[-1]) + "s" for name in found if name.label == "person" and " " in name.text}
    families = [i for i, word in enumerate(view.text) if word[:1].isupper() and view.lower[i] in plurals and not taken[i]]
    families = [i for i in families if i and view.lower[i - 1] == "the"]
    for i in families:
        taken[i] = True
    return [_name(text, view, (i, i + 1), ("group", "name", "family")) for i in families]


def _family(text: str, view: Words, name: Name, surnames: set[str]) -> Name:
    last = bisect_left(view.start, name.end)
    noun = view.lower[last] if last < len(view.text) and view.start[last] == name.end + 1 else ""
    key = fold(name.text)
    if noun in FAMILIES and key in surnames:
        return name._replace(end=view.end[last], text=text[name.start : view.end[last]], label="group", rule="family")
    plural = (
        key.endswith("s")
        and key not in surnames
        and key.removesuffix("s").removesuffix("e") in surnames | {s.removesuffix("e") for s in surnames}
    )
    if plural and text[max(0, name.start - 4) : name.start].lower() == "the ":
        return name._replace(label="group", rule="family")
    return name


def _lines(view: Words, first: int, last: int) -> list[tuple[int, int]]:
    """A span of words cut at line ends; white space at the ends is left out."""
    pieces, start = [], first
    for index in range(first, last + 1):
        if index == last or view.text[index].isspace():
            if index > start:
                pieces.append((start, index))
            start = index + 1
    return pieces


def _trimmed(text: str, view: Words, first: int, last: int, kind: str) -> list[Name]:
    """The bare name in a labelled span: none where only marks or a title are left."""
    if kind == "person":
        if _is_title_alone(view, first, last):
            return []
        first = _after_titles(view, first, last)
    if first >= last or (kind in {"organization", "work"} and (_is_portfolio(view, first) or _is_half_title(view, last))):
        return []
    while last - first > 1 and view.lower[last - 1] in FUNCTION_WORDS:
        last -= 1
    start, end = trim(text, view.start[first], view.end[last - 1])
    if text[start:end].endswith("$") or text[end : end + 2].lstrip().startswith("$") or _is_common(view, first, last, kind):
        return []
    if start >= end or text[start - 1 : start] == "#" or not any(letter.isalnum() for letter in text[start:end]):
        return []
    bare = text[start:end]
    key = fold(bare)
    if kind != "person" and key in lexicons.country_of_demonym() and key not in lexicons.country_of_name():
        return [Name(start, end, bare, "place", "demonym", "demonym")]
    return [Name(start, end, bare, lexicons.kinds().get(key, kind), "name", "pipeline")]


def _is_portfolio(view: Words, first: int) -> bool:
    """Whether the words are a minister's field (*Minister of | Finance*), which is no actor."""
    return (
        first > 1
        and view.lower[first - 1] in {"of", "for"}
        and view.lower[first - 2] in {"minister", "ministers", "secretary", "commissioner"}
    )


def _is_half_title(view: Words, last: int) -> bool:
    """Whether the last word and the one after it are a title that was cut: *Home | Secretary*."""
    known = lexicons.titles()
    after = " ".join(view.lower[last : last + 1])
    return after in known and f"{view.lower[last - 1]} {after}" in known


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without articles and marks before it, possessives and marks after it."""
    lead = LEADING.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    tail = TRAILING.search(text[max(start, end - 40) : end])
    if tail:
        end = max(start, end - 40) + tail.start()
    if end - start > 1 and text[end - 1] == "." and not ABBREVIATION.search(text[max(start, end - 12) : end]):
        end -= 1
    if text[start:end].count("(") < text[start:end].count(")"):
        closing = text.rindex(")", start, end)
        start, end = (closing + 1, end) if closing + 1 < end else (start, closing)
        start += text[start:end][:1].isspace()
    return start, end


def _is_common(view: Words, first: int, last: int, kind: str) -> bool:
    """Whether a single word with a capital is no name: *the University*, *The*."""
    word = view.lower[first]
    return last - first == 1 and kind != "person" and not view.text[first].isupper() and (word in COMMON_BODIES or word in FUNCTION_WORDS)


def _with_hyphens(view: Words, labeled: set[int], last: int) -> int:
    """Past the rest of a hyphenated given name that was cut at the hyphen: *Lee Min | -ho*, but not *Trump | -led*."""
    while (
        last + 1 < len(view.text)
        and view.text[last] == "-"
        and view.start[last] == view.end[last - 1]
        and view.start[last + 1] == view.end[last]
    ):
        rest = view.text[last + 1]
        if last + 1 in labeled:
            break
        if not (
            rest.isalpha() and len(rest) < LONGEST_SYLLABLE and rest.lower() not in COMPOUNDS and view.pos[last + 1] not in {"VERB", "ADJ"}
        ):
            break
        last += 2
    return last


def _whole(view: Words, labeled: set[int], first: int, last: int) -> tuple[int, int]:
    """A person's name with the words beside it that the parse joins to it and that are names themselves: *Jane | Doe*."""
    if last - first == 1 and first and first - 1 not in labeled and _is_rest(view, first - 1, first):
        return first - 1, last
    if last - first == 1 and last < len(view.text) and last not in labeled and _is_rest(view, last, first):
        return first, last + 1
    return first, last


def _is_rest(view: Words, index: int, name: int) -> bool:
    """Whether a word beside a lone name belongs to it: a capitalized proper noun, joined by the parse, that means nothing else."""
    joined = (
        (view.head[index] == name and view.dep[index] in {"flat", "compound"})
        or (view.head[name] == index and view.dep[name] in {"flat", "compound"})
        or (view.head[name] == view.head[index] and view.dep[name] == view.dep[index])  # two subjects of one verb, side by side: one name
    )
    word = view.lower[index]
    if not joined or view.pos[index] != "PROPN" or not view.text[index][:1].isupper() or view.sentence[index] != view.sentence[name]:
        return False
    key = fold(word)
    known = (
        word in lexicons.titles() or word in lexicons.nouns() or key in lexicons.country_of_name() or key in lexicons.country_of_demonym()
    )
    return not known and word not in ROLE_WORDS_IN_NAMES and view.end[min(index, name)] + 1 == view.start[max(index, name)]


def _is_title_alone(view: Words, first: int, last: int) -> bool:
    """Whether *the President* or *Dean of* was taken for a name; without *the* and *of* it may be a surname (*King*, *Dean*)."""
    known = lexicons.titles()
    if view.lower[first] == "the":
        return " ".join(view.lower[first + 1 : last]) in known
    stands_so = (first > 0 and view.lower[first - 1] == "the") or view.lower[last : last + 1] == ["of"]
    return stands_so and " ".join(view.lower[first:last]) in known


def _after_titles(view: Words, first: int, last: int) -> int:
    """The first word after the titles that a name starts with; a name of titles only keeps its last word."""
    titles = lexicons.titles()
    while first < last - 1:
        step = next((n for n in (3, 2, 1) if first + n < last and " ".join(view.lower[first : first + n]) in titles), 0)
        if not step and view.lower[first] in ROLE_WORDS_IN_NAMES:
            step = 1
        if not step:
            return first
        first += step
    return first


def _by_table(text: str, view: Words, taken: list[bool]) -> list[Name]:
    """Demonyms and names of countries among the words that no name has taken; marks them as taken."""
    found, demonyms, countries = [], lexicons.country_of_demonym(), lexicons.country_of_name()
    for index, word in enumerate(view.text):
        if taken[index] or not word[:1].isupper():
            continue
        for length in (3, 2, 1):
            last = index + length
            if last > len(view.text) or any(taken[index:last]):
                continue
            key = fold(" ".join(view.text[index:last]))
            if key in demonyms and _is_in_name(view, taken, index, last):
                continue
            known = key in countries and (length > 1 or view.pos[index] in {"PROPN", "X"})
            if known or (key in demonyms and not is_language(view, index, last)):
                form, rule = ("name", "country") if known else ("demonym", "demonym")
                found.append(_name(text, view, (index, last), ("place", form, rule)))
                taken[index:last] = [True] * length
                break
    return found


def _is_in_name(view: Words, taken: list[bool], first: int, last: int) -> bool:
    """Whether a demonym starts a name that the pipeline did not see: *Greek | Reporter*; not *Greek | Prime Minister*, not in headlines."""
    if last >= len(view.text) or taken[last] or view.pos[last] != "PROPN" or not view.text[last][:1].isupper() or view.text[last].isupper():
        return False
    if view.sentence[last] != view.sentence[first] or view.end[last - 1] + 1 != view.start[last]:
        return False
    titled = any(" ".join(view.lower[last : last + n]) in lexicons.titles() for n in (3, 2, 1))
    return not titled and not _is_headline(view, first)


def _is_headline(view: Words, index: int) -> bool:
    """Whether hardly any of the longer words of the sentence begins with a small letter."""
    first = bisect_left(view.sentence, view.sentence[index])
    inside = [i for i in range(first, min(first + 30, len(view.text))) if view.sentence[i] == view.sentence[index]]
    return sum(view.text[i].islower() and len(view.text[i]) > 3 for i in inside) < 2


def _repeated(text: str, view: Words, taken: list[bool], found: list[Name]) -> list[Name]:
    """Names that the article has elsewhere, in capitals too, among words that no name has taken."""
    known = _known_names(found)
    longest = max((len(key) for key in known), default=0)
    again, index = [], 0
    while index < len(view.text) if known else False:
        lengths = range(longest, 0, -1) if not taken[index] and view.text[index][:1].isupper() else ()
        length = next((n for n in lengths if _is_repeat(view, taken, index, n, known)), 0)
        if length:
            key = tuple(view.lower[index : index + length])
            again.append(_name(text, view, (index, index + length), (known[key], "name", "repeated")))
            taken[index : index + length] = [True] * length
        index += length or 1
    return again


def _known_names(found: list[Name]) -> dict[tuple[str, ...], str]:
    """Words of a name to the kind most of its places suggest; surnames of people with two or more names too."""
    votes: dict[tuple[str, ...], Counter] = defaultdict(Counter)
    for name in found:
        parts = tuple(name.text.lower().split())
        if name.form != "name" or len(parts) > LONGEST_REPEAT or len(name.text) < 3:
            continue
        if len(parts) > 1 or name.text[:1].isupper():
            votes[parts][name.label] += 1
        if name.label == "person" and len(parts) > 1 and len(parts[-1]) > 2 and parts[-1].isalpha():
            votes[parts[-1:]][name.label] += 1
    return {parts: max(labels, key=lambda kind: (labels[kind], kind)) for parts, labels in votes.items()}


def _is_repeat(view: Words, taken: list[bool], index: int, length: int, known: dict[tuple[str, ...], str]) -> bool:
    last = index + length
    if last > len(view.text) or any(taken[index:last]) or tuple(view.lower[index:last]) not in known:
        return False
    neighbors = [i for i in (index - 1, last) if 0 <= i < len(view.text)]
    part_of_other = any(view.pos[i] == "PROPN" and view.text[i][:1].isupper() and not taken[i] for i in neighbors)
    return length > 1 or (view.pos[index] in {"PROPN", "X"} and not part_of_other)


def _name(text: str, view: Words, place: tuple[int, int], what: tuple[str, str, str]) -> Name:
    """The name at the words of `place`; `what` is its label, form and rule."""
    span = slice(view.start[place[0]], view.end[place[1] - 1])
    return Name(span.start, span.stop, text[span], *what)
