"""One article's page or analysis, made in a child process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dramatis.errors import ArticleError
from dramatis.jobs.items import Item
from dramatis.jobs.stores import laid_out, stored_analysis
from dramatis.report import render

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article

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

    An analysis that the store has already under the same key is not made again: then only the key is told. One that another store has
    under the key that it would get here is taken as it is. An article that was removed, which is known again by its text or address, is
    left out.
    """
    from dramatis.kernels.warm import forked_kernels

    found = stored_analysis(item) if item.store else None
    if order.removed and _is_removed(item, found, order):
        return {"removed": True}
    if not order.page:
        return _analysis(item, found, folder, order)
    forked_kernels()
    source = laid_out(item, found.article, folder.parent) if found else item.address
    report = render.run_report(source, folder / "made", parameters=order.values, key=order.key)
    return {"folder": f"made/{report.path.parent.name}", "error": report.error}


def failure_page(item: Item, room: Path, reason: str, key: str) -> Path:
    """The folder of a page that says why an article failed."""
    report = render.failure_report(item.address, room / f"failed-{item.id}", ArticleError(reason), key=key)
    return report.path.parent


def _is_removed(item: Item, found: "Analysis | None", order: Order) -> bool:
    from dramatis.store.removed import is_barred

    article = _article(item, found)
    return is_barred(item.id, article.source, article.sha256, order.removed)


def _analysis(item: Item, found: "Analysis | None", folder: Path, order: Order) -> dict[str, Any]:
    from dramatis.analysis import analyze, to_json
    from dramatis.due import article_key
    from dramatis.pipeline import DEFAULT, load_pipeline

    article = replace(_article(item, found), id=item.id)
    key = article_key(order.base)(article) if order.base else ""
    if key and key == order.known:
        return {"stored": key}
    if found and key == item.digest:
        made = found
    else:
        made = analyze(article, load_pipeline(order.values.get("pipeline", DEFAULT)), lexicon=order.values.get("lexicon") or None)
    (folder / "analysis.json").write_text(json.dumps(to_json(made), ensure_ascii=False), encoding="utf-8")
    return {}


def _article(item: Item, found: "Analysis | None") -> "Article":
    from dramatis.readers import read

    return found.article if found else read(item.address)
