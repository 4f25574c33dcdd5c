"""The one palette and the one style of all charts.

The colors are sentinels too: a page that carries :func:`css` replaces each by its dark twin where the reader's
system asks for a dark page, by attribute selectors, so that a chart needs no style of its own.

References
----------
Okabe and Ito (2008), *Color Universal Design* (blue, vermilion); Tol (2021), *Colour Schemes*, SRON/EPS/TN/09-002 (the teal and
magenta of "vibrant", the indigo, green and wine of "muted"; for the dark twins also his discrete rainbow).
Chosen as sets whose smallest distance under normal, protan, deutan and tritan sight is large, blue first, a twin near its hue
where that allows; ``tests/charts/test_style.py`` computes contrast and distance.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = [
    "COLORS",
    "DARK",
    "FORM_FACES",
    "FORM_KEYS",
    "FORM_WORDS",
    "GREY",
    "GRID",
    "INK",
    "MUTED",
    "NARROW",
    "PAPER",
    "SMALL",
    "TEXT",
    "TOPIC",
    "color_index",
    "colors",
    "context",
    "css",
    "new_axes",
    "prepare",
    "say_empty",
]

INK, MUTED, GRID, PAPER, GREY, TOPIC = "#1c1f23", "#565d66", "#d5d8dc", "#fdfcfa", "#767b82", "#5a6a7a"
COLORS = ("#0072b2", "#d55e00", "#009988", "#ee3377", "#332288", "#117733", "#882255")
"""The colors of the seven chief actors, in the order of their salience."""

DARK = {
    INK: "#eceef0",
    MUTED: "#a9b0b8",
    GRID: "#3a3f46",
    PAPER: "#15171a",
    GREY: "#8d939b",
    TOPIC: "#a5b4c3",
    "#0072b2": "#33bbee",
    "#d55e00": "#f1932d",
    "#009988": "#009988",
    "#ee3377": "#ee3377",
    "#332288": "#d9cce3",
    "#117733": "#90c987",
    "#882255": "#aa4499",
}
"""The dark twin of each color."""

FORM_WORDS = {"name": "by name", "demonym": "by demonym", "nominal": "by description", "pronoun": "by pronoun"}
FORM_KEYS = {"name": "name", "demonym": "demonym", "nominal": "description", "pronoun": "pronoun"}
FORM_FACES = {"name": 1.0, "demonym": 0.62, "nominal": 0.3, "pronoun": 0.0}
"""How much of an actor's color fills the bar of a form; the outline is always the full color."""

NARROW = 340
"""Width in px for which charts in a page are laid out; wider columns only give more room."""
TEXT, SMALL = 14.0, 12.0
"""Sizes of text, px."""


def color_index(actors: pd.DataFrame) -> dict[str, int]:
    """Which color each actor has: 1 to 7 for the first seven rows (the most salient), 0 (grey) for the others."""
    return {actor: rank if rank <= len(COLORS) else 0 for rank, actor in enumerate(actors["id"], 1)}


def colors(actors: pd.DataFrame) -> dict[str, str]:
    """The color of each actor, as hexadecimal; the same in every chart of a report."""
    return {actor: COLORS[index - 1] if index else GREY for actor, index in color_index(actors).items()}


@contextmanager
def context() -> Iterator[None]:
    """The settings of matplotlib under which charts are drawn and written; the caller's own come back afterwards."""
    with mpl.rc_context({"text.parse_math": False, "svg.fonttype": "none", "svg.hashsalt": "dramatis", "hatch.linewidth": 1.0}):
        yield


def new_axes(width: float, height: float) -> Axes:
    """The only Axes of a new figure of `width` by `height` px, unknown to pyplot."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    figure.patch.set_alpha(0)
    return figure.add_axes((0, 0, 1, 1))


def prepare(ax: Axes | None, height: float, label: str, link: str | None = None) -> Axes:
    """Axes whose data units are px from the upper left corner, `height` px high, and that say in `label` what is counted; `link` opens it.

    A new figure (:data:`NARROW` px wide) is made where `ax` is None; a given one keeps its size, and its px are scaled.
    """
    ax = new_axes(NARROW, height) if ax is None else ax
    ax.set_axis_off()
    ax.set_xlim(0, NARROW)
    ax.set_ylim(height, 0)
    ax.set_xlabel(label, parse_math=False)
    ax.text(0, height - 5, label, color=MUTED, fontsize=SMALL, parse_math=False, url=link)
    return ax


def say_empty(ax: Axes | None, sentence: str) -> Axes:
    """Axes that say in a sentence that there is nothing to draw."""
    return prepare(ax, 28, sentence)


def css() -> str:
    """Style rules that give the page its colors, light and dark, and the charts theirs.

    Variables: ``--ink --muted --grid --paper --topic`` and ``--c0`` (grey) to ``--c7`` (the actors). Print is light.
    """
    names = {INK: "ink", MUTED: "muted", GRID: "grid", PAPER: "paper", TOPIC: "topic", GREY: "c0"}
    names |= {color: f"c{index}" for index, color in enumerate(COLORS, 1)}
    light = ";".join(f"--{name}:{color}" for color, name in names.items())
    dark = ";".join(f"--{name}:{DARK[color]}" for color, name in names.items())
    rules = "".join(f'[fill="{c}"]{{fill:var(--{n})}}[stroke="{c}"]{{stroke:var(--{n})}}' for c, n in names.items())
    halo = ".halo{stroke:var(--paper);stroke-width:3;paint-order:stroke}"
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{rules}{halo}"
