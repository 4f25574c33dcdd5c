"""Web archives (WARC): the pages that were fetched well."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from dramatis.errors import ArticleError
from dramatis.readers.draft import Record
from dramatis.readers.html import parse_page

__all__ = ["SUFFIXES", "records"]

SUFFIXES = (".warc",)
LARGEST_PAGE = 20_000_000
"""Bytes of one page; a larger one is not read."""
_PAGES = ("text/html", "application/xhtml+xml")


def records(file: BinaryIO) -> Iterator[Record]:
    """The articles of a web archive, in its order, one page in memory at a time; their numbers are those of the responses.

    Answers other than 200, and what is no HTML (pictures, scripts), are passed over.

    Raises
    ------
    ArticleError
        Where the archive is damaged.

    References
    ----------
    https://iipc.github.io/warc-specifications/, https://resiliparse.chatnoir.eu
    """
    from fastwarc.stream_io import StreamError
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        archive = ArchiveIterator(
            _Forward(file), record_types=WarcRecordType.response, parse_http=True, auto_decode="all", fsspec_args=False
        )
        for number, response in enumerate(archive, 1):
            if response.http_headers and response.http_headers.status_code == 200 and response.http_content_type in _PAGES:
                yield _record(number, response)
    except (StreamError, OSError, ValueError) as error:
        raise ArticleError(f"is a web archive that cannot be read on ({' '.join(str(error).split())[:150]}); get it again") from error


class _Forward:
    """A stream that is read from its start to its end; FastWARC would go back in one that says it can."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        """The stream is closed by who opened it."""


def _record(number: int, response: Any) -> Record:
    data = response.reader.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        return Record(str(number), None, f"is a page larger than {LARGEST_PAGE / 1e6:.0f} MB")
    try:
        return Record(str(number), parse_page(data, response.headers.get("WARC-Target-URI"), response.http_charset))
    except ArticleError as error:
        return Record(str(number), None, str(error))
