"""One topic in many articles: when, in whose words, beside whom, in which phrases, by which publishers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from dramatis.corpus import company, counts, evidence, intervals, subjects
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.finding import ALIKE, named_so, nearness
from dramatis.corpus.firsts import with_firsts
from dramatis.corpus.naming import Fold, fold_of, reach_lists
from dramatis.corpus.selection import NO_PUBLISHER, Selection
from dramatis.corpus.voice import KIND, SOURCE
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["Asked", "TopicProfile", "asked_topic", "topic_of"]

QUOTED, LISTED, SHOWN, NEAR, PUBLISHERS = 20, 200, 12, 6, 8

_OWN = """
, own AS (
    SELECT t.article_id, t.id, t.mentions FROM topics t JOIN chosen c ON c.article_id = t.article_id
    WHERE t.mentions > 0 AND (list_contains($codes, t.code) OR (list_contains($labels, lower(t.label)) AND t.rule <> 'watched')
        OR (len($codes) + len($labels) = 0 AND (lower(t.label) = $asked OR (t.article_id, t.id) IN
            (SELECT (p.article_id, p.topic) FROM phrases p WHERE NOT $exact AND lower(p.text) = $asked AND p.topic IS NOT NULL))))
), hits AS (
    SELECT article_id AS hit, sum(number)::BIGINT AS number, coalesce(min(anchor), '') AS anchor FROM (
        SELECT article_id, mentions AS number, id AS anchor FROM own
        UNION ALL SELECT k.article_id, 0, NULL FROM codes k JOIN chosen c ON c.article_id = k.article_id WHERE list_contains($codes, k.code)
    ) GROUP BY article_id
)"""
_TIME = """
SELECT c.bin, count(*) AS articles, count(*) FILTER (WHERE c.original) AS originals, sum(h.number)::BIGINT AS mentions
FROM hits h JOIN chosen c ON c.article_id = h.hit GROUP BY c.bin ORDER BY c.bin"""
_PLACES = """
SELECT * FROM (
    SELECT c.bin, c.article_id, c.title, c.day, c.publisher, h.number, h.anchor, count(*) OVER (PARTITION BY c.{by}) AS total,
        row_number() OVER (PARTITION BY c.{by} ORDER BY h.number DESC, c.day DESC, c.article_id) AS place
    FROM hits h JOIN chosen c ON c.article_id = h.hit
) WHERE place <= $kept ORDER BY {by}, place"""
_PUBLISHERS = """
SELECT coalesce(c.publisher, $unknown) AS publisher, count(*) AS of, count(h.hit) AS articles,
    count(h.hit) FILTER (WHERE c.original) AS originals
FROM chosen c LEFT JOIN hits h ON h.hit = c.article_id GROUP BY ALL ORDER BY of DESC, publisher LIMIT $shown"""
_PHRASES = """
, found AS (
    SELECT lower(p.text) AS key, min(p.text) AS name, '' AS kind, p.article_id, count(*) AS sentences, min(m.sentence) AS sentence
    FROM own o JOIN phrases p ON p.article_id = o.article_id AND p.topic = o.id
    JOIN phrase_mentions m ON m.article_id = p.article_id AND m.phrase = p.id GROUP BY lower(p.text), p.article_id
)"""
_LABELLED = """
, found AS (
    SELECT lower(t.label) AS key, min(t.label) AS name, '' AS kind, o.article_id, sum(t.mentions)::BIGINT AS sentences,
        min(m.sentence) AS sentence
    FROM own o JOIN topics t ON t.article_id = o.article_id AND t.id = o.id
    JOIN topic_mentions m ON m.article_id = t.article_id AND m.topic = t.id GROUP BY lower(t.label), o.article_id
)"""
_SPOKEN = f"""
, within AS (
    SELECT DISTINCT q.article_id, q.id FROM own o JOIN topic_mentions m ON m.article_id = o.article_id AND m.topic = o.id
    JOIN quotes q ON q.article_id = m.article_id AND q.start <= m.start AND m."end" <= q."end"
), said AS (
    SELECT q.article_id, q.id, q.start, q.text, {KIND} AS how, q.cue, q.words, q.sentence,
        coalesce(p.actor_key, '') AS key, coalesce(p.name, '') AS name, coalesce(p.kind, '') AS kind
    FROM within w JOIN quotes q ON q.article_id = w.article_id AND q.id = w.id
    LEFT JOIN people p ON p.article_id = q.article_id AND p.actor = q.speaker WHERE {SOURCE}
)"""  # noqa: S608 (words of our own)
_SPEAKERS = """
, found AS (
    SELECT key, min(name) AS name, min(kind) AS kind, article_id, count(*) AS sentences, min(sentence) AS sentence FROM said
    GROUP BY key, article_id
)"""
_QUOTES = """
SELECT s.id, s.text AS words, s.how AS kind, s.cue, s.words AS number, c.article_id, c.title, c.day, c.publisher, s.name AS speaker,
    count(*) OVER () AS total
