"""After a purge: what is left that should not be. Name → count; nothing where all is well."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop as _

from auditing.kept import keep
from auditing.models import CopyRemoval, RetentionRun
from auditing.retention.registry import Child, Records, records_of
from auditing.retention.rules import FollowsParent

# Kept with the run.
OUTSIDE = keep(_("copies outside that could not be removed"))
PARENTLESS = keep(_("%(model)s without %(parent)s"))
POINTING_NOWHERE = keep(_("%(model)s whose %(field)s is gone"))


def find_orphans(run: RetentionRun) -> dict[str, int]:
    """Children without a parent, keys that point nowhere, copies that could not be removed."""
    found: dict[str, int] = {}
    for records in records_of(run.data_class):
        found |= _without_parent(records)
        found |= _pointing_nowhere(records)
    found[OUTSIDE] = CopyRemoval.objects.filter(run=run, done_at=None).count()
    return {name: count for name, count in found.items() if count}


def _without_parent(records: Records) -> dict[str, int]:
    return {
        PARENTLESS % {"model": child.model._meta.label, "parent": child.answer.parent}: _alone(
            child
        ).count()
        for child in records.children()
        if isinstance(child.answer, FollowsParent)  # a rule takes those by their own time
    }


def _alone(child: Child) -> Any:
    return child.model._base_manager.filter(**{f"{child.answer.parent}__isnull": True})


def _pointing_nowhere(records: Records) -> dict[str, int]:
    links = [(child.model, child.answer.parent) for child in records.children()]
    return {
        POINTING_NOWHERE % {"model": model._meta.label, "field": field}: _dangling(
            model, field
        ).count()
        for model, field in (*links, *records.loosened())
    }


def _dangling(model: Any, field: str) -> Any:
    parent = model._meta.get_field(field).related_model
    there = Exists(parent._base_manager.filter(pk=OuterRef(f"{field}_id")))
    return model._base_manager.filter(**{f"{field}__isnull": False}).exclude(there)
