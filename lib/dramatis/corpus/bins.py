"""Calendar bins: the days, weeks, months, quarters or years in which a stretch of time is counted.

Every bin of the stretch is there, whether anything falls into it or not; the first and the last are marked where the stretch covers
only a part of them.
"""

from datetime import date, timedelta

import pandas as pd

from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["UNITS", "bins", "coarser", "day_of", "unit_for"]

UNITS = ("day", "week", "month", "quarter", "year")
LONGEST = {"day": 31, "week": 26 * 7, "month": 3 * 366, "quarter": 12 * 366}
"""The longest stretch, in days, that is counted by each unit: about thirty bins, so that a bar stays wide enough to be seen on a phone."""
WHOLE = 0.9
"""Share of its days from which on a bin counts as covered: a corpus that begins on the fourth of a month covers that month."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def unit_for(first: date, last: date) -> str:
    """The unit in which a stretch of time is counted, by its length; see :data:`LONGEST`."""
    days = (last - first).days + 1
    return next((unit for unit, longest in LONGEST.items() if days <= longest), "year")


def coarser(unit: str, first: date, last: date, *, least: int = 4) -> str:
    """The next longer unit, where that leaves `least` bins or more; else the same unit."""
    following = UNITS[min(UNITS.index(unit) + 1, len(UNITS) - 1)]
    return following if len(bins(first, last, following)) >= least else unit


def bins(first: date | None, last: date | None, unit: str = "") -> pd.DataFrame:
    """All bins from the one of `first` to the one of `last`.

    Parameters
    ----------
    first, last : date or None
        First and last day that is covered; None where nothing is dated.
    unit : str
        One of :data:`UNITS`; empty: chosen by :func:`unit_for`. Weeks begin on Monday (ISO 8601).

    Returns
    -------
    DataFrame
        ``bin`` (slug such as ``2020-03`` or ``2020-w09``), ``start``, ``end`` (first day and the day after the last, timestamps), ``label``
        (for a reader), ``partial`` (whether the stretch covers less than :data:`WHOLE` of its days). Empty where nothing is dated.

    Raises
    ------
    ParameterError
        On another unit.
    """
    if unit and unit not in UNITS:
        raise ParameterError(f"parameter unit has the value {visible(unit)!r}; accepted are {', '.join(UNITS)}, or nothing")
    if first is None or last is None:
        return _table([], date.min, date.min)
    unit = unit or unit_for(first, last)
    starts = [_start(first, unit)]
    while (following := _next(starts[-1], unit)) <= last:
        starts.append(following)
    return _table([(start, _next(start, unit), unit) for start in starts], first, last)


def day_of(text: str, name: str) -> date | None:
    """A day written ``YYYY-MM-DD``; None where the text is empty.

    Raises
    ------
    ParameterError
        On what is no such day; `name` is the parameter's.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise ParameterError(f"parameter {name} has the value {visible(text)!r}; a day is accepted, such as '2020-03-31'") from error


def _table(rows: list[tuple[date, date, str]], first: date, last: date) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "bin": pd.Series([_slug(start, unit) for start, _, unit in rows], dtype="str"),
            "start": pd.to_datetime([start for start, _, _ in rows]).astype("datetime64[us]"),
            "end": pd.to_datetime([end for _, end, _ in rows]).astype("datetime64[us]"),
            "label": pd.Series([_label(start, unit) for start, _, unit in rows], dtype="str"),
            "partial": pd.Series([_covered(start, end, first, last) < WHOLE for start, end, _ in rows], dtype="bool"),
        }
    )
    return table.assign(unit=pd.Series([unit for _, _, unit in rows], dtype="str"))


def _covered(start: date, end: date, first: date, last: date) -> float:
    """The share of a bin's days between the first and the last day covered."""
    return (min(end, last + timedelta(days=1)) - max(start, first)).days / (end - start).days


def _start(day: date, unit: str) -> date:
    return {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1),
        "year": day.replace(month=1, day=1),
    }[unit]


def _next(start: date, unit: str) -> date:
    if unit in ("day", "week"):
        return start + timedelta(days=7 if unit == "week" else 1)
    months = start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
    return date(start.year + months // 12, months % 12 + 1, 1)


def _slug(start: date, unit: str) -> str:
    year, week, _ = start.isocalendar()
    quarter = (start.month - 1) // 3 + 1
    forms = {"day": start.isoformat(), "week": f"{year}-w{week:02}", "month": f"{start:%Y-%m}", "quarter": f"{start.year}-q{quarter}"}
    return forms.get(unit, f"{start.year}")


def _label(start: date, unit: str) -> str:
    month = f"{_MONTHS[start.month - 1]} {start.year}"
    quarter = f"{start.year} Q{(start.month - 1) // 3 + 1}"
    forms = {"day": f"{start.day} {month}", "week": f"week of {start.day} {month}", "month": month, "quarter": quarter}
    return forms.get(unit, f"{start.year}")
