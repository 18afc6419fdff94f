"""Versions of what is cached: one short look-up tells every process whether its copy is old."""

import secrets

from django.utils import timezone

from auditing.models import CacheVersion


def version_of(name: str) -> int:
    """The version that readers of this transaction see; 0 where nothing has changed yet."""
    found = CacheVersion.objects.filter(pk=name).values_list("version", flat=True).first()
    return found or 0


def bump(name: str) -> None:
    """Say that what is cached under `name` has changed, in the transaction of the change.

    A number that was never there: after a rollback no later change can meet an old copy's number.
    """
    told = {"version": secrets.randbits(62), "changed_at": timezone.now()}
    if not CacheVersion.objects.filter(pk=name).update(**told):
        CacheVersion.objects.get_or_create(pk=name, defaults=told)
