"""Each change of a template is a version of its own, on record; filling one in is frozen."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from auditing.models import AccessEvent
from generation.models import PromptTemplate, SnowflakeStage, SVGGenerationRequest
from generation.templating.lines import read_lines
from generation.templating.services import save_template, seed_templates

LINES = "thing | What | text | | a lighthouse\ncolour | Colour | colour | | #1d4fd7"
TEXT = "An icon of {thing} in {colour}"


@pytest.fixture
def template(admin_user: User) -> PromptTemplate:
    made = PromptTemplate(name="mine", label="Mine")
    save_template(made, by=admin_user, text=TEXT, variables=read_lines(LINES))
    return made


def test_other_words_make_another_version(template: PromptTemplate, admin_user: User) -> None:
    again = save_template(template, by=admin_user, text=TEXT, variables=read_lines(LINES))
    other = save_template(template, by=admin_user, text=f"{TEXT}!", variables=read_lines(LINES))

    assert (again.number, other.number) == (1, 2)
    assert template.versions.get(number=1).text == TEXT
    events = AccessEvent.objects.filter(action="template.change")
    assert sorted(event.context["version"] for event in events) == [1, 1, 2]
    assert other.made_by == admin_user


def test_who_may_not_is_refused(template: PromptTemplate, staff: User) -> None:
    with pytest.raises(PermissionDenied):
        save_template(template, by=staff, text="Something else", variables=())
    assert template.versions.count() == 1


def test_what_cannot_work_is_not_saved(admin_user: User) -> None:
    with pytest.raises(ValidationError):
        save_template(PromptTemplate(name="bad"), by=admin_user, text="{x} cat", variables=())
    assert not PromptTemplate.objects.filter(pk="bad").exists()


def test_seeding_changes_no_template_that_stands(template: PromptTemplate) -> None:
    PromptTemplate.objects.filter(pk="icon").update(label="Ours")

    seed_templates()

    icon = PromptTemplate.objects.get(pk="icon")
    assert icon.label == "Ours" and icon.versions.count() == 1


# In the admin


def admin_data(**changes: str) -> dict[str, str]:
    given = {"name": "new", "label": "New", "description": "", "text": TEXT, "variables": LINES}
    forms = {"versions-TOTAL_FORMS": "0", "versions-INITIAL_FORMS": "0"}
    return {**given, "is_offered": "on", **forms, **changes}


def test_the_admin_makes_and_changes_by_the_service(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)
    client.post(reverse("admin:generation_prompttemplate_add"), admin_data())
    url = reverse("admin:generation_prompttemplate_change", args=["new"])
    client.post(url, admin_data(text=f"{TEXT}, centred"))

    new = PromptTemplate.objects.get(pk="new")
    assert [v.number for v in new.versions.all()] == [2, 1]
    assert "thing | What | text |  | a lighthouse" in client.get(url).content.decode()


def test_the_admin_explains_what_cannot_work(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)

    response = client.post(
        reverse("admin:generation_prompttemplate_add"), admin_data(text="A {cat} here")
    )

    assert "{cat} is no variable" in response.content.decode()
    assert not PromptTemplate.objects.filter(pk="new").exists()


# On the page

GOOD = {
    "template": "mine",
    "version": "1",
    "var-thing": "a fox",
    "var-colour": "#0f766e",
    "selected_model": "claude-sonnet-4-5",
    "filename": "",
    "stage_name": "SVG_STAGE",
    "submission_key": "k",
}


@pytest.fixture
def page(client: Client, staff: User, stage: SnowflakeStage, template: PromptTemplate) -> Client:
    client.force_login(staff)
    return client


def test_templates_are_offered_and_begin_with_their_defaults(page: Client) -> None:
    assert "?template=mine" in page.get("/").content.decode()

    text = page.get("/", {"template": "mine"}).content.decode()

    assert 'value="a lighthouse"' in text and "An icon of a lighthouse in blue" in text


def test_version_and_values_are_frozen_into_the_request(page: Client) -> None:
    page.post("/", GOOD)

    made = SVGGenerationRequest.objects.get()
    assert made.prompt_text == "An icon of a fox in teal"
    values = {"thing": "a fox", "colour": "#0f766e"}
    assert made.brief["template"] == {"name": "mine", "version": 1, "values": values}
    assert made.brief["palette"] == ["#0f766e"]
    assert made.filename == "fox-teal"


def test_the_version_that_was_filled_in_counts(
    page: Client, template: PromptTemplate, admin_user: User
) -> None:
    save_template(
        template, by=admin_user, text="A new {thing} {colour}", variables=read_lines(LINES)
    )

    page.post("/", GOOD)

    assert SVGGenerationRequest.objects.get().prompt_text == "An icon of a fox in teal"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"var-thing": ""}, "Fill this in."),
        ({"var-thing": "a renard très roux"}, "‘è’ (U+00E8)"),
        ({"var-colour": "reddish"}, "is no colour"),
        ({"template": "no-such"}, "Say what the picture should show."),
        ({"version": "99999999999999999999"}, ""),
        ({"var-thing": "a\0b"}, ""),
    ],
)
def test_bad_values_are_explained_beside_their_field(
    page: Client, changes: dict[str, str], told: str
) -> None:
    response = page.post("/", {**GOOD, **changes})

    if told:
        assert response.status_code == 422
        assert told in response.content.decode()
        assert not SVGGenerationRequest.objects.exists()
    assert response.status_code < 500


def test_the_words_can_be_changed_by_hand(page: Client) -> None:
    text = page.post("/", {**GOOD, "as_words": "1"}).content.decode()

    assert ">\nAn icon of a fox in teal</textarea>" in text
    assert not SVGGenerationRequest.objects.exists()


def test_the_prompt_is_shown_while_one_fills_it_in(page: Client) -> None:
    data: dict[str, Any] = {**GOOD, "var-thing": "4111 1111 1111 1111"}

    text = page.post(reverse("check"), data).content.decode()

    assert "An icon of 4111 1111 1111 1111 in teal" in text
    assert "a payment card" in text


def test_a_template_that_is_switched_off_is_not_offered(page: Client) -> None:
    PromptTemplate.objects.filter(pk="mine").update(is_offered=False)

    assert "?template=mine" not in page.get("/").content.decode()
    assert page.get("/", {"template": "mine"}).context["template"] is None
