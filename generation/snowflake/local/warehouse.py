"""fakesnow with its databases in files, so that they are there again after a restart."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import duckdb
from fakesnow import info_schema, macros
from fakesnow.fakes import FakeSnowflakeConnection
from fakesnow.instance import GLOBAL_DATABASE_NAME, FakeSnow
from fakesnow.transforms import show, stage

from .errors import unsupported
from .sql_text import quoted

_ROWS_AT_ONCE = 1_000_000
_RESULTS_KEPT = 8

with suppress(OSError):
    # fakesnow makes a temporary folder for stage files on import and never removes it.
    Path(stage.LOCAL_BUCKET_PATH).rmdir()


class QuietConnection:
    """A DuckDB connection whose Arrow tables come without the warning meant for analysts."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def to_arrow_table(self) -> Any:
        """The rows of the last statement; what the public method does after its warning."""
        return self._connection._result_as_arrow(_ROWS_AT_ONCE, reader=False)


class RecentResults(dict[str, Any]):
    """fakesnow keeps each result of a session for RESULT_SCAN; this keeps the last few."""

    def __setitem__(self, query_id: str, result: Any) -> None:
        super().__setitem__(query_id, result)
        while len(self) > _RESULTS_KEPT:
            del self[next(iter(self))]


class Warehouse(FakeSnow):
    """All databases in `folder`, one DuckDB file each; DuckDB's log makes a kill harmless."""

    def __init__(self, folder: Path) -> None:
        # Deliberately not super().__init__(): it keeps fakesnow's own catalogue in memory only.
        folder.mkdir(parents=True, exist_ok=True)
        self.db_path = self._folder = folder
        self.results_cache: dict[str, tuple[Any, ...]] = {}
        self.duck_conn = duckdb.connect(":memory:", config={"lambda_syntax": "ENABLE_SINGLE_ARROW"})
        self._attach(GLOBAL_DATABASE_NAME)
        self.duck_conn.execute(info_schema.fs_global_creation_sql())
        self.duck_conn.execute(show.fs_global_creation_sql())
        self.duck_conn.execute("SET GLOBAL TimeZone = 'UTC'")
        for file in folder.glob("*.db"):
            self._attach(file.stem)

    def _attach(self, name: str) -> None:
        file = str(self._file(name)).replace("'", "''")
        self.duck_conn.execute(f"ATTACH IF NOT EXISTS '{file}' AS {quoted(name)}")

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    def has_schema(self, database: str, schema: str) -> bool:
        """Whether there is such a schema."""
        sql = "SELECT 1 FROM duckdb_schemas() WHERE database_name = ? AND schema_name = ?"
        return bool(self.duck_conn.cursor().execute(sql, [database, schema]).fetchone())

    def has_database(self, name: str) -> bool:
        """Whether there is such a database."""
        return self.has_schema(name, "main")

    def create_database(self, name: str) -> None:
        """A database with its schema PUBLIC. fakesnow can only take plain names."""
        if not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise unsupported(f"the database name {name}")
        self._attach(name)
        self.duck_conn.execute(info_schema.per_db_creation_sql(name))
        self.duck_conn.execute(macros.creation_sql(name))
        self.duck_conn.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(name)}.PUBLIC")

    def drop_database(self, name: str) -> None:
        """Forget a database and remove its files."""
        self.duck_conn.execute(f"DETACH {quoted(name)}")
        for file in (self._file(name), self._folder / f"{name}.db.wal"):
            file.unlink(missing_ok=True)

    def session(
        self, database: str | None, schema: str | None, *, autocommit: bool = True
    ) -> FakeSnowflakeConnection:
        """A connection of its own, with its own temporary tables."""
        return FakeSnowflakeConnection(
            cast(Any, QuietConnection(self.duck_conn.cursor())),
            RecentResults(),
            database,
            schema,
            create_database=False,
            create_schema=False,
            db_path=self.db_path,
            autocommit=autocommit,
        )

    def close(self) -> None:
        """Write everything to the files and let go of them."""
        self.duck_conn.close()
