"""Going on from a picture, in real Chromium: change it, vary it, recolour it, vote blind."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Site, draw, sign_in
from .walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PROMPT = "A red house under a yellow sun"


@pytest.fixture
def picture(page: Page) -> str:
    """A finished picture's page, open in `page`; gives its address."""
    sign_in(page, "staff")
    draw(page, PROMPT)
    expect(page.get_by_role("heading", name="Go on from here")).to_be_visible()
    return page.url


def bytes_of(page: Page, address: str) -> str:
    return page.request.get(f"{address}picture.svg").text()


def test_one_click_and_a_wish_change_the_picture(page: Page, picture: str) -> None:
    page.get_by_label("What should be different?").fill("make the house blue, remove the sun")
    page.get_by_label("What should be different?").press("Control+Enter")
    page.wait_for_url(lambda url: "/requests/" in url and url != picture)
    expect(page.get_by_role("heading", name="Versions")).to_be_visible()

    before, after = bytes_of(page, picture), bytes_of(page, page.url)
    assert '-sun"' in before and '-sun"' not in after
    assert before.count('-house"') == after.count('-house"') == 1
    page.get_by_role("link", name="Compare").first.click()
    expect(page.get_by_text("of the picture looks different")).to_be_visible()
    shown = page.locator(".two img")
    expect(shown).to_have_count(3)
    for image in shown.all():
        assert image.evaluate("async image => { await image.decode(); return true }")


def test_a_wish_that_is_refused_is_not_lost(page: Page, picture: str) -> None:
    wish = page.get_by_label("What should be different?")
    wish.fill("a <b> of it")
    page.get_by_role("button", name="Change it").click()

    expect(page.get_by_text("at position 3")).to_be_visible()
    expect(wish).to_have_value("a <b> of it")


def test_variations_arrive_on_one_page(page: Page, picture: str) -> None:
    page.get_by_text("Variations", exact=True).click()
    page.get_by_label("How many").select_option("2")
    page.get_by_role("button", name="Draw variations").click()
    page.wait_for_url("**/groups/**")
    page.evaluate("window.notReloaded = true")

    expect(page.get_by_text("2 of 2 drawn. It cost nothing.")).to_be_visible()
    expect(page.get_by_role("img", name=PROMPT)).to_have_count(2)
    assert page.evaluate("window.notReloaded") is True


def test_colours_are_changed_on_the_page(page: Page, picture: str) -> None:
    page.get_by_role("link", name="Edit colours").click()
    preview = page.locator("#preview")
    first = page.locator("input[type=color]").first
    old = first.input_value()
    first.fill("#12ab34")

    expect(preview).to_have_attribute(
        "src", f"/requests/{picture.split('/')[-2]}/colours.svg?c={old[1:]}-12ab34"
    )
    assert preview.evaluate("async image => { await image.decode(); return true }")
    page.get_by_role("button", name="Save as a new version").click()
    page.wait_for_url(lambda url: url.endswith("/") and "/colours" not in url)
    expect(page.get_by_text("None was asked: the colours were changed")).to_be_visible()
    assert "#12ab34" in bytes_of(page, page.url) and "#12ab34" not in bytes_of(page, picture)


def test_on_a_small_screen_the_preview_stays_beside_the_last_colour(
    page: Page, picture: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{picture}colours/")
    page.get_by_role("button", name="Save as a new version").scroll_into_view_if_needed()

    expect(page.locator("#preview")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Save as a new version")).to_be_in_viewport()


def test_all_that_folds_out_has_one_arrow(page: Page, picture: str) -> None:
    folds = page.locator("main details:not(.folds) > summary")
    expect(folds).to_have_count(2)
    for fold in folds.all():
        arrow = "e => getComputedStyle(e, '::before').transform"
        closed = fold.evaluate(arrow)
        assert closed.startswith("matrix")
        assert fold.evaluate("e => getComputedStyle(e).listStyleType") == "none"
        fold.click()
        page.wait_for_function(
            "([e, closed]) => getComputedStyle(e, '::before').transform !== closed",
            arg=[fold.element_handle(), closed],
        )


def test_the_best_is_chosen_blind(page: Page, picture: str) -> None:
    page.get_by_text("Compare models", exact=True).click()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url("**/groups/**")
    best = page.get_by_role("button", name="B is the best")
    expect(best).to_be_visible()
    assert "claude" not in page.content()

    best.click()
    expect(page.get_by_text("your choice")).to_be_visible()
    assert "claude-sonnet-4-5" in page.content() and "claude-haiku-4-5" in page.content()
    page.get_by_role("link", name="Which models win").click()
    expect(page.get_by_role("cell", name="claude-haiku-4-5")).to_be_visible()


def test_the_tree_of_versions(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site.url, sign_in, "staff")
    draw(walk.page, "A red house under a yellow sun")
    for wish in ("Make the house blue", "Make the sun orange"):
        expect(walk.page.get_by_role("link", name="Download SVG").first).to_be_visible()
        walk.page.get_by_label("What should be different?").fill(wish)
        before = walk.page.url
        walk.page.get_by_role("button", name="Change it").click()
        expect(walk.page).not_to_have_url(before)
    expect(walk.page.get_by_role("link", name="Download SVG").first).to_be_visible()
    walk.page.get_by_role("link", name="All of them as a tree").click()
    expect(walk.page.locator(".tree ul ul .this")).to_contain_text("Make the sun orange")
    expect(walk.page.get_by_role("link", name="What differs")).to_have_count(2)

    walk.visit("tree of versions", walk.page.url)
    assert walk.found == []
