"""The first page: what it takes, what it says, and that nothing typed is lost."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from generation.models import SnowflakeStage, SVGGenerationRequest

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
    assert response.headers["Location"] == reverse("request", args=[made.pk])
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
    query = {"prompt_text": "a blue boat", "filename": filename, "proposed": proposed}

    response = page.get(reverse("filename"), query)

    assert f'value="{expected}"' in response.content.decode()


def test_a_line_break_counts_as_one_character_as_on_the_page(page: Client) -> None:
    longest = "x" * 500 + "\r\n" + "y" * 499

    assert page.post("/", {**GOOD, "prompt_text": longest}).status_code == 302

    assert SVGGenerationRequest.objects.get().prompt_text == longest.replace("\r\n", "\n")
