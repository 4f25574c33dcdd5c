"""Make the hand-built analyses of ``tests/data``: ``python tests/data/make_samples.py`` (with ``lib`` on the path).

They stand in for a pipeline, so that charts, prose and pages can be tested without a model.
Every span is looked up in the text, so that it is a slice of it. The same seed gives the same bytes.
"""

import json
import random
import re
import sys
from pathlib import Path

from dramatis import tables
from dramatis.analysis import Analysis, to_json
from dramatis.article import Article, make_article

HERE = Path(__file__).parent
SEED_TEXT = HERE.parents[1] / "data" / "articles" / "2025-07-24-turchin-mishustin.txt"


def main(seed_text: Path = SEED_TEXT) -> None:
    """Write all sample analyses beside this file."""
    made = {"sample": sample(seed_text), "nothing": nothing(), "sixty-words": sixty_words(), "many": many()}
    for name, analysis in made.items():
        indent = 1 if name != "many" else None
        text = json.dumps(to_json(analysis), ensure_ascii=False, indent=indent)
        (HERE / f"{name}-analysis.json").write_text(text + "\n", encoding="utf-8")


def sample(seed_text: Path) -> Analysis:
    """The sample article, marked by hand."""
    date, text = re.match(r"\s*date (\S+) (.*)", seed_text.read_text(encoding="utf-8"), re.DOTALL).groups()
    article = make_article(text, date=date, source="data/articles/2025-07-24-turchin-mishustin.txt")
    return build(article, SAMPLE_ACTORS, SAMPLE_TOPICS, SAMPLE_QUOTES, SAMPLE_FINDINGS)


def nothing() -> Analysis:
    """An article in which nothing is found."""
    text = "It rained. It rained all day, and nobody went out.\n\nThen it stopped."
    return build(make_article(text, title="Rain", source="rain.txt"), [], [], [], [])


def sixty_words() -> Analysis:
    """An article of sixty words with two actors and one quotation that nobody is found to speak."""
    text = (
        "The harbor of Port Ellery will close for six weeks while its two cranes are replaced, the harbor office said. "
        "Mayor Ines Calder asked shipping companies to use the dock at Westhaven. "
        '"We expect delays, but no layoffs," a note on the door reads.\n\n'
        "Calder will visit the harbor Friday. She has not said what the new cranes cost the town."
    )
    actors = [
        (
            "Ines Calder",
            "person",
            "Mayor",
            "Port Ellery",
            ["Calder"],
            ["[Ines Calder] asked|name", "[Calder] will|name", "[She] has|pronoun"],
        ),
        ("Port Ellery", "place", None, None, [], ["[Port Ellery] will|name", "the [town].|nominal"]),
        ("Westhaven", "place", None, None, [], ["at [Westhaven]|name"]),
    ]
    topics = [("new cranes", None, 0.6, ["two [cranes]", "new [cranes]"]), ("harbor", None, 0.4, ["The [harbor] of", "visit the [harbor]"])]
    quotes = [("[We expect delays, but no layoffs,]", "direct", None, None, None, "no-cue")]
    article = make_article(text, date="2026-03-02", title="Harbor closes for six weeks", source="harbor.txt")
    return build(
        article,
        actors,
        topics,
        quotes,
        [("unattributed-quote", "info", "No speaker was found for a quotation.", ["[We expect delays, but no layoffs,]"])],
    )


def many(*, words: int = 8000, seed: int = 7) -> Analysis:
    """A long article with forty actors, twelve topics and some sixty quotations, made from a seed."""
    chance = random.Random(seed)
    names = _invented_names(chance, 40)
    labels = [f"{chance.choice(_ADJECTIVES)} {noun}" for noun in _NOUNS]
    pieces, marks, length = [], [], 0
    while length < words:
        paragraph, found = _paragraph(chance, names, labels)
        offset = sum(len(piece) + 2 for piece in pieces)
        marks += [(kind, value, form, start + offset, end + offset) for kind, value, form, start, end in found]
        pieces.append(paragraph)
        length += len(paragraph.split())
    return _from_marks(
        make_article("\n\n".join(pieces), title="A long day in the assembly", date="2026-01-15", source="long.txt"), names, labels, marks
    )


