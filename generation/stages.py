"""Stages as the account describes them, and the files that lie on them."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from auditing import caching
from auditing.recording import record_event
from generation.models import SnowflakeStage, Status, StatusChange
from generation.snowflake.locations import StageLocation
from generation.snowflake.records import StageFile, StageInfo
from generation.snowflake.settings import get_settings
from generation.snowflake.warehouse import warehouse
from generation.validators import validate_stage_name

# How long files that somebody else put on a stage may stay unseen.
LISTING_SECONDS = 60


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


@dataclass(frozen=True)
class Listing:
    """What lay on a stage at `as_of`, newest first."""

    files: list[StageFile]
    as_of: datetime
    # The newest move of a request that was on record before the stage was asked.
    last_change: int


def listing(stage: SnowflakeStage, *, ask_again: bool = False) -> Listing:
    """The stage's files as last listed, at most a minute ago and after the last of our uploads.

    Raises:
        SnowflakeError: the account had to be asked and could not be.
    """
    key = f"stage-{stage.database}-{stage.schema}-{stage.stage_name}"
    if ask_again:
        caching.forget(caching.DATA, key)
    return caching.get_or_load(
        caching.DATA,
        key,
        lambda: _list_now(stage),
        seconds=LISTING_SECONDS,
        is_fresh=lambda found: not _changed_since(stage, found.last_change),
    )


def _list_now(stage: SnowflakeStage) -> Listing:
    # Read first: a file is on its stage before the move that says so is written.
    newest = StatusChange.objects.order_by("-pk").values_list("pk", flat=True).first()
    as_of = timezone.now()
    return Listing(list_files(stage), as_of, newest or 0)


def _changed_since(stage: SnowflakeStage, last_change: int) -> bool:
    """Whether a request for this stage has ended since: its file came, or was taken back."""
    ended = StatusChange.objects.filter(
        pk__gt=last_change,
        new__in=[Status.COMPLETED, Status.FAILED],
        request__stage_name=stage.stage_name,
    )
    return ended.exists()


def list_files(stage: SnowflakeStage) -> list[StageFile]:
    """What lies on the stage now, newest first; its count and size are kept on the stage's row.

    Raises:
        SnowflakeError: the account could not be asked.
    """
    location = StageLocation(stage.database, stage.schema, stage.stage_name)
    with warehouse(query_tag="list_stage") as connection:
        files = connection.list_files(location)
    SnowflakeStage.objects.filter(pk=stage.pk).update(
        file_count=len(files),
        total_size=sum(file.size for file in files),
        last_modified=max((file.last_modified for file in files), default=None),
    )
    return sorted(files, key=lambda file: file.last_modified, reverse=True)


def names_of_stages() -> list[str]:
    """Every stage that was ever seen."""
    return list(SnowflakeStage.objects.values_list("stage_name", flat=True))
