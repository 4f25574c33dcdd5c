"""Quotation marks: from the characters of a text to the stretches that stand in quotation marks.

Works on the text alone, in one pass, paragraph by paragraph: a mark that is missing or too many is repaired within its
paragraph and reported, so that it never shifts what follows.

References
----------
Conventions of pairs, nesting and reopened paragraphs: The Chicago Manual of Style, 17th ed., 13.30 to 13.38;
Unicode Standard 16.0, section 6.2, "Quotation Marks" (which glyphs open and close in which typography).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Mark", "Marking", "Quotation", "quotations"]

DOUBLE = "double"
GUILLEMET = "guillemet"
SINGLE = "single"

_MARKS = re.compile(r"''|``|[\"“”„‟«»＂〝〞]")
_SINGLE_MARKS = re.compile(r"[‘’']")
_GUILLEMETS = "«»"
_OPENING_GLYPHS = ("“", "„", "``", "〝")
_CLOSING_GLYPHS = ("”", "〞")
_BEFORE_OPENING = "([{—–-/‘“„«'"
_AFTER_CLOSING = ".,;:!?)]}—–-/’”»…'"
_ELISIONS = re.compile(r"(?:\d0s|em|til|tis|twas|cause|n)\b", re.IGNORECASE)
_LONGEST_GAP = 3
"""Paragraphs without any mark that a quotation may run over before its missing end counts as an error."""

_NAME = r"(?:[Tt]he\s)?(?:[A-Z][\w'’.-]+\s){0,4}[A-Z][\w'’-]+|he|she|they|it|I|we"
_SAYS = r"said|says|added|adds|told|noted|wrote|stated|explained|continued|argued|announced|warned|asked|replied|tweeted|insisted|stressed"
_INTRODUCED = re.compile(rf"\b(?:{_SAYS})\s?[,:]$")
_TAIL = re.compile(rf"[,!?.…](?=\s(?:(?:{_SAYS})\s|(?:{_NAME})\s(?:{_SAYS})\b))")
_LEAD = re.compile(rf"\b(?:{_SAYS}|that)\s?[,:]\s(?=\S)|:\s(?=\S)")
_TOLD = re.compile(rf"\s*(?:{_NAME})\s(?:also\s|later\s|then\s)?(?:{_SAYS})\s(?:that\s)?")
_SAID_NEXT = re.compile(rf",?\s(?:(?:{_SAYS})\b|(?:{_NAME})\s(?:{_SAYS})\b)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s+\W{0,2}[A-Z]|\s*$)")


class Mark(NamedTuple):
    """One quotation mark: its place, its family and whether it opens (``O``), closes (``C``) or may do either (``E``)."""

    start: int
    end: int
    family: str
    role: str


class Quotation(NamedTuple):
    """A stretch in quotation marks.

    Attributes
    ----------
    start, end : int
        Characters within the marks, without white space at the ends.
    outer_start, outer_end : int
        The same with its marks, where they are there.
    family : str
        ``double``, ``guillemet`` or ``single``.
    repaired : bool
        Whether a mark is missing and the end was set by rule.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    family: str
    repaired: bool


class Marking(NamedTuple):
    """What :func:`quotations` returns: the stretches in marks, in order, and the marks without a partner, by paragraph."""

    quotations: list[Quotation]
    unbalanced: list[list[Mark]]


class _Pair(NamedTuple):
    opening: Mark | None
    closing: Mark | None


class _Paragraph(NamedTuple):
    start: int
    end: int
    marks: list[Mark]


