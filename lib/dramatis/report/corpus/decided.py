"""What the analyst decided about actors, on a page over many articles: each line of actors.csv that acted, with its articles."""

import pandas as pd

from dramatis.charts.labels import brief
from dramatis.markup import escape
from dramatis.report.part import Part, count_link, plural

__all__ = ["decided_list"]

SHOWN = 5
"""Decisions that are shown at once; more can be unfolded."""


def decided_list(rows: pd.DataFrame) -> Part:
    """The decisions that acted; nothing where none did.

    Parameters
    ----------
    rows : DataFrame
        See :func:`dramatis.corpus.decided.decided`.
    """
    each = rows.drop_duplicates("id")
    if each.empty:
        return Part("", "nothing was decided by hand")
    items = "".join(
        f"<li>{escape(brief(row.what, 200))}: {count_link(int(row.articles), 'article', f'e-{row.id}')}</li>"
        for row in each.itertuples(index=False)
    )
    head = f"Decided by hand, in actors.csv: {plural(len(each), 'change')}"
    shown = "open" if len(each) <= SHOWN else ""
    html = f'<details {shown}><summary>{head}</summary><ul class="facts">{items}</ul></details>'
    return Part(html, "\n".join(each["what"]))
