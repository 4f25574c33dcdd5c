"""Quoted words by speaker, with those whose speaker could not be told as a bar of their own."""

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import bars, labels, style
from dramatis.extract import voice

__all__ = ["UNRESOLVED", "in_turn", "quoted_words", "quoted_words_by_speaker", "voices"]

UNRESOLVED = "Could not tell who speaks"
_FACES = {"direct": 1.0, "reported": 0.3}


def in_turn(quotes: pd.DataFrame) -> pd.Series:
    """Whether each quotation is a turn of an interview: words of a speaker that stand in no quotation marks."""
    return quotes["rule"].astype("str").str.startswith("turn")


def quoted_words(quotes: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """How many words each speaker is quoted with.

    Parameters
    ----------
    quotes, actors : DataFrame
        Tables of the schema.

    Returns
    -------
    DataFrame
        One row a speaker, most words first, then one with an empty ``speaker`` for the unresolved, if any:
        ``speaker``, ``name``, ``words`` (all), ``direct`` (words in quotation marks), ``reported`` (words of indirect and mixed
        quotations), ``quotations`` (number), ``link`` and ``title``. Empty where no quotation was found.
    """
    names = dict(zip(actors["id"], actors["name"], strict=True))
    sums: dict[str, list[int]] = {}
    for speaker, kind, words in quotes[["speaker", "kind", "words"]].itertuples(index=False, name=None):
        known = isinstance(speaker, str) and speaker in names
        total = sums.setdefault(speaker if known else "", [0, 0, 0])
        total[0 if kind == "direct" else 1] += words
        total[2] += 1
    rows = [
        (key, names.get(key, UNRESOLVED), direct + reported, direct, reported, count) for key, (direct, reported, count) in sums.items()
    ]
    rows.sort(key=lambda row: (row[0] == "", -row[2]))
    table = pd.DataFrame(rows, columns=["speaker", "name", "words", "direct", "reported", "quotations"])
    table["link"] = [f"#e-said-{row[0] or 'none'}" for row in rows]
    table["title"] = [f"{labels.brief(row[1])}: {labels.counted(row[2], 'word')} in {labels.counted(row[5], 'quotation')}" for row in rows]
    return table


def voices(actors: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Who speaks how much, by kind, and of whom others speak: :func:`dramatis.extract.voice.voice` with links.

    Returns
    -------
    DataFrame
        One row for each actor who speaks or is spoken of, most quoted words first, and last one for the unresolved, if any. To the columns
        of voice come ``stance`` (words, most frequent first) and, for each count, ``<count>_link``; ``actor`` is empty for the unresolved.
    """
    table = voice.voice(actors, mentions, quotes)
    keys = [actor if actor != voice.UNRESOLVED else "none" for actor in table["actor"]]
    named = table.assign(actor=["" if key == "none" else key for key in keys])
    named["name"] = [UNRESOLVED if key == "none" else name for key, name in zip(keys, table["name"], strict=True)]
    named["stance"] = [", ".join(stance for stance, _ in row if stance != "neutral") for row in table["stances"]]
    for column, ending in (("quotes", ""), ("words", ""), ("direct", "-direct"), ("mixed", "-mixed"), ("indirect", "-indirect")):
        named[f"{column}_link"] = [f"#e-said-{key}{ending}" if table[column][row] else "" for row, key in enumerate(keys)]
    named["quoted_words_link"] = named["direct_link"]
    named["about_link"] = [f"#e-about-{key}" if table["about"][row] else "" for row, key in enumerate(keys)]
    return named.drop(columns="stances")


def quoted_words_by_speaker(quotes: pd.DataFrame, actors: pd.DataFrame, *, top_n: int = 12, ax: Axes | None = None) -> Axes:
    """Horizontal bars of quoted words by speaker; the unresolved hatched and last, never left out. See :func:`quoted_words`."""
    words = quoted_words(quotes, actors)
    if words.empty:
        return style.say_empty(ax, "No quotation was found.")
    colors = style.colors(actors)
    shown = words[(words["speaker"] == "") | (words.index < top_n)]
    key = [("direct", 1.0), ("reported", 0.3)] if words["reported"].any() and words["direct"].any() else []
    if key and (words["speaker"] == "").any():
        key.append(("could not tell", None))
    unit = f"quoted words, n = {words['words'].sum():,} in {labels.counted(int(words['quotations'].sum()), 'quotation')}"
    if len(shown) < len(words):
        unit += f"; {len(shown)} of {len(words)} speakers"
    return bars.draw_bars(ax, [_bar(row, colors) for row in shown.itertuples()], unit=unit, unit_link="#e-quotes", key=key)


def _bar(row, colors: dict[str, str]) -> bars.Bar:
    color = colors.get(row.speaker, style.GREY)
    parts = [(row.direct, _FACES["direct"]), (row.reported, _FACES["reported"])]
    if not row.speaker:
        parts = [(row.words, None)]
    segments = tuple(bars.Segment(size, color, share, row.link) for size, share in parts if size) or (
        bars.Segment(0, color, 1.0, row.link),
    )
    value, remark = labels.counted(row.words, "word"), labels.counted(row.quotations, "quotation")
    return bars.Bar(row.name, f"#{row.speaker}" if row.speaker else None, remark, segments, value, row.link, row.link)
