"""Every list of a large table is read through an index, and takes any address."""

from datetime import datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from auditing.admin.base import ReadOnlyAdmin
from auditing.admin.filters import PersonFilter, indexed_values
from auditing.admin.lookups import PREFIX
from generation.models import SVGGenerationRequest
from tests import factories

pytestmark = pytest.mark.django_db
REQUESTS = "admin:generation_svggenerationrequest_changelist"
LISTS = [listed for listed in admin.site._registry.values() if isinstance(listed, ReadOnlyAdmin)]
LARGE = [listed for listed in LISTS if not listed.is_small]


@pytest.fixture
def boss(client: Client, admin_user: User) -> Any:
    client.force_login(admin_user)
    return client


def leading(listed: Any) -> dict[str, set[str]]:
    """First column of each index → the columns that come second behind it."""
    options = listed.model._meta
    found: dict[str, set[str]] = {options.pk.name: set()}
    for index in options.indexes:
        first, *rest = [name.lstrip("-") for name in index.fields]
        found.setdefault(first, set()).update(rest[:1])
    for field in options.local_fields:
        if field.db_index or field.unique:
            found.setdefault(field.name, set())
    return found


@pytest.mark.parametrize("listed", LARGE, ids=str)
def test_what_a_list_is_sorted_filtered_and_searched_by_leads_an_index(listed: Any) -> None:
    indexes, options = leading(listed), listed.model._meta
    time = options.ordering[0].lstrip("-")
    sorts = {
        getattr(getattr(listed, name, None), "admin_order_field", name)
        for name in listed.sortable_by
    }
    filters = {"owner" if part is PersonFilter else part for part in listed.list_filter}
    filters = {part[0] if isinstance(part, tuple) else part for part in filters}
    empties = {"cleaned_up_at"}  # by the index of what is left over; the rest is nearly all
    searches = {name.removesuffix(PREFIX).partition("__")[0] for name in listed.search_fields}

    assert {listed.date_hierarchy, *sorts, *searches} - {None} <= set(indexes)
    assert {name for name in filters - empties if time not in indexes.get(name, set())} == set()


@pytest.mark.parametrize("listed", LARGE, ids=str)
@pytest.mark.parametrize(
    "query",
    [
        {"after": "forged"},
        {"before": "end"},
        {"before": "x" * 5000},
        {"period": "2026"},
        {"period": "2026-13"},
        {"period": "9999-12-31"},
        {"period": "today", "person": "nobody"},
        {"from": "2026-02-30", "to": "x"},
        {"from": "2199-12-31"},
        {"o": "-0"},
        {"o": "99.-1.x"},
        {"o": "--0"},
        {"q": "x" * 10_000},
        {"q": "\"unbalanced' AND OR NOT NEAR( * % 🐙"},
        {"all": "", "p": "7"},
        {"no_such_field": "1"},
        {"_facets": "True"},
    ],
    ids=str,
)
def test_any_address_is_a_list(boss: Any, listed: Any, query: dict[str, str]) -> None:
    url = reverse(f"admin:{listed.opts.app_label}_{listed.opts.model_name}_changelist")

    assert boss.get(url, query, follow=True).status_code == 200


# What Django reads and a database refuses: times at the ends of all, of no time zone that there is.
FAR_TIMES = [
    ("lt", "9999-12-31T23:59:59-23:59"),
    ("gte", "0001-01-01T00:00:00+23:59"),
    ("in", "2026-01-01T00:00:00Z,0001-01-01T00:00:00+14:00"),
    ("year__gte", "99999"),
    ("year", "0"),
    ("month", "9" * 30),
    ("month__in", "9" * 30),
]


@pytest.mark.parametrize("listed", LISTS, ids=str)
def test_a_time_that_no_database_takes_is_told(boss: Any, listed: Any) -> None:
    url = reverse(f"admin:{listed.opts.app_label}_{listed.opts.model_name}_changelist")
    for lookup, value in FAR_TIMES if listed.date_hierarchy else []:
        answer = boss.get(url, {f"{listed.date_hierarchy}__{lookup}": value})
        is_empty = answer.status_code == 200 and not answer.context["cl"].result_list
        assert is_empty or answer.headers["Location"] == f"{url}?e=1", (lookup, value)


def test_the_last_hours_of_all_are_told(boss: Any) -> None:
    last = {"created_at__lt": "9999-12-31T23:59:59-14:00"}

    page = boss.get(reverse(REQUESTS), last, follow=True)

    assert "The filter in the address could not be read; all are shown." in page.content.decode()


def test_a_key_longer_than_a_number_is_told(boss: Any) -> None:
    answer = boss.get(reverse(REQUESTS), {"owner__id__in": f"1,{2**63}"})

    assert answer.headers["Location"].endswith("?e=1")


@pytest.mark.parametrize("listed", LISTS, ids=str)
@pytest.mark.parametrize("view", ["change", "history"])
def test_a_row_that_cannot_be_is_not_there(boss: Any, listed: Any, view: str) -> None:
    for key in ("x", "-1", str(2**63), "9" * 400, "nan", "_ud800"):
        name = f"admin:{listed.opts.app_label}_{listed.opts.model_name}_{view}"
        assert boss.get(reverse(name, args=[key])).status_code in (302, 404), key


