"""Word documents (DOCX)."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from dramatis.errors import ArticleError
from dramatis.readers.draft import Draft, one_line
from dramatis.readers.head import split_head
from dramatis.readers.packages import check_package
from dramatis.readers.text import with_top

__all__ = ["SUFFIXES", "parse"]

SUFFIXES = (".docx", ".docm")
_MAKERS = frozenset({"python-docx", "user", "unknown", "admin", "administrator", "owner", "microsoft office user", "windows user"})
"""What programs write in the place of an author."""


def parse(data: bytes) -> Draft:
    """The draft of a Word document: its paragraphs and the rows of its tables, in order; title and author from its properties.

    The days on which the document was made and changed are no date of publication, and are not taken. A head at the top counts, as in
    plain text; so do a headline and a date line.

    Raises
    ------
    ArticleError
        Where it is damaged, has a password, or is a decompression bomb; the message lacks the name of the file.

    References
    ----------
    https://python-docx.readthedocs.io
    """
    from docx import Document
    from docx.opc.exceptions import OpcError

    check_package(io.BytesIO(data))
    try:
        document = Document(io.BytesIO(data))
        blocks = [block for block in _blocks(document) if block.strip()]
        properties = document.core_properties
        author, title = one_line(properties.author or ""), one_line(properties.title or "")
        language = one_line(properties.language or "")
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        raise ArticleError(f"is a Word document that cannot be read ({' '.join(str(error).split())[:150]}); save it again") from error
    head = split_head("\n\n".join(blocks))
    draft = with_top(head)
    return Draft(
        text=draft.text,
        title=head.title or title or draft.title,
        date=draft.date,
        publisher=draft.publisher,
        author=draft.author or (author if author and author.lower() not in _MAKERS else None),
        language=draft.language or language,
        url=draft.url,
    )


def _blocks(document: Any) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from (" | ".join(_cells(row)) for row in block.rows)
        else:
            yield " ".join(block.text.split("\n")) if block.style and "Heading" in (block.style.name or "") else block.text


def _cells(row: Any) -> list[str]:
    """The texts of a row; a cell that spans several columns counts once."""
    seen: dict[int, str] = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
    return [text for text in seen.values() if text]
