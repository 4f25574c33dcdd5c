"""Interviews and transcripts: paragraphs that open with the label of who speaks.

References
----------
Labels in double brackets or before a colon are those of Wikinews interviews, court transcripts and press conferences.
"""

import re
from collections import Counter
from typing import NamedTuple

__all__ = ["FEWEST_TURNS", "Turn", "turns"]

FEWEST_TURNS = 2
"""Paragraphs that one label must open before it counts as a speaker's."""

_LABEL = re.compile(
    r"(?:\(\(?\s*(?P<bracketed>[A-Z][\w .'’-]{0,40}?)\s*\)\)?\s?:?|(?P<plain>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}):)[ \u200d]+(?=\S)"
)
_NO_LABELS = frozenset(
    {"image", "photo", "video", "file", "source", "sources", "note", "update", "map", "caption", "editor's note", "related", "read more"}
)


class Turn(NamedTuple):
    """What one speaker says in one go: its characters, and those of the label."""

    start: int
    end: int
    label_start: int
    label_end: int


def turns(text: str) -> list[Turn]:
    """The turns of a text, in order; empty where no label opens :data:`FEWEST_TURNS` paragraphs."""
    found: list[tuple[str, Turn]] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        label = _LABEL.match(text, start, end)
        if label:
            group = "bracketed" if label["bracketed"] else "plain"
            found.append((label[group].lower(), Turn(label.end(), end, label.start(group), label.end(group))))
        start = end + 2
    count = Counter(name for name, _ in found)
    return [turn for name, turn in found if count[name] >= FEWEST_TURNS and name not in _NO_LABELS and turn.start < turn.end]
