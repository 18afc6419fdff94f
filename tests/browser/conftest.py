"""The whole program as `make run` starts it, on its own ports and folder, and real Chromium."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chromium import chromium

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PASSWORD = "draw-me-a-house"
START_SECONDS = 60
# A machine that runs other tests beside this one may be slow.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Site:
    url: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_answers(*urls: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    for url in urls:
        while True:
            try:
                httpx.get(url, timeout=2)
                break
            except httpx.TransportError:
                assert time.monotonic() < deadline, f"{url} does not answer"
                time.sleep(0.1)


def start(folder: Path) -> Site:
    """Sets up in `folder` and starts web, worker and stand-in under honcho."""
    web, snowflake = free_port(), free_port()
    environment = {
        **os.environ,
        "ENVIRONMENT": "development",
        "DJANGO_SETTINGS_MODULE": "svgsite.settings",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "VAR_DIR": str(folder),
        "WEB_PORT": str(web),
        "LOCAL_SNOWFLAKE_PORT": str(snowflake),
        "LOCAL_SNOWFLAKE_PACE_MS": "5",
        "LOG_LEVEL": "INFO",
    }
    setup = [sys.executable, "manage.py", "setup_site"]
    subprocess.run(setup, cwd=ROOT, env=environment, check=True, capture_output=True)
    log = (folder / "run.log").open("wb")
    process = subprocess.Popen(
        [BIN / "honcho", "start"], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    log.close()
    wait_until_answers(f"http://127.0.0.1:{web}/healthz", f"http://127.0.0.1:{snowflake}/")
    return Site(f"http://127.0.0.1:{web}", environment, process)


def stop(site: Site) -> int:
    site.process.send_signal(signal.SIGINT)
    return site.process.wait(timeout=30)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = start(tmp_path_factory.mktemp("site"))
    yield running
    stop(running)


# Closed with the module: its event loop would keep the database from the tests that follow.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=site.url, accept_downloads=True)
    made.set_default_timeout(20_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console has to stay free of errors."""
    opened = context.new_page()
    errors: list[str] = []
    # A form that is refused answers 422, which Chromium reports as an error of its own.
    opened.on(
        "console",
        lambda m: errors.append(m.text) if m.type == "error" and "422" not in m.text else None,
    )
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert errors == []


def run_in(site: Site, words: str) -> None:
    """Runs Python in the site's program, with its database."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", words]
    subprocess.run(command, cwd=ROOT, env=site.environment, check=True, capture_output=True)


def sign_in(page: Page, name: str) -> None:
    page.goto("/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def draw(page: Page, prompt: str) -> None:
    """Submits a prompt and waits for its picture, on the request's own page."""
    page.goto("/")
    page.get_by_label("What should the picture show?").fill(prompt)
    page.get_by_role("button", name="Draw it").click()
    page.wait_for_url("**/requests/**")
