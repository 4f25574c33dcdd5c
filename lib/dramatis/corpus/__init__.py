"""What many articles say together: named steps over the tables of a store, each with its limits stated.

Names are loaded on first use.
"""

from dramatis.lazy import names_on_demand

_HOMES = {
    "Changes": "changes",
    "Comparison": "comparison",
    "Overview": "overview",
    "Profile": "profile",
    "Selection": "selection",
    "TopicProfile": "topic_profile",
    "actor_profile": "profile",
    "changes_since": "changes",
    "compared": "comparison",
    "corpus_overview": "overview",
    "sample_quotations": "sampling",
    "select": "selection",
    "topic_of": "topic_profile",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = names_on_demand(__name__, _HOMES)
