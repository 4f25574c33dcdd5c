"""Quoted words by speaker, with those whose speaker could not be told as a bar of their own."""

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import bars, labels, style

__all__ = ["UNRESOLVED", "quoted_words", "quoted_words_by_speaker"]

UNRESOLVED = "Could not tell who speaks"
_FACES = {"direct": 1.0, "reported": 0.3}


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
    unit = f"quoted words, n = {shown['words'].sum():,} in {labels.counted(int(shown['quotations'].sum()), 'quotation')}"
    if len(shown) < len(words):
        unit += f"; {len(shown)} of {len(words)} speakers"
    return bars.draw_bars(ax, [_bar(row, colors) for row in shown.itertuples()], unit=unit, key=key)


def _bar(row, colors: dict[str, str]) -> bars.Bar:
    color = colors.get(row.speaker, style.GREY)
    parts = [(row.direct, _FACES["direct"]), (row.reported, _FACES["reported"])]
    if not row.speaker:
        parts = [(row.words, None)]
    segments = tuple(bars.Segment(size, color, share, row.link) for size, share in parts if size) or (
        bars.Segment(0, color, 1.0, row.link),
    )
    remark = labels.counted(row.quotations, "quotation")
    return bars.Bar(row.name, f"#{row.speaker}" if row.speaker else None, remark, segments, labels.counted(row.words, "word"), row.link)
