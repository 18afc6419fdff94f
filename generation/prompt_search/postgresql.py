"""PostgreSQL: the words of each request as a stored column, with a GIN index.

The planner chooses by its statistics: a rare word through GIN, a common one by walking the index
on time and looking at the column, until the page is full. `simple`, since prompts come in any
language and need no stemming to be found; no extension is needed. Accents go in SQL, as they go in
`words`.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from generation.prompt_search.words import Phrase

_PLAIN = (
    r"regexp_replace(normalize(prompt_text || ' ' || filename, NFD), '[\u0300-\u036f]', '', 'g')"
)
_COLUMN = f"to_tsvector('simple', regexp_replace({_PLAIN}, '[^[:alnum:]]+', ' ', 'g'))"
STATEMENTS = (
    "ALTER TABLE svg_generation_requests ADD COLUMN IF NOT EXISTS search_words tsvector"
    f" GENERATED ALWAYS AS ({_COLUMN}) STORED",
    "CREATE INDEX IF NOT EXISTS idx_requests_search ON svg_generation_requests"
    " USING gin (search_words)",
)


def search(requests: QuerySet[Any], phrases: list[Phrase], owner: User | None) -> QuerySet[Any]:
    matches = RawSQL(
        "svg_generation_requests.search_words @@ to_tsquery('simple', %s)",
        [" & ".join(_query(phrase) for phrase in phrases)],
        output_field=BooleanField(),
    )
    return requests.filter(matches)


def _query(phrase: Phrase) -> str:
    *words, last = [f"'{word}'" for word in phrase.words]
    together = " <-> ".join([*words, f"{last}:*" if phrase.is_beginning else last])
    return f"({together})"


def prepare(connection: BaseDatabaseWrapper) -> None:
    """Make the column and its index where they are missing."""
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
