"""Words that carry grammar and no matter: articles, pronouns, prepositions, auxiliaries (spaCy's English stop words)."""

__all__ = ["is_function_word"]


def is_function_word(word: str) -> bool:
    """Whether a word in lower case is one, also before an apostrophe: ``the``, ``it's``, ``don't``."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return word in STOP_WORDS or word.removesuffix("n't").split("'")[0] in STOP_WORDS
