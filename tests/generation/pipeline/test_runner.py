"""The whole way through the real connector and the real HTTP client, on the stand-in."""

import hashlib
from dataclasses import replace

import pytest

from auditing.models import AccessEvent
from generation import services
from generation.models import (
    CortexModel,
    CortexResponse,
    GeneratedSVG,
    PipelineStep,
    SnowflakeQuery,
    Status,
    StatusChange,
    SVGGenerationRequest,
    TemporaryTable,
    UserSession,
)
from generation.pipeline import cleanup, runner
from generation.pipeline.job import Job
from generation.recognition import recognise
from generation.snowflake.locations import StageLocation
from generation.snowflake.settings import get_settings, override
from generation.snowflake.warehouse import warehouse
from tests.factories import RequestFactory, UserSessionFactory

from .conftest import Run


def staged_bytes(svg: GeneratedSVG) -> bytes:
    assert svg.request is not None
    location = StageLocation("SVGSITE", "PUBLIC", "SVG_STAGE", svg.request.stage_path)
    with warehouse(query_tag="test") as connection:
        return connection.read_file(location)


def test_a_prompt_becomes_a_picture_on_the_stage(run: Run) -> None:
    request = run()

    svg = GeneratedSVG.objects.get(request=request)
    assert request.status == Status.COMPLETED
    assert staged_bytes(svg) == svg.svg_content.encode()
    assert svg.file_size == len(svg.svg_content.encode())
    assert svg.sha256 == hashlib.sha256(svg.svg_content.encode()).hexdigest()
    assert str(request.pk) in svg.stage_path


def test_each_step_is_recorded_with_its_time_in_order(run: Run) -> None:
    request = run()

    steps = list(PipelineStep.objects.filter(request=request))
    expected = [step.__name__ for step in runner.STEPS]
    assert [step.name for step in steps] == [*expected, "drop_temporary_table", "record_success"]
    assert all(step.outcome == "done" and step.duration_ms is not None for step in steps)


def test_its_moves_and_events_are_recorded(run: Run) -> None:
    request = run()

    moves = StatusChange.objects.filter(request=request).values_list("old", "new")
    assert list(moves) == [("pending", "processing"), ("processing", "completed")]
    assert AccessEvent.objects.get(action="request.complete").resource_id == str(request.pk)


def test_the_table_is_dropped_and_says_when(run: Run) -> None:
    run()

    table = TemporaryTable.objects.get()
    assert table.cleaned_up_at is not None
    with warehouse(query_tag="test") as connection:
        assert [found.name for found in connection.list_tables()] == []


def test_a_retired_model_is_answered_by_its_replacement(run: Run) -> None:
    request = run(selected_model="claude-4-sonnet")

    assert GeneratedSVG.objects.get(request=request).model_used == "claude-sonnet-4-5"


def test_the_preview_engine_is_named_and_costs_nothing(run: Run) -> None:
    response = CortexResponse.objects.get(request=run())

    assert response.answered_by == "built-in preview engine (rules and clip art)"
    assert response.cost == 0
    assert response.tokens_used


@pytest.mark.parametrize("transport", ["rest", "sql"])
def test_what_could_not_be_drawn_is_on_record(run: Run, transport: str) -> None:
    with override(replace(get_settings(), cortex_transport=transport)):
        response = CortexResponse.objects.get(request=run(prompt_text="a zebra on a zeppelin"))

    assert response.not_drawn == ["zeppelin"]
    assert response.answered_by == "built-in preview engine (rules and clip art)"
    assert response.transport == transport
    assert response.cost == 0


def test_delivered_twice_nothing_happens_twice(run: Run) -> None:
    request = run()

    assert not runner.run(request.pk)
    assert CortexResponse.objects.filter(request=request).count() == 1
    assert GeneratedSVG.objects.filter(request=request).count() == 1


def test_a_row_that_is_gone_is_quiet(run: Run) -> None:
    request = RequestFactory.create()
    key = request.pk
    request.delete()

    assert not runner.run(key)


def test_an_answer_without_a_picture_fails_in_plain_words(run: Run) -> None:
    request = run(prompt_text="a red house standin notsvg")

    assert (request.status, request.error_code) == (Status.FAILED, "no_picture")
    assert request.error_message == (
        "The model answered without a picture. Try again, or say more plainly what should be seen."
    )
    assert not TemporaryTable.objects.exists()


def test_a_hostile_answer_ends_as_a_safe_picture_or_not_at_all(run: Run) -> None:
    request = run(prompt_text="a red house standin hostile")

    content = "".join(GeneratedSVG.objects.values_list("svg_content", flat=True)).lower()
    assert request.is_finished
    for word in ("script", "onload", "javascript:", "http://evil", "foreignobject", "<!entity"):
        assert word not in content


def test_a_throttled_call_is_tried_again(run: Run) -> None:
    request = run(prompt_text="a green boat standin 429 times 1")

    assert request.status == Status.COMPLETED
    statuses = CortexResponse.objects.order_by("created_at").values_list("status", flat=True)
    assert list(statuses) == ["rate_limited", "success"]
    assert PipelineStep.objects.filter(name="wait", outcome="done").count() == 1


def test_retries_end_after_the_limit(run: Run) -> None:
    request = run(prompt_text="a green boat standin 503")

    assert (request.status, request.error_code) == (Status.FAILED, "service_busy")
    assert request.error_category == "ai_generation_error"
    assert CortexResponse.objects.filter(request=request).count() == 3


