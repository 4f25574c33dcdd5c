"""Horizontal bars with their label above and their number at the end: the one form of all bar charts.

Labels above the bars leave the whole width to long names, on a phone as on a desk. Two measures of the same things stand side by side,
each on its own scale from zero.
"""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from dramatis.charts import labels, pen, style

__all__ = ["Bar", "Half", "Pair", "Segment", "draw_bars", "draw_key", "draw_pairs"]

ROW, BAR, KEY, FOOT = 42.0, 13.0, 26.0, 22.0
"""Heights in px: a row, the bar in it, the line of the key, the line that names the unit."""
HEAD, GROUP = 20.0, 24.0
"""Heights in px of pairs: the line that names the two measures, and the heading of a group of rows."""
PANELS = (0.0, 152.0), (176.0, style.NARROW)
"""From where to where the two measures of pairs reach, px."""
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


class Half(NamedTuple):
    """One measure of a pair: the segments (none for zero), the number at the end and its link."""

    segments: tuple[Segment, ...]
    value: str
    value_link: str | None


class Pair(NamedTuple):
    """One thing by two measures: label and its link, the two."""

    label: str
    label_link: str | None
    halves: tuple[Half, Half]


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


def draw_pairs(
    ax: Axes | None,
    groups: Sequence[tuple[str, Sequence[Pair]]],
    *,
    heads: tuple[str, str],
    unit: str,
    unit_link: str | None = None,
    key: Sequence[tuple[str, float | None]] = (),
) -> Axes:
    """Two bars a row, one for each measure, each measure on its own scale from zero; a zero is a number at its base line.

    Parameters
    ----------
    ax : Axes or None
        Where to draw; None makes a new figure.
    groups : sequence of (heading, pairs)
        At least one pair in each; an empty heading takes no line.
    heads : (str, str)
        What the two measures are.
    unit, unit_link, key
        As in :func:`draw_bars`.
    """
    top = (KEY if key else 0.0) + HEAD
    pairs = [pair for _, members in groups for pair in members]
    height = top + ROW * len(pairs) + GROUP * sum(bool(heading) for heading, _ in groups) + FOOT
    ax = style.prepare(ax, height, unit, unit_link)
    if key:
        draw_key(ax, key)
    for (left, _), head in zip(PANELS, heads, strict=True):
        pen.words(ax, left, top - 6, head, color=style.MUTED)
    scales = tuple(_scale([pair.halves[side] for pair in pairs], right - left) for side, (left, right) in enumerate(PANELS))
    for heading, members in groups:
        if heading:
            pen.words(ax, 0, top + GROUP - 6, heading, color=style.MUTED, fontweight="bold")
            top += GROUP
        for pair in members:
            _draw_pair(ax, pair, top, scales)
            top += ROW
    return ax


def draw_key(ax: Axes, key: Sequence[tuple[str, float | None]]) -> None:
    """The kinds of segments in a line above the bars."""
    x = 0.0
    for text, share in key:
        pen.block(ax, (x + 0.5, 3, 10, 10), style.MUTED, share, gid=pen.RIGID)
        pen.words(ax, x + 15, 12.5, text, color=style.MUTED, gid=pen.RIGID)
        x += 15 + labels.width(text, style.SMALL) + 11


def _scale(halves: Sequence[Half], room: float) -> float:
    """Px for one of the unit, so that the longest bar and its number fill the room."""
    free = room - 6 - WIDER * max(labels.width(half.value, style.TEXT) for half in halves)
    return free / (max(sum(segment.size for segment in half.segments) for half in halves) or 1)


def _draw_pair(ax: Axes, pair: Pair, top: float, scales: Sequence[float]) -> None:
    pen.words(ax, 0, top + 15, labels.clipped(pair.label, style.TEXT, style.NARROW), size=style.TEXT, url=pair.label_link)
    for half, (left, _), scale in zip(pair.halves, PANELS, scales, strict=True):
        pen.line(ax, (left, top + 19), (left, top + 23 + BAR), style.MUTED)
        x = _draw_segments(ax, half.segments, left, top, scale)
        pen.words(ax, x + 5, top + 32.5, half.value, size=style.TEXT, fontweight="bold", url=half.value_link)


def _draw_segments(ax: Axes, segments: Sequence[Segment], x: float, top: float, scale: float) -> float:
    """The parts of a bar from `x` on; gives where they end."""
    for segment in segments:
        length = segment.size * scale
        pen.block(ax, (x, top + 21, max(length, 1.0), BAR), segment.color, segment.face, url=segment.link)
        x += length
    return x


def _draw_bar(ax: Axes, bar: Bar, top: float, scale: float) -> None:
    remark = bar.remark if labels.width(bar.label + bar.remark, style.SMALL + 1) < style.NARROW - 16 else ""
    room = style.NARROW - (labels.width(remark, style.SMALL) + 16 if remark else 0)
    pen.words(ax, 0, top + 15, labels.clipped(bar.label, style.TEXT, room), size=style.TEXT, url=bar.label_link)
    if remark:
        pen.words(ax, style.NARROW, top + 15, remark, color=style.MUTED, ha="right", url=bar.remark_link)
    x = _draw_segments(ax, bar.segments, 0.0, top, scale)
    pen.words(ax, x + 5, top + 32.5, bar.value, size=style.TEXT, fontweight="bold", url=bar.value_link)
