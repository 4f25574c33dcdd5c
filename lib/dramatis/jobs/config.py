"""What a scheduled run is told: a TOML file, checked before anything is done, so that a slip of the pen is one line and no half run."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["Config", "Limits", "Pages", "read_config"]

Name = Annotated[str, Field(min_length=1)]
_KINDS = {
    "tuple_type": 'a list of texts, such as ["one", "two"]',
    "string_type": "a text in quotation marks",
    "string_too_short": "a text of one character or more",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "dict_type": "a section with values of its own",
    "model_type": "a section with values of its own",
}
"""What is accepted, by pydantic's name of the mistake, where its own words are those of a programmer."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Pages(_Section):
    """Which pages a run keeps up to date.

    Attributes
    ----------
    articles : bool
        A page for each article, and the gallery.
    corpus : bool
        The page over all articles of the store.
    changes : bool
        The page of what changed in the store since the run that changed it before.
    watched : tuple of str
        Actors whose new quotations the page of changes shows.
    actors, topics : tuple of str
        Names that get a page of their own over the store.
    """

    articles: bool = True
    corpus: bool = False
    changes: bool = False
    watched: tuple[Name, ...] = Field(default=(), strict=False)
    actors: tuple[Name, ...] = Field(default=(), strict=False)
    topics: tuple[Name, ...] = Field(default=(), strict=False)


class Limits(_Section):
    """How much a run may take.

    Attributes
    ----------
    jobs : int
        Articles at a time.
    timeout_s : float
        Seconds for one article; then its process is killed.
    memory_mb : int
        Megabytes that one article may take, beyond what the program itself takes.
    attempts : int
        How often an article is tried whose failure may pass (time, memory, a killed process, the network).
    retry_after_h : float
        Hours until such an article is tried again; twice as long each further time.
    pages_timeout_s : float
        Seconds for one page over the store.
    """

    jobs: int = Field(default=1, ge=1, le=256)
    timeout_s: float = Field(default=300.0, gt=0, le=86_400, strict=False)
    memory_mb: int = Field(default=4_000, ge=100)
    attempts: int = Field(default=3, ge=1, le=20)
    retry_after_h: float = Field(default=6.0, ge=0, le=10_000, strict=False)
    pages_timeout_s: float = Field(default=900.0, gt=0, le=86_400, strict=False)


class Network(_Section):
    """What feeds may lead to.

    Attributes
    ----------
    allow_private : bool
        Whether addresses of this machine and of private networks may be fetched.
    """

    allow_private: bool = False


class Config(_Section):
    """A scheduled run; relative paths in the file are taken from the folder that the file lies in.

    Attributes
    ----------
    inboxes : tuple of str
        Folders, files, or patterns such as ``news/**/*.txt``.
    feeds : tuple of str
        Addresses or files of feeds (RSS, Atom).
    stores : tuple of str
        Folders of other stores, whose articles are taken.
    fetched : str
        Folder in which what came from feeds is kept.
    store : str
        Folder of the store that is filled; empty: none.
    reports : str
        Folder of the pages.
    parameters : mapping
        Values for parameters of the article notebook, for all articles.
    pages, limits, network
        Sections of their own.
    """

    inboxes: tuple[Name, ...] = Field(default=(), strict=False)
    feeds: tuple[Name, ...] = Field(default=(), strict=False)
    stores: tuple[Name, ...] = Field(default=(), strict=False)
    fetched: Name = "fetched"
    store: str = ""
    reports: Name = "reports"
    parameters: dict[str, Any] = Field(default_factory=dict)
    pages: Pages = Pages()
    limits: Limits = Limits()
    network: Network = Network()


