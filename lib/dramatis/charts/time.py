"""Shares over time: a row of bars for each actor or subject, one bar a calendar bin, all rows on one scale."""

from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import labels, pen, style

__all__ = ["articles_over_time", "marks_over_time", "shares_over_time"]

NAME, PLOT, GAP, AXIS, FOOT, HEAD = 20.0, 34.0, 10.0, 20.0, 22.0, 4.0
"""Heights in px: the name above a row, its bars, the room below them, the calendar, the unit, room above all."""
MARK_ROW = 42.0
DIRECT = 14
"""Up to so many bars have their number above them."""
TICKS = 4
"""How many bins the calendar names at most, beside the last one."""
LAST, ROOM = 0.8, 0.3
"""Share of the width from which on a label ends at the right edge, and that two labels near it keep between them."""
PALE, SHADE = 0.3, 0.1
"""Shares of color: in the face of a bar over few articles, in the shade of a bin that is covered in part."""


def shares_over_time(series: pd.DataFrame, over: pd.DataFrame, *, few: int = 0, ax: Axes | None = None) -> Axes:
    """Small multiples of shares of articles, one row of bars for each name, on one common scale.

    Parameters
    ----------
    series : DataFrame
        One row a name and bin, in the order of rows and bins: ``id``, ``name``, ``bin``, ``articles``, ``of``, ``share`` (missing where the
        bin has no article), ``link``, and where wanted ``color``.
    over : DataFrame
        The bins: ``bin``, ``label``, ``partial``, ``articles``.
    few : int
        A bar over fewer articles than this is pale.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        Bins that are covered in part are shaded. Pale bars that would be taller than all others are cut.
    """
    if series.empty or over.empty:
        return style.say_empty(ax, "Nothing to show over time.")
    rows = list(series.groupby("id", sort=False))
    body = len(rows) * (NAME + PLOT + GAP)
    most = _scale(series, few)
    unit = f"share of the articles of each {_unit(over)}; the full height is {_percent(most)}"
    ax = style.prepare(ax, HEAD + body + AXIS + _foot(over, few, FOOT), unit)
    for place, (_, row) in enumerate(rows):
        _shade(ax, over, HEAD + place * (NAME + PLOT + GAP) + NAME, PLOT)
        _draw_row(ax, row.reset_index(drop=True), HEAD + place * (NAME + PLOT + GAP), most, few)
    _draw_calendar(ax, over, HEAD + body + 2)
    _draw_key(ax, over, few, HEAD + body + AXIS)
    return ax


