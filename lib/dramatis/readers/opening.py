"""What can be opened: paths, what fsspec knows, compressed files, members of archives; each as a stream of bytes with a name."""

import bz2
import gzip
import io
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from dramatis.errors import ArticleError

__all__ = ["Opened", "is_remote", "is_remote_folder", "members", "opened", "remote_files", "split_address"]

BUFFER = 1 << 17
"""Bytes that are looked at, at most, to tell a format."""
BOMB_RATIO, BOMB_BYTES = 100, 200_000_000
"""A stream that has become so much larger by decompression, and is larger than that, is a bomb. English text compresses to a third."""
MOST_MEMBERS = 1_000_000
_SUFFIXES = {".gz": gzip.open, ".gzip": gzip.open, ".bz2": bz2.open, ".xz": lzma.open, ".lzma": lzma.open}
_MAGIC = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_DAMAGED = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)


@dataclass(frozen=True)
class Opened:
    """An open file.

    Attributes
    ----------
    name : str
        Its name, without the suffix of a compression; the suffix that it ends with tells the format.
    file : BufferedReader
        Its bytes, not compressed.
    seekable : bool
        Whether one can go back in `file` without reading it anew.
    """

    name: str
    file: io.BufferedReader
    seekable: bool


def is_remote(source: str) -> bool:
    """Whether a source is the address of a file elsewhere, or in memory, that fsspec opens (``s3://bucket/a.jsonl``)."""
    web = re.match(r"https?://", source, re.IGNORECASE)
    return not web and re.match(r"[A-Za-z][\w+.-]*(?:://|::)", source) is not None and not os.path.lexists(source)


def split_address(source: str) -> tuple[str, str]:
    """A source without and with what stands after the ``#``: ``a.jsonl#17`` is the 17th record of ``a.jsonl``.

    The name of a file that is there may hold a ``#`` itself.
    """
    if "#" not in source or os.path.lexists(source):
        return source, ""
    cuts = [at.start() for at in re.finditer("#", source)]
    there = next((at for at in reversed(cuts) if os.path.lexists(source[:at])), cuts[0])
    return source[:there], source[there + 1 :]


def is_remote_folder(source: str) -> bool:
    """Whether a source is the address of a folder elsewhere; it ends with a slash (``s3://bucket/inbox/``)."""
    return source.endswith("/") and is_remote(source)


def remote_files(address: str) -> dict[str, str]:
    """The addresses of all files in a folder that fsspec opens, and in the folders in it, each with its path from there on.

    Raises
    ------
    ArticleError
        Where the address is of no kind that can be opened, or holds no file.
    OSError
        Where it cannot be opened.
    """
    import fsspec

    with _kind_that_opens():
        files, root = fsspec.url_to_fs(address)
        found = files.find(root)
    if not found:
        raise ArticleError("holds no file; give the address of a folder with articles")
    return {files.unstrip_protocol(path): path.removeprefix(f"{root.rstrip('/')}/") for path in sorted(found)}


@contextmanager
def opened(source: str) -> Iterator[Opened]:
    """The file at a path or fsspec address, decompressed.

    Raises
    ------
    ArticleError
        Where the address is of no kind that can be opened, or the compressed bytes are damaged, or a bomb.
    OSError
        Where it cannot be opened.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(_remote(source) if is_remote(source) else _local(source))
        with damage():
            yield inflated(re.split(r"[\\/]", source)[-1], raw)


def inflated(name: str, raw: BinaryIO) -> Opened:
    """A stream without its compression, where it has one that the bytes or else the name tell; one layer only."""
    file = raw if isinstance(raw, io.BufferedReader) and raw.raw is not None else io.BufferedReader(raw, BUFFER)
    start = file.peek(16)
    stem, suffix = os.path.splitext(name)
    opener = next((found for magic, found in _MAGIC if start.startswith(magic)), None)
    if opener is None:
        return Opened(name, file, file.seekable())
    counted = _Counted(file)
    inner = _Inflated(opener(counted, "rb"), counted)
    return Opened(stem if suffix.lower() in _SUFFIXES else name, io.BufferedReader(inner, BUFFER), seekable=False)


def members(file: BinaryIO) -> Iterator[tuple[str, Opened | ArticleError]]:
    """The files in a ZIP archive that are taken for articles, in the order of their names; or why one cannot be read.

    Raises
    ------
    ArticleError
        Where the archive is damaged or holds too many files.
    """
    with damage(), zipfile.ZipFile(file) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir() and _is_visible(info.filename)]
        if len(infos) > MOST_MEMBERS:
            raise ArticleError(f"is an archive of {len(infos):,} files; at most {MOST_MEMBERS:,} are read: split it")
        for info in sorted(infos, key=lambda info: info.filename):
            yield info.filename, _member(archive, info)


@contextmanager
def damage() -> Iterator[None]:
    """Tell damaged compression in one line."""
    try:
        yield
    except _DAMAGED as error:
        raise ArticleError(f"is damaged, or was not wholly copied ({str(error)[:100] or type(error).__name__}); get it again") from error


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Opened | ArticleError:
    if info.flag_bits & 1:
        return ArticleError("is a file of an archive with a password; unpack it yourself")
    if info.file_size > BOMB_BYTES and info.file_size > BOMB_RATIO * max(info.compress_size, 1):
        return ArticleError(
            f"would be {info.file_size / 1e6:,.0f} MB from {info.compress_size / 1e6:,.1f} MB; that is a decompression bomb"
        )
    try:
        return inflated(PurePosixPath(info.filename).name, archive.open(info))
    except (NotImplementedError, RuntimeError) as error:
        return ArticleError(f"is packed in a way that is not read ({error}); unpack it yourself")
    except _DAMAGED as error:
        return ArticleError(f"is damaged ({error}); get the archive again")


def _is_visible(name: str) -> bool:
    from dramatis.readers.naming import is_article_name

    parts = PurePosixPath(name).parts
    return (
        bool(parts) and not any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts[:-1]) and is_article_name(parts[-1])
    )


def _local(path: str) -> BinaryIO:
    if "\0" in path:
        raise ArticleError("is no path, for it holds a null character; give the path of a file, or a web address")
    if os.path.isdir(path):
        raise ArticleError(
            "is a folder; a file is read here: give one of its files, or read the folder with dramatis analyze FOLDER --json-lines"
        )
    if stat.S_ISFIFO(os.stat(path).st_mode) and not os.path.realpath(path).startswith("/proc/"):  # those of a shell have a writer
        raise ArticleError("is a pipe, which would be waited for without end; give a file, or - for standard input")
    return open(path, "rb", buffering=BUFFER)


@contextmanager
def _remote(source: str) -> Iterator[BinaryIO]:
    import fsspec

    with _kind_that_opens(), fsspec.open(source, "rb") as file:
        yield file


@contextmanager
def _kind_that_opens() -> Iterator[None]:
    try:
        yield
    except (ImportError, ValueError, NotImplementedError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ArticleError(f"cannot be opened ({reason}); give a path, a web address, or an address that fsspec opens") from error


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.count = file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        data = self.file.read1(len(buffer)) if hasattr(self.file, "read1") else self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class _Inflated(io.RawIOBase):
    """A decompressed stream that ends in an error where it turns out to be a bomb."""

    def __init__(self, file: BinaryIO, source: _Counted) -> None:
        self.file, self.source, self.count = file, source, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        if self.count > BOMB_BYTES and self.count > BOMB_RATIO * self.source.count:
            raise ArticleError(
                f"holds more than {self.count / 1e6:,.0f} MB in {self.source.count / 1e6:,.1f} MB; that is a decompression bomb"
            )
        return len(data)
