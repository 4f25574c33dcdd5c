"""The lexicon of cues."""

import pytest

from dramatis import analyze
from dramatis.article import make_article
from dramatis.errors import LexiconError
from dramatis.extract.cues import COMPLEMENTS, STANCES, forms, read_cues
from dramatis.lexicon import find


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("announce", {"announce", "announces", "announced", "announcing"}),
        ("express", {"express", "expresses", "expressed", "expressing"}),
        ("write", {"write", "writes", "wrote", "written", "writing"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
    ],
)
def test_forms_of_a_verb(verb, expected):
    assert set(forms(verb)) == expected


def test_the_lexicon_that_ships_is_accepted_and_knows_stance():
    cues = read_cues(find("cue-verbs.csv"))
    assert cues.verbs["denied"].stance == "denying"
    assert cues.verbs["vowed"].stance == "promising"
    assert "clause" in cues.nouns["claims"].complements
    assert cues.others["according"][0].lemma == "according to"
    assert all(cue.stance in STANCES and cue.complements <= set(COMPLEMENTS) for cue in cues.verbs.values())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("say,verb,shouty,quote", "line 2: kind 'shouty' is unknown"),
        ("say,word,neutral,quote", "line 2: part 'word' is unknown"),
        ("say,verb,neutral,quotation", "line 2: complements 'quotation' is unknown"),
        (",verb,neutral,quote", "line 2: the cue is empty"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, message):
    file = tmp_path / "cue-verbs.csv"
    file.write_text(f"cue,part,kind,complements\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        read_cues(file)


def test_a_missing_column_is_named(tmp_path):
    file = tmp_path / "cue-verbs.csv"
    file.write_text("cue,part\nsay,verb\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="lacks complements, kind"):
        read_cues(file)


def test_who_calls_for_something_demands_it_and_who_calls_it_something_characterizes_it():
    made = analyze(make_article("Jane Doe called for a vote on the plan. Ole Olsen called the plan a disaster.", id="x")).quotes
    assert made[["cue", "stance"]].values.tolist() == [["called for", "demanding"], ["called", "characterizing"]]
