"""A request for a picture, its moves and its steps.

The row is the truth; the queue only points at it:

    pending --claim--> processing --record_success--> completed
       |  ^                |  |
       |  |                |  +--record_failure--> failed --retry (by its owner)--> pending
       |  +--lease ran out-+                         ^
       +--cancel-------------------------------------+
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditing.retention import RetentionRule
from generation.models.querysets import OwnedQuerySet
from generation.models.sessions import UserSession
from generation.validators import (
    FILENAME,
    STAGE_NAME,
    validate_filename,
    validate_identifier,
    validate_prompt,
    validate_stage_name,
)


class Status(models.TextChoices):
    PENDING = "pending", _("waiting")  # saved; any worker may claim it
    PROCESSING = "processing", _("being drawn")  # one worker holds a lease on it
    COMPLETED = "completed", _("done")  # the picture lies on the stage and is recorded
    FAILED = "failed", _("failed")  # ended without a picture; error_message says why


class ErrorCategory(models.TextChoices):
    """The specification's error categories, and cancellation."""

    SESSION = "session_error", _("session")
    AI_GENERATION = "ai_generation_error", _("drawing")
    STORAGE = "storage_error", _("storage")
    VALIDATION = "validation_error", _("validation")
    DEVELOPMENT = "development_error", _("program error")
    CONFIGURATION = "configuration_error", _("configuration")
    CANCELLED = "cancelled", _("cancelled")


class Origin(models.TextChoices):
    """How a request came about. All but the first and the last have a parent."""

    NEW = "new", _("new")
    REFINED = "refined", _("refined")  # a wish about the parent's picture
    VARIATION = "variation", _("variation")  # the same wish once more, one of a group
    RECOLOURED = "recoloured", _("recoloured")  # edited on the page, no model was asked
    COMPARED = "compared", _("compared")  # the same wish to several models, one of a group
    BATCH = "batch", _("batch")  # a line of a CSV, one of a group


