"""What retention has to know of this app: where else a request and a picture are kept.

To have another copy go with a record, register it here (a mirror on Snowflake is one).
"""

from django.utils.translation import gettext_noop as _
from django_q.models import Task

from auditing.retention.copies import (
    Copy,
    CopyRefused,
    Keys,
    OutsideCopy,
    register_copy,
)
from auditing.retention.keys import OneOf, as_texts
from generation import queue
from generation.models import GeneratedSVG, SVGGenerationRequest
from generation.snowflake.errors import SnowflakeError
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import warehouse


def register_copies() -> None:
    """Called when the app is ready."""
    request, picture = SVGGenerationRequest._meta.label, GeneratedSVG._meta.label
    register_copy(Copy(_("results of queue tasks"), request, delete_results, count_results))
    register_copy(Copy(_("payloads in the queue"), request, delete_payloads, count_payloads))
    register_copy(OutsideCopy(_("files on stages"), picture, stage_files, remove_stage_file))


def count_results(keys: Keys) -> int:
    return int(Task.objects.filter(OneOf("name", _names(keys))).count())


def delete_results(keys: Keys) -> int:
    """A task's name is the id of its request."""
    found = Task.objects.filter(OneOf("name", _names(keys)))
    return int(found._raw_delete(found.db))


def count_payloads(keys: Keys) -> int:
    return queue.count_nudges(set(_names(keys)))


def delete_payloads(keys: Keys) -> int:
    return queue.remove_nudges(set(_names(keys)))


def _names(keys: Keys) -> list[str]:
    return [text[:36] for text in as_texts(SVGGenerationRequest._meta.pk, keys)]


def stage_files(keys: Keys) -> list[str]:
    """The files of those pictures whose owners chose that they go, too."""
    chosen = GeneratedSVG.objects.filter(OneOf("pk", keys), delete_stage_file=True)
    return list(chosen.exclude(stage_path="").values_list("stage_path", flat=True))


def remove_stage_file(reference: str) -> None:
    """Raises: CopyRefused, in words, where Snowflake does not do it now."""
    try:
        location = StageLocation.parse(reference)
        with warehouse(query_tag="retention") as connection:
            connection.remove_file(location)
    except SnowflakeError as error:
        raise CopyRefused(str(error)) from error
