"""The trained pipeline as an ordinary spaCy pipeline."""

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

import en_dramatis
from en_dramatis.component import threads
from en_dramatis.sentences import after_stops
from en_dramatis.storage import WeightsError

pytestmark = pytest.mark.model

TEXT = """Minister visits Gorno-Altaysk

On July 24, Belarusian Prime Minister Alexander Turchin met with Prime Minister Mikhail Mishustin of Russia.

"It is very important that we develop our cooperation," Alexander Turchin said. "We will go on."

Yuriy Seliverstov, Minister of Finance of Belarus, added: “The World Bank told us that the talks were useful.”
"""
GROUPS = ("attribution:cue", "attribution:source", "attribution:content", "mentions")


@pytest.fixture(scope="module")
def nlp():
    return en_dramatis.load()


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def picture(doc):
    """Everything that the pipeline says of a text."""
    tokens = [(t.text, t.pos_, t.tag_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start) for t in doc]
    names = [(e.start, e.end, e.label_) for e in doc.ents]
    groups = {g: [(s.start, s.end, s.label_, s.id_) for s in doc.spans[g]] for g in GROUPS}
    return tokens, names, groups, {g: doc.spans[g].attrs for g in GROUPS}


def test_names(doc):
    names = {(e.text, e.label_) for e in doc.ents}
    assert {("Alexander Turchin", "PERSON"), ("Mikhail Mishustin", "PERSON"), ("Russia", "LOC"), ("World Bank", "ORG")} <= names


def test_grammar(doc):
    met = next(t for t in doc if t.text == "met")
    assert (met.pos_, met.lemma_, met.dep_) == ("VERB", "meet", "ROOT")
    assert "Tense=Past" in met.morph
    assert {c.text for c in met.children if c.dep_ == "nsubj"} == {"Alexander"}


def test_who_says_what(doc):
    said = next(s for s in doc.spans["attribution:cue"] if s.text == "said")
    parts = {g: [s.text for s in doc.spans[f"attribution:{g}"] if s.id_ == said.id_] for g in ("source", "content")}
    assert parts["source"] == ["Alexander Turchin"]
    assert "It is very important that we develop our cooperation" in " ".join(parts["content"])


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He could do it as well. Sally left the room. The talks went on.", 3),
        ("“We won. Nobody saw it coming,” Ann Lee said.", 2),
        ("It fell on May 16. According to the police, nobody was hurt.", 2),
        ("“I will not go.” Peter left.", 2),
        ("“They focus better.” According to Ann Lee, it (the deal) fell. (Nobody knew.) Peter left.", 4),
        ('"Wonderful!" Winston said.', 1),
        ("Mr. Smith and U.S. President Joe Biden met Dr. J. Doe of Smith Bros. Ltd. in St. Louis.", 1),
        ("The bill cost $3.5 million. NATO paid.", 2),
        ("The talks were held in Washington, D.C. It is time to end them.", 2),
        ("The bus left at 7 p.m. They had waited for an hour in the U.S. Embassy.", 2),
        ("There was a leak at Tokai No. 2. The minister apologized.", 2),
    ],
)
def test_a_stop_before_a_capital_ends_a_sentence_but_not_an_abbreviation(nlp, text, count):
    assert len(list(nlp(text).sents)) == count


def test_words_after_stops(nlp):
    doc = nlp.make_doc("It is. The end. no. “Well”, J. Doe said. 2. Third")
    found = after_stops(doc, np.arange(len(doc)))
    assert [doc[i].text for i in np.flatnonzero(found)] == ["The", "“"]


def test_noun_chunks(doc):
    chunks = [c.text for c in doc.noun_chunks]
    assert any("Alexander Turchin" in c for c in chunks)
    assert all(a.end <= b.start for a, b in zip(doc.noun_chunks, list(doc.noun_chunks)[1:], strict=False))


def test_nothing_runs_over_a_paragraph(doc):
    for span in [*doc.sents, *doc.ents]:
        assert "\n\n" not in span.text.strip()


def test_same_alone_and_in_a_batch(nlp, doc):
    texts = ["Short one.", TEXT, TEXT * 12, "Reuters said so.", TEXT]
    batched = [picture(d) for d in nlp.pipe(texts, batch_size=3)]
    assert batched[1] == batched[4] == picture(doc)
    assert batched == [picture(nlp(t)) for t in texts]


def test_two_processes_say_the_same(nlp):
    texts = [TEXT, "Reuters said so.", TEXT + TEXT]
    assert [picture(d) for d in nlp.pipe(texts, n_process=2)] == [picture(nlp(t)) for t in texts]


def test_components_can_be_disabled(nlp):
    with nlp.select_pipes(disable=["syntax", "attribution", "mentions"]):
        doc = nlp(TEXT)
        assert doc.ents
        assert not doc.has_annotation("DEP")
        assert not doc.spans
    with nlp.select_pipes(enable=["encoder", "syntax"]):
        doc = nlp(TEXT)
        assert doc.has_annotation("DEP")
        assert not doc.ents
        assert len(doc.tensor) == len(doc)


def test_names_and_sentence_starts_that_are_set_already_stay(nlp):
    doc = nlp.make_doc("Alexander Turchin met Ann Lee in Minsk yesterday. He smiled.")
    doc.ents = [Span(doc, 4, 7, label="EVENT")]
    for token in doc:
        token.is_sent_start = token.i in (0, 3)
    doc = nlp(doc)
    assert [(e.text, e.label_) for e in doc.ents] == [("Alexander Turchin", "PERSON"), ("Lee in Minsk", "EVENT")]
    assert [s.start for s in doc.sents] == [0, 3]


