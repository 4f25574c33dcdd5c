"""Charts read back from their artists."""

import sys

import matplotlib as mpl
import pytest
from matplotlib.collections import PathCollection
from matplotlib.patches import Rectangle

from dramatis import charts, tables
from dramatis.charts import labels, style

CHARTS = {
    "mentions": lambda a, ax=None: charts.mentions_by_actor(a.actors, a.mentions, ax=ax),
    "words": lambda a, ax=None: charts.quoted_words_by_speaker(a.quotes, a.actors, ax=ax),
    "topics": lambda a, ax=None: charts.topics_by_salience(a.topics, a.topic_mentions, ax=ax),
    "squares": lambda a, ax=None: charts.actor_by_topic(a.actors, a.mentions, a.topics, a.topic_mentions, a.quotes, ax=ax),
    "network": lambda a, ax=None: charts.who_with_whom(a.actors, a.mentions, ax=ax),
    "strip": lambda a, ax=None: charts.position_strip(a.article, a.sentences, marks_of(a), a.actors, ax=ax),
}


def marks_of(analysis):
    return charts.positions(analysis.actors, analysis.mentions, analysis.topics, analysis.topic_mentions, analysis.quotes)


def linked_bars(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_url()]


def texts(ax):
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_draws_on_the_axes_it_is_given_and_touches_nothing_else(name, sample):
    before, ax = dict(mpl.rcParams), style.new_axes(500, 400)
    assert CHARTS[name](sample, ax) is ax
    assert dict(mpl.rcParams) == before
    assert CHARTS[name](sample).figure is not ax.figure
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_found_is_said(name, nothing):
    ax = CHARTS[name](nothing)
    assert any(text.startswith(("No ", "Nothing ")) for text in texts(ax))
    assert not linked_bars(ax)


@pytest.mark.parametrize("name", CHARTS)
def test_axes_name_their_unit_and_number(name, sample):
    label = CHARTS[name](sample).get_xlabel()
    assert label in texts(CHARTS[name](sample))
    assert "n = " in label or "285 words" in label


def test_a_bar_is_as_long_as_its_count(sample):
    ax = CHARTS["mentions"](sample)
    counts = charts.mention_counts(sample.actors, sample.mentions).set_index("link")["mentions"]
    lengths = {bar.get_url(): bar.get_width() for bar in linked_bars(ax)}
    assert set(lengths) == set(counts.index)
    scale = lengths["#e-a1-name"] / counts["#e-a1-name"]
    assert all(lengths[link] == pytest.approx(counts[link] * scale) for link in counts.index)


def test_totals_are_written_and_link_to_all_mentions(sample):
    written = {text.get_url(): text.get_text() for text in CHARTS["mentions"](sample).texts if text.get_url()}
    assert written["#e-a1"] == "4"
    assert written["#a1"] == "Mikhail Mishustin"


def test_the_unresolved_have_a_hatched_bar_of_their_own(sample):
    hatched = [bar for bar in linked_bars(CHARTS["words"](sample)) if bar.get_hatch()]
    assert [bar.get_url() for bar in hatched] == ["#e-said-source"]
    assert "A source that is no actor here" in texts(CHARTS["words"](sample))


def test_an_actor_keeps_its_color_through_the_charts(sample):
    bar = next(bar for bar in linked_bars(CHARTS["mentions"](sample)) if bar.get_url() == "#e-a2-name")
    spoken = next(bar for bar in linked_bars(CHARTS["words"](sample)) if bar.get_url() == "#e-said-a2")
    assert bar.get_facecolor() == spoken.get_facecolor()
    assert mpl.colors.to_hex(bar.get_facecolor()) == style.COLORS[1]


