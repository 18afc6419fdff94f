"""Photograph every page of a running site, in both themes, wide and narrow.

    make run                                      # in another terminal
    .venv/bin/python docs/screenshot.py           # → var/screenshots/ and docs/screenshot.png

Signs in with the demo accounts and draws one picture first. Ends with 1 where a page's console
held an error, so that a breach of the content security policy is seen.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chromium import chromium  # noqa: E402

PASSWORD = "draw-me-a-house"  # noqa: S105  the demo accounts', told on the sign-in page
PROMPT = "A red house under a yellow sun, with two green trees"
THEMES = ("light", "dark")
WIDTHS = (1280, 320)
# States of pages beside the pages themselves, which are those of tests/access_table.py: what opens
# with the keys of the drawn picture.
STAFF_STATES = {
    "history-nothing-found": "/history/?q=nothing-has-this-name",
    "not-found": "/no-such-page/",
    "refused": "/admin/",
}
ADMIN_STATES = {
    "admin-retention-policy": "/admin/retention/policies/requests/?amount=180&unit=days",
    "admin-access-of-one": "/admin/auditing/accesscontrol/2/change/",
    "admin-account": "/admin/auth/user/2/change/",
    "admin-person": "/admin/persons/1/",
    "admin-model": "/admin/generation/cortexmodel/claude-sonnet-4-5/change/",
    "admin-request": "/admin/generation/svggenerationrequest/{request}/change/",
    "admin-search-nothing-found": "/admin/search/?q=nothing-has-this-name",
}


def known_pages(role: str, keys: dict[str, str], *, in_admin: bool = False) -> dict[str, str]:
    """Name → address of each page that needs no other key than these."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "svgsite.settings")
    django.setup()
    from tests.access_table import MODELS, PAGES
    from tests.every_page import Nothing, lists_of, pages_of

    def is_known(name: str) -> bool:
        page = PAGES[name]
        words = "".join([*page.args, *page.query.values()])
        return not set(re.findall(r"{(\w+)}", words)) - set(keys)

    found = {
        name.replace(":", "-"): address
        for name, address in pages_of(role, Nothing(keys), in_admin=in_admin)
        if is_known(name)
    }
    lists = {name.replace(" ", "-"): address for name, address in lists_of(MODELS)}
    return {**found, **lists} if in_admin else found


class Photographer:
    """Opens pages of one site and keeps what their consoles said."""

    def __init__(self, browser: Browser, url: str, folder: Path) -> None:
        self.browser, self.url, self.folder = browser, url.rstrip("/"), folder
        self.complaints: list[str] = []

    @contextmanager
    def context(self, theme: str = "light", width: int = 1280, user: str = "") -> Iterator[Page]:
        """A page of a fresh browser of this theme and width, signed in where `user` is given."""
        context: BrowserContext = self.browser.new_context(
            base_url=self.url,
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
        )
        page = context.new_page()
        page.on("console", lambda message: self._hear(page, message.type, message.text))
        page.on("pageerror", lambda error: self._hear(page, "error", str(error)))
        if user:
            sign_in(page, user)
        yield page
        context.close()

    def _hear(self, page: Page, kind: str, text: str) -> None:
        # A page that is meant to be missing or refused is told by the browser as an error, too.
        if kind == "error" and "404" not in text and "403" not in text:
            self.complaints.append(f"{page.url}: {text}")

    def shoot_all(self, user: str, pages: dict[str, str], **names: str) -> None:
        """Each page in each theme and width."""
        for theme in THEMES:
            for width in WIDTHS:
                with self.context(theme, width, user) as page:
                    for name, path in pages.items():
                        if is_page(page, path.format(**names)):
                            self.shoot(page, f"{name}-{theme}-{width}.png")

    def shoot(self, page: Page, name: str) -> None:
        page.keyboard.press("End")  # pictures load when they come into view
        page.wait_for_load_state("networkidle")
        page.screenshot(path=self.folder / name, full_page=True)


def is_page(page: Page, address: str) -> bool:
    """Open it, unless it is a file or a part of a page."""
    answer = page.request.get(address)
    kind = answer.headers.get("content-type", "")
    if not kind.startswith("text/html") or b"<html" not in answer.body():
        return False
    page.goto(address)
    return True


def sign_in(page: Page, user: str) -> None:
    page.goto("/login/")
    page.get_by_label("Username").fill(user)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def draw(page: Page) -> tuple[str, str]:
    """Draw one picture; returns the request's id and its stage."""
    page.get_by_label("What should the picture show?").fill(PROMPT)
    stage = page.get_by_label("Stage", exact=True).input_value()
    page.get_by_role("button", name="Draw it").click()
    page.get_by_role("link", name="Download SVG").wait_for(timeout=60_000)
    return page.url.rstrip("/").rsplit("/", 1)[-1], stage


def photograph(camera: Photographer) -> None:
    """All pages, then the picture for the README."""
    camera.shoot_all("", {"sign-in": "/login/"})
    with camera.context(user="staff") as page:
        request, stage = draw(page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ROOT / "docs" / "screenshot.png")
    keys = {"request": request, "stage": stage}
    camera.shoot_all("staff", {**known_pages("user", keys), **STAFF_STATES}, **keys)
    admins = known_pages("admin", keys, in_admin=True)
    camera.shoot_all("admin", {**admins, **ADMIN_STATES}, **keys)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "screenshots")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        camera = Photographer(browser, options.url, options.output)
        photograph(camera)
    sys.stdout.write(f"{len(list(options.output.glob('*.png')))} pictures in {options.output}\n")
    sys.stderr.writelines(f"{line}\n" for line in camera.complaints)
    return 1 if camera.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
