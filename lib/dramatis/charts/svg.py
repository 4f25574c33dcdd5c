"""Axes as a small, fluid, linked SVG without style rules.

Matplotlib writes the SVG; this module rewrites it for a page: positions across become shares of the width, so that
the same drawing fits a phone and a desk while its text keeps its size; colors become attributes, so that the strictest
policy for styles allows them; ids are numbered under a prefix; every link gets a title; nothing else stays.
"""

import html
import io
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree

from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG

from dramatis import markup
from dramatis.charts import pen, style

__all__ = ["Drawing", "drawing", "fixed", "fluid"]

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
_KEPT = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linecap", "opacity", "stroke-dasharray")
_SHARED = ("fill", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "font-size", "font-weight", "text-anchor", "class")
"""Looks that neighbors share in a group, to save space."""
_DEFAULTS = {("stroke-width", "1"), ("stroke-linecap", "butt"), ("fill-opacity", "1"), ("stroke-opacity", "1"), ("opacity", "1")}


class Shape(NamedTuple):
    """One thing drawn: tag, numbers across (px), other attributes, text, link."""

    tag: str
    across: dict[str, float]
    attributes: dict[str, str]
    text: str
    link: str


class Drawing(NamedTuple):
    """What the axes show, ready to be written: size in px, shapes in order, outlines of marks, colors of hatches."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    outlines: tuple[str, ...]
    hatches: tuple[str, ...]


def drawing(ax: Axes) -> Drawing:
    """Read back what matplotlib writes for the figure of `ax`."""
    root = ElementTree.fromstring(_written(ax))  # noqa: S314 - written by matplotlib in this process
    _, _, width, height = map(float, root.get("viewBox").split())
    hatches = {pattern.get("id"): _style(pattern.find(f"{_NAMESPACE}path"))["stroke"] for pattern in root.iter(f"{_NAMESPACE}pattern")}
    reader = _Reader({path.get("id"): path.get("d") for path in root.iter(f"{_NAMESPACE}path") if path.get("id")}, hatches)
    shapes = tuple(shape for shape in reader.shapes(root.find(f"{_NAMESPACE}g")) if shape.attributes.get("opacity") != "0")
    return Drawing(width, height, shapes, tuple(reader.outlines), tuple(dict.fromkeys(hatches.values())))


def fluid(drawn: Drawing, *, prefix: str, label: str, titles: Mapping[str, str] | None = None) -> str:
    """The drawing as an inline SVG as wide as its column, its links titled.

    Parameters
    ----------
    drawn : Drawing
        What :func:`drawing` gives.
    prefix : str
        Put before every id.
    label : str
        What the drawing shows, in a sentence.
    titles : mapping
        Link to the words shown for it.
    """
    titles = titles or {}
    body = _body(drawn, prefix, lambda x: f"{_short(100 * x / drawn.width, 2)}%" if x else "0", titles)
    role = "group" if any(shape.link for shape in drawn.shapes) else "img"
    head = f'<svg role="{role}" aria-label="{_text(label)}" width="100%" height="{_short(drawn.height, 0)}"'
    return f'{head} font-size="12" fill="{style.INK}">{_defs(drawn, prefix)}{body}</svg>'


def fixed(drawn: Drawing, *, width: float, above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> str:
    """The drawing as a file of its own, `width` px wide, on paper, without links, with lines of text above and below it."""
    pad, top = 16, 22 + 20 * len(above)
    height = top + drawn.height + 18 * len(below) + 16
    lines = [(22 + 20 * row, line, style.INK, ' font-weight="700" font-size="15"') for row, line in enumerate(above)]
    lines += [(top + drawn.height + 16 + 18 * row, line, style.MUTED, "") for row, line in enumerate(below)]
    body = "".join(f'<text y="{y - top:g}" fill="{color}"{more}>{_text(line)}</text>' for y, line, color, more in lines)
    scale = (width - 2 * pad) / drawn.width
    body += _plain(drawn, scale)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-pad} {-top} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    paper = f'<rect x="{-pad}" y="{-top}" width="100%" height="100%" fill="{style.PAPER}"/>'
    return f'{head} font-family="system-ui,sans-serif" font-size="12" fill="{style.INK}">{paper}{_defs(drawn, "d")}{body}</svg>'


def _written(ax: Axes) -> str:
    target = io.StringIO()
    with style.context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        FigureCanvasSVG(ax.figure).print_svg(target, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return target.getvalue()


class _Reader:
    """Walks through matplotlib's SVG; keeps the outlines of marks that it meets."""

    def __init__(self, markers: dict[str, str], hatches: dict[str, str]) -> None:
        self._markers, self._hatches = markers, hatches
        self.outlines: list[str] = []

    def shapes(self, element: ElementTree.Element, link: str = "", mark: bool = False, group: str = "") -> Iterator[Shape]:
        """All shapes within `element`; `mark` where they are signs at a point, not extents; `group` as charts.pen names it."""
        tag, name = element.tag.removeprefix(_NAMESPACE), element.get("id", "")
        if tag in ("defs", "title", "metadata"):
            return
        if tag in ("g", "a", "svg"):
            mark = mark or name.startswith("PathCollection") or name == pen.RIGID + "-marks"
            for child in element:
                yield from self.shapes(child, element.get(_HREF, link), mark, name if name.startswith((pen.HALO, pen.RIGID)) else group)
            return
        if tag == "use":
            shape = self._mark(self._markers[element.get(_HREF)[1:]], float(element.get("x")), float(element.get("y")), element, link)
        elif tag == "path":
            shape = self._path(element, link, mark)
        elif tag == "text":
            shape = self._text(element, link, group == pen.HALO)
        else:
            return
        yield _rigid(shape) if group.startswith(pen.RIGID) else shape

    def _path(self, element: ElementTree.Element, link: str, mark: bool) -> Shape:
        d = element.get("d")
        numbers = [float(number) for number in _NUMBER.findall(d)]
        across, down = numbers[::2], numbers[1::2]
        if mark:
            return self._mark(d, (min(across) + max(across)) / 2, (min(down) + max(down)) / 2, element, link, moved=True)
        if len(across) == 2:
            attributes = {"y1": _short(down[0], 1), "y2": _short(down[1], 1)} | self._look(element)
            attributes.pop("fill", None)
            return Shape("line", {"x1": across[0], "x2": across[1]}, attributes, "", link)
        attributes = {"y": _short(min(down), 1), "height": _short(max(down) - min(down), 1)} | self._look(element)
        return Shape("rect", {"x": min(across), "width": max(across) - min(across)}, attributes, "", link)

    def _mark(self, d: str, x: float, y: float, element: ElementTree.Element, link: str, *, moved: bool = False) -> Shape:
        points = [float(number) for number in _NUMBER.findall(d)]
        dx, dy = (x, y) if moved else (0.0, 0.0)
        if d.count("C") == 8:
            radius = (max(points[::2]) - min(points[::2])) / 2
            return Shape("circle", {"cx": x}, {"cy": _short(y, 1), "r": _short(radius, 2)} | self._look(element), "", link)
        steps = [f"{_short(a - dx, 2)} {_short(b - dy, 2)}" for a, b in zip(points[::2], points[1::2], strict=True)]
        outline = "M" + "L".join(steps[:-1] if steps[0] == steps[-1] else steps) + "z"
        if outline not in self.outlines:
            self.outlines.append(outline)
        return Shape("use", {"x": x}, {"href": str(self.outlines.index(outline)), "y": _short(y, 1)} | self._look(element), "", link)

    def _text(self, element: ElementTree.Element, link: str, halo: bool) -> Shape:
        look = _style(element)
        angle = float(re.match(r"rotate\((\S+)", element.get("transform", "rotate(0 ")).group(1))
        attributes = {"y": _short(float(element.get("y")), 1)}
        if look.get("fill", "#000000") != style.INK:
            attributes["fill"] = look.get("fill", "#000000")
        if look.get("font-size", "12px") != "12px":
            attributes["font-size"] = look["font-size"].removesuffix("px")
        if look.get("font-weight", "400") not in ("400", "normal"):
            attributes["font-weight"] = look["font-weight"]
        if look.get("text-anchor", "start") != "start":
            attributes["text-anchor"] = look["text-anchor"]
        if halo:
            attributes["class"] = "halo"
        if angle:
            attributes["rotate"] = _short(angle, 0)
        return Shape("text", {"x": float(element.get("x"))}, attributes, element.text or "", link)

    def _look(self, element: ElementTree.Element) -> dict[str, str]:
        look = _style(element)
        if look.get("fill", "").startswith("url(#"):
            look["fill"] = "url(#" + self._hatches[look["fill"][5:-1]][1:] + ")"
        if look.get("stroke-width") == "0":
            look = {name: value for name, value in look.items() if not name.startswith("stroke")}
        kept = {name: _short(float(look[name]), 2) if _NUMBER.fullmatch(look[name]) else look[name] for name in _KEPT if name in look}
        return {name: value for name, value in kept.items() if (name, value) not in _DEFAULTS}


