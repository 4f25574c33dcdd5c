"""The analyst's lines in actors.csv: done, told, and refused where they are wrong."""

import pytest

from dramatis.article import make_article
from dramatis.errors import LexiconError
from dramatis.extract import stages
from dramatis.lexicon import actor_rules

TEXT = "[Jane Doe|PERSON] of the [IEA|ORG] met [J. Roe|PERSON] in [Oslo|LOC]. [Doe|PERSON] left [Acme|ORG]. The [Watchdog|ORG] rose."


@pytest.fixture
def run(doc_of, tmp_path):
    def made(*lines, id="x"):
        (tmp_path / "actors.csv").write_text("\n".join(["action,actor,alias,kind,article,note", *lines]) + "\n", encoding="utf-8")
        doc = doc_of(TEXT)
        return stages.run(make_article(doc.text, id=id), doc, tmp_path)

    return made


def _names(made):
    return dict(zip(made.tables["actors"]["name"], made.tables["actors"]["kind"], strict=True))


def test_merge_gathers_the_mentions(run):
    made = run("merge,IEA,Watchdog,,,")
    actor = made.tables["actors"].set_index("name").loc["IEA"]
    assert actor["mentions"] == 2
    assert list(actor["aliases"]) == ["Watchdog"]
    assert made.lines == (2,)


def test_split_sets_one_form_apart(run):
    made = run("split,Jane Doe,Doe,group,,")
    assert _names(made)["Doe"] == "group"
    assert made.tables["actors"].set_index("name").loc["Jane Doe", "mentions"] == 1


def test_rename_kind_and_hide(run):
    made = run("rename,acme,Acme Holdings,,,", "kind,Acme Holdings,,work,,", "hide,oslo,,,,")
    assert _names(made)["Acme Holdings"] == "work"
    assert "Oslo" not in _names(made)
    assert set(made.tables["mentions"]["actor"]) <= set(made.tables["actors"]["id"])


def test_what_a_line_did_is_a_finding_and_what_did_nothing_too(run):
    findings = run("hide,Oslo,,,,", "hide,Nobody,,,x,", "hide,Nobody Else,,,,", "hide,Oslo,,,other,").tables["findings"]
    told = findings[findings["kind"].str.startswith("lexicon")]
    assert list(told[["kind", "severity"]].itertuples(index=False, name=None)) == [
        ("lexicon-applied", "info"),
        ("lexicon-unused", "warning"),
        ("lexicon-unused", "info"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("delete,Oslo,,,,", "line 2: the action 'delete' is unknown; accepted are merge, split, rename, hide, kind"),
        ("merge,Oslo,,,,", "line 2: the action 'merge' needs a value in the column 'alias'"),
        ("kind,Oslo,,city,,", "line 2: the kind 'city' is unknown; accepted are person"),
        ("hide,,,,,", "line 2: the action 'hide' needs a value in the column 'actor'"),
        ("hide,Doe, Jane,,,,,", "line 2: there are 8 cells for 6 columns"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_accepted(tmp_path, line, words):
    (tmp_path / "actors.csv").write_text(f"action,actor,alias,kind,article,note\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        actor_rules(tmp_path)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_a_wrong_header_or_encoding_is_named(tmp_path):
    (tmp_path / "actors.csv").write_text("do;who\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 1: the columns are"):
        actor_rules(tmp_path)
    (tmp_path / "actors.csv").write_bytes(b"action,actor\nhide,Malm\xf6\n")
    with pytest.raises(LexiconError, match="no text in UTF-8"):
        actor_rules(tmp_path)


def test_comments_empty_lines_and_a_byte_order_mark_are_fine(tmp_path):
    (tmp_path / "actors.csv").write_text("\ufeffaction,actor,alias,kind,article,note\n\n# ours\nhide,Oslo\n", encoding="utf-8")
    assert [(rule.line, rule.actor) for rule in actor_rules(tmp_path)] == [(4, "Oslo")]


def test_the_shipped_file_has_no_lines():
    assert actor_rules() == ()
