"""A run leaves its measured values, in one write, and a failing write costs no picture."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from auditing import metrics
from auditing.metrics import buffer
from auditing.metrics.buffer import Buffer
from auditing.models import CacheMetrics, PerformanceMetrics
from generation.browsing import Wish, browse
from generation.models import CortexResponse, SnowflakeStage
from generation.pipeline import storage_processing
from generation.pipeline.job import Job
from generation.snowflake.errors import NotReachable
from generation.snowflake.stages import Stages

from .conftest import Run


def test_a_run_writes_its_values_at_once(run: Run) -> None:
    with CaptureQueriesContext(connection) as queries:
        request = run()

    rows = {row.metric_name: row for row in PerformanceMetrics.objects.all()}
    assert set(rows) == {
        "generation.total",
        "generation.queue_wait",
        "generation.model",
        "generation.attempts",
        "svg.size",
        "svg.removed_items",
    }
    assert rows["svg.size"].value == request.svgs.get().file_size
    assert rows["generation.model"].context["model"] == "claude-sonnet-4-5"
    assert all(row.judgement for row in rows.values())
    writes = [q["sql"] for q in queries if q["sql"].startswith('INSERT INTO "performance_metrics"')]
    assert len(writes) == 1


def test_a_failed_run_says_why(run: Run) -> None:
    run(selected_model="no-such-model")

    row = PerformanceMetrics.objects.get(metric_name="generation.total")
    assert row.context["failed"] == "retired_model"


def test_metrics_that_cannot_be_written_cost_no_picture(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError("full")

    monkeypatch.setattr(PerformanceMetrics.objects, "bulk_create", fail)

    assert run().status == "completed"


def test_a_further_attempt_reads_a_kept_answer_from_the_cache(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffer, "_buffer", Buffer())
    broken = iter([True])
    create = storage_processing.create_temporary_table

    def fail_once(job: Job) -> None:
        if next(broken, False):
            raise NotReachable
        create(job)

    fail_once.__name__ = create.__name__
    from generation.pipeline import runner

    steps = tuple(fail_once if step is create else step for step in runner.STEPS)
    monkeypatch.setattr(runner, "STEPS", steps)

    request = run()

    metrics.flush()
    row = CacheMetrics.objects.get(cache_type="validation_cache")
    assert (request.status, request.attempts) == ("completed", 2)
    assert CortexResponse.objects.count() == 1
    assert (row.hit_count, row.miss_count) == (1, 1)
    assert row.size_bytes > 0


def test_a_listing_is_kept_until_our_next_upload(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = run().owner
    asked = []
    scan_files = Stages.scan_files

    def counted(self: Any, location: Any) -> Any:
        asked.append(location)
        return scan_files(self, location)

    monkeypatch.setattr(Stages, "scan_files", counted)
    stage = SnowflakeStage.objects.get(pk="SVG_STAGE")
    first = browse(owner, stage, Wish())
    assert browse(owner, stage, Wish()) == first
    assert len(asked) == 1

    monkeypatch.undo()
    second_request = run(filename="second", owner=owner)
    monkeypatch.setattr(Stages, "scan_files", counted)

    seen = browse(owner, stage, Wish())
    assert any(str(second_request.pk) in file.name for file in seen.files)
    assert len(asked) == 2
    assert browse(owner, stage, Wish(), ask_again=True).as_of > seen.as_of
    assert len(asked) == 3
