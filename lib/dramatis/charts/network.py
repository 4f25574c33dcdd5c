"""Who appears with whom: actors joined by the sentences that mention both."""

from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import labels, pen, style

__all__ = ["companions", "draw_network", "joint_sentences", "who_with_whom"]

ROW, MARGIN = 30.0, 112.0
"""Distance of the nodes' rows and room for labels at both sides, px; each node has a row of its own, so that no two labels can collide."""
FAR, FAINT, TILT, STEPS = 3.0, 0.05, 0.003, 80
"""Wanted distance of parts that nothing joins (a pair that shares a sentence: 0.5 to 1); a weak bond between all nodes and a slight
difference between equal ones, so that the first layout never hangs on rounding; rounds of fitting."""


def joint_sentences(actors: pd.DataFrame, mentions: pd.DataFrame, *, top_n: int = 10) -> pd.DataFrame:
    """The sentences that mention two of the first `top_n` actors, in whatever form.

    Returns
    -------
    DataFrame
        ``actor``, ``other`` (later in `actors`), ``sentence``; by pair, then in the order of the text.
    """
    order = {actor: rank for rank, actor in enumerate(actors["id"][:top_n])}
    present: dict[int, set[str]] = {}
    for actor, sentence in mentions[["actor", "sentence"]].itertuples(index=False, name=None):
        if actor in order:
            present.setdefault(sentence, set()).add(actor)
    rows = [(*pair, sentence) for sentence, found in present.items() for pair in combinations(sorted(found, key=order.get), 2)]
    rows.sort(key=lambda row: (order[row[0]], order[row[1]], row[2]))
    return pd.DataFrame(rows, columns=["actor", "other", "sentence"])


def companions(actors: pd.DataFrame, mentions: pd.DataFrame, *, top_n: int = 10) -> pd.DataFrame:
    """In how many sentences two actors are mentioned together.

    Returns
    -------
    DataFrame
        One row a pair, most sentences first: ``actor``, ``name``, ``other``, ``other_name``, ``sentences``, ``link``, ``title``.
    """
    names = dict(zip(actors["id"], actors["name"], strict=True))
    counts: dict[tuple[str, str], int] = {}
    for one, other, _ in joint_sentences(actors, mentions, top_n=top_n).itertuples(index=False, name=None):
        counts[one, other] = counts.get((one, other), 0) + 1
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    rows = [(one, names[one], other, names[other], count) for (one, other), count in ordered]
    table = pd.DataFrame(rows, columns=["actor", "name", "other", "other_name", "sentences"])
    table["link"] = [f"#e-{row[0]}-{row[2]}" for row in rows]
    table["title"] = [f"{labels.brief(row[1])} and {labels.brief(row[3])}: {labels.counted(row[4], 'sentence')} with both" for row in rows]
    return table


def who_with_whom(actors: pd.DataFrame, mentions: pd.DataFrame, *, top_n: int = 10, ax: Axes | None = None) -> Axes:
    """A small network: actors as dots, joined by lines as thick as the number of sentences that mention both.

    Actors that share many sentences come near each other: rows and columns are the orders of a layout by stress majorization.

    References
    ----------
    .. [1] Gansner, Koren, North (2004), *Graph Drawing by Stress Majorization*. Lecture Notes in Computer Science 3383.
    """
    pairs = companions(actors, mentions, top_n=top_n)
    if pairs.empty:
        return style.say_empty(ax, "No pair of actors shares a sentence.")
    most = int(pairs["sentences"].max())
    unit = f"n = {labels.counted(len(pairs), 'pair')}; sentences that mention both, {'1 each' if most == 1 else f'up to {most:,}'}"
    return draw_network(pairs, actors, unit=unit, unit_link="#e-pairs", ax=ax)


def draw_network(pairs: pd.DataFrame, actors: pd.DataFrame, *, unit: str, unit_link: str | None = None, ax: Axes | None = None) -> Axes:
    """Pairs of actors as dots and lines, whoever counted them.

    Parameters
    ----------
    pairs : DataFrame
        At least one row: ``actor``, ``other``, ``sentences`` (how often, the thickness of the line), ``link``.
    actors : DataFrame
        ``id``, ``name``, ``kind``; in the order of colors.
    unit : str
        What the lines count, with n.
    unit_link : str, optional
        Where n leads.
    """
    places = _places(pairs, [actor for actor in actors["id"] if actor in set(pairs["actor"]) | set(pairs["other"])])
    most = int(pairs["sentences"].max())
    ax = style.prepare(ax, ROW * len(places) + 26, unit, unit_link)
    for pair in pairs.iloc[::-1].itertuples():
        (x, y), (x2, y2) = places[pair.actor], places[pair.other]
        thick = 1 + 4 * (pair.sentences - 1) / max(1, most - 1)
        pen.line(ax, (x, y), (x2, y2), style.GREY, thick=thick, url=pair.link)
    _draw_nodes(ax, places, actors)
    return ax


def _places(pairs: pd.DataFrame, nodes: list[str]) -> dict[str, tuple[float, float]]:
    rank = {node: number for number, node in enumerate(nodes)}
    weights = np.zeros((len(nodes), len(nodes)))
    for one, other, sentences in pairs[["actor", "other", "sentences"]].itertuples(index=False, name=None):
        weights[rank[one], rank[other]] += sentences
        weights[rank[other], rank[one]] += sentences
    across, down = _orders(weights)
    step = (style.NARROW - 2 * MARGIN) / max(1, len(nodes) - 1)
    return {node: (MARGIN + across[rank[node]] * step, ROW * (down[rank[node]] + 0.5)) for node in nodes}


def _orders(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Columns and rows of the nodes: the orders of their places where distances fit best.

    Stress majorization from a spectral layout; distances are lengths of paths, shorter where a pair shares more sentences.
    """
    number = len(weights)
    wanted = np.where(weights > 0, 1 / (1 + weights / weights.max()), FAR)
    for through in range(number):
        wanted = np.minimum(wanted, wanted[:, [through]] + wanted[[through], :])
    laplacian = np.diag((weights + FAINT).sum(axis=1) + TILT * np.arange(number)) - weights - FAINT
    spots = np.linalg.eigh(laplacian).eigenvectors[:, 1:3]
    spots = spots * np.where(spots[0] < 0, -1, 1) if number > 2 else np.eye(2)
    for _ in range(STEPS):
        found = np.linalg.norm(spots[:, None] - spots[None, :], axis=2)
        pull = -np.divide(wanted, found, out=np.zeros_like(found), where=found > 0)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        spots = pull @ spots / number
    return tuple(np.argsort(np.argsort(place.round(6), kind="stable"), kind="stable") for place in spots.T)


def _draw_nodes(ax: Axes, places: dict[str, tuple[float, float]], actors: pd.DataFrame) -> None:
    colors, short = style.colors(actors), labels.short_names(actors)
    for actor, (x, y) in places.items():
        left = x < style.NARROW / 2
        lines = labels.wrapped(short[actor], style.SMALL, (x if left else style.NARROW - x) - 10)
        pen.marks(ax, [(x, y)], pen.DISK, colors[actor], size=10, urls=[f"#{actor}"])
        for number, text in enumerate(lines):
            place = (x - 9 if left else x + 9, y + 4 + 13 * (number - (len(lines) - 1) / 2))
            pen.words(ax, *place, text, ha="right" if left else "left", gid=pen.HALO, url=f"#{actor}")
