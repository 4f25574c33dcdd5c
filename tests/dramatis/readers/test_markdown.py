"""Markdown: the words without the markup, paragraph by paragraph."""

import pytest

from dramatis.readers import markdown


def paragraphs(source: str) -> list[str]:
    return markdown.parse(source.encode()).text.split("\n\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*one* **two** `three` ~~four~~", ["one two three ~~four~~"]),
        ("[text](http://x.y 'title') and <http://x.y> and [ref][1]\n\n[1]: http://x", ["text and http://x.y and ref"]),
        ("![A picture of him](a.png)", ["A picture of him"]),
        ("# Heading\nText.\n\nSetext\n------\nMore.", ["Heading", "Text.", "Setext", "More."]),
        ("- one\n- two\n  1. three", ["one", "two", "three"]),
        ("> “Quoted,” he said.\n>\n> More.", ["“Quoted,” he said.", "More."]),
        ("a soft\nbreak and a hard\\\nbreak", ["a soft break and a hard break"]),
        ("| a | b |\n|---|---|\n| *c* | d |", ["a | b", "c | d"]),
        ("```\ncode\n```", ["code"]),
        ("<div>Some <script>alert(1)</script>words &amp; more</div>", ["Some words & more"]),
        ("a <b>bold</b> word &amp; more", ["a bold word & more"]),
        ("snake_case and 2 * 3 * 4 and \\*stars\\*", ["snake_case and 2 * 3 * 4 and *stars*"]),
        ("“curly” 'straight' -- – —", ["“curly” 'straight' -- – —"]),
    ],
)
def test_markup_goes_and_words_stay(source, expected):
    assert paragraphs(source) == expected


def test_first_heading_is_the_title_and_stays():
    draft = markdown.parse(b"# Ministers *meet*\n\nThey met.")
    assert (draft.title, draft.text) == ("Ministers meet", "Ministers meet\n\nThey met.")


def test_title_of_the_front_matter_goes_before_the_heading():
    draft = markdown.parse(b"---\ntitle: T\ndate: 2025-07-24\n---\n# Ministers meet\n\nThey met.")
    assert (draft.title, draft.date, draft.text) == ("T", "2025-07-24", "Ministers meet\n\nThey met.")


def test_date_that_runs_into_the_text():
    draft = markdown.parse(b" date 2025-07-24 On July 24, *they* met.")
    assert (draft.date, draft.text) == ("2025-07-24", "On July 24, they met.")
