"""What a common noun can refer to, where it takes up an actor that the article names: ``nouns.csv``, and nouns that it lacks.

WordNet, from which ``nouns.csv`` is made, files *group*, *base* or *foundation* under things and acts first. As a noun phrase that takes
up a name they mean a body or a place all the same; as key phrases they do not, so that they stand here and not in the lexicon.
"""

from functools import cache

from dramatis.extract import lexicons
from dramatis.extract.folding import word_set

__all__ = ["referent"]

BODIES = word_set(
    "organisation foundation group body alliance charity chain branch enterprise watchdog regulator carrier carmaker automaker "
    "publication outlet tabloid think-tank nonprofit coalition confederation conglomerate giant operator utility cabinet franchise "
    "platform unit force association business movement opposition secretariat authority laboratory lab exchange fund trust "
    "co-operative panel wing side retailer supplier lender provider insurer camp denomination"
)
PLACES = word_set(
    "base complex centre location zone landmark retreat mine facility studio land bridge square street road avenue planet airbase "
    "compound memorial reserve reservoir forest rainforest volcano superstore neighbour electorate harbour harbor port gulf mall bar "
    "warehouse library zoo canal tunnel pier wharf marketplace market quarter dependency superpower constituency village settlement "
    "scene"
)
PEOPLE = word_set(
    "co-founder chair star personality fiancée fiancé protégé vlogger youtuber driver royal rapper influencer admiral legend icon figure "
    "businessperson"
)
BOTH = word_set("constituency studio brewery bakery theatre theater archdiocese diocese superpower side settlement camp")
"""Bodies and places alike."""


NOTHING = word_set("bottom top news edge")
"""Nouns that the lexicon has for places and bodies, and that take up no name."""


@cache
def referent(noun: str) -> lexicons.Noun | None:
    """Kinds of actors that a noun (in the singular) can stand for, the likeliest first; ``None`` where it stands for none."""
    if noun in NOTHING:
        return None
    known = lexicons.nouns().get(noun)
    kinds = (("organization",) if noun in BODIES | BOTH else ()) + (("place",) if noun in PLACES | BOTH else ())
    kinds += ("person",) if noun in PEOPLE else ()
    if not kinds:
        return known
    gender = known.gender if known else "f" if noun == "fiancée" else ""
    return lexicons.Noun(tuple(dict.fromkeys([*kinds, *(known.kinds if known else ())])), gender, bool(known and known.kin))
