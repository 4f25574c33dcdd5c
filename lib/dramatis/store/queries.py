"""Questions to a store, answered by DuckDB over the live files only: it can read nothing else and write nothing at all.

References
----------
.. [1] DuckDB, *Securing DuckDB*, https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis.errors import StoreError
from dramatis.store import manifest
from dramatis.store.manifest import Part, Snapshot
from dramatis.store.parts import columns_hash
from dramatis.store.schema import STORED, arrow_schema
from dramatis.store.subjects import ancestors, subject_names

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["arrow", "query"]

ABOVE = ("top", "top_name")
"""Columns that the table ``codes`` has in questions beside those it is stored with: the highest code above the row's, and its name."""
_TOPS = "_tops"
TRIES = 5
"""How often a question is asked anew, where the files that it began with were merged into others meanwhile."""


def query(folder: Path, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> pd.DataFrame:
    """The answer to one ``SELECT``; see :meth:`dramatis.store.Store.query`."""
    return _plain(arrow(folder, sql, params, checked=True))


def arrow(folder: Path, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None, *, checked: bool = False) -> "pa.Table":
    """The answer as Arrow."""
    import duckdb

    for left in reversed(range(TRIES)):
        live = manifest.snapshot(folder)
        try:
            with _connection(folder, live) as connection:
                if checked:
                    _check(connection, sql)
                return connection.execute(sql, params).to_arrow_table()
        except (duckdb.IOException, duckdb.PermissionException) as error:  # a file that is gone is one that may not be read
            gone = next(_gone(folder, live), None)
            if gone and not left:
                raise StoreError(f"a file of the store {str(folder)!r} is gone ({gone}); restore it") from error
            if not gone:
                raise StoreError(f"the query cannot be answered: {_first_line(error)}") from error
        except (duckdb.Error, RuntimeError) as error:
            raise StoreError(f"the query cannot be answered: {_first_line(error, sql)}") from error
    raise AssertionError


def _gone(folder: Path, live: Snapshot) -> Iterator[Path]:
    """Files of a snapshot that were merged into others since."""
    files = (part.file(folder, name) for part in live.parts for name in part.tables)
    return (path for path in files if not path.exists())


def _connection(folder: Path, live: Snapshot) -> "duckdb.DuckDBPyConnection":
    """A database in memory with a view for each table, locked: no other file, no extension, no change of settings."""
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    with suppress(duckdb.InvalidInputException):  # in a notebook without ipywidgets there is no bar, and no way to say so
        connection.execute("SET enable_progress_bar = false")
    connection.execute("SET temp_directory = ''")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("CREATE TABLE _dead (file VARCHAR, article_id VARCHAR)")
    tops = [(code, line[-1]) for code, line in ancestors().items()]
    columns = {"codes": [code for code, _ in tops], "tops": [top for _, top in tops], "names": [subject_names()[top] for _, top in tops]}
    connection.execute(f"CREATE TABLE {_TOPS} AS SELECT unnest($codes) AS code, unnest($tops) AS top, unnest($names) AS top_name", columns)
    parts = {part.part: part for part in live.parts}
    for name in STORED:
        connection.execute(_view(folder, name, live, parts))
    files = [_quoted(str(part.file(folder, name).absolute())) for part in live.parts for name in part.tables]
    connection.execute(f"SET allowed_paths = [{', '.join(files)}]")
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions", "enable_external_access"):
        connection.execute(f"SET {setting} = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _view(folder: Path, name: str, live: Snapshot, parts: Mapping[str, Part]) -> str:
    """The SQL that makes the view of a table: the rows of all live files without those that count no more."""
    holding = [part for part in live.parts if name in part.tables]
    dirty = {part for part, _ in live.dead}
    clean = [part for part in holding if part.part not in dirty]
    selects = [_select(folder, name, clean)] if clean else []
    for part in holding:
        if part.part in dirty:
            gone = ", ".join(_quoted(identifier) for owner, identifier in sorted(live.dead) if owner == part.part)
            selects.append(f"{_select(folder, name, [part])} WHERE article_id NOT IN ({gone})")
    rows = " UNION ALL ".join(selects) or _nothing(name)
    if name == "codes":
        rows = f"SELECT own.*, {', '.join(ABOVE)} FROM ({rows}) own LEFT JOIN {_TOPS} USING (code)"  # noqa: S608  (names of our own)
    return f"CREATE VIEW {name} AS {rows}"


def _select(folder: Path, name: str, holding: list[Part]) -> str:
    files = ", ".join(_quoted(str(part.file(folder, name).absolute())) for part in holding)
    columns = ", ".join(_column(name, field.name) for field in arrow_schema(name))
    if all(part.columns == columns_hash() for part in holding):
        return f"SELECT {columns} FROM read_parquet([{files}], hive_partitioning = false)"  # noqa: S608  (names of our own; paths are quoted)
    source = f"SELECT * FROM read_parquet([{files}], hive_partitioning = false, union_by_name = true)"  # noqa: S608
    return f"SELECT {columns} FROM ({_nothing(name, stored=True)} UNION ALL BY NAME {source})"  # noqa: S608


def _column(table: str, column: str) -> str:
    return 'TRY_CAST("date" AS DATE) AS "date"' if (table, column) == ("articles", "date") else f'"{column}"'


def _nothing(name: str, *, stored: bool = False) -> str:
    """The SELECT that gives a table's columns and no rows; `stored`: with the types that they have in files."""
    return f"SELECT {', '.join(_null('' if stored else name, field) for field in arrow_schema(name))} WHERE false"


def _null(table: str, field: "pa.Field") -> str:
    types = {"string": "VARCHAR", "int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}
    depth = str(field.type).count("list<")
    plain = next(kind for name, kind in types.items() if name in str(field.type)) + "[]" * depth
    return f'NULL::{"DATE" if (table, field.name) == ("articles", "date") else plain} AS "{field.name}"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _check(connection: "duckdb.DuckDBPyConnection", sql: str) -> None:
    """Raise unless the text is one question."""
    import duckdb

    statements = connection.extract_statements(sql)
    asked = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if len(statements) != 1 or statements[0].type not in asked:
        raise StoreError("a query is one SELECT; a store is changed by add, forget and compact only")


def _first_line(error: Exception, sql: str = "") -> str:
    """What was wrong, with what was perhaps meant; where a name is unknown, with those that there are."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or ["no reason is given"]
    meant = [line for line in lines[1:2] if line.startswith(("Did you mean", "Candidate"))]
    return " ".join([lines[0], *meant, *_known(lines[0], sql)])


def _known(problem: str, sql: str) -> list[str]:
    """The tables that there are, where one is not there; the columns of those that a question names, where a column is not."""
    if "Table with name" in problem and "does not exist" in problem:
        return [f"Tables are {', '.join(STORED)}."]
    if "not found in FROM clause" not in problem and "does not have a column" not in problem:
        return []
    named = [name for name in STORED if re.search(rf"\b{name}\b", sql, re.IGNORECASE)]
    return [f"Columns of {name} are {', '.join(_columns(name))}." for name in named]


def _columns(name: str) -> list[str]:
    return [column.name for column in STORED[name]] + (list(ABOVE) if name == "codes" else [])


def _plain(rows: "pa.Table") -> pd.DataFrame:
    """As pandas: whole numbers stay whole, days and times are timestamps, lists are lists."""
    return pd.DataFrame({name: _values(rows.column(place)) for place, name in enumerate(_names(rows))})


def _names(rows: "pa.Table") -> list[str]:
    """Column names, a repeated one with its number."""
    seen: dict[str, int] = {}
    names = []
    for name in rows.column_names:
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def _values(column: "pa.ChunkedArray") -> Any:
    import pyarrow as pa

    kind = column.type
    if pa.types.is_decimal(kind):
        whole = kind.scale == 0 and all(value is None or abs(value) < 2**63 for value in column.to_pylist())
        column = column.cast(pa.int64() if whole else pa.float64())
        kind = column.type
    if pa.types.is_integer(kind) and column.null_count:
        return pd.array(column.to_pylist(), dtype="Int64")
    if pa.types.is_nested(kind):
        return pd.Series(column.to_pylist(), dtype=object)
    if pa.types.is_string(kind):
        return pd.Series(column.to_pandas(), dtype="str")
    return column.to_pandas(date_as_object=False)
