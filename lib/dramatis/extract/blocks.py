"""Block quotations: paragraphs without marks between a line that ends in a colon and the dash with who said them.

References
----------
Block quotations with their source on a line of its own: The Chicago Manual of Style, 17th ed., 13.9 and 13.70.
"""

import re

from dramatis.extract.turns import Turn

__all__ = ["LONGEST_BLOCK", "blocks"]

LONGEST_BLOCK = 6
"""Paragraphs that a block quotation may have."""
_SIGNATURE = re.compile(r"[–—-]{1,2}\s*(?P<who>[A-Z][^,.:!?\n“\"]{2,80})(?:,[^.!?\n]{1,120})?")


def blocks(text: str) -> list[Turn]:
    """The block quotations of a text, in order, each with the words that sign it."""
    found: list[Turn] = []
    start, opens, spans = 0, None, []
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        spans.append((start, end))
        signed = _SIGNATURE.fullmatch(paragraph)
        if signed and opens is not None and 1 <= len(spans) - 1 - opens <= LONGEST_BLOCK:
            found.append(Turn(spans[opens][0], spans[-2][1], start + signed.start("who"), start + signed.end("who")))
            opens = None
        elif paragraph.rstrip().endswith(":"):
            opens = len(spans)
        start = end + 2
    return found
