"""Articles as they stand on a page: a headline and a date above, captions and headings between the paragraphs.

The articles without marks are bare paragraphs, and no other news among the training texts has its sentences marked:
without this the networks have never seen where a headline ends that runs into the text.
"""

from __future__ import annotations

import random
from datetime import date

BETWEEN = 0.2
"""How often something stands between two paragraphs."""
CAPTIONS = {
    1: ("{0}", "{0}, from file", "{0} in {year}.", "{0} in {year}", "{0}, file photo.", "Image: {0}.", "Photograph: {0}"),
    2: (
        "{0} (left) and {1} (right)",
        "{0} with {1} in {year}",
        "{0} of {1}",
        "{0} at {1}. Image: {0}.",
        "{0}, pictured in {year} with {1}",
    ),
}
"""Captions by the number of names in them."""
HEADINGS = ("Background", "Reactions", "What happens next", "Related news", "Analysis", "Have your say", "At a glance", "The figures")
DATES = ("{0:%A}, {0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}")


def dressed(article: dict, names: list[str], rng: random.Random) -> str:
    """The article's text with its title and date, and with captions of `names` and headings between its paragraphs."""
    day = date.fromisoformat(article["date"])
    parts = [article["title"], rng.choice(DATES).format(day)]
    for paragraph in article["text"].split("\n\n"):
        if rng.random() < BETWEEN:
            parts.append(_between(names, day.year - rng.randrange(8), rng))
        parts.append(paragraph)
    return "\n\n".join(parts)


def _between(names: list[str], year: int, rng: random.Random) -> str:
    count = rng.choice([0, 1, 2, 2])
    if len(names) < count or not count:
        return rng.choice(HEADINGS)
    return rng.choice(CAPTIONS[count]).format(*rng.sample(names, count), year=year)
