"""Reported speech as spans: with words alone, and with a parse of either scheme."""

import gc
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from dramatis.article import make_article
from dramatis.extract import speech

NLP = spacy.blank("en")


def told(text, doc=None):
    """(kind, content, source, cue) of every row."""
    article = make_article(text)
    rows = speech.attributions(doc if doc is not None else NLP(article.text), article).attributions
    return [
        (
            row.kind,
            article.text[row.start : row.end],
            None
            if row.source_start != row.source_start or str(row.source_start) == "<NA>"
            else article.text[row.source_start : row.source_end],
            None if row.cue != row.cue else row.cue,
        )
        for row in rows.itertuples()
    ]


def parsed(words):
    """A Doc from lines ``word tag dep head``; heads count from 0, a trailing ``+`` joins the word to the next."""
    rows = [line.split() for line in words.strip().splitlines()]
    pos = {"VB": "VERB", "NN": "NOUN", "PR": "PRON", "DT": "DET", "IN": "ADP", "MD": "AUX", "RB": "ADV", "JJ": "ADJ", "TO": "PART"}
    return Doc(
        NLP.vocab,
        words=[row[0].rstrip("+") for row in rows],
        spaces=[not row[0].endswith("+") for row in rows],
        tags=[row[1] for row in rows],
        pos=["PROPN" if row[1] == "NNP" else pos.get(row[1][:2], "PUNCT") for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        lemmas=[row[0].rstrip("+").lower() for row in rows],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We go," said Ann Lee.', [("direct", "We go,", "Ann Lee", "said")]),
        ('"We go," Ann Lee said.', [("direct", "We go,", "Ann Lee", "said")]),
        ('Ann Lee said: "We go."', [("direct", "We go.", "Ann Lee", "said")]),
        ('Ann Lee told reporters, "We go."', [("direct", "We go.", "Ann Lee", "told")]),
        ('"Shall we go?" asked the minister.', [("direct", "Shall we go?", "the minister", "asked")]),
        ('According to Ann Lee, "we go".', [("direct", "we go", "Ann Lee", "According to")]),
        ("“We go” — Ann Lee said — “now.”", [("direct", "We go", "Ann Lee", "said"), ("direct", "now.", "Ann Lee", "said")]),
    ],
)
def test_cues_before_after_and_inverted_without_a_parse(text, expected):
    assert told(text) == expected


def test_a_quotation_goes_on_after_its_cue():
    assert told('"We go now," said Ann Lee. "We will not come back."') == [
        ("direct", "We go now,", "Ann Lee", "said"),
        ("direct", "We will not come back.", "Ann Lee", None),
    ]


@pytest.mark.parametrize("line", ["Ann Lee, Minister of Trade:", "Ann Lee, Minister of Trade, added:"])
def test_a_speakers_line_above_its_quotation(line):
    (row,) = told(f'{line}\n\n"We go on with what we began."')
    assert row[:3] == ("direct", "We go on with what we began.", "Ann Lee")


def test_the_cue_that_closes_wins_over_the_line_above_and_keeps_the_other_source():
    article = make_article('Ann Lee, Minister of Trade:\n\n"We go on with what we began," said Bob Roe.')
    rows = speech.attributions(NLP(article.text), article).attributions
    assert article.text[rows.source_start[0] : rows.source_end[0]] == "Bob Roe"
    assert article.text[rows.other_start[0] : rows.other_end[0]] == "Ann Lee"


@pytest.mark.parametrize(
    "text", ['She read "War and Peace".', 'They call him "Bob".', 'The "so-called" law passed.', 'He sang "Hey Jude".']
)
def test_titles_nicknames_and_scare_words_are_no_speech(text):
    assert [row for row in told(text) if row[0] == "direct"] == []


