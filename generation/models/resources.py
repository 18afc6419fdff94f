"""What lies on Snowflake: stages, and the temporary tables that files pass through."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from auditing.access import Actor, may_enter, sees_everything
from auditing.retention import KeptBecause, RetentionRule
from generation.models.requests import SVGGenerationRequest


class SnowflakeStage(models.Model):
    """A stage as the account described it when it was last synchronised."""

    stage_name = models.CharField(_("stage name"), max_length=255, primary_key=True)
    database = models.CharField(_("database"), max_length=255)
    schema = models.CharField(_("schema"), max_length=255)
    url = models.CharField(_("url"), max_length=1024, blank=True)
    storage_integration = models.CharField(  # noqa: DJ001  spec
        _("storage integration"), max_length=255, null=True, blank=True
    )
    encryption = models.CharField(_("encryption"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("created at"), null=True, blank=True)
    last_modified = models.DateTimeField(_("last modified"), null=True, blank=True)
    owner_role = models.CharField(_("owner role"), max_length=255, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    file_count = models.PositiveIntegerField(_("file count"), null=True, blank=True)
    total_size = models.PositiveBigIntegerField(
        _("total size"), null=True, blank=True, help_text=_("Bytes.")
    )
    is_available = models.BooleanField(
        _("is available"), default=True, help_text=_("Seen at the last synchronisation.")
    )
    synchronised_at = models.DateTimeField(_("synchronised at"), default=timezone.now)

    retention = KeptBecause(
        gettext_noop("One row for each stage of the account; it names no person.")
    )

    class Meta:
        db_table = "snowflake_stages"
        ordering = ["stage_name"]
        verbose_name = _("stage")
        verbose_name_plural = _("stages")

    def __str__(self) -> str:
        return self.stage_name


class TemporaryTableQuerySet(models.QuerySet["TemporaryTable"]):
    def visible_to(self, user: Actor) -> "TemporaryTableQuerySet":
        """All for admins and for the system role, which looks after them; else by request."""
        if not may_enter(user):
            return self.none()
        if sees_everything(user) or user.has_perm("generation.view_temporarytable"):
            return self
        return self.filter(request__owner_id=user.pk)

    def left_over(self) -> "TemporaryTableQuerySet":
        return self.filter(cleaned_up_at=None)


class TemporaryTable(models.Model):
    """One table made for one upload; `cleaned_up_at` is set as soon as it is dropped."""

    class TableType(models.TextChoices):
        TRANSIENT = "TRANSIENT", _("Transient")
        TEMPORARY = "TEMPORARY", _("Temporary")

    table_name = models.CharField(_("table name"), max_length=255, primary_key=True)
    request = models.ForeignKey(
        SVGGenerationRequest,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="temporary_tables",
        verbose_name=_("request"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("owner"),
    )
    database = models.CharField(_("database"), max_length=255, blank=True)
    schema = models.CharField(_("schema"), max_length=255)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    cleaned_up_at = models.DateTimeField(_("cleaned up at"), null=True, blank=True)
    table_type = models.CharField(
        _("table type"), max_length=9, choices=TableType.choices, default=TableType.TRANSIENT
    )

    objects = TemporaryTableQuerySet.as_manager()
    # The table itself is dropped at once; this is the row that says so. One whose table still
    # stands is kept, or nobody would know of it.
    retention = RetentionRule(
        policy="requests",
        counted_from="created_at",
        parent="request",
        only=models.Q(cleaned_up_at__isnull=False),
        owners=("owner_id",),
        search=("table_name",),
        anonymise={"owner": None},
    )

    class Meta:
        db_table = "temporary_tables"
        ordering = ["-created_at"]
        verbose_name = _("temporary table")
        verbose_name_plural = _("temporary tables")
        indexes = [
            # the specification's: the tables of a request
            models.Index(fields=["request"], name="idx_temp_tables_request"),
            # the admin's list, newest first, and by each of its filters
            models.Index(fields=["created_at"], name="idx_temp_tables_created"),
            models.Index(fields=["owner", "-created_at"], name="idx_temp_tables_owner"),
            models.Index(fields=["table_type", "-created_at"], name="idx_temp_tables_by_type"),
            # the sweeper: what a dead worker left
            models.Index(
                fields=["created_at"],
                condition=models.Q(cleaned_up_at=None),
                name="idx_temp_tables_left_over",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(table_type__in=["TRANSIENT", "TEMPORARY"]),
                name="valid_table_type",
            ),
        ]

    def __str__(self) -> str:
        return self.table_name
