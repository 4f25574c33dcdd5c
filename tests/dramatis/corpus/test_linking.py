"""Actors of different articles: what links them, what leaves them apart, and that neither order nor history matters."""

import random
import re

import pandas as pd
import pytest

from dramatis import tables
from dramatis.analysis import Analysis
from dramatis.article import make_article
from dramatis.corpus import gathering
from dramatis.corpus.keys import key_of
from dramatis.corpus.linking import limits, link
from dramatis.corpus.occurrences import role_key
from dramatis.store import open_store


def article(identifier, *actors, date="2025-03-01"):
    """An analysis whose actors are ``name``, ``name|kind``, ``name|kind|role|affiliation|alias``."""
    made = make_article(f"{identifier} is an article.", id=identifier, date=date)
    rows = []
    for number, actor in enumerate(actors, start=1):
        name, kind, role, affiliation, alias = (*actor.split("|"), "", "", "", "")[:5]
        told = {"role": role or None, "affiliation": affiliation or None, "aliases": [alias] if alias else []}
        rows.append(
            {"article_id": identifier, "id": f"a{number}", "name": name, "kind": kind or "person", "mentions": 3, "salience": 0.1} | told
        )
    made_tables = {name: tables.empty(name) for name in tables.TABLES} | {"actors": tables.table("actors", rows)}
    return Analysis(article=made, provenance={}, **made_tables)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "store")


