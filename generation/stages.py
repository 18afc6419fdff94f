"""Stages as the account describes them; `browsing` lists what lies on them."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from auditing.recording import record_event
from generation.models import SnowflakeStage
from generation.snowflake.records import StageInfo
from generation.snowflake.settings import get_settings
from generation.snowflake.warehouse import warehouse
from generation.validators import validate_stage_name


def synchronise(*, by: User | None) -> int:
    """Write what SHOW STAGES says. A stage that is gone stays as a row, marked unavailable.

    Returns how many stages are available.

    Raises:
        SnowflakeError: the account could not be asked; nothing is changed.
    """
    with warehouse(query_tag="synchronise_stages") as connection:
        found = _one_of_each_name(connection.list_stages())
    _write(found, by=by)
    return len(found)


@transaction.atomic
def _write(found: list[StageInfo], *, by: User | None) -> None:
    now = timezone.now()
    for stage in found:
        SnowflakeStage.objects.update_or_create(
            stage_name=stage.name, defaults={**_fields(stage), "synchronised_at": now}
        )
    SnowflakeStage.objects.filter(synchronised_at__lt=now).update(is_available=False)
    record_event(
        by=by,
        action="stages.synchronise",
        label=SnowflakeStage._meta.label,
        context={"found": len(found)},
    )


def _fields(stage: StageInfo) -> dict[str, object]:
    return {
        "database": stage.database,
        "schema": stage.schema,
        "url": stage.url,
        "storage_integration": stage.storage_integration,
        "encryption": stage.encryption,
        "created_at": stage.created_at,
        "owner_role": stage.owner,
        "comment": stage.comment,
        "is_available": True,
    }


def _one_of_each_name(stages: list[StageInfo]) -> list[StageInfo]:
    """Requests name no schema: of two stages with one name, that of the settings' schema counts."""
    home = (get_settings().database, get_settings().schema)
    nearest_last = sorted(stages, key=lambda stage: (stage.database, stage.schema) == home)
    named = {stage.name: stage for stage in nearest_last if _has_usable_name(stage.name)}
    return list(named.values())


def _has_usable_name(name: str) -> bool:
    try:
        validate_stage_name(name)
    except ValidationError:
        return False
    return True


def names_of_stages() -> list[str]:
    """Every stage that was ever seen."""
    return list(SnowflakeStage.objects.values_list("stage_name", flat=True))
