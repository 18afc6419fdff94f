"""Access events: who did what to which resource, and how it ended (spec: AccessControl)."""

import uuid
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class AccessEvent(models.Model):
    """One thing that somebody did or was refused. Written once, never changed.

    Holds names and ids instead of foreign keys: it has to outlive what it names.
    """

    class Result(models.TextChoices):
        ALLOWED = "allowed"
        DENIED = "denied"
        ERROR = "error"

    event_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    timestamp = models.DateTimeField(default=timezone.now, editable=False)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=64)
    resource_label = models.CharField(max_length=100, blank=True)
    resource_id = models.CharField(max_length=255, blank=True)
    result = models.CharField(max_length=8, choices=Result.choices, default=Result.ALLOWED)
    context = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "access_events"
        ordering = ["-timestamp"]
        permissions = [
            ("view_everything", "May read everybody's rows"),
            ("view_reports", "May read reports over everybody's figures"),
        ]
        indexes = [
            # the timeline of one resource, newest first
            models.Index(
                fields=["resource_label", "resource_id", "-timestamp"], name="idx_events_resource"
            ),
            # "what did this person do", newest first
            models.Index(fields=["actor_id", "-timestamp"], name="idx_events_actor"),
            # the admin's list
            models.Index(fields=["-timestamp"], name="idx_events_time"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name or 'system'} {self.action} {self.resource_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only.

        Raises:
            TypeError: when the event already stands.
        """
        if not self._state.adding:
            raise TypeError("An access event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: events leave only by the retention policy.

        Raises:
            TypeError: always.
        """
        raise TypeError("An access event is never deleted by hand.")