def keys(store, *articles, lexicon=None):
    """The actor's key in each of the articles: of the first actor each."""
    store.add(articles)
    link(store, lexicon=lexicon)
    found = store.table("links")
    return found[found["actor"] == "a1"].set_index("article_id")["actor_key"].to_dict()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["Ursula Brandvold"], ["Ursula Brandvold"]),
        (["Ursula Brandvold"], ["Úrsula  BRANDVOLD"]),
        (["Ursula K. Brandvold"], ["Ursula Brandvold"]),
        (["Ursula K. Brandvold"], ["Ursula Katrin Brandvold"]),
        (["Ludovika II"], ["Ludovika II"]),
        (["John Smith||mayor|Ellery"], ["John Smith||former mayor of Ellery|Ellery"]),
        (["John Smith", "Ines Calder", "Port Authority|organization"], ["John Smith", "Ines Calder", "Port Authority|organization"]),
        (["Aleksandr Vetrov||minister of energy|Belarus"], ["Alexander Vetrov||Belarusian energy minister|Belarus"]),
        (["Vetrov||energy minister|Belarus", "Ines Calder"], ["Olga Vetrov||energy minister|Belarus", "Ines Calder"]),
        (["Vetrov", "Ines Calder", "Port Authority|organization"], ["Olga Vetrov", "Ines Calder", "Port Authority|organization"]),
        (["Marburg-7|organization"], ["Marburg-7|work"]),
        (["Harbor Workers' League|organization"], ["The Harbor Workers' League|organization"]),
        (["Harbor Workers' League|organization"], ["Harbor Workers' League|group"]),
        (["Harbor Workers League|organization|||HWL", "Norway|place"], ["HWL|organization", "Norway|place"]),
        (
            ["Harbor Workers League|organization|||HWL", "Ines Calder", "Port Authority|organization"],
            ["HWL|organization", "Ines Calder", "Port Authority|organization"],
        ),
        (["HWL|organization"], ["HWL|organization"]),
        (["United Kingdom|place"], ["UK|place"]),
        (["Supreme Court|organization", "Norway|place"], ["Supreme Court|organization", "Norway|place"]),
        (["World Cup|event"], ["World Cup|event"]),
        (["Norwegian Parliament|organization", "Chile|place"], ["Parliament of Norway|organization"]),
        (["Norway's Parliament|organization"], ["Parliament|organization", "Norway|place"]),
        (["Parliament|organization", "Norwegian Coast Guard|organization"], ["Norwegian Parliament|organization"]),
        (["Parliament|organization", "UK|place", "Scottish Coast Guard|organization"], ["British Parliament|organization"]),
        (["US Department of Justice|organization"], ["United States Justice Department|organization"]),
        (["U.S. House of Representatives|organization"], ["House|organization", "United States|place"]),
        (["US Harbor Survey|organization"], ["United States Harbor Survey|organization"]),
        (["US Harbor Survey|organization"], ["Harbor Survey|organization", "United States|place"]),
        (["MARV-7|work"], ["MARV|work"]),
        (["Ida “Mick” Brandvold||||Mick Brandvold"], ["Mick Brandvold"]),
        (
            ["Police|organization", "Ines Calder", "Port Authority|organization"],
            ["Police|organization", "Ines Calder", "Port Authority|organization"],
        ),
        (["Georgia|place", "Georgia Power|organization"], ["Georgia|place"]),
    ],
)
def test_linked(store, first, second):
    found = keys(store, article("one", *first), article("two", *second))
    assert found["one"] == found["two"]
    assert set(store.table("links")["score"].between(0.7, 1.0)) == {True}


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (["Brandvold"], ["Ursula Brandvold"], "surname-only"),
        (["Brandvold||minister|Norway"], ["Ursula Brandvold||minister|Norway"], "surname-only"),
        (["Brandvold", "Ines Calder"], ["Ursula Brandvold", "Ines Calder"], "surname-only"),
        (["Brandvold"], ["Brandvold"], ""),
        (["Ursula Brandvold"], ["Urs Brandvold"], ""),
        (["Ursula K. Brandvold"], ["Ursula M. Brandvold"], ""),
        (["Ursula Brandvold, Jr."], ["Ursula Brandvold, Sr."], ""),
        (["John Smith"], ["John Smith"], "frequent-name"),
        (["John Smith||mayor|Ellery"], ["John Smith||striker|Rovers"], "frequent-name"),
        (["John Smith||spokesman"], ["John Smith||spokesman"], "frequent-name"),
        (["Aleksandr Vetrov"], ["Alexander Vetrov"], ""),
        (["Supreme Court|organization", "Norway|place"], ["Supreme Court|organization", "Chile|place"], ""),
        (["Supreme Court|organization", "Norway|place"], ["Supreme Court|organization"], "generic-name"),
        (
            ["Supreme Court|organization", "Norway|place", "Chilean Coast Guard|organization"],
            ["Supreme Court of Norway|organization"],
            "generic-name",
        ),
        (["Senate|organization", "Norway|place", "Ellery Senate|organization"], ["Norwegian Senate|organization"], "generic-name"),
        (["Norwegian Parliament|organization"], ["Chilean Parliament|organization"], ""),
        (["House|organization"], ["House of Commons|organization", "Norway|place"], "generic-name"),
        (["House|organization", "United Kingdom|place"], ["House of Commons|organization", "Norway|place"], ""),
        (["US Embassy|organization", "Norway|place"], ["US Embassy|organization", "Chile|place"], ""),
        (["US Embassy|organization", "Norway|place"], ["US Embassy|organization"], "generic-name"),
        (["Police|organization", "Norway|place"], ["Police|organization", "Norway|place"], "generic-name"),
        (["North|place"], ["North|place"], "generic-name"),
        (["Georgia|place", "United States|place"], ["Georgia|place", "Tbilisi|place"], "generic-name"),
        (["Harbor Workers League|organization|||HWL", "Norway|place"], ["HWL|organization", "Chile|place"], "letters-only"),
        (["HW|organization"], ["HW|organization"], "letters-only"),
        (["Election Day|person", "Ines Calder", "Ada Amsel"], ["Day|person", "Ines Calder", "Ada Amsel"], ""),
        (["Presidential Election|event", "Norway|place"], ["Presidential Election|event", "Chile|place"], ""),
        (["National Convention|event", "Chile|place"], ["National Convention|event", "Chile|place"], "generic-name"),
        (["MARV|organization"], ["MARV-7|work"], ""),
        (["Liverpool|place"], ["Liverpool|organization"], ""),
        (["Harbor Workers' League|organization"], ["Harbour Wardens' League|organization"], ""),
    ],
)
def test_left_apart(store, first, second, reason):
    found = keys(store, article("one", *first), article("two", *second))
    assert found["one"] != found["two"]
    unlinked = store.table("unlinked")
    assert set(unlinked["reason"]) == ({reason} if reason else set())
    assert all(len(row.candidates) and row.name in row.message for row in unlinked.itertuples())


def test_letters_that_several_articles_write_out_alike_mean_that_body_elsewhere(store):
    long = [
        article(name, "Harbor Workers League|organization|||HWL", f"{place}|place")
        for name, place in zip("abc", ("Chile", "Norway", "Peru"), strict=True)
    ]
    found = keys(store, *long, article("d", "HWL|organization"))
    assert len(set(found.values())) == 1
    assert "the letters that 3 other articles use" in store.query("SELECT evidence FROM links WHERE article_id = 'd'")["evidence"].iloc[0]


