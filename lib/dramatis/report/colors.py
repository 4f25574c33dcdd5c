"""The color class of each actor: the same in every part of the page."""

from collections.abc import Mapping

import pandas as pd

__all__ = ["COLORED", "color_classes"]

COLORED = 7
"""How many actors have a color of their own; the rest are gray (see ``charts.style``)."""


def color_classes(actors: pd.DataFrame) -> Mapping[str, str]:
    """Actor id to class name: ``c1`` to ``c7`` by the order of the table (salience), ``c0`` for the rest."""
    return {actor: f"c{at + 1}" if at < COLORED else "c0" for at, actor in enumerate(actors["id"])}
