"""Key phrases from hand-built Docs."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import make_article
from dramatis.extract.phrases import phrases

NLP = spacy.blank("en")


def made(rows: str, *, parsed: bool = True, text_words: int = 0):
    """An article and its Doc from lines of ``word/POS/dep/head``; head counts words from 0, a blank line ends a paragraph."""
    cells = [cell.split("/") for cell in rows.split()]
    words = [cell[0].replace("¶", "\n\n") for cell in cells]
    spaces = [
        not (word == "\n\n" or after in ("\n\n", ".", ",", "-", "") or word == "-")
        for word, after in zip(words, [*words[1:], ""], strict=True)
    ]
    pos = [cell[1] for cell in cells]
    lemmas = [cell[4] if len(cell) > 4 else cell[0].lower() for cell in cells]
    kinds = {"deps": [cell[2] for cell in cells], "heads": [int(cell[3]) for cell in cells]} if parsed else {}
    tags = ["NN" if part == "NOUN" else "XX" for part in pos]
    doc = Doc(NLP.vocab, words=words, spaces=spaces, pos=pos, tags=tags, lemmas=lemmas, **kinds)
    return make_article(doc.text, id="a"), doc


def said(article, doc, mentions=None):
    return phrases(article, doc, tables.empty("mentions") if mentions is None else mentions)


def names(*spans, article, form="name"):
    row = {"article_id": "a", "actor": "a1", "form": form, "sentence": 0, "rule": "r", "confidence": 1.0}
    return tables.table("mentions", [row | {"start": start, "end": end, "text": article.text[start:end]} for start, end in spans])


DOWNTIME = (
    "The/DET/det/3 plant/NOUN/compound/3 's/PART/case/1 unplanned/ADJ/amod/4 downtime/NOUN/nsubj/5 grew/VERB/ROOT/5 ./PUNCT/punct/5 "
    "Downtime/NOUN/nsubj/8 costs/VERB/ROOT/8 money/NOUN/obj/8 ./PUNCT/punct/8 "
    "Unplanned/ADJ/amod/12 downtime/NOUN/nsubj/13 hurts/VERB/ROOT/13 ./PUNCT/punct/13"
)


def test_a_short_form_counts_for_the_longer_phrase_that_it_ends():
    article, doc = made(DOWNTIME)
    found = said(article, doc)
    row = found.phrases[found.phrases["text"] == "unplanned downtime"].iloc[0]
    places = found.phrase_mentions[found.phrase_mentions["phrase"] == row["id"]]
    assert row["mentions"] == 3
    assert places["text"].tolist() == ["unplanned downtime", "Downtime", "Unplanned downtime"]
    assert "downtime" not in found.phrases["text"].tolist()


@pytest.mark.parametrize(("kinds", "shown"), [(("cargo", "the", "the"), "ferry"), (("cargo", "cargo", "the"), "cargo ferry")])
def test_a_phrase_is_named_by_words_that_at_least_half_of_its_places_have(kinds, shown):
    parts = {"cargo": "NOUN/compound", "the": "DET/det"}
    rows = (
        f"{kind}/{parts[kind]}/{at + 1} ferry/NOUN/nsubj/{at + 2} sank/VERB/ROOT/{at + 2}"
        for at, kind in zip((0, 3, 6), kinds, strict=True)
    )
    article, doc = made(" ".join(rows))
    found = said(article, doc).phrases
    assert found["text"].tolist() == [shown]
    assert found["mentions"].tolist() == [3]


def test_every_place_is_a_slice_of_the_text_and_every_count_the_length_of_its_list():
    article, doc = made(DOWNTIME)
    found = said(article, doc)
    assert all(article.text[row.start : row.end] == row.text for row in found.phrase_mentions.itertuples())
    counts = found.phrase_mentions["phrase"].value_counts()
    assert {row.id: row.mentions for row in found.phrases.itertuples()} == counts.to_dict()


def test_phrases_have_no_determiner_no_number_and_no_counting_adjective():
    article, doc = made(
        "The/DET/det/4 three/NUM/nummod/4 several/ADJ/amod/4 cheap/ADJ/amod/4 tractors/NOUN/nsubj/5 broke/VERB/ROOT/5 ./PUNCT/punct/5"
    )
    assert said(article, doc).phrases["text"].tolist() == ["cheap tractors"]


def test_names_of_actors_are_cut_off():
    article, doc = made("Kenyan/ADJ/amod/2 tea/NOUN/compound/2 exports/NOUN/nsubj/3 to/ADP/case/5 Oman/PROPN/nmod/2 rose/VERB/ROOT/5")
    found = said(article, doc, names((0, 6), (22, 26), article=article))
    assert found.phrases["text"].tolist() == ["tea exports"]


def test_a_title_of_several_words_is_no_phrase_nor_is_a_part_of_it():
    article, doc = made(
        "The/DET/det/2 Prime/PROPN/amod/2 Minister/PROPN/nsubj/3 praised/VERB/ROOT/3 "
        "the/DET/det/6 new/ADJ/amod/6 bridge/NOUN/obj/3 ./PUNCT/punct/3"
    )
    assert said(article, doc).phrases["text"].tolist() == ["bridge"]


def test_words_that_show_a_role_are_no_phrase():
    article, doc = made(
        "Doe/PROPN/nsubj/5 ,/PUNCT/punct/2 minister/NOUN/appos/0 of/ADP/case/4 finance/NOUN/nmod/2 "
        "praised/VERB/ROOT/5 the/DET/det/7 bridge/NOUN/obj/5 ./PUNCT/punct/5"
    )
    start = article.text.index("minister")
    row = {"article_id": "a", "id": "a1", "name": "Doe", "kind": "person", "aliases": [], "mentions": 1, "salience": 1.0}
    role = {"role": "minister of finance", "role_start": start, "role_end": start + len("minister of finance")}
    found = phrases(article, doc, names((0, 3), article=article), tables.table("actors", [row | role]))
    assert found.phrases["text"].tolist() == ["bridge"]


def test_names_of_events_may_be_phrases_where_the_actors_are_given():
    article, doc = made("The/DET/det/2 Harvest/PROPN/compound/2 Festival/PROPN/nsubj/3 opened/VERB/ROOT/3")
    actor = {"article_id": "a", "id": "a1", "name": "Harvest Festival", "aliases": [], "mentions": 1, "salience": 1.0}
    spans = names((4, 20), article=article)
    kinds = {kind: tables.table("actors", [actor | {"kind": kind}]) for kind in ("event", "organization")}
    assert phrases(article, doc, spans, kinds["event"]).phrases["text"].tolist() == ["Harvest Festival"]
    assert phrases(article, doc, spans, kinds["organization"]).phrases.empty


def test_words_joined_by_hyphens_stay_together():
    article, doc = made(
        "It/PRON/nsubj/1 wants/VERB/ROOT/1 labor/NOUN/compound/5 -/PUNCT/punct/2 saving/VERB/acl/1 machines/NOUN/obj/1 ./PUNCT/punct/1"
    )
    assert said(article, doc).phrases["text"].tolist() == ["labor-saving machines"]


@pytest.mark.parametrize("labels", [("amod", "nsubj", "obj"), ("amod", "nsubjpass", "dobj")])
def test_both_schemes_of_syntax_work(labels):
    article, doc = made(f"Cheap/ADJ/{labels[0]}/1 steel/NOUN/{labels[1]}/2 hurts/VERB/ROOT/2 local/ADJ/amod/4 mills/NOUN/{labels[2]}/2")
    assert set(said(article, doc).phrases["text"]) == {"Cheap steel", "local mills"}


def test_without_a_parse_parts_of_speech_serve():
    article, doc = made("The/DET cheap/ADJ steel/NOUN imports/NOUN hurt/VERB local/ADJ mills/NOUN ./PUNCT", parsed=False)
    assert set(said(article, doc).phrases["text"]) == {"cheap steel imports", "local mills"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("He/PRON/nsubj/1 went/VERB/ROOT/1 there/ADV/advmod/1 ./PUNCT/punct/1", "holds no noun phrase"),
        ("Der/DET/det/1 Zug/NOUN/nsubj/2 hält/VERB/ROOT/2 nicht/PART/advmod/2 überall/ADV/advmod/2", "not English"),
        ("Die/X/dep/0 Opposition/PROPN/dep/0 hat/X/dep/0 das/X/dep/0 Gesetz/PROPN/dep/0 " * 4, "not English"),
        ("12/NUM/ROOT/0 ,/PUNCT/punct/0 14/NUM/conj/0", "holds no words"),
        ("The/X/dep/0 steel/X/dep/0 mills/X/dep/0", "no parts of speech"),
    ],
)
def test_an_empty_table_comes_with_the_reason(rows, reason):
    article, doc = made(rows)
    found = said(article, doc)
    assert found.phrases.empty
    assert found.phrase_mentions.empty
    assert reason in found.findings["message"].iloc[0]


def test_the_order_of_phrases_is_by_score_and_the_ids_follow_it():
    article, doc = made(DOWNTIME)
    found = said(article, doc).phrases
    assert found["score"].is_monotonic_decreasing
    assert found["id"].tolist() == [f"p{number}" for number in range(1, len(found) + 1)]


CUT = (
    "They/PRON/nsubj/1 cut/VERB/ROOT/1/cut the/DET/det/4 steel/NOUN/compound/4 tariffs/NOUN/obj/1/tariff ./PUNCT/punct/1 "
    "Tariffs/NOUN/nsubj:pass/8/tariff were/AUX/aux/8 cut/VERB/ROOT/8/cut ./PUNCT/punct/8 "
    "The/DET/det/12 steel/NOUN/compound/12 tariffs/NOUN/nsubj/13/tariff hurt/VERB/ROOT/13 ./PUNCT/punct/13"
)


def test_a_verb_stands_with_its_object_where_that_is_what_happens():
    article, doc = made(CUT)
    found = said(article, doc)
    assert found.phrases["text"].tolist() == ["cut steel tariffs"]
    assert found.phrase_mentions["text"].tolist() == ["cut the steel tariffs", "Tariffs", "steel tariffs"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hurt/VERB/ROOT/13", "follow/VERB/ROOT/13 a/DET/det/16 cut/NOUN/obj/13"),  # the noun for the event stands in the text
        ("cut/VERB/ROOT/8/cut", "mentioned/VERB/ROOT/8/mention"),  # one place of three
        ("tariffs/NOUN/obj/1/tariff", "tariffs/NOUN/nsubj/1/tariff"),  # no object
    ],
)
def test_a_verb_does_not_stand_with_a_noun_that_is_not_mostly_its_object(old, new):
    article, doc = made(CUT.replace(old, new, 1))
    assert "steel tariffs" in said(article, doc).phrases["text"].tolist()


def test_a_verb_that_does_nothing_to_its_object_does_not_stand_with_it():
    article, doc = made(CUT.replace("/cut", "/mention"))
    assert said(article, doc).phrases["text"].tolist() == ["steel tariffs"]


def test_a_plural_in_a_title_and_a_plural_in_a_sentence_are_one_phrase():
    article, doc = made(
        "Harbor/PROPN/compound/1/harbor Constituencies/PROPN/nsubj/2/constituencies vote/VERB/ROOT/2 ./PUNCT/punct/2 "
        "The/DET/det/6 harbor/NOUN/compound/6 constituency/NOUN/nsubj/7/constituency voted/VERB/ROOT/7 ./PUNCT/punct/7"
    )
    found = said(article, doc).phrases
    assert len(found) == 1
    assert found["mentions"].tolist() == [2]


@pytest.mark.parametrize(("measure", "shown"), [("likelihood", "rains"), ("forecast", "forecast of rains")])
def test_a_noun_of_degree_leaves_the_phrase_to_the_noun_that_fills_it(measure, shown):
    article, doc = made(
        f"The/DET/det/1 {measure}/NOUN/nsubj/4 of/ADP/case/3 rains/NOUN/nmod/1/rain grew/VERB/ROOT/4 ./PUNCT/punct/4 "
        f"The/DET/det/7 {measure}/NOUN/nsubj/10 of/ADP/case/9 rains/NOUN/nmod/7/rain fell/VERB/ROOT/10 ./PUNCT/punct/10"
    )
    assert said(article, doc).phrases["text"].tolist()[0] == shown


PARTS = ("NOUN", "PROPN", "ADJ", "VERB", "ADP", "DET", "PUNCT", "NUM", "SPACE", "X")
PIECES = st.text(alphabet="abcDE1-–'’.#é\u200d中", min_size=1, max_size=6) | st.sampled_from(["\n\n", "the", "steel", "of", "Mill", "-"])
DEPS = st.sampled_from(["amod", "compound", "nsubj", "obj", "nmod", "flat", "ROOT", "dep", "punct"])


@st.composite
def any_doc(draw):
    """A Doc that no pipeline would make: any words, any tags, any tree."""
    size = draw(st.integers(1, 14))
    words = [draw(PIECES) for _ in range(size)]
    pos = [draw(st.sampled_from(PARTS)) for _ in range(size)]
    heads = [draw(st.integers(max(0, place - 1), place)) for place in range(size)]
    deps = ["ROOT" if head == place else draw(DEPS) for place, head in enumerate(heads)]
    spaces = [draw(st.booleans()) for _ in range(size)]
    return Doc(NLP.vocab, words=words, pos=pos, heads=heads, deps=deps, lemmas=words, spaces=spaces)


@given(any_doc(), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_doc_gives_tables_whose_spans_are_slices(doc, spans):
    article = make_article("x", id="a")
    article = type(article)(**{**article.__dict__, "text": doc.text})
    mentions = names(*[(start, start + length) for start, length in spans], article=article)
    found = phrases(article, doc, mentions)
    assert all(article.text[row.start : row.end] == row.text for row in found.phrase_mentions.itertuples())
    assert found.phrases["score"].between(0, 1).all()
    assert len(found.phrases) or len(found.findings)


@pytest.mark.model
def test_stage_directions_are_no_phrases():
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    text = "Lee: (Laughs.) The sea wall fell. (Applause)\n\nRoe: Why?\n\nLee: The sea wall was old.\n\nRoe: So the sea wall fell."
    texts = analyze(make_article(text), load_pipeline("en_dramatis")).phrases["text"].str.lower().tolist()
    assert "sea wall" in texts
    assert not {"laughs", "applause"} & set(texts)


@pytest.mark.model
def test_the_thing_that_somebody_stands_for_is_a_phrase_though_it_is_part_of_the_role():
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    text = "Jane Roe, an opposition candidate for the presidential election, held a rally. Paul Lee, minister of finance, saw the rally."
    found = analyze(make_article(text), load_pipeline("en_dramatis")).phrases["text"].tolist()
    assert "presidential election" in found
    assert "finance" not in found