def test_speech_without_any_cue_is_a_row_with_a_reason():
    article = make_article('It rained.\n\n"We have waited here for three days."')
    (row,) = speech.attributions(NLP(article.text), article).attributions.to_dict("records")
    assert (row["kind"], row["reason"], row["confidence"]) == ("direct", "no-cue", 0.0)


def test_turns_of_a_transcript_have_their_label_as_source():
    rows = told("((WN)) Why do you run?\n\nAnn Lee: I like it.\n\n((WN)) And you?\n\nAnn Lee: I do.")
    assert [(row[1], row[2]) for row in rows] == [
        ("Why do you run?", "WN"),
        ("I like it.", "Ann Lee"),
        ("And you?", "WN"),
        ("I do.", "Ann Lee"),
    ]


UD = """
Ann NNP nsubj 1
said VBD ROOT 1
that IN mark 5
they PRP nsubj 5
will MD aux 5
go VB ccomp 1
home+ RB advmod 5
. . punct 1
"""
CLEAR = UD.replace("nsubj:pass", "nsubjpass")


def test_indirect_speech_is_the_whole_clause_with_source_and_cue():
    doc = parsed(UD)
    assert told(doc.text, doc) == [("indirect", "they will go home", "Ann", "said")]


@pytest.mark.parametrize("word", ["not", "never"])
def test_what_nobody_said_is_no_speech(word):
    doc = parsed(f"""
Ann NNP nsubj 3
did VBD aux 3
{word} RB neg 3
say VB ROOT 3
that IN mark 6
they PRP nsubj 6
go VBP ccomp 3
home+ RB advmod 6
. . punct 3
""")
    assert told(doc.text, doc) == []


def test_a_quoted_part_makes_it_mixed():
    doc = parsed("""
Ann NNP nsubj 1
said VBD ROOT 1
the DT det 3
law NN nsubj 7
is VBZ cop 7
"+ `` punct 7
quite RB advmod 7
bad+ JJ ccomp 1
" '' punct 7
for IN case 10
all+ NN obl 7
. . punct 1
""")
    assert told(doc.text, doc) == [("mixed", 'the law is "quite bad" for all', "Ann", "said")]


@pytest.mark.parametrize("agent", [("obl:agent", "obl:agent"), ("agent", "pobj")])
def test_the_agent_of_a_passive_speaks_in_both_schemes(agent):
    by = ("case", 6) if agent[0] == "obl:agent" else ("agent", 1)
    noun = ("obl:agent", 1) if agent[0] == "obl:agent" else ("pobj", 5)
    doc = parsed(f"""
It PRP nsubjpass 2
was VBD auxpass 2
announced VBN ROOT 2
yesterday+ NN npadvmod 2
, , punct 2
by IN {by[0]} {6 if by[0] == "case" else 2}
Ann+ NNP {noun[0]} {2 if noun[0] != "pobj" else 5}
, , punct 2
that IN mark 10
they PRP nsubj 10
go+ VBP ccomp 2
. . punct 2
""")
    assert told(doc.text, doc)[0][1:] == ("they go", "Ann", "announced")


def test_learned_attributions_are_taken_where_no_rule_finds_one():
    doc = parsed("""
Ann NNP nsubj 1
hints VBZ ROOT 1
at IN case 5
a DT det 5
coming VBG amod 5
change+ NN obl 1
. . punct 1
""")
    for group, first, last in (("cue", 1, 2), ("source", 0, 1), ("content", 3, 6)):
        doc.spans[f"attribution:{group}"] = [Span(doc, first, last, label="speech", span_id="a1")]
    assert told(doc.text, doc) == [("indirect", "a coming change", "Ann", "hints")]


def test_an_unbalanced_mark_is_a_finding_with_its_place():
    article = make_article('"We go, said Ann Lee.\n\n"We stay," said Bob Roe.')
    findings = speech.attributions(NLP(article.text), article).findings
    assert findings["kind"].tolist() == ["unbalanced-quotation-mark"]
    assert findings["spans"].tolist() == [[[0, 1]]]


