"""The watch-list: topics that an analyst wants to see in every report, from ``topics.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from dramatis.errors import LexiconError
from dramatis.extract import patterns
from dramatis.extract.codes import known_codes
from dramatis.extract.scheme import Words
from dramatis.lexicon import find

__all__ = ["Watched", "places", "watched_topics"]

FILE = "topics.yml"
KEYS = ("name", "patterns", "code")


class Watched(NamedTuple):
    """A watched topic: `patterns` are pairs of a pattern and whether it must stand in the text exactly as written."""

    name: str
    patterns: tuple[tuple[str, bool], ...]
    code: str | None


def watched_topics(lexicon: str | Path | None = None) -> list[Watched]:
    """The topics of the watch-list, in the order of the file; none where it is empty.

    Parameters
    ----------
    lexicon : str or Path, optional
        The analyst's folder. Where it has no ``topics.yml``, or none is given, the file that ships is read.

    Raises
    ------
    LexiconError
        On a folder that is not there, and on anything in the file that is not accepted; the message names the file, the line and
        what is accepted.
    """
    path = find(FILE, lexicon)
    state = path.stat()
    return list(_read(path, (state.st_mtime_ns, state.st_size)))


def places(topic: Watched, doc_words: Words) -> list[tuple[int, int]]:
    """Where the text speaks of a watched topic: pairs of the first word and the word after the last; never one inside another."""
    found = patterns.matches(doc_words, patterns.index(topic.patterns))
    spans: list[tuple[int, int]] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if not spans or match.start >= spans[-1][1]:
            spans.append((match.start, match.end))
    return spans


@lru_cache(maxsize=8)
def _read(path: Path, state: tuple[int, int]) -> tuple[Watched, ...]:
    """The topics of a file; `state` (time of change and size) makes a changed file be read anew."""
    root = _parsed(path)
    if root is None:
        return ()
    _expect(root, yaml.SequenceNode, path, "a list of topics, each starting with '- name: …'")
    topics: list[Watched] = []
    for node in root.value:
        topic = _topic(node, path)
        if topic.name.casefold() in {other.name.casefold() for other in topics}:
            raise _error(path, node, f"the name {topic.name!r} stands twice; give every topic a name of its own")
        topics.append(topic)
    return tuple(topics)


def _parsed(path: Path) -> yaml.Node | None:
    """The nodes of the file, which know their lines; None where it holds nothing."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        message = f"{path}{line}: {problem}; a list of topics in YAML is accepted, as the comment at the start of the shipped file shows"
        raise LexiconError(message) from error


def _topic(node: yaml.Node, path: Path) -> Watched:
    """One entry of the list."""
    _expect(node, yaml.MappingNode, path, f"a topic with the keys {', '.join(KEYS)}")
    fields: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.value not in KEYS:
            raise _error(path, key, f"the key {_shown(key)} is not known; accepted are {', '.join(KEYS)}")
        if key.value in fields:
            raise _error(path, key, f"the key {_shown(key)} stands twice in one topic; keep one of them")
        fields[key.value] = value
    for key in ("name", "patterns"):
        if key not in fields:
            raise _error(path, node, f"the topic has no {key!r}; every topic needs a name and patterns")
    _expect(fields["patterns"], yaml.SequenceNode, path, "a list of words or phrases, each on a line of its own that starts with '- '")
    if not fields["patterns"].value:
        raise _error(path, fields["patterns"], "the list of patterns is empty; give one word or phrase at least")
    found = tuple(_pattern(item, path) for item in fields["patterns"].value)
    return Watched(_text(fields["name"], path, "a name"), found, _code(fields.get("code"), path))


def _pattern(node: yaml.Node, path: Path) -> tuple[str, bool]:
    """A pattern: text, or a mapping ``exact: text``."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        if keys != ["exact"]:
            raise _error(path, node, f"a pattern has the key {', '.join(map(str, keys)) or 'none'}; accepted are a text, or 'exact: text'")
        return _words(node.value[0][1], path), True
    return _words(node, path), False


def _words(node: yaml.Node, path: Path) -> str:
    text = _text(node, path, "a word or phrase")
    if not patterns.parts(text):
        raise _error(path, node, f"the pattern {text!r} holds no letter or digit; a word or phrase is accepted")
    return text


def _code(node: yaml.Node | None, path: Path) -> str | None:
    if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")):
        return None
    code = _text(node, path, "a code like medtop:11000000")
    if code not in known_codes():
        raise _error(path, node, f"the code {code!r} is not known; accepted are the codes of mediatopics.csv, such as medtop:11000000")
    return code


def _text(node: yaml.Node, path: Path, accepted: str) -> str:
    """The text of a scalar; numbers and dates are taken as they stand."""
    _expect(node, yaml.ScalarNode, path, accepted)
    text = " ".join(str(node.value).split())
    if not text:
        raise _error(path, node, f"nothing stands here; {accepted} is accepted")
    return text


def _expect(node: yaml.Node, kind: type[yaml.Node], path: Path, accepted: str) -> None:
    if not isinstance(node, kind):
        raise _error(path, node, f"{_shown(node)} stands here; {accepted} is accepted")


def _shown(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value[:60])
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def _error(path: Path, node: yaml.Node, problem: str) -> LexiconError:
    return LexiconError(f"{path}, line {node.start_mark.line + 1}: {problem}")