def quotations(text: str) -> Marking:
    """The stretches of `text` that stand in quotation marks, outermost only.

    Double marks of any typography and guillemets are looked at; single marks where the text has no others but such as stand within
    single ones, and in paragraphs without others where a comma or stop stands before a closing curly one.
    A quotation that runs over several paragraphs, reopened in each or not, is one.

    Returns
    -------
    Marking
        Without rows where the text has no mark. Cost is linear in the length of the text.
    """
    single = not _MARKS.search(text) or _nests_doubles(text)
    guillemets = _guillemet_roles(text)
    found: list[Quotation] = []
    unbalanced: list[list[Mark]] = []
    pending: tuple[Mark, _Paragraph, int] | None = None
    for paragraph in _paragraphs(text, single=single, guillemets=guillemets):
        if pending is not None and pending[0].family != SINGLE:
            paragraph = paragraph._replace(marks=[mark for mark in paragraph.marks if mark.family != SINGLE])
        opened, rest, pending = _carry(text, pending, paragraph, found, unbalanced)
        if pending is not None:
            continue
        pairs = _pairs(rest, opened)
        last = pairs[-1] if pairs else None
        if last and last.opening and last.closing is None and _may_run_on(text, last.opening, paragraph):
            pending = (last.opening, paragraph, 0)
            pairs, paragraph = pairs[:-1], paragraph._replace(end=max(paragraph.start, last.opening.start))
        _settle(text, paragraph, pairs, found, unbalanced)
    if pending is not None:
        _settle(text, pending[1], [_Pair(pending[0], None)], found, unbalanced)
    found.sort()
    return Marking(found, unbalanced)


def _paragraphs(text: str, *, single: bool, guillemets: dict[str, str]) -> Iterator[_Paragraph]:
    start = 0
    for part in text.split("\n\n"):
        end = start + len(part)
        marks = _single_marks(text, start, end) if single else _double_marks(text, start, end, guillemets)
        marks = marks or _stopped_singles(text, start, end)
        yield _Paragraph(start, end, marks)
        start = end + 2


def _double_marks(text: str, start: int, end: int, guillemets: dict[str, str]) -> list[Mark]:
    marks: list[Mark] = []
    low = False
    for match in _MARKS.finditer(text, start, end):
        glyph = match.group()
        family = GUILLEMET if glyph in _GUILLEMETS else DOUBLE
        role = guillemets.get(glyph) or _role(text, match.start(), match.end(), start, end)
        if glyph in ("„", "‟"):
            low, role = True, "O"
        elif glyph == "“" and low:
            low, role = False, "C"
        elif (glyph in _OPENING_GLYPHS and role != "C") or (glyph in _CLOSING_GLYPHS and role != "O"):
            role = "O" if glyph in _OPENING_GLYPHS else "C"
        elif glyph in _OPENING_GLYPHS + _CLOSING_GLYPHS:
            role = "E"
        marks.append(Mark(match.start(), match.end(), family, role))
    return [mark for i, mark in enumerate(marks) if not _is_inch(text, mark, marks[i - 1] if i else None)]


def _role(text: str, start: int, end: int, low: int, high: int) -> str:
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    opens = not after.isspace() and after not in ".,;:!?)]}" and (before.isspace() or before in _BEFORE_OPENING)
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    if opens == closes or (closes and before in ",:" and after.isspace() and _INTRODUCED.search(text, max(low, start - 14), start)):
        return "E"
    return "O" if opens else "C"


def _is_inch(text: str, mark: Mark, previous: Mark | None) -> bool:
    """Whether the mark measures inches (5'10"): straight, after a figure, with nothing open before it."""
    straight = text[mark.start : mark.end] in ('"', "''")
    follows_figure = mark.start > 0 and text[mark.start - 1].isdigit()
    return straight and follows_figure and mark.role == "C" and (previous is None or previous.role == "C")


def _guillemet_roles(text: str) -> dict[str, str]:
    first = re.search("[«»]", text)
    if first is None:
        return {}
    return {"«": "O", "»": "C"} if first.group() == "«" else {"»": "O", "«": "C"}


def _nests_doubles(text: str) -> bool:
    """Whether every double mark stands behind an open single one, and the single ones are more: *‘They said “no” to us,’ he said*."""
    doubles = singles = start = 0
    for part in text.split("\n\n"):
        end = start + len(part)
        marks = _all_single_marks(text, start, end)
        places = [mark.start for mark in marks]
        for match in _MARKS.finditer(text, start, end):
            before = bisect_left(places, match.start())
            if match.group() in _GUILLEMETS or not before or marks[before - 1].role != "O":
                return False
            doubles += 1
        singles += len(marks)
        start = end + 2
    return singles > doubles


