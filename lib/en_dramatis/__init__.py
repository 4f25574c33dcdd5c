"""Dramatis: an English pipeline for news.

``spacy.load("en_dramatis")`` gives a pipeline of these components, each of which can be
disabled by `nlp.select_pipes`:

encoder
    Reads the text once and leaves the states of words in `doc.tensor`; all others need it.
names
    `doc.ents`: PERSON, ORG, LOC (countries and cities too), EVENT, MISC.
syntax
    `pos_`, `tag_`, `morph`, `lemma_`, `dep_`, `head`, sentences and noun chunks, in
    Universal Dependencies.
attribution
    `doc.spans["attribution:cue"]`, `["attribution:source"]`, `["attribution:content"]`:
    who says what; the parts of one attribution share a span id (see `attribution`).
mentions
    `doc.spans["mentions"]`: nominals and pronouns of named actors (see `mentions`).
release
    Empties `doc.tensor`; disable it to keep the states.

The environment variable `DRAMATIS_THREADS` (else `OMP_NUM_THREADS`, else 1) is the number
of threads of the network.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.util import get_model_meta, load_model_from_init_py

from . import attribution, chunks, encoder, mentions, names, syntax, tokens  # noqa: F401  registers the factories

__version__ = get_model_meta(Path(__file__).parent)["version"]


def load(**overrides) -> Language:
    """The pipeline; `overrides` are those of `spacy.load` (disable, exclude, config, vocab …)."""
    return load_model_from_init_py(__file__, **overrides)
