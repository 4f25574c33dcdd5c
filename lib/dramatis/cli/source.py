"""Articles from the command line's arguments, and their analyses."""

import io
import os
import sys
from typing import TYPE_CHECKING

from dramatis.cli.console import one_line
from dramatis.markup import visible

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.article import Article
    from dramatis.readers import Unread

__all__ = ["STDIN", "analyzed", "analyzed_or_not", "holds_many", "is_address", "one_article"]

STDIN = "-"


def holds_many(source: str) -> bool:
    """Whether a source is a folder, or a file of many articles."""
    from dramatis.readers.formats import is_many
    from dramatis.readers.opening import is_remote_folder

    return source != STDIN and (os.path.isdir(source) or is_remote_folder(source) or (os.path.isfile(source) and is_many(source)))


def is_address(source: str) -> bool:
    """Whether a source is a web address."""
    return source.lower().startswith(("http://", "https://"))


def one_article(source: str, *, allow_private: bool = False) -> "Article":
    """The article of a file or web address, or of standard input."""
    from dramatis.readers import read, read_stream

    if source != STDIN:
        return read(source, allow_private=allow_private)
    return read_stream(sys.stdin.buffer if sys.stdin else io.BytesIO())  # None where the shell closed it


def analyzed(article: "Article", pipeline: str, lexicon: str) -> "Analysis":
    """The analysis of one article."""
    from dramatis.analysis import analyze as analysis_of
    from dramatis.pipeline import load_pipeline

    return analysis_of(article, load_pipeline(pipeline), lexicon=lexicon or None)


def analyzed_or_not(article: "Article", pipeline: str, lexicon: str) -> "Analysis | Unread":
    """The analysis, or the article as one that could not be analyzed; what concerns all articles is raised."""
    from dramatis.errors import LexiconError, PipelineError
    from dramatis.readers import Unread

    try:
        return analyzed(article, pipeline, lexicon)
    except (LexiconError, PipelineError):
        raise
    except Exception as error:  # noqa: BLE001 (one bad article never stops a corpus; the reason stands in its line)
        return Unread(
            article.source, f"article {visible(article.source)!r} could not be analyzed ({type(error).__name__}: {one_line(error)})"
        )
