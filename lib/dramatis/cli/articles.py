"""The verbs over one article or a folder of them: analyze, report, actors suggest."""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dramatis.cli.app import app
from dramatis.cli.console import NOTHING_DONE, SOME_FAILED, print_text, say
from dramatis.cli.options import LexiconOption, ParameterOption, PipelineOption, PrivateOption, ReportsOption, notebook_parameters
from dramatis.cli.source import analyzed, analyzed_or_not, holds_many, is_address, one_article
from dramatis.errors import ArticleError, DramatisError, ParameterError
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article
    from dramatis.readers import Unread
    from dramatis.report import Report

__all__: list[str] = []


@app.command()
def analyze(
    source: Annotated[str, typer.Argument(metavar="PATH", help="An article's file, a folder of articles, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the analysis as one JSON object.")] = False,
    as_lines: Annotated[bool, typer.Option("--json-lines", help="Print one JSON object a line for every article.")] = False,
    pipeline: PipelineOption = "en_dramatis",
    lexicon: LexiconOption = "",
    allow_private: PrivateOption = False,
) -> None:
    """Print who is mentioned, who says what, and what it is about.

    Without --json or --json-lines a summary of a few lines is printed. A folder is read with all folders in it, in the order of paths;
    of a file of many articles (JSON Lines, a table, a feed, an archive) all are read, and FILE#17 is the 17th of them.
    An article that cannot be read is a line with its source and the error, and the exit status is 1.
    A single article in which no name was found is printed all the same, with exit status 2.
    """
    if as_json and as_lines:
        raise ParameterError("--json and --json-lines are given together; give one of them")
    if holds_many(source) or (as_lines and is_address(source)):
        if as_json:
            what = "a folder" if os.path.isdir(source) or source.endswith("/") else "a file of many articles"
            raise ParameterError(f"{visible(source)!r} is {what}, and --json prints one object; give --json-lines, or one of its files")
        show = _as_line if as_lines else _as_summary
        raise typer.Exit(_analyze_many(source, pipeline, lexicon, show, allow_private=allow_private))
    analysis = analyzed(one_article(source, allow_private=allow_private), pipeline, lexicon)
    print_text(_as_line(analysis) if as_json or as_lines else _as_summary(analysis))
    if analysis.actors.empty:
        raise typer.Exit(_nobody(source))


@app.command()
def report(
    sources: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files of articles, or web addresses; FILE#17 for one of many.")],
    reports: ReportsOption = Path("reports"),
    parameter: ParameterOption = None,
    pipeline: PipelineOption = "",
    lexicon: LexiconOption = "",
    allow_private: PrivateOption = False,
) -> None:
    """Render each article into a page: FOLDER/<date>-<slug>/index.html.

    For each, the path of its page and a summary are printed; FOLDER/index.html then lists all pages. The exit status is 1 where some
    articles failed, 2 where all did. An article in which no name was found gets its page, and counts as failed.
    """
    from dramatis.report import parse_parameters, rebuild_gallery

    values = parse_parameters(notebook_parameters(parameter, pipeline, lexicon))
    statuses = [_reported(source, lambda source=source: _report(source, reports, values, allow_private)) for source in sources]
    if reports.is_dir():
        rebuild_gallery(reports)
    raise typer.Exit(max(statuses) if len(set(statuses)) == 1 else SOME_FAILED)


actors_app = typer.Typer(help="Mend the actors of later runs.", no_args_is_help=True)
app.add_typer(actors_app, name="actors")


@actors_app.command()
def suggest(
    source: Annotated[str, typer.Argument(metavar="PATH", help="An article's file, a folder of articles, or - for standard input.")],
    pipeline: PipelineOption = "en_dramatis",
    lexicon: LexiconOption = "",
) -> None:
    """Print lines for actors.csv about the actors that the analysis is unsure of, each with the reason.

    Copy the lines that are right into actors.csv in your folder of lexicons; every later run obeys them. An article that cannot be read is
    told on standard error, and the exit status is 1.
    """
    from dramatis.analysis import actor_suggestions
    from dramatis.readers import Unread, read_many

    read = read_many(source) if holds_many(source) else [one_article(source)]
    done = [article if isinstance(article, Unread) else analyzed_or_not(article, pipeline, lexicon) for article in read]
    unread = [one for one in done if isinstance(one, Unread)]
    print_text(actor_suggestions(one for one in done if not isinstance(one, Unread)).rstrip("\n"))
    for one in unread:
        say(one.error)
    raise typer.Exit(SOME_FAILED if unread else 0)


def _report(source: str, reports: Path, values: Any, allow_private: bool) -> "Report":
    """The report of a file; of a web address, which is fetched once and read from a file."""
    from dramatis.report import run_report

    if not is_address(source):
        return run_report(source, reports, parameters=values)
    from dramatis.readers.inbox import save

    with tempfile.TemporaryDirectory(prefix="dramatis-") as folder:
        return run_report(str(save(one_article(source, allow_private=allow_private), Path(folder))), reports, parameters=values)


def _analyze_many(source: str, pipeline: str, lexicon: str, show: Any, *, allow_private: bool) -> int:
    """Print all articles of a folder, or of a file of many, as they are done; the exit status."""
    from dramatis.readers import Unread, article_files, read_many

    count = len(article_files(source)) if os.path.isdir(source) else None
    if count == 0:
        raise ArticleError(f"folder {visible(source)!r} holds no articles; put text or Markdown files into it")
    status = 0
    for article in _with_progress(read_many(source, allow_private=allow_private), count):
        done = article if isinstance(article, Unread) else analyzed_or_not(article, pipeline, lexicon)
        status = SOME_FAILED if isinstance(done, Unread) else status
        print_text(show(done))
    return status


def _with_progress(articles: Iterable["Article | Unread"], count: int | None) -> Iterator["Article | Unread"]:
    """The articles, with a bar on standard error where that is a terminal and the results are not shown on it."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from articles
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(articles, description="Analyzing", total=count, console=Console(stderr=True), transient=True)


def _as_line(done: "Analysis | Unread") -> str:
    from dramatis.analysis import SCHEMA, to_json
    from dramatis.readers import Unread

    if isinstance(done, Unread):
        return json.dumps({"schema": SCHEMA, "article": {"source": done.source}, "error": done.error}, ensure_ascii=False)
    return json.dumps(to_json(done), ensure_ascii=False, allow_nan=False)


def _as_summary(done: "Analysis | Unread") -> str:
    from dramatis.readers import Unread
    from dramatis.report.summary import summary

    if isinstance(done, Unread):
        return f"Failed: {visible(done.error)}"
    first, *others = summary(done)
    title = [f"Title: {visible(done.article.title)}"] if done.article.title else []
    return "\n".join([first, *(f"  {line}" for line in [*title, *others])])


def _reported(source: str, render: Any) -> int:
    """Make one report and print its summary, or why there is none; the exit status."""
    try:
        made: Report = render()
    except DramatisError as error:
        return say(str(error)) or NOTHING_DONE
    print_text("\n".join(made.summary))
    if not made.named:
        return _nobody(source)
    return 0 if made.ok else SOME_FAILED


def _nobody(source: str) -> int:
    """Say that an article names nobody; the exit status."""
    say(f"no name of a person, organization or place was found in {visible(source)!r}; see whether it is the text of an article")
    return NOTHING_DONE
