"""Scheduled runs: what is due in inboxes, feeds and stores, its pages, the store, and what changed since the last run.

A run can be repeated at any time, and killed at any time. What did not change is skipped before anything large is imported; a bad
article becomes a row, and the run goes on.
"""

from dramatis.jobs.config import Config, Limits, Pages, read_config
from dramatis.jobs.log import LOCK, LOG
from dramatis.jobs.run import run, run_inbox
from dramatis.jobs.summary import RunSummary

__all__ = ["LOCK", "LOG", "Config", "Limits", "Pages", "RunSummary", "read_config", "run", "run_inbox"]
