"""From a table to a group of requests: what is shown before, what is made, what is refused."""

from decimal import Decimal
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.models import AccessEvent
from auditing.signals import told_by_caller
from generation import budgets, services
from generation.batch.planning import Plan, plan
from generation.batch.reading import read_csv
from generation.batch.services import submit_batch
from generation.models import (
    BatchTable,
    Budget,
    CortexModel,
    Origin,
    SnowflakeStage,
    SVGGenerationRequest,
)
from tests.factories import (
    BatchTableFactory,
    BudgetFactory,
    SnowflakeStageFactory,
    UserFactory,
)

MODEL = "claude-sonnet-4-5"
TABLE = (
    "prompt,filename,model,style,palette\n"
    "a red house under a yellow sun,house,,flat,ocean\n"
    '"a blue boat, at night",,claude-haiku-4-5,,#123456 #fff\n'
    "a café by the sea,,,,\n"
)


def planned(by: User, table: str = TABLE) -> Plan:
    return plan(read_csv(table), by=by, model=MODEL)


def draw(by: User, found: Plan, key: str = "k") -> UUID:
    return submit_batch(by=by, rows=found.good, stage_name="SVG_STAGE", key=key, session=None)


def test_each_line_is_checked_by_the_rules_of_the_form(staff: User) -> None:
    house, boat, cafe = planned(staff).rows

    assert (house.filename, house.model, house.brief.preset) == ("house", MODEL, "flat")
    assert (boat.filename, boat.model) == ("blue-boat-night", "claude-haiku-4-5")
    assert boat.brief.palette == ("#123456", "#ffffff")
    assert "‘é’ (U+00E9) at position 6" in cafe.errors[0]
    assert not house.errors and not boat.errors


