"""What its owner writes on a request: tags, and whether it is a favourite.

Each change is an event, so that an owner sees it if somebody else ever acts in their name; but it
holds no tag's words. They are a person's own note, which goes with the request, and events stay.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditing.recording import record_event
from generation.models import RequestTag, SVGGenerationRequest
from generation.permissions import require

# As many tags has one request; more would be a text.
MOST = 20
LONGEST = RequestTag._meta.get_field("name").max_length
TAG = re.compile(r"[\w -]+")
PERMISSION = "generation.submit_request"

Keys = Collection[UUID | str]


def clean_tags(text: str) -> list[str]:
    """The tags of a line such as ``Logo, autumn  sale``: in small letters, each once.

    Raises:
        ValidationError: in plain words.
    """
    tags = [_clean(part) for part in text.split(",")]
    found = list(dict.fromkeys(tag for tag in tags if tag))
    if not found:
        raise ValidationError(_("Write a tag: a word or two by which you find it again."))
    for tag in found:
        _check(tag)
    return found


def _clean(part: str) -> str:
    """One way to write it: an accent typed as a letter of its own is the same tag."""
    return " ".join(unicodedata.normalize("NFC", part).lower().split())


def _check(tag: str) -> None:
    if not TAG.fullmatch(tag):
        raise ValidationError(_("A tag has letters, digits, spaces, - and _ only."))
    if len(tag) > (LONGEST or 0):
        said = _("A tag has at most %(most)s characters; this one has %(number)s.")
        raise ValidationError(said % {"most": LONGEST, "number": len(tag)})


def add_tags(*, by: User, requests: Keys, tags: Collection[str]) -> int:
    """Write `tags` (clean ones) on those of `requests` that are `by`'s own.

    Returns how many requests that were.

    Raises:
        PermissionDenied: `by` may look only.
        ValidationError: a request would have too many; nothing is changed.
    """
    require(by, PERMISSION, action="request.tag")
    with transaction.atomic():
        own = _lock(by, requests)
        before = set(RequestTag.objects.filter(request__in=own).values_list("request_id", "name"))
        wanted = {(key, tag) for key in own for tag in tags}
        _check_number(before | wanted)
        RequestTag.objects.bulk_create(
            [
                RequestTag(request_id=key, owner=by, name=tag)
                for key, tag in sorted(wanted - before)
            ],
            ignore_conflicts=True,
        )
        _record(by, "request.tag", own, {"tags": len(tags)})
        return len(own)


def _check_number(tags: set[tuple[Any, str]]) -> None:
    numbers: dict[Any, int] = {}
    for key, _tag in tags:
        numbers[key] = numbers.get(key, 0) + 1
    full = sum(number > MOST for number in numbers.values())
    if full and len(numbers) == 1:
        raise ValidationError(_("At most %(most)s tags. Remove one first.") % {"most": MOST})
    if full:
        said = ngettext(
            "%(full)s of them would have more than %(most)s tags. Nothing was changed.",
            "%(full)s of them would have more than %(most)s tags. Nothing was changed.",
            full,
        )
        raise ValidationError(said % {"full": full, "most": MOST})


def remove_tag(*, by: User, request_id: UUID | str, tag: str) -> bool:
    """Take a tag off an own request. False where there was none.

    Raises:
        PermissionDenied: `by` may look only.
    """
    require(by, PERMISSION, action="request.untag")
    with transaction.atomic():
        if not TAG.fullmatch(tag):
            return False
        own = RequestTag.objects.filter(request__pk=request_id, request__owner=by, name=tag)
        deleted, _models = own.delete()
        if deleted:
            _record(by, "request.untag", [request_id], {"tags": 1})
        return bool(deleted)


def set_favourite(*, by: User, requests: Keys, favourite: bool) -> int:
    """Mark those of `requests` that are `by`'s own, or unmark them. Returns how many they are.

    Raises:
        PermissionDenied: `by` may look only.
    """
    require(by, PERMISSION, action="request.favourite")
    with transaction.atomic():
        own = _lock(by, requests)
        changed = SVGGenerationRequest.objects.filter(pk__in=own, is_favourite=not favourite)
        if changed.update(is_favourite=favourite):
            _record(by, "request.favourite", own, {"favourite": favourite})
        return len(own)


def _lock(by: User, requests: Keys) -> list[Any]:
    """The keys of those that are `by`'s own; two changes of one request follow each other."""
    own = SVGGenerationRequest.objects.filter(owner=by, pk__in=list(requests))
    return list(own.select_for_update().order_by("pk").values_list("pk", flat=True))


def _record(by: User, action: str, keys: Collection[Any], context: dict[str, Any]) -> None:
    """One event, however many: it names a single request, and counts several."""
    label = SVGGenerationRequest._meta.label
    key = str(next(iter(keys))) if len(keys) == 1 else ""
    context = context | ({"requests": len(keys)} if len(keys) != 1 else {})
    if keys:
        record_event(
            by=by, action=action, label=label, resource_id=key, subject_owner=by, context=context
        )
