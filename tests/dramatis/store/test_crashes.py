"""A store whose writer is killed at any instant, or finds the disk full: the old is there or the new, and the next call ends the work.

Instants are drawn from all lines of the store's code that an operation runs, and from the time it takes (inside the libraries, too).
``DRAMATIS_CRASHES=500`` tries that many of each operation instead of a handful.
"""

import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest

import dramatis.store
from dramatis import tables
from dramatis.errors import StoreError
from dramatis.store import manifest, open_store

CRASHES = int(os.environ.get("DRAMATIS_CRASHES", "4"))
CODE = str(Path(dramatis.store.__file__).parent)
IDS = ("a", "b", "c", "secret-d")
FORK = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def version(sample, renamed):
    """Makes version `number` of an article: every row of its tables says which one it is."""

    def version(identifier, number):
        made = renamed(sample, identifier, title=f"v{number} {identifier}", sha256=f"{number} {identifier}", date=f"2025-0{number}-02")
        return made.__class__(**{**vars(made), "mentions": _marked(made.mentions, number), "quotes": _marked(made.quotes, number)})

    return version


def _marked(rows, number):
    return rows.assign(rule=pd.Series([f"v{number}"] * len(rows), dtype="str"))


@pytest.fixture(scope="module")
def before(tmp_path_factory, version):
    """A store in three parts, with an article that was replaced and a table over all articles."""
    store = open_store(tmp_path_factory.mktemp("before") / "store")
    store.add([version("a", 1), version("b", 1)])
    store.add([version("c", 1)])
    store.add([version("a", 1), version("secret-d", 1)])
    store.replace_table("copies", copies(1.0), keys(store))
    return store.folder


def copies(similarity):
    return pd.DataFrame({"article_id": IDS, "cluster": ["k"] * 4, "similarity": [similarity] * 4, "first": [True] + [False] * 3})


def keys(store):
    return dict(store.known()[["article_id", "key"]].itertuples(index=False))


def operations(version):
    """Name to what is done to a store."""

    def staged_by_another(store):
        staged = store.stage([version("a", 2), version("new", 2)])
        store.commit(staged)

    return {
        "add": lambda store: store.add([version("a", 2), version("b", 2), version("new", 2)]),
        "commit": staged_by_another,
        "compact": lambda store: store.compact(),
        "forget": lambda store: store.forget("secret-d"),
        "replace_table": lambda store: store.replace_table("copies", copies(0.5), keys(store)),
    }


def state(store):
    """Which version of each article there is, the same in every table, and what the table over all articles says."""
    found = store.articles()[["article_id", "title"]]
    versions = {identifier: title.split()[0] for identifier, title in found.itertuples(index=False)}
    for name in ("mentions", "quotes"):
        rows = store.table(name).groupby("article_id")["rule"].agg(["nunique", "first", "size"])
        assert dict(rows["first"]) == versions
        assert rows["nunique"].max() == 1
        assert rows["size"].min() == rows["size"].max()
    for name in tables.TABLES:
        assert set(store.table(name)["article_id"]) <= set(versions)
    return versions, dict(store.table("copies")[["article_id", "similarity"]].itertuples(index=False))


def run_in_child(work, folder):
    """Do something to the store of a folder in a process of its own; its exit code, negative where it was killed."""

    def target():
        try:
            work(open_store(folder))
        except StoreError:
            os._exit(3)
        os._exit(0)

    child = FORK.Process(target=target)
    child.start()
    return child


def lines_of(work, folder):
    """How many lines of the store's code an operation runs, and how long it takes."""
    counted = FORK.Value("q", 0)

    def counting(store):
        sys.settrace(tracer(lambda: setattr(counted, "value", counted.value + 1)))
        work(store)
        sys.settrace(None)

    started = time.monotonic()
    run_in_child(counting, folder).join()
    return counted.value, time.monotonic() - started


def tracer(on_line):
    def local(frame, event, argument):
        if event == "line":
            on_line()
        return local

    return lambda frame, event, argument: local if frame.f_code.co_filename.startswith(CODE) else None


def killed_at(work, number):
    """The work, ended by SIGKILL before line `number` of the store's code."""
    left = number

    def on_line():
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def doing(store):
        sys.settrace(tracer(on_line))
        work(store)

    return doing


@pytest.mark.parametrize("name", ["add", "commit", "compact", "forget", "replace_table"])
def test_a_writer_killed_at_any_instant_leaves_the_old_or_the_new(name, before, version, tmp_path):
    work, draw = operations(version)[name], random.Random(name)
    old = state(open_store(before))
    done = tmp_path / "done"
    shutil.copytree(before, done)
    lines, seconds = lines_of(work, done)
    new = state(open_store(done))
    ends = []
    for number in range(CRASHES):
        folder = tmp_path / f"crash{number}"
        shutil.copytree(before, folder)
        if number % 3:
            child = run_in_child(killed_at(work, draw.randrange(lines)), folder)
        else:
            child = run_in_child(work, folder)
            threading.Timer(draw.random() * seconds, child.kill).start()
        child.join()
        ends.append(child.exitcode)
        store = open_store(folder)
        assert state(store) in (old, new)
        work(store)
        assert state(store) == new
        store.compact()
        assert state(store) == new
        assert_nothing_is_left_over(store)
        if name == "forget":
            assert [path for path in folder.rglob("*") if path.is_file() and b"secret-d" in path.read_bytes()] == []
        shutil.rmtree(folder)
    assert -signal.SIGKILL in ends


def assert_nothing_is_left_over(store):
    """Every file belongs to a part that counts, and every part has its files."""
    live = manifest.snapshot(store.folder)
    wanted = {part.file(store.folder, name) for part in live.parts for name in part.tables}
    assert set(store.folder.rglob("*.parquet")) == wanted
    others = [path for path in (store.folder / "staging").rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert others == []


@pytest.mark.parametrize("room", [0, 1_000, 8_000, 20_000])
def test_a_full_disk_leaves_the_old(room, before, version, tmp_path):
    folder = tmp_path / "store"
    shutil.copytree(before, folder)
    old = state(open_store(folder))

    def without_room(store):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        store.add([version("a", 2), version("new", 2)])

    child = run_in_child(without_room, folder)
    child.join()
    store = open_store(folder)
    assert child.exitcode == 3
    assert state(store) == old
    store.add([version("a", 2), version("new", 2)])
    store.compact()
    assert_nothing_is_left_over(store)
