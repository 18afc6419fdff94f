"""Reveal: somebody reads the content of somebody else, with a reason, for a quarter of an hour."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule


class Reveal(models.Model):
    """Opened with a reason, ends by itself. The owner of the content can read who, when and why."""

    class Category(models.TextChoices):
        SUPPORT = "support", _("the owner asked for help")
        FAULT = "fault", _("looking into a fault")
        COMPLAINT = "complaint", _("complaint about a picture")
        SECURITY = "security", _("security incident")
        LEGAL = "legal", _("legal request or audit")
        OTHER = "other", _("something else")

    reveal_id = models.UUIDField(
        _("reveal id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="reveals",
        verbose_name=_("person"),
    )
    label = models.CharField(_("label"), max_length=100)
    resource_id = models.CharField(_("resource id"), max_length=255)
    subject_owner_id = models.CharField(_("subject owner id"), max_length=64, blank=True)
    category = models.CharField(_("category"), max_length=9, choices=Category.choices)
    reason = models.CharField(_("reason"), max_length=500)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    until = models.DateTimeField(_("until"))

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
        verbose_name = _("reveal")
        verbose_name_plural = _("reveals")
        indexes = [
            # what is open for this person now
            models.Index(fields=["person", "until"], name="idx_reveals_open"),
            # the admin's list, and retention
            models.Index(fields=["-opened_at"], name="idx_reveals_opened"),
        ]

    def __str__(self) -> str:
        told = {"what": f"{self.label} {self.resource_id}", "time": f"{self.until:%H:%M}"}
        return gettext("%(what)s until %(time)s") % told
