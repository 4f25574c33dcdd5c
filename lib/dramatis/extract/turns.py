"""Interviews, transcripts and posts: paragraphs that open with the label, or the handle, of who speaks; and whose label only asks.

References
----------
Labels in double brackets or before a colon are those of Wikinews interviews, court transcripts and press conferences.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

__all__ = ["FEWEST_TURNS", "Turn", "initials", "is_initials", "turns"]

FEWEST_TURNS = 2
"""Paragraphs that one label must open before it counts as a speaker's."""

_LABEL = re.compile(
    r"(?:\(\(?\s*(?P<bracketed>[A-Z][\w .'’-]{0,40}?)\s*\)\)?\s?:?|(?P<plain>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}):)[ \u200d]+(?=\S)"
)
_INITIALS = re.compile(r"(?P<initials>[A-Z]{2,3}) (?=[A-Z“\"'‘\[(])")
_CAPITALS = re.compile(r"[A-Z]{2,4}")
_MOST_SPEAKERS = 4
"""Labels of an interview; where more speak it is a hearing or a debate, and nobody there is called an interviewer."""
_ASKING = 0.5
"""Share of a label's turns with a question from which on it is an interviewer's, where another label's turns have fewer."""
_HANDLE = re.compile(r"(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4} \(?)?(?P<handle>@\w{2,30})\)?:\s+(?=\S)")
_TAIL = re.compile(r"\s*(?:(?:https?://)?(?:pic\.twitter\.com|t\.co)/\w+\s*)+$")
_NO_LABELS = frozenset(
    {"image", "photo", "video", "file", "source", "sources", "note", "update", "map", "caption", "editor's note", "related", "read more"}
)


class Turn(NamedTuple):
    """What one speaker says in one go: its characters, those of the label, and whether the label is an interviewer's."""

    start: int
    end: int
    label_start: int
    label_end: int
    asks: bool = False


class _Labelled(NamedTuple):
    """A paragraph that opens with a label: its number, the label, its form (``bracketed``, ``plain`` or ``initials``), and its turn."""

    paragraph: int
    label: str
    form: str
    turn: Turn


def turns(text: str) -> list[Turn]:
    """The turns of a text, in order: where labels open paragraphs as those of speakers do, and each post after a handle (*@ann_lee: …*).

    A label counts where it opens :data:`FEWEST_TURNS` paragraphs, or where it stands in brackets or is the name of which another label
    gives the initials; initials without a colon where they answer another label. A paragraph without a label is nobody's: it may be the
    interviewer's, or the narrator's.
    """
    found: list[_Labelled] = []
    posts: list[Turn] = []
    start = 0
    for number, paragraph in enumerate(text.split("\n\n")):
        end = start + len(paragraph)
        label, post = _LABEL.match(text, start, end) or _INITIALS.match(text, start, end), _HANDLE.match(text, start, end)
        if post:
            posts.append(Turn(post.end(), _without_tail(text, post.end(), end), post.start("handle"), post.end("handle")))
        elif label:
            form = next(name for name, words in label.groupdict().items() if words)
            found.append(_Labelled(number, label[form].lower(), form, Turn(label.end(), end, label.start(form), label.end(form))))
        start = end + 2
    spoken = _spoken(found)
    asking = _asking(text, spoken)
    turns = [row.turn._replace(asks=row.label in asking) for row in spoken]
    return sorted(turn for turn in [*turns, *posts] if turn.start < turn.end)


def initials(name: str) -> str:
    """The first letters of the words of a name, in capitals: *Natasha Gownaris* gives *NG*."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isalpha() and word[:1].isupper())


def _spoken(found: list[_Labelled]) -> list[_Labelled]:
    """The paragraphs whose label is a speaker's."""
    colons = [row for row in found if row.form != "initials" and row.label not in _NO_LABELS]
    count = Counter(row.label for row in colons)
    sure = {label for label, number in count.items() if number >= FEWEST_TURNS}
    if not sure:
        return []
    sure |= {row.label for row in colons if row.form == "bracketed" or initials(row.label.title()).lower() in sure}
    answers = _answering([row for row in found if row.label in sure or row.form == "initials"], sure)
    return [row for row in found if (row.form != "initials" and row.label in sure) or row.label in answers]


def _answering(found: list[_Labelled], sure: set[str]) -> set[str]:
    """The initials without a colon that open :data:`FEWEST_TURNS` paragraphs, at least half of them right behind another label's."""
    follows: dict[str, list[bool]] = defaultdict(list)
    for i, row in enumerate(found):
        if row.form == "initials":
            before = found[i - 1] if i else None
            follows[row.label].append(before is not None and before.label in sure - {row.label} and before.paragraph == row.paragraph - 1)
    return {label for label, told in follows.items() if len(told) >= FEWEST_TURNS and 2 * sum(told) >= len(told)}


def _asking(text: str, spoken: list[_Labelled]) -> set[str]:
    """The labels of those who only ask: interviewers."""
    asked: dict[str, list[bool]] = defaultdict(list)
    for row in spoken:
        asked[row.label].append("?" in text[row.turn.start : row.turn.end])
    shares = {label: sum(told) / len(told) for label, told in asked.items()}
    asking = {label for label, share in shares.items() if share >= _ASKING}
    answering = [label for label in shares if label not in asking]
    bracketed = {row.label for row in spoken if row.form == "bracketed"}
    alone = not answering and asking <= bracketed
    return asking if (answering or alone) and len(shares) <= _MOST_SPEAKERS else set()


def is_initials(label: str) -> bool:
    """Whether a label is nothing but two to four capitals."""
    return _CAPITALS.fullmatch(label) is not None


def _without_tail(text: str, start: int, end: int) -> int:
    """The end of a post before the links to its pictures."""
    tail = _TAIL.search(text, start, end)
    return tail.start() if tail else end
