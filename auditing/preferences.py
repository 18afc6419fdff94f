"""In which language and time zone a page is shown to whom.

A person's own choice comes first, then what the browser says, then English and UTC; mails know no
browser. What is kept for good (events, exports, reports, certificates) is always English and UTC:
see `canonical`.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from auditing.models import UserPreferences
from auditing.recording import record_event

# The pages' script keeps the browser's zone here.
ZONE_COOKIE = "zone"
UTC = "UTC"
REGIONS = (
    *("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/"),
    *("Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"),
)


@dataclass(frozen=True)
class Reading:
    """A language of the settings and a zone that this machine knows."""

    language: str
    zone: str


@cache
def zones() -> tuple[str, ...]:
    """The zones to choose from: UTC, and those that are named after a place."""
    places = (name for name in available_timezones() if name.startswith(REGIONS))
    return (UTC, *sorted(places))


def reading_of(request: HttpRequest) -> Reading:
    """How this request's person reads; nothing is asked of the database for it."""
    chosen = _chosen_by(request.user)
    language = chosen.language or translation.get_language_from_request(request)
    zone = chosen.time_zone or request.COOKIES.get(ZONE_COOKIE, "")
    return Reading(_known_language(language), _known_zone(zone))


def reading_by_mail(user: User) -> Reading:
    """How a person reads a mail: by their own choice, else in English and UTC."""
    chosen = UserPreferences.objects.filter(user=user).first() or UserPreferences()
    return Reading(_known_language(chosen.language), _known_zone(chosen.time_zone))


def _chosen_by(user: User | AnonymousUser) -> UserPreferences:
    """The sign-in's backend has loaded the row together with the account."""
    found: UserPreferences | None = getattr(user, "preferences", None)
    return found or UserPreferences()


def _known_language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _known_zone(name: str) -> str:
    """A zone's older names count, too: browsers still say some of them."""
    return name if name in available_zones() else UTC


@cache
def available_zones() -> frozenset[str]:
    return frozenset(available_timezones()) | {UTC}


@contextmanager
def reading_in(reading: Reading) -> Iterator[None]:
    """Inside, texts, numbers and times are shown so."""
    with translation.override(reading.language), timezone.override(ZoneInfo(reading.zone)):
        yield


def canonical() -> AbstractContextManager[None]:
    """Inside, all is English and UTC: for what is kept, signed or compared byte by byte."""
    return reading_in(Reading(settings.LANGUAGE_CODE, UTC))


@transaction.atomic
def save_preferences(*, by: User, language: str, time_zone: str) -> UserPreferences:
    """Keep a person's own choice; an empty text follows the browser.

    Raises:
        ValidationError: by field: a language or a zone that is not known here.
    """
    if language and language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("This language is not one of the site's.")})
    if time_zone and time_zone not in available_zones():
        raise ValidationError({"time_zone": _("There is no such time zone.")})
    kept, _created = UserPreferences.objects.update_or_create(
        user=by, defaults={"language": language, "time_zone": time_zone}
    )
    context = {"language": language, "time_zone": time_zone}
    record_event(by=by, action="preferences.change", resource=by, context=context)
    return kept
