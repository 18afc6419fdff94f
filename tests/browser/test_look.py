"""A finished picture in real Chromium: looked at from near and far, and taken along."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Download, Locator, Page, expect

from .conftest import draw, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PROMPT = "A red house under a yellow sun"


@pytest.fixture
def picture(page: Page) -> Page:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, "staff")
    draw(page, PROMPT)
    expect(page.locator(".view img")).to_have_count(1)  # what was seen of it before has gone
    expect(page.locator(".view img")).to_be_visible()
    return page


def where(view: Locator) -> tuple[float, float]:
    x, y = view.evaluate("frame => [frame.scrollLeft, frame.scrollTop]")
    return x, y


def test_zoom_and_move_by_keyboard_wheel_and_buttons(picture: Page) -> None:
    view, level = picture.locator(".view"), picture.locator(".level output")
    size = "frame => [frame.clientWidth, frame.clientHeight]"
    before_all, box = view.evaluate(size), view.bounding_box()
    view.focus()
    for _ in range(3):
        picture.keyboard.press("+")
    expect(level).to_have_text("300 %")
    wide = view.evaluate("frame => frame.scrollWidth / frame.clientWidth")
    assert wide == pytest.approx(3, abs=0.05)

    before = where(view)
    picture.keyboard.press("ArrowRight")
    picture.wait_for_timeout(400)  # it moves smoothly
    assert where(view)[0] > before[0]
    picture.keyboard.press("-")
    expect(level).to_have_text("200 %")
    picture.keyboard.press("0")
    expect(level).to_have_text("100 %")
    assert where(view) == (0, 0)

    picture.mouse.move(box["x"] + 100, box["y"] + 100)
    picture.keyboard.down("Control")
    picture.mouse.wheel(0, -100)
    picture.keyboard.up("Control")
    expect(level).to_have_text("150 %")
    picture.get_by_role("button", name="Zoom out").click()
    expect(level).to_have_text("100 %")
    assert view.evaluate(size) == before_all


def test_the_enlarged_picture_is_dragged_by_the_mouse(picture: Page) -> None:
    view = picture.locator(".view")
    for _ in range(3):
        picture.get_by_role("button", name="Zoom in").click()
    before, box = where(view), view.bounding_box()
    picture.mouse.move(box["x"] + 200, box["y"] + 200)
    picture.mouse.down()
    picture.mouse.move(box["x"] + 150, box["y"] + 170, steps=4)
    picture.mouse.up()

    assert where(view) == (before[0] + 50, before[1] + 30)


def test_the_backdrop_is_remembered(picture: Page) -> None:
    ground = picture.locator(".uses .ground").first
    colour = "element => getComputedStyle(element).backgroundColor"
    picture.get_by_role("radio", name="Dark").check()
    assert ground.evaluate(colour) == "rgb(24, 24, 27)"

    picture.get_by_label("Own colour").fill("#00ff80")
    assert ground.evaluate(colour) == "rgb(0, 255, 128)"
    picture.reload()
    assert picture.locator(".view").evaluate(colour) == "rgb(0, 255, 128)"
    expect(picture.get_by_label("Own colour")).to_have_value("#00ff80")

    picture.get_by_role("radio", name="Checkerboard").check()
    picture.reload()
    assert "conic-gradient" in picture.locator(".view").evaluate(
        "element => getComputedStyle(element).backgroundImage"
    )


def test_the_strip_shows_the_sizes_of_use(picture: Page) -> None:
    picture.get_by_text("At 256 and 512 pixels").click()
    sizes = picture.locator(".uses img").evaluate_all(
        "all => all.map(image => image.getBoundingClientRect().width)"
    )

    assert sizes == [16, 24, 32, 48, 64, 128, 256, 512]


def copied(page: Page, what: str) -> str:
    button = page.get_by_role("button", name=f"Copy {what}", exact=True)
    button.click()
    expect(page.get_by_role("button", name=f"Copied {what}", exact=True)).to_be_visible()
    expect(page.locator("#copied")).to_contain_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copy_buttons_say_that_they_copied(picture: Page) -> None:
    source = copied(picture, "SVG source")
    assert source.startswith("<svg") and source.endswith("</svg>")
    assert copied(picture, "Data URI").startswith("data:image/svg+xml")
    assert "export function RedHouseUnderYellowSun(" in copied(picture, "React component")
    assert copied(picture, "Alternative text") == picture.locator(".view img").get_attribute("alt")


def downloaded(page: Page, click: Callable[[], None], folder: Path) -> tuple[str, bytes]:
    with page.expect_download() as started:
        click()
    download: Download = started.value
    download.save_as(folder / "file")
    return download.suggested_filename, (folder / "file").read_bytes()


def test_files_are_what_they_say(picture: Page, tmp_path: Path) -> None:
    def fetch(name: str) -> tuple[str, bytes]:
        link = picture.get_by_role("link", name=name, exact=True)
        return downloaded(picture, link.click, tmp_path)

    name, content = fetch("PNG, 256 pixels")
    assert (name, max(Image.open(io.BytesIO(content)).size)) == (
        "red-house-under-yellow-sun-256.png",
        256,
    )
    name, content = fetch("Download PDF")
    info = subprocess.run(["pdfinfo", "-"], input=content, capture_output=True, check=True)
    assert name.endswith(".pdf") and b"Pages:           1" in info.stdout

    said = picture.locator(".saved")
    said.scroll_into_view_if_needed()
    expect(said).to_contain_text("% less.")
    name, content = fetch("Download Smaller SVG")
    assert name == "red-house-under-yellow-sun.min.svg" and content.startswith(b"<svg")


def test_the_source_opens_on_the_page(picture: Page) -> None:
    picture.get_by_text("Source", exact=True).click()

    expect(picture.locator(".code .is-tag").first).to_have_text("svg")


def test_without_scripts_everything_is_there(picture: Page) -> None:
    plain = picture.context.browser.new_context(
        java_script_enabled=False, storage_state=picture.context.storage_state()
    )
    page = plain.new_page()
    page.goto(picture.url)

    expect(page.locator(".view img")).to_be_visible()
    page.get_by_role("radio", name="Dark").check()
    colour = page.locator(".view").evaluate("view => getComputedStyle(view).backgroundColor")
    assert colour == "rgb(24, 24, 27)"
    expect(page.get_by_label("Own colour")).to_be_hidden()
    expect(page.get_by_role("link", name="Open the picture alone")).to_be_visible()
    page.get_by_role("link", name="Show both sizes").click()
    expect(page.get_by_text("% less.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name=re.compile("Copy|Zoom"))).to_have_count(0)
    page.get_by_text("Source", exact=True).click()
    page.get_by_role("link", name="Open the source").click()
    expect(page.locator(".code .is-tag").first).to_have_text("svg")
    plain.close()
