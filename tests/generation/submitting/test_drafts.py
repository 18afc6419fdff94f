"""What was typed survives an expired sign-in, for who typed it and for nobody else."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from generation.models import SnowflakeStage, Status, SVGGenerationRequest, UserSession
from generation.submitting import drafts
from tests.factories import GeneratedSVGFactory, UserFactory

TYPED = {
    "prompt_text": "a green dragon that reads a newspaper",
    "preset": "flat",
    "avoid": "people",
    "filename": "dragon",
}
PASSWORD = "secret-for-tests"


def expire(client: Client) -> None:
    UserSession.objects.update(is_active=False)


def send_late(client: Client, person: User) -> str:
    """Sends the form after the sign-in has ended; returns where that leads."""
    expire(client)
    response = client.post("/", {**TYPED, "typed_by": drafts.token_of(person)})
    assert response.status_code == 302
    return response.headers["Location"]


def sign_in(client: Client, where: str, name: str) -> str:
    response = client.post(where, {"username": name, "password": PASSWORD}, follow=True)
    return response.content.decode()


@pytest.fixture
def page(client: Client, staff: User, stage: SnowflakeStage) -> Client:
    client.force_login(staff)
    return client


def test_it_comes_back_after_signing_in_again(page: Client, staff: User) -> None:
    where = send_late(page, staff)

    text = sign_in(page, where, "staff")

    assert where == "/login/?next=/"
    assert TYPED["prompt_text"] in text and 'value="people"' in text and 'value="dragon"' in text
    assert 'value="flat" id="id_preset_1" checked' in text
    assert not SVGGenerationRequest.objects.exists()


def test_a_written_file_name_stays_the_persons_own(page: Client, staff: User) -> None:
    expire(page)
    sent = {**TYPED, "proposed": "green-dragon", "typed_by": drafts.token_of(staff)}
    where = page.post("/", sent).headers["Location"]

    assert '"proposed" value="green-dragon"' in sign_in(page, where, "staff")


def test_what_was_pasted_too_long_is_not_cut(page: Client, staff: User) -> None:
    expire(page)
    pasted = {"prompt_text": "a house " * 1250, "typed_by": drafts.token_of(staff)}

    page.post("/", pasted)

    assert page.session[drafts.KEY]["fields"]["prompt_text"] == pasted["prompt_text"]


def test_a_whole_table_is_kept(page: Client, staff: User) -> None:
    expire(page)
    table = "prompt\n" + "a red house under a yellow sun\n" * 10_000
    where = page.post("/batch/", {"text": table, "typed_by": drafts.token_of(staff)})["Location"]

    assert table in sign_in(page, where, "staff")


def test_what_cannot_be_kept_is_said(page: Client, staff: User) -> None:
    expire(page)
    sent = {"text": "x" * 600_000, "file": SimpleUploadedFile("icons.csv", b"prompt\n")}
    where = page.post("/batch/", {**sent, "typed_by": drafts.token_of(staff)})["Location"]

    text = sign_in(page, where, "staff")
    assert "before the file icons.csv was read. Choose it once more." in text
    assert "too long to be kept over a sign-in. Paste it once more." in text


def test_a_template_comes_back_at_its_own_address(page: Client, staff: User) -> None:
    expire(page)
    address = "/?template=icon"
    typed = {"template": "icon", "version": "1", "var-thing": "a dragon"}
    where = page.post(address, {**typed, "typed_by": drafts.token_of(staff)})["Location"]
    page.post(where, {"username": "staff", "password": PASSWORD})

    assert "a dragon" not in page.get("/").content.decode()
    assert 'value="a dragon"' in page.get(address).content.decode()


def test_a_wish_comes_back_on_its_pictures_page_and_on_no_other(page: Client, staff: User) -> None:
    picture = GeneratedSVGFactory.create(
        request__owner=staff, request__status=Status.COMPLETED
    ).request
    address = reverse("request", args=[picture.pk])
    expire(page)
    typed = {"wish": "make the dragon blue", "model": "claude-haiku-4-5"}
    sent = {**typed, "typed_by": drafts.token_of(staff)}
    where = page.post(reverse("refine", args=[picture.pk]), sent).headers["Location"]
    assert where == f"/login/?next={address}"
    page.post(where, {"username": "staff", "password": PASSWORD})

    assert "dragon blue" not in page.get("/").content.decode()
    text = page.get(address).content.decode()
    assert "make the dragon blue</textarea>" in text
    assert '<option value="claude-haiku-4-5" selected>' in text
    assert "dragon blue" not in page.get(address).content.decode()
    assert not picture.children.exists()


def test_it_comes_back_once(page: Client, staff: User) -> None:
    sign_in(page, send_late(page, staff), "staff")

    assert "dragon" not in page.get("/").content.decode()


def test_nobody_else_gets_it(page: Client, staff: User) -> None:
    UserFactory.create(username="other")
    where = send_late(page, staff)

    assert "dragon" not in sign_in(page, where, "other")
    assert drafts.KEY not in page.session
    page.logout()
    assert "dragon" not in sign_in(page, where, "staff")


def test_a_post_that_names_nobody_is_not_kept(page: Client) -> None:
    expire(page)
    page.post("/", {**TYPED, "typed_by": "forged"})

    assert drafts.KEY not in page.session


def test_the_new_sign_in_lasts_as_long_as_any(page: Client, staff: User) -> None:
    sign_in(page, send_late(page, staff), "staff")

    assert page.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_what_is_kept_is_bounded(page: Client, staff: User) -> None:
    expire(page)
    many = {f"field{n}": "x" * 5000 for n in range(100)}
    page.post("/", {"typed_by": drafts.token_of(staff), **many})

    fields = page.session[drafts.KEY]["fields"]
    assert len(fields) == drafts.MOST_FIELDS
    assert max(map(len, fields.values())) == drafts.MOST_LETTERS
