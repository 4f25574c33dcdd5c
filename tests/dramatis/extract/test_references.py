"""Whom an article's words stand for, with the embedded pipeline: appositions, noun phrases, pronouns before the name, names cut short."""

from functools import cache

import pytest

from dramatis import analyze
from dramatis.analysis import actor_suggestions
from dramatis.article import make_article


@cache
def read(text):
    return analyze(make_article(text, id="x"))


def meant(text, words, rule=None):
    """The names of the actors for whom the words are a mention, by a rule if one is given."""
    made = read(text)
    names = dict(zip(made.actors["id"], made.actors["name"], strict=True))
    rows = made.mentions[made.mentions["text"] == words]
    return [names[row.actor] for row in rows.itertuples() if rule in {None, row.rule}]


def actor(text, name):
    table = read(text).actors
    return table[table["name"] == name].iloc[0]


LAWYER = "Jane Doe, a lawyer from Leeds, met the press on Monday. The mayor, Ole Olsen, stayed away."


def test_a_phrase_beside_a_name_is_a_mention_with_its_own_rule():
    assert meant(LAWYER, "a lawyer", "apposition") == ["Jane Doe"]
    assert meant(LAWYER, "The mayor", "apposition") == ["Ole Olsen"]
    assert meant("His brother John Doe left. Mr Roe stayed.", "His brother", "apposition") == ["John Doe"]


def test_a_phrase_that_is_called_by_the_name_is_the_actor():
    assert meant("Police raided a company called Acme Shipping on Monday. Acme Shipping denied everything.", "a company") == [
        "Acme Shipping"
    ]


def test_a_second_verb_has_the_subject_of_the_first():
    assert meant("Nathan Law won a seat on Sunday and became the youngest member in the town.", "the youngest member") == ["Nathan Law"]


def test_a_title_before_a_name_is_no_mention_of_its_own():
    assert meant("On Monday lawyer Jane Doe met the press in Leeds.", "lawyer") == []


def test_who_is_introduced_with_a_title_is_not_more_salient():
    text = "Ann Roe spoke in Oslo. Jane Doe, a lawyer, spoke in Oslo."
    assert actor(text, "Jane Doe").mentions == 2
    assert actor(text, "Jane Doe").salience == actor(text.replace(", a lawyer,", ""), "Jane Doe").salience


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane Doe is a lawyer. She lives in Leeds.", ["Jane Doe"]),
        ("Jane Doe became a lawyer in Leeds.", ["Jane Doe"]),
        ("Jane Doe is not a lawyer. She lives in Leeds.", []),
        ("Jane Doe would be a lawyer today. She lives in Leeds.", []),
        ("Jane Doe asked whether Ann Roe is a lawyer.", []),
    ],
)
def test_what_somebody_is_said_to_be_counts_unless_it_is_denied_or_supposed(text, found):
    assert meant(text, "a lawyer", "predicate") == found


def test_an_owner_within_a_phrase_is_found():
    text = "The Church of Norway sold two farms. Bishops met in Oslo to discuss the church's debts. The church owns forests too."
    assert meant(text, "the church") == meant(text, "The church") == ["Church of Norway"]


def test_a_noun_of_what_a_role_is_about_is_no_link():
    text = "Ann Roe, a lawyer for the victim, spoke on Monday. The victim was not in court."
    assert meant(text, "The victim") == []


@pytest.mark.parametrize("phrase", ["the next president", "the first president", "The member"])
def test_who_is_one_of_many_is_nobody_named(phrase):
    text = "Jane Doe, the president and a member of the board, met the press. The member did not speak. Nobody knows the next president."
    assert meant(text, phrase) == []


