"""Runs a management command; an error of the program is recorded, and shown masked."""

import os
import sys
import traceback
from types import TracebackType

# What runs by itself, whoever has started it. What these say on standard output is their log; what
# other commands say there is their result.
SERVICES = ("worker", "local_snowflake", "runserver")


def run(argv: list[str]) -> None:
    """As Django's own, for `manage.py`."""
    name = argv[1] if len(argv) > 1 else ""
    if name not in SERVICES:
        os.environ.setdefault("LOG_STREAM", "stderr")
    sys.excepthook = _show_masked
    from django.core.management import execute_from_command_line

    from auditing.surroundings import operated_by, shell_operator

    try:
        with operated_by("" if name in SERVICES else shell_operator()):
            execute_from_command_line(argv)
    except SystemExit as end:
        _record_cause(end, name)
        raise
    except Exception as error:
        _record(error, name)
        raise


def _record_cause(end: SystemExit, name: str) -> None:
    """A command that failed because something broke, not because a rule said no."""
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.core.management.base import CommandError

    told = end.__context__
    cause = told.__cause__ if isinstance(told, CommandError) else None
    if cause is not None and not isinstance(
        cause, PermissionDenied | ValidationError | UnicodeEncodeError
    ):
        _record(cause, name)


def _record(error: BaseException, name: str) -> None:
    from django.apps import apps

    if apps.ready:
        from auditing.errors import record_exception

        record_exception(error, operation=f"manage.py {name}")


def _show_masked(kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
    from auditing.masking import mask

    sys.stderr.write(mask("".join(traceback.format_exception(kind, error, tb))))
