"""The main job in real Chromium: a prompt becomes a picture on a stage."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import draw, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PROMPT = "A red house under a yellow sun"


@pytest.fixture
def staff(page: Page) -> Page:
    sign_in(page, "staff")
    return page


def test_from_prompt_to_picture_without_reloading(staff: Page) -> None:
    staff.get_by_label("Model").select_option("claude-4-sonnet")
    staff.get_by_label("What should the picture show?").press_sequentially(PROMPT, delay=5)
    expect(staff.get_by_label("File name")).to_have_value("red-house-under-yellow-sun")
    staff.get_by_role("button", name="Draw it").click()
    staff.wait_for_url("**/requests/**")
    address = staff.url
    staff.evaluate("window.notReloaded = true")

    expect(staff.get_by_role("list").get_by_text("Drawing")).to_be_visible()
    picture = staff.get_by_role("img", name=PROMPT)
    expect(picture).to_be_visible()

    assert staff.url == address
    assert staff.evaluate("window.notReloaded") is True
    assert picture.evaluate("async image => { await image.decode(); return true }")
    expect(staff.locator(".about").get_by_text("claude-sonnet-4-5").first).to_be_visible()
    expect(
        staff.get_by_text("built-in preview engine (rules and clip art)", exact=False).first
    ).to_be_visible()


def test_download_history_and_stage(staff: Page, tmp_path: Path) -> None:
    draw(staff, "Three blue fish in the sea")
    address = staff.url
    with staff.expect_download() as started:
        staff.get_by_role("link", name="Download SVG").click()
    started.value.save_as(tmp_path / "fish.svg")

    content = (tmp_path / "fish.svg").read_text()
    assert content.startswith("<svg") and content.endswith("</svg>")
    assert started.value.suggested_filename == "three-blue-fish-sea.svg"

    staff.goto("/history/")
    staff.get_by_role("link", name=re.compile("three blue fish", re.I)).first.click()
    assert staff.url == address

    staff.goto("/stages/")
    staff.get_by_role("link", name="SVG_STAGE").first.click()
    expect(staff.get_by_text("three-blue-fish-sea.svg").first).to_be_visible()


def test_a_prompt_with_a_wrong_character_keeps_what_was_typed(staff: Page) -> None:
    prompt = "A café by the sea"
    field = staff.get_by_label("What should the picture show?")
    field.fill(prompt)
    staff.get_by_role("button", name="Draw it").click()

    expect(staff.get_by_text("‘é’ (U+00E9) at position 6")).to_be_visible()
    expect(field).to_have_value(prompt)


def test_a_failure_says_what_happened_and_that_it_cost_nothing(staff: Page) -> None:
    draw(staff, "a red house standin 400")

    expect(staff.get_by_text("It cost nothing.").first).to_be_visible()
    expect(staff.get_by_role("button", name="Try again")).to_be_visible()


def test_what_could_not_be_drawn_is_named(staff: Page) -> None:
    draw(staff, "a quilted zebra on a zeppelin")

    expect(staff.get_by_text("This could not be drawn: quilted, zeppelin.")).to_be_visible()


def test_what_was_removed_for_safety_is_named(staff: Page) -> None:
    draw(staff, "a red house standin hostile")

    expect(staff.get_by_text("1 script removed")).to_be_visible()


def test_cancelling_while_it_is_drawn(staff: Page) -> None:
    draw(staff, "a red house standin slow 20")
    staff.get_by_role("button", name="Cancel").click()

    expect(staff.get_by_text("Cancelled").first).to_be_visible()


def test_the_admin_shows_it_and_can_submit_too(page: Page) -> None:
    sign_in(page, "admin")
    page.goto("/admin/generation/svggenerationrequest/add/")
    page.get_by_label("Prompt").fill("a green tree beside a white house")
    page.get_by_role("button", name="Draw it").click()
    page.wait_for_url("**/change/")
    picture = page.locator("img.admin-preview")
    for _ in range(40):
        if picture.count():
            break
        page.wait_for_timeout(250)
        page.reload()

    page.reload()  # what was read while it was drawn may lack what came beside the picture
    expect(picture).to_be_visible()
    for text in ("call Cortex", re.compile("TMP_SVG_"), re.compile("built-in preview engine")):
        expect(page.get_by_role("cell", name=text).first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/history/", "/stages/", "/stages/SVG_STAGE/"])
def test_no_page_is_wider_than_a_small_phone(staff: Page, path: str, theme: str) -> None:
    staff.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    staff.set_viewport_size({"width": 320, "height": 640})
    staff.goto(path)

    assert staff.evaluate("document.documentElement.scrollWidth") <= 320
