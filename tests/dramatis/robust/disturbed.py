"""Scheduled runs that are killed, or that find the disk full, at chosen instants; then the next run, and what must hold after it.

Run by hand: python tests/dramatis/robust/disturbed.py kill|full|size|fill FOLDER COUNT [SEED]. FOLDER is empty, for `fill` on a small disk
of its own. A line of JSON for each instant; an assertion says what does not hold. An instant is the k-th time that any process of a run
opens, makes, renames or removes a file of ours, and some random milliseconds more; k is drawn evenly from a run that is left alone.
"""

import errno
import json
import mmap
import os
import random
import re
import resource
import signal
import struct
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

TEXT = "The minister spoke in Geneva on Monday. “We agreed on article {0},” Anna Berg said.\n\nThe council of {0} towns met in the harbor."
TOUCHING = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "sqlite3.connect")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SHARED = struct.Struct("qqq")
"""What all processes of a run share: how many files were touched, the pid of the run, whether the disturbance is over."""
LONGEST_S = 0.03


def main() -> None:
    """Disturb so many runs and check after each."""
    how, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    ready(folder)
    touched: dict[Path, int] = {}
    for number in range(count):
        part = folder / ("pages" if number % 4 == 3 else "store")
        if part not in touched:
            change(part, -1)
            alone(part)  # the first run makes all, later ones what changed
            change(part, -2)
            touched[part] = alone(part)
        change(part, number)
        events = touched[part]
        told = DISTURBANCES[how](part, chance, events)
        status = in_child(lambda part=part: completed(part))
        print(json.dumps({"number": number, "of": events, **told, "part": part.name}), flush=True)
        if status:
            raise SystemExit(f"instant {number} of {how}, {told}: see above")


def ready(folder: Path) -> None:
    """Two configurations with their inboxes: one fills a store only, one makes pages too; and all imports done."""
    import spacy

    warnings.simplefilter("ignore")
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Anna Berg"}, {"label": "GPE", "pattern": "Geneva"}])
    nlp.to_disk(folder / "names")
    for name in ("store", "pages"):
        (folder / name / "inbox").mkdir(parents=True)
        told = f'inboxes = ["inbox"]\nstore = "store"\n[pages]\narticles = {str(name == "pages").lower()}\n'
        (folder / name / "run.toml").write_text(f'{told}[parameters]\npipeline = "{folder / "names"}"\n')
        (folder / name / "inbox" / "empty.txt").write_text("")
    from dramatis.kernels.warm import prepare

    prepare(str(folder / "names"))


def change(part: Path, number: int) -> None:
    """Other texts for a file and for a row; two files and three rows in all."""
    for name, word in (("one", "one"), ("two", f"two {number}")):
        (part / "inbox" / f"{name}.txt").write_text(TEXT.format(word))
    words = {"row-a": "a", "row-b": f"b {number}", "row-c": "c"}
    rows = [{"id": name, "title": f"Title {name}", "date": "2025-07-24", "text": TEXT.format(word)} for name, word in words.items()]
    (part / "inbox" / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def expected(part: Path) -> dict[str, str]:
    """Id to text of all articles that are there."""
    rows = [json.loads(line) for line in (part / "inbox" / "many.jsonl").read_text().splitlines()]
    files = {name: (part / "inbox" / f"{name}.txt").read_text() for name in ("one", "two")}
    return files | {row["id"]: row["text"] for row in rows}


def alone(part: Path) -> int:
    """A run that is left alone; how many files it touched."""
    shared = mmap.mmap(-1, SHARED.size)
    status = in_child(lambda: run(part, shared, lambda event, arguments: None))
    assert status in (0, 1), f"a run that was left alone ended with {status}"
    return SHARED.unpack(shared)[0]


def killed(part: Path, chance: random.Random, events: int) -> dict:
    """A run that is killed with -9: all of its processes, or only the first."""
    shared, at, wait = mmap.mmap(-1, SHARED.size), chance.randrange(events) + 1, chance.random() * LONGEST_S
    whole = chance.random() < 0.5
    place = os.memfd_create("place")

    def disturb(event: str, arguments: tuple) -> None:
        touched, first, _ = SHARED.unpack(shared)
        if touched != at:
            return
        os.write(place, f"{event} {shown(arguments)}".encode())
        time.sleep(wait)
        for pid in session() if whole else ():
            if pid not in (first, os.getpid()):
                end(pid)
        end(first)
        if whole:
            end(os.getpid())

    status = in_child(lambda: run(part, shared, disturb))
    seen = os.pread(place, 200, 0).decode(errors="replace")
    os.close(place)
    return {"killed": status == -signal.SIGKILL, "whole": whole, "at": at, "event": seen}


def full(part: Path, chance: random.Random, events: int) -> dict:
    """A run for which from some instant on no file can be made or written."""
    shared, at = mmap.mmap(-1, SHARED.size), chance.randrange(events) + 1

    def disturb(event: str, arguments: tuple) -> None:
        if SHARED.unpack(shared)[0] >= at and (event == "os.mkdir" or (event == "open" and (arguments[2] or 0) & WRITING)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), arguments[0])

    status = in_child(lambda: run(part, shared, disturb))
    assert status in (0, 1, 2), f"a run on a full disk ended with {status}, and is to end with 1 or 2 and a line that says so"
    return {"at": at, "status": status}