def _single_marks(text: str, start: int, end: int) -> list[Mark]:
    """Single marks that quote; an apostrophe is none of them."""
    marks = _all_single_marks(text, start, end)
    reopened = bool(marks) and marks[-1].role == "O" and text.startswith(("\n\n'", "\n\n‘"), end)
    return [*_without_stray_singles(marks), *(marks[-1:] if reopened else [])]


def _all_single_marks(text: str, start: int, end: int) -> list[Mark]:
    marks: list[Mark] = []
    for match in _SINGLE_MARKS.finditer(text, start, end):
        i = match.start()
        before = text[i - 1] if i > start else " "
        after = text[i + 1] if i + 1 < end else " "
        if (before.isspace() or before in "([—–") and (after.isalnum() or after in "[.…") and not _ELISIONS.match(text, i + 1):
            marks.append(Mark(i, i + 1, SINGLE, "O"))
        elif (before in ".,!?…;" and (after.isspace() or after in _AFTER_CLOSING)) or (
            before.isalnum() and before != "s" and (after.isspace() or after in ".,;:!?)")
        ):
            marks.append(Mark(i, i + 1, SINGLE, "C"))
    return marks


def _without_stray_singles(marks: list[Mark]) -> list[Mark]:
    """A single mark without a partner is taken for an apostrophe."""
    kept: list[Mark] = []
    opening: Mark | None = None
    for mark in marks:
        if mark.role == "O":
            opening = mark
        elif opening is not None:
            kept += [opening, mark]
            opening = None
    return kept


def _stopped_singles(text: str, start: int, end: int) -> list[Mark]:
    """Curly single marks of a paragraph without others, where a comma or stop before the closing mark shows speech: *‘We go,’ she said*."""
    marks = _single_marks(text, start, end) if text.find("‘", start, end) >= 0 else []
    kept: list[Mark] = []
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if text[opening.start] == "‘" and text[closing.start] == "’" and text[closing.start - 1] in ",.!?…":
            kept += [opening, closing]
    return kept


def _carry(
    text: str,
    pending: tuple[Mark, _Paragraph, int] | None,
    paragraph: _Paragraph,
    found: list[Quotation],
    unbalanced: list[list[Mark]],
) -> tuple[Mark | None, list[Mark], tuple[Mark, _Paragraph, int] | None]:
    """What an unclosed quotation of the paragraphs before does here: (opening mark, marks left to pair, still pending)."""
    if pending is None:
        return None, paragraph.marks, None
    opening, first, gap = pending
    own = [mark for mark in paragraph.marks if mark.family == opening.family]
    if own and own[0].role != "C" and not text[paragraph.start : own[0].start].strip("—–- "):
        return opening, [mark for mark in paragraph.marks if mark != own[0]], None
    if own and own[0].role == "C":
        return opening, paragraph.marks, None
    if not paragraph.marks and gap < _LONGEST_GAP:
        return None, [], (opening, first, gap + 1)
    _settle(text, first, [_Pair(opening, None)], found, unbalanced)
    return None, paragraph.marks, None


def _pairs(marks: list[Mark], opened: Mark | None) -> list[_Pair]:
    """Marks of one paragraph as pairs, outermost only; a partner that is missing is None."""
    if opened is None and (nested := _nested_pairs(marks)):
        return nested
    pairs: list[_Pair] = []
    for mark in marks:
        if opened is None and mark.role == "C":
            pairs.append(_Pair(None, mark))
        elif opened is None:
            opened = mark
        elif mark.family != opened.family:
            continue
        elif mark.role == "O":
            pairs.append(_Pair(opened, None))
            opened = mark
        else:
            pairs.append(_Pair(opened, mark))
            opened = None
    if opened is not None:
        pairs.append(_Pair(opened, None))
    return pairs


