"""The words that the page uses for values of the tables."""

__all__ = ["FORM_WORDS", "KIND_WORDS", "QUOTE_WORDS", "reason_words"]

FORM_WORDS = {"name": "by name", "demonym": "by demonym", "nominal": "by description", "pronoun": "by pronoun"}
KIND_WORDS = {
    "person": "People",
    "organization": "Organizations",
    "place": "Places",
    "group": "Groups",
    "event": "Events",
    "work": "Works",
}
QUOTE_WORDS = {"direct": "direct quotation", "indirect": "reported speech", "mixed": "partly quoted speech"}
_REASONS = {
    "no-cue": "no word beside it says who speaks",
    "no-source": "the words that attribute it name no source",
    "unnamed-source": "the text names a source, but not who it is",
    "pronoun-unresolved": "we could not tell whom the pronoun means",
    "two-candidates": "two actors fit equally well",
}


def reason_words(reason: object) -> str:
    """Why a quotation has no speaker, for a reader; a reason of a newer table is said by its own slug."""
    return _REASONS.get(str(reason), str(reason).replace("-", " ")) if isinstance(reason, str) else "we could not tell who speaks"
