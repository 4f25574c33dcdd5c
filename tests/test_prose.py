"""Sentences from tables: empty, one, many; escaped; no number that is not in the tables."""

import re
from dataclasses import replace

import markdown_it
import pytest

from dramatis import Analysis, prose, tables
from dramatis.prose import titles, words

SECTIONS = ("standfirst", "where", "who", "voices", "what", "said", "together", "limits")
TITLES = ("where", "who", "said", "topics", "topics_of_actors", "companions")


@pytest.fixture(scope="module")
def several(samples):
    """Many small analyses, from seeds."""
    return [samples.many(words=40 * seed, seed=seed) for seed in range(1, 13)]


def test_the_headline_is_the_title_or_made_from_the_data(sample, many, nothing):
    assert prose.headline(sample) == "Mikhail Mishustin and Alexander Turchin speak of industrial cooperation"
    assert prose.headline(many) == many.article.title
    assert prose.headline(nothing) == "Rain"


def test_an_article_without_anything_has_a_headline(samples):
    article = samples.make_article("It rained.", source="x.txt")
    assert prose.headline(samples.build(article, [], [], [], [])) == "An article in which no actor was found"


def test_the_standfirst_tells_who_speaks_of_what_and_what_could_not_be_told(sample):
    text = prose.standfirst(sample, escape=prose.plain)
    assert "Mentioned most are Mikhail Mishustin (four times) and Alexander Turchin (four times)." in text
    assert "Alexander Turchin (71 words)" in text
    assert "industrial cooperation" in text
    assert "For one of four statements the text names a source that is no actor here: the allies." in text
    assert "could not tell" not in text


def test_a_speaker_named_by_a_pronoun_only_is_told_as_less_certain(samples):
    article = samples.make_article('Ana Roe spoke. "Nobody asked us," she said.', source="x.txt")
    one = {"article_id": article.id, "confidence": 0.4, "rule": "test", "sentence": 0}
    actors = [{"article_id": article.id, "id": "a1", "name": "Ana Roe", "kind": "person", "aliases": [], "mentions": 2, "salience": 1.0}]
    mentions = [
        one | {"actor": "a1", "start": 0, "end": 7, "text": "Ana Roe", "form": "name", "confidence": 1.0},
        one | {"actor": "a1", "start": 34, "end": 37, "text": "she", "form": "pronoun"},
    ]
    quote = one | {"id": "q1", "start": 16, "end": 32, "text": "Nobody asked us,", "kind": "direct", "words": 3}
    quote |= {"speaker": "a1", "speaker_start": 34, "speaker_end": 37}
    tables_of = {"actors": actors, "mentions": mentions, "quotes": [quote]}
    empty = {name: tables.table(name, tables_of.get(name, [])) for name in tables.TABLES}
    analysis = Analysis(article=article, provenance={}, **empty)
    assert "[One statement](#e-unnamed) shows its speaker only by a pronoun or a description. " in prose.standfirst(analysis)
    assert "shows its speaker only by a pronoun or a description: [she](#q1)." in prose.limits(analysis)
    assert "[One mention](#e-unsure) is more likely wrong than right: [she](#m34-37)." in prose.limits(analysis)


def test_titles_say_the_finding(sample):
    assert titles.who(sample) == "Mentioned most are Mikhail Mishustin (four times) and Alexander Turchin (four times)"
    assert titles.said(sample) == "Alexander Turchin has most: 71 of 163 words in quotation marks"
    assert titles.topics(sample) == "Chief topic of seven: industrial cooperation"
    assert titles.topics_of_actors(sample) == "Together: import-substituting products and Union State, twice"


