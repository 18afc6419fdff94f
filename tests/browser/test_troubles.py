"""What goes wrong while a page stands open is said on it, and its buttons can be used again."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import draw, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def opened(context: BrowserContext) -> Page:
    """A finished picture's page; its console may tell what is provoked here."""
    page = context.new_page()
    sign_in(page, "staff")
    draw(page, "A green tree on a hill")
    expect(page.get_by_role("link", name="Download SVG")).to_be_visible(timeout=60_000)
    return page


def make_link(page: Page) -> None:
    page.get_by_role("button", name="Make a link").click()


def test_signed_out_meanwhile(opened: Page) -> None:
    address = opened.url
    opened.context.clear_cookies(name="sessionid")

    make_link(opened)

    told = opened.locator("#page-trouble")
    expect(told).to_contain_text("You are signed out")
    expect(told).to_contain_text("it cost nothing")
    expect(opened.locator("#page-trouble")).to_have_count(1)  # no other page was put into this one
    told.get_by_role("link").click()
    opened.get_by_label("Username").fill("staff")
    opened.get_by_label("Password").fill("draw-me-a-house")
    opened.get_by_role("button", name="Sign in").click()
    opened.wait_for_url(address)


def test_a_refusal_is_told_with_its_reference(opened: Page) -> None:
    opened.context.clear_cookies(name="csrftoken")

    make_link(opened)

    told = opened.locator("#page-trouble")
    expect(told).to_contain_text("Nothing was done, and it cost nothing.")
    expect(told).to_contain_text("Reference: ")
    told.get_by_role("button", name="Close").click()
    expect(told).to_be_hidden()


def test_a_network_that_is_gone_and_comes_back(opened: Page) -> None:
    opened.context.set_offline(True)
    make_link(opened)
    expect(opened.locator("#page-trouble")).to_contain_text("could not be reached")

    opened.context.set_offline(False)
    make_link(opened)

    expect(opened.get_by_label("The new link")).to_be_visible()
    expect(opened.locator("#page-trouble")).to_be_hidden()


def test_a_form_that_is_not_accepted_says_why_in_its_place(opened: Page) -> None:
    opened.locator("#link-duration option").first.evaluate("option => { option.value = 'ever' }")
    opened.locator("#link-duration").select_option(index=0)

    make_link(opened)

    expect(opened.locator("#links")).to_contain_text("Choose how long the link works.")
