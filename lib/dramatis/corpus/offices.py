"""One office under many wordings: *incumbent US President*, *President of the United States* and *president* are one row of a page.

What tells of time (*former*, *third*), of a country that stands beside it, or of a party is no other office; each wording is kept, so that
a page can show how the articles put it.
"""

import re
from functools import lru_cache

import pandas as pd

from dramatis.extract.folding import fold
from dramatis.extract.lexicons import country_of_demonym, country_of_name

__all__ = ["office", "offices"]

_BEFORE = re.compile(
    r"(?:(?:last|this|next) (?:year|month|week)(?:['’]s)?|the|an?|then|now|former|ex|late|incumbent|current|sitting|present|acting|interim"
    r"|outgoing|incoming|presumptive|new|newly|longtime|long-time|re-?elected|elected|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\d+(?:st|nd|rd|th))(?=[\s-])[\s-]+"
)
"""What stands before an office and tells when it is held; not *first* and *second*, which are parts of offices (*First Minister*)."""
_PARTY = re.compile(r"(?:republican|democratic|democrat|conservative|labou?r|liberal|socialist) ")
_OF = re.compile(r" (?:of|for) (?:the )?(.+)$")
_LONGEST = 4
"""Words of a country's name before an office."""


@lru_cache(maxsize=1 << 14)
def office(role: str, affiliation: str = "") -> str:
    """The role in lower case, without words of time before it, and without the country or the affiliation that it is of."""
    text = re.sub(r"\s+", " ", fold(role).replace("-", " ")).strip()
    before = ""
    while text != before:
        before = text
        text = _without_country(_BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text)
    of = _OF.search(text)
    if of and (of[1] in country_of_name() or of[1] == fold(affiliation)):
        text = text[: of.start()]
    return text


def offices(roles: pd.Series, affiliations: pd.Series) -> pd.Series:
    """The office of each role; one of a party (*Republican President*) is the office alone where another role of these is that."""
    found = [office(role, of if isinstance(of, str) else "") for role, of in zip(roles, affiliations, strict=True)]
    known = set(found)
    return pd.Series([_PARTY.sub("", each, count=1) if _PARTY.sub("", each, count=1) in known else each for each in found], roles.index)


def _without_country(text: str) -> str:
    words = text.split(" ")
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        name = " ".join(words[:length])
        if name in country_of_name() or name in country_of_demonym():
            return " ".join(words[length:])
    return text
