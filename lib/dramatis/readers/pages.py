"""Web addresses to records."""

from collections.abc import Iterator

from dramatis.errors import ArticleError
from dramatis.readers.draft import Record

__all__ = ["records_of_address"]


def records_of_address(address: str, *, allow_private: bool = False) -> Iterator[Record]:
    """The records of the page or file at a web address."""
    raise ArticleError("is a web address; files are read: save the text of the page as a .txt file and give that file")
    yield
