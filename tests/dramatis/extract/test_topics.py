"""Topics, watch-list and codes from hand-built Docs."""

import json
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import make_article
from dramatis.errors import LexiconError
from dramatis.extract import codes, meaning
from dramatis.extract.phrases import phrases
from dramatis.extract.topics import topics
from dramatis.extract.watchlist import watched_topics

NLP = spacy.blank("en")
TEXT = [
    "the steel tariffs hurt the exports .",
    "exports fear the tariffs .",
    "the harvest failed .",
    "the steel tariffs stay .",
    "the wheat harvest failed .",
]
NOUNS = {"harvester", "steel", "tariffs", "exports", "harvest", "overharvest", "plan", "wheat"}
LEMMAS = {"tariffs": "tariff", "exports": "export"}


def made(sentences=TEXT):
    """An article and its Doc: each sentence a paragraph, known nouns nouns, a noun before a noun its compound."""
    words, pos, heads, deps = [], [], [], []
    for sentence in sentences:
        pieces = [*sentence.split(), "\n\n"]
        base = len(words)
        root = next(base + place for place, piece in enumerate(pieces) if piece not in NOUNS and piece != "the")
        for place, piece in enumerate(pieces):
            noun = piece in NOUNS
            follows = place + 1 < len(pieces) and pieces[place + 1] in NOUNS
            words.append(piece)
            pos.append("NOUN" if noun else "SPACE" if piece == "\n\n" else "PUNCT" if piece == "." else "DET" if piece == "the" else "VERB")
            heads.append(base + place + 1 if noun and follows else root)
            deps.append("ROOT" if base + place == root else "compound" if noun and follows else "nsubj" if noun else "dep")
    spaces = [word != "\n\n" and after != "\n\n" for word, after in zip(words, [*words[1:], "\n\n"], strict=True)]
    doc = Doc(NLP.vocab, words=words, pos=pos, heads=heads, deps=deps, lemmas=[LEMMAS.get(word, word) for word in words], spaces=spaces)
    article = make_article("x", id="a")
    return type(article)(**{**article.__dict__, "text": doc.text}), doc


def told(article, doc, lexicon=None):
    found = phrases(article, doc, tables.empty("mentions"))
    return topics(article, doc, found, lexicon=lexicon)


def watch(folder, text):
    (folder / "topics.yml").write_text(text, encoding="utf-8")
    return folder


def test_phrases_with_shared_words_make_one_topic_named_by_the_best():
    made_topics = told(*made())
    assert made_topics.topics["label"].tolist()[0] == "steel tariffs"
    labels = made_topics.phrases.set_index("text")["topic"]
    assert labels["steel tariffs"] == "t1"
    assert labels["harvest"] not in ("t1", None)


def test_salience_is_a_share_and_the_ids_follow_it():
    found = told(*made()).topics
    assert found["salience"].between(0, 1).all()
    assert found["salience"].sum() <= 1.0001
    assert found["salience"].is_monotonic_decreasing
    assert found["id"].tolist() == [f"t{number}" for number in range(1, len(found) + 1)]
    assert set(found["rule"]) == {"found"}


def test_mentions_are_the_lists_of_their_places():
    article, doc = made()
    made_topics = told(article, doc)
    counts = made_topics.topic_mentions["topic"].value_counts()
    assert {row.id: row.mentions for row in made_topics.topics.itertuples()} == counts.to_dict()
    assert all(article.text[row.start : row.end] == row.text for row in made_topics.topic_mentions.itertuples())


@pytest.fixture
def vectors(monkeypatch):
    """Sets the table of word vectors; what was made with another table is made anew."""

    def use(table):
        monkeypatch.setattr(meaning, "_table", lambda: table)
        codes._profiles.cache_clear()

    yield use
    codes._profiles.cache_clear()


def test_words_near_in_meaning_make_one_topic(vectors):
    rows = {"wheat": 0, "harvest": 0, "steel": 1, "tariff": 1, "export": 2}
    matrix = np.array([[0, 1], [1, 0], [1, 0.05]], dtype="float32")
    vectors((rows, matrix))
    near = told(*made()).phrases.set_index("text")["topic"]
    assert near["steel tariffs"] == near["exports"] == "t1"
    assert near["harvest"] != "t1"


