"""Links to a picture for people without an account."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from auditing.retention import FollowsParent
from generation.models.querysets import OwnedQuerySet
from generation.models.results import GeneratedSVG


class StageLink(models.Model):
    """An address that gives out one picture until it expires or is revoked.

    Only its hash is kept: 256 random bits need no slow one. The row stays as the record of who gave
    the picture out, until when, and how often it was fetched.
    """

    link_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    svg = models.ForeignKey(GeneratedSVG, models.CASCADE, related_name="links", editable=False)
    # Who made it: nobody can make one but the picture's owner.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    prefix = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        editable=False,
    )
    opened = models.PositiveIntegerField("times opened", default=0, editable=False)
    last_opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    retention = FollowsParent("svg", anonymise={"owner": None, "revoked_by": None})

    class Meta:
        db_table = "stage_links"
        ordering = ["-made_at"]
        verbose_name = "link"

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def is_over(self) -> bool:
        return self.revoked_at is not None or self.expires_at <= timezone.now()
