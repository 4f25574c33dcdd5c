"""A sample of quotations for a reader to mark, and what his marks say of the precision.

The sample is drawn by a hash of store and seed, so that the same store gives the same quotations, whatever their order. It takes as many of
each kind, since one interview can have more turns than a hundred articles have quotations.

References
----------
Interval over kinds: Zou and Donner 2008, *Construction of confidence limits about effect measures* (MOVER), from Wilson's of each kind.
"""

from collections.abc import Mapping
from math import sqrt
from pathlib import Path

import pandas as pd

from dramatis.corpus.intervals import wilson
from dramatis.corpus.selection import Selection
from dramatis.corpus.voice import KIND, SOURCE
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["ALL", "MARKS", "QUESTIONS", "marks_of", "precision", "sample_quotations"]

MARKS: Mapping[str, bool] = {"y": True, "yes": True, "1": True, "n": False, "no": False, "0": False}
QUESTIONS: Mapping[str, str] = {
    "quotation": "is it a quotation or reported speech",
    "words": "do its words begin and end in the right places",
    "speaker": "is the name in bold below the words (found_speaker in the sheet) who says them (leave empty where there is none)",
}
"""What a reader marks for each quotation, with y or n."""
ALL = "all"
"""The row of :func:`precision` over all kinds together."""
CONTEXT = 160
_SCORE = ["right", "marked", "share", "low", "high"]

_DRAWN = f"""
, told AS (
    SELECT q.article_id, q.id, {KIND} AS kind, CASE {KIND} WHEN 'direct' THEN 'direct' WHEN 'turn' THEN 'turn' ELSE 'reported' END AS way
    FROM quotes q JOIN chosen c ON c.article_id = q.article_id WHERE {SOURCE}
), ranked AS (
    SELECT *, count(*) OVER (PARTITION BY way) AS number_of,
        row_number() OVER (PARTITION BY way ORDER BY md5($seed || ' ' || article_id || ' ' || id), article_id, id) AS place
    FROM told
), drawn AS (SELECT * FROM ranked QUALIFY row_number() OVER (ORDER BY place, way) <= $size)
SELECT d.article_id, d.id, c.title, c.day, c.publisher, d.kind, d.way, d.number_of, coalesce(p.name, '') AS speaker,
    coalesce(q.cue, '') AS cue, q.text AS words, substring(a.text, greatest(q.start + 1 - $context, 1), least(q.start, $context)) AS before,
    substring(a.text, q."end" + 1, $context) AS after
FROM drawn d JOIN quotes q ON q.article_id = d.article_id AND q.id = d.id JOIN chosen c ON c.article_id = q.article_id
    JOIN articles a ON a.article_id = q.article_id LEFT JOIN people p ON p.article_id = q.article_id AND p.actor = q.speaker
ORDER BY d.way, d.place"""  # noqa: S608 (words of our own)


def sample_quotations(chosen: Selection, *, size: int = 20) -> pd.DataFrame:
    """Quotations drawn by chance: as many direct ones as reported ones and turns of interviews, more of the others where one is rare.

    The questions of interviewers are no quotations, and are not drawn.

    Returns
    -------
    DataFrame
        ``number`` (1, 2, …), ``article_id``, ``id``, ``title``, ``day``, ``publisher``, ``kind``, ``way`` (direct, reported or turn),
        ``number_of`` (how many of that way there are in all), ``speaker`` (empty: could not be told), ``cue``, ``words``, ``before`` and
        ``after`` (the text around). Fewer than `size` where there are fewer.
    """
    rows = chosen.ask(_DRAWN, people=True, context=CONTEXT, seed=str(chosen.seed), size=size)
    rows.insert(0, "number", range(1, len(rows) + 1))
    return rows


