"""A part of the page: what a notebook cell shows, in the page and in JupyterLab alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Part", "count_link", "folded", "plural"]


@dataclass(frozen=True)
class Part:
    """One part of the page.

    Attributes
    ----------
    html : str
        The part as HTML; whatever comes from an article is escaped in it.
    text : str
        What a console shows instead.
    data : mapping
        Further representations, MIME type to content; they travel in the executed notebook.
    metadata : mapping
        What the page's template and the gallery need to know (title, language, summary, …).
    """

    html: str
    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        return {"text/html": self.html, "text/plain": self.text} | dict(self.data), {"dramatis": dict(self.metadata)}


def plural(number: int, word: str, words: str | None = None) -> str:
    """``1 mention``, ``2 mentions``."""
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def count_link(number: int, word: str, target: str, words: str | None = None) -> str:
    """A count that opens its evidence: ``<a href="#target">2 mentions</a>``; plain text where there is nothing to open."""
    label = plural(number, word, words)
    return f'<a class="n" href="#{target}">{label}</a>' if number else label


def folded(html: str, number: int, noun: str) -> str:
    """The rest of a long list, one click away, with the words how many there are; empty where `number` is not positive."""
    return (
        f'<details class="more"><summary>and {number:,} more {noun if number == 1 else noun + "s"}</summary>{html}</details>'
        if number > 0
        else ""
    )
