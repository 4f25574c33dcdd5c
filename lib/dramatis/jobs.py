"""Scheduled runs: which articles of an inbox are due, their reports, and the gallery over all of them.

A run can be repeated at any time. What did not change since its report was made is skipped before anything large is imported;
a bad article becomes a row of the gallery, and the run goes on.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from dramatis.errors import DramatisError, ReportError
from dramatis.markup import visible
from dramatis.report import fingerprint
from dramatis.report.gallery import rebuild_gallery, records
from dramatis.report.parameters import checked, parameters_of

__all__ = ["LOCK", "LOG", "RunSummary", "due_key", "run_inbox"]

LOCK = ".lock"
LOG = "runs.jsonl"
"""One line of JSON for each run, in the reports folder."""


@dataclass(frozen=True)
class RunSummary:
    """What one run did.

    Attributes
    ----------
    made, skipped : tuple of str
        Sources of the reports that were made, and of those that were not due.
    failed : tuple of (str, str)
        Source and reason.
    gallery : Path
        The page that lists all reports.
    failed_before : int
        How many of `skipped` failed in an earlier run and did not change since; they are not tried again.
    unnamed : tuple of str
        Those of `made` in which no name was found.
    """

    made: tuple[str, ...]
    skipped: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    gallery: Path
    failed_before: int = 0
    unnamed: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """0 where nothing failed, else 1; a run that could do nothing at all raises instead (2 on the command line)."""
        return 1 if self.failed else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """For a person: the gallery, the counts, and a line for each article that failed or names nobody."""
        before = f" ({self.failed_before} of them failed before)" if self.failed_before else ""
        counts = f"{len(self.made)} made, {len(self.skipped)} unchanged{before}, {len(self.failed)} failed"
        failed = [f"failed: {visible(source)}: {reason}" for source, reason in self.failed]
        unnamed = [f"no name found: {visible(source)}: see whether it is the text of an article" for source in self.unnamed]
        return (str(self.gallery), counts, *failed, *unnamed)


def run_inbox(
    inbox: str | os.PathLike[str], reports_dir: str | os.PathLike[str], *, parameters: Mapping[str, Any] | None = None
) -> RunSummary:
    """Make a report for every article under `inbox` that is new or changed since its last report, and rebuild the gallery.

    Parameters
    ----------
    inbox : path
        A folder of articles.
    reports_dir : path
        Made where it does not exist.
    parameters : mapping, optional
        Values for parameters of the notebook, for all articles.

    Raises
    ------
    DramatisError
        Where nothing could be done: no such inbox, a wrong parameter, a folder that cannot be written, or another run at work.
    """
    from dramatis.readers import article_files

    values = checked(parameters or {}, parameters_of())
    reports = Path(reports_dir)
    files = [str(path) for path in article_files(inbox)]
    with _lock(reports):
        started = datetime.now(UTC)
        base = _base_key(values)
        known = {record["source_path"]: record for _, record in records(reports) if "source_path" in record}
        outcomes = [(source, _outcome(source, reports, values, base, known)) for source in files]
        gallery = rebuild_gallery(reports)
        summary = _summary(outcomes, gallery, known, _unnamed(reports))
        _log(reports / LOG, summary, started)
    return summary


def due_key(source: str | os.PathLike[str], base: str) -> str:
    """A hash of all that a report depends on: the article's bytes, and `base` for code, pipeline, lexicon and parameters."""
    with open(source, "rb") as file:
        return hashlib.sha256(base.encode() + hashlib.file_digest(file, "sha256").digest()).hexdigest()


def _outcome(source: str, reports: Path, values: Mapping[str, Any], base: str, known: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Empty where the article is not due, None where its report was made, else why it failed."""
    try:
        key = due_key(source, base)
        if known.get(os.path.abspath(source), {}).get("key") == key:
            return ""
    except OSError as error:
        key, problem = "", ReportError(f"{source!r} cannot be read ({error.strerror})")
        return _failed(source, reports, problem, key)
    return _made(source, reports, values, key)


def _made(source: str, reports: Path, values: Mapping[str, Any], key: str) -> str | None:
    from dramatis.report.render import run_report

    try:
        report = run_report(source, reports, parameters=values, key=key)
    except DramatisError as error:
        return _failed(source, reports, error, key)
    except Exception as error:  # noqa: BLE001  one bad article never stops a run; the reason stands in its page and in the summary
        return _failed(source, reports, ReportError(f"{type(error).__name__}: {error}"), key)
    return report.error


def _failed(source: str, reports: Path, error: DramatisError, key: str) -> str:
    from dramatis.report.render import failure_report

    reason = visible(" ".join(str(error).split()))
    try:
        failure_report(source, reports, error, key=key)
    except (DramatisError, OSError) as second:
        return f"{reason}; its page could not be written either ({second})"
    return reason


def _unnamed(reports: Path) -> set[str]:
    """Sources of the reports in which nobody is named."""
    return {record["source_path"] for _, record in records(reports) if record.get("ok") and record.get("card", {}).get("actors") == []}


def _summary(
    outcomes: list[tuple[str, str | None]], gallery: Path, known: Mapping[str, Mapping[str, Any]], unnamed: set[str]
) -> RunSummary:
    made = tuple(source for source, outcome in outcomes if outcome is None)
    skipped = tuple(source for source, outcome in outcomes if outcome == "")
    return RunSummary(
        made=made,
        skipped=skipped,
        failed=tuple((source, outcome) for source, outcome in outcomes if outcome),
        gallery=gallery,
        failed_before=sum(not known[os.path.abspath(source)].get("ok") for source in skipped),
        unnamed=tuple(source for source in made if os.path.abspath(source) in unnamed),
    )


def _base_key(values: Mapping[str, Any]) -> str:
    """A hash of what all reports of a run have in common."""
    declared = {parameter.name: parameter.default for parameter in parameters_of().values()}
    chosen = declared | dict(values) | {"article": ""}
    lexicon = fingerprint.of_files(path for path in Path(chosen["lexicon"]).rglob("*") if path.is_file()) if chosen["lexicon"] else ""
    parts = [_version(), json.dumps(chosen, sort_keys=True), fingerprint.of_code(), fingerprint.of_pipeline(chosen["pipeline"]), lexicon]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _version() -> str:
    try:
        return version("dramatis")
    except PackageNotFoundError:
        return "not installed"


def _lock(reports: Path) -> Any:
    """A lock on the reports folder, held while a run is at work; freed by the system when the process ends, however it ends."""
    from filelock import FileLock, Timeout

    try:
        reports.mkdir(parents=True, exist_ok=True)
        lock = FileLock(reports / LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise ReportError(f"another run is at work on {str(reports)!r}; wait until it ends") from error
    except OSError as error:
        raise ReportError(
            f"the report folder {str(reports)!r} cannot be written ({error.strerror}); choose another with --reports"
        ) from error
    return lock


def _log(path: Path, summary: RunSummary, started: datetime) -> None:
    row = {
        "started": started.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(UTC) - started).total_seconds(), 3),
        "made": list(summary.made),
        "skipped": len(summary.skipped),
        "failed": [list(pair) for pair in summary.failed],
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
