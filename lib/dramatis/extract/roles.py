"""The office or function that a text gives a person, and the country, body or party it belongs to.

Looked for at every name of a person: right before it (*Belarusian Prime Minister*), after it between commas, brackets, dashes or on a
line of its own (*Prime Minister of Russia:*), after *is* or *became*, and in a clause with *who* (*who runs the plant*).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Doc

from dramatis.article import Article
from dramatis.extract import lexicons
from dramatis.extract.folding import word_set
from dramatis.extract.role_choice import Role, chosen, conflicts
from dramatis.extract.scheme import Words, words

__all__ = ["Roles", "roles"]

LONGEST = 14
"""Words of the longest description that is read as a role."""
FORMER = frozenset({"former", "ex", "ex-", "then", "late", "one-time", "onetime", "retired", "previous", "outgoing"})
OPENERS = frozenset({",", "(", "–", "—", "--"})
COPULAS = frozenset({"is", "was", "became", "becomes", "remains"})
LEADING_VERBS = word_set("run lead head chair manage own found co-found direct represent teach coach play command edit host serve")
"""Verbs of a clause with *who* that tell what somebody does for a living, in their base form."""
CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december yesterday today tomorrow"
)
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "X"})
LINKS = frozenset({"of", "for", "at", "in", "to", "on", "from", "with"})
OFFICE_WORDS = word_set(
    "head chief founder co-founder deputy whip mp mep msp pm ceo cfo cto coo md vp chair no. md-in-chief editor-in-chief striker"
)
"""Words for an office that no list of nouns has."""

NO_ROLES = word_set("national man woman person resident one")
"""Nouns for people that say nothing of what somebody does."""


class Roles(NamedTuple):
    """Actors with roles, and findings of kind ``role-conflict``."""

    actors: pd.DataFrame
    findings: pd.DataFrame


class _Names(NamedTuple):
    """Names in the text by the words they cover: first word to (last word + 1, actor id, form)."""

    by_first: dict[int, tuple[int, str, str]]
    covered: dict[int, str]


def roles(article: Article, doc: Doc, actors: pd.DataFrame, mentions: pd.DataFrame, view: Words | None = None) -> Roles:
    """Actors with role, affiliation and the spans that show them, from the names in `mentions`.

    A person without a description in the text has no role; bodies and places have none.
    """
    view = view or words(doc)
    named = mentions[mentions["form"].isin(["name", "demonym"])]
    names = _word_names(view, named)
    kinds = dict(zip(actors["id"], actors["kind"], strict=True))
    shown = dict(zip(actors["id"], actors["name"], strict=True))
    found: dict[str, list[Role]] = defaultdict(list)
    for first, (last, actor, form) in names.by_first.items():
        if kinds[actor] == "person" and form == "name":
            found[actor].extend(role for role in _at_name(view, names, kinds, first, last) if role)
    by_actor = {actor: chosen(article.text, given, shown) for actor, given in found.items()}
    columns = {name: [by_actor.get(actor, {}).get(name) for actor in actors["id"]] for name in _COLUMNS}
    filled = actors.assign(**{name: pd.Series(values, dtype=_COLUMNS[name], index=actors.index) for name, values in columns.items()})
    return Roles(filled, conflicts(article, found, shown))


_COLUMNS = {
    "role": "str", "affiliation": "str", "role_start": "Int64", "role_end": "Int64",
    "affiliation_start": "Int64", "affiliation_end": "Int64",
}  # fmt: skip


def _word_names(view: Words, named: pd.DataFrame) -> _Names:
    by_first, covered = {}, {}
    for start, end, actor, form in zip(named["start"], named["end"], named["actor"], named["form"], strict=True):
        first, last = bisect_right(view.start, start) - 1, bisect_left(view.start, end)
        by_first[first] = (last, actor, form)
        covered.update(dict.fromkeys(range(first, last), actor))
    return _Names(by_first, covered)


def _at_name(view: Words, names: _Names, kinds: dict[str, str], first: int, last: int) -> list[Role | None]:
    """The roles that the words around one name give."""
    return [_before(view, names, kinds, first), _after(view, names, kinds, last), _clause(view, names, kinds, last)]


def _before(view: Words, names: _Names, kinds: dict[str, str], first: int) -> Role | None:
    """*former Russian Prime Minister* | name, and *the Leeds coach,* | name."""
    first = _left_of_titles(view, names, first)
    if first > 1 and view.text[first - 1] == "," and first - 1 not in names.covered:
        return _before_comma(view, names, kinds, first - 1)
    return _office_of(view, names, kinds, first) or _noun_compound(view, names, kinds, first)


def _office_of(view: Words, names: _Names, kinds: dict[str, str], first: int) -> Role | None:
    """*President of the United States* | name: an office, *of*, and the name of a body or place right before the person's."""
    start = first - 1
    while start > 0 and names.covered.get(start) == names.covered.get(start - 1) is not None:
        start -= 1
    if start < 2 or kinds.get(names.covered.get(start, ""), "person") == "person":
        return None
    of = start - 2 if view.lower[start - 1] == "the" else start - 1
    if of < 1 or view.lower[of] != "of" or not _is_role_noun(view, names, of - 1):
        return None
    office = _noun_compound(view, names, kinds, of)
    begin = of - 1 if office is None else bisect_left(view.start, office.start)
    return _role(view, names, kinds, (begin, first), of - 1)


