"""Words that stand in charts: names as visible, harmless text of a bounded length."""

import re
import unicodedata

import pandas as pd

from dramatis import markup

__all__ = ["brief", "clipped", "counted", "short_names", "width", "word_count", "wrapped"]

ELLIPSIS = "…"
_PIECE = re.compile(r"[^\s-]*(?:-|\s+|$)")
_WORD = re.compile(r"[^\W_]+")
_NO_CHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def width(text: str, size: float) -> float:
    """About how wide `text` is in a sans serif of `size` px, in px; rather too wide than too narrow.

    The reader's font is not known. Taken: 0.6 of the size for a letter (less for i, more for m), 0.72 for a capital,
    the full size for a wide East Asian sign.
    """
    return sum(_advance(sign) for sign in text) * size


def brief(text: str, longest: int = 90) -> str:
    """A name for a sentence: visible signs on one line, cut with an ellipsis after `longest` characters."""
    text = _one_line(text[: 4 * longest], 4 * longest)
    return text if len(text) <= longest else text[: longest - 1].rstrip(" ,;-") + ELLIPSIS


def clipped(text: str, size: float, room: float) -> str:
    """`text` as visible signs on one line, cut with an ellipsis where it is wider than `room` px."""
    text = _one_line(text)
    if width(text, size) <= room:
        return text
    while text and width(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip(" ,;-") + ELLIPSIS


def wrapped(text: str, size: float, room: float, *, lines: int = 2) -> list[str]:
    """`text` in at most `lines` lines of `room` px, broken at spaces and hyphens; the last one is clipped."""
    pieces = _PIECE.findall(_one_line(text))
    made = [""]
    while pieces and len(made) < lines:
        if width(pieces[0].rstrip(), size) > room:
            break
        if width((made[-1] + pieces[0]).rstrip(), size) > room:
            made.append("")
        else:
            made[-1] += pieces.pop(0)
    return [*map(str.rstrip, made[:-1]), clipped(made[-1] + "".join(pieces), size, room)]


def short_names(actors: pd.DataFrame) -> dict[str, str]:
    """A short name for each actor: a person's last name where no other actor shares it and it has a capital, else the whole name."""
    last = {row.id: row.name.split()[-1] if row.kind == "person" and row.name.split() else row.name for row in _rows(actors)}
    taken = pd.Series(list(last.values()), dtype="str").value_counts()
    whole = dict(zip(actors["id"], actors["name"], strict=True))
    return {actor: name if taken[name] == 1 and len(name) > 2 and not name[0].islower() else whole[actor] for actor, name in last.items()}


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 mention``, ``1,200 mentions``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def word_count(text: str) -> int:
    """Number of words: runs of letters and digits, as in the column ``words`` of the quotes."""
    return len(_WORD.findall(text))


def _rows(actors: pd.DataFrame):
    return actors[["id", "name", "kind"]].itertuples(index=False)


def _one_line(text: str, longest: int = 400) -> str:
    return " ".join(markup.visible(text[:longest]).translate(_NO_CHARACTERS).split()) or ELLIPSIS


def _advance(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if unicodedata.combining(sign):
        return 0.0
    if sign in "mwMW":
        return 0.9
    return 0.72 if sign.isupper() else 0.34 if sign in " .,:;'il|!-" else 0.6
