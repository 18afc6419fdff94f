"""The pages with which one goes on from a picture: what they offer, keep and hide."""

import re
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from generation.iterating import groups
from generation.models import (
    CortexModel,
    GeneratedSVG,
    Origin,
    SnowflakeStage,
    Status,
    SVGGenerationRequest,
    Vote,
)
from tests.factories import (
    CortexResponseFactory,
    GeneratedSVGFactory,
    RequestFactory,
    VoteFactory,
)

MODEL = "claude-sonnet-4-5"


@pytest.fixture
def parent(staff: User, stage: SnowflakeStage, client: Client) -> SVGGenerationRequest:
    client.force_login(staff)
    request: SVGGenerationRequest = GeneratedSVGFactory.create(
        request__owner=staff, request__status=Status.COMPLETED
    ).request
    return request


def post(client: Client, name: str, request: SVGGenerationRequest, **data: object) -> object:
    given = {"submission_key": "k", "model": MODEL, **data}
    return client.post(reverse(name, args=[request.pk]), given)


def text_of(client: Client, name: str, key: object) -> str:
    response = client.get(reverse(name, args=[key]))
    assert response.status_code == 200
    return response.content.decode()


def compared(staff: User, *models: str, status: Status = Status.COMPLETED) -> UUID:
    key = uuid4()
    for model in models:
        request = RequestFactory.create(
            owner=staff, group=key, origin=Origin.COMPARED, status=status, selected_model=model
        )
        if status == Status.COMPLETED:
            GeneratedSVGFactory.create(request=request, model_used=model)
            CortexResponseFactory.create(request=request, model_used=model, tokens_used=777)
    return key


def test_the_page_of_a_picture_offers_to_go_on(
    client: Client, parent: SVGGenerationRequest
) -> None:
    text = text_of(client, "request", parent.pk)

    for name in ("refine", "vary", "compare", "colours"):
        assert reverse(name, args=[parent.pk]) in text


def test_an_admin_is_not_offered_to_go_on_from_others(
    client: Client, parent: SVGGenerationRequest, admin_user: User
) -> None:
    client.force_login(admin_user)

    assert reverse("refine", args=[parent.pk]) not in text_of(client, "request", parent.pk)
    response = post(client, "refine", parent, wish="make the house blue")
    assert response.status_code == 302  # type: ignore[attr-defined]
    assert not parent.children.exists()


def test_a_wish_leads_to_the_childs_page(client: Client, parent: SVGGenerationRequest) -> None:
    response = post(client, "refine", parent, wish="make the house blue")

    child = parent.children.get()
    where = reverse("request", args=[child.pk])
    assert response.url == f"{where}#sent=k"  # type: ignore[attr-defined]


def test_a_wish_that_is_refused_comes_back_with_its_words(
    client: Client, parent: SVGGenerationRequest
) -> None:
    response = post(client, "refine", parent, wish="make it <blue> please")

    assert response.status_code == 422  # type: ignore[attr-defined]
    text = response.content.decode()  # type: ignore[attr-defined]
    assert "make it &lt;blue&gt; please</textarea>" in text
    assert "at position 9" in text
    assert not parent.children.exists()


def test_a_wish_that_is_too_long_comes_back_whole_and_is_explained_once(
    client: Client, parent: SVGGenerationRequest
) -> None:
    pasted = "make it blue " * 800

    text = post(client, "refine", parent, wish=pasted).content.decode()  # type: ignore[attr-defined]

    assert pasted in text
    assert text.count("at most 1000") == 1 and "Ensure this value" not in text


def test_a_picture_too_large_for_every_model_says_so_beforehand(
    client: Client, parent: SVGGenerationRequest
) -> None:
    GeneratedSVG.objects.update(svg_content="x" * 30_000)

    text = text_of(client, "request", parent.pk)
    assert "too large to be changed" in text
    assert reverse("refine", args=[parent.pk]) not in text
    assert reverse("vary", args=[parent.pk]) in text


def test_a_retired_model_is_not_offered(client: Client, parent: SVGGenerationRequest) -> None:
    CortexModel.objects.filter(pk="openai-gpt-5").update(lifecycle="EOL")

    assert 'value="openai-gpt-5"' not in text_of(client, "request", parent.pk)


def test_variations_lead_to_their_group(client: Client, parent: SVGGenerationRequest) -> None:
    response = post(client, "vary", parent, number="3")

    child = parent.children.first()
    where = reverse("group", args=[child.group])
    assert response.url.startswith(f"{where}#sent=")  # type: ignore[attr-defined]
    assert parent.children.count() == 3


def test_a_comparison_needs_two_models(client: Client, parent: SVGGenerationRequest) -> None:
    response = post(client, "compare", parent, models=[MODEL])

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert b"Choose 2 to 4 different models." in response.content  # type: ignore[attr-defined]
    ticked = re.findall(rb'name="models" value="([^"]+)" checked', response.content)  # type: ignore[attr-defined]
    assert ticked == [MODEL.encode()]


