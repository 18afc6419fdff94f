"""Pages by key: every row once and in order, with ties, nulls, both directions and newcomers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet

from auditing.keyset import END, Keyset
from generation.models import SVGGenerationRequest, TemporaryTable
from tests import factories

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, tzinfo=UTC)


def make_tables(count: int = 23) -> None:
    """Every third is not cleaned up, and always four share one moment."""
    request = factories.RequestFactory.create()
    for number in range(count):
        moment = START + timedelta(microseconds=number // 4)
        cleaned = None if number % 3 == 0 else moment
        factories.TemporaryTableFactory.create(
            request=request, table_name=f"T{number:03}", created_at=moment, cleaned_up_at=cleaned
        )


def walk(rows: QuerySet, size: int) -> list[object]:
    """All keys, page after page."""
    page = Keyset(rows).page(size)
    found = [row.pk for row in page.rows]
    while page.following:
        page = Keyset(rows).page(size, after=page.following)
        found += [row.pk for row in page.rows]
    return found


@pytest.mark.parametrize("size", [1, 4, 5, 23, 50])
@pytest.mark.parametrize(
    "ordering",
    [
        ("-created_at", "-pk"),
        ("created_at", "pk"),
        ("created_at", "-pk"),
        ("cleaned_up_at", "pk"),
        ("-cleaned_up_at", "-pk"),
        ("-cleaned_up_at", "created_at", "-pk"),
        ("pk",),
    ],
)
def test_every_row_comes_once_and_in_order(ordering: tuple[str, ...], size: int) -> None:
    make_tables()
    rows = TemporaryTable.objects.order_by(*ordering)

    assert walk(rows, size) == [row.pk for row in rows]


@pytest.mark.parametrize("ordering", [("-created_at", "-pk"), ("-cleaned_up_at", "pk")])
def test_back_from_the_last_page(ordering: tuple[str, ...]) -> None:
    make_tables()
    rows = TemporaryTable.objects.order_by(*ordering)

    page = Keyset(rows).page(5, before=END)
    found = [row.pk for row in page.rows]
    while page.preceding:
        page = Keyset(rows).page(5, before=page.preceding)
        found = [row.pk for row in page.rows] + found

    assert found == [row.pk for row in rows]


def test_rows_that_are_added_move_nothing() -> None:
    make_tables(10)
    rows = TemporaryTable.objects.order_by("-created_at", "-pk")
    first = Keyset(rows).page(5)
    factories.TemporaryTableFactory.create(table_name="NEW", created_at=START + timedelta(days=1))

    second = Keyset(rows).page(5, after=first.following)
    back = Keyset(rows).page(5, before=second.preceding)

    assert len({row.pk for row in [*first.rows, *second.rows]}) == 10
    assert [row.pk for row in back.rows] == [row.pk for row in first.rows]


@pytest.mark.parametrize(
    "cursor", ["", "x", "WyJhIl0:1tX", "%00", "a:b:c", "é" * 500, "eyJhIjoxfQ:1:1", "a" * 10_000]
)
def test_a_cursor_that_is_none_of_ours_gives_the_first_page(cursor: str) -> None:
    make_tables(3)
    rows = TemporaryTable.objects.order_by("pk")

    page = Keyset(rows).page(2, after=cursor)

    assert [row.pk for row in page.rows] == ["T000", "T001"]
    assert page.is_stale is bool(cursor)


def test_a_cursor_of_another_ordering_is_stale() -> None:
    make_tables(6)
    cursor = Keyset(TemporaryTable.objects.order_by("pk")).page(2).following

    page = Keyset(TemporaryTable.objects.order_by("-pk")).page(2, after=cursor)

    assert page.is_stale


def test_the_row_behind_a_cursor_may_be_gone() -> None:
    make_tables(6)
    rows = TemporaryTable.objects.order_by("pk")
    page = Keyset(rows).page(2)
    TemporaryTable.objects.filter(pk="T001").delete()

    assert [row.pk for row in Keyset(rows).page(2, after=page.following).rows] == ["T002", "T003"]


def test_nothing_is_skipped_over_or_counted(django_assert_num_queries: object) -> None:
    factories.RequestFactory.create_batch(6)
    rows = SVGGenerationRequest.objects.order_by("-created_at", "-pk")
    page = Keyset(rows).page(2)

    with django_assert_num_queries(1) as captured:  # type: ignore[operator]
        Keyset(rows).page(2, after=page.following)

    statement = captured.captured_queries[0]["sql"]
    assert "OFFSET" not in statement and "COUNT" not in statement
