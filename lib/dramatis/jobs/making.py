"""One article's page or analysis, made in a child process."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dramatis.errors import ArticleError
from dramatis.jobs.items import Item
from dramatis.report import render

__all__ = ["failure_page", "make"]


def make(item: Item, folder: Path, values: Mapping[str, Any], key: str, *, page: bool) -> dict[str, Any]:
    """Make the page of an article in `folder`, or only its analysis; what there is to tell of it."""
    from dramatis.kernels.warm import forked_kernels

    if not page:
        return _analysis(item, folder, values)
    forked_kernels()
    report = render.run_report(item.address, folder / "made", parameters=values, key=key)
    return {"folder": f"made/{report.path.parent.name}", "error": report.error}


def failure_page(item: Item, room: Path, reason: str, key: str) -> Path:
    """The folder of a page that says why an article failed."""
    report = render.failure_report(item.address, room / f"failed-{item.id}", ArticleError(reason), key=key)
    return report.path.parent


def _analysis(item: Item, folder: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    from dramatis.analysis import analyze, to_json
    from dramatis.pipeline import DEFAULT, load_pipeline
    from dramatis.readers import read

    made = analyze(read(item.address), load_pipeline(values.get("pipeline", DEFAULT)), lexicon=values.get("lexicon") or None)
    (folder / "analysis.json").write_text(json.dumps(to_json(made), ensure_ascii=False), encoding="utf-8")
    return {}
