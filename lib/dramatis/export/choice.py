"""Which articles are exported."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dramatis.corpus.finding import found_actor
from dramatis.corpus.selection import Selection, select
from dramatis.corpus.topic_profile import asked_topic
from dramatis.errors import ParameterError
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Choice", "chosen"]

_FITTING = """
SELECT c.article_id FROM chosen c JOIN articles a ON a.article_id = c.article_id
WHERE ($source = '' OR lower(coalesce(a.publisher, '')) = lower($source) OR contains(lower(a.source), lower($source)))
    AND ($actor = '' OR c.article_id IN (SELECT article_id FROM people WHERE actor_key = $actor))
    AND ($topic = '' OR c.article_id IN (
        SELECT article_id FROM codes WHERE list_contains($codes, code)
        UNION SELECT article_id FROM topics
            WHERE mentions > 0 AND (list_contains($codes, code) OR (len($codes) = 0 AND lower(label) = $topic))
        UNION SELECT article_id FROM phrases WHERE len($codes) = 0 AND lower(text) = $topic))
ORDER BY c.day NULLS LAST, c.article_id"""


@dataclass(frozen=True)
class Choice:
    """Which articles; what is empty chooses all, and an article must fit all that is given.

    Attributes
    ----------
    since, until : str
        First and last day, ``YYYY-MM-DD``; where one is given, undated articles are left out.
    source : str
        The publisher, or a part of the path or address.
    actor : str
        An actor's name, other name or key in the whole store; of several that are called so, the one that most articles name.
    topic : str
        A topic's label, a key phrase, or a subject by code or name, with all narrower ones.
    """

    since: str = ""
    until: str = ""
    source: str = ""
    actor: str = ""
    topic: str = ""


def chosen(store: "Store", choice: Choice) -> list[str]:
    """Ids of the articles that fit, by date, undated ones last.

    Raises
    ------
    ParameterError
        Where none fits, or a value is none of its kind.
    """
    selection = select(store, since=choice.since, until=choice.until)
    actor = found_actor(selection, choice.actor).actor_key if choice.actor else ""
    topic, codes = _topic(selection, choice.topic)
    found = selection.ask(_FITTING, people=True, source=choice.source, actor=actor, topic=topic, codes=codes)
    if found.empty:
        given = {"source": choice.source, "actor": choice.actor, "topic": choice.topic}
        asked = ", ".join(f"{name} {visible(value)!r}" for name, value in given.items() if value)
        raise ParameterError(f"no article of that time fits {asked}; choose another, or leave one out")
    return found["article_id"].tolist()


def _topic(selection: Selection, asked: str) -> tuple[str, list[str]]:
    if not asked.strip():
        return "", []
    found = asked_topic(selection, asked)
    return found.key, list(found.codes)
