"""Without a parse: the words right before or after a cue that name its source."""

from dramatis.extract.scheme import Words

__all__ = ["BREAKS", "PRONOUNS", "SKIPPED", "near_source"]

SKIPPED = frozenset(
    {
        "also",
        "later",
        "then",
        "had",
        "has",
        "have",
        "was",
        "is",
        "been",
        "be",
        "again",
        "further",
        "once",
        "subsequently",
        "now",
        "'s",
        "’s",
        "would",
        "however",
        ",",
        "himself",
        "herself",
    }
)
_LEADING = frozenset(
    {
        "and",
        "but",
        "or",
        "so",
        "yet",
        "as",
        "while",
        "because",
        "when",
        "then",
        "that",
        "which",
        "although",
        "since",
        "after",
        "in",
        "on",
        "at",
    }
)
BREAKS = frozenset({",", ";", ":", "—", "–", "--", "-", "(", ")", "[", "]", ".", "!", "?", "…", '"', "“", "”", "«", "»", "''", "``", "„"})
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "which", "that", "you", "one", "some", "many", "others", "both", "this"})


def near_source(words: Words, i: int, last: int) -> tuple[int, int] | None:
    """Without a parse: the phrase before the cue or, where the cue starts its clause, the one after it."""
    start = i - 1
    while start >= 0 and words.lower[start] in SKIPPED and words.text[start] != ",":
        start -= 1
    if start >= 0 and words.text[start] == ")":
        start = next((k - 1 for k in range(start, max(0, start - 12), -1) if words.text[k] == "("), start)
    if start >= 0 and words.text[start] == ",":
        before = _over_apposition(words, start)
        if before:
            return before
    if start < 0 or words.text[start] in BREAKS or words.text[start].isspace():
        return _phrase_after(words, last) or _phrase_after(words, last + 1 if words.lower[last : last + 1] == [":"] else last)
    return _phrase_before(words, start + 1)


def _over_apposition(words: Words, comma: int) -> tuple[int, int] | None:
    """*X, Minister of Y, added*: the phrase before the first of the two commas."""
    i = comma - 1
    while i >= 0 and comma - i < 16 and words.text[i] not in BREAKS and not words.text[i].isspace():
        i -= 1
    if i <= 0 or words.text[i] != "," or comma - i < 2:
        return None
    return _phrase_before(words, i)


def _phrase_before(words: Words, end: int) -> tuple[int, int] | None:
    start = end
    while start > 0 and end - start < 12 and words.text[start - 1] not in BREAKS and not words.text[start - 1].isspace():
        start -= 1
        if words.lower[start] in PRONOUNS and start == end - 1:
            return start, end
    while start < end and words.lower[start] in _LEADING:
        start += 1
    capital = _capitals_before(words, start, end)
    return capital if start < end else None


def _capitals_before(words: Words, start: int, end: int) -> tuple[int, int]:
    """The run of capitalized words that ends the phrase, with its titles; the whole phrase where there is none."""
    first = end
    while first > start and (
        words.text[first - 1][:1].isupper() or words.lower[first - 1] in ("of", "de", "van", "von", "al", "bin", "the", "for")
    ):
        first -= 1
    while first < end and words.lower[first] in ("of", "for"):
        first += 1
    return (first, end) if first < end else (start, end)


def _phrase_after(words: Words, start: int) -> tuple[int, int] | None:
    end = start
    while end < len(words.text) and end - start < 12 and words.text[end] not in BREAKS and not words.text[end].isspace():
        end += 1
        if end - start == 1 and words.lower[start] in PRONOUNS:
            return start, end
    if end == start or not (
        words.text[start][:1].isupper() or words.lower[start] in ("the", "a", "an", "one", "his", "her", "its", "their")
    ):
        return None
    return start, _shortened(words, start, end)


def _shortened(words: Words, start: int, end: int) -> int:
    """The end of the phrase before a preposition of time, place or manner that begins with a small letter."""
    stops = ("in", "on", "at", "during", "after", "before", "as", "when", "while", "yesterday", "today", "to", "that", "with", "who")
    return next((i for i in range(start + 1, end) if words.lower[i] in stops), end)
