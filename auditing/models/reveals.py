"""Reveal: somebody reads the content of somebody else, with a reason, for a quarter of an hour."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from auditing.retention import RetentionRule


class Reveal(models.Model):
    """Opened with a reason, ends by itself. The owner of the content can read who, when and why."""

    class Category(models.TextChoices):
        SUPPORT = "support", "the owner asked for help"
        FAULT = "fault", "looking into a fault"
        COMPLAINT = "complaint", "complaint about a picture"
        SECURITY = "security", "security incident"
        LEGAL = "legal", "legal request or audit"
        OTHER = "other", "something else"

    reveal_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reveals"
    )
    label = models.CharField(max_length=100)
    resource_id = models.CharField(max_length=255)
    subject_owner_id = models.CharField(max_length=64, blank=True)
    category = models.CharField(max_length=9, choices=Category.choices)
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    retention = RetentionRule(
        policy="access_events",
        counted_from="opened_at",
        owners=("subject_owner_id", "person_id"),
        ids=("resource_id",),
        search=("reason",),
    )

    class Meta:
        db_table = "reveals"
        ordering = ["-opened_at"]
        indexes = [
            # what is open for this person now
            models.Index(fields=["person", "until"], name="idx_reveals_open"),
            # the admin's list, and retention
            models.Index(fields=["-opened_at"], name="idx_reveals_opened"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.resource_id} until {self.until:%H:%M}"
