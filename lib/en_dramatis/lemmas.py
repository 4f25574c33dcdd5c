"""Lemmas as edit scripts: what to cut off a word's end and what to put there.

A script is `case|cut|add`: `case` is `l` (lower the word first), `k` (keep it)
or `t` (title case), `cut` the number of letters off the end. *cities* to *city*
is `l|3|y`; *was* to *be* is `l|3|be`.

References
----------
Chrupała 2006, "Simple data-driven context-sensitive lemmatization".
"""

from __future__ import annotations

IDENTITY = "l|0|"
_CASES = {"l": str.lower, "k": str, "t": str.capitalize}


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
