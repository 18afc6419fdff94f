"""Every page of the site and of the admin, each opened once in real Chromium with everything on it.

The pages are those of `tests/access_table.py`: a new one is visited by itself.
"""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from playwright.sync_api import Browser

from tests.every_page import Keys, Nothing, admin_lists, pages_of

from .conftest import ROOT, Site, draw, sign_in
from .walking import Walk, read_world

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

World = tuple[Keys, Keys]


@pytest.fixture(scope="module")
def world(site: Site) -> World:
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.world"],
        cwd=ROOT,
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return read_world(made.stdout)


def check(walk: Walk, pages: Iterator[tuple[str, str]], least: int) -> None:
    for name, path in pages:
        if walk.opens_html(path):
            walk.visit(name, path)
    walk.context.close()
    assert len(walk.visited) >= least, walk.visited
    assert walk.found == [], "\n" + "\n".join(walk.found)


def test_pages_of_the_site(browser: Browser, site: Site, world: World) -> None:
    walk = Walk(browser, site.url, sign_in, "staff")
    draw(walk.page, "A red house under a yellow sun, with two green trees")
    walk.page.get_by_role("link", name="Download SVG").first.wait_for()
    drawn = {**world[0], "request": walk.page.url.rstrip("/").rsplit("/", 1)[-1]}
    walk.found.clear()
    walk.visit("history, nothing found", "/history/?q=nothing-has-this-name")
    walk.visit("no such page", "/no-such-page/", 404)
    check(walk, pages_of("user", drawn), 8)


def test_pages_of_who_is_not_signed_in(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site.url, sign_in, prefix="signed out ")
    walk.visit("wrong password", "/login/?next=/history/")
    walk.visit("no such page", "/no-such-page/", 404)
    check(walk, iter([("login", "/login/"), ("admin:login", "/admin/login/")]), 3)


def test_a_new_person_sees_empty_pages(browser: Browser, site: Site) -> None:
    walk = Walk(browser, site.url, sign_in, "manager", prefix="empty ")
    check(walk, pages_of("manager", Nothing()), 5)


def test_pages_of_the_admin(browser: Browser, site: Site, world: World) -> None:
    walk = Walk(browser, site.url, sign_in, "admin")
    check(walk, pages_of("admin", world[0], in_admin=True), 10)


def test_lists_and_forms_of_the_admin(browser: Browser, site: Site, world: World) -> None:
    walk = Walk(browser, site.url, sign_in, "admin")
    for name, path in admin_lists(world[1]):
        walk.visit(name, path, is_one_of_many=True)
    check(walk, iter([]), 30)


def test_a_refused_page(browser: Browser, site: Site, world: World) -> None:
    walk = Walk(browser, site.url, sign_in, "staff")
    walk.visit("refused", reverse("admin:person", args=[quote(world[0]["user"])]), 403)
    assert walk.found == []


def german(browser: Browser, site: Site, user: str) -> Walk:
    walk = Walk(browser, site.url, sign_in, user, prefix="german ")
    walk.context.set_extra_http_headers({"Accept-Language": "de"})
    return walk


def test_german_fits_on_a_small_phone(browser: Browser, site: Site, world: World) -> None:
    walk = german(browser, site, "staff")
    for name, path in pages_of("user", world[0]):
        if walk.opens_html(path):
            walk.fits(name, path)

    assert walk.page.locator("html").get_attribute("lang") == "de"
    check(walk, iter([]), 8)


def test_german_fits_in_the_admin(browser: Browser, site: Site, world: World) -> None:
    walk = german(browser, site, "admin")
    for name, path in (*pages_of("admin", world[0], in_admin=True), *admin_lists(world[1])):
        if walk.opens_html(path):
            walk.fits(name, path)

    check(walk, iter([]), 60)
