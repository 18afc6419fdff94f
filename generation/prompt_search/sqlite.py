"""SQLite: an FTS5 index beside the requests, kept in step by triggers.

The index numbers its rows by time, so that walking it backwards is newest first: a word that half
of all prompts have is found without sorting them, since the walk stops when the page is full.
`prompt_keys` says which number is which request; a request's own row number would change with
VACUUM. The owner stands in the index as a word, too: one person's history is then narrowed
by the index itself.
"""

import sqlite3
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL

from generation.prompt_search.words import Phrase

TABLES = (
    "CREATE TABLE prompt_keys (id INTEGER PRIMARY KEY, request_id char(32) NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE prompt_words USING fts5(
        owner, prompt, filename, content='', prefix='2 3',
        tokenize='unicode61 remove_diacritics 2')""",
)
# Milliseconds since 1970, and below them room for a million requests of the same one.
_START = "(CAST(strftime('%s', new.created_at) AS INTEGER) * 1000"
_START += " + CAST(substr(substr(new.created_at, 21, 3) || '000', 1, 3) AS INTEGER)) * 1048576"
_KEY = "(SELECT id FROM prompt_keys WHERE request_id = {row}.request_id)"
_VALUES = "'u' || coalesce({row}.owner_id, ''), {row}.prompt_text, {row}.filename"

_ADD = f"""
    INSERT INTO prompt_keys (id, request_id) VALUES (
        coalesce((SELECT max(id) + 1 FROM prompt_keys
            WHERE id >= {_START} AND id < {_START} + 1048576), {_START}),
        new.request_id);
    INSERT INTO prompt_words (rowid, owner, prompt, filename)
        VALUES ({_KEY.format(row="new")}, {_VALUES.format(row="new")});
"""  # noqa: S608  constants
_REMOVE = f"""
    INSERT INTO prompt_words (prompt_words, rowid, owner, prompt, filename)
        VALUES ('delete', {_KEY.format(row="old")}, {_VALUES.format(row="old")});
    DELETE FROM prompt_keys WHERE request_id = old.request_id;
"""  # noqa: S608  constants
TRIGGERS = {
    "prompt_words_insert": f"AFTER INSERT ON svg_generation_requests BEGIN {_ADD} END",
    "prompt_words_delete": f"BEFORE DELETE ON svg_generation_requests BEGIN {_REMOVE} END",
    "prompt_words_update": "AFTER UPDATE OF prompt_text, filename, owner_id, created_at"
    f" ON svg_generation_requests BEGIN {_REMOVE} {_ADD} END",
}
# Numbers of one millisecond, and one above all numbers.
PLACES, LAST = 1_048_576, 2**63 - 1
# From this version on FTS5 can take deleted words out of its pages at once.
SECURE_DELETE = (3, 42)


def search(
    requests: QuerySet[Any],
    phrases: list[Phrase],
    owner: User | None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Any]:
    """Annotated with `search_key`, the number in the index, and ordered by it."""
    first = str((requests.query.order_by or ("-",))[0])
    found = requests.extra(
        tables=["prompt_keys", "prompt_words"],
        where=[
            "prompt_words MATCH %s",
            "prompt_keys.id = prompt_words.rowid",
            "svg_generation_requests.request_id = prompt_keys.request_id",
            "prompt_words.rowid >= %s",
            "prompt_words.rowid < %s",
        ],
        params=[_match(phrases, owner), *_bounds(since, until)],
    )
    key = RawSQL("prompt_words.rowid", [], output_field=BigIntegerField())
    direction = "-search_key" if first.startswith("-") else "search_key"
    ordered: QuerySet[Any] = found.annotate(search_key=key).order_by(direction)
    return ordered


def _bounds(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    """The numbers between which the walk stays; a little wide, since SQLite rounds .9999 s up."""
    first = int(since.timestamp()) * 1000 * PLACES if since else 0
    return first, (int(until.timestamp()) + 2) * 1000 * PLACES if until else LAST


def _match(phrases: list[Phrase], owner: User | None) -> str:
    words = " AND ".join(
        f'"{" ".join(phrase.words)}"{" *" if phrase.is_beginning else ""}' for phrase in phrases
    )
    wanted = f"{{prompt filename}} : ({words})"
    return f'owner : "u{owner.pk}" AND {wanted}' if owner else wanted


def prepare(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing. Triggers that had gone (a migration that rebuilds the table drops them)
    may have missed something, so the index is then filled anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name GLOB 'prompt_*'")
        there = {name for (name,) in cursor.fetchall()}
        if there >= {"prompt_keys", "prompt_words", *TRIGGERS}:
            return
        if "prompt_words" not in there:
            for statement in TABLES:
                cursor.execute(statement)
            _set_secure_delete(cursor)
        for name in TRIGGERS.keys() - there:
            cursor.execute(f"CREATE TRIGGER {name} {TRIGGERS[name]}")
    rebuild(connection)


def _set_secure_delete(cursor: Any) -> None:
    if sqlite3.sqlite_version_info >= SECURE_DELETE:
        cursor.execute("INSERT INTO prompt_words (prompt_words, rank) VALUES ('secure-delete', 1)")


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Fill the index from the requests, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO prompt_words (prompt_words) VALUES ('delete-all')")
        cursor.execute("DELETE FROM prompt_keys")
        # Numbered as the trigger does it: the place among those of the same millisecond.
        start = _START.replace("new.", "r.")
        cursor.execute(
            f"""INSERT INTO prompt_keys (id, request_id)
            SELECT start + row_number() OVER (PARTITION BY start ORDER BY created_at) - 1,
                request_id
            FROM (SELECT {start} AS start, r.created_at, r.request_id
                FROM svg_generation_requests r)"""  # noqa: S608  constants
        )
        cursor.execute(
            f"""INSERT INTO prompt_words (rowid, owner, prompt, filename)
            SELECT k.id, {_VALUES.format(row="r")} FROM prompt_keys k
            JOIN svg_generation_requests r ON r.request_id = k.request_id ORDER BY k.id"""  # noqa: S608
        )


def scrub(connection: BaseDatabaseWrapper) -> None:
    """Write the index anew, so that nothing of what was deleted is left in its pages.

    Needed before SQLite 3.42 only, where a deleted word stays until its page is merged.
    """
    if sqlite3.sqlite_version_info < SECURE_DELETE:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO prompt_words (prompt_words) VALUES ('optimize')")
