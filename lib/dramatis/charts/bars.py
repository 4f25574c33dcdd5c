"""Horizontal bars with their label above and their number at the end: the one form of all bar charts.

Labels above the bars leave the whole width to long names, on a phone as on a desk.
"""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from dramatis.charts import labels, pen, style

__all__ = ["Bar", "Segment", "draw_bars", "draw_key"]

ROW, BAR, KEY, FOOT = 42.0, 13.0, 26.0, 22.0
"""Heights in px: a row, the bar in it, the line of the key, the line that names the unit."""
WIDER = 1.25
"""How much more room the bold numbers get than their width says, since a phone or a printed column may be narrower than the layout."""


class Segment(NamedTuple):
    """A part of a bar: its size in the unit of the axis, color, share of color in its face (None: hatched), and link."""

    size: float
    color: str
    face: float | None
    link: str


class Bar(NamedTuple):
    """One bar: label and its link, a remark at the right, the segments, the number at the end and its link, the link of the remark."""

    label: str
    label_link: str | None
    remark: str
    segments: tuple[Segment, ...]
    value: str
    value_link: str | None
    remark_link: str | None = None


def draw_bars(
    ax: Axes | None, bars: Sequence[Bar], *, unit: str, unit_link: str | None = None, key: Sequence[tuple[str, float | None]] = ()
) -> Axes:
    """Bars from zero on one scale, in the order given.

    Parameters
    ----------
    ax : Axes or None
        Where to draw; None makes a new figure.
    bars : sequence of Bar
        At least one.
    unit : str
        What the axis counts, with n.
    unit_link : str, optional
        Where n leads.
    key : sequence of (words, face)
        The kinds of segments, where there is more than one.
    """
    top = KEY if key else 0.0
    ax = style.prepare(ax, top + ROW * len(bars) + FOOT, unit, unit_link)
    if key:
        draw_key(ax, key)
    room = style.NARROW - 6 - WIDER * max(labels.width(bar.value, style.TEXT) for bar in bars)
    most = max(sum(segment.size for segment in bar.segments) for bar in bars) or 1
    for row, bar in enumerate(bars):
        _draw_bar(ax, bar, top + row * ROW, room / most)
    return ax


def draw_key(ax: Axes, key: Sequence[tuple[str, float | None]]) -> None:
    """The kinds of segments in a line above the bars."""
    x = 0.0
    for text, share in key:
        pen.block(ax, (x + 0.5, 3, 10, 10), style.MUTED, share, gid=pen.RIGID)
        pen.words(ax, x + 15, 12.5, text, color=style.MUTED, gid=pen.RIGID)
        x += 15 + labels.width(text, style.SMALL) + 11


def _draw_bar(ax: Axes, bar: Bar, top: float, scale: float) -> None:
    remark = bar.remark if labels.width(bar.label + bar.remark, style.SMALL + 1) < style.NARROW - 16 else ""
    room = style.NARROW - (labels.width(remark, style.SMALL) + 16 if remark else 0)
    pen.words(ax, 0, top + 15, labels.clipped(bar.label, style.TEXT, room), size=style.TEXT, url=bar.label_link)
    if remark:
        pen.words(ax, style.NARROW, top + 15, remark, color=style.MUTED, ha="right", url=bar.remark_link)
    x = 0.0
    for segment in bar.segments:
        length = segment.size * scale
        pen.block(ax, (x, top + 21, max(length, 1.0), BAR), segment.color, segment.face, url=segment.link)
        x += length
    pen.words(ax, x + 5, top + 32.5, bar.value, size=style.TEXT, fontweight="bold", url=bar.value_link)