def _body(drawn: Drawing, prefix: str, place: Callable[[float], str], titles: Mapping[str, str]) -> str:
    """All shapes; neighbors of one link within it, neighbors of one look in a group."""
    units = [list(shapes) for _, shapes in groupby(drawn.shapes, key=lambda shape: shape.link or id(shape))]
    parts = []
    for look, same in groupby(units, key=_look_of):
        inner = "".join(_unit(shapes, look, prefix, place, titles) for shapes in same)
        parts.append(f"<g{_attributes(_named(dict(look), prefix))}>{inner}</g>" if look else inner)
    return "".join(parts)


def _unit(shapes: list[Shape], look: tuple, prefix: str, place: Callable[[float], str], titles: Mapping[str, str]) -> str:
    inner = "".join(_element(shape, prefix, place, bare=bool(look)) for shape in shapes)
    first = shapes[0]
    if not first.link:
        return inner
    title = (
        titles.get(first.link, "") if any(shape.tag != "text" for shape in shapes) else first.text if "rotate" in first.attributes else ""
    )
    # JupyterLab sets the property href of every <a href>, which an SVG link does not allow; xlink:href it leaves alone
    return f'<a xlink:href="{_text(first.link)}">{f"<title>{_text(title)}</title>" if title else ""}{inner}</a>'


