"""Search finds the same on both databases, takes any text, and forgets what is deleted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from auditing.keyset import Keyset
from generation.models import SVGGenerationRequest
from generation.prompt_search import search_prompts, sqlite
from generation.prompt_search.preparing import prepare_search, scrub_search
from generation.prompt_search.words import parse
from tests import factories

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's index")


def make(prompt: str, **values: Any) -> SVGGenerationRequest:
    return factories.RequestFactory.create(prompt_text=prompt, filename="x", **values)


def found(text: str, **values: Any) -> list[str]:
    rows = SVGGenerationRequest.objects.order_by("-created_at", "-pk")
    return [row.prompt_text for row in search_prompts(rows, text, **values)]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("house", True),
        ("HOUSE red", True),
        ('"red house"', True),
        ('"house red"', False),
        ("red-house", True),
        ("house-red", False),
        ("hous", False),
        ("hous*", True),
        ('"red hous*"', False),
        ("house boat", False),
        ("cafe", True),
        ("CAFÉ", True),
        ("don't", True),
        ("3.5", True),
        ("red AND house", False),
        ("x", True),
    ],
)
def test_what_finds_a_prompt(text: str, finds: bool) -> None:
    prompt = "a red house, don't 3.5 café"
    make(prompt)

    assert found(text) == ([prompt] if finds else [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "%",
        '"',
        '"unbalanced',
        "'",
        "AND OR NOT NEAR(",
        "*",
        "**",
        "a*",
        "^ : { } - + ( )",
        "prompt : house",
        "🐙",
        "\x00",
        "red\x00house",
        "\ud800",
        "x" * 10_000,
        "red " * 5_000,
        "' | '' & !",
        "\\",
        "NEAR(a b, 5)",
        "ﬁ İ ß Å",
    ],
)
def test_any_text_is_just_a_search(text: str) -> None:
    make("a red house")

    assert set(found(text)) <= {"a red house"}


def test_newest_first_page_by_page() -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    for number in range(11):
        make(f"house {number}", created_at=start + timedelta(seconds=number // 2))
    rows = search_prompts(SVGGenerationRequest.objects.order_by("-created_at", "-pk"), "house")

    page = Keyset(rows).page(4)
    numbers = [row.prompt_text for row in page.rows]
    while page.following:
        page = Keyset(rows).page(4, after=page.following)
        numbers += [row.prompt_text for row in page.rows]

    assert numbers == [row.prompt_text for row in rows]
    assert len(set(numbers)) == 11
    times = [row.created_at for row in rows]
    assert times == sorted(times, reverse=True)


def test_one_persons_own() -> None:
    mine = make("a house")
    make("a house of somebody else")
    rows = SVGGenerationRequest.objects.filter(owner=mine.owner).order_by("-created_at", "-pk")

    assert list(search_prompts(rows, "house", owner=mine.owner)) == [mine]


def test_the_index_follows_changes() -> None:
    request = make("a red house")

    SVGGenerationRequest.objects.filter(pk=request.pk).update(prompt_text="a blue boat")
    assert (found("house"), found("boat")) == ([], ["a blue boat"])
    request.delete()
    assert found("boat") == []


@on_sqlite
def test_deleted_words_are_in_no_page_of_the_index() -> None:
    make("a red house")
    make("the unmistakable armadillo").delete()

    scrub_search()

    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM prompt_words_data")
        pages = b"".join(bytes(block) for (block,) in cursor.fetchall())
    assert b"house" in pages
    # A page holds the beginning of a word once; these are what is left of each.
    assert b"armad" not in pages and b"unmist" not in pages and b"rmadillo" not in pages


@on_sqlite
def test_a_lost_trigger_comes_back_and_what_it_missed_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER prompt_words_insert")
    make("a red house")
    assert found("house") == []

    prepare_search()

    assert found("house") == ["a red house"]
    assert len(sqlite.TRIGGERS) == 3


def test_many_at_the_same_moment() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    people = factories.UserFactory.create()
    SVGGenerationRequest.objects.bulk_create(
        factories.RequestFactory.build(owner=people, prompt_text=f"house {n}", created_at=moment)
        for n in range(50)
    )

    assert len(found("house")) == 50


def test_words_are_bounded() -> None:
    assert len(parse("word " * 1000)) == 16
    assert len(parse("x" * 10_000)[0].words[0]) == 255


def test_the_admins_list_searches_prompts(client: Client, admin_user: Any) -> None:
    client.force_login(admin_user)
    wanted = make("an armadillo by the sea")
    make("a red house")
    url = reverse("admin:generation_svggenerationrequest_changelist")

    for term in ("armadillo", str(wanted.pk), wanted.pk.hex, "SEA armad*"):
        assert client.get(url, {"q": term}).context["cl"].result_list == [wanted]
    assert client.get(url, {"q": "sea", "o": "0"}).context["cl"].result_list == [wanted]
    person = {"q": "sea", "person": wanted.owner.username, "period": f"{wanted.created_at:%Y}"}
    assert client.get(url, person).context["cl"].result_list == [wanted]


def test_what_is_said_about_the_time_leaves_out_no_row_of_it() -> None:
    day = datetime(2026, 10, 1, tzinfo=UTC)
    step = timedelta(microseconds=1)
    for moment in (day - step, day, day + timedelta(days=1) - step, day + timedelta(days=1)):
        make(f"a house of {moment:%d %f}", created_at=moment)
    until = day + timedelta(days=1)
    rows = SVGGenerationRequest.objects.filter(created_at__gte=day, created_at__lt=until)

    said = search_prompts(rows.order_by("-created_at", "-pk"), "house", since=day, until=until)

    assert [row.prompt_text for row in said] == ["a house of 01 999999", "a house of 01 000000"]


@on_sqlite
def test_the_time_bounds_the_walk_of_sqlites_index() -> None:
    day = datetime(2026, 10, 1, tzinfo=UTC)
    make("a house before", created_at=day - timedelta(days=1))
    make("a house after", created_at=day + timedelta(days=1))

    assert found("house", since=day) == ["a house after"]
    assert found("house", until=day) == ["a house before"]
