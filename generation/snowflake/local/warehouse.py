"""fakesnow with its databases in files, so that they are there again after a restart."""

from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import duckdb
from fakesnow import info_schema
from fakesnow.fakes import FakeSnowflakeConnection
from fakesnow.instance import GLOBAL_DATABASE_NAME, FakeSnow
from fakesnow.transforms import show, stage

from .sql_text import quoted

_ROWS_AT_ONCE = 1_000_000

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
        file = str(self._folder / f"{name}.db").replace("'", "''")
        self.duck_conn.execute(f"ATTACH IF NOT EXISTS '{file}' AS {quoted(name)}")

    def session(
        self,
        database: str | None,
        schema: str | None,
        *,
        autocommit: bool = True,
        create: bool = False,
    ) -> FakeSnowflakeConnection:
        """A connection of its own, with its own temporary tables."""
        return FakeSnowflakeConnection(
            cast(Any, QuietConnection(self.duck_conn.cursor())),
            {},
            database,
            schema,
            create_database=create,
            create_schema=create,
            db_path=self.db_path,
            autocommit=autocommit,
        )

    def close(self) -> None:
        """Write everything to the files and let go of them."""
        self.duck_conn.close()
