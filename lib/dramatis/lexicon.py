"""The files that an analyst edits, in ``data/lexicon`` or a folder of his own."""

from pathlib import Path

from dramatis.errors import LexiconError
from dramatis.resources import resource

__all__ = ["find"]


def find(name: str, folder: str | Path | None = None) -> Path:
    """The lexicon file `name`: the one in `folder` where it is there, else the one that ships.

    Raises
    ------
    LexiconError
        Where `folder` is given and is no folder.
    """
    if folder is not None:
        if not Path(folder).is_dir():
            raise LexiconError(f"the lexicon folder {str(folder)!r} is not there; give a folder with actors.csv, topics.yml or cue-verbs.csv")
        if (Path(folder) / name).is_file():
            return Path(folder) / name
    return resource(f"data/lexicon/{name}")
