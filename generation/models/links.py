"""Links to a picture for people without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.retention import FollowsParent
from generation.models.pictures import GeneratedSVG
from generation.models.querysets import OwnedQuerySet


class StageLink(models.Model):
    """An address that gives out one picture until it expires or is revoked.

    Only its hash is kept: 256 random bits need no slow one. The row stays as the record of who gave
    the picture out, until when, and how often it was fetched.
    """

    link_id = models.UUIDField(_("link id"), primary_key=True, default=uuid.uuid4, editable=False)
    svg = models.ForeignKey(
        GeneratedSVG, models.CASCADE, related_name="links", editable=False, verbose_name=_("svg")
    )
    # Who made it: nobody can make one but the picture's owner.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("owner"),
    )
    prefix = models.CharField(_("prefix"), max_length=12, editable=False)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires at"), editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        editable=False,
        verbose_name=_("revoked by"),
    )
    opened = models.PositiveIntegerField(_("times opened"), default=0, editable=False)
    last_opened_at = models.DateTimeField(
        _("last opened at"), null=True, blank=True, editable=False
    )

    objects = OwnedQuerySet.as_manager()
    retention = FollowsParent("svg", anonymise={"owner": None, "revoked_by": None})

    class Meta:
        db_table = "stage_links"
        ordering = ["-made_at"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def is_over(self) -> bool:
        return self.revoked_at is not None or self.expires_at <= timezone.now()