def build(article: Article, actors: list, topics: list, quotes: list, findings: list) -> Analysis:
    """An analysis from marks written as ``context [span] context``."""
    sentences = sentence_rows(article)
    ids = {name: f"a{number}" for number, (name, *_) in enumerate(actors, 1)}
    mentions = [
        _row(article, sentences, mark.rpartition("|")[0])
        | {"actor": ids[name], "form": mark.rpartition("|")[2], "rule": "by-hand", "confidence": 1.0}
        for name, *_, marks in actors
        for mark in marks
    ]
    topic_mentions = [
        _row(article, sentences, mark) | {"topic": f"t{number}"} for number, topic in enumerate(topics, 1) for mark in topic[3]
    ]
    return assemble(
        article,
        sentences,
        _actor_rows(article, actors),
        mentions,
        topics,
        topic_mentions,
        _quote_rows(article, sentences, quotes, ids),
        findings,
    )


def assemble(article, sentences, actors, mentions, topics, topic_mentions, quotes, findings) -> Analysis:
    """The checked tables of one article."""
    own = {"article_id": article.id}
    total = max(1, len(mentions))
    counts = [(actor, sum(row["actor"] == actor["id"] for row in mentions)) for actor in actors]
    topic_counts = [sum(row["topic"] == f"t{number}" for row in topic_mentions) for number in range(1, len(topics) + 1)]
    rows = {
        "sentences": sentences,
        "actors": [actor | {"mentions": count, "salience": round(count / total, 4)} for actor, count in counts],
        "mentions": sorted(mentions, key=lambda row: (row["start"], row["end"])),
        "phrases": [
            {"id": f"p{number}", "text": topic[0], "score": topic[2], "mentions": count, "topic": f"t{number}"}
            for number, (topic, count) in enumerate(zip(topics, topic_counts, strict=True), 1)
        ],
        "phrase_mentions": [
            {"phrase": "p" + row["topic"][1:]} | {key: row[key] for key in ("start", "end", "text", "sentence")} for row in topic_mentions
        ],
        "topics": [
            {"id": f"t{number}", "label": topic[0], "code": topic[1], "mentions": count, "salience": topic[2]}
            for number, (topic, count) in enumerate(zip(topics, topic_counts, strict=True), 1)
        ],
        "topic_mentions": sorted(topic_mentions, key=lambda row: (row["start"], row["end"])),
        "quotes": quotes,
        "findings": [
            {"kind": kind, "severity": severity, "message": message, "spans": [list(_find(article.text, mark)) for mark in marks]}
            for kind, severity, message, marks in findings
        ],
    }
    provenance = {"dramatis": "0.1.0", "pipeline": "by hand", "parameters": {}}
    return Analysis(
        article=article,
        provenance=provenance,
        **{name: tables.table(name, [own | row for row in rows.get(name, [])]) for name in tables.TABLES},
    )


def sentence_rows(article: Article) -> list[dict]:
    """Sentences by full stop and capital, within paragraphs: enough for texts made for tests."""
    rows, offset = [], 0
    for paragraph, text in enumerate(article.text.split("\n\n")):
        start = 0
        for cut in [found.end() for found in re.finditer(r"[.!?][\"”]? (?=[A-Z\"“])", text)] + [len(text) + 1]:
            rows.append({"id": len(rows), "paragraph": paragraph, "start": offset + start, "end": offset + cut - 1})
            start = cut
        offset += len(text) + 2
    return rows


