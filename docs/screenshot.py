"""Draw one picture on a running site and photograph its page for the README.

    make run                                      # in another terminal
    .venv/bin/python docs/screenshot.py           # → docs/screenshot.png

`make screenshots` photographs every page, in both themes, wide and narrow.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chromium import chromium  # noqa: E402

PASSWORD = "draw-me-a-house"  # noqa: S105  the demo accounts', told on the sign-in page
PROMPT = "A red house under a yellow sun, with two green trees"
SIZE: ViewportSize = {"width": 1280, "height": 1000}


def sign_in(page: Page) -> None:
    page.goto("/login/")
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def draw(page: Page) -> None:
    page.get_by_label("What should the picture show?").fill(PROMPT)
    page.get_by_role("button", name="Draw it").click()
    page.get_by_role("link", name="Download SVG").first.wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "screenshot.png")
    options = parser.parse_args()
    with chromium() as browser:
        page = browser.new_page(base_url=options.url, reduced_motion="reduce", viewport=SIZE)
        sign_in(page)
        draw(page)
        page.screenshot(path=options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
