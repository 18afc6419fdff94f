"""What was deleted: each purge, its batches, and copies that still have to go."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from auditing.kept import said
from auditing.models.retention import BY_SPECIFICATION
from auditing.retention import FollowsParent, KeptBecause
from auditing.retention.classes import CLASSES


class RetentionRun(models.Model):
    """One purge of one class of data, under one version of its policy.

    awaiting approval --approved--> ready --a worker--> running --> completed
           +--refused--> refused      +--cancel--> cancelled <--+
    """

    class State(models.TextChoices):
        AWAITING_APPROVAL = "awaiting", _("waits for a second person")
        READY = "ready", _("waits for a worker")
        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")
        CANCELLED = "cancelled", _("cancelled")
        REFUSED = "refused", _("refused")

    OPEN = (State.AWAITING_APPROVAL, State.READY, State.RUNNING)

    run_id = models.UUIDField(_("run id"), primary_key=True, default=uuid.uuid4, editable=False)
    data_class = models.CharField(_("class of data"), max_length=40)
    # An erasure takes one person's rows, whatever their age.
    erasure = models.ForeignKey(
        "auditing.Erasure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name=_("erasure"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State.choices)
    # The policy as it was; `policy_version` names its row.
    policy_version = models.PositiveIntegerField(_("policy version"))
    policy_words = models.CharField(_("policy words"), max_length=60)
    policy_approved_by = models.CharField(_("policy approved by"), max_length=150, blank=True)
    action = models.CharField(_("action"), max_length=9)
    # Rows whose time ended at `cutoff` or earlier are due; both never move once the run is made.
    as_of = models.DateTimeField(_("as of"))
    cutoff = models.DateTimeField(_("cutoff"))

    requested_by_id = models.CharField(_("requested by id"), max_length=64, blank=True)
    requested_by_name = models.CharField(_("requested by name"), max_length=150, blank=True)
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    why_approval = models.TextField(_("why approval"), blank=True)
    approved_by_id = models.CharField(_("approved by id"), max_length=64, blank=True)
    approved_by_name = models.CharField(_("approved by name"), max_length=150, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancel requested at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    due_rows = models.PositiveBigIntegerField(_("due rows"), default=0)
    done_rows = models.PositiveBigIntegerField(_("done rows"), default=0)
    child_rows = models.PositiveBigIntegerField(_("child rows"), default=0)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    held = models.JSONField(_("held"), default=list, blank=True)
    copies = models.JSONField(_("copies"), default=dict, blank=True)
    orphans = models.JSONField(_("orphans"), default=dict, blank=True)
    # model → [date, key] of the last row looked at, so that a run goes on where it stopped
    cursor = models.JSONField(_("cursor"), default=dict, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    event_id = models.UUIDField(_("event id"), null=True, blank=True)
    event_hash = models.CharField(_("event hash"), max_length=64, blank=True)

    retention = KeptBecause(
        gettext_noop("A run proves what was deleted, when and under which policy.")
    )

    class Meta:
        db_table = "retention_runs"
        ordering = ["-requested_at"]
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
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
        return f"{self.title}, {date_format(self.as_of)}"

    @property
    def title(self) -> str:
        """What it is called where it is shown; nothing keeps it."""
        title = said(CLASSES[self.data_class].title)
        return gettext("%(what)s of a person") % {"what": title} if self.erasure_id else title

    @property
    def asker(self) -> str:
        """Who asked for it, as it is shown."""
        name = self.requested_by_name
        return name if self.requested_by_id else said(name)

    @property
    def policy_approver(self) -> str:
        """Who approved its policy, as it is shown."""
        name = self.policy_approved_by
        return said(name) if name == BY_SPECIFICATION else name

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

    run = models.ForeignKey(
        RetentionRun, models.CASCADE, related_name="batches", verbose_name=_("run")
    )
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=100)
    rows = models.PositiveIntegerField(_("rows"))
    child_rows = models.PositiveIntegerField(_("child rows"), default=0)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    oldest = models.DateTimeField(_("oldest"))
    newest = models.DateTimeField(_("newest"))
    sha256 = models.CharField(
        _("sha256"), max_length=64, help_text=_("Of the keys, one a line, in purge order.")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    retention = FollowsParent("run")

    class Meta:
        db_table = "retention_batches"
        ordering = ["number"]
        verbose_name = _("retention batch")
        verbose_name_plural = _("retention batches")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_batch_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.rows} of {self.label}"


class CopyRemoval(models.Model):
    """A copy outside the database that has to go: written with its batch, done after the commit."""

    run = models.ForeignKey(
        RetentionRun, models.CASCADE, related_name="removals", verbose_name=_("run")
    )
    copy = models.CharField(_("copy"), max_length=60)
    reference = models.CharField(_("reference"), max_length=1024)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    retention = FollowsParent("run")

    class Meta:
        db_table = "copy_removals"
        ordering = ["pk"]
        verbose_name = _("copy removal")
        verbose_name_plural = _("copy removals")
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

    name = models.CharField(_("name"), max_length=20, primary_key=True, default="purge")
    holder = models.CharField(_("holder"), max_length=120, blank=True)
    until = models.DateTimeField(_("until"), null=True)

    retention = KeptBecause(gettext_noop("One row."))

    class Meta:
        db_table = "purge_lease"
        verbose_name = _("purge lease")
        verbose_name_plural = _("purge leases")

    def __str__(self) -> str:
        return self.holder or gettext("free")
