"""The topics of an article: key phrases that belong together, the watched topics before them, and subject codes."""

import math
from operator import mul
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import codes as subject_codes
from dramatis.extract.affinity import Phrase, clusters, is_wider, known_phrases
from dramatis.extract.candidates import generic_words
from dramatis.extract.labels import BARE, FOLLOWED, WEAK, Label, Names, actor_names, fair, label
from dramatis.extract.lexicons import nouns, titles
from dramatis.extract.phrases import Phrases
from dramatis.extract.scheme import Words, words
from dramatis.extract.watchlist import Watched, places, watched_topics

__all__ = ["Topics", "topics"]

LOOKED_AT = 30
"""Key phrases that topics are made of: the best ones."""
FEWEST, MOST = 3, 8
"""Topics of one article, as far as its phrases allow; the watched ones not counted."""
BEST = 7
"""Key phrases that make a topic whatever its salience, where their label names one: in a text on one thing all else weighs little."""
FAINT = 0.045
"""Share of the best phrase's score below which one that comes once makes no topic by its rank alone."""
SMALL = 0.015
"""Salience below which a topic is left out, where there are :data:`FEWEST` without it."""
LONE, LONE_PHRASE = 0.04, 0.025
"""Salience below which a word, and a phrase of several words, that comes once is left out likewise."""
TELLING = 0.1
"""Salience from which a word that says little by itself, and comes twice, is a topic where there are fewer than :data:`FEWEST` others."""
UNSCORED = 0.01
"""Score that a watched topic's place gets where no key phrase stands."""
READABLE = 1.25
"""Factor on the score of a phrase of two to four words when the best name for a topic is looked for."""


class Topics(NamedTuple):
    """The tables of :func:`topics`; see :data:`dramatis.tables.TABLES`. `phrases` is the table that was given, with topics."""

    phrases: pd.DataFrame
    topics: pd.DataFrame
    topic_mentions: pd.DataFrame
    codes: pd.DataFrame
    findings: pd.DataFrame


class Told(NamedTuple):
    """The columns of the table of phrases, as lists."""

    id: list[str]
    text: list[str]
    score: list[float]
    mentions: list[int]


class Topic(NamedTuple):
    """One topic while it is made: `spans` count words, `weight` is the sum of their scores, `fitness` how well the label names a topic,
    `leads` whether a phrase of it is among the :data:`BEST`.
    """

    label: str
    rule: str
    code: str | None
    phrases: tuple[str, ...]
    spans: list[tuple[int, int]]
    weight: float
    fitness: float
    leads: bool = False


def topics(
    article: Article,
    doc: Doc,
    spoken: Phrases,
    *,
    actors: pd.DataFrame | None = None,
    lexicon: str | Path | None = None,
    doc_words: Words | None = None,
) -> Topics:
    """The topics of an article.

    Parameters
    ----------
    article : Article
        The article; `doc` holds exactly its text.
    doc : Doc
        What the pipeline made of the text.
    spoken : Phrases
        What :func:`dramatis.extract.phrases.phrases` made of the article.
    actors : DataFrame, optional
        The actors; where given, no topic is called by the name of one.
    lexicon : str or Path, optional
        The analyst's folder with ``topics.yml``.
    doc_words : Words, optional
        What :func:`dramatis.extract.scheme.words` made of `doc`, where it is there already.

    Returns
    -------
    Topics
        Watched topics first, in the order of the watch-list and with zero where they do not occur; then at most eight found ones by
        salience: the share of the weight of all places of key phrases that the topic's places have, 0 to 1.

    Raises
    ------
    LexiconError
        Where the watch-list holds something that is not accepted.
    """
    doc_words = doc_words or words(doc)
    phrases, phrase_mentions, _ = spoken
    watched = watched_topics(lexicon)
    told = Told(*(phrases[name].tolist() for name in Told._fields))
    known = _phrases(doc_words, told, phrase_mentions, len(phrases) if watched else LOOKED_AT)
    seen = subject_codes.evidence(doc_words, _about(known[:LOOKED_AT]))
    on_watch = [_watched(topic, places(topic, doc_words), known) for topic in watched]
    taken = {phrase for topic in on_watch for phrase in topic.phrases}
    free = [phrase for phrase in known[:LOOKED_AT] if phrase.id not in taken and _says_what(phrase)]
    total = sum(map(mul, told.score, told.mentions)) or 1.0
    found = _chosen(_found(free, doc_words, actor_names(actors), _leading(told)), total)
    by_id = {phrase.id: phrase for phrase in free}
    coded = subject_codes.codes(article, seen)
    given = coded["code"].tolist()
    found = [topic._replace(code=_code(topic, [by_id[phrase] for phrase in topic.phrases], seen, doc_words)) for topic in found]
    found = [topic._replace(code=subject_codes.within(topic.code, given)) for topic in found]
    listed = on_watch + found
    return Topics(
        phrases=_placed(phrases, told.id, listed),
        topics=_topic_rows(article, listed, total),
        topic_mentions=_mention_rows(article, doc_words, listed),
        codes=coded,
        findings=_findings(article, phrases, found),
    )


