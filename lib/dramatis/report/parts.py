"""The parts of the page around the charts: its head, how far to trust it, the run record."""

import json
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dramatis import prose
from dramatis.analysis import Analysis
from dramatis.article import shown_source
from dramatis.corpus.intervals import wilson
from dramatis.markup import escape, visible
from dramatis.report import fingerprint
from dramatis.report.part import Part
from dramatis.report.summary import gallery_card, summary

__all__ = ["head", "masthead", "run_record", "trust"]

RECORDED = ("spacy", "pandas", "matplotlib")
"""The packages whose versions stand in the run record."""

_SCORES_NOTE = (
    "Development figures: errors on these texts were read while the rules were written. Expect less on others. Precision: of what we gave, "
    "the share that is right; recall: of what is there, the share that we found or got right; n: how many are there. In brackets the "
    "95 percent interval (Wilson), as if each were independent, so rather too narrow; that of precision for the number given that follows "
    "from the three."
)
SCORES = Path(__file__).parents[1] / "scores.json"
"""Measured precision and recall by task; written by the evaluation, absent until then."""


def head(title: str, *, kicker: str, lang: str = "en", summary: Iterable[str] = (), card: Mapping[str, Any] | None = None) -> Part:
    """Kicker and headline of any page; what the gallery and the command line need to know travels with it.

    Parameters
    ----------
    title, kicker : str
        Plain text, not escaped.
    lang : str
        Language of the page.
    summary : iterable of str
        Lines for the command line.
    card : mapping, optional
        What the gallery shows.
    """
    html = f'<header class="masthead"><p class="kicker">{escape(kicker)}</p><h1>{escape(title)}</h1></header>'
    known = {"title": visible(title), "lang": lang, "summary": list(summary), "card": {"title": title, **(card or {})}}
    return Part(html, title, metadata=known)


def masthead(analysis: Analysis) -> Part:
    """Kicker and headline of an article's page."""
    article = analysis.article
    title = article.title or prose.headline(analysis)
    origin = article.publisher or shown_source(article.source)
    kicker = " · ".join(part for part in (origin, article.date or "undated") if part)
    return head(title, kicker=kicker, lang=article.language, summary=summary(analysis), card=gallery_card(analysis, title))


def trust(scores: Path = SCORES) -> Part:
    """Measured precision and recall by task, with the texts they were measured on; says so where nothing was measured."""
    if not scores.exists():
        return Part('<p class="unmeasured">The accuracy of this version is not yet measured.</p>', "not yet measured")
    rows = json.loads(scores.read_text(encoding="utf-8"))["rows"]
    texts = list(dict.fromkeys((row["set"], row["measured"]) for row in rows))
    tasks = list(dict.fromkeys(row["task"] for row in rows))
    found = {(row["task"], row["set"]): row for row in rows}
    heads = "".join(f'<th scope="colgroup" colspan="3">{escape(name)}, {escape(day)}</th>' for name, day in texts)
    units = '<th class="n" scope="col">precision</th><th class="n" scope="col">recall</th><th class="n" scope="col">n</th>' * len(texts)
    body = "".join(
        f'<tr><th scope="row">{escape(task)}</th>{"".join(_score_cells(found.get((task, name), {})) for name, _ in texts)}</tr>'
        for task in tasks
    )
    head = f'<thead><tr><th rowspan="2" scope="col">Task</th>{heads}</tr><tr>{units}</tr></thead>'
    note = f'<p class="note">{_SCORES_NOTE}</p>'
    plain = "\n".join(f"{row['task']}, {row['set']}: {row['precision']}, {row['recall']}" for row in rows)
    return Part(f'<div class="wide" tabindex="0"><table>{head}<tbody>{body}</tbody></table></div>{note}', plain)


def run_record(analysis: Analysis, **parameters: Any) -> Part:
    """What this page was made from: source, hash, versions, hashes of the program, and parameters.

    Parameters
    ----------
    analysis : Analysis
        The analysis that the page shows.
    **parameters
        Parameters of the notebook that are not in the analysis.
    """
    article, made = analysis.article, analysis.provenance
    pipeline = made.get("pipeline", "unknown")
    record = {
        "Source": shown_source(article.source),
        "SHA-256 of the text": article.sha256,
        "Program": f"dramatis {made.get('dramatis', 'unknown')}, code {made.get('code', 'unknown')}, page {fingerprint.of_page()}",
        "Pipeline": f"{pipeline}, weights {made.get('weights', 'unknown')}",
        "Versions": ", ".join([f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in RECORDED)]),
        "Parameters": _parameters({**made.get("parameters", {}), **parameters}),
    }
    rows = "".join(f"<dt>{key}</dt><dd>{escape(str(value))}</dd>" for key, value in record.items())
    return Part(f'<dl class="record">{rows}</dl>', "\n".join(f"{key}: {value}" for key, value in record.items()))


def _score_cells(row: Mapping[str, Any]) -> str:
    if not row:
        return '<td class="n">–</td>' * 3
    cells = (_share_of(row, "precision"), _share_of(row, "recall"), f"{row['n']:,}" if row.get("n") else "not recorded")
    return "".join(f'<td class="n">{words}</td>' for words in cells)


def _share_of(row: Mapping[str, Any], key: str) -> str:
    """A share in percent with its interval, which needs the number of marked ones."""
    if row.get(key) is None:
        return "–"
    words, right = f"{row[key]:.1f} %", row["recall"] / 100 * row["n"] if row.get("n") and row.get("recall") is not None else None
    if right is None:
        return words
    marked = row["n"] if key == "recall" else right / (row[key] / 100) if row[key] else 0
    low, high = wilson(round(right), max(round(right), round(marked)))
    return f'{words} <span class="kind">({100 * low:.0f}–{100 * high:.0f})</span>'


def _parameters(parameters: Mapping[str, Any]) -> str:
    given = {key: value for key, value in sorted(parameters.items()) if value not in (None, "", [], {})}
    own = [] if "lexicon" in given else ["no lexicon of your own"]
    shown = {key: shown_source(value) if isinstance(value, str) else value for key, value in given.items()}
    return ", ".join([f"{key} = {value!r}" for key, value in shown.items()] + own)


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
