"""The parts of the page around the charts: its head, how far to trust it, the run record, the downloads."""

import base64
import io
import json
import platform
import re
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dramatis import prose, tables
from dramatis.analysis import Analysis, to_json
from dramatis.markup import escape, visible
from dramatis.report import fingerprint
from dramatis.report.execution import ANALYSIS_MIME
from dramatis.report.part import Part
from dramatis.report.summary import gallery_card, summary

__all__ = ["downloads", "head", "masthead", "run_record", "trust"]

RECORDED = ("spacy", "pandas", "matplotlib")
"""The packages whose versions stand in the run record."""

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
    origin = article.publisher or re.split(r"[\\/]", article.source)[-1]
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
    units = '<th scope="col">precision</th><th scope="col">recall</th><th scope="col">n</th>' * len(texts)
    body = "".join(
        f'<tr><th scope="row">{escape(task)}</th>{"".join(_score_cells(found.get((task, name), {})) for name, _ in texts)}</tr>'
        for task in tasks
    )
    head = f'<thead><tr><th rowspan="2" scope="col">Task</th>{heads}</tr><tr>{units}</tr></thead>'
    note = '<p class="note">Development figures: errors on these texts were read while the rules were written. Expect less on others.</p>'
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
        "Source": article.source,
        "SHA-256 of the text": article.sha256,
        "Program": f"dramatis {made.get('dramatis', 'unknown')}, code {made.get('code', 'unknown')}, page {fingerprint.of_page()}",
        "Pipeline": f"{pipeline}, weights {made.get('weights', 'unknown')}",
        "Versions": ", ".join([f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in RECORDED)]),
        "Parameters": _parameters({**made.get("parameters", {}), **parameters}),
    }
    rows = "".join(f"<dt>{key}</dt><dd>{escape(str(value))}</dd>" for key, value in record.items())
    return Part(f'<dl class="record">{rows}</dl>', "\n".join(f"{key}: {value}" for key, value in record.items()))


def downloads(analysis: Analysis) -> Part:
    """A link that holds everything to take away: the analysis as JSON and each table as CSV, in one archive."""
    data = to_json(analysis)
    name = analysis.article.id
    files = {"analysis.json": json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"}
    files |= {f"{table}.csv": _csv(analysis, table) for table in tables.TABLES if len(getattr(analysis, table, ()))}
    packed = base64.b64encode(_archive(files)).decode("ascii")
    label = "All tables as CSV, and the whole analysis as JSON (ZIP)"
    link = f'<a download="{escape(name)}.zip" href="data:application/zip;base64,{packed}">{label}</a>'
    text = "Columns and their meaning are in the documentation of the tables. Offsets count characters of the article's text from 0."
    return Part(f'<p class="downloads">{link}</p><p class="note">{text}</p>', "downloads", data={ANALYSIS_MIME: data})


def _score_cells(row: Mapping[str, Any]) -> str:
    shares = [f"{row[key]:.1f} %" if row.get(key) is not None else "–" for key in ("precision", "recall")]
    return "".join(f'<td class="n">{words}</td>' for words in (*shares, f"{row['n']:,}" if row.get("n") else "–"))


def _parameters(parameters: Mapping[str, Any]) -> str:
    given = {key: value for key, value in parameters.items() if value not in (None, "", [], {})}
    own = [] if "lexicon" in given else ["no lexicon of your own"]
    return ", ".join([f"{key} = {value!r}" for key, value in sorted(given.items())] + own)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _csv(analysis: Analysis, name: str) -> str:
    """A table as CSV in which no cell can be taken for a formula.

    References
    ----------
    .. [1] OWASP, *CSV Injection*: a leading ``= + - @``, tab or line end makes a spreadsheet compute.
    """
    rows = getattr(analysis, name).drop(columns="article_id")
    texts = rows.select_dtypes(include=["str", "object"]).columns
    safe = rows.assign(**{column: rows[column].map(_defused) for column in texts})
    return safe.to_csv(index=False, lineterminator="\n")


def _defused(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else value


def _archive(files: Mapping[str, str]) -> bytes:
    """A ZIP archive without a clock in it, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content.encode("utf-8", "surrogatepass"), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()
