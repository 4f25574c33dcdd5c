"""What the tour needs: a store made on the spot from a folder of articles."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from dramatis.analysis import Analysis
from dramatis.errors import ArticleError
from dramatis.markup import visible
from dramatis.prose.words import capital, count
from dramatis.report.part import Part
from dramatis.report.parts import head
from dramatis.report.workbook import find
from dramatis.store import Store, open_store

__all__ = ["analyzed", "masthead", "stored"]

_TITLE = "From one article to many"

MOST = 50
"""Articles that a tour analyzes, so that it takes minutes and not hours."""


def masthead(analyses: list[Analysis]) -> Part:
    """Kicker and headline of the tour: how many articles it goes through."""
    line = f"{capital(count(len(analyses), 'article'))}, read here and now"
    return head(_TITLE, kicker="Tour", summary=[line], card={"title": _TITLE, "actors": [], "topics": []})


def analyzed(articles: str, *, pipeline: str = "en_dramatis") -> list[Analysis]:
    """The analyses of the first articles of a folder or file; what cannot be read is passed over.

    Raises
    ------
    ArticleError
        Where there is none.
    """
    from itertools import islice

    from dramatis.analysis import analyze_many
    from dramatis.pipeline import load_pipeline
    from dramatis.readers import Unread, read_many

    found = (each for each in read_many(find(articles)) if not isinstance(each, Unread))
    made = list(analyze_many(islice(found, MOST), load_pipeline(pipeline)))
    if not made:
        raise ArticleError(f"{visible(articles)!r} holds no article that can be read; name a folder or a file of articles")
    return made


def stored(analyses: Iterable[Analysis], folder: str = "") -> Store:
    """The analyses in a store: in `folder`, or in a new one for the time being where none is named."""
    store = open_store(Path(find(folder)) if folder else Path(tempfile.mkdtemp(prefix="dramatis-tour-")) / "store")
    store.add(analyses)
    return store
