"""Lines that an analyst may want, with reasons, in the form that ``actors.csv`` takes."""

import pytest

from dramatis.extract.suggestions import as_csv, suggestions
from dramatis.lexicon import actor_rules


@pytest.mark.parametrize(
    ("marked", "action", "reason"),
    [
        ("[Minsk|LOC] spoke to Belarus.", "merge", "is the capital of"),
        ("the [Bank of the North|ORG] and [BN|LOC]", "merge", "the letters fit"),
        ("[Northern Widgets|ORG] and [Northern Widgits|ORG]", "merge", "alike"),
        ("[Acme Widgets|ORG] and [Acme|ORG]", "merge", "part of the other"),
        ("[Yuriy Petrov|PERSON] and [Yuri Petrov|PERSON]", "split", "another spelling"),
        ("[John Doe|PERSON] and [Jane Doe|PERSON]. [Doe|PERSON] left.", "split", "share this name"),
    ],
)
def test_doubts_become_lines(cast_of, marked, action, reason):
    made = cast_of(marked)
    lines = suggestions("x", made.actors, made.mentions)
    assert [(line.action, line.article) for line in lines] == [(action, "x")]
    assert reason in lines[0].note


@pytest.mark.parametrize(
    "marked",
    [
        "[Jane Doe|PERSON] met [Ole Olsen|PERSON] of [Acme|ORG] in Russia and Belarus.",
        "The [Leeds Bridge|LOC] is in [Leeds|LOC].",
    ],
)
def test_nothing_in_doubt_gives_no_line(cast_of, marked):
    made = cast_of(marked)
    assert suggestions("x", made.actors, made.mentions) == []


def test_lines_can_be_read_as_rules(cast_of, tmp_path):
    made = cast_of("[Minsk|LOC] spoke to Belarus. [Northern, Widgets|ORG] and [Northern, Widgits|ORG]")
    (tmp_path / "actors.csv").write_text(as_csv(suggestions("x", made.actors, made.mentions)), encoding="utf-8")
    assert {rule.action for rule in actor_rules(tmp_path)} == {"merge"}