def _nested_pairs(marks: list[Mark]) -> list[_Pair]:
    """Outermost pairs where the roles are sure, balanced like brackets, and two deep; else nothing."""
    depth = deepest = 0
    pairs: list[_Pair] = []
    opening: Mark | None = None
    for mark in marks:
        if mark.role == "E" or mark.family != marks[0].family:
            return []
        depth += 1 if mark.role == "O" else -1
        deepest = max(deepest, depth)
        if depth < 0 or depth > 2:
            return []
        if depth == 1 and mark.role == "O":
            opening = mark
        elif depth == 0:
            pairs.append(_Pair(opening, mark))
    return pairs if depth == 0 and deepest == 2 else []


def _may_run_on(text: str, opening: Mark, paragraph: _Paragraph) -> bool:
    """Whether an unclosed quotation may go on in the next paragraph: its text does not end like ``…, said X``."""
    return (
        (opening.family != SINGLE or text.startswith(("\n\n'", "\n\n‘"), paragraph.end))
        and paragraph.end < len(text)
        and not _TAIL.search(text, max(opening.end, paragraph.end - 120), paragraph.end)
    )


def _settle(text: str, paragraph: _Paragraph, pairs: Sequence[_Pair], found: list[Quotation], unbalanced: list[list[Mark]]) -> None:
    """Add the pairs to `found`, repaired where a mark is missing, and what was unbalanced to `unbalanced`."""
    strays = [mark for pair in pairs if None in pair for mark in pair if mark is not None]
    starts = [(opening or closing).start for opening, closing in pairs]  # type: ignore[union-attr]
    last_end = paragraph.start
    for i, (opening, closing) in enumerate(pairs):
        following = starts[i + 1] if i + 1 < len(pairs) else paragraph.end
        quotation = _quotation(text, pairs[i], last_end, following, first=i == 0)
        if quotation is not None:
            found.append(quotation)
        last_end = (closing or opening).end  # type: ignore[union-attr]
    if strays:
        unbalanced.append(strays)


def _quotation(text: str, pair: _Pair, last_end: int, following: int, *, first: bool) -> Quotation | None:
    opening, closing = pair
    if opening and closing:
        return _trimmed(text, (opening.end, closing.start), (opening.start, closing.end), opening.family, repaired=False)
    if opening:
        end = _missing_end(text, opening.end, following)
        return _trimmed(text, (opening.end, end), (opening.start, end), opening.family, repaired=True)
    if closing is None:
        return None
    start = _missing_start(text, last_end, closing.start, first=first)
    return None if start is None else _trimmed(text, (start, closing.start), (start, closing.end), closing.family, repaired=True)


def _missing_end(text: str, start: int, end: int) -> int:
    """Where a quotation without closing mark ends: before ``, said X``, else with its paragraph, else with its first sentence."""
    tail = _TAIL.search(text, start, end)
    if tail:
        return tail.end()
    if end >= len(text) or text.startswith("\n\n", end):
        return end
    sentence = _SENTENCE_END.search(text, start, end)
    return sentence.end() if sentence else end


def _missing_start(text: str, start: int, end: int, *, first: bool) -> int | None:
    """Where a quotation without opening mark starts: after ``said:``, else with its paragraph or sentence; None: one mark too many."""
    lead = _LEAD.search(text, start, end)
    if lead:
        return lead.end()
    if first and _SAID_NEXT.match(text, end + 1):
        return start
    ends = [sentence.end() for sentence in _SENTENCE_END.finditer(text, start, max(start, end - 1))]
    if not first and not ends:
        return None
    start = (ends[-1] if first else ends[0]) if ends else start
    told = _TOLD.match(text, start, end)
    return told.end() if told else start


def _trimmed(text: str, inner: tuple[int, int], outer: tuple[int, int], family: str, *, repaired: bool) -> Quotation | None:
    start, end = inner
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quotation(start, end, *outer, family, repaired) if start < end else None