def test_what_cannot_be_helped_is_not_tried_again(run: Run) -> None:
    request = run(prompt_text="a green boat standin 400")

    assert request.status == Status.FAILED
    assert CortexResponse.objects.get(request=request).status == "invalid_input"


def test_a_stage_that_vanished_fails_but_keeps_the_paid_answer(run: Run) -> None:
    request = run(stage_name="VANISHED")
    SVGGenerationRequest.objects.filter(pk=request.pk).update(stage_name="SVG_STAGE")
    owner = request.owner
    assert owner is not None

    assert (request.error_code, request.error_category) == ("stage_missing", "storage_error")
    services.retry(by=owner, request_id=request.pk)
    runner.run(request.pk)

    request.refresh_from_db()
    assert request.status == Status.COMPLETED
    assert CortexResponse.objects.filter(request=request).count() == 1


def test_a_model_retired_meanwhile_fails_with_its_reason(run: Run) -> None:
    CortexModel.objects.filter(pk="claude-sonnet-4-5").update(lifecycle="EOL", replacement=None)

    request = run()

    assert request.error_code == "retired_model"
    assert not CortexResponse.objects.exists()


@pytest.mark.parametrize("reason", ["revoked", "elsewhere"])
def test_a_session_ended_from_outside_gets_no_picture(run: Run, reason: str) -> None:
    session = UserSessionFactory.create(is_active=False, end_reason=reason)

    request = run(session=session, owner=session.owner)

    assert (request.error_category, request.error_code) == ("session_error", "session_revoked")


def test_an_idle_session_does_not_stop_what_was_submitted_in_it(run: Run) -> None:
    session = UserSessionFactory.create(is_active=False, end_reason=UserSession.EndReason.IDLE)

    assert run(session=session, owner=session.owner).status == Status.COMPLETED


def test_a_cancelled_run_stops_before_its_next_step(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancel_then_go_on(job: Job) -> None:
        owner = job.request.owner
        services.cancel(by=owner, request_id=job.request.pk)

    steps = [*runner.STEPS[:8], cancel_then_go_on, *runner.STEPS[8:]]
    monkeypatch.setattr(runner, "STEPS", tuple(steps))

    request = run()

    assert (request.status, request.error_category) == (Status.FAILED, "cancelled")
    assert TemporaryTable.objects.get().cleaned_up_at is not None
    assert not GeneratedSVG.objects.exists()


def test_a_mistake_of_the_program_fails_without_its_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(job: Job) -> None:
        raise ZeroDivisionError("password=hunter2")

    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS[:6], break_down))

    request = run()

    assert request.error_category == "development_error"
    assert "hunter2" not in (request.error_message or "")


def test_a_run_that_lost_its_lease_writes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_lease(job: Job) -> None:
        SVGGenerationRequest.objects.filter(pk=job.request.pk).update(claimed_by="another")

    monkeypatch.setattr(runner, "STEPS", (*runner.STEPS, lose_lease))

    request = run()

    assert request.status == Status.PROCESSING
    assert not GeneratedSVG.objects.exists()


def test_what_an_earlier_run_left_on_the_stage_is_replaced(run: Run) -> None:
    request = RequestFactory.create()
    location = StageLocation("SVGSITE", "PUBLIC", "SVG_STAGE", request.stage_path)
    table = f"TMP_SVG_{request.pk.hex.upper()}_9"
    with warehouse(query_tag="test") as connection:
        connection.create_table(table, kind="TEMPORARY")
        connection.insert_text(table, "half a pict")
        connection.copy_to_stage(table, location)

    runner.run(request.pk)

    svg = GeneratedSVG.objects.get(request=request)
    assert staged_bytes(svg) == svg.svg_content.encode()


def test_six_round_trips_to_snowflake(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def count(job: Job) -> None:
        made.extend(job.warehouse.statements)

    monkeypatch.setattr(cleanup, "remove_unrecorded_file", lambda job: count(job))
    run()

    assert len(made) == 6


def test_each_statement_is_kept_with_its_query_id(run: Run) -> None:
    request = run()

    kept = list(SnowflakeQuery.objects.filter(request=request).order_by("at"))
    assert [(query.step, query.kind) for query in kept] == [
        ("create_temporary_table", "CREATE"),
        ("insert_content", "INSERT"),
        ("upload_to_stage", "COPY"),
        ("verify_upload", "LIST"),
        ("verify_upload", "GET"),
        ("drop_temporary_table", "DROP"),
    ]
    assert all(query.owner == request.owner and query.succeeded for query in kept)
    with warehouse(query_tag="test") as connection:
        connection.run("SELECT 1")
        assert connection.last_query_id not in {query.query_id for query in kept}


def test_a_completion_by_sql_is_kept_with_its_query_id(run: Run) -> None:
    with override(replace(get_settings(), cortex_transport="sql")):
        request = run()

    query = SnowflakeQuery.objects.get(kind="AI_COMPLETE")
    assert query.step == "call_cortex"
    assert CortexResponse.objects.get(request=request).provider_id == query.query_id


def test_a_query_id_outlives_its_request(run: Run) -> None:
    request = run()
    key = request.pk

    request.delete()

    assert SnowflakeQuery.objects.filter(request_id=key).count() == 6


def test_a_new_picture_can_be_recognised(run: Run) -> None:
    request = run()

    svg = GeneratedSVG.objects.get(request=request)
    assert svg.origin_id == request.pk
    altered = recognise(svg.svg_content.replace("#", "#0").encode())
    assert (altered.verdict, altered.matches[0].svg) == ("altered", svg)
