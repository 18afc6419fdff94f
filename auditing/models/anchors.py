"""Anchors of the audit trail, and what verifying it has found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.models.fields import CanonicalJSONField
from auditing.retention import KeptBecause


class AuditAnchor(models.Model):
    """Where every lane stood at one time, signed; copies of it lie outside of this database."""

    made_at = models.DateTimeField(_("made at"), editable=False)
    # the text that is signed; `auditing.anchoring` says how
    statement = CanonicalJSONField(_("statement"))
    # No two anchors follow the same one: two runs at once cannot fork the chain.
    previous = models.CharField(_("previous"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    signature = models.CharField(_("signature"), max_length=128)
    published = CanonicalJSONField(_("published"), default=dict, blank=True)  # publisher → when
    problem = models.TextField(_("problem"), blank=True)  # why a publisher failed the last time

    retention = KeptBecause(
        gettext_noop("An anchor proves the audit trail as it was; it names no person.")
    )

    class Meta:
        db_table = "audit_anchors"
        ordering = ["-made_at"]
        verbose_name = _("audit anchor")
        verbose_name_plural = _("audit anchors")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"

    @property
    def line(self) -> dict[str, Any]:
        """What is published, JSON-ready."""
        return {
            "statement": self.statement,
            "digest": self.digest,
            "signature": self.signature,
        }


class AuditVerification(models.Model):
    """One verification of the trail that somebody asked for in the admin."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    asked_by_name = models.CharField(_("asked by name"), max_length=150, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.WAITING
    )
    touched_at = models.DateTimeField(_("touched at"), auto_now=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    rows_total = models.PositiveBigIntegerField(_("rows total"), default=0)
    rows_done = models.PositiveBigIntegerField(_("rows done"), default=0)
    seconds = models.FloatField(_("seconds"), null=True)
    # {"found": [...], "total": n}
    findings = CanonicalJSONField(_("findings"), default=dict, blank=True)
    error_message = models.TextField(_("error message"), blank=True)

    retention = KeptBecause(
        gettext_noop("A verification proves that somebody looked, and what they saw.")
    )

    class Meta:
        db_table = "audit_verifications"
        ordering = ["-asked_at"]
        verbose_name = _("audit verification")
        verbose_name_plural = _("audit verifications")

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int | None:
        """How far it is; None before it is known."""
        return min(100, 100 * self.rows_done // self.rows_total) if self.rows_total else None

    @property
    def is_finished(self) -> bool:
        return self.status in (self.Status.DONE, self.Status.FAILED)

    @property
    def found(self) -> list[dict[str, Any]]:
        """The findings, most telling first as verification gave them."""
        return list(self.findings.get("found", []))
