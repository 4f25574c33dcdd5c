"""What the notebooks over many articles show: heads, figures, lists of articles, downloads.

Names are loaded on first use, as in :mod:`dramatis.report`.
"""

from dramatis.lazy import names_on_demand

_HOMES = {
    "Pages": "pages",
    "apart_table": "linked",
    "article_table": "lists",
    "articles_over_time": "drawn",
    "by_publisher": "drawn",
    "companions": "drawn",
    "decided_list": "decided",
    "downloads": "parts",
    "evidence": "lists",
    "masthead": "parts",
    "movers": "drawn",
    "opened": "run",
    "page_folder": "run",
    "page_notebook": "run",
    "places": "drawn",
    "quoted_in": "drawn",
    "run_page": "run",
    "rule_table": "linked",
    "run_record": "parts",
    "subjects": "drawn",
    "subjects_over_time": "drawn",
    "theme_list": "lists",
    "themes": "drawn",
    "themes_over_time": "drawn",
    "voices": "drawn",
    "watched_over_time": "drawn",
    "who": "drawn",
    "who_over_time": "drawn",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = names_on_demand(__name__, _HOMES)
