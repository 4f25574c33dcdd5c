"""Contrast and distance of the colors, computed.

References: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11; Machado, Oliveira, Fernandes (2009), *A Physiologically-based Model for
Simulation of Color Vision Deficiency* (matrices of full severity); CIE 1976 L*a*b*.
"""

from itertools import combinations

import numpy as np
import pytest

from dramatis.charts import style

SIGHT = {
    "normal": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
PAGES = {"light": lambda color: color, "dark": lambda color: style.DARK[color]}


def linear(color):
    part = np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    bright = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other))
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def lab(color, sight):
    ratio = XYZ @ np.clip(SIGHT[sight] @ linear(color), 0, 1) / [0.95047, 1, 1.08883]
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("color", "least"), [(style.INK, 7), (style.MUTED, 4.5), (style.GREY, 3), (style.TOPIC, 3), *[(color, 3) for color in style.COLORS]]
)
def test_contrast_on_paper(page, color, least):
    assert contrast(PAGES[page](color), PAGES[page](style.PAPER)) >= least


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sight", SIGHT)
def test_actors_can_be_told_apart_by_color(page, sight):
    seen = [lab(PAGES[page](color), sight) for color in style.COLORS]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) >= 10


def test_every_color_has_a_dark_twin_and_a_rule():
    rules = style.css()
    for color, twin in style.DARK.items():
        assert f'[fill="{color}"]' in rules
        assert f'[stroke="{color}"]' in rules
        assert twin in rules


def test_seven_actors_have_colors_and_the_rest_are_grey(many):
    index = style.color_index(many.actors)
    assert list(index.values())[:9] == [1, 2, 3, 4, 5, 6, 7, 0, 0]
    assert style.colors(many.actors)[many.actors["id"][8]] == style.GREY