def articles_over_time(over: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """How many articles each bin has: bars on one row, of ``bin``, ``label``, ``partial``, ``articles``, ``link``.

    A few bars have their numbers above them.
    """
    if over.empty:
        return style.say_empty(ax, "No article has a date.")
    most, height, direct = max(int(over["articles"].max()), 1), 84.0, len(over) <= DIRECT
    unit = f"articles a {_unit(over)}, n = {int(over['articles'].sum()):,}" + ("" if direct else f"; the tallest bar is {most:,}")
    ax = style.prepare(ax, HEAD + height + AXIS + _foot(over, 0, FOOT), unit)
    _shade(ax, over, HEAD, height)
    step = style.NARROW / len(over)
    for place, row in enumerate(over.itertuples(index=False)):
        tall, link = (height - 20) * row.articles / most, row.link if row.articles else None
        _bar(ax, (place * step, HEAD + height - tall, step, tall), style.MUTED, 1.0, link)
        if direct:
            pen.words(ax, (place + 0.5) * step, HEAD + height - tall - 5, f"{row.articles:,}", color=style.MUTED, ha="center", url=link)
    pen.line(ax, (0, HEAD + height), (style.NARROW, HEAD + height))
    _draw_calendar(ax, over, HEAD + height + 2)
    _draw_key(ax, over, 0, HEAD + height + AXIS)
    return ax


def marks_over_time(rows: pd.DataFrame, span: tuple[date, date], *, ax: Axes | None = None) -> Axes:
    """A row of marks for each name: a mark a day on which something is so.

    Parameters
    ----------
    rows : DataFrame
        ``name``, ``day``, ``link``; names in the order of rows.
    span : (date, date)
        First and last day of the axis.
    ax : Axes, optional
        Where to draw.
    """
    if rows.empty:
        return style.say_empty(ax, "Nothing to show over time.")
    groups = list(rows.groupby("name", sort=False))
    first, days = pd.Timestamp(span[0]), max((span[1] - span[0]).days, 1)
    ax = style.prepare(ax, HEAD + len(groups) * MARK_ROW + AXIS + FOOT, f"articles by day, n = {len(rows):,}")
    for place, (name, same) in enumerate(groups):
        top = HEAD + place * MARK_ROW
        remark = labels.counted(len(same), "article")
        pen.words(ax, 0, top + 14, labels.clipped(name, style.TEXT, style.NARROW - labels.width(remark, style.SMALL) - 12), size=style.TEXT)
        pen.words(ax, style.NARROW, top + 14, remark, color=style.MUTED, ha="right", url=same["link"].iloc[0])
        pen.line(ax, (0, top + 28), (style.NARROW, top + 28))
        spots = [(6 + (style.NARROW - 12) * (day - first).days / days, top + 28) for day in same["day"]]
        pen.marks(ax, spots, pen.BAR, style.COLORS[0], size=16, urls=list(same["link"]))
    bottom = HEAD + len(groups) * MARK_ROW + 14
    pen.words(ax, 0, bottom, f"{span[0]:%Y-%m-%d}", color=style.MUTED)
    pen.words(ax, style.NARROW, bottom, f"{span[1]:%Y-%m-%d}", color=style.MUTED, ha="right")
    return ax


def _draw_row(ax: Axes, row: pd.DataFrame, top: float, most: float, few: int) -> None:
    color = row["color"].iloc[0] if "color" in row else style.TOPIC
    base, step = top + NAME + PLOT, style.NARROW / len(row)
    total, of = int(row["articles"].sum()), int(row["of"].sum())
    remark = f"{total:,} of {of:,}"
    room = style.NARROW - labels.width(remark, style.SMALL) - 12
    pen.words(ax, 0, top + 14, labels.clipped(row["name"].iloc[0], style.TEXT, room), size=style.TEXT, url=row["name_link"].iloc[0])
    pen.words(ax, style.NARROW, top + 14, remark, color=style.MUTED, ha="right", url=row["name_link"].iloc[0])
    for place, one in enumerate(row.itertuples(index=False)):
        if one.of and one.articles:
            tall = max(1.5, PLOT * min(1.0, one.share / most))
            _bar(ax, (place * step, base - tall, step, tall), color, PALE if one.of < few else 1.0, one.link)
    pen.line(ax, (0, base), (style.NARROW, base))


def _bar(ax: Axes, place: tuple[float, float, float, float], color: str, share: float, link: str | None) -> None:
    x, y, width, height = place
    gap = min(2.0, width * 0.15)
    pen.block(ax, (x + gap / 2, y, max(width - gap, 0.6), height), color, share, url=link)


def _shade(ax: Axes, over: pd.DataFrame, top: float, height: float) -> None:
    """A shade behind the bins that are covered in part."""
    step = style.NARROW / len(over)
    for place, partial in enumerate(over["partial"]):
        if partial:
            pen.band(ax, (place * step, top, step, height), style.MUTED, SHADE)


def _draw_calendar(ax: Axes, over: pd.DataFrame, top: float) -> None:
    step = style.NARROW / len(over)
    for place in _ticks(over):
        text, at_end = over["label"].iloc[place].removeprefix("week of "), place > len(over) * LAST
        pen.line(ax, (place * step, top - 2), (place * step, top + 3), style.MUTED)
        pen.words(ax, style.NARROW if at_end else place * step, top + 14, text, color=style.MUTED, ha="right" if at_end else "left")


def _ticks(over: pd.DataFrame) -> list[int]:
    """Which bins the calendar names: beginnings of years where there are some, else evenly spread; and the last one, to the right."""
    years = [
        place
        for place, start in enumerate(over["start"])
        if place and start.month == 1 and start.year != over["start"].iloc[place - 1].year
    ]
    places = [0, *[place for place in years if place >= len(over) * 0.2]]
    if len(places) < 2:
        places = list(range(0, len(over), max(1, -(-len(over) // TICKS))))
    while len(places) > TICKS:
        places = places[::2]
    last = len(over) - 1
    kept = [place for place in places if place <= len(over) * LAST]
    return [*[place for place in kept if not place or last - place >= len(over) * ROOM], *([last] if last >= len(over) * ROOM else [])]


def _draw_key(ax: Axes, over: pd.DataFrame, few: int, top: float) -> None:
    x = 0.0
    for text, color, share in _keys(over, few):
        pen.block(ax, (x + 0.5, top + 6, 10, 10), color, SHADE if share is None else share, gid=pen.RIGID)
        pen.words(ax, x + 16, top + 15.5, text, color=style.MUTED, gid=pen.RIGID)
        x += 16 + labels.width(text, style.SMALL) + 10


def _keys(over: pd.DataFrame, few: int) -> list[tuple[str, str, float | None]]:
    found = [(f"{_unit(over)} covered in part", style.MUTED, None)] if over["partial"].any() else []
    return found + ([(f"of fewer than {few} articles", style.MUTED, PALE)] if few and (over["articles"] < few).any() else [])


def _scale(series: pd.DataFrame, few: int) -> float:
    """The share that has the full height: the greatest over articles enough, else the greatest."""
    enough = series.loc[series["of"] >= few, "share"].max()
    return float(enough) if enough > 0 else max(float(series["share"].max()), 1e-9)


def _foot(over: pd.DataFrame, few: int, foot: float) -> float:
    return foot + (22.0 if _keys(over, few) else 0.0)


def _unit(over: pd.DataFrame) -> str:
    return str(over["unit"].iloc[0])


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.1f} %"