@pytest.fixture
def mills(samples):
    """Cara Poe says the word mill twice in marks, Dan Orr once, and the turn of an interview has it twice; the salience is a parameter."""

    def make(salience=0.5, rule="found", label="mill"):
        article = samples.make_article(
            '"The mill, my mill," said Cara Poe. "A mill," said Dan Orr.\n\nEd Fay: A mill is a mill.', source="x.txt"
        )
        text, one = article.text, {"article_id": article.id, "confidence": 0.9, "rule": "by-hand", "sentence": 0}
        names = ["Cara Poe", "Dan Orr", "Ed Fay"]
        actors = [
            {"article_id": article.id, "id": f"a{at}", "name": name, "kind": "person", "aliases": [], "mentions": 1, "salience": 0.3}
            for at, name in enumerate(names)
        ]
        mentions = [
            one | {"actor": f"a{at}", "start": text.index(name), "end": text.index(name) + len(name), "text": name, "form": "name"}
            for at, name in enumerate(names)
        ]
        said = [
            ("The mill, my mill,", "direct", "by-hand"),
            ("A mill,", "direct", "by-hand"),
            ("A mill is a mill.", "direct", "turn/name-in-source"),
        ]
        quotes = [
            one
            | {"id": f"q{at}", "start": text.index(words), "end": text.index(words) + len(words), "text": words, "kind": kind}
            | {"words": len(words.split()), "speaker": f"a{at}", "rule": how}
            for at, (words, kind, how) in enumerate(said)
        ]
        topic = {"article_id": article.id, "id": "t1", "label": label, "salience": salience, "mentions": 5, "rule": rule}
        places = [
            {"article_id": article.id, "topic": "t1", "start": found.start(), "end": found.end(), "sentence": 0, "text": "mill"}
            for found in re.finditer("mill", text)
        ]
        rows = {"actors": actors, "mentions": mentions, "quotes": quotes, "topics": [topic], "topic_mentions": places}
        return Analysis(article=article, provenance={}, **{name: tables.table(name, rows.get(name, [])) for name in tables.TABLES})

    return make


def test_only_who_names_a_topic_twice_in_own_words_speaks_on_it(mills):
    assert titles.topics_of_actors(mills()) == "Cara Poe speaks on mill"
    assert prose.headline(mills()) == "Cara Poe and Dan Orr speak of mill"


def test_a_topic_is_named_by_words_of_the_text(mills):
    assert titles.topics(mills(label="paper mill")) == "Only topic: mill"


def test_a_text_is_chiefly_about_a_topic_only_from_a_salience_on(mills):
    assert "The text's chief topic: mill." in prose.standfirst(mills(), escape=prose.plain)
    assert "The text's only topic: mill." in prose.standfirst(mills(0.24), escape=prose.plain)


def test_a_watched_topic_is_told_apart_and_takes_no_headline(mills):
    watched = mills(1.0, "watched")
    text = prose.standfirst(watched, escape=prose.plain)
    assert "On your watch-list: mill (five places)." in text
    assert "chiefly" not in text
    assert titles.topics(watched) == "On the watch-list: mill (five places)"
    assert prose.headline(watched) == "Ed Fay, Cara Poe and Dan Orr speak"
    assert "speak" not in titles.topics_of_actors(watched)


def test_nothing_is_most_below_three(mills):
    assert titles.who(mills()) == "Three actors are mentioned, none often"
    assert not re.search(r"\bmost\b", titles.companions(mills()))


def test_words_in_marks_turns_of_an_interview_and_reported_speech_are_told_apart(mills, sample):
    assert titles.said(mills()) == "Cara Poe has most: four of six words in quotation marks"
    assert "In quotation marks the text quotes Cara Poe (four words) and Dan Orr (2)." in prose.standfirst(mills(), escape=prose.plain)
    assert "longest quotation, of four words, is that of Cara Poe." in prose.where(mills(), escape=prose.plain)
    assert re.search(r"words in quotation marks fill \d+ percent of the text and turns of an interview \d+ percent$", titles.where(mills()))
    assert re.search(r"words in quotation marks fill \d+ percent of the text and reported speech \d+ percent$", titles.where(sample))
    assert "Ed Fay" not in prose.voices(mills(), escape=prose.plain)


def test_words_in_marks_are_not_called_all_where_statements_are_partly_quoted(mills):
    analysis = mills()
    partly = replace(analysis, quotes=analysis.quotes.assign(kind=["mixed", *analysis.quotes["kind"].iloc[1:]]))
    assert "in quotation marks" not in " ".join([titles.said(partly), titles.where(partly), prose.standfirst(partly), prose.voices(partly)])
    none = replace(analysis, quotes=analysis.quotes.assign(kind="mixed", rule="clause-of-cue/name-in-source"))
    assert "some statements are partly in quotation marks" in prose.standfirst(none)


def test_where_no_actor_speaks_the_sources_are_named(sample):
    quotes = sample.quotes[sample.quotes["speaker"].isna()].reset_index(drop=True)
    reported = replace(sample, quotes=quotes)
    assert titles.said(reported) == "No actor of this page speaks; the text gives as sources The allies"
    assert "[the only statement](#e-said-source) the text names a source" in prose.standfirst(reported)
    assert "Nobody is quoted in quotation marks." in prose.standfirst(reported)
    unknown = replace(sample, quotes=quotes.assign(reason="no-cue"))
    assert titles.said(unknown) == "We could not tell who speaks the only statement"


