"""What stands in the files, read back by readers that are not ours."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from auditing.exports import copying, files
from auditing.exports.columns import as_text, unescape
from auditing.exports.lists import content
from auditing.exports.writers.csv import _lines
from auditing.models import ExportJob
from generation.models import SVGGenerationRequest
from tests.auditing.exports.conftest import run
from tests.factories import ExportJobFactory, RequestFactory

pytestmark = pytest.mark.django_db

NASTY = ["=1+1", "+x", "-x", "@x", "'quoted", 'a "b", c', "two\nlines", "ünïcode ✓", "x" * 300]


@pytest.fixture
def requests() -> list[SVGGenerationRequest]:
    start = timezone.now() - timedelta(hours=1)
    return [
        RequestFactory.create(
            selected_model=name[:100], created_at=start + timedelta(seconds=number)
        )
        for number, name in enumerate(NASTY)
    ]


def text_of(job: ExportJob) -> str:
    assert (job.status, job.error_message) == ("done", "")
    return files.path_of(job).read_bytes().decode("utf-8-sig")


def test_csv(requests: list[Any]) -> None:
    job = run(format="csv", filters={"query": "status__exact=pending"})

    head, body = text_of(job).split("\nrequest id,", 1)
    assert f"# Rows: {len(NASTY)}" in head
    assert "# Filters: status: pending" in head
    rows = list(csv.reader(io.StringIO(body)))[1:]
    assert [unescape(row[3]) for row in rows] == [name[:100] for name in NASTY]
    assert not any(row[3].startswith(("=", "+", "-", "@")) for row in rows)


def test_json(requests: list[Any]) -> None:
    found = json.loads(text_of(run(format="json")))

    assert found["row_count"] == len(found["rows"]) == len(NASTY)
    assert [row["selected_model"] for row in found["rows"]] == [name[:100] for name in NASTY]


def test_xlsx_has_typed_cells_frozen_headings_and_filters(requests: list[Any]) -> None:
    job = run(format="xlsx")

    book = load_workbook(files.path_of(job))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:P{len(NASTY) + 1}"
    assert [sheet.cell(row, 4).value for row in range(2, 11)] == [n[:100] for n in NASTY]
    assert {sheet.cell(row, 4).data_type for row in range(2, 11)} == {"s"}
    assert sheet.cell(2, 2).is_date
    assert isinstance(sheet.cell(2, 12).value, int)
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Rows"] == str(len(NASTY))


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_the_same_time_gives_the_same_bytes(requests: list[Any], format: str) -> None:
    as_of = timezone.now()
    first = run(format=format, as_of=as_of)
    RequestFactory.create()  # made later, so no part of it
    second = run(format=format, as_of=as_of)

    assert first.sha256 == second.sha256
    assert first.sha256 == hashlib.sha256(files.path_of(second).read_bytes()).hexdigest()


def test_the_manifest_names_the_digest(requests: list[Any]) -> None:
    job = run(format="xlsx")

    manifest = json.loads(files.manifest_of(job).read_text())
    assert manifest["sha256"] == job.sha256
    assert manifest["rows"] == len(NASTY)
    assert zipfile.is_zipfile(files.path_of(job))


def test_every_row_says_when_it_is_deleted(requests: list[Any]) -> None:
    (first, *_) = json.loads(text_of(run(format="json")))["rows"]

    kept = timedelta(days=365)
    assert datetime.fromisoformat(first["deletes_on"]) == requests[0].created_at + kept
    assert first["is_held"] is False


def test_an_empty_list_is_a_whole_file() -> None:
    assert json.loads(text_of(run(format="json")))["rows"] == []
    assert run(format="csv").rows_done == 0
    assert run(format="xlsx").status == "done"


def test_prompts_are_never_in_a_file(requests: list[Any]) -> None:
    for format in ("csv", "json"):
        assert requests[0].prompt_text not in text_of(run(format=format))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has COPY")
def test_copy_gives_the_bytes_that_python_gives(requests: list[Any]) -> None:
    found = content(ExportJobFactory.create())
    rows = found._until()
    paths = [column.path for column in found.columns]
    texts = [
        [as_text(value, column) for value, column in zip(row, found.columns, strict=True)]
        for row in rows.values_list(*paths)
    ]

    assert copying.is_possible(rows, found.columns)
    assert b"".join(copying.csv_chunks(rows, found.columns)) == _lines(texts)
    assert connection.vendor == "postgresql"
