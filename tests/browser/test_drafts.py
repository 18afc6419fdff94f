"""Nothing that is typed is lost, whatever happens to its page: in real Chromium."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import PASSWORD, Site, draw, run_in, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PROMPT = "A green tree beside a blue house"
TABLE = 'prompt\n"A red house, and a tree"\nA café by the sea\n'
KEPT = "What you wrote is kept in this tab."


@pytest.fixture
def staff(context: BrowserContext) -> Page:
    """Signed in; its console may tell what is provoked here."""
    page = context.new_page()
    sign_in(page, "staff")
    return page


def expect_prompt(page: Page, text: str) -> None:
    expect(page.get_by_label("What should the picture show?")).to_have_value(text)


def write(page: Page, text: str = PROMPT) -> None:
    page.get_by_label("What should the picture show?").fill(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def come_back(page: Page) -> None:
    """From the page of an error, by the link that it offers."""
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.get_by_role("link", name="Open the page again").click()


def sign_in_again(page: Page) -> None:
    page.get_by_label("Username").fill("staff")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def set_level(site: Site, level: str) -> None:
    run_in(
        site,
        f"""
from django.contrib.auth.models import User
from auditing.access_control import change_access
user = User.objects.get(username="staff")
change_access(by=None, user=user, level="{level}", reason="the test wants it so")
""",
    )


def test_a_template_leaves_the_prompt_alone(staff: Page) -> None:
    write(staff)
    staff.get_by_role("link", name="Icon of a thing").click()
    staff.get_by_label("What", exact=True).fill("a red fish")
    staff.get_by_role("link", name="No template").click()

    expect_prompt(staff, PROMPT)


def test_a_template_keeps_its_values(staff: Page) -> None:
    staff.goto("/?template=icon")
    staff.get_by_label("What", exact=True).fill("a red fish")
    staff.get_by_label("Seen from").select_option("above")
    staff.goto("/history/")
    staff.goto("/?template=icon")

    expect(staff.get_by_label("What", exact=True)).to_have_value("a red fish")
    expect(staff.get_by_text("An icon of a red fish, seen from above")).to_be_visible()


def test_changed_words_of_a_template_have_a_draft_of_their_own(staff: Page) -> None:
    write(staff)
    staff.goto("/?template=icon")
    staff.get_by_label("What", exact=True).fill("a red fish")
    press(staff, "Change the words")
    write(staff, "An icon of two red fish")
    staff.goto(staff.url)
    expect_prompt(staff, "An icon of two red fish")

    staff.goto("/")
    expect_prompt(staff, PROMPT)
    staff.goto("/?template=icon")
    expect(staff.get_by_label("What", exact=True)).to_have_value("a red fish")


def test_an_old_form_leads_back_to_its_template(staff: Page) -> None:
    staff.goto("/?template=icon")
    staff.get_by_label("What", exact=True).fill("a red fish")
    staff.context.clear_cookies(name="csrftoken")
    staff.get_by_label("What", exact=True).press("Enter")

    come_back(staff)
    expect(staff.get_by_label("What", exact=True)).to_have_value("a red fish")


def test_a_right_that_was_taken_meanwhile(staff: Page, site: Site) -> None:
    write(staff)
    set_level(site, "read_only")
    press(staff, "Draw it")
    come_back(staff)
    expect(staff.get_by_text("may look, but not ask for pictures")).to_be_visible()
    expect(staff.get_by_role("button", name="Draw it")).to_have_count(0)

    set_level(site, "full")
    staff.reload()
    expect_prompt(staff, PROMPT)


def test_more_than_a_form_can_be(staff: Page) -> None:
    lines, much = "a red house\n" * 250_000, "(field, text) => { field.value = text; }"
    staff.goto("/batch/")
    field = staff.get_by_label("Or paste the lines here")
    field.evaluate(much, lines)
    press(staff, "Look at the lines")

    expect(staff.get_by_text("larger than a form of this site can be")).to_be_visible()
    come_back(staff)
    assert field.input_value() == lines


def test_without_a_network_nothing_is_sent(staff: Page) -> None:
    write(staff)
    staff.context.set_offline(True)
    press(staff, "Draw it")
    staff.wait_for_url("chrome-error://**")
    staff.context.set_offline(False)
    staff.goto("/")

    expect_prompt(staff, PROMPT)


def test_an_answer_that_was_not_heard_makes_no_second_request(staff: Page) -> None:
    prompt = "A yellow boat on a calm lake"
    write(staff, prompt)
    staff.route("/", lambda route: (route.fetch(max_redirects=0), route.abort()), times=1)
    press(staff, "Draw it")
    staff.wait_for_url("chrome-error://**")
    staff.goto("/")
    expect_prompt(staff, prompt)
    press(staff, "Draw it")
    staff.wait_for_url(re.compile(r"/requests/[^/]+/$"))

    staff.goto(f"/history/?q={prompt}")
    expect(staff.locator("#tiles .open")).to_have_count(1)


def test_what_was_sent_does_not_come_back(staff: Page) -> None:
    write(staff)
    press(staff, "Draw it")
    staff.wait_for_url(re.compile(r"/requests/[^/]+/$"))
    staff.goto("/")

    expect_prompt(staff, "")


def test_pasted_lines_stay_until_they_are_drawn(staff: Page) -> None:
    staff.goto("/batch/")
    lines = staff.get_by_label("Or paste the lines here")
    lines.fill(TABLE)
    staff.reload()
    expect(lines).to_have_value(TABLE)

    press(staff, "Look at the lines")
    press(staff, "Change the lines")
    expect(lines).to_have_value(TABLE)
    lines.fill(TABLE.replace("é", "e"))
    press(staff, "Look at the lines")
    press(staff, "Draw 2 pictures")
    staff.wait_for_url(re.compile(r"/groups/[^/]+/$"))
    staff.goto("/batch/")
    expect(lines).to_have_value("")


def test_the_lines_of_a_file_can_be_changed(staff: Page) -> None:
    staff.goto("/batch/")
    file = {"name": "table.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    staff.get_by_label("CSV file").set_input_files(file)  # type: ignore[arg-type]
    press(staff, "Look at the lines")
    press(staff, "Change the lines")
    expect(staff.get_by_label("Or paste the lines here")).to_have_value(TABLE)

    press(staff, "Look at the lines")
    staff.get_by_role("link", name="Another table").click()
    expect(staff.get_by_label("Or paste the lines here")).to_have_value("")


def test_a_file_that_a_sign_in_took_is_named(staff: Page) -> None:
    staff.goto("/batch/")
    file = {"name": "table.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    staff.get_by_label("CSV file").set_input_files(file)  # type: ignore[arg-type]
    staff.context.clear_cookies(name="sessionid")
    press(staff, "Look at the lines")
    sign_in_again(staff)

    expect(staff.get_by_text("table.csv")).to_be_visible()


def test_a_wish_stays_on_its_pictures_page(staff: Page) -> None:
    draw(staff, PROMPT)
    expect(staff.get_by_role("link", name="Download SVG")).to_be_visible(timeout=60_000)
    address = staff.url
    wish = staff.get_by_label("What should be different?")
    wish.fill("Make the house red")
    staff.reload()
    expect(wish).to_have_value("Make the house red")

    staff.context.clear_cookies(name="csrftoken")
    press(staff, "Change it")
    come_back(staff)
    assert staff.url == address
    expect(wish).to_have_value("Make the house red")

    press(staff, "Change it")
    staff.wait_for_url(lambda url: url != address and "/requests/" in url)
    staff.goto(address)
    expect(wish).to_have_value("")
