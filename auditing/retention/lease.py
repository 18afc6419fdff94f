"""The one right to purge: taken by a conditional update, renewed by each batch, lost by time."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from auditing.models import PurgeLease
from auditing.workers import worker_name


class PurgeRunning(Exception):  # noqa: N818  read as an outcome
    """Another purge runs at this moment. Nothing was done."""


class LeaseLost(Exception):  # noqa: N818
    """This purge was taken for dead and another one has begun; its batch is undone."""


class Lease:
    """What one purge holds while it works."""

    def __init__(self) -> None:
        self.holder = worker_name()

    def take(self) -> None:
        """Raises: PurgeRunning, naming until when the other one holds it."""
        PurgeLease.objects.get_or_create(name="purge")
        now = timezone.now()
        free = PurgeLease.objects.filter(Q(holder="") | Q(until__lt=now))
        if free.update(holder=self.holder, until=self._end()) != 1:
            until = PurgeLease.objects.values_list("until", flat=True).get()
            raise PurgeRunning(
                "Another purge is running, so this one did nothing. "
                f"If that one has died, start again after {until:%H:%M:%S} UTC."
            )

    def renew(self) -> None:
        """Inside a batch's transaction, so that who lost the lease changes nothing.

        Raises:
            LeaseLost: somebody else holds it.
        """
        if PurgeLease.objects.filter(holder=self.holder).update(until=self._end()) != 1:
            raise LeaseLost("The lease of this purge was lost; another one goes on with it.")

    def give_back(self) -> None:
        PurgeLease.objects.filter(holder=self.holder).update(holder="", until=None)

    @staticmethod
    def _end() -> object:
        return timezone.now() + timedelta(seconds=settings.PURGE_LEASE_SECONDS)
