"""Photograph every page of a running site, in both themes, wide and narrow.

    make run                                      # in another terminal
    .venv/bin/python docs/screenshot.py           # → var/screenshots/ and docs/screenshot.png

Signs in with the demo accounts and draws one picture first. Ends with 1 where a page's console
held an error, so that a breach of the content security policy is seen.
"""

import argparse
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
# name → address; {request} and {stage} are filled in with what the drawn picture says.
STAFF_PAGES = {
    "submit": "/",
    "request": "/requests/{request}/",
    "history": "/history/",
    "history-nothing-found": "/history/?q=nothing-has-this-name",
    "my-data": "/my-data/",
    "stages": "/stages/",
    "tokens": "/tokens/",
    "stage": "/stages/{stage}/",
    "not-found": "/no-such-page/",
}
ADMIN_PAGES = {
    "admin-retention": "/admin/retention/",
    "admin-retention-policy": "/admin/retention/policies/requests/?amount=180&unit=days",
    "admin-retention-holds": "/admin/retention/holds/",
    "admin-retention-purges": "/admin/retention/purges/?all",
    "admin-index": "/admin/",
    "admin-dashboard": "/admin/dashboard/",
    "admin-metrics": "/admin/auditing/performancemetrics/",
    "admin-caches": "/admin/auditing/cachemetrics/",
    "admin-thresholds": "/admin/auditing/metricthreshold/",
    "admin-requests": "/admin/generation/svggenerationrequest/",
    "admin-request": "/admin/generation/svggenerationrequest/{request}/change/",
    "admin-add-request": "/admin/generation/svggenerationrequest/add/",
    "admin-reveal": "/admin/reveal/{request}/",
    "admin-access": "/admin/auditing/accesscontrol/",
    "admin-access-of-one": "/admin/auditing/accesscontrol/2/change/",
    "admin-people": "/admin/auth/user/",
    "admin-add-account": "/admin/auth/user/add/",
    "admin-pictures": "/admin/generation/generatedsvg/",
    "admin-models": "/admin/generation/cortexmodel/",
    "admin-model": "/admin/generation/cortexmodel/claude-sonnet-4-5/change/",
    "admin-events": "/admin/auditing/accessevent/",
    "admin-verify-audit": "/admin/audit/verify/",
    "admin-anchors": "/admin/auditing/auditanchor/",
    "admin-errors": "/admin/auditing/errorgroup/",
    "admin-logs": "/admin/auditing/logentry/",
    "admin-exports": "/admin/exports/",
    "admin-persons": "/admin/persons/",
    "admin-person": "/admin/persons/1/",
    "admin-retention-report": "/admin/reports/retention/",
    "admin-timeline": "/admin/timeline/{request}/",
    "admin-search": "/admin/search/",
    "admin-is-this-ours": "/admin/is-this-ours/",
    "admin-search-nothing-found": "/admin/search/?q=nothing-has-this-name",
}


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
        # A page that is meant to be missing is told by the browser as an error, too.
        if kind == "error" and "404" not in text:
            self.complaints.append(f"{page.url}: {text}")

    def shoot_all(self, user: str, pages: dict[str, str], **names: str) -> None:
        """Each page in each theme and width."""
        for theme in THEMES:
            for width in WIDTHS:
                with self.context(theme, width, user) as page:
                    for name, path in pages.items():
                        page.goto(path.format(**names))
                        self.shoot(page, f"{name}-{theme}-{width}.png")

    def shoot(self, page: Page, name: str) -> None:
        page.keyboard.press("End")  # pictures load when they come into view
        page.wait_for_load_state("networkidle")
        page.screenshot(path=self.folder / name, full_page=True)


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
    camera.shoot_all("staff", STAFF_PAGES, request=request, stage=stage)
    camera.shoot_all("admin", ADMIN_PAGES, request=request, stage=stage)


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
