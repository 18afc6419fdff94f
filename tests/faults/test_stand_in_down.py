"""Snowflake is away at a bad moment: said plainly, and what was paid for is kept."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from generation import services
from generation.models import CortexResponse, SVGGenerationRequest
from generation.pipeline import runner
from generation.snowflake.settings import override
from tests.faults.conftest import Ask, Fork
from tests.faults.evidence import (
    assert_completed,
    assert_failed,
    assert_swept_clean,
    hook,
)
from tests.faults.processes import free_port, wait_until
from tests.faults.servers import StandIn

pytestmark = pytest.mark.timeout(60)

START_IT = "The local stand-in for Snowflake is not running. Start it with `make run`."


def try_again(request: SVGGenerationRequest) -> None:
    owner: User = request.owner
    assert services.retry(by=owner, request_id=request.pk)
    runner.run(request.pk)
    request.refresh_from_db()


def test_away_from_the_start(counted: StandIn, ask: Ask) -> None:
    request = ask()

    with override(replace(counted.settings, local_port=free_port())):
        runner.run(request.pk)

    assert_failed(request, "ai_generation_error", "stand_in_not_running")
    assert request.error_message == START_IT
    assert set(CortexResponse.objects.values_list("cost", flat=True)) == {0}
    try_again(request)
    assert_completed(request)
    assert counted.paid_calls(request.pk) == 1


def test_killed_while_it_answers(fragile: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask(prompt_text="a red house standin slow 20 times 1", attempt_limit=1)

    child = fork(lambda: runner.run(request.pk))
    wait_until(lambda: fragile.paid_calls(request.pk), "the model is asked")
    fragile.kill()

    assert child.wait() == 0
    assert_failed(request, "ai_generation_error", "connection_lost")
    lost = CortexResponse.objects.get(request=request)
    assert (lost.status, lost.cost) == ("error", None)


def test_killed_between_the_answer_and_the_stage(fragile: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask()

    def work() -> None:
        hook("validate_content", after=lambda _: fragile.kill())
        runner.run(request.pk)

    assert fork(work).wait() == 0
    assert_failed(request, "storage_error", "stand_in_not_running")
    assert request.error_message == START_IT
    fragile.start_again()
    try_again(request)

    assert_completed(request)
    assert fragile.paid_calls(request.pk) == 1


def test_killed_with_the_table_made(fragile: StandIn, ask: Ask, fork: Fork) -> None:
    request = ask(attempt_limit=1)
    impatient = replace(fragile.settings, network_timeout=1, statement_timeout=1)

    def work() -> None:
        hook("create_temporary_table", after=lambda _: fragile.kill())
        with override(impatient):
            runner.run(request.pk)

    assert fork(work).wait() == 0
    assert_failed(request, "storage_error", "connection_lost")
    fragile.start_again()
    try_again(request)

    assert_completed(request)
    assert_swept_clean(request)
    assert fragile.paid_calls(request.pk) == 1
