"""What a store costs beside the same tables as plain CSV in pandas and in one SQLite file, in one run; as processor seconds and ratios.

Run: python benchmarks/store.py [ARTICLES] [STORE]. ARTICLES: 100000 by default. STORE: a folder with a store of the synthetic corpus, or
one where it is kept for the next run. Processor seconds of this process; answers of all three are compared.
"""

import resource
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
ADDED, BATCH = 1000, 100
"""Analyses that are added, and how many at a time."""
TABLES = ("articles", "actors", "mentions", "quotes")
SPEAKERS = "SELECT a.name, sum(q.words) AS n FROM quotes q JOIN actors a ON a.article_id = q.article_id AND a.id = q.speaker"
DAYS = "SELECT m.article_id, count(*) AS n FROM mentions m JOIN actors a ON a.article_id = m.article_id AND a.id = m.actor"
QUESTIONS = {
    "articles by publisher": "SELECT publisher, count(*) AS n FROM articles GROUP BY publisher ORDER BY n DESC, publisher",
    "actors named most": "SELECT name, sum(mentions) AS n FROM actors GROUP BY name ORDER BY n DESC, name LIMIT 20",
    "quoted words by speaker": f"{SPEAKERS} GROUP BY a.name ORDER BY n DESC, a.name LIMIT 20",
    "mentions of one actor": f"{DAYS} WHERE a.name = 'Hezbollah' GROUP BY m.article_id ORDER BY n DESC, m.article_id LIMIT 20",
    "one article's mentions": "SELECT start, text FROM mentions WHERE article_id = 'ID' ORDER BY start",
}


def main() -> None:
    """Print a line for each thing that is done."""
    from dramatis.store import open_store

    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="dramatis-bench-") as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch) / "store"
        if not folder.exists():
            _fill(folder, articles)
        store = open_store(folder)
        _added(store, Path(scratch))
        _asked(store, Path(scratch))


def _fill(folder: Path, articles: int) -> None:
    import synthetic_corpus
    import synthetic_tables

    synthetic_tables.fill(folder, synthetic_corpus.corpus(articles))


def _added(store: Any, scratch: Path) -> None:
    """Analyses added to a store, and their tables appended to CSV files and to an SQLite file, :data:`BATCH` at a time."""
    from dramatis import tables
    from dramatis.store import open_store

    made = list(store.analyses(store.known()["article_id"].head(ADDED)))
    batches = [made[start : start + BATCH] for start in range(0, len(made), BATCH)]
    rows = [{name: pd.concat([getattr(one, name) for one in batch]) for name in tables.TABLES} for batch in batches]
    target, database = open_store(scratch / "added"), sqlite3.connect(scratch / "added.sqlite")
    own = _spent(lambda: [target.add(batch) for batch in batches])
    csv = _spent(lambda: [table.to_csv(scratch / f"{name}.csv", mode="a") for batch in rows for name, table in batch.items()])
    sqlite = _spent(lambda: [_into(database, name, table) for batch in rows for name, table in batch.items()])
    print(f"{len(made):,} analyses added, {BATCH} at a time")
    _report("  the store", own, own)
    _report("  CSV, appended (torn by a crash, no replacing)", csv, own)
    _report("  SQLite, appended", sqlite, own)
    before = _size(target.folder)
    target.compact()
    others = sum(_size(path) for path in scratch.glob("*.csv")), _size(scratch / "added.sqlite")
    per = f"store {before / len(made):,.0f}, compacted {_size(target.folder) / len(made):,.0f}"
    print(f"  bytes an article: {per}; CSV {others[0] / len(made):,.0f}, SQLite {others[1] / len(made):,.0f}")