def test_a_groups_pictures_can_be_chosen_together(client: Client, staff: User) -> None:
    client.force_login(staff)
    key = compared(staff, MODEL, "openai-gpt-5")
    chosen = f'href="{reverse("history")}?group={key}"'

    assert chosen not in text_of(client, "group", key)
    VoteFactory.create(group=key, owner=staff)
    assert chosen in text_of(client, "group", key)
    assert client.get(f"{reverse('history')}?group={key}").content.count(b'class="open"') == 2


def test_a_group_asks_again_until_all_have_ended(client: Client, staff: User) -> None:
    client.force_login(staff)
    open_one = compared(staff, "a", "b", status=Status.PENDING)
    done = compared(staff, "a", "b")

    assert reverse("group-progress", args=[open_one]) in text_of(client, "group", open_one)
    assert reverse("cancel-group", args=[open_one]) in text_of(client, "group", open_one)
    assert reverse("group-progress", args=[done]) not in text_of(client, "group", done)


def test_nothing_tells_the_models_before_the_vote(client: Client, staff: User) -> None:
    client.force_login(staff)
    key = compared(staff, "claude-haiku-4-5", "openai-gpt-5")

    for name in ("group", "group-progress"):
        text = text_of(client, name, key)
        assert "claude" not in text and "openai" not in text and ">777<" not in text


def test_the_pages_beside_the_comparison_keep_it_blind_too(client: Client, staff: User) -> None:
    client.force_login(staff)
    key = compared(staff, "claude-haiku-4-5", "openai-gpt-5")
    first, second = SVGGenerationRequest.objects.filter(group=key)
    listed, lines = f"<span>{first.selected_model}</span>", f"{reverse('history')}?view=list"

    for address in (
        reverse("request", args=[first.pk]),
        reverse("versions", args=[first.pk, second.pk]),
    ):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain == [(reverse("group", args=[key]), 302)]
        assert "Choose the best one first" in answer.content.decode()
    text = client.get(lines).content.decode()
    assert text.count("model hidden until you vote") == 2 and listed not in text

    client.post(reverse("vote", args=[key]), {"request": str(first.pk)})
    assert text_of(client, "request", first.pk)
    assert listed in client.get(lines).content.decode()


@pytest.mark.parametrize("status", [Status.PROCESSING, Status.COMPLETED])
def test_no_part_of_a_page_tells_the_model_before_the_vote(
    client: Client, staff: User, status: Status
) -> None:
    client.force_login(staff)
    key = compared(staff, "claude-haiku-4-5", "openai-gpt-5", status=status)
    first = SVGGenerationRequest.objects.filter(group=key)[0]
    vote = reverse("group", args=[key])

    asked = client.get(reverse("progress", args=[first.pk]))
    swapped = client.get(reverse("progress", args=[first.pk]), headers={"HX-Request": "true"})
    stopped = client.post(reverse("cancel", args=[first.pk]), headers={"HX-Request": "true"})
    refined = client.post(reverse("refine", args=[first.pk]), {"wish": ""})
    again = client.get(reverse("submit"), {"again": str(first.pk)})

    assert [asked["Location"], refined["Location"]] == [vote, vote]
    assert [swapped["HX-Redirect"], stopped["HX-Redirect"]] == [vote, vote]
    assert again.context["form"]["selected_model"].value() == ""


def test_where_nothing_can_be_chosen_nothing_is_hidden(client: Client, staff: User) -> None:
    client.force_login(staff)
    compared(staff, "claude-haiku-4-5")
    compared(staff, "openai-gpt-5", status=Status.FAILED)

    assert text_of(client, "request", SVGGenerationRequest.objects.get(svgs__isnull=False).pk)
    assert not client.get(reverse("history")).context["hidden"]


def test_a_changed_picture_names_itself_and_its_wishes(
    client: Client, parent: SVGGenerationRequest
) -> None:
    post(client, "refine", parent, wish="make it blue, please")
    child = GeneratedSVGFactory.create(request=parent.children.get()).request
    SVGGenerationRequest.objects.filter(pk=child.pk).update(status=Status.COMPLETED)

    text = text_of(client, "request", child.pk)

    assert f'dir="auto">{parent.prompt_text}</h1>' in text
    assert '<q dir="auto">make it blue, please</q>' in text
    assert f'alt="{parent.prompt_text}; make it blue, please"' in text
    listed = client.get(reverse("history")).content.decode()
    assert f'make it blue, please <span class="quiet">· {parent.prompt_text}</span>' in listed
    again = client.get(f"/?again={child.pk}").content.decode()
    assert "A red house under a yellow sun. Make it blue, please</textarea>" in again


def test_the_vote_tells_everything(client: Client, staff: User) -> None:
    client.force_login(staff)
    key = compared(staff, "claude-haiku-4-5", "openai-gpt-5")
    chosen = SVGGenerationRequest.objects.filter(group=key, selected_model="openai-gpt-5").get()

    client.post(reverse("vote", args=[key]), {"request": str(chosen.pk)})
    client.post(reverse("vote", args=[key]), {"request": "nonsense"})

    text = text_of(client, "group", key)
    assert "claude-haiku-4-5" in text and "openai-gpt-5" in text and ">777<" in text
    assert Vote.objects.get().request == chosen
    assert "openai-gpt-5" in client.get(reverse("comparisons")).content.decode()


