"""What people can do with requests, and that an action and its event stand or fall together."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django_q.models import OrmQ
from pytest_django import DjangoCaptureOnCommitCallbacks

from auditing.models import AccessEvent
from generation import services, submission, transitions
from generation.models import (
    CortexModel,
    SnowflakeStage,
    Status,
    StatusChange,
    SVGGenerationRequest,
)
from tests.factories import RequestFactory, UserFactory, UserSessionFactory

GIVEN = {
    "prompt_text": "a red house under a yellow sun",
    "selected_model": "claude-sonnet-4-5",
    "filename": "house",
    "stage_name": "SVG_STAGE",
}


def submit(by: User, **changes: Any) -> SVGGenerationRequest:
    return services.submit(by=by, **{**GIVEN, **changes})


def messages_for(field: str, by: User, **changes: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        submit(by, **changes)
    return " ".join(caught.value.message_dict[field])


def test_submit_saves_a_pending_request_with_its_event(staff: User, stage: SnowflakeStage) -> None:
    made = submit(staff)

    assert made.status == Status.PENDING
    assert made.owner == staff
    assert (made.database, made.schema) == ("SVGSITE", "PUBLIC")
    event = AccessEvent.objects.get(action="request.submit")
    assert (event.actor_name, event.resource_id) == ("staff", str(made.pk))
    assert made.user_context["user_id"] == str(staff.pk)


def test_submit_nudges_the_queue_with_the_id_only(
    staff: User,
    stage: SnowflakeStage,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = submit(staff)

    task = OrmQ.objects.get().task
    assert task["args"] == (str(made.pk),)
    assert "house" not in str({**task, "name": ""})


def test_a_failing_audit_write_undoes_the_submit(
    staff: User, stage: SnowflakeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(submission, "record_event", fail)
    with pytest.raises(RuntimeError):
        submit(staff)

    assert not SVGGenerationRequest.objects.exists()


def test_a_double_click_makes_one_request(staff: User, stage: SnowflakeStage) -> None:
    first = submit(staff, submission_key="abc")
    second = submit(staff, submission_key="abc")

    assert first.pk == second.pk
    assert AccessEvent.objects.filter(action="request.submit").count() == 1


def test_going_back_and_asking_for_something_else_makes_another(
    staff: User, stage: SnowflakeStage
) -> None:
    first = submit(staff, submission_key="abc")
    other = submit(staff, submission_key="abc", prompt_text="a blue boat on the sea")

    assert first.pk != other.pk


def test_two_people_may_use_the_same_key(staff: User, stage: SnowflakeStage) -> None:
    assert (
        submit(staff, submission_key="a").pk != submit(UserFactory.create(), submission_key="a").pk
    )


def test_without_the_role_nothing_is_made_and_the_refusal_recorded(stage: SnowflakeStage) -> None:
    outsider = UserFactory.create(role="none")

    with pytest.raises(PermissionDenied):
        submit(outsider)

    assert not SVGGenerationRequest.objects.exists()
    assert AccessEvent.objects.get().result == "denied"


def test_every_broken_rule_is_named_by_its_field(staff: User, stage: SnowflakeStage) -> None:
    with pytest.raises(ValidationError) as caught:
        submit(
            staff, prompt_text="short", filename="a b", stage_name="nope", selected_model="gpt-99"
        )

    assert set(caught.value.message_dict) == {
        "prompt_text",
        "filename",
        "stage_name",
        "selected_model",
    }


def test_an_unknown_model_is_refused_with_the_list(staff: User, stage: SnowflakeStage) -> None:
    message = messages_for("selected_model", staff, selected_model="gpt-99")

    assert "There is no model 'gpt-99'" in message
    assert "claude-sonnet-4-5" in message


def test_a_retired_model_with_a_replacement_is_accepted(staff: User, stage: SnowflakeStage) -> None:
    assert submit(staff, selected_model="claude-4-sonnet").selected_model == "claude-4-sonnet"


def test_a_retired_model_without_a_replacement_is_refused(
    staff: User, stage: SnowflakeStage
) -> None:
    CortexModel.objects.filter(pk="claude-4-sonnet").update(replacement=None)

    message = messages_for("selected_model", staff, selected_model="claude-4-sonnet")

    assert "is retired and no replacement is configured" in message


def test_a_stage_that_does_not_exist_is_refused(staff: User, stage: SnowflakeStage) -> None:
    assert "There are: SVG_STAGE." in messages_for("stage_name", staff, stage_name="OTHER_STAGE")


def test_a_stage_that_is_gone_is_refused(staff: User, stage: SnowflakeStage) -> None:
    SnowflakeStage.objects.update(is_available=False)

    assert "none yet" in messages_for("stage_name", staff)


def test_cancel_before_it_is_begun_costs_nothing(staff: User) -> None:
    waiting = RequestFactory.create(owner=staff)

    assert services.cancel(by=staff, request_id=waiting.pk)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.error_category) == (Status.FAILED, "cancelled")
    assert "cost nothing" in waiting.error_message
    assert AccessEvent.objects.get().action == "request.cancel"


def test_cancel_while_running_asks_its_worker_to_stop(staff: User) -> None:
    running = RequestFactory.create(owner=staff, status=Status.PROCESSING, claimed_by="w")

    assert services.cancel(by=staff, request_id=running.pk)

    running.refresh_from_db()
    assert running.status == Status.PROCESSING
    assert running.cancel_requested_at is not None


def test_cancel_while_its_worker_gives_it_back_drops_it(
    staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = RequestFactory.create(owner=staff)
    claimed = transitions.claim(request.pk, worker="leaving")
    assert claimed is not None
    ask = services._ask_to_stop

    def ask_too_late(request_id: Any) -> bool:
        return transitions.give_back(claimed) and ask(request_id)

    monkeypatch.setattr(services, "_ask_to_stop", ask_too_late)

    assert services.cancel(by=staff, request_id=request.pk)

    request.refresh_from_db()
    assert (request.status, request.error_category) == (Status.FAILED, "cancelled")


def test_what_has_ended_cannot_be_cancelled(staff: User) -> None:
    done = RequestFactory.create(owner=staff, status=Status.COMPLETED)

    assert not services.cancel(by=staff, request_id=done.pk)
    assert not AccessEvent.objects.exists()


def test_retry_puts_a_failed_request_back(staff: User) -> None:
    failed = RequestFactory.create(
        owner=staff, status=Status.FAILED, attempts=3, error_code="throttled", error_message="x"
    )

    assert services.retry(by=staff, request_id=failed.pk)

    failed.refresh_from_db()
    assert (failed.status, failed.error_code, failed.error_message) == (Status.PENDING, "", None)
    assert failed.attempt_limit == 6
    assert StatusChange.objects.get().why == "tried again by staff"


@pytest.mark.parametrize("status", [Status.PENDING, Status.PROCESSING, Status.COMPLETED])
def test_only_failed_requests_can_be_retried(staff: User, status: Status) -> None:
    request = RequestFactory.create(owner=staff, status=status)

    assert not services.retry(by=staff, request_id=request.pk)


def test_who_may_not_submit_any_more_may_not_retry(
    transactional_db: None, stage: SnowflakeStage
) -> None:
    failed = RequestFactory.create(owner=UserFactory.create(role="none"), status=Status.FAILED)

    with pytest.raises(PermissionDenied):
        services.retry(by=failed.owner, request_id=failed.pk)

    failed.refresh_from_db()
    assert failed.status == Status.FAILED
    assert AccessEvent.objects.get(action="request.retry").result == "denied"


def test_a_retry_goes_on_in_the_session_of_today(staff: User, stage: SnowflakeStage) -> None:
    revoked = UserSessionFactory.create(owner=staff, end_reason="revoked", is_active=False)
    failed = RequestFactory.create(owner=staff, session=revoked, status=Status.FAILED)
    today = UserSessionFactory.create(owner=staff)

    services.retry(by=staff, request_id=failed.pk, session=today)

    failed.refresh_from_db()
    assert failed.session == today


def test_an_empty_prompt_is_refused_in_plain_words(staff: User, stage: SnowflakeStage) -> None:
    assert messages_for("prompt_text", staff, prompt_text="") == "Say what the picture should show."
