"""Runs that are killed at random instants or find the disk full: the next one completes, and nothing is lost, doubled or torn.

DRAMATIS_INSTANTS=50 in the environment asks for 50 instants of each kind instead of a few.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DISTURBED = Path(__file__).with_name("disturbed.py")
LIBRARY = Path(__file__).parents[3] / "lib"


def disturbed(how: str, folder: Path, instants: int) -> list[dict]:
    """What came of so many instants, all of which ended well."""
    environment = {**os.environ, "PYTHONPATH": str(LIBRARY)}
    command = [sys.executable, str(DISTURBED), how, str(folder), os.environ.get("DRAMATIS_INSTANTS", str(instants))]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_run_that_is_killed_loses_and_doubles_nothing(tmp_path):
    told = disturbed("kill", tmp_path, 4)
    assert sum(one["killed"] for one in told) > 0.7 * len(told)
    assert {one["part"] for one in told} == {"store", "pages"}


@pytest.mark.parametrize("how", ["full", "size"])
def test_a_run_that_cannot_write_says_so_and_tears_nothing(tmp_path, how):
    assert any(one["status"] for one in disturbed(how, tmp_path, 2))


def test_a_full_disk_is_told_and_tears_nothing(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only; the other tests of this file need none")
    try:
        assert any(one["status"] for one in disturbed("fill", disk, 2))
    finally:
        subprocess.run(["umount", str(disk)], check=True)
