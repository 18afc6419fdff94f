"""Policies: the one in force for each class of data, and how it is changed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.humane import grouped
from auditing.kept import keep, said
from auditing.models import RetentionPolicy
from auditing.recording import record_event
from auditing.retention.classes import CLASSES, FOREVER, HOURS, MOST_DAYS, DataClass
from auditing.retention.registry import classes_in_use, records_of

State = RetentionPolicy.State
DEFAULT_REASON = keep(gettext_noop("The specification's default."))
SECOND_PERSON = _("Somebody else has to approve this: you proposed it yourself.")


def policies_in_force(at: datetime | None = None) -> dict[str, RetentionPolicy]:
    """class of data → its policy now, or at a time that is past; in the order of the catalogue.

    For a time before a class's first policy: the first.
    """
    versions = RetentionPolicy.objects.filter(state=State.IN_FORCE)
    if at is not None:
        versions = RetentionPolicy.objects.filter(valid_since__isnull=False)
    found: dict[str, RetentionPolicy] = {}
    for policy in versions.order_by("valid_since"):
        if at is None or policy.data_class not in found or _began(policy) <= at:
            found[policy.data_class] = policy
    return {key: found[key] for key in CLASSES if key in found}


def _began(policy: RetentionPolicy) -> datetime:
    assert policy.valid_since is not None  # noqa: S101  the query has seen to it
    return policy.valid_since


def policy_for(data_class: str) -> RetentionPolicy | None:
    return RetentionPolicy.objects.filter(data_class=data_class, state=State.IN_FORCE).first()


def seed_policies(**_: Any) -> None:
    """Give each class that has none its default (a post_migrate receiver)."""
    known = set(RetentionPolicy.objects.values_list("data_class", flat=True))
    now = timezone.now()
    for kind in classes_in_use():
        if kind.key not in known:
            RetentionPolicy.objects.create(
                data_class=kind.key,
                version=1,
                amount=kind.amount,
                unit=kind.unit,
                reason=DEFAULT_REASON,
                counted_from=_counted_from(kind),
                approved_at=now,
                valid_since=now,
            )


def check_time(kind: DataClass, amount: int | None, unit: str) -> None:
    """Refuse a time that would empty a class at once, or that nobody can have meant.

    Raises:
        ValidationError: for the field `amount` or `unit`, in plain words.
    """
    if unit not in RetentionPolicy.Unit.values:
        raise ValidationError({"unit": _("Choose hours, days or for ever.")})
    if unit == FOREVER:
        return
    least = 0 if kind.at_once else 1
    if amount is None or amount < least:
        raise ValidationError({"amount": _too_short(kind, amount, unit)})
    most = MOST_DAYS * 24 if unit == HOURS else MOST_DAYS
    if amount > most:
        words = gettext("At most %(most)s (a hundred years); choose “for ever” for longer.")
        raise ValidationError({"amount": words % {"most": _time(most, unit)}})


def _too_short(kind: DataClass, amount: int | None, unit: str) -> str:
    if amount is None:
        return gettext("Give a number of %(unit)s.") % {"unit": RetentionPolicy.Unit(unit).label}
    if amount == 0:
        return gettext(
            "%(what)s: a time of 0 would delete all of them as soon as they are made. Give at "
            "least 1."
        ) % {"what": said(kind.title)}
    return gettext("A time cannot be negative. Give at least %(least)s.") % {
        "least": 0 if kind.at_once else 1
    }


def _time(amount: int, unit: str) -> str:
    """ "36,500 days" as the person reads it."""
    return f"{grouped(amount)} {RetentionPolicy.Unit(unit).label}"


@transaction.atomic
def change_policy(
    *, by: User, data_class: str, amount: int | None, unit: str, action: str, reason: str
) -> RetentionPolicy:
    """Make a new version: in force at once, or proposed where a second person has to approve it.

    A second person is needed where more rows would become due than the threshold of a purge.

    Raises:
        ValidationError: by field; nothing is changed.
    """
    kind = CLASSES[data_class]
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the policy changes; the history keeps it.")})
    check_time(kind, amount, unit)
    _check_action(kind, action)
    in_force = RetentionPolicy.objects.select_for_update().filter(state=State.IN_FORCE)
    current = in_force.filter(data_class=data_class).first()
    made = RetentionPolicy(
        data_class=data_class,
        version=_next_version(data_class),
        amount=0 if unit == FOREVER else amount or 0,
        unit=unit,
        action=action,
        state=State.PROPOSED,
        reason=reason.strip(),
        counted_from=_counted_from(kind),
        proposed_by_id=str(by.pk),
        proposed_by_name=by.get_username(),
    )
    _check_different(made, current)
    made.save(force_insert=True)
    _record(by, "policy.propose", made)
    if not _needs_second_person(made):
        _put_in_force(made, by=by)
    return made


def approve_policy(*, by: User, policy_id: int) -> bool:
    """Put a proposed version in force. False where it is not proposed any more.

    Raises:
        PermissionDenied: `by` proposed it.
    """
    with transaction.atomic():
        proposed = RetentionPolicy.objects.select_for_update().filter(state=State.PROPOSED)
        policy = proposed.filter(pk=policy_id).first()
        if policy is None:
            return False
        if policy.proposed_by_id == str(by.pk):
            raise PermissionDenied(SECOND_PERSON)
        _put_in_force(policy, by=by)
        return True


@transaction.atomic
def refuse_policy(*, by: User, policy_id: int) -> bool:
    """Drop a proposed version; its proposer may, too."""
    proposed = RetentionPolicy.objects.filter(pk=policy_id, state=State.PROPOSED)
    refused = proposed.update(state=State.REFUSED, valid_until=timezone.now())
    if refused:
        _record(by, "policy.refuse", RetentionPolicy.objects.get(pk=policy_id))
    return bool(refused)


def _put_in_force(policy: RetentionPolicy, *, by: User) -> None:
    now = timezone.now()
    in_force = RetentionPolicy.objects.filter(data_class=policy.data_class, state=State.IN_FORCE)
    in_force.update(state=State.REPLACED, valid_until=now)
    policy.state = State.IN_FORCE
    policy.approved_by_id, policy.approved_by_name = str(by.pk), by.get_username()
    policy.approved_at = policy.valid_since = now
    policy.save()
    _record(by, "policy.approve", policy)


def _needs_second_person(new: RetentionPolicy) -> bool:
    from auditing.retention.due import cutoff_of, due  # which asks for the policies

    cutoff = cutoff_of(new, timezone.now())
    if cutoff is None:
        return False
    rows = sum(due(records, cutoff).count() for records in records_of(new.data_class))
    return rows > settings.PURGE_APPROVAL_ROWS


def _check_action(kind: DataClass, action: str) -> None:
    if kind.carried_out_by:
        words = gettext("This policy is not changed. %(why)s")
        raise ValidationError({"amount": words % {"why": said(kind.carried_out_by)}})
    if action not in RetentionPolicy.Action.values:
        raise ValidationError({"action": _("Choose to delete or to make anonymous.")})
    if action == RetentionPolicy.Action.ANONYMISE and not can_anonymise(kind.key):
        raise ValidationError({"action": _("These rows cannot be made anonymous, only deleted.")})


def can_anonymise(data_class: str) -> bool:
    records = records_of(data_class)
    return bool(records) and all(item.rule.anonymise for item in records)


def _check_different(new: RetentionPolicy, old: RetentionPolicy | None) -> None:
    if old and (new.amount, new.unit, new.action) == (old.amount, old.unit, old.action):
        words = gettext("This is what the policy says already: %(words)s.")
        raise ValidationError({"amount": words % {"words": said(old.words)}})
    if RetentionPolicy.objects.filter(data_class=new.data_class, state=State.PROPOSED).exists():
        raise ValidationError(
            {
                "amount": _(
                    "A change of this policy waits for approval. Approve or refuse that first."
                )
            }
        )


def _next_version(data_class: str) -> int:
    newest = RetentionPolicy.objects.filter(data_class=data_class).order_by("-version").first()
    return newest.version + 1 if newest else 1


def _counted_from(kind: DataClass) -> dict[str, str]:
    return {records.label: records.rule.counted_from for records in records_of(kind.key)}


def _record(by: User, action: str, policy: RetentionPolicy) -> None:
    context = {
        "class": policy.data_class,
        "version": policy.version,
        "keep": policy.words,
        "does": policy.action,
        "reason": policy.reason,
    }
    record_event(by=by, action=action, resource=policy, context=context)
