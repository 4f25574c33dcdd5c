"""Names put right by their shape and the words beside them: what is glued to them, what is no name, and two names in one."""

import re

from dramatis.extract import lexicons
from dramatis.extract.anaphora import word_span
from dramatis.extract.folding import fold, word_set
from dramatis.extract.known import Name
from dramatis.extract.scheme import Words

__all__ = ["COMPOUNDS", "put_right"]

COMPOUNDS = word_set("led era style like born based owned backed run esque type linked held bound wide made free area ex pro anti")
"""Words after a hyphen that make a name part of an adjective."""
CAPTION = re.compile(r"(?<=[a-z.])(?:Image|Photo|Photograph|Picture|File|Video|Map|Logo)$")
"""What a page's captions glue to the name before a colon: *Jane DoeImage: …*."""
ZONES = word_set(
    "utc gmt bst cet cest eet eest wet west msk est edt cst cdt mst mdt pst pdt ast adt akst hst ist jst kst hkt sgt pkt wib wat cat eat "
    "sast aest aedt acst awst nzst nzdt brt art"
)
"""Time zones, as they stand behind a time of day."""
CLOCK = re.compile(r"\d{1,2}(?:[:.]\d{2})?|\d{4}|[ap]\.?m\.?|noon|midnight|hours|time")
EPONYMS = word_set("disease syndrome disorder lymphoma sarcoma palsy scale")
"""What is called by the name of a person who has no part in the story: *Doe's disease*, *the Doe–Roe scale*."""
SUBJECTS = word_set("covid covid-19 sars sars-cov-2 mers ebola zika hiv aids h1n1 h5n1 bse dna rna mrna")
"""Diseases and the like that are written as names: what a text is about, nobody in it."""
TICKET = re.compile(r"([^\W\d_]\w+)\s?[-–/]\s?([^\W\d_]\w+)")
_LETTERS = r"[DCOMKG]BE|QC|KC|FRSE?|FBA|RIBA|RA|MP|MSP|MEP|MLA|TD|VC|GCB|KCB|GCMG|KCMG|CMG|CVO|KG|OM|Ph\.?D\.?|M\.?D\.?|Esq\.?|SJ|OFM"
HONORS = re.compile(rf"(?<=\S \S)(\S*)(?:,? (?:{_LETTERS}))+")
"""Letters of honors and seats behind a person's given name and surname: *Jane Doe | OBE*."""
HYPHENED = re.compile(r"(.+\w\.?)[-–]([a-z]{2,})")
LONGEST = 6
"""Words of the longest name to which the words before a shorter one may make it."""
NICKNAME = re.compile(r"\s?[(\[\"“][^\W\d_]+[)\]\"”]\s")


def put_right(text: str, view: Words, found: list[Name]) -> list[Name]:
    """The names, some cut short, some left out, some made two; in the order of the text.

    *Jane Doe | Image:*, *U.S. | -president*; not *8 p.m. | AST*, *COVID-19*, *Parkinson's disease*, *African* of *African American*;
    *Doe-Roe* are two people where the text calls one Jane Doe and another John Roe.
    """
    surnames = {fold(name.text.split()[-1]) for name in found if name.label == "person" and " " in name.text}
    made: list[Name] = []
    for name in _widened(text, view, sorted(found)):
        first, last = word_span(view, name.start, name.end)
        if _is_none(view, name, first, last):
            continue
        whole = _nicknamed(text, made[-1], name) if made else None
        if whole:
            made[-1] = whole
        else:
            made.extend(_two(name, surnames) or [_cut(text, name)])
    return made


