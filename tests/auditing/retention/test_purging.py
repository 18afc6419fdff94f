"""The purge: what goes, what stays, what it leaves on record."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_q.models import OrmQ, Task
from django_q.signing import SignedPackage

from auditing.models import AccessEvent, CopyRemoval, PurgeLease, RetentionRun
from auditing.retention import copies
from auditing.retention.approvals import approve_run, cancel_run, refuse_run
from auditing.retention.clock import ClockWentBack
from auditing.retention.copies import CopyRefused, OutsideCopy
from auditing.retention.holds import place_hold
from auditing.retention.keys import as_texts
from auditing.retention.lease import PurgeRunning
from auditing.retention.planning import plan_all
from auditing.retention.policies import change_policy
from auditing.retention.purging import Purge
from auditing.verification import verify
from generation.models import (
    CortexResponse,
    GeneratedSVG,
    PipelineStep,
    RequestTag,
    SnowflakeQuery,
    Status,
    StatusChange,
    SVGGenerationRequest,
    TemporaryTable,
    UserSession,
    Vote,
)
from tests import factories
from tests.auditing.retention.conftest import days_ago, old_picture, old_request

pytestmark = pytest.mark.django_db

PurgeClass = Callable[..., RetentionRun]


def test_what_is_over_goes_and_the_rest_stays(purge: PurgeClass) -> None:
    old = old_request(366)
    young = old_request(364)

    run = purge("requests")

    assert list(SVGGenerationRequest.objects.all()) == [young]
    assert (run.state, run.done_rows, run.due_rows) == ("completed", 1, 1)
    assert AccessEvent.objects.filter(action="purge.end", resource_id=str(run.pk)).exists()
    assert not SVGGenerationRequest.objects.filter(pk=old.pk).exists()


def test_a_request_that_has_not_ended_stays(purge: PurgeClass) -> None:
    old_request(400, status=Status.PENDING)

    assert purge("requests").done_rows == 0
    assert SVGGenerationRequest.objects.count() == 1


def test_all_that_belongs_to_a_request_goes_with_it(purge: PurgeClass) -> None:
    request = old_request()
    factories.StatusChangeFactory.create(request=request)
    factories.PipelineStepFactory.create(request=request)
    factories.CortexResponseFactory.create(request=request)
    factories.TemporaryTableFactory.create(request=request, cleaned_up_at=timezone.now())
    factories.SnowflakeQueryFactory.create(request=request)
    other = factories.CortexResponseFactory.create()

    run = purge("requests")

    assert run.child_rows == 5
    assert run.orphans == {}
    for model in (StatusChange, PipelineStep, TemporaryTable, SnowflakeQuery):
        assert not model.objects.exists()
    assert list(CortexResponse.objects.all()) == [other]


def test_a_picture_outlives_its_request_and_keeps_its_owner(purge: PurgeClass) -> None:
    request = old_request()
    picture = factories.GeneratedSVGFactory.create(request=request)

    purge("requests")

    picture.refresh_from_db()
    assert picture.request is None
    assert picture.owner == request.owner


def test_a_request_outlives_its_session(purge: PurgeClass) -> None:
    session = factories.UserSessionFactory.create(is_active=False, last_activity=days_ago(100))
    active = factories.UserSessionFactory.create(last_activity=days_ago(100))
    request = factories.RequestFactory.create(session=session)

    purge("sessions")

    request.refresh_from_db()
    assert request.session is None
    assert list(UserSession.objects.all()) == [active]


def test_queue_payloads_and_results_go_too(purge: PurgeClass) -> None:
    request, other = old_request(), factories.RequestFactory.create()
    for subject in (request, other):
        now, name = timezone.now(), str(subject.pk)
        Task.objects.create(id=subject.pk.hex, name=name, func="f", started=now, stopped=now)
        OrmQ.objects.create(key="q", payload=SignedPackage.dumps({"name": name, "id": name}))

    run = purge("requests")

    assert run.copies == {"results of queue tasks": 1, "payloads in the queue": 1}
    assert [task.name for task in Task.objects.all()] == [str(other.pk)]
    assert [row.name() for row in OrmQ.objects.all()] == [str(other.pk)]


def test_batches_are_on_record_and_the_digest_can_be_recomputed(
    purge: PurgeClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Purge, "_pace", lambda self, took: setattr(self, "limit", 2))
    rows = [old_request(400 - number) for number in range(5)]
    monkeypatch.setattr("auditing.retention.purging.FIRST", 2)

    run = purge("requests")

    keys = [str(row.pk) for row in rows]  # the oldest first
    parts = [keys[0:2], keys[2:4], keys[4:5]]
    digests = [
        hashlib.sha256("".join(f"{k}\n" for k in part).encode()).hexdigest() for part in parts
    ]
    assert [batch.sha256 for batch in run.batches.all()] == digests
    assert run.digest == hashlib.sha256("".join(f"{d}\n" for d in digests).encode()).hexdigest()


def test_the_dry_run_says_what_the_purge_does(purge: PurgeClass) -> None:
    for days in (300, 400, 500):
        factories.CortexResponseFactory.create(request=old_request(days))
    (plan,) = plan_all(["requests"])

    run = purge("requests")

    assert (plan.rows, plan.size) == (run.done_rows, run.size)
    assert plan.rows == 2
    assert plan_all(["requests"])[0].rows == 0


def test_anonymising_keeps_the_figures(purge: PurgeClass, admin_user: User) -> None:
    request = old_request()
    response = factories.CortexResponseFactory.create(request=request)
    change_policy(
        by=admin_user,
        data_class="requests",
        amount=365,
        unit="days",
        action="anonymise",
        reason="figures",
    )
    run = purge("requests")

    request.refresh_from_db()
    response.refresh_from_db()
    assert (request.prompt_text, request.owner, request.status) == ("", None, "completed")
    assert (response.content, response.owner, response.tokens_used) == ("", None, 150)
    assert run.done_rows == 1
    assert purge("requests").done_rows == 0


def test_what_a_person_wrote_on_a_request_is_not_left_on_an_anonymous_one(
    purge: PurgeClass, admin_user: User
) -> None:
    request = old_request()
    factories.RequestTagFactory.create(request=request, name="divorce")
    vote = factories.VoteFactory.create(request=request)
    link = factories.StageLinkFactory.create(svg=old_picture())
    link.revoked_by = link.owner
    link.save()
    for data_class in ("requests", "svgs"):
        change_policy(
            by=admin_user,
            data_class=data_class,
            amount=365,
            unit="days",
            action="anonymise",
            reason="figures",
        )
        purge(data_class)

    assert not RequestTag.objects.exists()
    for row in (vote, link):
        row.refresh_from_db()
    assert (vote.owner, link.owner, link.revoked_by) == (None, None, None)


def test_many_rows_wait_for_a_second_person(
    purge: PurgeClass, settings: Any, admin_user: User
) -> None:
    settings.PURGE_APPROVAL_ROWS = 1
    old_request(400), old_request(500)

    run = purge("requests")
    assert run.state == "awaiting"
    assert purge("requests").pk == run.pk, "a second one must not be made meanwhile"
    assert SVGGenerationRequest.objects.count() == 2

    assert approve_run(by=admin_user, run_id=run.pk)
    assert purge("requests").state == "completed"
    assert SVGGenerationRequest.objects.count() == 0


def test_who_asked_does_not_approve(settings: Any, admin_user: User) -> None:
    from django.core.exceptions import PermissionDenied

    settings.PURGE_APPROVAL_ROWS = 0
    old_request()
    (run,) = Purge(by=admin_user).run_all(["requests"])

    with pytest.raises(PermissionDenied, match="Somebody else"):
        approve_run(by=admin_user, run_id=run.pk)
    assert refuse_run(by=admin_user, run_id=run.pk)
    assert not approve_run(by=factories.UserFactory.create(), run_id=run.pk)


def test_who_proposed_the_policy_does_not_approve(
    purge: PurgeClass, settings: Any, admin_user: User
) -> None:
    from django.core.exceptions import PermissionDenied

    old_request(300)
    change_policy(
        by=admin_user, data_class="requests", amount=90, unit="days", action="delete", reason="x"
    )
    settings.PURGE_APPROVAL_ROWS = 0
    run = purge("requests")

    with pytest.raises(PermissionDenied):
        approve_run(by=admin_user, run_id=run.pk)


def test_a_large_share_waits_too(purge: PurgeClass, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditing.retention.planning.SHARE_COUNTS_FROM", 2)
    old_request(400), old_request(500), old_request(1)

    assert "2 of 3 requests" in purge("requests").why_approval


def test_a_second_purge_refuses(purge: PurgeClass) -> None:
    PurgeLease.objects.update_or_create(
        name="purge",
        defaults={"holder": "other", "until": timezone.now() + timedelta(seconds=9)},
    )
    old_request()

    with pytest.raises(PurgeRunning):
        purge("requests")
    assert SVGGenerationRequest.objects.count() == 1


def test_a_dead_purge_loses_its_lease(purge: PurgeClass) -> None:
    PurgeLease.objects.update_or_create(
        name="purge",
        defaults={"holder": "dead", "until": timezone.now() - timedelta(seconds=1)},
    )
    old_request()

    assert purge("requests").done_rows == 1


def test_a_run_that_was_cut_off_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditing.retention.purging.FIRST", 1)
    monkeypatch.setattr(Purge, "_pace", lambda self, took: None)
    for days in (400, 500, 600):
        old_request(days)

    monkeypatch.setattr(
        Purge,
        "is_out_of_time",
        property(lambda self: RetentionRun.objects.filter(done_rows=1).exists()),
    )
    (run,) = Purge(by=None).run_all(["requests"])
    assert (run.state, SVGGenerationRequest.objects.count()) == ("running", 2)
    monkeypatch.undo()

    (same,) = Purge(by=None).run_all(["requests"])[:1]
    assert (same.pk, same.state, same.done_rows) == (run.pk, "completed", 3)


def test_cancelling_stops_after_the_batch(
    monkeypatch: pytest.MonkeyPatch, admin_user: User
) -> None:
    monkeypatch.setattr("auditing.retention.purging.FIRST", 1)
    monkeypatch.setattr(Purge, "_pace", lambda self, took: None)
    old_request(400), old_request(500)

    (run,) = Purge(by=None).run_all(
        ["requests"], lambda run: cancel_run(by=admin_user, run_id=run.pk)
    )

    assert (run.state, run.done_rows) == ("cancelled", 1)
    assert run.digest
    assert SVGGenerationRequest.objects.count() == 1


def test_a_clock_that_went_back_deletes_nothing(
    purge: PurgeClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    purge("requests")
    old_request()
    earlier = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: earlier)

    with pytest.raises(ClockWentBack, match="Set the clock right"):
        purge("requests")
    assert SVGGenerationRequest.objects.count() == 1


def test_a_clock_that_jumped_ahead_waits_for_somebody(
    purge: PurgeClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    purge("requests")
    factories.RequestFactory.create(status=Status.COMPLETED)
    later = timezone.now() + timedelta(days=500)
    monkeypatch.setattr(timezone, "now", lambda: later)

    run = purge("requests")

    assert (run.state, run.done_rows) == ("awaiting", 0)
    assert "may have jumped ahead" in run.why_approval


@pytest.fixture
def stubborn() -> Any:
    """An outside copy of each picture that refuses as long as `refusing` is true."""

    class Stubborn:
        refusing = True
        removed: list[str] = []

        def remove(self, reference: str) -> None:
            if self.refusing:
                raise CopyRefused("The stage is read-only.")
            self.removed.append(reference)

    place = Stubborn()
    label = GeneratedSVG._meta.label
    before = dict(copies._copies)
    copies.register_copy(
        OutsideCopy(
            "mirror", label, lambda keys: as_texts(GeneratedSVG._meta.pk, keys), place.remove
        )
    )
    yield place
    copies._copies.clear()
    copies._copies.update(before)


def test_a_copy_that_refuses_is_reported_and_tried_again(purge: PurgeClass, stubborn: Any) -> None:
    picture = old_picture()

    run = purge("svgs")

    removal = CopyRemoval.objects.get()
    assert not GeneratedSVG.objects.exists()
    assert run.orphans == {"copies outside that could not be removed": 1}
    assert (removal.reference, removal.last_error) == (str(picture.pk), "The stage is read-only.")

    stubborn.refusing = False
    purge("svgs")

    removal.refresh_from_db()
    assert removal.done_at is not None
    assert stubborn.removed == [str(picture.pk)]


def test_a_stage_file_goes_only_where_its_owner_chose_it(purge: PurgeClass) -> None:
    old_picture()
    chosen = old_picture(delete_stage_file=True)

    purge("svgs")

    assert [removal.reference for removal in CopyRemoval.objects.all()] == [chosen.stage_path]


def test_access_events_leave_and_the_chain_stays_whole(purge: PurgeClass, admin_user: User) -> None:
    make = factories.AccessEventFactory.create
    record = [make(timestamp=days_ago(1200 - number)) for number in range(5)]
    place_hold(by=admin_user, matter="M", reason="r", owner="o", record_id=record[2].pk)

    run = purge("access_events")

    assert run.done_rows == 4
    assert AccessEvent.objects.filter(pk__in=[e.pk for e in record]).get() == record[2]
    assert verify().findings == []


def test_a_version_outlives_the_picture_it_was_made_from(purge: PurgeClass) -> None:
    old = old_request(366)
    child = factories.RequestFactory.create(owner=old.owner, parent=old)
    factories.RequestTagFactory.create(request=old)
    factories.VoteFactory.create(request=old)

    assert purge("requests").done_rows == 1

    assert not RequestTag.objects.exists()
    assert not Vote.objects.exists()
    child.refresh_from_db()
    assert child.parent is None
