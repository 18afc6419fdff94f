"""With the colours of the system (Windows' contrast themes) one still sees what can be pressed,
where the focus is and what is chosen: by lines, since colours and shadows of ours are gone there.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Site, draw, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# And waits until what was folded away has its style.
UNFOLD = """() => {
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# Visible controls without an edge: neither a border nor an underline.
EDGELESS = """() => {
  const kinds = "button, .button, input, select, textarea, summary.link-button";
  const hasEdge = (control) => {
    const style = getComputedStyle(control);
    const isTick = control.matches("[type=checkbox], [type=radio]") && style.appearance !== "none";
    const { borderBlockEndStyle: line, borderBlockEndWidth: width } = style;
    const hasLine = line !== "none" && parseFloat(width) > 0;
    return isTick || hasLine || style.textDecorationLine === "underline";
  };
  const isSeen = (control) => control.checkVisibility({ opacityProperty: true })
    && control.getBoundingClientRect().width > 2;
  const found = [...document.querySelectorAll(kinds)].filter(isSeen);
  return found.filter((control) => !hasEdge(control)).map((one) => one.outerHTML.slice(0, 120));
}"""
# The focused element, or what shows its focus in its place, has a line around it.
IS_FOCUS_SEEN = """() => {
  const focused = document.activeElement;
  const tile = focused.closest(".tile");
  const near = [focused, focused.nextElementSibling, tile].filter(Boolean);
  const styles = near.map((element) => getComputedStyle(element));
  const seen = styles.some((s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
  return seen || focused === document.body ? "" : focused.outerHTML.slice(0, 120);
}"""
LINES = """(element) => {
  const { backgroundColor, color, border, outline, textDecoration } = getComputedStyle(element);
  return [backgroundColor, color, border, outline, textDecoration].join("|");
}"""


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.url, forced_colors="active")
    opened = context.new_page()
    sign_in(opened, "staff")
    yield opened
    context.close()


def lines(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate(LINES))


def unseen_focus(page: Page, *, steps: int) -> list[str]:
    """What holds the focus unseen, of the first steps by the Tab key."""
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        found.append(page.evaluate(IS_FOCUS_SEEN))
    return [one for one in found if one]


@pytest.mark.parametrize("path", ["/", "/batch/", "/my-data/", "/preferences/"])
def test_what_can_be_pressed_has_an_edge(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate(UNFOLD)

    assert page.evaluate(EDGELESS) == []
    assert unseen_focus(page, steps=25) == []


def test_a_picture_and_its_grounds(page: Page) -> None:
    draw(page, "A red house under a yellow sun, with two green trees")
    page.get_by_role("link", name="Download SVG").first.wait_for()

    assert page.evaluate(EDGELESS) == []
    assert unseen_focus(page, steps=25) == []
    assert lines(page, "[value=board]") != lines(page, "[value=light]")
    assert lines(page, "[value=dark]") != lines(page, "[value=light]")
    page.locator("[name=backdrop][value=dark]").check()
    chosen = lines(page, "[value=dark]")
    page.locator("[name=backdrop][value=light]").check()
    assert lines(page, "[value=dark]") != chosen
    assert (
        page.locator(".view").evaluate("view => getComputedStyle(view).backgroundColor")
        == (lines(page, "[value=light]").split("|")[0])
    )


def test_what_is_chosen_looks_chosen(page: Page) -> None:
    page.goto("/")
    assert lines(page, ".cards :checked + span") != lines(page, ".cards :not(:checked) + span")
    here, there = '.nav [aria-current="page"]', ".nav a:not([aria-current])"
    assert lines(page, here) != lines(page, there)

    page.goto("/history/")
    assert lines(page, ".switch [aria-current]") != lines(page, ".switch a:not([aria-current])")
