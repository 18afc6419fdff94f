"""Files on stages: write from a table, list, read back, sign, remove."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from generation.snowflake.errors import FileMissing, InvalidInput, StageMissing, StatementRejected
from generation.snowflake.locations import StageLocation, check_table
from generation.snowflake.records import StageFile, StageInfo
from generation.snowflake.statements import Row, Statements
from generation.snowflake.values import aware, flag, text

MAX_SIGNED_SECONDS = 7 * 24 * 3600

# Every option is written out: the defaults would compress, escape and end the picture's bytes
# with a newline, under a name of Snowflake's own making.
_COPY = """COPY INTO {location} FROM (SELECT SVG_CONTENT FROM "{table}")
 FILE_FORMAT=(TYPE=CSV COMPRESSION=NONE FIELD_DELIMITER=NONE RECORD_DELIMITER=NONE
 FIELD_OPTIONALLY_ENCLOSED_BY=NONE ESCAPE=NONE ESCAPE_UNENCLOSED_FIELD=NONE
 NULL_IF=() EMPTY_FIELD_AS_NULL=FALSE)
 SINGLE=TRUE OVERWRITE=FALSE HEADER=FALSE MAX_FILE_SIZE=16777216"""

_ENCRYPTION = {"INTERNAL": "SNOWFLAKE_FULL", "INTERNAL NO CSE": "SNOWFLAKE_SSE"}


class Stages(Statements):
    def copy_to_stage(self, table: str, location: StageLocation) -> int:
        """Write the table's text as one file, byte for byte; bytes written. `FileExists`."""
        sql = _COPY.format(location=location.sql(), table=check_table(table))
        rows = self.run(sql, missing=StageMissing)
        return int(rows[0]["output_bytes"])

    def list_files(self, location: StageLocation) -> list[StageFile]:
        """The file of this name, or the files in the folder; all of them for a bare stage."""
        # LIST goes by prefix: "a/b" also finds "a/bc".
        folder = f"{location.path}/"
        return [
            file
            for file in self.scan_files(location)
            if not location.path or file.name == location.path or file.name.startswith(folder)
        ]

    def scan_files(self, location: StageLocation) -> Iterator[StageFile]:
        """Every file whose path begins like this one, one by one, in no promised order."""
        root: str | None = None
        for row in self.stream(f"LIST {location.sql()}", missing=StageMissing):
            if root is None:
                root = self._external_root(location, [row])
            yield _stage_file(row, root)

    def find_file(self, location: StageLocation) -> StageFile | None:
        """The file of exactly this name."""
        _need_path(location)
        files = self.list_files(location)
        return next((file for file in files if file.name == location.path), None)

    def read_file(self, location: StageLocation) -> bytes:
        """The file's bytes as they lie on the stage. `FileMissing`."""
        _need_path(location)
        with tempfile.TemporaryDirectory(prefix="svgsite-get-") as folder:
            target = folder.replace("\\", "\\\\").replace("'", "\\'")
            self.run(f"GET {location.sql()} 'file://{target}/'", missing=StageMissing)
            fetched = Path(folder) / location.path.rpartition("/")[2]
            if not fetched.is_file():
                raise FileMissing(str(location))
            return fetched.read_bytes()

    def remove_file(self, location: StageLocation) -> bool:
        """Remove exactly this file; False where it is not there.

        REMOVE goes by prefix too. So the names are looked at first, and where others share the
        prefix, a pattern that ends with the name keeps them.
        """
        _need_path(location)
        names = [_name(row) for row in self.run(f"LIST {location.sql()}", missing=StageMissing)]
        if not any(name.endswith(f"/{location.path}") for name in names):
            return False
        pattern = f" PATTERN='.*{_anchored(location.path)}'" if len(names) > 1 else ""
        removed = self.run(f"REMOVE {location.sql()}{pattern}", missing=StageMissing)
        if len(removed) != 1:
            raise StatementRejected(f"REMOVE {location} reported {len(removed)} files")
        return True

    def presigned_url(self, location: StageLocation, *, seconds: int) -> str:
        """A link that opens the file without signing in. Signs names that do not exist, too."""
        _need_path(location)
        if not 1 <= seconds <= MAX_SIGNED_SECONDS:
            raise InvalidInput(f"{seconds} seconds")
        sql = f"SELECT GET_PRESIGNED_URL({location.stage_sql()}, ?, {seconds:d}) AS URL"
        return text(self.run(sql, location.path, missing=StageMissing)[0]["url"])

    def list_stages(self) -> list[StageInfo]:
        """The named stages of the current database that the role may see."""
        return [_stage_info(row) for row in self.run("SHOW STAGES IN DATABASE")]

    def _external_root(self, location: StageLocation, rows: list[Row]) -> str:
        """The URL that LIST puts before the names on an external stage; empty otherwise."""
        if not any("://" in _name(row) for row in rows):
            return ""
        schema = f'"{location.database}"."{location.schema}"'
        stages = self.run(f"SHOW STAGES LIKE '{location.stage}' IN SCHEMA {schema}")
        urls = [stage.url for stage in map(_stage_info, stages) if stage.name == location.stage]
        return urls[0].rstrip("/") if urls else ""


def _need_path(location: StageLocation) -> None:
    if not location.path:
        raise InvalidInput(f"{location} names no file")


def _anchored(path: str) -> str:
    return path.replace(".", "[.]")  # no backslash: those are read twice in an SQL text


def _name(row: Row) -> str:
    return text(row["name"])


def _stage_file(row: Row, root: str) -> StageFile:
    name = _name(row)
    below = name[len(root) :].lstrip("/") if root else name.partition("/")[2]
    return StageFile(below, int(row["size"]), text(row["md5"]), aware(row["last_modified"]))


def _stage_info(row: Row) -> StageInfo:
    kind = text(row.get("type")) or "INTERNAL"
    return StageInfo(
        name=text(row["name"]),
        database=text(row["database_name"]),
        schema=text(row["schema_name"]),
        url=text(row.get("url")),
        storage_integration=text(row.get("storage_integration")) or None,
        encryption=_ENCRYPTION.get(kind, ""),
        created_at=aware(row["created_on"]),
        owner=text(row.get("owner")),
        comment=text(row.get("comment")),
        directory_enabled=flag(row.get("directory_enabled")),
        type=kind,
    )