def read_config(path: str | os.PathLike[str]) -> Config:
    """The configuration in a TOML file.

    Raises
    ------
    ParameterError
        Where the file cannot be read, is no TOML, or holds an unknown key or a value that is not accepted: one line with file, line, key,
        value, and what is accepted.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not in UTF-8"
        raise ParameterError(f"the configuration {str(file)!r} cannot be read ({reason}); see: dramatis run --example") from error
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"the configuration {str(file)!r} is no TOML ({error}); see: dramatis run --example") from error
    try:
        config = Config(**given)
    except ValidationError as error:
        raise ParameterError(_problems(file, text, error)) from error
    if not (config.inboxes or config.feeds or config.stores):
        raise ParameterError(f'the configuration {str(file)!r} names no articles; give inboxes = ["FOLDER"], feeds or stores')
    _check_pages(file, text, config.pages, store=bool(config.store))
    _check_parameters(file, text, config.parameters)
    placed = _from_folder(config, file.parent)
    if placed.store in placed.stores:
        named = f"stores has the value {visible(config.store)!r}, which is the store that is filled"
        raise ParameterError(f"{_place(file, text, ['stores'])}: {named}; accepted are other stores")
    return placed


def _check_pages(file: Path, text: str, pages: Pages, *, store: bool) -> None:
    for key in ("corpus", "changes", "actors", "topics"):
        if getattr(pages, key) and not store:
            raise ParameterError(f'{_place(file, text, [key])}: {key} needs a store to be filled; add the line store = "store" at the top')
    if pages.watched and not pages.changes:
        raise ParameterError(f"{_place(file, text, ['watched'])}: watched needs the page of changes; add changes = true under [pages]")


def _check_parameters(file: Path, text: str, parameters: Mapping[str, Any]) -> None:
    for name, value in parameters.items():
        place = _place(file, text, [name])
        if name == "article":
            raise ParameterError(f"{place}: parameters.article cannot be set; the articles are those of inboxes, feeds and stores")
        try:
            values_of({name: value})
        except ParameterError as error:
            raise ParameterError(f"{place}: {error}") from error


def _from_folder(config: Config, folder: Path) -> Config:
    """The same with all relative paths taken from `folder`."""

    def at(path: str) -> str:
        return path if re.match(r"[A-Za-z][\w+.-]*://", path) else os.path.normpath(folder / os.path.expanduser(path))

    lists = {name: tuple(at(path) for path in getattr(config, name)) for name in ("inboxes", "feeds", "stores")}
    single = {name: at(getattr(config, name)) for name in ("fetched", "store", "reports") if getattr(config, name)}
    lexicon = config.parameters.get("lexicon")
    parameters = config.parameters | ({"lexicon": at(lexicon)} if isinstance(lexicon, str) and lexicon else {})
    return config.model_copy(update=lists | single | {"parameters": parameters})


def _problems(file: Path, text: str, error: ValidationError) -> str:
    first, *others = error.errors()
    more = f" ({len(others)} more after it)" if others else ""
    keys = [str(part) for part in first["loc"]]
    place, name = _place(file, text, keys), visible(".".join(keys))
    if first["type"] == "extra_forbidden":
        return f"{place}: there is no key {name!r}; accepted are {', '.join(_accepted(keys[:-1]))}{more}"
    accepted = _KINDS.get(first["type"], re.sub(r"^Input should be ", "", first["msg"]))
    return f"{place}: {name} has the value {visible(repr(first['input']))}; accepted is {accepted}{more}"


def _accepted(section: list[str]) -> list[str]:
    kind: Any = Config
    for name in section:
        kind = kind.model_fields[name].annotation
    return list(kind.model_fields)


def _place(file: Path, text: str, keys: list[str]) -> str:
    """``FILE, line N`` of a key, where it can be told."""
    names = [key for key in keys if not key.isdigit()]
    wanted = re.compile(rf"\s*[\"']?{re.escape(names[-1])}[\"']?\s*(?:=|\.)|\s*\[{re.escape('.'.join(names))}\]") if names else None
    for number, line in enumerate(text.splitlines(), 1):
        if wanted and wanted.match(line):
            return f"{file}, line {number}"
    return str(file)


def values_of(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the article notebook, checked against what it declares."""
    from dramatis.report.parameters import checked, parameters_of

    return checked(parameters, parameters_of())
