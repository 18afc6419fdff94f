"""The retention report each month: an export like any other, and a message with its link."""

from datetime import UTC, date, datetime

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from auditing.exports.services import request_export
from auditing.kept import keep, said
from auditing.models import ExportJob, ReportSubscription
from auditing.preferences import reading_by_mail, reading_in
from auditing.recording import record_event
from auditing.reports.exporting import NAME

log = structlog.get_logger(__name__)

FORMATS = ("xlsx", "pdf", "csv", "json")
# What the report's record is called; the mail and the pages show `said` of it.
OF_MONTH = keep(gettext_noop("Retention report, %(month)s"))
MONTHLY = "month"  # in a job's filters: made by the schedule, for this month


@transaction.atomic
def subscribe(*, by: User, format: str, filters: dict[str, object]) -> ReportSubscription:
    """Send `by` the report with these filters each month, beginning with the next.

    Raises:
        ValidationError: there is no such format.
    """
    if format not in FORMATS:
        words = gettext("Choose one of these formats: %(formats)s.")
        raise ValidationError(words % {"formats": ", ".join(FORMATS)})
    values = {"format": format, "filters": filters, "last_month": _first_of_month()}
    made, _ = ReportSubscription.objects.update_or_create(owner=by, defaults=values)
    record_event(by=by, action="report.subscribe", resource=made, context={"format": format})
    return made


@transaction.atomic
def unsubscribe(*, by: User) -> bool:
    deleted, _ = ReportSubscription.objects.filter(owner=by).delete()
    if deleted:
        record_event(by=by, action="report.unsubscribe", label=ReportSubscription._meta.label)
    return bool(deleted)


def make_monthly_reports() -> int:
    """One report for each subscription whose month has come. Returns how many were asked for."""
    month = _first_of_month()
    waiting = Q(last_month=None) | Q(last_month__lt=month)
    due = ReportSubscription.objects.filter(waiting).select_related("owner")
    return sum(_make(subscription, month) for subscription in due)


def _make(subscription: ReportSubscription, month: date) -> bool:
    """As of the first moment of the month, so that a late or second run gives the same."""
    as_of = datetime(month.year, month.month, 1, tzinfo=UTC)
    with transaction.atomic():
        mine = ReportSubscription.objects.filter(
            pk=subscription.pk, last_month=subscription.last_month
        )
        if not mine.update(last_month=month):
            return False
        try:
            request_export(
                by=subscription.owner,
                source=NAME,
                title=OF_MONTH % {"month": f"{month:%Y-%m}"},
                format=subscription.format,
                filters={**subscription.filters, MONTHLY: f"{month:%Y-%m}"},
                as_of=as_of,
            )
        except (PermissionDenied, ValidationError) as refused:
            log.warning("monthly_report_refused", owner=subscription.owner_id, why=str(refused))
            return False
    return True


def tell(job: ExportJob) -> None:
    """Send the link of a monthly report to its owner, in their language.

    Mail that fails costs the report nothing.
    """
    if MONTHLY not in job.filters or job.owner is None or not job.owner.email:
        return
    link = settings.SITE_URL.rstrip("/") + reverse("admin:export-download", args=[job.pk])
    with reading_in(reading_by_mail(job.owner)):
        title, text = said(job.title), _mail(job, link)
    try:
        send_mail(title, text, None, [job.owner.email])
    except OSError as error:
        log.warning("monthly_report_mail_failed", job_id=str(job.pk), error=str(error))


def _mail(job: ExportJob, link: str) -> str:
    lines = (
        gettext("%(title)s is ready: %(link)s"),
        "",
        gettext("It is kept until %(day)s. SHA-256: %(sha256)s"),
        gettext("Sign in with your own account to fetch it."),
    )
    day = date_format(timezone.localtime(job.expires_at), "j F Y")
    given = {"title": said(job.title), "link": link, "day": day, "sha256": job.sha256}
    return "\n".join(line % given for line in lines)


def _first_of_month() -> date:
    return timezone.now().astimezone(UTC).date().replace(day=1)
