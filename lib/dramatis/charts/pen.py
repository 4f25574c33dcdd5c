"""The few artists that charts are made of, put on Axes without touching their limits.

The ways of :class:`~matplotlib.axes.Axes` (``scatter``, ``plot``, ``barh``) do the same with much more work at each call.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from dramatis.charts import style

__all__ = ["BAR", "DASH", "DIAMOND", "DISK", "HALO", "HATCH", "RIGID", "SQUARE", "band", "block", "line", "marks", "words"]

HATCH = "////"
HALO = "halo"
"""Group id of text that gets a seam in the color of the paper, so that it can be read over lines."""
RIGID = "rigid"
"""Group id of signs and text that keep their place in px where the drawing is widened."""
DISK = Path(Path.unit_circle().vertices / 2, Path.unit_circle().codes)
SQUARE = Path([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)], closed=True)
DIAMOND = Path([(0, -0.65), (0.65, 0), (0, 0.65), (-0.65, 0), (0, -0.65)], closed=True)
BAR = Path(SQUARE.vertices * (0.26, 1.0), SQUARE.codes)
DASH = Path(SQUARE.vertices * (1.0, 0.2), SQUARE.codes)
"""Signs of unit size, for :func:`marks`."""


def words(ax: Axes, x: float, y: float, text: str, *, size: float = style.SMALL, color: str = style.INK, **options) -> None:
    """Text with its base line at `y`; `options` of matplotlib's Text: ``url``, ``ha``, ``fontweight``, ``rotation``, ``gid``."""
    if options.get("rotation"):
        options["rotation_mode"] = "anchor"
    ax.add_artist(Text(x, y, text, fontsize=size, color=color, parse_math=False, clip_on=False, **options))


def block(ax: Axes, place: tuple[float, float, float, float], color: str, share: float | None = 1.0, **options) -> None:
    """A rectangle (x, y, width, height) outlined in `color`, its face holding a share of it; None: hatched; `options`: ``url``, ``gid``."""
    look = {"facecolor": "none", "hatch": HATCH} if share is None else {"facecolor": to_rgba(color, share) if share else style.PAPER}
    x, y, width, height = place
    ax.add_artist(Rectangle((x, y), width, height, edgecolor=color, linewidth=1, clip_on=False, **look, **options))


def band(ax: Axes, place: tuple[float, float, float, float], color: str, share: float, *, url: str | None = None) -> None:
    """A rectangle of a share of `color`, without outline."""
    x, y, width, height = place
    ax.add_artist(Rectangle((x, y), width, height, facecolor=to_rgba(color, share), linewidth=0, url=url, clip_on=False))


def line(
    ax: Axes, start: tuple[float, float], end: tuple[float, float], color: str = style.GRID, *, thick: float = 1, url: str | None = None
) -> None:
    """A straight line."""
    ax.add_artist(LineCollection([(start, end)], colors=[color], linewidths=[thick], urls=[url], clip_on=False, zorder=1))


def marks(ax: Axes, spots: Sequence[tuple[float, float]], sign: Path, color: str, *, size: float | Sequence[float], **options) -> None:
    """Signs of a constant size (px, one or as many as `spots`), each with its link.

    `options`: ``urls`` (as many as spots), ``ring`` (whether they are rings, not filled), ``gid``.
    """
    number, ring = len(spots), options.get("ring", False)
    areas = [each**2 for each in (size if isinstance(size, Sequence) else [size])]
    look = {"facecolors": [style.PAPER if ring else color] * number, "edgecolors": [color] * number, "linewidths": [1.7 if ring else 0]}
    collection = PathCollection([sign], areas, offsets=spots, offset_transform=ax.transData, clip_on=False, zorder=3, **look)
    collection.set_transform(IdentityTransform())
    collection.set_urls(list(options.get("urls", [None] * number)))
    collection.set_gid(options.get("gid"))
    ax.add_artist(collection)
