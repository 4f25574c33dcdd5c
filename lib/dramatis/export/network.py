"""Who is named with whom, as a network for Gephi: actors as nodes, sentences that mention both as edges.

References
----------
.. [1] GEXF Working Group, *GEXF 1.2 Primer*, https://gexf.net
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pandas as pd

from dramatis.files import written
from dramatis.markup import visible

if TYPE_CHECKING:
    import networkx as nx

    from dramatis.store import Store

__all__ = ["co_mentions", "gexf"]

DESCRIPTION = (
    "Co-mentions: an edge joins two actors whom at least one sentence mentions; its weight is the number of these sentences. To stand in "
    "one sentence is not to be connected in fact."
)
_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_NAMESPACE = "http://www.gexf.net/1.2draft"

_WHOLE = """
WITH chosen AS (SELECT unnest($ids) AS article_id),
people AS (
    SELECT a.article_id, a.id AS actor, coalesce(l.actor_key, a.kind || ':' || lower(a.name)) AS key, coalesce(l.name, a.name) AS name,
        coalesce(l.kind, a.kind) AS kind, a.role, a.mentions
    FROM actors a JOIN chosen c ON c.article_id = a.article_id LEFT JOIN links l ON l.article_id = a.article_id AND l.actor = a.id
)"""
_NODES = """
, roles AS (
    SELECT key, role FROM people WHERE role IS NOT NULL GROUP BY key, role
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY count(*) DESC, role) = 1
)
SELECT p.key, min(p.name) AS name, min(p.kind) AS kind, any_value(r.role) AS role, sum(p.mentions)::BIGINT AS mentions,
    count(DISTINCT p.article_id) AS articles, min(d.date) AS first, max(d.date) AS last
FROM people p JOIN articles d ON d.article_id = p.article_id LEFT JOIN roles r ON r.key = p.key
GROUP BY p.key ORDER BY articles DESC, mentions DESC, p.key"""
_EDGES = """
, places AS (
    SELECT DISTINCT m.article_id, m.sentence, s.paragraph, p.key FROM mentions m
    JOIN people p ON p.article_id = m.article_id AND p.actor = m.actor
    JOIN sentences s ON s.article_id = m.article_id AND s.id = m.sentence
), pairs AS (
    SELECT one.key, two.key AS other, one.article_id, count(DISTINCT one.paragraph) AS paragraphs,
        count(*) FILTER (WHERE one.sentence = two.sentence) AS sentences
    FROM places one JOIN places two
        ON two.article_id = one.article_id AND two.paragraph = one.paragraph AND two.key > one.key
    GROUP BY one.key, two.key, one.article_id
)
SELECT q.key, q.other, sum(q.sentences)::BIGINT AS sentences, sum(q.paragraphs)::BIGINT AS paragraphs,
    count(*) FILTER (WHERE q.sentences > 0) AS articles, min(d.date) FILTER (WHERE q.sentences > 0) AS first,
    max(d.date) FILTER (WHERE q.sentences > 0) AS last
FROM pairs q JOIN articles d ON d.article_id = q.article_id
GROUP BY q.key, q.other HAVING sum(q.sentences) > 0 ORDER BY sentences DESC, q.key, q.other"""


def gexf(store: "Store", ids: list[str], to: Path) -> list[Path]:
    """Write the network of the actors of some articles; the same articles give the same bytes."""
    import networkx as nx

    graph = co_mentions(store, ids)
    to.parent.mkdir(parents=True, exist_ok=True)
    root = ElementTree.fromstring("\n".join(nx.generate_gexf(graph)))  # noqa: S314 - XML of our own, written a moment ago
    _describe(root, graph)
    ElementTree.register_namespace("", _NAMESPACE)
    with written(to, binary=True) as file:
        ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    return [to]


def co_mentions(store: "Store", ids: list[str]) -> "nx.Graph":
    """The network of the actors of some articles.

    Returns
    -------
    Graph
        Of each actor the label, ``kind``, ``role`` (the one most articles give), ``mentions``, ``articles``, and the days of its first and
        last article. Of each pair that a sentence mentions ``weight`` (the number of such sentences), ``sentences`` (the same),
        ``paragraphs`` that mention both, ``articles`` with such a sentence, and the days of the first and the last of these.
    """
    import networkx as nx

    graph = nx.Graph(mode="dynamic", timeformat="date")
    nodes = store.query(_WHOLE + _NODES, {"ids": ids})
    for row in nodes.itertuples(index=False):
        counts = {"kind": row.kind, "role": _text(row.role), "mentions": int(row.mentions), "articles": int(row.articles)}
        graph.add_node(_text(row.key), label=_text(row.name), **counts, **_days(row))
    for row in store.query(_WHOLE + _EDGES, {"ids": ids}).itertuples(index=False):
        counts = {"sentences": int(row.sentences), "paragraphs": int(row.paragraphs), "articles": int(row.articles)}
        graph.add_edge(_text(row.key), _text(row.other), weight=int(row.sentences), **counts, **_days(row))
    return graph


def _days(row: Any) -> dict[str, str]:
    return {} if pd.isna(row.first) else {"start": f"{row.first:%Y-%m-%d}", "end": f"{row.last:%Y-%m-%d}"}


def _text(value: Any) -> str:
    """Text fit for XML, with nothing invisible in it."""
    return _NO_XML.sub("\ufffd", visible(value)) if isinstance(value, str) else ""


def _describe(root: ElementTree.Element, graph: "nx.Graph") -> None:
    """What the file is and how it was made; as its date the last day of an article, for the clock has no place in it.

    The name that networkx gives a graph is not in the schema of GEXF.
    """
    for made in root.iter(f"{{{_NAMESPACE}}}graph"):
        made.attrib.pop("name", None)
    meta = root.find(f"{{{_NAMESPACE}}}meta")
    if meta is None:
        meta = ElementTree.Element(f"{{{_NAMESPACE}}}meta")
        root.insert(0, meta)
    meta.clear()
    last = max(_ends(graph), default="")
    meta.attrib.update({"lastmodifieddate": last} if last else {})
    for name, text in (("creator", "dramatis"), ("description", DESCRIPTION)):
        ElementTree.SubElement(meta, f"{{{_NAMESPACE}}}{name}").text = text


def _ends(graph: "nx.Graph") -> Iterator[str]:
    return (told["end"] for _, told in graph.nodes(data=True) if "end" in told)