def _actor_rows(article: Article, actors: list) -> list[dict]:
    rows = []
    for number, (name, kind, role, affiliation, aliases, _) in enumerate(actors, 1):
        row = {"id": f"a{number}", "name": name, "kind": kind, "role": role, "affiliation": affiliation, "aliases": aliases}
        for column, value in (("role", role), ("affiliation", affiliation)):
            start = article.text.find(value) if value else -1
            if start >= 0:
                row |= {f"{column}_start": start, f"{column}_end": start + len(value)}
        rows.append(row)
    return rows


def _quote_rows(article: Article, sentences: list[dict], quotes: list, ids: dict[str, str]) -> list[dict]:
    rows = []
    for number, (mark, kind, speaker, source, cue, reason) in enumerate(quotes, 1):
        row = _row(article, sentences, mark) | {
            "id": f"q{number}",
            "kind": kind,
            "speaker": ids.get(speaker),
            "reason": reason,
            "rule": "by-hand",
        }
        row |= {"confidence": 0.9 if speaker else 0.4, "words": len(re.findall(r"\w+", row["text"]))}
        for column, place in (("speaker", source), ("cue", cue)):
            if place:
                row[f"{column}_start"], row[f"{column}_end"] = _find(article.text, place)
        if cue:
            row["cue"] = article.text[row["cue_start"] : row["cue_end"]]
        rows.append(row)
    return rows


def _row(article: Article, sentences: list[dict], mark: str) -> dict:
    start, end = _find(article.text, mark)
    sentence = next(row["id"] for row in sentences if row["start"] <= start < row["end"])
    return {"start": start, "end": end, "text": article.text[start:end], "sentence": sentence}


def _find(text: str, mark: str) -> tuple[int, int]:
    before, inside, after = re.fullmatch(r"([^\[]*)\[([^\]]*)\](.*)", mark, re.DOTALL).groups()
    first, _, last = inside.partition(" … ")
    if not last:
        where = text.index(before + inside + after)
        return where + len(before), where + len(before) + len(inside)
    start = text.index(before + first) + len(before)
    return start, text.index(last + after, start) + len(last)


def _paragraph(chance: random.Random, names: list[str], labels: list[str]) -> tuple[str, list[tuple]]:
    text, marks = "", []
    for _ in range(chance.randint(2, 5)):
        text, found = _sentence(chance, names, labels, text + (" " if text else ""))
        marks += found
    if chance.random() < 0.45:
        text, found = _quotation(chance, names, labels, text)
        marks += found
    return text, marks


def _sentence(chance: random.Random, names: list[str], labels: list[str], text: str) -> tuple[str, list[tuple]]:
    actor, other = chance.choices(range(len(names)), [1 / (rank + 3) for rank in range(len(names))], k=2)
    form = chance.choices(["name", "nominal", "pronoun"], [6, 1, 2])[0]
    subject = {"name": names[actor].split()[-1], "nominal": "The delegate", "pronoun": chance.choice(["She", "He"])}[form]
    marks = [("actor", actor, form, len(text), len(text) + len(subject))]
    text += subject + " " + chance.choice(_VERBS) + " the "
    topic = min(int(chance.expovariate(0.35)), len(labels) - 1)
    marks.append(("topic", topic, "", len(text), len(text) + len(labels[topic])))
    text += labels[topic] + " with "
    marks.append(("actor", other, "name", len(text), len(text) + len(names[other])))
    text += names[other] + " " + " ".join(chance.choice(_FILL) for _ in range(chance.randint(4, 22))) + "."
    return text, marks


