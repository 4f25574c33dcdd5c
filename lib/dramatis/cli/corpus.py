"""Many articles into a store, on the processes of this machine or on a cluster."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dramatis.cli.app import app
from dramatis.cli.console import NOTHING_DONE, print_text, say
from dramatis.cli.options import LexiconOption, PipelineOption
from dramatis.cli.store import keep_up
from dramatis.markup import visible

__all__: list[str] = []

_OWN_LEXICONS = """
SELECT json_extract_string(provenance, '$.parameters.lexicon') AS own, count(*) FROM articles
GROUP BY own HAVING own <> $given ORDER BY own
"""
_EVERY_S = 15
"""Seconds between two lines of progress, where standard error is no terminal."""


@app.command()
def corpus(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files of one or many articles, folders, s3:// addresses.")],
    store: Annotated[Path, typer.Option("--store", metavar="FOLDER", help="Folder of the store; made where it does not exist.")],
    scheduler: Annotated[str, typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786.")] = "",
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes on this machine; 0: one for each processor.")] = 0,
    pipeline: PipelineOption = "en_dramatis",
    lexicon: LexiconOption = "",
) -> None:
    """Analyze many articles into a store, on all processors of this machine or on a Dask cluster.

    What the store has already, with the same text and from the same version, is left out, so a run that was ended is taken up by the same
    command. Then actors are linked across articles and copies found, where anything changed. What cannot be read is told on standard error,
    a line each, and the exit status is 1.
    """
    from dramatis.scale import run_corpus
    from dramatis.store import existing_store

    for folder, count in _other_lexicons(store, lexicon):
        say(
            f"{count:,} articles of the store were analyzed with the lexicons of {visible(folder)!r}; those among these sources are "
            f"analyzed anew without them: give --lexicon {visible(folder)} to keep what they decide"
        )
    options = {"pipeline": pipeline, "lexicon": lexicon}
    with _progress() as show:
        summary = run_corpus(sources, store, scheduler=scheduler, workers=workers, task_options=options, progress=show)
    for error in summary.errors:
        say(error.error)
    keep_up(existing_store(store), lexicon)
    print_text(summary.line)
    nothing = summary.errors and not summary.analyzed and not summary.skipped
    raise typer.Exit(NOTHING_DONE if nothing else summary.exit_status)


def _other_lexicons(folder: Path, lexicon: str) -> list[tuple[str, int]]:
    """The lexicons of somebody's own with which the store's articles were analyzed, and which this run is not given, with their numbers."""
    from dramatis.store import existing_store

    if not folder.is_dir():
        return []
    given = os.path.abspath(lexicon) if lexicon else ""
    return list(existing_store(folder).query(_OWN_LEXICONS, {"given": given}).itertuples(index=False, name=None))


@contextmanager
def _progress() -> Iterator[Callable[[int, int, int], None]]:
    """A line that is rewritten, on a terminal; else a line now and then."""
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("starting") as status:
            started = time.monotonic()
            yield lambda *counts: status.update(_told(counts, started))
        return
    started = last = time.monotonic()

    def tell(*counts: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY_S:
            last = time.monotonic()
            say(_told(counts, started))

    yield tell


def _told(counts: tuple[int, ...], started: float) -> str:
    analyzed, skipped, failed = counts
    pace = analyzed / max(time.monotonic() - started, 1e-9)
    return f"{analyzed:,} analyzed, {skipped:,} unchanged, {failed:,} failed; {pace:.1f} articles a second"
