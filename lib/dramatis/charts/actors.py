"""Mentions by actor, split by form."""

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import bars, labels, style
from dramatis.tables import FORMS

__all__ = ["mention_counts", "mentions_by_actor"]


def mention_counts(actors: pd.DataFrame, mentions: pd.DataFrame, *, top_n: int = 15) -> pd.DataFrame:
    """How often each actor is mentioned, by form.

    Parameters
    ----------
    actors, mentions : DataFrame
        Tables of the schema.
    top_n : int
        Number of actors, those with the most mentions first; equals in the order of `actors`.

    Returns
    -------
    DataFrame
        One row an actor and form that occurs: ``actor``, ``name``, ``form``, ``mentions`` (number of rows of `mentions`),
        ``link`` (to the list of these spans) and ``title`` (the same in words). Empty without actors.
    """
    counts = mentions.groupby(["actor", "form"], sort=False).size().to_dict()
    totals = {actor: sum(counts.get((actor, form), 0) for form in FORMS) for actor in actors["id"]}
    names = dict(zip(actors["id"], actors["name"], strict=True))
    chief = sorted((actor for actor in totals if totals[actor]), key=lambda actor: -totals[actor])[:top_n]
    rows = [(actor, names[actor], form, counts[actor, form]) for actor in chief for form in FORMS if (actor, form) in counts]
    table = pd.DataFrame(rows, columns=["actor", "name", "form", "mentions"])
    table["link"] = [f"#e-{actor}-{form}" for actor, _, form, _ in rows]
    table["title"] = [f"{labels.brief(name)}: {labels.counted(count, 'mention')} {style.FORM_WORDS[form]}" for _, name, form, count in rows]
    return table


def mentions_by_actor(actors: pd.DataFrame, mentions: pd.DataFrame, *, top_n: int = 15, ax: Axes | None = None) -> Axes:
    """Horizontal bars of mentions by actor, split by form; see :func:`mention_counts`.

    Each segment links to its spans, each total to all of the actor, each name to the actor's card.
    """
    counts = mention_counts(actors, mentions, top_n=top_n)
    if counts.empty:
        return style.say_empty(ax, "No actor was found.")
    colors = style.colors(actors)
    rows = [_bar(list(group.itertuples()), colors) for _, group in counts.groupby("actor", sort=False)]
    used = [form for form in FORMS if (counts["form"] == form).any()]
    key = [(style.FORM_KEYS[form], style.FORM_FACES[form]) for form in used] if len(used) > 1 else []
    return bars.draw_bars(ax, rows, unit=_unit(counts, actors, mentions), unit_link="#e-mentions", key=key)


def _bar(rows: list, colors: dict[str, str]) -> bars.Bar:
    actor, color = rows[0].actor, colors[rows[0].actor]
    segments = tuple(bars.Segment(row.mentions, color, style.FORM_FACES[row.form], row.link) for row in rows)
    parts = ", ".join(labels.counted(row.mentions, style.FORM_KEYS[row.form]) for row in rows)
    total = sum(row.mentions for row in rows)
    return bars.Bar(rows[0].name, f"#{actor}", parts if len(rows) > 1 else "", segments, f"{total:,}", f"#e-{actor}", f"#e-{actor}")


def _unit(counts: pd.DataFrame, actors: pd.DataFrame, mentions: pd.DataFrame) -> str:
    shown, number = counts["mentions"].sum(), counts["actor"].nunique()
    if number == len(actors):
        return f"mentions, n = {shown:,}"
    return f"mentions, n = {len(mentions):,}, {shown:,} of them here; {number} of {len(actors):,} actors"
