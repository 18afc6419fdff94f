"""While the model writes: what can be seen of its picture is kept where a page can show it.

A comfort, so nothing in here may cost the paid call: what goes wrong is logged and tried again
later. Each write is one short transaction, done only while this worker holds the request, so that
one who was overtaken leaves nothing behind. `transitions.move` takes the row away.
"""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from generation.models import PartialPicture
from generation.pipeline.job import Job
from generation.svg.partial import GrowingPicture

log = structlog.get_logger(__name__)

# A database that is locked or away keeps a writer waiting, and the answer with it.
PAUSE_SECONDS = 10.0


class Growing:
    """The picture of one call to a model; `add` is its `on_text`. Nothing in here raises."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._picture = GrowingPicture(job.request.svg_profile)
        self._quiet_until = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """A whole answer: what has come since the last look. A failed call leaves no picture."""
        if error is None:
            self._try(lambda: self._keep(self._picture.look()))
        else:
            self._try(lambda: discard(self._job))

    def add(self, piece: str) -> None:
        """Take a piece of the answer, and keep the picture now and then."""
        self._try(lambda: self._keep(self._picture.add(piece)))

    def _keep(self, found: str | None) -> None:
        if found is not None and time.monotonic() >= self._quiet_until:
            keep(self._job, found, characters=self._picture.characters)

    def _try(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Exception as error:
            self._quiet_until = time.monotonic() + PAUSE_SECONDS
            log.warning("partial_not_kept", error=type(error).__name__)
            if isinstance(error, DatabaseError):
                connection.close()


@transaction.atomic
def keep(job: Job, content: str, *, characters: int) -> bool:
    """Write the picture so far; False where this worker does not hold the request any more."""
    # Locked, so that the request cannot end between the look and the write.
    if not job.held_row().select_for_update().values_list("pk").first():
        return False
    row = PartialPicture(
        request=job.request, content=content, characters=characters, updated_at=timezone.now()
    )
    fields = ["content", "characters", "updated_at"]
    PartialPicture.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["request"], update_fields=fields
    )
    return True


def discard(job: Job) -> None:
    """What was seen of a call that failed; another worker's picture stays."""
    own = PartialPicture.objects.filter(request__claimed_by=job.request.claimed_by)
    own.filter(pk=job.request.pk).delete()
