"""Files of exports that repeat rows which a purge has taken: they go before their time."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_noop as _

from auditing.exports.content import Content, QueryContent
from auditing.exports.services import expire
from auditing.exports.sources import Refused, source_of
from auditing.kept import keep
from auditing.models import ExportJob, RetentionRun
from auditing.models.exports import ExportStatus
from auditing.retention import RetentionRule
from auditing.retention.copies import AfterRun, register_after_run

WHY = keep(_("Rows in it have been deleted under the retention policy since. Ask for it again."))


class PurgedMeanwhile(Refused):
    """Rows of this export were deleted under the retention policy while it was written, so no file
    was kept. Ask for it again."""


def check_unpurged(job: ExportJob) -> None:
    """Raises: PurgedMeanwhile. A purge that ends later finds the finished file by itself."""
    repeats = source_of(job.source).repeats
    runs = RetentionRun.objects.filter(batches__at__gte=job.created_at).distinct()
    for run in runs.select_related("erasure"):
        labels = run.batches.order_by().values_list("label", flat=True).distinct()
        if any(repeats(job, run, label) for label in labels):
            raise PurgedMeanwhile


def oldest_row(content: Content) -> datetime | None:
    """The retention date of the oldest row; None where the content cannot tell it cheaply."""
    if not isinstance(content, QueryContent):
        return getattr(content, "oldest", None)
    rule = getattr(content.queryset.model, "retention", None)
    if not isinstance(rule, RetentionRule) or rule.counted_from != content.time:
        return None
    return content.oldest()


def expire_repeating(run: RetentionRun) -> int:
    """Remove the files that hold rows as old as those that `run` has taken. Returns how many."""
    newest = dict(run.batches.order_by().values_list("label").annotate(Max("newest")))
    done = ExportJob.objects.filter(status=ExportStatus.DONE)
    found = [job for job in done if _repeats(job, run, newest)] if newest else []
    return sum(expire(job, why=WHY) for job in found)


def _repeats(job: ExportJob, run: RetentionRun, newest: dict[str, datetime]) -> bool:
    repeats = source_of(job.source).repeats
    return any(
        (job.oldest is None or job.oldest <= taken) and repeats(job, run, label)
        for label, taken in newest.items()
    )


register_after_run(AfterRun(_("files of exports with these rows"), expire_repeating))
