"""A corpus to try: natural news articles of any number, from the texts that ship, varied from a seed.

    python scripts/synthetic_corpus.py 1000 > corpus.jsonl               # articles, one JSON object a line, as fast as they are read
    python scripts/synthetic_corpus.py 100000 --store store              # their analyses straight into a store, without the pipeline

Paragraphs of ``data/articles`` and ``data/gold`` are put together anew, with other people in them, so that an article is about one cast.
People, outlets and days are invented; each outlet prints some stories of another, shortened, under another headline or with another lead
(``copy_of`` says whose). The same number and seed give the same bytes. Texts: CC BY 2.5 (Wikinews) and CC BY 4.0, see ``data/gold``.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).parents[1]
MEN = "Aldo Anton Bastian Casper Cedric Dario Edmund Emeric Fabian Florian Gareth Gustav Hector Ivo Jasper Joachim Lambert Magnus Milo"
WOMEN = "Adela Agnes Beatrix Carlotta Celeste Dagmar Delia Edith Elvira Flora Greta Henrike Ilka Imelda Isolde Leonie Livia Marit Nadja"
FIRST = "Alden Ash Bell Brand Carl Crow Dal Ell Fair Fen Gran Hal Hart Holm Kell Lang Lind Marl North Oak Pell Quar Rav Sund Thorn Ull Wex"
LAST = (
    "berg bridge by combe dale den field ford gate ham holt kirk ley low mere more ness rick shaw stead ston thorpe vale vik wald well wick"
)
OUTLETS = (
    "The Harbor Post|Northern Courier|Daily Ledger|Valley Herald|Metro Wire|"
    "The Observer of Ellery|Capital Gazette|Coast Tribune|Morning Echo"
)
OPENINGS = "Update|In brief|Report|At a glance|Background|What we know|The day|Analysis"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS, CAST, BEATS, BACK = 14, 6, 24, 60
"""Paragraphs and people of an article; groups of people who are in the news together; articles back of which one can be a copy."""
OF_BEAT = 4
"""Paragraphs that such a group has more often than others; with more, two articles would be alike by chance."""
FIRST_DAY = date(2023, 1, 1)
FULL, SURNAME, DAY = range(3)


class Slot(NamedTuple):
    """A place in a paragraph that is filled anew: `form` of person number `person`, or the name of a day."""

    start: int
    end: int
    form: int
    person: int


class Unit(NamedTuple):
    """A paragraph with its slots, and its analysis."""

    text: str
    slots: tuple[Slot, ...]
    genders: tuple[str, ...]
    persons: tuple[str, ...]
    analysis: Any


class Plan(NamedTuple):
    """What an article is made of: paragraphs, the people in them, its day, outlet and headline; `copy_of` another one, or -1."""

    number: int
    units: tuple[int, ...]
    cast: tuple[int, ...]
    day: int
    outlet: int
    headline: int
    copy_of: int


class Corpus(NamedTuple):
    """All that the articles are made from."""

    articles: int
    seed: int
    copies: float
    days: int
    people: int
    paragraphs: int


def corpus(articles: int, *, seed: int = 1, copies: float = 0.1, days: int = 0, people: int = 0) -> Corpus:
    """The plan of a corpus.

    Parameters
    ----------
    articles : int
        How many.
    seed : int
        Another seed gives other articles.
    copies : float
        Share of articles that are copies of an earlier one.
    days : int
        Over how many days they are spread, evenly; by default one for each 40 articles, 30 to 1,096.
    people : int
        How many different people there are; by default one for each 25 articles, 200 to 6,000.
    """
    days = days or min(max(articles // 40, 30), 1096)
    return Corpus(articles, seed, copies, days, people or min(max(articles // 25, 200), 6000), len(units()))


@lru_cache
def units() -> tuple[Unit, ...]:
    """The paragraphs of the texts that ship, analyzed."""
    from dramatis import analyze_many, make_article

    texts = _texts()
    made = analyze_many(make_article(text, id=f"unit-{number}") for number, text in enumerate(texts))
    return tuple(_unit(analysis) for analysis in made)


def articles(made: Corpus) -> Iterator[dict[str, Any]]:
    """The articles as records: id, title, date, source, url, text, copy_of (the id of another, or null)."""
    for number in range(made.articles):
        plan = plan_of(made, number)
        text = "\n\n".join(filled(made, plan, place) for place in range(len(plan.units)))
        yield record(made, plan) | {"text": text, "copy_of": None if plan.copy_of < 0 else identifier(plan.copy_of)}


def record(made: Corpus, plan: Plan) -> dict[str, Any]:
    """What is known of an article besides its text."""
    outlet = OUTLETS.split("|")[plan.outlet]
    opening = units()[plan.units[min(1, len(plan.units) - 1)]].text.split(". ")[0]
    title = f"{OPENINGS.split('|')[plan.headline]}: {name_of(plan.cast[0])} and {' '.join(opening.split()[:7]).rstrip(',;:')}"
    day = FIRST_DAY + timedelta(days=plan.day)
    url = f"https://news.example/{outlet.lower().replace(' ', '-')}/{identifier(plan.number)}"
    return {"id": identifier(plan.number), "title": title, "date": day.isoformat(), "source": outlet, "url": url}


def day_of(made: Corpus, number: int) -> date:
    """The day of an article; later articles never have an earlier one."""
    return FIRST_DAY + timedelta(days=number * made.days // made.articles)


def identifier(number: int) -> str:
    """The id of an article."""
    return f"article-{number:07}"


@lru_cache(maxsize=4096)
def plan_of(made: Corpus, number: int) -> Plan:
    """The plan of an article; that of a copy is its original's, changed as outlets change wire stories."""
    chance = np.random.default_rng([made.seed, number])
    copied = number >= BACK and chance.random() < made.copies
    outlet = int(len(OUTLETS.split("|")) * chance.random() ** 1.7)
    day = number * made.days // made.articles
    if not copied:
        beat = int(BEATS * chance.random() ** 1.3)
        own = np.random.default_rng([made.seed, 10**9 + beat]).permutation(made.paragraphs)[: made.paragraphs // 3]
        chosen = chance.choice(own, OF_BEAT, replace=False).tolist() + chance.integers(made.paragraphs, size=UNITS - OF_BEAT).tolist()
        of_beat = max(made.people // BEATS, CAST)
        cast = beat * of_beat + (of_beat * chance.random(4 * CAST) ** 2.2).astype(int)
        cast = tuple(dict.fromkeys((cast % made.people).tolist()))[:CAST]
        return Plan(number, tuple(dict.fromkeys(map(int, chosen))), cast, day, outlet, int(chance.integers(8)), -1)
    source = plan_of(made, number - 1 - int(chance.integers(BACK)))
    source = source if source.copy_of < 0 else plan_of(made, source.copy_of)
    kept = source.units[: len(source.units) - int(chance.integers(6))]
    lead = (int(chance.integers(made.paragraphs)), *kept[1:]) if chance.random() < 0.5 else kept
    outlet = (source.outlet + 1 + outlet % 8) % 9
    return Plan(number, tuple(dict.fromkeys(lead)), source.cast, day, outlet, int(chance.integers(8)), source.number)


def filled(made: Corpus, plan: Plan, place: int) -> str:
    """A paragraph of an article, with its people and days."""
    unit = units()[plan.units[place]]
    parts, at = [], 0
    for slot, value in zip(unit.slots, values(made, plan, place), strict=True):
        parts += [unit.text[at : slot.start], value]
        at = slot.end
    return "".join([*parts, unit.text[at:]])


def values(made: Corpus, plan: Plan, place: int) -> list[str]:
    """What fills the slots of a paragraph."""
    unit = units()[plan.units[place]]
    cast = cast_of(plan, place, unit)
    names = [name_of(person) for person in cast]
    day = WEEKDAYS[(FIRST_DAY.weekday() + plan.day - plan.units[place] % 3) % 7]
    return [day if slot.form == DAY else names[slot.person] if slot.form == FULL else names[slot.person].split()[-1] for slot in unit.slots]


def cast_of(plan: Plan, place: int, unit: Unit) -> list[int]:
    """Which person of the whole corpus each person of a paragraph is: another one each, man or woman as the paragraph says."""
    chosen: list[int] = []
    for number, gender in enumerate(unit.genders):
        fitting = [person for person in plan.cast if person not in chosen and (not gender or (person % 2 == 1) == (gender == "f"))]
        spare = plan.cast[0] * 2 + 2 * number + (gender == "f") + 10**6  # a bystander: somebody who is in no other cast
        chosen.append(fitting[(place * (number > 0)) % len(fitting)] if fitting else spare)
    return chosen


@lru_cache(maxsize=1 << 16)
def name_of(person: int) -> str:
    """The name of a person; odd numbers are women."""
    given, first, last = (WOMEN if person % 2 else MEN).split(), FIRST.split(), LAST.split()
    return f"{given[(person // 2) % len(given)]} {first[person * 7 % len(first)]}{last[(person * 11 + person // len(first)) % len(last)]}"


def _texts() -> list[str]:
    """Paragraphs of the shipped articles, long ones cut in two, and the marked sentences two at a time."""
    told = [json.loads(line)["text"] for line in (ROOT / "data/gold/keyphrases.jsonl").read_text(encoding="utf-8").splitlines()]
    told += [re.sub(r"^date \S+\s+", "", path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data/articles").glob("*.txt"))]
    paragraphs = [
        half for text in told for part in text.split("\n\n") if len(part.split()) >= 15 for half in _halves(" ".join(part.split()))
    ]
    lines = [line for line in (ROOT / "data/gold/sentences.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    plain = [re.sub(r"\{([^|}]*)\|[^}]*\}", r"\1", re.sub(r"\[([^|\]]*)\|\w\]", r"\1", line)) for line in lines]
    return paragraphs + [" ".join(plain[start : start + 2]) for start in range(0, len(plain) - 1, 2)]


def _halves(paragraph: str) -> list[str]:
    """A paragraph, or its two halves where it has several sentences and more than 40 words; quotations are not cut."""
    ends = [found.end() for found in re.finditer(r"[a-z][a-z][.]\s(?=[A-Z])", paragraph)]
    ends = [end for end in ends if paragraph[:end].count('"') % 2 == 0 and paragraph[:end].count("“") == paragraph[:end].count("”")]
    if len(paragraph.split()) <= 40 or not ends:
        return [paragraph]
    middle = min(ends, key=lambda end: abs(end - len(paragraph) / 2))
    return [paragraph[:middle].strip(), paragraph[middle:]]


def _unit(analysis: Any) -> Unit:
    text, mentions = analysis.article.text, analysis.mentions
    persons, slots = [], []
    for actor in analysis.actors[analysis.actors["kind"] == "person"].itertuples():
        spans = mentions[(mentions["actor"] == actor.id) & (mentions["form"] == "name")]
        forms = {actor.name: FULL, actor.name.split()[-1]: SURNAME}
        if " " in actor.name and set(spans["text"]) <= set(forms):
            slots += [Slot(row.start, row.end, forms[row.text], len(persons)) for row in spans.itertuples()]
            persons.append(actor.id)
    taken = [(slot.start, slot.end) for slot in slots]
    days = [found.span() for found in re.finditer(rf"\b({'|'.join(WEEKDAYS)})\b", text)]
    inside = [(row.start, row.end) for row in mentions.itertuples()]
    free = [span for span in days if not any(start < span[1] and span[0] < end for start, end in (*taken, *inside))]
    slots += [Slot(start, end, DAY, -1) for start, end in free]
    return Unit(text, tuple(sorted(slots)), tuple(_gender(mentions, person) for person in persons), tuple(persons), analysis)


def _gender(mentions: Any, person: str) -> str:
    said = {text.lower() for text in mentions.loc[(mentions["actor"] == person) & (mentions["form"] == "pronoun"), "text"]}
    return "f" if said & {"she", "her", "hers"} else "m" if said & {"he", "his", "him"} else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=float, default=0.1, help="share of articles that are copies of an earlier one")
    parser.add_argument("--days", type=int, default=0, help="over how many days they are spread")
    parser.add_argument("--store", help="fill a store with their analyses, without the pipeline")
    chosen = parser.parse_args()
    made = corpus(chosen.articles, seed=chosen.seed, copies=chosen.copies, days=chosen.days)
    if chosen.store:
        import synthetic_tables

        print(f"{synthetic_tables.fill(chosen.store, made):,} articles in {chosen.store}")
        return
    for article in articles(made):
        sys.stdout.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
