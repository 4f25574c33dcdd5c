"""Forms of speech beside the plain ones: posts, dashes, stage directions, reporting nouns, and sources that cannot speak."""

import pytest
import spacy

from dramatis import tables
from dramatis.analysis import analyze
from dramatis.article import make_article
from dramatis.extract import speech
from dramatis.extract.asides import words_of_asides
from dramatis.extract.mute import mute_source, mute_words_after
from dramatis.extract.quotes import quotes
from dramatis.extract.speakers import Cast, resolve

NLP = spacy.blank("en")


def told(text):
    """(content, source, rule) of every row, with words alone."""
    article = make_article(text)
    rows = speech.attributions(NLP(article.text), article).attributions
    return [
        (article.text[row.start : row.end], article.text[int(row.source_start) : int(row.source_end)], row.rule)
        for row in rows.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The wall is falling" — Ann Lee, engineer', ("The wall is falling", "Ann Lee", "signed")),
        ('Ann Lee — "We will not wait another year."', ("We will not wait another year.", "Ann Lee", "speakers-line")),
        ('Ann Lee, mayor – "We will not wait another year."', ("We will not wait another year.", "Ann Lee", "speakers-line")),
    ],
)
def test_a_dash_parts_a_name_from_its_quotation(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@ann_lee: The wall is safe. pic.twitter.com/xYz12", "The wall is safe."),
        ("Ann Lee (@ann_lee): The wall is safe.", "The wall is safe."),
        ("@ann_lee: The wall is safe. https://t.co/abc pic.twitter.com/xYz12", "The wall is safe."),
    ],
)
def test_a_post_is_said_by_its_handle(text, said):
    assert told(f"It was a long day.\n\n{text}\n\nNobody answered.") == [(said, "@ann_lee", "turn")]


def test_a_handle_is_the_actor_whose_name_it_spells():
    who = Cast({"a1": "person"}, {"a1": "Ann Lee"}, [], [])
    assert resolve("@AnnLee", who, (0, 7), None, {}).actor == "a1"
    assert resolve("@bobroe", who, (0, 7), None, {}).reason == "unnamed-source"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(Laughs.) We go.", 1),
        ("We go [pauses] now.", 1),
        ("So it was. (Laughter in the room)", 4),
        ("We (the council) go.", 0),
        ("[sic]", 0),
    ],
)
def test_stage_directions_are_no_words(text, words):
    assert words_of_asides(text, 0, len(text)) == words


def test_words_of_a_turn_leave_out_its_stage_directions():
    article = make_article("Lee: (Laughs.) We go now.\n\nRoe: Why?\n\nLee: So be it.\n\nRoe: Thanks.")
    rows = quotes(
        article,
        NLP(article.text),
        speech.attributions(NLP(article.text), article).attributions,
        tables.empty("actors"),
        tables.empty("mentions"),
    ).quotes
    assert rows["words"].tolist() == [3, 1, 3, 1]


@pytest.mark.parametrize("source", ["14 March 2021", "March 14, 2021", "Monday", "3 million euros", "$40,000", "The lamp", "the old cars"])
def test_dates_sums_and_things_cannot_speak(source):
    assert mute_source(source, (0, len(source)), None)


@pytest.mark.parametrize(
    "source", ["The report", "a survey", "the statement", "May", "Ann Lee", "The White House", "the sign", "police", "200 people"]
)
def test_people_bodies_and_texts_speak(source):
    assert not mute_source(source, (0, len(source)), None)


def test_a_quotation_said_by_a_date_is_a_conflict_and_has_no_speaker():
    article = make_article('Ann Lee met the council. "We will mend the wall before winter," said 14 March 2021.')
    made = quotes(
        article,
        NLP(article.text),
        speech.attributions(NLP(article.text), article).attributions,
        tables.empty("actors"),
        tables.empty("mentions"),
    )
    assert made.quotes["speaker"].isna().all()
    conflict = made.findings[made.findings["kind"] == "speaker-conflict"]
    assert [article.text[start:end] for start, end in conflict.iloc[0]["spans"]] == [
        "We will mend the wall before winter,",
        "14 March 2021",
    ]


@pytest.mark.parametrize(("text", "end", "place"), [("said 14 March.", 4, (5, 13)), ("said 14 people died", 4, None), ("said he", 4, None)])
def test_only_a_date_or_sum_that_stands_alone_counts(text, end, place):
    assert mute_words_after(text, end) == place


@pytest.fixture(scope="module")
def pipeline():
    from dramatis.pipeline import load_pipeline

    return load_pipeline("en_dramatis")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The union's calls for a ceasefire went unheard.", "a ceasefire"),
        ("Mayor Ann Halloran repeated her criticism of the new tax.", "the new tax"),
        ("The minister ignored his warning of a flood.", "a flood"),
    ],
)
def test_nouns_with_prepositions_report(pipeline, text, said):
    assert analyze(make_article(text), pipeline).quotes["text"].tolist() == [said]


@pytest.mark.model
def test_a_wish_for_cover_is_no_speech_and_he_goes_on_without_a_name(pipeline):
    text = (
        "Paul Reyes was there. A member of the council, who asked not to be named, told reporters the deal was dead. "
        "He continued by noting that the money was never there."
    )
    rows = analyze(make_article(text), pipeline).quotes
    assert "not to be named" not in rows["text"].tolist()
    assert rows["speaker"].isna().all()


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The state denied them ballot access.", []),
        ("The mayor endorsed her former rival, Joe Biden.", []),
        ("She mentioned family honor and confirmed their conclusion.", []),
        ("Prices are high, according to the university; at least five shops closed.", ["Prices are high"]),
        ("'I never knew him at all,' she told the Post.", ["I never knew him at all,"]),
    ],
)
def test_acts_are_no_words_and_contents_end_where_the_report_does(pipeline, text, said):
    assert analyze(make_article(text), pipeline).quotes["text"].tolist() == said


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Kevin Marsh, Nadia and Omar's father, said he believed his son.", "Kevin Marsh"),
        ("Nadia and Omar's mother, Leila Haddad, said she knew nothing.", "Leila Haddad"),
    ],
)
def test_those_to_whom_a_parent_belongs_do_not_speak(pipeline, text, speaker):
    found = analyze(make_article(text), pipeline)
    assert found.quotes["speaker"].map(dict(zip(found.actors["id"], found.actors["name"], strict=True))).tolist() == [speaker]
