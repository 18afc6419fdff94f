"""How fast the audit trail is verified, and how much writers wait for one another.

    DATABASE_URL=sqlite:////tmp/bench.sqlite3 .venv/bin/python -m bench.audit verify --rows 1000000
    DATABASE_URL=postgres://… .venv/bin/python -m bench.audit writers

Makes tables and rows in the database that DATABASE_URL names: give it one of its own. `writers`
runs on PostgreSQL: threads that write events, each in a transaction with some milliseconds of other
work.
"""

import argparse
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from unittest import mock

from bench.filling import set_up_django

LANES_IN_USE = 4
BATCH = 2000
WORK_SECONDS = 0.005


def fill(rows: int) -> None:
    """Genuine events, written in bulk: what one by one would take an hour."""
    from django.db import transaction
    from django.db.models import QuerySet

    from auditing.models import AccessEvent, AuditHead

    with transaction.atomic():
        made = events(rows)
        ends: dict[int, Any] = {}
        table: QuerySet[AccessEvent] = QuerySet(AccessEvent)
        while batch := list(islice(made, BATCH)):
            table.bulk_create(batch)
            ends.update({event.chain: event for event in batch})
        for event in ends.values():
            move(AuditHead, event)


def move(heads: Any, event: Any) -> None:
    from auditing.chain.heads import signed_head

    head = vars(signed_head(event.chain, event.position, event.hash))
    heads.objects.filter(chain=head.pop("chain")).update(**head)


def events(rows: int) -> Iterator[Any]:
    from auditing.chain.appending import seal
    from auditing.chain.heads import read_heads, signed_head
    from auditing.models import AccessEvent

    heads = read_heads("default")
    for number in range(rows):
        lane = number % LANES_IN_USE + 1
        event = AccessEvent(
            action="picture.view",
            resource_label="generation.SVGGenerationRequest",
            resource_id=f"0190b3c2-7f51-4c1e-9f57-{number:012d}",
            request_id=f"6f1d2c3b-0000-4000-8000-{number:012d}",
            context={"asked": "q=house", "number": number},
            actor_id=str(number % 500),
            actor_name=f"person{number % 500}",
            subject_owner_id=str(number % 300),
            personal={"ip": "192.0.2.7", "user_agent": "Mozilla/5.0 (X11; Linux x86_64)"},
        )
        seal(event, heads[lane])
        heads[lane] = signed_head(lane, event.position, event.hash)
        yield event


def verify_speed(rows: int, rounds: int) -> None:
    from django.db import connection

    from auditing.models import AccessEvent
    from auditing.verification import verify

    missing = rows - AccessEvent.objects.count()
    if missing > 0:
        began = time.perf_counter()
        fill(missing)
        print(f"filled {missing:,} rows in {time.perf_counter() - began:.0f} s", flush=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    for _ in range(rounds):
        report = verify()
        speed = report.rows / report.seconds
        print(
            f"{connection.vendor:11}{report.rows:>10,} rows{report.seconds:7.1f} s"
            f"{speed:>10,.0f} rows/s   findings: {len(report.findings)}",
            flush=True,
        )


def writers(threads: int, seconds: float) -> None:
    """Lanes 16, lanes 1, and a plain insert without any chain."""
    from auditing.chain import heads
    from auditing.models import AccessEvent
    from auditing.recording import record_event

    def chained() -> None:
        record_event(by=None, action="bench.write", context={"a": 1})

    def unchained() -> None:
        # The same columns, with a place that nobody else takes.
        place = int.from_bytes(secrets.token_bytes(7), "big")
        event = AccessEvent(action="bench.write", context={"a": 1}, chain=99, position=place)
        event.previous_hash = event.hash = event.personal_digest = "0" * 64
        event.save_base(force_insert=True)

    import secrets

    print(f"{threads} threads, each transaction with {WORK_SECONDS * 1000:.0f} ms of other work")
    for name, lanes, write in (
        ("no chain", 16, unchained),
        ("16 lanes", 16, chained),
        ("1 lane", 1, chained),
    ):
        with mock.patch.object(heads, "LANES", lanes):
            report(name, run_threads(threads, seconds, write))


def run_threads(threads: int, seconds: float, write: Callable[[], None]) -> list[float]:
    """How long each transaction took, in milliseconds."""
    from django.db import connection, transaction

    took: list[float] = []
    end = time.perf_counter() + seconds

    def work() -> None:
        while time.perf_counter() < end:
            began = time.perf_counter()
            with transaction.atomic():
                write()
                time.sleep(WORK_SECONDS)  # stands for the statements of the action itself
            took.append((time.perf_counter() - began) * 1000)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [*took, seconds]


def report(name: str, measured: list[float]) -> None:
    *took, seconds = measured
    print(
        f"{name:10}{len(took) / seconds:8.0f} events/s   median{statistics.median(took):7.1f} ms"
        f"   p95{statistics.quantiles(took, n=20)[-1]:7.1f} ms",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["verify", "writers"])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    set_up_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if options.what == "verify":
        verify_speed(options.rows, options.rounds)
    else:
        writers(options.threads, options.seconds)


if __name__ == "__main__":
    main()
