"""What was said: the quotations by speaker, each with its cue, its place, and the doubts that concern it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from dramatis import charts
from dramatis.analysis import Analysis
from dramatis.charts.style import color_index
from dramatis.markup import escape
from dramatis.report.part import Part, count_link, folded, plural
from dramatis.report.words import QUOTE_WORDS, SEVERITY_WORDS, reason_words

__all__ = ["doubts", "findings_of", "quotations", "source_words", "spoken_with", "words_for_speaker"]

SHOWN = 6
"""How many quotations of a speaker are shown at once; the rest can be unfolded."""
_AND = re.compile(r"\s(?:and|&)\s")
WIDE = 4
"""From so many quotations on a speaker has the whole width."""
_NOBODY = {"interviewer": "The interviewer", "source": "Sources that are no actors of this page", "none": "Speaker unresolved"}
OF_QUOTATIONS = frozenset({"speaker-conflict", "unattributed-quote", "unbalanced-quotation-mark"})
"""Kinds of findings that are said beside a quotation; all others stand under "How far to trust this"."""


def doubts(analysis: Analysis) -> Part:
    """The findings that concern no single quotation, as a part of the page; empty where there is none."""
    concerned = {at for row in analysis.quotes.itertuples() for at in findings_of(row, analysis.findings)}
    rest = [finding for at, (_, finding) in enumerate(analysis.findings.iterrows()) if at not in concerned]
    if not rest:
        return Part("", "no further note")
    items = "".join(_finding(analysis, finding) for finding in rest)
    return Part(f'<div class="findings"><h3>Notes and doubts</h3>{items}</div>', "\n".join(finding["message"] for finding in rest))


def quotations(analysis: Analysis) -> Part:
    """All quotations as a part of the page: speakers in the order of their salience, direct speech first, then sources, unresolved last."""
    if analysis.quotes.empty:
        return Part("", "no quotation")
    groups = [_speaker(analysis, *group) for group in _by_speaker(analysis)]
    return Part(
        f'<div class="said">{"".join(groups)}</div>',
        "\n".join(f"{row.id}: {row.text}" for row in analysis.quotes.itertuples()),
    )


def findings_of(quote: Any, findings: pd.DataFrame) -> list[int]:
    """Positions of the findings that concern a quotation: they are of its kind, and a span of theirs touches its words, speaker or cue."""
    spans = [(quote.start, quote.end), (quote.speaker_start, quote.speaker_end), (quote.cue_start, quote.cue_end)]
    known = [(start, end) for start, end in spans if not pd.isna(start)]
    return [
        at
        for at, row in enumerate(findings.itertuples())
        if row.kind in OF_QUOTATIONS and any(_touch(span, place) for span in row.spans for place in known)
    ]


def words_for_speaker(quote: Any, analysis: Analysis) -> str:
    """The words that stand for the speaker there where they are not a name (he, the minister); empty where they are, or are unknown."""
    if not isinstance(quote.speaker, str) or pd.isna(quote.speaker_start):
        return ""
    words = analysis.article.text[int(quote.speaker_start) : int(quote.speaker_end)]
    own = analysis.mentions[analysis.mentions["actor"].eq(quote.speaker) & analysis.mentions["form"].isin(["name", "demonym"])]
    named = ((own["start"] < quote.speaker_end) & (quote.speaker_start < own["end"])).any()
    return "" if named else words


def source_words(quote: Any, analysis: Analysis) -> str:
    """The words for a source that is no actor here (*police*); empty where an actor speaks, or nobody could be told."""
    if isinstance(quote.speaker, str) or quote.reason != "unnamed-source" or pd.isna(quote.speaker_start):
        return ""
    return analysis.article.text[int(quote.speaker_start) : int(quote.speaker_end)]


def spoken_with(quote: Any, analysis: Analysis) -> list[str]:
    """The names of others who say the same by the words for the speaker: Bob Roe where *Ann Lee and Bob Roe* speak and she has the row."""
    if not isinstance(quote.speaker, str) or pd.isna(quote.speaker_start):
        return []
    text, start, end = analysis.article.text, int(quote.speaker_start), int(quote.speaker_end)
    if not _AND.search(text, start, end):
        return []
    kinds = dict(zip(analysis.actors["id"], analysis.actors["kind"], strict=True))
    named = analysis.mentions[
        analysis.mentions["form"].eq("name") & analysis.mentions["start"].ge(start) & analysis.mentions["end"].le(end)
    ]
    same = named[named["actor"].map(kinds) == kinds.get(quote.speaker)].sort_values("start")
    places = list(zip(same["start"], same["end"], strict=True))
    joined = all(_AND.search(text, before, after) for (_, before), (after, _) in pairwise(places[-2:]))
    names = dict(zip(analysis.actors["id"], analysis.actors["name"], strict=True))
    return [names[actor] for actor in dict.fromkeys(same["actor"]) if actor != quote.speaker] if joined else []


def _touch(span: Any, place: tuple[int, int]) -> bool:
    return span[0] < place[1] and place[0] < span[1]


def _by_speaker(analysis: Analysis) -> Iterator[tuple[Any, pd.DataFrame]]:
    order = analysis.quotes.assign(key=charts.speaker_keys(analysis.quotes), kind=charts.kinds(analysis.quotes))
    order["rank"] = order["kind"].map({"direct": 0, "turn": 1, "mixed": 2, "indirect": 3})
    order = order.sort_values(["rank", "start"], kind="stable")
    for actor in analysis.actors.itertuples():
        if len(own := order[order["key"] == actor.id]):
            yield actor, own
    for key in charts.NOBODY:
        if len(rest := order[order["key"] == key]):
            yield key, rest


def _speaker(analysis: Analysis, actor: Any, quotes: pd.DataFrame) -> str:
    """The statements of an actor, or of a key of :data:`dramatis.charts.NOBODY`."""
    nobody = actor in charts.NOBODY if isinstance(actor, str) else False
    color = "unresolved" if nobody else f"c{color_index(analysis.actors)[actor.id]}"
    name = _NOBODY[actor] if nobody else f'<a href="#{actor.id}">{escape(actor.name)}</a>'
    target = f"e-said-{actor if nobody else actor.id}"
    counts = f"{count_link(len(quotes), 'statement', target)}, {count_link(int(quotes['words'].sum()), 'word', target)}"
    head = f"<h3>{name} <small>{counts}</small></h3>"
    made = [_quotation(analysis, row) for row in quotes.itertuples()]
    shown, more = (f'<div class="quotations">{"".join(some)}</div>' for some in (made[:SHOWN], made[SHOWN:]))
    wide = " wide-speaker" if len(made) >= WIDE else ""
    return f'<section class="speaker {color}{wide}">{head}{shown}{folded(more, len(made) - SHOWN, "statement")}</section>'


def _quotation(analysis: Analysis, row: Any) -> str:
    doubts = [
        _finding(analysis, analysis.findings.iloc[at]) for at in findings_of(row, analysis.findings) if _first(at, analysis) == row.id
    ]
    words = escape(row.text)
    return (
        f'<div class="quotation {row.kind}" id="c-{row.id}"><blockquote><p>{words}</p></blockquote>'
        f'<p class="how">{" · ".join(_how(row, analysis))}</p>{"".join(doubts)}</div>'
    )


def _first(finding: int, analysis: Analysis) -> str | None:
    """The first quotation of the text that a finding concerns: there it is said, once."""
    return next((row.id for row in analysis.quotes.itertuples() if finding in findings_of(row, analysis.findings)), None)


def _how(row: Any, analysis: Analysis) -> Iterator[str]:
    place = f"{QUOTE_WORDS[row.kind]}, sentence {row.sentence + 1}"
    yield f'<a href="#{row.id}">{place}</a>, <a class="n" href="#{row.id}">{plural(row.words, "word")}</a>'
    if isinstance(row.cue, str):
        yield f"attributed by “{escape(row.cue)}”"
    if words := source_words(row, analysis):
        yield f"“{escape(words)}” – no actor of this page"
        return
    if row.reason == "interviewer":
        yield "the interviewer’s turn"
        return
    if not isinstance(row.speaker, str):
        yield f"speaker unresolved: {escape(reason_words(row.reason))}"
        return
    if words := words_for_speaker(row, analysis):
        yield f"the text does not name the speaker here but says “{escape(words)}”"
    if others := spoken_with(row, analysis):
        yield f"said together with {escape(', '.join(others))}, for whom it is not counted"
    yield f"confidence {row.confidence:.2f}"


def _finding(analysis: Analysis, finding: Any) -> str:
    sentences = analysis.sentences
    ids = [sentences.loc[(sentences["start"] <= span[0]) & (span[0] < sentences["end"]), "id"] for span in finding["spans"]]
    numbers = dict.fromkeys(int(found.iloc[0]) for found in ids if len(found))
    places = ", ".join(f'<a href="#s{number}">sentence {number + 1}</a>' for number in numbers)
    word = SEVERITY_WORDS[finding["severity"]]
    return f'<p class="finding {finding["severity"]}"><b>{word}:</b> {escape(finding["message"])} {places}</p>'
