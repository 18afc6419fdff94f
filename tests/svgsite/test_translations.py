"""German is whole: each marked text has its own words, with the same placeholders; .mo as .po.

Translating what is new: CONTRIBUTING.md, "Texts".
"""

import gettext
import inspect
import re
from pathlib import Path
from typing import Any

import polib
import pytest
from django.contrib.auth.models import User
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from auditing.kept import said
from auditing.models import AccessEvent
from generation import receipt_words, services, sweeping, wording
from generation.models import SVGGenerationRequest
from generation.pipeline import ai_processing, failures, runner
from generation.snowflake import errors
from generation.svg import receipt_lines, receipt_reasons
from generation.svg.receipt import CODES
from tests.factories import CortexModelFactory, SnowflakeStageFactory, UserPreferencesFactory
from tests.svgsite.messages import ROOT, Message, marked, messages_of

FOLDER = ROOT / "locale" / "de" / "LC_MESSAGES"
PLACEHOLDER = re.compile(
    r"%\([a-z_]+\)[sdr]|%[sdr]|{(?:count|what|seconds|minutes)}|</?[a-z]+|&[a-z]+;"
)


def key(entry: Any) -> Message:
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


@pytest.fixture(scope="module")
def german() -> dict[Message, Any]:
    return {key(entry): entry for entry in polib.pofile(str(FOLDER / "django.po"))}


def words_of(entry: Any) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_marked_text_is_translated(german: dict[Message, Any]) -> None:
    ready = {
        message
        for message, entry in german.items()
        if all(words_of(entry)) and "fuzzy" not in entry.flags and not entry.obsolete
    }
    missing = [f"{file}: {text.text!r}" for text, file in marked().items() if text not in ready]

    assert missing == [], "Say it in German, see CONTRIBUTING.md:\n" + "\n".join(missing)


def test_nothing_is_translated_that_is_not_there(german: dict[Message, Any]) -> None:
    assert set(german) - set(marked()) == set()


def test_placeholders_are_the_same(german: dict[Message, Any]) -> None:
    wrong = []
    for message, entry in german.items():
        known = set(PLACEHOLDER.findall(message.text + message.plural))
        needed = set(PLACEHOLDER.findall(message.plural or message.text))
        found = [set(PLACEHOLDER.findall(words)) for words in words_of(entry)]
        if not all(words <= known for words in found) or not needed <= found[-1]:
            wrong.append(f"{message.text!r} → {words_of(entry)}")

    assert wrong == []


def test_the_compiled_file_is_of_these_texts(german: dict[Message, Any]) -> None:
    """A fresh clone has no compiler, so the compiled file is kept beside the texts."""
    with (FOLDER / "django.mo").open("rb") as file:
        kept = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    right: dict[Any, Any] = {}
    for entry in german.values():
        name = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        if entry.msgid_plural:
            right.update({(name, n): text for n, text in entry.msgstr_plural.items()})
        else:
            right[name] = entry.msgstr
    kept.pop("")

    assert kept == right


def test_the_finder_of_texts_finds_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}{% translate "One" %} {% blocktranslate trimmed count n=n %}\n'
        "{{ n }} thing{% plural %}{{ n }} things{% endblocktranslate %}"
        '{% translate "It (is) \\"quoted\\"" %}{{ _("Five") }}'
    )
    code = tmp_path / "code.py"
    code.write_text('_("Two" " words")\nngettext("%(n)s a", "%(n)s b", 3)\npgettext("c", "Three")')

    assert {m.text for m in messages_of(page)} >= {"One", "%(n)s thing", "Five"}
    assert set(messages_of(code)) == {
        Message("Two words"),
        Message("%(n)s a", "%(n)s b"),
        Message("Three", context="c"),
    }


# What is kept


def test_texts_of_endings_are_all_known() -> None:
    """Whatever the pipeline and the gateway may say in a request's record."""
    texts = [services.NEVER_BEGUN, sweeping.GAVE_UP, ai_processing.INTERRUPTED]
    texts += [runner.PROGRAM_ERROR, str(errors.Cancelled())]
    for module, base in ((failures, failures.PipelineFailure), (errors, errors.SnowflakeError)):
        for _name, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, base):
                texts.append(" ".join((kind.__doc__ or "").split()))

    assert [text for text in texts if text not in wording.KEPT] == []


def test_a_kept_text_is_shown_in_the_persons_language() -> None:
    with translation.override("de"):
        assert said(services.NEVER_BEGUN) == (
            "Abgebrochen, bevor es begonnen war. Es hat nichts gekostet."
        )
        assert said("The vendor said so.") == "The vendor said so."
        assert said(None) == ""


def test_the_receipt_is_said_in_german() -> None:
    texts = {text for code in CODES.values() for text in (code.words, code.why)}
    entry = {"code": "active_element", "what": "script", "why": CODES["active_element"].why}
    receipt: Any = [{**entry, "count": 2}]

    assert texts == set(receipt_words.WORDS)
    with translation.override("de"):
        lines = receipt_reasons(receipt, translation.gettext)
    assert lines == [("2 × script entfernt", "kann Code ausführen oder eine Seite laden")]
    assert receipt_lines(receipt) == ["2 scripts removed"]


@pytest.mark.django_db
def test_what_is_recorded_is_the_same_in_every_language(client: Client, staff: User) -> None:
    """A German's request and its end are written as everybody's."""
    UserPreferencesFactory.create(user=staff, language="de", time_zone="Asia/Tokyo")
    SnowflakeStageFactory.create(), CortexModelFactory.create(name="a-model")
    client.force_login(staff)
    asked = {"prompt_text": "a red house under a sun", "selected_model": "a-model"}
    client.post("/", {**asked, "filename": "house", "stage_name": "SVG_STAGE"})
    request = SVGGenerationRequest.objects.get()
    client.post(f"/requests/{request.pk}/cancel/")

    request.refresh_from_db()
    assert request.error_message == services.NEVER_BEGUN
    texts = [str(event.context) for event in AccessEvent.objects.all()]
    assert texts and not any(re.search("Abgebrochen|Auftrag|wartet", text) for text in texts)
    page = client.get(f"/requests/{request.pk}/").content.decode()
    assert "Abgebrochen, bevor es begonnen war." in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/history/", "/my-data/", "/stages/", "/tokens/"])
def test_pages_are_german_for_a_german_browser(client: Client, staff: User, path: str) -> None:
    client.force_login(staff)
    page = client.get(path, headers={"Accept-Language": "de-DE,de;q=0.9"}).content.decode()

    assert '<html lang="de">' in page
    assert "Verlauf" in page and "Abmelden" in page


def test_error_pages_speak_german() -> None:
    with translation.override("de"):
        text = get_template("500.html").render({"reference": "abc"})

    assert '<html lang="de">' in text
    assert "Bei uns ist etwas schiefgegangen" in text and "abc" in text