def test_letters_left_apart_are_still_one_with_each_other(store):
    """*DRM* of two articles on software is one, and not the railway manager of a third."""
    company = ["Ines Calder", "Port Authority|organization"]
    found = keys(
        store, article("a", "Harbor Workers League|organization|||HWL"), *(article(name, "HWL|organization", *company) for name in "bc")
    )
    assert found["b"] == found["c"] != found["a"]
    assert set(store.table("unlinked")["reason"]) == {"letters-only"}


def test_actors_of_one_name_left_apart_are_called_by_what_tells_them_apart(store):
    store.add([article("a", "Norwegian Parliament|organization"), article("b", "Parliament|organization", "Norway|place")])
    store.add([article(name, "Parliament|organization", f"{place}|place") for name, place in (("c", "Norway"), ("d", "Chile"))])
    store.add([article(name, "Ludovika") for name in ("e", "f")])
    link(store)
    names = store.query("SELECT article_id, name FROM links WHERE actor = 'a1'").set_index("article_id")["name"].to_dict()
    assert names["b"] == names["c"] == names["a"] == "Parliament (Norway)"
    assert names["d"] == "Parliament (in articles about Chile)"
    assert (names["e"], names["f"]) == ("Ludovika (in “e”)", "Ludovika (in “f”)")


def test_the_one_whom_most_articles_mean_keeps_the_bare_name(store):
    """Of two people of a frequent name; not where he is in but twice as many articles as the other."""
    store.add([article(name, "James Smith|person|finance minister|Norway", "Norway|place") for name in "ab"])
    store.add([article("d", "James Smith|person|singer|Chile", "Chile|place")])
    link(store)
    asked = "SELECT article_id, name FROM links WHERE actor = 'a1'"
    assert set(store.query(asked)["name"]) == {"James Smith (in “a” and 1 more)", "James Smith (in “d”)"}
    store.add([article("c", "James Smith|person|finance minister|Norway", "Norway|place")])
    link(store)
    names = store.query(asked).set_index("article_id")["name"].to_dict()
    assert names == {"a": "James Smith", "b": "James Smith", "c": "James Smith", "d": "James Smith (in “d”)"}



def spoken_of(identifier, text, names, labels=()):
    """An analysis of a text in which every place of each name is a mention of it, and `labels` open turns that ask."""
    made = make_article(text, id=identifier, date="2025-03-01")
    own = {"article_id": identifier}
    places = [(place, each.start(), name) for place, name in enumerate(names, 1) for each in re.finditer(re.escape(name), text)]
    rows = {
        "actors": [
            own | {"id": f"a{place}", "name": name, "kind": "organization", "aliases": [], "mentions": 1, "salience": 0.1}
            for place, name in enumerate(names, 1)
        ],
        "mentions": [
            own
            | {
                "actor": f"a{place}",
                "start": start,
                "end": start + len(name),
                "text": name,
                "form": "name",
                "sentence": 0,
                "rule": "hand",
                "confidence": 1.0,
            }
            for place, start, name in places
        ],
        "quotes": [
            own
            | {
                "id": f"q{number}",
                "start": each.end(),
                "end": each.end() + 5,
                "text": text[each.end() : each.end() + 5],
                "kind": "direct",
                "speaker_start": each.start(),
                "speaker_end": each.end(),
                "confidence": 1.0,
                "sentence": 0,
                "words": 1,
                "rule": "turn/interviewer",
                "reason": "interviewer",
            }
            for number, each in enumerate((found for label in labels for found in re.finditer(rf"\b{label}(?=:)", text)), 1)
        ],
    }
    parts = {name: tables.table(name, rows.get(name, [])) for name in tables.TABLES}
    return Analysis(article=made, provenance={}, **parts)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The mayor wrote on Twitter that it rains.", "venue"),
        ("On Twitter, the mayor said no.", "venue"),
        ("In a Twitter post and via the official Twitter account he said no.", "venue"),
        ("He posted it to Twitter. The council said via Twitter that it had seen his Twitter page.", "venue"),
        ("A photo of the dock. Image: Ada Amsel (Twitter).", "venue"),
        ("The mayor wrote on Twitter. Twitter then closed his account.", ""),
        ("The court told Twitter to take the post down.", ""),
        ("The mayor wrote on Harbor.", ""),
    ],
)
def test_a_platform_that_is_only_the_place_of_posts_is_a_venue(store, text, part):
    store.add([spoken_of("one", text, ["Harbor" if "Harbor" in text else "Twitter"])])
    link(store)
    assert store.table("links")["part"].tolist() == [part]


