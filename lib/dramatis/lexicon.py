"""The files that an analyst edits, in ``data/lexicon`` or a folder of his own."""

import csv
from pathlib import Path
from typing import NamedTuple

from dramatis.errors import LexiconError
from dramatis.resources import resource
from dramatis.tables import ACTOR_KINDS

__all__ = ["ACTIONS", "COLUMNS", "ActorRule", "actor_rules", "find"]

ACTIONS = {"merge": "alias", "split": "alias", "rename": "alias", "hide": None, "kind": "kind"}
"""Action to the column that it needs besides ``actor``."""
COLUMNS = ("action", "actor", "alias", "kind", "article", "note")


class ActorRule(NamedTuple):
    """One line of ``actors.csv``.

    Attributes
    ----------
    line : int
        Its number in the file, the header being line 1.
    action : str
        ``merge``: the actor called `alias` joins `actor`. ``split``: the places where `actor` is called `alias` become an actor of
        their own, of `kind` if one is given. ``rename``: `actor` is shown as `alias`. ``hide``: `actor` is left out. ``kind``:
        `actor` is of `kind`.
    actor, alias : str
        Names as they stand in articles; case, accents and spaces do not count.
    kind : str
        One of the kinds of actors, or empty.
    article : str
        Id of the one article that the line is for; empty for all.
    note : str
        The analyst's reason; not read.
    """

    line: int
    action: str
    actor: str
    alias: str
    kind: str
    article: str
    note: str


def find(name: str, folder: str | Path | None = None) -> Path:
    """The lexicon file `name`: the one in `folder` where it is there, else the one that ships.

    Raises
    ------
    LexiconError
        Where `folder` is given and is no folder.
    """
    if folder is not None:
        if not Path(folder).is_dir():
            raise LexiconError(
                f"the lexicon folder {str(folder)!r} is not there; give a folder with actors.csv, topics.yml or cue-verbs.csv"
            )
        if (Path(folder) / name).is_file():
            return Path(folder) / name
    return resource(f"data/lexicon/{name}")


def actor_rules(folder: str | Path | None = None) -> tuple[ActorRule, ...]:
    """The lines of ``actors.csv``, in their order; empty lines and lines that start with ``#`` are skipped.

    Raises
    ------
    LexiconError
        On a file that is no UTF-8 text, a missing or unknown column, an unknown action or kind, or a line that lacks a name;
        with file, line and what is accepted.
    """
    path = find("actors.csv", folder)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: this is no text in UTF-8 (byte {error.start}); save the file as CSV in UTF-8") from error
    header = [cell.strip().lower() for cell in next(csv.reader(lines[:1]), [])]
    if not header:
        return ()
    wrong = sorted(set(COLUMNS[:2]) - set(header)) or sorted(set(header) - set(COLUMNS))
    if wrong or len(header) != len(set(header)):
        raise LexiconError(f"{path}, line 1: the columns are {', '.join(header)!r}; accepted are {','.join(COLUMNS)}, separated by commas")
    return tuple(
        _rule(path, number, dict(zip(header, cells, strict=False)), cells, header)
        for number, cells in enumerate(csv.reader(lines[1:]), start=2)
        if any(cell.strip() for cell in cells) and not cells[0].lstrip().startswith("#")
    )


def _rule(path: Path, line: int, row: dict[str, str], cells: list[str], header: list[str]) -> ActorRule:
    """One line, checked."""
    values = {name: " ".join(row.get(name, "").split()) for name in COLUMNS}
    place = f"{path}, line {line}"
    if len(cells) > len(header):
        raise LexiconError(f"{place}: there are {len(cells)} cells for {len(header)} columns; put names with a comma in quotation marks")
    action = values["action"].lower()
    if action not in ACTIONS:
        raise LexiconError(f"{place}: the action {values['action']!r} is unknown; accepted are {', '.join(ACTIONS)}")
    for column in ("actor", ACTIONS[action]):
        if column and not values[column]:
            raise LexiconError(f"{place}: the action {action!r} needs a value in the column {column!r}; it is empty")
    kind = values["kind"].lower()
    if kind and kind not in ACTOR_KINDS:
        raise LexiconError(f"{place}: the kind {values['kind']!r} is unknown; accepted are {', '.join(ACTOR_KINDS)}")
    return ActorRule(line=line, **(values | {"action": action, "kind": kind}))