def test_a_list_counts_and_skips_nothing(boss: Any) -> None:
    factories.RequestFactory.create_batch(60)

    with CaptureQueriesContext(connection) as captured:
        boss.get(reverse(REQUESTS), {"period": f"{timezone.now().year}"})

    about = [q["sql"] for q in captured if '"svg_generation_requests"' in q["sql"]]
    assert about
    assert not [sql for sql in about if "OFFSET" in sql or "COUNT(" in sql or "DISTINCT" in sql]


def test_next_and_back(boss: Any) -> None:
    for number in range(60):
        factories.RequestFactory.create(filename=f"file-{number:03}")
    first = boss.get(reverse(REQUESTS)).context["cl"]
    second = boss.get(reverse(REQUESTS) + first.page_links["next"]).context["cl"]
    third = boss.get(reverse(REQUESTS) + second.page_links["next"]).context["cl"]

    names = [row.filename for cl in (first, second, third) for row in cl.result_list]
    assert names == [f"file-{number:03}" for number in reversed(range(60))]
    assert not third.page_links["next"]
    oldest = boss.get(reverse(REQUESTS) + first.page_links["last"]).context["cl"]
    assert oldest.result_list[-1].filename == "file-000"


def test_down_to_a_day(boss: Any) -> None:
    for day in (1, 1, 2, 28):
        factories.RequestFactory.create(
            created_at=datetime(2026, 2, day, 12, tzinfo=timezone.get_current_timezone())
        )

    page = boss.get(reverse(REQUESTS), {"period": "2026-02"})
    day = boss.get(reverse(REQUESTS), {"period": "2026-02-01"})

    assert [name for name, _ in page.context["cl"].periods["below"]] == [
        str(n) for n in range(1, 29)
    ]
    assert day.context["cl"].result_count == 2


def test_a_note_says_that_a_page_is_gone(boss: Any) -> None:
    factories.RequestFactory.create()

    assert "this is the first one" in boss.get(reverse(REQUESTS), {"after": "x"}).content.decode()


def test_actions_take_the_ticked_rows_only(boss: Any) -> None:
    ticked, other = factories.RequestFactory.create_batch(2)
    data = {
        "action": "cancel_requests",
        "_selected_action": [ticked.pk],
        "select_across": "1",
        "index": "0",
    }

    boss.post(reverse(REQUESTS), data)

    assert set(SVGGenerationRequest.objects.values_list("pk", "status")) == {
        (ticked.pk, "failed"),
        (other.pk, "pending"),
    }


def test_a_forged_selection_is_no_error(boss: Any) -> None:
    data = {"action": "cancel_requests", "_selected_action": ["nonsense"], "index": "0"}

    assert boss.post(reverse(REQUESTS), data).status_code == 302


def test_the_values_of_an_indexed_column() -> None:
    for model in ("b", "a", "a", "c"):
        factories.RequestFactory.create(selected_model=model)

    assert indexed_values(SVGGenerationRequest, "selected_model", "default") == ["a", "b", "c"]


def test_events_are_found_by_who_what_and_which(boss: Any) -> None:
    person = factories.UserFactory.create(username="anna")
    wanted = factories.AccessEventFactory.create(
        actor_id=str(person.pk),
        action="picture.download",
        resource_label="generation.GeneratedSVG",
        resource_id="x1",
    )
    factories.AccessEventFactory.create(action="request.view")
    url = reverse("admin:auditing_accessevent_changelist")

    for term in ("anna", "picture.download", "x1", str(wanted.pk), wanted.pk.hex):
        assert [event.pk for event in boss.get(url, {"q": term}).context["cl"].result_list] == [
            wanted.pk
        ]
    assert not boss.get(url, {"q": "picture"}).context["cl"].result_list


def test_by_person(boss: Any) -> None:
    mine = factories.RequestFactory.create()
    factories.RequestFactory.create()

    found = boss.get(reverse(REQUESTS), {"person": mine.owner.username}).context["cl"]

    assert [row.pk for row in found.result_list] == [mine.pk]
    assert not boss.get(reverse(REQUESTS), {"person": "nobody at all"}).context["cl"].result_list


def test_a_column_of_a_prompt_cannot_be_asked_by_address(boss: Any) -> None:
    factories.RequestFactory.create()

    response = boss.get(reverse(REQUESTS), {"prompt_text__startswith": "a"})

    assert response.status_code == 302 and response.headers["Location"].endswith("?e=1")


def test_a_filter_that_means_nothing_is_told(boss: Client) -> None:
    page = boss.get(reverse(REQUESTS), {"nothing": "x"}, follow=True)

    assert "The filter in the address could not be read; all are shown." in page.content.decode()


@pytest.mark.parametrize("column", ["9" * 5000, "-" + "9" * 5000, "٣", "--1", "1.x"])
def test_any_column_may_be_asked_for(boss: Client, column: str) -> None:
    assert boss.get(reverse(REQUESTS), {"o": column}).status_code == 200
