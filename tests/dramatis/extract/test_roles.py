"""Roles and affiliations, with the words that show them."""

import pytest

from dramatis.article import make_article
from dramatis.extract import names, roles, sentences
from dramatis.extract.actors import actors


@pytest.fixture
def roles_of(doc_of):
    def made(marked):
        doc = doc_of(marked)
        article = make_article(doc.text, id="x")
        cast = actors(article, doc, names.names(doc), sentences.sentences(doc, article))
        return roles.roles(article, doc, cast.actors, cast.mentions), article

    return made


@pytest.mark.parametrize(
    ("marked", "role", "affiliation"),
    [
        ("Belarusian Prime Minister [Jane Doe|PERSON] spoke.", "Prime Minister", "Belarus"),
        ("[Jane Doe|PERSON], Prime Minister of [Russia|LOC]:", "Prime Minister of Russia", "Russia"),
        ("[Jane Doe|PERSON], Belarusian Minister of Finance, added", "Minister of Finance", "Belarus"),
        ("[Labour|ORG] MP [Jane Doe|PERSON] spoke.", "MP", "Labour"),
        ("[Jane Doe|PERSON], 42, who runs the plant, spoke.", "runs the plant", None),
        ("[Jane Doe|PERSON] is the president of [Acme|ORG].", "president of Acme", "Acme"),
        ("former [US|LOC] Secretary of State [Jane Doe|PERSON]", "former US Secretary of State", "US"),
        ("former judge [Jane Doe|PERSON]", "former judge", None),
        ("the company's president [Jane Doe|PERSON] spoke", "president", None),
        ("[Jane Doe|PERSON] (spokeswoman for [Acme|ORG]) spoke.", "spokeswoman for Acme", "Acme"),
        ("Mr. Justice [Jane Doe|PERSON] spoke.", "Justice", None),
        ("Its chief executive, [Jane Doe|PERSON], spoke.", "chief executive", None),
        ("President of the [United States|LOC] [Jane Doe|PERSON]", "President of the United States", "United States"),
        ("the resignation of [Labour|ORG] MP [Jane Doe|PERSON]", "MP", "Labour"),
        ("[Ole Olsen|PERSON], brother of lawyer [Jane Doe|PERSON], spoke.", "lawyer", None),
        ("[Jane Doe|PERSON]: The engineers spoke.", None, None),
        ("president and CEO [Jane Doe|PERSON] spoke.", "president and CEO", None),
        ("[Jane Doe|PERSON] spoke.", None, None),
        ("On Monday [Jane Doe|PERSON] spoke.", None, None),
    ],
)
def test_roles_before_and_after_the_name(roles_of, marked, role, affiliation):
    (made, _), article = roles_of(marked)
    row = made[made["name"] == "Jane Doe"].iloc[0]
    shown = row["role"] if isinstance(row["role"], str) else None
    assert shown == role
    assert (row["affiliation"] if isinstance(row["affiliation"], str) else None) == affiliation
    if role:
        assert article.text[row["role_start"] : row["role_end"]] == shown


def test_one_office_for_two_people_is_a_conflict(roles_of):
    (_, findings), _ = roles_of("Danish Prime Minister [Jane Doe|PERSON] left. Danish Prime Minister [Ole Olsen|PERSON] spoke.")
    assert findings["kind"].tolist() == ["role-conflict"]
    assert "Jane Doe and Ole Olsen" in findings["message"][0]


def test_two_offices_for_one_person_are_a_conflict(roles_of):
    (_, findings), _ = roles_of("Danish Prime Minister [Jane Doe|PERSON] left. Danish President [Jane Doe|PERSON] spoke.")
    assert findings["kind"].tolist() == ["role-conflict"]


@pytest.mark.parametrize(
    "marked",
    [
        "Danish Prime Minister [Jane Doe|PERSON] met former Danish Prime Minister [Ole Olsen|PERSON].",
        "Danish Prime Minister [Jane Doe|PERSON] met Russian Prime Minister [Ole Olsen|PERSON].",
        "Danish Prime Minister [Jane Doe|PERSON] met Danish Deputy Prime Minister [Ole Olsen|PERSON].",
    ],
)
def test_former_foreign_and_deputy_offices_are_no_conflict(roles_of, marked):
    (_, findings), _ = roles_of(marked)
    assert findings.empty
