"""The command line: what it prints, where, and with which exit status; and one line for whatever a user can mend."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dramatis
from dramatis.analysis import from_json
from dramatis.cli import app
from dramatis.errors import PipelineError, ReportError
from dramatis.report.render import Report

DATA = Path(__file__).parents[1] / "data"
TEXT = "On July 24, the ministers met.\n\nThey spoke of the harbor.\n"
FRENCH = "Les ministres se sont rencontrés jeudi à Genève, où ils ont parlé de la coopération entre les deux pays."


@pytest.fixture
def invoke(tmp_path, monkeypatch):
    """Runs a command line in an empty folder; the analysis is hand-built, so that no pipeline is needed."""
    sample = from_json(json.loads((DATA / "sample-analysis.json").read_text(encoding="utf-8")))

    def analyze(article, nlp=None, *, lexicon=None):
        if "fail" in article.text:
            raise ZeroDivisionError("it\nfailed")
        return sample

    def load_pipeline(name):
        if name != "en_dramatis":
            raise PipelineError(f"pipeline {name!r} is not installed")

    monkeypatch.setattr("dramatis.analysis.analyze", analyze)
    monkeypatch.setattr("dramatis.pipeline.load_pipeline", load_pipeline)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **options: CliRunner().invoke(app, arguments, **options)


def command(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "dramatis", *arguments], capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


def write(name: str, text: str | bytes = TEXT) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def assert_one_line(result, status: int = 2) -> None:
    error = result.stderr
    assert error.startswith("dramatis: ")
    assert error.count("\n") == 1
    assert "Traceback" not in error
    assert error[:-1].isprintable()
    assert result.stdout == ""
    assert getattr(result, "exit_code", None) == status


BAD_INPUTS = {
    "missing": (["none.txt"], {}, "article 'none.txt' does not exist"),
    "folder with --json": (["sub", "--json"], {"sub/a.txt": TEXT}, "'sub' is a folder, and --json prints one object; give --json-lines"),
    "empty folder": (["sub", "--json-lines"], {"sub/README": TEXT}, "folder 'sub' holds no articles"),
    "empty": (["a.txt"], {"a.txt": ""}, "article 'a.txt' is empty"),
    "white space": (["a.txt"], {"a.txt": " \n\n\t"}, "article 'a.txt' is empty"),
    "binary": (["a.txt"], {"a.txt": b"\x00\x01\x02\x03" * 99}, "article 'a.txt' is a binary file"),
    "PDF": (["a.pdf"], {"a.pdf": b"%PDF-1.7"}, "article 'a.pdf' is a PDF file"),
    "no encoding": (["a.txt"], {"a.txt": bytes(range(128, 256)) * 30}, "article 'a.txt' is no text in any likely encoding"),
    "50 MB": (["a.txt"], {"a.txt": b"word " * 10_000_000}, "article 'a.txt' is 50.0 MB large; at most 5 MB are read"),
    "a million characters": (["a.txt"], {"a.txt": b"word " * 250_000}, "article 'a.txt' has 1,249,999 characters; at most 1,000,000"),
    "French": (["a.txt"], {"a.txt": FRENCH}, "article 'a.txt' is in French (fr); only English is analyzed"),
    "hostile YAML": (
        ["a.md"],
        {"a.md": "---\ntitle: !!python/name:os.system\n---\n" + TEXT},
        "article 'a.md' has front matter that is no YAML",
    ),
    "title of another type": (
        ["a.md"],
        {"a.md": "---\ntitle: 5\n---\n" + TEXT},
        "article 'a.md' has a title in its front matter that is the number 5",
    ),
    "name with control characters": (["a\x1b[31m\n.txt"], {}, r"article 'a\x1b[31m\n.txt' does not exist"),
    "long name": (["x" * 5000], {}, "cannot be opened (File name too long)"),
    "web address": (
        ["http://127.0.0.1:9/"],
        {},
        "article 'http://127.0.0.1:9/' leads to '127.0.0.1' at 127.0.0.1, an address of a private",
    ),
    "unknown pipeline": (["a.txt", "--pipeline", "none"], {"a.txt": TEXT}, "pipeline 'none' is not installed"),
    "two forms": (["a.txt", "--json", "--json-lines"], {"a.txt": TEXT}, "--json and --json-lines are given together"),
    "unknown option": (["a.txt", "--jsn"], {"a.txt": TEXT}, "No such option: --jsn"),
    "no path": ([], {}, "Missing argument 'PATH'"),
}


@pytest.mark.parametrize(("arguments", "files", "message"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_analyze_tells_bad_input_in_one_line(invoke, arguments, files, message):
    for name, text in files.items():
        write(name, text)
    result = invoke("analyze", *arguments)
    assert_one_line(result)
    assert message in result.stderr


REPORT_INPUTS = {
    name: case
    for name, case in BAD_INPUTS.items()
    if name not in ("folder with --json", "empty folder", "unknown pipeline", "two forms", "no path")
} | {
    "folder": (["sub"], {"sub/a.txt": TEXT}, "article 'sub' is a folder; a file is read here"),
    "unknown parameter": (["a.txt", "-p", "tpo_n=5"], {"a.txt": TEXT}, "there is no parameter 'tpo_n'"),
    "mistyped parameter": (["a.txt", "-p", "top_n=many"], {"a.txt": TEXT}, "parameter top_n has the value 'many'"),
    "parameter without a value": (["a.txt", "-p", "top_n"], {"a.txt": TEXT}, "parameter 'top_n' has no value"),
    "unknown pipeline": (["a.txt", "--pipeline", "none_such"], {"a.txt": TEXT}, "none_such"),
    "unwritable report folder": (["a.txt", "--reports", "file"], {"a.txt": TEXT, "file": ""}, "the report folder"),
}


@pytest.mark.parametrize(("arguments", "files", "message"), REPORT_INPUTS.values(), ids=REPORT_INPUTS)
def test_report_tells_bad_input_in_one_line_and_writes_nothing(invoke, arguments, files, message):
    for name, text in files.items():
        write(name, text)
    before = sorted(Path().rglob("*"))
    result = invoke("report", *arguments)
    assert_one_line(result)
    assert message in result.stderr
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "none"], "folder 'none' does not exist"),
        (["run", "inbox", "-p", "x=1"], "there is no parameter 'x'"),
        (["run", "inbox", "--reports", "a.txt"], "the report folder 'a.txt' cannot be written"),
        (["rnu"], "No such command 'rnu'"),
        (["--verison"], "No such option: --verison"),
    ],
)
def test_other_verbs_tell_bad_input_in_one_line(invoke, arguments, message):
    write("a.txt")
    write("inbox/a.txt")
    result = invoke(*arguments)
    assert_one_line(result)
    assert message in result.stderr


def test_json_is_one_object_on_standard_output(invoke):
    result = invoke("analyze", write("a.txt"), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["schema"] == "dramatis/analysis/1"
    assert result.stdout.count("\n") == 1


def test_article_from_standard_input(invoke):
    result = invoke("analyze", "-", "--json", input=TEXT)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["schema"] == "dramatis/analysis/1"


def test_nothing_on_standard_input_is_one_line(invoke):
    result = invoke("analyze", "-", input="")
    assert_one_line(result)
    assert "article '-' is empty" in result.stderr


def test_summary_is_a_few_lines(invoke):
    result = invoke("analyze", write("a.txt"))
    lines = result.stdout.splitlines()
    assert [line.split(":")[0].strip() for line in lines] == ["Read", "Who", "What about", "Who speaks", "Could not be told"]


def test_folder_is_a_line_for_each_article_in_the_order_of_paths(invoke):
    write("sub/b.txt", "")
    write("sub/c.txt", "It will fail.")
    write("sub/a.txt")
    write("sub/d/e.md")
    result = invoke("analyze", "sub", "--json-lines")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert result.stderr == ""
    assert ["error" in row for row in rows] == [False, True, True, False]
    assert [row["article"]["source"] for row in rows[1:3]] == ["sub/b.txt", "sub/c.txt"]
    assert rows[2]["error"] == "article 'sub/c.txt' could not be analyzed (ZeroDivisionError: it failed)"


def test_folder_of_good_articles_has_status_0(invoke):
    write("sub/a.txt")
    write("sub/README.md", "not read")
    result = invoke("analyze", "sub")
    assert result.exit_code == 0
    assert "Who:" in result.stdout


def test_wrong_pipeline_ends_a_folder_at_once(invoke):
    write("sub/a.txt")
    assert_one_line(invoke("analyze", "sub", "--json-lines", "--pipeline", "none"))


def test_report_prints_path_and_summary_of_each(invoke, monkeypatch):
    made = [
        Report(Path("r/a/index.html"), "a", True, ("r/a/index.html", "Who: A")),
        Report(Path("r/b/index.html"), "b", False, ("r/b/index.html", "Failed: x")),
    ]
    monkeypatch.setattr("dramatis.report.render.run_report", lambda *arguments, **options: made.pop(0))
    result = invoke("report", "a.txt", "b.txt", "--reports", "r")
    assert (result.exit_code, result.stdout) == (1, "r/a/index.html\nWho: A\nr/b/index.html\nFailed: x\n")


def test_report_on_an_article_that_names_nobody_prints_its_path_and_says_so(invoke, monkeypatch):
    made = Report(Path("r/a/index.html"), "a", True, ("r/a/index.html", "Who: nobody"), named=False)
    monkeypatch.setattr("dramatis.report.render.run_report", lambda *arguments, **options: made)
    result = invoke("report", "a.txt")
    assert (result.exit_code, result.stdout) == (2, "r/a/index.html\nWho: nobody\n")
    assert result.stderr.startswith("dramatis: no name")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(("fails", "status"), [([False, False], 0), ([True, False], 1), ([True, True], 2)])
def test_status_of_several_reports(invoke, monkeypatch, fails, status):
    def run_report(source, reports, **options):
        if fails[int(source)]:
            raise ReportError(f"report {source} cannot be made")
        return Report(Path("index.html"), source, True, (source,))

    monkeypatch.setattr("dramatis.report.render.run_report", run_report)
    result = invoke("report", "0", "1")
    assert result.exit_code == status
    assert result.stderr.count("\n") == sum(fails)


def test_article_without_a_name_is_analyzed_and_told(invoke, monkeypatch):
    nothing = from_json(json.loads((DATA / "nothing-analysis.json").read_text(encoding="utf-8")))
    monkeypatch.setattr("dramatis.analysis.analyze", lambda *arguments, **options: nothing)
    result = invoke("analyze", write("a.txt"), "--json")
    assert (result.exit_code, json.loads(result.stdout)["actors"]) == (2, [])
    assert result.stderr.startswith("dramatis: no name of a person, organization or place was found in 'a.txt'")


def test_suggestions_are_printed_and_an_unread_article_is_told(invoke, monkeypatch):
    sample = from_json(json.loads((DATA / "sample-analysis.json").read_text(encoding="utf-8")))
    monkeypatch.setattr("dramatis.analysis.analyze", lambda *arguments, **options: sample)
    write("in/a.txt")
    write("in/b.txt", b"")
    result = invoke("actors", "suggest", "in")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "action,actor,alias,kind,article,note"
    assert "b.txt" in result.stderr


def test_interrupt_is_quiet(invoke, monkeypatch):
    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("dramatis.analysis.analyze", interrupt)
    result = invoke("analyze", write("a.txt"))
    assert (result.exit_code, result.output) == (130, "")


def test_version_and_help(invoke):
    assert invoke("--version").output == f"dramatis {dramatis.__version__}\n"
    for arguments in [["--help"], *([verb, "--help"] for verb in ("analyze", "report", "run", "lab"))]:
        result = invoke(*arguments)
        assert (result.exit_code, "Usage: dramatis" in result.output or "Usage: " in result.output) == (0, True)


# Through the door that users take: a process of its own.


def test_process_tells_bad_input_in_one_line(tmp_path):
    result = command("analyze", "none.txt", "--json", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert result.stderr.startswith("dramatis: article 'none.txt' does not exist")


def test_process_without_a_pipeline_tells_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = command("analyze", write("a.txt"), "--pipeline", "en_core_web_none_sm")
    assert (result.returncode, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert "python -m spacy download en_core_web_none_sm" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_closed_pipe_ends_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run([sys.executable, "-m", "dramatis", "--version"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (process.returncode, process.stderr) == (141, "")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_ends_quietly():
    process = subprocess.Popen(
        [sys.executable, "-m", "dramatis", "analyze", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a shell's background jobs ignore it
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    output, error = process.communicate(timeout=30)
    assert (process.returncode, output, error) == (130, b"", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("option", ["--version", "--help"])
def test_full_disk_is_one_line(option):
    with open("/dev/full", "w") as full:
        result = subprocess.run([sys.executable, "-m", "dramatis", option], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)


@pytest.mark.skipif(os.name == "nt", reason="POSIX shell")
def test_closed_streams_are_no_accident(tmp_path):
    script = f"{sys.executable} -m dramatis --version >&-; echo $?; {sys.executable} -m dramatis analyze - <&-; echo $?"
    result = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (result.stdout, result.stderr.count("\n")) == ("0\n2\n", 1)
    assert "article '-' is empty" in result.stderr


def test_output_is_utf_8_whatever_the_terminal_is_set_to(tmp_path):
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    result = command("analyze", "é.txt", env=environment, cwd=tmp_path)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)


@pytest.mark.model
def test_sample_article_through_the_door():
    sample = Path(__file__).parents[2] / "data" / "articles" / "2025-07-24-turchin-mishustin.txt"
    result = command("analyze", str(sample), "--json")
    assert (result.returncode, result.stderr) == (0, "")
    analysis = json.loads(result.stdout)
    text = analysis["article"]["text"]
    assert analysis["article"]["date"] == "2025-07-24"
    assert {"Mikhail Mishustin", "Alexander Turchin", "Yuriy Seliverstov"} <= {actor["name"] for actor in analysis["actors"]}
    for table in ("mentions", "quotes", "phrase_mentions", "topic_mentions"):
        assert all(text[row["start"] : row["end"]] == row["text"] for row in analysis[table])
    assert from_json(analysis).article.text == text