def _widened(text: str, view: Words, found: list[Name]) -> list[Name]:
    """The names, with the words before them where both are a name elsewhere: *Jane | Doe* where somebody is Jane Doe."""
    spans = [word_span(view, name.start, name.end) for name in found]
    whole: dict[str, dict[tuple[str, ...], str]] = {}
    for name, (first, last) in zip(found, spans, strict=True):
        if name.form == "name" and 1 < last - first <= LONGEST:
            whole.setdefault(view.lower[last - 1], {}).setdefault(tuple(view.lower[first:last]), name.label)
    made = []
    for number, (name, (first, last)) in enumerate(zip(found, spans, strict=True)):
        free = first - (spans[number - 1][1] if number else 0)
        known = whole.get(view.lower[last - 1], {}) if name.form == "name" and free > 0 and view.text[first - 1][:1].isupper() else {}
        sizes = [len(words) for words in known if last - first < len(words) <= last - first + free]
        size = max((size for size in sizes if tuple(view.lower[last - size : last]) in known), default=0)
        if size:
            start, label = view.start[last - size], known[tuple(view.lower[last - size : last])]
            label = name.label if name.label == "person" else label  # a surname tells a person better than a longer name does
            name = name._replace(start=start, text=text[start : name.end], label=label)
        made.append(name)
    return made


def _is_none(view: Words, name: Name, first: int, last: int) -> bool:
    """Whether it names nobody: a disease, or what stands beside it shows that: a time of day, *'s disease*, *American*."""
    if name.label != "person" and fold(name.text) in SUBJECTS:
        return True
    if name.form == "demonym":
        return view.lower[last : last + 1] in (["american"], ["americans"])
    if name.label == "person" and (_after_joint(view, last) in EPONYMS or _is_byline(view, first, last)):
        return True
    return name.text.isupper() and name.text.lower() in ZONES and first > 0 and CLOCK.fullmatch(view.lower[first - 1]) is not None


def _is_byline(view: Words, first: int, last: int) -> bool:
    """Whether a line holds nothing but *By* and the name, which is the author's."""
    opens = first > 0 and view.text[first - 1] in {"By", "BY"} and (first == 1 or view.text[first - 2].isspace())
    return opens and (last >= len(view.text) or view.text[last].isspace() or view.text[last] in {",", "|", "and", "·"})


def _after_joint(view: Words, last: int) -> str:
    """The word after a name, past *'s* or a hyphen and a second name."""
    at = last
    if at < len(view.lower) and view.lower[at] in {"'s", "’s"}:
        at += 1
    elif at + 1 < len(view.lower) and view.text[at] in {"-", "–"} and view.text[at + 1][:1].isupper():
        at += 2
    return view.lower[at] if at < len(view.lower) else ""


def _cut(text: str, name: Name) -> Name:
    """The name without a caption's word or a common noun that a hyphen ties to it."""
    caption = CAPTION.search(name.text) if text[name.end : name.end + 1] == ":" else None
    if caption:
        return name._replace(end=name.start + caption.start(), text=name.text[: caption.start()])
    honors = HONORS.search(name.text) if name.label == "person" else None
    if honors and honors.end() == len(name.text):
        return name._replace(end=name.start + honors.end(1), text=name.text[: honors.end(1)])
    tied = HYPHENED.fullmatch(name.text) if name.label in {"place", "organization"} else None
    if tied and (tied[2] in COMPOUNDS or tied[2] in lexicons.titles()):
        place = "place" if fold(tied[1]) in lexicons.country_of_name() else name.label
        return name._replace(end=name.start + len(tied[1]), text=tied[1], label=place)
    return name


def _two(name: Name, surnames: set[str]) -> list[Name]:
    """The two people of *Doe-Roe*, where both are known by their full names; else none."""
    pair = TICKET.fullmatch(name.text) if name.label == "person" else None
    if not pair or fold(pair[1]) == fold(pair[2]) or not {fold(pair[1]), fold(pair[2])} <= surnames:
        return []
    return [name._replace(start=name.start + pair.start(part), end=name.start + pair.end(part), text=pair[part]) for part in (1, 2)]


def _nicknamed(text: str, before: Name, name: Name) -> Name | None:
    """*James (Jim) Doe*, whose parts were taken for two people."""
    people = before.label == name.label == "person" and " " not in before.text
    if people and before.end < name.start < before.end + 30 and NICKNAME.fullmatch(text, before.end, name.start):
        return before._replace(end=name.end, text=text[before.start : name.end])
    return None
