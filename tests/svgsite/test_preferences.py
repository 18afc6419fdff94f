"""Language and time zone: whose choice counts, where it is seen, and where it must not be."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from auditing.models import AccessEvent, UserPreferences
from auditing.preference_middleware import PreferenceMiddleware
from auditing.preferences import canonical, save_preferences, zones
from tests.factories import UserFactory, UserPreferencesFactory

pytestmark = pytest.mark.django_db

GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.fixture
def me(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def shown_in(user: Any = None, zone: str = "", path: str = "/", **headers: Any) -> tuple[str, str]:
    """(language, zone) while a page is made."""
    request = RequestFactory(**headers).get(path)
    request.user = user or User()
    if zone:
        request.COOKIES["zone"] = zone
    seen = []

    def page(_request: Any) -> HttpResponse:
        seen.append((translation.get_language(), timezone.get_current_timezone_name()))
        return HttpResponse()

    PreferenceMiddleware(page)(request)
    return seen[0]


# Whose choice counts


def test_without_anything_it_is_english_and_utc() -> None:
    assert shown_in() == ("en", "UTC")


def test_the_browser_is_followed() -> None:
    assert shown_in(zone="Europe/Vienna", **GERMAN) == ("de", "Europe/Vienna")


def test_a_persons_own_choice_comes_first() -> None:
    chosen = UserPreferencesFactory.create(language="en", time_zone="Asia/Tokyo")

    assert shown_in(chosen.user, zone="Europe/Vienna", **GERMAN) == ("en", "Asia/Tokyo")


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "../../etc/passwd", "\0", "posixrules", "x" * 999]
)
def test_a_zone_that_is_none_is_utc(zone: str) -> None:
    assert shown_in(zone=zone)[1] == "UTC"


def test_a_language_that_is_not_ours_is_english() -> None:
    assert shown_in(HTTP_ACCEPT_LANGUAGE="fr")[0] == "en"


@pytest.mark.parametrize("path", ["/api/v1/whoami/", "/metrics", "/healthz"])
def test_programs_are_answered_the_same_everywhere(path: str) -> None:
    assert shown_in(path=path, zone="Asia/Tokyo", **GERMAN) == ("en", "UTC")


def test_nothing_is_left_behind_for_the_next_request() -> None:
    shown_in(zone="Asia/Tokyo", **GERMAN)

    assert (translation.get_language(), timezone.get_current_timezone_name()) == ("en", "UTC")


# The page


def test_the_choice_is_kept_with_its_event(me: Client, staff: User) -> None:
    answer = me.post("/preferences/", {"language": "de", "time_zone": "Europe/Berlin"})

    assert answer.status_code == 302
    kept = UserPreferences.objects.get(user=staff)
    assert (kept.language, kept.time_zone) == ("de", "Europe/Berlin")
    event = AccessEvent.objects.get(action="preferences.change")
    assert event.context == {"language": "de", "time_zone": "Europe/Berlin"}


def test_the_next_page_is_in_it(me: Client) -> None:
    me.post("/preferences/", {"language": "de", "time_zone": "Europe/Berlin"})
    page = me.get("/preferences/")

    assert '<html lang="de">' in page.content.decode()
    assert page.headers["Content-Language"] == "de"
    assert "Accept-Language" in page.headers["Vary"]
    assert "Europe/Berlin" in page.content.decode()


def test_the_browser_may_be_followed_again(me: Client, staff: User) -> None:
    UserPreferencesFactory.create(user=staff, language="de", time_zone="Europe/Berlin")
    me.post("/preferences/", {"language": "", "time_zone": ""})

    assert shown_in(User.objects.get(pk=staff.pk)) == ("en", "UTC")


@pytest.mark.parametrize("field", ["language", "time_zone"])
def test_what_is_not_offered_is_refused(me: Client, field: str) -> None:
    answer = me.post("/preferences/", {"language": "de", "time_zone": "UTC", field: "nonsense"})

    assert answer.status_code == 422
    assert not UserPreferences.objects.exists()


@pytest.mark.parametrize("field", ["language", "time_zone"])
def test_the_service_refuses_it_too(staff: User, field: str) -> None:
    chosen = {"language": "de", "time_zone": "UTC", field: "nonsense"}
    with pytest.raises(ValidationError) as refused:
        save_preferences(by=staff, **chosen)

    assert list(refused.value.message_dict) == [field]
    assert not AccessEvent.objects.filter(action="preferences.change").exists()


def test_who_may_only_read_may_still_choose_how(client: Client) -> None:
    from auditing.access_control import change_access

    UserFactory.create(role="admin")
    reader = UserFactory.create()
    change_access(by=None, user=reader, level="read_only", reason="they look only, for now")
    client.force_login(User.objects.get(pk=reader.pk))
    answer = client.post("/preferences/", {"language": "de", "time_zone": "UTC"})

    assert answer.status_code == 302


def test_zones_are_places_and_utc() -> None:
    assert zones()[0] == "UTC"
    assert {"Europe/Berlin", "America/New_York"} < set(zones())
    assert not {"EST5EDT", "posixrules", "Etc/GMT+1"} & set(zones())


# Dates


NOON = datetime(2026, 11, 25, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "25 Nov 2026, 14:05"), ("de", "25. Nov 2026, 14:05")]
)
def test_dates_have_the_day_first(language: str, words: str) -> None:
    with translation.override(language), timezone.override("Europe/Berlin"):
        assert date_format(timezone.localtime(NOON), "DATETIME_FORMAT") == words


def test_the_admin_shows_its_times_in_the_zone_and_says_so(
    client: Client, admin_user: User
) -> None:
    UserPreferencesFactory.create(user=admin_user, language="en", time_zone="Asia/Tokyo")
    other = UserFactory.create(last_login=NOON)
    client.force_login(admin_user)
    page = client.get(reverse("admin:auth_user_change", args=[other.pk])).content.decode()

    assert "Times are in Asia/Tokyo" in page
    assert "25 Nov 2026, 22:05" in page


@pytest.fixture
def abroad() -> Iterator[None]:
    with translation.override("de"), timezone.override("Asia/Tokyo"):
        yield


@pytest.mark.usefixtures("abroad")
def test_what_is_kept_is_english_and_utc() -> None:
    with canonical():
        assert date_format(timezone.localtime(NOON), "DATETIME_FORMAT") == "25 Nov 2026, 13:05"


# The password


def test_a_person_changes_the_own_password(me: Client, staff: User) -> None:
    new = {"new_password1": "rain-on-the-roof-7", "new_password2": "rain-on-the-roof-7"}
    answer = me.post("/password/", {"old_password": "secret-for-tests", **new}, follow=True)

    assert answer.redirect_chain == [("/preferences/", 302)]
    assert "Your password is changed." in answer.content.decode()
    assert User.objects.get(pk=staff.pk).check_password("rain-on-the-roof-7")
    event = AccessEvent.objects.get(action="account.change")
    assert (event.actor_name, event.context) == ("staff", {"fields": ["password"]})


def test_a_wrong_old_password_changes_nothing(me: Client, staff: User) -> None:
    new = {"new_password1": "rain-on-the-roof-7", "new_password2": "rain-on-the-roof-7"}
    me.post("/password/", {"old_password": "wrong", **new})

    assert User.objects.get(pk=staff.pk).check_password("secret-for-tests")


@pytest.mark.parametrize("path", ["/no-such-page/", "/admin/"])
def test_refusals_name_a_reference_that_is_on_record(me: Client, path: str) -> None:
    page = me.get(path).content.decode()

    assert re.search(r"Reference: [0-9a-f-]{36}", page)
