"""The arithmetic of the charts, without drawing."""

import re

import pytest

from dramatis import charts, tables
from dramatis.article import make_article


def tables_of(analysis):
    return analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes


def test_mention_counts_add_up_to_the_mentions(analysis):
    counts = charts.mention_counts(analysis.actors, analysis.mentions, top_n=len(analysis.actors))
    assert counts["mentions"].sum() == len(analysis.mentions)
    totals = counts.groupby("actor")["mentions"].sum()
    assert totals.to_dict() == dict(zip(analysis.actors["id"], analysis.actors["mentions"], strict=True))


def test_mention_counts_are_sorted_and_cut(many):
    counts = charts.mention_counts(many.actors, many.mentions, top_n=5)
    totals = list(counts.groupby("actor", sort=False)["mentions"].sum())
    assert len(totals) == 5
    assert totals == sorted(totals, reverse=True)


def test_mention_counts_of_the_sample(sample):
    counts = charts.mention_counts(sample.actors, sample.mentions)
    rows = counts[["name", "form", "mentions"]].itertuples(index=False, name=None)
    assert list(rows)[:4] == [
        ("Mikhail Mishustin", "name", 4),
        ("Alexander Turchin", "name", 2),
        ("Alexander Turchin", "pronoun", 2),
        ("Belarus", "demonym", 3),
    ]


def test_quoted_words_keep_the_unresolved_as_last_row(sample):
    words = charts.quoted_words(sample.quotes, sample.actors)
    assert words["speaker"].tolist()[-1] == ""
    assert words["words"].sum() == sample.quotes["words"].sum()
    assert (words["words"] == words["direct"] + words["reported"]).all()
    assert words["quotations"].sum() == len(sample.quotes)


def test_topic_weights_are_sorted_by_salience(many):
    weights = charts.topic_weights(many.topics, top_n=5)
    assert len(weights) == 5
    assert weights["salience"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("label", "text", "wording"),
    [
        ("earthquake", "powerful earthquakes", "label"),
        ("earthquake", "quake", "other"),
        ("audio recording", "recording", "other"),
        ("increase death toll", "increased the death toll", "label"),
        ("cut interest rates", "cutting the interest rates", "label"),
        ("studies", "a study", "label"),
        ("party", "parts", "other"),
    ],
)
def test_a_place_says_a_topic_in_the_words_of_its_label_or_in_others(sample, label, text, wording):
    topics, places = sample.topics.iloc[[0]].assign(label=label), sample.topic_mentions.iloc[[0]].assign(topic="t1", text=text)
    row = charts.topic_wordings(topics, places).iloc[0]
    assert row[f"{wording}_words"] == 1
    assert row["label_words"] + row["other_words"] == 1


def test_wordings_of_a_topic_add_up_to_its_mentions(analysis):
    said = charts.topic_wordings(analysis.topics, analysis.topic_mentions).set_index("topic")
    totals = dict(zip(analysis.topics["id"], analysis.topics["mentions"], strict=True))
    assert (said["label_words"] + said["other_words"]).to_dict() == totals


def test_all_watched_topics_are_shown_beside_the_chief_ones(sample):
    watched = [sample.topics.iloc[[0]].assign(id=f"w{number}", mentions=0, salience=0.0, rule="watched") for number in range(12)]
    weights = charts.topic_weights(tables.concat("topics", [*watched, sample.topics]), top_n=2)
    assert weights["watched"].tolist() == [True] * 12 + [False] * 2
    assert weights.loc[weights["watched"], "link"].eq("").all()


def test_subjects_have_names(sample):
    weights = charts.topic_weights(sample.topics.assign(code="medtop:11000000"))
    assert set(weights["subject"]) == {"politics"}


def test_a_cell_counts_topic_mentions_beside_the_actor_or_in_the_actors_words(sample):
    cells = charts.topic_cells(*tables_of(sample)).set_index(["name", "label"])
    assert cells.loc[("Mikhail Mishustin", "industrial cooperation"), ["mentions", "spoken"]].tolist() == [1, 1]
    assert cells.loc[("Belarus", "import-substituting products"), ["mentions", "spoken"]].tolist() == [1, 0]
    assert ("Gorno-Altaysk", "industrial cooperation") not in cells.index


def test_a_cell_never_counts_a_span_twice(many):
    cells = charts.cell_mentions(*tables_of(many))
    assert not cells.duplicated(["actor", "topic", "start", "end"]).any()
    assert len(cells) == charts.topic_cells(*tables_of(many))["mentions"].sum()


def test_companions_share_sentences(sample):
    pairs = charts.companions(sample.actors, sample.mentions).set_index(["name", "other_name"])["sentences"]
    assert pairs["Mikhail Mishustin", "Alexander Turchin"] == 2
    assert pairs["International Environmental Conference", "Gorno-Altaysk"] == 1
    assert ("Mikhail Mishustin", "Union State") not in pairs.index or pairs["Mikhail Mishustin", "Union State"] >= 1


def test_positions_hold_every_quotation_and_every_mention_of_the_chief_actors(many):
    marks = charts.positions(*tables_of(many))
    chief = set(many.actors["id"][:10])
    assert (marks["kind"] == "quotation").sum() == len(many.quotes)
    assert (marks["kind"] == "actor").sum() == many.mentions["actor"].isin(chief).sum()
    assert charts.row_summary(marks)["marks"].sum() == len(marks)


@pytest.mark.parametrize(
    "table",
    [
        lambda a: charts.mention_counts(a.actors, a.mentions),
        lambda a: charts.quoted_words(a.quotes, a.actors),
        lambda a: charts.topic_weights(a.topics),
        lambda a: charts.topic_cells(*tables_of(a)),
        lambda a: charts.companions(a.actors, a.mentions),
        lambda a: charts.positions(*tables_of(a)),
    ],
)
def test_nothing_found_gives_empty_tables_with_their_columns(nothing, sample, table):
    assert table(nothing).empty
    assert list(table(nothing).columns) == list(table(sample).columns)


def test_tables_of_the_caller_stay_as_they_are(sample):
    before = [table.copy() for table in tables_of(sample)]
    charts.topic_cells(*tables_of(sample))
    charts.positions(*tables_of(sample))
    charts.mention_counts(sample.actors, sample.mentions)
    assert all(table.equals(copy) for table, copy in zip(tables_of(sample), before, strict=True))


def test_the_lead_is_the_first_paragraph_of_body_text():
    text = "City wins\n\n12 April 2025\n\nThe City team won the cup on Saturday after a long and loud final in the rain.\n\nIt went home."
    article = make_article(text, title="City wins")
    starts = [0, *(found.end() for found in re.finditer("\n\n", text))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    rows = [
        {"article_id": article.id, "id": number, "paragraph": number, "start": start, "end": end}
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    assert charts.lead_paragraph(article, tables.table("sentences", rows)) == 2


def test_watched_topics_come_first_and_have_no_row_in_the_strip_where_they_do_not_occur(sample):
    watched = sample.topics.iloc[[0]].assign(id="t0", label="floods", mentions=0, salience=0.0, rule="watched")
    topics = tables.concat("topics", [watched, sample.topics])
    assert charts.topic_weights(topics)["label"].iloc[0] == "floods"
    marks = charts.positions(sample.actors, sample.mentions, topics, sample.topic_mentions, sample.quotes, top=(1, 1))
    assert "floods" not in set(marks["name"])