def marks_of(path: str | Path, sample: pd.DataFrame) -> pd.DataFrame:
    """The sample with the reader's marks, from the CSV that the page gives, filled in.

    Returns
    -------
    DataFrame
        ``number``, ``way``, ``number_of`` and, for each of :data:`QUESTIONS`, True, False, or missing where nothing is marked.

    Raises
    ------
    ParameterError
        On a file that cannot be read, is of another sample, or holds other marks than y and n.
    """
    try:
        given = pd.read_csv(path, sep=_separator(Path(path)), dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise ParameterError(f"parameter marks has the value {visible(str(path))!r}, which cannot be read as CSV ({error})") from error
    missing = [name for name in ("article_id", "id", *QUESTIONS) if name not in given]
    if missing:
        raise ParameterError(f"the marks in {visible(str(path))!r} lack the column {missing[0]!r}; fill in the file that the page gives")
    keys = ["article_id", "id"]
    rows = sample[["number", "way", "number_of", *keys]].merge(given[[*keys, *QUESTIONS]], on=keys, how="left", validate="one_to_one")
    if rows[list(QUESTIONS)].isna().all(axis=None):
        raise ParameterError(f"the marks in {visible(str(path))!r} are of another sample; fill in the file of this store and seed")
    return rows.assign(**{name: [_mark(value, name, path) for value in rows[name].fillna("")] for name in QUESTIONS}).drop(columns=keys)


def _separator(path: Path) -> str:
    """What parts the columns; spreadsheets of many countries write semicolons."""
    with path.open(encoding="utf-8-sig") as lines:
        head = lines.readline()
    return max(",;\t", key=head.count)


def precision(marks: pd.DataFrame) -> pd.DataFrame:
    """What the marks say.

    Returns
    -------
    DataFrame
        A row a question and kind: ``question``, ``way`` (direct, reported, turn; :data:`ALL`), ``right``, ``marked``, ``share``, ``low``,
        ``high`` (95 percent; Wilson's interval); the share is missing where nothing is marked. Over all kinds each of those marked weighs
        as much as the articles have of it. The question ``all`` is right where none of a quotation's marks is no.
    """
    some = marks[list(QUESTIONS)].dropna(how="all")
    asked = {**{name: marks[name].dropna() for name in QUESTIONS}, ALL: (some != False).all(axis=1)}  # noqa: E712 (missing: no mistake)
    sizes = marks.groupby("way", sort=True)["number_of"].first()
    rows = []
    for name, values in asked.items():
        ways = marks.loc[values.index, "way"]
        own = pd.DataFrame([_scored(values[ways == way]) for way in sizes.index], index=sizes.index, columns=_SCORE)
        rows += [(name, way, *score) for way, score in zip(own.index, own.itertuples(index=False), strict=True)]
        rows.append((name, ALL, *_together(own, sizes)))
    return pd.DataFrame(rows, columns=["question", "way", *_SCORE])


def _scored(values: pd.Series) -> tuple[int, int, float, float, float]:
    right, marked = int(values.astype("bool").sum()), len(values)
    return right, marked, right / marked if marked else float("nan"), *wilson(right, marked)


def _together(own: pd.DataFrame, sizes: pd.Series) -> tuple[int, int, float, float, float]:
    """The score over all kinds of which any is marked, each with the weight of its number."""
    marked = own[own["marked"] > 0]
    if marked.empty:
        return 0, 0, float("nan"), 0.0, 1.0
    weights = sizes[marked.index] / sizes[marked.index].sum()
    share = float((weights * marked["share"]).sum())
    below, above = (sqrt(float((weights**2 * (marked["share"] - marked[end]) ** 2).sum())) for end in ("low", "high"))
    return int(marked["right"].sum()), int(marked["marked"].sum()), share, share - below, share + above


def _mark(value: str, name: str, path: str | Path) -> bool | None:
    word = value.strip().lower()
    if word and word not in MARKS:
        raise ParameterError(
            f"column {name!r} in {visible(str(path))!r} has the value {visible(value)!r}; y and n are accepted, or nothing"
        )
    return MARKS.get(word)
