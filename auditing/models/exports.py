"""An export: which rows, in which form, as of when, how far it has come, and its file.

waiting --claim--> running --finish--> done --expire--> expired
   |  ^               |
   |  +--lease ran out+--cancel--> cancelled
   +--cancel          +--fail----> failed
"""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.access import Actor, may_enter, sees_everything
from auditing.kept import said
from auditing.retention import RetentionRule


class ExportStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")  # any worker may claim it
    RUNNING = "running", _("being written")  # one worker holds a lease on it
    DONE = "done", _("ready")  # the whole file is there, with its SHA-256
    FAILED = "failed", _("failed")  # no file; error_message says why
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")  # the file is gone, the record stays


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    def visible_to(self, user: Actor) -> Self:
        """All for admins, own ones for everybody else."""
        if not may_enter(user):
            return self.none()
        return self if sees_everything(user) else self.filter(owner=user)

    def unfinished(self) -> Self:
        return self.filter(status__in=[ExportStatus.WAITING, ExportStatus.RUNNING])


class ExportJob(models.Model):
    """One file that somebody asked for."""

    class Format(models.TextChoices):
        CSV = "csv", _("CSV")
        XLSX = "xlsx", _("Excel (XLSX)")
        JSON = "json", _("JSON")
        PDF = "pdf", _("PDF")
        ZIP = "zip", _("ZIP archive")

    job_id = models.UUIDField(_("job id"), primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="export_jobs",
        verbose_name=_("owner"),
    )
    source = models.CharField(
        _("source"), max_length=100, help_text=_("What is exported, by its registered name.")
    )
    title = models.CharField(_("title"), max_length=200)
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    # What the source understands: an admin list's query string, a report's options.
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    as_of = models.DateTimeField(
        _("as of"), default=timezone.now, help_text=_("Rows made later are left out.")
    )

    status = models.CharField(
        _("status"), max_length=9, choices=ExportStatus.choices, default=ExportStatus.WAITING
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancel requested at"), null=True, blank=True)
    claimed_by = models.CharField(_("claimed by"), max_length=64, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)

    rows_total = models.PositiveBigIntegerField(_("rows total"), null=True, blank=True)
    rows_done = models.PositiveBigIntegerField(_("rows done"), default=0)
    # Where a run that died goes on: bytes that are safe in the part file, and the last key in them.
    bytes_done = models.PositiveBigIntegerField(_("bytes done"), default=0)
    last_key = models.JSONField(_("last key"), null=True, blank=True)
    size_bytes = models.PositiveBigIntegerField(_("size bytes"), null=True, blank=True)
    sha256 = models.CharField(_("sha256"), max_length=64, blank=True)
    # The retention date of its oldest row, where one is known: a purge up to it removes the file.
    oldest = models.DateTimeField(_("oldest"), null=True, blank=True)
    error_message = models.TextField(_("error message"), blank=True)

    objects = ExportJobQuerySet.as_manager()
    # The record; its file expires long before.
    retention = RetentionRule(
        policy="exports",
        counted_from="created_at",
        only=models.Q(status__in=["failed", "cancelled", "expired"]),
        owners=("owner_id",),
        search=("title",),
    )

    class Meta:
        db_table = "export_jobs"
        ordering = ["-created_at"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        indexes = [
            # a person's own exports, newest first
            models.Index(fields=["owner", "-created_at"], name="idx_exports_owner"),
            # the sweep: what waits, what a dead worker holds, what expires
            models.Index(fields=["status", "expires_at"], name="idx_exports_status"),
        ]

    def __str__(self) -> str:
        return f"{said(self.title)} ({self.get_format_display()})"

    @property
    def is_finished(self) -> bool:
        return self.status not in (ExportStatus.WAITING, ExportStatus.RUNNING)

    @property
    def percent(self) -> int | None:
        """Rows written of all, 0 to 100; None while the whole is not known."""
        if not self.rows_total:
            return None
        return min(100, self.rows_done * 100 // self.rows_total)

    @property
    def filename(self) -> str:
        name = self.source.rsplit(":", 1)[-1].replace(".", "-").lower()
        return f"{name}-{self.as_of:%Y%m%dT%H%M%SZ}.{self.format}"
