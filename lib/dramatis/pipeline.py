"""The one place that loads spaCy: pipelines by name or path, once a process."""

import functools
import os
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from dramatis.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["DEFAULT", "load_pipeline", "missing_parts"]

DEFAULT = "en_dramatis"
"""The pipeline that ships with Dramatis."""

_PARTS = {
    "names": (("names", "ner"), "the actors"),
    "a parse": (("syntax", "parser"), "the key phrases and most of who says what"),
    "parts of speech": (("syntax", "tagger", "morphologizer"), "the key phrases"),
}


def load_pipeline(name: str | os.PathLike[str] = DEFAULT) -> "Language":
    """The spaCy pipeline of that name, loaded once a process.

    Any English pipeline will do; with one that lacks a part that the analysis needs, a warning says what will be missing. How many threads
    the shipped pipeline uses is told by the environment variable ``DRAMATIS_THREADS`` (one, where it is not set).

    Parameters
    ----------
    name : str or path
        The name of an installed pipeline (``en_dramatis``, ``en_core_web_sm``) or a folder that holds one.

    Returns
    -------
    Language
        Shared by all who ask for the same name: do not change it.

    Raises
    ------
    PipelineError
        Where it is not installed (the message has the command that installs it), cannot be loaded, or is for another language than English.

    References
    ----------
    https://spacy.io/usage/saving-loading
    """
    if not isinstance(name, str | os.PathLike):
        raise PipelineError(
            f"pipeline is {name!r}, a {type(name).__name__}; give the name of a spaCy pipeline, such as {DEFAULT}, or the folder of one"
        )
    return _loaded(os.fspath(name))


def missing_parts(nlp: "Language") -> list[str]:
    """What the analysis needs and the pipeline lacks, each with what will be missing in the analysis; empty where all is there."""
    return [f"{part} ({lost} will be missing)" for part, (pipes, lost) in _PARTS.items() if not set(pipes) & set(nlp.pipe_names)]


@functools.cache
def _loaded(name: str) -> "Language":
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # W094, W095: a pipeline made by another version of spaCy
            nlp = spacy.load(name)
    except Exception as error:  # a pipeline runs code of its own when it is loaded, and that may raise anything
        raise PipelineError(_reason(name, error)) from error
    if nlp.lang != "en":
        raise PipelineError(
            f"pipeline {name!r} is for the language {nlp.lang!r}: names, sentences and speech of English articles would be "
            f"missing or wrong; give an English one, such as {DEFAULT}"
        )
    missing = missing_parts(nlp)
    if missing:
        warnings.warn(f"pipeline {name!r} lacks {', '.join(missing)}", UserWarning, stacklevel=3)
    return nlp


def _reason(name: str, error: Exception) -> str:
    shown, text = repr(name), " ".join(str(error).split())
    if "[E050]" in text and not os.path.exists(name):
        return f"pipeline {shown} is not installed; {_command(name)}, or give another pipeline (default: {DEFAULT})"
    if "[E053]" in text or "[E050]" in text:
        return f"pipeline {shown} is no folder of a spaCy pipeline; give a name such as {DEFAULT}, or the folder that holds its config.cfg"
    what = f"{type(error).__name__}: {text[:200]}"
    return f"pipeline {shown} cannot be loaded ({what}); install it again, or give another one (default: {DEFAULT})"


def _command(name: str) -> str:
    if name == DEFAULT:
        return "install Dramatis again (pip install --force-reinstall dramatis; in a checkout: make)"
    if os.sep in name or Path(name).suffix:
        return "there is no such folder: give the folder that holds its config.cfg"
    if re.fullmatch(r"[a-z]{2,3}_\w+_(?:sm|md|lg|trf)", name):
        return f"install it (python -m spacy download {name}; with conda: conda install -c conda-forge spacy-model-{name})"
    return "install the package that holds it"
