"""Watching a picture being drawn, in real Chromium."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Site, draw, sign_in
from .walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PROMPT = "A red house under a yellow sun with a green tree and a blue car standin slowly"
GROWING = "#growing img"
# What moved although nobody asked for it; Chromium calls more than 0.1 bad.
COUNT_SHIFTS = """() => { window.shifts = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({type: 'layout-shift', buffered: true}) }"""


@pytest.fixture
def staff(page: Page) -> Page:
    sign_in(page, "staff")
    return page


def sources(page: Page, seconds: float) -> list[str]:
    """The different pictures shown while so much time passes; each is ready to be seen."""
    seen: list[str] = []
    for _ in range(round(seconds * 10)):
        for image in page.locator(GROWING).all():
            source, is_ready = image.evaluate("i => [i.src, i.complete && i.naturalWidth > 0]")
            assert is_ready
            if source not in seen:
                seen.append(source)
        page.wait_for_timeout(100)
    return seen


def test_it_grows_without_a_jump_and_becomes_the_picture(staff: Page) -> None:
    draw(staff, f"{PROMPT} 5")
    staff.evaluate(COUNT_SHIFTS)
    expect(staff.locator(GROWING)).to_be_visible()

    expect(staff.locator("#announcer")).to_have_text("Drawing")
    seen = sources(staff, 2)
    picture = staff.get_by_role("img", name=PROMPT)
    expect(picture).to_be_visible()

    assert len(seen) >= 2
    assert picture.evaluate("async image => { await image.decode(); return true }")
    expect(staff.locator("#canvas .frame > img")).to_have_count(1)
    expect(staff.locator("#announcer")).to_have_text("The picture is done.")
    assert staff.evaluate("window.shifts") < 0.05


def test_reloading_and_coming_back_show_the_same(staff: Page) -> None:
    draw(staff, f"{PROMPT} 9")
    expect(staff.locator(GROWING)).to_be_visible()
    address = staff.url

    staff.goto("about:blank")
    staff.goto(address)
    expect(staff.locator(GROWING)).to_be_visible(timeout=1000)
    staff.reload()

    expect(staff.locator(GROWING)).to_be_visible(timeout=1000)
    assert len(sources(staff, 1.5)) >= 2
    expect(staff.locator(".steps .now")).to_contain_text("Drawing")


def test_behind_another_tab_nothing_is_asked(staff: Page) -> None:
    draw(staff, f"{PROMPT} 6")
    expect(staff.locator(GROWING)).to_be_visible()
    staff.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true})")
    staff.wait_for_timeout(700)
    asked: list[str] = []
    staff.on("request", lambda request: asked.append(request.url))

    staff.wait_for_timeout(1500)
    assert asked == []
    staff.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")

    expect(staff.get_by_role("img", name=PROMPT)).to_be_visible()
    assert asked


def test_cancelling_says_so_at_once_and_then_what_it_cost(staff: Page) -> None:
    draw(staff, f"{PROMPT} 30")
    expect(staff.locator(GROWING)).to_be_visible()
    button = staff.get_by_role("button", name="Cancel")
    button.focus()

    button.press("Enter")

    expect(staff.get_by_text("Stopping…").first).to_be_visible(timeout=2000)
    expect(staff.get_by_text("a call was made and may be billed").first).to_be_visible()
    expect(staff.locator(GROWING)).to_have_count(0)
    expect(staff.locator("#first-action")).to_be_focused()
    expect(staff.locator("#announcer")).to_contain_text("may be billed")


def test_while_it_is_drawn_everybody_can_follow(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site.url, sign_in, "staff")
    draw(walk.page, f"{PROMPT} 40")
    expect(walk.page.locator(GROWING)).to_be_visible()
    walk.found.clear()

    walk.visit("being drawn", walk.page.url)

    expect(walk.page.locator(GROWING)).to_be_visible()
    walk.page.get_by_role("button", name="Cancel").click()
    expect(walk.page.get_by_role("heading", name="Cancelled")).to_be_visible()
    walk.context.close()
    assert walk.found == []
