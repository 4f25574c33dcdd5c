"""Office files are ZIP archives: what they may become when they are unpacked."""

import zipfile
from typing import BinaryIO

from dramatis.errors import ArticleError

__all__ = ["check_package"]

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How OLE files begin: office files with a password (an encrypted package within one), and those of Office before 2007."""
MOST_UNPACKED = 200_000_000
"""Bytes that all members of an office file may have unpacked; libraries that read them hold some of these in memory."""
MOST_RATIO, RATIO_FROM = 200, 50_000_000
"""A file that unpacks to so many times its size is no document, if that is more than these bytes."""


def check_package(file: BinaryIO) -> None:
    """Raise where an office file is damaged, encrypted, or a decompression bomb, as its directory tells; leaves `file` at its start.

    Raises
    ------
    ArticleError
        The message lacks the name of the file.
    """
    if file.read(len(_OLD)) == _OLD:
        raise ArticleError("has a password, or is of the old kind (.doc, .xls) under a new name; save it without one, as .docx or .xlsx")
    try:
        infos = zipfile.ZipFile(file).infolist()
    except zipfile.BadZipFile as error:
        raise ArticleError(f"is damaged, or was not wholly copied ({error}); get it again") from error
    finally:
        file.seek(0)
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(packed, 1)):
        raise ArticleError(f"would be {unpacked / 1e6:,.0f} MB from {packed / 1e6:,.1f} MB; that is a decompression bomb, or too large")
    if any(info.flag_bits & 1 for info in infos):
        raise ArticleError("has a password; save it without one")
