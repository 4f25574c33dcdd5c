"""What many articles say together: named steps over the tables of a store, each with its limits stated.

Names are loaded on first use.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Comparison": "comparison",
    "Overview": "overview",
    "Profile": "profile",
    "Selection": "selection",
    "TopicProfile": "topic_profile",
    "actor_profile": "profile",
    "compared": "comparison",
    "corpus_overview": "overview",
    "sample_quotations": "sampling",
    "select": "selection",
    "topic_of": "topic_profile",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
