"""Fake secrets go in wherever text can go in; none is in any table, any log line or any answer."""

import base64
import io
import logging
import traceback
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_q.models import Failure
from pytest import MonkeyPatch

from auditing.discretion import TaskFailed
from auditing.logs import DatabaseHandler
from auditing.models import ErrorInfo, LogEntry
from generation import services, tasks
from generation.models import SnowflakeStage, SVGGenerationRequest
from generation.pipeline import runner
from svgsite.logs import _formatter
from tests.auditing.masking.samples import Dice
from tests.factories import TaskFactory

pytestmark = pytest.mark.django_db

DICE = Dice(41)
# Put together at run time, so that no scanner of repositories trips over it.
SECRETS = {
    "github": f"ghp_{DICE.of('abcdefghijkmnopqrstuvwxyzABCDEFGH23456789', 36)}",
    "aws": f"AKIA{DICE.of('ABCDEFGHIJKLMNOP234567', 16)}",
    "openai": f"sk-proj-{DICE.of('abcdefghijkmnopqrstuvwxyzABCDEFGH23456789', 48)}",
    "slack": f"xoxb-{DICE.of('0123456789', 12)}-{DICE.of('abcdefghABCDEFGH234567', 24)}",
    "url": f"postgres://bob:{DICE.of('abcdefghABCDEFGH234567', 16)}@db.internal:5432/app",
    "mail": f"{DICE.of('abcdefghij23', 12)}@example.com",
    "bearer": f"Bearer {DICE.of('abcdefghijkABCDEFGH23456789', 40)}",
}
ALL = " ".join(f"{name}: {secret}" for name, secret in SECRETS.items())


def cores() -> list[str]:
    """What must be nowhere: the part of each that is secret."""
    return [secret.split("bob:")[-1].split("@db")[0].split(" ")[-1] for secret in SECRETS.values()]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a collector gets, and the rows of the database handler."""
    stream = io.StringIO()
    from structlog.contextvars import merge_contextvars
    from structlog.processors import format_exc_info
    from structlog.stdlib import add_log_level

    wanted = _formatter([merge_contextvars, add_log_level, format_exc_info], as_json=True)
    collector = logging.StreamHandler(stream)
    collector.setFormatter(wanted.pop("()")(**wanted))
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    handlers = [collector, DatabaseHandler(level=logging.INFO)]
    for handler in handlers:
        root.addHandler(handler)
    yield stream
    root.setLevel(before)
    for handler in handlers:
        root.removeHandler(handler)


@pytest.fixture
def browser(admin_user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    return client


def leaks_in(text: str) -> list[str]:
    return [core for core in cores() if core in text or base64_of(core) in text]


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode().rstrip("=")[:-2]


def dump(*, without: tuple[str, ...] = ()) -> str:
    """Every column of every table as text, but for those named as ``table.column``."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            parts += [
                f"{table}.{name}: {value}"
                for row in cursor.fetchall()
                for name, value in zip(names, row, strict=True)
                if f"{table}.{name}" not in without
            ]
    return "\n".join(parts)


def test_the_dump_sees_what_is_there(staff: User) -> None:
    staff.first_name = cores()[0]
    staff.save()

    assert leaks_in(dump()) == cores()[:1]


def test_an_error_in_a_view(
    browser: Client, lines: io.StringIO, monkeypatch: MonkeyPatch, stage: SnowflakeStage
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(ALL)

    monkeypatch.setattr("generation.views.stages.get_object_or_404", fail)

    answer = browser.get(
        reverse("stage", args=[stage.pk]),
        {"next": ALL, "token": SECRETS["aws"]},
        headers={"User-Agent": ALL, "Referer": f"https://x.example/?t={SECRETS['github']}"},
    )

    found = ErrorInfo.objects.get()
    assert answer.status_code == 500
    assert str(found.pk) in answer.content.decode()
    assert "RuntimeError" in found.stack_trace
    assert LogEntry.objects.exists()
    assert leaks_in(dump() + lines.getvalue() + answer.content.decode()) == []


def test_a_task_that_fails_also_in_the_queues_own_table(
    lines: io.StringIO, monkeypatch: MonkeyPatch
) -> None:
    def fail(_: str) -> bool:
        raise ConnectionError(ALL)

    monkeypatch.setattr(runner, "run", fail)
    try:
        tasks.generate("an-id")
    except TaskFailed as error:
        # as django-q2's worker keeps it
        result = f"{error} : {traceback.format_exc()}"
    TaskFactory.create(success=False, result=result)
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    pages = [
        client.get(reverse("admin:django_q_failure_changelist")),
        client.get(reverse("admin:django_q_failure_change", args=[Failure.objects.get().pk])),
    ]

    assert "ConnectionError" in result
    assert ErrorInfo.objects.get().context["task"] == "generate"
    shown = "".join(page.content.decode() for page in pages)
    assert leaks_in(dump() + lines.getvalue() + shown) == []


def test_a_sign_in_with_the_password_typed_as_the_name(lines: io.StringIO, db: None) -> None:
    answer = Client().post(
        reverse("login"),
        {"username": SECRETS["github"], "password": SECRETS["openai"]},
        headers={"User-Agent": SECRETS["slack"]},
    )

    # The field shows its writer what was typed, as every form does; nobody else sees it.
    shown = answer.content.decode().replace(f'value="{SECRETS["github"]}"', "")
    assert leaks_in(dump() + lines.getvalue() + shown) == []


def test_searches_and_filters_of_the_admin(browser: Client, lines: io.StringIO) -> None:
    names = (
        "auditing_accessevent",
        "auditing_errorgroup",
        "auditing_logentry",
        "generation_svggenerationrequest",
    )
    for name in names:
        browser.get(reverse(f"admin:{name}_changelist"), {"q": ALL})
        browser.get(reverse(f"admin:{name}_changelist"), {"level__exact": SECRETS["aws"]})

    assert leaks_in(dump() + lines.getvalue()) == []


def test_a_management_command(lines: io.StringIO, monkeypatch: MonkeyPatch) -> None:
    from svgsite import command_line

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(ALL)

    monkeypatch.setattr("django.core.management.execute_from_command_line", fail)
    monkeypatch.setattr("sys.excepthook", command_line._show_masked)
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)

    with pytest.raises(RuntimeError) as caught:
        command_line.run(["manage.py", "anything"])
    command_line._show_masked(caught.type, caught.value, caught.tb)

    assert ErrorInfo.objects.get().context["operation"] == "manage.py anything"
    assert leaks_in(dump() + lines.getvalue() + written.getvalue()) == []


def test_a_prompt_is_kept_as_it_was_written_and_masked_everywhere_else(
    browser: Client, admin_user: User, lines: io.StringIO, settings: object, stage: SnowflakeStage
) -> None:
    """A prompt is its writer's content: the row holds what was asked, and nothing else does."""
    settings.PROMPT_CHARACTERS = "unicode"  # type: ignore[attr-defined]
    prompt = f"a house with the words {SECRETS['github']} and {SECRETS['mail']} on it"

    made = services.submit(
        by=admin_user,
        prompt_text=prompt,
        selected_model="claude-sonnet-4-5",
        filename="house",
        stage_name=stage.pk,
        nudge=False,
    )

    assert SVGGenerationRequest.objects.get(pk=made.pk).prompt_text == prompt
    elsewhere = dump(without=("svg_generation_requests.prompt_text",))
    assert leaks_in(elsewhere + lines.getvalue()) == []


def test_every_table_was_looked_at() -> None:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))

    assert {model._meta.db_table for model in apps.get_models() if model._meta.managed} <= tables
