"""The verbs over a store: query, export."""

import io
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dramatis.cli.app import app
from dramatis.cli.console import print_text, say
from dramatis.cli.options import LexiconOption, PipelineOption
from dramatis.cli.source import STDIN, analyzed, one_article
from dramatis.errors import StoreError
from dramatis.markup import visible

if TYPE_CHECKING:
    import pandas as pd

    from dramatis.store import Store

__all__ = ["StoreOption", "keep_up"]

SHOWN = 200
"""Rows that a terminal is shown."""
LONGEST = 200
"""Characters of a cell that a terminal is shown."""
StoreOption = Annotated[Path, typer.Option("--store", metavar="FOLDER", help="Folder of the store.")]


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT; - reads it from standard input; empty: list the tables.")] = "",
    store: StoreOption = Path("store"),
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write a file: .csv, .jsonl, .xlsx or .parquet.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="csv, jsonl, xlsx or parquet, where the name does not tell.")] = "",
) -> None:
    """Ask a store a question in SQL (DuckDB's); nothing but its tables can be read, and nothing is changed.

    On a terminal the answer is a table of at most 200 rows, long cells cut; to another program it is CSV, or JSON Lines with --format
    jsonl. Without SQL, the tables are listed with their columns and numbers of rows.
    """
    from dramatis.export.answers import as_text, checked_form, write
    from dramatis.store import existing_store

    wanted = checked_form(form, to)
    found = existing_store(store)
    asked = sys.stdin.read() if sql == STDIN else sql
    answer = found.query(asked) if asked.strip() else _tables(found)
    if to:
        print_text(f"{write(answer, to, wanted):,} rows to {to}")
    elif form or not sys.stdout.isatty():
        print_text(as_text(answer, wanted).rstrip("\n"))
    else:
        _show(answer)


@app.command()
def export(  # noqa: PLR0913 (options of a command line)
    source: Annotated[
        str, typer.Argument(metavar="[ARTICLE]", help="Instead of a store: an article's file, or its analysis in JSON.")
    ] = "",
    to: Annotated[Path, typer.Option("--to", metavar="PATH", help="A file; a folder for csv, and webannotation of many.")] = Path("export"),
    store: StoreOption = Path("store"),
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="csv, xlsx, jsonl, gexf or webannotation; else by the name's suffix.")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="First day, YYYY-MM-DD.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Last day, YYYY-MM-DD.")] = "",
    publisher: Annotated[str, typer.Option("--source", metavar="NAME", help="Publisher, or a part of the path or address.")] = "",
    actor: Annotated[str, typer.Option("--actor", metavar="NAME", help="Articles that name this actor.")] = "",
    topic: Annotated[str, typer.Option("--topic", metavar="NAME", help="Articles with this topic, key phrase or subject.")] = "",
    pipeline: PipelineOption = "en_dramatis",
    lexicon: LexiconOption = "",
) -> None:
    """Write the articles of a store, or those that fit, for other programs.

    csv: a file for each table; xlsx: a sheet for each; jsonl: one analysis a line; gexf: who is named with whom, for Gephi; webannotation:
    each mention, topic and quotation as a W3C Web Annotation. No cell becomes a formula. The path that was written is printed.
    """
    from dramatis.export import Choice, export, format_of

    choice = Choice(since=since, until=until, source=publisher, actor=actor, topic=topic)
    wanted = form or format_of(to)
    with ExitStack() as scratch:
        found = _of_article(source, pipeline, lexicon, scratch) if source else _current(store, lexicon or None)
        made = export(found, to, wanted, choice=choice)
    print_text(str(to))
    files = f" in {len(made.files):,} files" if len(made.files) > 1 else ""
    say(f"{made.articles:,} {'article' if made.articles == 1 else 'articles'} exported as {wanted}{files}")


def _current(folder: Path, lexicon: str | None) -> "Store":
    """The store, with what is found across its articles up to date."""
    from dramatis.store import existing_store

    store = existing_store(folder)
    keep_up(store, lexicon)
    return store


def keep_up(store: "Store", lexicon: str | None) -> None:
    """Bring what is found across articles up to date, and tell of it; a store that cannot be written stays as it is, which is told too."""
    from dramatis.corpus.upkeep import bring_up_to_date

    try:
        line = bring_up_to_date(store, lexicon=lexicon).line
    except StoreError as error:
        line = f"{error}; links and copies are those of an earlier time"
    if line:
        say(line)


def _of_article(source: str, pipeline: str, lexicon: str, scratch: ExitStack) -> "Store":
    """A store, in a folder that goes when `scratch` is closed, with one article."""
    from dramatis.analysis import from_json
    from dramatis.corpus.upkeep import bring_up_to_date
    from dramatis.export.answers import read_analysis
    from dramatis.store import open_store

    data = read_analysis(source) if source.lower().endswith(".json") else None
    analysis = from_json(data) if data else analyzed(one_article(source), pipeline, lexicon)
    store = open_store(Path(scratch.enter_context(tempfile.TemporaryDirectory(prefix="dramatis-"))) / "store")
    store.add([analysis])
    bring_up_to_date(store, lexicon=lexicon)
    return store


def _tables(store: "Store") -> "pd.DataFrame":
    import pandas as pd

    from dramatis.store.schema import STORED

    counts = store.query(" UNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS rows FROM {name}" for name in STORED))  # noqa: S608
    rows = dict(counts.itertuples(index=False, name=None))
    columns = {name: ", ".join(column.name for column in columns) for name, columns in STORED.items()}
    return pd.DataFrame({"table": list(STORED), "rows": [rows[name] for name in STORED], "columns": list(columns.values())})


def _show(answer: "pd.DataFrame") -> None:
    """Print an answer as a table as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dramatis.export.answers import cells

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in answer.columns:
        table.add_column(Text(visible(str(name))))
    for row in cells(answer.head(SHOWN)):
        table.add_row(*(Text(_brief(visible(str(value)))) for value in row))
    target = io.StringIO()
    Console(file=target, width=shutil.get_terminal_size().columns).print(table)
    print_text(target.getvalue().rstrip("\n"))
    left = len(answer) - SHOWN
    say(
        f"{len(answer):,} {'row' if len(answer) == 1 else 'rows'}"
        + (f", {left:,} of them not shown; --to FILE has all" if left > 0 else "")
    )


def _brief(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
