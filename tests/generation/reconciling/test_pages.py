"""The pages of a check: begun, watched and mended by an admin."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from generation.models import StageCheck
from generation.reconciling.mending import mend_asked
from generation.reconciling.running import run_check
from tests.factories import PICTURE, StageCheckFactory, StageFindingFactory

from .conftest import Shelf


@pytest.fixture
def boss(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def post(client: Client, name: str, check: StageCheck, **data: str) -> str:
    answer = client.post(reverse(name, args=[check.pk]), data, follow=True)
    return str(answer.content.decode())


def begin(boss: Client, shelf: Shelf) -> Any:
    boss.post(reverse("check-stage", args=[shelf.stage.pk]))
    return StageCheck.objects.get()


def test_a_missing_file_is_found_and_put_back(boss: Client, shelf: Shelf) -> None:
    svg = shelf.picture()
    shelf.remove(svg.request.stage_path)
    check = begin(boss, shelf)
    page = reverse("stage-check", args=[check.pk])
    assert "Waiting for a worker" in boss.get(page).content.decode()

    run_check(check.pk)
    assert "Put 1 back" in boss.get(page).content.decode()
    assert "1 is being mended" in post(boss, "mend-stage", check, kind="missing")
    mend_asked()

    text = boss.get(page).content.decode()
    assert "nothing left to do" in text and "The recorded file was put there again." in text
    assert shelf.read(svg.request.stage_path) == PICTURE.encode()
    assert "1 difference" not in boss.get(reverse("stages")).content.decode()


def test_removing_asks_once_more(boss: Client, shelf: Shelf) -> None:
    svg = shelf.picture()
    svg.delete()
    check = begin(boss, shelf)
    run_check(check.pk)

    asked = post(boss, "mend-stage", check, kind="orphan")
    assert "Remove 1 file for good?" in asked and svg.stage_path in asked
    assert mend_asked() == 0
    post(boss, "mend-stage", check, kind="orphan", confirmed="1")
    mend_asked()

    assert shelf.names() == []


@pytest.mark.django_db
@pytest.mark.parametrize("finding", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_finding_that_is_none_mends_nothing(boss: Client, finding: str) -> None:
    mine = StageFindingFactory.create()

    post(boss, "mend-stage", mine.check_run, finding=finding)
    post(boss, "mend-stage", mine.check_run, kind="everything")

    mine.refresh_from_db()
    assert mine.state == "open"


@pytest.mark.django_db
def test_one_finding_alone(boss: Client) -> None:
    mine, other = StageFindingFactory.create_batch(2, check_run=StageCheckFactory.create())

    post(boss, "mend-stage", mine.check_run, finding=str(mine.pk))

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.state, other.state) == ("asked", "open")


@pytest.mark.django_db
def test_many_findings_come_page_by_page(boss: Client) -> None:
    check = StageCheckFactory.create(status="done")
    StageFindingFactory.create_batch(35, check_run=check)
    url = reverse("stage-check", args=[check.pk])

    first = boss.get(url)
    after = first.context["page"].following
    second = boss.get(url, {"after": after})

    assert [len(page.context["page"].rows) for page in (first, second)] == [25, 10]


@pytest.mark.django_db
def test_the_page_asks_again_only_while_something_happens(boss: Client) -> None:
    check = StageCheckFactory.create()
    url = reverse("stage-check", args=[check.pk])

    assert "every 1500ms" in boss.get(url, headers={"HX-Request": "true"}).content.decode()
    StageCheck.objects.update(status="done")
    assert "every 1500ms" not in boss.get(url).content.decode()
