"""The parameters that a notebook declares, and values checked against them.

papermill only warns of an unknown parameter, and takes any value for any. A page made with a mistyped parameter
would look as good as another; so nothing unknown or of a wrong type gets that far.
"""

import ast
import io
import json
import tokenize
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from dramatis.errors import ParameterError, ReportError
from dramatis.markup import visible
from dramatis.resources import resource

__all__ = ["ARTICLE_NOTEBOOK", "Parameter", "checked", "parameters_of", "parse_parameters"]

ARTICLE_NOTEBOOK = "notebooks/article.ipynb"
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "list": list}
_BOOLS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Parameter(NamedTuple):
    """One line ``name: type = literal  # help`` of a parameters cell."""

    name: str
    type: str
    default: Any
    help: str


def parameters_of(notebook: Path | None = None) -> dict[str, Parameter]:
    """What the parameters cell of `notebook` (by default the article notebook) declares, by name, in its order.

    Raises
    ------
    ReportError
        Where the notebook has no such cell or a line of it is of another form.
    """
    path = notebook or resource(ARTICLE_NOTEBOOK)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = next(("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", [])), None)
    if source is None:
        raise ReportError(f"the notebook {str(path)!r} has no cell tagged 'parameters'; tag the one that declares them")
    helps = _comments(source)
    return {made.name: made for made in (_parameter(line, helps, path) for line in ast.parse(source).body)}


def parse_parameters(texts: Iterable[str], notebook: Path | None = None) -> dict[str, Any]:
    """Typed values from texts ``name=value``, as a command line has them; a list is written ``a,b,c``.

    Raises
    ------
    ParameterError
        On an unknown name, a text without ``=``, or a value that is none of the declared type.
    """
    declared = parameters_of(notebook)
    pairs = [text.partition("=") for text in texts]
    for name, equals, _ in pairs:
        if not equals:
            raise ParameterError(f"parameter {visible(name)!r} has no value; write name=value, names: {_names(declared)}")
        _known(name, declared)
    return {name: _parsed(declared[name], value) for name, _, value in pairs}


def checked(values: Mapping[str, Any], declared: Mapping[str, Parameter]) -> dict[str, Any]:
    """`values` as they are, or an error that names what is accepted; whole numbers count something, so they are 1 or more.

    Raises
    ------
    ParameterError
        On an unknown name or a value of another type; an int is taken for a float.
    """
    for name, value in values.items():
        wanted = TYPES[_known(name, declared).type]
        fits = isinstance(value, (wanted, int) if wanted is float else wanted) and not (isinstance(value, bool) and wanted is not bool)
        if not fits or (wanted is list and not all(isinstance(item, str | int | float) for item in value)):
            accepted = f"{_article(declared[name].type)} is accepted, such as {declared[name].default!r} ({declared[name].help})"
            raise ParameterError(f"parameter {name} has the value {visible(repr(value))}, of type {type(value).__name__}; {accepted}")
        if wanted is int and value < 1:
            raise ParameterError(f"parameter {name} has the value {value}; 1 or more is accepted ({declared[name].help})")
    return dict(values)


def _known(name: str, declared: Mapping[str, Parameter]) -> Parameter:
    if name not in declared:
        raise ParameterError(f"there is no parameter {visible(name)!r}; accepted are {_names(declared)}")
    return declared[name]


def _article(kind: str) -> str:
    return f"{'an' if kind == 'int' else 'a'} {kind}"


def _names(declared: Mapping[str, Parameter]) -> str:
    return ", ".join(f"{parameter.name} ({parameter.type})" for parameter in declared.values())


def _parsed(parameter: Parameter, text: str) -> Any:
    try:
        return _PARSERS[parameter.type](text)
    except (ValueError, KeyError) as error:
        accepted = f"{_article(parameter.type)} is accepted, such as {parameter.default!r} ({parameter.help})"
        raise ParameterError(f"parameter {parameter.name} has the value {visible(text)!r}; {accepted}") from error


_PARSERS = {
    "str": str,
    "int": int,
    "float": float,
    "bool": lambda text: _BOOLS[text.strip().lower()],
    "list": lambda text: [item.strip() for item in text.split(",") if item.strip()],
}


def _parameter(line: ast.stmt, helps: Mapping[int, str], path: Path) -> Parameter:
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and isinstance(line.annotation, ast.Name) and line.value):
        raise ReportError(f"line {line.lineno} of the parameters of {str(path)!r} is not of the form 'name: type = literal  # help'")
    return Parameter(line.target.id, line.annotation.id, ast.literal_eval(line.value), helps.get(line.lineno, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ").strip() for token in tokens if token.type == tokenize.COMMENT}
