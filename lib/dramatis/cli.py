"""The command line: thin verbs, one call of the library each.

Results go to standard output, progress and messages to standard error. What a user can mend is told in one line, and the exit status is 2.
"""

import io
import json
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

import dramatis
from dramatis.errors import ArticleError, DramatisError, ParameterError
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article
    from dramatis.readers import Unread
    from dramatis.report import Report

__all__ = ["app"]

SOME_FAILED, NOTHING_DONE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141
"""Exit statuses beside 0; the last two are what a shell gives for the signals SIGINT and SIGPIPE."""
STDIN = "-"
UsageError = typer.BadParameter.__mro__[1]


class Verbs(TyperGroup):
    """The verbs, with all that ends them early told in one line."""

    def main(self, *args: Any, standalone_mode: bool = True, **options: Any) -> Any:
        """Run a verb; in standalone mode leave the process with its exit status."""
        if not standalone_mode:
            return super().main(*args, standalone_mode=False, **options)
        sys.exit(self._status(*args, **options))

    def _status(self, *args: Any, **options: Any) -> int:
        warnings.showwarning = _show_warning
        try:
            status = super().main(*args, standalone_mode=False, **options)
            if sys.stdout:
                sys.stdout.flush()
        except DramatisError as error:
            return _say(str(error)) or NOTHING_DONE
        except UsageError as error:
            return _say_usage(error) or NOTHING_DONE
        except (KeyboardInterrupt, typer.Abort):
            return INTERRUPTED
        except OSError as error:  # a full disk, a device that is gone; closed pipes are met in _print
            _close_stdout()
            return _say(f"{error.strerror or error}: {error.filename or 'while writing'}; mend it and try again") or NOTHING_DONE
        return status if isinstance(status, int) else 0


app = typer.Typer(
    cls=Verbs,
    name="dramatis",
    help="Read the news and show its cast: who is mentioned, who says what, and what it is about.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

PipelineOption = Annotated[str, typer.Option("--pipeline", metavar="NAME", help="spaCy pipeline to use: its name, or its folder.")]
LexiconOption = Annotated[str, typer.Option("--lexicon", metavar="FOLDER", help="Folder with your own lexicons; they go before ours.")]
ReportsOption = Annotated[Path, typer.Option("--reports", metavar="FOLDER", help="Folder for the pages; made where it does not exist.")]
ParameterOption = Annotated[
    list[str] | None,
    typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="Value for a parameter of the notebook; may be given again."),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        _print(f"dramatis {dramatis.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read the news and show its cast: who is mentioned, who says what, and what it is about."""


@app.command()
def analyze(
    source: Annotated[str, typer.Argument(metavar="PATH", help="An article's file, a folder of articles, or - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the analysis as one JSON object.")] = False,
    as_lines: Annotated[bool, typer.Option("--json-lines", help="Print one JSON object a line for every article.")] = False,
    pipeline: PipelineOption = "en_dramatis",
    lexicon: LexiconOption = "",
) -> None:
    """Print who is mentioned, who says what, and what it is about.

    Without --json or --json-lines a summary of a few lines is printed. A folder is read with all folders in it, in the order of paths.
    An article that cannot be read is a line with its source and the error, and the exit status is 1.
    A single article in which no name was found is printed all the same, with exit status 2.
    """
    if as_json and as_lines:
        raise ParameterError("--json and --json-lines are given together; give one of them")
    if source != STDIN and os.path.isdir(source):
        if as_json:
            raise ParameterError(f"{visible(source)!r} is a folder, and --json prints one object; give --json-lines, or one of its files")
        show = _as_line if as_lines else _as_summary
        raise typer.Exit(_analyze_folder(source, pipeline, lexicon, show))
    analysis = _analyzed(_article(source), pipeline, lexicon)
    _print(_as_line(analysis) if as_json or as_lines else _as_summary(analysis))
    if analysis.actors.empty:
        raise typer.Exit(_nobody(source))


@app.command()
def report(
    sources: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files of articles.")],
    reports: ReportsOption = Path("reports"),
    parameter: ParameterOption = None,
    pipeline: PipelineOption = "",
    lexicon: LexiconOption = "",
) -> None:
    """Render each article into a page: FOLDER/<date>-<slug>/index.html.

    For each, the path of its page and a summary are printed. The exit status is 1 where some articles failed, 2 where all did.
    An article in which no name was found gets its page, and counts as failed.
    """
    from dramatis.report import parse_parameters, run_report

    values = parse_parameters(_parameters(parameter, pipeline, lexicon))
    statuses = [_reported(source, lambda source=source: run_report(source, reports, parameters=values)) for source in sources]
    raise typer.Exit(max(statuses) if len(set(statuses)) == 1 else SOME_FAILED)


@app.command()
def run(
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="Folder of articles.")],
    reports: ReportsOption = Path("reports"),
    parameter: ParameterOption = None,
    pipeline: PipelineOption = "",
    lexicon: LexiconOption = "",
) -> None:
    """Render every article of a folder that is new or changed since the last run, and the page that lists all reports.

    Made to be called on a schedule: what did not change is skipped, a bad article does not stop the rest. The exit status is 0 where all
    went well, 1 where some articles failed, 2 where nothing could be done.
    """
    from dramatis.jobs import run_inbox
    from dramatis.report import parse_parameters

    summary = run_inbox(inbox, reports, parameters=parse_parameters(_parameters(parameter, pipeline, lexicon)))
    _print("\n".join(summary.lines))
    raise typer.Exit(summary.exit_status)


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
    from dramatis.readers import Unread, read_folder

    read = read_folder(source) if source != STDIN and os.path.isdir(source) else [_article(source)]
    done = [article if isinstance(article, Unread) else _analyzed_or_not(article, pipeline, lexicon) for article in read]
    unread = [one for one in done if isinstance(one, Unread)]
    _print(actor_suggestions(one for one in done if not isinstance(one, Unread)).rstrip("\n"))
    for one in unread:
        _say(one.error)
    raise typer.Exit(SOME_FAILED if unread else 0)


