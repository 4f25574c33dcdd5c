"""Words in the right mouth: who passes words on, who issued them, and who speaks next."""

import pandas as pd
import pytest
import spacy

from dramatis.analysis import analyze
from dramatis.article import make_article
from dramatis.extract import speech
from dramatis.extract.blocks import blocks
from dramatis.extract.forerunner import forerunner
from dramatis.extract.marks import quotations
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
        ('The council met, with Ann Lee of Wexford calling the plan "a farce".', ("Ann Lee", 'the plan "a farce"')),
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


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Ann Lee would say that the deal is dead.", []),
        ("Ann Lee would later say that the deal was dead.", ["the deal was dead"]),
        ("The store ordered bigger packages from its suppliers, its rival ordered extra stock.", []),
        ("The lawyer posted a photo showing Ann Lee standing on the wall.", []),
        ("According to three people who asked not to be named, the board will meet again.", ["the board will meet again"]),
        ("Ann Lee replied that the law forbade it, and Bob Roe agreed.", ["the law forbade it"]),
        ('Ann Lee attacked the inquiry as "a witch hunt".', ['the inquiry as "a witch hunt"']),
    ],
)
def test_what_is_said_and_no_more(said, text, contents):
    assert [content for _, content in said(text)] == contents


@pytest.mark.model
def test_a_name_behind_a_bracket_is_the_source(said):
    assert said("The secretary of the union (National Union of Workers), Ann Lee, said the deal was dead.") == [
        ("Ann Lee", "the deal was dead")
    ]


def test_british_marks_hold_double_ones_and_run_over_paragraphs():
    text = "'We rang,' said Lee. 'They told us \"no\" and hung up.\n\n'My boy could have died.'\n\nNobody came."
    found = quotations(text).quotations
    assert [text[one.start : one.end] for one in found] == ["We rang,", 'They told us "no" and hung up.\n\n\'My boy could have died.']
    assert quotations(text).unbalanced == []


def test_a_block_quotation_is_said_by_who_signs_it():
    text = "Lee rejected this:\n\nNo law allows it.\n\nIt is void.\n\n– Judge Ann Lee, Order of 3 May\n\nThe firm appealed."
    assert [text[one.start : one.end] for one in blocks(text)] == ["No law allows it.\n\nIt is void."]
    article = make_article(text)
    row = speech.attributions(spacy.blank("en")(article.text), article).attributions.iloc[0]
    assert (row.rule, article.text[int(row.source_start) : int(row.source_end)]) == ("block", "Judge Ann Lee")
    assert blocks("Lee rejected this.\n\nNo law allows it.\n\n– Judge Ann Lee") == []


@pytest.mark.parametrize(
    ("pronouns", "expected"), [([], ("roe", False)), ([("roe", "He")], ("roe", True)), ([("roe", "She"), ("roe", "He")], None)]
)
def test_he_may_be_the_subject_of_the_sentence_before(parsed, pronouns, expected):
    line = (
        "Roe/NNP/nsubj/1 greeted/VBD/ROOT/1 Lee+/NNP/obj/1 ./././1 He/PRP/nsubj/5 spoke+/VBD/ROOT/5 ./././5 "
        "She/PRP/nsubj/8 left+/VBD/ROOT/8 ./././8 He/PRP/nsubj/11 said/VBD/ROOT/11 no+/UH/obj/11 .+/./punct/11"
    )
    doc = parsed(line)
    at = doc.text.index
    extra = [(at(word), at(word) + len(word), actor, "pronoun") for actor, word in pronouns]
    rows = sorted([(0, 3, "roe", "name"), (at("Lee"), at("Lee") + 3, "lee", "name"), *extra])
    who = Cast({"roe": "person", "lee": "person"}, {"roe": "Roe", "lee": "Lee"}, rows, [row[0] for row in rows])
    first = at("He")
    assert forerunner(doc, who, first, (first, first + 2), []) == expected
    assert forerunner(doc, who, first, (first, first + 2), [(0, 20)]) is None


@pytest.mark.model
def test_the_main_clause_behind_a_report_is_the_narrators(said):
    text = "While the report says birds came from dinosaurs, there are several other ideas about flight."
    assert [content for _, content in said(text)] == ["birds came from dinosaurs"]


@pytest.mark.model
def test_whose_notice_it_is_says_it_not_who_published_it(said):
    assert said("Ann Lee's notice published by Bob Roe alleged that the firm broke the law.") == [("Ann Lee", "the firm broke the law")]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Boris Lee is widely suspected of asking for a delay to prevent interference in his efforts.",
        "Ann Lee denied calling Bob Roe a liar.",
    ],
)
def test_a_suspicion_or_a_denied_word_is_no_statement(said, text):
    assert said(text) == []


@pytest.mark.model
def test_words_that_somebody_is_alleged_to_have_said_are_not_the_hearers(said):
    found = said('"I will burn you down," Ben Dunn is alleged to have told Ann Lee in April.')
    assert "Ann Lee" not in [speaker for speaker, _ in found]


@pytest.mark.model
def test_she_also_said_goes_on_from_somebody_without_a_name(said):
    text = 'Emily Roe was there. The head of the guards told the court "We were called late." She also said "I regret we were not called."'
    assert "Emily Roe" not in [speaker for speaker, _ in said(text)]


@pytest.mark.model
def test_a_false_report_is_told_as_false(nlp):
    made = analyze(make_article("The Daily Post falsely reported that Ben Dunn had fled to Spain."), nlp)
    assert made.quotes["cue"].tolist() == ["falsely reported"]
