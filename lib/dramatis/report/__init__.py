"""From a notebook to one HTML file: papermill runs it, nbconvert writes it with a template of our own.

Names are loaded on first use: a scheduled run that finds nothing to do imports neither pandas nor matplotlib.
"""

from dramatis.lazy import names_on_demand

_HOMES = {
    "Parameter": "parameters",
    "Report": "render",
    "cards": "cast",
    "doubts": "said",
    "downloads": "takeaway",
    "find": "workbook",
    "head": "parts",
    "marked": "reading",
    "masthead": "parts",
    "open_lab": "workbook",
    "parameters_of": "parameters",
    "parse_parameters": "parameters",
    "quotations": "said",
    "rebuild_gallery": "gallery",
    "render_notebook": "render",
    "run_record": "parts",
    "run_report": "render",
    "spreadsheet": "takeaway",
    "style": "workbook",
    "subjects": "topic_list",
    "trust": "parts",
}

__all__ = sorted(_HOMES)  # noqa: PLE0605
__getattr__, __dir__ = names_on_demand(__name__, _HOMES)