@pytest.mark.parametrize("piece", ["“a ", 'a" ', '"a." ', '"We go," said X. ', "X said that they go. "])
def test_cost_is_linear(piece):
    def cost(times):
        article = make_article(piece * times)
        doc = NLP(article.text)
        gc.disable()  # what other tests left is no cost of this one
        start = time.process_time()
        speech.attributions(doc, article)
        spent = time.process_time() - start
        gc.enable()
        return spent

    cost(100)
    assert cost(4_000) < 12 * cost(800) + 0.2


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["said ", '"', "“", "” ", "Ann ", ", ", ". ", "he ", "that ", "\n\n", ": ", "according to ", "told ", "A: ", "é"])
    ).map("".join)
)
def test_any_text_gives_a_valid_table(text):
    article = make_article(text)
    rows = speech.attributions(NLP(article.text), article).attributions
    assert list(rows.columns) == list(speech.COLUMNS)
    for row in rows.itertuples():
        assert 0 <= row.start < row.end <= len(article.text)
        assert row.kind in ("direct", "indirect", "mixed")
        assert 0 <= row.confidence <= 1


def test_a_reporting_noun_has_its_clause_and_its_owner():
    doc = parsed("""
The DT det 1
judge NN nsubj 2
dismissed VBD ROOT 2
Ann+ NNP nmod:poss 5
's POS case 3
claim NN obj 2
that IN mark 8
they PRP nsubj 8
went VBD acl 5
home+ RB advmod 8
. . punct 2
""")
    rows = told(doc.text, doc)
    assert ("indirect", "they went home", "Ann", "claim") in rows


def test_a_name_after_an_inverted_cue_between_commas_is_the_source():
    doc = parsed(
        """
The DT det 1
rules NNS nsubj 8
+ , punct 3
said VBD parataxis 8
Ann NNP obj 3
Lee+ NNP flat 4
, , punct 3
are VBP cop 8
fair+ JJ ROOT 8
. . punct 8
""".replace("+ ,", ", ,", 1)
    )
    (row,) = told(doc.text, doc)
    assert row[2:] == ("Ann Lee", "said")


def test_an_editors_lexicon_replaces_the_one_that_ships(tmp_path):
    (tmp_path / "cue-verbs.csv").write_text("cue,part,kind,complements\nbellow,verb,neutral,quote clause\n", encoding="utf-8")
    article = make_article('"We go," bellowed Ann Lee. "No," said Bob Roe.')
    rows = speech.attributions(NLP(article.text), article, lexicon=tmp_path).attributions
    assert rows["cue"].dropna().tolist() == ["bellowed"]


def test_a_learned_stretch_of_a_direct_quotation_is_no_second_row():
    article = make_article('"We go on with it. They may come along," said Ann Lee.')
    doc = NLP(article.text)
    words = [token.text for token in doc]
    said = words.index("said")
    for group, first, last in (("cue", said, said + 1), ("source", said + 1, said + 3), ("content", words.index("They"), said - 1)):
        doc.spans[f"attribution:{group}"] = [Span(doc, first, last, label="speech", span_id="a1")]
    assert told(article.text, doc) == [("direct", "We go on with it. They may come along,", "Ann Lee", "said")]


@pytest.mark.model
def test_the_sample_article_with_the_embedded_pipeline():
    from dramatis import analyze, read
    from dramatis.resources import resource

    analysis = analyze(read(resource("data/articles/2025-07-24-turchin-mishustin.txt")))
    names = dict(zip(analysis.actors["id"], analysis.actors["name"], strict=True))
    direct = analysis.quotes[analysis.quotes["kind"] == "direct"]
    assert [names[speaker] for speaker in direct["speaker"]] == ["Mikhail Mishustin", "Alexander Turchin", "Yuriy Seliverstov"]
    assert (analysis.findings["kind"] == "speaker-conflict").sum() == 1
