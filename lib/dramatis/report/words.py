"""The words that the page uses for values of the tables."""

__all__ = ["KIND_WORDS", "QUOTE_WORDS", "SEVERITY_WORDS", "reason_words"]

KIND_WORDS = {
    "person": ("person", "people"),
    "organization": ("organization", "organizations"),
    "place": ("place", "places"),
    "group": ("group", "groups"),
    "event": ("event", "events"),
    "work": ("work", "works"),
}
QUOTE_WORDS = {"direct": "direct quotation", "turn": "turn of an interview", "indirect": "reported speech", "mixed": "partly quoted speech"}
SEVERITY_WORDS = {"info": "Note", "warning": "Doubt", "error": "Failure"}
_REASONS = {
    "no-cue": "no word beside it says who speaks",
    "no-source": "the words that attribute it name no source",
    "unnamed-source": "the text names a source that is no actor here",
    "pronoun-unresolved": "we could not tell whom the pronoun means",
    "two-candidates": "two actors fit equally well",
    "interviewer": "the interviewer asks",
}


def reason_words(reason: object) -> str:
    """Why a quotation has no speaker, for a reader; a reason of a newer table is said by its own slug."""
    if not isinstance(reason, str):
        return "we could not tell who speaks"
    return _REASONS.get(reason, reason.replace("-", " "))
