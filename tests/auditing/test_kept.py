"""Kept sentences are written in English and read in everybody's language."""

from collections.abc import Iterator

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from auditing.exports import writers
from auditing.exports.sources import Refused
from auditing.kept import kept, said
from auditing.models import AccessEvent, ExportJob
from auditing.reports.monthly import MONTHLY, OF_MONTH, tell
from auditing.retention.certificate import as_json
from auditing.retention.classes import CLASSES
from auditing.retention.holds import place_hold
from auditing.retention.planning import make_run, plan
from auditing.wording import REFUSALS
from generation.models import CortexModel
from tests.factories import (
    CortexModelFactory,
    ExportJobFactory,
    RequestFactory,
    RetentionRunFactory,
    UserPreferencesFactory,
)

TOO_MANY = "1,200 of 2,000 requests are more than the 50% that go unasked."


@pytest.fixture
def german() -> Iterator[None]:
    with override("de"):
        yield


def test_a_sentence_with_its_figures_and_words(german: None) -> None:
    assert said("the schedule") == "der Zeitplan"
    assert said("400 days") == "400 Tage"
    assert said(TOO_MANY) == (
        "1.200 von 2.000 (Aufträge) sind mehr als die 50%, die ohne Rückfrage gehen."
    )


def test_what_nobody_has_declared_stays(german: None) -> None:
    assert said("Of course 3 days went by") == "Of course 3 days went by"
    assert (said(""), said(None)) == ("", "")


def test_a_short_sentence_is_looked_for_at_its_place_only(german: None) -> None:
    assert said("of staff", "scope") == "von staff"
    assert said("of staff") == "of staff"


def test_every_kept_sentence_has_its_german(german: None) -> None:
    missing = [
        text
        for text in kept() - {"%(who)s: %(what)s"}
        if len(text.split()) > 1 and gettext(text) == text
    ]

    assert missing == []


def test_refusals_of_exports_are_all_known() -> None:
    assert writers.WRITERS  # one of them refuses, too
    found = {" ".join((kind.__doc__ or "").split()) for kind in Refused.__subclasses__()}

    assert found == set(REFUSALS)


# Nothing of a language is kept


@pytest.mark.django_db
def test_a_german_purge_is_recorded_in_english(german: None, admin_user: User) -> None:
    RequestFactory.create_batch(3, status="completed")
    found = plan("requests", as_of=timezone.now())
    assert found is not None
    run = make_run(found, by=None)

    assert run is not None
    assert (run.policy_words, run.policy_approved_by) == ("365 days", "the specification")
    assert run.requested_by_name == "the schedule"


@pytest.mark.django_db
def test_a_german_hold_is_recorded_in_english(german: None, admin_user: User) -> None:
    hold = place_hold(
        by=admin_user, matter="M", reason="R", owner="O", person=admin_user, search="house"
    )

    event = AccessEvent.objects.get(action="hold.place")
    assert event.context["scope"] == ["of boss", "that contain “house”"]
    assert hold.scope_words == ["von boss", "die „house“ enthalten"]


@pytest.mark.django_db
def test_a_certificate_is_the_same_in_every_language() -> None:
    run = RetentionRunFactory.create()
    english = as_json(run)

    with override("de"):
        assert as_json(run) == english
    assert CLASSES[run.data_class].title.encode() in english


@pytest.mark.django_db
def test_an_export_is_called_in_english(client: Client, admin_user: User) -> None:
    UserPreferencesFactory.create(user=admin_user, language="de")
    client.force_login(admin_user)
    wanted = {"source": "list:generation.SVGGenerationRequest", "format": "csv"}
    client.post(reverse("admin:export-new"), wanted)

    assert ExportJob.objects.get().title == "Requests"
    assert "<strong>Aufträge</strong>" in client.get(reverse("admin:exports")).content.decode()


@pytest.mark.django_db
def test_the_admins_log_is_english(client: Client, admin_user: User) -> None:
    UserPreferencesFactory.create(user=admin_user, language="de")
    client.force_login(admin_user)
    model = CortexModelFactory.create(name="old", lifecycle="EOL", provider="p")
    page = reverse("admin:generation_cortexmodel_change", args=["old"])
    client.post(page, {"provider": "p", "lifecycle": "EOL", "max_output_tokens": 10})

    with override("de"):
        assert str(CortexModel.objects.get(pk=model.pk)) == "old (abgeschaltet, kein Ersatz)"
    assert LogEntry.objects.get().object_repr == "old (retired, no replacement)"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("de", "Aufbewahrungsbericht, 2026-11", "ist fertig: http"),
        ("", "Retention report, 2026-11", "is ready: http"),
    ],
)
def test_a_mail_speaks_its_readers_language(
    staff: User, language: str, subject: str, words: str
) -> None:
    UserPreferencesFactory.create(user=staff, language=language)
    staff.email = "staff@example.com"
    staff.save()
    job = ExportJobFactory.create(
        owner=staff, title=OF_MONTH % {"month": "2026-11"}, filters={MONTHLY: "2026-11"}
    )
    tell(job)

    (message,) = mail.outbox
    assert message.subject == subject
    assert words in message.body
