"""Making, opening and revoking links; `docs/decisions/links.md` says why they are our own."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from auditing.access import may_enter, restrictions_of
from auditing.recording import record_event
from auditing.refusals import refuse
from generation.models import GeneratedSVG, StageLink
from generation.permissions import require, require_download

# Tells a link from other texts: the masker keeps it out of logs (auditing/masking/rules).
MARK = "svglink_"
PREFIX_LENGTH = len(MARK) + 4
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
# The longest is as long as Snowflake signs an address of its own.
DURATIONS = {"hour": HOUR, "day": DAY, "week": WEEK}
# So many of one picture may work at once: more are a mistake, or a script's.
MOST_LIVE = 20


def make(*, by: User, svg: GeneratedSVG, duration: str) -> tuple[StageLink, str]:
    """A new link to an own picture, and its text, which nothing can show again.

    Raises:
        PermissionDenied: it is not `by`'s own, or `by` may not give files out.
        ValidationError: in plain words.
    """
    _require_make(by, svg)
    if duration not in DURATIONS:
        raise ValidationError(_("Choose how long the link works."))
    return _make(by, svg, DURATIONS[duration])


def _require_make(by: User, svg: GeneratedSVG) -> None:
    require(by, "generation.submit_request", action="link.make")
    require_download(by, label=svg._meta.label, resource_id=str(svg.pk))
    if svg.owner_id != by.pk:
        why = _("Only the picture's owner can make a link to it.")
        refuse(by, action="link.make", why=why, label=svg._meta.label, resource_id=str(svg.pk))


@transaction.atomic
def _make(by: User, svg: GeneratedSVG, duration: timedelta) -> tuple[StageLink, str]:
    text = MARK + secrets.token_urlsafe(32)
    now = timezone.now()
    # Locked, so that many clicks at once cannot all be the last one that fits.
    GeneratedSVG.objects.select_for_update(no_key=True).only("pk").get(pk=svg.pk)
    live = StageLink.objects.filter(svg=svg, revoked_at=None, expires_at__gt=now)
    if live.count() >= MOST_LIVE:
        raise ValidationError(_("This picture has many links that work. Revoke some first."))
    link = StageLink.objects.create(
        svg=svg,
        owner=by,
        prefix=text[:PREFIX_LENGTH],
        digest=digest_of(text),
        made_at=now,
        expires_at=now + duration,
    )
    context = {"link": link.prefix, "expires_at": link.expires_at.isoformat()}
    record_event(by=by, action="link.make", resource=svg, context=context)
    return link, text


@transaction.atomic
def revoke(*, by: User, links: QuerySet[StageLink]) -> int:
    """End those of `links` that `by` may see and that are not revoked yet; returns how many."""
    ended = 0
    for link in links.visible_to(by).filter(revoked_at=None).select_related("svg"):  # type: ignore[attr-defined]
        left = StageLink.objects.filter(pk=link.pk, revoked_at=None)
        if left.update(revoked_at=timezone.now(), revoked_by=by) == 1:
            context = {"link": link.prefix}
            record_event(by=by, action="link.revoke", resource=link.svg, context=context)
            ended += 1
    return ended


def live_numbers(svgs: Collection[GeneratedSVG]) -> dict[UUID, int]:
    """How many links to each picture work now, in one look-up; who is not named has none."""
    live = StageLink.objects.filter(
        svg__in=svgs, revoked_at=None, expires_at__gt=timezone.now()
    ).order_by()
    return dict(live.values_list("svg").annotate(number=Count("pk")))


@dataclass(frozen=True)
class Opening:
    """What a link leads to: the picture, or why there is none any more."""

    svg: GeneratedSVG | None = None
    why: Literal["", "unknown", "expired", "revoked", "closed"] = ""


@transaction.atomic
def open_link(text: str, *, by: User | AnonymousUser, counts: bool = True) -> Opening:
    """What the link of this text gives now; each opening that `counts` is an event.

    Each time it is asked anew whether its owner may still give the picture out.
    """
    link = _find(text)
    if link is None:
        return Opening(why="unknown")
    why = _why_closed(link)
    if counts:
        _record(link, by, why)
    return Opening(why=why) if why else Opening(link.svg)


def _find(text: str) -> StageLink | None:
    if not text.startswith(MARK):
        return None
    links = StageLink.objects.select_related("svg", "owner__access_control")
    return links.filter(digest=digest_of(text)).first()


def _why_closed(link: StageLink) -> Literal["", "expired", "revoked", "closed"]:
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_at <= timezone.now():
        return "expired"
    owner = link.owner
    if owner is None or not may_enter(owner) or restrictions_of(owner).no_downloads:
        return "closed"
    return "" if link.svg.svg_content else "closed"  # retention may have emptied it


def _record(link: StageLink, by: User | AnonymousUser, why: str) -> None:
    if not why:
        opened = {"opened": F("opened") + 1, "last_opened_at": timezone.now()}
        StageLink.objects.filter(pk=link.pk).update(**opened)
    record_event(
        by=by,
        action="link.open",
        resource=link.svg,
        result="denied" if why else "allowed",
        context={"link": link.prefix, **({"why": why} if why else {})},
    )


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
