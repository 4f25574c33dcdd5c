"""Records that several stages work with: one place of a name, what holds of an actor in the whole article, one mention by its words."""

from typing import NamedTuple

__all__ = ["Mentioned", "Name", "Profile"]


class Name(NamedTuple):
    """One place where a text names an actor.

    Attributes
    ----------
    start, end : int
        Characters of the bare name: no title, no leading article, no possessive.
    text : str
        The characters.
    label : str
        Actor kind that this place alone suggests.
    form : str
        ``name`` or ``demonym``.
    rule : str
        ``pipeline``, ``demonym``, ``country``, ``repeated``, ``family``, ``acronym-bracketed``.
    """

    start: int
    end: int
    text: str
    label: str
    form: str
    rule: str


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
    given : str
        Of a person the gender (m or f) that the given name shows, where women alone or men alone bear it; else empty.
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
    given: str


class Mentioned(NamedTuple):
    """One mention: actor, words, head word, form, sentence, paragraph."""

    actor: str
    first: int
    last: int
    head: int
    form: str
