"""A sample of quotations for a reader to mark, and what his marks say of the precision.

The sample is drawn by a hash of store and seed, so that the same store gives the same quotations, whatever their order.
"""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from dramatis.corpus.intervals import wilson
from dramatis.corpus.selection import Selection
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["MARKS", "QUESTIONS", "marks_of", "precision", "sample_quotations"]

MARKS: Mapping[str, bool] = {"y": True, "yes": True, "1": True, "n": False, "no": False, "0": False}
QUESTIONS: Mapping[str, str] = {
    "quotation": "is it a quotation or reported speech",
    "words": "do its words begin and end in the right places",
    "speaker": "is the speaker right (leave empty where the page names none)",
}
"""What a reader marks for each quotation, with y or n."""
CONTEXT = 160

_DRAWN = """
SELECT q.article_id, q.id, c.title, c.day, c.publisher, q.kind, coalesce(p.name, '') AS speaker, coalesce(q.cue, '') AS cue,
    q.text AS words, substring(a.text, greatest(q.start + 1 - $context, 1), least(q.start, $context)) AS before,
    substring(a.text, q."end" + 1, $context) AS after
FROM quotes q JOIN chosen c ON c.article_id = q.article_id JOIN articles a ON a.article_id = q.article_id
LEFT JOIN people p ON p.article_id = q.article_id AND p.actor = q.speaker
ORDER BY md5($seed || ' ' || q.article_id || ' ' || q.id), q.article_id, q.id LIMIT $size"""


def sample_quotations(chosen: Selection, *, size: int = 20) -> pd.DataFrame:
    """Quotations drawn by chance, all alike likely, whatever their kind and article.

    Returns
    -------
    DataFrame
        ``number`` (1, 2, …), ``article_id``, ``id``, ``title``, ``day``, ``publisher``, ``kind``, ``speaker`` (empty: could not be told),
        ``cue``, ``words``, ``before`` and ``after`` (the text around). Fewer than `size` where there are fewer.
    """
    rows = chosen.ask(_DRAWN, people=True, context=CONTEXT, seed=str(chosen.seed), size=size)
    rows.insert(0, "number", range(1, len(rows) + 1))
    return rows


def marks_of(path: str | Path, sample: pd.DataFrame) -> pd.DataFrame:
    """The sample with the reader's marks, from the CSV that the page gives, filled in.

    Returns
    -------
    DataFrame
        ``number`` and, for each of :data:`QUESTIONS`, True, False, or missing where nothing is marked.

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
    rows = sample[["number", *keys]].merge(given[[*keys, *QUESTIONS]], on=keys, how="left", validate="one_to_one")
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
        A row a question: ``question``, ``right``, ``marked``, ``share``, ``low``, ``high`` (Wilson's 95 percent interval); the share is
        missing where nothing is marked. The last row, ``all``, is right where none of a quotation's marks is no.
    """
    columns = {name: marks[name].dropna() for name in QUESTIONS}
    some = marks[list(QUESTIONS)].dropna(how="all")
    columns["all"] = (some != False).all(axis=1)  # noqa: E712 (missing marks are no mistakes)
    rows = []
    for name, values in columns.items():
        right, marked = int(values.astype("bool").sum()), len(values)
        rows.append((name, right, marked, right / marked if marked else float("nan"), *wilson(right, marked)))
    return pd.DataFrame(rows, columns=["question", "right", "marked", "share", "low", "high"])


def _mark(value: str, name: str, path: str | Path) -> bool | None:
    word = value.strip().lower()
    if word and word not in MARKS:
        raise ParameterError(
            f"column {name!r} in {visible(str(path))!r} has the value {visible(value)!r}; y and n are accepted, or nothing"
        )
    return MARKS.get(word)
