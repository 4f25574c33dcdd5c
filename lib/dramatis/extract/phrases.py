"""The key phrases of an article: what it speaks of, best first, with every place where it does."""

import re
from bisect import bisect_left
from functools import cache
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract.actions import with_verbs
from dramatis.extract.asides import ASIDE
from dramatis.extract.background import known_share, zipf
from dramatis.extract.candidates import Candidate, candidates
from dramatis.extract.lexicons import titles
from dramatis.extract.scheme import Words, words
from dramatis.extract.scoring import scores
from dramatis.extract.variants import Group, groups, singular

__all__ = ["Phrases", "phrases"]

FLOOR = 0.01
"""Score (0 to 1) below which a noun phrase is no key phrase."""
MOST = 100
"""Key phrases that are kept of one article."""
REPEATED = 0.7
"""Factor on the score of a phrase for each better phrase with the same last word: a list of variants says little."""
ENGLISH = 0.5
"""Share of words that must be in the list of English words for the text to be taken for English."""
EVERYDAY, FUNCTIONAL, ENOUGH = 6.5, 0.08, 15
"""In a text of 15 words or more one in twelve must be among the most common of English (*the*, *of*); the list holds loan words."""
_THING = re.compile(r"\s(?:for|in|on|at|against)\s+(?:the|an?|this|that|its|his|her|their)\s")
NAMED_THINGS = ("event", "work")
"""Kinds of actors whose names may be key phrases: what happens and what is made, but not who acts and where."""


class Phrases(NamedTuple):
    """The tables of :func:`phrases`; see :data:`dramatis.tables.TABLES`."""

    phrases: pd.DataFrame
    phrase_mentions: pd.DataFrame
    findings: pd.DataFrame


def phrases(
    article: Article, doc: Doc, mentions: pd.DataFrame, actors: pd.DataFrame | None = None, *, doc_words: Words | None = None
) -> Phrases:
    """The key phrases of an article.

    Parameters
    ----------
    article : Article
        The article; `doc` holds exactly its text.
    doc : Doc
        What any English spaCy pipeline made of the text.
    mentions : DataFrame
        The mentions of actors; their names are cut off from phrases.
    actors : DataFrame, optional
        The actors; where given, names of events and works may be phrases.
    doc_words : Words, optional
        What :func:`dramatis.extract.scheme.words` made of `doc`, where it is there already.

    Returns
    -------
    Phrases
        Tables ``phrases`` (best first; the column `topic` still empty), ``phrase_mentions`` and ``findings``.
        Empty tables come with a finding that says why.
    """
    doc_words = singular(doc_words or words(doc))
    reason = _reason(doc_words)
    barred, things = _names(article, mentions, actors)
    asides = [aside.span() for aside in ASIDE.finditer(article.text)]
    found = [] if reason else _whole_names(candidates(doc_words, [*barred, *_offices(doc_words), *asides]), doc_words, things)
    if not found:
        message = reason or "No key phrase was found: the text holds no noun phrase besides names."
        return Phrases(tables.empty("phrases"), tables.empty("phrase_mentions"), _finding(article, message))
    title = _title_words(article, doc_words)
    ranked = with_verbs(doc_words, _ranked(doc_words, groups(doc_words, found), title), title)
    return Phrases(_phrase_rows(article, ranked), _mention_rows(article, doc_words, ranked), tables.empty("findings"))


def _ranked(doc_words: Words, made: list[Group], title: frozenset[str]) -> list[tuple[Group, float]]:
    """The phrases with their scores, best first; a phrase that repeats the last word of a better one is put back."""
    scored = sorted(zip(made, scores(doc_words, made, title), strict=True), key=lambda pair: (-pair[1], pair[0].members[0]))
    seen: dict[str, int] = {}
    ranked = []
    for group, score in scored:
        ranked.append((group, score * REPEATED ** seen.get(group.key[-1], 0)))
        seen[group.key[-1]] = seen.get(group.key[-1], 0) + 1
    ranked.sort(key=lambda pair: (-pair[1], pair[0].members[0]))
    return [pair for pair in ranked if pair[1] >= FLOOR][:MOST]


def _names(article: Article, mentions: pd.DataFrame, actors: pd.DataFrame | None) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The places of names, demonyms and roles whose words are no part of a phrase, and those of events and works, which may be one."""
    things: set[str] = set()
    if actors is not None:
        things = {actor for actor, kind in zip(actors["id"].tolist(), actors["kind"].tolist(), strict=True) if kind in NAMED_THINGS}
    columns = (mentions[name].tolist() for name in ("actor", "form", "start", "end"))
    named = [(actor in things, start, end) for actor, form, start, end in zip(*columns, strict=True) if form in ("name", "demonym")]
    barred, kept = ([(start, end) for is_thing, start, end in named if is_thing is wanted] for wanted in (False, True))
    return barred + _roles(article, actors), kept


def _roles(article: Article, actors: pd.DataFrame | None) -> list[tuple[int, int]]:
    """The places that show the actors' roles (*minister of finance*), without the thing that one serves (*candidate* for the election)."""
    if actors is None:
        return []
    spans = zip(actors["role_start"].tolist(), actors["role_end"].tolist(), strict=True)
    shown = [(start, end) for start, end in spans if start is not pd.NA and end is not pd.NA]
    return [(start, end if (thing := _THING.search(article.text, start, end)) is None else thing.start()) for start, end in shown]


