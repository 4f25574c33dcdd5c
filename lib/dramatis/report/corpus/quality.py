"""The page on quality: the sample to mark, the sheet to fill in, and the reader's own precision."""

import re
import shlex
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from urllib.parse import quote

import pandas as pd

from dramatis.corpus.sampling import ALL, QUESTIONS, marks_of, precision
from dramatis.corpus.selection import Selection
from dramatis.figures import csv_text
from dramatis.markup import escape
from dramatis.prose.words import capital, count, listed
from dramatis.report.corpus.pages import Pages
from dramatis.report.corpus.parts import gallery_card, kicker
from dramatis.report.corpus.quotes import quotation_items
from dramatis.report.part import Part
from dramatis.report.parts import head
from dramatis.report.workbook import find

__all__ = ["drawn", "masthead", "measured", "result", "sample_list", "sheet"]

FILE = "marks.csv"
_TITLE = "How good is it on these articles?"
_WAYS = {
    "direct": ("direct quotation", "direct quotations"),
    "reported": ("piece of reported speech", "pieces of reported speech"),
    "turn": ("turn of an interview", "turns of interviews"),
}


def masthead(chosen: Selection, sample: pd.DataFrame) -> Part:
    """Kicker and headline of the page."""
    line = f"{capital(count(len(sample), 'quotation'))} drawn by chance, to be marked by a reader"
    return head(_TITLE, kicker=kicker(chosen, "Quality"), summary=[line], card=gallery_card(chosen, _TITLE, [], []))


def drawn(sample: pd.DataFrame) -> Part:
    """How many of each kind were drawn, and of how many: one kind does not drown the others, and each has a figure of its own."""
    parts = [f"{count(len(rows), *_WAYS[way])} of {int(rows['number_of'].iloc[0]):,}" for way, rows in sample.groupby("way", sort=True)]
    if not parts:
        return Part('<p class="unmeasured">No quotation was found, so there is nothing to mark.</p>', "no quotation")
    text = f"Drawn: {listed(parts)}. Of each kind as many are drawn as of the others, and each kind gets figures of its own."
    return Part(f"<p>{text}</p>", text)


def sample_list(sample: pd.DataFrame, pages: Pages) -> Part:
    """The quotations of the sample, each with the text around it and its number."""
    rows = sample.assign(speaker=sample["speaker"].replace("", "Speaker could not be told"))
    items = []
    for row, html in zip(rows.itertuples(index=False), quotation_items(rows, pages), strict=True):
        before, words, after = (escape(_one_line(text)) for text in (row.before, row.words, row.after))
        around = f'<p class="note">… {before} <mark>{words}</mark> {after} …</p>'
        items.append(f'<section class="speaker" id="s-{row.number}"><h3>{row.number}</h3>{html}{around}</section>')
    return Part(f'<div class="said">{"".join(items)}</div>', f"{len(sample)} quotations")


def sheet(sample: pd.DataFrame, given: Mapping[str, Any]) -> Part:
    """The sheet to fill in, as a CSV that the page holds: a row a quotation, what was found of it, and a column a question, empty.

    `given` has the parameters by which the same sample is drawn again: ``store`` and ``reports`` as they were given, and all others.
    """
    found = sample[["number", "article_id", "id", "kind", "speaker", "cue", "words"]]
    table = found.rename(columns={name: f"found_{name}" for name in QUESTIONS}).assign(**dict.fromkeys(QUESTIONS, ""))
    table = table.astype(object).mask(table == "", None)
    link = f'<a download="{FILE}" href="data:text/csv;charset=utf-8,{quote(csv_text(table))}">{FILE}</a>'
    asked = "".join(f"<li><b>{name}</b>: {words}</li>" for name, words in QUESTIONS.items())
    how = (
        "Save the sheet and open it in a spreadsheet or an editor. Write y or n into these columns, leave empty what you cannot tell, "
        "and save it as CSV. Then run again with its path: in JupyterLab as the parameter marks, or with"
    )
    words = [f"--{name} {shlex.quote(str(value))}" for name, value in given.items() if name in ("store", "reports") and value]
    words += [f"-p {shlex.quote(f'{name}={value}')}" for name, value in given.items() if name not in ("store", "reports") and value]
    again = f"<code>dramatis page quality {escape(' '.join(words))} -p marks={FILE}</code>"
    return Part(f'<p class="downloads">Sheet to fill in: {link}</p><ul class="facts">{asked}</ul><p>{how} {again}.</p>', FILE)


def result(sample: pd.DataFrame, marks: str) -> Part:
    """The reader's own precision with its interval; says so where nothing is marked yet."""
    if not marks:
        return Part('<p class="unmeasured">Nothing is marked yet.</p>', "nothing is marked yet")
    found = precision(marks_of(find(marks), sample))
    ways = [way for way in _WAYS if way in set(found["way"])]
    ways += [ALL] if len(ways) > 1 else []
    words = {**QUESTIONS, ALL: "nothing marked wrong"}
    cells = {(row.question, row.way): _cell(row) for row in found.itertuples(index=False)}
    body = "".join(
        f'<tr><th scope="row">{question}<br><span class="kind">{asked}</span></th>{"".join(cells[question, way] for way in ways)}</tr>'
        for question, asked in words.items()
    )
    names = [capital(_WAYS[way][1]) if way in _WAYS else "All, weighted" for way in ways]
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("Mark", *names))
    weighted = " All, weighted: each kind counts for as much as these articles have of it; kinds without a mark are left out."
    note = (
        "Precision: how many of those marked are right, and a range that holds the true share in 19 of 20 such samples (Wilson's interval)."
        f"{weighted if len(ways) > 1 else ''} It says nothing of what was not found."
    )
    table = f'<div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    told = [f"{row.question}, {row.way}: {row.right} of {row.marked}" for row in found.itertuples()]
    return Part(f'{table}<p class="note">{note}</p>', "\n".join(told))


def _cell(row: Any) -> str:
    if not row.marked:
        return "<td>nothing marked</td>"
    told = f"{row.right} of {row.marked}; {100 * row.low:.0f} to {_percent(row.high)}"
    return f'<td><b class="n">{_percent(row.share)}</b><br><span class="kind">{told}</span></td>'


def measured() -> Any:
    """Measured precision and recall of the pipeline, as :func:`dramatis.report.trust` shows it."""
    return import_module("dramatis.report").trust()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def _percent(share: float) -> str:
    return f"{100 * share:.0f}\u00a0%"
