"""A clock that is wrong deletes too much or proves nothing: it is looked at before each purge."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from auditing.kept import keep
from auditing.models import AccessEvent, RetentionRun

# Machines differ by this much without anybody having touched a clock.
TOLERANCE = timedelta(minutes=5)
# A site in use writes an event a day, be it the purge's own. A longer silence before now is a
# machine that was off, or a clock that jumped ahead.
SILENCE = timedelta(days=7)
# Kept with the purge that it makes wait.
SILENT = keep(
    gettext_noop("Nothing was recorded in the last %(days)s days: the clock may have jumped ahead.")
)


class ClockWentBack(Exception):  # noqa: N818
    """The clock is earlier than what was written before. Nothing was deleted."""


def check_clock() -> None:
    """Refuse to purge by a clock that went back.

    Raises:
        ClockWentBack: naming both times.
    """
    now = timezone.now()
    ended = RetentionRun.objects.aggregate(last=Max("ended_at"))["last"]
    for last, words in ((ended, _after_purge), (_newest_event(), _after_event)):
        if last and last > now + TOLERANCE:
            times = {"now": f"{now:%Y-%m-%d %H:%M}", "last": f"{last:%Y-%m-%d %H:%M}"}
            raise ClockWentBack(words() % times)


def _after_purge() -> str:
    return _(
        "The clock says %(now)s UTC, but the last purge ended at %(last)s UTC. Nothing was "
        "deleted. Set the clock right, then start the purge again."
    )


def _after_event() -> str:
    return _(
        "The clock says %(now)s UTC, but the newest event is at %(last)s UTC. Nothing was "
        "deleted. Set the clock right, then start the purge again."
    )


def why_suspicious() -> str:
    """Words for the approval where the clock may have jumped ahead; else empty."""
    newest, now = _newest_event(), timezone.now()
    if newest is None or now - newest < SILENCE:
        return ""
    days = (now - newest).days
    return SILENT % {"days": days}


def _newest_event() -> datetime | None:
    newest = AccessEvent.objects.order_by("-timestamp").values_list("timestamp", flat=True)
    return newest.first()