def test_shares_of_the_quoted_words_and_whom_others_speak_of(sample, nothing):
    text = prose.voices(sample)
    assert text.startswith(
        "Of the [163 words](#e-quotes-direct) in quotation marks, Alexander Turchin has [44 percent](#e-said-a2-direct),"
    )
    assert "Others speak of Mikhail Mishustin (in [one statement](#e-about-a1))" in text
    assert prose.voices(nothing) == ""


def test_a_title_with_links_says_the_same_as_the_plain_one(several, sample):
    for each in [*several, sample]:
        for name in TITLES:
            assert prose.unlinked(getattr(titles, name)(each, prose.markdown)) == getattr(titles, name)(each)


def test_who_counts_in_words(sample):
    text = prose.who(sample, escape=prose.plain)
    assert text.startswith("The text mentions eight actors (three persons, one organization, three places and one event) 20 times")
    assert "two by pronoun" in text


@pytest.mark.parametrize("section", [name for name in SECTIONS if name != "voices"])
def test_nothing_found_is_said(section, nothing):
    text = getattr(prose, section)(nothing)
    assert re.search(r"\b(No|no|Neither|nothing|not)\b", text)


@pytest.mark.parametrize("name", TITLES)
def test_titles_of_nothing(name, nothing):
    assert re.match(r"No(thing)? ", getattr(titles, name)(nothing))


def test_sentences_are_whole(several, analysis):
    for each in [*several, analysis]:
        for section in SECTIONS[:-1]:
            text = getattr(prose, section)(each, escape=prose.plain)
            assert text == "" or (text[0] == text[0].upper() and text.endswith("."))
            assert not re.search(r"\s\s|\bNone\b|\bnan\b|\.\.|\{|\}|,\.| ,", text), text
            assert not re.search(r"\bone (?:\w+ )?(mentions|words|quotations|actors|topics|sentences|pairs|speakers|times)\b", text), text
            assert not re.search(r"(?:^|[ (])(?:[1-9]|10) (?:mention|quotation|actor|topic|sentence|pair|speaker)", text), text
        for name in TITLES:
            assert not getattr(titles, name)(each).endswith("."), name


def test_numbers_come_from_the_tables(several):
    for each in several:
        assert f"{words.times(len(each.mentions))}" in prose.who(each)
        assert words.count(int((each.topics["mentions"] > 0).sum()), "topic") in prose.what(each)
        if len(each.quotes):
            assert words.count(len(each.quotes), "statement") in prose.said(each)


def test_names_never_become_markup(hostile):
    reader = markdown_it.MarkdownIt()
    for section in SECTIONS:
        html = reader.render(getattr(prose, section)(hostile))
        assert set(re.findall(r"<(\w+)", html)) <= {"p", "ul", "li", "a"}
        assert all(target.startswith("#") for target in re.findall(r'<a href="([^"]*)"', html))
        assert "\u202e" not in html
        assert len(html) < 200_000


def test_long_names_are_cut_in_titles(hostile):
    assert all(len(getattr(titles, name)(hostile)) < 1000 for name in TITLES)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "no mentions"), (1, "one mention"), (10, "ten mentions"), (11, "11 mentions"), (1200, "1,200 mentions")]
)
def test_counts_in_words(value, expected):
    assert words.count(value, "mention") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "first"), (10, "tenth"), (11, "11th"), (21, "21st"), (112, "112th"), (1003, "1,003rd")]
)
def test_ordinals(value, expected):
    assert words.ordinal(value) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c"), (list("abcdef"), "a, b, c and three other signs")],
)
def test_lists(items, expected):
    assert words.short_list(items, "sign", "signs") == expected


def test_what_a_mention_is_not_evidence_of():
    assert "does not say what the actor did" in prose.counting()


def test_the_most_salient_topics_are_named_by_salience_the_watched_among_them(many):
    last = many.topics["salience"].idxmin()
    watched = many.topics.loc[[last]].assign(rule="watched")
    topics = tables.concat("topics", [watched, many.topics.drop(index=last)])
    text = prose.what(replace(many, topics=topics), escape=prose.plain)
    assert len(topics) > 3
    assert many.topics.loc[last, "label"] not in text
