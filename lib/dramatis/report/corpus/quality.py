"""The page on quality: the sample to mark, the sheet to fill in, and the reader's own precision."""

import re
import shlex
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from urllib.parse import quote

import pandas as pd

from dramatis.corpus.sampling import QUESTIONS, marks_of, precision
from dramatis.corpus.selection import Selection
from dramatis.figures import csv_text
from dramatis.markup import escape
from dramatis.prose.words import capital, count, number
from dramatis.report.corpus.pages import Pages
from dramatis.report.corpus.parts import gallery_card, kicker
from dramatis.report.corpus.quotes import quotation_items
from dramatis.report.part import Part
from dramatis.report.parts import head
from dramatis.report.workbook import find

__all__ = ["masthead", "measured", "result", "sample_list", "sheet"]

FILE = "marks.csv"
_TITLE = "How good is it on these articles?"


def masthead(chosen: Selection, sample: pd.DataFrame) -> Part:
    """Kicker and headline of the page."""
    line = f"{capital(count(len(sample), 'quotation'))} drawn by chance, to be marked by a reader"
    return head(_TITLE, kicker=kicker(chosen, "Quality"), summary=[line], card=gallery_card(chosen, _TITLE, [], []))


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
    rows = precision(marks_of(find(marks), sample))
    words = {**QUESTIONS, "all": "nothing marked wrong"}
    body = "".join(
        f'<tr><th scope="row">{row.question}</th><td>{words[row.question]}</td><td class="n">{row.right} of {row.marked}</td>'
        f'<td class="n">{_percent(row.share)}</td><td class="n">{_percent(row.low)} to {_percent(row.high)}</td></tr>'
        for row in rows.itertuples(index=False)
    )
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("Mark", "Question", "Right", "Precision", "95 percent range"))
    note = (
        f"Wilson's interval, for a sample of {number(len(sample))} drawn by chance from this store; it says nothing of what was not found."
    )
    table = f'<div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    return Part(
        f'{table}<p class="note">{note}</p>', "\n".join(f"{row.question}: {row.right} of {row.marked}" for row in rows.itertuples())
    )


def measured() -> Any:
    """Measured precision and recall of the pipeline, as :func:`dramatis.report.trust` shows it."""
    return import_module("dramatis.report").trust()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def _percent(share: float) -> str:
    return "–" if pd.isna(share) else f"{100 * share:.0f}\u00a0%"
