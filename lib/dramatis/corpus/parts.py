"""What part an actor of an article has in it: one of its cast, or only the place where something was posted, or the label of who asks.

*The mayor wrote on Twitter*, *in a Facebook post*, *via YouTube* say where words can be found, and nothing of Twitter. Which names are
platforms is in ``data/lexicon/platforms.csv``; whether an article has one for more than a place is read off the words beside its names.
"""

import csv
from functools import cache
from typing import TYPE_CHECKING

from dramatis.resources import resource

if TYPE_CHECKING:
    from dramatis.store.session import Session

__all__ = ["make_parts", "platforms"]

BEFORE = (
    r"(?i)(^|\W)((on|via|through|using|over|to|in)( (a|an|the|its|his|her|their|my|our|your|official|own|personal|social|media|networking|"
    r"network|messaging|microblogging|platform|platforms|site|website|service|app))*|(page|account|post|video|channel)s? (on|of|from))\s$"
)
"""What stands right before the name of a platform that is only a place."""
AFTER = (
    r"(?i)^(['’]s)?\s(account|bio|channel|chat|clip|comment|fan|feed|follower|friend|group|handle|hashtag|live|live ?stream|message|page|"
    r"photo|picture|poll|post|posting|profile|stor(y|ie)|stream|thread|timeline|tweet|user|video)s?\b"
)
"""What stands right after it."""
_PARTS = """
WITH named AS MATERIALIZED (
    SELECT m.article_id, m.actor, m.start, m."end" FROM mentions m SEMI JOIN touched t ON t.article_id = m.article_id WHERE m.form = 'name'
), asked AS (
    SELECT DISTINCT q.article_id, q.speaker_start AS start FROM quotes q WHERE q.reason = 'interviewer'
), platforms AS (
    SELECT a.article_id, a.id AS actor FROM actors a WHERE lower(a.name) IN (SELECT unnest($platforms::VARCHAR[]))
), beside AS (
    SELECT n.article_id, n.actor, r.text[greatest(n.start - 59, 1):n.start] AS before,
        r.text[n."end" + 1:n."end" + 60] AS after
    FROM named n SEMI JOIN platforms p ON p.article_id = n.article_id AND p.actor = n.actor JOIN articles r ON r.article_id = n.article_id
)
SELECT article_id, actor, 'venue' AS part FROM beside GROUP BY ALL
HAVING bool_and(regexp_matches(before, $before) OR regexp_matches(after, $after) OR (before[-1:] = '(' AND after[1:1] = ')'))
UNION ALL
SELECT n.article_id, n.actor, 'interviewer' FROM named n SEMI JOIN asked s ON s.article_id = n.article_id
LEFT JOIN asked a ON a.article_id = n.article_id AND a.start = n.start GROUP BY n.article_id, n.actor HAVING count(a.start) = count(*)"""


def make_parts(session: "Session") -> None:
    """The table ``parts`` of a session: ``article_id``, ``actor``, ``part``, for the articles of its table ``touched``.

    ``venue``: every mention by name is of a platform as a place. ``interviewer``: every mention by name is the label of a turn that asks.
    """
    session.make("parts", _PARTS, {"platforms": platforms(), "before": BEFORE, "after": AFTER})


@cache
def platforms() -> list[str]:
    """Names of platforms, in small letters."""
    with resource("data/lexicon/platforms.csv").open(encoding="utf-8", newline="") as lines:
        return sorted(row["name"].lower() for row in csv.DictReader(lines))