def _asked(store: Any, scratch: Path) -> None:
    """The questions, put to all three."""
    database = sqlite3.connect(scratch / "all.sqlite")
    for name in TABLES:
        for part in _months(store, name):
            part.to_csv(scratch / f"all-{name}.csv", mode="a", index=False, header=not (scratch / f"all-{name}.csv").exists())
            _into(database, name, part)
        database.execute(f"CREATE INDEX {name}_of ON {name} (article_id)")
    identifier = store.known()["article_id"].iloc[-1]
    print(f"questions to {len(store.known()):,} articles")
    store.query("SELECT 1")
    for what, sql in QUESTIONS.items():
        asked = sql.replace("ID", identifier)
        answers: dict[str, pd.DataFrame] = {}
        own = _spent(lambda asked=asked, answers=answers: answers.update(own=store.query(asked)))
        sqlite = _spent(lambda asked=asked, answers=answers: answers.update(sqlite=pd.read_sql_query(asked, database)))
        csv = _spent(lambda what=what, answers=answers: answers.update(csv=_in_pandas(what, scratch, identifier)))
        same = {str(answer.astype(str).to_numpy().tolist()) for answer in answers.values()}
        print(f"  {what}{'' if len(same) == 1 else ': THE ANSWERS DIFFER'}")
        _report("    the store", own, own)
        _report("    SQLite, one file, indexed by article", sqlite, own)
        _report("    CSV, read by pandas", csv, own)


def _in_pandas(what: str, scratch: Path, identifier: str) -> pd.DataFrame:
    """The answer that plain CSV gives, the columns that matter read from the disk."""

    def read(name: str, *columns: str) -> pd.DataFrame:
        return pd.read_csv(scratch / f"all-{name}.csv", usecols=list(columns))

    if what == "articles by publisher":
        found = read("articles", "publisher").groupby("publisher").size().rename("n").reset_index()
        return found.sort_values(["n", "publisher"], ascending=[False, True])
    if what == "actors named most":
        found = read("actors", "name", "mentions").groupby("name")["mentions"].sum().rename("n").reset_index()
        return found.sort_values(["n", "name"], ascending=[False, True]).head(20)
    actors = read("actors", "article_id", "id", "name")
    if what == "quoted words by speaker":
        joined = read("quotes", "article_id", "speaker", "words").merge(
            actors, left_on=["article_id", "speaker"], right_on=["article_id", "id"]
        )
        found = joined.groupby("name")["words"].sum().rename("n").reset_index()
        return found.sort_values(["n", "name"], ascending=[False, True]).head(20)
    mentions = read("mentions", "article_id", "actor", "start", "text")
    if what == "mentions of one actor":
        joined = mentions.merge(actors[actors["name"] == "Hezbollah"], left_on=["article_id", "actor"], right_on=["article_id", "id"])
        found = joined.groupby("article_id").size().rename("n").reset_index()
        return found.sort_values(["n", "article_id"], ascending=[False, True]).head(20)
    return mentions[mentions["article_id"] == identifier].sort_values("start")[["start", "text"]]


def _months(store: Any, name: str) -> Iterator[pd.DataFrame]:
    """A table of the store, the articles of two thousand at a time, without texts and lists."""
    ids = store.known()["article_id"]
    for start in range(0, len(ids), 2000):
        rows = store.table(name, ids.iloc[start : start + 2000])
        yield rows.drop(columns=[column for column in ("text", "provenance", "aliases") if name != "mentions" and column in rows.columns])


def _into(database: sqlite3.Connection, name: str, rows: pd.DataFrame) -> None:
    lists = {column: rows[column].astype(str) for column in rows.columns if rows[column].dtype == object}
    rows.assign(**lists).to_sql(name, database, if_exists="append", index=False)


def _spent(work: Callable[[], Any]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(one.stat().st_size for one in path.rglob("*") if one.is_file())


def _report(what: str, spent: float, own: float) -> None:
    print(f"{what:52} {spent:8.2f} s processor  {spent / max(own, 1e-3):7.1f} times the store", flush=True)


if __name__ == "__main__":
    main()
