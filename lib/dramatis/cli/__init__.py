"""The command line: thin verbs, one call of the library each.

Results go to standard output, progress and messages to standard error. What a user can mend is told in one line, and the exit status is 2.
A module here holds the verbs of one kind of work; its import adds them to :data:`app`, in the order of the help.
"""

from dramatis.cli import articles, corpus, fetching, forgetting, lab, pages, runs, store
from dramatis.cli.app import app

__all__ = ["app", "articles", "corpus", "fetching", "forgetting", "lab", "pages", "runs", "store"]
