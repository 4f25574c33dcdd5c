import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import actor_profile, select
from dramatis.corpus.finding import found_actor, near_names
from dramatis.corpus.offices import office
from dramatis.errors import ParameterError


@pytest.fixture(scope="module")
def small(article, answering):
    """Ada is named in three articles, quoted in two, spoken of in a quotation by nobody; Ada Amsel's namesake is an organization."""
    made = [
        article("one", "2020-01-10", "Daily", named=[("Ada Amsel&Ben Bartok", "person", 2)], said=[("Ada Amsel", 10), (None, 5)]),
        article("two", "2020-02-20", "Daily", named=[("Ada Amsel", "person", 1)], said=[("Ada Amsel", 20)], topics=["flood"]),
        article("three", "2020-03-02", "Weekly", named=[("Ada Amsel", "person", 1), ("Ben Bartok", "person", 1)]),
        article("four", "2020-03-20", "Weekly", named=[("ADA AMSEL", "organization", 1)]),
    ]
    made[0].actors.loc[0, ["role", "role_start", "role_end"]] = ["mayor", 0, 9]
    made[2].actors.loc[0, ["role", "role_start", "role_end", "affiliation"]] = ["Mayor", 0, 9, "Lund"]
    return answering(made)


def test_an_actor_is_found_by_name_whatever_its_capitals_and_namesakes_are_told(small):
    found = found_actor(select(small), " ada amsel ")
    assert (found.name, found.kind) == ("Ada Amsel", "person")
    assert list(found.others["kind"]) == ["organization"]


def test_the_actor_that_most_articles_name_is_taken_where_none_is_given(small):
    assert found_actor(select(small), "").name == "Ada Amsel"


def test_a_name_that_nobody_has_is_refused_with_near_ones(small):
    assert near_names(select(small), "Ada Amsl")[0] == "Ada Amsel"
    with pytest.raises(ParameterError, match="no actor of these articles is called so; names that come near: Ben Bartok"):
        found_actor(select(small), "Ben Bartk")


def test_time_quotations_roles_and_company_of_an_actor(small):
    made = actor_profile(select(small, unit="month"), "Ada Amsel")
    series = made.series.groupby("id")["articles"].apply(list).to_dict()
    assert series == {"n": [1, 1, 1], "q": [1, 1, 0]}
    assert (made.named, made.totals["articles"]) == (3, 4)
    assert list(made.said["number"]) == [20, 10]
    assert made.roles.iloc[0][["role", "articles", "affiliation"]].tolist() == ["mayor", 2, "Lund (1)"]
    assert list(made.company[["name", "articles", "sentences"]].itertuples(index=False, name=None)) == [("Ben Bartok", 1, 2)]


def test_every_number_of_an_actor_opens_as_many_articles(small):
    made = actor_profile(select(small, unit="month"), "Ada Amsel")
    lists = {one.id: one.total for one in made.lists}
    for row in made.series.itertuples():
        assert row.articles == lists.get(f"{row.id}-{row.bin}", 0)
    for table in (made.roles, made.company, made.topics):
        assert {row.id: row.articles for row in table.itertuples()} == {each: lists[each] for each in table["id"]}


def test_quotations_about_an_actor_are_those_of_others_that_mention_it(article, answering):
    made = article("one", "2020-01-10", named=[("Ada Amsel", "person", 1)], said=[("Ben Bartok", 4), ("Ada Amsel", 3)])
    quote = made.quotes[made.quotes["speaker"] == "a2"].iloc[0]
    mention = made.mentions.iloc[[0]].assign(start=quote["start"] + 1, end=quote["start"] + 5, sentence=quote["sentence"])
    import pandas as pd

    made = type(made)(**made.__dict__ | {"mentions": pd.concat([made.mentions, mention], ignore_index=True)})
    profile = actor_profile(select(answering([made])), "Ada Amsel")
    assert list(profile.about["speaker"]) == ["Ben Bartok"]
    assert list(profile.said["number"]) == [3]


