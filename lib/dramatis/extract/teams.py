"""Countries and towns that stand for their teams: *Sweden beat Norway 2 – 1*.

In reports of matches the name of a place is the name of a team, which is an organization. The sign is the company it keeps:
verbs of play, scores and players, in a text that is about a match at all.
"""

import re

from dramatis.extract.folding import word_set
from dramatis.extract.scheme import Words

__all__ = ["plays"]

MATCH_WORDS = word_set(
    "goal goals match matches team teams coach half-time halftime midfielder defender striker goalkeeper winger kickoff referee penalty "
    "league tournament season innings wicket wickets batsman bowler tackle quarterback touchdown scored scorer equalizer equaliser "
    "semifinal semi-final quarterfinal quarter-final championship fixture squad substitute offside corner stadium playoff inning "
    "set-piece try fullback flanker hat-trick puck rebound "
)
PLAY_VERBS = word_set(
    "beat defeat lose win score draw play face thrash edge lead trail concede equalize equalise qualify advance host meet tie crush "
    "outscore overcome dominate kick tackle attack defend start finish knock eliminate "
)
PLAYERS = word_set(
    "goalkeeper captain coach midfielder defender striker winger manager forward keeper team squad side player players bench attack goal"
)
SCORE = re.compile(r"^\s*\(?\d{1,3}\s*[–—-]\s*\d{1,3}|\d{1,3}\s*[–—-]\s*\d{1,3}\)?\s*$")
SPORTS_SHARE, SPORTS_WORDS = 0.008, 4
"""Share of the words, and how many at least, that must be words of matches for a text to be about one."""
REACH = 14
"""Characters beside a name in which a score is looked for."""


def plays(text: str, view: Words, places: list[tuple[int, int]]) -> list[bool]:
    """For each name whether it stands for a team there; all false in a text that is about no match.

    Parameters
    ----------
    text : str
        The article's text.
    view : Words
        Its words.
    places : list of (first, last)
        The words of each name, `last` exclusive.
    """
    matches = sum(word in MATCH_WORDS for word in view.lower)
    if matches < SPORTS_WORDS or matches < SPORTS_SHARE * len(view.lower):
        return [False] * len(places)
    return [_plays(text, view, first, last) for first, last in places]


def _plays(text: str, view: Words, first: int, last: int) -> bool:
    """Whether a score stands beside the name, a player belongs to it, or it plays as subject or object."""
    before, after = text[max(0, view.start[first] - REACH) : view.start[first]], text[view.end[last - 1] : view.end[last - 1] + REACH]
    if SCORE.search(before.rsplit("\n", 1)[-1]) or SCORE.match(after.split("\n", 1)[0]):
        return True
    following = view.lower[last : last + 2]
    if following[:1] and (following[0] in PLAYERS or (following[0] in {"'s", "’s"} and following[-1] in PLAYERS)):
        return True
    above = view.head[first] if not first <= view.head[first] < last else view.head[last - 1]
    verb = (
        view.dep[first] in {"nsubj", "obj", "dobj", "obl", "nsubj:pass", "nsubjpass", "obl:agent", "pobj", "agent"}
        and view.lemma[above] in PLAY_VERBS
    )
    return verb or (
        first > 0
        and view.lower[first - 1] in {"for", "against", "by", "versus", "v", "vs"}
        and view.lemma[view.head[first]] in PLAY_VERBS | {"goal", "game", "match"}
    )
