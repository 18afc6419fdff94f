"""What one run of the pipeline carries from step to step."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import QuerySet

from generation.models import CortexModel, CortexResponse, Status, SVGGenerationRequest
from generation.pipeline.failures import Cancelled, LeaseLost, Stopping
from generation.snowflake.completions import Message
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import RanStatement, Warehouse, warehouse
from generation.stopping import stopping
from generation.svg import SVGContent
from generation.svg.fingerprint import Fingerprint
from generation.transitions import renew

log = structlog.get_logger(__name__)


class Heartbeat:
    """Prolongs the lease from a thread of its own while a step waits for Snowflake."""

    def __init__(self, request: SVGGenerationRequest) -> None:
        self.request = request
        self.lost = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True, name="heartbeat")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(settings.LEASE_SECONDS / 3):
            try:
                self.lost = not renew(self.request.pk, worker=self.request.claimed_by)
            except Exception as error:  # a database that is away now may be back at the next beat
                log.warning("heartbeat_failed", error=str(error))
            finally:
                connection.close()
            if self.lost:
                return


@dataclass
class Job:
    """The request, and what the steps have found so far."""

    request: SVGGenerationRequest
    heartbeat: Heartbeat
    say: Callable[[str], None]
    step: str = ""
    # Each set by the step that finds it; asked for earlier, it is a mistake of the program.
    model: CortexModel = field(init=False)
    location: StageLocation = field(init=False)
    messages: tuple[Message, ...] = field(init=False)
    max_tokens: int = field(init=False)
    response: CortexResponse = field(init=False)  # never, where no model is asked
    drawn_by: tuple[str, str] = field(init=False)  # as `model_used` and `answered_by`
    svg: SVGContent = field(init=False)
    fingerprint: Fingerprint = field(init=False)
    table_name: str = ""  # while there is a table to drop
    is_staged: bool = False
    resources: ExitStack = field(default_factory=ExitStack)
    _warehouse: Warehouse | None = None

    @property
    def owner(self) -> User | None:
        return self.request.owner

    @property
    def content(self) -> str:
        """What goes onto the stage."""
        return self.svg.content

    def new_table_name(self) -> str:
        # No two workers share an attempt, so none can meet the other's table.
        return f"TMP_SVG_{self.request.pk.hex.upper()}_{self.request.attempts}"

    @property
    def warehouse(self) -> Warehouse:
        """This run's connection, opened when the first step needs it."""
        if self._warehouse is None:
            tag = str(self.request.pk)
            self._warehouse = self.resources.enter_context(warehouse(query_tag=tag))
        return self._warehouse

    def take_statements(self) -> list[RanStatement]:
        """What this run's connection has executed since the last call."""
        return self._warehouse.take_statements() if self._warehouse else []

    def release(self) -> None:
        """Let go of the connection, so that the next attempt opens its own."""
        self._warehouse = None
        self.table_name = ""
        self.resources.close()

    def check_wanted(self) -> None:
        """Stop here if nobody wants the result any more.

        Raises:
            Stopping: this worker has to leave.
            LeaseLost: another worker took over.
            Cancelled: its owner asked to stop.
        """
        if stopping.is_set():
            raise Stopping
        held = list(self.held_row().values_list("cancel_requested_at", flat=True))
        if self.heartbeat.lost or not held:
            raise LeaseLost
        if held[0]:
            raise Cancelled

    def is_held(self) -> bool:
        """Whether this worker still has the request."""
        return not self.heartbeat.lost and self.held_row().exists()

    def held_row(self) -> QuerySet[Any]:
        """The request while this worker has it, else nothing."""
        # Asked of the database: a process that was suspended wakes up before its heartbeat does.
        return SVGGenerationRequest.objects.filter(
            pk=self.request.pk, status=Status.PROCESSING, claimed_by=self.request.claimed_by
        )

    def is_cancelled(self) -> bool:
        asked = SVGGenerationRequest.objects.filter(
            pk=self.request.pk, cancel_requested_at__isnull=False
        )
        return asked.exists()
