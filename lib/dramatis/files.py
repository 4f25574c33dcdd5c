"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

__all__ = ["replace"]


def replace(path: Path, content: str) -> None:
    """Write `content` to `path` under another name first, so that a reader sees the old file or the new, never a part."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