def _offices(doc_words: Words) -> list[tuple[int, int]]:
    """The places of titles of several words (*prime minister*): what somebody is, not what the article is about."""
    spans = []
    for place, word in enumerate(doc_words.lower):
        for title in _long_titles().get(word, ()):
            end = place + len(title)
            last = doc_words.lower[end - 1 : end] + doc_words.lemma[end - 1 : end]
            if tuple(doc_words.lower[place : end - 1]) == title[:-1] and title[-1] in last:
                spans.append((doc_words.start[place], doc_words.end[end - 1]))
    return spans


@cache
def _long_titles() -> dict[str, list[tuple[str, ...]]]:
    """First word to the titles of several words that begin with it, all in lower case."""
    long = [tuple(title.split()) for title in titles() if " " in title]
    return {first: list(same) for first, same in groupby(sorted(long), key=lambda title: title[0])}


def _whole_names(found: list[Candidate], doc_words: Words, spans: list[tuple[int, int]]) -> list[Candidate]:
    """The candidates, those within a name of an event or work made that whole name: a part of it names nothing."""
    whole: dict[tuple[int, int], Candidate] = {}
    for candidate in found:
        start, end = doc_words.start[candidate.start], doc_words.end[candidate.end - 1]
        name = next(((left, right) for left, right in spans if left <= start and end <= right), None)
        if name:
            first, last = bisect_left(doc_words.start, name[0]), bisect_left(doc_words.start, name[1])
            candidate = Candidate(first, last, last - 1)
        whole[candidate.start, candidate.end] = candidate
    return list(whole.values())


def _title_words(article: Article, doc_words: Words) -> frozenset[str]:
    """The words of the article's title, in lower case; of a heading at the start of the text where there is no other title."""
    if article.title:
        return frozenset(article.title.lower().replace("-", " ").split())
    first = [place for place in range(len(doc_words.text)) if doc_words.paragraph[place] == 0 and doc_words.pos[place] != "SPACE"]
    is_heading = len(first) < 25 and doc_words.paragraph[-1] > 0 and doc_words.text[first[-1]][-1:] not in '.!?…"”:,;' if first else False
    return frozenset(doc_words.lemma[place] for place in first) | {doc_words.lower[place] for place in first} if is_heading else frozenset()


def _reason(doc_words: Words) -> str | None:
    """Why no phrases can be found in this text; None where they can."""
    spoken = [word for word in doc_words.lower if word.isalpha()]
    if not spoken:
        return "No key phrase was found: the text holds no words."
    common = sum(zipf(word) > EVERYDAY for word in spoken) / len(spoken)
    if known_share(spoken) < ENGLISH or (len(spoken) >= ENOUGH and common < FUNCTIONAL):
        return "No key phrase was looked for: most words of the text are not English."
    if {"NOUN", "PROPN", "VERB", "ADJ"}.isdisjoint(doc_words.pos):
        return "No key phrase was looked for: the pipeline gives no parts of speech."
    return None


def _finding(article: Article, message: str) -> pd.DataFrame:
    return tables.table(
        "findings", [{"article_id": article.id, "kind": "no-key-phrases", "severity": "info", "message": message, "spans": []}]
    )


def _phrase_rows(article: Article, ranked: list[tuple[Group, float]]) -> pd.DataFrame:
    values = {
        "article_id": [article.id] * len(ranked),
        "id": [f"p{number}" for number in range(1, len(ranked) + 1)],
        "text": [group.text for group, _ in ranked],
        "score": [round(score, 4) for _, score in ranked],
        "mentions": [len(group.members) for group, _ in ranked],
        "topic": [None] * len(ranked),
    }
    return tables.from_columns("phrases", values)


def _mention_rows(article: Article, doc_words: Words, ranked: list[tuple[Group, float]]) -> pd.DataFrame:
    places = [(f"p{number}", member) for number, (group, _) in enumerate(ranked, 1) for member in group.members]
    starts = [doc_words.start[member.start] for _, member in places]
    ends = [doc_words.end[member.end - 1] for _, member in places]
    values = {
        "article_id": [article.id] * len(places),
        "phrase": [phrase for phrase, _ in places],
        "start": starts,
        "end": ends,
        "text": [article.text[start:end] for start, end in zip(starts, ends, strict=True)],
        "sentence": [doc_words.sentence[member.head] for _, member in places],
    }
    return tables.from_columns("phrase_mentions", values)
