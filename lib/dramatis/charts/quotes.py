"""Words by speaker, in quotation marks and reported, with those that are no actor's as bars of their own."""

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import bars, labels, style
from dramatis.charts.speech import NOBODY, kinds, speaker_keys
from dramatis.extract import voice

__all__ = ["quoted_words", "quoted_words_by_speaker", "voices"]

_FACES = {"direct": 1.0, "turns": 0.6, "reported": 0.3}
_KEYS = {"direct": "in quotation marks", "turns": "turns of an interview", "reported": "reported"}


def quoted_words(quotes: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """How many words each speaker is given.

    Parameters
    ----------
    quotes, actors : DataFrame
        Tables of the schema.

    Returns
    -------
    DataFrame
        One row a speaker, most words first, then those with an empty ``speaker``: sources that are no actors, and the unresolved, if any.
        ``key`` (actor, ``source`` or ``none``), ``speaker``, ``name``, ``words`` (all), ``direct`` (words in quotation marks), ``turns``
        (words of turns of an interview), ``reported`` (words of indirect and mixed ones), ``quotations`` (number), ``link`` and ``title``.
        Empty where nobody speaks.
    """
    names = dict(zip(actors["id"], actors["name"], strict=True)) | NOBODY
    columns = {"direct": 0, "turn": 1, "indirect": 2, "mixed": 2}
    sums: dict[str, list[int]] = {}
    for key, kind, words in zip(speaker_keys(quotes), kinds(quotes), quotes["words"], strict=True):
        total = sums.setdefault(key, [0, 0, 0, 0])
        total[columns[kind]] += words
        total[3] += 1
    rows = [(key, "" if key in NOBODY else key, names[key], sum(found[:3]), *found) for key, found in sums.items()]
    rows.sort(key=lambda row: (list(NOBODY).index(row[0]) if row[0] in NOBODY else -1, -row[3]))
    table = pd.DataFrame(rows, columns=["key", "speaker", "name", "words", "direct", "turns", "reported", "quotations"])
    table["link"] = [f"#e-said-{row[0]}" for row in rows]
    table["title"] = [f"{labels.brief(row[2])}: {labels.counted(row[3], 'word')} in {labels.counted(row[7], 'statement')}" for row in rows]
    return table


def voices(actors: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Who speaks how much, by kind, and of whom others speak: :func:`dramatis.extract.voice.voice` with links.

    Returns
    -------
    DataFrame
        One row for each actor who speaks or is spoken of, most quoted words first, and last those for an interviewer, for sources that are
        no actors and for the unresolved, if any. To the columns of voice come ``stance`` (words, most frequent first) and, for each count,
        ``<count>_link``; ``actor`` is empty for those who are none.
    """
    keys_of = pd.Series(speaker_keys(quotes), index=quotes.index, dtype="object")
    told = quotes.assign(speaker=keys_of.mask(keys_of.isin(["none", "interviewer"]), None))
    source = pd.DataFrame({"id": ["source"], "name": [NOBODY["source"]]})
    table = voice.voice(pd.concat([actors[["id", "name"]], source], ignore_index=True), mentions, told)
    table = table.sort_values(
        "actor",
        key=lambda ids: ids.map({voice.INTERVIEWER: 1, "source": 2, voice.UNRESOLVED: 3}).fillna(0),
        kind="stable",
        ignore_index=True,
    )
    keys = [actor if actor != voice.UNRESOLVED else "none" for actor in table["actor"]]
    named = table.assign(actor=["" if key in NOBODY else key for key in keys])
    named["name"] = [NOBODY.get(key, name) for key, name in zip(keys, table["name"], strict=True)]
    named["stance"] = [", ".join(stance for stance, _ in row if stance != "neutral") for row in table["stances"]]
    endings = {"quotes": "", "words": "", "direct": "-direct", "mixed": "-mixed", "indirect": "-indirect", "turns": "-turn"}
    for column, ending in endings.items():
        named[f"{column}_link"] = [f"#e-said-{key}{ending}" if table[column][row] else "" for row, key in enumerate(keys)]
    named["quoted_words_link"] = named["direct_link"]
    named["about_link"] = [f"#e-about-{key}" if table["about"][row] else "" for row, key in enumerate(keys)]
    return named.drop(columns="stances")


def quoted_words_by_speaker(quotes: pd.DataFrame, actors: pd.DataFrame, *, top_n: int = 12, ax: Axes | None = None) -> Axes:
    """Horizontal bars of words by speaker; what is no actor's hatched and last, never left out. See :func:`quoted_words`."""
    words = quoted_words(quotes, actors)
    if words.empty:
        return style.say_empty(ax, "No quotation was found.")
    colors = style.colors(actors)
    shown = words[(words["speaker"] == "") | (words.index < top_n)]
    used = [column for column in _FACES if words[column].any()]
    key: list[tuple[str, float | None]] = [(_KEYS[column], _FACES[column]) for column in used] if len(used) > 1 else []
    if key and (words["speaker"] == "").any():
        key.append(("no actor", None))
    unit = f"words of speech, n = {words['words'].sum():,} in {labels.counted(int(words['quotations'].sum()), 'statement')}"
    if len(shown) < len(words):
        unit += f"; {len(shown)} of {len(words)} speakers"
    return bars.draw_bars(ax, [_bar(row, colors) for row in shown.itertuples()], unit=unit, unit_link="#e-quotes", key=key)


def _bar(row, colors: dict[str, str]) -> bars.Bar:
    color = colors.get(row.speaker, style.GREY)
    parts = [(getattr(row, column), face) for column, face in _FACES.items()]
    if not row.speaker:
        parts = [(row.words, None)]
    segments = tuple(bars.Segment(size, color, share, row.link) for size, share in parts if size) or (
        bars.Segment(0, color, 1.0, row.link),
    )
    value, remark = labels.counted(row.words, "word"), labels.counted(row.quotations, "statement")
    return bars.Bar(row.name, f"#{row.speaker}" if row.speaker else None, remark, segments, value, row.link, row.link)