def test_who_only_asks_is_an_interviewer(store):
    text = "WN: Why?\n\nAda: So.\n\nWN: And then?\n\nRadio Larn: Who?\n\nRadio Larn is a station."
    store.add([spoken_of("one", text, ["WN", "Ada", "Radio Larn"], labels=("WN", "Radio Larn"))])
    link(store)
    assert store.table("links")["part"].tolist() == ["interviewer", "", ""]


def test_of_several_who_could_be_meant_none_is_taken(store):
    found = keys(store, article("a", "Ursula K. Brandvold"), article("b", "Ursula M. Brandvold"), article("c", "Ursula Brandvold"))
    assert len(set(found.values())) == 3
    (row,) = store.table("unlinked").itertuples()
    assert (row.article_id, row.reason) == ("c", "several-bearers")
    assert row.candidates == sorted([found["a"], found["b"]])


def test_a_surname_links_to_nobody_where_two_bearers_have_the_same_company(store):
    company = ["Ines Calder", "Port Authority|organization"]
    found = keys(store, article("a", "Olga Vetrov", *company), article("b", "Ivan Vetrov", *company), article("c", "Vetrov", *company))
    assert len(set(found.values())) == 3
    (row,) = store.table("unlinked").itertuples()
    assert (row.article_id, row.reason, row.candidates) == ("c", "surname-only", sorted([found["a"], found["b"]]))


def test_an_event_that_comes_again_is_one_a_year(store):
    found = keys(store, article("a", "World Cup|event", date="2022-12-01"), article("b", "World Cup|event", date="2026-07-01"))
    assert found == {"a": "event:world_cup_2022", "b": "event:world_cup_2026"}


def test_each_link_says_why(store):
    keys(store, *(article(name, "Ursula Brandvold||mayor of Ellery|Ellery", "Ines Calder") for name in "abc"))
    row = store.query("SELECT * FROM links WHERE article_id = 'a' AND actor = 'a1'").iloc[0]
    assert (
        row["evidence"]
        == "the same full name in 2 other articles; the same role in 2 of them; 1 name of its company there too, as ines calder"
    )
    assert (row["rule"], row["actor_key"], row["score"]) == ("full-name", "person:ursula_brandvold", 0.97)


@pytest.mark.parametrize(
    ("line", "first", "second", "same"),
    [
        ("merge,Ursula Brandvold,Brandvold,,,", "Brandvold", "Ursula Brandvold", True),
        ("merge,Ursula Brandvold,Uschi Sommer,,,maiden name", "Uschi Sommer", "Ursula Brandvold", True),
        ("split,Ursula Brandvold,Ursula Brandvold,,one,another person", "Ursula Brandvold", "Ursula Brandvold", False),
        ("rename,Ursula Brandvold,Ursula Brandvold (golfer),,one,", "Ursula Brandvold", "Ursula Brandvold", False),
        ("merge,Ursula Brandvold,Brandvold,,two,", "Brandvold", "Ursula Brandvold", False),
    ],
)
def test_the_analyst_has_the_last_word(store, tmp_path, line, first, second, same):
    (tmp_path / "actors.csv").write_text(f"action,actor,alias,kind,article,note\n{line}\n", encoding="utf-8")
    found = keys(store, article("one", first), article("two", second), lexicon=tmp_path)
    assert (found["one"] == found["two"]) == same
    assert keys(store, lexicon=None)["one"] != found["one"] or "Brandvold,,two" in line  # without the line all is as before


def test_hidden_actors_have_no_link(store, tmp_path):
    (tmp_path / "actors.csv").write_text("action,actor\nhide,Ursula Brandvold\n", encoding="utf-8")
    assert keys(store, article("one", "Ursula Brandvold"), article("two", "Ines Calder"), lexicon=tmp_path).keys() == {"two"}


