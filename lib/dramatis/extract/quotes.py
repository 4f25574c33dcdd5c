"""The table of quotations: who said what, and what could not be told."""

import re
from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract import conflicts
from dramatis.extract.asides import words_of_asides
from dramatis.extract.forerunner import forerunner
from dramatis.extract.mute import mute_words_after
from dramatis.extract.sentences import sentences as sentence_table
from dramatis.extract.speakers import Cast, Speaker, by_initials, cast, resolve

__all__ = ["LEAST_CONFIDENCE", "Quotes", "quotes"]

LEAST_CONFIDENCE = 0.35
"""Below this confidence the speaker stays empty, with a reason."""

_WORD = re.compile(r"[^\W_]+")
_UP_TO_COMMA = re.compile(r"(?:\s[\w'’-]+){0,4}(?=,)")
_GOES_ON = re.compile(r"\b(?:continued|continues|added|adds|also|went on|goes on)\b")
_MODIFIERS = frozenset({"compound", "amod", "nmod:desc"})
_APART = frozenset({"acl", "acl:relcl", "relcl", "advcl", "parataxis"})
_NEXT = 60
"""Characters between one who speaks without a name and the pronoun that goes on."""
_LONGEST_CUE = 120
"""Characters of cue and source that may interrupt what is reported."""


class Quotes(NamedTuple):
    """What :func:`quotes` returns."""

    quotes: pd.DataFrame
    findings: pd.DataFrame


def quotes(
    article: Article,
    doc: Doc,
    attributions: pd.DataFrame,
    actors: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    sentences: pd.DataFrame | None = None,
) -> Quotes:
    """The quotations of an article with their speakers.

    Parameters
    ----------
    article : Article
        The article.
    doc : Doc
        Its text after the pipeline.
    attributions : DataFrame
        From :func:`dramatis.extract.speech.attributions`.
    actors, mentions : DataFrame
        The article's actors and all their mentions, pronouns and nominals included.
    sentences : DataFrame, optional
        The article's sentences, where they are made already.

    Returns
    -------
    Quotes
        `quotes`: one row an attribution, none dropped; `findings`: ``speaker-conflict`` and ``unattributed-quote``.
    """
    who = cast(actors, mentions)
    starts = (sentence_table(doc, article) if sentences is None else sentences)["start"].tolist()
    rows: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    history: dict[str, Any] = {}
    records = _records(attributions)
    contents = [(row["start"], row["end"]) for row in records]
    for number, given in enumerate(records, start=1):
        speaker, conflict, given = _speaker(article, doc, who, given, history | {"contents": contents})
        row = _row(article, given, speaker) | {
            "id": f"q{number}",
            "sentence": max(0, bisect_right(starts, given["start"]) - 1),
        }
        rows.append(row)
        findings += conflict or _unattributed(article, row)
        end = max(given["end"], given.get("source_end") or 0)
        if row.get("speaker") and who.kinds.get(row["speaker"]) == "person":
            history = {"speaker": row["speaker"], "end": end}
        elif row["reason"] == "unnamed-source":
            history |= {"unnamed": end}
    return Quotes(tables.table("quotes", rows), tables.table("findings", findings))


