"""What a log line costs the thread that says it, with and without being kept as a row.

DATABASE_URL=sqlite:////tmp/bench-logs.sqlite3 .venv/bin/python bench/log_lines.py
"""

import logging
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svgsite.settings")
os.environ["LOG_DATABASE_LEVEL"] = "OFF"

import django  # noqa: E402

django.setup()

import structlog  # noqa: E402
from django.core.management import call_command  # noqa: E402

from auditing.background import flush_all  # noqa: E402
from auditing.logs import DatabaseHandler  # noqa: E402
from auditing.models import LogEntry  # noqa: E402

LINES = 5_000


def say(count: int) -> float:
    """Microseconds a line."""
    log = structlog.get_logger("generation.pipeline.runner")
    started = time.perf_counter()
    with structlog.contextvars.bound_contextvars(request_id="r", user_id=1, svg_request="s"):
        for number in range(count):
            log.info("step_done", step="call_cortex", duration_ms=12.5, number=number)
    return (time.perf_counter() - started) / count * 1e6


def main() -> None:
    call_command("migrate", verbosity=0)
    root = logging.getLogger()
    lines, handler = root.handlers[0], DatabaseHandler(level=logging.INFO)
    with Path(os.devnull).open("w") as nowhere:
        lines.setStream(nowhere)  # type: ignore[attr-defined]
        print(f"line only            {min(say(LINES) for _ in range(3)):6.1f} µs")
        root.handlers = [handler]
        print(f"kept as a row only   {say(LINES):6.1f} µs (while the thread writes)")
        started = time.perf_counter()
        flush_all(60)
        rows, seconds = LogEntry.objects.count(), time.perf_counter() - started
        print(f"written after {seconds:.2f} s: {rows:,} rows")


if __name__ == "__main__":
    main()
