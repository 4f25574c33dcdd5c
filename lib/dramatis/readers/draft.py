"""What a reader has found in a file, before it becomes an article; and the words for what it could not read."""

import re
from dataclasses import dataclass

__all__ = ["Draft", "Record", "is_address", "one_line", "shown"]

_LONGEST_SHOWN = 120


@dataclass(frozen=True)
class Draft:
    """The text of a file and what is said about it there; None for what is not said.

    Attributes
    ----------
    text : str
        The text, not yet normalized.
    title, publisher, author : str or None
        On one line each.
    date : str or None
        ``YYYY-MM-DD``.
    language : str or None
        What the file says its language is, as written there.
    url : str or None
        Where the article was published.
    id : str or None
        What the file calls the article.
    """

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True)
class Record:
    """One article of a file that holds many, or why it is none.

    Attributes
    ----------
    place : str
        What stands after the ``#`` in its address: the number of the record, counted from 1, or the name of a member.
    draft : Draft or None
        None where it could not be read.
    error : str
        Why not; it lacks the name of the file.
    """

    place: str
    draft: Draft | None
    error: str = ""


def shown(value: object) -> str:
    """`value` as a message quotes it: on one line, signs that cannot be shown escaped, not longer than 120 characters."""
    text = repr(value if isinstance(value, str) else str(value))
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 2] + "…" + text[0]


def one_line(text: str) -> str | None:
    """`text` on one line with single spaces and without control characters; None where nothing is left."""
    text = re.sub(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]", "\ufffd", text)
    return " ".join(text.split()) or None


def is_address(value: object) -> bool:
    """Whether a value is a web address, and nothing else."""
    return isinstance(value, str) and re.fullmatch(r"https?://\S+", value.strip(), re.IGNORECASE) is not None
