"""One report becomes a row of its group, whose figures move with it."""

from django.db import transaction
from django.db.models import F

from auditing.errors.report import ErrorReport
from auditing.models import AccessEvent, ErrorAffected, ErrorDay, ErrorGroup, ErrorInfo
from auditing.models.errors import Resolution
from auditing.recording import record_event

# Of each group: the newest are kept whole; so many are looked at for whom they met.
KEPT = 200
LOOKED_AT = 10_000
# A group is trimmed when this many more than those are there.
SLACK = 50


@transaction.atomic
def store(report: ErrorReport) -> None:
    """Write one occurrence. A group that was resolved is opened again."""
    group = _group(report)
    _insert(report, group)
    _count(report, group)
    _reopen(group)
    if group.count % SLACK == 0:
        _trim(group)


def _group(report: ErrorReport) -> ErrorGroup:
    group, _ = ErrorGroup.objects.get_or_create(
        fingerprint=report.fingerprint,
        defaults={
            "error_type": report.error_type,
            "severity": report.severity,
            "code": report.code,
            "title": report.message[:300] or report.code or "An error without words",
            "culprit": report.culprit,
            "first_seen": report.timestamp,
            "last_seen": report.timestamp,
        },
    )
    return group


def _insert(report: ErrorReport, group: ErrorGroup) -> None:
    ErrorInfo.objects.create(
        error_id=report.error_id,
        group=group,
        error_type=report.error_type,
        error_message=report.message,
        stack_trace=report.stack_trace,
        timestamp=report.timestamp,
        context=report.context,
        severity=report.severity,
        user_id=report.about("user_id"),
        request_id=report.about("request_id"),
        svg_request=report.about("svg_request"),
    )


def _count(report: ErrorReport, group: ErrorGroup) -> None:
    same = ErrorGroup.objects.filter(pk=group.pk)
    same.update(count=F("count") + 1, last_seen=report.timestamp, severity=report.severity)
    ErrorDay.objects.get_or_create(group=group, day=report.timestamp.date())
    ErrorDay.objects.filter(group=group, day=report.timestamp.date()).update(count=F("count") + 1)
    if group.count < LOOKED_AT:
        ErrorAffected.objects.bulk_create(_affected(report, group), ignore_conflicts=True)
    group.refresh_from_db()


def _affected(report: ErrorReport, group: ErrorGroup) -> list[ErrorAffected]:
    kinds = ErrorAffected.Kind
    request = report.about("svg_request") or report.about("request_id")
    found = ((kinds.USER, report.about("user_id")), (kinds.REQUEST, request))
    return [ErrorAffected(group=group, kind=kind, value=value) for kind, value in found if value]


def _reopen(group: ErrorGroup) -> None:
    """Resolved, and seen again: the condition in the update lets one of several writers do it."""
    resolved = ErrorGroup.objects.filter(pk=group.pk, resolution=Resolution.RESOLVED)
    if resolved.update(resolution=Resolution.NEW, reopened=F("reopened") + 1) != 1:
        return
    context = {"old": Resolution.RESOLVED, "new": Resolution.NEW, "note": "Seen again."}
    record_event(
        by=None,
        action="error.reopen",
        resource=group,
        result=AccessEvent.Result.ALLOWED,
        context=context,
    )


def _trim(group: ErrorGroup) -> None:
    newest = group.occurrences.order_by("-timestamp").values_list("pk", flat=True)
    old = list(newest[KEPT : KEPT + 4 * SLACK])
    ErrorInfo.objects.filter(pk__in=old).delete()
