"""Words of a text, counted as the whole house counts them."""

import re

__all__ = ["count_words"]

_WORD = re.compile(r"[^\W_]+")


def count_words(text: str) -> int:
    """Number of words: runs of letters and digits, as in the column ``words`` of the quotes."""
    return len(_WORD.findall(text))
