"""What was deleted: each purge, its batches, and copies that still have to go."""

import uuid

from django.db import models
from django.utils import timezone

from auditing.retention import FollowsParent, KeptBecause
from auditing.retention.classes import CLASSES


class RetentionRun(models.Model):
    """One purge of one class of data, under one version of its policy.

    awaiting approval --approved--> ready --a worker--> running --> completed
           +--refused--> refused      +--cancel--> cancelled <--+
    """

    class State(models.TextChoices):
        AWAITING_APPROVAL = "awaiting", "waits for a second person"
        READY = "ready", "waits for a worker"
        RUNNING = "running", "running"
        COMPLETED = "completed", "completed"
        CANCELLED = "cancelled", "cancelled"
        REFUSED = "refused", "refused"

    OPEN = (State.AWAITING_APPROVAL, State.READY, State.RUNNING)

    run_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data_class = models.CharField("class of data", max_length=40)
    # An erasure takes one person's rows, whatever their age.
    erasure = models.ForeignKey(
        "auditing.Erasure", models.PROTECT, null=True, blank=True, related_name="runs"
    )
    state = models.CharField(max_length=9, choices=State.choices)
    # The policy as it was; `policy_version` names its row.
    policy_version = models.PositiveIntegerField()
    policy_words = models.CharField(max_length=60)
    policy_approved_by = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=9)
    # Rows whose time ended at `cutoff` or earlier are due; both never move once the run is made.
    as_of = models.DateTimeField()
    cutoff = models.DateTimeField()

    requested_by_id = models.CharField(max_length=64, blank=True)
    requested_by_name = models.CharField(max_length=150, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    why_approval = models.TextField(blank=True)
    approved_by_id = models.CharField(max_length=64, blank=True)
    approved_by_name = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    due_rows = models.PositiveBigIntegerField(default=0)
    done_rows = models.PositiveBigIntegerField(default=0)
    child_rows = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField("bytes", default=0)
    held = models.JSONField(default=list, blank=True)
    copies = models.JSONField(default=dict, blank=True)
    orphans = models.JSONField(default=dict, blank=True)
    # model → [date, key] of the last row looked at, so that a run goes on where it stopped
    cursor = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    event_id = models.UUIDField(null=True, blank=True)
    event_hash = models.CharField(max_length=64, blank=True)

    retention = KeptBecause("A run proves what was deleted, when and under which policy.")

    class Meta:
        db_table = "retention_runs"
        ordering = ["-requested_at"]
        verbose_name = "purge"
        indexes = [
            # the last run of a class, and those that are not over
            models.Index(fields=["data_class", "-requested_at"], name="idx_runs_class"),
            models.Index(fields=["state"], name="idx_runs_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["data_class"],
                condition=models.Q(state__in=["awaiting", "ready", "running"]),
                name="one_open_run_per_class",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.as_of:%-d %b %Y}"

    @property
    def title(self) -> str:
        title = CLASSES[self.data_class].title
        return f"{title} of a person" if self.erasure_id else title

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def held_rows(self) -> int:
        """Rows that were due and that a hold kept; one under two matters counts for both."""
        return sum(int(entry["rows"]) for entry in self.held)

    @property
    def percent(self) -> int:
        return min(100, self.done_rows * 100 // self.due_rows) if self.due_rows else 100


class RetentionBatch(models.Model):
    """One transaction of a purge: written in it, so that it stands exactly if the rows are gone."""

    run = models.ForeignKey(RetentionRun, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=100)
    rows = models.PositiveIntegerField()
    child_rows = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField("bytes", default=0)
    oldest = models.DateTimeField()
    newest = models.DateTimeField()
    sha256 = models.CharField(max_length=64, help_text="Of the keys, one a line, in purge order.")
    at = models.DateTimeField(default=timezone.now)

    retention = FollowsParent("run")

    class Meta:
        db_table = "retention_batches"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_batch_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.rows} of {self.label}"


class CopyRemoval(models.Model):
    """A copy outside the database that has to go: written with its batch, done after the commit."""

    run = models.ForeignKey(RetentionRun, models.CASCADE, related_name="removals")
    copy = models.CharField(max_length=60)
    reference = models.CharField(max_length=1024)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    retention = FollowsParent("run")

    class Meta:
        db_table = "copy_removals"
        ordering = ["pk"]
        indexes = [
            # what still has to go
            models.Index(
                fields=["run"], condition=models.Q(done_at=None), name="idx_removals_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copy}: {self.reference}"


class PurgeLease(models.Model):
    """The one right to purge. Each batch renews it; a process that died loses it by time."""

    name = models.CharField(max_length=20, primary_key=True, default="purge")
    holder = models.CharField(max_length=120, blank=True)
    until = models.DateTimeField(null=True)

    retention = KeptBecause("One row.")

    class Meta:
        db_table = "purge_lease"

    def __str__(self) -> str:
        return self.holder or "free"
