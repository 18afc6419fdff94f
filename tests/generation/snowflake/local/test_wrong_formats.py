"""A COPY that leaves Snowflake's defaults in place spoils the file, and is seen to."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import snowflake.connector

Run = Callable[..., list[Any]]
PLAIN = "COMPRESSION=NONE"
TEXT = 'a\\b, "c"\nd'


def unloaded(run: Run, tmp_path: Path, options: str, name: str) -> bytes:
    """The bytes on the stage after a COPY with these options."""
    run("CREATE OR REPLACE TEMPORARY TABLE IDENTIFIER(?) (T VARCHAR)", "TMP_FORMAT")
    run("INSERT INTO IDENTIFIER(?) (T) SELECT ?", "TMP_FORMAT", TEXT)
    source = "(SELECT T FROM TMP_FORMAT)"
    run(f"COPY INTO @SVG_STAGE/wrong/{name} FROM {source} {options} OVERWRITE=TRUE")
    run(f"GET @SVG_STAGE/wrong/{name} file://{tmp_path}/")
    (file,) = tmp_path.iterdir()
    return file.read_bytes()


def test_the_defaults_compress_escape_and_rename(run: Run, tmp_path: Path) -> None:
    content = unloaded(run, tmp_path, "", "x.svg")

    assert gzip.decompress(content) == b'a\\\\b\\, "c"\\\nd\n'
    assert [file.name for file in tmp_path.iterdir()] == ["x.svg_0_0_0.csv.gz"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (f"({PLAIN})", b'a\\\\b\\, "c"\\\nd\n'),
        (f"({PLAIN} ESCAPE_UNENCLOSED_FIELD=NONE)", b'a\\b, "c"\nd\n'),
        (f"({PLAIN} RECORD_DELIMITER=NONE)", b'a\\\\b\\, "c"\nd'),
        (f"({PLAIN} FIELD_DELIMITER=NONE RECORD_DELIMITER=NONE)", b'a\\\\b, "c"\nd'),
        (f"({PLAIN} FIELD_OPTIONALLY_ENCLOSED_BY='\"')", b'"a\\b, ""c""\nd"\n'),
        (f"({PLAIN} FIELD_OPTIONALLY_ENCLOSED_BY='\"' ESCAPE='\\\\')", b'"a\\\\b, \\"c\\"\nd"\n'),
        (f"({PLAIN} FIELD_DELIMITER='|')", b'a\\\\b, "c"\\\nd\n'),
    ],
)
def test_each_option_left_out_spoils_the_bytes(
    run: Run, tmp_path: Path, options: str, expected: bytes
) -> None:
    content = unloaded(run, tmp_path, f"FILE_FORMAT=(TYPE=CSV {options[1:]} SINGLE=TRUE", "one.svg")

    assert content == expected


def test_single_keeps_the_name_although_it_compresses(run: Run, tmp_path: Path) -> None:
    content = unloaded(run, tmp_path, "SINGLE=TRUE", "packed.svg")

    assert gzip.decompress(content).endswith(b"d\n")
    assert [file.name for file in tmp_path.iterdir()] == ["packed.svg"]


def test_null_becomes_a_mark(run: Run, tmp_path: Path) -> None:
    run(f"COPY INTO @SVG_STAGE/null FROM (SELECT NULL) FILE_FORMAT=(TYPE=CSV {PLAIN}) SINGLE=TRUE")

    run(f"GET @SVG_STAGE/null file://{tmp_path}/")

    assert (tmp_path / "null").read_bytes() == b"\\N\n"


@pytest.mark.parametrize(
    "options",
    ["FILE_FORMAT=(TYPE=PARQUET)", "FILE_FORMAT=(FORMAT_NAME='f')", "HEADER=TRUE", "NO_SUCH=TRUE"],
)
def test_what_it_cannot_unload_is_an_error(run: Run, options: str) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError, match="Unsupported"):
        run(f"COPY INTO @SVG_STAGE/x FROM (SELECT 1) {options}")


def test_a_file_over_the_limit_is_refused(run: Run) -> None:
    with pytest.raises(snowflake.connector.ProgrammingError, match=r"Max file size \(10\)"):
        run(
            "COPY INTO @SVG_STAGE/big FROM (SELECT 'more than ten bytes')"
            f" FILE_FORMAT=(TYPE=CSV {PLAIN}) SINGLE=TRUE MAX_FILE_SIZE=10"
        )
