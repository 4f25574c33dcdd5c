"""Analyses as JSON Lines: one a line, as ``dramatis analyze --json-lines`` prints them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from dramatis.files import written

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["json_lines"]


def json_lines(store: "Store", ids: list[str], to: Path) -> list[Path]:
    """One analysis a line, in the order of dates; a few hundred are in memory at a time."""
    from dramatis.analysis import to_json

    to.parent.mkdir(parents=True, exist_ok=True)
    with written(to) as file:
        for analysis in store.analyses(ids):
            file.write(json.dumps(to_json(analysis), ensure_ascii=False, allow_nan=False) + "\n")
    return [to]
