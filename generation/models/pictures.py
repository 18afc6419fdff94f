"""What was made of the answers: the staged picture, its features, and what is seen before."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from auditing.retention import FollowsParent, RetentionRule
from generation.models.answers import CortexResponse
from generation.models.querysets import OwnedQuerySet
from generation.models.requests import SVGGenerationRequest


class GeneratedSVG(models.Model):
    """The safe picture: exactly the bytes that lie on the stage."""

    svg_id = models.UUIDField(_("svg id"), primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        SVGGenerationRequest,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="svgs",
        verbose_name=_("request"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="generated_svgs",
        verbose_name=_("owner"),
    )
    svg_content = models.TextField(_("svg content"))
    file_size = models.PositiveIntegerField(_("file size"), help_text=_("Bytes on the stage."))
    stage_path = models.CharField(_("stage path"), max_length=1024)
    generated_at = models.DateTimeField(_("generated at"), default=timezone.now)
    model_used = models.CharField(_("model used"), max_length=100)
    answered_by = models.CharField(_("answered by"), max_length=100, blank=True)
    processing_time_ms = models.PositiveIntegerField(_("processing time ms"), null=True, blank=True)
    sha256 = models.CharField(_("sha256"), max_length=64)
    validation_status = models.CharField(
        _("validation status"), max_length=8, choices=CortexResponse.ValidationStatus.choices
    )
    receipt = models.JSONField(_("receipt"), default=list, blank=True)
    policy_version = models.CharField(_("policy version"), max_length=40)
    # "Is this ours?" (see generation/svg/fingerprint.py); version 0 has not been read yet.
    canonical_digest = models.CharField(
        _("canonical digest"), max_length=64, blank=True, editable=False
    )
    fingerprint_version = models.PositiveSmallIntegerField(
        _("fingerprint version"), default=0, editable=False
    )
    # The request's id, which stays when the request is purged and the link is gone.
    origin_id = models.UUIDField(_("origin id"), null=True, blank=True, editable=False)
    delete_stage_file = models.BooleanField(
        _("delete stage file"),
        default=False,
        help_text=_("The file on the stage goes with this record; its owner chose so."),
    )

    objects = OwnedQuerySet.as_manager()
    retention = RetentionRule(
        policy="svgs",
        counted_from="generated_at",
        owners=("owner_id",),
        ids=("pk", "request_id"),
        search=("request__prompt_text", "stage_path", "svg_content"),
        size=("file_size",),
        anonymise={
            "owner": None,
            "svg_content": "",
            "stage_path": "",
            "sha256": "",
            "canonical_digest": "",
            "receipt": [],
        },
    )

    class Meta:
        db_table = "generated_svgs"
        ordering = ["-generated_at"]
        verbose_name = _("generated SVG")
        verbose_name_plural = _("generated SVGs")
        indexes = [
            # the specification's: a picture by its request
            models.Index(fields=["request"], name="idx_generated_svgs_request"),
            # the purge: the oldest first
            models.Index(fields=["generated_at"], name="idx_generated_svgs_at"),
            # "is this ours?": a picture by its bytes
            models.Index(fields=["sha256"], name="idx_generated_svgs_sha256"),
            # and by its form, whatever the spaces and the order of attributes
            models.Index(fields=["canonical_digest"], name="idx_generated_svgs_canonical"),
            # reconciliation: pictures by the beginning of their path, in order
            models.Index(
                fields=["stage_path"],
                name="idx_svgs_stage_path",
                opclasses=["varchar_pattern_ops"],
            ),
            # the timeline of a request that was purged
            models.Index(fields=["origin_id"], name="idx_generated_svgs_origin"),
            # those that have not been read yet, or by an older version
            models.Index(fields=["fingerprint_version"], name="idx_generated_svgs_read"),
            # the admin's list, newest first or by size, and by each of its filters
            models.Index(fields=["generated_at"], name="idx_svgs_generated"),
            models.Index(fields=["file_size"], name="idx_svgs_size"),
            models.Index(fields=["owner", "-generated_at"], name="idx_svgs_owner"),
            models.Index(fields=["validation_status", "-generated_at"], name="idx_svgs_by_verdict"),
            models.Index(fields=["model_used", "-generated_at"], name="idx_svgs_by_model"),
            models.Index(fields=["policy_version", "-generated_at"], name="idx_svgs_by_policy"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(file_size__gt=0), name="positive_file_size"),
            models.CheckConstraint(
                condition=models.Q(processing_time_ms__gte=0), name="positive_processing_time"
            ),
            # a request delivered twice ends in one picture
            models.UniqueConstraint(fields=["request"], name="one_svg_per_request"),
        ]

    def __str__(self) -> str:
        return self.stage_path.rsplit("/", 1)[-1]

    def as_file(self) -> tuple[str, bytes]:
        """Name and bytes, for who takes their data along."""
        return f"pictures/{self.svg_id}-{self}", self.svg_content.encode()


class PictureFeature(models.Model):
    """One of the few numbers that a picture is recognised by, however it was altered."""

    svg = models.ForeignKey(
        GeneratedSVG, models.CASCADE, related_name="features", verbose_name=_("svg")
    )
    feature = models.BigIntegerField(_("feature"))

    retention = FollowsParent("svg")

    class Meta:
        db_table = "picture_features"
        verbose_name = _("picture feature")
        verbose_name_plural = _("picture features")
        indexes = [
            # pictures by a feature, and how many have it, without a look at the table
            models.Index(fields=["feature", "svg"], name="idx_picture_features"),
        ]

    def __str__(self) -> str:
        return f"{self.feature:016x}"


class PartialPicture(models.Model):
    """What of a picture can be seen while the model still writes; gone once it has ended.

    Only the safe form of complete elements lies here, never the answer itself.
    """

    request = models.OneToOneField(
        SVGGenerationRequest,
        models.CASCADE,
        primary_key=True,
        related_name="partial",
        verbose_name=_("request"),
    )
    content = models.TextField(_("content"), blank=True)
    characters = models.PositiveIntegerField(
        _("characters"), default=0, help_text=_("Of the answer so far.")
    )
    updated_at = models.DateTimeField(_("updated at"), default=timezone.now)

    retention = FollowsParent("request", size=("content",), anonymise={"content": ""})

    class Meta:
        db_table = "partial_pictures"
        verbose_name = _("partial picture")
        verbose_name_plural = _("partial pictures")

    def __str__(self) -> str:
        return gettext("%(number)s characters") % {"number": self.characters}
