"""Names joined into actors."""

import pytest


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Jane Doe|PERSON] met. [Doe|PERSON] left. [Jane|PERSON] spoke.", {("Jane Doe", "Doe", "Jane")}),
        ("[John F. Kennedy|PERSON] and [J. Kennedy|PERSON]", {("John F. Kennedy", "J. Kennedy")}),
        ("[Bill Gates|PERSON] is [William Gates|PERSON]", {("Bill Gates", "William Gates")}),
        ("[John Doe|PERSON] met [Jane Doe|PERSON]", {("John Doe",), ("Jane Doe",)}),
        ("[George Bush Sr.|PERSON] saw [George Bush Jr.|PERSON]", {("George Bush Sr.",), ("George Bush Jr.",)}),
        ("[Ursula von der Leyen|PERSON] left. [Von der Leyen|PERSON] spoke.", {("Ursula von der Leyen", "Von der Leyen")}),
        ("[Xi Jinping|PERSON] left. [Xi|PERSON] spoke.", {("Xi Jinping", "Xi")}),
        ("[María Pérez|PERSON] and [Maria Perez|PERSON]", {("María Pérez", "Maria Perez")}),
        ("[Daniel Ortega|PERSON] and [Daniela Ortega|PERSON]", {("Daniel Ortega",), ("Daniela Ortega",)}),
        ("[Aleksandr Petrov|PERSON], then [Alexander Petrov|PERSON]", {("Aleksandr Petrov", "Alexander Petrov")}),
        ("the [International Energy Agency|ORG] ([IEA|ORG]) said. [IEA|ORG] left.", {("International Energy Agency", "IEA", "IEA")}),
        ("the [Bank of the North|ORG]. [BTN|ORG] rose.", {("Bank of the North",), ("BTN",)}),
        ("[Acme Inc.|ORG] and [Acme|ORG]", {("Acme Inc.", "Acme")}),
        ("[Harvard University|ORG]. [Harvard|ORG] said.", {("Harvard University", "Harvard")}),
        ("[Boston University|ORG] in [Boston|LOC]", {("Boston University",), ("Boston",)}),
        ("the [US|LOC], the [United States|LOC] and American firms", {("US", "United States", "American")}),
        ("in Russia and by Russian ships", {("Russia", "Russian")}),
        ("[Henry Ford|PERSON] founded [Ford|ORG]. [Ford|ORG] rose. [Ford|ORG] left.", {("Henry Ford",), ("Ford", "Ford", "Ford")}),
    ],
)
def test_names_of_one_actor_are_gathered(groups_of, marked, expected):
    assert groups_of(marked) == expected


@pytest.mark.parametrize(("slip", "people"), [("Olsne", 1), ("Oslen", 1), ("Olson", 1), ("Nilsen", 2)])
def test_a_slip_of_the_pen_in_a_surname_is_the_same_person_and_reported(cast_of, slip, people):
    made = cast_of(f"[Peter Olsen|PERSON] spoke in Oslo. [{slip}|PERSON] left.")
    assert len(made.actors) == people
    assert len(made.findings) == 2 - people


def test_a_town_before_its_state_is_no_person_of_that_name(cast_of):
    made = cast_of("[Ann Austin|PERSON] spoke. He met Roe of [Austin|PERSON], [Texas|GPE].")
    kinds = made.actors.set_index("name")["kind"]
    assert kinds["Austin"] == "place"
    assert kinds["Ann Austin"] == "person"


def test_a_shared_surname_is_the_first_one_after_a_relative_was_named(cast_of):
    made = cast_of("[John Doe|PERSON] has died. His daughter [Jane Doe|PERSON] said it on Monday in Oslo. [Doe|PERSON] was a painter.")
    people = dict(zip(made.mentions["text"], made.mentions["actor"], strict=True))
    assert people["Doe"] == people["John Doe"] != people["Jane Doe"]


def test_a_shared_surname_goes_to_the_one_named_last(cast_of):
    made = cast_of("[John Doe|PERSON] left. [Doe|PERSON] spoke. [Jane Doe|PERSON] left. [Doe|PERSON] spoke.")
    john, john_again, jane, jane_again = made.mentions["actor"]
    assert (john, jane) == (john_again, jane_again)
    assert john != jane
    assert made.mentions["rule"].tolist() == ["full-name", "surname-shared"] * 2


def test_titles_tell_a_couple_apart(groups_of):
    made = groups_of("Mr [Doe|PERSON] left. Mrs [Doe|PERSON] spoke. Mr [Doe|PERSON] said.")
    assert sorted(len(group) for group in made) == [1, 2]


def test_two_spellings_are_reported(cast_of):
    findings = cast_of("[Yuriy Petrov|PERSON] left. [Yuri Petrov|PERSON] spoke.").findings
    assert findings["kind"].tolist() == ["name-variant"]
    assert findings["spans"].tolist() == [[[0, 12], [19, 30]]]


def test_the_kind_is_one_for_all_places(cast_of):
    made = cast_of("[Acme|ORG] rose. [Acme|ORG] left. [Acme|LOC] spoke.").actors
    assert made["kind"].tolist() == ["organization"]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("JANE DOE LEFT. [Jane Doe|PERSON] spoke. [Doe|PERSON] left.", "Jane Doe"),
        ("[IEA|ORG] left. [International Energy Agency|ORG] spoke.", "International Energy Agency"),
        ("two Danish ships", "Denmark"),
        ("the [UK|LOC] and the [United Kingdom|LOC]", "United Kingdom"),
    ],
)
def test_an_actor_is_shown_by_its_fullest_good_name(cast_of, marked, name):
    assert name in cast_of(marked).actors["name"].tolist()


@pytest.mark.parametrize("hostile", ["x" * 10_000, "A. B. C.", "😀 Doe", "=HYPERLINK(1)", "<b>Doe</b>", "Дое Doe ドウ", '","'])
def test_hostile_names_are_names_like_others(cast_of, hostile):
    made = cast_of(f"[{hostile}|PERSON] left. [Jane Doe|PERSON] spoke. [{hostile}|PERSON] said.")
    assert len(made.actors) in {1, 2}
    assert len(made.mentions) == made.actors["mentions"].sum()


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Neuhaus Stein|PERSON], a former castle, rose.", "place"),
        ("[Jane Doe|PERSON], a former judge, rose.", "person"),
        ("the [Peace Treaty|ORG] rose.", "work"),
        ("the [Widget Cup|ORG] rose.", "event"),
        ("[Doe Airlines|PERSON] rose.", "organization"),
    ],
)
def test_kinds_follow_what_a_name_is_called(cast_of, marked, kind):
    assert cast_of(marked).actors["kind"].tolist() == [kind]
