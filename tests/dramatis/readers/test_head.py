"""Heads: what they say is taken, and is not in the text."""

import pytest

from dramatis.errors import ArticleError
from dramatis.readers.head import headline, split_head

TEXT = "On July 24, the ministers met.\n"


@pytest.mark.parametrize(
    "head",
    [
        " date 2025-07-24 ",
        "date: 2025-07-24\n\n",
        "Date: July 24, 2025\n",
        "---\ndate: 2025-07-24\n---\n",
        "---\r\ndate: '24 July 2025'\r\nlayout: post\r\n---\r\n",
        "---\ndate: 2025-07-24T10:00:00Z\n...\n",
        "\ufeff\n---\n# a comment\ndate: 2025-07-24\n---\n\n",
    ],
)
def test_date_of_a_head(head):
    draft = split_head(head + TEXT)
    assert (draft.date, draft.text.strip()) == ("2025-07-24", TEXT.strip())


def test_lines_of_a_head():
    draft = split_head("Title: Ministers meet\nSource: The Daily\nAuthor: A. Writer\nDate: 2025-07-24\nLanguage: en\n\n" + TEXT)
    assert (draft.title, draft.publisher, draft.author, draft.language) == ("Ministers meet", "The Daily", "A. Writer", "en")
    assert draft.text.strip() == TEXT.strip()


def test_front_matter():
    draft = split_head(
        '---\ntitle: "Ministers: a meeting"\nauthor: [A. Writer, B. Writer]\ntags: [a, b]\npublisher: The Daily\n---\n' + TEXT
    )
    assert (draft.title, draft.author, draft.publisher, draft.text) == ("Ministers: a meeting", "A. Writer, B. Writer", "The Daily", TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "date 2025-99-99 " + TEXT,
        "Date: nobody knows\n" + TEXT,
        "Dateline: Geneva\n" + TEXT,
        "---\nThe minister said: yes.\n---\n" + TEXT,
        "---\n" + TEXT,
        "--- title: x",
    ],
)
def test_what_only_looks_like_a_head_stays_in_the_text(text):
    draft = split_head(text)
    assert draft.text == text
    assert draft.title is draft.date is None


@pytest.mark.parametrize(
    ("matter", "message"),
    [
        ("title: 5", "title .* is the number 5; a text is accepted"),
        ("title: [a]", "title .* is a list"),
        ("title: yes", "title .* is the yes or no value True"),
        ("date: tomorrow", "date .* is 'tomorrow'; a day such as"),
        ("date: 20250724", "date .* is the number 20250724"),
        ("date: 2025-13-45", "no YAML of plain values .*month"),
        ("author: [1, 2]", "author .* is a list"),
        ('title: !!python/object/apply:os.system ["exit 1"]', "no YAML of plain values"),
        ("title: !!timestamp x", "no YAML of plain values"),
        ("title: !!int ''", "no YAML of plain values"),
        ("title: [" + "[" * 3000, "no YAML of plain values"),
        ('title: "unclosed', "no YAML of plain values"),
        ("title: x\n" * 3000, "at most 20,000"),
    ],
)
def test_front_matter_that_is_not_accepted_is_named(matter, message):
    with pytest.raises(ArticleError, match=message) as caught:
        split_head(f"---\n{matter}\n---\n{TEXT}")
    assert "\n" not in str(caught.value)


def test_aliases_that_would_fill_the_memory_are_harmless():
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]" for n in range(12)]
    assert split_head("---\n" + "\n".join(rows) + "\ntitle: T\n---\n" + TEXT).title == "T"


@pytest.mark.parametrize("first", ["Ministers meet in Geneva", "Will it rain?", "Ban 'for security'", "Reports: ministers met"])
def test_headline(first):
    assert headline([first, "The ministers met. They spoke."]) == first


@pytest.mark.parametrize(
    "first", ["The ministers met.", "Ines Calder, Mayor:", "By A. Writer", "September 22, 2015", "“Stay”", "Geneva", "word " * 40]
)
def test_no_headline(first):
    assert headline([first, "The ministers met. They spoke."]) is None


def test_a_text_of_headlines_only_has_no_headline():
    assert headline(["Ministers meet", "Rain falls"]) is None
    assert headline([]) is None
