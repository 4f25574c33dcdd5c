"""Write docs/command-line.md and docs/library.md from the command line, the notebooks and the public names themselves."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import papermill
import typer.main

import dramatis
from dramatis.cli import app

ROOT = Path(__file__).parents[1]
COMMANDS_HEAD = """\
# The command line

Made from the program itself by `make docs`; a test holds it equal. `dramatis VERB --help` prints the same.

Results go to standard output, progress and messages to standard error. Exit status: 0 all done; 1 some articles failed (the rest is done);
2 nothing could be done, with one line that says what was wrong and what to do.
"""
LIBRARY_HEAD = """\
# The library

The public names of `dramatis`, made from the code by `make docs`; a test holds it equal.
Everything else may change from one version to the next.
What the tables hold: [tables.md](tables.md).
"""


def main() -> None:
    """Write both pages."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


def pages() -> dict[Path, str]:
    """The pages, in Markdown."""
    return {ROOT / "docs" / "command-line.md": commands() + parameters(), ROOT / "docs" / "library.md": library()}


def commands() -> str:
    """All verbs, each with its arguments and options."""
    group = typer.main.get_command(app)
    return COMMANDS_HEAD + "".join(verb(name, command) for name, command in verbs(group, ""))


def verbs(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Full names and commands of a group, those of the groups in it included, in alphabetical order."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from verbs(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def verb(name: str, command: Any) -> str:
    """One verb's part of the page."""
    rows = "".join(option(each) for each in command.params if not getattr(each, "hidden", False) and each.name != "help")
    text = inspect.cleandoc(command.help or "").partition("\f")[0].strip()
    table = f"\n| argument or option | meaning |\n|---|---|\n{rows}" if rows else ""
    return f"\n## dramatis {name}\n\n{text}\n{table}"


def option(parameter: Any) -> str:
    """One row: the names of an option, or an argument's name in capitals."""
    argument = parameter.param_type_name == "argument"
    names = f"`{(parameter.metavar or parameter.name).upper()}`" if argument else ", ".join(f"`{each}`" for each in parameter.opts)
    return f"| {names} | {' '.join((getattr(parameter, 'help', None) or '').split())} |\n"


def parameters() -> str:
    """The parameters of each notebook, as its first cell declares them."""
    return "".join(notebook(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb")))


def notebook(path: Path) -> str:
    """One notebook's part of the page."""
    found = papermill.inspect_notebook(str(path))
    rows = "".join(f"| `{name}` | {each['inferred_type_name']} | `{each['default']}` | {each['help']} |\n" for name, each in found.items())
    head = f"\n## Parameters of notebooks/{path.name}\n\n`dramatis report FILE -p NAME=VALUE`, or `papermill -p NAME VALUE`.\n"
    return f"{head}\n| parameter | type | default | meaning |\n|---|---|---|---|\n{rows}"


def library() -> str:
    """The public names of the package, in alphabetical order."""
    return LIBRARY_HEAD + "".join(public(name) for name in sorted(dramatis.__all__, key=str.lower))


def public(name: str) -> str:
    """One name's part of the page: its signature and its docstring."""
    thing = getattr(dramatis, name)
    return f"\n## {name}\n\n```python\n{signature(thing)}\n```\n\n```text\n{inspect.getdoc(thing)}\n```\n"


def signature(thing: Any) -> str:
    """The signature as it stands in the source, so that every version of Python gives the same page."""
    node = ast.parse(inspect.getsource(thing)).body[0]
    if isinstance(node, ast.ClassDef):
        return f"dramatis.{node.name}"
    return f"dramatis.{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}"


if __name__ == "__main__":
    main()
