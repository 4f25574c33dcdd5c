"""The arithmetic of the charts, without drawing."""

import pytest

from dramatis import charts


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
