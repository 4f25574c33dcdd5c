"""What one analysis says in a few plain lines: for the command line and for the gallery."""

from typing import Any

from dramatis import charts
from dramatis.analysis import Analysis
from dramatis.charts.labels import word_count
from dramatis.markup import visible
from dramatis.report.part import plural

__all__ = ["gallery_card", "summary"]

CHIEF = 3
"""How many actors and topics are named."""
FILTERED = 12
"""How many actors and topics of a report the gallery can be filtered by."""


def summary(analysis: Analysis) -> list[str]:
    """Five lines: what was read, who, what about, who speaks, what could not be told."""
    return [_read(analysis), _who(analysis), _what(analysis), _speaks(analysis), _untold(analysis)]


def gallery_card(analysis: Analysis, title: str) -> dict[str, Any]:
    """What the gallery shows of a report."""
    return {
        "title": title,
        "own_title": bool(analysis.article.title),
        "date": analysis.article.date,
        "source": analysis.article.source,
        "article": analysis.article.id,
        "sha256": analysis.article.sha256,
        "actors": list(analysis.actors["name"].head(CHIEF)),
        "topics": list(analysis.topics["label"].head(CHIEF)),
        "publisher": analysis.article.publisher,
        "all_actors": list(analysis.actors["name"].head(FILTERED)),
        "all_topics": list(analysis.topics["label"].head(FILTERED)),
        "quotations": len(analysis.quotes),
    }


def _read(analysis: Analysis) -> str:
    text, date = analysis.article.text, analysis.article.date or "undated"
    parts = [plural(word_count(text), "word"), plural(len(analysis.sentences), "sentence"), date]
    return f"Read: {visible(analysis.article.source)} ({', '.join(parts)})"


def _who(analysis: Analysis) -> str:
    chief = [f"{row.name} ({row.mentions:,})" for row in analysis.actors.head(CHIEF).itertuples(index=False)]
    return f"Who: {_named(chief, len(analysis.actors))}" if chief else "Who: nobody that we could find"


def _what(analysis: Analysis) -> str:
    found = analysis.topics[analysis.topics["mentions"] > 0]  # watched topics that do not occur are told on the page
    labels = list(found["label"].head(CHIEF))
    return f"What about: {_named(labels, len(found))}" if labels else "What about: no topic that we could find"


def _speaks(analysis: Analysis) -> str:
    """Who has words in quotation marks, and how many statements are reported beside them."""
    words = charts.quoted_words(analysis.quotes, analysis.actors)
    if words.empty:
        return "Who speaks: nobody is quoted"
    parts = []
    for column, manner in (("direct", "in quotation marks"), ("turns", "in turns of an interview")):
        known = words[(words["speaker"] != "") & (words[column] > 0)].sort_values(column, ascending=False, kind="stable")
        said = [f"{name} ({plural(int(own), 'word')})" for name, own in zip(known["name"], known[column], strict=True)][:CHIEF]
        parts += [f"{manner} {_named(said, len(known))}"] if said else []
    if reported := int(charts.kinds(analysis.quotes).isin(["mixed", "indirect"]).sum()):
        parts.append(f"{plural(reported, 'statement')} reported")
    return f"Who speaks: {'; '.join(parts) or 'nobody that we could tell'}"


def _untold(analysis: Analysis) -> str:
    keys, statements = charts.speaker_keys(analysis.quotes), plural(len(analysis.quotes), "statement")
    doubts = int((analysis.findings["severity"] != "info").sum())
    parts = [f"the speaker of {keys.count('none')} of {statements}"] if "none" in keys else []
    if "source" in keys:
        parts.append(f"who the source of {keys.count('source')} of {statements} is, beyond the words on the page")
    parts += [f"{doubts} {'doubt' if doubts == 1 else 'doubts'} noted on the page"] if doubts else []
    return f"Could not be told: {'; '.join(parts) or 'no doubt was noted, which does not make the rest right'}"


def _named(names: list[str], total: int) -> str:
    return visible(", ".join(names)) + (f" and {total - len(names)} more" if total > len(names) else "")
