"""What is found across articles, kept up to date: actors linked, copies found; one step, which does nothing where nothing changed."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dramatis.corpus import copies as copying
from dramatis.corpus import linking
from dramatis.store import manifest

if TYPE_CHECKING:
    from dramatis.store import Store

__all__ = ["Upkeep", "bring_up_to_date"]

_DONE = "across articles: made of"
_LEXICON = "across articles: lexicon"


class Upkeep(NamedTuple):
    """What bringing a store up to date did.

    Attributes
    ----------
    linked : Linked or None
        What linking the actors did; None where nothing had changed.
    copies : Copies or None
        What was found of copies; None where nothing had changed.
    """

    linked: linking.Linked | None = None
    copies: copying.Copies | None = None

    @property
    def line(self) -> str:
        """For a person: the counts; empty where nothing had changed."""
        if self.linked is None or self.copies is None:
            return ""
        return (
            f"{self.linked.actors:,} actors across articles; {self.copies.articles - self.copies.originals:,} articles are copies of others"
        )


def bring_up_to_date(store: "Store", *, lexicon: str | os.PathLike[str] | None = None) -> Upkeep:
    """Bring the tables over all articles (``links``, ``unlinked``, ``copies``) up to date with the articles of a store.

    Where neither articles nor rules nor ``actors.csv`` changed since the last time, one look at the manifest is all it takes; else only
    names and texts that are concerned are compared anew (:func:`dramatis.corpus.linking.link`, :func:`dramatis.corpus.copies.copies`).
    A process that is killed in between leaves tables that hold for the articles they have, and the next call ends the work.

    Parameters
    ----------
    store : Store
        Whose tables.
    lexicon : path, optional
        A folder with the analyst's ``actors.csv``; empty for the one that ships; None for the one that was last used with this store.

    Raises
    ------
    StoreError
        Where the store cannot be written.
    """
    folder = _lexicon(store, lexicon)
    wanted = _wanted(store, folder)
    if manifest.note(store.folder, _DONE) == wanted:
        return Upkeep()
    linked, found = linking.link(store, lexicon=folder or None), copying.copies(store)
    manifest.keep_notes(store.folder, {_DONE: wanted, _LEXICON: folder})
    return Upkeep(linked, found)


def _lexicon(store: "Store", given: str | os.PathLike[str] | None) -> str:
    """The folder of lexicons in full; empty for those that ship."""
    if given is not None:
        return os.path.abspath(given) if os.fspath(given) else ""
    last = manifest.note(store.folder, _LEXICON)
    return last if Path(last).is_dir() else ""


def _wanted(store: "Store", folder: str) -> str:
    """A hash of all that the tables are made of: articles with their keys, and the rules."""
    told = hashlib.sha256(f"{linking.made_by(folder or None)} {copying.MADE_BY}\n".encode())
    for pair in sorted(manifest.known_keys(store.folder).items()):
        told.update("\t".join(pair).encode("utf-8", "surrogatepass"))
    return told.hexdigest()