def size(part: Path, chance: random.Random, events: int) -> dict:
    """A run for which no file can be larger than some bytes, whoever writes it: Python, SQLite or Arrow."""
    most = chance.randrange(60_000)

    def work() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return run(part, mmap.mmap(-1, SHARED.size), lambda event, arguments: None)

    status = in_child(work)
    assert status in (0, 1, 2), f"a run that may write {most} bytes a file ended with {status}"
    return {"bytes": most, "status": status}


def fill(part: Path, chance: random.Random, events: int) -> dict:
    """A run on a disk that has some bytes left; the disk is small, and full of something else."""
    left, disk = chance.randrange(100_000), os.statvfs(part)
    ballast = part.parent / "ballast"
    ballast.write_bytes(bytes(max(disk.f_bavail * disk.f_frsize - left, 0)))
    status = in_child(lambda: run(part, mmap.mmap(-1, SHARED.size), lambda event, arguments: None))
    ballast.unlink()
    assert status in (0, 1, 2), f"a run on a disk with {left} bytes left ended with {status}"
    return {"bytes": left, "status": status}


DISTURBANCES = {"kill": killed, "full": full, "size": size, "fill": fill}


def run(part: Path, shared: mmap.mmap, disturb: Callable[[str, tuple], None]) -> int:
    """The run, with a look at each file of ours that it or a child of it touches; its exit status."""
    from dramatis.errors import DramatisError
    from dramatis.jobs import read_config
    from dramatis.jobs import run as scheduled

    shared[:] = SHARED.pack(0, os.getpid(), 0)
    root, busy = os.fsencode(part), []

    def look(event: str, arguments: tuple) -> None:
        if event not in TOUCHING or busy or not ours(arguments[0] if arguments else None, root):
            return
        busy.append(event)
        try:
            touched, first, over = SHARED.unpack(shared)
            shared[:] = SHARED.pack(touched + 1, first, over)
            disturb(event, arguments)
        finally:
            busy.clear()

    config = read_config(part / "run.toml")
    sys.addaudithook(look)
    try:
        return scheduled(config).exit_status
    except DramatisError as error:
        print(error, file=sys.stderr)
        return 2


def ours(path: object, root: bytes) -> bool:
    """Whether a path is one of the run's."""
    return isinstance(path, str | bytes | os.PathLike) and root in os.fsencode(path)


def shown(arguments: tuple) -> str:
    """The name of the file that was touched."""
    return re.sub(r"[0-9a-f]{8,}|-\w{8}$", "…", os.path.basename(os.fsdecode(arguments[0])))


def session() -> Iterator[int]:
    """The processes of this session."""
    for name in os.listdir("/proc"):
        try:
            if name.isdigit() and os.getsid(int(name)) == os.getsid(0):
                yield int(name)
        except ProcessLookupError:
            continue