def _plain(drawn: Drawing, scale: float) -> str:
    """All shapes without links, as short as can be: extents of one look in one path, text of one look together."""
    parts = []
    shapes = [
        shape._replace(across={}, attributes={name: _short(x * scale, 1) for name, x in shape.across.items()} | shape.attributes)
        for shape in drawn.shapes
    ]
    ordered = [shape for shape in shapes if shape.tag != "text"]
    ordered += sorted((shape for shape in shapes if shape.tag == "text"), key=lambda shape: _look_of([shape]))
    for look, same in groupby(ordered, key=lambda shape: _look_of([shape])):
        group = list(same)
        outline = "".join(_outline(shape.attributes, shape.tag) for shape in group if shape.tag in ("line", "rect"))
        inner = f'<path d="{outline}"/>' if outline else ""
        inner += "".join(_element(shape, "d", str, bare=True) for shape in group if shape.tag not in ("line", "rect"))
        parts.append(f"<g{_attributes({name: value for name, value in _named(dict(look), 'd').items() if name != 'class'})}>{inner}</g>")
    return "".join(parts)


def _outline(own: Mapping[str, str], tag: str) -> str:
    if tag == "line":
        return f"M{own['x1']} {own['y1']}L{own['x2']} {own['y2']}"
    return f"M{own['x']} {own['y']}h{own['width']}v{own['height']}h-{own['width']}z"


def _look_of(shapes: list[Shape]) -> tuple[tuple[str, str], ...]:
    """The look that all of these shapes have, to be written once; empty where they differ."""
    looks = {tuple((name, shape.attributes[name]) for name in _SHARED if name in shape.attributes) for shape in shapes}
    return looks.pop() if len(looks) == 1 else ()


def _named(look: dict[str, str], prefix: str) -> dict[str, str]:
    return {name: f"url(#{prefix}-h{value[5:-1]})" if value.startswith("url(#") else value for name, value in look.items()}


def _rigid(shape: Shape) -> Shape:
    return shape._replace(across={}, attributes={name: _short(value, 1) for name, value in shape.across.items()} | shape.attributes)


def _element(shape: Shape, prefix: str, place: Callable[[float], str], *, bare: bool) -> str:
    own = {name: value for name, value in shape.attributes.items() if not (bare and name in _SHARED)}
    attributes = {name: place(value) for name, value in shape.across.items()} | _named(own, prefix)
    attributes = {
        name: value for name, value in attributes.items() if value != "0" or name not in ("x", "x1", "y", "y1") or "rotate" in own
    }
    if shape.tag == "text" and "rotate" in attributes:
        x, y, angle = attributes.pop("x"), attributes.pop("y"), attributes.pop("rotate")
        text = f'<text transform="rotate({angle})"{_attributes(attributes)}>{_text(shape.text)}</text>'
        return f'<svg x="{x}" y="{y}" overflow="visible">{text}</svg>'
    if shape.tag == "use":
        attributes["href"] = f"#{prefix}-m{attributes['href']}"
    if shape.tag == "text":
        return f"<text{_attributes(attributes)}>{_text(shape.text)}</text>"
    return f"<{shape.tag}{_attributes(attributes)}/>"


def _defs(drawn: Drawing, prefix: str) -> str:
    parts = [f'<path id="{prefix}-m{number}" d="{outline}"/>' for number, outline in enumerate(drawn.outlines)]
    parts += [
        f'<pattern id="{prefix}-h{color[1:]}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M2 0V5" stroke="{color}" stroke-width="1.6"/></pattern>'
        for color in drawn.hatches
    ]
    return f"<defs>{''.join(parts)}</defs>" if parts else ""


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def _style(element: ElementTree.Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in element.get("style", "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, _, value in pairs}


def _short(number: float, digits: int) -> str:
    text = f"{number:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _text(text: str) -> str:
    return html.escape(markup.visible(text), quote=True)
