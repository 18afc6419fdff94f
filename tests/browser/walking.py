"""Opens a page once and measures all that every page has to keep: see `Walk.visit`."""

import gzip
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page, Response

from tests.weighing import MOST_BYTES

FOLDER = os.environ.get("SCREENSHOTS")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WIDE, NARROW, FOUR_K = 1280, 320, 3840
HEIGHT = 800
# Rules that a theme or a narrow screen can break where the wide page is right.
BY_LOOK = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
# Nothing that an eye sees: a word's width, once its font is there.
LEAST_SHIFT = 0.002

# Runs before anything of the page.
WATCH = """
window.shifted = 0; window.refused = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
"""
RUN = """async (only) => {
  // Preloading would ask for style sheets once more, which the policy refuses.
  const options = { preload: false, resultTypes: ["violations"] };
  options.rules = { "target-size": { enabled: true } };
  if (only) Object.assign(options, { runOnly: { type: "rule", values: only } });
  const found = await axe.run(document, options);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id} ${n.target.join(" ")}`));
}"""
UNFOLD = """() => document.querySelectorAll("main details:not([open])")
  .forEach((fold) => { fold.open = true; })"""
RESOURCES = """() => performance.getEntriesByType("resource")
  .filter((entry) => /\\.(css|js)(\\?|$)|jsi18n/.test(entry.name)).map((entry) => entry.name)"""


class Walk:
    """One browser, signed in as `user` ("" for nobody); `found` gathers what is wrong."""

    def __init__(
        self, browser: Browser, url: str, sign_in: Any, user: str = "", prefix: str = ""
    ) -> None:
        self.context = browser.new_context(
            base_url=url,
            color_scheme="light",
            reduced_motion="reduce",
            viewport={"width": WIDE, "height": HEIGHT},
        )
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda m: self._hear(m.type, m.text))
        self.page.on("pageerror", lambda error: self._hear("error", str(error)))
        self.found: list[str] = []
        self.visited: list[str] = []
        self._sizes: dict[str, int] = {}
        self._name, self._status, self._prefix = "", 200, prefix
        if user:
            sign_in(self.page, user)

    def visit(
        self,
        name: str,
        path: str,
        status: int = 200,
        *,
        is_one_of_many: bool = False,
    ) -> None:
        """Accessibility in both themes, wide and narrow; weight, shift, policy, console, reflow.

        Of many pages that are made alike each is looked at light and wide, dark and narrow only.
        """
        self._begin(name, status)
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None
        self._look(name, answer, is_one_of_many=is_one_of_many)

    def send(self, name: str, path: str, act: Callable[[Page], None], status: int = 422) -> None:
        """The same of the page that answers a form: `act` fills it in and sends it."""
        self._begin(name, status)
        self.page.goto(path, wait_until="load")
        with self.page.expect_response(lambda r: r.request.method == "POST" and is_page(r)) as got:
            act(self.page)
        self.page.wait_for_load_state("load")
        self._look(name, got.value, is_one_of_many=True)

    def _begin(self, name: str, status: int) -> None:
        self._name, self._status = self._prefix + name, status
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": WIDE, "height": HEIGHT})

    def _look(self, name: str, answer: Response, *, is_one_of_many: bool) -> None:
        if answer.status != self._status:
            self._wrong(f"answers {answer.status}, not {self._status}")
        self.visited.append(name)
        self._shift_and_policy()
        self._weight(len(answer.body()))
        self.page.evaluate(AXE)
        self._reflow(WIDE)
        self._axe("light")
        self._photograph("light-1280")
        if not is_one_of_many:
            self.page.emulate_media(color_scheme="dark")
            self._axe("dark", only=["color-contrast"])
            self._photograph("dark-1280")
        self._look_narrow(only_dark=is_one_of_many)

    def fits(self, name: str, path: str) -> None:
        """Only that nothing is wider than the screen, in a language with longer words."""
        self._name = self._prefix + name
        self.page.goto(path, wait_until="load")
        self.visited.append(name)
        for width in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self._reflow(width)
            self._photograph(f"light-{width}")

    def opens_html(self, path: str) -> bool:
        """Whether the address is a whole page, and not a file or a part of one."""
        answer = self.context.request.get(path, max_redirects=0)
        kind = answer.headers.get("content-type", "")
        return answer.ok and kind.startswith("text/html") and b"<html" in answer.body()

    def _look_narrow(self, *, only_dark: bool) -> None:
        """With all that folds out open; and then as wide as a 4K screen."""
        self.page.emulate_media(color_scheme="dark")
        self.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        self._reflow(NARROW)
        self.page.evaluate(UNFOLD)
        self._reflow(NARROW)
        self._axe("dark, narrow", only=BY_LOOK if only_dark else None)
        self._photograph("dark-320")
        if not only_dark:
            self.page.emulate_media(color_scheme="light")
            self._axe("light, narrow", only=["color-contrast"])
            self._photograph("light-320")
        self.page.set_viewport_size({"width": FOUR_K, "height": HEIGHT})
        self._reflow(FOUR_K)

    def _photograph(self, how: str) -> None:
        """Where SCREENSHOTS names a folder, for somebody to look at."""
        if FOLDER:
            name = re.sub(r"[^a-z0-9]+", "-", self._name)
            self.page.screenshot(path=Path(FOLDER) / f"{name}-{how}.png", full_page=True)

    def _axe(self, how: str, only: list[str] | None = None) -> None:
        for line in self.page.evaluate(RUN, only):
            self._wrong(f"axe ({how}): {line}")

    def _reflow(self, width: int) -> None:
        found = self.page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            self._wrong(f"is {found} px wide on a screen of {width}")

    def _shift_and_policy(self) -> None:
        if (shifted := self.page.evaluate("window.shifted")) >= LEAST_SHIFT:
            self._wrong(f"moved by {shifted:.4f} while it was loaded")
        for line in self.page.evaluate("window.refused"):
            self._wrong(f"policy: {line}")

    def _weight(self, html: int) -> None:
        weight = html + sum(self._size(name) for name in self.page.evaluate(RESOURCES))
        if weight > MOST_BYTES:
            self._wrong(f"weighs {weight:,} bytes without pictures")

    def _size(self, address: str) -> int:
        if address not in self._sizes:
            body = self.context.request.get(address).body()
            is_file = "/static/" in address
            self._sizes[address] = len(gzip.compress(body, 9) if is_file else body)
        return self._sizes[address]

    def _hear(self, kind: str, text: str) -> None:
        # An answer that is meant to be no 200 is an error to the browser, too.
        if kind == "error" and not (self._status != 200 and str(self._status) in text):
            self._wrong(f"console: {text}")

    def _wrong(self, what: str) -> None:
        self.found.append(f"{self._name} {what}")


def is_page(answer: Response) -> bool:
    """Whether it is shown as a page, and no part that a script asked for."""
    return answer.request.is_navigation_request()


def read_world(text: str) -> tuple[dict[str, str], dict[str, str]]:
    found = json.loads(text)
    return found["things"], found["models"]
