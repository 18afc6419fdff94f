"""How long a request still takes, as far as the site's own history tells; never a made-up figure.

A picture takes what the middle one of the last pictures took. Who waits is drawn once those before
are, as many at a time as workers draw now or, where fewer do, as the settings say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.conf import settings
from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from generation.models import Status, SVGGenerationRequest

# The middle of so many pictures; of fewer than a few it would be a guess.
SAMPLES, FEWEST = 20, 3
# A free worker takes a request up at once; one that has waited so long has none.
TAKEN_UP_SECONDS = 10
# So many times the usual is worth a word.
SLOW = 2.0

# How a request came into the queue: as it was made, or as its owner tried it again.
ASKED = Q(status_changes__new=Status.PENDING, status_changes__old__in=["", Status.FAILED])


@dataclass(frozen=True)
class Expectation:
    """Of one request that has not ended.

    Attributes:
        ahead: how many requests are before it; None once it is being drawn.
        usual: seconds that a picture of its model takes once begun; None: not known yet.
        waiting: seconds until it is likely to be begun; None: not known, or begun.
        is_slow: it is being drawn for much longer than usual.
        has_no_worker: it has waited although a worker should be free.
    """

    ahead: int | None = None
    usual: int | None = None
    waiting: int | None = None
    is_slow: bool = False
    has_no_worker: bool = False

    @property
    def total(self) -> int | None:
        """Seconds from now to the picture, for one that waits."""
        return None if self.usual is None or self.waiting is None else self.usual + self.waiting


def expectation_of(request: SVGGenerationRequest, *, asked_at: datetime) -> Expectation:
    """A handful of short queries, each along an index."""
    usual = _usual(SVGGenerationRequest.objects.filter(selected_model=request.selected_model))
    if request.status == Status.PROCESSING:
        return Expectation(usual=_whole(usual), is_slow=_is_slow(request, usual))
    ahead = _ahead_of(request, asked_at)
    busy = SVGGenerationRequest.objects.filter(
        status=Status.PROCESSING, lease_until__gt=timezone.now()
    ).count()
    slots = max(busy, settings.WORKERS)
    is_late = timezone.now() - asked_at > timedelta(seconds=TAKEN_UP_SECONDS)
    has_no_worker = is_late and not busy
    return Expectation(
        ahead=ahead,
        usual=_whole(usual),
        waiting=None if has_no_worker else _waiting(ahead, free=slots - busy, slots=slots),
        has_no_worker=has_no_worker,
    )


def _is_slow(request: SVGGenerationRequest, usual: float | None) -> bool:
    if usual is None or request.started_at is None:
        return False
    return (timezone.now() - request.started_at).total_seconds() > SLOW * max(usual, 1.0)


def _waiting(ahead: int, *, free: int, slots: int) -> int | None:
    """Seconds until a worker is free for it: the last pictures of all models tell how fast."""
    before_it = ahead - free + 1
    if before_it <= 0:
        return 0
    usual = _usual(SVGGenerationRequest.objects.all())
    return None if usual is None else _whole(before_it * usual / slots)


def _ahead_of(request: SVGGenerationRequest, asked_at: datetime) -> int:
    waiting = SVGGenerationRequest.objects.filter(status=Status.PENDING).exclude(pk=request.pk)
    queued = waiting.annotate(
        asked_at=Coalesce(Max("status_changes__at", filter=ASKED), F("created_at"))
    )
    return int(queued.filter(asked_at__lt=asked_at).count())


def _usual(of: QuerySet[SVGGenerationRequest]) -> float | None:
    """The median of the newest pictures' seconds, from the beginning to the end of the work."""
    rows = of.filter(status=Status.COMPLETED).order_by("-created_at")
    times = rows.values_list("started_at", "finished_at")[:SAMPLES]
    took = [(end - start).total_seconds() for start, end in times if start and end]
    return max(median(took), 0.0) if len(took) >= FEWEST else None


def _whole(seconds: float | None) -> int | None:
    """Seconds, or quarters of a minute where it takes longer: more is not known."""
    if seconds is None:
        return None
    return max(1, round(seconds)) if seconds < 60 else 15 * round(seconds / 15)
