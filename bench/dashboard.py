"""How long the dashboard takes over a year of requests, and adding that year up.

    .venv/bin/python -m bench.dashboard [--requests 1000000] [--runs 9]

Fills an empty database of its own: SQLite in a temporary folder, or what DATABASE_URL names.
Steps are filled in for the last 30 days. Times are medians; the page is asked for by a
manager.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

STEP_DAYS = 30


def fill(requests: int) -> None:
    from bench import filling
    from generation.models import CortexResponse, PipelineStep, SVGGenerationRequest
    from generation.pipeline.runner import STEPS

    source = filling.Source(requests, filling.make_people(500))
    names = [step.__name__ for step in STEPS]
    first = requests - requests * STEP_DAYS // 365

    def steps() -> Iterator[dict[str, Any]]:
        for number in range(first, requests):
            for position, name in enumerate(names):
                yield {
                    "request_id": filling.key("request", number),
                    "name": name,
                    "started_at": source.at(number, position),
                    "duration_ms": 1 + number * (position + 7) % 500 / 5,
                    "outcome": "done",
                }

    with filling.bare_tables():
        print(f"{filling.insert(SVGGenerationRequest, source.requests()):,} requests", flush=True)
        print(f"{filling.insert(CortexResponse, source.responses()):,} answers", flush=True)
        print(f"{filling.insert(PipelineStep, steps()):,} steps", flush=True)
    filling.analyse()


def add_up() -> None:
    from generation.figures import rollup
    from generation.models import DailyAnswers, DailyRequests, DailyTimings

    due, took = rollup.due_days(), []
    for day in due:
        started = time.perf_counter()
        rollup.roll_day(day)
        took.append((time.perf_counter() - started) * 1000)
    print(f"{len(due)} days added up in {sum(took) / 1000:.0f} s;", end=" ")
    print(f"a day with its steps {statistics.median(took[1:STEP_DAYS]):.0f} ms, today again:")
    for model in (DailyRequests, DailyAnswers, DailyTimings):
        print(f"{model.__name__:20}{model.objects.count():>12,} rows")


def render(runs: int) -> None:
    from django.contrib.auth.models import Group, User
    from django.test import Client

    manager = User.objects.create(username="bench-manager", is_staff=True)
    manager.groups.add(Group.objects.get(name="manager"))
    client = Client(raise_request_exception=True)
    client.force_login(manager)
    for query in ("days=7", "days=30", "days=90", "days=365", "days=90&person=bench0"):
        show(f"page, {query}", runs, partial(client.get, f"/admin/dashboard/?{query}"))


def count_raw(runs: int) -> None:
    """What one of the charts would cost without the days: requests by day and status."""
    from django.db.models import Count
    from django.db.models.functions import TruncDate
    from django.utils import timezone

    from generation.models import SVGGenerationRequest

    since = timezone.now() - timedelta(days=90)
    rows = SVGGenerationRequest.objects.filter(created_at__gte=since).order_by()
    by_day = rows.annotate(day=TruncDate("created_at")).values("day", "status")
    show("one chart from the requests, 90 days", runs, lambda: list(by_day.annotate(n=Count("pk"))))


def show(what: str, runs: int, call: Callable[[], Any]) -> None:
    call()
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        took.append((time.perf_counter() - started) * 1000)
    print(f"{what:40}{statistics.median(took):9.0f} ms (best {min(took):.0f})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, ENVIRONMENT="testing", METRICS_FLUSH_SECONDS="0")
        os.environ["ALLOWED_HOSTS"] = "testserver"
        from bench import filling

        filling.set_up_django()
        fill(options.requests)
        add_up()
        render(options.runs)
        count_raw(options.runs)


if __name__ == "__main__":
    main()
