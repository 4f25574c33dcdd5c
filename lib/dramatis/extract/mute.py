"""Sources that cannot speak: dates, sums and things. Reports, surveys and statements do speak, and so do bodies.

References
----------
That verbs of saying take an agent or a text as their subject: VerbNet 3.4, class say-37.7 (agent: animate or organization).
"""

import re

from dramatis.extract.candidates import generic_words

__all__ = ["mute_source", "mute_words_after"]

THINGS = frozenset([
    "air", "airplane", "apple", "bag", "ball", "bed", "bench", "bicycle", "bike", "boat", "bottle", "box", "bread", "brick", "bridge",
    "building", "bus", "cake", "candle", "car", "ceiling", "chair", "cloud", "coat", "coin", "corridor", "cup", "debris", "desk", "door",
    "dust", "elevator", "engine", "fence", "floor", "fog", "food", "fruit", "furniture", "gate", "glass", "gun", "hat", "helicopter",
    "hill", "jacket", "key", "knife", "ladder", "lamp", "leaf", "lorry", "meal", "mountain", "mud", "pistol", "plane", "plate", "pond",
    "rain", "rifle", "road", "rock", "roof", "rope", "rubble", "sand", "shoe", "smoke", "snow", "soil", "spoon", "stair", "stone",
    "street", "table", "tent", "tire", "tower", "train", "tree", "truck", "tunnel", "umbrella", "van", "wall", "water", "weapon",
    "weather", "wheel", "wind", "window", "wood",
])  # fmt: skip
"""Things that hold no words. Signs, books, clocks and screens are not among them: one reads there what somebody wrote."""

_MONTHS = (
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?"
)
_MONTH = rf"(?:{_MONTHS.replace(' ', '|')})\.?"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_UNIT = r"(?:percent|%|euros?|dollars?|pounds?|roubles?|rubles?|yen|francs?)"
_AMOUNT = rf"(?:[$€£¥]\s?)?\d(?:[\d.,]*\d)?(?:\s(?:hundred|thousand|million|billion|trillion))?(?:\s{_UNIT})?%?"
_DAYS = rf"\d{{1,2}}\s{_MONTH}(?:,?\s\d{{4}})?|{_MONTH}\s\d{{1,4}}(?:,\s\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
_DATE = rf"(?:{_DAY},?\s)?(?:{_DAYS})|{_DAY}"
_MUTE = re.compile(rf"(?:{_DATE}|{_AMOUNT})(?<!\.)(?![\w-])", re.IGNORECASE)
_LEADING = re.compile(r"(?:the|a|an|this|that|about|some|only)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def mute_source(text: str, source: tuple[int, int], head: int | None) -> bool:
    """Whether the words of a source are a date, a sum, or a thing that holds no words.

    Parameters
    ----------
    text : str
        The article's text.
    source : tuple of int
        Characters that name the source.
    head : int or None
        First character of its head word; the last word counts where it is not known.
    """
    words = text[source[0] : source[1]].strip(" ,")
    if _MUTE.fullmatch(_LEADING.sub("", words, count=1)):
        return True
    last = _WORD.match(text, head) if head is not None else next(reversed(list(_WORD.finditer(words))), None)
    if last is None or last.group()[:1].isupper():
        return False
    noun = last.group().lower()
    return noun in THINGS or noun.removesuffix("s") in THINGS or noun in generic_words()["date"]


def mute_words_after(text: str, end: int) -> tuple[int, int] | None:
    """The date or the sum that stands alone right after a cue that ends at `end` (*“…,” said 14 March.*)."""
    found = _MUTE.match(text, end + 1)
    return (
        found.span() if found and text[end : end + 1] == " " and text[found.end() : found.end() + 1] in ("", ".", ",", ";", "\n") else None
    )
