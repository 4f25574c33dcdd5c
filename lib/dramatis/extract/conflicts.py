"""Contradictions about who speaks: found, settled by rule, and told."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from dramatis.article import Article
from dramatis.extract.mute import mute_source
from dramatis.extract.speakers import Cast, Speaker

__all__ = ["finding", "settle", "speechless"]

_MUTE = "a date, a sum or a thing"


def settle(
    article: Article, who: Cast, given: dict[str, Any], speaker: Speaker, other: Speaker | None
) -> tuple[Speaker, list[dict[str, Any]]]:
    """The speaker after all contradictions, and a ``speaker-conflict`` finding for each.

    Two sources: the cue that stands nearest wins, unless its speaker is named in the quotation in the third person and the other is
    not; if both are, the speaker stays empty. One source: a speaker who names himself keeps the quotation, with a finding.
    """
    if speaker.actor is None and other is None:
        mute = speaker.reason == "unnamed-source" and mute_source(article.text, _source(given), given["source_head"])
        return speaker, [speechless(article, given, _source(given))] if mute else []
    itself = _named_inside(who, given, speaker.actor)
    if other is not None and other.actor is not None and other.actor != speaker.actor and not _speaks_for(who, given, other.actor):
        return _two_sources(article, who, given, speaker, other)
    if itself and given["kind"] == "direct":
        return speaker, [_third_person(article, who, given, speaker, itself)]
    if speaker.actor is not None and who.kinds.get(speaker.actor) == "event":
        return speaker, [speechless(article, given, _source(given), what="an event")]
    return speaker, []


def finding(article: Article, kind: str, severity: str, message: str, spans: Iterable[tuple[int, int]]) -> dict[str, Any]:
    """One row of the table of findings."""
    places = sorted({(int(start), int(end)) for start, end in spans})
    return {"article_id": article.id, "kind": kind, "severity": severity, "message": message, "spans": [list(place) for place in places]}


def speechless(article: Article, given: dict[str, Any], place: tuple[int, int], *, what: str = _MUTE) -> dict[str, Any]:
    """The finding that a cue stands with words that cannot speak, at `place`."""
    start, end = place
    if given["cue_start"] is not None and abs(given["cue_start"] - start) < 100:
        start, end = min(start, int(given["cue_start"])), max(end, int(given["cue_end"]))
    named = article.text[place[0] : place[1]]
    message = f"The cue “{article.text[start:end]}” has {named} as its source, which is {what} and cannot speak."
    if what == _MUTE:
        message += " The speaker is left open."
    return finding(article, "speaker-conflict", "warning", message, [_content(given), place])


def _two_sources(
    article: Article, who: Cast, given: dict[str, Any], speaker: Speaker, other: Speaker
) -> tuple[Speaker, list[dict[str, Any]]]:
    nearest, farther = _named_inside(who, given, speaker.actor), _named_inside(who, given, other.actor)
    spans = [_content(given), _source(given), (given["other_start"], given["other_end"]), *nearest, *farther]
    first, second = _name(article, who, speaker, _source(given)), _name(article, who, other, (given["other_start"], given["other_end"]))
    told = f"The text gives this quotation to two speakers: {_words(article, given)} names {first}, another place {second}."
    if nearest and farther:
        chosen = Speaker(None, 1.0, "both-named-inside", "two-candidates")
        why = "Both are named within it in the third person, so the speaker is left open."
    elif nearest and not farther:
        chosen = other._replace(rule=f"{other.rule}-not-named-inside", confidence=other.confidence * 0.8)
        why = f"It speaks of {first} by name in the third person; it is given to {second}."
    else:
        chosen = speaker if speaker.actor else other
        kept = first if speaker.actor else second
        why = (
            f"It speaks of {second} by name in the third person; it is given to {kept}."
            if farther
            else f"The nearest cue decides: it is given to {kept}."
        )
    return chosen, [finding(article, "speaker-conflict", "warning", f"{told} {why}", spans)]


def _third_person(article: Article, who: Cast, given: dict[str, Any], speaker: Speaker, itself: list[tuple[int, int]]) -> dict[str, Any]:
    name = _name(article, who, speaker, _source(given))
    message = f"{name}, to whom the text gives this quotation, is named in it in the third person; the speaker was left as the cue has it."
    return finding(article, "speaker-conflict", "warning", message, [_content(given), _source(given), *itself])


def _named_inside(who: Cast, given: dict[str, Any], actor: str | None) -> list[tuple[int, int]]:
    """Places within the quotation where a person is called by name."""
    if actor is None or who.kinds.get(actor) != "person":
        return []
    first, last = bisect_left(who.starts, given["start"]), bisect_left(who.starts, given["end"])
    return [(start, end) for start, end, of, form in who.mentions[first:last] if of == actor and form == "name"]


def _speaks_for(who: Cast, given: dict[str, Any], actor: str) -> bool:
    """Whether the words of the source name the other actor too (*Ann Lee, director of the agency*): she speaks for it."""
    start, end = _source(given)
    first, last = bisect_left(who.starts, start), bisect_left(who.starts, end)
    return any(of == actor for _, _, of, _ in who.mentions[first:last])


def _name(article: Article, who: Cast, speaker: Speaker, place: tuple[int, int]) -> str:
    return who.names.get(speaker.actor or "") or article.text[place[0] : place[1]]


def _words(article: Article, given: dict[str, Any]) -> str:
    """The words of cue and source as they stand, in quotation marks."""
    start, end = _source(given)
    if given["cue_start"] is not None and abs(given["cue_start"] - start) < 100:
        start, end = min(start, given["cue_start"]), max(end, given["cue_end"])
    return f"“{article.text[start:end]}”"


def _content(given: dict[str, Any]) -> tuple[int, int]:
    return given["start"], given["end"]


def _source(given: dict[str, Any]) -> tuple[int, int]:
    return int(given["source_start"]), int(given["source_end"])
