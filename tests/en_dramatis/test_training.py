"""How marked texts become labels of words."""

import random

import numpy as np
import pytest

from en_dramatis import features

discourse = pytest.importorskip("training.discourse", reason="run as `python -m pytest` from the root of the repository")
prepare = pytest.importorskip("training.prepare")
records = pytest.importorskip("training.records")
layout = pytest.importorskip("training.layout")
variation = pytest.importorskip("training.variation")

TEXT = 'Monday\'s Brexit Act, President Ann Lee told Reuters, "is bad".'
WORDS = ["Monday", "'s", "Brexit", "Act", ",", "President", "Ann", "Lee", "told", "Reuters", ",", '"', "is", "bad", '"', "."]


def record():
    def at(piece):
        return TEXT.index(piece), TEXT.index(piece) + len(piece)

    def name(piece):
        start, end = at(piece)
        return {"start": start, "end": end, "head_start": start, "head_end": end, "core_start": start, "core_end": end, "form": "name"}

    said = {"content": [at('"is bad"')], "cue": [at("told")], "sources": [at("President Ann Lee")], "speech": True}
    return {
        "corpus": "Wikinews marked", "text": TEXT, "attributions": [said],
        "entities": [
            {"id": "e1", "kind": "person", "mentions": [name("Ann Lee")]},
            {"id": "e2", "kind": "organization", "mentions": [name("Reuters")]},
        ],
    }  # fmt: skip


@pytest.fixture
def document():
    gaps = np.full(len(WORDS), features.SPACED, dtype=np.uint8)
    return records.Document("wikinews", "d", "news", WORDS, gaps)


def test_unmarked_capitalized_words_are_unknown_but_titles_and_days_are_no_names(document):
    labels = dict(zip(WORDS, discourse.marked_names(document, record(), discourse.char_starts(WORDS, TEXT)), strict=True))
    assert (labels["Ann"], labels["Lee"], labels["Reuters"]) == ("B-PERSON", "I-PERSON", "B-ORG")
    assert labels["President"] == labels["Monday"] == labels["told"] == "O"
    assert labels["Brexit"] is labels["Act"] is None


def test_attributions_become_frames_of_words(document):
    discourse.add_discourse(document, record(), discourse.char_starts(WORDS, TEXT), attributed=True)
    frame = document.frames[0]
    assert [WORDS[i] for i in frame.source] == ["President", "Ann", "Lee"]
    assert [WORDS[i] for i in frame.cue] == ["told"]
    assert [WORDS[i] for i in frame.content] == ['"', "is", "bad", '"']


def test_words_that_are_not_the_text_are_refused():
    with pytest.raises(ValueError, match="is not at"):
        discourse.char_starts(["a", "bc"], "a bd")


def named(words, ents, corpus="gum_train"):
    gaps = np.full(len(words), features.SPACED, dtype=np.uint8)
    return records.Document(corpus, "d", "news", words, gaps, ents=ents)


def test_names_change_for_names_of_the_same_label_and_form_and_surnames_follow():
    people = [named([first, last], ["B-PERSON", "I-PERSON"]) for first, last in zip("ABCDEFGH", "STUVWXYZ", strict=True)]
    people = [named([f"{w}ara" for w in d.words], d.ents) for d in people]
    pool = variation.pool_of([*people, named(["NATO"], ["B-ORG"])])
    words = ["Ann", "Lee", "left", "NATO", ".", "Lee", "smiled", "."]
    ents = ["B-PERSON", "I-PERSON", "O", "B-ORG", "O", "B-PERSON", "O", "O"]
    seen = {tuple(variation.swapped(words, ents, pool, random.Random(seed))) for seed in range(20)}
    changed = [found for found in seen if found[0] != "Ann"]
    assert changed
    assert all(found[1] == found[5] for found in seen)
    assert all((found[2:5], found[6:]) == (("left", "NATO", "."), ("smiled", ".")) for found in seen)
    assert words[0] == "Ann"


def test_a_mixed_text_keeps_the_trees_of_its_sentences():
    one = named(["He", "left", ".", "She", "came", "."], ["O"] * 6)
    one.heads, one.sents = np.array([1, 1, 1, 4, 4, -1], dtype=np.int32), np.array([1, 0, 0, 1, 0, 0], dtype=bool)
    one.tags = {"upos": ["PRON", "VERB", "PUNCT"] * 2, "dep": ["nsubj", "ROOT", "punct"] * 2}
    (found,) = variation.mixed([one], random.Random(1), 1.0)
    assert sorted(found.words) == sorted(one.words)
    assert np.flatnonzero(found.sents).tolist() == [0, 3]
    assert [found.words[h] if h >= 0 else None for h in found.heads] in (
        ["left", "left", "left", "came", "came", None],
        ["came", "came", None, "left", "left", "left"],
    )


def test_short_sentences_lose_their_stop_now_and_then_and_still_start_and_end():
    one = named(["He", "left", "."] * 40, ["O"] * 120)
    one.heads, one.sents = np.repeat(np.arange(1, 120, 3), 3).astype(np.int32), np.arange(120) % 3 == 0
    one.tags = {"upos": ["PRON", "VERB", "PUNCT"] * 40}
    found = variation.mixed([one], random.Random(1), 1.0)
    sentences = [
        tuple(d.words[a:b])
        for d in found
        for a, b in zip(np.flatnonzero(d.sents), [*np.flatnonzero(d.sents)[1:], len(d.words)], strict=True)
    ]
    assert set(sentences) == {("He", "left", "."), ("He", "left")}
    assert 2 <= sentences.count(("He", "left")) <= 16
    assert all(d.words[h] == "left" for d in found for h in d.heads)


def test_a_dressed_article_has_its_headline_date_and_captions_in_paragraphs_of_their_own():
    text = "\n\n".join(f"Paragraph {n}." for n in range(200))
    article = {"title": "Mayor resigns", "date": "2020-03-05", "text": text}
    parts = layout.dressed(article, ["Ann Lee", "Lima"], random.Random(2)).split("\n\n")
    assert parts[0] == "Mayor resigns"
    assert parts[1] in {"Thursday, March 5, 2020", "5 March 2020", "March 5, 2020"}
    added = [part for part in parts[2:] if not part.startswith("Paragraph ")]
    assert [part for part in parts[2:] if part.startswith("Paragraph ")] == text.split("\n\n")
    assert any("Ann Lee" in part for part in added)
    assert set(added) & set(layout.HEADINGS)


def test_articles_of_the_development_sets_are_left_out():
    text = "The minister of finance said on Monday that the talks with the bank had been useful and would go on."
    articles = [{"text": f"Minsk. {text} More."}, {"text": "The minister of finance said nothing on Monday, the bank said."}]
    assert prepare.unseen(articles, [text.upper()]) == articles[1:]
