"""A clock that is wrong deletes too much or proves nothing: it is looked at before each purge."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from auditing.models import AccessEvent, RetentionRun

# Machines differ by this much without anybody having touched a clock.
TOLERANCE = timedelta(minutes=5)
# A site in use writes an event a day, be it the purge's own. A longer silence before now is a
# machine that was off, or a clock that jumped ahead.
SILENCE = timedelta(days=7)


class ClockWentBack(Exception):  # noqa: N818
    """The clock is earlier than what was written before. Nothing was deleted."""


def check_clock() -> None:
    """Refuse to purge by a clock that went back.

    Raises:
        ClockWentBack: naming both times.
    """
    now = timezone.now()
    ended = RetentionRun.objects.aggregate(last=Max("ended_at"))["last"]
    for last, what in ((ended, "the last purge ended"), (_newest_event(), "the newest event is")):
        if last and last > now + TOLERANCE:
            raise ClockWentBack(
                f"The clock says {now:%Y-%m-%d %H:%M} UTC, but {what} at {last:%Y-%m-%d %H:%M} "
                "UTC. Nothing was deleted. Set the clock right, then start the purge again."
            )


def why_suspicious() -> str:
    """Words for the approval where the clock may have jumped ahead; else empty."""
    newest, now = _newest_event(), timezone.now()
    if newest is None or now - newest < SILENCE:
        return ""
    days = (now - newest).days
    return f"Nothing was recorded in the last {days} days: the clock may have jumped ahead."


def _newest_event() -> datetime | None:
    newest = AccessEvent.objects.order_by("-timestamp").values_list("timestamp", flat=True)
    return newest.first()
