"""Answers of a store written to a file, and an analysis read from one."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from dramatis.errors import ArticleError, ParameterError
from dramatis.export.sheets import MOST_ROWS, cell, plain, write_rows
from dramatis.files import replace
from dramatis.markup import visible

__all__ = ["FORMATS", "as_text", "cells", "checked_form", "read_analysis", "write"]

TEXTS = ("csv", "jsonl")
FORMATS = (*TEXTS, "xlsx", "parquet")


def checked_form(form: str = "", to: Path | None = None) -> str:
    """The format that is asked for by its name, else by the suffix of a file; CSV where neither is given.

    Raises
    ------
    ParameterError
        On one that is none of :data:`FORMATS`, and on one that is no text where there is no file.
    """
    wanted = form or (to.suffix.lower().removeprefix(".") if to else "csv")
    if wanted not in FORMATS:
        raise ParameterError(f"there is no format {visible(wanted)!r} for an answer; there are {', '.join(FORMATS)}")
    if not to and wanted not in TEXTS:
        raise ParameterError(f"{wanted} is no text; give a file: --to FILE.{wanted}")
    return wanted


def write(answer: pd.DataFrame, to: Path, form: str) -> int:
    """Write an answer to a file, whole or not at all; the number of its rows.

    Parameters
    ----------
    answer : DataFrame
        From :meth:`dramatis.store.Store.query`.
    to : Path
        The file.
    form : str
        One of :data:`FORMATS`.

    Raises
    ------
    ParameterError
        Where a sheet cannot hold the rows.
    """
    if form == "xlsx" and len(answer) > MOST_ROWS:
        raise ParameterError(f"the answer has {len(answer):,} rows, a sheet holds {MOST_ROWS:,}; write .csv or .parquet")
    to.parent.mkdir(parents=True, exist_ok=True)
    replace(to, as_text(answer, form) if form in TEXTS else _as_bytes(answer, form))
    return len(answer)


def as_text(answer: pd.DataFrame, form: str) -> str:
    """An answer as CSV, in which no text becomes a formula, or as JSON Lines."""
    target = io.StringIO()
    if form == "csv":
        write_rows(target, [answer.columns, *plain(answer).itertuples(index=False, name=None)])
    else:
        for row in plain(answer).astype(object).to_dict("records"):
            target.write(json.dumps({name: _value(value) for name, value in row.items()}, ensure_ascii=False) + "\n")
    return target.getvalue()


def cells(answer: pd.DataFrame) -> Iterator[list[Any]]:
    """The rows of an answer as they stand in CSV, without marks against formulas."""
    for row in plain(answer).itertuples(index=False, name=None):
        yield [value if isinstance(value, str) else cell(value) for value in row]


def read_analysis(path: str) -> dict[str, Any]:
    """The analysis in a file, as ``dramatis analyze --json`` prints it.

    Raises
    ------
    ArticleError
        Where the file cannot be read or holds another thing.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArticleError(f"the analysis {visible(path)!r} cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if not isinstance(data, dict) or not str(data.get("schema", "")).startswith("dramatis/analysis/"):
        raise ArticleError(f"{visible(path)!r} is no analysis of ours; give what dramatis analyze ARTICLE --json prints")
    return data


def _as_bytes(answer: pd.DataFrame, form: str) -> bytes:
    if form == "xlsx":
        from dramatis.report.takeaway import spreadsheet

        return spreadsheet({"answer": plain(answer)})
    target = io.BytesIO()
    answer.to_parquet(target, index=False)
    return target.getvalue()


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return None if value is None or pd.isna(value) else value
