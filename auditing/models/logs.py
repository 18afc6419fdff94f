"""What the program said about its work (spec: LogEntry)."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from auditing.retention import RetentionRule


class LogLevel(models.TextChoices):
    DEBUG = "debug", _("Debug")
    INFO = "info", _("Info")
    WARNING = "warning", _("Warning")
    ERROR = "error", _("Error")
    CRITICAL = "critical", _("Critical")


class LogSource(models.TextChoices):
    APPLICATION = "application", _("Application")
    SESSION_MANAGER = "session_manager", _("Session Manager")
    AI_GENERATOR = "ai_generator", _("AI Generator")
    STORAGE_MANAGER = "storage_manager", _("Storage Manager")
    TYPE_STUB_MANAGER = "type_stub_manager", _("Type Stub Manager")
    PRE_COMMIT = "pre_commit", _("Pre Commit")
    DEVELOPMENT_TOOLS = "development_tools", _("Development Tools")


class LogEntry(models.Model):
    """One line, masked. Holds ids instead of foreign keys, as the admin's own LogEntry has one."""

    log_id = models.UUIDField(_("log id"), primary_key=True, default=uuid.uuid4, editable=False)
    timestamp = models.DateTimeField(_("timestamp"), default=timezone.now)
    level = models.CharField(_("level"), max_length=8, choices=LogLevel.choices)
    message = models.TextField(_("message"))
    source = models.CharField(_("source"), max_length=17, choices=LogSource.choices)
    # user_id, session_id, request_id, operation, duration, result
    context = models.JSONField(_("context"), default=dict, blank=True)
    # whatever else the line says, and process, thread and logger
    metadata = models.JSONField(_("metadata"), default=dict, blank=True)
    user_id = models.CharField(_("user id"), max_length=64, blank=True)
    request_id = models.CharField(pgettext_lazy("of HTTP", "request id"), max_length=64, blank=True)
    svg_request = models.CharField(_("svg request"), max_length=64, blank=True)

    retention = RetentionRule(
        policy="logs",
        counted_from="timestamp",
        owners=("user_id",),
        ids=("pk", "request_id", "svg_request"),
        search=("message",),
        size=("message",),
    )

    class Meta:
        db_table = "log_entries"
        ordering = ["-timestamp"]
        verbose_name = _("log line")
        verbose_name_plural = _("log lines")
        indexes = [
            # the admin's list, and the purge
            models.Index(fields=["-timestamp"], name="idx_logs_time"),
            models.Index(fields=["level", "-timestamp"], name="idx_logs_level"),
            models.Index(fields=["source", "-timestamp"], name="idx_logs_source"),
            # what one person met
            models.Index(fields=["user_id", "-timestamp"], name="idx_logs_user"),
            # all lines of one HTTP request, or of one picture
            models.Index(fields=["request_id"], name="idx_logs_request"),
            models.Index(fields=["svg_request"], name="idx_logs_svg_request"),
        ]

    def __str__(self) -> str:
        return self.message[:100]
