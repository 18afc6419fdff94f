"""The first page: what it takes, what it says, and that nothing typed is lost."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from generation.models import SnowflakeStage, SVGGenerationRequest
from tests.factories import BudgetFactory, RequestFactory, UserFactory

GOOD = {
    "prompt_text": "a red house under a yellow sun",
    "selected_model": "claude-4-sonnet",
    "filename": "house",
    "stage_name": "SVG_STAGE",
    "submission_key": "k1",
}


@pytest.fixture
def page(client: Client, staff: User, stage: SnowflakeStage) -> Client:
    client.force_login(staff)
    return client


def test_a_good_submit_leads_to_the_requests_own_page(page: Client) -> None:
    response = page.post("/", GOOD)

    made = SVGGenerationRequest.objects.get()
    assert response.status_code == 302
    where = reverse("request", args=[made.pk])
    assert response.headers["Location"] == f"{where}#sent=k1"
    assert made.session is not None


def test_a_double_click_leads_to_the_same_page(page: Client) -> None:
    assert page.post("/", GOOD).headers["Location"] == page.post("/", GOOD).headers["Location"]
    assert SVGGenerationRequest.objects.count() == 1


def test_an_empty_file_name_is_proposed_from_the_prompt(page: Client) -> None:
    page.post("/", {**GOOD, "filename": ""})

    assert SVGGenerationRequest.objects.get().filename == "red-house-under-yellow-sun"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("prompt_text", "", "Say what the picture should show."),
        ("prompt_text", "a café by the sea", "‘é’ (U+00E9) at position 6"),
        ("prompt_text", "short", "it needs at least 10"),
        ("prompt_text", "x" * 1001, "The prompt has 1001 characters; at most 1000 are allowed."),
        ("filename", "my house", "a space at position 3"),
        ("stage_name", "NOWHERE", "NOWHERE"),
        ("selected_model", "gpt-99", "gpt-99"),
    ],
)
def test_bad_input_is_explained_beside_its_field(
    page: Client, field: str, value: str, message: str
) -> None:
    response = page.post("/", {**GOOD, field: value})

    assert response.status_code == 422
    assert message in " ".join(response.context["form"].errors[field])
    assert not SVGGenerationRequest.objects.exists()


def test_what_was_typed_stays_in_the_form(page: Client) -> None:
    response = page.post("/", {**GOOD, "filename": "not allowed"})

    assert GOOD["prompt_text"] in response.content.decode()


def test_nulls_in_the_post_are_refused_not_fatal(page: Client) -> None:
    assert page.post("/", {**GOOD, "prompt_text": "a house\x00 in a field"}).status_code == 422


@pytest.mark.parametrize(
    ("filename", "proposed", "expected"),
    [
        ("", "", "blue-boat"),
        ("old-idea", "old-idea", "blue-boat"),
        ("my-own-name", "old-idea", "my-own-name"),
    ],
)
def test_a_name_is_proposed_until_the_person_writes_one(
    page: Client, filename: str, proposed: str, expected: str
) -> None:
    typed = {"prompt_text": "a blue boat", "filename": filename, "proposed": proposed}

    response = page.post(reverse("filename"), typed)

    assert f'value="{expected}"' in response.content.decode()


def test_a_line_break_counts_as_one_character_as_on_the_page(page: Client) -> None:
    longest = "x" * 500 + "\r\n" + "y" * 499

    assert page.post("/", {**GOOD, "prompt_text": longest}).status_code == 302

    assert SVGGenerationRequest.objects.get().prompt_text == longest.replace("\r\n", "\n")


def test_a_prompt_that_is_too_long_comes_back_whole(page: Client) -> None:
    pasted = "a red house " * 900

    response = page.post("/", {**GOOD, "prompt_text": pasted})

    assert response.status_code == 422
    assert pasted.strip() in response.content.decode()
    assert "maxlength" not in str(response.context["form"]["prompt_text"])


def test_a_refused_form_still_warns_of_what_the_prompt_seems_to_hold(page: Client) -> None:
    refused = {**GOOD, "prompt_text": "my café, paid by 4111 1111 1111 1111"}

    body = page.post("/", refused).content.decode()

    assert "This looks as if it held a payment card." in body
    assert body.count("‘é’ (U+00E9)") == 1


def test_a_character_that_is_not_allowed_is_named_also_while_the_prompt_is_short(
    page: Client,
) -> None:
    assert "‘é’" in page.post(reverse("check"), {"prompt_text": "a café"}).content.decode()
    assert (
        "needs at least" not in page.post(reverse("check"), {"prompt_text": "a c"}).content.decode()
    )


WISHES = {
    "preset": "flat",
    "palette": "ocean",
    "aspect": "wide",
    "detail": "simple",
    "avoid": "people",
}


def test_wishes_are_frozen_into_the_request(page: Client) -> None:
    page.post("/", {**GOOD, **WISHES})

    made = SVGGenerationRequest.objects.get()
    assert made.preset == "flat"
    assert made.brief["palette"] == ["#0b3c5d", "#1d7fb8", "#7fd1de", "#f4f1de"]
    assert (made.brief["aspect"], made.brief["detail"]) == ("wide", "simple")
    assert made.brief["avoid"] == "people" and "no outlines" in made.brief["style"]


def test_own_colours_count_before_a_palette(page: Client) -> None:
    page.post("/", {**GOOD, **WISHES, "colours": "#FFF, 1d4fd7"})

    assert SVGGenerationRequest.objects.get().brief["palette"] == ["#ffffff", "#1d4fd7"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("preset", "nothing", "not one of the available choices"),
        ("colours", "#1d4fd7 reddish", "‘reddish’ is no colour"),
        ("avoid", "crêpes", "‘ê’ (U+00EA)"),
        ("avoid", "x" * 201, "at most 200"),
        ("aspect", "round", "not one of the available choices"),
    ],
)
def test_a_bad_wish_is_explained_and_unfolded(
    page: Client, field: str, value: str, message: str
) -> None:
    response = page.post("/", {**GOOD, field: value})

    assert response.status_code == 422
    assert message in " ".join(response.context["form"].errors[field])
    assert response.context["is_unfolded"] or field == "preset"
    assert GOOD["prompt_text"] in response.content.decode()


def test_other_wishes_are_another_request(page: Client) -> None:
    first = page.post("/", {**GOOD, **WISHES}).headers["Location"]

    assert page.post("/", {**GOOD, **WISHES, "detail": "detailed"}).headers["Location"] != first
    assert page.post("/", {**GOOD, **WISHES}).headers["Location"] == first


@pytest.mark.parametrize(
    ("prompt", "told", "untold"),
    [
        ("a café by the sea", "‘é’ (U+00E9) at position 6", "looks as if"),
        ("short", "", "note"),
        ("x" * 1001, "at most 1000 are allowed", "looks as if"),
        ("a sign with 4111 1111 1111 1111", "looks as if it held a payment card", "note error"),
    ],
)
def test_the_prompt_is_looked_at_while_one_types(
    page: Client, prompt: str, told: str, untold: str
) -> None:
    text = page.post(reverse("check"), {"prompt_text": prompt}).content.decode()

    assert told in text
    assert untold not in text


def test_asking_again_fills_the_form_with_own_requests_only(page: Client, staff: User) -> None:
    page.post("/", {**GOOD, **WISHES})
    own = SVGGenerationRequest.objects.get()
    other = RequestFactory.create(prompt_text="somebody else's secret plan")

    again = page.get("/", {"again": str(own.pk)}).content.decode()

    assert GOOD["prompt_text"] in again and 'value="people"' in again
    assert "secret plan" not in page.get("/", {"again": str(other.pk)}).content.decode()
    assert page.get("/", {"again": "no-uuid"}).status_code == 200


def test_how_long_it_is_kept_stands_under_the_button(page: Client) -> None:
    days = page.get("/").context["kept"]

    assert days.request is not None and days.picture is not None
    assert f"{days.picture:%Y}" in page.get("/").content.decode()


def test_what_was_asked_before_is_told_with_its_link(page: Client) -> None:
    page.post("/", GOOD)
    earlier = SVGGenerationRequest.objects.get()

    text = page.post(reverse("check"), {"prompt_text": GOOD["prompt_text"]}).content.decode()

    assert "You have asked this before" in text and reverse("request", args=[earlier.pk]) in text


def test_cost_and_budget_stand_beside_the_button(page: Client, staff: User) -> None:
    text = page.get("/").content.decode()

    assert "About $0.04" in text and "for a picture of 2,500 tokens" in text
    assert "$25.00 of $25.00 left until 1 " in text
    BudgetFactory.create(person=staff, monthly=None)
    assert "No limit a month" in page.get("/").content.decode()


def test_another_model_tells_another_cost(page: Client) -> None:
    data = {"prompt_text": "a blue boat", "selected_model": "openai-gpt-5.1"}

    text = page.post(reverse("check"), data).content.decode()

    assert "Cost not known" in text and 'hx-swap-oob="true"' in text


def test_over_budget_is_said_and_nothing_is_lost(page: Client, staff: User) -> None:
    BudgetFactory.create(person=staff, monthly=0)

    response = page.post("/", GOOD)

    assert response.status_code == 422
    assert "Your budget for this month is not enough" in response.content.decode()
    assert GOOD["prompt_text"] in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/check/"])
def test_a_template_of_no_name_is_none(page: Client, path: str) -> None:
    answer = page.post(path, {"template": "ic\0on", "prompt_text": "a red house"})

    assert answer.status_code in (200, 422)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["none", "system"])
@pytest.mark.parametrize("path", ["/", "/batch/", "/?template=icon"])
def test_who_may_not_submit_is_told_before_writing(client: Client, role: str, path: str) -> None:
    client.force_login(UserFactory.create(role=role))

    text = client.get(path).content.decode()
    assert "You may look, but not ask for pictures" in text
    assert "<textarea" not in text


def test_the_words_of_a_template_have_an_address_of_their_own(page: Client) -> None:
    text = page.get("/?template=icon&as_words=1").content.decode()

    assert "An icon of a lighthouse" in text and 'id="template-fields"' not in text


def checked(page: Client, **data: str) -> str:
    """What is said about each field, without what is said about the prompt."""
    text: str = page.post(reverse("check"), data).content.decode()
    return "".join(re.findall(r'class="field-errors".*?</div>', text, re.DOTALL))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("avoid", "cafés", "‘é’ (U+00E9), which a prompt may not have"),
        ("avoid", "x" * 201, "at most 200 characters"),
        ("colours", "reddish", "is no colour"),
        ("filename", "my house", "a space at position 3"),
    ],
)
def test_each_field_is_looked_at_while_one_types(
    page: Client, field: str, value: str, told: str
) -> None:
    assert told in checked(page, **{field: value})
    assert "errorlist" not in checked(page, **{field: ""})


def test_a_variable_still_empty_is_no_fault_before_it_was_sent(page: Client) -> None:
    empty = {"template": "icon", "version": "1", "var-thing": ""}

    assert "Fill this in." not in checked(page, **empty)
    assert "Fill this in." in checked(page, **empty, refused="1")
    sent = page.post("/?template=icon", {**GOOD, **empty}).content.decode()
    assert 'name="refused" value="1"' in sent


def test_a_proposed_name_takes_no_error_away(page: Client) -> None:
    given = {"prompt_text": GOOD["prompt_text"], "filename": "my house", "proposed": "house"}

    assert "a space at position 3" in page.post(reverse("filename"), given).content.decode()