def _left_of_titles(view: Words, names: _Names, first: int) -> int:
    """Past an honorific before the name, where a description stands before it: *an expert, | Dr. Jane Doe*."""
    title = lexicons.titles().get(view.lower[first - 1]) if first else None
    return first - 1 if title and first > 1 and view.text[first - 2] == "," and first - 1 not in names.covered else first


def _before_comma(view: Words, names: _Names, kinds: dict[str, str], comma: int) -> Role | None:
    """A noun phrase that an article or *its* opens and a comma ends: *Its chief executive,* | name."""
    role = _noun_compound(view, names, kinds, comma) or _with_complement(view, names, kinds, comma)
    if role is None:
        return None
    start = comma
    while start and comma - start < LONGEST and view.start[start] > role.start:
        start -= 1
    opener = next(
        (i for i in range(start - 1, max(-1, start - 5), -1) if i not in names.covered and view.pos[i] not in {"ADJ", "PART"}), None
    )
    owned = opener is not None and view.lower[opener + 1] in {"'s", "’s"}  # *the trust's chief executive, | Doe*
    if opener is None or not (view.pos[opener] in {"DET", "PRON"} or owned):
        return None
    apart = opener > 0 and view.pos[opener - 1] in {"ADP", "SCONJ"} and view.dep[comma + 1] != "appos"
    return None if apart else role  # *unlike the accused, | Doe was heard*: two people


def _with_complement(view: Words, names: _Names, kinds: dict[str, str], comma: int) -> Role | None:
    """*The president of the Tenants' League,* | name: an office with *of* that starts the sentence, or of which the parse says the same."""
    parsed = view.head[comma + 1] if comma + 1 < len(view.text) and view.dep[comma + 1] == "appos" else comma
    for head in (parsed, _opening_office(view, names, comma)):
        if comma - LONGEST < head < comma - 1 and view.lower[head + 1] in LINKS and _is_role_noun(view, names, head):
            break
    else:
        return None
    start = head
    while start and _modifies(view, names, kinds, start - 1, comma):
        start -= 1
    return _role(view, names, kinds, (start, comma), head)


def _opening_office(view: Words, names: _Names, comma: int) -> int:
    """The office with *of* that starts a sentence and runs up to the comma, where a comma stands behind the name too; else the comma."""
    last = names.by_first[comma + 1][0] if comma + 1 in names.by_first else len(view.text)
    start = bisect_left(view.sentence, view.sentence[comma])
    if last >= len(view.text) or view.text[last] != "," or not 3 <= comma - start <= LONGEST or view.pos[start] != "DET":
        return comma
    if any(view.pos[i] in {"VERB", "AUX", "PUNCT", "PRON", "SCONJ"} and i not in names.covered for i in range(start, comma)):
        return comma
    return next((i for i in range(start + 1, comma - 1) if view.lower[i + 1] == "of" and _is_role_noun(view, names, i)), comma)