def test_words_for_the_young_stand_for_each_other():
    text = "A girl of 12, Mia Berg, found the coin in a field near Oslo. Mia Berg, a schoolgirl, was alone. The girl took it to a museum."
    assert meant(text, "The girl") == ["Mia Berg"]


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("Police spoke on Monday. In his speech, Peter Olsen said nothing new.", "his", "Peter Olsen"),
        ("After she won the race, Maria Gonzalez thanked everybody.", "she", "Maria Gonzalez"),
        ("Acting via his lawyers, Omar Haddad denied the charge.", "his", "Omar Haddad"),
    ],
)
def test_a_pronoun_before_its_name(text, pronoun, name):
    assert meant(text, pronoun, "named-after") == [name]


def test_we_of_somebody_with_an_office_is_the_body_he_speaks_for():
    text = 'The president of the Kenyan Tenants League, Moses Otieno, spoke in Nairobi. "We are for lower rents," Otieno said.'
    assert meant(text, "We") == ["Kenyan Tenants League"]
    assert actor(text, "Moses Otieno").role == "president of the Kenyan Tenants League"


def test_a_year_is_no_part_of_a_role():
    text = "Ingrid Sorensen became mayor of Port Ellis in 2019. She spoke on Monday."
    assert actor(text, "Ingrid Sorensen").role == "mayor of Port Ellis"


def test_a_company_called_by_the_start_of_its_name_is_one_actor_and_reported():
    text = "ExxonMobil is in talks with Norway. Exxon said on Monday that it would pay. Exxon shares fell."
    assert list(actor(text, "ExxonMobil").aliases) == ["Exxon"]
    assert [row.kind for row in read(text).findings.itertuples() if "Exxon" in row.message] == ["name-variant"]


def test_a_name_cut_short_after_the():
    text = "The Federal Reserve raised rates on Monday. The Fed said that it was needed."
    assert list(actor(text, "Federal Reserve").aliases) == ["Fed"]


def test_a_family_is_one_group_under_both_its_names():
    text = "The Turpins lived in Perris. David Turpin and Louise Turpin had a dog. The Turpin family was large."
    groups = read(text).actors.query("kind == 'group'")
    assert len(groups) == 1
    assert groups["mentions"].iloc[0] == 2


def test_a_demonym_within_a_name_is_no_mention_of_the_country():
    text = "The story ran in the Greek Reporter on Monday, and the paper sold out. Greek officials said nothing about it."
    made = read(text)
    assert [row.start for row in made.mentions.itertuples() if row.form == "demonym"] == [text.index("Greek officials")]


def test_half_a_title_is_no_organization():
    text = "British Home Secretary Ann Roe spoke in London. The Home Secretary said that she would go."
    assert "Home" not in set(read(text).actors["name"])


MINISTERS = (
    "The Foreign Minister of Norway, Ine Berg, met Prime Minister Kari Moe in Oslo. The foreign minister said she would travel to Kyiv. "
    "The prime minister thanked her. The finance minister was absent."
)


@pytest.mark.parametrize(
    ("phrase", "names"), [("The foreign minister", ["Ine Berg"]), ("The prime minister", ["Kari Moe"]), ("The finance minister", [])]
)
def test_one_office_is_not_taken_for_another(phrase, names):
    assert meant(MINISTERS, phrase) == names


def test_a_noun_that_fits_two_people_stays_open():
    text = "Turkey's President Recep Demir spoke on Monday. The President of France, Luc Morel, called him. The president said nothing."
    assert meant(text, "The president") == []


def test_a_business_under_a_family_name_is_no_person():
    text = "Michael Halloran sued his brother on Monday. Halloran Dairies has 200 cows."
    assert actor(text, "Halloran Dairies").kind == "organization"


def test_a_name_cut_short_is_proposed_for_a_split():
    text = "ExxonMobil is in talks with Norway. Exxon said on Monday that it would pay. Exxon shares fell."
    lines = actor_suggestions([read(text)])
    assert "split,ExxonMobil,Exxon,,x,taken for the start of the longer name" in lines


