"""Fills an empty database with a plausible year of requests and all that belongs to them.

    DATABASE_URL=sqlite:///var/bench.sqlite3 .venv/bin/python bench/filling.py --requests 1000000

Rows go in by `executemany` (SQLite) or COPY (PostgreSQL), with indexes and triggers taken off
meanwhile. They are what the services would have written in shape and number, not in meaning: the
events are **not** a valid chain of hashes, the pictures are all the same small one. Three events a
request. The same number gives the same rows.

Words to search for: `COMMON` stands in half of the prompts, `MIDDLING` in one of a hundred, `RARE`
in ten of a million.
"""

import argparse
import hashlib
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

COMMON, MIDDLING, RARE = "house", "lighthouse", "armadillo"
COLOURS = ["red", "blue", "green", "yellow", "grey", "black", "white", "purple"]
THINGS = ["dog", "cat", "tree", "boat", "car", "fish", "bird", "cloud", "flower", "robot", "clock"]
PLACES = ["under a sun", "by the sea", "on a hill", "in the rain", "at night", "beside a river"]
MODELS = ["claude-sonnet-4-5", "claude-haiku-4-5", "openai-gpt-5", "llama4-maverick"]
STAGES = ["SVG_STAGE", "MARKETING_STAGE", "ARCHIVE_STAGE"]
STATUSES = ["completed"] * 93 + ["failed"] * 7
ACTIONS = ["request.submit", "request.view", "picture.download"]
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
SPAN = timedelta(days=365)

Values = dict[str, Any]