class SVGGenerationRequest(models.Model):
    """What somebody asked for, and how far it has come."""

    request_id = models.UUIDField(
        _("request id"), primary_key=True, default=uuid.uuid4, editable=False
    )
    session = models.ForeignKey(
        UserSession,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="requests",
        verbose_name=_("session"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="svg_requests",
        verbose_name=_("owner"),
    )
    prompt_text = models.TextField(
        _("prompt"),
        max_length=1000,
        validators=[validate_prompt],
        error_messages={"blank": _("Say what the picture should show.")},
    )
    selected_model = models.CharField(
        _("model"), max_length=100, error_messages={"blank": _("Name a model.")}
    )
    # The same words of the same person, however spelt: see `generation.submitting.asked_before`.
    prompt_digest = models.CharField(
        _("prompt digest"), max_length=64, blank=True, default="", editable=False
    )
    filename = models.CharField(
        _("file name"),
        max_length=FILENAME.maximum,
        validators=[validate_filename],
        error_messages={"max_length": FILENAME.too_long},
    )
    stage_name = models.CharField(
        _("stage"),
        max_length=STAGE_NAME.maximum,
        validators=[validate_stage_name],
        error_messages={"max_length": STAGE_NAME.too_long},
    )
    database = models.CharField(
        _("database"), max_length=255, blank=True, validators=[validate_identifier]
    )
    schema = models.CharField(
        _("schema"), max_length=255, blank=True, validators=[validate_identifier]
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING
    )
    error_message = models.TextField(_("error message"), blank=True, null=True)  # noqa: DJ001  nullable in the spec

    # How it is to be drawn (spec: GenerationRequest)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    user_context = models.JSONField(_("user context"), default=dict, blank=True)
    # What was wished beside the prompt; see `generation.brief.Brief`.
    brief = models.JSONField(_("brief"), default=dict, blank=True)
    preset = models.CharField(_("style"), max_length=40, blank=True)
    svg_profile = models.CharField(_("svg profile"), max_length=10, default="spec")
    template_version = models.CharField(_("template version"), max_length=40, blank=True)

    # US dollars that it reserves of its owner's budget while it is under way; empty: unknown.
    estimated_cost = models.DecimalField(
        _("estimated cost"), max_digits=12, decimal_places=6, null=True, blank=True, editable=False
    )

    # What it belongs to
    origin = models.CharField(
        _("origin"), max_length=10, choices=Origin.choices, default=Origin.NEW
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="children",
        verbose_name=_("parent"),
    )
    group = models.UUIDField(_("asked for together"), null=True, blank=True, editable=False)
    is_favourite = models.BooleanField(_("favourite"), default=False)

    # How far it has come
    submission_key = models.CharField(  # noqa: DJ001
        _("submission key"), max_length=64, null=True, blank=True, editable=False
    )
    error_category = models.CharField(
        _("error category"), max_length=24, choices=ErrorCategory.choices, blank=True
    )
    error_code = models.CharField(_("error code"), max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # A retry by the owner raises it, so that the count of attempts never starts again.
    attempt_limit = models.PositiveSmallIntegerField(_("attempt limit"), default=3)
    claimed_by = models.CharField(_("claimed by"), max_length=64, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancel requested at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = OwnedQuerySet.as_manager()
    retention = RetentionRule(
        policy="requests",
        counted_from="created_at",
        only=models.Q(status__in=[Status.COMPLETED, Status.FAILED]),
        owners=("owner_id",),
        search=("prompt_text", "filename"),
        size=("prompt_text", "error_message"),
        anonymise={
            "owner": None,
            "session": None,
            "prompt_text": "",
            "prompt_digest": "",
            "filename": "",
            "error_message": None,
            "user_context": {},
            "submission_key": None,
            "brief": {},
        },
    )

    class Meta:
        db_table = "svg_generation_requests"
        ordering = ["-created_at"]
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        permissions = [("submit_request", "May ask for a picture")]
        indexes = [
            # the specification's three
            models.Index(fields=["session"], name="idx_svg_requests_session"),
            models.Index(fields=["status"], name="idx_svg_requests_status"),
            models.Index(fields=["created_at"], name="idx_svg_requests_created"),
            # a person's own history, newest first, by any of its filters: the key and all that
            # is filtered by, so that no row is read that does not fit (generation/finding)
            models.Index(
                fields=[
                    "owner",
                    "-created_at",
                    "-request_id",
                    "status",
                    "selected_model",
                    "preset",
                    "origin",
                    "is_favourite",
                    "group",
                ],
                name="idx_requests_history",
            ),
            # which models a person has asked
            models.Index(fields=["owner", "selected_model"], name="idx_requests_own_models"),
            # the admin's list by each of its filters, newest first
            models.Index(fields=["status", "-created_at"], name="idx_requests_by_status"),
            models.Index(fields=["error_category", "-created_at"], name="idx_requests_by_error"),
            models.Index(fields=["selected_model", "-created_at"], name="idx_requests_by_model"),
            models.Index(fields=["stage_name", "-created_at"], name="idx_requests_by_stage"),
            # the search box: a request by its file name, newest first
            models.Index(fields=["filename", "-created_at"], name="idx_svg_requests_filename"),
            # a person's own history by style, and their favourites; a group's members
            models.Index(fields=["owner", "preset", "-created_at"], name="idx_requests_by_preset"),
            models.Index(
                fields=["owner", "-created_at"],
                condition=models.Q(is_favourite=True),
                name="idx_requests_favourite",
            ),
            # a picture's versions; most have none
            models.Index(
                fields=["parent"],
                condition=models.Q(parent__isnull=False),
                name="idx_requests_parent",
            ),
            # “you asked this three days ago”; does not begin with the owner, so that SQLite does
            # not take it for a list of a person's own
            models.Index(
                fields=["prompt_digest", "owner", "-created_at"], name="idx_requests_digest"
            ),
            # what a person has under way, which reserves part of the budget; holds these few rows
            # only: with statistics SQLite thinks half of all are pending, and reads the table
            models.Index(
                fields=["owner"],
                condition=models.Q(status__in=["pending", "processing"]),
                name="idx_requests_under_way",
            ),
            models.Index(
                fields=["group"],
                condition=models.Q(group__isnull=False),
                name="idx_requests_group",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="valid_status"
            ),
            # a double click arrives twice and makes one request
            models.UniqueConstraint(fields=["owner", "submission_key"], name="one_per_submission"),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.get_status_display()})"

    @property
    def is_finished(self) -> bool:
        return self.status in (Status.COMPLETED, Status.FAILED)

    @property
    def asked_model(self) -> str | None:
        """The model that is to draw it; None where the picture is edited without one."""
        return None if self.origin == Origin.RECOLOURED else self.selected_model

    @property
    def stage_path(self) -> str:
        """Where the file goes below the stage: date, request and file name, so never twice."""
        return f"{self.created_at:%Y/%m/%d}/{self.request_id}/{self.filename}.svg"