def test_two_names_joined_by_a_hyphen_are_no_third_one():
    text = "Donald Trump denied it on Monday. The Trump-Ukraine calls were released. Guinea-Bissau was not involved."
    places = read(text).actors.query("kind == 'place'")["name"]
    assert sorted(places) == ["Guinea-Bissau", "Ukraine"]
    assert meant(text, "Trump") == ["Donald Trump"]


def test_a_hashtag_is_nobody_and_a_day_is_an_event():
    text = "The tag #IStandWithMia was everywhere on Monday. The march is planned for Founders Day in Oslo."
    kinds = dict(zip(read(text).actors["name"], read(text).actors["kind"], strict=True))
    assert "IStandWithMia" not in kinds
    assert kinds.get("Founders Day", "event") == "event"


def test_a_team_goes_by_the_name_of_its_federation_too():
    text = "Sweden beat Korea Republic 1 – 0 in the first game. "
    text += "South Korea had no shot on goal before half-time, and the keeper saved a penalty."
    assert [row.mentions for row in read(text).actors.itertuples() if "Korea" in row.name] == [2]


def test_a_noun_in_the_plural_is_none_of_those_who_are_named():
    text = (
        "On Monday, Norwegian Prime Minister Jane Doe and Danish Prime Minister Ole Olsen met in Oslo.\n\n"
        "Ole Olsen, Prime Minister of Denmark:\n\n"
        '"I am in close contact with Ole Olsen, just as our deputy prime ministers are. I am glad of it," said Jane Doe.'
    )
    assert meant(text, "our deputy prime ministers") == []
    assert meant(text, "Prime Minister") == ["Ole Olsen"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Hurricane Berta hit the coast on Monday. Berta killed two people, officials said.", "Berta", "event"),
        ("Their ship, MV Anna Berg, left port on Monday. The crew of MV Anna Berg was safe.", "MV Anna Berg", "work"),
        ("She spoke on the television program Morning Ole. The host of Morning Ole asked little.", "Morning Ole", "work"),
    ],
)
def test_storms_ships_and_programs_are_no_people(text, name, kind):
    assert actor(text, name).kind == kind


def test_an_act_and_its_letters_are_no_body():
    text = "The Rural Water Act (RWA) was passed on Monday. Lawyers said that the RWA was unclear. Under the RWA, farmers pay."
    assert actor(text, "Rural Water Act").kind == "work"


def test_letters_join_a_name_with_a_country_before_it_and_one_of_another_language():
    text = "The United States Geological Survey spoke on Monday. The USGS and the Rural Workers' Union (SOC) met. The SOC was glad."
    assert list(actor(text, "United States Geological Survey").aliases) == ["USGS"]
    assert list(actor(text, "Rural Workers' Union").aliases) == ["SOC"]
    assert "GS" not in list(read(text).actors["name"])


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "Norwegian mayor resigns\n\nAnna Berg, the mayor of Bergen, resigned on Monday. She said little.",
            "Norwegian mayor",
            ["Anna Berg"],
        ),
        ("Norwegian mayor resigns\n\nAnna Berg, a lawyer, met the mayor of Bergen on Monday.", "Norwegian mayor", []),
        ("New mayor sworn in\n\nAnna Berg, the mayor of Bergen, resigned on Monday.", "New mayor", []),
        ("Rescue charity sells drowned sailor's boat\n\nThe charity Acme Rescue sold a boat on Monday.", "Rescue charity", ["Acme Rescue"]),
    ],
)
def test_a_headline_describes_who_is_called_so_in_the_lead(text, words, names):
    assert meant(text, words) == names


def test_a_role_before_the_next_name_of_a_list_is_its_own():
    text = "The panel heard actor Anna Berg, union leader Ole Olsen and Jane Doe."
    assert (actor(text, "Anna Berg").role, actor(text, "Ole Olsen").role) == ("actor", "union leader")


