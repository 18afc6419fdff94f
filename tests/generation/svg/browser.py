"""A real browser that tells what a picture does: requests, navigation, paint, style, names."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

SITE = "http://site.test"
HANG = 20_000  # milliseconds after which a page counts as hanging
CELL, GAP, COLUMNS = 90, 60, 14  # CSS pixels
PAGE = """<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#fff;color:#123}
.host,.cover{position:absolute;width:90px;height:90px}.cover{background:#fff;z-index:1}</style>
<p class="probe a" id="probe"></p><b></b>"""
# What a style sheet or a name inside a picture could change on the page.
STATE = """() => JSON.stringify([...document.querySelectorAll(
  'body,#probe,body>b,.host')].map(e => {
  const s = getComputedStyle(e);
  return [e.tagName, s.color, s.backgroundColor, s.display, s.fontSize, s.borderTopWidth,
    s.animationName];
}).concat([typeof document.cookie, typeof document.getElementById, document.body.tagName,
  typeof location.href, document.getElementById('probe').tagName, document.title,
  document.querySelectorAll('[id=probe]').length]))"""
POKE = """() => { const documents = [document];
  for (const f of document.querySelectorAll('iframe'))
    if (f.contentDocument) documents.push(f.contentDocument);
  for (const d of documents) for (const e of d.querySelectorAll('svg, svg *, .host *'))
    for (const n of ['click', 'mouseover', 'focus', 'load', 'begin', 'end'])
      e.dispatchEvent(new MouseEvent(n, {bubbles: true, cancelable: true})); }"""
SETTLE = "() => new Promise(r => requestAnimationFrame(() => setTimeout(r, 150)))"
INSERT = """pictures => document.querySelectorAll('.host').forEach(
  (host, i) => { host.innerHTML = pictures[i] })"""

Pictures = dict[str, str]
Breaches = dict[str, list[str]]


class Watch:
    """One page whose every request is answered here; what is not expected is a breach."""

    def __init__(self, browser: Any, pictures: int) -> None:
        columns, rows = min(pictures, COLUMNS), -(-pictures // COLUMNS)
        size = {"width": 80 + (CELL + GAP) * columns, "height": 80 + (CELL + GAP) * rows}
        self._context = browser.new_context(viewport=size)
        self._context.set_default_timeout(HANG)
        self._bodies: dict[str, tuple[str, str]] = {}
        self._context.route("**/*", self._answer)
        self.breaches: list[str] = []
        self.page: Page = self._context.new_page()
        self.page.on("dialog", self._dialog)
        self._context.on("page", lambda _: self.breaches.append("popup"))

    def _dialog(self, dialog: Any) -> None:
        self.breaches.append("dialog")
        dialog.dismiss()

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if url in self._bodies:
            kind, body = self._bodies[url]
            route.fulfill(body=body, content_type=kind)
        else:
            self.breaches.append(f"request {url[:60]}")
            route.abort()

    def serve(self, path: str, kind: str, body: str) -> str:
        """Answer that path with the body from now on; the address is returned."""
        self._bodies[f"{SITE}/{path}"] = (kind, body)
        return f"{SITE}/{path}"

    def open(self, body: str) -> None:
        """Load the body as an HTML page of the site."""
        self.page.goto(self.serve("page.html", "text/html", body), wait_until="load")

    def settle(self) -> None:
        """Let timers, loads and paints happen."""
        self.page.evaluate(SETTLE)

    def finish(self) -> list[str]:
        """The breaches seen; the page is closed."""
        if not self.page.url.startswith(SITE):
            self.breaches.append(f"navigation {self.page.url[:60]}")
        self._context.close()
        return self.breaches


def find_breaches(browser: Any, pictures: Pictures, show: Callable[..., None]) -> Breaches:
    """Show all pictures at once; where something happens, halve until it is known by which."""
    watch = Watch(browser, len(pictures))
    try:
        show(watch, list(pictures.values()))
        seen = watch.finish()
    except Exception as error:  # a hang or a crash of the page is a breach as well
        seen = [*watch.finish(), f"hang {type(error).__name__}"]
    if not seen or len(pictures) <= 1:
        return dict.fromkeys(pictures, seen) if seen else {}
    items = list(pictures.items())
    half = len(items) // 2
    parts = [find_breaches(browser, dict(part), show) for part in (items[:half], items[half:])]
    return parts[0] | parts[1] or {"several together": seen}


def parsed_with_page(watch: Watch, pictures: list[str]) -> None:
    """Each picture inside the page that the parser reads, where scripts would run."""
    before, blank = _empty_page(watch, len(pictures))
    watch.open(PAGE + "".join(map(_cell, range(len(pictures)), pictures)))
    watch.page.evaluate(POKE)
    watch.settle()
    _compare(watch, before, blank)


def through_inner_html(watch: Watch, pictures: list[str]) -> None:
    """Each picture set into a page by a script of that page."""
    before, blank = _empty_page(watch, len(pictures))
    watch.page.evaluate(INSERT, pictures)
    watch.page.evaluate(POKE)
    watch.settle()
    _compare(watch, before, blank)


def as_documents(watch: Watch, pictures: list[str]) -> None:
    """Each picture as a document of its own, with nothing to hold it back."""
    watch.open(PAGE + _frames(watch, pictures, "iframe"))
    watch.page.evaluate(POKE)
    watch.settle()
    watch.page.screenshot()


def in_images(watch: Watch, pictures: list[str]) -> None:
    """Each picture through <img>."""
    watch.open(PAGE + _frames(watch, pictures, "img"))
    watch.page.evaluate(POKE)
    watch.settle()
    watch.page.screenshot()


def _cell(number: int, picture: str) -> str:
    left = 40 + (CELL + GAP) * (number % COLUMNS)
    top = 40 + (CELL + GAP) * (number // COLUMNS)
    place = f'style="left:{left}px;top:{top}px"'
    # The cover hides the picture's own box, so that any other colour on the page is a breach.
    return f'<div class="host" {place}>{picture}</div><div class="cover" {place}></div>'


def _empty_page(watch: Watch, count: int) -> tuple[str, bytes]:
    watch.open(PAGE + "".join(_cell(i, "") for i in range(count)))
    return watch.page.evaluate(STATE), watch.page.screenshot()


def _compare(watch: Watch, before: str, blank: bytes) -> None:
    if watch.page.evaluate(STATE) != before:
        watch.breaches.append("style or name")
    if watch.page.screenshot() != blank:
        watch.breaches.append("paint outside")


def _frames(watch: Watch, pictures: list[str], tag: str) -> str:
    kind = "image/svg+xml"
    urls = [watch.serve(f"{i}.svg", kind, picture) for i, picture in enumerate(pictures)]
    return "".join(f'<{tag} width="90" height="90" src="{url}"></{tag}>' for url in urls)
