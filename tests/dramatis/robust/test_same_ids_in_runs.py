"""One id in several files of many, found by a scheduled run: it counts once, the first, and what is left out is told."""

import json
from pathlib import Path

import pytest

from dramatis.jobs import read_config, run
from dramatis.store import open_store

TEXT = "The minister spoke in Geneva on Monday. “We agreed on article {0},” Anna Berg said.\n\nThe council of {0} towns met in the harbor."
pytestmark = pytest.mark.filterwarnings("ignore:pipeline .* lacks:UserWarning")


def json_lines(path: Path, rows: list[tuple[str, str]]) -> None:
    path.write_text("".join(json.dumps({"id": identifier, "text": TEXT.format(word)}) + "\n" for identifier, word in rows))


def test_an_id_in_two_files_or_twice_in_one_counts_once_the_first_and_is_told(tmp_path, pipeline):
    (tmp_path / "inbox").mkdir()
    json_lines(tmp_path / "inbox" / "a.jsonl", [("one", "one"), ("two", "two"), ("two", "two again"), ("one", "one")])
    json_lines(tmp_path / "inbox" / "b.jsonl", [("two", "two"), ("one", "other"), ("three", "three")])
    (tmp_path / "inbox" / "one.txt").write_text(TEXT.format("file"))  # its id is the name of its file, and gets a mark
    told = 'inboxes = ["inbox"]\nstore = "store"\n[pages]\narticles = false\n'
    (tmp_path / "run.toml").write_text(f'{told}[parameters]\npipeline = "{pipeline}"\n')
    first, second = (run(read_config(tmp_path / "run.toml")) for _ in range(2))
    assert (len(first.made), first.stored, first.repeated) == (4, 4, 2)
    assert "2 stand twice and count once" in "\n".join(first.lines)
    assert sorted(Path(source).name for source, _ in first.failed) == ["a.jsonl#3", "b.jsonl#2"]
    assert all("has the id" in reason and "and is left out" in reason for _, reason in first.failed)
    assert (second.made, second.stored, second.failed_before) == ((), 0, 2)
    rows = open_store(tmp_path / "store").articles(text=True)
    texts = {row.article_id: row.text for row in rows.itertuples()}
    (marked,) = set(texts) - {"one", "two", "three"}
    assert marked.startswith("one-")
    assert texts == {name: TEXT.format(name) for name in ("one", "two", "three")} | {marked: TEXT.format("file")}
