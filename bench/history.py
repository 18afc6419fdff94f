"""How long the history and My data take for one person with very many requests.

    DATABASE_URL=... .venv/bin/python -m bench.history [--requests 100000] [--runs 9] [--explain]

Fills an empty database first: all requests are one person's, every second one has a style, one in
twenty is a favourite; one tag stands on 5,000 requests and one on 100. Pages are asked for through
the real address with Django's test client, middleware, templates and all.
"""

import argparse
import statistics
import time
from typing import Any

from bench.filling import COMMON, RARE, fill, set_up_django

MONTH = {"from": "2026-03-01", "to": "2026-03-31"}
# What is looked at; together they take every filter, alone and beside others that fit nothing.
PAGES: list[tuple[str, str, dict[str, str]]] = [
    ("everything", "/history/", {}),
    ("as a list", "/history/", {"view": "list"}),
    ("a month", "/history/", MONTH),
    ("failed", "/history/", {"status": "failed"}),
    ("waiting (none)", "/history/", {"status": "pending"}),
    ("one model", "/history/", {"model": "claude-haiku-4-5"}),
    ("a style", "/history/", {"preset": "flat"}),
    ("favourites", "/history/", {"favourite": "1"}),
    ("a tag on 5,000", "/history/", {"tag": "often"}),
    ("a tag on 100", "/history/", {"tag": "seldom"}),
    ("variations (none)", "/history/", {"origin": "variation"}),
    (
        "a style and a model that never met",
        "/history/",
        {"preset": "flat", "model": "llama4-maverick"},
    ),
    ("a frequent tag, no status", "/history/", {"tag": "often", "status": "pending"}),
    (f"search {COMMON}", "/history/", {"q": COMMON}),
    (f"search {RARE}", "/history/", {"q": RARE}),
    ("search that finds nothing", "/history/", {"q": "nowhere"}),
    (f"search {COMMON}, none waiting", "/history/", {"q": COMMON, "status": "pending"}),
    (
        f"search {COMMON}, a month, favourites",
        "/history/",
        {"q": COMMON, "favourite": "1", **MONTH},
    ),
    ("My data", "/my-data/", {}),
]


def prepare(requests: int) -> Any:
    """Fill an empty database. Returns the person."""
    from django.contrib.auth.models import User

    if not User.objects.filter(username="bench0").exists():
        fill(requests, people=1)
        _mark()
    return User.objects.get(username="bench0")


def _mark() -> None:
    from bench.filling import analyse
    from generation.models import RequestTag, SVGGenerationRequest

    own = SVGGenerationRequest.objects.order_by("created_at")
    keys = list(own.values_list("pk", "owner_id"))
    # never together with the model of every fourth request
    flat = [pk for number, (pk, _owner) in enumerate(keys) if number % 4 in (0, 1)]
    for first in range(0, len(flat), 5000):
        own.filter(pk__in=flat[first : first + 5000]).update(preset="flat")
    own.filter(pk__in=[pk for pk, _owner in keys[::20]]).update(is_favourite=True)
    for tag, step in (("often", 20), ("seldom", 1000)):
        rows = [RequestTag(request_id=pk, owner_id=owner, name=tag) for pk, owner in keys[::step]]
        RequestTag.objects.bulk_create(rows, batch_size=5000)
    analyse()


def milliseconds(client: Any, path: str, query: dict[str, str]) -> float:
    started = time.perf_counter()
    response = client.get(path, query)
    assert response.status_code == 200, (path, query, response.status_code)
    return (time.perf_counter() - started) * 1000


def explain(person: Any) -> None:
    from generation.finding import Filters, fitting

    for what, path, query in PAGES:
        if path == "/history/":
            keys = fitting(person, Filters.read(query)).only("pk", "created_at")
            print(f"--- {what}\n{keys[:25].explain()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args()
    set_up_django()
    from django.test import Client

    person = prepare(options.requests)
    if options.explain:
        explain(person)
        return
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    milliseconds(client, "/history/", {})
    print("| Page | median ms | slowest |\n|---|---|---|")
    for what, path, query in PAGES:
        times = [milliseconds(client, path, query) for _ in range(options.runs)]
        print(f"| {what} | {statistics.median(times):,.0f} | {max(times):,.0f} |", flush=True)


if __name__ == "__main__":
    main()
