"""Files that ship with Dramatis: notebooks and lexicons, found in a checkout and in an installed package alike."""

from pathlib import Path

from dramatis.errors import DramatisError

__all__ = ["resource"]

PACKAGED = Path(__file__).parent / "share"
CHECKOUT = Path(__file__).parents[2]


def resource(path: str) -> Path:
    """The file or folder that ships as `path`.

    Parameters
    ----------
    path : str
        As it stands in the repository: ``notebooks/article.ipynb``, ``data/lexicon/titles.csv``.

    Returns
    -------
    Path
        In a wheel, the copy inside the package; in a checkout, the file itself.

    Raises
    ------
    DramatisError
        Where neither has it.
    """
    found = next((folder / path for folder in (PACKAGED, CHECKOUT) if (folder / path).exists()), None)
    if found is None:
        raise DramatisError(f"{path!r} is missing from this installation of dramatis ({CHECKOUT}); install the package again")
    return found