def test_the_cost_of_all_is_that_of_the_good_lines(staff: User) -> None:
    table = f"{TABLE}a green tree on a hill,,openai-gpt-5.1,,\n"

    found = planned(staff, table)

    assert found.cost == Decimal("0.0405") + Decimal("0.0135")
    assert (len(found.good), found.unpriced) == (3, 1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("=1+1 a red house,,,,", "looks like a formula"),
        ("@SUM of a red house,,,,", "looks like a formula"),
        ("short,,,,", "needs at least 10"),
        (",house,,,", "The prompt is empty"),
        ("a red house today,my house,,,", "a space at position 3"),
        ("a red house today,,gpt-99,,", "There is no model 'gpt-99'"),
        ("a red house today,,,cubist,", "There is no style"),
        ("a red house today,,,,reddish", "is no colour"),
        ("a red house, and a tree,,,,x", "More cells than columns"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_beside_it(staff: User, line: str, told: str) -> None:
    (row,) = planned(staff, f"prompt,filename,model,style,palette\n{line}\n").rows

    assert told in " ".join(row.errors)


@pytest.mark.parametrize(
    ("aspect", "wish", "told"),
    [("16:9", "wide", ""), ("Tall", "tall", ""), ("7:3", "", "There is no '7:3'. There are: sq")],
)
def test_a_shape_is_named_by_its_name_or_ratio(
    staff: User, aspect: str, wish: str, told: str
) -> None:
    (row,) = planned(staff, f"prompt,aspect\na red house today,{aspect}\n").rows

    assert (row.brief.aspect, bool(row.errors)) == (wish, bool(told))
    assert told in " ".join(row.errors)


def test_all_good_lines_become_one_group(staff: User, stage: SnowflakeStage) -> None:
    group = draw(staff, planned(staff))

    made = SVGGenerationRequest.objects.filter(group=group).order_by("created_at")
    assert [request.filename for request in made] == ["house", "blue-boat-night"]
    assert {request.origin for request in made} == {Origin.BATCH}
    assert made[0].brief["style"] and made[0].owner == staff
    event = AccessEvent.objects.get(action="batch.submit")
    assert event.context["count"] == 2 and event.context["group"] == str(group)


def test_a_double_click_makes_one_group(staff: User, stage: SnowflakeStage) -> None:
    found = planned(staff)

    assert draw(staff, found) == draw(staff, found)
    assert SVGGenerationRequest.objects.count() == 2
    assert draw(staff, found, key="another page") != draw(staff, found)
    other = planned(staff, "prompt\na green tree on a hill\n")
    assert draw(staff, other) != draw(staff, found)


def test_the_sum_has_to_fit_into_the_budget(staff: User, stage: SnowflakeStage) -> None:
    BudgetFactory.create(person=staff, monthly=Decimal("0.05"))

    with pytest.raises(budgets.OverBudget):
        draw(staff, planned(staff))
    assert not SVGGenerationRequest.objects.exists()


def test_all_of_them_or_none(
    staff: User, stage: SnowflakeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = planned(staff)
    CortexModel.objects.filter(pk="claude-haiku-4-5").update(is_offered=False)

    with pytest.raises(ValidationError):
        draw(staff, found)
    assert not SVGGenerationRequest.objects.exists()


@pytest.mark.parametrize("role", ["none", "system"])
def test_who_may_not_submit_may_no_batch(role: str, stage: SnowflakeStage) -> None:
    person = UserFactory.create(role=role)

    with pytest.raises(PermissionDenied):
        draw(person, planned(person))


def test_no_rows_and_too_many_are_refused(staff: User, stage: SnowflakeStage) -> None:
    found = planned(staff)
    for rows in ([], found.good * 51):
        with pytest.raises(ValidationError):
            submit_batch(by=staff, rows=rows, stage_name="SVG_STAGE", key="k", session=None)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_group() -> None:
    SnowflakeStageFactory.create()
    CortexModel.objects.update_or_create(name=MODEL, defaults={"provider": "anthropic"})
    staff = UserFactory.create()
    found = planned(staff, "prompt\na green tree on a hill\na red house on a hill\n")
    together, groups = Barrier(3), []

    def click() -> None:
        together.wait()
        try:
            groups.append(draw(staff, found))
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(groups) == 3 and len(set(groups)) == 1
    assert SVGGenerationRequest.objects.count() == 2


# On the page

GIVEN = {"selected_model": MODEL, "stage_name": "SVG_STAGE", "submission_key": "k"}


@pytest.fixture
def page(client: Client, staff: User, stage: SnowflakeStage) -> Client:
    client.force_login(staff)
    return client


def upload(content: bytes, **more: str) -> dict[str, Any]:
    return {**GIVEN, "file": SimpleUploadedFile("table.csv", content), **more}


def test_a_file_is_shown_line_by_line_and_nothing_is_made(page: Client) -> None:
    text = page.post(reverse("batch"), upload(TABLE.encode())).content.decode()

    assert "Draw 2 pictures" in text and "about $0.05" in text
    assert "a café by the sea" in text and "‘é’ (U+00E9)" in text
    assert not SVGGenerationRequest.objects.exists()


def test_then_one_click_draws_the_good_ones(page: Client) -> None:
    shown = page.post(reverse("batch"), upload(TABLE.encode()))
    carried = {**GIVEN, "table": shown.context["form"].cleaned_data["table"], "draw": "1"}

    first = page.post(reverse("batch"), carried)
    second = page.post(reverse("batch"), carried)

    made = SVGGenerationRequest.objects.filter(group__isnull=False)
    assert made.count() == 2
    assert first.headers["Location"] == reverse("group", args=[made[0].group]) + "#sent=k"
    assert second.headers["Location"] == first.headers["Location"]
    assert "2 pictures of a batch" in page.get(first.headers["Location"]).content.decode()


def test_the_lines_of_a_table_come_back_to_be_changed(page: Client) -> None:
    response = page.post(reverse("batch"), {**GIVEN, "text": TABLE, "change": "1"})

    assert response.status_code == 200
    assert response.context["form"]["text"].value() == TABLE
    assert response.context["form"]["submission_key"].value() == "k"
    assert not SVGGenerationRequest.objects.exists()


def test_the_browser_cuts_nothing_that_is_pasted(page: Client) -> None:
    assert "maxlength" not in str(page.get(reverse("batch")).context["form"]["text"])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"text": ""}, "Choose a file, or paste lines."),
        ({"text": "a red house"}, "The first line has to name the columns"),
        ({"text": "prompt\na red\0house"}, "Null characters are not allowed"),
        ({"text": "prompt\na red house today", "selected_model": "gpt-99"}, "gpt-99"),
        (upload(b"prompt\ncaf\xe9"), "Line 2 is not UTF-8"),
        (upload(b"prompt\n" + b"x" * 600_000), "larger than 512 KiB"),
        (upload(b"x" * 2_200_000), "larger than 2 MB"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_explained(page: Client, data: dict[str, Any], told: str) -> None:
    response = page.post(reverse("batch"), {**GIVEN, **data})

    assert response.status_code == 422
    assert told in response.content.decode()


def test_over_budget_shows_the_lines_again(page: Client, staff: User) -> None:
    Budget.objects.filter(role="user").update(monthly=0)

    response = page.post(reverse("batch"), {**GIVEN, "text": TABLE, "draw": "1"})

    assert response.status_code == 422
    text = response.content.decode()
    assert "Your budget for this month is not enough" in text and "a blue boat, at night" in text


def test_no_good_line_draws_nothing(page: Client) -> None:
    data = {**GIVEN, "text": "prompt\nshort\n", "draw": "1"}

    assert page.post(reverse("batch"), data).status_code == 422
    assert not SVGGenerationRequest.objects.exists()


def test_a_batch_can_be_stopped(staff: User, stage: SnowflakeStage) -> None:
    group = draw(staff, planned(staff))
    for request in SVGGenerationRequest.objects.filter(group=group):
        services.cancel(by=staff, request_id=request.pk)

    assert budgets.budget_of(staff).reserved == 0


def test_an_empty_file_is_told_once(client: Client, staff: User, stage: SnowflakeStage) -> None:
    client.force_login(staff)
    told = {"selected_model": MODEL, "stage_name": stage.pk, "submission_key": "k"}

    page = client.post(reverse("batch"), {"file": SimpleUploadedFile("a.csv", b""), **told})

    assert page.context["form"].errors["file"] == ["The submitted file is empty."]
    assert list(page.context["form"].errors) == ["file"]


def table_of(line: str, number: int) -> str:
    return "prompt\n" + "".join(f'"{n} {line}"\n' for n in range(1, number + 1))


def test_a_long_table_is_shown_in_pages_and_drawn_whole(page: Client, staff: User) -> None:
    text = table_of("a red house on a hill", 60) + "short\n"

    first = page.post(reverse("batch"), {**GIVEN, "text": text})
    table = first.context["form"].cleaned_data["table"]
    last = page.post(reverse("batch"), {**GIVEN, "table": table, "page": "3"})

    assert [len(shown.context["page"].object_list) for shown in (first, last)] == [25, 11]
    for shown in (first, last):
        words = shown.content.decode()
        assert "Draw 60 pictures" in words and "about $2.43" in words
        assert 'name="page" value="3" formaction="/batch/#line-62">62</button>' in words
    assert 'id="line-62"' in last.content.decode()
    page.post(reverse("batch"), {**GIVEN, "table": table, "draw": "1"})
    assert SVGGenerationRequest.objects.count() == 60


def test_pages_of_one_table_keep_it_once(page: Client) -> None:
    first = page.post(reverse("batch"), {**GIVEN, "text": TABLE})
    table = first.context["form"].cleaned_data["table"]

    page.post(reverse("batch"), {**GIVEN, "table": table, "page": "2"})

    assert BatchTable.objects.count() == 1


@pytest.mark.parametrize("key", ["somebody's", "over", "nonsense"])
def test_lines_of_others_or_of_long_ago_are_not_drawn(page: Client, staff: User, key: str) -> None:
    owner = UserFactory.create() if key == "somebody's" else staff
    table = BatchTableFactory.create(owner=owner, text=TABLE)
    if key == "over":
        BatchTable.objects.update(expires_at=timezone.now())
    sent = key if key == "nonsense" else table.pk

    response = page.post(reverse("batch"), {**GIVEN, "table": sent, "draw": "1"})

    assert response.status_code == 422
    assert "Send the table once more. Nothing was drawn, and it cost" in response.content.decode()
    assert not SVGGenerationRequest.objects.exists()


def test_kept_lines_go_by_the_policy_and_with_their_owner(staff: User) -> None:
    table = BatchTableFactory.create(owner=staff, text=TABLE)

    with told_by_caller():
        staff.delete()

    assert not BatchTable.objects.filter(pk=table.pk).exists()
