"""What of a stage is shown to whom, page by page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from auditing.admin.errors import groups_of
from auditing.models import ErrorInfo
from generation import browsing
from generation.browsing import Wish, browse
from generation.snowflake.settings import get_settings, override
from generation.snowflake.stages import Stages
from tests.factories import PICTURE, RequestFactory, StageLinkFactory

from .conftest import Shelf


def names(user: User, shelf: Shelf, **wish: str) -> list[str]:
    """Of all pages, one after the other."""
    found: list[str] = []
    before = ""
    for _ in range(20):
        page = browse(user, shelf.stage, Wish(before=before, **wish))
        found += [file.name for file in page.files]
        before = page.older
        if not before:
            return found
    raise AssertionError("the pages do not end")


def pictures(shelf: Shelf, owner: User, days: int, each: int = 1) -> list[str]:
    """Paths of pictures of the last days, newest first."""
    made = []
    for day in range(days):
        created = timezone.now() - timedelta(days=day)
        for number in range(each):
            svg = shelf.picture(request__owner=owner, request__created_at=created)
            path = svg.request.stage_path
            shelf.make_older(path, day * 86_400 + number * 60 + 5)
            made.append(path)
    return made


def test_all_pages_together_hold_each_file_once_newest_first(
    shelf: Shelf, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "PAGE_SIZE", 4)
    paths = pictures(shelf, staff, days=3, each=3)

    assert names(staff, shelf) == paths


def test_a_page_asks_for_a_few_days_only(
    shelf: Shelf, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "MOST_LISTS", 2)
    asked: list[str] = []
    original = Stages.scan_files

    def counted(self: Any, location: Any) -> Any:
        asked.append(location.path)
        return original(self, location)

    monkeypatch.setattr(Stages, "scan_files", counted)
    paths = pictures(shelf, staff, days=5)

    page = browse(staff, shelf.stage, Wish())
    assert [file.name for file in page.files] == paths[:2]
    assert asked == [path[:10] for path in paths[:2]]
    assert names(staff, shelf) == paths


def test_people_see_their_own_and_admins_all(
    shelf: Shelf, staff: User, manager: User, admin_user: User
) -> None:
    (own,) = pictures(shelf, staff, days=1)
    (other,) = pictures(shelf, manager, days=1)
    stray = f"{own[:10]}/notes.txt"
    shelf.put(stray)

    assert names(staff, shelf) == [own]
    assert names(manager, shelf) == [other]
    assert set(names(admin_user, shelf)) == {own, other, stray}


def test_only_admins_look_into_any_folder(shelf: Shelf, staff: User, admin_user: User) -> None:
    (own,) = pictures(shelf, staff, days=1)
    shelf.put("reports/a.csv")

    assert names(admin_user, shelf, folder="reports") == ["reports/a.csv"]
    assert set(names(admin_user, shelf, folder="/")) == {own, "reports/a.csv"}
    assert names(staff, shelf, folder="reports") == [own]


def test_by_name_and_by_day(shelf: Shelf, staff: User) -> None:
    paths = pictures(shelf, staff, days=2)
    other = shelf.picture(request__owner=staff, request__filename="cat").request.stage_path

    assert names(staff, shelf, name="CAT") == [other]
    assert names(staff, shelf, name="house.svg") == paths
    assert names(staff, shelf, day=paths[1][:10].replace("/", "-")) == [paths[1]]
    assert names(staff, shelf, name="dog") == []


@pytest.mark.parametrize(
    "before",
    [
        *(
            "x",
            "~~",
            "a~b~c",
            "2026-13-01~~",
            "2026-11-20~x~y",
            "~~~~",
            "9999-12-31~~",
            "0001-01-01~~",
        ),
        f"{timezone.now():%Y-%m-%d}~2026-01-01T00:00~x",  # a time of no zone
    ],
)
def test_a_cursor_that_is_none_shows_the_first_page(shelf: Shelf, staff: User, before: str) -> None:
    paths = pictures(shelf, staff, days=1)

    page = browse(staff, shelf.stage, Wish(before=before))
    assert [file.name for file in page.files] == paths


def test_a_day_beyond_all_is_none(shelf: Shelf, staff: User) -> None:
    assert browsing.read_day("2026-11-20") == "2026-11-20"
    for text in ("9999-12-31", "0001-01-01", "2026-11-31", "x"):
        assert browsing.read_day(text) == ""


@pytest.fixture
def page_of(shelf: Shelf, client: Client) -> Any:
    def get(user: User, **query: str) -> Any:
        client.force_login(user)
        return client.get(reverse("stage", args=[shelf.stage.pk]), query)

    return get


def test_own_pictures_are_shown_and_linked(shelf: Shelf, staff: User, page_of: Any) -> None:
    svg = shelf.picture(request__owner=staff)

    text = page_of(staff).content.decode()
    assert reverse("picture", args=[svg.request.pk]) in text
    assert reverse("request", args=[svg.request.pk]) in text


def test_an_admin_gets_no_pictures_of_others_unasked(
    shelf: Shelf, staff: User, admin_user: User, page_of: Any
) -> None:
    svg = shelf.picture(request__owner=staff)

    text = page_of(admin_user).content.decode()
    assert reverse("request", args=[svg.request.pk]) in text
    assert reverse("picture", args=[svg.request.pk]) not in text
    assert "[masked: " in text


def test_what_does_not_fit_is_marked(shelf: Shelf, staff: User, page_of: Any) -> None:
    svg = shelf.picture(request__owner=staff)
    shelf.put(svg.request.stage_path, b"<svg/>", age=10)
    request = RequestFactory.create(owner=staff, stage_name=shelf.stage.pk, status="failed")
    shelf.put(request.stage_path, PICTURE.encode(), age=10)

    text = page_of(staff).content.decode()
    assert text.count("not as recorded") == 1
    assert text.count("no record") == 1


def test_an_unreachable_snowflake_is_said(shelf: Shelf, staff: User, page_of: Any) -> None:
    from dataclasses import replace

    shelf.picture(request__owner=staff)
    with override(replace(get_settings(), local_port=1)):
        answer = page_of(staff)

    assert answer.status_code == 502
    text = answer.content.decode()
    assert "Snowflake could not be asked" in text and "costs nothing" in text
    assert occurrence_of(text).context["operation"] == "list stage"
    assert page_of(staff).status_code == 200


def occurrence_of(text: str) -> ErrorInfo:
    """What an administrator finds by the reference on a page."""
    (reference,) = set(re.findall(r"Reference: ([0-9a-f-]{36})", text))
    return ErrorInfo.objects.get(group__in=groups_of(reference))


def test_looking_for_stages_in_vain_is_said(shelf: Shelf, admin_user: User) -> None:
    from dataclasses import replace

    client = Client()
    client.force_login(admin_user)
    with override(replace(get_settings(), local_port=1)):
        text = client.post(reverse("synchronise-stages"), follow=True).content.decode()

    assert "Nothing was changed, and it cost nothing." in text
    assert occurrence_of(text).context["operation"] == "synchronise stages"


@pytest.mark.parametrize("folder", ["../x", "a b", "'; DROP", "a//b"])
def test_a_folder_with_a_wrong_name_is_refused_in_words(
    shelf: Shelf, admin_user: User, page_of: Any, folder: str
) -> None:
    answer = page_of(admin_user, folder=folder)

    assert answer.status_code == 422
    assert "letters, digits, dots" in answer.content.decode()


def test_an_empty_stage_says_what_to_do(shelf: Shelf, staff: User, page_of: Any) -> None:
    assert "Draw a picture" in page_of(staff).content.decode()
    assert "Show all" in page_of(staff, name="cat").content.decode()


def listed(client: Client, shelf: Shelf) -> str:
    return client.get(reverse("stage", args=[shelf.stage.pk]), {"again": ""}).content.decode()


def test_a_row_leads_to_the_links_and_says_how_many_work(
    client: Client, shelf: Shelf, staff: User, admin_user: User
) -> None:
    linked = shelf.picture(request__owner=staff)
    plain = shelf.picture(request__owner=staff)
    StageLinkFactory.create_batch(2, svg=linked)
    StageLinkFactory.create(svg=linked, expires_at=timezone.now())
    StageLinkFactory.create(svg=linked, revoked_at=timezone.now())

    for user in (staff, admin_user):
        client.force_login(user)
        text = listed(client, shelf)
        for svg, number in ((linked, 2), (plain, 0)):
            address = reverse("links", args=[svg.request.pk])
            assert f'href="{address}">Links ({number} live)<' in text


def test_links_are_counted_by_one_look_whatever_the_rows(
    client: Client, shelf: Shelf, staff: User
) -> None:
    client.force_login(staff)
    numbers = []
    for _ in range(2):
        for _ in range(3):
            StageLinkFactory.create(svg=shelf.picture(request__owner=staff))
        with CaptureQueriesContext(connection) as queries:
            listed(client, shelf)
        numbers.append(sum("stage_links" in query["sql"] for query in queries))

    assert numbers == [1, 1]
