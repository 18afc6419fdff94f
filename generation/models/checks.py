"""Comparing a stage with the records: one run, and what it found.

A check:
    waiting --claim--> running --> done
       ^                |  |
       +--out of time---+  +--> failed (Snowflake could not be asked) --resume--> waiting
       +--lease ran out-+  +--> cancelled

A finding:
    open --ask_fix--> asked --claim--> working --> fixed | settled | failed
                        ^                 |
                        +--worker died----+        (failed may be asked for again)
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.access import Actor, may_enter
from auditing.retention import RetentionRule


class CheckStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("stopped by an error")
    CANCELLED = "cancelled", _("cancelled")


UNFINISHED = (CheckStatus.WAITING, CheckStatus.RUNNING)


class CheckQuerySet(models.QuerySet["StageCheck"]):
    def visible_to(self, user: Actor) -> "CheckQuerySet":
        """A check names everybody's files: it is for admins."""
        seen = may_enter(user) and user.has_perm("generation.view_stagecheck")
        return self if seen else self.none()


class StageCheck(models.Model):
    """One comparison of a stage with the database, batch by batch."""

    check_id = models.UUIDField(_("check id"), primary_key=True, default=uuid.uuid4, editable=False)
    stage_name = models.CharField(_("stage name"), max_length=255)
    database = models.CharField(_("database"), max_length=255)
    schema = models.CharField(_("schema"), max_length=255)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("requested by"),
    )
    status = models.CharField(
        _("status"), max_length=9, choices=CheckStatus.choices, default=CheckStatus.WAITING
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancel requested at"), null=True, blank=True)
    claimed_by = models.CharField(_("claimed by"), max_length=64, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)

    # Beginnings of paths that are compared one after the other; empty until the stage was surveyed.
    batches = models.JSONField(_("batches"), null=True, blank=True)
    batches_done = models.PositiveIntegerField(_("batches done"), default=0)
    files = models.PositiveIntegerField(_("files of ours"), default=0)
    others = models.PositiveIntegerField(_("files of other programs"), default=0)
    records = models.PositiveIntegerField(_("records"), default=0)
    left_alone = models.PositiveIntegerField(_("files too young to judge"), default=0)
    read_back = models.PositiveIntegerField(_("files read whole"), default=0)
    is_cut_off = models.BooleanField(_("there are more findings"), default=False)
    error_message = models.TextField(_("error message"), blank=True)
    # the id of the error that stopped it, under Errors
    error_reference = models.CharField(_("error reference"), max_length=36, blank=True)

    objects = CheckQuerySet.as_manager()
    retention = RetentionRule(
        policy="assurance",
        counted_from="created_at",
        only=models.Q(status__in=["done", "failed", "cancelled"]),
        owners=("requested_by_id",),
    )

    class Meta:
        db_table = "stage_checks"
        ordering = ["-created_at"]
        verbose_name = _("check of a stage")
        verbose_name_plural = _("checks of stages")
        indexes = [
            # the list and the purge
            models.Index(fields=["created_at"], name="idx_stage_checks_created"),
            # a stage's last check
            models.Index(fields=["stage_name", "-created_at"], name="idx_stage_checks_stage"),
        ]
        constraints = [
            # two clicks begin one check
            models.UniqueConstraint(
                fields=["stage_name"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="one_check_a_stage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_name}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_finished(self) -> bool:
        return self.status not in UNFINISHED

    @property
    def percent(self) -> int:
        """Batches compared of all, 0 to 100."""
        return self.batches_done * 100 // len(self.batches) if self.batches else 0


class StageFinding(models.Model):
    """One place where stage and database differ, and what became of it."""

    class Kind(models.TextChoices):
        ORPHAN = "orphan", _("file without a record")
        KEPT = "kept", _("file whose record was deleted")
        MISSING = "missing", _("record without its file")
        DIFFERS = "differs", _("file differs from its record")
        DAMAGED = "damaged", _("damaged record")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ASKED = "asked", _("to be mended")
        WORKING = "working", _("being mended")
        FIXED = "fixed", _("mended")
        SETTLED = "settled", _("no longer so")
        FAILED = "failed", _("could not be mended")

    finding_id = models.UUIDField(
        _("finding id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    check_run = models.ForeignKey(
        StageCheck,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="findings",
        verbose_name=_("check run"),
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.OPEN)
    location = models.CharField(
        _("location"), max_length=1024, help_text=_("As the gateway writes it.")
    )
    origin_id = models.UUIDField(_("request"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    size_found = models.PositiveBigIntegerField(
        _("size found"), null=True, blank=True, help_text=_("Bytes.")
    )
    size_recorded = models.PositiveBigIntegerField(
        _("size recorded"), null=True, blank=True, help_text=_("Bytes.")
    )
    md5_found = models.CharField(_("md5 found"), max_length=64, blank=True)
    modified_at = models.DateTimeField(
        _("modified at"), null=True, blank=True, help_text=_("As the stage tells.")
    )
    detail = models.CharField(_("detail"), max_length=255, blank=True)
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("asked by"),
    )
    working_since = models.DateTimeField(_("working since"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    message = models.CharField(_("message"), max_length=255, blank=True)

    # A path holds a file name that its owner chose, so it goes when the owner is erased.
    retention = RetentionRule(
        policy="assurance", counted_from="found_at", owners=("owner_id",), search=("location",)
    )

    class Meta:
        db_table = "stage_findings"
        ordering = ["kind", "location"]
        verbose_name = _("finding on a stage")
        verbose_name_plural = _("findings on stages")
        indexes = [
            # the purge and the admin's list
            models.Index(fields=["found_at"], name="idx_findings_found"),
            # the page of a check
            models.Index(fields=["check_run", "kind", "location"], name="idx_findings_check"),
            # a person's, when the account is erased
            models.Index(fields=["owner", "-found_at"], name="idx_findings_owner"),
            # what a worker has to mend
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["asked", "working"]),
                name="idx_findings_asked",
            ),
        ]
        constraints = [
            # a batch that is compared again finds the same
            models.UniqueConstraint(fields=["check_run", "location"], name="one_finding_a_path"),
        ]

    def __str__(self) -> str:
        return self.location.rsplit("/", 1)[-1]

    @property
    def can_be_mended(self) -> bool:
        return self.state in (self.State.OPEN, self.State.FAILED)
