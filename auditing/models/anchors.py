"""Anchors of the audit trail, and what verifying it has found."""

from typing import Any

from django.db import models

from auditing.models.fields import CanonicalJSONField
from auditing.retention import KeptBecause


class AuditAnchor(models.Model):
    """Where every lane stood at one time, signed; copies of it lie outside of this database."""

    made_at = models.DateTimeField(editable=False)
    statement = CanonicalJSONField()  # the text that is signed; `auditing.anchoring` says how
    # No two anchors follow the same one: two runs at once cannot fork the chain.
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)
    published = CanonicalJSONField(default=dict, blank=True)  # publisher → when
    problem = models.TextField(blank=True)  # why a publisher failed the last time

    retention = KeptBecause("An anchor proves the audit trail as it was; it names no person.")

    class Meta:
        db_table = "audit_anchors"
        ordering = ["-made_at"]

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
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by_name = models.CharField(max_length=150, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    touched_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, editable=False)
    rows_total = models.PositiveBigIntegerField(default=0)
    rows_done = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(null=True)
    findings = CanonicalJSONField(default=dict, blank=True)  # {"found": [...], "total": n}
    error_message = models.TextField(blank=True)

    retention = KeptBecause("A verification proves that somebody looked, and what they saw.")

    class Meta:
        db_table = "audit_verifications"
        ordering = ["-asked_at"]

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
