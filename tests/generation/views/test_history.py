"""The history: what each filter finds, the two views, the marks on it, and their limits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.models import Status
from generation.models.requests import Origin
from generation.views.history import PAGE_SIZE
from tests.factories import (
    CortexModelFactory,
    GeneratedSVGFactory,
    RequestFactory,
    RequestTagFactory,
    StylePresetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def me(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


def names(client: Client, **query: str) -> list[str]:
    page = client.get(reverse("history"), query).context["page"]
    return [row.filename for row in page.rows]


def make(owner: User, filename: str, **fields: Any) -> Any:
    return RequestFactory.create(owner=owner, filename=filename, **fields)


def test_each_filter_finds_its_own(me: Client, staff: User) -> None:
    group = uuid4()
    make(staff, "plain")
    make(staff, "words", prompt_text="a purple elephant dances")
    make(staff, "model", selected_model="openai-gpt-5")
    make(staff, "status", status=Status.FAILED)
    make(staff, "preset", preset="flat")
    make(staff, "favourite", is_favourite=True)
    make(staff, "origin", origin=Origin.VARIATION, group=group)
    RequestTagFactory.create(request=make(staff, "tag"), name="autumn sale")
    stranger = RequestTagFactory.create(
        request__is_favourite=True, request__preset="flat", name="autumn sale"
    )

    assert names(me, q="ELEPHANT") == ["words"]
    assert names(me, model="openai-gpt-5") == ["model"]
    assert names(me, status="failed") == ["status"]
    assert names(me, preset="flat") == ["preset"]
    assert names(me, favourite="1") == ["favourite"]
    assert names(me, origin="variation") == ["origin"]
    assert names(me, group=str(group)) == ["origin"]
    assert names(me, tag="Autumn Sale") == ["tag"]
    assert names(me, preset="flat", tag="autumn sale") == []
    assert len(names(me)) == 8
    assert str(stranger.request.pk) not in me.get(reverse("history")).content.decode()


def test_a_tag_on_more_requests_than_are_named_singly(
    me: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.finding.rows.MOST_RARE", 1)
    for name in ("first", "second"):
        RequestTagFactory.create(request=make(staff, name), name="logo")
    make(staff, "other")

    assert names(me, tag="logo") == ["second", "first"]


def test_days_are_whole_days(me: Client, staff: User) -> None:
    midnight = timezone.make_aware(datetime(2026, 10, 1))
    make(staff, "before", created_at=midnight - timedelta(seconds=1))
    make(staff, "first", created_at=midnight)
    make(staff, "last", created_at=midnight + timedelta(days=31, seconds=-1))
    make(staff, "after", created_at=midnight + timedelta(days=31))

    assert names(me, **{"from": "2026-10-01", "to": "2026-10-31"}) == ["last", "first"]


def test_last_month_is_one_click(me: Client, staff: User) -> None:
    today = timezone.localdate()
    month = timezone.make_aware(datetime(today.year, today.month, 1))
    make(staff, "this-month", created_at=month)
    make(staff, "last-month", created_at=month - timedelta(days=1))
    spans = me.get(reverse("history")).context["spans"]
    address = next(span.address for span in spans if str(span.label) == "Last month")

    page = me.get(reverse("history") + address)

    assert [row.filename for row in page.context["page"].rows] == ["last-month"]
    chosen = next(span for span in page.context["spans"] if span.is_chosen)
    assert chosen.address == "?"  # leads back to all


def test_chips_say_what_is_set_and_take_it_away(me: Client, staff: User) -> None:
    StylePresetFactory.create(name="ours", label="Our own shapes")
    make(staff, "one", preset="ours")

    page = me.get(reverse("history"), {"preset": "ours", "from": "2026-10-01", "view": "list"})

    chips = {str(chip.label): chip for chip in page.context["chips"]}
    assert chips["Style"].value == "Our own shapes"
    assert chips["Style"].without == "?from=2026-10-01&view=list"
    assert chips["Made"].value == "since 1 Oct 2026"
    assert chips["Made"].without == "?preset=ours&view=list"


def test_what_can_be_chosen_is_what_one_has(me: Client, staff: User) -> None:
    for name in ("model-a", "model-b"):
        CortexModelFactory.create(name=name)
    StylePresetFactory.create(name="ours")
    StylePresetFactory.create(name="theirs")
    RequestTagFactory.create(
        request=make(staff, "one", selected_model="model-a", preset="ours"), name="logo"
    )
    RequestTagFactory.create(name="of another")

    choices = me.get(reverse("history")).context["choices"]

    assert choices.models == ["model-a"]
    assert [name for name, _label in choices.presets] == ["ours"]
    assert choices.tags == ["logo"]


def test_a_filter_that_is_gone_stays_visible(me: Client, staff: User) -> None:
    make(staff, "one")

    page = me.get(reverse("history"), {"model": "gone", "tag": "gone-tag", "preset": "gone-style"})

    assert "Nothing found" in page.content.decode()
    for shown in ("selected>gone</option>", "selected>gone-style</option>", 'value="gone-tag"'):
        assert shown in page.content.decode()


def test_a_style_that_one_has_not_stays_beside_those_that_one_has(me: Client, staff: User) -> None:
    StylePresetFactory.create(name="ours")
    make(staff, "one", preset="ours")

    page = me.get(reverse("history"), {"preset": "sticker"}).content.decode()

    assert "<option selected>sticker</option>" in page
    assert page.count("sticker</option>") == 1
    own = me.get(reverse("history"), {"preset": "ours"}).content.decode()
    assert '<option value="ours" selected>' in own and "<option selected>" not in own


def test_the_list_shows_more_of_each(me: Client, staff: User) -> None:
    make(staff, "one")

    page = me.get(reverse("history"), {"view": "list", "q": "house"})

    assert 'class="lines card"' in page.content.decode()
    assert page.context["address"] == "?q=house&view=list"


def test_htmx_gets_the_part_and_a_clean_address(me: Client, staff: User) -> None:
    make(staff, "one")
    query = {"q": "house", "from": "", "model": "", "view": "list"}

    part = me.get(reverse("history"), query, **HTMX)

    assert part.content.decode().lstrip().startswith("<section")
    assert part["HX-Push-Url"] == "/history/?q=house&view=list"
    whole = me.get(reverse("history"), query, HTTP_HX_HISTORY_RESTORE_REQUEST="true", **HTMX)
    assert "<html" in whole.content.decode()


def test_pages_keep_the_filters(me: Client, staff: User) -> None:
    for number in range(PAGE_SIZE + 1):
        make(staff, f"picture-{number}", is_favourite=True)

    first = me.get(reverse("history"), {"favourite": "1", "view": "list"})
    text = first.content.decode()
    older = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = me.get(reverse("history") + older)

    assert parse_qs(urlsplit(older).query)["favourite"] == ["1"]
    assert [row.filename for row in second.context["page"].rows] == ["picture-0"]


def test_an_empty_history_says_what_will_stand_there(me: Client) -> None:
    assert "Nothing drawn yet" in me.get(reverse("history")).content.decode()


@pytest.mark.parametrize("query", [{}, {"q": "house"}, {"tag": "logo"}, {"view": "list"}])
def test_the_number_of_queries_does_not_grow(
    me: Client, staff: User, query: dict[str, str]
) -> None:
    def add() -> None:
        svg = GeneratedSVGFactory.create(
            request=RequestFactory.create(owner=staff, status=Status.COMPLETED)
        )
        RequestTagFactory.create(request=svg.request, name="logo")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            me.get(reverse("history"), query)
        return len(queries)

    add()
    one = asked()
    for _ in range(8):
        add()

    assert asked() == one <= 13


def test_no_pictures_bytes_are_read(me: Client, staff: User) -> None:
    GeneratedSVGFactory.create(request__owner=staff, request__status=Status.COMPLETED)

    with CaptureQueriesContext(connection) as queries:
        page = me.get(reverse("history")).content.decode()

    assert 'loading="lazy"' in page
    assert not any("svg_content" in query["sql"] for query in queries)


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
NAMES = ["q", "from", "to", "model", "status", "preset", "tag", "favourite", "origin", "group"]


@given(st.dictionaries(st.sampled_from([*NAMES, "view", "after", "before"]), TEXT))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_address_is_a_page(query: dict[str, str]) -> None:
    client = Client()
    client.force_login(PERSON())

    assert client.get(reverse("history"), query).status_code == 200


def PERSON() -> User:  # noqa: N802
    found = User.objects.filter(username="anybody").first()
    return found or RequestFactory.create(owner=UserFactory.create(username="anybody")).owner


# Marks


def post(client: Client, name: str, request: Any, **data: Any) -> Any:
    extra = data.pop("extra", {})
    return client.post(reverse(name, args=[request.pk]), data, **extra)


def test_a_favourite_by_htmx_and_without(me: Client, staff: User) -> None:
    request = make(staff, "one")

    button = post(me, "favourite", request, on="1", next="/history/?q=x", extra=HTMX)
    assert 'aria-pressed="true"' in button.content.decode()

    page = me.get("/history/?q=house").content.decode()
    assert (
        '<form id="mark" method="post">' in page and 'name="next" value="/history/?q=house"' in page
    )
    back = post(me, "favourite", request, on="0", next="/history/?q=x")
    assert back["Location"] == "/history/?q=x"
    request.refresh_from_db()
    assert not request.is_favourite


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_the_way_back_stays_on_the_site(me: Client, staff: User, to: str) -> None:
    request = make(staff, "one")

    assert post(me, "favourite", request, on="1", next=to)["Location"] == reverse(
        "request", args=[request.pk]
    )


def test_tags_on_the_requests_page(me: Client, staff: User) -> None:
    RequestTagFactory.create(request=make(staff, "other"), name="known")
    request = make(staff, "one")

    added = post(me, "add-tags", request, tag="Logo, autumn", extra=HTMX).content.decode()
    assert "?tag=logo" in added and "?tag=autumn" in added
    assert '<option value="known">' in added
    refused = post(me, "add-tags", request, tag="a/b", extra=HTMX).content.decode()
    assert "letters, digits" in refused
    removed = post(me, "remove-tag", request, tag="logo", extra=HTMX).content.decode()
    assert "?tag=logo" not in removed

    page = post(me, "add-tags", request, tag="a/b").headers["Location"]
    assert "letters, digits" in me.get(page).content.decode()
    assert "?tag=autumn" in me.get(page).content.decode()


def test_an_admin_sees_that_there_are_tags_and_changes_none(
    client: Client, admin_user: User
) -> None:
    tag = RequestTagFactory.create(name="secret-plan", request__is_favourite=True)
    client.force_login(admin_user)

    page = client.get(reverse("request", args=[tag.request.pk])).content.decode()
    for name, data in (("favourite", {"on": "0"}), ("add-tags", {"tag": "x"})):
        post(client, name, tag.request, **data)
    post(client, "remove-tag", tag.request, tag="secret-plan")
    refused = post(client, "add-tags", tag.request, tag="a/b", extra=HTMX).content.decode()

    assert "[masked]" in page and "secret-plan" not in page
    assert "secret-plan" not in refused
    assert "Favourite" in page and "new-tag" not in page
    tag.request.refresh_from_db()
    assert tag.request.is_favourite and tag.request.tags.count() == 1


def chosen(client: Client, **data: Any) -> Any:
    return client.post(reverse("chosen"), data, follow=True)


def test_several_at_once(me: Client, staff: User) -> None:
    keys = [make(staff, f"picture-{n}").pk for n in range(3)]

    page = chosen(me, do="tag", tag="Logo", request=keys[:2], query="?q=house&view=list")

    assert page.redirect_chain == [("/history/?q=house&view=list", 302)]
    assert "Done for 2 requests." in page.content.decode()
    assert names(me, tag="logo") == ["picture-1", "picture-0"]


def test_all_that_fit_whatever_is_ticked(me: Client, staff: User) -> None:
    make(staff, "not-this", prompt_text="a boat on the water")
    keys = [make(staff, f"picture-{n}").pk for n in range(3)]

    chosen(me, do="favourite", all="1", request=keys[:1], query="q=house")

    assert len(names(me, favourite="1")) == 3


@pytest.mark.parametrize("do", ["zip", "tag", "favourite", "unfavourite", "", "delete"])
def test_nothing_is_chosen(me: Client, do: str) -> None:
    page = chosen(me, do=do, tag="x")

    assert "Nothing is chosen" in page.content.decode() or "Say what to do" in page.content.decode()


@pytest.mark.parametrize("do", ["zip", "tag", "favourite"])
@pytest.mark.parametrize("key", [lambda: RequestFactory.create().pk, uuid4, lambda: "x"])
def test_what_is_not_ones_own_is_refused(
    me: Client, staff: User, do: str, key: Callable[[], Any]
) -> None:
    mine, other = make(staff, "mine"), key()

    page = chosen(me, do=do, tag="x", request=[mine.pk, other])

    assert page.status_code == 404
    mine.refresh_from_db()
    assert not mine.is_favourite and not mine.tags.exists()


def test_more_than_anybody_looks_through(
    me: Client, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generation.finding.chosen.MOST", 2)
    for number in range(3):
        make(staff, f"picture-{number}")

    assert "More than 2 fit" in chosen(me, do="zip", all="1").content.decode()
