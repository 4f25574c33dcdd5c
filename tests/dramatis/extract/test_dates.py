"""Dates against weekdays and against the article's date."""

import pytest

from dramatis.article import make_article
from dramatis.extract import sentences
from dramatis.extract.dates import date_conflicts
from dramatis.extract.scheme import words


@pytest.mark.parametrize(
    ("text", "words_of_message"),
    [
        ("Thursday, July 24, 2025 was warm.", []),
        ("Friday, July 24, 2025 was warm.", ["that day was a Thursday, not a Friday"]),
        ("They left on 26 July 2025.", ["told as past, but 2 days after the article's date, 2025-07-24"]),
        ("They left on 22 July 2025.", []),
        ("They leave on 26 July 2025.", []),
        ("On July 24, they met.", []),
        ("On March 1, they met.", ["the lead's date is 145 days from the article's date"]),
        ("They met. On March 1, they left.", []),
        ("On December 30, they met.", ["is 159 days"]),
        ("On 99 July 2025 and February 30, 2025.", []),
    ],
)
def test_dates(doc_of, text, words_of_message):
    doc = doc_of(text)
    for token in doc:
        token.tag_ = "VBD" if token.text in {"was", "left", "met"} else ""
    article = make_article(text, id="x", date="2025-07-24")
    found = date_conflicts(article, words(doc), sentences.sentences(doc, article))
    assert len(found) == len(words_of_message)
    assert all(part in message for part, message in zip(words_of_message, found["message"], strict=True))
    assert all(article.text[start:end] for spans in found["spans"] for start, end in spans)


def test_without_a_date_only_weekdays_are_checked(doc_of):
    text = "They left on 26 July 2125. On Friday, July 24, 2025 they met."
    doc = doc_of(text)
    article = make_article(text, id="x")
    assert len(date_conflicts(article, words(doc), sentences.sentences(doc, article))) == 1
