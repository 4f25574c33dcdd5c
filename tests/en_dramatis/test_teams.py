"""Teams in reports of matches."""

import pytest
import spacy
from spacy.tokens import Doc

from en_dramatis.teams import with_teams

REPORT = (
    "Sweden beat Panama 2-0 in Sochi , Russia . The striker scored two goals , one a penalty ; the goalkeeper of Panama was the best "
    "player of the match . Fans in Sweden sang . The coach praised the squad after the match , the first of the tournament in the "
    "football stadium ."
)
TALKS = "Sweden beat Panama in the vote . Fans in Sweden sang ."


def labels(text):
    words = text.split()
    doc = Doc(spacy.blank("en").vocab, words=words)
    spans = [(i, i + 1, "LOC") for i, word in enumerate(words) if word in {"Sweden", "Panama", "Sochi", "Russia"}]
    return [(doc[a].text, label) for a, _, label in with_teams(doc, spans)]


def test_sides_of_a_match_are_organizations_and_where_it_is_played_stays_a_place():
    assert labels(REPORT) == [
        ("Sweden", "ORG"), ("Panama", "ORG"), ("Sochi", "LOC"), ("Russia", "LOC"), ("Panama", "ORG"), ("Sweden", "LOC"),
    ]  # fmt: skip


def test_other_news_has_no_teams():
    assert {label for _, label in labels(TALKS)} == {"LOC"}


def test_a_match_has_two_sides():
    assert {label for _, label in labels(REPORT.replace("Panama", "them"))} == {"LOC"}


@pytest.mark.parametrize(
    ("said", "team"),
    [
        ("Peru 1 – 0 Chile , said the referee .", "Peru"),
        ("It was a second goal for Peru .", "Peru"),
        ("Chile lost 1 - 2 to Peru .", "Peru"),
        ("He left with Peru 's captain .", "Peru"),
        ("The Chile midfielder was hurt .", "Chile"),
    ],
)
def test_a_score_a_goal_or_its_people_show_a_team(said, team):
    sides = "Chile beat Panama 's side ." if team == "Peru" else "Peru beat Panama 's side ."
    text = f"{REPORT.replace('Sweden', 'Oslo').replace('beat', 'and')} {sides} {said} {team} cheered ."
    words = text.split()
    doc = Doc(spacy.blank("en").vocab, words=words)
    spans = [(i, i + 1, "LOC") for i, word in enumerate(words) if word in {"Oslo", "Panama", "Sochi", "Peru", "Chile"}]
    found = [(doc[a].text, label) for a, _, label in with_teams(doc, spans)]
    assert found[-1] == (team, "ORG")
    assert ("Oslo", "LOC") in found


def test_years_and_ages_are_no_score():
    assert {label for _, label in labels(REPORT.replace("beat", "and").replace("Fans in Sweden", "Sweden 1958 - 2018 ; fans"))} == {"LOC"}
