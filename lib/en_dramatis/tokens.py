"""The tokenizer: spaCy's English rules, cut where the treebanks cut.

UD English-EWT and GUM split hyphenated words (*Al - Zaman*, *long - term*) but
leave bound prefixes on their word (*pro-Beijing*, *re-elected*, *e-mail*).

References
----------
https://universaldependencies.org/treebanks/en_ewt/index.html
"""

from __future__ import annotations

from spacy.attrs import ORTH
from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

BOUND_PREFIXES = (
    "e",
    "non",
    "re",
    "pre",
    "anti",
    "co",
    "mid",
    "cross",
    "post",
    "over",
    "semi",
    "counter",
    "sub",
    "pro",
    "multi",
    "ex",
    "mini",
    "inter",
    "pan",
    "neo",
    "intra",
    "un",
)
"""Prefixes that both treebanks leave on the word (counted in their training parts)."""

SPLIT_WORDS = {"wanna": ("wan", "na"), "Wanna": ("Wan", "na")}


def infixes() -> list[str]:
    """Regular expressions of the cuts within a word."""
    plain = rf"(?<=[{ALPHA}0-9])(?:{HYPHENS})(?=[{ALPHA}])"
    bound = "".join(rf"(?<!\b{p})(?<!\b{p.capitalize()})" for p in BOUND_PREFIXES)
    ours = rf"(?<=[{ALPHA}0-9]){bound}(?:{HYPHENS})(?=[{ALPHA}])"
    rules = list(English.Defaults.infixes)
    if plain not in rules:
        raise ValueError("spaCy's English infixes changed: its rule for hyphens is not where it was")
    return [ours if rule == plain else rule for rule in rules]


def make_tokenizer(nlp: Language) -> Tokenizer:
    """The tokenizer for `nlp`, spaCy's own with our infixes and exceptions."""
    base = English.Defaults
    split = {word: [{ORTH: part} for part in parts] for word, parts in SPLIT_WORDS.items()}
    return Tokenizer(
        nlp.vocab,
        rules={**base.tokenizer_exceptions, **split},
        prefix_search=compile_prefix_regex(base.prefixes).search,
        suffix_search=compile_suffix_regex(base.suffixes).search,
        infix_finditer=compile_infix_regex(infixes()).finditer,
        token_match=base.token_match,
        url_match=base.url_match,
    )


@registry.tokenizers("dramatis.tokenizer.v1")
def create_tokenizer():
    """Factory named in the package's config: `nlp -> Tokenizer`."""
    return make_tokenizer