@pytest.mark.parametrize(("cosine", "topics_made"), [(0.7, 2), (0.8, 1)])
def test_words_that_are_only_related_are_two_topics(vectors, cosine, topics_made):
    vectors(({"harvest": 0, "export": 1}, np.array([[1, 0], [cosine, (1 - cosine**2) ** 0.5]], dtype="float32")))
    found = told(*made(["the harvest failed .", "the exports failed .", "the harvest hurt .", "the exports hurt ."]))
    assert len(found.topics) == topics_made


@pytest.mark.parametrize(("cosine", "topics_made"), [(0.8, 2), (0.9, 1)])
def test_words_of_one_root_must_be_nearer_to_be_one_topic(vectors, cosine, topics_made):
    vectors(({"harvest": 0, "harvester": 1}, np.array([[1, 0], [cosine, (1 - cosine**2) ** 0.5]], dtype="float32")))
    found = told(*made(["the harvest failed .", "the harvester failed .", "the harvest hurt .", "the harvester hurt ."]))
    assert len(found.topics) == topics_made


def test_kinds_of_one_thing_are_one_topic_named_by_what_most_places_say():
    found = told(*made(["the steel exports failed .", "the wheat exports failed .", "the exports hurt ."])).topics
    assert found["label"].tolist() == ["exports"]
    assert found["mentions"].tolist() == [3]


def test_a_word_that_ends_another_is_its_kind():
    found = told(*made(["the harvest failed .", "the overharvest failed .", "the harvest hurt ."])).topics
    assert found["label"].tolist() == ["harvest"]
    assert found["mentions"].tolist() == [3]


def test_a_head_that_says_little_leaves_the_topic_to_the_places_of_the_longer_form():
    texts = ["the steel plan failed .", "the steel plan hurt .", "the plan failed .", "the plan hurt .", "the plan stays ."]
    found = told(*made([*texts, "the harvest failed .", "the harvest hurt .", "the tariffs stay .", "the exports hurt ."]))
    rows = found.topics.set_index("label")
    assert rows.loc["steel plan", "mentions"] == 2
    places = found.topic_mentions[found.topic_mentions["topic"] == rows.loc["steel plan", "id"]]
    assert set(places["text"]) == {"steel plan"}


def test_no_place_of_a_topic_says_something_else_than_its_label():
    texts = ["the steel exports failed .", "the wheat exports failed .", "the steel exports hurt .", "the steel exports stay ."]
    found = told(*made([*texts, "the harvest failed .", "the harvest stays ."]))
    counted = found.topics.merge(found.topic_mentions, left_on="id", right_on="topic")
    assert [(label, place) for label, place in zip(counted["label"], counted["text"], strict=True) if not place.endswith(label)] == []
    assert counted.loc[counted["label"].str.endswith("exports"), "text"].nunique() > 0


def test_without_vectors_shared_words_serve(vectors):
    vectors(None)
    assert told(*made()).topics["label"].tolist()[0] == "steel tariffs"


def test_watched_topics_come_first_and_with_zero_where_they_do_not_occur(tmp_path):
    folder = watch(
        tmp_path, "- name: Grain\n  patterns: [harvest]\n  code: medtop:20000209\n- name: Fish\n  patterns: [cod, herring fleet]\n"
    )
    found = told(*made(), lexicon=folder)
    first, second = found.topics.iloc[0], found.topics.iloc[1]
    assert (first["label"], first["mentions"], first["rule"], first["code"]) == ("Grain", 2, "watched", "medtop:20000209")
    assert (second["label"], second["mentions"], second["salience"]) == ("Fish", 0, 0.0)
    assert found.topics["rule"].tolist()[2:] == ["found"] * (len(found.topics) - 2)
    assert found.phrases.set_index("text")["topic"]["harvest"] == "t1"
    assert not (found.topic_mentions["topic"] == "t2").any()


