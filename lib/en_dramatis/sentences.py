"""Where sentences start: the network's odds, and what typography says with near certainty.

The counts behind the rules are of the training parts of GUM and EWT.
"""

from __future__ import annotations

import re

import numpy as np
from spacy.tokens import Doc

from . import decode
from .component import among

LONGEST = 200
"""Words after which a sentence is ended at the likeliest place."""
FIRM = 6.0
"""What a full stop before a capital adds to the log odds of a sentence's start: of such words in GUM and EWT 99.3 percent start one."""
STOPS, QUOTES, CLOSING = (".", "!", "?"), ('"', "“", "‘", "'", "(", "["), ('"', "”", ")")
ENDING = re.compile(r"(?:[A-Za-z]\.){2,}|(?:Jr|Sr|Inc|Corp|Ltd|Co|etc)\.")
"""Abbreviations that a sentence may end with; titles and months are none."""
OPENERS = frozenset(
    ["The", "It", "She", "They", "We", "This", "That", "These", "Those", "There", "But", "And", "If", "When", "While", "However", "His",
     "Her", "Their", "After", "Although", "In"]
)  # fmt: skip
"""Words that have a capital only where a sentence starts; after an abbreviation forty of forty start one."""
NUMERO = ("No", "no", "Nos", "nos")


def firmness(doc: Doc, tokens: np.ndarray) -> np.ndarray:
    """What typography and the components before add to the log odds of a sentence's start, for every word of `tokens`."""
    given = doc.to_array("SENT_START").astype(np.int64)[tokens].clip(-1, 1)
    added = FIRM * (after_stops(doc, tokens) | openers(doc, tokens)) + decode.NEVER * numbers_of(doc, tokens)
    return np.where(given == 0, added, -decode.NEVER * given)


def starts(margins: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """Words that start a sentence.

    Parameters
    ----------
    margins : array of float
        How much more likely than not (log odds) each word starts one.
    breaks : array of bool
        Words that open a paragraph.
    """
    found = (margins > 0) | breaks
    found[0] = True
    bounds = np.flatnonzero(found)
    long = np.flatnonzero(np.diff(bounds, append=len(margins)) > LONGEST)
    for i in long.tolist():
        end = bounds[i + 1] if i + 1 < len(bounds) else len(margins)
        at = int(bounds[i])
        while end - at > LONGEST:
            at += LONGEST // 2 + int(margins[at + LONGEST // 2 : at + LONGEST].argmax())
            found[at] = True
    return np.flatnonzero(found)


def after_stops(doc: Doc, tokens: np.ndarray) -> np.ndarray:
    """Words with a capital, or a quotation that opens with one, right after a stop and a space, as booleans.

    A mark that closes a quotation or a bracket may stand between them, after a full stop (*“Really?” Ann asked* goes on).

    The stop is a token of its own, so that it is none of an abbreviation that the tokenizer
    knows; after one letter or a small number without a word before it, it may belong to an initial or a list.
    """
    strings = doc.vocab.strings
    orths, shapes, spaced, lengths = (doc.to_array(a)[tokens] for a in ("ORTH", "SHAPE", "SPACY", "LENGTH"))
    kinds = np.unique(shapes)
    capital = np.isin(shapes, [k for k in kinds.tolist() if strings[k][:1] == "X"])
    opened = among(orths, QUOTES)
    opens = capital | (opened & np.append(capital[1:], False))
    stop = among(orths, STOPS)
    letters, digits = (doc.to_array(a)[tokens].astype(bool) for a in ("IS_ALPHA", "IS_DIGIT"))
    number = digits & (lengths <= 2) & np.append(True, ~letters[:-1]) & ~numbers_of(doc, tokens)
    stop[1:] &= ~(letters & (lengths == 1) | number)[:-1]
    spaced = spaced.astype(bool)
    point = stop & (orths == strings["."])
    closed = among(orths, CLOSING) & np.append(False, (point & ~spaced)[:-1])
    return opens & np.append(False, ((stop | closed) & spaced)[:-1])


def openers(doc: Doc, tokens: np.ndarray) -> np.ndarray:
    """Words of `OPENERS` right after an abbreviation that may end a sentence and a space (*in Washington, D.C. It is*), as booleans."""
    orths, spaced = doc.to_array("ORTH")[tokens], doc.to_array("SPACY")[tokens].astype(bool)
    mixed = spaced & ~doc.to_array("IS_ALPHA").astype(bool)[tokens] & (doc.to_array("LENGTH")[tokens] > 1)
    for i in np.flatnonzero(mixed).tolist():
        mixed[i] = ENDING.fullmatch(doc.vocab.strings[int(orths[i])]) is not None
    return among(orths, OPENERS) & np.append(False, mixed[:-1])


def numbers_of(doc: Doc, tokens: np.ndarray) -> np.ndarray:
    """Numbers after *No.*, which start nothing, as booleans."""
    orths = doc.to_array("ORTH")[tokens]
    point = (orths == doc.vocab.strings["."]) & np.append(False, among(orths, NUMERO)[:-1])
    return doc.to_array("LIKE_NUM")[tokens].astype(bool) & np.append(False, point[:-1])