def _quotation(chance: random.Random, names: list[str], labels: list[str], text: str) -> tuple[str, list[tuple]]:
    speaker = None if chance.random() < 0.15 else min(int(chance.expovariate(0.25)), len(names) - 1)
    topic = labels[min(int(chance.expovariate(0.35)), len(labels) - 1)]
    words = f"We {chance.choice(_VERBS)} the {topic} " + " ".join(chance.choice(_FILL) for _ in range(chance.randint(5, 40)))
    start = len(text) + 2
    marks = [("quote", speaker, "", start, start + len(words) + 1)]
    marks.append(("topic", labels.index(topic), "", start + words.index(topic), start + words.index(topic) + len(topic)))
    text += f' "{words},"'
    if speaker is None:
        return text + " a note read.", marks
    place = len(text) + len(" said ")
    return text + f" said {names[speaker]}.", [*marks, ("actor", speaker, "name", place, place + len(names[speaker]))]


def _from_marks(article: Article, names: list[str], labels: list[str], marks: list[tuple]) -> Analysis:
    sentences = sentence_rows(article)
    order = {actor: rank for rank, (actor, _) in enumerate(_by_count(marks, "actor", len(names)), 1)}
    ranks = {topic: rank for rank, (topic, _) in enumerate(_by_count(marks, "topic", len(labels)), 1)}
    kinds = ["person"] * 6 + ["organization", "place"]
    actors = [
        {
            "id": f"a{order[n]}",
            "name": names[n],
            "kind": kinds[n % 8],
            "role": "Delegate" if n % 3 == 0 else None,
            "affiliation": None,
            "aliases": [names[n].split()[-1]],
        }
        for n in sorted(order, key=order.get)
    ]
    rows = {"actor": [], "topic": [], "quote": []}
    for kind, value, form, start, end in marks:
        sentence = max(row["id"] for row in sentences if row["start"] <= start)
        rows[kind].append({"start": start, "end": end, "text": article.text[start:end], "sentence": sentence, "value": value, "form": form})
    mentions = [
        _without(row) | {"actor": f"a{order[row['value']]}", "form": row["form"], "rule": "seeded", "confidence": 1.0}
        for row in rows["actor"]
    ]
    topic_mentions = [_without(row) | {"topic": f"t{ranks[row['value']]}"} for row in rows["topic"]]
    total = len(topic_mentions)
    topics = [(labels[n], None, round(sum(row["value"] == n for row in rows["topic"]) / total, 4)) for n in sorted(ranks, key=ranks.get)]
    quotes = [_seeded_quote(article, number, row, order) for number, row in enumerate(rows["quote"], 1)]
    return assemble(article, sentences, actors, mentions, topics, topic_mentions, quotes, [])


def _seeded_quote(article: Article, number: int, row: dict, order: dict[int, int]) -> dict:
    quote = _without(row) | {
        "id": f"q{number}",
        "kind": "direct",
        "confidence": 0.9,
        "rule": "seeded",
        "words": len(re.findall(r"\w+", row["text"])),
    }
    if row["value"] is None:
        return quote | {"speaker": None, "reason": "no-source"}
    cue = article.text.index("said", row["end"])
    return quote | {"speaker": f"a{order[row['value']]}", "cue": "said", "cue_start": cue, "cue_end": cue + 4}


def _by_count(marks: list[tuple], kind: str, size: int) -> list[tuple[int, int]]:
    counts = [(value, sum(mark[0] == kind and mark[1] == value for mark in marks)) for value in range(size)]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0]))


def _without(row: dict) -> dict:
    return {key: row[key] for key in ("start", "end", "text", "sentence")}


def _invented_names(chance: random.Random, count: int) -> list[str]:
    syllables = ["ba", "ren", "ko", "tal", "mi", "ves", "dor", "lin", "shu", "gar", "ne", "po", "rik", "sa", "tov", "ul"]
    names: list[str] = []
    while len(names) < count:
        first, last = ("".join(chance.sample(syllables, chance.randint(2, 3))).capitalize() for _ in range(2))
        if last not in {name.split()[-1] for name in names}:
            names.append(f"{first} {last}")
    return names