def test_everybodys_votes_are_for_those_who_read_reports(
    client: Client, staff: User, manager: User
) -> None:
    key = compared(staff, "claude-haiku-4-5", "openai-gpt-5")
    member = SVGGenerationRequest.objects.filter(group=key)[0]
    groups.vote(by=staff, key=key, request_id=member.pk)

    client.force_login(manager)
    text = client.get(reverse("comparisons")).content.decode()
    assert "claude-haiku-4-5" in text
    assert member.prompt_text not in text
    client.force_login(RequestFactory.create().owner)
    assert "claude-haiku-4-5" not in client.get(reverse("comparisons")).content.decode()


def test_a_group_page_asks_the_database_the_same_whatever_its_size(
    client: Client, staff: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(staff)
    for models in (["a", "b"], ["a"] * 20):
        key = compared(staff, *models)
        with django_assert_max_num_queries(16):
            text_of(client, "group", key)


def test_a_list_of_colours_with_one_input_each(
    client: Client, parent: SVGGenerationRequest
) -> None:
    text = text_of(client, "colours", parent.pk)

    assert 'name="from" value="#ff0000"' in text
    assert text.count('type="color"') == 1


def test_the_preview_is_the_picture_in_other_colours(
    client: Client, parent: SVGGenerationRequest
) -> None:
    response = client.get(reverse("colours-preview", args=[parent.pk]) + "?c=ff0000-00ff00")

    assert 'fill="#00ff00"' in response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert GeneratedSVG.objects.get().svg_content.count("red") == 1


@pytest.mark.parametrize("query", ["c=red-blue", "c=ff0000-00ff00%22", "c=ff0000", "c=1-2&" * 70])
def test_a_preview_of_what_is_no_colour(
    query: str, client: Client, parent: SVGGenerationRequest
) -> None:
    url = reverse("colours-preview", args=[parent.pk])

    assert client.get(f"{url}?{query}").status_code == 400


def test_without_javascript_a_button_shows_the_preview(
    client: Client, parent: SVGGenerationRequest
) -> None:
    given = {"from": ["#ff0000"], "to": ["#00ff00"], "preview": "1"}
    response = client.post(reverse("colours", args=[parent.pk]), given)

    assert "colours.svg?c=ff0000-00ff00" in response.content.decode()
    assert 'value="#00ff00"' in response.content.decode()
    assert not parent.children.exists()


def test_colours_are_saved_as_a_child(client: Client, parent: SVGGenerationRequest) -> None:
    given = {"from": ["#ff0000"], "to": ["#00FF00"], "save": "1", "submission_key": "k"}
    for _ in range(2):
        response = client.post(reverse("colours", args=[parent.pk]), given)

    child = parent.children.get()
    assert response["Location"] == reverse("request", args=[child.pk])
    assert child.brief["recolour"] == {"#ff0000": "#00ff00"}


def test_a_recoloured_picture_says_that_no_model_was_asked(
    client: Client, parent: SVGGenerationRequest
) -> None:
    SVGGenerationRequest.objects.update(origin=Origin.RECOLOURED)

    text = text_of(client, "request", parent.pk)
    assert "None was asked: the colours were changed on the page." in text
    assert "It cost nothing." in text


def test_each_picture_of_a_group_is_one_click_away(client: Client, staff: User) -> None:
    client.force_login(staff)
    parent = RequestFactory.create(owner=staff, group=uuid4(), origin=Origin.BATCH)
    link = reverse("download", args=[parent.pk])
    assert link not in text_of(client, "group", parent.group)

    GeneratedSVGFactory.create(request=parent)
    assert link in text_of(client, "group", parent.group)


def test_a_large_group_comes_in_pages_with_its_sums(client: Client, staff: User) -> None:
    client.force_login(staff)
    key = uuid4()
    for n in range(30):
        is_broken = n in (3, 28)
        status = Status.FAILED if is_broken else Status.PENDING
        RequestFactory.create(owner=staff, group=key, origin=Origin.BATCH, status=status)
    address = reverse("group", args=[key])

    first, last = (client.get(address, {"page": number}) for number in ("1", "2"))

    assert [len(page.context["page"].object_list) for page in (first, last)] == [24, 6]
    for page in (first, last):
        text = page.content.decode()
        assert "2 of 30 have ended" in text and "30 pictures of a batch" in text
        assert '<a href="?page=1#member-4">4</a>, <a href="?page=2#member-29">29</a>' in text
    assert 'id="member-29"' in last.content.decode()
    assert "page=2" in last.content.decode().split('hx-get="')[1].split('"')[0]


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "9999", "9" * 30, "²"])
def test_no_number_of_a_page_is_an_error(client: Client, staff: User, page: str) -> None:
    client.force_login(staff)
    key = compared(staff, "a", "b")

    shown = client.get(reverse("group", args=[key]), {"page": page}).context["page"]

    assert len(shown.object_list) == 2
