"""Words in the right mouth: who passes words on, who issued them, and who speaks next."""

import pandas as pd
import pytest

from dramatis.analysis import analyze
from dramatis.article import make_article
from dramatis.extract.speakers import Cast, resolve


@pytest.fixture(scope="module")
def nlp():
    from dramatis.pipeline import load_pipeline

    return load_pipeline("en_dramatis")


@pytest.fixture
def said(nlp):
    """A function: (speaker's name, or the words of the source in angle brackets; content) of every row of a text."""

    def of(text):
        made = analyze(make_article(text), nlp)
        names = dict(zip(made.actors["id"], made.actors["name"], strict=True))
        words = made.article.text
        return [
            (
                names[row.speaker]
                if isinstance(row.speaker, str)
                else f"<{words[int(row.speaker_start) : int(row.speaker_end)]}>"
                if not pd.isna(row.speaker_start)
                else None,
                row.text,
            )
            for row in made.quotes.itertuples()
        ]

    return of


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The mayor, Ann Lee, said on Friday the port is "in the midst of a storm." Bob Roe, the head of the council, said on Friday '
            '"We are committed to the port. We made that clear."',
            ("Bob Roe", "We are committed to the port. We made that clear."),
        ),
        ("Reuters quoted Finance Minister Ann Lee as saying the budget was dead.", ("Ann Lee", "the budget was dead")),
        ("Bob Roe was quoted by the BBC as saying that nobody was hurt.", ("Bob Roe", "nobody was hurt")),
        ("Ann Lee released a statement saying the port would close.", ("Ann Lee", "the port would close")),
        ('Ann Lee spoke first. In her words, the council "knows nothing".', ("Ann Lee", 'the council "knows nothing"')),
    ],
)
def test_words_are_those_of_who_spoke_them(said, text, expected):
    assert expected in said(text)


@pytest.mark.model
def test_what_goes_on_meanwhile_says_nothing(nlp):
    made = analyze(make_article('Police called him only "Mr. A" as the investigation continued.'), nlp)
    assert "continued" not in made.quotes["cue"].tolist()


@pytest.mark.model
def test_he_is_not_whom_he_calls_by_name(said):
    text = 'Bob Roe, the minister, paid tribute to John Lee. He said: "John Lee was a friend, and he will be missed by all of us."'
    assert said(text) == [("Bob Roe", "John Lee was a friend, and he will be missed by all of us.")]


def test_the_owner_of_what_was_alleged_is_its_speaker():
    text = "Lee's allegations of fraud"
    who = Cast({"a1": "person"}, {"a1": "Lee"}, [(0, 3, "a1", "name")], [0])
    assert resolve(text, who, (0, 3), 0, {}).actor == "a1"
    assert resolve("Lee's aide spoke", who, (0, 10), 6, {}).actor is None


def test_the_last_speaker_gives_way_to_who_was_named_since():
    text = 'Lee spoke. Then Roe came. He said "Kay left."'
    who = Cast(
        dict.fromkeys(("lee", "roe", "kay"), "person"),
        {"lee": "Lee", "roe": "Roe", "kay": "Kay"},
        [(0, 3, "lee", "name"), (16, 19, "roe", "name"), (26, 28, "kay", "pronoun"), (35, 38, "kay", "name")],
        [0, 16, 26, 35],
    )
    assert resolve(text, who, (26, 28), None, {"speaker": "lee", "end": 9, "called": {"kay"}}).actor == "roe"
