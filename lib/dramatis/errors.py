"""The errors that Dramatis raises on purpose.

Every message is one line that names the thing, the value, what is accepted and what to do next,
so that a front end can print it as it is.
"""

__all__ = ["ArticleError", "DramatisError", "LexiconError", "ParameterError", "PipelineError", "ReportError", "StoreError", "TableError"]


class DramatisError(Exception):
    """The base of all errors that a user can mend; its text is fit for a user."""


class ArticleError(DramatisError):
    """An article could not be read, or is not one that can be analyzed."""


class LexiconError(DramatisError):
    """A file that the analyst edits (``data/lexicon``) holds something that is not accepted."""


class ParameterError(DramatisError):
    """A parameter of a notebook, verb or function is unknown or has a value that is not accepted."""


class PipelineError(DramatisError):
    """The spaCy pipeline is not installed, or is not one that can be used."""


class ReportError(DramatisError):
    """A report could not be made or written."""


class StoreError(DramatisError):
    """A store of analyses is not there, cannot be read or written, or was asked something that it cannot answer."""


class TableError(DramatisError, ValueError):
    """A table does not follow the schema of :mod:`dramatis.tables`."""
