"""Excel workbooks, one article a row."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from dramatis.errors import ArticleError
from dramatis.readers.columns import has_text, record_of
from dramatis.readers.draft import Record
from dramatis.readers.packages import check_package

__all__ = ["SUFFIXES", "records"]

SUFFIXES = (".xlsx", ".xlsm")
_HEADER_ROWS = 10
"""Rows from the top of a sheet in which its header is looked for."""


def records(file: BinaryIO) -> Iterator[Record]:
    """The articles of a workbook, from all sheets that have a header with a column for the text; values of formulas as last saved.

    Raises
    ------
    ArticleError
        Where it is damaged, or no sheet has such a header.

    References
    ----------
    https://openpyxl.readthedocs.io/en/stable/optimized.html
    """
    import openpyxl

    check_package(file)
    try:
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
        found, number = False, 0
        for sheet in workbook.worksheets:
            for row in _rows(sheet):
                found, number = True, number + 1
                if row:
                    yield record_of(number, row)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise ArticleError(f"is a workbook that cannot be read ({' '.join(str(error).split())[:150]}); save it again as .xlsx") from error
    if not found:
        raise ArticleError("is a workbook in which no sheet has a column for the text; name one column text, body or content")


def _rows(sheet: Any) -> Iterator[dict[str, Any]]:
    """The rows below the header, by column; empty where nothing is filled."""
    sheet.reset_dimensions()
    header: list[str] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True)):
        if not header and number >= _HEADER_ROWS:
            return
        if header:
            filled = any(value is not None for value in values)
            yield {name: value for name, value in zip(header, values, strict=False) if name} if filled else {}
        elif has_text(values):
            header = ["" if value is None else str(value) for value in values]
