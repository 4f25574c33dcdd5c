"""A time is called a peak only where its share stands out from the others by more than chance."""

import pandas as pd
import pytest

from dramatis.corpus import actor_profile, corpus_overview, select, topic_of
from dramatis.corpus.peaks import peaks
from dramatis.prose import profile, topic_profile
from dramatis.report.corpus import drawn


def rows(*cells):
    return pd.DataFrame([{"id": "a", "bin": f"b{n}", "articles": articles, "of": of} for n, (articles, of) in enumerate(cells)])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (((2, 40), (25, 30), (3, 40)), ["b1"]),
        (((10, 28), (9, 30), (8, 28)), []),
        (((3, 3), (0, 30), (0, 30)), []),
        (((30, 30), (30, 30)), []),
        (((5, 30),), []),
        ((), []),
    ],
    ids=["clear", "chance", "few articles", "all have it", "one time", "nothing"],
)
def test_what_stands_out(cells, found):
    table = rows(*cells) if cells else rows((1, 1)).head(0)
    assert list(peaks(table)["bin"]) == found


def test_few_articles_have_no_peak_in_titles_and_sentences(article, answering):
    named = {"named": [("Ada Amsel", "person", 1)], "topics": ["flood"]}
    made = [article(f"a{n}", f"2021-03-{n:02}", "Daily", **(named if n != 4 else {})) for n in range(1, 6)]
    chosen = select(answering(made), unit="day")
    texts = [drawn.who_over_time(corpus_overview(chosen)).html, drawn.themes_over_time(corpus_overview(chosen)).html]
    texts += [profile.time(actor_profile(chosen, "Ada Amsel")), topic_profile.standfirst(topic_of(chosen, "flood"))]
    for text in texts:
        assert "No day has 20 articles, so no peak can be told from chance" in text
        assert "peaks" not in text
        assert "greatest share" not in text


def test_a_peak_is_told_with_what_it_stands_out_from(article, answering):
    named = {"named": [("Ada Amsel", "person", 1)]}
    made = [article(f"a{n}", f"2021-0{1 + n // 30}-{1 + n % 28:02}", "Daily", **(named if 30 <= n < 55 else {})) for n in range(90)]
    title = drawn.who_over_time(corpus_overview(select(answering(made), unit="month"))).html
    assert "<h3>Ada Amsel peaks in Feb 2021: 25 of 30 articles, 0 of 60 in all other months</h3>" in title
