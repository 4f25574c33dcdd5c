"""Interviews, transcripts and posts: paragraphs that open with the label, or the handle, of who speaks.

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
_HANDLE = re.compile(r"(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4} \(?)?(?P<handle>@\w{2,30})\)?:\s+(?=\S)")
_TAIL = re.compile(r"\s*(?:(?:https?://)?(?:pic\.twitter\.com|t\.co)/\w+\s*)+$")
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
    """The turns of a text, in order: where a label opens :data:`FEWEST_TURNS` paragraphs, and each post after a handle (*@ann_lee: …*).

    A paragraph without a label is nobody's: it may be the interviewer's, or the narrator's.
    """
    found: list[tuple[str, Turn]] = []
    posts: list[Turn] = []
    start = 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        label, post = _LABEL.match(text, start, end), _HANDLE.match(text, start, end)
        if post:
            posts.append(Turn(post.end(), _without_tail(text, post.end(), end), post.start("handle"), post.end("handle")))
        elif label:
            group = "bracketed" if label["bracketed"] else "plain"
            found.append((label[group].lower(), Turn(label.end(), end, label.start(group), label.end(group))))
        start = end + 2
    count = Counter(name for name, _ in found)
    spoken = [turn for name, turn in found if count[name] >= FEWEST_TURNS and name not in _NO_LABELS]
    return sorted(turn for turn in [*spoken, *posts] if turn.start < turn.end)


def _without_tail(text: str, start: int, end: int) -> int:
    """The end of a post before the links to its pictures."""
    tail = _TAIL.search(text, start, end)
    return tail.start() if tail else end
