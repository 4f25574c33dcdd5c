"""Numbers, lists and plurals as English writes them."""

import html
import re
from collections.abc import Callable, Sequence

import pandas as pd

from dramatis import markup
from dramatis.charts import labels

__all__ = [
    "Escape",
    "among",
    "capital",
    "count",
    "linked",
    "listed",
    "markdown",
    "most",
    "number",
    "ordinal",
    "others",
    "part_of",
    "percent",
    "plain",
    "sentences_of",
    "short_list",
    "times",
    "unlinked",
]

Escape = Callable[[str], str]
"""Makes a text of the article fit for where the sentence will stand: :func:`markdown` or :func:`plain`."""

_LINK = re.compile(r"\[([^\[\]]*)\]\(#[\w-]+\)")
_STOP = re.compile(r"(?<![ .“(][A-Z])\. ")
"""The end of a sentence of ours; not that of an initial (*U.S. House*, *J. Doe*)."""
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def number(value: int) -> str:
    """A number within a sentence: in words up to ten, else in digits with commas; nought is "no"."""
    return _WORDS[value] if 0 <= value <= 10 else f"{value:,}"


def count(value: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "one mention", "no mentions", "12 mentions"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def part_of(part: int, whole: int) -> str:
    """How many of a few: "three of the ten", "all ten"."""
    return f"all {number(whole)}" if part == whole else f"{number(part)} of the {number(whole)}"


def times(value: int) -> str:
    """How often: "once", "twice", "three times"."""
    return {1: "once", 2: "twice"}.get(value, f"{number(value)} times")


def ordinal(value: int) -> str:
    """Which in a row, from 1: "first", "12th"."""
    if 1 <= value <= 10:
        return _ORDINALS[value]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value:,}{ending}"


def listed(items: Sequence[str]) -> str:
    """A list in a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text made here, without their full stops, save the last."""
    return _STOP.split(text)


def short_list(items: Sequence[str], one: str, many: str, *, longest: int = 3) -> str:
    """A list that ends in a number where it is long: "a, b and four other actors"."""
    if len(items) <= longest + 1:
        return listed(items)
    rest = len(items) - longest
    return listed([*items[:longest], f"{number(rest)} other {one if rest == 1 else many}"])


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def most(values: pd.Series) -> list:
    """The index labels of the greatest value, all of them where several are equal."""
    return list(values.index[values == values.max()]) if len(values) else []


def plain(text: str) -> str:
    """A name of the article for plain text: on one line, every character visible, cut where very long; not escaped."""
    return labels.brief(text)


def markdown(text: str) -> str:
    """A name of the article for Markdown: as :func:`plain`, and escaped so that it is never markup."""
    return markup.markdown(labels.brief(text))


def linked(words: str, target: str, escape: Escape) -> str:
    """Words that open what they count: a Markdown link to the anchor `target`; the words alone where `escape` is :func:`plain`."""
    return words if escape is plain else f"[{words}](#{target})"


def unlinked(text: str) -> str:
    """Markdown made here, with links and escaped names, as plain text."""
    return html.unescape(_LINK.sub(r"\1", text))


def others(items: Sequence[str], *, longest: int = 4) -> str:
    """A list where it is short; else its first items without a number: "a, b, c and others"."""
    return listed(items) if len(items) <= longest else f"{', '.join(items[: longest - 1])} and others"


def among(items: Sequence[str], counted: str, *, longest: int = 4, shown: int = 3) -> str:
    """A list where it is short; else its number with the first items: "a and b", "six actors, among them a, b and c,"."""
    return listed(items) if len(items) <= longest else f"{counted}, among them {listed(items[:shown])},"


def percent(share: float) -> str:
    """A share (0 to 1) in whole percent, as a reader would round it; "less than 1 percent" where it is more than nothing."""
    rounded = round(100 * share)
    return f"{rounded} percent" if rounded or not share else "less than 1 percent"
