"""Erasing a person: purges take the rows, then the trail's names are emptied and the account too.

Every part may be done again, so a worker that dies in between costs nothing: the next one looks at
what is left.
"""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.chain.erasing import erase_person
from auditing.models import Erasure, RetentionRun, UserPreferences
from auditing.persons.purges import (
    classes,
    has_more,
    make_run,
    records_about_people,
    rows_due,
)
from auditing.recording import record_event
from auditing.retention.planning import held_by_matter
from auditing.retention.queue import nudge

State = Erasure.State
Preparation = Callable[[User, User], object]

# What has to happen before the rows can go, such as stopping work under way: (person, by).
_preparations: list[Preparation] = []


def register_preparation(preparation: Preparation) -> None:
    """Called from an app's `ready`."""
    if preparation not in _preparations:
        _preparations.append(preparation)


def erase(*, by: User, user: User, reason: str) -> Erasure:
    """Lock the account at once and begin; workers do the rest.

    Raises:
        PermissionDenied: `by` may not, or is the person.
        ValidationError: in plain words; nothing is changed.
    """
    if not by.has_perm("auditing.manage_retention") or by.pk == user.pk:
        record_event(by=by, action="person.erase", resource=user, result="denied")
        raise PermissionDenied(_("Somebody else with the role admin has to erase an account."))
    if len(reason.strip()) < 10:
        raise ValidationError(
            {"reason": _("Say why, in at least 10 characters; the record keeps it.")}
        )
    for prepare in _preparations:
        prepare(user, by)
    try:
        return _begin(by=by, user=user, reason=reason.strip())
    except IntegrityError:
        raise ValidationError(_("This person is being erased already.")) from None


@transaction.atomic
def _begin(*, by: User, user: User, reason: str) -> Erasure:
    erasure = Erasure.objects.create(
        person_id=str(user.pk),
        person_name=user.get_username(),
        reason=reason,
        requested_by_id=str(by.pk),
        requested_by_name=by.get_username(),
    )
    User.objects.filter(pk=user.pk).update(is_active=False)
    record_event(by=by, action="person.erase", resource=erasure, subject_owner=user)
    transaction.on_commit(lambda: nudge())
    return erasure


def go_on() -> int:
    """Take each open erasure a step further. Returns how many are open still."""
    for erasure in Erasure.objects.filter(state__in=Erasure.OPEN):
        _go_on(erasure)
    return Erasure.objects.filter(state__in=Erasure.OPEN).count()


def _go_on(erasure: Erasure) -> None:
    made = [make_run(erasure, key) for key in classes() if rows_due(erasure, key)]
    if any(made):
        nudge()
    if made or erasure.runs.filter(state__in=RetentionRun.OPEN).exists() or has_more(erasure):
        return
    held = held_by_matter(records_about_people(), timezone.now(), person_id=erasure.person_id)
    if held:
        Erasure.objects.filter(pk=erasure.pk).update(state=State.HELD, held=held)
    else:
        _complete(erasure)


def _complete(erasure: Erasure) -> None:
    emptied = erase_person(
        by=None, user_id=erasure.person_id, username=erasure.person_name, reason=erasure.reason
    )
    name = f"erased-{erasure.person_id}"
    with transaction.atomic():
        _empty_account(erasure.person_id, name)
        done = Erasure.objects.filter(pk=erasure.pk, state__in=Erasure.OPEN).update(
            state=State.COMPLETED,
            completed_at=timezone.now(),
            events_emptied=emptied,
            person_name=name,
            held=[],
        )
        if done:
            context = {"events_emptied": emptied, "purges": erasure.runs.count()}
            record_event(by=None, action="person.erased", resource=erasure, context=context)


def _empty_account(person_id: str, name: str) -> None:
    """The row stays, so that what is kept for good still points somewhere; it says nothing."""
    user = User.objects.filter(pk=person_id).first()
    if user is None:
        return
    user.username, user.email, user.first_name, user.last_name = name, "", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    UserPreferences.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