def test_a_watched_pattern_is_found_by_lemma_and_an_exact_one_only_as_written(tmp_path):
    folder = watch(tmp_path, "- name: Trade\n  patterns: [tariff]\n- name: Exact\n  patterns: [{exact: Tariffs}]\n")
    found = told(*made(), lexicon=folder).topics
    assert found["mentions"].tolist()[:2] == [3, 0]


def test_the_list_that_ships_watches_nothing():
    assert set(told(*made()).topics["rule"]) == {"found"}


@pytest.mark.parametrize(
    ("text", "line", "accepted"),
    [
        ("- name: A\n  pattern: [x]\n", 2, "name, patterns, code"),
        ("- name: A\n", 1, "name and patterns"),
        ("- name: A\n  patterns: x\n", 2, "a list of words or phrases"),
        ("- name: A\n  patterns: []\n", 2, "one word or phrase at least"),
        ("- name: A\n  patterns: [x]\n  code: medtop:1\n", 3, "mediatopics.csv"),
        ("- name: A\n  patterns: [x]\n- name: a\n  patterns: [y]\n", 3, "a name of its own"),
        ("- name: A\n  patterns: [{like: x}]\n", 2, "exact: text"),
        ("- name: A\n  patterns: ['...']\n", 2, "a word or phrase is accepted"),
        ("- name: ''\n  patterns: [x]\n", 1, "a name is accepted"),
        ("- A\n- B\n", 1, "a topic with the keys"),
        ("name: A\n", 1, "a list of topics"),
        ("- name: A\n  patterns: [x\n- b", 3, "a list of topics in YAML"),
    ],
)
def test_an_error_in_the_file_names_its_line_and_what_is_accepted(tmp_path, text, line, accepted):
    with pytest.raises(LexiconError) as caught:
        told(*made(), lexicon=watch(tmp_path, text))
    message = str(caught.value)
    assert f"line {line}" in message
    assert accepted in message
    assert "\n" not in message


YAML = st.text(alphabet="-: \n[]{}&*!|>'\"#ab\x00é?", max_size=40) | st.text(max_size=20)


@given(YAML, st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_file_is_a_list_or_an_error_of_one_line(tmp_path_factory, text, framed):
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "topics.yml").write_bytes((f"- name: A\n  patterns: {text}" if framed else text).encode("utf-8", "surrogatepass"))
    message = ""
    try:
        watched_topics(folder)
    except LexiconError as error:
        message = str(error)
    assert "\n" not in message


def test_a_changed_file_is_read_anew(tmp_path):
    article, doc = made()
    assert told(article, doc, lexicon=watch(tmp_path, "- name: A\n  patterns: [harvest]\n")).topics["label"].tolist()[0] == "A"
    assert told(article, doc, lexicon=watch(tmp_path, "- name: Bread\n  patterns: [harvest]\n")).topics["label"].tolist()[0] == "Bread"


def test_without_phrases_there_are_no_topics():
    article, doc = made(["failed ."])
    found = told(article, doc)
    assert found.topics.empty
    assert found.topic_mentions.empty


def test_an_article_on_one_subject_gets_its_code_and_one_on_nothing_gets_none():
    trade = [*TEXT, "exports fear tariffs .", "tariffs hurt steel ."]
    assert "tariff" in told(*made(trade)).codes["name"].tolist()
    assert told(*made(["failed ."])).codes.empty


@given(st.lists(st.lists(st.sampled_from([*sorted(NOUNS), "failed", "the", "-", "中"]), min_size=1, max_size=6), min_size=1, max_size=6))
@settings(max_examples=80, deadline=None)
def test_any_article_keeps_the_counting_rules(sentences):
    article, doc = made([" ".join([*sentence, "failed ."]) for sentence in sentences])
    found = told(article, doc)
    counts = found.topic_mentions["topic"].value_counts()
    assert {row.id: row.mentions for row in found.topics.itertuples() if row.mentions} == counts.to_dict()
    assert found.topics["salience"].between(0, 1).all()
    assert set(found.phrases["topic"].dropna()) <= set(found.topics["id"])


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "shown", "hidden"),
    [
        ("Freedom of speech is in danger. The court defended freedom of speech on Friday.", "freedom of speech", "speech"),
        ("The cost of living rose. Unions said the cost of living hurts families.", "cost of living", "living"),
        ("Super Tuesday came. Voters in many states went to the polls on Super Tuesday.", "Super Tuesday", "Super"),
        ("The number of cases rose. Doctors counted the number of cases again.", "cases", "number of cases"),
        ("[S]evengill sharks live here. The sharks eat seals, and the sharks thrive.", "sharks", "S]evengill sharks"),
    ],
)
def test_phrases_are_whole_and_readable(text, shown, hidden):
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    texts = analyze(make_article(text), load_pipeline("en_dramatis")).phrases["text"].tolist()
    assert shown in texts
    assert hidden not in texts