def test_components_say_what_they_need_and_give(nlp):
    found = nlp.analyze_pipes()
    assert not any(found["problems"][name] for name in nlp.pipe_names), found["problems"]
    assert found["summary"]["names"]["requires"] == ["doc.tensor"]
    assert {"nsubj", "obj", "ROOT"} <= set(nlp.get_pipe("syntax").labels)
    assert nlp.get_pipe("attribution").labels == ("speech", "thought")
    assert set(nlp.get_pipe("mentions").labels) == {"PERSON", "ORG", "LOC"}


def test_without_the_encoder_the_error_says_so(nlp):
    with nlp.select_pipes(disable=["encoder"]), pytest.raises(ValueError, match="'encoder'"):
        nlp(TEXT)


def test_states_are_released(doc):
    assert doc.tensor.size == 0


def test_written_and_read_again(nlp, doc, tmp_path):
    nlp.to_disk(tmp_path / "copy")
    assert picture(spacy.load(tmp_path / "copy")(TEXT)) == picture(doc)
    other = spacy.blank("en", config=nlp.config)
    for name in nlp.pipe_names:
        other.add_pipe(nlp.get_pipe_meta(name).factory, name=name) if name not in other.pipe_names else None
    other.from_bytes(nlp.to_bytes())
    assert picture(other(TEXT)) == picture(doc)


def test_component_survives_pickling(nlp, doc):
    names = pickle.loads(pickle.dumps(nlp.get_pipe("encoder")))
    assert np.array_equal(names(nlp.make_doc(TEXT)).tensor, nlp.get_pipe("encoder")(nlp.make_doc(TEXT)).tensor)


def test_documents_survive_a_docbin(nlp, doc):
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    again = next(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    tokens, names, groups, _ = picture(again)
    assert (tokens, names, groups) == picture(doc)[:3]
    assert [c.text for c in again.noun_chunks] == [c.text for c in doc.noun_chunks]
    assert picture(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == picture(doc)


def test_evaluates_itself(nlp):
    text = " ".join(TEXT.split())
    scores = nlp.evaluate([Example(nlp.make_doc(text), nlp(text))])
    for name in ("ents_f", "pos_acc", "tag_acc", "dep_las", "lemma_acc", "sents_f"):
        assert scores[name] == pytest.approx(1.0), name


def test_damaged_weights_are_named(nlp, tmp_path):
    nlp.to_disk(tmp_path / "copy")
    path = tmp_path / "copy" / "encoder" / "encoder.onnx"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(WeightsError, match=r"encoder\.onnx is damaged"):
        spacy.load(tmp_path / "copy")


def test_threads_come_from_the_environment(monkeypatch):
    monkeypatch.delenv("DRAMATIS_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert threads() == 3
    monkeypatch.setenv("DRAMATIS_THREADS", "2")
    assert threads() == 2
    monkeypatch.setenv("DRAMATIS_THREADS", "many")
    assert threads() == 3


def test_meta_names_sources_and_hashes(nlp):
    meta = nlp.meta
    assert meta["license"] == "CC BY-SA 4.0"
    assert {"GUM", "UD English-EWT"} <= {source["name"] for source in meta["sources"]}
    data = Path(en_dramatis.__file__).parent / f"en_dramatis-{meta['version']}"
    assert set(meta["sha256"]) >= {"encoder/encoder.onnx"}
    assert all((data / path).exists() for path in meta["sha256"])
    assert json.loads((data / "meta.json").read_text(encoding="utf-8"))["performance"]["ents_f"] > 0.7


def valid(doc, text):
    assert doc.text == text
    assert "".join(t.text_with_ws for t in doc) == text
    if len(doc):
        assert doc.has_annotation("DEP")
        assert sum(len(s) for s in doc.sents) == len(doc)
        assert all(t.pos_ and t.dep_ for t in doc)
        assert all(t.lemma_ for t in doc if not t.is_space)
        assert all((t.pos_ == "SPACE") == t.is_space for t in doc)
    list(doc.noun_chunks) if len(doc) else None


CASES = [
    "",
    " ",
    "\n\n",
    "\t \n",
    "a" * 100_000,
    "😀👩‍👩‍👧 🇧🇾 said 😀.",
    "مرحبا قال الرئيس",
    "\x00\x01\x02 \x7f",
    "\u2029\u2028",
    "\ufeffHello",
    "ALL CAPS HEADLINE ABOUT NATO",
    "a\r\n\r\nb",
    " Leading and trailing  ",
    '"',
    "“”",
    "." * 3000,
    "word " * 1500,
    "\u00a0\u3000x",
    "\ud83d\ude00"[0:0] + "é",
]


@pytest.mark.parametrize("text", CASES, ids=range(len(CASES)))
def test_any_text_gives_a_valid_document(nlp, text):
    valid(nlp(text), text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=300)
    | st.lists(st.sampled_from(['"', "“", "said", "he", "Paris", "\n\n", " ", ".", "-", "’s", "\u200f", "🙂"]), max_size=80).map("".join)
)
def test_fuzzed_text_gives_a_valid_document(nlp, text):
    valid(nlp(text), text)
