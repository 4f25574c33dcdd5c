"""One article's page or analysis, made in a child process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dramatis.errors import ArticleError
from dramatis.jobs.items import Item
from dramatis.report import render

__all__ = ["Order", "failure_page", "make"]


@dataclass(frozen=True)
class Order:
    """What is to be made of an article.

    Attributes
    ----------
    values : mapping
        Parameters of the article notebook.
    key : str
        The hash of all that its page depends on.
    base : str
        Of :func:`dramatis.due.analysis_base`; empty where no store is filled.
    known : str
        The key under which the store has the article; empty where it has not.
    page : bool
        Whether a page is made, or the analysis only.
    removed : frozenset of str
        Marks of the articles that were removed from the store, and are not to be made again (:mod:`dramatis.store.removed`).
    """

    values: Mapping[str, Any]
    key: str
    base: str
    known: str
    page: bool
    removed: frozenset[str] = frozenset()


def make(item: Item, folder: Path, order: Order) -> dict[str, Any]:
    """Make the page of an article in `folder`, or only its analysis; what there is to tell of it.

    An analysis that the store has already under the same key is not made again: then only the key is told. Neither is an article that was
    removed, which is known again by its text or address.
    """
    from dramatis.kernels.warm import forked_kernels

    if order.removed and _is_removed(item, order):
        return {"removed": True}
    if not order.page:
        return _analysis(item, folder, order)
    forked_kernels()
    report = render.run_report(item.address, folder / "made", parameters=order.values, key=order.key)
    return {"folder": f"made/{report.path.parent.name}", "error": report.error}


def failure_page(item: Item, room: Path, reason: str, key: str) -> Path:
    """The folder of a page that says why an article failed."""
    report = render.failure_report(item.address, room / f"failed-{item.id}", ArticleError(reason), key=key)
    return report.path.parent


def _is_removed(item: Item, order: Order) -> bool:
    from dramatis.readers import read
    from dramatis.store.removed import is_barred

    article = read(item.address)
    return is_barred(item.id, article.source, article.sha256, order.removed)


def _analysis(item: Item, folder: Path, order: Order) -> dict[str, Any]:
    from dramatis.analysis import analyze, to_json
    from dramatis.due import article_key
    from dramatis.pipeline import DEFAULT, load_pipeline
    from dramatis.readers import read

    article = replace(read(item.address), id=item.id)
    key = article_key(order.base)(article) if order.base else ""
    if key and key == order.known:
        return {"stored": key}
    made = analyze(article, load_pipeline(order.values.get("pipeline", DEFAULT)), lexicon=order.values.get("lexicon") or None)
    (folder / "analysis.json").write_text(json.dumps(to_json(made), ensure_ascii=False), encoding="utf-8")
    return {}