def _noun_compound(view: Words, names: _Names, kinds: dict[str, str], first: int) -> Role | None:
    """The nouns and adjectives right before a word, with a title of several words (*Secretary of State*), if they name an office."""
    size = next((n for n in (4, 3, 2) if first >= n and " ".join(view.lower[first - n : first]) in lexicons.titles()), 0)
    start = first - size
    while start and first - start < LONGEST and _modifies(view, names, kinds, start - 1, first):
        crossed = start < first and start in names.covered and start - 1 not in names.covered
        if crossed and view.pos[start - 1] == "NOUN" and view.lower[start - 1] not in FORMER:
            break  # *a national emergency | United States President*
        start -= 1
    while start < first and (view.pos[start] in {"ADP", "CCONJ", "PART", "NUM"} or view.lower[start] in CALENDAR):
        start += 1
    head = first - size if size else first - 1
    if start >= first or not (size or _is_role_noun(view, names, head)):
        return None
    return _role(view, names, kinds, (start, first), head if not size else first - 1)


def _modifies(view: Words, names: _Names, kinds: dict[str, str], index: int, first: int) -> bool:
    """Whether the word still belongs to the description before a name."""
    if view.sentence[index] != view.sentence[first] or view.lower[index] in CALENDAR:
        return False
    if index in names.covered:
        return kinds[names.covered[index]] != "person"
    if view.pos[index] in INSIDE or (view.lower[index] in FORMER | {"acting", "-"}):
        return True
    if view.lower[index] in {"'s", "’s"}:
        return index > 0 and view.pos[index - 1] in INSIDE and index + 1 < first
    between = view.lower[index] in {"and", "&"} and 0 < index < first - 1
    return between and _is_role_noun(view, names, index - 1) and _is_role_noun(view, names, index + 1)


def _after(view: Words, names: _Names, kinds: dict[str, str], last: int) -> Role | None:
    """Name | *, the Belarusian Minister of Finance,* and name | *is the head of …*."""
    at = last
    if at < len(view.text) and view.lower[at] in OPENERS:
        at = _after_age(view, at + 1)
    elif at < len(view.text) and view.lower[at] in COPULAS:
        at += 1
    else:
        return None
    return _described(view, names, kinds, at)


def _after_age(view: Words, at: int) -> int:
    """Past *42,* and past *who is*."""
    if at + 1 < len(view.text) and view.pos[at] == "NUM" and view.text[at + 1] in {",", "–", "—"}:
        at += 2
    if at + 1 < len(view.text) and view.lower[at] == "who" and view.lower[at + 1] in COPULAS:
        at += 2
    return at


def _described(view: Words, names: _Names, kinds: dict[str, str], at: int) -> Role | None:
    """The noun phrase that starts at a word, if its head names an office or a person's function."""
    start = at
    while (start < len(view.text) and view.pos[start] in {"DET"}) or (start < len(view.text) and view.lower[start] in {"one"}):
        start += 1
    end, head, titled = start, None, False
    while end < len(view.text) and end - start < LONGEST and view.sentence[end] == view.sentence[max(at - 1, 0)]:
        if end in names.covered and kinds[names.covered[end]] == "person":
            titled = head is None and at == start  # *Jane Doe, | lawyer John Roe*: it describes the next one of a list
            break
        if view.pos[end] in INSIDE or view.lower[end] in FORMER or view.text[end] == "-" or end in names.covered:
            end += 1
        elif view.lower[end] in LINKS | {"'s", "’s", "the", "and", "&", "a"} and end > start and _goes_on(view, end):
            head = end - 1 if head is None and view.lower[end] in LINKS else head
            end += 1
        else:
            break
    if end - start == LONGEST:
        end = next((i for i in range(end - 1, start, -1) if view.lower[i] in LINKS), end)  # no half of a phrase
    while end > start and (view.pos[end - 1] in {"ADP", "CCONJ", "DET", "PART"} or view.text[end - 1] == "-" or _is_date(view, end - 1)):
        end -= 1
    head = head if head is not None else end - 1
    if titled or start >= end or head < start or not _is_role_noun(view, names, head):
        return None
    return _role(view, names, kinds, (start, end), head)