def _leading(told: Told) -> frozenset[str]:
    """The ids of the best phrases, those that come once and far behind the first left out."""
    least = FAINT * max(told.score, default=0.0)
    rows = zip(told.id[:BEST], told.score, told.mentions, strict=False)
    return frozenset(phrase for phrase, score, mentions in rows if mentions > 1 or score >= least)


def _phrases(doc_words: Words, told: Told, phrase_mentions: pd.DataFrame, most: int) -> list[Phrase]:
    """The first phrases of the table, `most` of them, with what their affinity is told by."""
    at = {start: place for place, start in enumerate(doc_words.start)}
    spans: dict[str, list[tuple[int, int]]] = {identifier: [] for identifier in told.id[:most]}
    rows = zip(phrase_mentions["phrase"].tolist(), phrase_mentions["start"].tolist(), phrase_mentions["end"].tolist(), strict=True)
    for phrase, start, end in rows:
        if phrase not in spans:
            continue
        first = at[start]
        last = first
        while last + 1 < len(doc_words.end) and doc_words.end[last] < end:
            last += 1
        spans[phrase].append((first, last + 1))
    return known_phrases(zip(spans, told.text, told.score, spans.values(), strict=False), doc_words)


def _watched(topic: Watched, spans: list[tuple[int, int]], known: list[Phrase]) -> Topic:
    """A watched topic; key phrases most of whose places lie on its own are its phrases."""
    covered = {place for start, end in spans for place in range(start, end)}
    scores: dict[int, float] = {}
    inside: list[str] = []
    for phrase in known:
        touched = [span for span in phrase.spans if not covered.isdisjoint(range(*span))]
        if 2 * len(touched) > len(phrase.spans):
            inside.append(phrase.id)
        for start, end in touched:
            scores.update({place: max(phrase.score, scores.get(place, 0.0)) for place in range(start, end)})
    weight = sum(max((scores.get(place, UNSCORED) for place in range(start, end)), default=UNSCORED) for start, end in spans)
    return Topic(topic.name, "watched", topic.code, tuple(inside), spans, weight, 1.0)


def _found(known: list[Phrase], doc_words: Words, names: Names, best: frozenset[str]) -> list[Topic]:
    """A topic for each cluster of phrases, called by what most of its places say; those of one name are one, actors' names none.

    Of two that name one kind of thing the wider one is the name (*strike*, where there are *airstrikes* too).
    """
    called: dict[tuple[str, ...], tuple[Label, list[Phrase]]] = {}
    for members in clusters(known):
        labels = [(made, phrase) for phrase in members if (made := label(phrase, doc_words, names))]
        if labels:
            if len(members) > 1:
                labels = [pair for pair in labels if not any(is_wider(other, pair[1]) for other in members)] or labels
            best_label = max(labels, key=lambda pair: _calling(*pair) * _saying(pair[1].lemmas[-1], members))
            called_so, kept = fair(*best_label, members, doc_words)
            held = called.setdefault((*called_so.text.lower().split()[:-1], best_label[1].lemmas[-1]), (called_so, []))
            held[1].extend(kept)
    return [_topic(made, members, best) for made, members in called.values()]


def _saying(head: str, members: list[Phrase]) -> int:
    """How many places of a topic name this kind of thing: *airstrike* is a *strike*."""
    return sum(len(phrase.spans) for phrase in members if phrase.lemmas[-1].endswith(head))


def _calling(made: Label, phrase: Phrase) -> float:
    """How good a name for a topic is: that of a good phrase, of two to four words if possible."""
    return phrase.score * (READABLE if 2 <= len(made.text.replace("-", " ").split()) <= 4 else 1.0) * made.fitness


def _topic(made: Label, members: list[Phrase], best: frozenset[str]) -> Topic:
    spans = sorted({span for phrase in members for span in phrase.spans})
    weight = sum(phrase.score * len(phrase.spans) for phrase in members)
    phrases = tuple(phrase.id for phrase in members)
    return Topic(made.text, "found", None, phrases, spans, weight, made.fitness, not best.isdisjoint(phrases))