FROM said s JOIN chosen c ON c.article_id = s.article_id ORDER BY c.day DESC NULLS LAST, c.article_id, s.start LIMIT $shown"""
_BESIDE = """
, beside AS (
    SELECT DISTINCT m.article_id, m.sentence FROM own o JOIN topic_mentions m ON m.article_id = o.article_id AND m.topic = o.id
), found AS (
    SELECT p.actor_key AS key, min(p.name) AS name, min(p.kind) AS kind, b.article_id, count(DISTINCT b.sentence) AS sentences,
        min(b.sentence) AS sentence
    FROM beside b JOIN mentions m ON m.article_id = b.article_id AND m.sentence = b.sentence
    JOIN people p ON p.article_id = m.article_id AND p.actor = m.actor WHERE NOT p.aside GROUP BY p.actor_key, b.article_id
)"""
_ARTICLES = """
SELECT c.article_id, c.title, c.day, c.publisher, c.words, c.original, h.number AS mentions,
    count(*) OVER () AS total
FROM hits h JOIN chosen c ON c.article_id = h.hit ORDER BY c.day DESC NULLS LAST, c.article_id LIMIT $shown"""
_LABELS = """
SELECT min(t.label) AS label, count(DISTINCT t.article_id) AS articles, max(t.rule) AS rule
FROM topics t JOIN chosen c ON c.article_id = t.article_id
WHERE t.mentions > 0 GROUP BY lower(t.label) {near} ORDER BY {order} articles DESC, label LIMIT $shown"""


class Asked(NamedTuple):
    """What was asked for: the name for a reader, the key that is looked up, the codes that count, what kind of topic it is.

    ``labels``: in lower case, all labels of the topic of the corpus that is called so; empty where none is. ``exact``: the label was put in
    quotation marks, so no other label and no key phrase counts.
    """

    name: str
    key: str
    codes: tuple[str, ...]
    kind: str
    labels: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class TopicProfile:
    """All that the page of a topic shows.

    Attributes
    ----------
    selection : Selection
        The articles looked at.
    topic : Asked
        What was asked for.
    totals : dict
        See :func:`dramatis.corpus.counts.totals`.
    over : DataFrame
        All articles by calendar bin.
    series : DataFrame
        In which share of them the topic occurs (``id`` is n); see :func:`dramatis.corpus.counts.actors_by_bin`.
    publishers : DataFrame
        ``id``, ``publisher``, ``of``, ``articles``, ``originals``, ``share``, ``low``, ``high``.
    labels : DataFrame
        What articles call it, as :func:`dramatis.corpus.company.beside` has it; ``sentences`` counts mentions.
    fold : Fold or None
        The topic of the corpus that has the label asked for; see :func:`dramatis.corpus.naming.fold_of`.
    namesakes : DataFrame
        Actors that are called so; see :func:`dramatis.corpus.finding.named_so`.
    phrases, speakers, company : DataFrame
        Its phrases, who speaks on it, and who stands in one sentence with it; see :func:`dramatis.corpus.company.beside`. A speaker
        without name is the unresolved.
    quotes : DataFrame
        The newest quotations that mention the topic, with ``total``.
    articles : DataFrame
        The newest articles on the topic, with ``total``.
    lists : tuple of EvidenceList
        The articles behind every number.
    """

    selection: Selection
    topic: Asked
    totals: dict[str, int]
    over: pd.DataFrame
    series: pd.DataFrame
    publishers: pd.DataFrame
    labels: pd.DataFrame
    fold: Fold | None
    namesakes: pd.DataFrame
    phrases: pd.DataFrame
    speakers: pd.DataFrame
    company: pd.DataFrame
    quotes: pd.DataFrame
    articles: pd.DataFrame
    lists: tuple[EvidenceList, ...] = field(default=(), repr=False)

    @property
    def named(self) -> int:
        """How many articles have the topic."""
        return int(self.articles["total"].iloc[0]) if len(self.articles) else 0


def topic_of(chosen: Selection, asked: str) -> TopicProfile:
    """One topic in many articles.

    Parameters
    ----------
    chosen : Selection
        The articles; see :func:`dramatis.corpus.select`.
    asked : str
        A subject code (``medtop:11000000``) or its name, the label of a topic or of a watched one, or a key phrase; empty: the
        subject of most articles. The name of a topic of the corpus stands for all labels folded into it; in quotation marks
        (``"flood"``) a label stands for itself alone.

    Raises
    ------
    ParameterError
        Where no article has such a topic, with labels that come near.
    """
    topic = asked_topic(chosen, asked)
    articles = _ask(chosen, topic, _ARTICLES, shown=LISTED)
    if articles.empty:
        raise ParameterError(_unknown(chosen, asked))
    over = counts.articles_by_bin(chosen)
    fold = None if topic.codes else fold_of(chosen, over, topic.key)
    if fold and fold.named and not topic.exact:
        topic = topic._replace(name=fold.name, labels=tuple(label.lower() for label in fold.labels))
        articles = _ask(chosen, topic, _ARTICLES, shown=LISTED)
    number = int(articles["total"].iloc[0])
    speakers = _ask(chosen, topic, _SPOKEN + _SPEAKERS + company.CHIEF, shown=SHOWN)
    near = _ask(chosen, topic, _BESIDE + company.CHIEF, shown=SHOWN)
    phrases = _ask(chosen, topic, _PHRASES + company.CHIEF, shown=SHOWN)
    labels = _ask(chosen, topic, _LABELLED + company.CHIEF, shown=SHOWN)
    publishers = _ask(chosen, topic, _PUBLISHERS, shown=PUBLISHERS, unknown=NO_PUBLISHER)
    tables = {
        "series": _series(_ask(chosen, topic, _TIME), over, topic),
        "publishers": _with_shares(publishers, chosen.seed),
        "labels": company.beside(labels, number, "l", chosen.seed),
        "namesakes": named_so(chosen, topic.key),
        "phrases": company.beside(phrases, number, "p", chosen.seed),
        "speakers": company.beside(speakers, number, "s", chosen.seed),
        "company": company.beside(near, number, "k", chosen.seed),
        "quotes": _ask(chosen, topic, _SPOKEN + _QUOTES, shown=QUOTED),
        "articles": with_firsts(chosen, articles),
    }
    slugs = {row.start: (row.bin, row.label) for row in over.itertuples(index=False)}
    places = _ask(chosen, topic, _PLACES.format(by="bin"), kept=evidence.KEPT_BY_BIN)
    lists = evidence.lists_of(places, "n", topic.name, slugs, "mention" if not topic.codes else "")
    lists += [*_publisher_lists(chosen, topic, tables["publishers"])]
    lists += [*company.beside_lists(speakers, "s", "", f" on {topic.name}", unit="quotation")]
    lists += [*company.beside_lists(phrases, "p", "“", "”", unit="mention")]
    lists += [*company.beside_lists(labels, "l", "“", "”", unit="mention")]
    lists += [] if topic.codes else [*reach_lists(chosen, topic.key)]
    lists += [*company.beside_lists(near, "k", f"{topic.name} and ", " in one sentence")]
    return TopicProfile(chosen, topic, counts.totals(chosen), over, fold=fold, **tables, lists=tuple(lists))


def _publisher_lists(chosen: Selection, topic: Asked, publishers: pd.DataFrame) -> Iterator[EvidenceList]:
    """The articles on the topic behind each publisher's share."""
    rows = _ask(chosen, topic, _PLACES.format(by="publisher"), kept=evidence.KEPT_BY_BIN)
    rows = dict(iter(rows.assign(bin=pd.NaT).groupby(rows["publisher"].fillna(NO_PUBLISHER), sort=False)))
    for one in publishers[publishers["articles"] > 0].itertuples(index=False):
        (found,) = evidence.lists_of(rows[one.publisher], one.id, "", {}, "")
        heading = f"{topic.name}, {one.publisher}: {company.counted(one.articles, 'article')}"
        yield found._replace(id=one.id, group="", heading=heading)


