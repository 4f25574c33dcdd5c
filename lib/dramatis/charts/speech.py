"""Kinds of speech and of speakers, for charts and lists: words in quotation marks, reported speech and turns of an interview apart."""

import pandas as pd

__all__ = ["INTERVIEWER", "KINDS", "NOBODY", "SOURCE", "UNRESOLVED", "in_turn", "kinds", "of_source", "speaker_keys"]

UNRESOLVED = "Could not tell who speaks"
SOURCE = "A source that is no actor here"
INTERVIEWER = "The interviewer, who asks"
NOBODY = {"interviewer": INTERVIEWER, "source": SOURCE, "none": UNRESOLVED}
"""Keys and names of rows that are no actor's: an interviewer asks, the text names a source that is no actor (*police*), or nobody could
be told."""
KINDS = {
    "direct": ("direct quotation", "direct quotations"),
    "mixed": ("partly quoted statement", "partly quoted statements"),
    "indirect": ("reported statement", "reported statements"),
    "turn": ("turn of an interview", "turns of an interview"),
}
"""What a statement of each kind is called, one and many."""


def in_turn(quotes: pd.DataFrame) -> pd.Series:
    """Whether each row is a turn of an interview: words of a speaker that stand in no quotation marks."""
    return quotes["rule"].astype("str").str.startswith("turn")


def kinds(quotes: pd.DataFrame) -> pd.Series:
    """The kind of each row, one of :data:`KINDS`: as in the table, turns of an interview as a kind of their own."""
    return quotes["kind"].mask(in_turn(quotes), "turn")


def of_source(quotes: pd.DataFrame) -> pd.Series:
    """Whether the text names a source of each row that is no actor of it, and where."""
    return quotes["speaker"].isna() & quotes["speaker_start"].notna() & quotes["reason"].eq("unnamed-source").fillna(False).astype(bool)


def speaker_keys(quotes: pd.DataFrame) -> list[str]:
    """Who speaks each row: the id of an actor, or a key of :data:`NOBODY`."""
    asks = quotes["reason"].eq("interviewer").fillna(False).astype(bool)
    rows = zip(quotes["speaker"], asks, of_source(quotes), strict=True)
    return [
        speaker if isinstance(speaker, str) else "interviewer" if asked else "source" if source else "none"
        for speaker, asked, source in rows
    ]
