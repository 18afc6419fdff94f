"""PostgreSQL: the words of each request as a stored column, with a GIN index.

A rare word is looked up through GIN, a common one by walking the index on time and looking at the
column until the page is full. The planner cannot tell them apart (it takes a word of no prompt
for one of 4,000 in a million), so a first look finds out. `simple`, since prompts come in any
language and need no stemming to be found; no extension is needed. Accents go in SQL, as they go in
`words`.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from generation.prompt_search.words import Phrase

_PLAIN = (
    r"regexp_replace(normalize(prompt_text || ' ' || filename, NFD), '[\u0300-\u036f]', '', 'g')"
)
_COLUMN = f"to_tsvector('simple', regexp_replace({_PLAIN}, '[^[:alnum:]]+', ' ', 'g'))"
_MATCHES = "svg_generation_requests.search_words @@ to_tsquery('simple', %s)"
# Up to here matches are sorted; above, so many stand near the end of the time index, too.
MOST_RARE = 1000
STATEMENTS = (
    "ALTER TABLE svg_generation_requests ADD COLUMN IF NOT EXISTS search_words tsvector"
    f" GENERATED ALWAYS AS ({_COLUMN}) STORED",
    "CREATE INDEX IF NOT EXISTS idx_requests_search ON svg_generation_requests"
    " USING gin (search_words)",
)


def search(requests: QuerySet[Any], phrases: list[Phrase]) -> QuerySet[Any]:
    query = " & ".join(_query(phrase) for phrase in phrases)
    keys = _first_keys(query, requests.db)
    if len(keys) <= MOST_RARE:
        return requests.filter(pk__in=keys)
    matches = RawSQL(_MATCHES, [query], output_field=BooleanField())  # noqa: S611  a constant
    return requests.filter(matches)


def _first_keys(query: str, using: str) -> list[Any]:
    """Some requests that match, in no order: all of them, if they are few."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT request_id FROM svg_generation_requests WHERE {_MATCHES} LIMIT %s",  # noqa: S608
            [query, MOST_RARE + 1],
        )
        return [key for (key,) in cursor.fetchall()]


def _query(phrase: Phrase) -> str:
    *words, last = [f"'{word}'" for word in phrase.words]
    together = " <-> ".join([*words, f"{last}:*" if phrase.is_beginning else last])
    return f"({together})"


def prepare(connection: BaseDatabaseWrapper) -> None:
    """Make the column and its index where they are missing."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
