"""Stage directions in transcripts and quotations: *(Laughs.)*, *[applause]*. They are no words of the speaker."""

import re

__all__ = ["ASIDE", "words_of_asides"]

ASIDE = re.compile(
    r"[(\[](?:[\w'’-]+\s){0,3}(?:laugh(?:s|ing|ter)?|chuckl(?:es|ing)|smil(?:es|ing)|applause|applauds|cheer(?:s|ing)|boos|booing|paus(?:es?|ing)|"
    r"sigh(?:s|ing)?|silen(?:t|ce)|cr(?:ies|ying)|weep(?:s|ing)|sob(?:s|bing)|cough(?:s|ing)?|nods|nodding|shrugs|gestur(?:es|ing)|inaudible|"
    r"indistinct|unintelligible|crosstalk|interruption|music|points|pointing|whispers|whispering)(?:\s[\w'’-]+){0,4}[.!…]?[)\]]",
    re.IGNORECASE,
)
"""A stage direction in brackets: up to eight words, one of them of a sound or a gesture."""
_WORD = re.compile(r"[^\W_]+")


def words_of_asides(text: str, start: int, end: int) -> int:
    """Words between two characters that stand in stage directions."""
    return sum(len(_WORD.findall(found.group())) for found in ASIDE.finditer(text, start, end))
