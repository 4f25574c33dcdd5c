"""The topics of an article as a list: what each is called, by which phrases, how often, and which subject codes fit the whole."""

from collections.abc import Iterator
from typing import Any

from dramatis.analysis import Analysis
from dramatis.extract.codes import known_codes
from dramatis.markup import escape
from dramatis.report.part import Part, count_link

__all__ = ["subjects"]

CODES = 3
"""How many subject codes of the whole article are shown."""


def subjects(analysis: Analysis) -> Part:
    """The topics as a part of the page, each with its phrases and a count that opens its places; empty where none was found."""
    if analysis.topics.empty:
        return Part("", "no topic")
    items = "".join(_topic(analysis, row) for row in analysis.topics.itertuples())
    return Part(f'<ol class="topics">{items}</ol>{_codes(analysis)}', "\n".join(analysis.topics["label"]))


def _topic(analysis: Analysis, row: Any) -> str:
    facts = " · ".join([count_link(row.mentions, "mention", f"e-{row.id}"), *_facts(analysis, row)])
    return f'<li id="{row.id}"><b>{escape(row.label)}</b> <span class="topic-facts">{facts}</span></li>'


def _facts(analysis: Analysis, row: Any) -> Iterator[str]:
    if getattr(row, "rule", None) == "watched":
        yield "on the watch-list"
    phrases = analysis.phrases.loc[analysis.phrases["topic"].eq(row.id).fillna(False), "text"]
    if others := [escape(text) for text in phrases if text.casefold() != row.label.casefold()]:
        yield f"with {', '.join(others)}"
    if isinstance(row.code, str):
        yield f"subject: {_subject(row.code, known_codes().get(row.code, row.code))}"


def _codes(analysis: Analysis) -> str:
    if analysis.codes.empty:
        return ""
    fitting = "; ".join(_subject(row.code, row.name) for row in analysis.codes.head(CODES)[["code", "name"]].itertuples(index=False))
    return f'<p class="note">Subjects (IPTC Media Topics) that fit the article best: {fitting}.</p>'


def _subject(code: str, name: str) -> str:
    """A subject by its name, with its code on hovering."""
    return f'<span title="{escape(code)}">{escape(name)}</span>'
