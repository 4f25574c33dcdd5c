"""National teams: in a report of a match *Sweden* is a team, but *in Sweden* a place.

References
----------
Tjong Kim Sang and De Meulder 2003, "Introduction to the CoNLL-2003 shared task": places
that stand for their teams are organizations; GUM and the marked articles agree.
"""

from __future__ import annotations

import re

import numpy as np
from spacy.tokens import Doc

from .component import among

SPORT = frozenset(
    [
        "match", "matches", "goal", "goals", "scored", "scoring", "striker", "midfielder", "defender", "goalkeeper", "winger", "penalty",
        "half-time", "halftime", "quarter-final", "quarter-finals", "quarterfinal", "quarterfinals", "semi-final", "semi-finals",
        "semifinal", "semifinals", "tournament", "championship", "championships", "league", "cup", "coach", "squad", "team", "teams",
        "players", "player", "stadium", "referee", "innings", "wicket", "wickets", "rugby", "football", "footballer", "soccer", "cricket",
        "basketball", "hockey", "volleyball", "kick-off", "kickoff", "equaliser", "equalizer", "fixture", "knockout", "batting", "bowled",
    ]
)  # fmt: skip
"""Words of reports of matches; those that politics borrows (race, win, lead, round, final) are left out."""

PLAYING = frozenset(
    [
        "beat", "beats", "beating", "defeated", "defeats", "defeating", "drew", "lost", "won", "play", "played", "plays", "playing", "face",
        "faced", "faces", "facing", "scored", "scores", "qualified", "equalised", "equalized", "advanced", "thrashed", "conceded", "led",
    ]
)  # fmt: skip
AGAINST = frozenset(
    ["against", "versus", "vs", "vs.", "v", "beat", "beats", "beating", "defeated", "defeating", "facing", "faced", "thrashed"]
)
PLACING = frozenset(["in", "at", "from", "to", "near", "across", "outside", "inside", "throughout", "around", "into"])
TEAM = frozenset(
    ["captain", "coach", "defender", "fullback", "goalkeeper", "manager", "midfielder", "players", "side", "skipper", "squad", "striker",
     "substitute", "substitutes", "team", "winger"]
)  # fmt: skip
"""Who belongs to a team: *Peru's coach*, *the Peru squad*."""
GOALS = frozenset(
    ["equalise", "equaliser", "equalize", "equalizer", "goal", "goals", "lead", "points", "scored", "scoring", "try", "victory", "win"]
)
"""What there is for a team: *a second goal for Peru*."""
POSSESSIVE = frozenset(["'s", "’s", "'", "’"])
SCORE = re.compile(r"\d{1,3} ?[-–—] ?\d{1,3}\b")
SCORE_BEFORE = re.compile(rf"\b{SCORE.pattern}$")
DISTINCT, TOTAL = 5, 10
"""How many different words of matches a report has at least, and how many all together."""


def with_teams(doc: Doc, spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans in which places that play a match are organizations.

    A place plays if the document is a report of a match and some mention of it stands
    where a team does (`_plays`); a match has two sides. Mentions after a
    preposition of place or after another place and a comma (*Sochi, Russia*) stay places.
    """
    places = [(start, end) for start, end, label in spans if label == "LOC"]
    if len(places) < 2 or not _is_match_report(doc):
        return spans
    playing = {doc[start:end].text for start, end in places if _plays(doc, start, end)}
    if len(playing) < 2:
        return spans
    towns = {end for start, end in places if doc[start:end].text not in playing}
    return [
        (start, end, "ORG" if label == "LOC" and doc[start:end].text in playing and not _placed(doc, start, towns) else label)
        for start, end, label in spans
    ]


def _is_match_report(doc: Doc) -> bool:
    lowered = doc.to_array("LOWER")
    found = lowered[among(lowered, SPORT)]
    return len(found) >= TOTAL and len(np.unique(found)) >= DISTINCT


def _plays(doc: Doc, start: int, end: int) -> bool:
    """Whether a mention stands where a team does: beside a verb of playing or a score, before its people, after *a goal for*."""
    before = doc[start - 1].lower_ if start else ""
    after = doc[end].lower_ if end < len(doc) else ""
    if before in AGAINST or (after in PLAYING and before not in PLACING):
        return True
    if after in POSSESSIVE and end + 1 < len(doc):
        after = doc[end + 1].lower_
    if after in TEAM or (before == "for" and start > 1 and doc[start - 2].lower_ in GOALS):
        return True
    return bool(SCORE.match(doc[end : end + 3].text)) or _follows_score(doc, start) or (before == "to" and _follows_score(doc, start - 1))


def _follows_score(doc: Doc, at: int) -> bool:
    return SCORE_BEFORE.search(doc[max(0, at - 3) : at].text) is not None


def _placed(doc: Doc, start: int, towns: set[int]) -> bool:
    before = doc[start - 1].lower_ if start else ""
    if before == "to" and _follows_score(doc, start - 1):
        return False
    return before in PLACING or (before == "," and start - 1 in towns)
