import pandas as pd
import pytest
from bs4 import BeautifulSoup

from dramatis.corpus import sample_quotations, select
from dramatis.corpus.sampling import QUESTIONS, marks_of, precision
from dramatis.errors import ParameterError


@pytest.fixture(scope="module")
def store(article, answering):
    return answering([article(f"n{n}", f"2020-01-{n + 1:02}", said=[("Ada Amsel", 3 + n), (None, 2)]) for n in range(15)])


@pytest.fixture
def sample(store):
    return sample_quotations(select(store, seed=3), size=20)


def test_the_seed_decides_the_sample_and_nothing_else(store, sample):
    assert sample_quotations(select(store, seed=3), size=20).equals(sample)
    assert not sample_quotations(select(store, seed=4), size=20).equals(sample)
    assert list(sample["number"]) == list(range(1, 21))
    assert not sample.duplicated(["article_id", "id"]).any()


def test_the_text_around_a_quotation_is_that_of_the_article(sample):
    row = sample[sample["speaker"] == "Ada Amsel"].iloc[0]
    assert row["before"].endswith("It was said: Ada Amsel: ")


def test_marks_give_a_precision_with_wilsons_range(sample, tmp_path):
    marks = sample[["article_id", "id"]].assign(**dict.fromkeys(QUESTIONS, "y"))
    marks.loc[:1, "speaker"] = "n"
    marks.loc[2, "words"] = ""
    marks.sample(frac=1, random_state=1).to_csv(tmp_path / "marks.csv", index=False)
    made = precision(marks_of(tmp_path / "marks.csv", sample)).set_index("question")
    assert made["right"].to_dict() == {"quotation": 20, "words": 19, "speaker": 18, "all": 18}
    assert made["marked"].to_dict() == {"quotation": 20, "words": 19, "speaker": 20, "all": 20}
    assert (made.loc["speaker", "low"], made.loc["speaker", "high"]) == pytest.approx((0.699, 0.972), abs=0.001)


def test_nothing_marked_says_that_nothing_is_known(sample, tmp_path):
    sample[["article_id", "id"]].assign(**dict.fromkeys(QUESTIONS, "")).to_csv(tmp_path / "marks.csv", index=False)
    made = precision(marks_of(tmp_path / "marks.csv", sample))
    assert made["share"].isna().all()
    assert set(zip(made["low"], made["high"], strict=True)) == {(0.0, 1.0)}


def test_marks_of_another_sample_or_of_another_kind_are_refused(sample, tmp_path):
    path = tmp_path / "marks.csv"
    other = pd.DataFrame([{"article_id": "x", "id": "q1"} | dict.fromkeys(QUESTIONS, "y")])
    other.to_csv(path, index=False)
    with pytest.raises(ParameterError, match="are of another sample"):
        marks_of(path, sample)
    sample[["article_id", "id"]].assign(**dict.fromkeys(QUESTIONS, "maybe")).to_csv(path, index=False)
    with pytest.raises(ParameterError, match="has the value 'maybe'; y and n are accepted"):
        marks_of(path, sample)
    with pytest.raises(ParameterError, match="cannot be read as CSV"):
        marks_of(tmp_path / "no.csv", sample)


def test_the_sheet_of_the_page_can_be_filled_in_and_read_in_whatever_way_a_spreadsheet_saves_it(sample, tmp_path):
    import io
    from urllib.parse import unquote

    from dramatis.report.corpus import quality

    text = unquote(quality.sheet(sample, {"store": "store"}).html.partition("charset=utf-8,")[2].partition('"')[0])
    sheet = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    assert sheet["found_words"].tolist() == sample["words"].tolist()
    assert sheet["found_speaker"].tolist() == sample["speaker"].tolist()
    assert (sheet[list(QUESTIONS)] == "").all(axis=None)
    filled = sheet.assign(quotation="y", words="N", speaker="")
    for way in ({}, {"sep": ";"}, {"sep": "\t"}, {"encoding": "utf-8-sig"}):
        filled.to_csv(tmp_path / "marks.csv", index=False, **way)
        made = precision(marks_of(tmp_path / "marks.csv", sample)).set_index("question")
        assert made["right"].to_dict() == {"quotation": len(sample), "words": 0, "speaker": 0, "all": 0}
        assert made.loc["speaker", "marked"] == 0


def test_the_command_on_the_page_draws_the_same_sample_again(sample):
    given = {"store": "my store", "reports": "out", "size": 3, "since": "", "publisher": "The <Daily>", "seed": 7}
    from dramatis.report.corpus import quality

    text = BeautifulSoup(quality.sheet(sample, given).html, "lxml").select_one("code").text
    wanted = "--store 'my store' --reports out -p size=3 -p 'publisher=The <Daily>' -p seed=7 -p marks=marks.csv"
    assert text == f"dramatis page quality {wanted}"
