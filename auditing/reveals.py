"""Prompts and raw answers of other people are masked. A reveal opens one for a while.

A reveal needs the right to see all rows and a reason, lasts `MINUTES` for one person and one
resource, and is an event that the owner of the content can read. Superusers are not exempt.
"""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from auditing.access import Actor, may_enter, sees_everything
from auditing.models import Reveal
from auditing.reasons import check_reason
from auditing.recording import record_event
from auditing.refusals import refuse

MINUTES = 15


def open_reveal(user: Actor, *, label: str, resource_id: str) -> Reveal | None:
    """The reveal that lets `user` read this resource now, if any."""
    if not user.is_authenticated or not may_enter(user):
        return None
    return (
        Reveal.objects.filter(
            person_id=user.pk, label=label, resource_id=resource_id, until__gt=timezone.now()
        )
        .order_by("until")
        .last()
    )


def is_revealed(user: Actor, *, label: str, resource_id: str) -> bool:
    """Whether `user` may read this resource of somebody else just now."""
    return open_reveal(user, label=label, resource_id=resource_id) is not None


def revealed_ids(user: Actor, *, label: str) -> frozenset[str]:
    """All resources of this kind that are open for `user` just now, in one look-up."""
    if not user.is_authenticated or not may_enter(user):
        return frozenset()
    found = Reveal.objects.filter(person_id=user.pk, label=label, until__gt=timezone.now())
    return frozenset(found.values_list("resource_id", flat=True))


def reveal(
    *,
    by: User,
    label: str,
    resource_id: str,
    subject_owner: User | int | None,
    reason: str,
    category: str = Reveal.Category.OTHER,
) -> Reveal:
    """Open a resource of somebody else for `by`; a second one starts the time again.

    Raises:
        PermissionDenied: `by` may not see other people's rows.
        ValidationError: by field: the reason or its category.
    """
    if not sees_everything(by):
        why = _("Only administrators may reveal what other people wrote.")
        refuse(by, action="reveal.open", why=why, label=label, resource_id=resource_id)
    reason = check_reason(reason)
    if category not in Reveal.Category.values:
        raise ValidationError({"category": _("Choose what the reason is about.")})
    owner = subject_owner.pk if isinstance(subject_owner, User) else subject_owner
    with transaction.atomic():
        found = Reveal.objects.create(
            person=by,
            label=label,
            resource_id=resource_id,
            subject_owner_id=str(owner or ""),
            category=category,
            reason=reason,
            until=timezone.now() + timedelta(minutes=MINUTES),
        )
        context = {"reason": reason, "category": category, "until": found.until.isoformat()}
        _record(found, by=by, action="reveal.open", context=context)
    return found


@transaction.atomic
def end(*, by: User, label: str, resource_id: str) -> bool:
    """Close what is open for `by` before its time. False where nothing was."""
    now = timezone.now()
    opened = Reveal.objects.filter(person=by, label=label, resource_id=resource_id, until__gt=now)
    found = opened.first()
    if found is None:
        return False
    opened.update(until=now)
    _record(found, by=by, action="reveal.end", context={})
    return True


def _record(found: Reveal, *, by: User, action: str, context: dict[str, str]) -> None:
    record_event(
        by=by,
        action=action,
        label=found.label,
        resource_id=found.resource_id,
        subject_owner=found.subject_owner_id or None,
        context=context,
    )
