"""What the queue calls: thin, ids only, nothing sensitive returned."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog

from generation import catalogue, sampling, sessions, stages, sweeping
from generation.figures import rollup
from generation.pipeline import runner

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class TaskFailed(Exception):  # noqa: N818  read as an outcome
    """Names the kind of the error alone: the queue keeps what it gets, unmasked."""


def discreet(task: Callable[P, T]) -> Callable[P, T]:
    """Keep an error's own words for the log, which is masked.

    Raises:
        TaskFailed: in the place of whatever the task raised.
    """

    @wraps(task)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return task(*args, **kwargs)
        except Exception as error:
            log.exception("task_failed", task=task.__name__)
            raise TaskFailed(type(error).__name__) from None

    return run


@discreet
def generate(request_id: str) -> bool:
    """Bring one request to its end; False where another worker had it."""
    return runner.run(request_id)


@discreet
def sweep() -> dict[str, int]:
    """Find what was lost, orphaned or left behind."""
    return sweeping.sweep()


@discreet
def measure() -> dict[str, float]:
    """Sample the queue, the workers, the answers and the storage."""
    return sampling.sample()


@discreet
def roll_up() -> int:
    """Add up the days that have changed; returns how many are left for the next time."""
    return rollup.roll_up(seconds=20)


@discreet
def close_idle_sessions() -> int:
    return sessions.close_idle_sessions()


@discreet
def synchronise_stages() -> int:
    return stages.synchronise(by=None)


@discreet
def refresh_catalogue() -> int:
    return catalogue.refresh(by=None)
