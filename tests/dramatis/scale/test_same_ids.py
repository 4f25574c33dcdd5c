"""One id in several files or partitions: it counts once, the first in the order of the sources; what is left out is told."""

import json
from pathlib import Path

import pytest

from dramatis.readers import Unread
from dramatis.scale import run_corpus
from dramatis.scale.partitions import partitions
from dramatis.scale.register import register, settled
from dramatis.scale.work import Found, Piece
from dramatis.store import open_store

TEXT = "The minister spoke in Geneva on Monday. “We agreed on article {0},” Anna Berg said.\n\nThe council of {0} towns met in the harbor."
pytestmark = pytest.mark.filterwarnings("ignore:pipeline .* lacks:UserWarning")


def json_lines(path: Path, texts: dict[str, str]) -> Path:
    rows = [{"id": identifier, "date": "2025-07-24", "text": TEXT.format(word)} for identifier, word in texts.items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def texts(folder: Path) -> dict[str, str]:
    rows = open_store(folder).articles(text=True)
    return dict(zip(rows["article_id"], rows["text"], strict=True))


@pytest.mark.parametrize("size", ["1", "2", "32"])
def test_an_id_in_two_files_counts_once_the_first_and_is_told(tmp_path, pipeline, size):
    first = json_lines(tmp_path / "a.jsonl", {"one": "one", "two": "two", "three": "three"})
    second = json_lines(tmp_path / "b.jsonl", {"two": "two", "three": "other", "four": "four"})
    for run, (analyzed, skipped) in enumerate([(4, 0), (0, 4)]):
        done = run_corpus([first, second], tmp_path / "store", workers=-1, task_options={"pipeline": pipeline, "size": size})
        assert (run, done.analyzed, done.skipped, done.repeated) == (run, analyzed, skipped, 1)
        assert [Path(error.source).name for error in done.errors] == ["b.jsonl#2"]
        assert "has the id 'three' of article" in done.errors[0].error
        assert "a.jsonl#3" in done.errors[0].error
        assert "1 stand twice and count once" in done.line
    assert texts(tmp_path / "store") == {name: TEXT.format(name) for name in ("one", "two", "three", "four")}
    found = open_store(tmp_path / "store").query('SELECT article_id, start, "end" FROM mentions')
    assert set(found["article_id"]) == {"one", "two", "three", "four"}
    assert not found.duplicated().any()


def test_an_id_twice_in_one_file_counts_once_the_first(tmp_path, pipeline):
    source = json_lines(tmp_path / "a.jsonl", {"one": "one"})
    again = json_lines(tmp_path / "b.jsonl", {"one": "other"})
    source.write_text(source.read_text() * 2 + again.read_text())
    done = run_corpus([source], tmp_path / "store", workers=-1, task_options={"pipeline": pipeline})
    assert (done.analyzed, done.repeated, len(done.errors)) == (1, 1, 1)
    assert texts(tmp_path / "store") == {"one": TEXT.format("one")}


@pytest.mark.parametrize("first_was_due", [True, False])
def test_the_first_wins_also_where_its_partition_is_done_later(first_was_due):
    committed = []

    def piece(text: str, due: bool) -> Piece:
        return Piece(("part",), int(due), int(not due), found=(Found("one", text, f"{text}.txt", due),))

    with register() as met:
        settled(met, piece("later", True), 7, committed.append)
        done = settled(met, piece("first", first_was_due), 3, committed.append)
        if not first_was_due:
            assert done is None
            done = settled(met, piece("first", True), 3, committed.append)
        third = settled(met, piece("later", True), 9, committed.append)
    assert committed == [set(), set(), {"one"}]
    assert [error.source for error in done.errors] == ["later.txt"]
    assert done.analyzed == 0  # one more, and the one that was counted before does not count
    assert (third.analyzed, len(third.errors)) == (0, 1)


def test_files_of_one_name_in_two_folders_have_ids_that_do_not_change_when_the_second_folder_comes(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(TEXT.format(folder))
    (alone,) = partitions([str(tmp_path / "one")])
    (both,) = partitions([str(tmp_path / "one"), str(tmp_path / "two"), str(tmp_path / "one" / "a.txt")])
    assert not isinstance(alone, Unread)
    assert [identifier for _, identifier in alone.files] == ["a"]
    first, second = (identifier for _, identifier in both.files)
    assert first == "a"
    assert second.startswith("a-")
