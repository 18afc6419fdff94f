"""The purges of an erasure: one for each class of data, of the rows of one person at any age."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models import Erasure, RetentionPolicy, RetentionRun
from auditing.retention.classes import CLASSES
from auditing.retention.due import due, of_person
from auditing.retention.holds import named_by_hold
from auditing.retention.registry import Records, records_of

IN_WORDS = keep(_("erasure of a person"))


def classes() -> list[str]:
    return [key for key in CLASSES if any(_names_people(item) for item in records_of(key))]


def records_about_people() -> list[Records]:
    return [item for key in CLASSES for item in records_of(key) if _names_people(item)]


def _names_people(records: Records) -> bool:
    return bool(records.rule.owners) and not records.rule.delete_with


def rows_due(erasure: Erasure, data_class: str) -> int:
    now, person = timezone.now(), erasure.person_id
    found = [due(item, now).filter(of_person(item, person)) for item in records_of(data_class)]
    return sum(rows.count() for rows in found)


def has_more(erasure: Erasure) -> bool:
    """Rows that no hold keeps and that cannot go yet, such as a request that is being drawn."""
    return any(_left(item, erasure.person_id).exists() for item in records_about_people())


def _left(records: Records, person_id: str) -> QuerySet[Any]:
    rows = records.model._base_manager.filter(of_person(records, person_id))
    if records.rule.parent:  # goes or stays with its parent
        rows = rows.filter(**{f"{records.rule.parent}__isnull": True})
    left: QuerySet[Any] = rows.exclude(named_by_hold(records))
    return left


def make_run(erasure: Erasure, data_class: str) -> RetentionRun | None:
    """A purge of one class for this person; None where one of the class is open already."""
    now = timezone.now()
    try:
        with transaction.atomic():
            return RetentionRun.objects.create(
                erasure=erasure,
                data_class=data_class,
                state=RetentionRun.State.READY,
                policy_version=0,
                policy_words=IN_WORDS,
                policy_approved_by=erasure.requested_by_name,
                action=RetentionPolicy.Action.DELETE,
                as_of=now,
                cutoff=now,
                requested_by_id=erasure.requested_by_id,
                requested_by_name=erasure.requested_by_name,
                due_rows=rows_due(erasure, data_class),
            )
    except IntegrityError:
        return None
