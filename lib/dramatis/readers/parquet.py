"""Parquet files, one article a row."""

from collections.abc import Iterator
from typing import BinaryIO

from dramatis.errors import ArticleError
from dramatis.readers.columns import has_text, record_of, wanted
from dramatis.readers.draft import Record, shown

__all__ = ["SUFFIXES", "records"]

SUFFIXES = (".parquet", ".pq")
_BATCH = 64
"""Rows that are decoded at a time."""


def records(file: BinaryIO) -> Iterator[Record]:
    """The articles of a Parquet file, read some rows at a time and only in the columns that are needed.

    Raises
    ------
    ArticleError
        Where it is damaged, or no column can be the text.

    References
    ----------
    https://arrow.apache.org/docs/python/parquet.html
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file, pre_buffer=False)
        names = table.schema_arrow.names
        if not has_text(names):
            columns = ", ".join(names)
            raise ArticleError(f"is a table without a column for the text (its columns: {shown(columns)}); name one of them text or body")
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=wanted(names), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield record_of(number, row)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ArticleError(f"is a Parquet file that cannot be read ({' '.join(str(error).split())[:150]}); write it again") from error
