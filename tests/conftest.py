"""Fixtures that tests of several parts share."""

import importlib.util
import json
from pathlib import Path

import hypothesis
import pytest

# The same examples in every run, however slow the machine; to look further: make test ARGS="--hypothesis-profile=explore"
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("steady")

DATA = Path(__file__).parent / "data"
NAMES = ("sample", "nothing", "sixty-words", "many")


def _load(name):
    from dramatis.analysis import from_json

    return from_json(json.loads((DATA / f"{name}-analysis.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def samples():
    """The module that makes the hand-built analyses."""
    spec = importlib.util.spec_from_file_location("make_samples", DATA / "make_samples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session", params=NAMES)
def analysis(request):
    """Each of the hand-built analyses in turn."""
    return _load(request.param)


@pytest.fixture(scope="session")
def sample():
    """The sample article, marked by hand."""
    return _load("sample")


@pytest.fixture(scope="session")
def many():
    """Forty actors in 8,000 words."""
    return _load("many")


@pytest.fixture(scope="session")
def nothing():
    """An article in which nothing was found."""
    return _load("nothing")


@pytest.fixture(scope="session")
def hostile(samples):
    """Two actors and a topic whose names are markup, formulas, mathematics and characters that hide."""
    names = [
        '<script>alert(1)</script> $x_1$ & "q" [a](javascript:b) `c` |d| *e*',
        "=HYPERLINK(1)\u202eevil\u2066\x00\ufffe\n\nnext",
        "@" + "W" * 10_000,
        "名前の長い人" * 40,
        "__proto__ ${7*7} {{8*8}} <!-- ]]> -->",
    ]
    text = 'One of them said it to two, three, four and five.\n\n"A quoted thing that was, of course, said by One."'
    words = ["One", "two", "three", "four", "five"]
    actors = [(name, "person", None, None, [], [f"[{word}]|name"]) for name, word in zip(names, words, strict=True)]
    topics = [(f"{name}!", None, 0.2, [f"[{word}]"]) for name, word in zip(names, words, strict=True)]
    quotes = [('"[A quoted thing that was, of course, said by One.]"', "direct", names[0], None, None, None)]
    article = samples.make_article(text, title="<img src=x onerror=alert(1)> $a$ \u202e", source="x.txt")
    return samples.build(article, actors, topics, quotes, [])