def set_up_django() -> None:
    """Settings from the environment; the tables made where they are missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svgsite.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


class Source:
    """The rows of each table, made one after another, oldest first, without any chance."""

    def __init__(self, requests: int, people: list[int]) -> None:
        self.count, self.people = requests, people
        self.start = datetime.now(UTC).replace(tzinfo=None) - SPAN
        self.step = SPAN / max(requests, 1)

    def requests(self) -> Iterator[Values]:
        for number in range(self.count):
            status = STATUSES[number * 37 % 100]
            yield {
                "request_id": key("request", number),
                "owner_id": self.owner(number),
                "prompt_text": prompt(number),
                "selected_model": MODELS[number % 4],
                "filename": f"picture-{number}",
                "stage_name": STAGES[number % 3],
                "created_at": self.at(number),
                "status": status,
                "attempts": 1,
                "error_category": "" if status == "completed" else "ai_generation_error",
                "error_code": "" if status == "completed" else "timeout",
                "started_at": self.at(number, 1),
                "finished_at": self.at(number, 9),
            }

    def responses(self) -> Iterator[Values]:
        for number in range(self.count):
            good = STATUSES[number * 37 % 100] == "completed"
            yield {
                "response_id": key("response", number),
                "request_id": key("request", number),
                "owner_id": self.owner(number),
                "status": "success" if good else "timeout",
                "content": PICTURE if good else "",
                "model_used": MODELS[number % 4],
                "transport": "rest",
                "generation_time": 2 + number % 50 / 10,
                "prompt_tokens": 400,
                "completion_tokens": 100 + number % 900,
                "tokens_used": 500 + number % 900,
                "cost": f"0.{number % 9000:06}",
                "validation_status": "valid" if good else "",
                "created_at": self.at(number, 8),
            }

    def pictures(self) -> Iterator[Values]:
        for number in range(self.count):
            if STATUSES[number * 37 % 100] == "completed":
                yield {
                    "svg_id": key("picture", number),
                    "request_id": key("request", number),
                    "owner_id": self.owner(number),
                    "svg_content": PICTURE,
                    "file_size": len(PICTURE) + number % 5000,
                    "stage_path": f"@SVGSITE.PUBLIC.{STAGES[number % 3]}/picture-{number}.svg",
                    "generated_at": self.at(number, 9),
                    "model_used": MODELS[number % 4],
                    "processing_time_ms": 2000 + number % 5000,
                    "sha256": key("sha", number) * 2,
                    "validation_status": "partial" if number % 4 == 0 else "valid",
                    "policy_version": "1",
                }

    def tables(self) -> Iterator[Values]:
        for number in range(self.count):
            yield {
                "table_name": f"TMP_SVG_{key('request', number).upper()}_1",
                "request_id": key("request", number),
                "owner_id": self.owner(number),
                "schema": "PUBLIC",
                "created_at": self.at(number, 8),
                "cleaned_up_at": self.at(number, 9),
            }

    def sessions(self) -> Iterator[Values]:
        for number in range(0, self.count, 20):
            yield {
                "session_id": key("session", number),
                "owner_id": self.owner(number),
                "user_role": "user",
                "warehouse": "LOCAL_WH",
                "created_at": self.at(number),
                "last_activity": self.at(number, 1800),
                "is_active": False,
                "end_reason": "idle",
            }

    def steps(self, names: list[str]) -> Iterator[Values]:
        for number in range(self.count):
            for position, name in enumerate(names):
                yield {
                    "request_id": key("request", number),
                    "name": name,
                    "started_at": self.at(number, position),
                    "duration_ms": 1 + number * (position + 7) % 500 / 5,
                    "outcome": "done",
                }

    def events(self) -> Iterator[Values]:
        context = json.dumps({"ip": "127.0.0.1", "user_agent": "bench"})
        for number in range(self.count):
            owner = self.owner(number)
            for place, action in enumerate(ACTIONS):
                # one of three hundred is somebody else's look
                actor = 0 if number % 100 == 0 and place == 1 else owner
                yield {
                    "event_id": key("event", number * 3 + place),
                    "timestamp": self.at(number, place * 3),
                    "actor_id": str(actor),
                    "actor_name": f"bench{actor}",
                    "subject_owner_id": str(owner),
                    "action": action,
                    "resource_label": "generation.SVGGenerationRequest",
                    "resource_id": key("request", number),
                    "result": "denied" if number % 500 == 0 else "allowed",
                    "context": context,
                    # a lane that the program never writes
                    "chain": 99,
                    "position": number * 3 + place,
                    "previous_hash": "",
                    "hash": "",
                    "key_id": "",
                    "personal_digest": "",
                }

    def owner(self, number: int) -> int:
        """A third of all rows belong to the first person, the rest to everybody in turn."""
        return self.people[0 if number % 3 == 0 else number % len(self.people)]

    def at(self, number: int, seconds: int = 0) -> str:
        return str(self.start + self.step * number + timedelta(seconds=seconds, microseconds=1))


def key(kind: str, number: int) -> str:
    """A UUID in hexadecimal: the same for the same row, in no order, as real ones are."""
    return hashlib.md5(f"{kind}{number}".encode(), usedforsecurity=False).hexdigest()


def prompt(number: int) -> str:
    """Eight or more words, of which the last is in no other prompt."""
    spread = number * 7919
    words = [COLOURS[spread % 8], THINGS[spread % 11], PLACES[spread % 6]]
    if number % 2:
        words.insert(1, COMMON)
    if number % 100 == 50:
        words.append(f"and a {MIDDLING}")
    if number % 100_000 == 99_999:
        words.append(f"with an {RARE}")
    return f"a {' '.join(words)} number {number}"


def defaults(model: Any, connection: Any) -> Values:
    """Column → what the model writes where nobody says anything."""
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if not (field.primary_key and field.get_internal_type() == "BigAutoField")
    }


def insert(model: Any, rows: Iterator[Values]) -> int:
    """Put all rows in; the number of them."""
    from django.db import connection

    first = next(rows, None)
    if first is None:
        return 0
    fixed = defaults(model, connection)
    given = [name for name in first if name in fixed]
    columns = [*given, *(name for name in fixed if name not in first)]
    rest = tuple(plain(fixed[name]) for name in columns[len(given) :])
    values = itemgetter(*given)
    tuples = ((*values(row), *rest) for row in itertools.chain([first], rows))
    copy = copy_in if connection.vendor == "postgresql" else execute_many
    return copy(model._meta.db_table, [f'"{name}"' for name in columns], tuples)


def plain(value: Any) -> Any:
    """JSON parameters of the driver as text, everything else as it is."""
    return json.dumps(value.obj) if hasattr(value, "obj") else value


def execute_many(table: str, columns: list[str], tuples: Iterator[tuple[Any, ...]]) -> int:
    from django.db import connection, transaction

    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    with transaction.atomic():
        return int(connection.connection.executemany(statement, tuples).rowcount)


def copy_in(table: str, columns: list[str], tuples: Iterator[tuple[Any, ...]]) -> int:
    from django.db import connection

    count = 0
    with connection.cursor() as cursor:
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with cursor.cursor.copy(statement) as copy:
            for row in tuples:
                copy.write_row(row)
                count += 1
    return count


@contextmanager
def bare_tables() -> Iterator[None]:
    """Without the indexes and triggers that slow a filling down; all back afterwards."""
    from django.db import connection

    bare = bare_on_postgresql if connection.vendor == "postgresql" else bare_on_sqlite
    with connection.cursor() as cursor:
        restore = bare(cursor)
    yield
    with connection.cursor() as cursor:
        for statement in restore:
            cursor.execute(statement)


def bare_on_sqlite(cursor: Any) -> list[str]:
    for setting in ("synchronous=OFF", "journal_mode=MEMORY", "cache_size=-600000"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql <> ''"
    )
    found = cursor.fetchall()
    for kind, name, _ in found:
        cursor.execute(f'DROP {kind} "{name}"')
    return [sql for _, _, sql in found]


def bare_on_postgresql(cursor: Any) -> list[str]:
    cursor.execute("SET session_replication_role = replica")
    cursor.execute("SET maintenance_work_mem = '512MB'")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [*(definition for _, definition in found), "SET session_replication_role = DEFAULT"]


def make_people(count: int) -> list[int]:
    from django.contrib.auth.models import Group, User

    User.objects.bulk_create([User(username=f"bench{number}") for number in range(count)])
    people = list(User.objects.filter(username__startswith="bench").order_by("pk"))
    Group.objects.get(name="user").user_set.add(*people)
    return [person.pk for person in people]


def fill(requests: int = 1_000_000, *, people: int = 500, with_steps: bool = False) -> None:
    """Fill every table in proportion; prints what it wrote and how long it took."""
    from auditing.models import AccessEvent
    from generation import models
    from generation.pipeline.runner import STEPS

    source = Source(requests, make_people(people))
    step_names = [step.__name__ for step in STEPS] if with_steps else []
    parts: list[tuple[Any, Callable[[], Iterator[Values]]]] = [
        (models.UserSession, source.sessions),
        (models.SVGGenerationRequest, source.requests),
        (models.CortexResponse, source.responses),
        (models.GeneratedSVG, source.pictures),
        (models.TemporaryTable, source.tables),
        (models.PipelineStep, lambda: source.steps(step_names)),
        (AccessEvent, source.events),
    ]
    with bare_tables():
        for model, rows in parts:
            started = time.perf_counter()
            count = insert(model, rows())
            print(f"{model._meta.label:36}{count:>10,} rows{time.perf_counter() - started:8.1f} s")
        started = time.perf_counter()
    index_words()
    analyse()
    print(f"{'indexes and statistics':51}{time.perf_counter() - started:8.1f} s", flush=True)


def index_words() -> None:
    """The triggers of the search index were off."""
    from django.db import connection

    from generation.prompt_search import sqlite

    if connection.vendor == "sqlite":
        sqlite.rebuild(connection)


def analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--steps", action="store_true", help="13 steps for each request, too")
    options = parser.parse_args()
    set_up_django()
    fill(options.requests, with_steps=options.steps)


if __name__ == "__main__":
    main()