def test_every_place_of_the_strip_is_a_mark_with_its_link(analysis):
    ax, marks = CHARTS["strip"](analysis), marks_of(analysis)
    links = [url for found in ax.collections if isinstance(found, PathCollection) for url in found.get_urls() if url]
    links += [bar.get_url() for bar in linked_bars(ax) if bar.get_linewidth()]
    assert sorted(links) == sorted(marks["link"])


def test_marks_of_the_strip_stand_where_their_spans_are(sample):
    ax, marks = CHARTS["strip"](sample), marks_of(sample).set_index("link")
    for found in ax.collections:
        if isinstance(found, PathCollection) and found.get_urls()[0]:
            for (x, _), link in zip(found.get_offsets(), found.get_urls(), strict=True):
                middle = (marks.loc[link, "start"] + marks.loc[link, "end"]) / 2
                assert x == pytest.approx(middle / len(sample.article.text) * style.NARROW)


def test_squares_and_their_numbers_agree_with_the_table(many):
    ax = CHARTS["squares"](many)
    cells = charts.topic_cells(many.actors, many.mentions, many.topics, many.topic_mentions, many.quotes)
    written = {text.get_url(): text.get_text() for text in ax.texts if str(text.get_url()).startswith("#e-") and not text.get_rotation()}
    assert written.pop("#e-cells").endswith(f"n = {cells['mentions'].sum()}")
    assert written == dict(zip(cells["link"], cells["mentions"].astype("str"), strict=True))


@pytest.mark.parametrize("name", CHARTS)
def test_texts_do_not_collide(name, analysis):
    placed = [(text, *_extent(text)) for text in CHARTS[name](analysis).texts if not text.get_rotation()]
    for number, (text, left, right) in enumerate(placed):
        assert left >= -1, text
        assert right <= style.NARROW + 1, text
        for other, left_2, right_2 in placed[number + 1 :]:
            apart = right <= left_2 + 1 or right_2 <= left + 1
            assert apart or abs(text.get_position()[1] - other.get_position()[1]) >= 11, (text, other)


def test_each_topic_has_a_bar_of_its_salience_and_bars_of_its_mentions(sample):
    ax = CHARTS["topics"](sample)
    said = charts.topic_wordings(sample.topics, sample.topic_mentions)
    counts = {row[f"{part}_words_link"]: row[f"{part}_words"] for row in said.to_dict("records") for part in charts.WORDINGS}
    weights = charts.topic_weights(sample.topics)
    for sizes in (counts, dict(zip(weights["link"], weights["salience"], strict=True))):
        bars = {bar.get_url(): bar.get_width() for bar in linked_bars(ax) if bar.get_url() in sizes}
        sizes = {link: size for link, size in sizes.items() if link}
        assert set(bars) == set(sizes)
        scale = max(bars.values()) / sizes[max(bars, key=lambda link: bars[link])]
        assert all(bars[link] == pytest.approx(sizes[link] * scale) for link in sizes)


def test_watched_topics_stand_apart_with_their_zeros(sample):
    watched = sample.topics.iloc[[0]].assign(id="w1", label="floods", mentions=0, salience=0.0, rule="watched")
    ax = charts.topics_by_salience(tables.concat("topics", [watched, sample.topics]), sample.topic_mentions)
    written = texts(ax)
    assert written.index("On the watch-list") < written.index("floods") < written.index("Found in the text")
    assert written.count("0") == 2
    assert not any(str(bar.get_url()).startswith("#e-w1") for bar in linked_bars(ax))


def test_names_of_any_length_stay_within_the_chart(hostile):
    for draw in CHARTS.values():
        for text in draw(hostile).texts:
            left, right = _extent(text)
            assert text.get_rotation() or (left >= -1 and right <= style.NARROW + 1), text
            assert "\n" not in text.get_text()
            assert "\u202e" not in text.get_text()
            assert not text.get_parse_math()


def _extent(text):
    width, x = labels.width(text.get_text(), text.get_fontsize()), text.get_position()[0]
    return (x - width, x) if text.get_ha() == "right" else (x, x + width)