def asked_topic(chosen: Selection, asked: str) -> Asked:
    """What a reader means by a code, the name of a subject, a label or a phrase."""
    words = asked.strip()
    exact = len(words) > 2 and words[0] == words[-1] == '"'
    words = words.strip('"').strip() if exact else words
    names = subjects.subject_names()
    if not words:
        sums = subjects.codes(chosen).groupby("topic")["articles"].sum().drop("", errors="ignore")
        words = sums.idxmax() if len(sums) else ""
    meant = [] if exact else [(code, {code, code.removeprefix("medtop:"), name.lower()}) for code, name in names.items()]
    code = next((code for code, forms in meant if words.lower() in forms), None)
    if code:
        return Asked(names[code], words.lower(), tuple(subjects.narrower(code)), "subject")
    return Asked(words, words.lower(), (), "topic", exact=exact)


def _ask(chosen: Selection, topic: Asked, select: str, **values) -> pd.DataFrame:
    asked = {"asked": topic.key, "codes": list(topic.codes), "labels": list(topic.labels), "exact": topic.exact}
    return chosen.ask(_OWN + select, people=True, **asked, **values)


def _labels(chosen: Selection, asked: str = "") -> pd.DataFrame:
    """The labels that most articles share; those nearest to what was asked, where anything was."""
    if not asked:
        return chosen.ask(_LABELS.format(near="", order=""), shown=NEAR)
    near = nearness("min(t.label)")
    return chosen.ask(_LABELS.format(near=f"HAVING {near} >= {ALIKE}", order=f"{near} DESC,"), shown=NEAR, asked=asked)


def _unknown(chosen: Selection, asked: str) -> str:
    near = _labels(chosen, asked.strip())
    hint = f"; labels that come near: {', '.join(map(visible, near['label']))}" if len(near) else ""
    return f"parameter topic has the value {visible(asked)!r}, and no article has such a topic, phrase or subject{hint}"


def _series(found: pd.DataFrame, over: pd.DataFrame, topic: Asked) -> pd.DataFrame:
    rows = pd.DataFrame({"id": ["n"], "actor_key": ["n"], "name": [topic.name]})
    return counts.actors_by_bin(found.assign(actor_key="n"), rows, over)


def _with_shares(publishers: pd.DataFrame, seed: int) -> pd.DataFrame:
    ends = [intervals.share(int(row.articles), int(row.of), seed=seed) for row in publishers.itertuples(index=False)]
    shares = publishers.assign(
        share=publishers["articles"] / publishers["of"], low=[low for low, _ in ends], high=[high for _, high in ends]
    )
    shares.insert(0, "id", pd.Series([f"b{rank}" for rank in range(1, len(shares) + 1)], index=shares.index, dtype="str"))
    return shares.sort_values(["share", "publisher"], ascending=[False, True]).reset_index(drop=True)
