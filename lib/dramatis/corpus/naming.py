"""What a label stands for: the topic of the corpus that it names or is folded into, and the articles that have its words otherwise.

One subject has several numbers: articles with a topic called so, with a topic folded into one called so, with the words as a key phrase,
with the words anywhere. Each answers another question, so a page tells them beside each other.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from dramatis.corpus import evidence
from dramatis.corpus.company import counted
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Selection
from dramatis.corpus.themes import folded
from dramatis.corpus.topics import base_form

__all__ = ["Fold", "fold_of", "reach_lists"]

_AS_PHRASE = """
, found AS (
    SELECT article_id, max(number) AS number FROM (
        SELECT t.article_id, t.mentions AS number FROM topics t WHERE t.mentions > 0 AND lower(t.label) = $asked
        UNION ALL SELECT p.article_id, p.mentions FROM phrases p WHERE lower(p.text) = $asked
    ) GROUP BY article_id
)"""
_IN_TEXT = r"""
, found AS (
    SELECT t.article_id, len(regexp_extract_all(t.text, '(?i)' || regexp_escape($asked))) AS number FROM articles t
    WHERE regexp_matches(t.text, '(?i)(^|[^\p{L}\p{N}])' || regexp_escape($asked) || '($|[^\p{L}\p{N}])')
)"""
_REACHED = """
SELECT c.article_id, c.title, c.day, c.publisher, f.number, count(*) OVER () AS total
FROM found f JOIN chosen c ON c.article_id = f.article_id
ORDER BY f.number DESC, c.day DESC NULLS LAST, c.article_id LIMIT $kept"""
_REACH = {
    "reach-phrase": (_AS_PHRASE, "as a topic or key phrase"),
    "reach-text": (_IN_TEXT, "anywhere in the text"),
}


class Fold(NamedTuple):
    """A topic of the corpus: its name, all labels that were folded into it (the commonest first), its articles, and of how many.

    ``named``: whether the label that was asked for is its name, and not only one of its labels.
    """

    name: str
    labels: tuple[str, ...]
    articles: int
    looked_at: int
    named: bool


def fold_of(chosen: Selection, over: pd.DataFrame, asked: str) -> Fold | None:
    """The topic that articles share, as the corpus page shows it, that has the label `asked`, capitals aside; None where there is none."""
    made, looked = folded(chosen, over)
    words = asked.lower()
    for row in made.topics.itertuples(index=False):
        if words in {row.label.lower(), *(label.lower() for label in row.labels)}:
            return Fold(row.label, row.labels, int(row.articles), len(looked), base_form(asked) == base_form(row.label))
    return None


def reach_lists(chosen: Selection, asked: str) -> Iterator[EvidenceList]:
    """The articles that have the words as a topic or a key phrase (``reach-phrase``), and anywhere in the text (``reach-text``)."""
    for name, (sql, where) in _REACH.items():
        rows = chosen.ask(sql + _REACHED, asked=asked.lower(), kept=evidence.KEPT)
        total = int(rows["total"].iloc[0]) if len(rows) else 0
        places = tuple(evidence.place(row, counted(row.number, "place")) for row in rows.itertuples(index=False))
        yield EvidenceList(name, "", f"“{asked}” {where}: {counted(total, 'article')}", total, places)