def _code(topic: Topic, members: list[Phrase], seen: subject_codes.Evidence, doc_words: Words) -> str | None:
    sentences = {doc_words.sentence[start] for start, _ in topic.spans}
    return subject_codes.topic_code(seen, topic.spans, sentences, doc_words, _about(members))


def _about(phrases: list[Phrase]) -> np.ndarray | None:
    """Where some phrases point together; the better ones count for more."""
    total = sum((math.sqrt(phrase.score) * phrase.vector for phrase in phrases if phrase.vector is not None), start=np.zeros(1))
    length = float(np.linalg.norm(total))
    return total / length if length else None


def _says_what(phrase: Phrase) -> bool:
    """Whether a phrase says what happens or what it is about; one that ends in a person or a measure says who, when or how much."""
    last = phrase.lemmas[-1].rpartition("-")[2]
    if last in titles():
        return False
    noun = None if phrase.proper else nouns().get(last)
    return last not in generic_words()["noun"] and not (noun and noun.kinds[:1] == ("person",))


def _chosen(found: list[Topic], total: float) -> list[Topic]:
    """The topics to report, by weight."""
    ranked = sorted(found, key=lambda topic: (-topic.weight * topic.fitness, topic.spans[0]))
    large = [topic for topic in ranked if topic.weight / total >= _least(topic) and topic.fitness > FOLLOWED]
    others = [topic for topic in ranked if topic not in large and (topic.fitness > BARE or _comes_back(topic, total))]
    others.sort(key=lambda topic: topic.fitness <= FOLLOWED)
    chosen = (large if len(large) >= FEWEST else [*large, *others][:FEWEST])[:MOST]
    return sorted(chosen, key=lambda topic: (-topic.weight, topic.spans[0]))


def _comes_back(topic: Topic, total: float) -> bool:
    """Whether a word that says little by itself comes twice and weighs much."""
    return len(topic.spans) > 1 and topic.weight / total >= TELLING


def _least(topic: Topic) -> float:
    """The salience that a topic must have: more where it comes once, most where that is a single word."""
    if topic.leads and topic.fitness >= WEAK:
        return 0.0
    return SMALL if len(topic.spans) > 1 else LONE_PHRASE if " " in topic.label and topic.fitness >= WEAK else LONE


def _placed(phrases: pd.DataFrame, ids: list[str], listed: list[Topic]) -> pd.DataFrame:
    """The phrases with the ids of their topics."""
    of_phrase = {phrase: f"t{number}" for number, topic in reversed(list(enumerate(listed, 1))) for phrase in topic.phrases}
    return phrases.assign(topic=pd.array([of_phrase.get(phrase) for phrase in ids], dtype="str"))


def _topic_rows(article: Article, listed: list[Topic], total: float) -> pd.DataFrame:
    values = {
        "article_id": [article.id] * len(listed),
        "id": [f"t{number}" for number in range(1, len(listed) + 1)],
        "label": [topic.label for topic in listed],
        "code": [topic.code for topic in listed],
        "mentions": [len(topic.spans) for topic in listed],
        "salience": [round(min(1.0, topic.weight / total), 4) if topic.spans else 0.0 for topic in listed],
        "rule": [topic.rule for topic in listed],
    }
    return tables.from_columns("topics", values)


def _mention_rows(article: Article, doc_words: Words, listed: list[Topic]) -> pd.DataFrame:
    places = [(f"t{number}", *span) for number, topic in enumerate(listed, 1) for span in topic.spans]
    starts = [doc_words.start[first] for _, first, _ in places]
    ends = [doc_words.end[after - 1] for _, _, after in places]
    values = {
        "article_id": [article.id] * len(places),
        "topic": [topic for topic, _, _ in places],
        "start": starts,
        "end": ends,
        "text": [article.text[start:end] for start, end in zip(starts, ends, strict=True)],
        "sentence": [doc_words.sentence[first] for _, first, _ in places],
    }
    return tables.from_columns("topic_mentions", values)


def _findings(article: Article, phrases: pd.DataFrame, found: list[Topic]) -> pd.DataFrame:
    """Says where an article with key phrases has fewer topics than readers may expect."""
    if len(found) >= FEWEST or not len(phrases):
        return tables.empty("findings")
    says = ("No topic was found", "Only one topic was found", "Only two topics were found")[len(found)]
    others = "other key phrases" if found else "key phrases"
    message = f"{says}: the {others} are names of actors, say who or when, say little by themselves, or belong to watched topics."
    return tables.table("findings", [{"article_id": article.id, "kind": "no-topics", "severity": "info", "message": message, "spans": []}])
