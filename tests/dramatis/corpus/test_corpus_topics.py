"""Topics of many articles: what belongs together, what could not be placed, and that topics stay the same as articles are added."""

import pandas as pd
import pytest

from dramatis.corpus.topics import base_form, corpus_topics, representative


def tables(rows: list[tuple[str, str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables `topics` and `phrases` of (article, label, rule)."""
    topics = pd.DataFrame(
        [
            {"article_id": a, "id": f"t{n}", "label": label, "code": None, "mentions": 2, "salience": 0.2, "rule": rule}
            for n, (a, label, rule) in enumerate(rows)
        ]
    )
    phrases = pd.DataFrame(
        [
            {"article_id": a, "id": f"p{n}", "text": label, "score": 0.5, "mentions": 2, "topic": f"t{n}"}
            for n, (a, label, _) in enumerate(rows)
        ]
    )
    return topics, phrases


FEW = [("a", "wheat harvest", "found"), ("b", "wheat harvests", "found"), ("c", "earthquake", "found"), ("d", "Wheat-harvest", "found")]


@pytest.mark.parametrize(
    ("label", "key"),
    [("Wheat harvests", "wheat harvest"), ("wheat-harvest", "wheat harvest"), ("caucuses", "caucus"), ("policies", "policy"),
     ("women", "woman"), ("politics", "politics"), ("crisis", "crisis"), ("churches", "church"), ("…", "…")],
)  # fmt: skip
def test_labels_that_differ_in_form_are_one(label, key):
    assert base_form(label) == key


def test_two_articles_are_enough_for_a_topic():
    found = corpus_topics(*tables(FEW[:2]))
    (row,) = found.topics.to_dict("records")
    assert (row["id"], row["articles"], row["mentions"], row["new"]) == ("wheat-harvest", 2, 4, True)
    assert set(found.members["article_id"]) == {"a", "b"}
    assert found.unplaced.empty


def test_articles_that_share_no_topic_are_named():
    found = corpus_topics(*tables(FEW), articles=["a", "b", "c", "d", "e"])
    assert dict(zip(found.unplaced["article_id"], found.unplaced["reason"], strict=True)) == {"c": "alone", "e": "no-topic"}


def test_watched_topics_and_words_that_only_point_make_no_topic():
    rows = [("a", "harvest", "watched"), ("b", "harvest", "watched"), ("a", "number", "found"), ("b", "number", "found")]
    assert corpus_topics(*tables(rows)).topics.empty


def test_the_order_of_the_rows_does_not_matter():
    one, other = corpus_topics(*tables(FEW)), corpus_topics(*(table.iloc[::-1] for table in tables(FEW)))
    pd.testing.assert_frame_equal(one.topics, other.topics)
    pd.testing.assert_frame_equal(one.members, other.members)


def test_topics_keep_their_identity_as_articles_are_added():
    earlier = corpus_topics(*tables(FEW))
    more = [*FEW, *((f"x{n}", "crop harvest", "found") for n in range(9)), ("y", "earthquake", "found")]
    later = corpus_topics(*tables(more), earlier=earlier.topics)
    before = {tuple(row) for row in earlier.members[["article_id", "topic", "corpus_topic"]].to_numpy().tolist()}
    after = {tuple(row) for row in later.members[["article_id", "topic", "corpus_topic"]].to_numpy().tolist()}
    assert before <= after
    assert dict(zip(later.topics["id"], later.topics["new"], strict=True))["wheat-harvest"] is False
    assert dict(zip(later.topics["id"], later.topics["new"], strict=True))["earthquake"] is True


def test_the_sentence_that_speaks_most_of_a_topic_stands_for_it():
    found = corpus_topics(*tables(FEW[:2]))
    places = pd.DataFrame(
        [{"article_id": "a", "topic": "t0", "sentence": s} for s in (1, 4, 4)] + [{"article_id": "b", "topic": "t1", "sentence": 0}]
    )
    best = representative(found.members, places, per_topic=1)
    assert best.to_dict("records") == [{"corpus_topic": "wheat-harvest", "article_id": "a", "sentence": 4, "mentions": 2}]


def test_no_articles_give_empty_tables():
    topics, phrases = tables(FEW)
    found = corpus_topics(topics.iloc[:0], phrases.iloc[:0])
    assert found.topics.empty
    assert found.members.empty
    assert found.unplaced.empty
