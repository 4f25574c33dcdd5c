"""Licenses: each third-party package is listed, none binds our code, and the weights name their sources."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ["GUM", "UD_English-EWT", "UNER_English-EWT", "Wikigold", "CrossNER", "Broad Twitter Corpus", "Wikinews", "all-MiniLM-L6-v2"]


def listed() -> dict[str, str]:
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", (ROOT / "THIRD_PARTY.md").read_text(), re.MULTILINE)
    return {name: terms for name, terms in rows if name != "package"}


def locked_names() -> set[str]:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    return {line.split("==")[0] for line in lines if "==" in line and not line.startswith("#")}


def test_third_party_list_has_the_packages_of_the_lock():
    assert set(listed()) == locked_names(), "run make docs"


def binds(terms: str) -> bool:
    """Whether every license that a package offers binds what is linked with it; of several, the user chooses."""
    return all(re.search(r"\b(A?GPL|SSPL|BUSL|CC-BY-NC)", choice) for choice in terms.split(" OR "))


def test_no_package_is_under_a_license_that_binds_our_code():
    assert {name: terms for name, terms in listed().items() if binds(terms)} == {}


@pytest.mark.parametrize("source", SOURCES)
def test_notice_names_each_training_source_with_its_license(source):
    notice = re.sub(r"\s+", " ", (ROOT / "NOTICE").read_text())
    assert re.search(rf"{re.escape(source)}.{{0,300}}?(CC BY|MIT|Apache)", notice)


def test_license_texts_are_there():
    assert "MIT License" in (ROOT / "LICENSE").read_text()
    assert "Attribution-ShareAlike 4.0 International" in (ROOT / "LICENSE-WEIGHTS").read_text()