def _is_date(view: Words, index: int) -> bool:
    """Whether the word is a year or a day at the end of a description: *mayor of Port Ellis in | 2019*."""
    return view.lower[index] in CALENDAR or (view.pos[index] == "NUM" and view.lower[index - 1] in LINKS | CALENDAR)


def _goes_on(view: Words, index: int) -> bool:
    following = view.pos[index + 1] if index + 1 < len(view.pos) else ""
    return following in INSIDE or following == "DET"


def _clause(view: Words, names: _Names, kinds: dict[str, str], last: int) -> Role | None:
    """name, 42, | *who runs the plant*."""
    at = _after_age(view, last + 1) if last < len(view.text) and view.text[last] in {",", "–", "—"} else last
    if at + 1 >= len(view.text) or view.lower[at] != "who" or view.lemma[at + 1] not in LEADING_VERBS:
        return None
    end = at + 1
    while end < len(view.text) and end - at < LONGEST and view.pos[end] not in {"PUNCT", "SCONJ"} and not view.text[end].isspace():
        end += 1
    return _role(view, names, kinds, (at + 1, end), at + 1)


def _is_role_noun(view: Words, names: _Names, index: int) -> bool:
    """Whether the word names an office or what a person does."""
    if index in names.covered or view.tag[index] in {"NNS", "NNPS"} or view.lower[index] in NO_ROLES:
        return False
    noun = lexicons.nouns().get(view.lemma[index]) or lexicons.nouns().get(view.lower[index])
    title = lexicons.titles().get(view.lower[index])
    office = (title is not None and title.kind == "office") or view.lower[index] in OFFICE_WORDS
    return office or (noun is not None and noun.kinds[0] == "person" and not noun.kin and view.pos[index] in {"NOUN", "PROPN"})


def _role(view: Words, names: _Names, kinds: dict[str, str], place: tuple[int, int], head: int) -> Role | None:
    """The role at the words of `place`: names before its head are its affiliation, not part of it, unless *former* stands before them."""
    start, end = place
    inside = [(first, *names.by_first[first]) for first in range(start, end) if first in names.by_first]
    inside = [
        (first, last, actor) for first, last, actor, _ in inside if kinds[actor] in {"place", "organization", "group"} and last <= end
    ]
    after = [name for name in inside if name[0] > head and not _is_portfolio(view, kinds, name, head)]
    before = [name for name in inside if name[1] <= head]
    affiliation = after[0] if after else before[-1] if before else None
    start = max([start, *(i + 1 for i in range(start, head) if view.lower[i] in {"'s", "’s"})])
    former = any(word in FORMER for word in view.lower[place[0] : head + 1])
    while start < head and (
        start in names.covered or view.lower[start] in {"'s", "’s", "and", "-"} | FORMER - {"retired"} or view.pos[start] in {"DET", "PART"}
    ):
        start += 1
    while start < head and (view.text[start] in {"-", "–"} or _is_honorific(view.lower[start])):
        start += 1
    spot = (view.start[affiliation[0]], view.end[affiliation[1] - 1], affiliation[2]) if affiliation else None
    core = " ".join(view.lower[start : head + 1])
    start = next((i for i in range(place[0], start) if view.lower[i] in FORMER), start)  # *former US senator* must not read *senator*
    return Role(view.start[start], view.end[end - 1], core, former, spot)


def _is_honorific(word: str) -> bool:
    title = lexicons.titles().get(word)
    return title is not None and title.kind == "honorific"


def _is_portfolio(view: Words, kinds: dict[str, str], name: tuple[int, int, str], head: int) -> bool:
    """Whether the name after *Minister of* says of what, not of whom: *Finance*, *Foreign Affairs*."""
    return (
        view.lower[head] in {"minister", "secretary", "commissioner", "ministry"}
        and kinds[name[2]] != "place"
        and view.lower[head + 1] in {"of", "for"}
    )
