"""The erasure of a person: who asked for it and why, how far it is, what a hold still keeps.

running --all rows gone--> completed
   |  ^
   +--only held rows left--> held --hold lifted--> running
"""

import uuid

from django.db import models
from django.utils import timezone

from auditing.retention import KeptBecause


class Erasure(models.Model):
    """One person's erasure. Its purges carry it out; afterwards it names the account by number."""

    class State(models.TextChoices):
        RUNNING = "running", "being erased"
        HELD = "held", "waits for a legal hold"
        COMPLETED = "completed", "erased"

    OPEN = (State.RUNNING, State.HELD)

    erasure_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RUNNING)
    person_id = models.CharField(max_length=64)
    person_name = models.CharField(max_length=150)
    reason = models.TextField()
    requested_by_id = models.CharField(max_length=64)
    requested_by_name = models.CharField(max_length=150)
    requested_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    events_emptied = models.PositiveIntegerField(default=0)
    held = models.JSONField(default=list, blank=True)

    retention = KeptBecause("It proves that a person was erased; it holds no name any more.")

    class Meta:
        db_table = "erasures"
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=models.Q(state__in=["running", "held"]),
                name="one_open_erasure_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure of {self.person_name}"
