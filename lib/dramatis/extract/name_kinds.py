"""Kinds that words of a name, or the words beside it, tell whatever the pipeline takes it for: *MV Doe*, *the ferry Doe*, *Doe Awards*."""

from dramatis.extract import lexicons
from dramatis.extract.anaphora import word_span
from dramatis.extract.folding import name_parts, word_set
from dramatis.extract.known import Name
from dramatis.extract.scheme import APPOSITIONS, Words

__all__ = ["KIND_OF_END", "SURE_ENDS", "by_description", "shown_kinds"]

_EVENT_ENDS = word_set("war wars cup summit conference election games prix fair competition day days week convention parade debate")
_SURE_EVENT_ENDS = word_set(
    "championship championships olympics festival elections referendum pandemic epidemic outbreak earthquake tsunami massacre genocide "
    "marathon crisis primaries caucuses"
)
_WORK_ENDS = word_set("bill accord prize show")
_SURE_WORK_ENDS = word_set(
    "constitution act treaty amendment accords agreement protocol charter directive award awards medal telescope satellite spacecraft "
    "virus vaccine"
)
KIND_OF_END = dict.fromkeys(_EVENT_ENDS | _SURE_EVENT_ENDS, "event") | dict.fromkeys(_WORK_ENDS | _SURE_WORK_ENDS, "work")
"""Last words of names that tell events and works."""
SURE_ENDS = _SURE_EVENT_ENDS | _SURE_WORK_ENDS
"""Those of them that no person is called by."""
VESSELS = word_set("mv hms uss rms hmas hmcs hmnzs usns rrs")
"""First words of the names of ships."""
STORMS = word_set("hurricane typhoon cyclone storm")
THINGS = word_set(
    "ship vessel ferry tanker freighter boat yacht trawler submarine frigate destroyer warship spacecraft probe rover telescope satellite "
    "rocket film movie documentary musical opera novel memoir album song series sitcom program programme show podcast videogame browser"
)
"""Nouns for things with names of their own that are no actors."""
REACH = 3


def shown_kinds(view: Words, rows: list[Name]) -> dict[tuple[str, ...], str]:
    """The kind of every form of a name for which one of its places shows it, by the words of the form.

    Parameters
    ----------
    view : Words
        The words of the article.
    rows : list of Name
        All names.
    """
    found: dict[tuple[str, ...], str] = {}
    for row in rows:
        if row.form == "name":
            kind = _by_first_word(row) or _by_noun(view, row)
            if kind:
                parts = name_parts(row.text)
                found.setdefault(parts, kind)
                found.setdefault(parts[1:] if parts[0] in STORMS and len(parts) > 1 else parts, kind)
    storms = {("storm", *parts): kind for parts, kind in found.items() if kind == "event"}
    return storms | found


def _by_first_word(row: Name) -> str | None:
    first = row.text.split(maxsplit=1)
    if len(first) < 2:
        return None
    return "work" if first[0].lower() in VESSELS and first[0].isupper() else "event" if first[0].lower() in STORMS - {"storm"} else None


def _by_noun(view: Words, row: Name) -> str | None:
    """What the noun right before the name, or the one that it stands beside, says that it is: *Hurricane | Doe*, *their ship, | Doe*."""
    first, last = word_span(view, row.start, row.end)
    head = next((i for i in range(first, last) if not first <= view.head[i] < last), first)
    above = view.head[head]
    if first and (view.head[first - 1] == head or (above == first - 1 and view.dep[head] in APPOSITIONS)):
        noun = view.lower[first - 1]
        if noun in STORMS or (noun.upper() == view.text[first - 1] and noun in VESSELS):
            return "event" if noun in STORMS else "work"
        if noun in THINGS and view.pos[first - 1] == "NOUN":
            return "work"
    stands_behind = view.dep[head] == "appos" and first - REACH <= above < first and view.pos[above] == "NOUN"
    return "work" if stands_behind and view.lower[above] in THINGS else None


def by_description(view: Words, row: Name) -> Name:
    """A name that was taken for a person's but is called a church or a company: *Hagia Sophia, a former church*, *the firm, Acme Rose,*."""
    first, last = word_span(view, row.start, row.end)
    if row.label == "person" and first > 0 and last < len(view.text) and view.text[first - 1] == view.text[last] == ",":
        head = next((i for i in range(first, last) if not first <= view.head[i] < last), first)
        above = view.head[head]
        noun = lexicons.nouns().get(view.lemma[above]) if view.dep[head] == "appos" and first - REACH <= above < first else None
        if noun and view.pos[above] == "NOUN" and not {"person", "group"} & set(noun.kinds):
            return row._replace(label=noun.kinds[0])
    if row.label != "person" or last + 2 >= len(view.text) or view.lower[last] not in {",", "is", "was"}:
        return row
    head, at = None, last + 2
    while view.lower[last + 1] in {"a", "an"} and at < min(last + 8, len(view.text)) and view.pos[at] in {"ADJ", "NOUN", "VERB"}:
        head = at if view.pos[at] == "NOUN" else head
        at += 1
    if head is None or at >= len(view.text) or view.lower[at] in {"'s", "’s"}:
        return row
    noun = lexicons.nouns().get(view.lemma[head])
    return row._replace(label=noun.kinds[0]) if noun and "person" not in noun.kinds else row
