"""What a run did, for a person and for the log."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dramatis.markup import visible

__all__ = ["RunSummary"]


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
    stored : int
        Articles that were added to the store or replaced in it.
    pages : tuple of Path
        Pages over the store that were made.
    broken : str
        When the run before this one was started, where it did not get to its end; else empty.
    """

    made: tuple[str, ...]
    skipped: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    gallery: Path
    failed_before: int = 0
    unnamed: tuple[str, ...] = ()
    stored: int = 0
    pages: tuple[Path, ...] = ()
    broken: str = ""

    @property
    def exit_status(self) -> int:
        """0 where nothing failed, else 1; a run that could do nothing at all raises instead (2 on the command line)."""
        return 1 if self.failed else 0

    @property
    def lines(self) -> tuple[str, ...]:
        """For a person: the gallery, the counts, and a line for each article that failed or names nobody."""
        before = f" ({self.failed_before} of them failed before)" if self.failed_before else ""
        stored = f", {len_words(self.stored)} to the store" if self.stored else ""
        counts = f"{len(self.made)} made, {len(self.skipped)} unchanged{before}, {len(self.failed)} failed{stored}"
        broken = [f"the run of {self.broken} did not get to its end; this one did its work"] if self.broken else []
        failed = [f"failed: {visible(source)}: {reason}" for source, reason in self.failed]
        unnamed = [f"no name found: {visible(source)}: see whether it is the text of an article" for source in self.unnamed]
        return (str(self.gallery), *map(str, self.pages), counts, *broken, *failed, *unnamed)

    def row(self, started: str, seconds: float, versions: dict[str, str]) -> dict[str, Any]:
        """The line of the log."""
        broken = {"after_broken_run": self.broken} if self.broken else {}
        return {
            "started": started,
            "seconds": round(seconds, 3),
            "made": list(self.made),
            "skipped": len(self.skipped),
            "failed": [list(pair) for pair in self.failed],
            "failed_before": self.failed_before,
            "stored": self.stored,
            "pages": [path.parent.name for path in self.pages],
            "versions": versions,
            **broken,
        }


def len_words(number: int) -> str:
    """A number of articles, in words as the lines have them."""
    return f"{number:,} added"
