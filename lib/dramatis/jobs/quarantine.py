"""Articles that failed: why, how often they were tried, and when they will be tried again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dramatis.files import replace

__all__ = ["QUARANTINE", "Failure", "failures", "keep", "next_failure"]

QUARANTINE = "quarantine.jsonl"
"""One line of JSON for each article that failed and did not succeed since, in the reports folder."""
PASSING = ("time", "memory", "killed", "network")
"""Kinds of failures that may pass by themselves; all others stay until the article, the lexicon or the program changes."""


@dataclass(frozen=True)
class Failure:
    """An article in quarantine.

    Attributes
    ----------
    article : str
        Its identity: the path, or path and id.
    reason : str
        Why it failed, on one line.
    kind : str
        ``time``, ``memory``, ``killed``, ``network`` (these may pass), or ``article``.
    attempts : int
        How many runs have tried it in this version.
    again : str
        When it will be tried again: a time in UTC (ISO 8601), or ``when it changes``.
    key : str
        The hash of all that its page depends on, as it failed.
    """

    article: str
    reason: str
    kind: str
    attempts: int
    again: str
    key: str

    def is_over(self, key: str, now: datetime) -> bool:
        """Whether the article is to be tried again: it changed, or its time has come."""
        return key != self.key or (self.again != CHANGE and datetime.fromisoformat(self.again) <= now)


CHANGE = "when it changes"


def failures(reports: Path) -> dict[str, Failure]:
    """The articles in quarantine, by identity; lines that cannot be read are passed over, and their articles tried again."""
    found = {}
    try:
        lines = (reports / QUARANTINE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    for line in lines:
        try:
            failure = Failure(**json.loads(line))
            failure.is_over("", datetime.now(UTC))
        except (ValueError, TypeError):
            continue
        found[failure.article] = failure
    return found


def keep(reports: Path, found: Mapping[str, Failure]) -> None:
    """Write the quarantine, whole or not at all; no file where nothing failed."""
    path = reports / QUARANTINE
    if not found:
        path.unlink(missing_ok=True)
        return
    replace(path, "".join(json.dumps(asdict(found[name]), ensure_ascii=False) + "\n" for name in sorted(found)))


def next_failure(before: Failure | None, found: Failure, *, most: int, after_h: float, now: datetime | None = None) -> Failure:
    """The failure with its number of attempts, and the time of the next one: after `after_h` hours, twice as long each further time."""
    attempts = before.attempts + 1 if before and before.key == found.key else 1
    again = CHANGE
    if found.kind in PASSING and attempts < most:
        again = ((now or datetime.now(UTC)) + timedelta(hours=after_h * 2 ** (attempts - 1))).isoformat(timespec="seconds")
    return Failure(found.article, found.reason, found.kind, attempts, again, found.key)
