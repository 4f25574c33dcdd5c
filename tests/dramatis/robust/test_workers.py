"""Workers that are killed, articles that kill them, two runs at once, files that cannot be read: no article lost or counted twice."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dramatis.jobs import making, read_config, run
from dramatis.scale import run_corpus
from dramatis.store import open_store

TEXT = "The minister spoke in Geneva on Monday. “We agreed on article {0},” Anna Berg said.\n\nThe council of {0} towns met in the harbor."
pytestmark = pytest.mark.filterwarnings("ignore:pipeline .* lacks:UserWarning")


@pytest.fixture
def inbox(tmp_path, pipeline) -> Path:
    """Three files, and a configuration that fills a store with them."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(TEXT.format(name))
    told = 'inboxes = ["inbox"]\nstore = "store"\n[pages]\narticles = false\n'
    (tmp_path / "run.toml").write_text(f'{told}[parameters]\npipeline = "{pipeline}"\n')
    return folder


def stored(folder: Path) -> list[str]:
    store = open_store(folder)
    assert store.query('SELECT article_id, start, "end" FROM mentions GROUP BY ALL HAVING count(*) > 1').empty
    return sorted(store.query("SELECT article_id FROM articles")["article_id"])


@pytest.mark.parametrize(("deaths", "made", "status"), [(1, 3, 0), (9, 2, 1)])
def test_a_worker_of_a_run_that_is_killed_is_begun_again_some_times(inbox, monkeypatch, deaths, made, status):
    tries = inbox.parent / "tries"

    def make(item, folder, order):
        if item.id == "two" and len(tries.read_text() if tries.exists() else "") < deaths:
            with tries.open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return making.make(item, folder, order)

    monkeypatch.setattr(sys.modules["dramatis.jobs.run"], "make", make)
    monkeypatch.setattr("dramatis.jobs.workers._PAUSE", 0.01)
    summary = run(read_config(inbox.parent / "run.toml"))
    assert (len(summary.made), summary.stored, summary.exit_status) == (made, made, status)
    assert len(stored(inbox.parent / "store")) == made
    if status:
        assert "its process ended 3 times" in summary.failed[0][1]
        monkeypatch.undo()
        config = read_config(inbox.parent / "run.toml")
        later = config.model_copy(update={"limits": config.limits.model_copy(update={"retry_after_h": 0.0})})
        (inbox / "two.txt").write_text(TEXT.format("two, mended"))
        assert (run(later).stored, stored(inbox.parent / "store")) == (1, ["one", "three", "two"])


def test_two_runs_at_once_do_the_work_once(inbox):
    command = [sys.executable, "-m", "dramatis", "run", str(inbox.parent / "run.toml"), "--wait", "200"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate() for one in runs]
    assert [one.returncode for one in runs] == [0, 0], told
    rows = [json.loads(line) for line in (inbox.parent / "reports" / "runs.jsonl").read_text().splitlines()]
    assert sorted(row["stored"] for row in rows) == [0, 3]
    assert stored(inbox.parent / "store") == ["one", "three", "two"]


@pytest.mark.parametrize("verb", ["run", "corpus"])
def test_what_cannot_be_read_is_told_and_the_rest_is_done(inbox, pipeline, verb):
    (inbox / "folder.txt").mkdir()
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "gone.txt").symlink_to("nowhere.txt")
    (inbox / "fails.txt").symlink_to("/proc/self/mem")  # a file whose reading is an I/O error
    (inbox / "shut.txt").write_text(TEXT.format("shut"))
    (inbox / "shut.txt").chmod(0)
    expected = {"gone.txt", "fails.txt"} | ({"shut.txt"} if os.geteuid() else set())
    if verb == "run":
        failed = run(read_config(inbox.parent / "run.toml")).failed
    else:
        done = run_corpus([inbox], inbox.parent / "store", workers=-1, task_options={"pipeline": pipeline})
        failed = [(error.source, error.error) for error in done.errors]
    assert {Path(source).name for source, _ in failed} == expected
    assert all(Path(source).name in reason for source, reason in failed)
    assert {"one", "two", "three"} <= set(stored(inbox.parent / "store"))


def test_a_corpus_whose_first_process_is_killed_is_taken_up(inbox, pipeline):
    options = {"pipeline": pipeline, "size": "1"}

    def die(analyzed: int, skipped: int, failed: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        try:
            run_corpus([inbox], inbox.parent / "store", workers=-1, task_options=options, progress=die)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    rest = run_corpus([inbox], inbox.parent / "store", workers=-1, task_options=options)
    assert (rest.analyzed, rest.skipped) == (2, 1)
    assert stored(inbox.parent / "store") == ["one", "three", "two"]
    assert not list((inbox.parent / "store" / "staging").glob("*/*"))


def test_an_article_that_ends_each_worker_is_told_and_no_other_one_is_lost(inbox, tmp_path, monkeypatch):
    """A pipeline that kills its process on one article; partitions are halved until that one stands alone."""
    package = tmp_path / "package"
    (package / "deadly-1.dist-info").mkdir(parents=True)
    (package / "deadly-1.dist-info" / "METADATA").write_text("Name: deadly\nVersion: 1\n")
    (package / "deadly-1.dist-info" / "entry_points.txt").write_text("[spacy_factories]\ndeadly = deadly:make\n")
    (package / "deadly.py").write_text(
        textwrap.dedent("""
        import os
        from spacy.language import Language

        @Language.factory("deadly")
        def make(nlp, name):
            def deadly(doc):
                if "deadly" in doc.text:
                    os.kill(os.getpid(), 9)
                return doc
            return deadly
        """)
    )
    build = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('sentencizer'); nlp.add_pipe('deadly'); nlp.to_disk('nlp')"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.syspath_prepend(package)  # what workers begin with
    subprocess.run([sys.executable, "-W", "ignore", "-c", build], cwd=tmp_path, check=True)
    (inbox / "two.txt").write_text(TEXT.format("deadly"))
    monkeypatch.setattr("dramatis.scale.cluster.LOST_WORKERS", 0)
    options = {"pipeline": str(tmp_path / "nlp"), "size": "2"}
    done = run_corpus([inbox], tmp_path / "store", workers=1, task_options=options)
    assert [Path(error.source).name for error in done.errors] == ["two.txt"]
    assert "ended each worker that took it" in done.errors[0].error
    assert (done.analyzed, stored(tmp_path / "store")) == (2, ["one", "three"])
