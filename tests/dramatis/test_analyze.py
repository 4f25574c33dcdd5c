"""Any text in, valid tables out."""

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Span

from dramatis import tables
from dramatis.analysis import analyze, analyze_many, from_json, to_json
from dramatis.article import make_article

LABELS = ("PERSON", "ORG", "LOC", "EVENT", "MISC", "NORP", "DATE")


@Language.component("labels_any_capital")
def labels_any_capital(doc):
    """A pipeline that takes every run of capitalized words for a name, of a label by its length."""
    spans, start = [], None
    for token in [*doc, None]:
        capital = token is not None and token.text[:1].isupper()
        if capital and start is None:
            start = token.i
        elif not capital and start is not None:
            end = token.i if token is not None else len(doc)
            spans.append(Span(doc, start, end, label=LABELS[(end - start + len(doc[start])) % len(LABELS)]))
            start = None
    doc.ents = spans
    for token in doc:
        token.pos_ = "PROPN" if token.text[:1].isupper() else "NOUN" if token.is_alpha else "PUNCT"
    return doc


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("labels_any_capital")
    return pipeline


def check(analysis):
    """What holds of every analysis."""
    text = analysis.article.text
    for name in tables.TABLES:
        rows = tables.check(getattr(analysis, name), name)
        if {"start", "end", "text"} <= set(rows.columns):
            assert all(text[row.start : row.end] == row.text for row in rows.itertuples())
    actors, mentions = analysis.actors, analysis.mentions
    assert actors["id"].tolist() == [f"a{number}" for number in range(1, len(actors) + 1)]
    assert mentions["actor"].value_counts().to_dict() == dict(zip(actors["id"], actors["mentions"], strict=True))
    assert actors["salience"].between(0, 1).all()
    assert actors["salience"].is_monotonic_decreasing
    for _, rows in mentions.groupby("actor"):
        assert all(a <= b for a, b in zip(rows["end"], rows["start"][1:], strict=False))
    assert set(mentions["sentence"]) <= set(analysis.sentences["id"])
    assert not (analysis.findings["kind"] == "stage-failed").any(), analysis.findings["message"].tolist()


PIECES = st.sampled_from(
    [
        "Jane Doe", "Mr Doe", "Doe", "DOE", "J. Doe", "Prime Minister", "Russian", "Belarus", "the US", "U.S.", "(IEA)", "IEA", "Acme Inc.",
        "he", "She",
        "it", "their", "I", "we", "the two leaders", "the company", "said", "“", "”", '"', "'", "’s", ",", ".", ":", "\n\n", "\n", " ",
        "who runs", "is",
        "of", "and", "😀", "\u202e", "\u0301", "\x00", "=1+1", "<b>", "Жанна", "O'Neill-van der Berg", "III", "the", "Jr.", "-", "42",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_words_give_valid_tables(nlp, text):
    check(analyze(make_article(text, id="x"), nlp))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_gives_valid_tables(nlp, text):
    check(analyze(make_article(text, id="x"), nlp))


def test_alone_and_in_a_batch_are_equal(nlp):
    articles = [make_article(f"Jane Doe of Acme met Mr Roe in Oslo {n} times. He said it.", id=f"x{n}") for n in range(11)]
    together = [to_json(analysis) for analysis in analyze_many(articles, nlp)]
    assert together == [to_json(analyze(article, nlp)) for article in articles]


def test_one_bad_article_never_stops_the_run(nlp):
    class Breaking:
        meta, tokenizer = nlp.meta, nlp.tokenizer

        def __call__(self, text):
            if "broken" in text:
                raise ValueError("a broken text")
            return nlp(text)

        def pipe(self, texts, **_):
            return (self(text) for text in texts)

    articles = [make_article(text, id=text[:4]) for text in ("Ole Olsen left.", "broken Ole Olsen", "Ole Olsen spoke.")]
    made = list(analyze_many(articles, Breaking()))
    assert [len(analysis.actors) for analysis in made] == [1, 0, 1]
    assert "a broken text" in made[1].findings["message"].str.cat()


def test_json_and_back(nlp):
    analysis = analyze(make_article("Prime Minister Jane Doe of Belarus met Mr Roe. He left.", id="x"), nlp)
    assert to_json(from_json(to_json(analysis))) == to_json(analysis)


def test_the_analysis_says_what_made_it(nlp):
    provenance = analyze(make_article("Jane Doe left.", id="x"), nlp).provenance
    assert provenance["pipeline"].startswith("en_")
    assert set(provenance) == {"dramatis", "pipeline", "code", "weights", "parameters"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "x" * 20_000, "Jane Doe " * 3_000])
def test_odd_texts(nlp, text):
    check(analyze(make_article(text, id="x"), nlp))
