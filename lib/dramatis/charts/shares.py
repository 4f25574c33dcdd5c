"""Shares with the range that chance alone could give them; changes between two periods; shares by publisher."""

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import labels, pen, style

__all__ = ["changes", "share_bars", "share_squares"]

ROW, BAR, FOOT = 46.0, 13.0, 40.0
CELL, HEAD, LINE = 40.0, 108.0, 14.0
LEVEL = 80.0
"""Columns of a table of squares that are as wide have level heads, of several lines; the heads of narrower ones are slanted."""


def share_bars(rows: pd.DataFrame, *, unit: str, ax: Axes | None = None) -> Axes:
    """Horizontal bars of shares from zero, each with its 95 percent range as a line.

    Parameters
    ----------
    rows : DataFrame
        ``name``, ``share``, ``low``, ``high`` (0 to 1), ``value`` (the words at the right, such as ``45 of 294``), ``link``, and where
        wanted ``color``, ``hatched`` (what could not be told).
    unit : str
        What the axis counts, with n.
    """
    if rows.empty:
        return style.say_empty(ax, "Nothing to show.")
    ax = style.prepare(ax, ROW * len(rows) + FOOT, unit)
    most = max(float(rows["high"].fillna(rows["share"]).max()), float(rows["share"].max()), 1e-9)
    for place, row in enumerate(rows.itertuples(index=False)):
        _draw_share(ax, row, place * ROW, (style.NARROW - 4) / most)
    y = ROW * len(rows) + 10
    pen.line(ax, (0, y), (20, y), style.INK, thick=1.6)
    pen.words(ax, 26, y + 4, "95 percent range over articles", color=style.MUTED)
    return ax


def changes(rows: pd.DataFrame, *, unit: str, ax: Axes | None = None) -> Axes:
    """Changes of shares as a line from a ring (before) to a disk (after); pale where chance alone could make it.

    Parameters
    ----------
    rows : DataFrame
        ``name``, ``share_before``, ``share_after``, ``clear``, ``link_before``, ``link_after``, ``value``.
    """
    if rows.empty:
        return style.say_empty(ax, "No two periods can be compared.")
    ax = style.prepare(ax, ROW * len(rows) + FOOT, unit)
    most = max(float(rows[["share_before", "share_after"]].max().max()), 1e-9)
    scale = (style.NARROW - 16) / most
    for place, row in enumerate(rows.itertuples(index=False)):
        top, color = place * ROW, style.COLORS[0] if row.clear else style.GREY
        room = style.NARROW - labels.width(row.value, style.SMALL) - 12
        pen.words(ax, 0, top + 15, labels.clipped(row.name, style.TEXT, room), size=style.TEXT)
        pen.words(ax, style.NARROW, top + 15, row.value, color=style.MUTED, ha="right")
        before, after, y = 7 + row.share_before * scale, 7 + row.share_after * scale, top + 30
        pen.line(ax, (7, y), (style.NARROW - 7, y))
        pen.line(ax, (before, y), (after, y), color, thick=3)
        pen.marks(ax, [(before, y)], pen.DISK, color, size=10, ring=True, urls=[row.link_before])
        pen.marks(ax, [(after, y)], pen.DISK, color, size=12, urls=[row.link_after])
    _draw_change_key(ax, ROW * len(rows) + 10)
    return ax


def share_squares(cells: pd.DataFrame, *, unit: str, ax: Axes | None = None) -> Axes:
    """A table of squares: actors down, publishers (or articles) across the whole width; the area of a square is the share.

    Parameters
    ----------
    cells : DataFrame
        ``id``, ``name``, ``publisher``, ``articles``, ``share``, ``value`` (the words beside the square), ``link``, and where wanted
        ``spoken``: whether a bar below says that the actor is quoted, and ``publisher_link``.
    unit : str
        What is drawn.
    """
    if cells.empty:
        return style.say_empty(ax, "Nothing to show.")
    rows, columns = list(dict.fromkeys(cells["id"])), list(dict.fromkeys(cells["publisher"]))
    pitch = style.NARROW / len(columns)
    heads = [labels.wrapped(each, style.SMALL, pitch - 12, lines=3) for each in columns] if pitch >= LEVEL else []
    high = LINE * max(map(len, heads)) + 8 if heads else HEAD
    ax = style.prepare(ax, high + CELL * len(rows) + 24, unit)
    names = dict(zip(cells["id"], cells["name"], strict=True))
    most = max(float(cells["share"].max()), 1e-9)
    links = dict(zip(cells["publisher"], cells["publisher_link"], strict=True)) if "publisher_link" in cells else {}
    for column, publisher in enumerate(columns):
        url = links.get(publisher)
        for line, text in enumerate(heads[column] if heads else ()):
            pen.words(ax, column * pitch, LINE * (line + 1) - 3, text, url=url)
        if not heads:
            pen.words(ax, 12 + column * pitch, high - 6, labels.clipped(publisher, style.SMALL, 130), rotation=50, url=url)
    for row, actor in enumerate(rows):
        top = high + row * CELL
        pen.line(ax, (0, top), (style.NARROW, top))
        pen.words(ax, 0, top + 15, labels.clipped(names[actor], style.SMALL + 1, style.NARROW), size=style.SMALL + 1)
    for cell in cells.itertuples(index=False):
        if cell.articles:
            x, y = 7 + columns.index(cell.publisher) * pitch, high + rows.index(cell.id) * CELL + 27
            side = max(4.0, 14 * (cell.share / most) ** 0.5)
            pen.marks(ax, [(x, y)], pen.SQUARE, style.TOPIC, size=side, urls=[cell.link])
            pen.words(ax, x + side / 2 + 2, y + 4, cell.value, color=style.MUTED, url=cell.link)
            if getattr(cell, "spoken", False):
                pen.marks(ax, [(x, y + 10)], pen.DASH, style.INK, size=14, urls=[cell.link])
    return ax


def _draw_share(ax: Axes, row, top: float, scale: float) -> None:
    color = getattr(row, "color", style.TOPIC)
    room = style.NARROW - labels.width(row.value, style.SMALL) - 12
    pen.words(ax, 0, top + 15, labels.clipped(row.name, style.TEXT, room), size=style.TEXT, url=row.link)
    pen.words(ax, style.NARROW, top + 15, row.value, color=style.MUTED, ha="right", url=row.link)
    face = None if getattr(row, "hatched", False) else 1.0
    pen.block(ax, (0, top + 21, max(row.share * scale, 1.0), BAR), color, face, url=row.link)
    if pd.notna(row.low):
        y = top + 21 + BAR + 4
        pen.line(ax, (row.low * scale, y), (row.high * scale, y), style.INK, thick=1.6)


def _draw_change_key(ax: Axes, y: float) -> None:
    x = 2.0
    for text, color, ring in (
        ("before", "", True),
        ("after", "", False),
        ("more than chance", style.COLORS[0], False),
        ("perhaps not", style.GREY, False),
    ):
        if color:
            pen.block(ax, (x, y - 5, 10, 10), color, gid=pen.RIGID)
        else:
            pen.marks(ax, [(x + 5, y)], pen.DISK, style.MUTED, size=10 if ring else 12, ring=ring, gid=pen.RIGID + "-marks")
        pen.words(ax, x + 14, y + 4, text, color=style.MUTED, gid=pen.RIGID)
        x += 14 + labels.width(text, style.SMALL) + 6
