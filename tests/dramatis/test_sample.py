"""The sample article through the trained pipeline: its cast, from general rules."""

import pytest

from dramatis.analysis import analyze, analyze_many, to_json
from dramatis.article import make_article
from dramatis.pipeline import load_pipeline
from dramatis.readers import read
from dramatis.resources import resource

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline()


@pytest.fixture(scope="module")
def analysis(nlp):
    return analyze(read(resource("data/articles/2025-07-24-turchin-mishustin.txt")), nlp)


def test_three_people_with_office_and_country(analysis):
    people = analysis.actors[analysis.actors["kind"] == "person"].set_index("name")
    assert set(people.index) == {"Alexander Turchin", "Mikhail Mishustin", "Yuriy Seliverstov"}
    assert people.loc["Alexander Turchin", ["role", "affiliation"]].tolist() == ["Prime Minister", "Belarus"]
    assert people.loc["Mikhail Mishustin", ["role", "affiliation"]].tolist() == ["Prime Minister of Russia", "Russia"]
    assert people.loc["Yuriy Seliverstov", ["role", "affiliation"]].tolist() == ["Minister of Finance", "Belarus"]


@pytest.mark.parametrize(("name", "demonym"), [("Belarus", "Belarusian"), ("Russia", "Russian")])
def test_countries_gather_their_demonyms(analysis, name, demonym):
    actor = analysis.actors.set_index("name").loc[name]
    assert actor["kind"] == "place"
    mentions = analysis.mentions[analysis.mentions["actor"] == actor["id"]]
    assert mentions.loc[mentions["form"] == "demonym", "text"].unique().tolist() == [demonym]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Union State", {"organization", "place"}),
        ("International Environmental Conference", {"event"}),
        ("Gorno-Altaysk", {"place"}),
    ],
)
def test_bodies_places_and_events_have_fitting_kinds(analysis, name, kinds):
    assert analysis.actors.set_index("name").loc[name, "kind"] in kinds


def test_pronouns_in_a_quotation_count_for_its_speaker(analysis):
    text = analysis.article.text
    start, end = text.index("There are numerous"), text.index("some of our agreements")
    speaker = analysis.actors.set_index("name").loc["Alexander Turchin", "id"]
    inside = analysis.mentions[(analysis.mentions["form"] == "pronoun") & analysis.mentions["start"].between(start, end)]
    assert {"I", "we", "our"} <= set(inside["text"])
    assert set(inside["actor"]) == {speaker}


def test_no_stage_failed_and_nobody_else_is_there(analysis):
    assert "stage-failed" not in set(analysis.findings["kind"])
    assert len(analysis.actors) == 8


def test_alone_and_in_a_batch_are_equal(nlp):
    texts = [
        "Prime Minister Jane Doe met John Roe in Oslo on Monday. “I am glad,” she said.",
        "Acme Corp. rose.",
        "The United Nations (UN) said that Belarusian officials had met Mr Petrov. He denied it. " * 4,
    ]
    articles = [make_article(text, id=f"x{number}") for number, text in enumerate(texts)]
    assert [to_json(made) for made in analyze_many(articles, nlp)] == [to_json(analyze(article, nlp)) for article in articles]


def test_cost_is_linear(nlp):
    """Twice the text takes about twice the time of the stages, not four times; the pipeline is left out."""
    import time

    from dramatis.extract import stages

    def seconds(copies):
        article = make_article(
            "\n\n".join(f"Jane Doe{n} of Acme met Mr Roe in Oslo. He said that she left. “I see,” he said." for n in range(copies)), id="x"
        )
        doc = nlp(article.text)
        start = time.process_time()
        stages.run(article, doc)
        return time.process_time() - start

    seconds(10)
    short, long = seconds(60), seconds(240)
    assert long < 4 * 2.5 * short
