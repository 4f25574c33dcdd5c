"""Two records that coreference works with: what holds of an actor in the whole article, and one mention by its words."""

from typing import NamedTuple

__all__ = ["Mentioned", "Profile"]


class Profile(NamedTuple):
    """What does not change along the text.

    Attributes
    ----------
    kind : str
        Kind of the actor.
    parts, ends : frozenset of str
        Folded words of all its names, and the head word of each (*church* of *Church of England*).
    nouns : frozenset of str
        Words of its role up to the first preposition, and nouns that stand beside its names.
    about : frozenset of str
        All words of its role: *finance* of a *Minister of Finance*.
    affiliation : str or None
        Its country or body.
    named : int
        How often it is named.
    short, country, capital : bool
        Whether its name is an acronym, a country, a country's capital.
    """

    kind: str
    parts: frozenset[str]
    ends: frozenset[str]
    nouns: frozenset[str]
    about: frozenset[str]
    affiliation: str | None
    named: int
    short: bool
    country: bool
    capital: bool


class Mentioned(NamedTuple):
    """One mention: actor, words, head word, form, sentence, paragraph."""

    actor: str
    first: int
    last: int
    head: int
    form: str
