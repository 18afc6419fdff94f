"""How many rows there are, as far as that is known without reading them."""

from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from auditing.humane import grouped

# Counting goes on to here and no further.
MOST_COUNTED = 10_000


def describe_number(model: type[Model], rows: QuerySet[Any]) -> str:
    """“about 1,000,000” (PostgreSQL's own estimate), “more than 10,000”, or the exact number."""
    estimate = _estimate(model, rows.db)
    if estimate > MOST_COUNTED:
        return _("about %(number)s") % {"number": grouped(estimate)}
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    if number > MOST_COUNTED:
        return _("more than %(number)s") % {"number": grouped(MOST_COUNTED)}
    return grouped(number)


def _estimate(model: type[Model], using: str) -> int:
    """What PostgreSQL's statistics say; 0 where nobody has counted yet."""
    if connections[using].vendor != "postgresql":
        return 0
    with connections[using].cursor() as cursor:
        statement = "SELECT reltuples FROM pg_class WHERE oid = %s::regclass"
        cursor.execute(statement, [connections[using].ops.quote_name(model._meta.db_table)])
        row = cursor.fetchone()
    # Two digits are what such an estimate is good for.
    return int(float(f"{max(row[0], 0):.2g}")) if row else 0