def test_words_before_a_country_are_no_part_of_a_role():
    text = "In a national emergency United States President Jane Doe spoke on Monday."
    assert (actor(text, "Jane Doe").role, actor(text, "Jane Doe").affiliation) == ("President", "United States")


def test_man_and_national_are_no_roles():
    assert not isinstance(actor("Police held Libyan national Omar Haddad on Monday.", "Omar Haddad").role, str)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The United States said it was ready. Jane Doe won 39 of the state's 40 delegates.", "the state"),
        ("The Labour Party met in Leeds. It is the day when both parties are to vote.", "both parties"),
        ("Police in Wales spoke on Monday. They will get to the bottom of it.", "the bottom"),
    ],
)
def test_a_noun_that_means_another_thing_is_nobody(text, words):
    assert meant(text, words) == []


def test_a_role_is_not_cut_in_the_middle_of_a_phrase():
    text = "Jane Doe, who was a candidate in the Democratic primaries for the 2020 United States presidential election, spoke on Monday."
    assert actor(text, "Jane Doe").role == "candidate in the Democratic primaries for the 2020 United States presidential election"


def test_doctor_and_bare_name_are_two_people_and_the_doubt_is_told():
    text = (
        "Dr Helen Poe was cleared on Monday. Peter Poe, an accountant, was jailed for four years. Dr Poe spoke to the press in Oslo.\n\n"
        "The court heard on Monday that Poe had bought a yacht and two cars."
    )
    assert meant(text, "Poe") == ["Helen Poe", "Peter Poe"]
    assert [row.severity for row in read(text).findings.itertuples() if row.kind == "surname-shared"] == ["warning"]


def test_a_bare_name_is_the_one_whom_its_paragraph_introduces():
    text = (
        "Tom Silva robbed a bank in Porto on Monday. Police arrested Silva.\n\n"
        "The guard, Carlos Silva, died of his wounds in hospital on Tuesday. Silva had worked at the bank for ten years."
    )
    assert meant(text, "Silva") == ["Tom Silva", "Carlos Silva"]


def test_a_byline_names_no_actor():
    text = "Floods in Oslo\n\nBy Martha Berg\n\nThe mayor, Ole Olsen, spoke on Monday."
    assert set(read(text).actors["name"]) == {"Ole Olsen", "Oslo"}


def test_somebodys_two_children_are_not_two_who_are_named():
    text = "The mayor Ole Olsen met Anna Berg. Jane Doe was rescued with her two grandchildren."
    assert meant(text, "her two grandchildren") == []


def test_she_before_a_titled_subject_is_the_subject():
    text = "Anita Rao heard the case. Asked if she would sue the police, Dr Poe smiled."
    assert meant(text, "she", "named-after") == ["Poe"]


def test_whom_a_person_is_unlike_is_another():
    text = "Unlike the accused, Jane Doe was tested for alcohol."
    assert not isinstance(actor(text, "Jane Doe").role, str)
    assert meant(text, "the accused") == []


def test_whose_executive_somebody_is_is_a_role():
    text = "The trust's chief executive, Jane Doe, walked free on Monday."
    assert actor(text, "Jane Doe").role == "chief executive"


def test_the_killer_is_only_whom_the_article_calls_so():
    text = "Omar Haddad met the attacker on Monday. The killer fled. Haddad spoke to the killer later."
    assert meant(text, "The killer") == meant(text, "the killer") == []


def test_i_in_the_words_of_somebodys_father_is_the_father():
    text = 'Ole Olsen died in Oslo on Monday. He was 14. "I miss the boy," said his father, Peter Olsen, on Tuesday.'
    assert meant(text, "I") == ["Peter Olsen"]


def test_i_in_the_words_of_somebodys_lawyer_is_nobody_who_is_named():
    text = 'Ole Olsen was arrested in Oslo on Monday. "I will appeal," Olsen\'s lawyer said on Tuesday.'
    assert meant(text, "I") == []
