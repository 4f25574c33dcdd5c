"""What the verbs share: results to standard output, messages to standard error, one line for what a user can mend."""

import os
import sys
import warnings
from typing import Any

import typer
from typer.core import TyperGroup

from dramatis.errors import DramatisError
from dramatis.markup import visible

__all__ = ["NOTHING_DONE", "SOME_FAILED", "Verbs", "one_line", "print_text", "say"]

SOME_FAILED, NOTHING_DONE, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141
"""Exit statuses beside 0; the last two are what a shell gives for the signals SIGINT and SIGPIPE."""
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
            return say(str(error)) or NOTHING_DONE
        except UsageError as error:
            return _say_usage(error) or NOTHING_DONE
        except (KeyboardInterrupt, typer.Abort):
            return INTERRUPTED
        except OSError as error:  # a full disk, a device that is gone; closed pipes are met in _print
            _close_stdout()
            return say(f"{error.strerror or error}: {error.filename or 'while writing'}; mend it and try again") or NOTHING_DONE
        return status if isinstance(status, int) else 0


def print_text(text: str) -> None:
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


def say(message: str) -> None:
    """Tell something in one line on standard error."""
    typer.echo(f"dramatis: {one_line(message)}", err=True)


def one_line(message: object) -> str:
    """A message without line ends, with what steers a terminal made visible."""
    return visible(" ".join(str(message).split()))


def _show_warning(message: Warning | str, category: type[Warning], *place: Any, **options: Any) -> None:
    """A warning as one line; those for developers are not shown."""
    if not issubclass(category, DeprecationWarning | PendingDeprecationWarning | FutureWarning):
        say(str(message))


def _say_usage(error: Any) -> None:
    message = error.format_message()
    if message:  # empty where the help was printed instead
        command = error.ctx.command_path if error.ctx else "dramatis"
        say(f"{message} See: {command} --help")
