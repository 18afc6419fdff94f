"""What went wrong: each occurrence, in a group of those that are the same fault.

new --acknowledge--> acknowledged --resolve--> resolved --seen again--> new (reopened)
 |                        |                        ^
 +--------------------resolve----------------------+
 +--ignore--> ignored                 any of them --reopen--> new
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from auditing.retention import FollowsParent, RetentionRule


class ErrorType(models.TextChoices):
    """The specification's error categories."""

    SESSION = "session_error", _("session")
    AI_GENERATION = "ai_generation_error", _("drawing")
    STORAGE = "storage_error", _("storage")
    VALIDATION = "validation_error", _("validation")
    DEVELOPMENT = "development_error", _("program error")
    CONFIGURATION = "configuration_error", _("configuration")


class Severity(models.TextChoices):
    CRITICAL = "critical", _("Critical")  # system failure
    ERROR = "error", _("Error")  # an operation failed
    WARNING = "warning", _("Warning")  # a potential issue
    INFO = "info", _("Info")
    DEBUG = "debug", _("Debug")


class Resolution(models.TextChoices):
    NEW = "new", _("new")  # nobody has looked at it yet
    ACKNOWLEDGED = "acknowledged", _("acknowledged")  # somebody is at it
    RESOLVED = "resolved", _("resolved")  # mended; seen again, it is new again
    IGNORED = "ignored", _("ignored")  # known and left, seen again or not


class ErrorGroup(models.Model):
    """One fault, however often it was seen."""

    group_id = models.UUIDField(_("group id"), primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    error_type = models.CharField(_("kind"), max_length=24, choices=ErrorType.choices)
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.ERROR
    )
    code = models.CharField(_("code"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=300)
    culprit = models.CharField(_("where"), max_length=200, blank=True)
    first_seen = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen = models.DateTimeField(_("last seen"), default=timezone.now)
    count = models.PositiveBigIntegerField(_("count"), default=0)
    resolution = models.CharField(
        _("resolution"), max_length=12, choices=Resolution.choices, default=Resolution.NEW
    )
    reopened = models.PositiveIntegerField(_("reopened"), default=0)
    note = models.TextField(_("note"), blank=True)
    settled_by = models.CharField(_("settled by"), max_length=150, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    retention = RetentionRule(policy="error_logs", counted_from="last_seen")

    class Meta:
        db_table = "error_groups"
        ordering = ["-last_seen"]
        verbose_name = _("error")
        verbose_name_plural = _("errors")
        permissions = [("settle_error", "May acknowledge, resolve and ignore errors")]
        indexes = [
            # the admin's list, and the purge
            models.Index(fields=["-last_seen"], name="idx_error_groups_seen"),
            # "what is open", newest first
            models.Index(fields=["resolution", "-last_seen"], name="idx_error_groups_open"),
        ]

    def __str__(self) -> str:
        return self.title


class ErrorInfo(models.Model):
    """One occurrence (spec: ErrorInfo). Of a group the newest are kept, all are counted."""

    error_id = models.UUIDField(_("error id"), primary_key=True, default=uuid.uuid4, editable=False)
    # Empty only for an instant of a purge: each of the two goes by its own time.
    group = models.ForeignKey(
        ErrorGroup, models.SET_NULL, null=True, related_name="occurrences", verbose_name=_("group")
    )
    error_type = models.CharField(_("error type"), max_length=24, choices=ErrorType.choices)
    error_message = models.TextField(_("error message"))
    stack_trace = models.TextField(_("stack trace"), blank=True)
    timestamp = models.DateTimeField(_("timestamp"), default=timezone.now)
    # user_id, session_id, operation, input_data, environment, and where it happened
    context = models.JSONField(_("context"), default=dict, blank=True)
    severity = models.CharField(
        _("severity"), max_length=8, choices=Severity.choices, default=Severity.ERROR
    )
    user_id = models.CharField(_("user id"), max_length=64, blank=True)
    # the HTTP request's id, which the error page shows, and the request for a picture
    request_id = models.CharField(pgettext_lazy("of HTTP", "request id"), max_length=64, blank=True)
    svg_request = models.CharField(_("svg request"), max_length=64, blank=True)

    retention = RetentionRule(
        policy="error_logs",
        counted_from="timestamp",
        owners=("user_id",),
        ids=("pk", "request_id", "svg_request"),
        search=("error_message",),
        size=("stack_trace", "error_message"),
    )

    class Meta:
        db_table = "error_info"
        ordering = ["-timestamp"]
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        indexes = [
            # the newest of one group
            models.Index(fields=["group", "-timestamp"], name="idx_errors_group"),
            # the admin's list, and the purge
            models.Index(fields=["-timestamp"], name="idx_errors_time"),
            # the reference that somebody reads out from an error page
            models.Index(fields=["request_id"], name="idx_errors_request"),
            models.Index(fields=["svg_request"], name="idx_errors_svg_request"),
            # what one person met
            models.Index(fields=["user_id", "-timestamp"], name="idx_errors_user"),
        ]

    def __str__(self) -> str:
        return self.error_message[:100]

    @property
    def resolution(self) -> str:
        """The group's: one fault is settled once, however often it was seen."""
        return self.group.resolution if self.group else Resolution.NEW


class ErrorAffected(models.Model):
    """A person or a request that a fault has met: each once."""

    class Kind(models.TextChoices):
        USER = "user", _("User")
        REQUEST = "request", _("Request")

    group = models.ForeignKey(
        ErrorGroup, models.CASCADE, related_name="affected", verbose_name=_("group")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind.choices)
    value = models.CharField(_("value"), max_length=64)

    retention = FollowsParent("group")

    class Meta:
        db_table = "error_affected"
        verbose_name = _("affected person or request")
        verbose_name_plural = _("affected people and requests")
        constraints = [
            # each is counted once; the same index answers "which faults met this request"
            models.UniqueConstraint(fields=["value", "kind", "group"], name="affected_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class ErrorDay(models.Model):
    """How often a fault was seen on one day, for the line beside it."""

    group = models.ForeignKey(
        ErrorGroup, models.CASCADE, related_name="days", verbose_name=_("group")
    )
    day = models.DateField(_("day"))
    count = models.PositiveBigIntegerField(_("count"), default=0)

    retention = FollowsParent("group")

    class Meta:
        db_table = "error_days"
        verbose_name = _("error day")
        verbose_name_plural = _("error days")
        constraints = [
            # the counter of one day is one row
            models.UniqueConstraint(fields=["group", "day"], name="one_row_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
