"""The same analysis in this process, on processes of this machine, and on a cluster; workers that die; runs taken up again."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
import pytest

from dramatis.errors import DramatisError
from dramatis.readers import Unread, read_many
from dramatis.scale import run_corpus
from dramatis.scale.partitions import Partition, articles_of, halves, partitions
from dramatis.store import open_store
from dramatis.tables import TABLES

TEXT = "The minister spoke in Geneva on Monday. “We agreed on article {0},” Anna Berg said.\n\nThe council of {0} towns met in the harbor."
VERSIONS = ("provenance", "code", "weights")
"""Columns that change while somebody works on the code."""


def json_lines(path: Path, count: int) -> Path:
    rows = [
        {"id": f"article-{number}", "title": f"Story {number}", "date": "2025-07-24", "text": TEXT.format(number)}
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def stored(folder: Path) -> dict[str, pd.DataFrame]:
    store = open_store(folder)
    tables = {name: store.table(name) for name in TABLES}
    tables["articles"] = store.articles(text=True).drop(columns=["key", *VERSIONS], errors="ignore")
    return {name: rows.sort_values(list(rows.columns[:3]), kind="stable").reset_index(drop=True) for name, rows in tables.items()}


def assert_same(one: Path, other: Path) -> None:
    for (name, rows), others in zip(stored(one).items(), stored(other).values(), strict=True):
        pd.testing.assert_frame_equal(rows, others, obj=name)


def cluster(stack: ExitStack, folder: Path, workers: int) -> tuple[str, list[subprocess.Popen]]:
    """A scheduler and workers started from the command line; the address, and the processes of the workers."""
    file = folder / "scheduler.json"
    python = [sys.executable, "-m", "dask"]
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}

    def start(*arguments: str) -> subprocess.Popen:
        process = subprocess.Popen([*python, *arguments, "--scheduler-file", str(file)], **options)
        stack.callback(process.wait, 10)
        stack.callback(process.kill)
        return process

    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    while not file.exists():
        time.sleep(0.1)
    started = [start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1") for _ in range(workers)]
    return json.loads(file.read_text())["address"], started


@pytest.mark.filterwarnings("ignore:pipeline .* lacks:UserWarning")
def test_cluster_from_the_command_line_gives_the_serial_tables_also_when_a_worker_is_killed(tmp_path, pipeline):
    source = json_lines(tmp_path / "many.jsonl", 60)
    options = {"pipeline": pipeline, "size": "5"}
    serial = run_corpus([source], tmp_path / "serial", workers=-1, task_options=options)
    assert (serial.analyzed, serial.skipped, serial.errors) == (60, 0, ())
    with ExitStack() as stack:
        address, workers = cluster(stack, tmp_path, 2)

        def kill_one(analyzed: int, skipped: int, failed: int) -> None:
            if analyzed >= 10 and workers[0].poll() is None:
                os.kill(workers[0].pid, signal.SIGKILL)

        shared = run_corpus([source], tmp_path / "shared", scheduler=address, task_options=options, progress=kill_one)
        again = run_corpus([source], tmp_path / "shared", scheduler=address, task_options=options)
    assert workers[0].returncode == -signal.SIGKILL
    assert (shared.analyzed, shared.errors) == (60, ())
    assert (again.analyzed, again.skipped) == (0, 60)
    assert_same(tmp_path / "serial", tmp_path / "shared")


def test_run_that_ended_midway_is_taken_up(tmp_path, pipeline):
    source = json_lines(tmp_path / "many.jsonl", 20)
    options = {"pipeline": pipeline, "size": "4"}

    def stop(analyzed: int, skipped: int, failed: int) -> None:
        if analyzed >= 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_corpus([source], tmp_path / "store", workers=-1, task_options=options, progress=stop)
    rest = run_corpus([source], tmp_path / "store", workers=-1, task_options=options)
    assert (rest.analyzed, rest.skipped) == (12, 8)
    assert len(open_store(tmp_path / "store").known()) == 20


def test_changed_text_is_analyzed_again_and_replaced(tmp_path, pipeline):
    source = json_lines(tmp_path / "many.jsonl", 3)
    run_corpus([source], tmp_path / "store", workers=-1, task_options={"pipeline": pipeline})
    source.write_text(source.read_text().replace("article 1,", "article one,"))
    again = run_corpus([source], tmp_path / "store", workers=-1, task_options={"pipeline": pipeline})
    assert (again.analyzed, again.skipped, len(open_store(tmp_path / "store").known())) == (1, 2, 3)


def test_what_cannot_be_read_is_a_row_and_the_rest_is_done(tmp_path, pipeline):
    folder = tmp_path / "in"
    folder.mkdir()
    source = json_lines(folder / "many.jsonl", 3)
    source.write_text(source.read_text() + "not json\n" + '{"title": "no text"}\n')
    (folder / "a.txt").write_text(TEXT.format("one"))
    (folder / "empty.txt").write_text("")
    (folder / "page.pdf").write_bytes(b"%PDF-1.4")
    done = run_corpus([folder, tmp_path / "none.txt"], tmp_path / "store", workers=-1, task_options={"pipeline": pipeline})
    assert done.analyzed == 4
    assert done.exit_status == 1
    assert sorted(Path(error.source).name for error in done.errors) == ["empty.txt", "many.jsonl#4", "many.jsonl#5", "none.txt", "page.pdf"]


@pytest.mark.parametrize("name", ["many.jsonl", "many.jsonl.gz", "many.csv"])
def test_partitions_hold_what_reading_gives(tmp_path, name):
    source = json_lines(tmp_path / "many.jsonl", 23)
    if name.endswith(".gz"):
        import gzip

        source = tmp_path / name
        source.write_bytes(gzip.compress((tmp_path / "many.jsonl").read_bytes()))
    elif name.endswith(".csv"):
        source = tmp_path / name
        pd.DataFrame(map(json.loads, (tmp_path / "many.jsonl").read_text().splitlines())).to_csv(source, index=False)
    cut = list(partitions([str(source)], 5))
    assert [len(part) for part in cut] == [5, 5, 5, 5, 3]
    expected = list(read_many(source))
    assert [article for part in cut for article in articles_of(part)] == expected
    assert [article for part in cut for half in halves(part) for article in articles_of(half)] == expected


def test_partition_is_small_whatever_the_size_of_its_articles(tmp_path):
    part = next(partitions([str(json_lines(tmp_path / "many.jsonl", 500))], 100))
    assert isinstance(part, Partition)
    assert not isinstance(part, Unread)
    assert part.records == ()


def test_scheduler_without_workers_is_told_with_what_to_do(tmp_path, pipeline, monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setattr("dramatis.scale.cluster._WAIT_S", 1)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address=None) as cluster,
        pytest.raises(DramatisError, match=r"no workers for 1 seconds.*dask worker .*wait_for_workers"),
    ):
        run_corpus([tmp_path], tmp_path / "store", scheduler=cluster.scheduler_address, task_options={"pipeline": pipeline})


def test_scheduler_that_is_not_there_is_told_in_one_line(tmp_path, pipeline, monkeypatch):
    monkeypatch.setattr("dramatis.scale.cluster._WAIT_S", 1)
    with pytest.raises(DramatisError, match="does not answer"):
        run_corpus([tmp_path], tmp_path / "store", scheduler="tcp://127.0.0.1:1", task_options={"pipeline": pipeline})
