"""Many questions to one state of a store: one connection, and tables that are made once and asked often."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dramatis.errors import StoreError
from dramatis.store import manifest
from dramatis.store.queries import TRIES, _check, _connection, _first_line, _plain

if TYPE_CHECKING:
    import duckdb

__all__ = ["Session"]


class Session:
    """Questions to a store as it is when the first of them is asked; made by :meth:`dramatis.store.Store.session`.

    Articles that come later are not seen. Where files that the session reads were merged into others meanwhile, it begins anew, with the
    store as it is then.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self._connection: duckdb.DuckDBPyConnection | None = None

    def make(self, name: str, sql: str, params: Mapping[str, Any] | None = None) -> None:
        """Make a table of the answer to one ``SELECT``, for later questions of this session; it lies in memory.

        Raises
        ------
        StoreError
            As :meth:`query`.
        """
        self._asked(sql, params or {}, name)
        self._made[name] = (sql, params or {})

    def query(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None = None) -> pd.DataFrame:
        """The answer to one ``SELECT`` over the tables of the store and those made here; see :meth:`dramatis.store.Store.query`.

        Raises
        ------
        StoreError
            Where it cannot be answered.
        """
        return self._asked(sql, params)

    def batches(self, sql: str, params: Mapping[str, Any] | None = None, *, rows: int = 100_000) -> Iterator[pd.DataFrame]:
        """The answer to one ``SELECT``, at most `rows` rows at a time, so that one of any length fits in memory.

        While it is read the session answers nothing else.

        Raises
        ------
        StoreError
            As :meth:`query`.
        """
        import duckdb
        import pyarrow as pa

        try:
            connection = self._open()
            _check(connection, sql)
            for batch in connection.execute(sql, params).to_arrow_reader(rows):
                yield _plain(pa.Table.from_batches([batch]))
        except (duckdb.Error, RuntimeError) as error:
            raise StoreError(f"the query cannot be answered: {_first_line(error)}") from error

    def _asked(self, sql: str, params: Mapping[str, Any] | Sequence[Any] | None, name: str = "") -> Any:
        import duckdb

        for left in reversed(range(TRIES)):
            try:
                connection = self._open()
                _check(connection, sql)
                answer = connection.execute(f'CREATE TEMP TABLE "{name}" AS {sql}' if name else sql, params)
                return None if name else _plain(answer.to_arrow_table())
            except (duckdb.IOException, duckdb.PermissionException) as error:  # a file that is gone is one that may not be read
                self._connection = None
                if not left:
                    raise StoreError(f"a file of the store {str(self._folder)!r} cannot be read ({_first_line(error)})") from error
            except (duckdb.Error, RuntimeError) as error:
                raise StoreError(f"the query cannot be answered: {_first_line(error)}") from error
        raise AssertionError

    def _open(self) -> "duckdb.DuckDBPyConnection":
        if self._connection is None:
            connection = _connection(self._folder, manifest.snapshot(self._folder))
            for name, (sql, params) in self._made.items():
                connection.execute(f'CREATE TEMP TABLE "{name}" AS {sql}', params)
            self._connection = connection
        return self._connection