def _records(attributions: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain values, missing ones as None, in the order of the text."""
    columns = {name: [None if pd.isna(value) else value for value in attributions[name].tolist()] for name in attributions.columns}
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return sorted(rows, key=lambda row: (row["start"], row["end"]))


def _speaker(
    article: Article, doc: Doc, who: Cast, given: dict[str, Any], history: dict[str, Any]
) -> tuple[Speaker, list[dict[str, Any]], dict[str, Any]]:
    """The speaker, what contradicts it, and the row with the words that name him: those of the other source where that one is taken."""
    if given["source_start"] is None:
        place = None if given["cue_end"] is None else mute_words_after(article.text, int(given["cue_end"]))
        conflict = [conflicts.speechless(article, given, place)] if place else []
        return Speaker(None, 1.0, "", given["reason"] or "no-source"), conflict, given
    if given["reason"] == "interviewer":
        return Speaker(None, 1.0, "interviewer", "interviewer"), [], given
    source = (int(given["source_start"]), int(given["source_end"]))
    if given["rule"] == "turn" and (speaker := by_initials(who, article.text[source[0] : source[1]])) is not None:
        return speaker, [], given
    context = history | {"called": _called_in(who, given)}
    speaker = resolve(article.text, who, source, given["source_head"], context, barred=_named_below(doc, who, given, source))
    if speaker.rule.startswith("pronoun-"):
        speaker = _or_subject_before(doc, who, given, history, speaker)
    if _goes_on_unnamed(article.text, given, source, history):
        speaker = Speaker(None, 1.0, "goes-on", "unnamed-source")
    other = None
    if given["other_start"] is not None:
        place = (int(given["other_start"]), int(given["other_end"]))
        other = resolve(article.text, who, place, None, history)
    chosen, found = conflicts.settle(article, who, given, speaker, other)
    if other is not None and chosen.actor is not None and chosen.actor == other.actor != speaker.actor:
        given = given | {"source_start": given["other_start"], "source_end": given["other_end"]}
        given |= {"cue": None, "cue_start": None, "cue_end": None, "stance": None}
    return chosen, found, given


def _or_subject_before(doc: Doc, who: Cast, given: dict[str, Any], history: dict[str, Any], speaker: Speaker) -> Speaker:
    """The speaker that *he* or *she* was found to mean, or the person who is the subject of the sentence before.

    That is the person where a pronoun of this gender stands for him elsewhere, or he spoke last; else the two are told to be candidates,
    where both were named before.
    """
    source = (int(given["source_start"]), int(given["source_end"]))
    if doc.text[source[0] : source[1]].lower() not in ("he", "she"):
        return speaker
    found = forerunner(doc, who, min(given["start"], source[0]), source, history["contents"])
    if found is None or found[0] == speaker.actor or found[0] in _called_in(who, given):
        return speaker
    if found[1] or found[0] == history.get("speaker"):
        return Speaker(found[0], 0.8, "pronoun-subject-before", None)
    before = any(m[2] == speaker.actor and m[3] == "name" for m in who.mentions[: bisect_left(who.starts, source[0])])
    return Speaker(None, 1.0, "pronoun-subject-before", "two-candidates") if before else speaker


def _named_below(doc: Doc, who: Cast, given: dict[str, Any], source: tuple[int, int]) -> set[str]:
    """The actors that are called by name between a source and the end of what it says, or the start where it says it in marks.

    Names in relative clauses, in adverbial ones and in brackets do not count, nor such as modify a noun (*the Lee campaign*); without a
    parse there are none.
    """
    if not doc.has_annotation("DEP"):
        return set()
    end = given["start"] if given["kind"] == "direct" else given["end"]
    named = who.mentions[bisect_left(who.starts, source[1]) : bisect_left(who.starts, end)]
    return {m[2] for m in named if m[3] == "name" and _is_governed(doc, source[0], m[0], m[1])}


def _called_in(who: Cast, given: dict[str, Any]) -> set[str]:
    """The persons whom a direct quotation calls by name."""
    if given["kind"] != "direct":
        return set()
    quoted = who.mentions[bisect_left(who.starts, given["start"]) : bisect_left(who.starts, given["end"])]
    return {m[2] for m in quoted if m[3] == "name" and who.kinds.get(m[2]) == "person"}


def _is_governed(doc: Doc, source: int, start: int, end: int) -> bool:
    subject, name = (doc.char_span(a, b, alignment_mode="expand") for a, b in ((source, source + 1), (start, end)))
    if subject is None or name is None or name.sent.start != subject.sent.start or name.root.dep_ in _MODIFIERS:
        return False
    bracketed = doc.text.rfind("[", source, start) > doc.text.rfind("]", source, start)
    above = [name.root, *name.root.ancestors]
    return not bracketed and not any(token.dep_ in _APART for token in above[: len(above) - 1])


def _goes_on_unnamed(text: str, given: dict[str, Any], source: tuple[int, int], history: dict[str, Any]) -> bool:
    """Whether a pronoun goes on speaking (*He continued by noting …*) right after somebody without a name spoke: it is that somebody."""
    if "unnamed" not in history or text[source[0] : source[1]].lower() not in ("he", "she", "they") or given["cue_end"] is None:
        return False
    between = text[history["unnamed"] : source[0]]
    return 0 <= len(between) <= _NEXT and "\n\n" not in between and _GOES_ON.search(text, source[1], int(given["cue_end"])) is not None


def _row(article: Article, given: dict[str, Any], speaker: Speaker) -> dict[str, Any]:
    start, end = given["start"], given["end"]
    confidence = round(given["confidence"] * speaker.confidence, 2)
    known = speaker.actor is not None and confidence >= LEAST_CONFIDENCE
    reason = None if known else speaker.reason or ("no-cue" if given["cue"] is None else "pronoun-unresolved")
    return {
        "article_id": article.id,
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "kind": given["kind"],
        "speaker": speaker.actor if known else None,
        "speaker_start": given["source_start"],
        "speaker_end": given["source_end"],
        "cue": given["cue"],
        "cue_start": given["cue_start"],
        "cue_end": given["cue_end"],
        "confidence": confidence,
        "words": len(_WORD.findall(article.text, start, end))
        - _words_of_cue(article.text, given)
        - words_of_asides(article.text, start, end),
        "rule": f"{given['rule']}/{speaker.rule}" if speaker.rule else given["rule"],
        "reason": reason,
        "stance": given["stance"],
    }


def _words_of_cue(text: str, given: dict[str, Any]) -> int:
    """Words within the span that are not reported but report: a cue with its source between commas (*The road, police said, is closed*)."""
    places = [(given["cue_start"], given["cue_end"]), (given["source_start"], given["source_end"])]
    inside = [(int(first), int(last)) for first, last in places if first is not None and given["start"] <= first and last <= given["end"]]
    if not inside or given["cue_start"] is None or not given["start"] <= given["cue_start"] < given["end"]:
        return 0
    start, end = min(first for first, _ in inside), max(last for _, last in inside)
    closed = _UP_TO_COMMA.match(text, end, given["end"])
    return len(_WORD.findall(text, start, closed.end() if closed else end)) if end - start <= _LONGEST_CUE else 0


def _unattributed(article: Article, row: dict[str, Any]) -> list[dict[str, Any]]:
    if row["kind"] != "direct" or row["speaker"] is not None or row["reason"] not in ("no-cue", "no-source"):
        return []
    message = "Nothing in the text says whose words this quotation gives."
    return [conflicts.finding(article, "unattributed-quote", "warning", message, [(row["start"], row["end"])])]