def test_a_name_that_nothing_comes_near_has_no_near_names(small):
    assert near_names(select(small), "Zebulon Quirk") == []
    assert near_names(select(small), "Bartk") == ["Ben Bartok"]
    with pytest.raises(ParameterError, match=r"no actor of these articles is called so$"):
        found_actor(select(small), "Zebulon Quirk")


@pytest.mark.parametrize(
    ("role", "affiliation", "same"),
    [
        ("Incumbent President", "", "president"),
        ("incumbent United States President", "United States", "president"),
        ("President of the United States", "United States", "president"),
        ("Last year US President", "United States", "president"),
        ("third President", "", "president"),
        ("former French president", "France", "president"),
        ("mayor of Lund", "Lund", "mayor"),
        ("mayor of Lund", "", "mayor of lund"),
        ("Vice-President", "US", "vice president"),
        ("First Minister of Scotland", "Scotland", "first minister"),
        ("President of the European Council", "", "president of the european council"),
    ],
)
def test_an_office_is_one_under_its_wordings_and_no_other(role, affiliation, same):
    assert office(role, affiliation) == same


def test_the_wordings_of_an_office_are_one_row_that_shows_them(article, answering):
    roles = ["President", "President", "incumbent US President", "Republican President", "Vice President"]
    made = [article(f"n{n}", f"2020-01-1{n}", named=[("Ada Amsel", "person", 1)]) for n in range(len(roles))]
    for one, role in zip(made, roles, strict=True):
        one.actors.loc[0, ["role", "role_start", "role_end"]] = [role, 0, 9]
    found = actor_profile(select(answering(made)), "Ada Amsel").roles
    assert found[["role", "articles"]].values.tolist() == [["President", 4], ["Vice President", 1]]
    assert found["wordings"].tolist() == ["Republican President, incumbent US President", ""]
    from dramatis.report.corpus import profile as page

    table = BeautifulSoup(page.role_table(actor_profile(select(answering(made)), "Ada Amsel")).html, "lxml")
    assert table.select_one("tbody th").text == "Presidentalso: Republican President, incumbent US President"


def test_one_article_does_not_fill_the_list_of_quotations(article, answering):
    from dramatis.report.corpus import Pages
    from dramatis.report.corpus import profile as page

    made = [article("talk", "2020-02-01", said=[("Ada Amsel", 5)] * 30), article("news", "2020-01-01", said=[("Ada Amsel", 7)])]
    found = BeautifulSoup(page.said(actor_profile(select(answering(made)), "Ada Amsel"), Pages()).html, "lxml")
    assert [each.text.startswith("Title of") for each in found.select(".how")] == [True] * 5
    assert {"Title of news", "Title of talk"} == {each.text.split(" · ")[0] for each in found.select(".how")}
    assert found.select_one(".note").text == "5 of 31, the newest, at most 4 of an article; the store has them all."
    assert "31 quotations" in found.select_one("h3").text


def test_reported_words_stand_after_their_cue_and_turns_are_called_so(article, answering):
    from dramatis.report.corpus import Pages
    from dramatis.report.corpus import profile as page

    made = article("one", "2020-01-10", said=[("Ada Amsel", 4), ("Ada Amsel", 3)])
    made.quotes.loc[0, ["kind", "cue"]] = ["indirect", "denied"]
    made.quotes.loc[1, "rule"] = "turn/name-in-source"
    found = BeautifulSoup(page.said(actor_profile(select(answering([made])), "Ada Amsel"), Pages()).html, "lxml")
    reported, turn = found.select(".quotation")
    assert reported.select_one("blockquote").text.startswith("denied › ")
    assert "“denied”" not in reported.text
    assert turn.select_one(".how").text.endswith("turn of an interview")


def test_the_list_of_articles_counts_mentions_under_that_name(small):
    from dramatis.report.corpus import Pages, article_table

    made = actor_profile(select(small), "Ada Amsel")
    table = BeautifulSoup(article_table(made.articles, Pages(), total=made.named).html, "lxml")
    assert [head.text for head in table.select("th")] == ["Date", "Article", "Publisher", "Mentions", "Words"]
    assert [row.select("td")[3].text for row in table.select("tbody tr")] == ["1", "2", "3"]
