"""Links and checks in real Chromium: a picture is given out and taken back, a lost file mended."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import ROOT, Site, draw, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

# What somebody does behind the program's back.
REMOVE = """
from generation.models import GeneratedSVG
from generation.snowflake.locations import StageLocation
from generation.snowflake.warehouse import warehouse
svg = GeneratedSVG.objects.get(request={pk!r})
with warehouse(query_tag="test") as connection:
    assert connection.remove_file(StageLocation.parse(svg.stage_path))
"""


def behind_its_back(site: Site, script: str) -> None:
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", script]
    environment = {**os.environ, **site.environment}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def test_a_link_opens_signed_out_until_it_is_revoked(
    page: Page, browser: Browser, site: Site
) -> None:
    sign_in(page, "staff")
    draw(page, "A blue boat on the sea")
    section = page.locator("#links")
    section.get_by_label("It works for").select_option("hour")
    section.get_by_role("button", name="Make a link").click()
    address = section.get_by_label("The new link").input_value()

    outside = browser.new_context(base_url=site.url)
    answer = outside.request.get(address)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.text().startswith("<svg")

    page.reload()
    expect(section.get_by_text("Opened once")).to_be_visible()
    section.get_by_role("button", name=re.compile("Revoke the link")).click()
    expect(section.get_by_text("The link does not work any more.")).to_be_visible()

    stranger = outside.new_page()
    assert stranger.goto(address).status == 410
    expect(stranger.get_by_role("heading", name="This link was taken back")).to_be_visible()
    outside.close()


def test_a_lost_file_is_found_and_put_back(page: Page, site: Site) -> None:
    sign_in(page, "admin")
    draw(page, "A green boat on the sea")
    expect(page.get_by_role("link", name="Download").first).to_be_visible()
    pk = page.url.rstrip("/").rpartition("/")[2]
    behind_its_back(site, REMOVE.format(pk=pk))

    page.goto("/stages/SVG_STAGE/")
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_role("heading", name="The check is done")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Put \d+ back")).click()
    expect(page.get_by_text("The recorded file was put there again.").first).to_be_visible()

    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_role("heading", name="Everything fits")).to_be_visible()
