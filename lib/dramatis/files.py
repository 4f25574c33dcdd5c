"""Writing files whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

__all__ = ["UNFINISHED", "replace", "written"]

UNFINISHED = ".*-????????"
"""Names of files that were being written (a pattern): what a process leaves that is killed at it."""


def replace(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` under another name first, so that a reader sees the old file or the new, never a part."""
    with written(path, binary=isinstance(content, bytes)) as file:
        file.write(content)


@contextmanager
def written(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A file to write to, in UTF-8 or `binary`; it takes the place of `path` when the block ends, and is gone where it raises."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        text = {} if binary else {"encoding": "utf-8", "newline": "\n"}
        with open(descriptor, "wb" if binary else "w", **text) as file:
            yield file
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
