"""The purge beside one raw DELETE over the same rows, while a writer goes on submitting.

    DATABASE_URL=sqlite:///var/bench.sqlite3 .venv/bin/python -m bench.purge --requests 1000000
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/bench .venv/bin/python -m bench.purge

The database must be empty: it is filled with requests of one year (`--answers` gives each its
answer, too). The purge takes a third of them with a writer beside it, then a third alone; then one
raw statement for each table takes the last third. Rows are those of all tables.
"""

import argparse
import select
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.filling import Source, analyse, bare_tables, insert, make_people, set_up_django

# A writer submits about this often, as fifty busy people would.
PAUSE_SECONDS = 0.02


def fill(requests: int, *, answers: bool) -> None:
    from django.db import connections

    from generation.models import CortexResponse, SVGGenerationRequest

    source = Source(requests, make_people(100))
    with bare_tables():
        insert(SVGGenerationRequest, source.requests())
        if answers:
            insert(CortexResponse, source.responses())
    analyse()
    connections.close_all()  # filling has set this one for speed


def purge_until(days: float) -> tuple[int, float, float]:
    """(rows, seconds, the longest batch in seconds) for all requests older than `days`."""
    from auditing.models import RetentionPolicy, RetentionRun
    from auditing.retention import batches, purging

    in_force = RetentionPolicy.objects.filter(data_class="requests", state="in_force")
    in_force.update(amount=int(days * 24), unit="hours")
    longest = 0.0
    real = batches.purge_batch

    def timed(*args: Any, **options: Any) -> int:
        nonlocal longest
        began = time.perf_counter()
        taken = real(*args, **options)
        longest = max(longest, time.perf_counter() - began)
        return taken

    vars(purging)["purge_batch"] = timed
    before, began, cpu = count_rows(), time.perf_counter(), time.process_time()
    purging.Purge(by=None).run_all(["requests"])
    took = time.perf_counter() - began
    print(f"  {time.process_time() - cpu:.1f} s of this process's own time", flush=True)
    vars(purging)["purge_batch"] = real
    assert not RetentionRun.objects.filter(state__in=RetentionRun.OPEN).exists()
    return before - count_rows(), took, longest


def delete_raw() -> tuple[int, float]:
    """(rows, seconds) for the rest: the children by their parent's date, then the parents."""
    from django.db import connection, transaction
    from django.utils import timezone

    before, began, cpu = count_rows(), time.perf_counter(), time.process_time()
    with transaction.atomic(), connection.cursor() as cursor:
        over = "SELECT request_id FROM svg_generation_requests WHERE created_at <= %s"
        for table in ("cortex_responses", "pipeline_steps", "status_changes", "temporary_tables"):
            cursor.execute(
                f"DELETE FROM {table} WHERE request_id IN ({over})",  # noqa: S608
                [timezone.now() - timedelta(minutes=30)],
            )
        cursor.execute(
            "DELETE FROM svg_generation_requests WHERE created_at <= %s "
            "AND status IN ('completed', 'failed')",
            [timezone.now() - timedelta(minutes=30)],
        )
    took = time.perf_counter() - began
    print(f"  {time.process_time() - cpu:.1f} s of this process's own time", flush=True)
    return before - count_rows(), took


def count_rows() -> int:
    """Old rows only: the writer's are new."""
    from django.utils import timezone

    from generation.models import CortexResponse, SVGGenerationRequest

    old = {"created_at__lte": timezone.now() - timedelta(minutes=30)}
    tables: tuple[Any, ...] = (SVGGenerationRequest, CortexResponse)
    return sum(int(model.objects.filter(**old).count()) for model in tables)


def write_until_told() -> None:
    """Submits again and again until its input ends; prints each submission's milliseconds."""
    from django.contrib.auth.models import User

    from generation.services import submit

    person = User.objects.get(username="bench0")
    while not select.select([sys.stdin], [], [], 0)[0]:  # readable at its end
        began = time.perf_counter()
        submit(
            by=person,
            prompt_text="a red house under a yellow sun",
            selected_model="claude-sonnet-4-5",
            filename="house",
            stage_name="SVG_STAGE",
            nudge=False,
        )
        print((time.perf_counter() - began) * 1000, flush=True)
        time.sleep(PAUSE_SECONDS)


def beside_a_writer(work: Callable[[], Any]) -> tuple[Any, list[float]]:
    """What `work` gives, and the milliseconds of the submissions meanwhile."""
    command = [sys.executable, "-m", "bench.purge", "--writer"]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    time.sleep(5)  # it has to start first
    done = work()
    out, _ = writer.communicate()
    return done, [float(line) for line in out.split()]


def describe(milliseconds: list[float]) -> str:
    ordered = sorted(milliseconds)
    high = ordered[int(len(ordered) * 0.99)]
    middle = statistics.median(ordered)
    return (
        f"{len(ordered):,} submissions: median {middle:.1f}, 99% {high:.1f}, "
        f"longest {ordered[-1]:.0f} ms"
    )


def measure(requests: int, *, answers: bool) -> None:
    from generation.models import SnowflakeStage

    SnowflakeStage.objects.get_or_create(
        stage_name="SVG_STAGE", defaults={"database": "SVGSITE", "schema": "PUBLIC"}
    )
    from django.conf import settings

    settings.PURGE_APPROVAL_ROWS, settings.PURGE_APPROVAL_SHARE = 10**9, 1.0
    fill(requests, answers=answers)
    print("filled", flush=True)
    _, alone = beside_a_writer(lambda: time.sleep(10))
    print(f"writer alone          {describe(alone)}", flush=True)
    (rows, took, longest), beside = beside_a_writer(lambda: purge_until(365 * 2 / 3))
    tell("purge beside a writer", rows, took)
    print(f"  longest batch       {longest * 1000:.0f} ms")
    print(f"  writer meanwhile    {describe(beside)}", flush=True)
    rows, took, longest = purge_until(365 / 3)
    tell("purge alone", rows, took)
    raw_rows, raw_took = delete_raw()
    tell("raw DELETE", raw_rows, raw_took)
    print(f"purge alone / raw     {(rows / took) / (raw_rows / raw_took):.2f}", flush=True)


def tell(what: str, rows: int, seconds: float) -> None:
    print(f"{what:22}{rows:,} rows, {seconds:.1f} s, {rows / seconds:,.0f} rows/s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--answers", action="store_true", help="an answer for each request, too")
    parser.add_argument("--writer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    set_up_django()
    if options.writer:
        write_until_told()
    else:
        measure(options.requests, answers=options.answers)


if __name__ == "__main__":
    main()
