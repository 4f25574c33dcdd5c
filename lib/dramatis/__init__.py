"""Dramatis reads the news and shows its cast: who is mentioned, who says what, and what it is about.

Names are loaded on first use, so that ``import dramatis`` takes no time.
"""

from dramatis.lazy import names_on_demand

__version__ = "0.1.0"

_HOMES = {
    "Analysis": "analysis",
    "Article": "article",
    "ArticleError": "errors",
    "DramatisError": "errors",
    "LexiconError": "errors",
    "ParameterError": "errors",
    "PipelineError": "errors",
    "ReportError": "errors",
    "Store": "store",
    "StoreError": "errors",
    "TableError": "errors",
    "Unread": "readers",
    "analyze": "analysis",
    "analyze_many": "analysis",
    "from_json": "analysis",
    "load_pipeline": "pipeline",
    "make_article": "article",
    "open_store": "store",
    "read": "readers",
    "read_folder": "readers",
    "read_many": "readers",
    "run_corpus": "scale",
    "run_inbox": "jobs",
    "run_report": "report",
    "to_json": "analysis",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = names_on_demand(__name__, _HOMES)
