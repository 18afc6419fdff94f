"""Finding a picture again: filters and keys, marks without a reload, several as a zip."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import draw, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def staff(page: Page) -> Page:
    sign_in(page, "staff")
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_search_keys_marks_and_zip(staff: Page, tmp_path: Path) -> None:
    for prompt in ("An orange lighthouse by the sea", "A lighthouse in the fog at night"):
        draw(staff, prompt)
        expect(staff.get_by_role("link", name="Download SVG").first).to_be_visible()
    # a tag on the request's page, without a reload
    staff.evaluate("window.notReloaded = true")
    staff.get_by_label("New tag").fill("Campaign")
    staff.get_by_role("button", name="Add", exact=True).click()
    expect(staff.get_by_role("link", name="campaign")).to_be_visible()
    # a favourite there, and none again
    for is_on in ("true", "false"):
        staff.get_by_role("button", name="Favourite").click()
        star = staff.locator(f"#marks .favourite [aria-pressed={is_on}]")
        expect(star).to_have_count(1)
    assert staff.evaluate("window.notReloaded") is True

    # words narrow while one types, and the address follows
    staff.goto("/history/")
    staff.evaluate("window.notReloaded = true")
    staff.keyboard.press("/")
    staff.keyboard.type("lighthouse")
    staff.wait_for_url("**/history/?q=lighthouse")
    tiles = staff.locator("#tiles .open")
    expect(tiles).to_have_count(2)
    expect(staff.locator("#found-status")).to_have_text("2 found")

    # from picture to picture; a favourite by a key
    staff.keyboard.press("ArrowDown")
    assert focused(staff) == "A lighthouse in the fog at night"
    staff.keyboard.press("ArrowRight")
    assert focused(staff) == "An orange lighthouse by the sea"
    staff.keyboard.press("f")
    pressed = staff.locator("#tiles [aria-pressed=true]")
    expect(pressed).to_have_count(1)
    assert staff.evaluate("window.notReloaded") is True
    staff.get_by_label("Favourites only").check()
    staff.wait_for_url("**/history/?q=lighthouse&favourite=1")
    expect(tiles).to_have_count(1)
    staff.get_by_role("link", name="Remove all").click()

    # two as a zip
    expect(staff.get_by_role("button", name="Download as ZIP")).to_be_hidden()
    tiles.first.focus()
    staff.keyboard.press("x")
    staff.keyboard.press("ArrowRight")
    staff.keyboard.press("x")
    expect(staff.locator("#chosen-count")).to_have_text("2 chosen")
    staff.get_by_role("button", name="Download as ZIP").click()
    staff.wait_for_url("**/exports/")
    with staff.expect_download() as started:
        staff.get_by_role("link", name="Download", exact=True).first.click()
    started.value.save_as(tmp_path / "pictures.zip")
    with zipfile.ZipFile(tmp_path / "pictures.zip") as archive:
        told = json.loads(archive.read("manifest.json"))
        assert told["rows"] == 2
        assert all(archive.read(name) for name in told["files"])


def test_a_wide_and_a_narrow_window_show_all(staff: Page) -> None:
    draw(staff, "A paper boat on blue waves")
    for path in ("/history/", "/history/?view=list", "/my-data/", "/exports/"):
        for width in (1280, 320):
            staff.set_viewport_size({"width": width, "height": 900})
            staff.goto(path)
            assert staff.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_filters_and_marks_without_javascript(staff: Page) -> None:
    draw(staff, "A clock tower in the snow")
    context = staff.context.browser.new_context(
        base_url=staff.url.split("/requests/")[0],
        storage_state=staff.context.storage_state(),
        java_script_enabled=False,
    )
    plain = context.new_page()
    plain.goto("/history/")
    plain.get_by_label("Words in the prompt").fill("tower")
    plain.get_by_role("button", name="Search").click()
    expect(plain.locator("#tiles .open")).to_have_count(1)
    plain.get_by_role("button", name=re.compile("^Favourite")).click()
    expect(plain.locator("#tiles [aria-pressed=true]")).to_have_count(1)
    assert "q=tower" in plain.url
    plain.get_by_label("Choose clock-tower-snow.svg").check()
    plain.locator("#chosen-tag").fill("winter")
    plain.get_by_role("button", name="Add tag").click()
    expect(plain.get_by_text("Done for 1 request.")).to_be_visible()
    expect(plain.locator("#tiles .tag")).to_have_text("winter")
    context.close()


@pytest.mark.parametrize("width", [320, 1280, 2560, 3840])
def test_the_gallery_uses_the_screen_and_nothing_sticks_out(staff: Page, width: int) -> None:
    draw(staff, "A lighthouse on a rock in the sun")
    staff.set_viewport_size({"width": width, "height": 900})
    staff.goto("/history/")

    box = staff.locator("#tiles").bounding_box()
    assert box is not None and box["width"] > 0.83 * width
    assert staff.evaluate("document.documentElement.scrollWidth") == width
    tile = staff.locator("#tiles .tile").first.bounding_box()
    assert tile is not None and tile["width"] < 400
