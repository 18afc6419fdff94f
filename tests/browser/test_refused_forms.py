"""The pages that answer a form: as accessible, as light and as narrow as those that are opened."""

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Site, draw, sign_in
from .walking import Walk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def no_prompt(page: Page) -> None:
    press(page, "Draw it")


def wrong_everywhere(page: Page) -> None:
    page.get_by_label("What should the picture show?").fill("a café")
    page.get_by_text("More wishes").click()
    for label in ("Own colours", "Leave out", "File name"):
        page.get_by_label(label, exact=True).fill("é é")
    press(page, "Draw it")


def empty_variable(page: Page) -> None:
    page.get_by_label("What", exact=True).fill("")
    page.get_by_label("What", exact=True).press("Enter")


def no_lines(page: Page) -> None:
    press(page, "Look at the lines")


def wrong_lines(page: Page) -> None:
    page.get_by_label("Or paste the lines here").fill("prompt\nA café\nA red house by the sea\n")
    press(page, "Look at the lines")


def short_wish(page: Page) -> None:
    page.get_by_label("What should be different?").fill("blue")
    press(page, "Change it")


def one_model(page: Page) -> None:
    page.locator("summary", has_text="Compare models").click()
    page.locator("[name=models]:checked").first.uncheck()
    press(page, "Compare")


def no_number(page: Page) -> None:
    page.locator("summary", has_text="Variations").click()
    page.locator("#vary-number option:checked").evaluate("option => { option.value = 'many' }")
    press(page, "Draw variations")


def no_language(page: Page) -> None:
    page.locator("#id_language option:checked").evaluate("option => { option.value = 'none' }")
    press(page, "Save")


def wrong_password(page: Page) -> None:
    for field in page.locator("main [type=password]").all():
        field.fill("short")
    page.locator("main [type=submit]").click()


def test_forms_that_are_refused(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site.url, sign_in, "staff")
    walk.send("submit, no prompt", "/", no_prompt)
    walk.send("submit, all wrong", "/", wrong_everywhere)
    walk.send("template, empty", "/?template=icon", empty_variable)
    walk.send("batch, empty", "/batch/", no_lines)
    walk.send("batch, wrong lines", "/batch/", wrong_lines, 200)
    walk.send("preferences, refused", "/preferences/", no_language)
    walk.send("password, refused", "/password/", wrong_password, 200)
    walk.context.close()
    assert walk.found == [], "\n" + "\n".join(walk.found)


def test_ways_on_that_are_refused(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site.url, sign_in, "staff")
    draw(walk.page, "A red house under a yellow sun, with two green trees")
    walk.page.get_by_role("link", name="Download SVG").first.wait_for()
    address = walk.page.url
    walk.found.clear()
    walk.send("wish, refused", address, short_wish)
    walk.send("variations, refused", address, no_number)
    walk.send("comparison, refused", address, one_model)
    walk.context.close()
    assert walk.found == [], "\n" + "\n".join(walk.found)
