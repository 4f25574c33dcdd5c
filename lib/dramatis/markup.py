"""Untrusted text made fit for a page: escaped, and with nothing invisible left in it.

An article may hold characters that hide, reorder or imitate others. They are shown as signs, never obeyed.

References
----------
.. [1] Boucher, Anderson (2021), *Trojan Source: Invisible Vulnerabilities*.
.. [2] Unicode Standard Annex 9, *Unicode Bidirectional Algorithm*; Technical Report 36, *Security Considerations*.
"""

import html
import re
import unicodedata

__all__ = ["escape", "markdown", "sign", "visible"]

_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that look like nothing (Hangul fillers, the empty Braille pattern)."""

_JOINERS = "\u200c\u200d"
"""Joiners are part of some scripts and of emoji; beside ASCII they do nothing but hide."""

_SUSPECT = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\n]")
_MARKUP = re.compile(r"""[\\`*_{}\[\]()#+\-.!|~$:@=^"'<>&]""")


def visible(text: str) -> str:
    """The text with a sign such as ``[U+202E]`` in place of each character that cannot be seen."""
    return _SUSPECT.sub(lambda found: sign(text, found.start()) or found[0], text)


def escape(text: str) -> str:
    """Untrusted text as HTML, for element content and quoted attributes alike; see :func:`visible`."""
    return html.escape(visible(text), quote=True)


def markdown(text: str) -> str:
    """Untrusted text as Markdown that shows these characters and nothing else, on one line.

    Markup characters become numeric references, so that neither Markdown nor HTML sees them.
    """
    line = " ".join(visible(text).split())
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", line)


def sign(text: str, at: int) -> str:
    """The sign that stands for the character of `text` at `at`; empty where the character can be seen."""
    character = text[at]
    if character == "\n" or not _hides(text, at):
        return ""
    return f"[U+{ord(character):04X}]"


def _hides(text: str, at: int) -> bool:
    character = text[at]
    if character in _JOINERS:
        return any(beside.isascii() for beside in (text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "))
    return character in _BLANKS or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
