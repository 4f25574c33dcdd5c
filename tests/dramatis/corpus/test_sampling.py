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
    made = precision(marks_of(tmp_path / "marks.csv", sample)).query("way == 'all'").set_index("question")
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
        made = precision(marks_of(tmp_path / "marks.csv", sample)).query("way == 'all'").set_index("question")
        assert made["right"].to_dict() == {"quotation": len(sample), "words": 0, "speaker": 0, "all": 0}
        assert made.loc["speaker", "marked"] == 0


def test_the_command_on_the_page_draws_the_same_sample_again(sample):
    given = {"store": "my store", "reports": "out", "size": 3, "since": "", "publisher": "The <Daily>", "seed": 7}
    from dramatis.report.corpus import quality

    text = BeautifulSoup(quality.sheet(sample, given).html, "lxml").select_one("code").text
    wanted = "--store 'my store' --reports out -p size=3 -p 'publisher=The <Daily>' -p seed=7 -p marks=marks.csv"
    assert text == f"dramatis page quality {wanted}"


@pytest.fixture(scope="module")
def interviews(article, answering):
    """One interview of sixty turns, of which the interviewer asks half, beside twelve direct and twelve reported quotations."""
    made = [article("talk", "2020-01-01", said=[("Ada Amsel", 5)] * 60)]
    asked = [place % 2 == 0 for place in range(60)]
    made[0].quotes["rule"] = ["turn/interviewer" if ask else "turn/name-in-source" for ask in asked]
    made[0].quotes["reason"] = pd.Series(["interviewer" if ask else None for ask in asked], dtype="str")
    for n in range(12):
        one = article(f"n{n}", f"2020-02-{n + 1:02}", said=[("Ben Bartok", 4), ("Ben Bartok", 6)])
        one.quotes.loc[1, "kind"] = "indirect" if n % 2 else "mixed"
        made.append(one)
    return answering(made)


def test_one_interview_does_not_fill_the_sample_and_nobody_marks_its_questions(interviews):
    drawn = sample_quotations(select(interviews, seed=1), size=20)
    assert drawn["way"].value_counts().to_dict() == {"direct": 7, "reported": 7, "turn": 6}
    assert drawn.groupby("way")["number_of"].first().to_dict() == {"direct": 12, "reported": 12, "turn": 30}
    assert set(drawn.loc[drawn["way"] == "turn", "kind"]) == {"turn"}
    every = sample_quotations(select(interviews, seed=1), size=100)
    assert len(every) == 54


def test_each_kind_has_its_own_precision_and_all_together_weigh_as_they_are(interviews, tmp_path):
    from dramatis.report.corpus import quality

    drawn = sample_quotations(select(interviews, seed=1), size=20)
    marks = drawn[["article_id", "id"]].assign(**dict.fromkeys(QUESTIONS, "y"))
    marks.loc[drawn["way"] == "turn", "quotation"] = "n"
    marks.to_csv(tmp_path / "marks.csv", index=False)
    made = precision(marks_of(tmp_path / "marks.csv", drawn)).query("question == 'quotation'").set_index("way")
    assert made["share"].to_dict() == pytest.approx({"direct": 1, "reported": 1, "turn": 0, "all": 24 / 54})
    assert made.loc["turn", "marked"] == 6
    assert made.loc["all", "low"] < 24 / 54 < made.loc["all", "high"]
    table = BeautifulSoup(quality.result(drawn, str(tmp_path / "marks.csv")).html, "lxml")
    assert [cell.text for cell in table.select("thead th")][1:] == [
        "Direct quotations",
        "Pieces of reported speech",
        "Turns of interviews",
        "All, weighted",
    ]
    first = [cell.text for cell in table.select("tbody tr")[0].select("td")]
    assert (first[0], first[2][:3]) == ("100\u00a0%7 of 7; 65 to 100\u00a0%", "0\u00a0%")
    assert quality.drawn(drawn).text.startswith(
        "Drawn: seven direct quotations of 12, seven pieces of reported speech of 12 and six turns of interviews of 30."
    )