_ADJECTIVES = ["regional", "annual", "public", "joint", "northern", "digital"]
_NOUNS = [
    "budget",
    "railway",
    "harbor fees",
    "school reform",
    "water supply",
    "ballot",
    "audit",
    "tax rate",
    "energy plan",
    "land register",
    "housing",
    "pension fund",
]
_VERBS = ["discussed", "opposed", "supported", "postponed", "questioned", "welcomed"]
_WORDS = (
    "after several hours of debate in the hall with some members absent and others waiting for the count of votes that was due before noon"
)
_FILL = tuple(_WORDS.split())

SAMPLE_ACTORS = [
    (
        "Mikhail Mishustin",
        "person",
        "Prime Minister of Russia",
        "Russia",
        [],
        [
            "[Mikhail Mishustin] met|name",
            "noted [Mikhail Mishustin]|name",
            "[Mikhail Mishustin], Prime|name",
            "with [Mikhail Mishustin], just|name",
        ],
    ),
    (
        "Alexander Turchin",
        "person",
        "Belarusian Prime Minister",
        "Belarus",
        [],
        ["[Alexander Turchin] and|name", "[I] am in constant|pronoun", "[I] am fully|pronoun", "said [Alexander Turchin]|name"],
    ),
    (
        "Belarus",
        "place",
        None,
        None,
        [],
        ["[Belarusian] Prime|demonym", "[Belarusian] and Russian products|demonym", "[Belarusian] Minister|demonym"],
    ),
    ("Russia", "place", None, None, [], ["[Russian] Prime|demonym", "[Russian] products|demonym", "of [Russia]:|name"]),
    (
        "International Environmental Conference",
        "event",
        None,
        None,
        [],
        ["[International Environmental Conference]|name", "[this conference] provides|nominal"],
    ),
    ("Union State", "organization", None, None, [], ["[Union State], the|name", '[Union State],"|name']),
    ("Yuriy Seliverstov", "person", "Belarusian Minister of Finance", "Belarus", [], ["[Yuriy Seliverstov]|name"]),
    ("Gorno-Altaysk", "place", None, None, [], ["[Gorno-Altaysk]|name"]),
]
SAMPLE_TOPICS = [
    ("industrial cooperation", None, 0.31, ["[industrial cooperation] between", "[Industrial cooperation] and"]),
    (
        "import-substituting products",
        None,
        0.24,
        ["[import-substituting products]", "[Belarusian and Russian products]", "[finished products]"],
    ),
    ("direct financing", None, 0.17, ["[financing oil refining]", "[direct financing]"]),
    ("joint projects", None, 0.12, ["[joint projects]", "[investment projects]"]),
    ("intensity of contacts", None, 0.09, ["[intensity of contacts]", "[numerous contacts]"]),
    ("technological sovereignty", None, 0.04, ["[technological sovereignty]"]),
    ("agriculture", None, 0.03, ["[agriculture]"]),
]
SAMPLE_QUOTES = [
    (
        "emphasizing [that at the governmental level … both nations]",
        "indirect",
        None,
        "[The allies] equated",
        "[emphasizing]",
        "unnamed-source",
    ),
    ('"[It is very important … Union State,]"', "direct", "Mikhail Mishustin", "noted [Mikhail Mishustin]", "[noted] Mikhail", None),
    ('"[There are numerous … our agreements,]"', "direct", "Alexander Turchin", "said [Alexander Turchin]", "[said] Alexander", None),
    ('"[The agenda included … convenient.]"', "direct", "Yuriy Seliverstov", "[Yuriy Seliverstov], Belarusian", "[added]:", None),
]
SAMPLE_FINDINGS = [
    (
        "speaker-conflict",
        "warning",
        "A line before this quotation names Mikhail Mishustin as its speaker; the words after it name Alexander Turchin. "
        "We follow the words after it.",
        ["[Mikhail Mishustin], Prime", "said [Alexander Turchin]"],
    ),
    (
        "unattributed-quote",
        "info",
        "The text reports these words of a source that it does not name (The allies).",
        ["[The allies] equated"],
    ),
]

if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
