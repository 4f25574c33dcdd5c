"""Tables for a spreadsheet: CSV files or one workbook, in which no text becomes a formula.

References
----------
.. [1] OWASP, *CSV Injection*.
.. [2] RFC 4180, *Common Format and MIME Type for CSV Files*.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pandas as pd

from dramatis.errors import StoreError
from dramatis.files import replace, written
from dramatis.report.takeaway import FORMULA, listed, spreadsheet
from dramatis.store.schema import STORED

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["LEFT_OUT", "cell", "csv_files", "plain", "workbook", "write_rows"]

LEFT_OUT = ("signatures",)
"""Tables that serve the program alone."""
BATCH = 5000
"""Articles whose rows are in memory at a time."""
MOST_ROWS = 1_048_575
"""Rows that a sheet of a workbook can hold below its head."""


def csv_files(store: "Store", ids: list[str], to: Path) -> list[Path]:
    """A file ``<table>.csv`` for each table, in UTF-8 with a head; one without rows has a head alone."""
    to.mkdir(parents=True, exist_ok=True)
    paths = {name: to / f"{name}.csv" for name in STORED if name not in LEFT_OUT}
    with ExitStack() as open_files:
        files = {name: open_files.enter_context(written(path)) for name, path in paths.items()}
        for name, file in files.items():
            write_rows(file, [[column.name for column in STORED[name]]])
        for start in range(0, len(ids), BATCH):
            for name, file in files.items():
                write_rows(file, store.table(name, ids[start : start + BATCH]).itertuples(index=False, name=None))
    return list(paths.values())


def workbook(store: "Store", ids: list[str], to: Path) -> list[Path]:
    """One workbook with a sheet for each table that has rows.

    Raises
    ------
    StoreError
        Where a table has more rows than a sheet can hold.
    """
    found = {}
    for name in STORED:
        if name not in LEFT_OUT:
            found[name] = store.table(name, ids)
            if len(found[name]) > MOST_ROWS:
                raise StoreError(
                    f"table {name!r} has {len(found[name]):,} rows, a sheet holds {MOST_ROWS:,}; choose fewer articles, or CSV"
                )
    to.parent.mkdir(parents=True, exist_ok=True)
    replace(to, spreadsheet(found))
    return [to]


def write_rows(file: IO[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write rows as CSV; see :func:`cell`."""
    csv.writer(file, lineterminator="\n").writerows([cell(value) for value in row] for row in rows)


def cell(value: Any) -> Any:
    """A value as it stands in CSV: nothing where it is missing, lists as ``a; b``, spans as ``12-20; 30-44``.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; nothing else of it is changed, so offsets hold.
    """
    if isinstance(value, list | tuple):
        value = listed(value)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    if isinstance(value, bool):
        return str(value).lower()
    return "" if pd.isna(value) else value


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with times as text (a day where all of a column are days), records as JSON, and what is no number or list as text."""
    return rows.assign(**{name: _plain(rows[name]) for name in rows.columns if rows[name].dtype.kind in "mMO"})


def _plain(values: pd.Series) -> pd.Series:
    if not pd.api.types.is_datetime64_any_dtype(values):
        return values.map(_plain_value)
    days = (values.dropna() == values.dropna().dt.normalize()).all()
    texts = values.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S")
    return texts.astype(object).where(values.notna(), None)


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value if value is None or isinstance(value, str | bool | int | float | list | tuple) else str(value)
