"""Policies: defaults, versions, what is refused, who approves."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from auditing.models import AccessEvent, RetentionPolicy
from auditing.retention.policies import (
    approve_policy,
    change_policy,
    policies_in_force,
    policy_for,
    refuse_policy,
    seed_policies,
)
from tests import factories
from tests.auditing.retention.conftest import old_request

pytestmark = pytest.mark.django_db


def change(by: User, **fields: Any) -> RetentionPolicy:
    given = {
        "data_class": "requests",
        "amount": 180,
        "unit": "days",
        "action": "delete",
        "reason": "the new policy of the company",
    }
    return change_policy(by=by, **{**given, **fields})


def test_the_specifications_defaults_are_there() -> None:
    words = {key: policy.words for key, policy in policies_in_force().items()}

    assert (
        words.items()
        >= {
            "requests": "365 days",
            "svgs": "730 days",
            "sessions": "90 days",
            "session_cache": "1 hour",
            "temporary_tables": "at once",
            "stage_files": "for ever",
        }.items()
    )


def test_seeding_again_changes_nothing() -> None:
    before = list(RetentionPolicy.objects.values())

    seed_policies()

    assert list(RetentionPolicy.objects.values()) == before


def test_a_change_is_a_new_version_and_an_event(admin_user: User) -> None:
    change(admin_user)

    new, old = RetentionPolicy.objects.filter(data_class="requests")
    assert (new.version, new.words, new.state, new.approved_by_name) == (
        2,
        "180 days",
        "in_force",
        "boss",
    )
    assert (old.state, old.valid_until) == ("replaced", new.valid_since)
    assert AccessEvent.objects.filter(action="policy.approve", actor_name="boss").count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"amount": 0}, "amount", "a time of 0 would delete all of them"),
        ({"amount": -5}, "amount", "cannot be negative"),
        ({"amount": None}, "amount", "Give a number of days"),
        ({"amount": 10**9}, "amount", "At most 36,500 days"),
        ({"amount": 10**9, "unit": "hours"}, "amount", "At most 876,000 hours"),
        ({"unit": "weeks"}, "unit", "Choose hours, days or for ever"),
        ({"action": "shred"}, "action", "Choose to delete"),
        ({"reason": "  "}, "reason", "Say why"),
        ({"amount": 365}, "amount", "says already"),
        ({"data_class": "stage_files"}, "amount", "not changed"),
        ({"data_class": "queue_tasks", "action": "anonymise"}, "action", "cannot be made"),
    ],
)
def test_what_is_refused(admin_user: User, fields: dict[str, Any], field: str, words: str) -> None:
    before = RetentionPolicy.objects.count()

    with pytest.raises(ValidationError) as refusal:
        change(admin_user, **fields)

    assert words in str(refusal.value.message_dict[field])
    assert RetentionPolicy.objects.count() == before


def test_at_once_where_the_class_allows_it(admin_user: User) -> None:
    assert change(admin_user, data_class="queue_tasks", amount=0).words == "at once"


def test_for_ever(admin_user: User) -> None:
    assert change(admin_user, unit="forever", amount=None).keep_for is None


def test_a_change_that_reaches_many_rows_needs_a_second_person(
    admin_user: User, settings: Any
) -> None:
    settings.PURGE_APPROVAL_ROWS = 0
    old_request(200)

    proposed = change(admin_user)

    assert proposed.state == "proposed"
    assert policy_for("requests").words == "365 days"
    with pytest.raises(PermissionDenied):
        approve_policy(by=admin_user, policy_id=proposed.pk)
    with pytest.raises(ValidationError, match="waits for approval"):
        change(admin_user, amount=100)

    other = factories.UserFactory.create(role="admin")
    assert approve_policy(by=other, policy_id=proposed.pk)
    assert not approve_policy(by=other, policy_id=proposed.pk)
    assert policy_for("requests").words == "180 days"


def test_a_proposed_change_can_be_refused(admin_user: User, settings: Any) -> None:
    settings.PURGE_APPROVAL_ROWS = 0
    old_request(200)
    proposed = change(admin_user)

    assert refuse_policy(by=admin_user, policy_id=proposed.pk)
    assert policy_for("requests").words == "365 days"
