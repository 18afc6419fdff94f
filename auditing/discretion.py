"""What the queue calls, so that nothing of an error's own words gets into the queue's tables."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog

from auditing.errors import record_exception

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class TaskFailed(Exception):  # noqa: N818  read as an outcome
    """Names the kind of the error alone: the queue keeps what it gets, unmasked."""


def discreet(task: Callable[P, T]) -> Callable[P, T]:
    """Keep an error's own words for the log and the errors, which are masked.

    Raises:
        TaskFailed: in the place of whatever the task raised.
    """

    @wraps(task)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with structlog.contextvars.bound_contextvars(task=task.__name__):
            try:
                return task(*args, **kwargs)
            except Exception as error:
                log.exception("task_failed")
                record_exception(error, operation=f"task {task.__name__}")
                raise TaskFailed(type(error).__name__) from None

    return run
