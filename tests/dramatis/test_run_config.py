"""A scheduled run over a configuration: what is wrong with it is told, and what it asks for is done once."""

import json

import pytest

from dramatis.errors import ParameterError
from dramatis.jobs import LOG, read_config, run
from dramatis.resources import resource
from dramatis.store import open_store

ARTICLE = "data/articles/2025-07-24-turchin-mishustin.txt"
WRONG = {
    "unknown key": ('inboxes = ["in"]\nstroe = "s"\n', "line 2: there is no key 'stroe'; accepted are inboxes, feeds"),
    "unknown key of a section": ('inboxes = ["in"]\n[pages]\ncorpse = true\n', "line 3: there is no key 'pages.corpse'"),
    "another type": ('inboxes = ["in"]\n[limits]\njobs = "two"\n', "line 3: limits.jobs has the value 'two'; accepted is a valid integer"),
    "too small": ('inboxes = ["in"]\n[limits]\njobs = 0\n', "limits.jobs has the value 0; accepted is greater than or equal to 1"),
    "nothing to read": ('reports = "r"\n', "names no articles"),
    "page without a store": ('inboxes = ["in"]\n[pages]\ncorpus = true\n', "corpus needs a store"),
    "no TOML": ("inboxes = [\n", "is no TOML"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_configuration_is_told(tmp_path, text, message):
    (tmp_path / "run.toml").write_text(text)
    with pytest.raises(ParameterError) as caught:
        read_config(tmp_path / "run.toml")
    assert message in str(caught.value)
    assert "run.toml" in str(caught.value)


def test_relative_paths_are_taken_from_the_folder_of_the_file(tmp_path):
    (tmp_path / "run.toml").write_text('inboxes = ["in"]\nfeeds = ["https://example.org/feed.xml"]\n')
    config = read_config(tmp_path / "run.toml")
    assert (config.inboxes, config.feeds) == ((str(tmp_path / "in"),), ("https://example.org/feed.xml",))


@pytest.mark.model
def test_the_example_fills_store_and_pages_once(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_bytes(resource(ARTICLE).read_bytes())
    (tmp_path / "inbox" / "empty.txt").write_bytes(b"")
    (tmp_path / "run.toml").write_bytes(resource("examples/run.toml").read_bytes())
    config = read_config(tmp_path / "run.toml")
    first = run(config)
    assert (len(first.made), first.stored, first.exit_status) == (1, 1, 1)
    assert [path.parent.name for path in first.pages] == ["corpus"]
    assert len(open_store(tmp_path / "store").articles()) == 1
    second = run(config)
    assert (second.made, second.pages, second.stored, second.failed_before, second.exit_status) == ((), (), 0, 1, 0)
    rows = [json.loads(line) for line in (tmp_path / "reports" / LOG).read_text().splitlines()]
    assert [row["stored"] for row in rows] == [1, 0]