@app.command()
def lab() -> None:
    """Open JupyterLab on the article notebook."""
    from dramatis.report import open_lab

    raise typer.Exit(open_lab())


def _article(source: str) -> "Article":
    from dramatis.readers import read, read_stream

    if source != STDIN:
        return read(source)
    return read_stream(sys.stdin.buffer if sys.stdin else io.BytesIO())  # None where the shell closed it


def _analyzed(article: "Article", pipeline: str, lexicon: str) -> "Analysis":
    from dramatis.analysis import analyze as analysis_of
    from dramatis.pipeline import load_pipeline

    return analysis_of(article, load_pipeline(pipeline), lexicon=lexicon or None)


def _analyze_folder(folder: str, pipeline: str, lexicon: str, show: Any) -> int:
    """Print all articles of a folder as they are done; the exit status."""
    from dramatis.readers import Unread, article_files, read_folder

    count = len(article_files(folder))
    if not count:
        raise ArticleError(f"folder {visible(folder)!r} holds no articles; put text or Markdown files into it")
    status = 0
    for article in _with_progress(read_folder(folder), count):
        done = article if isinstance(article, Unread) else _analyzed_or_not(article, pipeline, lexicon)
        status = SOME_FAILED if isinstance(done, Unread) else status
        _print(show(done))
    return status


def _analyzed_or_not(article: "Article", pipeline: str, lexicon: str) -> "Analysis | Unread":
    from dramatis.errors import LexiconError, PipelineError
    from dramatis.readers import Unread

    try:
        return _analyzed(article, pipeline, lexicon)
    except (LexiconError, PipelineError):
        raise
    except Exception as error:  # noqa: BLE001 (one bad article never stops a corpus; the reason stands in its line)
        return Unread(
            article.source, f"article {visible(article.source)!r} could not be analyzed ({type(error).__name__}: {_one_line(error)})"
        )


def _with_progress(articles: Iterable["Article | Unread"], count: int) -> Iterator["Article | Unread"]:
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
        return _say(str(error)) or NOTHING_DONE
    _print("\n".join(made.summary))
    if not made.named:
        return _nobody(source)
    return 0 if made.ok else SOME_FAILED


def _nobody(source: str) -> int:
    """Say that an article names nobody; the exit status."""
    _say(f"no name of a person, organization or place was found in {visible(source)!r}; see whether it is the text of an article")
    return NOTHING_DONE


def _parameters(texts: list[str] | None, pipeline: str, lexicon: str) -> list[str]:
    options = {"pipeline": pipeline, "lexicon": lexicon}
    return [*(texts or []), *(f"{name}={value}" for name, value in options.items() if value)]


def _print(text: str) -> None:
    """Print in UTF-8, whatever the terminal is set to, at once; leave where nobody reads any more."""
    if sys.stdout is None:  # the shell closed it
        return
    try:
        sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        _close_stdout()
        raise typer.Exit(PIPE_CLOSED) from error
    except OSError as error:
        _close_stdout()
        raise DramatisError(f"standard output cannot be written ({error.strerror}); make room, or print to another place") from error


def _close_stdout() -> None:
    """Let what is still to be written go nowhere, or Python would complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    typer.echo(f"dramatis: {_one_line(message)}", err=True)


def _one_line(message: object) -> str:
    return visible(" ".join(str(message).split()))


def _show_warning(message: Warning | str, category: type[Warning], *place: Any, **options: Any) -> None:
    """A warning as one line; those for developers are not shown."""
    if not issubclass(category, DeprecationWarning | PendingDeprecationWarning | FutureWarning):
        _say(str(message))


def _say_usage(error: Any) -> None:
    message = error.format_message()
    if message:  # empty where the help was printed instead
        command = error.ctx.command_path if error.ctx else "dramatis"
        _say(f"{message} See: {command} --help")
