"""Pictures by the beginning of their path, through the index of either database."""

from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from generation.models import GeneratedSVG
from generation.reconciling.paths import DAY_LENGTH
from generation.snowflake.locations import StageLocation

# Behind every character that a path may have.
_AFTER = "\x7f"


def below(beginning: str) -> QuerySet[Any]:
    """The pictures whose `stage_path` begins so.

    PostgreSQL's index serves LIKE; SQLite's does not, but compares letters as they are.
    """
    if connection.vendor == "postgresql":
        return GeneratedSVG.objects.filter(stage_path__startswith=beginning)
    return GeneratedSVG.objects.filter(
        stage_path__gte=beginning, stage_path__lt=f"{beginning}{_AFTER}"
    )


def per_day(stage: StageLocation) -> dict[str, int]:
    """How many pictures are recorded below each day of the stage, as yyyy/mm/dd."""
    beginning = f"{stage}/"
    day = Substr("stage_path", len(beginning) + 1, DAY_LENGTH)
    found = below(beginning).annotate(day=day).order_by().values("day").annotate(n=Count("pk"))
    return dict(found.values_list("day", "n"))
