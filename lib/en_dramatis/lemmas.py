"""Lemmas as edit scripts: what to cut off a word's end and what to put there.

A script is `case|cut|add`: `case` is `l` (lower the word first), `k` (keep it)
or `t` (title case), `cut` the number of letters off the end. *cities* to *city*
is `l|3|y`; *was* to *be* is `l|3|be`.

References
----------
Chrupała 2006, "Simple data-driven context-sensitive lemmatization".
"""

from __future__ import annotations

import re

IDENTITY = "l|0|"
_CASES = {"l": str.lower, "k": str, "t": str.capitalize}


NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
CLOSED = frozenset({"PROPN", "NUM", "SYM", "X"})
"""Parts of speech whose words are not looked up."""


def read_table(data: bytes) -> dict[tuple[str, str], str]:
    """Lemmas by word in lower case and part of speech, from lines of the three, tabs between."""
    rows = (line.split("\t") for line in data.decode("utf-8").splitlines())
    return {(word, pos): lemma for word, pos, lemma in rows}


def write_table(table: dict[tuple[str, str], str]) -> bytes:
    """The lines that `read_table` reads."""
    return "".join(f"{word}\t{pos}\t{lemma}\n" for (word, pos), lemma in sorted(table.items())).encode("utf-8")


def lemma(word: str, pos: str, edit: str, table: dict[tuple[str, str], str]) -> str:
    """The lemma of a word: of the table if it has the word, else by the edit script; numbers without commas."""
    if NUMBER.fullmatch(word):
        return word.replace(",", "")
    return table.get((word.lower().replace("’", "'"), pos)) or apply(word, edit)


def script(word: str, lemma: str) -> str:
    """The edit script that turns `word` into `lemma`."""
    best = None
    for case in "lkt":
        form = _CASES[case](word)
        keep = _common(form, lemma)
        found = (len(form) - keep + len(lemma) - keep, case, len(form) - keep, lemma[keep:])
        if best is None or found[0] < best[0]:
            best = found
    return f"{best[1]}|{best[2]}|{best[3]}"


def apply(word: str, edit: str) -> str:
    """`word` edited; a script that cuts more than there is leaves the word lowered."""
    case, cut, add = edit.split("|", 2)
    form = _CASES[case](word)
    cut = int(cut)
    if cut > len(form):
        return form
    return (form[: len(form) - cut] + add) or form


def _common(one: str, other: str) -> int:
    """How many letters two words have in common from their start."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
