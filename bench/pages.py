"""How long the server takes for each page of a person with a long history.

    .venv/bin/python -m bench.pages [--requests 100000] [--runs 20] [--limit 50]

Fills an empty database of its own, SQLite in a temporary folder or what DATABASE_URL names, with
requests of ONE person; then asks for every page of `tests/access_table.py` that opens for the role
user, through Django's test client with all middleware. Medians, in milliseconds, as one table. What
waits for Snowflake is asked once before, as for anybody who looks twice.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

EXTRA = {
    "history, page 100": "/history/?after={old}",
    "history, a word of half of all": "/history/?q=house",
    "history, a word of ten": "/history/?q=armadillo",
    "history, failed ones": "/history/?status=failed",
}


def fill(requests: int) -> Any:
    from django.contrib.auth.models import User

    from bench import filling

    filling.fill(requests, people=1, with_steps=False)
    return User.objects.get(username="bench0")


def keys(owner: Any) -> dict[str, str]:
    """Of the person's own rows; the request is one of the newest that has a picture."""
    from generation.models import SVGGenerationRequest
    from tests.test_access_matrix import things_of

    done = SVGGenerationRequest.objects.filter(owner=owner, status="completed")
    return {**things_of(owner), "request": str(done.order_by("-created_at")[5].pk)}


def pages(owner: Any) -> Iterator[tuple[str, str]]:
    from tests.every_page import pages_of

    yield from pages_of("user", keys(owner))
    for name, address in EXTRA.items():
        if "{old}" not in address:
            yield name, address


def count(asked: list[str], execute: Any, sql: str, *rest: Any) -> Any:
    asked.append(sql)
    return execute(sql, *rest)


def medians(owner: Any, runs: int) -> Iterator[tuple[str, float, int, int]]:
    """(name, milliseconds, queries, bytes) of each page that answers 200."""
    from django.db import connection
    from django.test import Client

    client = Client()
    client.force_login(owner)
    for name, address in pages(owner):
        asked: list[str] = []
        with connection.execute_wrapper(partial(count, asked)):
            answer = client.get(address)
        if answer.status_code != 200 or answer.streaming:
            continue
        took = []
        for _ in range(runs):
            started = time.perf_counter()
            client.get(address)
            took.append((time.perf_counter() - started) * 1000)
        yield name, statistics.median(took), len(asked), len(answer.content)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--limit", type=float, default=50, help="ms; slower pages are marked")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["VAR_DIR"] = folder
        measure(options)


def measure(options: argparse.Namespace) -> None:
    from bench.filling import set_up_django

    os.environ.setdefault("DEBUG", "false")
    set_up_django()
    from django.conf import settings

    from generation.snowflake.local.server import running
    from generation.snowflake.settings import override

    settings.ALLOWED_HOSTS = ["testserver"]
    owner = fill(options.requests)
    with running(state_dir=settings.VAR_DIR / "stand-in") as endpoint:
        from dataclasses import replace

        pointed = replace(settings.SNOWFLAKE, local_host=endpoint.host, local_port=endpoint.port)
        with override(pointed):
            print("| page | median, ms | queries | bytes |\n|---|---|---|---|")
            for name, milliseconds, queries, size in medians(owner, options.runs):
                mark = " !" if milliseconds > options.limit else ""
                print(f"| {name} | {milliseconds:.1f}{mark} | {queries} | {size:,} |", flush=True)


if __name__ == "__main__":
    main()