def end(pid: int) -> None:
    """Kill a process, where it is there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def in_child(work: Callable[[], int]) -> int:
    """Do work in a session of its own; its exit status, 70 where it raised, negative where it was killed."""
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        status = 70
        try:
            os.setsid()
            status = work()
        except BaseException:  # noqa: BLE001  nothing may get back into the code of the parent
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def completed(part: Path) -> int:
    """The next run, and all that must hold after it."""
    from dramatis.jobs import read_config
    from dramatis.jobs import run as scheduled

    summary = scheduled(read_config(part / "run.toml"), wait_s=20)
    failed = [source for source, _ in summary.failed]
    assert [os.path.basename(source) for source in failed] in ([], ["empty.txt"]), summary.failed
    check_store(part)
    check_files(part)
    check_log(part)
    if part.name == "pages":
        check_pages(part)
    again = scheduled(read_config(part / "run.toml"))
    assert (again.made, again.stored, again.failed) == ((), 0, ()), f"a run after the next one found something to do: {again.lines}"
    return 0


def check_store(part: Path) -> None:
    """Each article is in the store once, as it is now, in every table; the files are those that the manifest lists."""
    from dramatis.store import manifest, open_store

    store, texts = open_store(part / "store"), expected(part)
    found = store.articles(text=True)
    assert dict(zip(found["article_id"], found["text"], strict=True)) == texts
    assert len(found) == len(texts)
    for name, columns in (("mentions", 'article_id, start, "end"'), ("actors", "article_id, id"), ("sentences", "article_id, id")):
        twice = store.query(f"SELECT {columns} FROM {name} GROUP BY ALL HAVING count(*) > 1")
        assert twice.empty, f"rows of {name} that count twice: {twice}"
        assert set(store.query(f"SELECT DISTINCT article_id FROM {name}")["article_id"]) == set(texts), name
    with manifest.reading(part / "store") as database:
        listed = {row[0] for table in ("parts", "garbage") for row in database.execute(f"SELECT part FROM {table}")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    there = {path.stem for path in (part / "store").glob("*/month=*/*")}
    assert there <= listed, f"files that no manifest lists: {there - listed}"


def check_files(part: Path) -> None:
    """Nothing unfinished is left."""
    left = [path for path in part.rglob("*") if re.match(r"\..*-[a-z0-9_]{8}$", path.name) or path.name.endswith(("-journal", ".part"))]
    left += list((part / "reports" / ".work").rglob("*"))
    left += list((part / "store" / "staging").glob("*/*"))
    assert not left, f"left behind: {left}"


def check_log(part: Path) -> None:
    """Each line of the log, and of the quarantine, is whole."""
    for name in ("runs.jsonl", "quarantine.jsonl"):
        lines = (part / "reports" / name).read_text(encoding="utf-8").split("\n")
        assert lines.pop() == "", f"the last line of {name} is torn"
        rows = [json.loads(line) for line in lines if line]
        assert rows, name
    articles = [os.path.basename(row["article"]) for row in rows]
    assert articles == ["empty.txt"], articles


def check_pages(part: Path) -> None:
    """Each article has one page, whole and of its present text; the gallery lists each once."""
    records = {path.parent: json.loads(path.read_text()) for path in (part / "reports").glob("*/run.json")}
    good = {record["card"]["article"]: folder for folder, record in records.items() if record["ok"]}
    assert sorted(good) == sorted(expected(part)), sorted(good)
    assert len(records) == len(good) + 1, "the failure of empty.txt has a page too"
    for identifier, folder in good.items():
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert page.rstrip().endswith("</html>"), folder
        assert json.loads((folder / "analysis.json").read_text())["article"]["text"] == expected(part)[identifier]
        assert json.loads((folder / "report.ipynb").read_text())["cells"]
    gallery = (part / "reports" / "index.html").read_text(encoding="utf-8")
    assert gallery.rstrip().endswith("</html>")
    for folder in records:
        assert len(re.findall(rf'href="{re.escape(folder.name)}/index.html"', gallery)) == 1, folder.name
    assert {path.name for path in (part / "reports").iterdir() if path.is_dir() and path.name[0] != "."} == {one.name for one in records}
    ElementTree.parse(part / "reports" / "feed.xml")


if __name__ == "__main__":
    main()
