"""One store, filled by `corpus` and by `run`: what one of them has analyzed is not due for the other."""

import json
from pathlib import Path

import pytest

from dramatis.jobs import RunSummary, read_config, run
from dramatis.scale import CorpusSummary, run_corpus
from dramatis.store import open_store

TEXT = "The minister spoke in Geneva on Monday. “We agreed on article {0},” Anna Berg said.\n\nThe council of {0} towns met in the harbor."
HEAD = "title: Story {0}\ndate: 2025-07-24\n\n"
pytestmark = pytest.mark.filterwarnings("ignore:pipeline .* lacks:UserWarning")


@pytest.fixture
def inbox(tmp_path) -> Path:
    """Two files of one article, one of three articles."""
    folder = tmp_path / "inbox"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text(HEAD.format("one") + TEXT.format("one"))
    (folder / "deep" / "2025-07-25-two.md").write_text(TEXT.format("two"))
    rows = [{"id": f"row-{number}", "title": f"Story {number}", "text": TEXT.format(number)} for number in range(3)]
    (folder / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def by_corpus(inbox: Path, pipeline: str, lexicon: str = "") -> CorpusSummary:
    options = {"pipeline": pipeline, "lexicon": lexicon}
    return run_corpus([inbox], inbox.parent / "store", workers=-1, task_options=options)


def by_run(inbox: Path, pipeline: str, lexicon: str = "") -> RunSummary:
    config = inbox.parent / "run.toml"
    told = f'inboxes = ["{inbox.name}"]\nstore = "store"\n[pages]\narticles = false\n[parameters]\n'
    config.write_text(f'{told}pipeline = "{pipeline}"\nlexicon = "{lexicon}"\n')
    return run(read_config(config))


def known(inbox: Path) -> list[tuple]:
    return list(open_store(inbox.parent / "store").known()[["article_id", "sha256", "key"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("first", [by_corpus, by_run])
def test_what_one_verb_analyzed_is_not_due_for_the_other(inbox, pipeline, first):
    first(inbox, pipeline)
    before = known(inbox)
    corpus, scheduled = by_corpus(inbox, pipeline), by_run(inbox, pipeline)
    assert len(before) == 5
    assert (corpus.analyzed, corpus.skipped, corpus.errors) == (0, 5, ())
    assert (scheduled.made, scheduled.stored, len(scheduled.skipped), scheduled.failed) == ((), 0, 5, ())
    assert known(inbox) == before


@pytest.mark.parametrize("other", [by_corpus, by_run])
def test_an_article_that_changed_is_due_for_both_and_a_file_that_moved_for_none(inbox, pipeline, other):
    by_corpus(inbox, pipeline)
    (inbox / "one.txt").write_text(HEAD.format("one") + TEXT.format("one hundred"))
    changed = other(inbox, pipeline)
    assert (changed.analyzed if isinstance(changed, CorpusSummary) else changed.stored) == 1
    moved = inbox.parent / "elsewhere" / "inbox"
    moved.parent.mkdir()
    inbox.rename(moved)
    assert run_corpus([moved], inbox.parent / "store", workers=-1, task_options={"pipeline": pipeline}).analyzed == 0


@pytest.mark.parametrize("verb", [by_corpus, by_run])
def test_other_word_lists_make_all_due(inbox, pipeline, verb):
    lexicon = inbox.parent / "lexicon"
    lexicon.mkdir()
    verb(inbox, pipeline)
    (lexicon / "actors.csv").write_text("action,actor\nhide,Anna Berg\n")
    changed = verb(inbox, pipeline, str(lexicon))
    assert (changed.analyzed if isinstance(changed, CorpusSummary) else changed.stored) == 5
    again = verb(inbox, pipeline, str(lexicon))
    assert (again.analyzed if isinstance(again, CorpusSummary) else again.stored) == 0


def test_a_run_that_lost_its_notes_analyzes_nothing_anew(inbox, pipeline):
    by_run(inbox, pipeline)
    (inbox.parent / "reports" / ".analyses.json").unlink()
    again = by_run(inbox, pipeline)
    assert (again.made, again.stored, len(again.skipped)) == ((), 0, 5)
