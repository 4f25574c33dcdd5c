"""Names: bare, whole, and nothing that is none."""

import pytest

from dramatis.extract import names


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Prime Minister Jane Doe|PERSON] left.", [("Jane Doe", "person", "name")]),
        ("[Mr. Doe|PERSON] left.", [("Doe", "person", "name")]),
        ("[King|PERSON] left.", [("King", "person", "name")]),
        ("the [King|PERSON] left.", []),
        ("[The United Nations|ORG] met.", [("United Nations", "organization", "name")]),
        ("[Acme's|ORG] plant", [("Acme", "organization", "name")]),
        ("in [“Acme|ORG]”", [("Acme", "organization", "name")]),
        ("[Martin King Jr.|PERSON] spoke.", [("Martin King Jr.", "person", "name")]),
        ("[Doe.|PERSON]", [("Doe", "person", "name")]),
        ("Danish Finance Minister [Ole Olsen|PERSON]", [("Danish", "place", "demonym"), ("Ole Olsen", "person", "name")]),
        ("two [Belarusians|NORP] arrived", [("Belarusians", "place", "demonym")]),
        ("five [Buddhists|NORP] arrived", [("Buddhists", "group", "name")]),
        ("in Belarus and Russia", [("Belarus", "place", "name"), ("Russia", "place", "name")]),
        ("He spoke in Russian.", []),
        ("Minister of [Finance|ORG] Jane", []),
        ("on [Monday|DATE]", []),
        ("[😀|PERSON] [...|ORG]", []),
        ("[Jane DoeImage|PERSON]: a walk.", [("Jane Doe", "person", "name")]),
        ("at 8 [AST|ORG] today", []),
        ("she had [Parkinson|PERSON]'s disease", []),
        ("on the [Doe|PERSON]–[Roe|PERSON] scale", []),
        ("[Dean|PERSON] of the House", []),
        ("[Ann Jane Doe OBE FRS|PERSON] left.", [("Ann Jane Doe", "person", "name")]),
        ("[James (|PERSON][Jim) Doe|PERSON] left.", [("James (Jim) Doe", "person", "name")]),
        ("the [Oslo-based|LOC] firm", [("Oslo", "place", "name")]),
        ("an African American host", [("American", "place", "demonym")]),
    ],
)
def test_names_are_bare(doc_of, marked, expected):
    found = names.names(doc_of(marked))
    assert list(found[["text", "label", "form"]].itertuples(index=False, name=None)) == expected


def test_a_name_never_runs_over_a_paragraph(doc_of):
    doc = doc_of("by [Jane Doe\n\nLondon Bridge|PERSON] fell")
    assert list(names.names(doc)["text"]) == ["Jane Doe", "London Bridge"]


def test_a_name_found_once_is_found_again(doc_of):
    doc = doc_of("[Jane Doe|PERSON] left. Then Doe said it. JANE DOE LEAVES")
    found = names.names(doc)
    assert list(found["text"]) == ["Jane Doe", "Doe", "JANE DOE"]
    assert list(found["rule"]) == ["pipeline", "repeated", "repeated"]


def test_a_name_that_is_whole_elsewhere_is_made_whole(doc_of):
    doc = doc_of("[Jane Doe|PERSON] left. Then Jane [Doe|PERSON] spoke.")
    assert list(names.names(doc)["text"]) == ["Jane Doe", "Jane Doe"]


def test_two_people_with_a_hyphen_are_two(doc_of):
    doc = doc_of("[Jane Doe|PERSON] and [John Roe|PERSON] run. The [Doe-Roe|PERSON] ticket won. [Ann Doe-Poe|PERSON] lost.")
    assert list(names.names(doc)["text"]) == ["Jane Doe", "John Roe", "Doe", "Roe", "Ann Doe-Poe"]


def test_names_do_not_overlap_and_are_slices(doc_of):
    doc = doc_of("[Danish Prime Minister Ole Olsen|PERSON] met [Olsen|PERSON] of the [Danish Olsen Bank|ORG] in Denmark.")
    found = names.names(doc)
    assert all(doc.text[row.start : row.end] == row.text for row in found.itertuples())
    assert all(a <= b for a, b in zip(found["end"], found["start"][1:], strict=False))


def test_a_given_name_cut_at_its_hyphen_is_whole_again(doc_of):
    assert list(names.names(doc_of("[Lee Min|PERSON]-ho left [Doe|PERSON]-led talks"))["text"]) == ["Lee Min-ho", "Doe"]


def test_two_names_side_by_side_stay_two(doc_of):
    found = names.names(doc_of("[Jane Doe|PERSON]-[Ole Olsen|PERSON] talks. [Doe|PERSON] [Olsen|PERSON]"))
    assert list(found["text"]) == ["Jane Doe", "Ole Olsen", "Doe", "Olsen"]


def test_a_family_is_a_group_and_none_of_its_people(doc_of):
    found = names.names(doc_of("[Jane Doe|PERSON] of the [Doe|PERSON] family met the [Does|PERSON]."))
    assert list(found[["text", "label"]].itertuples(index=False, name=None)) == [
        ("Jane Doe", "person"),
        ("Doe family", "group"),
        ("Does", "group"),
    ]


def test_a_long_form_cut_at_its_commas_is_whole_again(doc_of):
    marked = "the [World Arts|ORG], [Letters|ORG] and [Theater Union|ORG] ([WALTU|ORG]) met"
    assert list(names.names(doc_of(marked))["text"]) == ["World Arts, Letters and Theater Union", "WALTU"]


def test_a_given_name_that_the_parse_makes_a_subject_of_its_own_belongs_to_the_surname(doc_of):
    doc = doc_of("Yesterday Tariq [Aziz|PERSON] spoke in Leeds.")
    for index in (1, 2):
        doc[index].head, doc[index].dep_ = doc[3], "nsubj"
    assert "Tariq Aziz" in list(names.names(doc)["text"])
