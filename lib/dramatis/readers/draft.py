"""What a reader has found in a file, before it becomes an article; and the words for what it could not read."""

import re
from dataclasses import dataclass

__all__ = ["Draft", "shown"]

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
    """

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None


def shown(value: object) -> str:
    """`value` as a message quotes it: on one line, signs that cannot be shown escaped, not longer than 120 characters."""
    text = repr(value if isinstance(value, str) else str(value))
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 2] + "…" + text[0]


def one_line(text: str) -> str | None:
    """`text` on one line with single spaces and without control characters; None where nothing is left."""
    text = re.sub(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]", "\ufffd", text)
    return " ".join(text.split()) or None