def test_phrases_that_share_only_a_describing_word_are_two_topics():
    found = told(*made(["the steel tariffs hurt .", "the steel harvest failed .", "the tariffs stay .", "the harvest failed ."]))
    assert sorted(found.topics["label"]) == ["steel harvest", "steel tariffs"]


@pytest.mark.model
def test_a_topic_is_not_named_by_a_bare_word_that_says_little_where_others_can_be():
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    text = (
        "The statement on the wheat harvest was read at a meeting. The statement came after the meeting. The wheat harvest failed, "
        "and bread prices rose. Bread prices hurt, and the export ban on grain stays. The export ban is law. "
        "The people heard the statement; the meeting ended."
    )
    labels = analyze(make_article(text), load_pipeline("en_dramatis")).topics["label"].tolist()
    assert {"wheat harvest", "bread prices", "export ban"} <= set(labels)
    assert not {"statement", "meeting", "people"} & set(labels)


def actor(name, kind, *aliases):
    row = {"article_id": "a", "id": "a1", "name": name, "kind": kind, "aliases": list(aliases), "mentions": 1, "salience": 1.0}
    return tables.table("actors", [row])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Steel", ["exports", "harvest", "tariffs"]),  # what follows the name
        ("Steel Tariffs", ["exports", "tariffs", "harvest"]),  # the common noun that the name ends in
        ("Exports", ["steel tariffs", "harvest"]),  # nothing but the name
    ],
)
def test_no_topic_has_the_name_of_an_actor(name, shown):
    article, doc = made()
    found = phrases(article, doc, tables.empty("mentions"))
    called = topics(article, doc, found, actors=actor(name, "event")).topics["label"].tolist()
    assert name.lower() not in " ".join(called)
    assert set(shown) <= {*called, *(label.split()[-1] for label in called)}


def test_an_article_that_speaks_of_nothing_but_names_says_so():
    article, doc = made(["the steel failed ."])
    found = phrases(article, doc, tables.empty("mentions"))
    told = topics(article, doc, found, actors=actor("Steel", "work"))
    assert told.topics.empty
    assert told.findings["kind"].tolist() == ["no-topics"]
    assert "names of actors" in told.findings["message"].iloc[0]


@pytest.mark.model
def test_no_topic_of_the_articles_here_has_the_name_of_an_actor():
    from dramatis.analysis import analyze_many
    from dramatis.pipeline import load_pipeline

    root = Path(__file__).parents[3] / "data"
    texts = [path.read_text(encoding="utf-8") for path in (root / "articles").glob("*.txt")]
    texts += [json.loads(line)["text"] for line in (root / "gold" / "keyphrases.jsonl").read_text(encoding="utf-8").splitlines()]
    count = 0
    for made_analysis in analyze_many(list(map(make_article, texts)), load_pipeline("en_dramatis")):
        names = {f" {name.lower()} " for row in made_analysis.actors.itertuples() for name in (row.name, *row.aliases)}
        labels = [f" {label.lower()} " for label in made_analysis.topics["label"]]
        assert [(label, name) for label in labels for name in names if name in label] == []
        count += len(labels)
    assert count > 60


