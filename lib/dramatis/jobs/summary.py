"""What a run did, for a person and for the log."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dramatis.markup import visible

__all__ = ["RunSummary"]

_NAMED = 3
"""Articles whose file has gone that are named; of more the number is told."""


@dataclass(frozen=True)
class RunSummary:
    """What one run did.

    Attributes
    ----------
    made, skipped : tuple of str
        Addresses of the articles that were made, and of those that were not due.
    failed : tuple of (str, str)
        Address and reason.
    gallery : Path
        The page that lists all reports; the reports folder where no pages of articles are wanted.
    failed_before : int
        How many of `skipped` failed in an earlier run and are not to be tried again yet.
    unnamed : tuple of str
        Those of `made` in which no name was found.
    stored, replaced : int
        Articles that were added to the store or replaced in it, and how many of these it had already: with another text, or analyzed anew.
    pages : tuple of Path
        Pages over the store that were made.
    broken : str
        When the run before this one was started, where it did not get to its end; else empty.
    mended : tuple of str
        Those of `made` that had failed in an earlier run.
    given_up : tuple of (str, str)
        Name and reason of pages over the store that failed so often that they are not tried again until something changes.
    started : datetime
        When the run began, in UTC.
    seconds : float
        How long it took.
    removed : int
        Articles that were removed from the store before (``dramatis forget``) and were left out.
    repeated : int
        Articles that stand a second time, with the same id and text, in files of many or stores; they count once.
    dead : int
        Addresses of feeds that failed as they did before, and are told again only when their time has come.
    gone : tuple of str
        Ids of articles of earlier runs that are in the store still and whose file is there no more.
    """

    made: tuple[str, ...]
    skipped: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    gallery: Path
    failed_before: int = 0
    unnamed: tuple[str, ...] = ()
    stored: int = 0
    replaced: int = 0
    pages: tuple[Path, ...] = ()
    broken: str = ""
    mended: tuple[str, ...] = ()
    given_up: tuple[tuple[str, str], ...] = ()
    started: datetime | None = None
    seconds: float = 0.0
    removed: int = 0
    repeated: int = 0
    gone: tuple[str, ...] = ()
    dead: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell: nothing was made, and nothing failed."""
        return not (self.made or self.failed or self.stored or self.pages or self.broken)

    @property
    def exit_status(self) -> int:
        """0 where nothing failed, else 1; a run that could do nothing at all raises instead (2 on the command line)."""
        return 1 if self.failed else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """For a person: the gallery, the pages, the counts, and a line for each article that failed, was mended or names nobody."""
        before = f" ({self.failed_before} of them failed before)" if self.failed_before else ""
        new = f", {self.stored - self.replaced:,} added to the store" if self.stored > self.replaced else ""
        again = f", {self.replaced:,} replaced in the store, which had an earlier analysis" if self.replaced else ""
        counts = f"{len(self.made)} made, {len(self.skipped)} unchanged{before}, {len(self.failed)} failed{new}{again}"
        counts += f"; {self.removed} left out, removed before (see: dramatis forget --list)" if self.removed else ""
        counts += f"; {self.repeated} stand twice and count once" if self.repeated else ""
        counts += f"; {self.dead} of the feeds' addresses failed as before" if self.dead else ""
        counts += self._gone
        when = [f"run of {self.started.astimezone():%Y-%m-%d %H:%M:%S %z}, {self.seconds:.1f} s"] if self.started else []
        broken = [f"the run of {self.broken} did not get to its end; this one did its work"] if self.broken else []
        mended = [f"failed before, made now: {visible(source)}" for source in self.mended]
        unnamed = [f"no name found: {visible(source)}: see whether it is the text of an article" for source in self.unnamed]
        given_up = [f"failed too often, not tried again until something changes: {name}: {reason}" for name, reason in self.given_up]
        failed = [f"failed: {visible(source)}: {reason}" for source, reason in self.failed]
        return (str(self.gallery), *map(str, self.pages), counts, *when, *broken, *mended, *unnamed, *given_up, *failed)

    @property
    def _gone(self) -> str:
        if not self.gone:
            return ""
        which = f" ({', '.join(map(visible, self.gone))})" if len(self.gone) <= _NAMED else ""
        return f"; {len(self.gone):,} in the store whose file has gone{which}, to be removed with dramatis forget alone"

    def row(self, versions: dict[str, str]) -> dict[str, Any]:
        """The line of the log; its fields are told in ``docs/scheduling.md``."""
        broken = {"after_broken_run": self.broken} if self.broken else {}
        return {
            "started": self.started.isoformat(timespec="seconds") if self.started else None,
            "seconds": round(self.seconds, 3),
            "exit_status": self.exit_status,
            "made": list(self.made),
            "skipped": len(self.skipped),
            "failed": [list(pair) for pair in self.failed],
            "failed_before": self.failed_before,
            "mended": list(self.mended),
            "stored": self.stored,
            "replaced": self.replaced,
            "pages": [path.parent.name for path in self.pages],
            "given_up": [list(pair) for pair in self.given_up],
            "removed": self.removed,
            "gone": len(self.gone),
            "dead": self.dead,
            "versions": versions,
            **broken,
        }