NAMES = [
    "Ursula Brandvold",
    "Brandvold",
    "John Smith",
    "Smith||mayor|Ellery",
    "John Smith||mayor|Ellery",
    "Ursula K. Brandvold",
    "Ursula M. Brandvold",
]
NAMES += [
    "US Senate|organization",
    "Senate|organization",
    "House|organization",
    "House of Representatives|organization",
    "Police|organization",
    "MARV|work",
    "MARV-7|work",
    "Mick Smith",
    "Ida “Mick” Smith||||Mick Smith",
    "Georgia|place",
    "Supreme Court|organization",
    "Norway|place",
    "Chile|place",
    "HWL|organization",
    "Harbor Workers League|organization|||HWL",
    "World Cup|event",
]


def random_articles(seed, count=30):
    chance = random.Random(seed)
    return [article(f"x{number:02}", *chance.sample(NAMES, 4), date=f"202{number % 3}-01-01") for number in range(count)]


def linked(store):
    made = store.table("links"), store.table("unlinked")
    return [rows.to_dict("records") for rows in made]


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_history_matters(tmp_path, seed):
    articles = random_articles(seed)
    at_once, in_steps = open_store(tmp_path / "a"), open_store(tmp_path / "b")
    at_once.add(articles)
    link(at_once)
    shuffled = random.Random(seed).sample(articles, len(articles))
    in_steps.add([*random_articles(seed + 100, 5), article("gone", "Ursula K. Brandvold")])
    for start in range(0, len(shuffled), 7):
        in_steps.add(shuffled[start : start + 7])
        link(in_steps)
    in_steps.forget("gone")
    made = link(in_steps)
    assert linked(in_steps) == linked(at_once)
    assert made.compared < made.occurrences
    assert link(in_steps).compared == 0


@pytest.mark.parametrize("size", [1, 10, 25])
def test_the_outcome_does_not_depend_on_how_much_is_held_at_a_time(tmp_path, monkeypatch, size):
    whole, pieces = open_store(tmp_path / "whole"), open_store(tmp_path / "pieces")
    for store in (whole, pieces):
        store.add(random_articles(7))
    link(whole)
    monkeypatch.setattr(gathering, "CHUNK", size)
    assert link(pieces) == link(whole, anew=True)
    assert linked(pieces) == linked(whole)
    pieces.add([article("last", "John Smith||mayor|Ellery", "Norway|place")])
    assert 0 < link(pieces).compared < len(pieces.table("links"))
    whole.add([article("last", "John Smith||mayor|Ellery", "Norway|place")])
    link(whole, anew=True)
    assert linked(pieces) == linked(whole)


def test_links_stand_in_the_order_of_articles_and_actors(store, monkeypatch):
    monkeypatch.setattr(gathering, "CHUNK", 1)
    store.add([article("b", "Ursula Brandvold", "Ines Calder"), article("a", "Ines Calder", "Norway|place")])
    link(store)
    assert store.table("links")[["article_id", "actor"]].agg(" ".join, axis=1).tolist() == ["a a1", "a a2", "b a1", "b a2"]


def test_a_linking_that_is_cut_short_changes_nothing(store, monkeypatch):
    keys(store, article("one", "Ursula Brandvold"), article("two", "Ines Calder"))
    before = linked(store)
    store.add([article("three", "Ursula Brandvold", "Ines Calder")])
    monkeypatch.setattr(gathering, "CHUNK", 1)
    whole = gathering._chunk

    def first_only(session, params, *given):
        if params["chunk"]:
            raise KeyboardInterrupt
        return whole(session, params, *given)

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "_chunk", first_only)
        with pytest.raises(KeyboardInterrupt):
            link(store)
    assert linked(store) == before
    assert link(store).occurrences == 4


def test_nothing_to_link_makes_empty_tables(store):
    assert link(store) == (0, 0, 0, 0)
    assert (len(store.table("links")), len(store.table("unlinked"))) == (0, 0)


def test_keys_are_fit_for_an_address():
    names = ["O'Brien", "O’Brien", "OBrien", "al-Qaeda", "Al Qaeda", "名前", "/../x", "<b>", "a_b"]
    found = pd.Series([key_of(name, "organization").base for name in names])
    assert found.map(lambda base: __import__("dramatis.corpus.keys", fromlist=["slug"]).slug(base)).str.fullmatch(r"[\w-]+").all()


def test_roles_are_compared_without_their_dress():
    assert role_key("former President of France", "France") == role_key("French president", "France") == "president|france"
    assert role_key("spokesman", None) == role_key(None, None) == ""


def test_limits_are_sentences():
    assert all(sentence.endswith(".") and len(sentence) > 20 for sentence in limits())
