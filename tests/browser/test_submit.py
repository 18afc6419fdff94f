"""Asking for a picture in real Chromium: wishes, templates, tables, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import PASSWORD, Site, run_in, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PROMPT = "A green tree beside a blue house"


@pytest.fixture
def staff(page: Page) -> Page:
    sign_in(page, "staff")
    return page


def prompt_of(page: Page) -> str:
    return page.get_by_label("What should the picture show?").input_value()


def test_wishes_by_keyboard_and_what_is_said_meanwhile(staff: Page) -> None:
    field = staff.get_by_label("What should the picture show?")
    field.press_sequentially("A card with 4111 1111 1111 1111", delay=5)
    expect(staff.get_by_text("This looks as if it held a payment card")).to_be_visible()
    field.fill("A café by the sea")
    expect(staff.get_by_text("‘é’ (U+00E9) at position 6")).to_be_visible()
    field.fill(PROMPT)
    expect(staff.get_by_text("at position 6")).to_have_count(0)

    staff.get_by_role("radio", name="Flat").check()
    staff.get_by_text("More wishes").click()
    staff.get_by_role("radio", name="Wide 16:9").check()
    staff.get_by_label("Leave out").fill("people")
    staff.get_by_label("Model", exact=True).select_option("openai-gpt-5.1")
    expect(staff.get_by_text("Cost not known")).to_be_visible()
    field.press("Control+Enter")

    staff.wait_for_url("**/requests/**")
    expect(staff.get_by_role("img", name=PROMPT)).to_be_visible()
    expect(staff.get_by_text("without people")).to_be_visible()

    staff.goto("/")
    staff.get_by_label("What should the picture show?").fill(PROMPT.lower())
    expect(staff.get_by_role("link", name="Use that picture")).to_be_visible()


def test_a_template_is_filled_in_and_drawn(staff: Page) -> None:
    staff.get_by_role("link", name="Icon of a thing").click()
    staff.get_by_label("What", exact=True).fill("a red fish")
    staff.get_by_label("Seen from").select_option("above")
    expect(staff.get_by_text("An icon of a red fish, seen from above, in blue")).to_be_visible()
    staff.get_by_label("What", exact=True).press("Enter")

    staff.wait_for_url("**/requests/**")
    expect(staff.get_by_text("from the template icon, version 1")).to_be_visible()


def test_a_table_is_looked_at_and_drawn(staff: Page) -> None:
    staff.get_by_role("link", name="Many at once").click()
    table = (
        'prompt,style\n"A red house, and a tree",flat\nA café by the sea,\nA blue fish in the sea,'
    )
    file = {"name": "table.csv", "mimeType": "text/csv", "buffer": table.encode()}
    staff.get_by_label("CSV file").set_input_files(file)  # type: ignore[arg-type]
    staff.get_by_role("button", name="Look at the lines").click()
    expect(staff.get_by_text("‘é’ (U+00E9) at position 6")).to_be_visible()
    staff.get_by_role("button", name="Draw 2 pictures").click()

    staff.wait_for_url("**/groups/**")
    expect(staff.get_by_text("2 of 2", exact=True)).to_be_visible(timeout=40_000)


def test_what_was_typed_comes_back_after_signing_in_again(staff: Page) -> None:
    staff.get_by_label("What should the picture show?").fill(PROMPT)
    staff.get_by_role("radio", name="Sticker").check()
    staff.context.clear_cookies(name="sessionid")
    staff.get_by_role("button", name="Draw it").click()

    staff.get_by_label("Username").fill("staff")
    staff.get_by_label("Password").fill(PASSWORD)
    staff.get_by_role("button", name="Sign in").click()

    staff.wait_for_url(re.compile(r":\d+/$"))
    assert prompt_of(staff) == PROMPT
    expect(staff.get_by_role("radio", name="Sticker")).to_be_checked()


def test_a_text_that_is_too_long_stays_and_is_told(staff: Page) -> None:
    field = staff.get_by_label("What should the picture show?")
    staff.context.grant_permissions(["clipboard-read", "clipboard-write"])
    staff.evaluate("navigator.clipboard.writeText('a red house '.repeat(900))")
    field.press("Control+v")

    assert len(prompt_of(staff)) == 10_800
    expect(staff.get_by_text("10,800 / 1,000")).to_be_visible()
    expect(staff.get_by_text("at most 1000 are allowed")).to_be_visible()


def test_that_one_is_signed_out_by_now_is_said_while_one_types(staff: Page) -> None:
    field = staff.get_by_label("What should the picture show?")
    staff.context.clear_cookies(name="sessionid")
    field.press_sequentially(PROMPT, delay=5)

    expect(staff.get_by_text("You are signed out")).to_be_visible()
    assert prompt_of(staff) == PROMPT


def test_the_file_name_follows_a_prompt_that_came_back(staff: Page) -> None:
    field, name = staff.get_by_label("What should the picture show?"), "#id_filename"
    field.fill(PROMPT)
    expect(staff.locator(name)).to_have_value("green-tree-beside-blue-house")
    staff.reload()
    field.fill("A yellow boat on the lake")

    expect(staff.locator(name)).to_have_value("yellow-boat-lake")


def test_a_reload_loses_nothing_and_a_sent_prompt_does_not_come_back(staff: Page) -> None:
    staff.get_by_label("What should the picture show?").fill(PROMPT)
    staff.goto("/history/")
    staff.goto("/")
    assert prompt_of(staff) == PROMPT

    staff.get_by_role("button", name="Draw it").click()
    staff.wait_for_url("**/requests/**")
    staff.goto("/")
    assert prompt_of(staff) == ""


def test_each_field_says_what_is_wrong_while_one_types(staff: Page) -> None:
    staff.get_by_text("More wishes").click()
    for label, wrong, right, told in (
        ("Leave out", "cafés", "cafes", "‘é’ (U+00E9)"),
        ("Own colours", "reddish", "#fff", "is no colour"),
        ("File name", "my house", "house", "a space at position 3"),
    ):
        field = staff.get_by_label(label, exact=True)
        field.press_sequentially(wrong)
        expect(staff.locator(".field-errors", has_text=told)).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(told)))
        field.fill(right)
        expect(staff.locator(".field-errors", has_text=told)).to_have_count(0)
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(field).to_be_focused()


STARS = """
from generation.models import PromptTemplate, PromptTemplateVersion
PromptTemplateVersion.objects.create(
    template=PromptTemplate.objects.create(name="stars", label="Stars"),
    number=1,
    text="A row of {number} stars made of {stuff}",
    variables=[
        {"name": "number", "label": "How many", "type": "number"},
        {"name": "stuff", "label": "Of what", "type": "text"},
    ],
)
"""


def test_a_templates_variables_say_what_is_wrong_while_one_types(staff: Page, site: Site) -> None:
    run_in(site, STARS)
    staff.goto("/?template=stars")
    number = staff.get_by_label("How many", exact=True)
    number.fill("abc")
    expect(staff.get_by_text("‘abc’ is no number.")).to_be_visible()
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(staff.get_by_label("Of what", exact=True)).not_to_have_attribute("aria-invalid", "true")
    number.fill("5")
    expect(staff.get_by_text("‘abc’ is no number.")).to_have_count(0)
