"""What is no speaker and no speech: relays, owners, agentless cues, the narrator's clauses; and no word in two rows."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from dramatis import tables
from dramatis.article import make_article
from dramatis.extract import quotes, speech

NLP = spacy.blank("en")


@pytest.fixture
def spoken(parsed):
    """A function: speaker and words of the first row, with the mentions of these people by name."""

    def of(line, people):
        doc = parsed(line)
        article = make_article(doc.text)
        common = {"article_id": article.id}
        cast = [common | {"id": name, "name": name, "kind": "person", "aliases": [], "mentions": 1, "salience": 0.5} for name in people]
        places = [(name, article.text.index(name)) for name in people]
        mentions = [
            common
            | {
                "actor": name,
                "start": at,
                "end": at + len(name),
                "text": name,
                "form": "name",
                "sentence": 0,
                "rule": "test",
                "confidence": 1.0,
            }
            for name, at in places
        ]
        made = quotes.quotes(
            article, doc, speech.attributions(doc, article).attributions, tables.table("actors", cast), tables.table("mentions", mentions)
        )
        row = made.quotes.iloc[0]
        return (row["speaker"] if row["speaker"] == row["speaker"] else None), row["reason"], row["words"]

    return of


MOTHER = (
    "Baloch/NNP/nsubj/8 and/CC/cc/4 Waseem+/NNP/nmod:poss/4 's/POS/case/2 mother+/NN/{dep} ,/,/punct/6 Anwar+/NNP/appos/4 ,/,/punct/0 "
    "said/VBD/ROOT/8 she/PRP/nsubj/11 was/VBD/cop/11 innocent+/JJ/ccomp/8 .+/./punct/8"
)


@pytest.mark.parametrize("dep", ["nsubj/8", "conj/0"])
def test_an_owner_does_not_speak_for_whom_he_owns_whatever_the_parse(spoken, dep):
    assert spoken(MOTHER.format(dep=dep), ["Baloch", "Waseem", "Anwar"])[0] == "Anwar"


@pytest.mark.parametrize("dep", ["nsubj/8", "conj/0"])
def test_where_the_head_is_no_actor_the_speaker_is_left_open(spoken, dep):
    speaker, reason, _ = spoken(MOTHER.format(dep=dep), ["Baloch", "Waseem"])
    assert speaker is None
    assert reason == "unnamed-source"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Erdogan/NNP/nsubj/1 said/VBD/ROOT/1 —/,/punct/4 as/IN/mark/4 reported/VBN/advcl/1 by/IN/case/6 Hurriyet/NNP/obl:agent/4 "
            "—/:/punct/4 “+/``/punct/11 We/PRP/nsubj/11 will/MD/aux/11 go+/VB/ccomp/1 ”+/''/punct/11 .+/./punct/1",
            ("We will go", "Erdogan", "said"),
        ),
        (
            "Erdogan/NNP/nsubj/1 said/VBD/ROOT/1 he/PRP/nsubj/4 would/MD/aux/4 go+/VB/ccomp/1 ,/,/punct/7 per/IN/case/7 "
            "Hurriyet+/NNP/obl/1 .+/./punct/1",
            ("he would go", "Erdogan", "said"),
        ),
    ],
)
def test_who_passes_words_on_is_no_speaker_and_no_second_source(parsed, told, line, expected):
    assert told(line) == [expected]
    doc = parsed(line)
    assert speech.attributions(doc, make_article(doc.text)).attributions["other_start"].isna().all()


def test_an_adverb_yields_to_the_verb_that_it_modifies(told):
    line = (
        "UNESCO/NNP/nsubj/2 reportedly/RB/advmod/2 said/VBD/ROOT/2 it/PRP/nsubj:pass/5 was/VBD/aux:pass/5 closed+/VBN/ccomp/2 .+/./punct/2"
    )
    assert told(line) == [("it was closed", "UNESCO", "said")]


def test_an_agentless_cue_has_no_source(told):
    line = (
        "As/IN/mark/1 revealed/VBN/advcl/8 at/IN/case/3 trial+/NN/obl/1 ,/,/punct/1 the/DT/det/6 Turpins/NNPS/nsubj/8 had/VBD/aux/8 "
        "lied/VBN/ROOT/8 for/IN/case/10 years+/NNS/obl/8 .+/./punct/8"
    )
    assert told(line) == [("the Turpins had lied for years", None, "revealed")]


@pytest.mark.parametrize("tag", ["VBN", "VBD"])
def test_who_is_asked_does_not_ask(told, tag):
    line = (
        f"Asked/{tag}/advcl/7 if/IN/mark/4 she/PRP/nsubj/4 could/MD/aux/4 win+/VB/ccomp/0 ,/,/punct/0 Duarte/NNP/nsubj/7 "
        "smiled+/VBD/ROOT/7 .+/./punct/7"
    )
    assert told(line) == []


def test_a_participle_within_a_list_belongs_to_the_name_before_it(told):
    line = (
        "Volker/NNP/nsubj/1 met/VBD/ROOT/1 Giuliani+/NNP/obj/1 ,/,/punct/4 claiming/VBG/advcl/1 he/PRP/nsubj/6 spoke+/VBD/ccomp/4 "
        ",/,/punct/9 and/CC/cc/9 Yermak+/NNP/conj/2 .+/./punct/1"
    )
    assert [row[1] for row in told(line)] == ["Giuliani"]


@pytest.mark.parametrize(
    ("line", "content"),
    [
        (
            "Trump/NNP/nsubj/1 ordered/VBD/ROOT/1 them/PRP/obj/1 to/TO/mark/4 leave/VB/xcomp/1 Ukraine+/NNP/obj/4 ,/,/punct/10 "
            "which/WDT/nsubj/10 is/VBZ/cop/10 at/IN/case/10 war+/NN/acl:relcl/5 .+/./punct/1",
            "them to leave Ukraine",
        ),
        (
            "She/PRP/nsubj/1 offered/VBD/ROOT/1 to/TO/mark/3 sing/VB/xcomp/1 on/IN/case/5 stage+/NN/obl/3 ,/,/punct/11 "
            "all/DT/nsubj:pass/11 of/IN/case/9 which/WDT/nmod/7 are/VBP/aux:pass/11 banned+/VBN/acl:relcl/3 .+/./punct/1",
            "to sing on stage",
        ),
        (
            "He/PRP/nsubj/1 said/VBD/ROOT/1 he/PRP/nsubj/3 killed/VBD/ccomp/1 her/PRP/obj/3 in/IN/case/6 what/WP/obl/3 "
            "has/VBZ/aux/9 been/VBN/aux:pass/9 called/VBN/acl:relcl/6 murder+/NN/xcomp/9 .+/./punct/1",
            "he killed her",
        ),
        (
            "It/PRP/nsubj/2 had/VBD/aux/2 sold/VBN/ccomp/8 the/DT/det/4 firm+/NN/obj/2 ,/,/punct/2 its/PRP$/nmod:poss/7 "
            "chairman/NN/nsubj/8 said/VBD/ROOT/8 on/IN/case/10 Monday+/NNP/obl/2 .+/./punct/8",
            "It had sold the firm",
        ),
        (
            "Lee/NNP/nsubj/1 said/VBD/ROOT/1 the/DT/det/3 firm+/NN/nsubj/12 ,/,/punct/9 in/IN/case/6 what/WP/obl/12 would/MD/aux/9 "
            "be/VB/cop/9 records+/NNS/acl:relcl/6 ,/,/punct/6 had/VBD/aux/12 sold/VBN/ccomp/1 ships+/NNS/obj/12 .+/./punct/1",
            "the firm, in what would be records, had sold ships",
        ),
    ],
)
def test_the_narrators_clause_and_the_closing_cue_stay_outside(told, line, content):
    assert [row[0] for row in told(line)] == [content]


@pytest.mark.parametrize(
    ("phrase", "cue", "kept"),
    [
        ("this/DT change+", "announced", False),
        ("the/DT move+", "criticized", False),
        ("their/PRP$ conclusion+", "confirmed", False),
        ("family/NN honor+", "mentioned", False),
        ("the/DT attack+", "condemned", True),
        ("the/DT charges+", "denied", True),
        ("their/PRP$ role+", "denied", True),
    ],
)
def test_a_phrase_that_only_points_is_not_what_was_said(told, phrase, cue, kept):
    first, second = phrase.split()
    line = f"The/DT/det/1 firm/NN/nsubj/2 {cue}/VBD/ROOT/2 {first}/det/4 {second}/NN/obj/2 .+/./punct/2"
    assert bool(told(line)) is kept


def test_what_is_called_for_is_reported_with_its_purpose(told):
    line = (
        "He/PRP/nsubj/1 called/VBD/ROOT/1 for/IN/case/4 the/DT/det/4 removal/NN/obl/1 of/IN/case/6 Lee/NNP/nmod/4 to/TO/mark/8 "
        "curb/VB/advcl/1 graft+/NN/obj/8 .+/./punct/1"
    )
    assert told(line) == [("the removal of Lee to curb graft", "He", "called for")]


def test_neither_confirming_nor_denying_is_no_denial(told):
    line = (
        "The/DT/det/1 firm/NN/nsubj/4 would/MD/aux/4 neither/CC/cc:preconj/4 confirm/VB/ROOT/4 nor/CC/cc/6 deny/VB/conj/4 the/DT/det/8 "
        "report+/NN/obj/4 .+/./punct/4"
    )
    assert told(line) == []


def test_refusing_to_say_is_no_saying(told):
    line = "He/PRP/nsubj/1 refused/VBD/ROOT/1 to/TO/mark/3 blame/VB/xcomp/1 the/DT/det/6 young/JJ/amod/6 captain+/NN/obj/3 .+/./punct/1"
    assert told(line) == []


def test_hearing_is_no_saying(parsed):
    doc = parsed("A/DT/det/1 judge/NN/nsubj/2 heard/VBD/ROOT/2 how/WRB/advmod/5 they/PRP/nsubj/5 fought+/VBD/ccomp/2 .+/./punct/2")
    for group, first, last in (("cue", 2, 3), ("source", 0, 2), ("content", 3, 6)):
        doc.spans[f"attribution:{group}"] = [Span(doc, first, last, label="speech", span_id="a1")]
        doc.spans[f"attribution:{group}"].attrs["scores"] = [0.9]
    assert speech.attributions(doc, make_article(doc.text)).attributions.empty


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "According/VBG/case/6 to/IN/fixed/0 a/DT/det/6 whistle+/NN/compound/5 -+/HYPH/punct/3 blower/NN/compound/6 complaint+/NN/obl/9 "
            ",/,/punct/6 Ann/NNP/nsubj/9 asked/VBD/ROOT/9 for/IN/case/11 help+/NN/obl/9 .+/./punct/9",
            ("Ann asked for help", "a whistle-blower complaint", "According to"),
        ),
        (
            "According/VBG/case/3 to/IN/fixed/0 a/DT/det/3 poll/NN/obl/11 published/VBN/acl/3 by/IN/case/6 Reuters/NNP/obl:agent/4 "
            "last/JJ/amod/8 week+/NN/obl/4 ,/,/punct/3 voters/NNS/nsubj/11 really/RB/advmod/11 sleep+/VBP/ROOT/11 .+/./punct/11",
            ("voters really sleep", "a poll published by Reuters last week", "According to"),
        ),
    ],
)
def test_the_source_of_according_to_runs_to_its_comma(told, line, expected):
    assert told(line)[0] == expected


def test_an_apposition_to_the_source_of_according_to_is_not_reported(told):
    line = (
        "According/VBG/case/2 to/IN/fixed/0 Lee+/NNP/obl/10 ,/,/punct/6 formerly/RB/advmod/6 the/DT/det/6 director+/NN/appos/2 "
        ",/,/punct/10 it/PRP/nsubj/10 is/VBZ/cop/10 over+/JJ/ROOT/10 .+/./punct/10"
    )
    assert told(line)[0][:2] == ("it is over", "Lee")


def test_a_cue_between_commas_is_not_among_the_words(told, spoken):
    line = (
        "The/DT/det/1 road+/NN/nsubj/7 ,/,/punct/4 police/NNS/nsubj/4 said+/VBD/parataxis/1 ,/,/punct/4 had/VBD/aux/7 closed+/VBN/ROOT/7 "
        ".+/./punct/7"
    )
    assert told(line)[0][0] == "The road, police said, had closed"
    assert spoken(line, [])[2] == 4


def test_a_turn_is_direct_speech_after_its_colon():
    article = make_article("((WN)) : Why do you run?\n\n((Lee)) : I like it.\n\n((WN)) : Will you win?\n\n((Lee)) : I think so.")
    rows = speech.attributions(NLP(article.text), article).attributions
    assert [article.text[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)][:2] == ["Why do you run?", "I like it."]
    assert set(rows["kind"]) == {"direct"}


PIECES = st.sampled_from(
    [
        "Ann Lee said ", "“We go on,” ", "“", "” ", '"', "as quoted by Reuters", ", ", ". ", "Bob Roe reportedly told us that ",
        "it was over",
        "according to the ministry, ", "\n\n", "Lee: ", "The road, police said, is closed. ", "per Reuters", "— as reported by Reuters — ",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=25))
def test_no_word_stands_in_two_rows(pieces):
    article = make_article("".join(pieces) or "x")
    rows = speech.attributions(NLP(article.text), article).attributions
    spans = list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True))
    assert all(end <= following for (_, end), (following, _) in pairwise(spans))


def test_curly_single_marks_are_speech_also_where_another_paragraph_has_double_ones():
    article = make_article(
        "The book is “Home”, by the firm’s head.\n\n‘We lost it,’ said Ann Lee. The so-called ‘law’ of the boys’ club failed."
    )
    rows = speech.attributions(NLP(article.text), article).attributions
    direct = rows[rows["kind"] == "direct"]
    assert [article.text[start:end] for start, end in zip(direct["start"], direct["end"], strict=True)] == ["We lost it,"]


def test_an_addressee_and_a_day_may_follow_a_cue_between_commas(told):
    line = (
        "The/DT/det/1 move+/NN/nsubj/13 ,/,/punct/3 Ann/NNP/appos/1 Lee/NNP/flat/3 told/VBD/acl:relcl/1 the/DT/det/7 Post/NNP/iobj/5 "
        "on/IN/case/9 Friday+/NNP/obl/5 ,/,/punct/1 was/VBD/cop/13 a/DT/det/13 mistake+/NN/ROOT/13 .+/./punct/13"
    )
    assert told(line) == [("The move, Ann Lee told the Post on Friday, was a mistake", "Ann Lee", "told")]


def test_showing_up_is_no_saying(told):
    line = "Few/NNS/nsubj/1 showed/VBD/ROOT/1 up/RP/compound:prt/1 but/CC/cc/5 he/PRP/nsubj/5 won+/VBD/ccomp/1 .+/./punct/1"
    assert told(line) == []
