"""Legal holds: placing, lifting, and the condition that the purge query carries.

A hold that is placed while a batch runs waits for that batch's end (`lock_holds`), and the next one
sees it. So from the moment that placing it returns, no row that it names is deleted.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.models import LegalHold
from auditing.recording import record_event
from auditing.retention.registry import Records, all_records

# Field kinds that hold an id as text.
TEXTS = ("CharField", "TextField")


@transaction.atomic
def place_hold(
    *,
    by: User,
    matter: str,
    reason: str,
    owner: str,
    person: User | None = None,
    record_id: UUID | str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    search: str = "",
) -> LegalHold:
    """Keep every row that fits all of the given scope until the hold is lifted.

    Raises:
        ValidationError: by field; a scope that is empty or can fit nothing is refused.
    """
    hold = LegalHold(
        matter=matter.strip(),
        reason=reason.strip(),
        owner=owner.strip(),
        person_id=person.pk if person else None,
        person_name=person.get_username() if person else "",
        record_id=_uuid(record_id),
        record_text=str(_uuid(record_id) or ""),
        since=since,
        until=until,
        search=search.strip(),
        placed_by_id=str(by.pk),
        placed_by_name=by.get_username(),
    )
    _check(hold)
    hold.save(force_insert=True)
    context = {"matter": hold.matter, "reason": hold.reason, "scope": hold.scope}
    record_event(by=by, action="hold.place", resource=hold, context=context)
    return hold


@transaction.atomic
def lift_hold(*, by: User, hold_id: UUID | str, reason: str) -> bool:
    """Let go of what the hold kept. False where it was lifted already.

    Raises:
        ValidationError: no reason is given.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the hold is lifted.")})
    active = LegalHold.objects.active().filter(pk=hold_id)
    lifted = active.update(
        lifted_at=timezone.now(), lifted_by_name=by.get_username(), lift_reason=reason.strip()
    )
    if lifted:
        hold = LegalHold.objects.get(pk=hold_id)
        context = {"matter": hold.matter, "reason": hold.lift_reason}
        record_event(by=by, action="hold.lift", resource=hold, context=context)
    return bool(lifted)


def lock_holds() -> None:
    """Keep holds as they are until the end of this transaction.

    On PostgreSQL a hold being placed or lifted is waited for, and a new one waits. On SQLite the
    transaction is the only writer already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {LegalHold._meta.db_table} IN SHARE MODE")


def named_by_hold(
    records: Records,
    *,
    only: LegalHold | None = None,
    via: str = "",
    at: datetime | None = None,
) -> Exists:
    """The condition "an active hold names this row", for a queryset of `records`.

    `via`: the lookup, ending in ``__``, that leads to them from the rows that are asked for.
    `at`: asks for the holds of a time that is past.
    """
    holds = LegalHold.objects.active(at)
    if only is not None:
        holds = holds.filter(pk=only.pk)
    paths = _text_paths(records)
    texts: dict[str, Any] = {
        name: ExpressionWrapper(OuterRef(via + path), output_field=TextField())
        for name, path in paths.items()
    }
    made = OuterRef(via + records.rule.counted_from)
    return Exists(
        holds.alias(**texts, person_as_text=Cast("person_id", CharField())).filter(
            Q(person_id=None) | _any(_person(records, via, path) for path in records.rule.owners),
            Q(record_id=None) | _any(_record(records, via, path) for path in records.rule.ids),
            Q(search="") | _any(Q(**{f"{name}__icontains": F("search")}) for name in paths),
            Q(since=None) | Q(since__lte=made),
            Q(until=None) | Q(until__gte=made),
        )
    )


def count_held(hold: LegalHold) -> dict[str, int]:
    """How many rows fit `hold` now, by their kind as it is shown, be their time over or not."""
    return {
        records.model_name: records.model._base_manager.filter(
            named_by_hold(records, only=hold)
        ).count()
        for records in all_records()
    }


def matching_holds(records: Records, row: Model) -> list[LegalHold]:
    """The active holds that name this one row."""
    one = records.model._base_manager.filter(pk=row.pk)
    active = LegalHold.objects.active()
    return [hold for hold in active if one.filter(named_by_hold(records, only=hold)).exists()]


def _text_paths(records: Records) -> dict[str, str]:
    return {f"text_{number}": path for number, path in enumerate(records.rule.search)}


def _person(records: Records, via: str, path: str) -> Q:
    own = "person_as_text" if _kind(records, path) in TEXTS else "person_id"
    return Q(**{own: OuterRef(via + path)})


def _record(records: Records, via: str, path: str) -> Q:
    kind = _kind(records, path)
    if kind in TEXTS:
        return Q(record_text=OuterRef(via + path))
    # A row that is only numbered is nobody's to name.
    return Q(record_id=OuterRef(via + path)) if kind == "UUIDField" else Q(pk__in=[])


def _kind(records: Records, path: str) -> str:
    field = records.field(path)
    return str(getattr(field, "target_field", field).get_internal_type())


def _any(conditions: Any) -> Q:
    """One of them; none that fits where there are none: the rows say nothing about it."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _check(hold: LegalHold) -> None:
    errors = {
        name: words
        for name, words in {
            "matter": _("Name the matter."),
            "reason": _("Say why these rows have to be kept."),
            "owner": _("Say who answers for the hold."),
        }.items()
        if not getattr(hold, name)
    }
    if not hold.scope:
        errors["search"] = _(
            "Say what is to be kept: a person, a record, a time, or words. An empty scope would "
            "keep everything."
        )
    if hold.since and hold.until and hold.since > hold.until:
        errors["until"] = _("The time ends before it begins.")
    if errors:
        raise ValidationError(errors)
    hold.full_clean(validate_unique=False)


def _uuid(given: UUID | str | None) -> UUID | None:
    if not given or isinstance(given, UUID):
        return given or None
    try:
        return UUID(given.strip())
    except ValueError:
        raise ValidationError({"record_id": _("This is no record's id.")}) from None