def test_a_topics_code_lies_in_a_branch_of_the_articles_codes():
    assert codes.within("medtop:20000574", ["medtop:11000000"]) == "medtop:20000574"
    assert codes.within("medtop:15000000", ["medtop:13000000"]) is None
    assert codes.within("medtop:15000000", []) == "medtop:15000000"
    assert codes.within(None, ["medtop:13000000"]) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Police\n\nPolice closed the old mill. Roe said Police work ended, and Police left.", "police"),
        ("Storm warnings\n\nStorm warnings hold for the coast. Lee read the Storm warnings again.", "storm warnings"),
    ],
)
def test_a_common_word_has_no_capital_in_a_label(text, shown):
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    labels = analyze(make_article(text), load_pipeline("en_dramatis")).topics["label"].tolist()
    assert shown in [label for label in labels if label.lower() == shown]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "shown", "mentions", "hidden"),
    [
        # what only describes makes no better name; what comes once and says little is left out
        (
            "The quarry closed after the gas leak, the mayor said. The gas leak was a close loss, and early lessons were drawn. The "
            "mill and the dam stay shut. The dam holds, and the mill will burn wood pellets. Wood pellets come by rail.",
            "gas leak",
            2,
            {"close loss", "early lessons"},
        ),
        # "the state" is no state of emergency
        (
            "The governor declared a state of emergency. The storm hit the state at dawn. The state of emergency holds until the storm "
            "ends, and the state pays for the levees. The levees held.",
            "state of emergency",
            2,
            {"state"},
        ),
        # a plural that the pipeline cuts wrongly
        (
            "The rally filled the square. The rallies went on for a week, and the rally ended with a strike. The strike stopped the trams.",
            "rally",
            3,
            {"rallies"},
        ),
        # everyday words that come once are no topics where there are others
        (
            "The dam broke, and the flood took the harvest. The dam was old, and the flood came at night, in people's sleep. The harvest "
            "is lost, and a new law on the dam will come.",
            "harvest",
            2,
            {"sleep", "law"},
        ),
        # who somebody was is no topic
        (
            "An ex-accountant took the grant, the court heard. The ex-accountant spent the grant on a yacht. The yacht was sold.",
            "grant",
            2,
            {"ex-accountant"},
        ),
        # the time of day is no topic, nor a person who is elected and not yet in office
        (
            "The dam broke at 14:00 UTC. The flood reached the harvest at 15:00 UTC, said the President-elect. The flood took "
            "the dam's gate.",
            "dam",
            2,
            {"UTC", "elect"},
        ),
    ],
)
def test_labels_are_words_that_an_analyst_would_use(text, shown, mentions, hidden):
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    topics = analyze(make_article(text), load_pipeline("en_dramatis")).topics
    assert shown in topics["label"].tolist()
    assert not hidden & set(topics["label"])
    assert dict(zip(topics["label"], topics["mentions"], strict=True))[shown] == mentions


def test_of_two_kinds_of_one_thing_the_wider_names_the_topic():
    found = told(*made(["the overharvest hurt .", "the overharvest stays .", "the harvest failed ."]))
    assert found.topics["label"].tolist() == ["harvest"]
    assert found.topics["mentions"].tolist() == [3]


def test_fewer_than_three_topics_are_told():
    found = told(*made(["the steel tariffs hurt .", "the tariffs stay ."]))
    assert len(found.topics) == 1
    assert found.findings["message"].iloc[0].startswith("Only one topic was found: the other key phrases")


@pytest.mark.model
def test_a_thin_text_has_the_topics_that_it_has_and_says_so():
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    text = "Jane Roe endorsed Paul Lee for the presidential election on Monday. The move came after Ann Poe gave her support to Paul Lee."
    told = analyze(make_article(text), load_pipeline("en_dramatis"))
    assert told.topics["label"].tolist() == ["presidential election"]
    assert told.findings.loc[told.findings["kind"] == "no-topics", "message"].iloc[0].startswith("Only one topic was found")


@pytest.mark.model
def test_a_disease_is_a_topic_and_nobody():
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline

    text = "Paul Lee tested positive for COVID-19 on Monday. COVID-19 closed the mills of Larkvale, and COVID-19 closed the schools."
    told = analyze(make_article(text), load_pipeline("en_dramatis"))
    assert "COVID-19" in told.topics["label"].tolist()
    assert "COVID-19" not in told.actors["name"].tolist()
