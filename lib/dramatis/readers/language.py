"""Whether a text is English; and which language it is in, where it is not."""

import functools
import re
import unicodedata
from typing import Any

from dramatis.errors import ArticleError

__all__ = ["check_english", "language_of"]

_SAMPLE = 20_000
"""Characters from the top that are looked at."""
# fmt: off
_ENGLISH_WORDS = frozenset((
    "the", "of", "and", "that", "is", "was", "with", "from", "which", "this", "has", "been", "would", "they", "their", "she", "he",
    "are", "said", "not", "it", "as", "his", "who", "will", "were", "but", "an", "be", "what", "there", "when",
))
"""Frequent words of English that other languages do not have, or have seldom."""
# fmt: on
_ENGLISH_SHARE = 0.1
"""Share of such words from which on a text is English without a closer look. English news has 0.12 to 0.35, other languages 0 to 0.06."""
_LEAST_ENGLISH = 0.001
"""Probability of English below which another language is believed. Headlines and lists of names have 0.01 and more."""
_MOST_LIKELY = 0.5
"""Probability that the other language must have."""
_FEW_LETTERS = 25
"""Fewer letters than these are no sign of any language, unless they are of a script that English does not use."""
_NEAR_ENGLISH = frozenset({"en", "sco", "pcm"})


def check_english(text: str, declared: str | None = None) -> None:
    """Raise unless `text` can be taken for English.

    Parameters
    ----------
    text : str
        The text of an article.
    declared : str or None
        What the article says its language is (``en``, ``en-GB``, ``French``).

    Raises
    ------
    ArticleError
        Names the language; the message lacks the name of the file.
    """
    if declared and declared.strip().lower() not in ("english", "eng") and not re.match(r"(?i)\s*en(?:[-_]\w+)*\s*$", declared):
        raise ArticleError(f"says that its language is {declared!r}; only English is analyzed: leave it out, or give a translation")
    language = language_of(text)
    if language != "en":
        raise ArticleError(f"is in {_name(language)}; only English is analyzed: leave it out, or give a translation")


def language_of(text: str) -> str:
    """The ISO 639 code of the language of `text`; ``en`` where nothing speaks clearly against it.

    A text with many of the frequent words of English is English. Of the others, the detector decides where it is sure;
    headlines and lists of names, of which no detector can be sure, count as English.

    References
    ----------
    Marco Lui and Timothy Baldwin (2012): langid.py: An Off-the-shelf Language Identification Tool. ACL System Demonstrations.
    https://github.com/adbar/py3langid
    """
    sample = text[:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    letters = [letter for letter in sample if letter.isalpha()]
    foreign = sum(not _latin(letter) for letter in letters) > len(letters) / 2
    if len(letters) < _FEW_LETTERS and not foreign:
        return "en"
    ranking = _detector().rank(sample)
    language, probability = ranking[0]
    english = sum(each for code, each in ranking if code in _NEAR_ENGLISH)
    other = language not in _NEAR_ENGLISH and (foreign or (probability >= _MOST_LIKELY and english < _LEAST_ENGLISH))
    return language if other else "en"


@functools.cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))


def _name(code: str) -> str:
    from babel import Locale

    name = Locale("en").languages.get(code)
    return f"{name} ({code})" if name else f"another language than English ({code})"
